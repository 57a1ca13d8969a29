// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "Commands.h"

#include <QString>

namespace tokenmeter
{

/// Makes the demo's ledger for the day of `now`, unless it is there: writes its logs and imports them by the real
/// importers. The user's own ledger is not touched. Returns the ledger's path.
Result<QString> makeDemoLedger(const CommandContext &context);

/// Only writes the logs into a folder.
int runDemoLogs(const CommandContext &context, const DemoCommand &command);

} // namespace tokenmeter
