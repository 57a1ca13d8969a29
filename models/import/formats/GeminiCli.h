// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "import/Format.h"

namespace tokenmeter
{

/// Chat recordings of Gemini CLI: `~/.gemini/tmp/<project>/chats`, JSON lines that are appended again whenever a message changes, and
/// the documents of older versions. What `--output-format json` prints is named and not read.
Format geminiCliFormat();

} // namespace tokenmeter
