// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPolygonF>
#include <QRectF>

#include <vector>

namespace tokenmeter
{

/// Whether an open line comes into a rectangle.
bool crosses(const QPolygonF &line, const QRectF &rect);

/// The first place, best first, that no line comes into; the best when there is none. `places` is not empty.
QRectF freePlace(const std::vector<QRectF> &places, const std::vector<QPolygonF> &lines);

} // namespace tokenmeter
