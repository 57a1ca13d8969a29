// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Result.h"
#include "flow/ImportPlan.h"
#include "ledger/LedgerReader.h"
#include "ledger/LedgerWriter.h"

#include <cstdint>
#include <functional>
#include <stop_token>
#include <vector>

namespace tokenmeter
{

/// How far an import is. Bytes are those to read, not those of all files.
struct ImportCounters
{
    std::int64_t filesTotal = 0, filesDone = 0;
    std::int64_t bytesTotal = 0, bytesDone = 0;
};

/// What an import holds in memory at once; tests set less.
struct ImportLimits
{
    std::size_t queuedRecords = 40'000; ///< between readers and writer, lines of bills among them: about 10 MB
    std::size_t billedLines = 200'000;  ///< of bills that wait to be stored together
};

struct ImportRequest
{
    std::vector<DiscoveredSource> sources{};
    std::vector<Problem> discoveryProblems{};
    UtcTime now{};
    unsigned threads = 1; ///< that read and parse; writing has the calling thread
    ImportLimits limits{};
    /// Called on the writing thread after each commit, at most some times a second.
    std::function<void(const ImportCounters &)> progress{};
};

struct ImportedSource
{
    SourceKey key{};
    std::int64_t files = 0;
    std::int64_t records = 0; ///< usage lines, and lines of bills, that were read from it in this run
};

struct ImportSummary
{
    std::int64_t filesFound = 0, filesRead = 0, filesUnchanged = 0, filesFailed = 0;
    AppendReport lines{};
    std::int64_t filesRefused = 0; ///< of those that failed: tables with rows that their profile cannot read (Cause::RowsRefused)
    std::int64_t billedLines = 0; ///< of bills that were imported as files
    std::int64_t billStores = 0;  ///< how often such were stored: more than once where there were too many to be held
    std::int64_t yielded = 0; ///< records that are left out from now on, since another source tells the same (flow/Overlaps.h)
    std::int64_t troubles = 0; ///< files that could not be read and could before, or the other way round: what the ledger says of them changed
    std::int64_t repriced = 0; ///< records of an older version's ledger that have an amount alone, and were priced at 0 until now
    std::int64_t bytesRead = 0;
    std::vector<ImportedSource> sources{};
    std::vector<Problem> problems{}; ///< at most MaxReportedProblems
    std::int64_t problemCount = 0;
    bool cancelled = false; ///< what was committed stays; the next import goes on from there
};

inline constexpr std::size_t MaxReportedProblems = 200;

/// Reads what changed, prices it and writes it, newest files first. The calling thread writes; `threads` others read
/// and parse, sharing big files of stateless formats in pieces. Memory is bounded whatever the files' sizes, but for bills: some
/// hundred thousand lines of them are held, and beside these all that the ledger has of the billing periods (of FOCUS) or the stretch
/// of time that they are of, since only both together tell which of two files counts.
/// Neither the order of files nor the number of threads nor a stop in between changes what the ledger holds in the end.
/// Fails only when the ledger does; a file that cannot be read is a problem and a count, and is kept with its source (flow/UnreadFiles.h).
Result<ImportSummary> importLogs(LedgerWriter &writer, LedgerReader &reader, const RateSource &rates,
                                 const ImportRequest &request, std::stop_token stop);

} // namespace tokenmeter
