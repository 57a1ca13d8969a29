// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Result.h"

#include <cstddef>
#include <cstdint>
#include <string>

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

} // namespace tokenmeter
