// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/NamedPeriod.h"
#include "flow/OverviewPeriods.h"

namespace tokenmeter
{

/// What a period is compared with. A period of whole months, counted from its first day (a calendar month, a quarter, a billing cycle that
/// begins on the 15th), has as many months before it; any other range as many days.
struct ReviewPeriods
{
    DayRange inView{};
    DayRange before{};     ///< whole
    DayRange compared{};   ///< its first days, as many as have passed of the one in view
    DayRange yearBefore{}; ///< the same days a year before; of a running period as many as have passed
    int elapsedDays = 0;   ///< of the one in view; today counts
    bool isRunning = false; ///< today is inside
    bool isAhead = false;   ///< it has not begun
};
ReviewPeriods reviewPeriodsOf(const NamedPeriod &period, LocalDay today);

/// The period before or after this one, of the same kind and length.
NamedPeriod neighbourOf(const NamedPeriod &period, bool forward);

} // namespace tokenmeter
