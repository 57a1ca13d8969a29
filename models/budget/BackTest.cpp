// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "budget/BackTest.h"

#include <algorithm>

namespace tokenmeter
{
namespace
{

using namespace std::chrono;

void walkDays(const Budget &budget, const BudgetSeries &series, BackTestPeriod &period)
{
    const PeriodFigures &figures = period.figures;
    Int128 spent = 0;
    std::vector<bool> seen(budget.thresholds.size());
    for (LocalDay day = figures.span.firstDay; day < figures.span.endDay; day += days{1}) {
        spent += series.on(day).amount;
        const std::size_t before = period.warnings.size();
        for (std::size_t i = 0; i < seen.size(); ++i) {
            if (!seen[i] && isReached(budget.thresholds[i], spent, figures.available)) {
                seen[i] = true;
                period.warnings.push_back({day, budget.thresholds[i]});
            }
        }
        if (!period.exceeded && isExceeded(spent, figures.available)) {
            period.exceeded = day;
            period.warnings.push_back({day, 0});
        }
        if (period.warnings.size() > before) {
            period.delivered.push_back(period.warnings.back());
        }
    }
}

} // namespace

BackTest backTestOf(const Budget &budget, const BudgetSeries &series, LocalDay from, UtcTime now, const Zone &zone)
{
    BackTest result;
    if (budget.period.isRolling() || budget.period.kind == BudgetPeriod::Kind::Range) {
        return result;
    }
    const auto used = std::find_if(series.days.begin(), series.days.end(), [](const ScopeAmount &day) { return day.requests > 0; });
    const LocalDay firstUse = series.firstDay + days{used - series.days.begin()};
    Int128 carried = 0;
    for (const BudgetSpan &span : spansBetween(budget.period, std::max(from, series.firstDay), zone.dayOf(now), zone)) {
        if (span.firstDay < from || span.endDay <= firstUse || span.to > now) {
            continue;
        }
        BackTestPeriod period;
        PeriodFigures &figures = period.figures;
        const ScopeAmount sum = series.sum(span.firstDay, span.endDay);
        figures.span = span;
        figures.limit = budget.limit;
        figures.revision = budget.revision;
        figures.carriedIn = carried;
        figures.available = budget.limit + carried;
        figures.spent = sum.amount;
        figures.rest = figures.available - figures.spent;
        figures.requests = sum.requests;
        figures.unpricedRequests = sum.unpricedRequests;
        figures.unpricedTokens = sum.unpricedTokens;
        figures.incomplete = series.isIncomplete(span.firstDay, span.endDay);
        figures.state = stateOf(figures.spent, figures.available, budget.thresholds, figures.incomplete);
        carried = carriedOut(budget.rollover, budget.carryCap, figures.rest);
        walkDays(budget, series, period);
        result.exceeded += period.exceeded ? 1 : 0;
        result.warned += period.warnings.empty() ? 0 : 1;
        result.delivered += period.delivered.size();
        result.periods.push_back(std::move(period));
    }
    return result;
}

LocalDay backTestStart(LocalDay today)
{
    const year_month_day date{today};
    const year_month_day back = date - months{6};
    return LocalDay{back.ok() ? back : back.year() / back.month() / last};
}

} // namespace tokenmeter
