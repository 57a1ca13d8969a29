// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ledger/FileBatch.h"

#include <optional>

namespace tokenmeter
{

enum class CheckpointStep {
    Ignore,  ///< another process is further
    Refresh, ///< nothing new was read; size, time and the like are taken over
    Advance, ///< counters are added
    Restart, ///< the file was read from its start: old counters and problems go, then Advance
};

/// What to do with the checkpoint of a batch. It moves backwards only where the file itself was replaced or cut, or the
/// parser is another one; two processes that read the same file at once count it once.
CheckpointStep checkpointStep(const std::optional<FileState> &stored, const FileState &next, bool fromStart);

} // namespace tokenmeter
