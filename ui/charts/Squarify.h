// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRectF>

#include <vector>

namespace tokenmeter
{

/// Rectangles whose areas are as the sizes, as near to squares as rows allow (Bruls, Huizing, van Wijk: Squarified
/// treemaps). One a size, in their order; together they are `area`. Sizes that are not positive get an empty one.
/// @param sizes largest first
std::vector<QRectF> squarified(const std::vector<double> &sizes, const QRectF &area);

} // namespace tokenmeter
