// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/ReviewFacts.h"

#include "core/Shares.h"
#include "flow/Closing.h"
#include "flow/GroupedUsage.h"
#include "flow/ReviewJson.h"

#include <algorithm>
#include <utility>

namespace tokenmeter
{
namespace
{

void addCorrections(ReviewData &review, const NamedPeriod &of, const std::vector<Adjustment> &adjustments)
{
    for (const Adjustment &each : adjustments) {
        review.corrections.push_back({.of = of, .cause = each.cause, .model = each.model, .project = each.project, .requests = each.requests, .amounts = each.amounts});
    }
}

} // namespace

std::optional<Int128> costOfOne(const WorkOutcome &outcome, Int128 cost)
{
    if (outcome.money || outcome.quantity <= 0 || cost < 0) {
        return std::nullopt;
    }
    Int128 unit = 1;
    for (int i = 0; i < WorkOutcome::QuantityScale; ++i) {
        unit *= 10;
    }
    return roundedQuotientOf(cost, unit, outcome.quantity);
}

std::optional<Int128> ReviewOutcomeLine::costOfOne() const
{
    return tokenmeter::costOfOne(outcome, cost);
}

Result<OutcomeCost> outcomeCostOf(LedgerReader &reader, Pricer &pricer, const WorkOutcome &outcome, const Zone &zone, UtcTime now, Currency currency)
{
    GroupedRequest request{
        .filter = {.from = outcome.period.from, .to = outcome.period.to}, .dimensions = {Dimension::Source}, .zone = zone, .now = now, .currency = currency.code()};
    if (!outcome.project.empty()) {
        request.filter.projects = {outcome.project};
    }
    const Result<GroupedUsage> usage = groupedUsage(reader, pricer, request);
    if (!usage) {
        return usage.problem();
    }
    return OutcomeCost{usage->inCurrency, usage->total.unpricedRequests > 0 || !usage->foreign.empty()};
}

Result<Done> readReviewFacts(LedgerReader &reader, Pricer &pricer, const ReviewRequest &request, ReviewData &review)
{
    const Result<std::vector<ReviewFact>> facts = reader.reviewFacts();
    if (!facts) {
        return facts.problem();
    }
    for (const ReviewFact &fact : *facts) {
        if (const ReviewNote *note = fact.note(); note != nullptr && review.period.contains(note->period)) {
            review.notes.push_back({note->period, note->markdown});
        } else if (const WorkOutcome *outcome = fact.outcome(); outcome != nullptr && review.period.contains(outcome->period)) {
            const Result<OutcomeCost> cost = outcomeCostOf(reader, pricer, *outcome, request.zone, request.now, request.currency);
            if (!cost) {
                return cost.problem();
            }
            review.outcomes.push_back({*outcome, cost->cost.atto(), cost->isAtLeast});
        }
    }
    const Result<std::vector<CloseStanding>> standings = closeStandings(reader, request.now, LookAt::Sums, request.progress);
    if (!standings) {
        return standings.problem();
    }
    for (const CloseStanding &standing : *standings) {
        if (standing.close.period == review.period) {
            continue;
        }
        for (const CloseStanding::Settled &settled : standing.settled) {
            if (review.period.contains(settled.shownIn)) {
                addCorrections(review, standing.close.period, settled.adjustments);
            }
        }
        if (standing.isCounted && review.period.contains(standing.shownIn)) {
            addCorrections(review, standing.close.period, standing.pending);
        }
    }
    return Done{};
}

Result<std::optional<ReviewData>> frozenReviewOf(LedgerReader &reader, const ReviewRequest &request)
{
    if (request.filter != UsageFilter{}) {
        return std::optional<ReviewData>{};
    }
    const Result<std::vector<PeriodClose>> closes = reader.closes();
    if (!closes) {
        return closes.problem();
    }
    const auto standing = std::find_if(closes->begin(), closes->end(), [&](const PeriodClose &close) { return close.isStanding() && close.period == request.period; });
    if (standing == closes->end()) {
        return std::optional<ReviewData>{};
    }
    // What is no review was frozen by another program; its hash is `verify`'s matter.
    Result<ReviewData> frozen = reviewIn(standing->figures);
    return frozen ? std::optional<ReviewData>{std::move(*frozen)} : std::optional<ReviewData>{};
}

Result<ReviewData> shownReviewOf(LedgerReader &reader, Pricer &pricer, const ReviewRequest &request)
{
    Result<std::optional<ReviewData>> frozen = frozenReviewOf(reader, request);
    if (!frozen) {
        return frozen.problem();
    }
    return *frozen ? Result<ReviewData>{std::move(**frozen)} : reviewOf(reader, pricer, request);
}

} // namespace tokenmeter
