// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "budget/AlertRules.h"

#include <algorithm>
#include <map>

namespace tokenmeter
{
namespace
{

constexpr std::size_t LatePeriods = 12;

bool isOfFigures(AlertKind kind)
{
    switch (kind) {
    case AlertKind::Threshold:
    case AlertKind::Exceeded:
    case AlertKind::Forecast:
    case AlertKind::Unpriced:
        return true;
    default:
        return false;
    }
}

Alert alertOf(const BudgetStatus &status, const PeriodFigures &figures, AlertKind kind, int threshold = 0)
{
    const Budget &budget = status.budget;
    Alert alert;
    alert.key = {.subject = budget.uuid,
                 .periodStart = figures.span.isRolling ? rollingKeyStart(budget.period, status.now) : figures.span.from,
                 .revision = figures.revision,
                 .kind = kind,
                 .threshold = threshold};
    alert.periodEnd = figures.span.to;
    alert.budgetId = budget.id;
    alert.subjectName = budget.name;
    alert.currency = budget.currency;
    alert.limit = figures.limit;
    alert.available = figures.available;
    alert.spent = figures.spent;
    alert.unpricedRequests = figures.unpricedRequests;
    alert.unpricedTokens = figures.unpricedTokens;
    if (status.forecast && &figures == &status.current) {
        alert.expected = status.forecast->expected;
        alert.low = status.forecast->low;
        alert.high = status.forecast->high;
    }
    return alert;
}

void addHolding(std::vector<Alert> &alerts, const BudgetStatus &status, const PeriodFigures &figures)
{
    const bool isExceededNow = isExceeded(figures.spent, figures.available);
    if (figures.incomplete && !isExceededNow) {
        alerts.push_back(alertOf(status, figures, AlertKind::Unpriced));
    }
    // An older revision's thresholds are not known any more.
    if (figures.revision == status.budget.revision) {
        for (const int threshold : status.budget.thresholds) {
            if (isReached(threshold, figures.spent, figures.available)) {
                alerts.push_back(alertOf(status, figures, AlertKind::Threshold, threshold));
            }
        }
    }
    if (isExceededNow) {
        alerts.push_back(alertOf(status, figures, AlertKind::Exceeded));
    }
}

/// In a rolling window an alert that still holds is not new in the next block of hours.
bool holdsFromBefore(const Alert &alert, const Alert &known)
{
    return known.key.subject == alert.key.subject && known.key.revision == alert.key.revision && known.key.kind == alert.key.kind
        && known.key.threshold == alert.key.threshold && !known.noLongerSo;
}

} // namespace

std::vector<Alert> alertsHolding(const BudgetStatus &status)
{
    std::vector<Alert> alerts;
    if (status.budget.paused) {
        return alerts;
    }
    const std::size_t late = std::min(LatePeriods, status.past.size());
    for (std::size_t i = status.past.size() - late; i < status.past.size(); ++i) {
        addHolding(alerts, status, status.past[i]);
    }
    addHolding(alerts, status, status.current);
    if (status.budget.warnForecast && status.forecast && status.forecast->willExceed && !isExceeded(status.current.spent, status.current.available)) {
        alerts.push_back(alertOf(status, status.current, AlertKind::Forecast));
    }
    std::stable_sort(alerts.begin(), alerts.end(), [](const Alert &a, const Alert &b) {
        return std::pair{a.key.periodStart, rankOf(a.key)} < std::pair{b.key.periodStart, rankOf(b.key)};
    });
    return alerts;
}

UtcTime firstJudged(const BudgetStatus &status)
{
    return status.past.empty() ? status.current.span.from : status.past[status.past.size() - std::min(LatePeriods, status.past.size())].span.from;
}

AlertDecision decideAlerts(const BudgetStatus &status, std::span<const Alert> stored, bool firstOfRevision)
{
    AlertDecision decision;
    if (status.budget.paused) {
        return decision;
    }
    const std::vector<Alert> holding = alertsHolding(status);
    const bool isRolling = status.current.span.isRolling;
    const auto isKnown = [&](const Alert &alert) {
        return std::any_of(stored.begin(), stored.end(), [&](const Alert &known) {
            return known.key == alert.key || (isRolling && holdsFromBefore(alert, known));
        });
    };
    for (const Alert &alert : holding) {
        if (isKnown(alert)) {
            continue;
        }
        Alert fresh = alert;
        const bool isPast = !isRolling && alert.periodEnd <= status.now;
        fresh.notice = isPast                                            ? AlertNotice::Late
            : firstOfRevision && status.budget.revision > 0              ? AlertNotice::YourChange
                                                                         : AlertNotice::Deliver;
        // Ascending by rank within a period: what comes later is the higher one.
        if (fresh.notice == AlertNotice::Deliver && !decision.store.empty() && decision.store.back().notice == AlertNotice::Deliver) {
            decision.store.back().notice = AlertNotice::PassedTogether;
        }
        decision.store.push_back(std::move(fresh));
    }
    const UtcTime firstSeen = firstJudged(status);
    for (const Alert &known : stored) {
        if (known.key.subject != status.budget.uuid || !isOfFigures(known.key.kind) || known.key.revision != status.budget.revision
            || (!isRolling && (known.key.periodStart < firstSeen || known.key.periodStart > status.current.span.from))) {
            continue;
        }
        const bool holds = std::any_of(holding.begin(), holding.end(), [&](const Alert &alert) {
            return isRolling ? alert.key.kind == known.key.kind && alert.key.threshold == known.key.threshold : alert.key == known.key;
        });
        if (!holds && !known.noLongerSo) {
            decision.noLongerSo.push_back(known.id);
        } else if (holds && known.noLongerSo && (!isRolling || known.key.periodStart == rollingKeyStart(status.budget.period, status.now))) {
            decision.soAgain.push_back(known.id);
        }
    }
    return decision;
}

} // namespace tokenmeter
