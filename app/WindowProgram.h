// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "Commands.h"

namespace tokenmeter
{

/// Shows the window and runs until it is closed. Needs a QApplication.
int runWindow(const CommandContext &context, bool demo);

} // namespace tokenmeter
