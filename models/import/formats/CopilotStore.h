// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "import/Format.h"

namespace tokenmeter
{

/// The session store of GitHub Copilot CLI, `~/.copilot/session-store.db`: one row a call.
Format copilotStoreFormat();

} // namespace tokenmeter
