// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "budget/QuietHours.h"
#include "core/Result.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <string>
#include <vector>

namespace tokenmeter
{

class SettingsStore;

/// Stored by name (see ChannelSettings.cpp), so the order does not matter.
enum class ChannelKind : std::uint8_t { Desktop, Webhook, Program };
/// What a webhook's receiver wants to read. Json is this program's own document (notify/README.md).
enum class WebhookForm : std::uint8_t { Json, Slack, Discord, Feishu, DingTalk, WeCom };

/// One way out for alerts. The inbox is not among them: it is in the ledger, and always there.
struct Channel
{
    std::string name{}; ///< as in Delivery::channel: "desktop", "webhook:1", "command:2" (of Program); a number is never given twice
    ChannelKind kind = ChannelKind::Desktop;
    QString label{}; ///< the user's word for it; may be empty
    bool enabled = true;
    WebhookForm form = WebhookForm::Json; ///< of Webhook
    QString host{};        ///< of Webhook: scheme and host, all of the address that is not secret: "https://hooks.slack.com"
    QStringList command{}; ///< of Program: it and arguments; never given to a shell
    friend bool operator==(const Channel &, const Channel &) = default;
};

/// How alerts reach the user on this computer, whatever the ledger. Without secrets.
struct ChannelSettings
{
    std::vector<Channel> channels{{.name = "desktop"}};
    int lastNumber = 0; ///< highest that was given out
    QuietHours quiet{};
    bool closeToTray = false; ///< closing the window leaves the program in the tray, where there is one

    const Channel *byName(const std::string &name) const;
    /// Those that new alerts are delivered through: EvaluationRequest::channels.
    std::vector<std::string> enabledNames() const;
    friend bool operator==(const ChannelSettings &, const ChannelSettings &) = default;
};

/// What is stored, else the default: the desktop alone, no quiet hours.
ChannelSettings loadChannels(const SettingsStore &store);
void saveChannels(SettingsStore &store, const ChannelSettings &settings);

/// Adds a channel under a fresh name. Problems: BadArgument("command", ...) for an empty command, BadArgument("address",
/// scheme) for an address that is neither https nor http to this computer; never the address itself.
/// @param address of Webhook: the whole address, to be written to the secret store under the returned name by the caller
Result<std::string> addChannel(ChannelSettings &settings, Channel channel, const QString &address = {});

/// "slack", "feishu"; parse answers nothing for other words.
std::string_view nameOf(WebhookForm form);
std::string_view nameOf(ChannelKind kind);
std::optional<WebhookForm> parseWebhookForm(std::string_view name);
std::optional<ChannelKind> parseChannelKind(std::string_view name);

/// "22:00-07:00" or "off".
QString quietText(const QuietHours &quiet);
std::optional<QuietHours> parseQuietHours(const QString &text);

} // namespace tokenmeter
