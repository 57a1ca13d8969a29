// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/CalendarHeatMap.h"

#include "format/DateText.h"

#include <algorithm>

namespace tokenmeter
{
namespace
{

using namespace std::chrono;

constexpr int Week = 7;

int rowOf(LocalDay day, int firstDayOfWeek)
{
    return (int(weekday{day}.iso_encoding()) - firstDayOfWeek + Week) % Week;
}

} // namespace

void CalendarHeatMap::setDays(const std::vector<Day> &given, int firstDayOfWeek, HeatMapData look)
{
    m_firstDayOfWeek = firstDayOfWeek;
    look.rows = Week;
    look.columns = 0;
    if (!given.empty()) {
        m_first = given.front().day;
        const bool severalYears = year_month_day{given.front().day}.year() != year_month_day{given.back().day}.year();
        const LocalDay firstWeek = m_first - days{rowOf(m_first, firstDayOfWeek)};
        for (const Day &day : given) {
            const int column = int((day.day - firstWeek).count()) / Week;
            look.columns = std::max(look.columns, column + 1);
            look.cells.push_back({column, rowOf(day.day, firstDayOfWeek), day.value, day.unpriced, day.future, day.picks, day.tip});
            if (unsigned(year_month_day{day.day}.day()) == 1 && !day.future) {
                // The first whole week of the month; it may be the one after.
                look.columnLabels.push_back({column + (rowOf(day.day, firstDayOfWeek) > 0 && column > 0 ? 1 : 0), severalYears && year_month_day{day.day}.month() == January
                                                 ? QString::number(int(year_month_day{day.day}.year()))
                                                 : DateText::axisMonth(day.day)});
            }
        }
    }
    for (int row = 0; row < Week; ++row) {
        const int number = (firstDayOfWeek - 1 + row) % Week; // 0 = Monday
        if (number == 0 || number == 2 || number == 4) {
            look.rowLabels.push_back({row, DateText::weekdayShort(number + 1)});
        }
    }
    setData(std::move(look));
}

void CalendarHeatMap::markDays(LocalDay from, LocalDay to)
{
    std::set<int> cells;
    const int count = int(data().cells.size());
    for (LocalDay day = std::max(from, m_first); day <= to && (day - m_first).count() < count; day += days{1}) {
        cells.insert(int((day - m_first).count()));
    }
    setMarked(cells);
}

QString CalendarHeatMap::rowHeader(int row) const
{
    return DateText::weekdayShort((m_firstDayOfWeek - 1 + row) % Week + 1);
}

} // namespace tokenmeter
