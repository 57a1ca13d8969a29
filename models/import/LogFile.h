// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Result.h"
#include "import/Unpacker.h"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tokenmeter
{

/// A log opened for reading: only regular files, never blocking (a FIFO among the logs must not hang the program).
/// One that is packed with gzip or zstd, or a file in a zip archive, is read as if it were not packed: forwards, and from its start
/// again when an earlier place is asked for. Not for two threads at once then.
class LogFile
{
public:
    /// @param path of a file, or of an archive with the name of a file in it behind ("/a/export.zip/costs.csv")
    /// Problems: FileMissing, FileUnreadable (the system's reason), NotARegularFile.
    static Result<LogFile> open(const std::string &path, const UnpackLimits &limits = {});
    LogFile(LogFile &&other) noexcept;
    LogFile &operator=(LogFile &&other) noexcept;
    ~LogFile();

    const std::string &path() const { return m_path; }
    std::int64_t size() const { return m_size; }             ///< bytes on the disk, when opened: packed ones
    bool isPacked() const { return m_packing != Packing::None; }
    /// Bytes to read; of a packed file nobody knows before its end, so the largest number.
    std::int64_t contentSize() const { return isPacked() ? std::numeric_limits<std::int64_t>::max() : m_size; }
    std::int64_t modifiedNs() const { return m_modifiedNs; } ///< nanoseconds since the epoch
    std::uint64_t device() const { return m_device; }
    std::uint64_t inode() const { return m_inode; }

    /// Reads up to `size` bytes of the content at `offset`, again after interruptions. 0 at the end, -1 on an error (readProblem()).
    std::int64_t readAt(std::int64_t offset, char *to, std::size_t size) const;
    /// Why the last readAt() failed: FileUnreadable, PackedDamaged, PackedTooLarge.
    Problem readProblem() const;
    /// Hash of the first `bytes` bytes on the disk (fewer when the file is shorter); the same on every machine.
    std::uint64_t headHash(std::int64_t bytes) const;
    /// The names of the files in a zip archive; see archiveMembers().
    /// @param leftOut null, or gets how many there are beyond those that are looked at
    std::optional<std::vector<std::string>> members(std::int64_t *leftOut = nullptr) const;
    /// The offset of the first line that begins at or after `offset`; the size when there is none.
    /// For cutting a file into pieces.
    std::int64_t lineStartAt(std::int64_t offset) const;

private:
    LogFile() = default;
    std::int64_t readRaw(std::int64_t offset, char *to, std::size_t size) const;
    std::int64_t readUnpacked(std::int64_t offset, char *to, std::size_t size) const;
    std::unique_ptr<Unpacker> unpacker() const;

    struct Unpacking
    {
        std::unique_ptr<Unpacker> unpacker{};
        std::int64_t at = 0;
    };
    int m_descriptor = -1;
    Packing m_packing = Packing::None;
    std::string m_member{}; ///< of a zip archive
    UnpackLimits m_limits{};
    std::unique_ptr<Unpacking> m_unpacking{}; ///< null: not packed
    std::string m_path{};
    std::int64_t m_size = 0;
    std::int64_t m_modifiedNs = 0;
    std::uint64_t m_device = 0;
    std::uint64_t m_inode = 0;
};

/// The archive's own path in the path of a file in it ("/a/export.zip/costs.csv"): where it leads through a regular file. Nothing else is looked at.
std::optional<std::string> archiveOf(const std::string &path);
/// The number that stands for a file in an archive, where others have their inode.
std::uint64_t memberInode(std::uint64_t archive, const std::string &member);
/// The names of the files in a zip archive that can be asked for, sorted: none that leads out of it ("../"). Nothing when the path is
/// no such archive.
std::optional<std::vector<std::string>> archiveMembers(const std::string &path, std::int64_t *leftOut = nullptr);

} // namespace tokenmeter
