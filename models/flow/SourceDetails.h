// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Problem.h"
#include "ledger/LedgerReader.h"
#include "ledger/SourceBook.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace tokenmeter
{

/// What a source tells of some time.
struct OverlapSide
{
    std::int64_t records = 0;
    std::int64_t tokens = 0; ///< rare classes included
    OverlapSide &operator+=(const OverlapSide &other)
    {
        records += other.records;
        tokens += other.tokens;
        return *this;
    }
};
struct OverlapDay
{
    LocalDay day{};
    OverlapSide first{};
    OverlapSide second{};
};
/// Days on which both tell something, ascending; whatever counts. What the user excluded is in none.
struct OverlapDays
{
    Overlap overlap{};
    std::vector<OverlapDay> days{};
    OverlapSide first{}; ///< of these days
    OverlapSide second{};
};
/// Reads the records of both, with progress; days are cut as the second source cuts them. Of these days all is told, also models that
/// only one of them has. @param zone the user's
Result<OverlapDays> overlapDaysOf(LedgerReader &reader, const Overlap &overlap, const Zone &zone, const ReadProgress &progress = {});

/// By file and offset, with their lines where the file is still there: reads the files.
Result<std::vector<Problem>> sourceProblemsOf(LedgerReader &reader, const SourceKey &source, std::size_t limit);

/// What was merged, and what would count without it.
struct SourceDuplicates
{
    SourceCopies copies{}; ///< with the rules that merged something alone, the one with most copies first
    /// Of all examples, in their order: where it counts, then its copies. Only the place of each is used; a line where the file has
    /// lines and is still there.
    std::vector<Problem> places{};
    std::int64_t lines = 0; ///< of its files that were merged into others of the same file
    std::optional<std::int64_t> lineTokens{}; ///< that these would have added, where it was counted; nothing: for none it was
    std::int64_t uncountedLines = 0; ///< of these: it was not counted when they were read
    MergedFiles files{};             ///< that they stand in
    std::vector<Problem> filePlaces{}; ///< of each of them two: its first such line, and its last one; as above
};
/// Reads all sightings, with progress, and the files of the examples. An unknown source is a problem. @param files how many of `files`
Result<SourceDuplicates> sourceDuplicatesOf(LedgerReader &reader, const SourceKey &source, const DuplicateQuestion &question = {},
                                            std::size_t files = MaxDuplicateExamples, const ReadProgress &progress = {});

/// A page of what follows.
template <class What>
struct MoreOf
{
    std::vector<What> found{};
    std::vector<Problem> places{}; ///< as those of SourceDuplicates
};
/// Groups of a rule behind one. Reads all sightings again, and keeps the page alone.
Result<MoreOf<DuplicateGroup>> moreDuplicatesOf(LedgerReader &reader, const SourceKey &source, SightingRule rule, const DuplicatePlace &after, std::size_t limit,
                                                const ReadProgress &progress = {});
Result<MoreOf<MergedFile>> moreMergedFilesOf(LedgerReader &reader, const SourceKey &source, const MergedFile &after, std::size_t limit);

} // namespace tokenmeter
