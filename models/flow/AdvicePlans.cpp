// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/Advice.h"

#include "core/Shares.h"
#include "flow/AdviceParts.h"
#include "flow/ModelNames.h"
#include "flow/PlanStandings.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace tokenmeter
{
namespace
{

std::int64_t tokensLeftFor(const PlanStanding &standing, const ReplayModel &model)
{
    const auto used = standing.use.tokens.find(standing.plan.perModel ? model.key : std::string{});
    return standing.plan.tokens - (used == standing.use.tokens.end() ? 0 : used->second);
}

/// Something that another model could draw on: free tokens, or credit that ends.
bool isOffer(const PlanStanding &standing)
{
    const Plan &plan = standing.plan;
    if (standing.state != PlanStanding::State::InForce || standing.use.atMost || !plan.sources.empty()) {
        return false; // what is left is not known, or who may draw it
    }
    return plan.kind == PlanKind::Quota || (plan.kind == PlanKind::Pack && plan.until && standing.creditLeft() > 0);
}

/// amount * part / whole, floor; all of it where the part is the whole or more.
Money partOf(Money amount, Int128 part, Int128 whole)
{
    if (part >= whole) {
        return amount;
    }
    return Money::fromAtto(quotientOf(amount.atto(), part, whole).floor, amount.currency());
}

Factor ratioOf(const ComparedModel &compared, Factor FactorBand::*end)
{
    Factor ratio{};
    for (const Assumed &assumed : compared.assumed) {
        if (assumed.what == Assumed::What::Tokenizer || assumed.what == Assumed::What::Answer) {
            ratio = ratio * (assumed.band.*end / assumed.band.central);
        }
    }
    return ratio;
}

/// What the work would draw on free tokens; all classes count.
std::optional<Saving> savingByQuota(const ComparedModel &compared, std::int64_t left)
{
    const Money actual = compared.actual.front();
    const std::int64_t tokens = compared.tokens.total();
    const Int128 most = Int128{scaledUp(tokens, ratioOf(compared, &FactorBand::high))} + 1;
    const Int128 least = std::max<Int128>(1, scaledDown(tokens, ratioOf(compared, &FactorBand::low)));
    if (left <= 0 || tokens <= 0) {
        return std::nullopt;
    }
    return Saving{.atLeast = partOf(actual, left, most), .likely = partOf(actual, left, tokens), .atMost = partOf(actual, left, least)};
}

std::optional<Saving> savingByCredit(const ComparedModel &compared, Money left)
{
    const Money actual = compared.actual.front();
    const BandMoney &cost = compared.cost.front();
    if (cost.cost.currency() != left.currency() || cost.low.atto() <= 0) {
        return std::nullopt;
    }
    return Saving{.atLeast = partOf(actual, left.atto(), cost.high.atto()), .likely = partOf(actual, left.atto(), cost.cost.atto()), .atMost = partOf(actual, left.atto(), cost.low.atto())};
}

std::optional<AdviceLine> lineOf(const PlanStanding &standing, const CompareUsed &used, const ComparedModel &compared)
{
    const bool isComparable = compared.gaps.total() == 0 && compared.cost.size() == 1 && compared.actual.size() == 1 && !compared.actual.front().isZero();
    if (!isComparable || !servesModel(standing.plan, compared.model)) {
        return std::nullopt;
    }
    AdviceLine line{.used = used, .target = compared.model, .plan = standing.plan, .requests = compared.moved, .actual = compared.actual.front(), .assumed = compared.assumed};
    std::optional<Saving> saving;
    if (standing.plan.kind == PlanKind::Quota) {
        line.kind = AdviceLine::Kind::Quota;
        line.tokensLeft = tokensLeftFor(standing, compared.model);
        saving = savingByQuota(compared, line.tokensLeft);
    } else {
        line.kind = AdviceLine::Kind::Credit;
        line.creditLeft = Money::fromAtto(standing.creditLeft(), standing.plan.currency);
        saving = savingByCredit(compared, line.creditLeft);
    }
    if (!saving || saving->atLeast.isZero()) {
        return std::nullopt;
    }
    line.saving = *saving;
    return line;
}

/// Of each plan the model on which it saves most, for the work of one model.
std::vector<AdviceLine> offersFor(Pricer &pricer, const CompareRecords &part, const CompareUsed &used, const std::vector<PlanStanding> &standings, const CompareRequest &request,
                                  const AdviceDiscounts &discounts)
{
    CompareRequest asked = request;
    asked.band = true;
    asked.byDay = false;
    asked.move.reset();
    const auto isServed = [&](const ReplayModel &model) {
        return std::any_of(standings.begin(), standings.end(), [&](const PlanStanding &standing) { return isOffer(standing) && !servesWorkOn(standing.plan, used) && servesModel(standing.plan, model); });
    };
    std::erase_if(asked.models, [&](const ReplayModel &model) { return model.key == used.key || !isServed(model); });
    std::vector<AdviceLine> lines;
    if (asked.models.empty() || part.input.records.size() == 0 || !part.input.records.rare.empty()) {
        return lines; // how audio and images would be counted there is not known
    }
    const Comparison comparison = compareOn(part, compareTargets(pricer, part, asked), asked);
    const std::vector<Plan> own = discounts.of(used);
    for (const PlanStanding &standing : standings) {
        if (!isOffer(standing) || servesWorkOn(standing.plan, used)) {
            continue;
        }
        std::optional<AdviceLine> best;
        for (const ComparedModel &atList : comparison.models) {
            // Free tokens have no price that a discount could change.
            const std::vector<Plan> others = standing.plan.kind == PlanKind::Quota ? std::vector<Plan>{} : discounts.of(atList.model);
            std::optional<AdviceLine> line = lineOf(standing, used, lessDiscounts(atList, own, others));
            if (line) {
                line->discounts = bothOf(own, others);
            }
            if (line && (!best || best->saving.atLeast.atto() < line->saving.atLeast.atto())) {
                best = std::move(line);
            }
        }
        if (best) {
            lines.push_back(*std::move(best));
        }
    }
    return lines;
}

/// Of the days in view, both inclusive, up to today.
PlanVerdict verdictOf(const PlanStanding &standing, const std::vector<PlanLine> &lines, const UsageFilter &view)
{
    PlanVerdict verdict{.plan = standing.plan, .fee = Money::fromAtto(0, standing.plan.currency), .value = Money::fromAtto(0, standing.plan.currency)};
    for (const PlanLine &line : lines) {
        if (line.kind == PlanLine::Kind::Fee && line.plan == standing.plan.id) {
            verdict.fee += line.amount;
        }
    }
    Int128 value = 0;
    for (const PlanCycleWorth &cycle : standing.cycles) {
        bool isInView = false;
        for (std::size_t i = 0; i < cycle.daily.size(); ++i) {
            const LocalDay day = cycle.days.from + std::chrono::days{std::int64_t(i)};
            if ((!view.from || *view.from <= day) && (!view.to || day <= *view.to)) {
                isInView = true;
                value += cycle.daily[i];
            }
        }
        verdict.isAtLeast = verdict.isAtLeast || (isInView && cycle.isAtLeast());
    }
    verdict.value = Money::fromAtto(value, standing.plan.currency);
    return verdict;
}

bool isByDaysAlone(const UsageFilter &filter)
{
    UsageFilter bare;
    bare.from = filter.from;
    bare.to = filter.to;
    return filter == bare;
}

void judge(const std::vector<PlanStanding> &standings, const CompareRequest &request, UtcTime now, Advice &advice)
{
    const std::vector<PlanLine> lines = planLinesOf(standings, request.filter.from, request.filter.to, request.zone.dayOf(now), request.zone);
    for (const PlanStanding &standing : standings) {
        if (standing.plan.kind != PlanKind::Subscription || standing.state != PlanStanding::State::InForce) {
            continue;
        }
        if (!isByDaysAlone(request.filter)) {
            advice.judgesNoPlan = true;
            continue;
        }
        PlanVerdict verdict = verdictOf(standing, lines, request.filter);
        if (verdict.fee.isZero()) {
            continue; // it began later, or costs nothing
        }
        if (!verdict.isAtLeast && verdict.value.atto() < verdict.fee.atto()) {
            const Money saved = verdict.fee - verdict.value;
            advice.lines.push_back({.kind = AdviceLine::Kind::DropPlan, .plan = standing.plan, .actual = verdict.fee, .saving = {saved, saved, saved}});
        }
        advice.plans.push_back(std::move(verdict));
    }
}

} // namespace

Result<Done> addPlanAdvice(LedgerReader &reader, Pricer &pricer, const CompareRecords &records, const CompareRequest &request, UtcTime now,
                           const AdviceDiscounts &discounts, Advice &advice)
{
    const Result<std::vector<PlanStanding>> standings = planStandingsOf(reader, pricer, now, request.zone, request.progress);
    if (!standings) {
        return standings.problem();
    }
    for (const CompareUsed &used : records.used) {
        std::vector<AdviceLine> lines = offersFor(pricer, recordsOf(records, used.key), used, *standings, request, discounts);
        advice.lines.insert(advice.lines.end(), std::make_move_iterator(lines.begin()), std::make_move_iterator(lines.end()));
    }
    judge(*standings, request, now, advice);
    return Done{};
}

} // namespace tokenmeter
