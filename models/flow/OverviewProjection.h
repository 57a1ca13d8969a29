// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "flow/Overview.h"
#include "flow/OverviewPeriods.h"

#include <vector>

namespace tokenmeter
{

/// What a projection is made from. Amounts in `currency`.
struct ProjectionInput
{
    DayRange period{};
    LocalDay today{};            ///< inside the period
    double elapsedShare = 0;     ///< of today's usual spend
    LocalDay firstDay{};         ///< of `history`
    std::vector<Money> history{}; ///< complete days up to the one before today
    Money spentToday{};
    Money spent{};               ///< in the period so far, today included
    Currency currency{};
};
/// The forecast, turned into money: what is spent stays exact, the rest is rounded to a billionth of the unit.
Projection projectionOf(const ProjectionInput &input);

} // namespace tokenmeter
