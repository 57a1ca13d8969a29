// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Zone.h"

#include <array>
#include <optional>
#include <vector>

namespace tokenmeter
{

inline constexpr int RunawayHistoryDays = 28;
inline constexpr int QuartersADayNominal = 96;

/// Spend by quarter hour (the ledger's grid, UTC), up to the one that is running. Amounts are doubles in display units.
struct RunawayInput
{
    std::int64_t firstQuarter = 0;  ///< quarter hours since 1970 of quarters[0]
    std::vector<double> quarters{}; ///< without a gap; the last one is the present quarter, with what it has so far
    std::optional<double> absoluteRate{}; ///< display units an hour that the user set as a limit: judged whatever the history
};

/// What alerts compare with; at a moment, from the 28 days before the window.
struct RunawayBaseline
{
    double median = 0;       ///< of active quarters
    std::array<double, 3> largest{}; ///< sums over 1, 4, 16 consecutive quarters
    double medianDay = 0;    ///< of active days
    std::array<double, 24> activeShare{}; ///< of the days, by local hour
    int days = 0;            ///< of history: less than 14 = only the absolute rate counts
};

/// A rate far above what this history knows, or work at an hour at which nobody works.
struct Runaway
{
    enum class Why : std::uint8_t { None, Quarter, Hour, FourHours, Night, AbsoluteRate };
    Why why = Why::None;
    bool alarm() const { return why != Why::None; }
    double window = 0;  ///< spend of the window that says so
    double compared = 0; ///< what it was compared with
    double ratePerHour = 0; ///< of the last hour
    UtcTime episodeStart{}; ///< first quarter of the episode this belongs to: it ends after 24 quarters without the condition
    std::optional<UtcTime> nextUsualHour{}; ///< until somebody usually works again
    double untilThen = 0; ///< rate x hours until then
    RunawayBaseline baseline{};
};

/// Same input, same output; episodes are found by looking back over the last days of the input.
/// Costs O(quarters). 32 days of quarters let an episode of up to four days be traced to its start.
Runaway runawayOf(const RunawayInput &input, const Zone &zone);

} // namespace tokenmeter
