// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Int128.h"
#include "core/Time.h"

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

namespace tokenmeter
{

/// A change of price that is known beforehand or lies inside the history.
struct PriceStep
{
    LocalDay day{};      ///< first day at the new price
    double factor = 1.0; ///< new / old, weighted by the share of what it touches
};

/// What a forecast is made from. Amounts are doubles in display units: statistics, not bookkeeping.
struct ForecastInput
{
    LocalDay firstDay{};         ///< of daily[0], local
    std::vector<double> daily{}; ///< complete days without a gap; days before the first with spend are no history
    struct Today
    {
        double spent = 0;
        double elapsedShare = 0; ///< `p`, see elapsedShareOf(); 0 to 1
    };
    /// The day after the last of `daily`, when it has begun.
    std::optional<Today> today{};
    LocalDay periodFrom{};
    LocalDay periodTo{}; ///< exclusive
    std::vector<PriceStep> priceSteps{};
};

enum class ForecastEvidence : std::uint8_t {
    None, ///< no number may be shown
    Thin, ///< a wide band, marked; no alert
    Enough,
};

/// Range of an amount: the ends of the 80 % band and the expected value; 0 <= low <= expected <= high.
struct ForecastRange
{
    double low = 0;
    double expected = 0;
    double high = 0;
};

inline constexpr std::size_t ForecastWindows = 5;

/// With evidence None only `days` and `spent` mean something.
struct Forecast
{
    ForecastEvidence evidence = ForecastEvidence::None;
    int days = 0; ///< complete days of history
    double spent = 0; ///< inside the period, today included
    ForecastRange remaining{};
    ForecastRange total{}; ///< spent + remaining

    /// One for each day that is still to come, today (its rest) first when it was given.
    struct Ahead
    {
        LocalDay day{};
        double weight = 1;   ///< weekday, month end and known prices; a usual day is 1
        double expected = 0; ///< the sum over all is remaining.expected
    };
    std::vector<Ahead> ahead{};
    bool todayGiven = false; ///< the first of `ahead` has begun

    std::array<double, 7> weekdayFactors{1, 1, 1, 1, 1, 1, 1}; ///< Monday first
    std::map<int, double> calendarExcess{}; ///< by day of month 1..3 and by days to its end -3..-1 (-1 = last)
    std::array<double, ForecastWindows> windowWeights{}; ///< of the levels over 7, 14, 28, 56, 112 days
    double level = 0; ///< a usual day
    std::optional<LocalDay> regimeStart{}; ///< the level changed on this day; only the days since count
    double regimeRatio = 1; ///< the level since, over the level before
    int horizon = 0; ///< of the comparison with the past, days
    int origins = 0;
};

/// Forecast to the end of a period: analysis/README.md has the method and its source. Same input, same output.
/// An empty period, or one that is over, has nothing remaining.
Forecast forecastOf(const ForecastInput &input);

/// What a day weighs against a usual one by its weekday and its place in the month, as the forecast sees it.
double dayWeight(const Forecast &forecast, LocalDay day);

/// Share of a usual day's spend that falls before this time of day.
/// @param before spend of the last 28 days before this time of day; @param all all spend of those days
/// @param mean mean of those days; @param elapsed share of today's hours that has passed
double elapsedShareOf(double before, double all, double mean, double elapsed);

/// When the available amount is used up.
struct Breach
{
    bool already = false; ///< spent more than is available
    std::optional<LocalDay> expected{}, earliest{}, latest{}; ///< nothing: not inside the period
};
Breach breachOf(const Forecast &forecast, double available);

/// What may be spent today, so that spending so every day ends exactly at the limit. Amounts are integers in one unit
/// of the caller's choice, such as attos (at most 1e32 of them); rounded down. Without evidence all days weigh the same.
/// Meant for a forecast with today; without it the first day to come stands for today and is counted once more among the
/// days to come, as the reference cases do: a little too careful, never too generous.
Int128 safeToday(const Forecast &forecast, Int128 available, Int128 spentBeforeToday, Int128 spentToday);

} // namespace tokenmeter
