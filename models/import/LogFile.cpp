// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/LogFile.h"

#include "core/Identity.h"

#include <algorithm>
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

} // namespace

Result<LogFile> LogFile::open(const std::string &path)
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
    // Non-blocking until it is known to be a regular file: opening a FIFO would wait for its other end.
    file.m_descriptor = ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
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
    file.m_inode = info.st_ino;
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
        const std::int64_t got = readAt(std::int64_t(filled), head.data() + filled, head.size() - filled);
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

} // namespace tokenmeter
