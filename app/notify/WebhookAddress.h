// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Result.h"

#include <QString>
#include <QUrl>

namespace tokenmeter
{

/// An address that alerts may be sent to: https anywhere, http to this computer alone (localhost, 127.0.0.0/8, ::1).
/// Problem: BadArgument("address", scheme); the address itself is a secret and in no problem.
Result<QUrl> webhookAddress(const QString &text);
bool isThisComputer(const QUrl &address);
/// Scheme, host and a port that is not the usual one: what may be shown.
QString publicPart(const QUrl &address);

} // namespace tokenmeter
