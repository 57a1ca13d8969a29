// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Problem.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tokenmeter
{

/// How a file is packed, told by its first bytes.
enum class Packing : std::uint8_t { None, Gzip, Zstd, Zip };

/// @param head the first bytes of a file; four are enough
Packing packingOf(std::string_view head);
/// "gzip", "zstd", "zip"
std::string_view nameOf(Packing packing);

/// What a packed file may hold. The ratio counts from `free` on, since a short text of one letter packs well without harm.
struct UnpackLimits
{
    std::int64_t most = std::int64_t{64} << 30;  ///< bytes in all
    std::int64_t ratio = 250;                    ///< bytes for each packed one; real logs have 5 to 60
    std::int64_t free = std::int64_t{64} << 20;  ///< bytes that are never refused for their ratio
};

/// The content of a packed file, forwards, in bounded memory (zstd: its window, at most 128 MiB).
class Unpacker
{
public:
    /// Reads packed bytes at an offset: how many, 0 at the end, -1 on an error.
    using ReadPacked = std::function<std::int64_t(std::int64_t offset, char *to, std::size_t size)>;

    virtual ~Unpacker() = default;
    /// The next bytes: how many, 0 at the end, -1 when what follows cannot be had (failure() tells why).
    virtual std::int64_t read(char *to, std::size_t size) = 0;
    /// PackedDamaged, PackedTooLarge; nothing where reading the file itself failed.
    std::optional<Cause> failure() const { return m_failure; }

protected:
    std::int64_t fail(Cause cause)
    {
        m_failure = cause;
        return -1;
    }
    /// Counts what came out. False once it is too much.
    bool isWithin(const UnpackLimits &limits, std::int64_t unpacked, std::int64_t packed);

private:
    std::optional<Cause> m_failure{};
    std::int64_t m_unpacked = 0;
};

/// Gzip (also of several members) or zstd (also of several frames).
std::unique_ptr<Unpacker> makeUnpacker(Packing packing, Unpacker::ReadPacked read, const UnpackLimits &limits);

/// One file in an archive.
struct ZipMember
{
    std::string name{}; ///< as the archive writes it, with '/' separators
    std::int64_t size = 0; ///< packed
};

inline constexpr std::size_t MaxZipMembers = 10'000;

struct ZipListing
{
    std::vector<ZipMember> members{}; ///< at most MaxZipMembers; folders are left out
    std::int64_t leftOut = 0;         ///< entries beyond
};

/// While one lives, an archive that was opened stays so for the next of its files, whoever asks, since its list of files is read when
/// it is opened; and what comes out of all its files together is counted and limited as what comes out of one.
class ArchiveKeeper
{
public:
    ArchiveKeeper();
    ~ArchiveKeeper();
    ArchiveKeeper(const ArchiveKeeper &) = delete;
    ArchiveKeeper &operator=(const ArchiveKeeper &) = delete;
};
/// How often an archive was opened by this program.
std::int64_t archivesOpened();

/// The files in a zip archive. Nothing when it is no archive that can be read.
/// @param descriptor of a regular file; stays open
std::optional<ZipListing> zipMembers(int descriptor);
/// Also of a file that is packed once more in there, with gzip or zstd. Null when there is no such member, or the archive cannot be read.
std::unique_ptr<Unpacker> makeZipUnpacker(int descriptor, const std::string &member, const UnpackLimits &limits);

} // namespace tokenmeter
