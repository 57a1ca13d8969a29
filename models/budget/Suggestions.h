// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "budget/BudgetStatus.h"

#include <optional>
#include <vector>

namespace tokenmeter
{

/// What past periods say about a limit. Amounts in the budget's unit.
struct BudgetSuggestion
{
    int periods = 0;       ///< complete ones that were looked at
    Int128 median = 0;     ///< of their spend
    Int128 largest = 0;
    Int128 tight = 0;      ///< the median, rounded up to two significant digits: would have been exceeded about every other time
    Int128 usual = 0;      ///< nine of ten periods would have stayed within
    Int128 generous = 0;   ///< a fifth above the largest
    bool incomplete = false; ///< some of it has no price: all are at least
};

/// From the complete periods of a scope's own history, at most the last twelve, with the first day of use as their beginning.
/// Nothing with fewer than two such periods, or without spend.
std::optional<BudgetSuggestion> suggestionOf(const Budget &budget, const BudgetSeries &series, UtcTime now, const Zone &zone);
/// Up to two significant digits: 1234 -> 1300. Of money in the currency's unit.
Int128 roundedUp(Int128 amount);

} // namespace tokenmeter
