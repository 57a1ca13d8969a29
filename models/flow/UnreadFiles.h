// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Result.h"
#include "import/Discovery.h"
#include "import/LogFile.h"
#include "ledger/LedgerReader.h"
#include "ledger/LedgerWriter.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace tokenmeter
{

/// A file that a run could not read.
struct FailedFile
{
    SourceKey source{};
    std::string path{};
    Problem problem{};
    /// Its owner is at work on it, it is being replaced, or it has gone: it says nothing of the file, and what was known of it before stays.
    bool passes = false;
};

/// Whether that problem passes, by what lies at the path now. @param read what was read; null: it could not be opened
bool passesByItself(const Problem &problem, const std::string &path, const LogFile *read);

/// Keeps in the ledger what of these sources could not be read, in place of what it says of them: what a look did not come by stays as long as it
/// is there. What several sources of one root tell of one path is the first one's. Writes nothing where the ledger says so already.
/// @return how many came or went
Result<std::int64_t> noteUnreadFiles(LedgerWriter &writer, LedgerReader &reader, std::span<const DiscoveredSource> sources, std::span<const FailedFile> failed,
                                     std::span<const SourceStanding> standings);

} // namespace tokenmeter
