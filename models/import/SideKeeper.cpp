// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/SideKeeper.h"

#include "import/LogFile.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <mutex>
#include <tuple>
#include <utility>

namespace tokenmeter
{
namespace
{

using SideState = std::tuple<std::uint64_t, std::uint64_t, std::int64_t, std::int64_t>; ///< device, inode, size, time of change

struct KeptSide
{
    std::mutex mutex{}; ///< of what follows
    SideState state{};
    std::shared_ptr<const void> value{};
};

/// All that is kept, and by how many keepers.
class SideStore
{
public:
    static SideStore &store()
    {
        static SideStore one;
        return one;
    }
    void keepers(int more)
    {
        std::map<std::string, Place> gone; // outside the lock: it may be large
        const std::lock_guard lock{m_mutex};
        m_keepers += more;
        if (m_keepers == 0) {
            gone.swap(m_places);
        }
    }
    /// Null where nobody keeps.
    std::shared_ptr<KeptSide> placeOf(const std::string &path)
    {
        const std::lock_guard lock{m_mutex};
        if (m_keepers == 0) {
            return nullptr;
        }
        if (m_places.size() >= std::size_t(SideKeeper::MostKept) && !m_places.contains(path)) {
            const auto isEarlier = [](const auto &a, const auto &b) { return a.second.asked < b.second.asked; };
            m_places.erase(std::min_element(m_places.begin(), m_places.end(), isEarlier));
        }
        Place &place = m_places[path];
        if (!place.kept) {
            place.kept = std::make_shared<KeptSide>();
        }
        place.asked = ++m_asked;
        return place.kept;
    }

private:
    struct Place
    {
        std::shared_ptr<KeptSide> kept{};
        std::uint64_t asked = 0; ///< when last
    };
    std::mutex m_mutex{};
    int m_keepers = 0;
    std::uint64_t m_asked = 0;
    std::map<std::string, Place> m_places{};
};

} // namespace

SideKeeper::SideKeeper()
{
    SideStore::store().keepers(1);
}

SideKeeper::~SideKeeper()
{
    SideStore::store().keepers(-1);
}

std::shared_ptr<const void> keptBeside(const std::string &path, const std::function<std::shared_ptr<const void>()> &read)
{
    const Result<LogFile> file = LogFile::open(path);
    if (!file) {
        return nullptr;
    }
    const SideState state{file->device(), file->inode(), file->size(), file->modifiedNs()};
    const std::shared_ptr<KeptSide> kept = SideStore::store().placeOf(path);
    if (!kept) {
        return read();
    }
    const std::lock_guard lock{kept->mutex};
    if (!kept->value || kept->state != state) {
        kept->value = read();
        kept->state = state;
    }
    return kept->value;
}

} // namespace tokenmeter
