// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Money.h"
#include "core/Rate.h"
#include "core/Result.h"
#include "core/TokenCounts.h"

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace tokenmeter
{

/// What a period's list cost is made of: one row for all records of one source, model and project at one price.
struct ClosedCell
{
    std::string source{};   ///< format
    std::string provider{}; ///< raw, like model and project; empty = the source did not say
    std::string model{};
    std::string project{};
    bool isExcluded = false;  ///< in no total; kept to tell an exclusion from records that are gone
    bool isLate = false;      ///< learned after the close; never of a frozen cell
    std::uint64_t price = 0;  ///< tells prices apart: priceKeyOf()
    Currency currency{};      ///< none: unpriced
    std::int64_t requests = 0;
    TokenCounts tokens{};
    RareCounts rare{};
    Int128 atto = 0; ///< exact; of unpriced usage 0, which stands for no amount

    auto key() const { return std::tie(source, provider, model, project, isExcluded, isLate, price, currency); }
    friend bool operator==(const ClosedCell &, const ClosedCell &) = default;
};

/// Sorted by key, each key once, none empty.
struct ClosedCells
{
    std::vector<ClosedCell> cells{};

    /// Of what is in totals, one amount a currency, by code.
    std::vector<Money> totals() const;
    std::int64_t unpricedRequests() const; ///< in totals
    friend bool operator==(const ClosedCells &, const ClosedCells &) = default;
};

/// A hash of every price of a rate and its currency; the same in every process. Where the price comes from does not show.
std::uint64_t priceKeyOf(const Rate &rate);

/// Adds up cells of equal keys and sorts them.
ClosedCells closedCells(std::vector<ClosedCell> cells);
/// Without the split by when records were learned: what a later close freezes.
ClosedCells withoutLateness(ClosedCells cells);

/// One JSON document; amounts are exact decimal texts.
std::string closedCellsJson(const ClosedCells &cells);
/// Problem: BadArgument("cells", where); the ledger was damaged or is of a later version.
Result<ClosedCells> readClosedCells(std::string_view json);

} // namespace tokenmeter
