// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/CoverOrder.h"

#include <algorithm>
#include <numeric>

namespace tokenmeter
{

CoverOrder::CoverOrder(std::span<const int> ranks, std::span<const Choice> choices, std::span<const std::size_t> sequence,
                       std::span<const Choice> last)
    : m_covers(ranks.size(), std::vector<bool>(ranks.size())), m_reaches(m_covers)
{
    std::vector<std::vector<bool>> decided(ranks.size(), std::vector<bool>(ranks.size()));
    for (const Choice &choice : choices) {
        if (choice.winner == choice.loser || decided[choice.winner][choice.loser]) {
            continue;
        }
        decided[choice.winner][choice.loser] = decided[choice.loser][choice.winner] = true;
        if (!choice.both) {
            lead(choice.winner, choice.loser);
        }
    }
    std::vector<std::size_t> byRank(sequence.begin(), sequence.end());
    if (byRank.empty()) {
        byRank.resize(ranks.size());
        std::iota(byRank.begin(), byRank.end(), std::size_t{0});
    }
    std::stable_sort(byRank.begin(), byRank.end(), [&](std::size_t a, std::size_t b) { return ranks[a] < ranks[b]; });
    for (const std::size_t better : byRank) {
        for (const std::size_t worse : byRank) {
            if (ranks[better] < ranks[worse] && !decided[better][worse]) {
                lead(better, worse);
            }
        }
    }
    for (const Choice &choice : last) {
        if (!decided[choice.winner][choice.loser]) {
            lead(choice.winner, choice.loser);
        }
    }
}

/// The other way round where that would close a circle: the later of two sayings gives way.
void CoverOrder::lead(std::size_t from, std::size_t to)
{
    if (m_reaches[to][from]) {
        m_covers[to][from] = true;
        return;
    }
    m_covers[from][to] = true;
    if (m_reaches[from][to]) {
        return;
    }
    for (std::size_t before = 0; before < m_reaches.size(); ++before) {
        if (before != from && !m_reaches[before][from]) {
            continue;
        }
        m_reaches[before][to] = true;
        for (std::size_t after = 0; after < m_reaches.size(); ++after) {
            if (m_reaches[to][after]) {
                m_reaches[before][after] = true;
            }
        }
    }
}

} // namespace tokenmeter
