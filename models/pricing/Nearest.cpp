// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pricing/Nearest.h"

#include "pricing/NameMatcher.h"

#include <tuple>

namespace tokenmeter
{

namespace
{

/// Steps of one letter (insert, drop, replace) from one text to the other.
std::size_t editDistance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) {
        row[j] = j;
    }
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t corner = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t above = row[j];
            row[j] = std::min({above + 1, row[j - 1] + 1, corner + (a[i - 1] == b[j - 1] ? 0 : 1)});
            corner = above;
        }
    }
    return row[b.size()];
}

} // namespace

std::vector<std::string> nearestModels(const tables::Tables &tables, std::string_view name, std::size_t count)
{
    constexpr std::size_t LongestName = 200;
    std::string wanted = cleanedName(name).substr(0, LongestName);
    wanted = wanted.substr(wanted.rfind('/') + 1); // npos + 1 is 0
    if (wanted.empty()) {
        return {};
    }
    std::vector<std::tuple<std::size_t, std::string_view>> ranked;
    for (const tables::Model &model : tables.models) {
        std::size_t best = LongestName;
        for (const tables::Text alias : model.aliases) {
            best = std::min(best, editDistance(wanted, alias.substr(0, LongestName)));
        }
        if (best <= std::max<std::size_t>(2, wanted.size() / 2)) {
            ranked.emplace_back(best, model.key);
        }
    }
    std::sort(ranked.begin(), ranked.end());
    std::vector<std::string> result;
    for (const auto &[distance, key] : ranked) {
        if (result.size() == count) {
            break;
        }
        result.emplace_back(key);
    }
    return result;
}

} // namespace tokenmeter
