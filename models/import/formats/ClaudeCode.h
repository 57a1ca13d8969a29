// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "import/Format.h"

namespace tokenmeter
{

/// Transcripts of Claude Code: `~/.claude/projects/**/*.jsonl`, append-only, one assistant line or several a response.
/// Stateless. See formats/README.md for the identity of a record.
Format claudeCodeFormat();

} // namespace tokenmeter
