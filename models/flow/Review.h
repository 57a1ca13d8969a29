// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/Adjustments.h"
#include "analysis/ChangeSplit.h"
#include "analysis/Reconciliation.h"
#include "budget/Amounts.h"
#include "core/Money.h"
#include "core/ProviderCalendar.h"
#include "core/Result.h"
#include "core/ReviewFact.h"
#include "core/Zone.h"
#include "flow/Exchange.h"
#include "flow/PlanStandings.h"
#include "flow/Reconcile.h"
#include "flow/ReviewPeriod.h"
#include "ledger/LedgerReader.h"
#include "pricing/Pricer.h"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace tokenmeter
{

struct ReviewRequest
{
    UsageFilter filter{}; ///< without dates: the scope; budgets, plans and accounts are those of the whole ledger
    NamedPeriod period{};
    Zone zone = Zone::utc();
    UtcTime now{};
    Currency currency{"USD"};
    std::function<ProviderCalendar(const std::string &provider)> calendarOf{}; ///< none: nothing is reconciled
    ReadProgress progress{};
};

/// What a period came to, at list cost in the review's currency.
struct ReviewSum
{
    DayRange days{};
    Int128 cost = 0; ///< attos of the review's currency: the sum of the waterfall's side
    std::int64_t requests = 0;
    std::int64_t sessions = 0;
    TokenCounts tokens{};
    std::int64_t totalTokens = 0; ///< rare classes included
    std::int64_t unpricedRequests = 0, unpricedTokens = 0;
    bool hasData = false;  ///< anything at all; false: no figure of it means anything
    bool isPartial = false; ///< the ledger's first record lies inside it
    friend bool operator==(const ReviewSum &, const ReviewSum &) = default;
};

/// Two periods in one currency, taken apart.
struct ReviewWaterfall
{
    Currency currency{};
    Change change{};
};

/// What is measured by day and model, or by project and model.
struct ReviewCell
{
    std::string day{};     ///< ISO; of ReviewData::byDay
    std::string project{}; ///< of ReviewData::byProject; empty = the source did not say
    std::string model{};   ///< key, as in ReviewData::models
    std::int64_t requests = 0;
    TokenCounts tokens{};
    std::int64_t totalTokens = 0;
    Int128 cost = 0;
    std::int64_t unpricedRequests = 0;
    std::vector<Money> foreign{}; ///< in currencies without a rate, by code; not in `cost`
    friend bool operator==(const ReviewCell &, const ReviewCell &) = default;
};

struct ReviewCause
{
    std::string name{};
    Int128 excess = 0;
    friend bool operator==(const ReviewCause &, const ReviewCause &) = default;
};

/// A day far above what its history let expect.
struct ReviewUnusualDay
{
    LocalDay day{};
    Int128 spent = 0, expected = 0;
    std::vector<ReviewCause> models{}, projects{}; ///< the ones that explain most of it
    friend bool operator==(const ReviewUnusualDay &, const ReviewUnusualDay &) = default;
};

/// How a budget's period that holds the review's last day ended, or stands.
struct ReviewBudget
{
    std::string name{};
    Currency currency{}; ///< none: tokens
    LocalDay from{}, to{}; ///< inclusive
    Int128 limit = 0, available = 0, spent = 0;
    BudgetState state = BudgetState::Ok;
    bool atLeast = false;
    friend bool operator==(const ReviewBudget &, const ReviewBudget &) = default;
};

/// One account's month and currency against its bill.
struct ReviewReconciled
{
    std::string account{}, provider{}, month{}; ///< "2026-10"
    Currency currency{};   ///< none: nothing was billed
    Int128 metered = 0, billed = 0, residual = 0;
    std::optional<std::int64_t> residualPpm{};
    ReconcileBadge badge = ReconcileBadge::TotalCompared;
    friend bool operator==(const ReviewReconciled &, const ReviewReconciled &) = default;
};

/// Copies that were merged, so that nothing counts twice.
struct ReviewMerged
{
    int rule = 0; ///< SightingRule
    std::int64_t records = 0; ///< that have copies
    std::int64_t copies = 0;
    friend bool operator==(const ReviewMerged &, const ReviewMerged &) = default;
};

struct ReviewUnpriced
{
    std::string model{};
    std::int64_t requests = 0, tokens = 0;
    friend bool operator==(const ReviewUnpriced &, const ReviewUnpriced &) = default;
};

/// What the middle of the period let expect of its end, made anew from the days before it.
struct ReviewForecast
{
    LocalDay on{}; ///< the day that was the latest complete one
    Int128 low = 0, expected = 0, high = 0;
    friend bool operator==(const ReviewForecast &, const ReviewForecast &) = default;
};

/// What the user wrote of the period, or of days inside it.
struct ReviewNoteLine
{
    NamedPeriod period{};
    std::string markdown{};
    friend bool operator==(const ReviewNoteLine &, const ReviewNoteLine &) = default;
};

/// What came of it, with what its period and project cost.
struct ReviewOutcomeLine
{
    WorkOutcome outcome{};
    Int128 cost = 0;
    bool isAtLeast = false; ///< something of the cost is not known
    /// Nothing for money saved and for a quantity of 0; half rounded up.
    std::optional<Int128> costOfOne() const;
    friend bool operator==(const ReviewOutcomeLine &, const ReviewOutcomeLine &) = default;
};

/// What changed in a closed period and is shown in this one.
struct ReviewCorrection
{
    NamedPeriod of{};
    AdjustmentCause cause = AdjustmentCause::RecordsChanged;
    std::string model{}, project{}; ///< raw
    std::int64_t requests = 0;      ///< now less then
    std::vector<Money> amounts{};
    friend bool operator==(const ReviewCorrection &, const ReviewCorrection &) = default;
};

/// What the names in it mean.
struct ReviewModel
{
    std::string name{}; ///< display name
    std::vector<std::string> raw{}; ///< what a filter on it must name
    friend bool operator==(const ReviewModel &, const ReviewModel &) = default;
};

/// All figures of a review. A closed month keeps them as JSON, and every output is made from it.
struct ReviewData
{
    NamedPeriod period{};
    std::string zone{};      ///< IANA id
    Currency currency{};
    UtcTime made{};
    bool isRunning = false, isAhead = false;
    std::string catalogueVersion{};
    std::string scope{};     ///< a filter as text; empty: everything

    ReviewSum now{}, before{}, yearBefore{};
    std::vector<Money> foreign{}; ///< of the period, without a rate to the currency: in no sum
    std::vector<UsedExchangeRate> rates{};
    std::vector<std::string> missingRates{}; ///< "CNY/USD since 2026-10-01"
    std::vector<ReviewWaterfall> waterfalls{}; ///< the display currency's first; always at least one
    std::map<std::string, ReviewModel> models{}; ///< by key

    std::vector<ReviewCell> byDay{};     ///< by day, then model
    std::vector<ReviewCell> byProject{}; ///< by project, then model
    std::vector<ReviewUnusualDay> unusual{};
    std::vector<ReviewBudget> budgets{};
    std::vector<ReviewReconciled> reconciled{};
    std::vector<ReviewUnpriced> unpriced{}; ///< largest first
    std::vector<ReviewMerged> merged{};
    std::int64_t excludedRequests = 0;
    std::vector<Money> excludedCost{};
    std::vector<PlanLine> planLines{};
    std::optional<ReviewForecast> forecast{};
    std::vector<ReviewNoteLine> notes{};
    std::vector<ReviewOutcomeLine> outcomes{};
    std::vector<ReviewCorrection> corrections{};

    const Change &change() const { return waterfalls.front().change; }
};

/// Problems: the reader's, BadArgument for a currency.
Result<ReviewData> reviewOf(LedgerReader &reader, Pricer &pricer, const ReviewRequest &request);

} // namespace tokenmeter
