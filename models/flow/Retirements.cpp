// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/Retirements.h"

#include "flow/PricesAhead.h"
#include "flow/Spend.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace tokenmeter
{
namespace
{

constexpr std::chrono::days LongestAgo{365};

} // namespace

Result<std::vector<Retirement>> retirementsInUse(LedgerReader &reader, const Catalogue &catalogue, const std::vector<ListedEnd> &listed,
                                                 UtcTime now, const Zone &zone)
{
    UsageFilter filter;
    filter.from = zone.dayOf(now) - std::chrono::days{InUseDays};
    const Result<UsageCells> cells = reader.usage(filter, {Dimension::Model}, zone);
    if (!cells) {
        return cells.problem();
    }
    std::map<std::string, std::int64_t> used;
    for (const UsageCell &cell : cells->cells) {
        used[rateOf(*cells, cell).modelKey] += cell.requests;
    }
    const LocalDay today = Zone::utc().dayOf(now);
    std::vector<Retirement> all;
    for (const auto &[key, requests] : used) {
        const std::optional<ModelLife> life = lifeOf(catalogue, key);
        if (!life) {
            continue;
        }
        const auto stated = std::find_if(listed.begin(), listed.end(), [&, &model = key](const ListedEnd &end) { return end.model == model; });
        std::string day = life->until ? toIso(Zone::utc().dayOf(*life->until)) : std::string{};
        if (day.empty() && stated == listed.end()) {
            continue;
        }
        day = day.empty() ? stated->day : day;
        const std::optional<LocalDay> end = parseDay(day);
        if (end && *end < today - LongestAgo) {
            continue;
        }
        all.push_back({.model = key,
                       .name = life->displayName,
                       .day = day,
                       .isOver = end && *end <= today,
                       .requests = requests,
                       .successor = cheaperSuccessor(catalogue, key, today)});
    }
    std::stable_sort(all.begin(), all.end(), [](const Retirement &a, const Retirement &b) {
        return std::tuple{a.day.empty(), a.day} < std::tuple{b.day.empty(), b.day};
    });
    return all;
}

} // namespace tokenmeter
