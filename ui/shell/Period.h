// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Time.h"

#include <cstdint>

namespace tokenmeter
{

enum class PeriodKind : std::uint8_t { Day, Week, Month, Quarter, Year, Custom };

/// Where months and weeks begin, as the user chose.
struct PeriodRules
{
    int billingDay = 1;     ///< first day of a billing month, 1 to 28; other values are clamped
    int firstDayOfWeek = 1; ///< 1 = Monday ... 7 = Sunday; other values read as Monday
    friend bool operator==(const PeriodRules &, const PeriodRules &) = default;
};

/// The days in view, already in the user's zone.
struct Period
{
    PeriodKind kind = PeriodKind::Month;
    LocalDay from{}; ///< inclusive
    LocalDay to{};   ///< inclusive
    friend bool operator==(const Period &, const Period &) = default;
};

/// The period of that kind which holds the day. Custom gives the one day.
/// A billing month that starts on day 12 is named after the month it starts in; a quarter is three and a year twelve of
/// these months, so that a year is the sum of its months.
Period periodAt(PeriodKind kind, LocalDay day, const PeriodRules &rules);

/// Both days inclusive, in either order.
Period customPeriod(LocalDay one, LocalDay other);

/// The neighbour of the same kind; a custom range moves by its own length.
Period nextPeriod(const Period &period, const PeriodRules &rules);
Period previousPeriod(const Period &period, const PeriodRules &rules);

/// Number of days, at least 1.
int daysIn(const Period &period);

/// False when the next period has not begun: there is nothing to step to.
bool canStepForward(const Period &period, LocalDay today);

} // namespace tokenmeter
