// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace tokenmeter
{

/// Who counts of those that tell the same usage. Pure: the same for the same ranks and choices, without a circle whatever the user said.
class CoverOrder
{
public:
    struct Choice
    {
        std::size_t winner = 0;
        std::size_t loser = 0;
        bool both = false; ///< neither covers the other
    };
    /// @param ranks the smaller counts; of equal ones neither covers the other, but where the user says so
    /// @param choices the one that goes first holds where two contradict each other, or close a circle; all go before ranks
    /// @param sequence all, the smallest rank first: in which order they are looked at; empty: as they are numbered
    /// @param last what holds after ranks, unless the user said otherwise
    CoverOrder(std::span<const int> ranks, std::span<const Choice> choices, std::span<const std::size_t> sequence = {}, std::span<const Choice> last = {});

    /// Whether what `loser` tells is left out where `winner` tells it.
    bool covers(std::size_t winner, std::size_t loser) const { return m_covers[winner][loser]; }

private:
    void lead(std::size_t from, std::size_t to);
    std::vector<std::vector<bool>> m_covers;
    std::vector<std::vector<bool>> m_reaches; ///< along covers, directly or over others
};

} // namespace tokenmeter
