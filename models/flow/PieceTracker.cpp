// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/PieceTracker.h"

namespace tokenmeter
{

PieceTracker::PieceTracker(std::vector<std::int64_t> begins)
{
    for (const std::int64_t begin : begins) {
        m_pieces.push_back({begin, {}, false});
    }
}

std::optional<PieceTracker::Reached> PieceTracker::advance(std::size_t index, std::int64_t offset, std::string parserState,
                                                           bool last)
{
    m_pieces[index] = {offset, std::move(parserState), last};
    while (m_current + 1 < m_pieces.size() && m_pieces[m_current].complete) {
        ++m_current;
    }
    const Piece &current = m_pieces[m_current];
    if (current.reached > m_stored) {
        m_stored = current.reached;
        return Reached{current.reached, current.parserState, m_current + 1 == m_pieces.size() && current.complete};
    }
    return std::nullopt;
}

} // namespace tokenmeter
