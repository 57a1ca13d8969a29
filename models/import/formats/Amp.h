// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "import/Format.h"

namespace tokenmeter
{

/// Threads of Amp: `~/.local/share/amp/threads/T-*.json`, documents that are written anew. Newer clients keep threads on their
/// server alone, so files may be missing or old.
Format ampFormat();

} // namespace tokenmeter
