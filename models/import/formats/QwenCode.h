// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "import/Format.h"

namespace tokenmeter
{

/// Chat files of Qwen Code: `~/.qwen/projects/<folder>/chats/<session>.jsonl`, one line a message, only appended.
Format qwenCodeFormat();

} // namespace tokenmeter
