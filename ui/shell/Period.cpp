// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/Period.h"

#include <algorithm>

namespace tokenmeter
{

using namespace std::chrono;

namespace
{

int billingDayOf(const PeriodRules &rules)
{
    return std::clamp(rules.billingDay, 1, 28);
}

LocalDay startOfWeek(LocalDay day, const PeriodRules &rules)
{
    const int first = rules.firstDayOfWeek >= 1 && rules.firstDayOfWeek <= 7 ? rules.firstDayOfWeek : 1;
    const int today = int(weekday{day}.iso_encoding());
    return day - days{(today - first + 7) % 7};
}

/// The month in which the billing month of that day starts.
year_month billingMonthOf(LocalDay day, const PeriodRules &rules)
{
    const year_month_day date{day};
    const year_month month = date.year() / date.month();
    return int(unsigned(date.day())) < billingDayOf(rules) ? month - months{1} : month;
}

Period wholeMonths(PeriodKind kind, year_month first, int count, const PeriodRules &rules)
{
    const auto startsOn = std::chrono::day{unsigned(billingDayOf(rules))};
    const LocalDay from{first / startsOn};
    const LocalDay after{(first + months{count}) / startsOn};
    return Period{.kind = kind, .from = from, .to = after - days{1}};
}

} // namespace

Period periodAt(PeriodKind kind, LocalDay day, const PeriodRules &rules)
{
    switch (kind) {
    case PeriodKind::Week: {
        const LocalDay from = startOfWeek(day, rules);
        return Period{.kind = kind, .from = from, .to = from + days{6}};
    }
    case PeriodKind::Month:
        return wholeMonths(kind, billingMonthOf(day, rules), 1, rules);
    case PeriodKind::Quarter: {
        const year_month month = billingMonthOf(day, rules);
        const unsigned first = (unsigned(month.month()) - 1) / 3 * 3 + 1;
        return wholeMonths(kind, month.year() / std::chrono::month{first}, 3, rules);
    }
    case PeriodKind::Year:
        return wholeMonths(kind, billingMonthOf(day, rules).year() / January, 12, rules);
    case PeriodKind::Day:
    case PeriodKind::Custom:
        break;
    }
    return Period{.kind = kind, .from = day, .to = day};
}

Period customPeriod(LocalDay one, LocalDay other)
{
    return Period{.kind = PeriodKind::Custom, .from = std::min(one, other), .to = std::max(one, other)};
}

Period nextPeriod(const Period &period, const PeriodRules &rules)
{
    if (period.kind == PeriodKind::Custom) {
        const days length{daysIn(period)};
        return Period{.kind = period.kind, .from = period.from + length, .to = period.to + length};
    }
    return periodAt(period.kind, period.to + days{1}, rules);
}

Period previousPeriod(const Period &period, const PeriodRules &rules)
{
    if (period.kind == PeriodKind::Custom) {
        const days length{daysIn(period)};
        return Period{.kind = period.kind, .from = period.from - length, .to = period.to - length};
    }
    return periodAt(period.kind, period.from - days{1}, rules);
}

int daysIn(const Period &period)
{
    return int((period.to - period.from).count()) + 1;
}

bool canStepForward(const Period &period, LocalDay today)
{
    return period.to < today;
}

} // namespace tokenmeter
