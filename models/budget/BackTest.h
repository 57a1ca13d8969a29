// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "budget/BudgetStatus.h"

#include <vector>

namespace tokenmeter
{

/// What a budget would have done in a past period.
struct BackTestPeriod
{
    PeriodFigures figures{};
    struct Warning
    {
        LocalDay day{};
        int threshold = 0; ///< per cent; 0 = exceeded
    };
    std::vector<Warning> warnings{}; ///< ascending by day, then threshold, exceeded last
    /// Of the delivered ones: the highest of each day.
    std::vector<Warning> delivered{};
    std::optional<LocalDay> exceeded{};
};

struct BackTest
{
    std::vector<BackTestPeriod> periods{}; ///< complete ones, ascending
    int exceeded = 0;          ///< periods that ended above what was available
    int warned = 0;            ///< periods with a warning
    std::size_t delivered = 0; ///< messages in all
};

/// "In the last six months this would have warned on ...": the budget as it is now (limit, thresholds, carry-over), begun
/// with nothing carried in. Day by day, so a threshold and its crossing on one day are that day's. Complete periods only, from
/// the first that begins on or after `from` and has usage in the series or after it. Empty for rolling budgets and ranges.
BackTest backTestOf(const Budget &budget, const BudgetSeries &series, LocalDay from, UtcTime now, const Zone &zone);
/// Six months before the day: what the page asks for.
LocalDay backTestStart(LocalDay today);

} // namespace tokenmeter
