// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/Scale.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace tokenmeter
{

/// Where a waterfall through some levels (in units of the measure) is drawn.
struct WaterfallRange
{
    double base = 0; ///< where totals begin; not 0 where the base is cut
    double step = 1; ///< what the base is a multiple of
    double low = 0, high = 1;

    static constexpr double CutBelow = 0.4;   ///< the base is cut where all levels lie within this part of the largest
    static constexpr double RoomBelow = 0.5; ///< of their range, left below the lowest
    static constexpr int CutSteps = 5;

    static WaterfallRange of(const std::vector<double> &levels)
    {
        WaterfallRange range;
        if (levels.empty()) {
            return range;
        }
        const auto [lowest, highest] = std::minmax_element(levels.begin(), levels.end());
        const double size = *highest - *lowest;
        if (*lowest > 0 && size > 0 && size < CutBelow * *highest) {
            // A round number below the lowest level: steps of 1, 2, 2.5 or 5 times a power of ten.
            range.step = Scale::forLargest(size, CutSteps).step();
            range.base = std::max(0.0, std::floor((*lowest - RoomBelow * size) / range.step) * range.step);
        }
        range.low = range.base > 0 ? range.base : std::min(0.0, *lowest);
        range.high = std::max(range.base, std::max(0.0, *highest));
        if (range.high <= range.low) {
            range.high = range.low + 1;
        }
        return range;
    }
};

} // namespace tokenmeter
