// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "flow/MeteredCells.h"

#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

namespace tokenmeter
{

/// Model, class and tier of a cell.
using CellPlace = std::tuple<std::string, TokenClass, std::string>;

struct BilledCurrency
{
    ReconcileInput input{};                   ///< the bill's side alone
    std::map<CellPlace, std::size_t> places{}; ///< indices into input.cells
};

struct BilledMonth
{
    std::map<Currency, BilledCurrency> currencies{};
    std::set<std::string> reports{}; ///< that brought the charges
    std::int64_t unread = 0;         ///< charges without an amount or a currency
};

/// Charges of the provider's month as cells and lines, with the tokens of usage reports beside the cells. Charges that are no
/// models' (isOtherProduct) are left out.
BilledMonth billedMonth(const std::vector<OfAccount<Charge>> &charges, const std::vector<OfAccount<UsageBucket>> &buckets, ModelNames &names,
                        const ReconcileRequest &request);

/// Puts metered usage where the bill tells the same: at its model, class and tier, or, where the bill does not part them, at the
/// model's one cell; else at a cell of its own.
void addMetered(ReconcileInput &input, const MeteredPart &part, const BilledCurrency &billed);

} // namespace tokenmeter
