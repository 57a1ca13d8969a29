// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "Commands.h"

namespace tokenmeter
{

/// `alerts add`, `remove`, `test` and `send`: what needs the keyring, the network or the desktop. @return the exit status
int runChannels(const CommandContext &context, const AlertsCommand &command);

} // namespace tokenmeter
