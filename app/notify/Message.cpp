// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "notify/Message.h"

#include "notify/AlertJson.h"
#include "notify/AlertText.h"

#include <QJsonArray>

#include <algorithm>

namespace tokenmeter
{
namespace
{

void complete(Message &message, const QJsonArray &alerts, UtcTime now)
{
    message.document = {{QStringLiteral("version"), 1},
                        {QStringLiteral("program"), QStringLiteral("tokenmeter")},
                        {QStringLiteral("key"), QString::fromStdString(message.key)},
                        {QStringLiteral("test"), message.alerts.empty()},
                        {QStringLiteral("at"), rfc3339(now)},
                        {QStringLiteral("title"), message.title},
                        {QStringLiteral("text"), message.text},
                        {QStringLiteral("alerts"), alerts}};
}

} // namespace

Message messageOf(const std::vector<Alert> &alerts, std::string key, UtcTime now, const Zone &zone)
{
    Message message;
    message.key = std::move(key);
    QJsonArray documents;
    QStringList lines;
    for (const Alert &alert : alerts) {
        message.alerts.push_back(alert.id);
        message.isUrgent = message.isUrgent || alert.key.kind == AlertKind::Exceeded || alert.key.kind == AlertKind::Runaway;
        documents.append(toJson(alert));
        const QString detail = AlertText::detail(alert, now, zone);
        lines << (alerts.size() == 1 ? detail : AlertText::headline(alert) + QStringLiteral(" – ") + detail);
    }
    message.title = alerts.size() == 1 ? AlertText::headline(alerts.front()) : AlertText::several(int(alerts.size()));
    message.text = lines.join(QLatin1Char('\n'));
    complete(message, documents, now);
    return message;
}

Message testMessage(std::string key, UtcTime now)
{
    Message message;
    message.key = std::move(key);
    message.title = AlertText::testTitle();
    message.text = AlertText::testText();
    complete(message, {}, now);
    return message;
}

} // namespace tokenmeter
