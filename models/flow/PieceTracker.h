// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tokenmeter
{

/// Tells up to where a file that is read in pieces, possibly out of order, has been read without a gap.
/// Only that part may be stored as its checkpoint. Not thread-safe.
class PieceTracker
{
public:
    struct Reached
    {
        std::int64_t offset = 0;
        std::string parserState{};
        bool whole = false; ///< every piece is complete
    };
    /// @param begins first byte of each piece, ascending
    explicit PieceTracker(std::vector<std::int64_t> begins);

    /// Piece `index` has been handed on up to `offset`.
    /// @return the new end of the part without a gap, when it moved
    std::optional<Reached> advance(std::size_t index, std::int64_t offset, std::string parserState, bool last);

private:
    struct Piece
    {
        std::int64_t reached = 0;
        std::string parserState{};
        bool complete = false;
    };
    std::vector<Piece> m_pieces;
    std::size_t m_current = 0; ///< the first piece that is not complete, or the last one
    std::int64_t m_stored = -1;
};

} // namespace tokenmeter
