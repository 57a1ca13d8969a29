// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/DayPace.h"

#include "analysis/Forecast.h"

#include <algorithm>

namespace tokenmeter
{

using namespace std::chrono;

DayPace::DayPace(UtcTime now, const Zone &zone) : m_zone{zone}, m_now{timeOfDay(now)}
{
    const LocalDay today = zone.dayOf(now);
    const UtcTime start = zone.startOf(today);
    m_elapsed = double((now - start).count()) / double((zone.startOf(today + days{1}) - start).count());
}

milliseconds DayPace::timeOfDay(UtcTime time) const
{
    const auto local = (time + m_zone.offsetAt(time)).time_since_epoch();
    return local - floor<days>(local);
}

void DayPace::add(UtcTime hour, double amount)
{
    constexpr double HourMs = 3'600'000;
    m_all += amount;
    m_before += amount * std::clamp(double((m_now - timeOfDay(hour)).count()) / HourMs, 0.0, 1.0);
}

double DayPace::elapsedShare() const
{
    return elapsedShareOf(m_before, m_all, m_all / Days, m_elapsed);
}

} // namespace tokenmeter
