// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/PlanJson.h"

#include "core/Decimal.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace tokenmeter
{
namespace
{

QString text(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), qsizetype(utf8.size()));
}

QJsonArray namesOf(const std::vector<std::string> &names)
{
    QJsonArray array;
    for (const std::string &name : names) {
        array.append(text(name));
    }
    return array;
}

std::vector<std::string> namesIn(const QJsonValue &value)
{
    std::vector<std::string> names;
    const QJsonArray array = value.toArray();
    for (const QJsonValue &name : array) {
        names.push_back(name.toString().toStdString());
    }
    return names;
}

} // namespace

std::string planText(const Plan &plan)
{
    const auto amount = [](Int128 value) { return text(formatDecimal(value, 0)); };
    QJsonObject json{{QStringLiteral("name"), text(plan.name)},
                     {QStringLiteral("kind"), text(toText(plan.kind))},
                     {QStringLiteral("providers"), namesOf(plan.providers)},
                     {QStringLiteral("models"), namesOf(plan.models)},
                     {QStringLiteral("sources"), namesOf(plan.sources)},
                     {QStringLiteral("from_ms"), qint64(msOf(plan.from))}};
    if (plan.until) {
        json.insert(QStringLiteral("until_ms"), qint64(msOf(*plan.until)));
    }
    switch (plan.kind) {
    case PlanKind::Subscription:
        json.insert(QStringLiteral("fee"), amount(plan.fee));
        json.insert(QStringLiteral("currency"), text(plan.currency.code()));
        json.insert(QStringLiteral("cycle"), text(toText(plan.cycle)));
        break;
    case PlanKind::Quota:
        json.insert(QStringLiteral("tokens"), qint64(plan.tokens));
        json.insert(QStringLiteral("per_model"), plan.perModel);
        break;
    case PlanKind::Discount:
        json.insert(QStringLiteral("multiplier"), text(formatDecimal(plan.multiplier, 9)));
        break;
    case PlanKind::Pack:
        json.insert(QStringLiteral("face"), amount(plan.face));
        json.insert(QStringLiteral("paid"), amount(plan.paid));
        json.insert(QStringLiteral("currency"), text(plan.currency.code()));
        break;
    }
    return QJsonDocument{json}.toJson(QJsonDocument::Compact).toStdString();
}

Result<Plan> readPlanText(std::string_view definition)
{
    const QJsonObject json = QJsonDocument::fromJson(QByteArray{definition.data(), qsizetype(definition.size())}).object();
    const auto string = [&json](const char *key) { return json.value(QLatin1String(key)).toString().toStdString(); };
    std::string damaged;
    const auto number = [&](const char *key, int scale) {
        const std::optional<Int128> value = json.contains(QLatin1String(key)) ? parseDecimal(string(key), scale) : Int128{0};
        damaged = value ? damaged : key;
        return value.value_or(0);
    };
    const std::optional<PlanKind> kind = parsePlanKind(string("kind"));
    if (!kind) {
        return Problem{.cause = Cause::BadArgument, .args = {"plan", "kind"}};
    }
    Plan plan;
    plan.name = string("name");
    plan.kind = *kind;
    plan.providers = namesIn(json.value(QStringLiteral("providers")));
    plan.models = namesIn(json.value(QStringLiteral("models")));
    plan.sources = namesIn(json.value(QStringLiteral("sources")));
    plan.from = utcFromMs(json.value(QStringLiteral("from_ms")).toInteger());
    if (json.contains(QStringLiteral("until_ms"))) {
        plan.until = utcFromMs(json.value(QStringLiteral("until_ms")).toInteger());
    }
    plan.currency = Currency{string("currency")};
    plan.fee = number("fee", 0);
    plan.face = number("face", 0);
    plan.paid = number("paid", 0);
    plan.tokens = json.value(QStringLiteral("tokens")).toInteger();
    plan.perModel = json.value(QStringLiteral("per_model")).toBool();
    if (plan.kind == PlanKind::Discount) {
        plan.multiplier = std::int64_t(number("multiplier", 9));
    }
    if (plan.kind == PlanKind::Subscription) {
        const Result<PlanCycle> cycle = parsePlanCycle(string("cycle"));
        damaged = cycle ? damaged : "cycle";
        plan.cycle = cycle ? *cycle : PlanCycle{};
    }
    if (!damaged.empty()) {
        return Problem{.cause = Cause::BadArgument, .args = {"plan", damaged}};
    }
    return plan;
}

} // namespace tokenmeter
