// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/ReviewClosing.h"

#include "core/Decimal.h"
#include "format/ChangeText.h"
#include "format/DateText.h"
#include "format/MoneyText.h"
#include "format/NumberText.h"
#include "format/ProblemText.h"
#include "format/TokenText.h"

#include <algorithm>
#include <map>

namespace tokenmeter
{
namespace
{

QString amountsOf(const std::vector<Money> &amounts)
{
    QStringList texts;
    for (const Money &amount : amounts) {
        texts << ReviewText::signedAmount(amount.atto(), amount.currency());
    }
    return texts.isEmpty() ? NumberText::notApplicable() : texts.join(QStringLiteral(" "));
}

std::int64_t copiesIn(const ReviewData &review)
{
    std::int64_t copies = 0;
    for (const ReviewMerged &each : review.merged) {
        copies += each.copies;
    }
    return copies;
}

} // namespace

bool ReviewClosing::isDone(Step step) const
{
    const ReviewData &review = m_reading.review;
    switch (step) {
    case Step::Unpriced: return review.now.unpricedRequests == 0;
    case Step::Duplicates: return true;
    case Step::Unusual: return std::all_of(review.unusual.begin(), review.unusual.end(), [&](const ReviewUnusualDay &day) { return m_reading.isExplained(day.day); });
    case Step::Reconcile: return m_reading.isClosed() || m_reading.open.accounts.empty();
    case Step::Notes: return !m_reading.notes.empty();
    case Step::Close: return m_reading.isClosed();
    }
    return false;
}

QString ReviewClosing::detail(Step step) const
{
    const ReviewData &review = m_reading.review;
    switch (step) {
    case Step::Unpriced:
        return review.now.unpricedRequests == 0 ? tr("none left") : tr("%n model(s) without a price", nullptr, int(review.unpriced.size()));
    case Step::Duplicates: {
        const std::int64_t copies = copiesIn(review);
        return copies == 0 ? tr("none found") : tr("%n copies, all by rule", nullptr, int(copies));
    }
    case Step::Unusual: {
        const auto explained = std::count_if(review.unusual.begin(), review.unusual.end(), [&](const ReviewUnusualDay &day) { return m_reading.isExplained(day.day); });
        if (review.unusual.empty()) {
            return tr("none");
        }
        return explained == std::int64_t(review.unusual.size()) ? tr("%n explained", nullptr, int(explained)) : tr("%n to explain", nullptr, int(review.unusual.size()) - int(explained));
    }
    case Step::Reconcile:
        if (review.reconciled.empty()) {
            return tr("no billing account");
        }
        return isDone(step) ? tr("agrees with the bills") : tr("%n point(s) open", nullptr, int(m_reading.open.accounts.size()));
    case Step::Notes: return m_reading.notes.empty() ? tr("none written") : tr("%n written", nullptr, int(m_reading.notes.size()));
    case Step::Close:
        if (m_reading.isClosed()) {
            return stateWords();
        }
        return review.isRunning ? tr("when the period is over") : tr("freezes figures");
    }
    return {};
}

std::vector<CheckStep> ReviewClosing::steps() const
{
    const QString names[StepCount] = {tr("Unpriced usage"), tr("Duplicates"), tr("Unusual days"), tr("Reconcile"), tr("Notes"),
                                      tr("Close %1", "a period").arg(ReviewText::shortPeriod({m_reading.review.period.from, m_reading.review.period.to}))};
    const Step nextStep = next();
    std::vector<CheckStep> list;
    for (int i = 0; i < StepCount; ++i) {
        const auto step = Step(i);
        const bool done = isDone(step);
        list.push_back({.name = names[i], .detail = detail(step), .state = done ? CheckStep::State::Done : step == nextStep ? CheckStep::State::Next : CheckStep::State::Open});
    }
    list[std::size_t(Step::Unusual)].tip = tr("A day is explained when it has an annotation.");
    return list;
}

ReviewClosing::Step ReviewClosing::next() const
{
    for (int i = 0; i < StepCount && !m_reading.isClosed(); ++i) {
        if (!isDone(Step(i))) {
            return Step(i);
        }
    }
    return Step::Close;
}

QString ReviewClosing::nextAction() const
{
    const QString name = ReviewText::shortPeriod({m_reading.review.period.from, m_reading.review.period.to});
    if (m_reading.isClosed()) {
        return tr("Open %1 again…", "a period").arg(name);
    }
    const Step step = next();
    return step == Step::Close ? tr("Close %1…", "a period").arg(name) : tr("Continue: %1", "a step").arg(steps()[std::size_t(step)].name);
}

QString ReviewClosing::stateWords() const
{
    if (m_reading.isClosed()) {
        return tr("Closed %1", "a day").arg(DateText::day(m_context.zone.dayOf(m_reading.standing->close.closed), m_context.today));
    }
    return m_reading.review.isRunning ? tr("Running") : tr("Open");
}

QStringList ReviewClosing::notes() const
{
    QStringList list;
    const QString name = ReviewText::period(m_reading.review.period);
    if (m_reading.isClosed()) {
        const CloseStanding &standing = *m_reading.standing;
        list << tr("%1 is closed. Its figures no longer change; later corrections appear in the month that is open.", "a period").arg(name);
        if (!standing.close.why.empty()) {
            list << visibleText(standing.close.why);
        }
        if (!standing.pending.empty()) {
            list << tr("Since then %n correction(s) came up; %1 shows them.", nullptr, int(standing.pending.size())).arg(ReviewText::period(standing.shownIn));
        }
    }
    for (const PeriodClose &close : m_reading.reopened) {
        const Reopening &again = *close.reopened;
        list << tr("Was closed on %1 and opened again on %2: %3", "two days and a reason")
                    .arg(DateText::day(m_context.zone.dayOf(close.closed), m_context.today), DateText::day(m_context.zone.dayOf(again.time), m_context.today), visibleText(again.why));
    }
    return list;
}

ReasonDialog::Texts ReviewClosing::closing() const
{
    const QString name = ReviewText::period(m_reading.review.period);
    ReasonDialog::Texts texts{.title = tr("Close %1", "a period").arg(name),
                              .meaning = tr("Freezes the figures of %1 with a hash over its records and prices. What changes later is shown as a correction in the month that is open. It can be "
                                            "opened again, with a reason.")
                                             .arg(name),
                              .placeholder = tr("Why now, if there is something to say (may be empty)"),
                              .action = tr("Close %1", "a period").arg(name)};
    for (const OpenPoints::Unpriced &one : m_reading.open.unpriced) {
        texts.points << tr("%1 has no price: %2 are in no amount.", "a model, requests").arg(visibleText(one.model), TokenText::requests(one.requests));
    }
    for (const OpenPoints::Account &one : m_reading.open.accounts) {
        texts.points << ReviewText::lack(one);
    }
    return texts;
}

ReasonDialog::Texts ReviewClosing::reopening() const
{
    const QString name = ReviewText::period(m_reading.review.period);
    return {.title = tr("Open %1 again", "a period").arg(name),
            .meaning = tr("The figures of %1 move again with prices and records. The close and the reason are kept.").arg(name),
            .points = {},
            .placeholder = tr("The bill was corrected"),
            .action = tr("Open %1 again", "a period").arg(name),
            .mustSayWhy = true};
}

std::vector<NoteList::Note> ReviewClosing::noteRows() const
{
    std::vector<NoteList::Note> rows;
    for (const ReviewFact &fact : m_reading.notes) {
        QString when = DateText::day(m_context.zone.dayOf(fact.changed), m_context.today);
        if (fact.note()->period != m_reading.review.period) {
            when = tr("%1, of %2", "a day, a period").arg(when, ReviewText::period(fact.note()->period));
        }
        rows.push_back({.id = fact.id, .markdown = QString::fromStdString(fact.note()->markdown), .when = when});
    }
    return rows;
}

std::vector<StepRow> ReviewClosing::outcomeRows() const
{
    std::vector<StepRow> rows;
    for (const CostedOutcome &each : m_reading.outcomes) {
        const WorkOutcome &outcome = each.outcome();
        const QString kind = ReviewText::outcomeKind(outcome.kind);
        StepRow row{.name = outcome.project.empty() ? kind : tr("%1, %2", "a kind of outcome, a project").arg(kind, m_view.projectName(outcome.project)),
                    .amount = ReviewText::quantity(outcome),
                    .exact = ReviewText::quantity(outcome),
                    .verb = tr("Change")};
        const QString cost = each.isAtLeast ? tr("at least %1", "an amount").arg(MoneyText::amount(each.cost)) : MoneyText::amount(each.cost);
        if (const std::optional<Money> one = each.costOfOne()) {
            row.meaning = tr("%1 for one, %2 in all.", "two amounts").arg(MoneyText::amount(*one), cost);
            for (const CostedOutcome &earlier : m_reading.earlier) {
                const std::optional<Money> before = earlier.costOfOne();
                if (before && earlier.outcome().kind == outcome.kind && earlier.outcome().project == outcome.project && earlier.outcome().period.days() >= outcome.period.days() - 3) {
                    row.meaning += ReviewText::sentenceGap() + tr("%1: %2 for one (%3).", "a period, an amount, a change")
                                                                          .arg(ReviewText::period(earlier.outcome().period), MoneyText::amount(*before), ChangeText::brief(one->atto(), before->atto()));
                    break;
                }
            }
        } else {
            row.meaning = tr("The work cost %1.", "an amount").arg(cost);
        }
        if (!outcome.text.empty()) {
            row.meaning += ReviewText::sentenceGap() + visibleText(outcome.text);
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

PageTable ReviewClosing::outcomes() const
{
    PageTable table{.title = tr("What one of it cost"), .columns = {tr("Period"), tr("Outcome"), tr("Project"), tr("Model"), tr("How many"), tr("Cost"), tr("Cost of one")}};
    const auto number = [](const QString &text, const QString &exact) { return PageTable::Cell{.text = text, .exact = exact, .number = true}; };
    const auto add = [&](const CostedOutcome &each, const QString &model, Int128 cost) {
        const WorkOutcome &outcome = each.outcome();
        const Money amount = Money::fromAtto(cost, each.cost.currency());
        CostedOutcome part = each;
        part.cost = amount;
        const std::optional<Money> one = part.costOfOne();
        table.rows.push_back({{.text = ReviewText::period(outcome.period), .exact = QString::fromStdString(toText(outcome.period))},
                              {.text = ReviewText::outcomeKind(outcome.kind)},
                              {.text = outcome.project.empty() ? QString{} : m_view.projectName(outcome.project)},
                              {.text = model},
                              number(ReviewText::quantity(outcome), ReviewText::quantity(outcome)),
                              number(MoneyText::full(amount), QString::fromStdString(formatDecimal(cost, MoneyScale))),
                              number(one ? MoneyText::amount(*one) : QString{}, one ? QString::fromStdString(formatDecimal(one->atto(), MoneyScale)) : QString{})});
    };
    for (const CostedOutcome &each : m_reading.outcomes) {
        add(each, tr("all models"), each.cost.atto());
        if (each.outcome().period != m_reading.review.period) {
            continue; // the review's cells are of its own days
        }
        std::map<std::string, Int128> models;
        for (const ReviewCell &cell : m_reading.review.byProject) {
            if (each.outcome().project.empty() || each.outcome().project == cell.project) {
                models[cell.model] += cell.cost;
            }
        }
        for (const auto &[model, cost] : models) {
            add(each, m_view.modelName(model), cost);
        }
    }
    for (const CostedOutcome &each : m_reading.earlier) {
        add(each, tr("all models"), each.cost.atto());
    }
    return table;
}

std::vector<ReviewClosing::Correction> ReviewClosing::corrections() const
{
    std::vector<Correction> list;
    for (const CloseStanding &standing : m_reading.shownHere) {
        for (const CloseStanding::Settled &settled : standing.settled) {
            if (m_reading.review.period.contains(settled.shownIn)) {
                for (const Adjustment &each : settled.adjustments) {
                    list.push_back({standing.close.period, &each});
                }
            }
        }
        if (standing.isCounted && m_reading.review.period.contains(standing.shownIn)) {
            for (const Adjustment &each : standing.pending) {
                list.push_back({standing.close.period, &each});
            }
        }
    }
    return list;
}

std::vector<StepRow> ReviewClosing::adjustmentRows() const
{
    std::vector<StepRow> rows;
    for (const Correction &each : corrections()) {
        const QString amount = amountsOf(each.adjustment->amounts);
        rows.push_back({.name = ReviewText::period(each.of), .amount = amount, .exact = amount, .meaning = ReviewText::adjustment(*each.adjustment), .verb = tr("Open its review")});
    }
    return rows;
}

NamedPeriod ReviewClosing::adjusted(std::size_t row) const
{
    return corrections().at(row).of;
}

} // namespace tokenmeter
