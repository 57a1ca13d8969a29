// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "Commands.h"
#include "notify/Channels.h"

namespace tokenmeter
{

/// What `alerts channels` prints: channels and quiet hours, without secrets. @return the exit status
int printChannels(const CommandContext &context, const ChannelSettings &settings, const std::string &added = {});

} // namespace tokenmeter
