// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ledger/DayCutter.h"
#include "ledger/UsageQuery.h"

#include <array>
#include <vector>

namespace tokenmeter
{

/// To which group of an answer a record, or a row of a rollup, belongs.
class CellKeys
{
public:
    CellKeys(const std::vector<Dimension> &dimensions, const Zone &zone, bool quarterHours)
        : m_dimensions{dimensions}, m_cutter{zone}, m_quarterHours{quarterHours}
    {
    }

    /// Where it stands in time and who asked; see Dimension.
    struct Place
    {
        std::int64_t day = 0;
        std::int64_t quarter = 0;
        Precision precision = Precision::Instant;
        std::int64_t session = 0;
        std::int64_t tag = 0;
    };
    using Parts = std::array<std::int64_t, MaxDimensions>;
    Parts of(const Place &place, const FacetRow &facet) const;

    const std::vector<Dimension> &dimensions() const { return m_dimensions; }
    DayCutter &cutter() { return m_cutter; }
    const DayCutter &cutter() const { return m_cutter; }

private:
    std::int64_t part(Dimension dimension, const Place &place, const FacetRow &facet) const;

    std::vector<Dimension> m_dimensions;
    DayCutter m_cutter;
    bool m_quarterHours = false;
};

} // namespace tokenmeter
