// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Time.h"

#include <chrono>
#include <optional>
#include <vector>

namespace tokenmeter
{

/// [from, to) in UTC.
struct PollRange
{
    UtcTime from{};
    UtcTime to{};
    friend bool operator==(const PollRange &, const PollRange &) = default;
};

/// How much of a range one request may ask for.
enum class Slice : unsigned char {
    Whole, ///< any range
    Day,   ///< one calendar day
    Month, ///< one calendar month
    Now,   ///< no range at all: the present state
};

/// How far back a report is read.
struct ReadPlan
{
    Slice slice = Slice::Whole;
    std::chrono::minutes zone{0};       ///< east of UTC: where the source cuts its days and months
    std::chrono::days overlap{2};       ///< read again on each poll, since recent buckets are restated
    std::chrono::days firstRead{31};    ///< how far back the first poll reads
    std::chrono::days longest{0};       ///< longest stretch of one request; 0 = any
    /// Up to this day of a month the month before is not final and is read again as well; 0 = never.
    unsigned openMonthUntil = 0;
};

/// First moment of the source's day that holds `time`.
UtcTime dayStart(UtcTime time, std::chrono::minutes zone);
/// First moment of the source's month that holds `time`.
UtcTime monthStart(UtcTime time, std::chrono::minutes zone);
/// The source's day that holds `time`.
LocalDay dayIn(UtcTime time, std::chrono::minutes zone);
/// [midnight, next midnight) of a day of the source.
PollRange rangeOfDay(LocalDay day, std::chrono::minutes zone);

/// What to read and replace now: whole days (months for Slice::Month) of the source, from `overlap` before the end of what
/// was read last, to the end of the present day; also the month before while it is open. Nothing read yet: from `firstRead` ago.
/// @param readTo exclusive end of the last complete poll
PollRange rangeToRead(const ReadPlan &plan, UtcTime now, std::optional<UtcTime> readTo);

/// The stretches that need a request chain each, oldest first; together they are the range. For Slice::Now: one, the range.
std::vector<PollRange> slicesOf(const ReadPlan &plan, const PollRange &range);

} // namespace tokenmeter
