// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/BudgetJson.h"

#include "core/Decimal.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace tokenmeter
{
namespace
{

QString text(const std::string &utf8)
{
    return QString::fromStdString(utf8);
}

QString amountText(Int128 amount)
{
    return text(formatDecimal(amount, 0));
}

std::optional<Int128> amountOf(const QJsonValue &value)
{
    return parseDecimal(value.toString().toStdString(), 0);
}

} // namespace

std::string definitionText(const Budget &budget)
{
    QJsonArray thresholds;
    for (const int threshold : budget.thresholds) {
        thresholds.append(threshold);
    }
    QJsonObject json{{QStringLiteral("name"), text(budget.name)},
                     {QStringLiteral("filter"), text(budget.filter)},
                     {QStringLiteral("period"), text(toText(budget.period))},
                     {QStringLiteral("anchor_day"), budget.period.anchorDay},
                     {QStringLiteral("first_weekday"), budget.period.firstWeekday},
                     {QStringLiteral("currency"), text(budget.currency.code())},
                     {QStringLiteral("limit"), amountText(budget.limit)},
                     {QStringLiteral("thresholds"), thresholds},
                     {QStringLiteral("warn_forecast"), budget.warnForecast},
                     {QStringLiteral("warn_anomaly"), budget.warnAnomaly},
                     {QStringLiteral("rollover"), int(budget.rollover)},
                     {QStringLiteral("basis"), int(budget.basis)},
                     {QStringLiteral("paused"), budget.paused}};
    if (budget.carryCap) {
        json.insert(QStringLiteral("carry_cap"), amountText(*budget.carryCap));
    }
    return QJsonDocument{json}.toJson(QJsonDocument::Compact).toStdString();
}

Result<Budget> readDefinition(std::string_view definition)
{
    const auto damaged = [](const char *key) { return Problem{.cause = Cause::BadArgument, .args = {"budget", key}}; };
    const QJsonObject json = QJsonDocument::fromJson(QByteArray{definition.data(), qsizetype(definition.size())}).object();
    const auto string = [&json](const char *key) { return json.value(QLatin1String(key)).toString().toStdString(); };
    Budget budget;
    budget.name = string("name");
    budget.filter = string("filter");
    const Result<BudgetPeriod> period = parseBudgetPeriod(string("period"));
    if (!period) {
        return damaged("period");
    }
    budget.period = *period;
    budget.period.anchorDay = json.value(QLatin1String("anchor_day")).toInt(1);
    budget.period.firstWeekday = json.value(QLatin1String("first_weekday")).toInt(0);
    budget.currency = Currency{string("currency")};
    const std::optional<Int128> limit = amountOf(json.value(QLatin1String("limit")));
    if (!limit) {
        return damaged("limit");
    }
    budget.limit = *limit;
    budget.thresholds.clear();
    const QJsonArray thresholds = json.value(QLatin1String("thresholds")).toArray();
    for (const QJsonValue &threshold : thresholds) {
        budget.thresholds.push_back(threshold.toInt());
    }
    budget.warnForecast = json.value(QLatin1String("warn_forecast")).toBool();
    budget.warnAnomaly = json.value(QLatin1String("warn_anomaly")).toBool();
    budget.rollover = Rollover(json.value(QLatin1String("rollover")).toInt());
    budget.basis = CostBasis(json.value(QLatin1String("basis")).toInt());
    budget.paused = json.value(QLatin1String("paused")).toBool();
    if (json.contains(QLatin1String("carry_cap"))) {
        budget.carryCap = amountOf(json.value(QLatin1String("carry_cap")));
        if (!budget.carryCap) {
            return damaged("carry_cap");
        }
    }
    return budget;
}

} // namespace tokenmeter
