// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/WeekHeatMap.h"

#include "format/DateText.h"

namespace tokenmeter
{

QString hourName(int hourOfDay)
{
    return QStringLiteral("%1:00").arg(hourOfDay, 2, 10, QLatin1Char('0'));
}

void WeekHeatMap::setHours(const Week &hours, int firstDayOfWeek, HeatMapData look)
{
    look.rows = int(hours.size());
    look.columns = int(hours.front().size());
    look.labelsBelow = true;
    for (int row = 0; row < look.rows; ++row) {
        const int number = (firstDayOfWeek - 1 + row) % look.rows; // 0 = Monday
        look.rowLabels.push_back({row, DateText::weekdayShort(number + 1)});
        for (int hour = 0; hour < look.columns; ++hour) {
            const Hour &cell = hours[std::size_t(number)][std::size_t(hour)];
            look.cells.push_back({hour, row, cell.value, cell.unpriced, false, false, cell.tip});
        }
    }
    constexpr int labelEvery = 6;
    for (int hour = 0; hour < look.columns; hour += labelEvery) {
        look.columnLabels.push_back({hour, hourName(hour)});
    }
    setData(std::move(look));
}

QString WeekHeatMap::columnHeader(int column) const
{
    return hourName(column);
}

} // namespace tokenmeter
