// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Zone.h"

#include <cstdint>

namespace tokenmeter
{

inline constexpr std::int64_t QuarterMs = 900'000;
inline constexpr std::int64_t QuartersADay = 96;

constexpr std::int64_t floorDivide(std::int64_t value, std::int64_t by)
{
    return value >= 0 ? value / by : -((-value + by - 1) / by);
}

/// Quarter hours since 1970 UTC.
constexpr std::int64_t quarterOf(UtcTime time)
{
    return floorDivide(msOf(time), QuarterMs);
}

/// Cuts quarter hours into local days and hours. Remembers the last day, so that quarters in ascending order cost one
/// comparison each. Exact for zones whose offset is a multiple of 15 minutes, which is all of them since 1972.
class DayCutter
{
public:
    explicit DayCutter(Zone zone) : m_zone{std::move(zone)} {}

    /// Days since 1970-01-01.
    std::int64_t dayOf(std::int64_t quarter)
    {
        if (quarter < m_from || quarter >= m_to) {
            find(quarter);
        }
        return m_day;
    }
    /// As dayOf(), but a row that is only known by day stays on its date in every zone.
    std::int64_t dayOf(std::int64_t quarter, Precision precision)
    {
        return precision == Precision::Day ? floorDivide(quarter, QuartersADay) : dayOf(quarter);
    }
    /// First quarter of the local hour that holds this one.
    std::int64_t hourOf(std::int64_t quarter) const
    {
        const std::int64_t offset = m_zone.offsetAt(utcFromMs(quarter * QuarterMs)).count() / 900;
        return floorDivide(quarter + offset, 4) * 4 - offset;
    }
    /// First quarter of a local day.
    std::int64_t firstOf(std::int64_t day) const
    {
        return quarterOf(m_zone.startOf(LocalDay{std::chrono::days{day}}));
    }
    const Zone &zone() const { return m_zone; }

private:
    void find(std::int64_t quarter)
    {
        m_day = m_zone.dayOf(utcFromMs(quarter * QuarterMs)).time_since_epoch().count();
        m_from = firstOf(m_day);
        m_to = firstOf(m_day + 1);
    }

    Zone m_zone;
    std::int64_t m_day = 0;
    std::int64_t m_from = 1;
    std::int64_t m_to = 0;
};

} // namespace tokenmeter
