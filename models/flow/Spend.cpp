// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/Spend.h"

#include <algorithm>

namespace tokenmeter
{

void addCounts(Spend &spend, const UsageCell &cell, bool priced)
{
    const std::int64_t tokens = cell.tokens.total() + cell.rare.tokens();
    spend.requests += cell.requests;
    spend.tokens += cell.tokens;
    spend.rare += cell.rare;
    spend.totalTokens += tokens;
    if (!priced) {
        spend.unpricedRequests += cell.requests;
        spend.unpricedTokens += tokens;
    }
}

Money costOf(const UsageCell &cell, const Rate &rate)
{
    return costOf(cell.tokens, cell.rare, rate) - Money::fromAtto(cell.saved, rate.currency);
}

void addCell(Spend &spend, const UsageCell &cell, const Rate &rate)
{
    addCounts(spend, cell, rate.isPriced());
    if (rate.isPriced()) {
        addMoney(spend.cost, costOf(cell, rate));
    }
}

Spend &operator+=(Spend &spend, const Spend &other)
{
    spend.requests += other.requests;
    spend.tokens += other.tokens;
    spend.rare += other.rare;
    spend.totalTokens += other.totalTokens;
    spend.unpricedRequests += other.unpricedRequests;
    spend.unpricedTokens += other.unpricedTokens;
    for (const Money amount : other.cost) {
        addMoney(spend.cost, amount);
    }
    return spend;
}

const Rate &rateOf(const UsageCells &cells, const UsageCell &cell)
{
    static const Rate none;
    const auto found = cells.rates.find(cell.rate);
    return found == cells.rates.end() ? none : found->second;
}

const std::string &nameOf(const UsageCells &cells, std::int64_t key)
{
    static const std::string none;
    const auto found = cells.names.find(key);
    return found == cells.names.end() ? none : found->second;
}

} // namespace tokenmeter
