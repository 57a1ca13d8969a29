// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "import/Discovery.h"
#include "ledger/FileBatch.h"

#include <cstdint>
#include <vector>

namespace tokenmeter
{

/// What to do with one log, given what the ledger knows of it.
struct FilePlan
{
    enum class Action : std::uint8_t {
        Skip,   ///< nothing changed since it was read: cost a stat
        Resume, ///< may only have grown: read from `offset`, provided its head is still the same
        Restart ///< new, replaced, shortened, or read by an older parser: from its start
    };
    Action action = Action::Restart;
    const FileState *known = nullptr; ///< null for a file never seen; lives in KnownFiles
    std::int64_t offset = 0;
};

/// The states of one source, found by path and by inode.
class KnownFiles
{
public:
    explicit KnownFiles(std::vector<FileState> states);
    /// Decides by stat alone. A file that moved inside its source (same device and inode, other path) goes on where it was,
    /// but is not skipped, since its new path must be stored.
    /// Replaced and shortened files restart; what was read of them before stays in the ledger.
    /// The plan points into this object.
    /// A database that changed always goes on where it was, also when it has become smaller: what was read of it is known by its rows.
    FilePlan planFor(const DiscoveredFile &file, std::int32_t parserVersion, FileKind kind = FileKind::Lines) const;

private:
    std::vector<FileState> m_states; ///< sorted by path
    std::vector<std::size_t> m_byInode;
};

} // namespace tokenmeter
