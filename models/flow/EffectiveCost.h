// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "flow/CreditRun.h"

namespace tokenmeter
{

/// What one plan did for the usage of a view.
struct PlanShare
{
    Plan plan{};
    std::vector<Money> drawn{}; ///< of the list cost, one a currency
    Int128 cash = 0;            ///< of Pack: what the credit had cost, in attos of its currency
    std::int64_t tokens = 0;    ///< that a subscription or a free quota covered
    friend bool operator==(const PlanShare &, const PlanShare &) = default;
};

/// Sums as LedgerReader::usage() has them, with UsageCell::saved: list = effective + saved, and over all cells
/// the saved amounts are the sum over plans of (drawn - cash), exactly.
struct EffectiveUsage
{
    UsageCells cells{};
    std::vector<PlanShare> shares{}; ///< in the order of plans; those that did nothing are left out
};
/// `cells` are of all models, as the caller has to sort out by their rates which ones a model filter means; `shares` heed the filter.
/// A ledger without plans costs nothing more than usage(). Else every record since the first plan began that one may serve is read once.
/// Problems: the reader's.
/// @param notes where given, the walk begins as late as what was kept of earlier ones allows, and what is worth keeping is put there
Result<EffectiveUsage> effectiveUsage(LedgerReader &reader, Pricer &pricer, const UsageFilter &filter, const std::vector<Dimension> &dimensions,
                                      const Zone &zone, const UsageOptions &options, UtcTime now, LedgerNotes *notes = nullptr);

/// The same sums of all usage from a day on, without shares, for questions that are asked again and again: what was saved before
/// yesterday is kept in the ledger and read there, as far as the usage is still the same. Exact: what has changed is walked anew, from
/// the beginning of its month.
/// @param dimensions Day first; names only after it, or UtcDay. No tags
/// @param notes what the ledger should keep for the next time: to be stored as they are
Result<UsageCells> effectiveCells(LedgerReader &reader, Pricer &pricer, LocalDay from, const std::vector<Dimension> &dimensions, const Zone &zone,
                                  const UsageOptions &options, UtcTime now, LedgerNotes &notes);

} // namespace tokenmeter
