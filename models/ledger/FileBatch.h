// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/BilledLine.h"
#include "core/CacheReading.h"
#include "core/OffsetSpan.h"
#include "core/Problem.h"
#include "core/UsageRecord.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tokenmeter
{

/// One root of one format on one machine.
struct SourceKey
{
    std::string format{};  ///< "claude-code"
    std::string root{};    ///< absolute path of the folder, or of the single file the user named
    friend auto operator<=>(const SourceKey &, const SourceKey &) = default;
};

/// Version of a mapped file that another mapping has read since: no profile has it, and no look reads the file unasked. Stored.
inline constexpr std::int32_t ReadByAnother = 1;

/// How far a file was read, and what tells whether it only grew since.
struct FileState
{
    std::string path{}; ///< absolute
    std::uint64_t device = 0;
    std::uint64_t inode = 0;
    std::int64_t size = 0;      ///< when last looked at
    std::int64_t modifiedNs = 0; ///< mtime, nanoseconds since the epoch
    std::uint64_t headHash = 0; ///< of the first headBytes bytes
    std::int64_t headBytes = 0; ///< at most 4096
    std::int64_t offset = 0;    ///< byte after the last complete line that is in the ledger
    std::int32_t parserVersion = 0; ///< a mended parser reads again
    std::string parserState{};  ///< opaque to the ledger; without content of prompts
    friend bool operator==(const FileState &, const FileState &) = default;
};

/// What one piece of one file gave. Applied whole or not at all.
struct FileBatch
{
    SourceKey source{};
    std::string path{}; ///< absolute; the file the records came from
    UsageBatch usage{};
    std::vector<BilledLine> charges{}; ///< of a whole file; stored by flow/BillFiles, not by append()
    std::int64_t duplicateLines = 0; ///< usage lines that were merged into others before they got here
    std::int64_t duplicateTokens = 0; ///< that these would have added, all classes
    OffsetSpan duplicatePlaces{};     ///< of these lines and those that they were merged into
    std::int64_t skippedLines = 0;   ///< lines that look like usage and are damaged
    std::vector<Problem> problems{};
    /// Set when everything before checkpoint->offset is in the ledger once this batch is.
    /// A checkpoint behind what another process stored meanwhile is ignored: records are idempotent, so nothing is lost.
    std::optional<FileState> checkpoint{};
    bool fromStart = false; ///< the file is read again from 0 (new or replaced): its old problems and counters go
    /// It is all that the file holds, which its owner writes anew: a record of it stands where this says, wherever it stood before.
    bool isWhole = false;
    CacheReading cacheReading = CacheReading::Told; ///< by which it was read; left out where the user decided otherwise meanwhile
    /// Of a mapped file: the versions by which it is read as now, this one among them. What it gave by any other goes when this is stored,
    /// by whatever mapping that was, and what the user decided of it is said of the record in its place.
    std::vector<std::int32_t> alikeVersions{};
    bool isRewritten = false; ///< of a mapped file: it does not begin with what it held when it was last read
};

} // namespace tokenmeter
