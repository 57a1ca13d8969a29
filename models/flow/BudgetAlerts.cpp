// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/BudgetAlerts.h"

#include "flow/AccountAlarms.h"
#include "flow/Overlaps.h"
#include "flow/PlanAlarms.h"
#include "flow/PricesAhead.h"
#include "flow/UsageAlarms.h"

#include <algorithm>
#include <map>

namespace tokenmeter
{
namespace
{

using namespace std::chrono;

/// A rolling budget's alert that holds on for longer than this is said again.
constexpr days LongestHold{62};

/// What the evaluation is made of, step by step.
class Evaluator
{
public:
    Evaluator(LedgerReader &reader, LedgerWriter &writer, Pricer &pricer, const EvaluationRequest &request)
        : m_reader{reader}, m_writer{writer}, m_pricer{pricer}, m_request{request}
    {
    }

    Result<Evaluation> run();

private:
    Result<Done> settle();
    Result<Done> read();
    Result<Done> readStored();
    void decideBudgets();
    Result<Done> decideAlarms();
    Result<Done> addAlarms(Result<std::vector<Alert>> alerts);
    void noteMarks();
    Result<Done> write();
    UtcTime now() const { return m_evaluation.moment.now; }

    LedgerReader &m_reader;
    LedgerWriter &m_writer;
    Pricer &m_pricer;
    const EvaluationRequest &m_request;
    Evaluation m_evaluation{};
    BudgetReadings m_readings{};
    std::map<std::string, std::vector<Alert>> m_stored{}; ///< by budget
    std::map<std::string, int> m_evaluated{};             ///< revision by budget
    std::vector<Alert> m_store{};
    std::vector<std::int64_t> m_noLongerSo{}, m_soAgain{};
    std::vector<ForecastMark> m_marks{};
};

/// An import may be under way elsewhere, or have been stopped at its end: until then two sources may tell of the same and both count, and an
/// alert of that would stay.
Result<Done> Evaluator::settle()
{
    const Result<bool> isSettled = m_reader.areOverlapsSettled();
    const Result<std::int64_t> yielded = isSettled && !*isSettled ? settleOverlaps(m_writer) : Result<std::int64_t>{0};
    if (!isSettled || !yielded) {
        return isSettled ? yielded.problem() : isSettled.problem();
    }
    m_evaluation.yielded = *yielded;
    return Done{};
}

Result<Done> Evaluator::read()
{
    const Result<std::optional<UtcTime>> latest = m_reader.latestEvaluation();
    const Result<std::vector<Budget>> budgets = m_reader.budgets();
    const Result<std::vector<BudgetNote>> notes = m_reader.budgetNotes();
    if (!latest || !budgets || !notes) {
        return !latest ? latest.problem() : !budgets ? budgets.problem() : notes.problem();
    }
    m_evaluation.moment = momentOf(m_request.clock, *latest);
    for (const BudgetNote &note : *notes) {
        m_evaluated[note.budget] = note.revision;
    }
    const ScopeRequest all{.filter = {}, .currency = m_request.currency, .from = m_request.zone.dayOf(now()) - days{ForecastHistoryDays}};
    const std::vector<ScopeRequest> further(m_request.watchAnomalies ? 1 : 0, all);
    Result<BudgetReadings> readings = budgetReadingsOf(m_reader, m_pricer, *budgets, further, now(), m_request.zone);
    if (!readings) {
        return readings.problem();
    }
    m_readings = *std::move(readings);
    return Done{};
}

/// One read for all budgets: everything whose period an evaluation can still speak of.
Result<Done> Evaluator::readStored()
{
    UtcTime since = now() - LongestHold;
    for (const BudgetStatus &status : m_readings.statuses) {
        since = std::min(since, firstJudged(status));
    }
    const Result<std::vector<Alert>> stored = m_reader.alertsSince(since);
    if (!stored) {
        return stored.problem();
    }
    for (const Alert &alert : *stored) {
        m_stored[alert.key.subject].push_back(alert);
    }
    return Done{};
}

void Evaluator::decideBudgets()
{
    for (const BudgetStatus &status : m_readings.statuses) {
        const auto known = m_evaluated.find(status.budget.uuid);
        const bool first = known == m_evaluated.end() || known->second != status.budget.revision;
        const AlertDecision decision = decideAlerts(status, m_stored[status.budget.uuid], first);
        m_store.insert(m_store.end(), decision.store.begin(), decision.store.end());
        m_noLongerSo.insert(m_noLongerSo.end(), decision.noLongerSo.begin(), decision.noLongerSo.end());
        m_soAgain.insert(m_soAgain.end(), decision.soAgain.begin(), decision.soAgain.end());
    }
}

Result<Done> Evaluator::addAlarms(Result<std::vector<Alert>> alerts)
{
    if (!alerts) {
        return alerts.problem();
    }
    m_store.insert(m_store.end(), std::make_move_iterator(alerts->begin()), std::make_move_iterator(alerts->end()));
    return Done{};
}

Result<Done> Evaluator::decideAlarms()
{
    if (m_request.watchAnomalies) {
        const AnomalyQuestion question{.now = now(),
                                       .zone = m_request.zone,
                                       .currency = m_request.currency,
                                       .budgets = &m_readings,
                                       .all = &m_readings.further.front()};
        if (const Result<Done> added = addAlarms(anomaliesOf(m_reader, m_pricer, question)); !added) {
            return added;
        }
    }
    if (m_request.watchRunaway || m_request.absoluteRate || m_request.watchAnomalies) {
        const RateQuestion question{.now = now(),
                                    .zone = m_request.zone,
                                    .currency = m_request.currency,
                                    .runaways = m_request.watchRunaway,
                                    .hours = m_request.watchAnomalies,
                                    .absoluteRate = m_request.absoluteRate
                                        ? std::optional{Money::fromAtto(*m_request.absoluteRate, m_request.currency).toDouble()}
                                        : std::nullopt};
        if (const Result<Done> added = addAlarms(rateAlertsOf(m_reader, question, m_stored[std::string{}])); !added) {
            return added;
        }
    }
    if (m_request.watchAccounts) {
        if (const Result<Done> added = addAlarms(accountAlertsOf(m_reader, now())); !added) {
            return added;
        }
    }
    if (m_request.watchPlans) {
        if (const Result<Done> added = addAlarms(planAlertsOf(m_reader, m_pricer, now(), m_request.zone)); !added) {
            return added;
        }
    }
    return m_request.watchModels ? addAlarms(modelAlertsOf(m_reader, m_pricer.catalogue(), now(), m_request.zone)) : Done{};
}

/// The band on the day that is a quarter, a half, three quarters into the period; on no other day, since that would be another band.
void Evaluator::noteMarks()
{
    for (const BudgetStatus &status : m_readings.statuses) {
        const BudgetSpan &span = status.current.span;
        if (!status.forecast || status.forecast->evidence == ForecastEvidence::None) {
            continue;
        }
        for (const int percent : {25, 50, 75}) {
            const int day = span.days() * percent / 100;
            if (day > 0 && status.today - span.firstDay == days{day}) {
                m_marks.push_back({.budget = status.budget.uuid,
                                   .periodStart = span.from,
                                   .percent = percent,
                                   .stored = now(),
                                   .low = status.forecast->low,
                                   .expected = status.forecast->expected,
                                   .high = status.forecast->high});
            }
        }
    }
}

Result<Done> Evaluator::write()
{
    for (const auto &[name, text] : m_readings.notes) {
        if (const Result<Done> kept = m_writer.setNote(name, text); !kept) {
            return kept;
        }
    }
    if (!m_store.empty()) {
        const UtcTime due = dueAt(m_request.quiet, m_request.clock, m_request.zone);
        Result<std::vector<Alert>> fresh = m_writer.storeAlerts(m_store, m_request.channels, due, m_request.clock);
        if (!fresh) {
            return fresh.problem();
        }
        m_evaluation.stored = *std::move(fresh);
    }
    if (!m_noLongerSo.empty() || !m_soAgain.empty()) {
        if (const Result<Done> marked = m_writer.markAlerts(m_noLongerSo, m_soAgain); !marked) {
            return marked;
        }
    }
    if (!m_marks.empty()) {
        if (const Result<Done> stored = m_writer.storeForecastMarks(m_marks); !stored) {
            return stored;
        }
    }
    std::vector<BudgetNote> notes;
    for (const BudgetStatus &status : m_readings.statuses) {
        if (!status.budget.paused) { // an edit during a pause is still to be evaluated
            notes.push_back({.budget = status.budget.uuid,
                             .revision = status.budget.revision,
                             .evaluated = now(),
                             .state = std::string{nameOf(status.state)},
                             .spent = status.current.spent,
                             .available = status.current.available});
        }
    }
    return m_writer.noteEvaluation(notes, now());
}

Result<Evaluation> Evaluator::run()
{
    if (const Result<Done> done = settle(); !done) {
        return done.problem();
    }
    if (const Result<Done> done = read(); !done) {
        return done.problem();
    }
    if (const Result<Done> done = readStored(); !done) {
        return done.problem();
    }
    decideBudgets();
    if (const Result<Done> done = decideAlarms(); !done) {
        return done.problem();
    }
    noteMarks();
    if (const Result<Done> done = write(); !done) {
        return done.problem();
    }
    m_evaluation.statuses = std::move(m_readings.statuses);
    return std::move(m_evaluation);
}

} // namespace

Result<Evaluation> evaluateBudgets(LedgerReader &reader, LedgerWriter &writer, Pricer &pricer, const EvaluationRequest &request)
{
    return Evaluator{reader, writer, pricer, request}.run();
}

} // namespace tokenmeter
