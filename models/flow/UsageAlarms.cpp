// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/UsageAlarms.h"

#include "analysis/Anomaly.h"
#include "analysis/Runaway.h"
#include "flow/GroupedUsage.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace tokenmeter
{
namespace
{

using namespace std::chrono;

constexpr int AnomalyBaselineDays = 56;
constexpr int RunawayDays = 32;         // 28 of history, and four to find the beginning of an episode
constexpr hours SameEpisode{6};
constexpr hours NamedWindow{4};

double displayed(Int128 amount, Currency currency)
{
    return currency.isNone() ? double(amount) : double(amount) / 1e18;
}

Int128 amountOf(double displayUnits, Currency currency)
{
    return currency.isNone() ? Int128(std::round(displayUnits)) : Int128(std::round(displayUnits * 1e9)) * 1'000'000'000;
}

struct Judged
{
    Anomaly anomaly{};
    Int128 day = 0;
    Int128 excess = 0;
};

Judged judge(const BudgetSeries &series, LocalDay day, Currency currency)
{
    AnomalyInput input;
    input.firstDay = std::max(series.firstDay, day - days{ForecastHistoryDays});
    for (LocalDay past = input.firstDay; past < day; past += days{1}) {
        input.daily.push_back(displayed(series.on(past).amount, currency));
    }
    const Int128 amount = series.on(day).amount;
    input.day = displayed(amount, currency);
    const Anomaly anomaly = anomalyOf(input);
    return {anomaly, amount, amount - amountOf(anomaly.expected, currency)};
}

Alert alertOf(const Judged &judged, LocalDay day, const Zone &zone, Currency currency)
{
    Alert alert;
    alert.key.kind = AlertKind::Anomaly;
    alert.key.periodStart = zone.startOf(day);
    alert.periodEnd = zone.startOf(day + days{1});
    alert.currency = currency;
    alert.spent = judged.day;
    alert.expected = amountOf(judged.anomaly.expected, currency);
    return alert;
}

/// Which models made the excess: the first, and the second when the first is not most of it.
Result<std::string> explanation(LedgerReader &reader, Pricer &pricer, const AnomalyQuestion &question, LocalDay day, const Alert &alert)
{
    const auto byModel = [&](LocalDay from, LocalDay to) {
        GroupedRequest request{.filter = {}, .dimensions = {Dimension::Model}, .zone = question.zone, .now = question.now, .currency = question.currency.code()};
        request.filter.from = from;
        request.filter.to = to;
        return groupedUsage(reader, pricer, request);
    };
    const Result<GroupedUsage> now = byModel(day, day);
    const Result<GroupedUsage> before = byModel(day - days{AnomalyBaselineDays}, day - days{1});
    if (!now || !before) {
        return now ? before.problem() : now.problem();
    }
    std::map<std::string, ExcessPart> parts;
    const auto partOf = [&](const GroupedUsage &usage, const GroupedUsage::Row &row) -> ExcessPart & {
        const JoinedModel &model = usage.models[std::size_t(row.key[0])];
        ExcessPart &part = parts[model.key];
        part.key = model.id;
        return part;
    };
    for (const GroupedUsage::Row &row : now->rows) {
        partOf(*now, row).actual += row.inCurrency.atto();
    }
    for (const GroupedUsage::Row &row : before->rows) {
        partOf(*before, row).baseline += row.inCurrency.atto();
    }
    std::vector<ExcessPart> list;
    for (auto &[key, part] : parts) {
        list.push_back(std::move(part));
    }
    list = explainExcess(alert.expected, std::move(list));
    std::string names;
    for (std::size_t i = 0; i < namedParts(list, alert.spent - alert.expected); ++i) {
        names += (i == 0 ? "" : ", ") + list[i].key;
    }
    return names;
}

double inCurrency(const UsageCells &cells, const UsageCell &cell, Currency currency, const ExchangeRates &rates, LocalDay day)
{
    const Rate &rate = rateOf(cells, cell);
    if (!rate.isPriced()) {
        return 0;
    }
    const double amount = costOf(cell.tokens, cell.rare, rate).toDouble();
    if (rate.currency == currency) {
        return amount;
    }
    const auto found = rates.find(rate.currency, currency, day);
    return found ? amount * double(found->rate.mantissa) / std::pow(10.0, found->rate.scale) : 0;
}

/// The session that spent most in the last hours.
Result<std::string> busiestSession(LedgerReader &reader, UtcTime now, Currency currency, const ExchangeRates &rates)
{
    UsageFilter filter;
    filter.after = now - NamedWindow;
    filter.upTo = now;
    const Result<UsageCells> cells = reader.usage(filter, {Dimension::Session}, Zone::utc());
    if (!cells) {
        return cells.problem();
    }
    std::map<std::string, double> sums;
    for (const UsageCell &cell : cells->cells) {
        sums[nameOf(*cells, cell.key[0])] += inCurrency(*cells, cell, currency, rates, LocalDay{floor<days>(now).time_since_epoch()});
    }
    const auto largest = std::max_element(sums.begin(), sums.end(), [](const auto &a, const auto &b) { return a.second < b.second; });
    return largest == sums.end() ? std::string{} : largest->first;
}

} // namespace

Result<std::vector<Alert>> anomaliesOf(LedgerReader &reader, Pricer &pricer, const AnomalyQuestion &question)
{
    std::vector<Alert> alerts;
    const LocalDay today = question.zone.dayOf(question.now);
    for (const LocalDay day : {today - days{1}, today}) {
        const Judged all = judge(*question.all, day, question.currency);
        if (all.anomaly.flag) {
            Alert alert = alertOf(all, day, question.zone, question.currency);
            Result<std::string> detail = explanation(reader, pricer, question, day, alert);
            if (!detail) {
                return detail.problem();
            }
            alert.detail = *std::move(detail);
            alerts.push_back(std::move(alert));
            continue;
        }
        const BudgetReadings &budgets = *question.budgets;
        for (std::size_t i = 0; i < budgets.statuses.size(); ++i) {
            const Budget &budget = budgets.statuses[i].budget;
            const bool isAll = budget.filter.empty() && budget.currency == question.currency;
            if (budget.paused || !budget.warnAnomaly || isAll || budget.period.isRolling()) {
                continue;
            }
            const Judged scope = judge(budgets.series[budgets.seriesOf[i]], day, budget.currency);
            // Amounts of another unit cannot be compared with the whole.
            const bool mostOfIt = budget.currency != question.currency || !all.anomaly.enough || scope.excess * 2 >= all.excess;
            if (scope.anomaly.flag && mostOfIt) {
                Alert alert = alertOf(scope, day, question.zone, budget.currency);
                alert.key.budget = budget.uuid;
                alert.budgetId = budget.id;
                alert.budgetName = budget.name;
                alerts.push_back(std::move(alert));
            }
        }
    }
    return alerts;
}

Result<std::optional<Alert>> runawayAlertOf(LedgerReader &reader, Pricer &, UtcTime now, const Zone &zone, Currency currency,
                                            std::optional<double> absoluteRate, std::span<const Alert> stored)
{
    UsageFilter filter;
    const LocalDay utcToday{floor<days>(now).time_since_epoch()};
    filter.from = utcToday - days{RunawayDays};
    const Result<UsageCells> cells = reader.usage(filter, {Dimension::Hour}, Zone::utc(), {.quarterHours = true});
    if (!cells) {
        return cells.problem();
    }
    const Result<std::vector<ExchangeRate>> known = reader.exchangeRates();
    if (!known) {
        return known.problem();
    }
    const ExchangeRates rates{*known};
    RunawayInput input;
    input.absoluteRate = absoluteRate;
    input.firstQuarter = std::int64_t(filter.from->time_since_epoch().count()) * 96;
    input.quarters.assign(std::size_t(msOf(now) / 900'000 - input.firstQuarter + 1), 0.0);
    for (const UsageCell &cell : cells->cells) {
        if (cell.key[0] != NoHour && cell.key[0] >= input.firstQuarter && cell.key[0] < input.firstQuarter + std::int64_t(input.quarters.size())) {
            const LocalDay day{days{cell.key[0] / 96}};
            input.quarters[std::size_t(cell.key[0] - input.firstQuarter)] += inCurrency(*cells, cell, currency, rates, day);
        }
    }
    const Runaway runaway = runawayOf(input, zone);
    const bool isKnown = std::any_of(stored.begin(), stored.end(), [&](const Alert &alert) {
        return alert.key.kind == AlertKind::Runaway && alert.key.budget.empty() && alert.key.periodStart + SameEpisode >= runaway.episodeStart
            && alert.key.periodStart <= now;
    });
    if (!runaway.alarm() || isKnown) {
        return std::optional<Alert>{};
    }
    Result<std::string> session = busiestSession(reader, now, currency, rates);
    if (!session) {
        return session.problem();
    }
    Alert alert;
    alert.key.kind = AlertKind::Runaway;
    alert.key.periodStart = runaway.episodeStart;
    alert.periodEnd = now;
    alert.currency = currency;
    alert.spent = amountOf(runaway.window, currency);
    alert.expected = amountOf(runaway.compared, currency);
    alert.low = amountOf(runaway.ratePerHour, currency);
    alert.high = amountOf(runaway.untilThen, currency);
    alert.detail = *std::move(session);
    return std::optional{std::move(alert)};
}

} // namespace tokenmeter
