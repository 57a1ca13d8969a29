// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

namespace tokenmeter
{

/// A linear axis from zero in steps of 1, 2, 2.5 or 5 times a power of ten.
class Scale
{
public:
    Scale() = default;
    /// Chosen so that `largest` fits and at most `steps` intervals lie between zero and the top.
    /// Not positive, not finite: an axis from 0 to 1.
    static Scale forLargest(double largest, int steps);

    double step() const { return m_step; }
    double top() const { return m_step * m_count; }
    /// 0, step, 2 step, ... top
    std::vector<double> ticks() const;
    /// Part of the axis, 0 at zero, 1 at the top.
    double part(double value) const { return value / top(); }

private:
    double m_step = 1;
    int m_count = 1;
};

} // namespace tokenmeter
