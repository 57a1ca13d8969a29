// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "budget/BudgetStatus.h"
#include "core/Decimal.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <initializer_list>
#include <string>

namespace tokenmeter::testing
{

inline UtcTime at(const char *text)
{
    return parseTime(text)->time;
}

inline LocalDay dayAt(const char *text)
{
    return *parseDay(text);
}

inline Zone zone(const char *id)
{
    return *Zone::byId(id);
}

/// Attos of a decimal text: usd("50").
inline Int128 usd(const std::string &decimal)
{
    return *parseDecimal(decimal, 18);
}

/// What a JSON number of at most nine decimals says, in attos.
inline Int128 usdOf(const QJsonValue &value)
{
    return usd(QString::number(value.toDouble(), 'f', 9).toStdString());
}

inline std::string text(Int128 atto)
{
    return formatDecimal(atto, 18);
}

inline QJsonObject cases(const char *file)
{
    QFile opened{QStringLiteral(FIXTURES "/analysis-cases/") + QLatin1String(file)};
    return opened.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(opened.readAll()).object() : QJsonObject{};
}

inline Budget monthly(const char *limit, std::vector<int> thresholds = {50, 80, 100})
{
    Budget budget;
    budget.id = 1;
    budget.uuid = "b";
    budget.name = "team";
    budget.limit = usd(std::string{limit});
    budget.thresholds = std::move(thresholds);
    return budget;
}

/// A series of whole dollars, one a day.
inline BudgetSeries series(const char *firstDay, std::initializer_list<int> dollars)
{
    BudgetSeries result;
    result.firstDay = dayAt(firstDay);
    for (const int amount : dollars) {
        result.days.push_back({.amount = Int128{amount} * 1'000'000'000'000'000'000, .requests = amount == 0 ? 0 : 1});
    }
    return result;
}

} // namespace tokenmeter::testing
