// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/OwnPrice.h"
#include "core/Rate.h"
#include "core/Result.h"
#include "pricing/CatalogueTables.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tokenmeter
{

/// One of the user's prices, read once.
struct OwnPriceEntry
{
    std::string model{};    ///< cleaned
    std::string provider{}; ///< cleaned; empty = any
    std::int64_t fromMs = tables::Always;
    std::int64_t toMs = tables::Never;
    Rate rate{}; ///< sealed; matchedBy "override", source "own price", no fee for web searches
};

/// Problems: BadPrice with the text that is wrong (a price, a currency, a day, an end before its beginning, no model).
Result<OwnPriceEntry> readOwnPrice(const OwnPrice &price);

/// Of those that hold at the time, the one for this very provider before the one for any, then the later beginning,
/// then the later in the list. Null when none.
const OwnPriceEntry *ownPriceAt(const std::vector<const OwnPriceEntry *> &candidates, std::int64_t timeMs);

} // namespace tokenmeter
