// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/BudgetAlerts.h"

#include <algorithm>
#include <map>

namespace tokenmeter
{
namespace
{

/// Alerts of a budget's periods that an evaluation looks at, and the open ones of a rolling budget, whenever they began.
Result<std::vector<Alert>> storedAlerts(LedgerReader &reader, const BudgetStatus &status)
{
    Result<std::vector<Alert>> alerts = reader.alerts({.budget = status.budget.uuid, .openOnly = false, .storedBefore = {}, .limit = 2'000});
    return alerts;
}

} // namespace

Result<Evaluation> evaluateBudgets(LedgerReader &reader, LedgerWriter &writer, Pricer &pricer, const EvaluationRequest &request)
{
    const Result<std::optional<UtcTime>> latest = reader.latestEvaluation();
    if (!latest) {
        return latest.problem();
    }
    Evaluation evaluation;
    evaluation.moment = momentOf(request.clock, *latest);
    const UtcTime now = evaluation.moment.now;
    const Result<std::vector<Budget>> budgets = reader.budgets();
    if (!budgets) {
        return budgets.problem();
    }
    Result<std::vector<BudgetStatus>> statuses = budgetStatusesOf(reader, pricer, *budgets, now, request.zone);
    if (!statuses) {
        return statuses.problem();
    }
    evaluation.statuses = *std::move(statuses);
    const Result<std::vector<BudgetNote>> notes = reader.budgetNotes();
    if (!notes) {
        return notes.problem();
    }
    std::map<std::string, int> evaluated;
    for (const BudgetNote &note : *notes) {
        evaluated[note.budget] = note.revision;
    }
    std::vector<Alert> store;
    std::vector<std::int64_t> noLongerSo, soAgain;
    std::vector<BudgetNote> seen;
    for (const BudgetStatus &status : evaluation.statuses) {
        const Result<std::vector<Alert>> stored = storedAlerts(reader, status);
        if (!stored) {
            return stored.problem();
        }
        const auto known = evaluated.find(status.budget.uuid);
        const bool first = known == evaluated.end() || known->second != status.budget.revision;
        AlertDecision decision = decideAlerts(status, *stored, first);
        store.insert(store.end(), decision.store.begin(), decision.store.end());
        noLongerSo.insert(noLongerSo.end(), decision.noLongerSo.begin(), decision.noLongerSo.end());
        soAgain.insert(soAgain.end(), decision.soAgain.begin(), decision.soAgain.end());
        seen.push_back({.budget = status.budget.uuid,
                        .revision = status.budget.revision,
                        .evaluated = now,
                        .state = std::string{nameOf(status.state)},
                        .spent = status.current.spent,
                        .available = status.current.available});
    }
    const UtcTime due = dueAt(request.quiet, request.clock, request.zone);
    Result<std::vector<Alert>> fresh = writer.storeAlerts(store, request.channels, due, request.clock);
    if (!fresh) {
        return fresh.problem();
    }
    evaluation.stored = *std::move(fresh);
    if (!noLongerSo.empty() || !soAgain.empty()) {
        if (const Result<Done> marked = writer.markAlerts(noLongerSo, soAgain); !marked) {
            return marked.problem();
        }
    }
    if (const Result<Done> noted = writer.noteEvaluation(seen, now); !noted) {
        return noted.problem();
    }
    return evaluation;
}

} // namespace tokenmeter
