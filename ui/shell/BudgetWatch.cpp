// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/BudgetWatch.h"

#include "format/DateText.h"
#include "format/ProblemText.h"
#include "format/ShareText.h"
#include "pages/BudgetText.h"

#include <algorithm>

namespace tokenmeter
{
namespace
{

constexpr int SoonMs = 500;

bool isOfTheMonth(const Budget &budget)
{
    return budget.filter.empty() && budget.period.kind == BudgetPeriod::Kind::Month && !budget.countsTokens();
}

} // namespace

BudgetWatch::BudgetWatch(WindowServices &services, QObject *parent) : QObject{parent}, m_services{services}
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(SoonMs);
    connect(&m_soon, &QTimer::timeout, this, &BudgetWatch::ask);
    connect(&services, &WindowServices::ledgerChanged, &m_soon, qOverload<>(&QTimer::start));
    connect(&services, &WindowServices::budgetsEvaluated, &m_soon, qOverload<>(&QTimer::start));
    connect(&services, &WindowServices::settingsChanged, &m_soon, qOverload<>(&QTimer::start));
    connect(&services, &WindowServices::ledgerSwitched, this, &BudgetWatch::forget);
    connect(&services, &WindowServices::ledgerFailed, this, &BudgetWatch::forget);
}

/// The window asks again with the first answer from the ledger that is open then.
void BudgetWatch::forget()
{
    m_known.reset();
    m_answer.forget();
    m_soon.stop();
}

Result<BudgetWatch::Known> BudgetWatch::read(WindowServices::Reading reading, UtcTime now, const Zone &zone)
{
    Result<std::vector<Budget>> budgets = reading.reader.budgets();
    const Result<LedgerSummary> summary = reading.reader.summary();
    if (!budgets || !summary) {
        return budgets ? summary.problem() : budgets.problem();
    }
    Known known{.hasUsage = summary->records > 0};
    std::erase_if(*budgets, [](const Budget &budget) { return budget.paused; });
    if (const auto month = std::find_if(budgets->begin(), budgets->end(), isOfTheMonth); month != budgets->end()) {
        budgets = std::vector<Budget>{*month}; // no other needs to be asked for
    }
    Result<std::vector<BudgetStatus>> statuses = budgetStatusesOf(reading.reader, reading.pricer, *budgets, now, zone, reading.progress);
    if (!statuses) {
        return statuses.problem();
    }
    const auto nearest = std::max_element(statuses->begin(), statuses->end(), [](const BudgetStatus &a, const BudgetStatus &b) {
        return a.ratio.toDouble() < b.ratio.toDouble();
    });
    if (nearest != statuses->end()) {
        known.status = std::move(*nearest);
    }
    return known;
}

void BudgetWatch::ask()
{
    const auto answer = m_services.ask(QStringLiteral("budgets.nearest"), [now = m_services.now(), zone = m_services.zone()](WindowServices::Reading reading) {
        return read(reading, now, zone);
    });
    m_answer.await(this, answer, [this](const Result<Known> &known) {
        if (known) {
            m_known = *known;
            Q_EMIT changed();
        }
    });
}

std::optional<BudgetLine> BudgetWatch::line() const
{
    if (!m_known || (!m_known->hasUsage && !m_known->status)) {
        return std::nullopt;
    }
    if (!m_known->status) {
        return BudgetLine{};
    }
    const BudgetStatus &status = *m_known->status;
    const Budget &budget = status.budget;
    const PeriodFigures &now = status.current;
    const MeasureText text = BudgetText::measure(budget.currency);
    BudgetLine line;
    const bool isWholeMonth = isOfTheMonth(budget) && budget.period.anchorDay == 1;
    line.title = isWholeMonth ? DateText::monthName(now.span.firstDay) : visibleText(budget.name);
    line.used = now.available > 0 ? ShareText::whole(now.spent, now.available) : QString{};
    const QString available = text.forecast(now.available);
    if (status.state == BudgetState::Exceeded) {
        line.tone = BudgetLine::Tone::Over;
        line.rest = tr("over by %1").arg(text.figure(now.spent - now.available));
    } else if (status.atLeast) {
        line.rest = tr("at most %1 of %2 left").arg(text.figure(now.rest), available);
    } else {
        line.rest = tr("%1 of %2 left").arg(text.figure(now.rest), available);
    }
    const bool mayExceed = status.forecast && status.forecast->evidence != ForecastEvidence::None && status.forecast->mayExceed;
    if (line.tone == BudgetLine::Tone::Calm && (status.state == BudgetState::Warning || mayExceed)) {
        line.tone = BudgetLine::Tone::Warning;
    }
    line.spent = now.available > 0 ? double(now.spent) / double(now.available) : now.spent > now.available ? 1 : 0;
    line.isHatched = status.atLeast;
    if (!now.span.isRolling && now.span.to > now.span.from) {
        line.now = std::clamp(double((status.now - now.span.from).count()) / double((now.span.to - now.span.from).count()), 0.0, 1.0);
    }
    QStringList spoken{visibleText(budget.name)};
    if (!line.used.isEmpty()) {
        spoken << (status.atLeast ? tr("at least %1 used").arg(line.used) : tr("%1 used").arg(line.used));
    }
    spoken << line.rest;
    line.spoken = spoken.join(tr(", ", "between parts of a sentence"));
    return line;
}

} // namespace tokenmeter
