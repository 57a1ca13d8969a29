// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QRectF>
#include <QString>
#include <Qt>

class QPainter;

namespace tokenmeter
{

/// Paints text in the painter's font with digits of one width, so that columns and axes line up. Fonts with
/// proportional figures cannot be asked for others before Qt 6.7.
void drawNumber(QPainter &painter, const QRectF &rect, const QString &text, Qt::Alignment align);
/// Width that drawNumber needs.
double numberWidth(const QFont &font, const QString &text);

/// Paints one line, elided at its end, and says whether it had to be.
bool drawElided(QPainter &painter, const QRectF &rect, const QString &text, Qt::Alignment align = Qt::AlignLeft,
                Qt::TextElideMode mode = Qt::ElideRight);

/// A tooltip is rich text when it looks like it; ours are plain, whatever a project is called.
QString plainToolTip(const QString &text);

} // namespace tokenmeter
