// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/NearestDay.h"

namespace tokenmeter
{

Result<std::optional<LocalDay>> nearestDataDay(LedgerReader &reader, const UsageFilter &filter, const Zone &zone)
{
    UsageFilter anyDay = filter;
    anyDay.from.reset();
    anyDay.to.reset();
    const Result<UsageCells> cells = reader.usage(anyDay, {Dimension::Day}, zone);
    if (!cells) {
        return cells.problem();
    }
    const auto distance = [&](LocalDay day) { return day < *filter.from ? *filter.from - day : day - *filter.to; };
    std::optional<LocalDay> nearest;
    for (const UsageCell &cell : cells->cells) {
        const LocalDay day{std::chrono::days{cell.key[0]}};
        if (!nearest || distance(day) < distance(*nearest)) {
            nearest = day;
        }
    }
    return nearest;
}

} // namespace tokenmeter
