// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "budget/BackTest.h"
#include "budget/BudgetStatus.h"
#include "budget/Suggestions.h"
#include "flow/ScopeSeries.h"
#include "ledger/LedgerReader.h"
#include "pricing/Pricer.h"

#include <span>
#include <vector>

namespace tokenmeter
{

/// How every budget stands at `now`, in their order. One question to the ledger for all budgets whose filters name only
/// providers, models, projects, sources, agents and tiers, answered from rollups; one more for each other filter.
/// A budget's models may be raw names, resolved ids or catalogue keys, each with a `*` at the end for "begins with", so that a
/// name that is first used tomorrow counts, too.
/// @param notes as of scopeSeries()
/// Problems: BadArgument("filter", key) and the reader's.
Result<std::vector<BudgetStatus>> budgetStatusesOf(LedgerReader &reader, Pricer &pricer, std::span<const Budget> budgets, UtcTime now,
                                                   const Zone &zone, const ReadProgress &progress = {}, LedgerNotes *notes = nullptr);

/// The same with the series behind it, and those of further scopes from the same questions.
struct BudgetReadings
{
    std::vector<BudgetStatus> statuses{};
    std::vector<BudgetSeries> series{};     ///< budgets over one scope in one unit share one
    std::vector<std::size_t> seriesOf{};    ///< one a budget: index into `series`
    std::vector<BudgetSeries> further{};    ///< one a further scope
    LedgerNotes notes{};                    ///< for the ledger to keep
};
Result<BudgetReadings> budgetReadingsOf(LedgerReader &reader, Pricer &pricer, std::span<const Budget> budgets,
                                        std::span<const ScopeRequest> further, UtcTime now, const Zone &zone, const ReadProgress &progress = {});

/// How often the band that was noted in past periods held: "in 9 of 11". Of the periods that the status knows.
struct TrackRecord
{
    int held = 0;
    int marks = 0; ///< at most three a period: at 25, 50 and 75 %
};
Result<TrackRecord> trackRecordOf(LedgerReader &reader, const BudgetStatus &status);

/// The budget's scope day by day from `from` on: for a back-test or a suggestion, also of a budget that is not stored.
Result<BudgetSeries> budgetSeriesOf(LedgerReader &reader, Pricer &pricer, const Budget &budget, LocalDay from, UtcTime now, const Zone &zone,
                                    const ReadProgress &progress = {});

/// What a new budget on money counts unless the user says otherwise: effective cost where there are plans.
Result<CostBasis> usualBasisOf(LedgerReader &reader);

/// What an editor shows beside a draft: how it stands, what it would have warned of in six months, and what limit history suggests.
struct BudgetPreview
{
    BudgetStatus status{};
    BackTest backTest{};
    std::optional<BudgetSuggestion> suggestion{};
    bool hasPlans = false; ///< without any, effective cost is list cost
};
Result<BudgetPreview> budgetPreviewOf(LedgerReader &reader, Pricer &pricer, const Budget &draft, UtcTime now, const Zone &zone,
                                      const ReadProgress &progress = {});

} // namespace tokenmeter
