// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "budget/Suggestions.h"

#include <algorithm>

namespace tokenmeter
{
namespace
{

using namespace std::chrono;

constexpr std::size_t MostPeriods = 12;
constexpr std::size_t LeastPeriods = 2;

} // namespace

Int128 roundedUp(Int128 amount)
{
    Int128 step = 1;
    while (amount / step >= 100) {
        step *= 10;
    }
    return (amount + step - 1) / step * step;
}

std::optional<BudgetSuggestion> suggestionOf(const Budget &budget, const BudgetSeries &series, UtcTime now, const Zone &zone)
{
    if (budget.period.isRolling() || budget.period.kind == BudgetPeriod::Kind::Range) {
        return std::nullopt;
    }
    const auto used = std::find_if(series.days.begin(), series.days.end(), [](const ScopeAmount &day) { return day.requests > 0; });
    if (used == series.days.end()) {
        return std::nullopt;
    }
    const LocalDay firstUse = series.firstDay + days{used - series.days.begin()};
    BudgetSuggestion suggestion;
    std::vector<Int128> spent;
    for (const BudgetSpan &span : spansBetween(budget.period, firstUse, zone.dayOf(now), zone, MostPeriods + 1)) {
        if (span.firstDay < firstUse || span.to > now) {
            continue;
        }
        const ScopeAmount sum = series.sum(span.firstDay, span.endDay);
        spent.push_back(sum.amount);
        suggestion.incomplete = suggestion.incomplete || series.isIncomplete(span.firstDay, span.endDay);
    }
    std::sort(spent.begin(), spent.end());
    if (spent.size() < LeastPeriods || spent.back() == 0) {
        return std::nullopt;
    }
    suggestion.periods = int(spent.size());
    suggestion.median = (spent[(spent.size() - 1) / 2] + spent[spent.size() / 2]) / 2;
    suggestion.largest = spent.back();
    suggestion.tight = roundedUp(suggestion.median);
    suggestion.usual = roundedUp(spent[(spent.size() * 9 + 9) / 10 - 1]);
    suggestion.generous = roundedUp(suggestion.largest + suggestion.largest / 5);
    return suggestion;
}

} // namespace tokenmeter
