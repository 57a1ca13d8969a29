// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/BudgetsData.h"

#include "flow/Overview.h"
#include "pages/BudgetScope.h"
#include "pages/BudgetText.h"

#include <algorithm>
#include <tuple>

namespace tokenmeter
{
namespace
{

constexpr std::size_t AlertsWithDeliveries = 50;
constexpr int LookBackDays = 30; ///< for the model that costs most
constexpr int LeastShare = 5;    ///< a model that is less than a fifth of the whole needs no budget of its own

bool isLike(const Budget &a, const Budget &b)
{
    return a.filter == b.filter && a.period.kind == b.period.kind;
}

} // namespace

Result<BudgetsData> budgetsDataOf(WindowServices::Reading reading, UtcTime now, const Zone &zone)
{
    BudgetsData data;
    const Result<std::vector<Budget>> budgets = reading.reader.budgets();
    if (!budgets) {
        return budgets.problem();
    }
    Result<std::vector<BudgetStatus>> statuses = budgetStatusesOf(reading.reader, reading.pricer, *budgets, now, zone, reading.progress);
    if (!statuses) {
        return statuses.problem();
    }
    data.statuses = *std::move(statuses);
    Result<std::vector<Alert>> alerts = reading.reader.alerts({.budget = {}, .openOnly = false, .storedBefore = {}, .limit = BudgetsData::MostAlerts});
    if (!alerts) {
        return alerts.problem();
    }
    data.alerts = *std::move(alerts);
    for (std::size_t i = 0; i < std::min(AlertsWithDeliveries, data.alerts.size()); ++i) {
        Result<std::vector<Delivery>> deliveries = reading.reader.deliveries(data.alerts[i].id);
        if (!deliveries) {
            return deliveries.problem();
        }
        data.deliveries[data.alerts[i].id] = *std::move(deliveries);
    }
    for (const Budget &budget : *budgets) {
        Result<std::vector<ForecastMark>> marks = reading.reader.forecastMarks(budget.uuid);
        if (!marks) {
            return marks.problem();
        }
        data.marks[budget.uuid] = *std::move(marks);
    }
    const Result<LedgerSummary> summary = reading.reader.summary();
    const Result<CostBasis> basis = usualBasisOf(reading.reader);
    Result<std::vector<ReviewFact>> facts = reading.reader.reviewFacts();
    if (!summary || !basis || !facts) {
        return !summary ? summary.problem() : !basis ? basis.problem() : facts.problem();
    }
    data.annotations = *std::move(facts);
    std::erase_if(data.annotations, [](const ReviewFact &fact) { return fact.annotation() == nullptr; });
    data.hasUsage = summary->records > 0;
    data.usualBasis = *basis;
    return data;
}

Result<std::vector<SuggestedBudget>> suggestedBudgetsOf(WindowServices::Reading reading, const std::vector<Budget> &present, const NameBook &names,
                                                        Currency currency, CostBasis basis, UtcTime now, const Zone &zone)
{
    const LocalDay today = zone.dayOf(now);
    Budget month;
    month.currency = currency;
    month.basis = basis;
    std::vector<Budget> drafts{month};
    OverviewRequest request{.zone = zone, .now = now, .currency = currency.code()};
    request.filter.from = today - std::chrono::days{LookBackDays};
    request.filter.to = today;
    const Result<OverviewData> overview = overviewOf(reading.reader, reading.pricer, request);
    if (!overview) {
        return overview.problem();
    }
    if (!overview->models.empty()) {
        const ModelSeries &first = overview->models.front();
        if (first.inCurrency.atto() * LeastShare >= overview->inCurrency.atto() && !first.rawModels.empty()) {
            Budget model = month;
            FilterTerms terms;
            terms.add(FilterKey::Model, names.modelTerm(first.rawModels));
            model.filter = BudgetScope::stored(terms, names);
            drafts.push_back(model);
        }
    }
    Budget day = month;
    day.period.kind = BudgetPeriod::Kind::Day;
    drafts.push_back(day);

    std::vector<SuggestedBudget> suggested;
    for (Budget &draft : drafts) {
        if (std::any_of(present.begin(), present.end(), [&](const Budget &known) { return isLike(known, draft); })) {
            continue;
        }
        const LocalDay from = backTestStart(today);
        const Result<BudgetSeries> series = budgetSeriesOf(reading.reader, reading.pricer, draft, from, now, zone, reading.progress);
        if (!series) {
            return series.problem();
        }
        const std::optional<BudgetSuggestion> suggestion = suggestionOf(draft, *series, now, zone);
        if (!suggestion || suggestion->usual <= 0) {
            continue;
        }
        draft.limit = suggestion->usual;
        suggested.push_back({draft, backTestOf(draft, *series, from, now, zone)});
    }
    return suggested;
}

std::vector<InboxEntry> inboxOf(const std::vector<Alert> &alerts)
{
    std::vector<InboxEntry> entries;
    using Place = std::tuple<std::string, UtcTime, int, UtcTime>;
    std::map<Place, std::size_t> known;
    for (const Alert &alert : alerts) {
        const auto [place, isNew] = known.try_emplace({alert.key.subject, alert.key.periodStart, alert.key.revision, alert.stored}, entries.size());
        if (isNew) {
            entries.push_back({.alert = &alert});
        }
        InboxEntry &entry = entries[place->second];
        entry.ids.push_back(alert.id);
        if (rankOf(alert.key) > rankOf(entry.alert->key)) {
            entry.alert = &alert;
        }
    }
    for (const Alert &alert : alerts) {
        InboxEntry &entry = entries[known.at({alert.key.subject, alert.key.periodStart, alert.key.revision, alert.stored})];
        if (entry.alert != &alert && alert.key.kind == AlertKind::Threshold) {
            entry.together.push_back(alert.key.threshold);
        }
    }
    for (InboxEntry &entry : entries) {
        std::sort(entry.together.begin(), entry.together.end());
    }
    return entries;
}

Result<int> unseenAlertsOf(LedgerReader &reader, UtcTime now)
{
    const Result<std::vector<Alert>> alerts = reader.alerts({.budget = {}, .openOnly = false, .storedBefore = {}, .limit = BudgetsData::MostAlerts});
    if (!alerts) {
        return alerts.problem();
    }
    const std::vector<InboxEntry> entries = inboxOf(*alerts);
    return int(std::count_if(entries.begin(), entries.end(), [now](const InboxEntry &entry) { return BudgetText::isUnseen(*entry.alert, now); }));
}

} // namespace tokenmeter
