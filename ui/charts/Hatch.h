// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QRectF>

class QPainter;

namespace tokenmeter
{

struct Look;

/// The patterns of what is not simply known. Drawn as lines, since Qt's own are bitmaps of 8 px that do not scale.
namespace hatch
{

/// 45° lines in `ink` over `ground`, with an outline in `ink`: unpriced, estimated.
void paint(QPainter &painter, const QRectF &rect, double radius, const QColor &ink, const QColor &ground);
/// The unpriced pattern in the theme's colours.
void paintUnpriced(QPainter &painter, const QRectF &rect, double radius);
/// Dots over what is filled already: an older version in the same shade.
void paintDots(QPainter &painter, const QRectF &rect, const QColor &ink);
/// A bar or swatch of a look: fill, edge, dots. `strength` 1 = full, less = mixed towards the surface.
void paintLook(QPainter &painter, const QRectF &rect, double radius, const Look &look, double strength = 1);

} // namespace hatch
} // namespace tokenmeter
