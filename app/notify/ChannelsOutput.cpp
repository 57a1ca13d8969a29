// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "notify/ChannelsOutput.h"

#include "Json.h"
#include "Output.h"
#include "format/ProblemText.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace tokenmeter
{
namespace
{

struct ChannelTexts
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::ChannelTexts)
};

QString latin(std::string_view name)
{
    return QString::fromLatin1(name.data(), qsizetype(name.size()));
}

QString targetText(const Channel &channel)
{
    switch (channel.kind) {
    case ChannelKind::Desktop: return ChannelTexts::tr("notifications of the desktop");
    case ChannelKind::Webhook: return QStringLiteral("%1, %2").arg(latin(nameOf(channel.form)), visibleText(channel.host));
    case ChannelKind::Program: return visibleText(channel.command.join(QLatin1Char(' ')));
    }
    return {};
}

QJsonObject jsonOf(const Channel &channel)
{
    QJsonObject json{{QStringLiteral("name"), text(channel.name)},
                     {QStringLiteral("kind"), latin(nameOf(channel.kind))},
                     {QStringLiteral("label"), channel.label},
                     {QStringLiteral("enabled"), channel.enabled}};
    if (channel.kind == ChannelKind::Webhook) {
        json.insert(QStringLiteral("form"), latin(nameOf(channel.form)));
        json.insert(QStringLiteral("host"), channel.host);
    } else if (channel.kind == ChannelKind::Program) {
        json.insert(QStringLiteral("command"), QJsonArray::fromStringList(channel.command));
    }
    return json;
}

} // namespace

int printChannels(const CommandContext &context, const ChannelSettings &settings, const std::string &added)
{
    if (context.json) {
        QJsonArray channels;
        for (const Channel &channel : settings.channels) {
            channels.append(jsonOf(channel));
        }
        QJsonObject json{{QStringLiteral("channels"), channels}, {QStringLiteral("quiet"), quietText(settings.quiet)}};
        if (!added.empty()) {
            json.insert(QStringLiteral("added"), text(added));
        }
        printJson(json);
        return ExitDone;
    }
    TextTable table{{{ChannelTexts::tr("Channel")}, {ChannelTexts::tr("Target")}, {ChannelTexts::tr("State")}, {ChannelTexts::tr("Label")}}};
    for (const Channel &channel : settings.channels) {
        table.addRow({text(channel.name), targetText(channel), channel.enabled ? ChannelTexts::tr("on") : ChannelTexts::tr("off"), channel.label});
    }
    print(table.toText() + ChannelTexts::tr("Quiet hours: %1").arg(settings.quiet.enabled ? quietText(settings.quiet) : ChannelTexts::tr("none"))
          + QLatin1Char('\n'));
    return ExitDone;
}

} // namespace tokenmeter
