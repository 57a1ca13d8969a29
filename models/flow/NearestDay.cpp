// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/NearestDay.h"

namespace tokenmeter
{

using namespace std::chrono;

Result<std::optional<LocalDay>> nearestDataDay(LedgerReader &reader, UsageFilter filter, const Zone &zone, DayRange period)
{
    filter.from.reset();
    filter.to.reset();
    const Result<UsageCells> cells = reader.usage(filter, {Dimension::Day}, zone);
    if (!cells) {
        return cells.problem();
    }
    const auto distance = [&](LocalDay day) { return day < period.from ? period.from - day : day - period.to; };
    std::optional<LocalDay> nearest;
    for (const UsageCell &cell : cells->cells) {
        const LocalDay day{days{cell.key[0]}};
        if (!nearest || distance(day) < distance(*nearest)) {
            nearest = day;
        }
    }
    return nearest;
}

} // namespace tokenmeter
