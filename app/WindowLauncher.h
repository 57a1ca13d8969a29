// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tokenmeter
{

/// Replaces this process by the window's program, with the same arguments. Returns only when that fails: says so and
/// gives the exit status.
int becomeWindowProgram(char **argv);

} // namespace tokenmeter
