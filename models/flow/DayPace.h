// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Zone.h"

namespace tokenmeter
{

/// How much of a usual day's spend has passed by this hour: from the hours of the last 28 days, the hour that is running counted
/// in proportion. Statistics, no bookkeeping.
class DayPace
{
public:
    static constexpr int Days = 28; ///< complete days before today whose hours are to be added
    DayPace(UtcTime now, const Zone &zone);
    /// @param hour first moment of a local hour; @param amount in display units
    void add(UtcTime hour, double amount);
    double elapsedShare() const;

private:
    std::chrono::milliseconds timeOfDay(UtcTime time) const;
    Zone m_zone;
    std::chrono::milliseconds m_now{};
    double m_elapsed = 0; ///< of today's hours
    double m_before = 0;
    double m_all = 0;
};

} // namespace tokenmeter
