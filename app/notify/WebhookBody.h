// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "notify/Channels.h"
#include "notify/Message.h"

#include <QByteArray>

#include <optional>

namespace tokenmeter
{

/// The body of a message, UTF-8 JSON, in the form that a receiver reads. Names of budgets can neither mention people nor make links in
/// it, and too long a text is cut to the receiver's limit.
/// Sources, November 2026: Json notify/README.md; Slack "Sending messages using incoming webhooks" (text, mrkdwn; & < > escaped);
/// Discord "Execute Webhook" (content up to 2000 characters, allowed_mentions, flags); Feishu and Lark custom bots (msg_type
/// text); DingTalk custom robots (msgtype text, at, msgUuid as idempotency key); WeCom group robots (msgtype text, up to 2048 bytes).
QByteArray webhookBody(WebhookForm form, const Message &message);

/// Feishu, DingTalk and WeCom answer 200 also to what they refuse; the number is in the reply ("code", "errcode").
/// @return the number; 0 = accepted. Nothing: this form has none, or the reply is no JSON.
std::optional<int> refusalIn(WebhookForm form, const QByteArray &reply);
bool hasRefusal(WebhookForm form);

} // namespace tokenmeter
