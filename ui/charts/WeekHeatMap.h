// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/HeatMap.h"

#include <array>

namespace tokenmeter
{

/// Hours of a week: a column an hour of the local clock, a row a weekday.
class WeekHeatMap : public HeatMap
{
    Q_OBJECT
public:
    struct Hour
    {
        std::optional<Int128> value{}; ///< nothing = there was no such hour
        bool unpriced = false;         ///< nothing of it has a price
        TipContent tip{};
    };
    using Week = std::array<std::array<Hour, 24>, 7>; ///< Monday first
    using HeatMap::HeatMap;

    void setHours(const Week &hours, int firstDayOfWeek, HeatMapData look);
    QString columnHeader(int column) const override;
};

/// "06:00"
QString hourName(int hourOfDay);

} // namespace tokenmeter
