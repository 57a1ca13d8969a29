// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/BilledLine.h"
#include "core/OffsetSpan.h"
#include "core/Problem.h"
#include "core/Result.h"
#include "core/UsageRecord.h"
#include "import/Format.h"
#include "import/LogFile.h"

#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace tokenmeter
{

/// The part of a file to read.
struct ReadRange
{
    std::int64_t begin = 0; ///< start of a line
    /// Lines that begin before it are read, to their end. A line start, or the largest number for all there is.
    std::int64_t end = std::numeric_limits<std::int64_t>::max();
    /// What LineParser::saveState gave at `begin`; empty at the start and for stateless formats.
    std::string parserState{};
};

/// What part of a file gave.
struct LineBatch
{
    std::vector<BilledLine> charges{};
    UsageBatch usage{}; ///< one record an identity, copies inside the batch merged with mergeCopies
    // The counts and problems are those of lines before `consumed`; the records may hold those of a last line without
    // a newline beside them.
    std::int64_t duplicateLines = 0; ///< records that were merged into others
    std::int64_t duplicateTokens = 0; ///< that these would have added, all classes
    OffsetSpan duplicatePlaces{};     ///< of these records and those that they were merged into
    std::int64_t skippedLines = 0;   ///< usage lines that had to be left out
    std::vector<Problem> problems{}; ///< with file and offset; at most MaxProblems a batch
    std::int64_t problemCount = 0;   ///< all of them
    /// Everything before it has been handed on with this batch or one before; the line at it is not complete yet,
    /// or is the next to read.
    std::int64_t consumed = 0;
    std::string parserState{}; ///< the parser's at `consumed`
    bool last = false;         ///< nothing more comes of this range
};

inline constexpr std::size_t MaxProblems = 1000;

/// Reads ranges of files, one after the other, with one set of buffers (one a thread; 4 MiB, kept between files).
/// Only lines with their newline are consumed; what stands behind the last one may still be being written. Of stateless
/// formats, and those that read ahead, it is read nevertheless when it looks whole, because many files end without a newline: its records are handed
/// on, while problems and counts wait for the newline, with which the line is read again (records are idempotent).
/// Of a database the place in the file is the number of rows that were read, and only the parser's state says where to go on.
class LineLoop
{
public:
    struct Options
    {
        std::size_t flushRecords = 20'000; ///< a batch is handed on when it holds about as many
        std::size_t blockSize = 512U << 10; ///< copied, searched and parsed while it is still in the cache of the core
        std::size_t maxLine = 16U << 20;   ///< a longer line is read with its texts cut short
        /// For files that are read whole, where the format allows as much.
        std::int64_t maxWholeFile = std::int64_t{1} << 30;
    };
    LineLoop();
    explicit LineLoop(const Options &options);
    ~LineLoop();

    /// How a file is read, by its path and, where the format asks for it, by its beginning.
    static FileKind kindOf(const Format &format, std::string_view path, const LogFile &log);

    /// @param deliver gets at least one batch, the last with `last` set. It may be empty but for `consumed`.
    /// @return the reason when the file could not be read on (LogFile::readProblem(), FileUnreadable for a whole file
    ///         beyond the limit and a database that is locked, BadArgument when parserState is refused: read from 0 then) or when `stop` was asked for
    ///         (Cancelled). What was delivered before is good.
    Result<Done> read(const Format &format, const FileContext &file, const LogFile &log, const ReadRange &range,
                      const std::function<void(LineBatch &&)> &deliver, std::stop_token stop = {});

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace tokenmeter
