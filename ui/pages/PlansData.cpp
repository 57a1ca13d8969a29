// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/PlansData.h"

#include "flow/Amounts.h"
#include "flow/Spend.h"

#include <algorithm>
#include <string_view>
#include <tuple>

namespace tokenmeter
{
namespace
{

using namespace std::chrono;

// As flow/PlanAlarms.cpp tells.
constexpr days EndsWithin{7};
constexpr int NearlyUsed = 80;

enum class MonthSum { Effective, Saved };

/// Cells by UTC day where something is to be converted, since rates are dated; else by nothing.
Result<EffectiveUsage> usageOfMonth(WindowServices::Reading reading, const UsageFilter &filter, const Zone &zone, UtcTime now, Currency currency)
{
    UsageOptions options;
    options.progress = reading.progress;
    Result<EffectiveUsage> usage = effectiveUsage(reading.reader, reading.pricer, filter, {Dimension::Day}, zone, options, now);
    if (!usage) {
        return usage;
    }
    const bool isForeign = std::any_of(usage->cells.cells.begin(), usage->cells.cells.end(), [&](const UsageCell &cell) {
        const Rate &rate = rateOf(usage->cells, cell);
        return rate.isPriced() && rate.currency != currency;
    });
    return isForeign ? effectiveUsage(reading.reader, reading.pricer, filter, {Dimension::UtcDay}, zone, options, now) : usage;
}

void addMonth(PlanMonth &month, const EffectiveUsage &usage, const ExchangeRates &rates, Currency currency)
{
    Amounts<MonthSum> amounts{currency};
    for (const UsageCell &cell : usage.cells.cells) {
        const Rate &rate = rateOf(usage.cells, cell);
        if (!rate.isPriced()) {
            month.unpricedRequests += cell.requests;
            continue;
        }
        const LocalDay day{days{cell.key[0]}};
        amounts.add(MonthSum::Effective, day, costOf(cell, rate));
        amounts.add(MonthSum::Saved, day, Money::fromAtto(cell.saved, rate.currency));
    }
    const auto converted = amounts.convert(rates);
    month.effective = converted.of(MonthSum::Effective, currency);
    month.list = month.effective;
    month.list += converted.of(MonthSum::Saved, currency);
    month.foreign = converted.foreign; // both sums of it: what it costs at list price
    month.rates = converted.rates;
    month.shares = usage.shares;
}

int rankOf(PlanStanding::State state)
{
    switch (state) {
    case PlanStanding::State::InForce:
        return 0;
    case PlanStanding::State::Ahead:
        return 1;
    case PlanStanding::State::UsedUp:
        return 2;
    case PlanStanding::State::Over:
        break;
    }
    return 3;
}

/// Whether two patterns can name one model: with "*" at the end a name stands for all that begin like it.
bool canMeet(std::string_view a, std::string_view b)
{
    const bool isOpenA = a.ends_with('*');
    const bool isOpenB = b.ends_with('*');
    a.remove_suffix(isOpenA ? 1 : 0);
    b.remove_suffix(isOpenB ? 1 : 0);
    return (isOpenA && b.starts_with(a)) || (isOpenB && a.starts_with(b)) || a == b;
}

/// An empty list restricts nothing.
bool canMeet(const std::vector<std::string> &a, const std::vector<std::string> &b)
{
    return a.empty() || b.empty()
        || std::any_of(a.begin(), a.end(), [&](const std::string &one) {
               return std::any_of(b.begin(), b.end(), [&](const std::string &other) { return canMeet(std::string_view{one}, std::string_view{other}); });
           });
}

} // namespace

Result<PlansData> plansDataOf(WindowServices::Reading reading, UtcTime now, const Zone &zone, Currency currency)
{
    PlansData data;
    Result<std::vector<PlanStanding>> standings = planStandingsOf(reading.reader, reading.pricer, now, zone, reading.progress);
    if (!standings) {
        return standings.problem();
    }
    data.standings = *std::move(standings);
    Result<PlanSheet> sheet = reading.reader.plans();
    if (!sheet) {
        return sheet.problem();
    }
    data.orders = std::move(sheet->orders);
    const LocalDay today = zone.dayOf(now);
    const year_month_day date{today};
    data.month.from = local_days{date.year() / date.month() / 1};
    data.month.to = today;
    data.month.lines = planLinesOf(data.standings, data.month.from, today, today, zone);
    UsageFilter filter;
    filter.from = data.month.from;
    filter.to = today;
    const Result<EffectiveUsage> usage = usageOfMonth(reading, filter, zone, now, currency);
    if (!usage) {
        return usage.problem();
    }
    const Result<std::vector<ExchangeRate>> rates = reading.reader.exchangeRates();
    if (!rates) {
        return rates.problem();
    }
    addMonth(data.month, *usage, ExchangeRates{*rates}, currency);
    sortForShow(data.standings);
    return data;
}

void sortForShow(std::vector<PlanStanding> &standings)
{
    std::stable_sort(standings.begin(), standings.end(), [](const PlanStanding &a, const PlanStanding &b) {
        const int rank = rankOf(a.state);
        if (rank != rankOf(b.state)) {
            return rank < rankOf(b.state);
        }
        const UtcTime endA = a.plan.until.value_or(UtcTime::max());
        const UtcTime endB = b.plan.until.value_or(UtcTime::max());
        return a.state == PlanStanding::State::InForce || a.state == PlanStanding::State::Ahead ? endA < endB : endA > endB;
    });
}

LocalDay lastDayOf(const Plan &plan, const Zone &zone)
{
    return plan.until ? zone.dayOf(*plan.until - milliseconds{1}) : LocalDay::max();
}

std::optional<int> daysLeft(const Plan &plan, LocalDay today, const Zone &zone)
{
    return plan.until ? std::optional{int((lastDayOf(plan, zone) - today).count())} : std::nullopt;
}

bool hasRest(const PlanStanding &standing)
{
    switch (standing.plan.kind) {
    case PlanKind::Pack:
        return standing.creditLeft() > 0;
    case PlanKind::Quota:
        return standing.plan.perModel || standing.tokensLeft() > 0;
    case PlanKind::Subscription:
    case PlanKind::Discount:
        break;
    }
    return true;
}

bool isEndingSoon(const PlanStanding &standing, UtcTime now)
{
    return standing.plan.isInForce(now) && standing.plan.until && *standing.plan.until - EndsWithin <= now && hasRest(standing);
}

bool isNearlyUsed(const PlanStanding &standing)
{
    return standing.usedPercent() >= NearlyUsed;
}

std::optional<double> timeGone(const Plan &plan, UtcTime now)
{
    if (!plan.until) {
        return std::nullopt;
    }
    const double all = double((*plan.until - plan.from).count());
    return std::clamp(double((now - plan.from).count()) / all, 0.0, 1.0);
}

std::vector<Money> sumOf(const std::vector<PlanLine> &lines, PlanLine::Kind kind)
{
    std::vector<Money> sums;
    for (const PlanLine &line : lines) {
        if (line.kind == kind) {
            addMoney(sums, line.amount);
        }
    }
    return sums;
}

std::vector<const Plan *> overlapping(const Plan &plan, const std::vector<PlanStanding> &standings)
{
    std::vector<const Plan *> found;
    for (const PlanStanding &standing : standings) {
        const Plan &other = standing.plan;
        const bool isTogether = plan.from < other.until.value_or(UtcTime::max()) && other.from < plan.until.value_or(UtcTime::max());
        if (other.id != plan.id && other.kind == plan.kind && isTogether && canMeet(plan.providers, other.providers) && canMeet(plan.models, other.models)
            && canMeet(plan.sources, other.sources)) {
            found.push_back(&other);
        }
    }
    return found;
}

} // namespace tokenmeter
