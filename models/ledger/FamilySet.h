// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace tokenmeter
{

/// Families, which are hashes already and never 0: one array, no node and no division for each of them.
class FamilySet
{
public:
    /// False when it is there already.
    bool insert(std::uint64_t family)
    {
        if (m_size * 2 >= m_slots.size()) {
            grow();
        }
        std::uint64_t &slot = m_slots[slotOf(family)];
        const bool isNew = slot != family;
        slot = family;
        m_size += isNew ? 1 : 0;
        return isNew;
    }
    bool contains(std::uint64_t family) const { return !m_slots.empty() && m_slots[slotOf(family)] == family; }
    std::size_t size() const { return m_size; }
    void clear()
    {
        m_slots = {};
        m_size = 0;
    }

private:
    /// Where it is, or the free slot where it belongs.
    std::size_t slotOf(std::uint64_t family) const
    {
        const std::size_t mask = m_slots.size() - 1;
        std::size_t at = std::size_t(family) & mask;
        while (m_slots[at] != 0 && m_slots[at] != family) {
            at = (at + 1) & mask;
        }
        return at;
    }
    void grow()
    {
        constexpr std::size_t First = 4096;
        const std::vector<std::uint64_t> old
            = std::exchange(m_slots, std::vector<std::uint64_t>(m_slots.empty() ? First : m_slots.size() * 2));
        for (const std::uint64_t family : old) {
            if (family != 0) {
                m_slots[slotOf(family)] = family;
            }
        }
    }

    std::vector<std::uint64_t> m_slots{}; ///< a power of two, at most half of them taken; 0 = free
    std::size_t m_size = 0;
};

} // namespace tokenmeter
