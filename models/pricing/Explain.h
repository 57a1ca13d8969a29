// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Money.h"
#include "core/Rate.h"

#include <string>
#include <vector>

namespace tokenmeter
{

/// One line of an amount.
struct CostPart
{
    std::string name{};            ///< "input", "cache_read", "cache_write_5m", ..., "web_search"
    std::int64_t count = 0;        ///< tokens, or calls for web_search
    std::string pricePerMillion{}; ///< exact decimal text before factors; for web_search the price of a thousand
                                   ///< calls, empty where the catalogue knows no fee
    std::string multiplier{};      ///< exact decimal text; "1" for calls, which no factor touches
    Money amount{};
    friend bool operator==(const CostPart &, const CostPart &) = default;
};

/// The classes that were used, in the order of TokenCounts and RareCounts. Amounts add up to costOf to the last digit.
/// Empty when the rate has no price. Where a tier has prices of its own (Rate::multiplier "1" beside a service tier),
/// these are the prices of the tier.
std::vector<CostPart> partsOf(const TokenCounts &tokens, const RareCounts &rare, const Rate &rate);

} // namespace tokenmeter
