// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "budget/BudgetSeries.h"

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

bool BudgetSeries::hasForeign(LocalDay from, LocalDay to) const
{
    return !foreign.empty() && foreignFrom < to && from <= foreignTo;
}

} // namespace tokenmeter
