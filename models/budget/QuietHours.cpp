// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "budget/QuietHours.h"

namespace tokenmeter
{
namespace
{

using namespace std::chrono;

minutes minuteOfDay(UtcTime now, const Zone &zone)
{
    const auto local = now.time_since_epoch() + zone.offsetAt(now);
    return duration_cast<minutes>(local - floor<days>(local));
}

} // namespace

bool isQuiet(const QuietHours &quiet, UtcTime now, const Zone &zone)
{
    if (!quiet.enabled || quiet.fromMinute == quiet.toMinute) {
        return false;
    }
    const int minute = int(minuteOfDay(now, zone).count());
    return quiet.fromMinute < quiet.toMinute ? minute >= quiet.fromMinute && minute < quiet.toMinute
                                             : minute >= quiet.fromMinute || minute < quiet.toMinute;
}

UtcTime dueAt(const QuietHours &quiet, UtcTime now, const Zone &zone)
{
    if (!isQuiet(quiet, now, zone)) {
        return now;
    }
    // Minute by minute, since a change of clock may skip the end or let it come twice. At most a day and a change of clock.
    constexpr int Most = 27 * 60;
    UtcTime due = floor<minutes>(now);
    for (int step = 0; step < Most && isQuiet(quiet, due, zone); ++step) {
        due += minutes{1};
    }
    return due;
}

} // namespace tokenmeter
