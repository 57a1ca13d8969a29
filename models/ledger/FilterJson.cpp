// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/FilterJson.h"

#include "core/Decimal.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>

namespace tokenmeter
{
namespace
{

using Names = std::vector<std::string> UsageFilter::*;
constexpr std::array<std::pair<const char *, Names>, 7> Lists{{{"providers", &UsageFilter::providers},
                                                               {"models", &UsageFilter::models},
                                                               {"projects", &UsageFilter::projects},
                                                               {"sessions", &UsageFilter::sessions},
                                                               {"sources", &UsageFilter::sources},
                                                               {"agents", &UsageFilter::agents},
                                                               {"tiers", &UsageFilter::tiers}}};
constexpr std::array<const char *, 7> BoundOf{"cost", "tokens", "input", "cache_read", "cache_write", "output", "reasoning"};
constexpr std::array<const char *, 5> BoundIs{"<", "<=", "=", ">=", ">"};

QString text(const std::string &utf8)
{
    return QString::fromStdString(utf8);
}

std::string utf8(const QJsonValue &value)
{
    return value.toString().toStdString();
}

Problem wrong(const QString &key)
{
    return {.cause = Cause::BadArgument, .args = {"filter", key.toStdString()}};
}

QJsonArray arrayOf(std::vector<std::string> names)
{
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    QJsonArray array;
    for (const std::string &name : names) {
        array.append(text(name));
    }
    return array;
}

template <std::size_t N>
std::optional<std::size_t> indexOf(const std::array<const char *, N> &words, const QString &word)
{
    const auto found = std::find_if(words.begin(), words.end(), [&](const char *known) { return word == QLatin1String(known); });
    return found == words.end() ? std::nullopt : std::optional{std::size_t(found - words.begin())};
}

bool readTags(const QJsonValue &value, UsageFilter &filter)
{
    const QJsonArray array = value.toArray();
    for (const QJsonValue &term : array) {
        if (!term.isObject()) {
            return false;
        }
        filter.tags.push_back({utf8(term[QLatin1String("key")]), utf8(term[QLatin1String("value")])});
    }
    return value.isArray();
}

bool readBounds(const QJsonValue &value, UsageFilter &filter)
{
    const QJsonArray array = value.toArray();
    for (const QJsonValue &bound : array) {
        const auto of = indexOf(BoundOf, bound[QLatin1String("of")].toString());
        const auto is = indexOf(BoundIs, bound[QLatin1String("is")].toString());
        const std::optional<Int128> number = parseDecimal(utf8(bound[QLatin1String("value")]), 0);
        if (!of || !is || !number) {
            return false;
        }
        filter.bounds.push_back({.of = RecordBound::Of(*of), .is = RecordBound::Is(*is), .value = *number});
    }
    return value.isArray();
}

bool readNames(const QJsonValue &value, std::vector<std::string> &names)
{
    const QJsonArray array = value.toArray();
    for (const QJsonValue &name : array) {
        if (!name.isString()) {
            return false;
        }
        names.push_back(utf8(name));
    }
    return value.isArray();
}

bool readDay(const QJsonValue &value, std::optional<LocalDay> &day)
{
    day = parseDay(utf8(value));
    return day.has_value();
}

bool readMoment(const QJsonValue &value, std::optional<UtcTime> &moment)
{
    const std::optional<ParsedTime> parsed = parseTime(utf8(value));
    moment = parsed ? std::optional{parsed->time} : std::nullopt;
    return moment.has_value();
}

bool readPart(const QString &key, const QJsonValue &value, UsageFilter &filter)
{
    for (const auto &[name, list] : Lists) {
        if (key == QLatin1String(name)) {
            return readNames(value, filter.*list);
        }
    }
    if (key == QLatin1String("tags")) {
        return readTags(value, filter);
    }
    if (key == QLatin1String("bounds")) {
        return readBounds(value, filter);
    }
    if (key == QLatin1String("from")) {
        return readDay(value, filter.from);
    }
    if (key == QLatin1String("to")) {
        return readDay(value, filter.to);
    }
    if (key == QLatin1String("after")) {
        return readMoment(value, filter.after);
    }
    if (key == QLatin1String("up_to")) {
        return readMoment(value, filter.upTo);
    }
    if (key == QLatin1String("text")) {
        filter.text = utf8(value);
        return value.isString();
    }
    if (key == QLatin1String("priced")) {
        filter.priced = value.toBool();
        return value.isBool();
    }
    if (key == QLatin1String("excluded")) {
        const bool only = value.toString() == QLatin1String("only");
        filter.excluded = only ? UsageFilter::Excluded::Only : UsageFilter::Excluded::With;
        return only || value.toString() == QLatin1String("with");
    }
    return false;
}

} // namespace

std::string filterText(const UsageFilter &filter)
{
    QJsonObject json;
    for (const auto &[name, list] : Lists) {
        if (!(filter.*list).empty()) {
            json.insert(QLatin1String(name), arrayOf(filter.*list));
        }
    }
    QJsonArray tags;
    for (const TagTerm &term : filter.tags) {
        tags.append(QJsonObject{{QStringLiteral("key"), text(term.key)}, {QStringLiteral("value"), text(term.value)}});
    }
    QJsonArray bounds;
    for (const RecordBound &bound : filter.bounds) {
        bounds.append(QJsonObject{{QStringLiteral("of"), QLatin1String(BoundOf[std::size_t(bound.of)])},
                                  {QStringLiteral("is"), QLatin1String(BoundIs[std::size_t(bound.is)])},
                                  {QStringLiteral("value"), text(formatDecimal(bound.value, 0))}});
    }
    if (!tags.isEmpty()) {
        json.insert(QStringLiteral("tags"), tags);
    }
    if (!bounds.isEmpty()) {
        json.insert(QStringLiteral("bounds"), bounds);
    }
    if (filter.from) {
        json.insert(QStringLiteral("from"), text(toIso(*filter.from)));
    }
    if (filter.to) {
        json.insert(QStringLiteral("to"), text(toIso(*filter.to)));
    }
    if (filter.after) {
        json.insert(QStringLiteral("after"), text(toRfc3339(*filter.after)));
    }
    if (filter.upTo) {
        json.insert(QStringLiteral("up_to"), text(toRfc3339(*filter.upTo)));
    }
    if (!filter.text.empty()) {
        json.insert(QStringLiteral("text"), text(filter.text));
    }
    if (filter.priced) {
        json.insert(QStringLiteral("priced"), *filter.priced);
    }
    if (filter.excluded != UsageFilter::Excluded::Without) {
        json.insert(QStringLiteral("excluded"),
                    filter.excluded == UsageFilter::Excluded::Only ? QStringLiteral("only") : QStringLiteral("with"));
    }
    return json.isEmpty() ? std::string{} : QJsonDocument{json}.toJson(QJsonDocument::Compact).toStdString();
}

Result<UsageFilter> readFilterText(std::string_view filter)
{
    UsageFilter result;
    if (filter.empty()) {
        return result;
    }
    const QJsonDocument document = QJsonDocument::fromJson(QByteArray{filter.data(), qsizetype(filter.size())});
    if (!document.isObject()) {
        return wrong(QString{});
    }
    const QJsonObject json = document.object();
    for (auto part = json.begin(); part != json.end(); ++part) {
        if (!readPart(part.key(), part.value(), result)) {
            return wrong(part.key());
        }
    }
    return result;
}

} // namespace tokenmeter
