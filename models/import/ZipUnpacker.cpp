// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/Unpacker.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <tuple>
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
    bool sharesPlace = false; ///< in the file with who opened it: for nobody else
    void operator()(zip_t *archive) const { ::zip_discard(archive); }
};
struct MemberCloser
{
    void operator()(zip_file_t *member) const { ::zip_fclose(member); }
};
using Archive = std::unique_ptr<zip_t, ArchiveCloser>;

/// Which archive, as it lies on the disk.
using ArchiveKey = std::tuple<std::uint64_t, std::uint64_t, std::int64_t, std::int64_t>;

std::optional<ArchiveKey> keyOf(int descriptor)
{
    struct stat file = {};
    if (::fstat(descriptor, &file) != 0) {
        return std::nullopt;
    }
    return ArchiveKey{file.st_dev, file.st_ino, file.st_size, std::int64_t{file.st_mtim.tv_sec} * 1'000'000'000 + file.st_mtim.tv_nsec};
}

/// Archives that are open and in nobody's hands: libzip wants each in those of one thread.
class Shelf
{
public:
    static Shelf &shelf()
    {
        static Shelf one;
        return one;
    }

    void keepers(int more)
    {
        std::vector<std::pair<ArchiveKey, Archive>> gone; // closed behind the lock
        const std::lock_guard lock{m_mutex};
        m_keepers += more;
        if (m_keepers == 0) {
            gone.swap(m_archives);
            m_unpacked.clear();
        }
    }
    /// The archive has a descriptor of its own, which it closes.
    Archive take(const ArchiveKey &key, int descriptor)
    {
        {
            const std::lock_guard lock{m_mutex};
            const auto found = std::find_if(m_archives.begin(), m_archives.end(), [&](const auto &each) { return each.first == key; });
            if (found != m_archives.end()) {
                Archive archive = std::move(found->second);
                m_archives.erase(found);
                return archive;
            }
            ++m_opened;
        }
        // A duplicate would share its place in the file, which two threads must not.
        int own = ::open(("/proc/self/fd/" + std::to_string(descriptor)).c_str(), O_RDONLY | O_CLOEXEC);
        const bool sharesPlace = own < 0;
        own = sharesPlace ? ::fcntl(descriptor, F_DUPFD_CLOEXEC, 0) : own;
        if (own < 0 || ::lseek(own, 0, SEEK_SET) < 0) {
            return nullptr;
        }
        int error = 0;
        zip_t *archive = ::zip_fdopen(own, 0, &error);
        if (archive == nullptr) {
            ::close(own);
        }
        return Archive{archive, ArchiveCloser{sharesPlace}};
    }
    void giveBack(const ArchiveKey &key, Archive archive)
    {
        constexpr std::size_t MostArchives = 16; // one a thread that reads
        Archive oldest; // nobody has asked for it for longest; closed behind the lock
        const std::lock_guard lock{m_mutex};
        if (m_keepers == 0 || !archive || archive.get_deleter().sharesPlace) {
            return;
        }
        if (m_archives.size() >= MostArchives) {
            oldest = std::move(m_archives.front().second);
            m_archives.erase(m_archives.begin());
        }
        m_archives.emplace_back(key, std::move(archive));
    }
    /// Counts what came out of any file of the archive. @return in all, while there is a keeper
    std::int64_t unpacked(const ArchiveKey &key, std::int64_t more)
    {
        const std::lock_guard lock{m_mutex};
        return m_keepers > 0 ? m_unpacked[key] += more : 0;
    }
    std::int64_t opened()
    {
        const std::lock_guard lock{m_mutex};
        return m_opened;
    }

private:
    std::mutex m_mutex{};
    int m_keepers = 0;
    std::int64_t m_opened = 0;
    std::vector<std::pair<ArchiveKey, Archive>> m_archives{};
    std::map<ArchiveKey, std::int64_t> m_unpacked{};
};

class ZipUnpacker final : public Unpacker
{
public:
    ZipUnpacker(Archive archive, const ArchiveKey &key, std::unique_ptr<zip_file_t, MemberCloser> member, std::int64_t packed, const UnpackLimits &limits)
        : m_archive{std::move(archive)}, m_key{key}, m_member{std::move(member)}, m_packed{packed}, m_limits{limits}
    {
    }
    ~ZipUnpacker() override
    {
        m_member.reset(); // before the archive
        Shelf::shelf().giveBack(m_key, std::move(m_archive));
    }
    ZipUnpacker(const ZipUnpacker &) = delete;
    ZipUnpacker &operator=(const ZipUnpacker &) = delete;

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
        const std::int64_t ofAll = Shelf::shelf().unpacked(m_key, std::int64_t(filled));
        if (ofAll > m_limits.free && ofAll / m_limits.ratio > std::get<2>(m_key)) {
            return fail(Cause::PackedTooLarge);
        }
        return isWithin(m_limits, std::int64_t(filled), m_packed) ? std::int64_t(filled) : -1;
    }

private:
    Archive m_archive;
    ArchiveKey m_key;
    std::unique_ptr<zip_file_t, MemberCloser> m_member;
    std::int64_t m_packed;
    UnpackLimits m_limits;
};

