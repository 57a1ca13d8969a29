// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "notify/channels/DesktopSender.h"

#include "notify/channels/Senders.h"

#include "notify/channels/CommandSender.h"
#include "notify/channels/WebhookSender.h"

namespace tokenmeter
{

std::unique_ptr<Sender> makeSender(const Channel &channel, const std::shared_ptr<SecretStore> &secrets, const QDBusConnection &bus, bool hasTray)
{
    switch (channel.kind) {
    case ChannelKind::Webhook:
        return std::make_unique<WebhookSender>(channel.form, channel.name, secrets);
    case ChannelKind::Program:
        return std::make_unique<CommandSender>(channel.command);
    case ChannelKind::Desktop:
        break;
    }
    return std::make_unique<DesktopSender>(bus, hasTray);
}

} // namespace tokenmeter
