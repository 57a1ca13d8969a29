// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "import/Format.h"

namespace tokenmeter
{

/// OpenCode and the tools that keep its schema (Kilo CLI, MiMo Code): a database (`message`, later `session_message`), before that
/// one JSON file a message. Both may hold the same messages.
Format openCodeFormat();

} // namespace tokenmeter
