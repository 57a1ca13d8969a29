// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/RecordsTotal.h"

#include "flow/GroupedUsage.h"

#include <algorithm>

namespace tokenmeter
{
bool hasTerms(UsageFilter filter)
{
    filter.from.reset();
    filter.to.reset();
    filter.excluded = UsageFilter::Excluded::Without;
    return filter != UsageFilter{};
}

Result<RecordsTotal> recordsTotalOf(WindowServices::Reading reading, const UsageFilter &filter, const Zone &zone, UtcTime now,
                                    const std::string &currency)
{
    const Result<GroupedUsage> usage = groupedUsage(reading.reader, reading.pricer, {.filter = filter, .dimensions = {}, .zone = zone, .now = now,
                                                                                     .currency = currency, .progress = reading.progress});
    if (!usage) {
        return usage.problem();
    }
    RecordsTotal total{.spend = usage->total, .inCurrency = usage->inCurrency, .foreign = usage->foreign};
    if (usage->total.requests > 0) {
        return total;
    }
    UsageFilter anyDay = filter;
    anyDay.from.reset();
    anyDay.to.reset();
    const Result<UsageCells> days = reading.reader.usage(anyDay, {Dimension::Day}, zone, {.progress = reading.progress});
    if (!days) {
        return days.problem();
    }
    const auto distance = [&](LocalDay day) { return day < *filter.from ? *filter.from - day : day - *filter.to; };
    for (const UsageCell &cell : days->cells) {
        const LocalDay day{std::chrono::days{cell.key[0]}};
        if (!total.nearest || distance(day) < distance(*total.nearest)) {
            total.nearest = day;
        }
    }
    if (hasTerms(filter)) {
        const Result<UsageCells> any = reading.reader.usage({.from = filter.from, .to = filter.to}, {}, zone, {.progress = reading.progress});
        if (!any) {
            return any.problem();
        }
        total.filteredAway = std::any_of(any->cells.begin(), any->cells.end(), [](const UsageCell &cell) { return cell.requests > 0; });
    }
    return total;
}

} // namespace tokenmeter
