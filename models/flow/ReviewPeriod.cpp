// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/ReviewPeriod.h"

#include <algorithm>

namespace tokenmeter
{
namespace
{

using namespace std::chrono;

/// The day so many months later; of a shorter month the last one.
LocalDay shifted(LocalDay day, int count)
{
    const year_month_day date{day};
    const year_month month = year_month{date.year(), date.month()} + months{count};
    const year_month_day last{month / std::chrono::last};
    return local_days{month / std::min(date.day(), last.day())};
}

/// How many months from the first day on end with the last; 0: none.
int wholeMonths(DayRange range)
{
    const year_month_day from{range.from};
    const year_month_day end{range.to + days{1}};
    const int count = int((year_month{end.year(), end.month()} - year_month{from.year(), from.month()}).count());
    return count > 0 && from.day() <= std::chrono::day{28} && shifted(range.from, count) == range.to + days{1} ? count : 0;
}

} // namespace

ReviewPeriods reviewPeriodsOf(const NamedPeriod &period, LocalDay today)
{
    const DayRange inView{period.from, period.to};
    ReviewPeriods periods{.inView = inView, .isRunning = inView.contains(today), .isAhead = today < inView.from};
    const int count = wholeMonths(inView);
    periods.before = {count > 0 ? shifted(inView.from, -count) : inView.from - days{inView.length()}, inView.from - days{1}};
    periods.elapsedDays = periods.isAhead ? 0 : int((std::min(today, inView.to) - inView.from).count()) + 1;
    periods.compared = periods.before;
    periods.yearBefore.from = shifted(inView.from, -12);
    periods.yearBefore.to = count > 0 ? shifted(periods.yearBefore.from, count) - days{1} : periods.yearBefore.from + days{inView.length() - 1};
    if (periods.isRunning) {
        periods.compared.to = std::min(periods.before.to, periods.before.from + days{periods.elapsedDays - 1});
        periods.yearBefore.to = std::min(periods.yearBefore.to, periods.yearBefore.from + days{periods.elapsedDays - 1});
    }
    return periods;
}

NamedPeriod neighbourOf(const NamedPeriod &period, bool forward)
{
    const DayRange range{period.from, period.to};
    if (const int count = wholeMonths(range); count > 0) {
        const LocalDay from = shifted(range.from, forward ? count : -count);
        return namedPeriod(from, shifted(from, count) - days{1});
    }
    const days step{forward ? range.length() : -range.length()};
    return namedPeriod(range.from + step, range.to + step);
}

} // namespace tokenmeter
