// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "providers/Provider.h"

#include <QString>

#include <functional>
#include <optional>

namespace tokenmeter
{

/// Whether a person sits at standard input.
bool isTerminal();

/// Asks at the terminal, without showing what is typed. Nothing: cancelled (Ctrl+C, Ctrl+D).
std::optional<QString> askHidden(const QString &prompt);

/// The secret fields of a key. With one of them that is needed, all of standard input is it (a service account has many lines); with
/// more, a line each in the order of the description.
Credentials readKey(const ProviderApi &api, const QByteArray &input);
/// All that standard input has, up to 64 KiB.
QByteArray readInput();

/// Asks for each secret field in turn; optional ones may be left empty. Nothing: cancelled.
std::optional<Credentials> askForKey(const ProviderApi &api, const std::function<std::optional<QString>(const QString &)> &ask);

} // namespace tokenmeter
