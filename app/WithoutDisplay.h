// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "Commands.h"

namespace tokenmeter
{

/// What the program does where no window can be shown: says so, imports what it finds, prints this month's report.
/// Where nothing is found, or on request, the demo ledger's report, marked as demo.
int runWithoutDisplay(const CommandContext &context, bool demo);

} // namespace tokenmeter
