// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/PollRange.h"

#include <algorithm>

namespace tokenmeter
{
namespace
{

using namespace std::chrono;

sys_days localDay(UtcTime time, minutes zone)
{
    return floor<days>(time + zone);
}

UtcTime utcOf(sys_days day, minutes zone)
{
    return UtcTime{day} - zone;
}

UtcTime nextMonth(UtcTime time, minutes zone)
{
    const year_month_day first{localDay(time, zone)};
    return utcOf(sys_days{(first.year() / first.month() + months{1}) / day{1}}, zone);
}

} // namespace

UtcTime dayStart(UtcTime time, minutes zone)
{
    return utcOf(localDay(time, zone), zone);
}

UtcTime monthStart(UtcTime time, minutes zone)
{
    const year_month_day date{localDay(time, zone)};
    return utcOf(sys_days{date.year() / date.month() / day{1}}, zone);
}

LocalDay dayIn(UtcTime time, minutes zone)
{
    return LocalDay{localDay(time, zone).time_since_epoch()};
}

PollRange rangeOfDay(LocalDay day, minutes zone)
{
    const UtcTime from = utcOf(sys_days{day.time_since_epoch()}, zone);
    return {from, from + days{1}};
}

PollRange rangeToRead(const ReadPlan &plan, UtcTime now, std::optional<UtcTime> readTo)
{
    UtcTime last = readTo ? std::min(*readTo, now) - plan.overlap : now - plan.firstRead;
    if (unsigned(year_month_day{localDay(now, plan.zone)}.day()) <= plan.openMonthUntil) {
        last = std::min(last, monthStart(monthStart(now, plan.zone) - hours{1}, plan.zone));
    }
    const UtcTime from = plan.slice == Slice::Month ? monthStart(last, plan.zone) : dayStart(last, plan.zone);
    const UtcTime to = plan.slice == Slice::Month ? nextMonth(now, plan.zone) : dayStart(now, plan.zone) + days{1};
    return {from, to};
}

std::vector<PollRange> slicesOf(const ReadPlan &plan, const PollRange &range)
{
    std::vector<PollRange> slices;
    if (range.from >= range.to) {
        return slices;
    }
    if (plan.slice == Slice::Now || (plan.slice == Slice::Whole && plan.longest == days{0})) {
        return {range};
    }
    UtcTime at = range.from;
    while (at < range.to) {
        UtcTime end = range.to;
        switch (plan.slice) {
        case Slice::Day:
            end = dayStart(at, plan.zone) + days{1};
            break;
        case Slice::Month:
            end = nextMonth(at, plan.zone);
            break;
        case Slice::Whole:
            end = at + plan.longest;
            break;
        case Slice::Now:
            break;
        }
        end = std::min(end, range.to);
        slices.push_back({at, end});
        at = end;
    }
    return slices;
}

} // namespace tokenmeter
