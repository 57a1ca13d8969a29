// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "budget/BudgetStatus.h"

#include <optional>
#include <vector>

namespace tokenmeter
{

/// One day of the burn-down chart. Amounts are what is left at the end of the day, in the budget's unit.
struct BurnDownPoint
{
    LocalDay day{};
    Int128 even{};                     ///< what would be left on a straight line to 0 on the last day
    std::optional<Int128> left{};      ///< of days up to today (today: now); may be negative
    std::optional<Int128> expected{};  ///< from today on, when there is a forecast
    std::optional<Int128> most{}, least{}; ///< the band's ends: least = the forecast's high
};

/// A point for each day of the present period. Empty for rolling budgets.
std::vector<BurnDownPoint> burnDownOf(const BudgetStatus &status);

} // namespace tokenmeter
