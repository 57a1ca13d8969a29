// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstdint>

namespace tokenmeter
{

/// The first and the last of some places in a file: bytes of lines, or numbers of rows.
struct OffsetSpan
{
    std::int64_t first = -1; ///< -1 = of none
    std::int64_t last = -1;

    bool isEmpty() const { return first < 0; }
    void add(std::int64_t offset)
    {
        first = isEmpty() ? offset : std::min(first, offset);
        last = std::max(last, offset);
    }
    void add(const OffsetSpan &other)
    {
        if (!other.isEmpty()) {
            add(other.first);
            add(other.last);
        }
    }
    friend bool operator==(const OffsetSpan &, const OffsetSpan &) = default;
};

} // namespace tokenmeter
