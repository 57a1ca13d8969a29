// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/HeatMap.h"
#include "core/Time.h"

namespace tokenmeter
{

/// Days of one year or more: a column a week, a row a weekday.
class CalendarHeatMap : public HeatMap
{
    Q_OBJECT
public:
    struct Day
    {
        LocalDay day{};
        std::optional<Int128> value{}; ///< nothing = an outline
        bool unpriced = false;         ///< nothing of it has a price
        bool future = false;
        bool picks = false;
        TipContent tip{};
    };
    using HeatMap::HeatMap;

    /// @param days consecutive; @param firstDayOfWeek 1 = Monday ... 7 = Sunday
    void setDays(const std::vector<Day> &days, int firstDayOfWeek, HeatMapData look);
    LocalDay dayOf(int mark) const { return m_first + std::chrono::days{mark}; }
    /// Outlines the days of a range that are shown.
    void markDays(LocalDay from, LocalDay to);

    QString rowHeader(int row) const override;

private:
    LocalDay m_first{};
    int m_firstDayOfWeek = 1;
};

} // namespace tokenmeter
