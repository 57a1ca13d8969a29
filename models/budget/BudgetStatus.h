// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/Forecast.h"
#include "budget/Amounts.h"
#include "budget/BudgetSeries.h"
#include "budget/Periods.h"

#include <optional>
#include <vector>

namespace tokenmeter
{

/// One link of the chain of carry-over. Amounts in the budget's unit.
struct PeriodFigures
{
    BudgetSpan span{};
    Int128 limit = 0; ///< in force at the period's end (of the present one: the budget's)
    int revision = 0; ///< likewise
    Int128 carriedIn = 0;
    Int128 available = 0; ///< limit + carriedIn; may be negative
    Int128 spent = 0;
    Int128 rest = 0; ///< available - spent
    std::int64_t requests = 0;
    std::int64_t unpricedRequests = 0;
    std::int64_t unpricedTokens = 0;
    bool incomplete = false; ///< something has no price or no exchange rate: `spent` is "at least"
    BudgetState state = BudgetState::Ok;
    friend bool operator==(const PeriodFigures &, const PeriodFigures &) = default;
};

/// The chain from the period that holds budget.chainFrom to the one at `now`, ascending. A budget without carry-over, and a
/// rolling one or a range, are a chain, too. Never empty. At most the latest 2,000 periods are linked.
std::vector<PeriodFigures> chainOf(const Budget &budget, const BudgetSeries &series, UtcTime now, const Zone &zone);

/// What the forecast says of a budget; all amounts with what is spent already, rounded to a billionth of the unit of a currency
/// or to whole tokens.
struct BudgetForecast
{
    ForecastEvidence evidence = ForecastEvidence::None; ///< None: only `days` means something
    int days = 0; ///< complete days of history
    Int128 low = 0, expected = 0, high = 0;
    Breach breach{};
    bool mayExceed = false;  ///< expected > available: shown, not sent
    bool willExceed = false; ///< low > available with evidence Enough: what is sent
    std::vector<ScopePriceStep> priceSteps{}; ///< that lie in the rest of the period
    Forecast model{};        ///< weights by day, level, regime: for charts and explanations
};

/// Everything that a budget's row, its page and its alerts need, at one moment.
struct BudgetStatus
{
    Budget budget{};
    UtcTime now{};
    LocalDay today{};
    PeriodFigures current{};
    std::vector<PeriodFigures> past{}; ///< periods before it, since chainFrom, ascending
    BudgetRatio ratio{};
    BudgetState state = BudgetState::Ok; ///< by the present figures, also while it is paused
    bool atLeast = false;      ///< `spent` is a lower bound: unpriced usage, or an amount without an exchange rate
    std::vector<Money> foreign{};
    std::vector<Problem> missingRates{};
    std::optional<BudgetForecast> forecast{}; ///< nothing for rolling budgets and outside a range
    /// What may be spent today so that going on so ends exactly at the limit; 0 when exceeded. Nothing: a rolling or paused
    /// budget, or the period is not running.
    std::optional<Int128> safeToday{};
    bool safeTodayAtMost = false; ///< `atLeast`, seen from the other side
    /// Days of the present period up to its end; later ones are zero.
    std::vector<ScopeAmount> daily{};
};

/// The rule of everything above. Same input, same output.
BudgetStatus statusOf(const Budget &budget, const BudgetSeries &series, UtcTime now, const Zone &zone);

/// First day that a series must have for statusOf(): chain, present period, and what the forecast looks back.
LocalDay seriesStartOf(const Budget &budget, UtcTime now, const Zone &zone);
inline constexpr int ForecastHistoryDays = 200;

} // namespace tokenmeter
