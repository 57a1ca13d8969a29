// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "notify/WebhookBody.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTextBoundaryFinder>

namespace tokenmeter
{
namespace
{

constexpr qsizetype SlackCharacters = 4000;
constexpr qsizetype DiscordCharacters = 2000;
constexpr qsizetype FeishuBytes = 16'000;
constexpr qsizetype DingTalkBytes = 16'000;
constexpr qsizetype WeComBytes = 2048;
constexpr int DiscordNoLinkPreviews = 1 << 2;

/// The longest beginning that fits, cut between characters as people see them, with an ellipsis.
template <class Size>
QString cut(const QString &text, qsizetype most, Size size)
{
    if (size(text) <= most) {
        return text;
    }
    QTextBoundaryFinder finder{QTextBoundaryFinder::Grapheme, text};
    finder.toEnd();
    while (finder.toPreviousBoundary() > 0) {
        QString shorter = text.left(finder.position()) + QChar{0x2026};
        if (size(shorter) <= most) {
            return shorter;
        }
    }
    return {};
}

QString cutBytes(const QString &text, qsizetype most)
{
    return cut(text, most, [](const QString &part) { return part.toUtf8().size(); });
}

QString cutCharacters(const QString &text, qsizetype most)
{
    return cut(text, most, [](const QString &part) { return part.size(); });
}

QString plain(const Message &message)
{
    return message.title + QLatin1Char('\n') + message.text;
}

/// Chats read <at ...> as a mention; a full-width sign looks alike and is none.
QString withoutTags(QString text)
{
    return text.replace(QLatin1Char('<'), QChar{0xFF1C});
}

QString forSlack(QString text)
{
    return text.replace(QLatin1Char('&'), QLatin1String("&amp;"))
        .replace(QLatin1Char('<'), QLatin1String("&lt;"))
        .replace(QLatin1Char('>'), QLatin1String("&gt;"));
}

QString forDiscord(const QString &text)
{
    static const QString Marks = QStringLiteral("\\*_~`|>[]()#<");
    QString escaped;
    for (const QChar character : text) {
        if (Marks.contains(character)) {
            escaped += QLatin1Char('\\');
        }
        escaped += character;
    }
    return escaped;
}

QJsonObject content(const QString &text)
{
    return {{QStringLiteral("content"), text}};
}

QJsonObject documentOf(WebhookForm form, const Message &message)
{
    const QString type = QStringLiteral("text");
    switch (form) {
    case WebhookForm::Json:
        return message.document;
    case WebhookForm::Slack:
        return {{type, cutCharacters(forSlack(plain(message)), SlackCharacters)},
                {QStringLiteral("mrkdwn"), false},
                {QStringLiteral("unfurl_links"), false},
                {QStringLiteral("unfurl_media"), false}};
    case WebhookForm::Discord:
        return {{QStringLiteral("content"), cutCharacters(forDiscord(plain(message)), DiscordCharacters)},
                {QStringLiteral("flags"), DiscordNoLinkPreviews},
                {QStringLiteral("allowed_mentions"), QJsonObject{{QStringLiteral("parse"), QJsonArray{}}}}};
    case WebhookForm::Feishu:
        return {{QStringLiteral("msg_type"), type},
                {QStringLiteral("content"), QJsonObject{{type, cutBytes(withoutTags(plain(message)), FeishuBytes)}}}};
    case WebhookForm::DingTalk:
        return {{QStringLiteral("msgtype"), type},
                {QStringLiteral("msgUuid"), QString::fromStdString(message.key)},
                {type, content(cutBytes(withoutTags(plain(message)), DingTalkBytes))},
                {QStringLiteral("at"), QJsonObject{{QStringLiteral("isAtAll"), false}}}};
    case WebhookForm::WeCom:
        return {{QStringLiteral("msgtype"), type}, {type, content(cutBytes(withoutTags(plain(message)), WeComBytes))}};
    }
    return {};
}

} // namespace

QByteArray webhookBody(WebhookForm form, const Message &message)
{
    return QJsonDocument{documentOf(form, message)}.toJson(QJsonDocument::Compact);
}

bool hasRefusal(WebhookForm form)
{
    return form == WebhookForm::Feishu || form == WebhookForm::DingTalk || form == WebhookForm::WeCom;
}

std::optional<int> refusalIn(WebhookForm form, const QByteArray &reply)
{
    const QJsonDocument document = QJsonDocument::fromJson(reply);
    if (!hasRefusal(form) || !document.isObject()) {
        return std::nullopt;
    }
    const QJsonObject json = document.object();
    // Older Feishu bots answer "StatusCode".
    for (const QString &name : form == WebhookForm::Feishu ? QStringList{QStringLiteral("code"), QStringLiteral("StatusCode")}
                                                           : QStringList{QStringLiteral("errcode")}) {
        if (json.contains(name)) {
            return json[name].toInt(-1);
        }
    }
    return std::nullopt;
}

} // namespace tokenmeter
