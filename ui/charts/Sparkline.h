// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QRectF>

#include <vector>

class QPainter;

namespace tokenmeter::sparkline
{

/// A line over a pale ground, from zero, without axis: the course, not the values.
/// @param values in their order, none below 0; fewer than two draw a dot
void paint(QPainter &painter, const QRectF &rect, const std::vector<double> &values, const QColor &ink);

} // namespace tokenmeter::sparkline
