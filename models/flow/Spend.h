// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/MoneyList.h"
#include "core/Rate.h"
#include "core/TokenCounts.h"
#include "ledger/LedgerReader.h"

#include <vector>

namespace tokenmeter
{

/// Sums of one group, on list or effective cost.
struct Spend
{
    std::int64_t requests = 0;
    TokenCounts tokens{};
    std::int64_t totalTokens = 0;  ///< rare classes included
    std::vector<Money> cost{};     ///< one a currency, sorted by code; empty = nothing priced
    std::int64_t unpricedRequests = 0;
    std::int64_t unpricedTokens = 0; ///< rare classes included
    RareCounts rare{};
    friend bool operator==(const Spend &, const Spend &) = default;
};

/// Adds everything of a cell but its cost.
void addCounts(Spend &spend, const UsageCell &cell, bool priced);
/// What a cell costs: list cost less what plans saved of it (nothing, where only list cost was asked for). Exact. Its rate is priced.
Money costOf(const UsageCell &cell, const Rate &rate);
/// Adds a cell with its exact cost at its rate, or as unpriced.
void addCell(Spend &spend, const UsageCell &cell, const Rate &rate);
Spend &operator+=(Spend &spend, const Spend &other);

/// The rate of a cell; a rate without a price when the answer names none of that number.
const Rate &rateOf(const UsageCells &cells, const UsageCell &cell);
/// The name behind a key of a name dimension; empty = the source did not say.
const std::string &nameOf(const UsageCells &cells, std::int64_t key);

} // namespace tokenmeter
