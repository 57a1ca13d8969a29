// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Int128.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace tokenmeter
{

/// A model by what my work would cost on it and how good it is. All costs of a set in one currency and of the same requests.
struct FrontierPoint
{
    Int128 low = 0, cost = 0, high = 0; ///< low <= cost <= high
    std::int64_t quality = 0;           ///< of one scale, in any unit
};

enum class FrontierState : std::uint8_t {
    Frontier,           ///< nothing is both as cheap and as good
    FrontierUncertain,  ///< so, but within the bands something could be
    Dominated,          ///< something is both, whatever the assumptions
    DominatedUncertain, ///< something is both at the central assumptions
};

/// One a point. Sorted scans: O(n log n).
/// @param error differences of quality below it are none
std::vector<FrontierState> frontierOf(std::span<const FrontierPoint> points, std::int64_t error = 0);

/// The staircase: indices of points on the frontier by cost, then quality descending; of equal ones all.
std::vector<std::size_t> staircaseOf(std::span<const FrontierPoint> points, std::span<const FrontierState> states);

} // namespace tokenmeter
