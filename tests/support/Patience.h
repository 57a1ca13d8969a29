// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tokenmeter::testing
{

/// How long a test waits for a thread, a process or a connection before it fails: a busy or slow machine may take long, and where all
/// is well nobody waits for so long. Milliseconds.
inline constexpr int LongestMs = 60'000;

} // namespace tokenmeter::testing
