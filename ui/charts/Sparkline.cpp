// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/Sparkline.h"

#include "theme/Theme.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace tokenmeter::sparkline
{

void paint(QPainter &painter, const QRectF &rect, const std::vector<double> &values, const QColor &ink)
{
    const double largest = values.empty() ? 0 : *std::max_element(values.begin(), values.end());
    if (largest <= 0 || rect.width() <= 0) {
        return;
    }
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const double half = size::sparklinePen / 2;
    const QRectF plot = rect.adjusted(half, half, -half, 0);
    const auto yOf = [&](double value) { return plot.bottom() - value / largest * plot.height(); };
    if (values.size() < 2) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(ink);
        painter.drawEllipse(QPointF{plot.right() - size::sparklinePen, yOf(largest) + size::sparklinePen}, size::sparklinePen, size::sparklinePen);
        painter.restore();
        return;
    }
    if (std::count_if(values.begin(), values.end(), [](double value) { return value > 0; }) == 1) {
        // One moment has no course: a bar where it was, and not a spike.
        const auto at = std::max_element(values.begin(), values.end()) - values.begin();
        const double wide = std::max(double(size::barMin), std::min(plot.width() / double(values.size()), double(size::sparklineBar)));
        const double left = plot.left() + (plot.width() - wide) * double(at) / double(values.size() - 1);
        painter.fillRect(QRectF{left, plot.top(), wide, plot.height()}, ink);
        painter.restore();
        return;
    }
    QPolygonF line;
    line.reserve(qsizetype(values.size()));
    for (std::size_t i = 0; i < values.size(); ++i) {
        line << QPointF{plot.left() + plot.width() * double(i) / double(values.size() - 1), yOf(values[i])};
    }
    QPolygonF ground = line;
    ground << plot.bottomRight() << plot.bottomLeft();
    QPainterPath path;
    path.addPolygon(ground);
    painter.fillPath(path, withAlpha(ink, mix::sparkline));
    painter.setPen(QPen{ink, size::sparklinePen, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin});
    painter.drawPolyline(line);
    painter.restore();
}

} // namespace tokenmeter::sparkline
