// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "budget/BudgetSeries.h"

#include <algorithm>
#include <map>

namespace tokenmeter
{

using namespace std::chrono;

ScopeAmount &ScopeAmount::operator+=(const ScopeAmount &other)
{
    amount += other.amount;
    requests += other.requests;
    unpricedRequests += other.unpricedRequests;
    unpricedTokens += other.unpricedTokens;
    return *this;
}

const ScopeAmount &BudgetSeries::on(LocalDay day) const
{
    static const ScopeAmount nothing;
    return day < firstDay || day >= endDay() ? nothing : days[std::size_t((day - firstDay).count())];
}

ScopeAmount BudgetSeries::sum(LocalDay from, LocalDay to) const
{
    ScopeAmount total;
    for (LocalDay day = std::max(from, firstDay); day < std::min(to, endDay()); day += std::chrono::days{1}) {
        total += on(day);
    }
    return total;
}

std::vector<Money> BudgetSeries::foreignIn(LocalDay from, LocalDay to) const
{
    std::map<Currency, Money> sums;
    for (const Foreign &one : foreign) {
        if (from <= one.day && one.day < to) {
            sums.try_emplace(one.amount.currency(), Money::fromAtto(0, one.amount.currency())).first->second += one.amount;
        }
    }
    std::vector<Money> amounts;
    for (const auto &[currency, amount] : sums) {
        amounts.push_back(amount);
    }
    return amounts;
}

bool BudgetSeries::isIncomplete(LocalDay from, LocalDay to) const
{
    return sum(from, to).hasUnpriced() || rolling.hasUnpriced() || !foreignIn(from, to).empty();
}

} // namespace tokenmeter
