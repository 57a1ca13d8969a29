// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/ViewStateJson.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <array>
#include <utility>

namespace tokenmeter
{
namespace
{

constexpr std::array Kinds{std::pair{PeriodKind::Day, "day"},         std::pair{PeriodKind::Week, "week"},
                           std::pair{PeriodKind::Month, "month"},     std::pair{PeriodKind::Quarter, "quarter"},
                           std::pair{PeriodKind::Year, "year"},       std::pair{PeriodKind::Custom, "custom"}};
constexpr std::array Measures{std::pair{Measure::Cost, "cost"}, std::pair{Measure::Tokens, "tokens"}, std::pair{Measure::Requests, "requests"}};

constexpr std::array Bases{std::pair{ViewBasis::List, "list"}, std::pair{ViewBasis::Effective, "effective"}, std::pair{ViewBasis::Billed, "billed"}};

template <class Table, class Value>
QString wordOf(const Table &table, Value value)
{
    const auto found = std::find_if(table.begin(), table.end(), [&](const auto &entry) { return entry.first == value; });
    return QString::fromLatin1(found->second);
}

template <class Table>
auto valueOf(const Table &table, const QString &word, decltype(table.front().first) otherwise)
{
    const auto found = std::find_if(table.begin(), table.end(), [&](const auto &entry) { return word == QLatin1String(entry.second); });
    return found == table.end() ? otherwise : found->first;
}

std::optional<LocalDay> dayOf(const QJsonValue &value)
{
    return parseDay(value.toString().toStdString());
}

} // namespace

QJsonObject toJson(const ViewState &view, LocalDay today)
{
    QJsonObject json{{QStringLiteral("page"), view.page},
                     {QStringLiteral("period"), wordOf(Kinds, view.period.kind)},
                     {QStringLiteral("filter"), filterText(view.filter)},
                     {QStringLiteral("measure"), wordOf(Measures, view.measure)},
                     {QStringLiteral("basis"), wordOf(Bases, view.basis)},
                     {QStringLiteral("currency"), view.currency}};
    const bool isPresent = view.period.from <= today && today <= view.period.to;
    if (!isPresent || view.period.kind == PeriodKind::Custom) {
        json.insert(QStringLiteral("from"), QString::fromStdString(toIso(view.period.from)));
        json.insert(QStringLiteral("to"), QString::fromStdString(toIso(view.period.to)));
    }
    QJsonObject options;
    for (const auto &[name, value] : view.options) {
        options.insert(name, value);
    }
    json.insert(QStringLiteral("options"), options);
    return json;
}

std::optional<ViewState> viewFromJson(const QJsonObject &json, LocalDay today, const PeriodRules &rules)
{
    if (!json.value(QStringLiteral("page")).isString()) {
        return std::nullopt;
    }
    ViewState view;
    view.page = json.value(QStringLiteral("page")).toString();
    const PeriodKind kind = valueOf(Kinds, json.value(QStringLiteral("period")).toString(), PeriodKind::Month);
    const std::optional<LocalDay> from = dayOf(json.value(QStringLiteral("from")));
    const std::optional<LocalDay> to = dayOf(json.value(QStringLiteral("to")));
    if (kind == PeriodKind::Custom) {
        view.period = from && to ? customPeriod(*from, *to) : periodAt(PeriodKind::Month, today, rules);
    } else {
        view.period = periodAt(kind, from.value_or(today), rules);
    }
    const ParsedFilterText filter = parseFilterText(json.value(QStringLiteral("filter")).toString());
    if (!filter.problem) {
        view.filter = filter.terms;
    }
    view.measure = valueOf(Measures, json.value(QStringLiteral("measure")).toString(), Measure::Cost);
    view.basis = valueOf(Bases, json.value(QStringLiteral("basis")).toString(), ViewBasis::List);
    const QString currency = json.value(QStringLiteral("currency")).toString();
    if (!Currency{currency.toStdString()}.isNone()) {
        view.currency = currency;
    }
    const QJsonObject options = json.value(QStringLiteral("options")).toObject();
    for (auto option = options.begin(); option != options.end(); ++option) {
        view.options[option.key()] = option.value().toString();
    }
    return view;
}

QByteArray savedViewsToBytes(const std::vector<SavedView> &views)
{
    QJsonArray list;
    for (const SavedView &view : views) {
        list.append(QJsonObject{{QStringLiteral("name"), view.name}, {QStringLiteral("view"), view.view}});
    }
    return views.empty() ? QByteArray{} : QJsonDocument{list}.toJson(QJsonDocument::Compact);
}

std::vector<SavedView> savedViewsFromBytes(const QByteArray &bytes)
{
    std::vector<SavedView> views;
    for (const QJsonValue &entry : QJsonDocument::fromJson(bytes).array()) {
        const SavedView view{entry[QStringLiteral("name")].toString(), entry[QStringLiteral("view")].toObject()};
        if (!view.name.isEmpty() && !view.view.isEmpty()) {
            putSavedView(views, view);
        }
    }
    return views;
}

void putSavedView(std::vector<SavedView> &views, SavedView view)
{
    const auto place = std::lower_bound(views.begin(), views.end(), view.name, [](const SavedView &a, const QString &name) { return a.name < name; });
    if (place != views.end() && place->name == view.name) {
        *place = std::move(view);
    } else {
        views.insert(place, std::move(view));
    }
}

} // namespace tokenmeter
