// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/UsageAlarms.h"

#include "analysis/Anomaly.h"
#include "analysis/Runaway.h"
#include "analysis/Statistics.h"
#include "flow/ExcessCauses.h"
#include "flow/Exchange.h"
#include "flow/Spend.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace tokenmeter
{
namespace
{

using namespace std::chrono;

constexpr int RunawayDays = 32;         // 28 of history, and four to find the beginning of an episode
constexpr std::int64_t QuarterMs = 900'000;
constexpr std::int64_t QuartersADay = 96;
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
    const Result<std::vector<ExcessPart>> list = excessCausesOf(reader, pricer,
                                                                {.filter = {}, .day = day, .expected = alert.expected, .zone = question.zone, .now = question.now, .currency = question.currency});
    if (!list) {
        return list.problem();
    }
    std::string names;
    for (std::size_t i = 0; i < namedParts(*list, alert.spent - alert.expected); ++i) {
        names += (i == 0 ? "" : ", ") + (*list)[i].key;
    }
    return names;
}

double inCurrency(const UsageCells &cells, const UsageCell &cell, Currency currency, const ExchangeRates &rates, LocalDay day)
{
    const Rate &rate = rateOf(cells, cell);
    return rate.isPriced() ? rates.roughly(costOf(cell.tokens, cell.rare, rate), currency, day).value_or(0) : 0;
}

/// The session that spent most in the last hours.
Result<std::string> busiestSession(LedgerReader &reader, const RateQuestion &question)
{
    UsageFilter filter;
    filter.after = question.now - NamedWindow;
    filter.upTo = question.now;
    const Result<UsageCells> cells = reader.usage(filter, {Dimension::Session}, Zone::utc());
    const Result<std::vector<ExchangeRate>> known = reader.exchangeRates();
    if (!cells || !known) {
        return cells ? known.problem() : cells.problem();
    }
    const ExchangeRates rates{*known};
    std::map<std::string, double> sums;
    for (const UsageCell &cell : cells->cells) {
        sums[nameOf(*cells, cell.key[0])]
            += inCurrency(*cells, cell, question.currency, rates, LocalDay{floor<days>(question.now).time_since_epoch()});
    }
    const auto largest = std::max_element(sums.begin(), sums.end(), [](const auto &a, const auto &b) { return a.second < b.second; });
    return largest == sums.end() ? std::string{} : largest->first;
}

/// Spend by quarter hour of the days that rates are judged by, up to the present quarter.
Result<RunawayInput> recentQuarters(LedgerReader &reader, const RateQuestion &question)
{
    UsageFilter filter;
    filter.from = LocalDay{floor<days>(question.now).time_since_epoch()} - days{RunawayDays};
    const Result<UsageCells> cells = reader.usage(filter, {Dimension::Hour}, Zone::utc(), {.quarterHours = true});
    const Result<std::vector<ExchangeRate>> known = reader.exchangeRates();
    if (!cells || !known) {
        return cells ? known.problem() : cells.problem();
    }
    const ExchangeRates rates{*known};
    RunawayInput input;
    input.byHistory = question.runaways;
    input.absoluteRate = question.absoluteRate;
    input.firstQuarter = std::int64_t(filter.from->time_since_epoch().count()) * QuartersADay;
    input.quarters.assign(std::size_t(msOf(question.now) / QuarterMs - input.firstQuarter + 1), 0.0);
    for (const UsageCell &cell : cells->cells) {
        const std::int64_t place = cell.key[0] - input.firstQuarter;
        if (cell.key[0] != NoHour && place >= 0 && place < std::int64_t(input.quarters.size())) {
            input.quarters[std::size_t(place)] += inCurrency(*cells, cell, question.currency, rates, LocalDay{days{cell.key[0] / QuartersADay}});
        }
    }
    return input;
}

/// The present local hour, or the one that many before it, against the 28 days before.
std::optional<Alert> hourAlertOf(const RunawayInput &input, const RateQuestion &question, int hoursAgo)
{
    // Zones are a multiple of a quarter hour from UTC, so that hours consist of whole quarters.
    const std::int64_t offset = question.zone.offsetAt(question.now).count() * 1000 / QuarterMs;
    const std::int64_t present = input.firstQuarter + std::int64_t(input.quarters.size()) - 1;
    const std::int64_t start = present - ((present + offset) % 4 + 4) % 4 - 4 * hoursAgo;
    const auto hourAt = [&](std::int64_t quarter) {
        double sum = 0;
        for (std::int64_t i = std::max<std::int64_t>(0, quarter - input.firstQuarter); i < quarter - input.firstQuarter + 4; ++i) {
            sum += i < std::int64_t(input.quarters.size()) ? input.quarters[std::size_t(i)] : 0;
        }
        return sum;
    };
    HourAnomalyInput asked;
    std::vector<double> activeDays;
    for (int day = RunawayHistoryDays; day >= 1; --day) {
        double sum = 0;
        for (int hour = 0; hour < 24; ++hour) {
            asked.hours.push_back(hourAt(start - day * QuartersADay + hour * 4));
            sum += asked.hours.back();
        }
        if (sum > 0) {
            activeDays.push_back(sum);
        }
    }
    asked.hour = hourAt(start);
    asked.medianActiveDay = quantile(std::move(activeDays), 0.5);
    const Anomaly anomaly = anomalyOfHour(asked);
    if (!anomaly.flag) {
        return std::nullopt;
    }
    Alert alert;
    alert.key.kind = AlertKind::AnomalyHour;
    alert.key.periodStart = utcFromMs(start * QuarterMs);
    alert.periodEnd = utcFromMs((start + 4) * QuarterMs);
    alert.currency = question.currency;
    alert.spent = amountOf(asked.hour, question.currency);
    alert.expected = amountOf(anomaly.expected, question.currency);
    return alert;
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
                alert.key.subject = budget.uuid;
                alert.budgetId = budget.id;
                alert.subjectName = budget.name;
                alerts.push_back(std::move(alert));
            }
        }
    }
    return alerts;
}

