// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/AppAlerts.h"

#include "Json.h"
#include "notify/channels/Notifier.h"

#include <QCoreApplication>
#include <QProcess>

#include <array>

namespace tokenmeter
{
namespace
{

constexpr std::array Forms{std::pair{WebhookForm::Json, "JSON"},          std::pair{WebhookForm::Slack, "Slack"},       std::pair{WebhookForm::Discord, "Discord"},
                           std::pair{WebhookForm::Feishu, "Feishu/Lark"}, std::pair{WebhookForm::DingTalk, "DingTalk"}, std::pair{WebhookForm::WeCom, "WeCom"}};

QString wordOf(WebhookForm form)
{
    return text(std::string{nameOf(form)});
}

AlertServices::Way::Kind kindOf(ChannelKind kind)
{
    switch (kind) {
    case ChannelKind::Desktop: return AlertServices::Way::Kind::Desktop;
    case ChannelKind::Webhook: return AlertServices::Way::Kind::Webhook;
    case ChannelKind::Program: break;
    }
    return AlertServices::Way::Kind::Program;
}

} // namespace

AppAlerts::AppAlerts(Notifier &notifier, bool hasTray) : m_notifier{notifier}, m_hasTray{hasTray}
{
    connect(&notifier, &Notifier::settingsChanged, this, &AlertServices::changed);
}

std::vector<AlertServices::Way> AppAlerts::ways() const
{
    std::vector<Way> ways;
    for (const Channel &channel : m_notifier.settings().channels) {
        ways.push_back({.id = text(channel.name),
                        .kind = kindOf(channel.kind),
                        .form = channel.kind == ChannelKind::Webhook ? wordOf(channel.form) : QString{},
                        .place = channel.kind == ChannelKind::Webhook ? channel.host : channel.command.join(QLatin1Char(' ')),
                        .enabled = channel.enabled});
    }
    return ways;
}

std::vector<std::pair<QString, QString>> AppAlerts::forms() const
{
    std::vector<std::pair<QString, QString>> forms;
    for (const auto &[form, name] : Forms) {
        forms.emplace_back(wordOf(form), QString::fromLatin1(name));
    }
    return forms;
}

Result<Done> AppAlerts::add(Way::Kind kind, const QString &form, const QString &place)
{
    Channel channel;
    channel.kind = kind == Way::Kind::Desktop ? ChannelKind::Desktop : kind == Way::Kind::Webhook ? ChannelKind::Webhook : ChannelKind::Program;
    channel.form = parseWebhookForm(form.toStdString()).value_or(WebhookForm::Json);
    if (channel.kind == ChannelKind::Program) {
        channel.command = QProcess::splitCommand(place);
    }
    const Result<std::string> added = m_notifier.add(channel, channel.kind == ChannelKind::Webhook ? place : QString{});
    return added ? Result<Done>{Done{}} : Result<Done>{added.problem()};
}

Result<Done> AppAlerts::remove(const QString &id)
{
    return m_notifier.remove(id.toStdString());
}

void AppAlerts::setEnabled(const QString &id, bool on)
{
    ChannelSettings settings = m_notifier.settings();
    for (Channel &channel : settings.channels) {
        channel.enabled = channel.name == id.toStdString() ? on : channel.enabled;
    }
    m_notifier.setSettings(settings);
}

QFuture<Result<Done>> AppAlerts::test(const QString &id)
{
    return m_notifier.test(id.toStdString()).then([id](const SendResult &result) {
        return result.how == SendResult::How::Sent ? Result<Done>{Done{}}
                                                   : Result<Done>{Problem{.cause = Cause::ChannelFailed, .args = {id.toStdString(), result.receipt}}};
    });
}

QuietHours AppAlerts::quiet() const
{
    return m_notifier.settings().quiet;
}

void AppAlerts::setQuiet(const QuietHours &quiet)
{
    ChannelSettings settings = m_notifier.settings();
    settings.quiet = quiet;
    m_notifier.setSettings(settings);
}

bool AppAlerts::closesToTray() const
{
    return m_notifier.settings().closeToTray;
}

void AppAlerts::setClosesToTray(bool on)
{
    ChannelSettings settings = m_notifier.settings();
    settings.closeToTray = on;
    m_notifier.setSettings(settings);
}

Result<Done> AppAlerts::setStartsWithDesktop(bool on)
{
    return m_autostart.set(on, QCoreApplication::applicationFilePath());
}

} // namespace tokenmeter
