// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/AccountJson.h"

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

QJsonArray toJson(const OtherFields &fields)
{
    QJsonArray json;
    for (const auto &[name, value] : fields) {
        json.append(QJsonArray{text(name), text(value)});
    }
    return json;
}

OtherFields fieldsOf(const QJsonArray &json)
{
    OtherFields fields;
    for (const QJsonValue &pair : json) {
        fields.emplace_back(pair[0].toString().toStdString(), pair[1].toString().toStdString());
    }
    return fields;
}

} // namespace

std::string accountText(const BillingAccount &account)
{
    const QJsonObject json{{QStringLiteral("base"), text(account.base)},
                           {QStringLiteral("key_place"), int(account.keyPlace)},
                           {QStringLiteral("fields"), toJson(account.fields)},
                           {QStringLiteral("variables"), toJson(account.variables)},
                           {QStringLiteral("paused"), account.paused},
                           {QStringLiteral("interval_minutes"), int(account.interval.count())}};
    return QJsonDocument{json}.toJson(QJsonDocument::Compact).toStdString();
}

Result<BillingAccount> readAccountText(std::string_view definition)
{
    const QJsonObject json = QJsonDocument::fromJson(QByteArray::fromRawData(definition.data(), qsizetype(definition.size()))).object();
    const int place = json[QLatin1String{"key_place"}].toInt(-1);
    if (place < 0 || place > int(KeyPlace::Environment)) {
        return Problem{.cause = Cause::BadArgument, .args = {"account", "key_place"}};
    }
    BillingAccount account;
    account.base = json[QLatin1String{"base"}].toString().toStdString();
    account.keyPlace = KeyPlace(place);
    account.fields = fieldsOf(json[QLatin1String{"fields"}].toArray());
    account.variables = fieldsOf(json[QLatin1String{"variables"}].toArray());
    account.paused = json[QLatin1String{"paused"}].toBool();
    account.interval = std::chrono::minutes{json[QLatin1String{"interval_minutes"}].toInt()};
    return account;
}

std::string otherText(const OtherFields &fields)
{
    return fields.empty() ? std::string{} : QJsonDocument{toJson(fields)}.toJson(QJsonDocument::Compact).toStdString();
}

OtherFields readOtherText(std::string_view other)
{
    return fieldsOf(QJsonDocument::fromJson(QByteArray::fromRawData(other.data(), qsizetype(other.size()))).array());
}

} // namespace tokenmeter