/// A file in an archive that is packed itself.
class PackedMember final : public Unpacker
{
public:
    /// @param head of the file, which was read already
    PackedMember(std::unique_ptr<Unpacker> outer, Packing packing, std::string head, const UnpackLimits &limits) : m_outer{std::move(outer)}, m_head{std::move(head)}
    {
        m_inner = makeUnpacker(packing, [this](std::int64_t, char *to, std::size_t size) { return readOuter(to, size); }, limits);
    }

    std::int64_t read(char *to, std::size_t size) override
    {
        const std::int64_t got = m_inner->read(to, size);
        if (got < 0) {
            return fail(m_outer->failure().value_or(m_inner->failure().value_or(Cause::PackedDamaged)));
        }
        return got;
    }

private:
    /// Forwards, as it is asked for.
    std::int64_t readOuter(char *to, std::size_t size)
    {
        if (!m_head.empty()) {
            const std::size_t given = m_head.copy(to, size);
            m_head.erase(0, given);
            return std::int64_t(given);
        }
        return m_outer->read(to, size);
    }

    std::unique_ptr<Unpacker> m_outer;
    std::string m_head;
    std::unique_ptr<Unpacker> m_inner{};
};

std::unique_ptr<Unpacker> openMember(int descriptor, const std::string &member, const UnpackLimits &limits)
{
    const std::optional<ArchiveKey> key = keyOf(descriptor);
    Archive archive = key ? Shelf::shelf().take(*key, descriptor) : nullptr;
    if (!archive) {
        return nullptr;
    }
    const zip_int64_t index = ::zip_name_locate(archive.get(), member.c_str(), 0);
    if (index < 0) {
        Shelf::shelf().giveBack(*key, std::move(archive));
        return nullptr;
    }
    zip_stat_t info;
    ::zip_stat_init(&info);
    const bool isSized = ::zip_stat_index(archive.get(), zip_uint64_t(index), 0, &info) == 0 && (info.valid & ZIP_STAT_COMP_SIZE) != 0;
    const std::int64_t packed = isSized ? std::min(std::int64_t(info.comp_size), std::get<2>(*key)) : 0;
    std::unique_ptr<zip_file_t, MemberCloser> opened{::zip_fopen_index(archive.get(), zip_uint64_t(index), 0)}; // null: a password
    return std::make_unique<ZipUnpacker>(std::move(archive), *key, std::move(opened), packed, limits);
}

} // namespace

ArchiveKeeper::ArchiveKeeper()
{
    Shelf::shelf().keepers(1);
}

ArchiveKeeper::~ArchiveKeeper()
{
    Shelf::shelf().keepers(-1);
}

std::int64_t archivesOpened()
{
    return Shelf::shelf().opened();
}

std::optional<ZipListing> zipMembers(int descriptor)
{
    const std::optional<ArchiveKey> key = keyOf(descriptor);
    Archive archive = key ? Shelf::shelf().take(*key, descriptor) : nullptr;
    if (!archive) {
        return std::nullopt;
    }
    ZipListing listing;
    const zip_int64_t all = ::zip_get_num_entries(archive.get(), 0);
    const zip_int64_t entries = std::min(all, zip_int64_t{MaxZipMembers});
    listing.leftOut = all - entries;
    for (zip_int64_t i = 0; i < entries; ++i) {
        zip_stat_t info;
        ::zip_stat_init(&info);
        if (::zip_stat_index(archive.get(), zip_uint64_t(i), 0, &info) != 0 || (info.valid & ZIP_STAT_NAME) == 0 || info.name == nullptr) {
            continue;
        }
        const std::string_view name = info.name;
        if (!name.empty() && !name.ends_with('/')) {
            listing.members.push_back({std::string{name}, (info.valid & ZIP_STAT_COMP_SIZE) != 0 ? std::int64_t(info.comp_size) : 0});
        }
    }
    Shelf::shelf().giveBack(*key, std::move(archive));
    return listing;
}

std::unique_ptr<Unpacker> makeZipUnpacker(int descriptor, const std::string &member, const UnpackLimits &limits)
{
    std::unique_ptr<Unpacker> plain = openMember(descriptor, member, limits);
    const bool mayBePacked = member.ends_with(".gz") || member.ends_with(".zst") || member.ends_with(".GZ") || member.ends_with(".ZST");
    if (!plain || !mayBePacked) {
        return plain;
    }
    std::string head(4, '\0');
    const std::int64_t got = plain->read(head.data(), head.size());
    head.resize(std::size_t(std::max<std::int64_t>(got, 0)));
    const Packing packing = packingOf(head);
    if (packing == Packing::Gzip || packing == Packing::Zstd) {
        return std::make_unique<PackedMember>(std::move(plain), packing, std::move(head), limits);
    }
    plain.reset(); // the archive is of use for the second time
    return openMember(descriptor, member, limits); // only its name says so
}

} // namespace tokenmeter
