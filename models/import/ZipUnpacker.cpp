// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/Unpacker.h"

#include <algorithm>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zip.h>

namespace tokenmeter
{
namespace
{

struct ArchiveCloser
{
    void operator()(zip_t *archive) const { ::zip_discard(archive); }
};
struct MemberCloser
{
    void operator()(zip_file_t *member) const { ::zip_fclose(member); }
};
using Archive = std::unique_ptr<zip_t, ArchiveCloser>;

/// The archive has a descriptor of its own, which it closes.
Archive openArchive(int descriptor)
{
    const int own = ::fcntl(descriptor, F_DUPFD_CLOEXEC, 0);
    if (own < 0 || ::lseek(own, 0, SEEK_SET) < 0) {
        return nullptr;
    }
    int error = 0;
    zip_t *archive = ::zip_fdopen(own, 0, &error);
    if (archive == nullptr) {
        ::close(own);
    }
    return Archive{archive};
}

class ZipUnpacker final : public Unpacker
{
public:
    ZipUnpacker(Archive archive, std::unique_ptr<zip_file_t, MemberCloser> member, std::int64_t packed, const UnpackLimits &limits)
        : m_archive{std::move(archive)}, m_member{std::move(member)}, m_packed{packed}, m_limits{limits}
    {
    }

    std::int64_t read(char *to, std::size_t size) override
    {
        if (!m_member) {
            return fail(Cause::PackedDamaged);
        }
        // What a member says of its own size is not believed: the check sum at its end is looked at by libzip.
        std::size_t filled = 0;
        for (zip_int64_t got = 1; got > 0 && filled < size; filled += std::size_t(got)) {
            got = ::zip_fread(m_member.get(), to + filled, size - filled);
            if (got < 0 && filled == 0) {
                return fail(Cause::PackedDamaged);
            }
            got = std::max(got, zip_int64_t{0});
        }
        return isWithin(m_limits, std::int64_t(filled), m_packed) ? std::int64_t(filled) : -1;
    }

private:
    Archive m_archive; // before the member: the member is closed first
    std::unique_ptr<zip_file_t, MemberCloser> m_member;
    std::int64_t m_packed;
    UnpackLimits m_limits;
};

} // namespace

std::optional<std::vector<ZipMember>> zipMembers(int descriptor)
{
    const Archive archive = openArchive(descriptor);
    if (!archive) {
        return std::nullopt;
    }
    std::vector<ZipMember> members;
    const zip_int64_t entries = std::min(::zip_get_num_entries(archive.get(), 0), zip_int64_t{MaxZipMembers});
    for (zip_int64_t i = 0; i < entries; ++i) {
        zip_stat_t info;
        ::zip_stat_init(&info);
        if (::zip_stat_index(archive.get(), zip_uint64_t(i), 0, &info) != 0 || (info.valid & ZIP_STAT_NAME) == 0 || info.name == nullptr) {
            continue;
        }
        const std::string_view name = info.name;
        if (!name.empty() && !name.ends_with('/')) {
            members.push_back({std::string{name}, (info.valid & ZIP_STAT_COMP_SIZE) != 0 ? std::int64_t(info.comp_size) : 0});
        }
    }
    return members;
}

std::unique_ptr<Unpacker> makeZipUnpacker(int descriptor, const std::string &member, const UnpackLimits &limits)
{
    Archive archive = openArchive(descriptor);
    if (!archive) {
        return nullptr;
    }
    const zip_int64_t index = ::zip_name_locate(archive.get(), member.c_str(), 0);
    if (index < 0) {
        return nullptr;
    }
    struct stat file = {};
    zip_stat_t info;
    ::zip_stat_init(&info);
    const bool isSized = ::fstat(descriptor, &file) == 0 && ::zip_stat_index(archive.get(), zip_uint64_t(index), 0, &info) == 0 && (info.valid & ZIP_STAT_COMP_SIZE) != 0;
    const std::int64_t packed = isSized ? std::min(std::int64_t(info.comp_size), std::int64_t(file.st_size)) : 0;
    std::unique_ptr<zip_file_t, MemberCloser> opened{::zip_fopen_index(archive.get(), zip_uint64_t(index), 0)}; // null: a password
    return std::make_unique<ZipUnpacker>(std::move(archive), std::move(opened), packed, limits);
}

} // namespace tokenmeter
