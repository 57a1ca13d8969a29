// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Problem.h"
#include "core/Result.h"
#include "core/UsageRecord.h"
#include "import/Format.h"

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

/// A log opened for reading: only regular files, never blocking (a FIFO among the logs must not hang the program).
class LogFile
{
public:
    /// Problems: FileMissing, FileUnreadable (the system's reason), NotARegularFile.
    static Result<LogFile> open(const std::string &path);
    LogFile(LogFile &&other) noexcept;
    LogFile &operator=(LogFile &&other) noexcept;
    ~LogFile();

    const std::string &path() const { return m_path; }
    std::int64_t size() const { return m_size; }             ///< bytes, when opened
    std::int64_t modifiedNs() const { return m_modifiedNs; } ///< nanoseconds since the epoch
    std::uint64_t device() const { return m_device; }
    std::uint64_t inode() const { return m_inode; }

    /// Reads up to `size` bytes at `offset`, again after interruptions. 0 at the end, -1 on an error (errno).
    std::int64_t readAt(std::int64_t offset, char *to, std::size_t size) const;
    /// Hash of the first `bytes` bytes (fewer when the file is shorter); the same on every machine.
    std::uint64_t headHash(std::int64_t bytes) const;
    /// The offset of the first line that begins at or after `offset`; the size when there is none.
    /// For cutting a file into pieces.
    std::int64_t lineStartAt(std::int64_t offset) const;

private:
    LogFile() = default;
    int m_descriptor = -1;
    std::string m_path{};
    std::int64_t m_size = 0;
    std::int64_t m_modifiedNs = 0;
    std::uint64_t m_device = 0;
    std::uint64_t m_inode = 0;
};

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
    UsageBatch usage{}; ///< one record an identity, copies inside the batch merged with mergeCopies
    std::int64_t duplicateLines = 0; ///< records that were merged into others
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
/// The last line is left alone until its newline is there: the tool is still writing it.
class LineLoop
{
public:
    struct Options
    {
        std::size_t flushRecords = 20'000; ///< a batch is handed on when it holds about as many
        std::size_t blockSize = 4U << 20;
        std::size_t maxLine = 16U << 20;   ///< a longer line is read with its texts cut short
        std::int64_t maxWholeFile = std::int64_t{1} << 30; ///< for formats that need the whole file at once
    };
    LineLoop();
    explicit LineLoop(const Options &options);
    ~LineLoop();

    /// @param deliver gets at least one batch, the last with `last` set. It may be empty but for `consumed`.
    /// @return the reason when the file could not be read on (FileUnreadable, LineTooLong for a whole file beyond the
    ///         limit, BadArgument when parserState is refused: read from 0 then) or when `stop` was asked for
    ///         (Cancelled). What was delivered before is good.
    Result<Done> read(const Format &format, const FileContext &file, const LogFile &log, const ReadRange &range,
                      const std::function<void(LineBatch &&)> &deliver, std::stop_token stop = {});

private:
    struct Private;
    std::unique_ptr<Private> d;
};

/// 1-based number of the line that starts at `offset`, by counting; 0 when the file cannot be read.
std::int64_t lineNumberAt(const std::string &path, std::int64_t offset);

} // namespace tokenmeter
