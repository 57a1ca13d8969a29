// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/LogFile.h"

#include "core/Identity.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace tokenmeter
{
namespace
{

constexpr std::size_t ScanBlock = 256U << 10;

/// Whether the name of a file in an archive stays in there when it is put behind the archive's path.
bool isPlainName(std::string_view name)
{
    for (std::size_t at = 0; at <= name.size();) {
        const std::size_t end = std::min(name.find('/', at), name.size());
        const std::string_view part = name.substr(at, end - at);
        if (part.empty() || part == "." || part == "..") {
            return false;
        }
        at = end + 1;
    }
    return name.find('\n') == std::string_view::npos;
}

/// Where the archive's path ends in the path of a file in it: the first part that is a regular file. 0 when there is none.
std::size_t archiveEnd(const std::string &path)
{
    for (std::size_t slash = path.find('/', 1); slash != std::string::npos; slash = path.find('/', slash + 1)) {
        struct stat info = {};
        if (::stat(path.substr(0, slash).c_str(), &info) != 0) {
            return 0;
        }
        if (S_ISREG(info.st_mode)) {
            return slash;
        }
    }
    return 0;
}

} // namespace

Result<LogFile> LogFile::open(const std::string &path, const UnpackLimits &limits)
{
    const auto failure = [&](int error) {
        const bool missing = error == ENOENT || error == ENOTDIR;
        Problem problem{.cause = missing ? Cause::FileMissing : Cause::FileUnreadable, .file = path};
        if (!missing) {
            problem.args.push_back(std::generic_category().message(error));
        }
        return problem;
    };
    LogFile file;
    file.m_path = path;
    file.m_limits = limits;
    // Non-blocking until it is known to be a regular file: opening a FIFO would wait for its other end.
    file.m_descriptor = ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    if (file.m_descriptor < 0 && errno == ENOTDIR) {
        if (const std::size_t end = archiveEnd(path); end != 0 && isPlainName(std::string_view{path}.substr(end + 1))) {
            file.m_member = path.substr(end + 1);
            file.m_descriptor = ::open(path.substr(0, end).c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
        } else {
            errno = ENOTDIR;
        }
    }
    if (file.m_descriptor < 0) {
        return errno == ENXIO ? Problem{.cause = Cause::NotARegularFile, .file = path} : failure(errno); // ENXIO: a socket
    }
    struct stat info = {};
    if (::fstat(file.m_descriptor, &info) != 0) {
        return failure(errno);
    }
    if (!S_ISREG(info.st_mode)) {
        return Problem{.cause = Cause::NotARegularFile, .file = path};
    }
    ::fcntl(file.m_descriptor, F_SETFL, 0);
    ::posix_fadvise(file.m_descriptor, 0, 0, POSIX_FADV_SEQUENTIAL);
    file.m_size = info.st_size;
    file.m_modifiedNs = std::int64_t{info.st_mtim.tv_sec} * 1'000'000'000 + info.st_mtim.tv_nsec;
    file.m_device = info.st_dev;
    file.m_inode = file.m_member.empty() ? info.st_ino : memberInode(info.st_ino, file.m_member);
    std::array<char, 4> head{};
    const std::int64_t got = file.readRaw(0, head.data(), head.size());
    const Packing packing = packingOf({head.data(), std::size_t(std::max<std::int64_t>(got, 0))});
    if (!file.m_member.empty() && packing != Packing::Zip) {
        return Problem{.cause = Cause::FileMissing, .file = path};
    }
    if (!file.m_member.empty() || packing == Packing::Gzip || packing == Packing::Zstd) {
        file.m_packing = packing;
        file.m_unpacking = std::make_unique<Unpacking>();
        file.m_unpacking->unpacker = file.unpacker();
        if (!file.m_unpacking->unpacker) {
            return Problem{.cause = Cause::FileMissing, .file = path};
        }
    }
    return file;
}

LogFile::LogFile(LogFile &&other) noexcept
{
    *this = std::move(other);
}

LogFile &LogFile::operator=(LogFile &&other) noexcept
{
    std::swap(m_descriptor, other.m_descriptor);
    std::swap(m_path, other.m_path);
    std::swap(m_member, other.m_member);
    std::swap(m_unpacking, other.m_unpacking);
    m_packing = other.m_packing;
    m_limits = other.m_limits;
    m_size = other.m_size;
    m_modifiedNs = other.m_modifiedNs;
    m_device = other.m_device;
    m_inode = other.m_inode;
    return *this;
}

LogFile::~LogFile()
{
    if (m_descriptor >= 0) {
        ::close(m_descriptor);
    }
}

std::int64_t LogFile::readAt(std::int64_t offset, char *to, std::size_t size) const
{
    return m_unpacking ? readUnpacked(offset, to, size) : readRaw(offset, to, size);
}

Problem LogFile::readProblem() const
{
    const int error = errno;
    if (m_unpacking && m_unpacking->unpacker) {
        if (const std::optional<Cause> cause = m_unpacking->unpacker->failure()) {
            return {.cause = *cause, .file = m_path, .args = {std::string{nameOf(m_packing)}}};
        }
    }
    return {.cause = Cause::FileUnreadable, .file = m_path, .args = {std::generic_category().message(error)}};
}

std::unique_ptr<Unpacker> LogFile::unpacker() const
{
    if (!m_member.empty()) {
        return makeZipUnpacker(m_descriptor, m_member, m_limits);
    }
    // The descriptor as it is now: this object may be moved.
    return makeUnpacker(
        m_packing,
        [descriptor = m_descriptor](std::int64_t offset, char *to, std::size_t size) -> std::int64_t {
            for (;;) {
                const ssize_t got = ::pread(descriptor, to, size, offset);
                if (got >= 0 || errno != EINTR) {
                    return got;
                }
            }
        },
        m_limits);
}

std::int64_t LogFile::readUnpacked(std::int64_t offset, char *to, std::size_t size) const
{
    Unpacking &unpacking = *m_unpacking;
    if (offset < unpacking.at) {
        unpacking.unpacker.reset(); // its archive is of use for the next
        unpacking.unpacker = unpacker();
        unpacking.at = 0;
    }
    if (!unpacking.unpacker) {
        errno = EIO;
        return -1;
    }
    std::vector<char> passed(offset > unpacking.at ? ScanBlock : 0);
    while (unpacking.at < offset) {
        const std::size_t wanted = std::size_t(std::min<std::int64_t>(offset - unpacking.at, std::int64_t(passed.size())));
        const std::int64_t got = unpacking.unpacker->read(passed.data(), wanted);
        if (got <= 0) {
            return got;
        }
        unpacking.at += got;
    }
    const std::int64_t got = unpacking.unpacker->read(to, size);
    unpacking.at += std::max<std::int64_t>(got, 0);
    return got;
}

std::int64_t LogFile::readRaw(std::int64_t offset, char *to, std::size_t size) const
{
    for (;;) {
        const ssize_t got = ::pread(m_descriptor, to, size, offset);
        if (got >= 0 || errno != EINTR) {
            return got;
        }
    }
}

std::uint64_t LogFile::headHash(std::int64_t bytes) const
{
    std::string head(std::size_t(std::max<std::int64_t>(bytes, 0)), '\0');
    std::size_t filled = 0;
    while (filled < head.size()) {
        const std::int64_t got = readRaw(std::int64_t(filled), head.data() + filled, head.size() - filled);
        if (got <= 0) {
            break;
        }
        filled += std::size_t(got);
    }
    head.resize(filled);
    return familyOf({head});
}

std::int64_t LogFile::lineStartAt(std::int64_t offset) const
{
    if (offset <= 0) {
        return 0;
    }
    std::vector<char> block(ScanBlock);
    for (std::int64_t at = offset - 1; at < m_size;) {
        const std::int64_t got = readAt(at, block.data(), block.size());
        if (got <= 0) {
            break;
        }
        if (const void *newline = std::memchr(block.data(), '\n', std::size_t(got))) {
            return std::min(at + (static_cast<const char *>(newline) - block.data()) + 1, m_size);
        }
        at += got;
    }
    return m_size;
}

std::uint64_t memberInode(std::uint64_t archive, const std::string &member)
{
    return familyOf({std::to_string(archive), member});
}

std::optional<std::string> archiveOf(const std::string &path)
{
    const std::size_t end = archiveEnd(path);
    return end == 0 ? std::nullopt : std::optional{path.substr(0, end)};
}

std::optional<std::vector<std::string>> archiveMembers(const std::string &path, std::int64_t *leftOut)
{
    const Result<LogFile> file = LogFile::open(path);
    if (!file) {
        return std::nullopt;
    }
    return file->members(leftOut);
}

std::optional<std::vector<std::string>> LogFile::members(std::int64_t *leftOut) const
{
    std::array<char, 4> head{};
    const std::int64_t got = readRaw(0, head.data(), head.size());
    if (!m_member.empty() || packingOf({head.data(), std::size_t(std::max<std::int64_t>(got, 0))}) != Packing::Zip) {
        return std::nullopt;
    }
    std::vector<std::string> names;
    const std::optional<ZipListing> listing = zipMembers(m_descriptor);
    if (!listing) {
        return std::nullopt;
    }
    if (leftOut != nullptr) {
        *leftOut = listing->leftOut;
    }
    for (const ZipMember &member : listing->members) {
        if (isPlainName(member.name)) {
            names.push_back(member.name);
        }
    }
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
}

} // namespace tokenmeter
