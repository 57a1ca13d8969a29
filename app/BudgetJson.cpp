// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "BudgetJson.h"

#include "Json.h"
#include "core/Decimal.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace tokenmeter
{
namespace
{

QString amountText(const Budget &budget, Int128 amount)
{
    return text(budget.countsTokens() ? formatDecimal(amount, 0) : Money::fromAtto(amount, budget.currency).toDecimalText());
}

QJsonValue dayJson(const std::optional<LocalDay> &day)
{
    return day ? QJsonValue{text(toIso(*day))} : QJsonValue{};
}

QString evidenceText(ForecastEvidence evidence)
{
    switch (evidence) {
    case ForecastEvidence::None:
        return QStringLiteral("none");
    case ForecastEvidence::Thin:
        return QStringLiteral("thin");
    case ForecastEvidence::Enough:
        return QStringLiteral("enough");
    }
    return {};
}

QJsonValue forecastJson(const BudgetStatus &status)
{
    if (!status.forecast) {
        return {};
    }
    const BudgetForecast &forecast = *status.forecast;
    const bool isKnown = forecast.evidence != ForecastEvidence::None;
    const auto amount = [&](Int128 value) { return isKnown ? QJsonValue{amountText(status.budget, value)} : QJsonValue{}; };
    return QJsonObject{{QStringLiteral("low"), amount(forecast.low)},
                       {QStringLiteral("expected"), amount(forecast.expected)},
                       {QStringLiteral("high"), amount(forecast.high)},
                       {QStringLiteral("breach_date"), forecast.breach.already ? QJsonValue{QStringLiteral("already")} : dayJson(forecast.breach.expected)},
                       {QStringLiteral("breach_earliest"), dayJson(forecast.breach.earliest)},
                       {QStringLiteral("breach_latest"), dayJson(forecast.breach.latest)},
                       {QStringLiteral("evidence"), evidenceText(forecast.evidence)},
                       {QStringLiteral("days"), forecast.days}};
}

QString rolloverText(Rollover rollover)
{
    switch (rollover) {
    case Rollover::None:
        return QStringLiteral("none");
    case Rollover::Unspent:
        return QStringLiteral("unspent");
    case Rollover::Both:
        return QStringLiteral("both");
    }
    return {};
}

} // namespace

QJsonObject amountJson(const Budget &budget, Int128 amount)
{
    return budget.countsTokens()
        ? QJsonObject{{QStringLiteral("unit"), QStringLiteral("tokens")}, {QStringLiteral("amount"), amountText(budget, amount)}}
        : toJson(Money::fromAtto(amount, budget.currency));
}

QJsonObject toJson(const BudgetStatus &status)
{
    const Budget &budget = status.budget;
    const PeriodFigures &current = status.current;
    QJsonArray thresholds;
    for (const int threshold : budget.thresholds) {
        thresholds.append(threshold);
    }
    const QByteArray filter = QByteArray::fromStdString(budget.filter);
    QJsonObject json{
        {QStringLiteral("id"), qint64(budget.id)},
        {QStringLiteral("name"), text(budget.name)},
        {QStringLiteral("state"), text(std::string{nameOf(status.state)})},
        {QStringLiteral("at_least"), status.atLeast},
        {QStringLiteral("ratio"), text(status.ratio.toText())},
        {QStringLiteral("period"),
         QJsonObject{{QStringLiteral("kind"), text(toText(budget.period))},
                     {QStringLiteral("from"), text(toRfc3339(current.span.from))},
                     {QStringLiteral("to"), text(toRfc3339(current.span.to))}}},
        {QStringLiteral("limit"), amountJson(budget, current.limit)},
        {QStringLiteral("carried_in"), amountJson(budget, current.carriedIn)},
        {QStringLiteral("available"), amountJson(budget, current.available)},
        {QStringLiteral("spent"), amountJson(budget, current.spent)},
        {QStringLiteral("rest"), amountJson(budget, current.rest)},
        {QStringLiteral("requests"), qint64(current.requests)},
        {QStringLiteral("safe_today"), status.safeToday ? QJsonValue{amountJson(budget, *status.safeToday)} : QJsonValue{}},
        {QStringLiteral("forecast"), forecastJson(status)},
        {QStringLiteral("unpriced"),
         QJsonObject{{QStringLiteral("requests"), qint64(current.unpricedRequests)}, {QStringLiteral("tokens"), qint64(current.unpricedTokens)}}},
        {QStringLiteral("filter"), QJsonDocument::fromJson(filter).object()},
        {QStringLiteral("warn_at"), thresholds},
        {QStringLiteral("warn_forecast"), budget.warnForecast},
        {QStringLiteral("rollover"), rolloverText(budget.rollover)},
        {QStringLiteral("basis"), budget.basis == CostBasis::Effective ? QStringLiteral("effective") : QStringLiteral("list")},
        {QStringLiteral("paused"), budget.paused}};
    if (!status.foreign.empty()) {
        QJsonArray foreign;
        for (const Money &amount : status.foreign) {
            foreign.append(toJson(amount));
        }
        json.insert(QStringLiteral("without_rate"), foreign);
    }
    return json;
}

} // namespace tokenmeter
