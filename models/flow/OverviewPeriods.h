// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Time.h"

namespace tokenmeter
{

/// Days, both ends inclusive.
struct DayRange
{
    LocalDay from{};
    LocalDay to{};
    int length() const { return int((to - from).count()) + 1; }
    bool contains(LocalDay day) const { return from <= day && day <= to; }
    friend bool operator==(const DayRange &, const DayRange &) = default;
};

/// From the first to the last day of one month.
bool isCalendarMonth(DayRange range);

struct PreviousPeriod
{
    DayRange whole{};    ///< the month before a calendar month; otherwise the range of the same length just before
    DayRange compared{}; ///< its first days, as many as have passed of the one in view
};
/// @param today a day of a running period counts as passed; a period that lies ahead is compared whole
PreviousPeriod previousPeriodOf(DayRange inView, LocalDay today);

} // namespace tokenmeter
