// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/CourseTiles.h"

#include "charts/figures.h"
#include "theme/Theme.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace tokenmeter
{
namespace
{

constexpr int TilesInARow = 4;

} // namespace

CourseTiles::CourseTiles(QWidget *parent) : ChartWidget{parent}
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void CourseTiles::setData(CourseTilesData given)
{
    m_data = std::move(given);
    m_largest = 0;
    for (const CourseTilesData::Tile &tile : m_data.tiles) {
        for (const std::vector<Int128> *line : {&tile.values, &tile.ghost}) {
            for (const Int128 value : *line) {
                m_largest = std::max(m_largest, m_data.measure.drawn(value));
            }
        }
    }
    m_largest = m_largest > 0 ? m_largest : 1;
    updateGeometry();
    invalidate();
}

int CourseTiles::columns() const
{
    const double narrowest = px(double(size::filterLineNarrow));
    return std::clamp(int((m_area.width() + space::s5) / (narrowest + space::s5)), 1, TilesInARow);
}

QSize CourseTiles::sizeHint() const
{
    const int rows = std::max(1, (int(m_data.tiles.size()) + TilesInARow - 1) / TilesInARow);
    return {px(size::filterLineNarrow), rows * px(size::chartFewGridlinesBelow)};
}

void CourseTiles::layOut(const QRectF &area)
{
    m_area = area;
}

QRectF CourseTiles::markRect(int mark) const
{
    const int across = columns();
    const int rows = std::max(1, (markCount() + across - 1) / across);
    const double gap = space::s5;
    const double width = (m_area.width() - gap * (across - 1)) / across;
    const double height = (m_area.height() - gap * (rows - 1)) / rows;
    return {(mark % across) * (width + gap), (mark / across) * (height + gap), width, height};
}

int CourseTiles::markAt(const QPointF &at) const
{
    for (int mark = 0; mark < markCount(); ++mark) {
        if (markRect(mark).contains(at)) {
            return mark;
        }
    }
    return -1;
}

void CourseTiles::paintUnder(QPainter &painter)
{
    if (currentMark() >= 0) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(Theme::current().colours().hover);
        painter.drawRoundedRect(markRect(currentMark()), radius::cell, radius::cell);
    }
}

void CourseTiles::paintStatic(QPainter &painter, const QRectF &)
{
    const Theme &theme = Theme::current();
    const Colours &c = theme.colours();
    const QFont small = theme.font(Theme::Role::Small);
    const QFont strong = theme.font(Theme::Role::Small, QFont::DemiBold);
    const QFont caption = theme.font(Theme::Role::Caption);
    const double line = std::ceil(QFontMetricsF{strong}.height());
    const double foot = std::ceil(QFontMetricsF{caption}.height());
    for (int mark = 0; mark < markCount(); ++mark) {
        const CourseTilesData::Tile &tile = m_data.tiles[std::size_t(mark)];
        const QRectF box = markRect(mark);
        painter.setFont(strong);
        painter.setPen(c.text1);
        const double amount = std::ceil(numberWidth(strong, tile.total));
        drawNumber(painter, QRectF{box.right() - amount, box.top(), amount, line}, tile.total, Qt::AlignRight | Qt::AlignVCenter);
        painter.setFont(small);
        drawElided(painter, QRectF{box.left(), box.top(), std::max(0.0, box.width() - amount - space::s2), line}, tile.name, Qt::AlignLeft | Qt::AlignVCenter);
        const QRectF plot{box.left(), box.top() + line + space::s2, box.width(), std::max(1.0, box.height() - line - foot - space::s2 - space::s1)};
        const double zero = std::floor(plot.bottom()) + size::hairline / 2;
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.setPen(QPen{c.zero, size::hairline});
        painter.drawLine(QPointF{plot.left(), zero}, QPointF{plot.right(), zero});
        const std::size_t count = std::max<std::size_t>(1, tile.values.size());
        const double pitch = plot.width() / double(count);
        const double wide = std::max(1.0, std::min(std::floor(pitch * (1 - size::barGap)), px(double(size::barMax))));
        for (std::size_t i = 0; i < tile.values.size(); ++i) {
            const double high = m_data.measure.drawn(tile.values[i]) / m_largest * plot.height();
            if (high > 0) {
                painter.fillRect(QRectF{std::round(plot.left() + double(i) * pitch + (pitch - wide) / 2), plot.bottom() - high, wide, high},
                                 ModelColours::fill(tile.look, c));
            }
        }
        QPolygonF ghost;
        for (std::size_t i = 0; i < tile.ghost.size(); ++i) {
            ghost << QPointF{plot.left() + (double(i) + 0.5) * pitch, plot.bottom() - m_data.measure.drawn(tile.ghost[i]) / m_largest * plot.height()};
        }
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen{c.text3, size::ghostLine});
        painter.drawPolyline(ghost);
        painter.setFont(caption);
        painter.setPen(c.text3);
        painter.drawText(QRectF{box.left(), box.bottom() - foot, box.width(), foot}, Qt::AlignLeft | Qt::AlignVCenter, m_data.first);
        painter.drawText(QRectF{box.left(), box.bottom() - foot, box.width(), foot}, Qt::AlignRight | Qt::AlignVCenter, m_data.last);
    }
}

TipContent CourseTiles::tipOf(int mark) const
{
    const CourseTilesData::Tile &tile = m_data.tiles[std::size_t(mark)];
    TipContent tip;
    tip.place = tile.name;
    tip.totalName = tr("Cost of this work");
    tip.totalValue = tile.total;
    const auto dearest = std::max_element(tile.values.begin(), tile.values.end());
    if (dearest != tile.values.end()) {
        const std::size_t step = std::size_t(dearest - tile.values.begin());
        tip.rows.push_back({.look = tile.look, .hasSwatch = false, .name = tr("Most on %1").arg(m_data.steps[step]), .value = m_data.measure.exact(*dearest)});
        if (step < tile.ghost.size()) {
            tip.rows.push_back({.look = tile.look, .hasSwatch = false, .name = m_data.ghostName, .value = m_data.measure.exact(tile.ghost[step])});
        }
    }
    if (!tile.note.isEmpty()) {
        tip.notes << tile.note;
    }
    return tip;
}

QString CourseTiles::tableText(int row, int column) const
{
    const std::vector<Int128> &values = m_data.tiles[std::size_t(column)].values;
    return std::size_t(row) < values.size() ? m_data.measure.exact(values[std::size_t(row)]) : QString{};
}

QString CourseTiles::summary() const
{
    return tr("%1, %n model(s)", nullptr, markCount()).arg(m_data.title);
}

} // namespace tokenmeter