Result<std::vector<Alert>> rateAlertsOf(LedgerReader &reader, const RateQuestion &question, std::span<const Alert> stored)
{
    const Result<RunawayInput> input = recentQuarters(reader, question);
    if (!input) {
        return input.problem();
    }
    const Runaway runaway = runawayOf(*input, question.zone);
    const auto isOfEpisode = [&](const Alert &alert) {
        return alert.key.kind == AlertKind::Runaway && alert.key.subject.empty() && alert.key.periodStart <= question.now;
    };
    std::vector<Alert> alerts;
    const bool isKnown = std::any_of(stored.begin(), stored.end(), [&](const Alert &alert) {
        return isOfEpisode(alert) && alert.key.periodStart + SameEpisode >= runaway.episodeStart;
    });
    if (runaway.alarm() && !isKnown) {
        Alert alert;
        alert.key.kind = AlertKind::Runaway;
        alert.key.periodStart = runaway.episodeStart;
        alert.periodEnd = question.now;
        alert.currency = question.currency;
        alert.spent = amountOf(runaway.window, question.currency);
        alert.expected = amountOf(runaway.compared, question.currency);
        alert.low = amountOf(runaway.ratePerHour, question.currency);
        alert.high = amountOf(runaway.untilThen, question.currency);
        alerts.push_back(std::move(alert));
    }
    // An hour inside an episode that was told is no news.
    const bool isTold = !alerts.empty() || std::any_of(stored.begin(), stored.end(), [&](const Alert &alert) {
        return isOfEpisode(alert) && alert.key.periodStart + SameEpisode >= question.now;
    });
    if (question.hours && !isTold) {
        for (const int hoursAgo : {1, 0}) {
            if (std::optional<Alert> alert = hourAlertOf(*input, question, hoursAgo)) {
                alerts.push_back(*std::move(alert));
            }
        }
    }
    if (!alerts.empty()) {
        Result<std::string> session = busiestSession(reader, question);
        if (!session) {
            return session.problem();
        }
        for (Alert &alert : alerts) {
            alert.detail = *session;
        }
    }
    return alerts;
}

} // namespace tokenmeter
