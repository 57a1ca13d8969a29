// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tokenmeter
{

/// Teaches Qt to show every ChartWidget to screen readers as a table of its data. Does its work once.
void installChartAccessibility();

} // namespace tokenmeter
