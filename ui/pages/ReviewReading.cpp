// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/ReviewReading.h"

#include "flow/NearestDay.h"
#include "flow/ReviewFacts.h"
#include "providers/ProviderZone.h"

#include <algorithm>
#include <set>
#include <utility>

namespace tokenmeter
{

using namespace std::chrono;

namespace
{

constexpr days EarlierOutcomes{366};

Result<std::vector<AccountToReconcile>> accountsOf(LedgerReader &reader)
{
    const Result<std::vector<BillingAccount>> accounts = reader.accounts();
    if (!accounts) {
        return accounts.problem();
    }
    std::vector<AccountToReconcile> list;
    for (const BillingAccount &account : *accounts) {
        list.push_back({.account = account, .providerZone = providerZoneOf(account.provider), .repeatedReports = repeatedReportsOf(account.provider)});
    }
    return list;
}

class ReviewReader
{
public:
    ReviewReader(WindowServices::Reading reading, const ReviewQuestion &question)
        : m_reading{reading}, m_question{question}, m_period{question.period}
    {
    }

    Result<ReviewReading> read()
    {
        for (const auto step : {&ReviewReader::readCloses, &ReviewReader::readFigures, &ReviewReader::readFacts, &ReviewReader::readOpenPoints}) {
            const Result<Done> done = (this->*step)();
            if (!done) {
                return done.problem();
            }
        }
        return std::move(m_answer);
    }

private:
    Result<Done> readCloses()
    {
        const Result<std::vector<PeriodClose>> closes = m_reading.reader.closes();
        if (!closes) {
            return closes.problem();
        }
        for (const PeriodClose &close : *closes) {
            if (!close.isStanding() && close.period == m_period) {
                m_answer.reopened.push_back(close);
            }
        }
        Result<std::vector<CloseStanding>> standings = closeStandings(m_reading.reader, m_question.now, LookAt::Sums, m_reading.progress);
        if (!standings) {
            return standings.problem();
        }
        for (CloseStanding &standing : *standings) {
            const bool isShownHere = (standing.isCounted && !standing.pending.empty() && m_period.contains(standing.shownIn))
                || std::any_of(standing.settled.begin(), standing.settled.end(), [&](const auto &settled) { return m_period.contains(settled.shownIn); });
            if (standing.close.period == m_period) {
                m_answer.standing = standing;
            } else if (isShownHere) {
                m_answer.shownHere.push_back(std::move(standing));
            }
        }
        return Done{};
    }

    Result<Done> readFigures()
    {
        Result<ReviewData> review = shownReviewOf(m_reading.reader, m_reading.pricer, reviewRequestOf(m_question));
        if (!review) {
            return review.problem();
        }
        m_answer.review = std::move(*review);
        if (m_answer.review.now.requests == 0) {
            const Result<std::optional<LocalDay>> nearest
                = nearestDataDay(m_reading.reader, {.from = m_question.period.from, .to = m_question.period.to}, m_question.zone);
            if (!nearest) {
                return nearest.problem();
            }
            m_answer.nearestDataDay = *nearest;
        }
        return Done{};
    }

    Result<CostedOutcome> outcomeOf(const ReviewFact &fact)
    {
        const WorkOutcome &outcome = *fact.outcome();
        const Result<OutcomeCost> cost = outcomeCostOf(m_reading.reader, m_reading.pricer, outcome, m_question.zone, m_question.now, m_question.currency);
        if (!cost) {
            return cost.problem();
        }
        return CostedOutcome{.fact = fact, .cost = cost->cost, .isAtLeast = cost->isAtLeast};
    }

    Result<Done> readFacts()
    {
        const Result<std::vector<ReviewFact>> facts = m_reading.reader.reviewFacts();
        if (!facts) {
            return facts.problem();
        }
        std::set<std::string> kinds;
        for (const ReviewFact &fact : *facts) {
            if (const ReviewNote *note = fact.note(); note != nullptr && m_period.contains(note->period)) {
                m_answer.notes.push_back(fact);
            } else if (const Annotation *annotation = fact.annotation(); annotation != nullptr && m_period.contains(annotation->day)) {
                m_answer.annotations.push_back(fact);
            } else if (const WorkOutcome *outcome = fact.outcome(); outcome != nullptr && m_period.contains(outcome->period)) {
                Result<CostedOutcome> made = outcomeOf(fact);
                if (!made) {
                    return made.problem();
                }
                kinds.insert(outcome->kind);
                m_answer.outcomes.push_back(std::move(*made));
            }
        }
        for (const ReviewFact &fact : *facts) {
            const WorkOutcome *outcome = fact.outcome();
            if (outcome != nullptr && kinds.contains(outcome->kind) && outcome->period.to < m_period.from && outcome->period.from >= m_period.from - EarlierOutcomes) {
                Result<CostedOutcome> made = outcomeOf(fact);
                if (!made) {
                    return made.problem();
                }
                m_answer.earlier.push_back(std::move(*made));
            }
        }
        std::stable_sort(m_answer.earlier.begin(), m_answer.earlier.end(),
                         [](const CostedOutcome &a, const CostedOutcome &b) { return a.outcome().period.from > b.outcome().period.from; });
        return Done{};
    }

    Result<Done> readOpenPoints()
    {
        if (m_answer.isClosed()) {
            return Done{};
        }
        const Result<std::vector<AccountToReconcile>> accounts = accountsOf(m_reading.reader);
        if (!accounts) {
            return accounts.problem();
        }
        Result<OpenPoints> open = openPointsOf(m_reading.reader, m_reading.pricer, m_period, m_question.zone, *accounts, m_question.now);
        if (!open) {
            return open.problem();
        }
        m_answer.open = std::move(*open);
        return Done{};
    }

    WindowServices::Reading m_reading;
    const ReviewQuestion &m_question;
    NamedPeriod m_period;
    ReviewReading m_answer{};
};

} // namespace

std::optional<Money> CostedOutcome::costOfOne() const
{
    const std::optional<Int128> one = tokenmeter::costOfOne(outcome(), cost.atto());
    return one ? std::optional{Money::fromAtto(*one, cost.currency())} : std::nullopt;
}

bool ReviewReading::isExplained(LocalDay day) const
{
    return std::any_of(annotations.begin(), annotations.end(), [day](const ReviewFact &fact) { return fact.annotation()->day == day; });
}

ReviewRequest reviewRequestOf(const ReviewQuestion &question)
{
    return {.filter = {}, .period = question.period, .zone = question.zone, .now = question.now, .currency = question.currency, .calendarOf = providerCalendarOf, .progress = {}};
}

Result<ReviewReading> reviewReadingOf(WindowServices::Reading reading, const ReviewQuestion &question)
{
    return ReviewReader{reading, question}.read();
}

} // namespace tokenmeter
