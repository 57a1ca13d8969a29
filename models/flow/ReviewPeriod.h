// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "flow/OverviewPeriods.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tokenmeter
{

/// What a review is of.
struct ReviewPeriod
{
    enum class Kind : std::uint8_t { Month, Quarter, Year, Range };
    Kind kind = Kind::Month; ///< how it is named; days that are a whole calendar month are Month, and so on
    DayRange days{};         ///< local
    friend bool operator==(const ReviewPeriod &, const ReviewPeriod &) = default;
};

/// Named by what it is: 1 to 31 October is the month.
ReviewPeriod reviewPeriodOf(DayRange days);
/// "2026-10", "2026-Q3", "2026", "2026-10-01..2026-10-15" (both inclusive, at most ten years). Nothing for anything else.
std::optional<ReviewPeriod> parseReviewPeriod(std::string_view text);
/// What parseReviewPeriod reads.
std::string toText(const ReviewPeriod &period);

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
ReviewPeriods reviewPeriodsOf(DayRange inView, LocalDay today);

/// The period before or after this one, of the same kind and length.
ReviewPeriod neighbourOf(const ReviewPeriod &period, bool forward);

} // namespace tokenmeter
