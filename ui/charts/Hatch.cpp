// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/Hatch.h"

#include "theme/ModelColours.h"
#include "theme/Theme.h"

#include <QImage>
#include <QPainter>
#include <QPainterPath>

#include <cmath>
#include <utility>

namespace tokenmeter::hatch
{

void paint(QPainter &painter, const QRectF &rect, double radius, const QColor &ink, const QColor &ground)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath outline;
    const double half = size::hairline / 2;
    outline.addRoundedRect(rect.adjusted(half, half, -half, -half), radius, radius);
    painter.fillPath(outline, ground);
    painter.save();
    painter.setClipPath(outline, Qt::IntersectClip);
    painter.setPen(QPen{ink, size::hatchLine});
    // Lines start at multiples of the step of the whole chart, so that neighbours continue each other.
    const double step = size::hatchStep * std::sqrt(2.0) / 1.2;
    const double first = std::floor((rect.left() + rect.top()) / step) * step;
    for (double sum = first; sum <= rect.right() + rect.bottom(); sum += step) {
        painter.drawLine(QPointF{sum - rect.top(), rect.top()}, QPointF{sum - rect.bottom(), rect.bottom()});
    }
    painter.restore();
    painter.setPen(QPen{ink, size::hairline});
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(outline);
    painter.restore();
}

void paintUnpriced(QPainter &painter, const QRectF &rect, double radius)
{
    const Colours &c = Theme::current().colours();
    paint(painter, rect, radius, c.text3, c.surface);
}

/// Two rows of dots, the second between the first, in pixels of a device of `scale` pixels a unit.
QImage dotsTile(const QColor &ink, double scale)
{
    const int side = int(std::lround(2 * size::dotsStep * scale));
    QImage tile{side, side, QImage::Format_ARGB32_Premultiplied};
    tile.fill(Qt::transparent);
    QPainter painter{&tile};
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ink);
    painter.scale(scale, scale);
    const double step = size::dotsStep;
    for (const QPointF at : {QPointF{0, 0}, QPointF{step, 0}, QPointF{2 * step, 0}, QPointF{0, 2 * step}, QPointF{step, 2 * step},
                             QPointF{2 * step, 2 * step}, QPointF{step / 2, step}, QPointF{step * 3 / 2, step}}) {
        painter.drawEllipse(at, size::dotSize / 2, size::dotSize / 2);
    }
    return tile;
}

void paintDots(QPainter &painter, const QRectF &rect, const QColor &ink)
{
    // A year of columns has tens of thousands of dots. On a screen they are copied from a tile where it falls on whole pixels.
    const double scale = painter.device()->devicePixelRatioF();
    const double side = 2 * size::dotsStep * scale;
    if (painter.transform().type() <= QTransform::TxTranslate && side == std::round(side)) {
        static QImage tile;
        static std::pair<QRgb, double> made{};
        if (tile.isNull() || made != std::pair{ink.rgba(), scale}) {
            tile = dotsTile(ink, scale);
            made = {ink.rgba(), scale};
        }
        // In pixels of the device: a tile that is scaled is blended by a pool of threads, which costs more than the dots.
        painter.save();
        painter.scale(1 / scale, 1 / scale);
        painter.fillRect(QRectF{rect.topLeft() * scale, rect.size() * scale}, QBrush{tile});
        painter.restore();
        return;
    }
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setClipRect(rect, Qt::IntersectClip);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ink);
    const double step = size::dotsStep;
    int row = 0;
    for (double y = std::floor(rect.top() / step) * step; y <= rect.bottom(); y += step, ++row) {
        const double shift = row % 2 == 0 ? 0 : step / 2;
        for (double x = std::floor(rect.left() / step) * step + shift; x <= rect.right(); x += step) {
            painter.drawEllipse(QPointF{x, y}, size::dotSize / 2, size::dotSize / 2);
        }
    }
    painter.restore();
}

void paintLook(QPainter &painter, const QRectF &rect, double radius, const Look &look, double strength)
{
    const Colours &c = Theme::current().colours();
    const auto at = [&](const QColor &colour) { return strength < 1 ? mixed(colour, c.surface, strength) : colour; };
    const QColor fill = at(ModelColours::fill(look, c));
    if (radius > 0) {
        painter.save();
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(fill);
        painter.drawRoundedRect(rect, radius, radius);
        painter.restore();
    } else {
        painter.fillRect(rect, fill);
    }
    if (look.older) {
        paintDots(painter, rect, at(c.surface));
    }
    const std::optional<QColor> edge = ModelColours::edge(look, c);
    if (edge && rect.height() >= size::edgeFrom) {
        painter.save();
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen{at(*edge), size::hairline});
        const double half = size::hairline / 2;
        painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), radius, radius);
        painter.restore();
    }
}

} // namespace tokenmeter::hatch
