// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "import/Format.h"

namespace tokenmeter
{

/// The event logs of GitHub Copilot CLI's sessions, `~/.copilot/session-state/<session>/events.jsonl`: what each part of a session used,
/// when it was shut down.
Format copilotEventsFormat();

} // namespace tokenmeter
