// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/PlanStandings.h"

#include "analysis/Forecast.h"
#include "core/Shares.h"
#include "flow/Amounts.h"
#include "flow/CreditRun.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace tokenmeter
{
namespace
{

using namespace std::chrono;

/// What a subscription covered, day by day.
struct CoveredUse
{
    std::map<std::tuple<LocalDay, LocalDay, Currency>, Int128> value{}; ///< by local day and UTC day, whose exchange rate holds
    std::map<LocalDay, std::int64_t> unpricedTokens{};
};

LocalDay lastDayOf(const Plan &plan, const Zone &zone)
{
    return zone.dayOf(*plan.until - milliseconds{1});
}

PlanStanding::State stateOf(const PlanStanding &standing, UtcTime now)
{
    const Plan &plan = standing.plan;
    if (plan.from > now) {
        return PlanStanding::State::Ahead;
    }
    if (plan.until && *plan.until <= now) {
        return PlanStanding::State::Over;
    }
    const bool isGone = plan.kind == PlanKind::Pack ? standing.creditLeft() == 0
                                                    : plan.kind == PlanKind::Quota && !plan.perModel && standing.tokensLeft() == 0;
    return isGone ? PlanStanding::State::UsedUp : PlanStanding::State::InForce;
}

/// The forecast of section "break-even": the covered value goes on as it did, until it reaches the fee.
std::optional<LocalDay> likelyBreakEven(const Plan &plan, const CycleDays &cycle, const std::map<LocalDay, Int128> &daily, LocalDay first, LocalDay today)
{
    const auto shown = [&](LocalDay day) {
        const auto found = daily.find(day);
        return found == daily.end() ? 0.0 : Money::fromAtto(found->second, plan.currency).toDouble();
    };
    ForecastInput input{.firstDay = std::max(first, today - days{200}),
                        .daily = {},
                        .today = std::nullopt,
                        .periodFrom = cycle.from,
                        .periodTo = cycle.to,
                        .priceSteps = {}};
    for (LocalDay day = input.firstDay; day < today; day += days{1}) {
        input.daily.push_back(shown(day));
    }
    input.today = ForecastInput::Today{.spent = shown(today), .elapsedShare = 1};
    const Forecast forecast = forecastOf(input);
    if (forecast.evidence == ForecastEvidence::None) {
        return std::nullopt;
    }
    double sum = forecast.spent;
    const double fee = Money::fromAtto(plan.fee, plan.currency).toDouble();
    for (const Forecast::Ahead &ahead : forecast.ahead) {
        sum += ahead.expected;
        if (sum >= fee) {
            return ahead.day;
        }
    }
    return std::nullopt;
}

void addCycles(PlanStanding &standing, const CoveredUse &covered, const ExchangeRates &rates, LocalDay today, const Zone &zone)
{
    const Plan &plan = standing.plan;
    const LocalDay first = zone.dayOf(plan.from);
    std::map<LocalDay, Int128> history;
    for (std::optional<CycleDays> cycle = cycleOf(plan, first, zone); cycle && cycle->from <= today; cycle = cycleOf(plan, cycle->to, zone)) {
        PlanCycleWorth worth{.days = *cycle};
        worth.isOpen = today < cycle->to;
        Amounts<LocalDay> amounts{plan.currency};
        for (auto row = covered.value.lower_bound({cycle->from, LocalDay::min(), {}}); row != covered.value.end(); ++row) {
            const auto &[day, utcDay, currency] = row->first;
            if (day >= cycle->to) {
                break;
            }
            amounts.add(day, utcDay, Money::fromAtto(row->second, currency));
        }
        const auto converted = amounts.convert(rates);
        worth.foreign = converted.foreign;
        for (LocalDay day = cycle->from; day < cycle->to && day <= today; day += days{1}) {
            worth.daily.push_back(converted.of(day, plan.currency).atto());
            history[day] = worth.daily.back();
            const auto unpriced = covered.unpricedTokens.find(day);
            worth.unpricedTokens += unpriced == covered.unpricedTokens.end() ? 0 : unpriced->second;
        }
        worth.worth = worthOf(plan.fee, worth.daily);
        if (worth.isOpen && !worth.worth.breakEvenDay) {
            worth.likelyBreakEven = likelyBreakEven(plan, *cycle, history, first, today);
        }
        standing.cycles.push_back(std::move(worth));
    }
}

} // namespace

std::int64_t PlanStanding::tokensLeft() const
{
    std::int64_t most = 0;
    for (const auto &[model, used] : use.tokens) {
        most = std::max(most, used);
    }
    return plan.tokens - most;
}

int PlanStanding::usedPercent() const
{
    switch (plan.kind) {
    case PlanKind::Quota:
        return int(quotientOf(plan.tokens - tokensLeft(), 100, plan.tokens).floor);
    case PlanKind::Pack:
        return int(quotientOf(use.drawn, 100, plan.face).floor);
    case PlanKind::Subscription:
    case PlanKind::Discount:
        break;
    }
    return 0;
}

Result<std::vector<PlanStanding>> planStandingsOf(LedgerReader &reader, Pricer &pricer, UtcTime now, const Zone &zone, const ReadProgress &progress)
{
    Result<CreditRun> run = CreditRun::of(reader, pricer, now, zone);
    if (!run) {
        return run.problem();
    }
    const Result<std::vector<ExchangeRate>> stored = reader.exchangeRates();
    if (!stored) {
        return stored.problem();
    }
    const LocalDay today = zone.dayOf(now);
    std::vector<CoveredUse> covered;
    const auto begin = [&] { covered.assign(run->plans().size(), {}); };
    begin();
    OrderedQuestion view{.from = {}, .to = now + milliseconds{1}, .wants = {}, .zone = zone};
    view.options.progress = progress;
    const Result<std::vector<PlanUse>> use = run->run(reader, view, {.begin = begin, .use = [&](const OrderedRecord &record, const CreditedRecord &credited) {
        for (const CreditDraw &draw : credited.draws) {
            if (run->plans()[draw.plan].kind != PlanKind::Subscription) {
                continue;
            }
            if (record.rate->isPriced()) {
                const LocalDay utcDay{floor<days>(record.time).time_since_epoch()};
                covered[draw.plan].value[{record.day, utcDay, record.rate->currency}] += draw.value;
            } else {
                covered[draw.plan].unpricedTokens[record.day] += draw.tokens;
            }
        }
    }});
    if (!use) {
        return use.problem();
    }
    const ExchangeRates rates{*stored};
    std::vector<PlanStanding> standings;
    for (std::size_t i = 0; i < run->plans().size(); ++i) {
        PlanStanding standing{.plan = run->plans()[i], .use = (*use)[i]};
        standing.state = stateOf(standing, now);
        if (standing.plan.kind == PlanKind::Pack && standing.state == PlanStanding::State::Over) {
            standing.expired = standing.cashLeft();
        }
        if (standing.plan.kind == PlanKind::Subscription) {
            addCycles(standing, covered[i], rates, today, zone);
        }
        standings.push_back(std::move(standing));
    }
    return standings;
}

std::vector<PlanLine> planLinesOf(const std::vector<PlanStanding> &standings, std::optional<LocalDay> from, std::optional<LocalDay> to, LocalDay today,
                                  const Zone &zone)
{
    std::vector<PlanLine> lines;
    const LocalDay end = std::min(to.value_or(today), today) + days{1};
    for (const PlanStanding &standing : standings) {
        const Plan &plan = standing.plan;
        const auto add = [&](PlanLine::Kind kind, Int128 amount) {
            if (amount != 0) {
                lines.push_back({.kind = kind, .plan = plan.id, .name = plan.name, .amount = Money::fromAtto(amount, plan.currency)});
            }
        };
        Int128 fee = 0;
        for (const PlanCycleWorth &cycle : standing.cycles) {
            const LocalDay first = std::max(cycle.days.from, from.value_or(cycle.days.from));
            const LocalDay after = std::min(cycle.days.to, end);
            if (first < after) {
                const auto length = (cycle.days.to - cycle.days.from).count();
                const auto upTo = [&](LocalDay day) { return quotientOf(plan.fee, (day - cycle.days.from).count(), length).floor; };
                fee += upTo(after) - upTo(first); // of cumulative values, so that the days add up to the fee
            }
        }
        add(PlanLine::Kind::Fee, fee);
        if (standing.expired) {
            const LocalDay day = lastDayOf(plan, zone);
            add(PlanLine::Kind::ExpiredCredit, (!from || *from <= day) && day < end ? *standing.expired : 0);
        }
    }
    return lines;
}

} // namespace tokenmeter
