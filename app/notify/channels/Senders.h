// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "notify/Channels.h"
#include "notify/SecretStore.h"
#include "notify/channels/Sender.h"

#include <memory>

class QDBusConnection;

namespace tokenmeter
{

/// The sender of a channel, made on the thread that will use it. @param hasTray a tray takes messages where the desktop has no notifications
std::unique_ptr<Sender> makeSender(const Channel &channel, const std::shared_ptr<SecretStore> &secrets, const QDBusConnection &bus, bool hasTray);

} // namespace tokenmeter
