// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/Checkpoint.h"

namespace tokenmeter
{

CheckpointStep checkpointStep(const std::optional<FileState> &stored, const FileState &next, bool fromStart)
{
    if (!stored) {
        return CheckpointStep::Restart;
    }
    const bool sameFile = stored->device == next.device && stored->inode == next.inode
        && stored->parserVersion == next.parserVersion && stored->headBytes == next.headBytes && stored->headHash == next.headHash;
    const bool wasCut = next.size < stored->offset;
    if (fromStart && (!sameFile || wasCut)) {
        return CheckpointStep::Restart;
    }
    if (next.offset == stored->offset) {
        return *stored == next ? CheckpointStep::Ignore : CheckpointStep::Refresh;
    }
    if (next.offset < stored->offset) {
        return CheckpointStep::Ignore;
    }
    return fromStart ? CheckpointStep::Restart : CheckpointStep::Advance;
}

} // namespace tokenmeter
