// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "budget/BudgetStatus.h"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace tokenmeter
{
namespace
{

using namespace std::chrono;

constexpr std::size_t MostLinks = 2'000;
constexpr double AttosAUnit = 1e18;

double displayed(const Budget &budget, Int128 amount)
{
    return budget.countsTokens() ? double(amount) : double(amount) / AttosAUnit;
}

Int128 amountOf(const Budget &budget, double displayUnits)
{
    return budget.countsTokens() ? Int128(std::round(displayUnits)) : Int128(std::round(displayUnits * 1e9)) * 1'000'000'000;
}

std::vector<BudgetSpan> spansOf(const Budget &budget, UtcTime now, const Zone &zone)
{
    const BudgetPeriod &period = budget.period;
    const BudgetSpan present = spanAt(period, now, zone);
    if (period.isRolling() || period.kind == BudgetPeriod::Kind::Range || budget.chainFrom == UtcTime{} || budget.chainFrom >= present.from) {
        return {present};
    }
    return spansBetween(period, zone.dayOf(budget.chainFrom), present.firstDay, zone, MostLinks);
}

bool isRunning(const BudgetSpan &span, LocalDay today)
{
    return !span.isRolling && span.contains(today);
}

BudgetForecast forecastFor(const BudgetStatus &status, const BudgetSeries &series)
{
    const Budget &budget = status.budget;
    const BudgetSpan &span = status.current.span;
    ForecastInput input;
    input.firstDay = std::max(series.firstDay, status.today - days{ForecastHistoryDays});
    for (LocalDay day = input.firstDay; day < status.today; day += days{1}) {
        input.daily.push_back(displayed(budget, series.on(day).amount));
    }
    if (input.firstDay > status.today) {
        input.firstDay = status.today;
    }
    input.today = {displayed(budget, series.on(status.today).amount), series.elapsedShare};
    input.periodFrom = span.firstDay;
    input.periodTo = span.endDay;
    for (const ScopePriceStep &step : series.priceSteps) {
        input.priceSteps.push_back({step.day, step.factor});
    }

    BudgetForecast result;
    result.model = forecastOf(input);
    std::copy_if(series.priceSteps.begin(), series.priceSteps.end(), std::back_inserter(result.priceSteps),
                 [&](const ScopePriceStep &step) { return step.day >= status.today && step.day < span.endDay; });
    result.evidence = result.model.evidence;
    result.days = result.model.days;
    result.breach.already = isExceeded(status.current.spent, status.current.available);
    if (result.evidence == ForecastEvidence::None) {
        return result;
    }
    const Int128 soFar = series.sum(span.firstDay, status.today + days{1}).amount;
    const auto total = [&](double remaining) { return std::max(status.current.spent, soFar + amountOf(budget, remaining)); };
    result.low = total(result.model.remaining.low);
    result.expected = total(result.model.remaining.expected);
    result.high = total(result.model.remaining.high);
    if (!result.breach.already) {
        result.breach = breachOf(result.model, displayed(budget, status.current.available));
        result.breach.already = false;
    }
    result.mayExceed = result.expected > status.current.available;
    result.willExceed = result.evidence == ForecastEvidence::Enough && result.low > status.current.available;
    return result;
}

Int128 safeTodayOf(const BudgetStatus &status, const BudgetSeries &series)
{
    const BudgetSpan &span = status.current.span;
    const Int128 before = series.sum(span.firstDay, status.today).amount;
    const Int128 dated = series.sum(status.today + days{1}, span.endDay).amount; // later today is spent already
    Forecast even;
    even.todayGiven = true;
    for (LocalDay day = status.today; day < span.endDay; day += days{1}) {
        even.ahead.push_back({.day = day});
    }
    const Forecast &weights = status.forecast ? status.forecast->model : even;
    return safeToday(weights.ahead.empty() ? even : weights, status.current.available - dated, before, series.on(status.today).amount);
}

} // namespace

std::vector<PeriodFigures> chainOf(const Budget &budget, const BudgetSeries &series, UtcTime now, const Zone &zone)
{
    std::vector<PeriodFigures> chain;
    const std::vector<BudgetSpan> spans = spansOf(budget, now, zone);
    Int128 carried = 0;
    for (const BudgetSpan &span : spans) {
        const bool isPresent = &span == &spans.back();
        const LimitStep inForce = isPresent ? LimitStep{.since = {}, .limit = budget.limit, .revision = budget.revision}
                                            : limitAt(budget, span.to - milliseconds{1});
        const ScopeAmount used = span.isRolling ? series.rolling : series.sum(span.firstDay, span.endDay);
        PeriodFigures figures{.span = span, .limit = inForce.limit, .revision = inForce.revision, .carriedIn = carried};
        figures.available = figures.limit + carried;
        figures.spent = used.amount;
        figures.rest = figures.available - figures.spent;
        figures.requests = used.requests;
        figures.unpricedRequests = used.unpricedRequests;
        figures.unpricedTokens = used.unpricedTokens;
        figures.incomplete = series.isIncomplete(span.firstDay, span.endDay);
        figures.state = stateOf(figures.spent, figures.available, budget.thresholds, figures.incomplete);
        carried = carriedOut(budget.rollover, budget.carryCap, figures.rest);
        chain.push_back(figures);
    }
    return chain;
}

BudgetStatus statusOf(const Budget &budget, const BudgetSeries &series, UtcTime now, const Zone &zone)
{
    BudgetStatus status;
    status.budget = budget;
    status.now = now;
    status.today = zone.dayOf(now);
    status.past = chainOf(budget, series, now, zone);
    status.current = status.past.back();
    status.past.pop_back();
    status.ratio = ratioOf(status.current.spent, status.current.available);
    status.state = status.current.state;
    status.atLeast = status.current.incomplete;
    const BudgetSpan &span = status.current.span;
    status.foreign = series.foreignIn(span.firstDay, span.endDay);
    if (!status.foreign.empty()) {
        status.missingRates = series.missingRates;
    }
    if (!span.isRolling) {
        for (LocalDay day = span.firstDay; day < span.endDay; day += days{1}) {
            status.daily.push_back(series.on(day));
        }
    }
    if (isRunning(span, status.today)) {
        status.forecast = forecastFor(status, series);
        if (!budget.paused) {
            status.safeToday = safeTodayOf(status, series);
            status.safeTodayAtMost = status.atLeast;
        }
    }
    return status;
}

LocalDay seriesStartOf(const Budget &budget, UtcTime now, const Zone &zone)
{
    const std::vector<BudgetSpan> spans = spansOf(budget, now, zone);
    const LocalDay first = spans.front().firstDay;
    return budget.period.isRolling() ? first : std::min(first, zone.dayOf(now) - days{ForecastHistoryDays});
}

} // namespace tokenmeter
