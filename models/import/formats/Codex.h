// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "import/Format.h"

namespace tokenmeter
{

/// Rollout files of the Codex CLI, desktop app and IDE extension: `~/.codex/{sessions,archived_sessions}/**/*.jsonl`,
/// append-only, stateful. See formats/README.md for replays, identities and unknown models.
Format codexFormat();

} // namespace tokenmeter
