// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/Budgets.h"

#include "ledger/FilterJson.h"

#include <algorithm>
#include <map>

namespace tokenmeter
{
namespace
{

using namespace std::chrono;

Result<ScopeRequest> requestOf(const Budget &budget, UtcTime now, const Zone &zone)
{
    const Result<UsageFilter> filter = readFilterText(budget.filter);
    if (!filter) {
        return filter.problem();
    }
    return ScopeRequest{.filter = *filter,
                        .currency = budget.currency,
                        .basis = budget.countsTokens() ? CostBasis::List : budget.basis,
                        .from = seriesStartOf(budget, now, zone),
                        .rollingHours = budget.period.isRolling() ? budget.period.hours : 0,
                        .withPace = !budget.period.isRolling()};
}

} // namespace

Result<BudgetReadings> budgetReadingsOf(LedgerReader &reader, Pricer &pricer, std::span<const Budget> budgets,
                                        std::span<const ScopeRequest> further, UtcTime now, const Zone &zone, const ReadProgress &progress)
{
    // Budgets over the same scope in the same unit share a series, from the earliest day that one of them needs.
    BudgetReadings readings;
    std::vector<ScopeRequest> requests;
    std::map<std::tuple<std::string, Currency, CostBasis, int>, std::size_t> known;
    for (const Budget &budget : budgets) {
        const Result<ScopeRequest> request = requestOf(budget, now, zone);
        if (!request) {
            return request.problem();
        }
        const auto [place, isNew] = known.try_emplace({budget.filter, budget.currency, request->basis, request->rollingHours}, requests.size());
        if (isNew) {
            requests.push_back(*request);
        } else {
            requests[place->second].from = std::min(requests[place->second].from, request->from);
        }
        readings.seriesOf.push_back(place->second);
    }
    const auto own = std::ptrdiff_t(requests.size());
    requests.insert(requests.end(), further.begin(), further.end());
    Result<std::vector<BudgetSeries>> series = scopeSeries(reader, pricer, requests, now, zone, progress, &readings.notes);
    if (!series) {
        return series.problem();
    }
    readings.further.assign(std::make_move_iterator(series->begin() + own), std::make_move_iterator(series->end()));
    series->resize(std::size_t(own));
    readings.series = *std::move(series);
    readings.statuses.reserve(budgets.size());
    for (std::size_t i = 0; i < budgets.size(); ++i) {
        readings.statuses.push_back(statusOf(budgets[i], readings.series[readings.seriesOf[i]], now, zone));
    }
    return readings;
}

Result<std::vector<BudgetStatus>> budgetStatusesOf(LedgerReader &reader, Pricer &pricer, std::span<const Budget> budgets, UtcTime now,
                                                   const Zone &zone, const ReadProgress &progress, LedgerNotes *notes)
{
    Result<BudgetReadings> readings = budgetReadingsOf(reader, pricer, budgets, {}, now, zone, progress);
    if (!readings) {
        return readings.problem();
    }
    if (notes != nullptr) {
        *notes = std::move(readings->notes);
    }
    return std::move(readings->statuses);
}

Result<TrackRecord> trackRecordOf(LedgerReader &reader, const BudgetStatus &status)
{
    const Result<std::vector<ForecastMark>> marks = reader.forecastMarks(status.budget.uuid);
    if (!marks) {
        return marks.problem();
    }
    TrackRecord record;
    for (const ForecastMark &mark : *marks) {
        for (const PeriodFigures &period : status.past) {
            if (period.span.from == mark.periodStart) {
                ++record.marks;
                record.held += mark.low <= period.spent && period.spent <= mark.high ? 1 : 0;
            }
        }
    }
    return record;
}

Result<BudgetSeries> budgetSeriesOf(LedgerReader &reader, Pricer &pricer, const Budget &budget, LocalDay from, UtcTime now, const Zone &zone,
                                    const ReadProgress &progress)
{
    Result<ScopeRequest> request = requestOf(budget, now, zone);
    if (!request) {
        return request.problem();
    }
    request->from = std::min(request->from, from);
    Result<std::vector<BudgetSeries>> series = scopeSeries(reader, pricer, std::span{&*request, 1}, now, zone, progress);
    if (!series) {
        return series.problem();
    }
    return std::move(series->front());
}

Result<CostBasis> usualBasisOf(LedgerReader &reader)
{
    const Result<PlanSheet> sheet = reader.plans();
    if (!sheet) {
        return sheet.problem();
    }
    return sheet->plans.empty() ? CostBasis::List : CostBasis::Effective;
}

Result<BudgetPreview> budgetPreviewOf(LedgerReader &reader, Pricer &pricer, const Budget &draft, UtcTime now, const Zone &zone,
                                      const ReadProgress &progress)
{
    const LocalDay today = zone.dayOf(now);
    const LocalDay tested = backTestStart(today);
    // Suggestions look at twelve periods; of a year's budget that would be twelve years, so as far as two years are read.
    const LocalDay from = std::min(tested, today - days{366 * 2 + 31});
    const Result<BudgetSeries> series = budgetSeriesOf(reader, pricer, draft, from, now, zone, progress);
    const Result<CostBasis> usual = usualBasisOf(reader);
    if (!series || !usual) {
        return series ? usual.problem() : series.problem();
    }
    return BudgetPreview{.status = statusOf(draft, *series, now, zone),
                         .backTest = backTestOf(draft, *series, tested, now, zone),
                         .suggestion = suggestionOf(draft, *series, now, zone),
                         .hasPlans = *usual == CostBasis::Effective};
}

} // namespace tokenmeter
