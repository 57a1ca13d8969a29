// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Budget.h"
#include "core/Money.h"
#include "core/Problem.h"

#include <string>
#include <vector>

namespace tokenmeter
{

/// What a budget's scope used on one local day, or in one rolling window. `amount` in the unit of the budget.
struct ScopeAmount
{
    Int128 amount = 0;
    std::int64_t requests = 0;
    std::int64_t unpricedRequests = 0; ///< of budgets in money; they are in no amount
    std::int64_t unpricedTokens = 0;
    bool hasUnpriced() const { return unpricedRequests > 0; }
    ScopeAmount &operator+=(const ScopeAmount &other);
    friend bool operator==(const ScopeAmount &, const ScopeAmount &) = default;
};

/// A price that changes, as one scope feels it.
struct ScopePriceStep
{
    LocalDay day{};     ///< first day at the new price
    double factor = 1;  ///< of the scope's usual spend: 1.2 = a fifth dearer
    std::string models{}; ///< display names, in order, with ", " between
    friend bool operator==(const ScopePriceStep &, const ScopePriceStep &) = default;
};

/// A budget's scope day by day, in the user's zone. Days outside are zero.
struct BudgetSeries
{
    LocalDay firstDay{};
    std::vector<ScopeAmount> days{};  ///< without a gap; the last one may lie after today (records dated ahead)
    ScopeAmount rolling{};            ///< of a rolling budget: the window that ends now
    std::vector<ScopePriceStep> priceSteps{}; ///< of budgets in money, ascending; also of days behind and ahead of the series
    double elapsedShare = 0;          ///< of a usual day's spend, what has passed by now (analysis/Forecast.h)
    /// What could not be converted, in its own currency, by local day: in no amount.
    struct Foreign
    {
        LocalDay day{};
        Money amount{};
    };
    std::vector<Foreign> foreign{};
    std::vector<Problem> missingRates{}; ///< NoExchangeRate, one a pair: why `foreign` is not empty

    const ScopeAmount &on(LocalDay day) const;
    /// [from, to)
    ScopeAmount sum(LocalDay from, LocalDay to) const;
    /// [from, to), one a currency
    std::vector<Money> foreignIn(LocalDay from, LocalDay to) const;
    /// Whether something of [from, to) is in no amount: what is said of these days is "at least".
    bool isIncomplete(LocalDay from, LocalDay to) const;
    LocalDay endDay() const { return firstDay + std::chrono::days{days.size()}; }
};

} // namespace tokenmeter
