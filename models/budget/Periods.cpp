// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "budget/Periods.h"

#include <algorithm>

namespace tokenmeter
{
namespace
{

using namespace std::chrono;
using Kind = BudgetPeriod::Kind;

LocalDay anchored(year_month month, int anchorDay)
{
    const year_month_day_last last = month / std::chrono::last;
    return LocalDay{year_month_day{month / day{std::min(unsigned(anchorDay), unsigned(last.day()))}}};
}

/// Start of the period of `length` months that holds the day; years start in January, quarters in 1, 4, 7, 10.
LocalDay startInMonths(LocalDay when, int length, int anchorDay)
{
    const year_month_day date{when};
    const unsigned offset = (unsigned(date.month()) - 1) % unsigned(length);
    const year_month month = date.year() / date.month() - months{offset};
    const LocalDay start = anchored(month, anchorDay);
    return start <= when ? start : anchored(month - months{length}, anchorDay);
}

LocalDay nextInMonths(LocalDay start, int length, int anchorDay)
{
    const year_month_day date{start};
    return anchored(date.year() / date.month() + months{length}, anchorDay);
}

int monthsOf(Kind kind)
{
    return kind == Kind::Month ? 1 : kind == Kind::Quarter ? 3 : 12;
}

BudgetSpan cut(LocalDay first, LocalDay end, const Zone &zone)
{
    return {.from = zone.startOf(first), .to = zone.startOf(end), .firstDay = first, .endDay = end, .isRolling = false};
}

} // namespace

BudgetSpan spanOf(const BudgetPeriod &period, LocalDay day, const Zone &zone)
{
    switch (period.kind) {
    case Kind::Day:
        return cut(day, day + days{1}, zone);
    case Kind::Week: {
        const int weekday = int(std::chrono::weekday{day}.iso_encoding()) - 1;
        const LocalDay first = day - days{(weekday - period.firstWeekday + 7) % 7};
        return cut(first, first + days{7}, zone);
    }
    case Kind::Month:
    case Kind::Quarter:
    case Kind::Year: {
        const int length = monthsOf(period.kind);
        const LocalDay first = startInMonths(day, length, period.anchorDay);
        return cut(first, nextInMonths(first, length, period.anchorDay), zone);
    }
    case Kind::Range:
    case Kind::Rolling:
        break;
    }
    return cut(period.from, period.to + days{1}, zone);
}

BudgetSpan spanAt(const BudgetPeriod &period, UtcTime now, const Zone &zone)
{
    if (period.kind != Kind::Rolling) {
        return spanOf(period, zone.dayOf(now), zone);
    }
    const UtcTime from = now - hours{period.hours};
    return {.from = from, .to = now, .firstDay = zone.dayOf(from), .endDay = zone.dayOf(now) + days{1}, .isRolling = true};
}

std::optional<BudgetSpan> spanBefore(const BudgetPeriod &period, const BudgetSpan &span, const Zone &zone)
{
    if (period.kind == Kind::Rolling || period.kind == Kind::Range) {
        return std::nullopt;
    }
    return spanOf(period, span.firstDay - days{1}, zone);
}

std::optional<BudgetSpan> spanAfter(const BudgetPeriod &period, const BudgetSpan &span, const Zone &zone)
{
    if (period.kind == Kind::Rolling || period.kind == Kind::Range) {
        return std::nullopt;
    }
    return spanOf(period, span.endDay, zone);
}

std::vector<BudgetSpan> spansBetween(const BudgetPeriod &period, LocalDay first, LocalDay last, const Zone &zone, std::size_t most)
{
    std::vector<BudgetSpan> spans;
    std::optional<BudgetSpan> span = spanOf(period, std::max(first, last), zone);
    while (span && spans.size() < most) {
        spans.push_back(*span);
        if (span->firstDay <= first) {
            break;
        }
        span = spanBefore(period, *span, zone);
    }
    std::reverse(spans.begin(), spans.end());
    return spans;
}

UtcTime rollingKeyStart(const BudgetPeriod &period, UtcTime now)
{
    const std::int64_t block = std::int64_t(std::max(period.hours, 1)) * 3'600'000;
    return utcFromMs(msOf(now) / block * block);
}

} // namespace tokenmeter
