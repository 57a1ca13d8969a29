// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "notify/Channels.h"

#include "SettingsStore.h"
#include "notify/WebhookAddress.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace tokenmeter
{
namespace
{

constexpr std::array Forms{"json", "slack", "discord", "feishu", "dingtalk", "wecom"};
constexpr std::array Kinds{"desktop", "webhook", "command"};

QString settingName()
{
    return QStringLiteral("channels");
}

template <class Enum, std::size_t N>
std::optional<Enum> parse(const std::array<const char *, N> &names, std::string_view name)
{
    const auto found = std::find(names.begin(), names.end(), name);
    return found == names.end() ? std::nullopt : std::optional{Enum(found - names.begin())};
}

QString latin(std::string_view name)
{
    return QString::fromLatin1(name.data(), qsizetype(name.size()));
}

QJsonObject jsonOf(const Channel &channel)
{
    return {{QStringLiteral("name"), QString::fromStdString(channel.name)},
            {QStringLiteral("kind"), latin(nameOf(channel.kind))},
            {QStringLiteral("label"), channel.label},
            {QStringLiteral("enabled"), channel.enabled},
            {QStringLiteral("form"), latin(nameOf(channel.form))},
            {QStringLiteral("host"), channel.host},
            {QStringLiteral("command"), QJsonArray::fromStringList(channel.command)}};
}

std::optional<Channel> channelOf(const QJsonObject &json)
{
    Channel channel;
    channel.name = json[QStringLiteral("name")].toString().toStdString();
    const std::optional<ChannelKind> kind = parseChannelKind(json[QStringLiteral("kind")].toString().toStdString());
    if (channel.name.empty() || !kind) {
        return std::nullopt; // of a newer version
    }
    channel.kind = *kind;
    channel.label = json[QStringLiteral("label")].toString();
    channel.enabled = json[QStringLiteral("enabled")].toBool(true);
    channel.form = parseWebhookForm(json[QStringLiteral("form")].toString().toStdString()).value_or(WebhookForm::Json);
    channel.host = json[QStringLiteral("host")].toString();
    for (const QJsonValue &word : json[QStringLiteral("command")].toArray()) {
        channel.command << word.toString();
    }
    return channel;
}

QString clockText(int minute)
{
    return QStringLiteral("%1:%2").arg(minute / 60, 2, 10, QLatin1Char('0')).arg(minute % 60, 2, 10, QLatin1Char('0'));
}

} // namespace

const Channel *ChannelSettings::byName(const std::string &name) const
{
    const auto found = std::find_if(channels.begin(), channels.end(), [&](const Channel &channel) { return channel.name == name; });
    return found == channels.end() ? nullptr : &*found;
}

std::vector<std::string> ChannelSettings::enabledNames() const
{
    std::vector<std::string> names;
    for (const Channel &channel : channels) {
        if (channel.enabled) {
            names.push_back(channel.name);
        }
    }
    return names;
}

ChannelSettings loadChannels(const SettingsStore &store)
{
    const QByteArray stored = store.value(settingName());
    ChannelSettings settings;
    if (stored.isEmpty()) {
        return settings;
    }
    const QJsonObject json = QJsonDocument::fromJson(stored).object();
    settings.channels.clear();
    for (const QJsonValue &value : json[QStringLiteral("channels")].toArray()) {
        if (std::optional<Channel> channel = channelOf(value.toObject()); channel && settings.byName(channel->name) == nullptr) {
            settings.channels.push_back(*std::move(channel));
        }
    }
    settings.lastNumber = json[QStringLiteral("last_number")].toInt();
    settings.quiet = parseQuietHours(json[QStringLiteral("quiet")].toString()).value_or(QuietHours{});
    settings.closeToTray = json[QStringLiteral("close_to_tray")].toBool();
    return settings;
}

void saveChannels(SettingsStore &store, const ChannelSettings &settings)
{
    QJsonArray channels;
    for (const Channel &channel : settings.channels) {
        channels.append(jsonOf(channel));
    }
    const QJsonObject json{{QStringLiteral("channels"), channels},
                           {QStringLiteral("last_number"), settings.lastNumber},
                           {QStringLiteral("quiet"), quietText(settings.quiet)},
                           {QStringLiteral("close_to_tray"), settings.closeToTray}};
    store.setValue(settingName(), QJsonDocument{json}.toJson(QJsonDocument::Compact));
}

Result<std::string> addChannel(ChannelSettings &settings, Channel channel, const QString &address)
{
    if (channel.kind == ChannelKind::Desktop) {
        channel.name = "desktop";
        if (settings.byName(channel.name) == nullptr) {
            settings.channels.push_back(channel);
        }
        return channel.name;
    }
    if (channel.kind == ChannelKind::Program && (channel.command.isEmpty() || channel.command.front().isEmpty())) {
        return Problem{.cause = Cause::BadArgument, .args = {"command", ""}};
    }
    if (channel.kind == ChannelKind::Webhook) {
        const Result<QUrl> url = webhookAddress(address);
        if (!url) {
            return url.problem();
        }
        channel.host = publicPart(*url);
    }
    channel.name = std::string{nameOf(channel.kind)} + ':' + std::to_string(++settings.lastNumber);
    settings.channels.push_back(channel);
    return channel.name;
}

std::string_view nameOf(WebhookForm form)
{
    return Forms.at(std::size_t(form));
}

std::string_view nameOf(ChannelKind kind)
{
    return Kinds.at(std::size_t(kind));
}

std::optional<WebhookForm> parseWebhookForm(std::string_view name)
{
    return parse<WebhookForm>(Forms, name == "lark" ? "feishu" : name);
}

std::optional<ChannelKind> parseChannelKind(std::string_view name)
{
    return parse<ChannelKind>(Kinds, name);
}

QString quietText(const QuietHours &quiet)
{
    return quiet.enabled ? clockText(quiet.fromMinute) + QLatin1Char('-') + clockText(quiet.toMinute) : QStringLiteral("off");
}

std::optional<QuietHours> parseQuietHours(const QString &text)
{
    if (text == QLatin1String("off")) {
        return QuietHours{};
    }
    static const QRegularExpression form{QStringLiteral("^([01]\\d|2[0-3]):([0-5]\\d)-([01]\\d|2[0-3]):([0-5]\\d)$")};
    const QRegularExpressionMatch match = form.match(text);
    if (!match.hasMatch()) {
        return std::nullopt;
    }
    const auto minute = [&](int at) { return match.captured(at).toInt() * 60 + match.captured(at + 1).toInt(); };
    return QuietHours{.enabled = true, .fromMinute = minute(1), .toMinute = minute(3)};
}

} // namespace tokenmeter
