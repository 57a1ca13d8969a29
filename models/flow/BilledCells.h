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

struct BilledCurrency
{
    ReconcileInput input{};                   ///< the bill's side alone
    std::map<CellPlace, std::size_t> places{}; ///< indices into input.cells
    std::map<std::size_t, std::map<std::string, std::int64_t>> joined{}; ///< tokens by tier of cells that joinTiers() put together
    std::map<LocalDay, Int128> days{};         ///< billed for tokens
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

/// Where a line of a bill counts. Neither: usage that names no model, on a bill that names none.
struct BillPlace
{
    std::optional<ReconcileStep> line{};
    std::optional<CellPlace> cell{};
};

/// One line of the account's month, as it stands on the bill.
struct PlacedCharge
{
    OfAccount<Charge> charge{};
    BillPlace place{};
};

/// The lines behind MonthReconciliation::input.billed, in the ledger's order. Problems: the reader's.
Result<std::vector<PlacedCharge>> chargesOfMonth(LedgerReader &reader, Pricer &pricer, const ReconcileRequest &request, Currency currency);

/// Where no log says a model's tier, the bill's tiers of a class become one cell: whatever tier it was, it is the same usage.
void joinTiers(BilledCurrency &bill, const std::vector<MeteredPart> &parts);

/// Puts metered usage where the bill tells the same: at its model, class and tier, or, where the bill does not part them, at the
/// model's one cell; else at a cell of its own.
void addMetered(ReconcileInput &input, const MeteredPart &part, const BilledCurrency &billed);

} // namespace tokenmeter
