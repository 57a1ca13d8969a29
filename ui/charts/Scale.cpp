// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/Scale.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace tokenmeter
{

Scale Scale::forLargest(double largest, int steps)
{
    Scale scale;
    if (!std::isfinite(largest) || largest <= 0 || steps < 1) {
        return scale;
    }
    constexpr std::array<double, 4> nice{1, 2, 2.5, 5};
    constexpr double tolerance = 1e-9; // 0.3 / 0.1 is not 3
    for (double power = std::pow(10, std::floor(std::log10(largest / steps)));; power *= 10) {
        for (const double factor : nice) {
            const double step = factor * power;
            const double count = std::max(1.0, std::ceil(largest / step - tolerance));
            if (count <= steps) {
                scale.m_step = step;
                scale.m_count = int(count);
                return scale;
            }
        }
    }
}

std::vector<double> Scale::ticks() const
{
    std::vector<double> ticks;
    for (int i = 0; i <= m_count; ++i) {
        ticks.push_back(m_step * i);
    }
    return ticks;
}

} // namespace tokenmeter
