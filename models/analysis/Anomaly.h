// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Int128.h"
#include "core/Time.h"

#include <cstdint>
#include <string>
#include <vector>

namespace tokenmeter
{

/// What a day is judged by. Amounts are doubles in display units.
struct AnomalyInput
{
    LocalDay firstDay{};         ///< of daily[0], local
    std::vector<double> daily{}; ///< complete days before the one that is judged, without a gap; days before the first with spend are no history
    double day = 0;              ///< spend of the day after the last of `daily`: whole, or so far
};

/// A day that is far above what this scope's own history lets expect. Only upward: a fall to zero is no anomaly.
struct Anomaly
{
    bool enough = false; ///< enough history to judge: at least 14 of the 56 days before, 10 of them with spend; else silent
    bool flag = false;   ///< robust score, rank and size all say so
    double z = 0;        ///< modified z-score of ln(spend / weight of the day)
    double expected = 0; ///< of this day
    double excess = 0;   ///< day - expected
};
Anomaly anomalyOf(const AnomalyInput &input);

/// What an hour is judged by. Amounts are doubles in display units.
struct HourAnomalyInput
{
    std::vector<double> hours{}; ///< complete hours of the 28 days before, without a gap
    double hour = 0;             ///< the one after the last of `hours`: whole, or so far
    double medianActiveDay = 0;  ///< of the days with spend among those days
};
/// An hour far above the hours with spend before it (at least 50; else silent): robust score, a quarter more than the largest, and
/// at least half a usual active day of excess. Deliberately strict.
Anomaly anomalyOfHour(const HourAnomalyInput &input);

/// One key (model, project, session, hour) of an explanation. Integers in one unit.
struct ExcessPart
{
    std::string key{};
    Int128 actual = 0;   ///< of the day
    Int128 baseline = 0; ///< its spend in the days before; not negative
    Int128 expected = 0; ///< its share of what was expected
    Int128 excess = 0;   ///< actual - expected; the sum over all keys is the excess exactly
    bool isNew = false;  ///< its share was 0
};
/// Fills `expected` and `excess` by largest remainder (ties to the lower index) and sorts by excess, the largest first.
/// @param expected of the whole, same unit. Without any baseline nothing is expected of anybody but the first
std::vector<ExcessPart> explainExcess(Int128 expected, std::vector<ExcessPart> parts);
/// How many of the first parts to name: one, or two when the first explains less than 60 %.
std::size_t namedParts(const std::vector<ExcessPart> &parts, Int128 excess);

} // namespace tokenmeter
