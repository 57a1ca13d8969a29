// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/ReportKeys.h"

#include <array>
#include <cstdio>

namespace tokenmeter
{

using namespace std::chrono;

std::string hourText(UtcTime start, const Zone &zone)
{
    const seconds offset = zone.offsetAt(start);
    const LocalDay day{floor<days>((start + offset).time_since_epoch())};
    const minutes ofDay = floor<minutes>((start + offset).time_since_epoch() - day.time_since_epoch());
    const minutes east = duration_cast<minutes>(offset < seconds{0} ? -offset : offset);
    std::array<char, 40> text{};
    std::snprintf(text.data(), text.size(), "T%02d:%02d%c%02d:%02d", int(ofDay.count() / 60), int(ofDay.count() % 60),
                  offset < seconds{0} ? '-' : '+', int(east.count() / 60), int(east.count() % 60));
    return toIso(day) + text.data();
}

std::string weekText(LocalDay monday)
{
    // A week belongs to the year of its Thursday.
    const LocalDay thursday = monday + days{3};
    const year_month_day date{thursday};
    const LocalDay newYear{date.year() / January / 1};
    std::array<char, 40> text{};
    std::snprintf(text.data(), text.size(), "%04d-W%02d", int(date.year()), int((thursday - newYear).count() / 7 + 1));
    return text.data();
}

std::string monthText(std::int64_t month)
{
    std::array<char, 40> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02d", int(month / 12), int(month % 12 + 1));
    return text.data();
}

} // namespace tokenmeter
