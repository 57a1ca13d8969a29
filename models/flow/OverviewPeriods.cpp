// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/OverviewPeriods.h"

#include <algorithm>

namespace tokenmeter
{

using namespace std::chrono;

bool isCalendarMonth(DayRange range)
{
    const year_month_day first{range.from};
    return first.day() == day{1} && range.to == LocalDay{first.year() / first.month() / last};
}

PreviousPeriod previousPeriodOf(DayRange inView, LocalDay today)
{
    PreviousPeriod previous;
    previous.whole = {inView.from - days{inView.length()}, inView.from - days{1}};
    if (isCalendarMonth(inView)) {
        const year_month_day lastDay{previous.whole.to};
        previous.whole.from = LocalDay{lastDay.year() / lastDay.month() / 1};
    }
    const int passed = inView.contains(today) ? DayRange{inView.from, today}.length() : inView.length();
    previous.compared = previous.whole;
    previous.compared.to = std::min(previous.whole.to, previous.whole.from + days{passed - 1});
    return previous;
}

} // namespace tokenmeter
