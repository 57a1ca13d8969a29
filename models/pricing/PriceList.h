// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Currency.h"
#include "pricing/Catalogue.h"

#include <cstdint>
#include <string>
#include <vector>

namespace tokenmeter
{

/// One dated price row as people read it. Prices are decimal texts per million tokens; empty = falls back.
struct PriceListRow
{
    std::string from{}, to{}; ///< UTC; from inclusive, to exclusive; empty = since launch, open
    std::string mode{};
    std::int64_t minContext = 0; ///< least prompt size
    std::int64_t maxOutput = -1; ///< largest answer; -1 = no limit
    bool hasHours = false;       ///< only at some hours of the day
    std::string input{}, cachedInput{}, cacheWrite5m{}, cacheWrite1h{}, output{}, outputThinking{};
    std::string status{};        ///< "verified", "single_source", "UNVERIFIED"
    std::string note{};
    std::vector<std::string> sources{};
};

struct PriceListModel
{
    std::string key{}, displayName{}, provider{};
    Currency currency{};
    std::int64_t contextWindow = 0; ///< 0 = not known
    std::vector<PriceListRow> rows{};
};

/// Every dated price of a model, by its catalogue key. Key empty in the result when there is none.
PriceListModel priceListOf(const Catalogue &catalogue, const std::string &key);

} // namespace tokenmeter
