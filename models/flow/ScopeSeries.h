// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "budget/BudgetSeries.h"
#include "core/CostBasis.h"
#include "core/Zone.h"
#include "flow/CreditMemo.h"
#include "ledger/LedgerReader.h"
#include "pricing/Pricer.h"

#include <span>
#include <vector>

namespace tokenmeter
{

/// What one budget, or one anomaly watch, looks at.
struct ScopeRequest
{
    UsageFilter filter{};  ///< without dates; models may be raw names, ids, catalogue keys, with `*` at the end
    Currency currency{};   ///< none: tokens of the five classes
    CostBasis basis = CostBasis::List; ///< of a series in a currency
    LocalDay from{};       ///< first day of the series
    int rollingHours = 0;  ///< only `rolling` is filled: (now - hours, now]
    bool withPace = false; ///< fill elapsedShare, which costs the hours of four weeks
    friend bool operator==(const ScopeRequest &, const ScopeRequest &) = default;
};

/// One series a request, in their order. Requests share questions to the ledger: one for all that name only providers, models and
/// sources, one for all that name projects, agents or tiers as well, one for each key of tags, one for each other filter; on each basis;
/// and as many again for the hours. All from rollups where the ledger can.
/// @param notes where given: what is worth keeping in the ledger for the next time, so that effective cost is not worked out anew
Result<std::vector<BudgetSeries>> scopeSeries(LedgerReader &reader, Pricer &pricer, std::span<const ScopeRequest> requests, UtcTime now,
                                              const Zone &zone, const ReadProgress &progress = {}, LedgerNotes *notes = nullptr);

} // namespace tokenmeter
