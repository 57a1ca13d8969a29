// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Zone.h"

namespace tokenmeter
{

/// Hours of the day in which nothing is delivered, in the user's zone. Alerts are stored all the same.
struct QuietHours
{
    bool enabled = false;
    int fromMinute = 22 * 60; ///< of the local day, inclusive
    int toMinute = 7 * 60;    ///< exclusive; smaller than fromMinute: over midnight. Equal: never quiet
    friend bool operator==(const QuietHours &, const QuietHours &) = default;
};

bool isQuiet(const QuietHours &quiet, UtcTime now, const Zone &zone);
/// The earliest moment from `now` on that is not quiet. Right when clocks change inside.
UtcTime dueAt(const QuietHours &quiet, UtcTime now, const Zone &zone);

} // namespace tokenmeter
