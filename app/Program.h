// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tokenmeter
{

/// The whole program: command line, then one command or the window. Returns the exit status.
int runProgram(int argc, char **argv);

} // namespace tokenmeter
