// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/KpiStrip.h"

#include "charts/figures.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace tokenmeter
{

KpiStrip::KpiStrip(QWidget *parent) : RowControl{parent, Qt::Horizontal}
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void KpiStrip::setCells(std::vector<KpiCell> cells)
{
    m_cells = std::move(cells);
    m_loading = false;
    QStringList spoken;
    for (int i = 0; i < rowCount(); ++i) {
        spoken << rowSpoken(i);
    }
    setAccessibleName(spoken.join(QStringLiteral(". ")));
    rowsChanged();
}

void KpiStrip::setLoading(bool loading)
{
    m_loading = loading;
    update();
}

void KpiStrip::setNarrow(bool narrow)
{
    m_narrow = narrow;
    rowsChanged();
}

QSize KpiStrip::sizeHint() const
{
    return {px(size::windowMinWidth) / 2, px(m_narrow ? size::kpiHeightNarrow : size::kpiHeight)};
}

QSize KpiStrip::minimumSizeHint() const
{
    return {0, sizeHint().height()};
}

int KpiStrip::rowCount() const
{
    return int(m_cells.size());
}

QRectF KpiStrip::rowRect(int index, int count) const
{
    double before = 0;
    double all = 0;
    for (int i = 0; i < count; ++i) {
        const double weight = size::kpiWeights[std::size_t(std::min(i, int(size::kpiWeights.size()) - 1))];
        before += i < index ? weight : 0;
        all += weight;
    }
    const double mine = size::kpiWeights[std::size_t(std::min(index, int(size::kpiWeights.size()) - 1))];
    const double unit = all > 0 ? width() / all : 0;
    return {std::round(before * unit), 0, std::round((before + mine) * unit) - std::round(before * unit), double(height())};
}

QStringList KpiStrip::rowTip(int index) const
{
    if (m_loading) {
        return {};
    }
    const KpiCell &cell = m_cells[std::size_t(index)];
    QStringList lines{cell.exact, cell.comparison, cell.context};
    lines.removeAll(cell.figure);
    return lines;
}

QString KpiStrip::rowSpoken(int index) const
{
    const KpiCell &cell = m_cells[std::size_t(index)];
    return cell.label + QStringLiteral(": ") + cell.figure;
}

void KpiStrip::activateRow(int index, Qt::KeyboardModifiers)
{
    if (!m_loading) {
        Q_EMIT cellActivated(index);
    }
}

void KpiStrip::paintCell(QPainter &painter, int index) const
{
    const Theme &theme = Theme::current();
    const Colours &c = theme.colours();
    const KpiCell &cell = m_cells[std::size_t(index)];
    const QRectF area = rowRect(index, rowCount());
    const double left = area.left() + size::kpiPadding;
    const double width = area.width() - 2 * size::kpiPadding + space::s2;
    const auto baseline = [&](int measure, const QFont &font) {
        const QFontMetricsF metrics{font};
        painter.setFont(font);
        const double y = px(measure);
        return QRectF{left, y - metrics.ascent(), width, metrics.height()};
    };
    painter.setPen(c.text2);
    drawElided(painter, baseline(size::kpiLabelBaseline, theme.font(Theme::Role::Small, QFont::Medium)), cell.label);
    if (m_loading) {
        const double top = px(size::kpiFigureBaseline) - px(size::kpiSkeletonFigureHeight);
        const double block = std::min(double(px(size::kpiSkeletonFigureWidth)), width);
        paintBox(painter, QRectF{left, top, block, double(px(size::kpiSkeletonFigureHeight))}, radius::control, c.sunken, {});
        const double line = px(size::kpiSkeletonLine);
        for (const int measure : {size::kpiComparisonBaseline, size::kpiContextBaseline}) {
            if (measure == size::kpiContextBaseline && m_narrow) {
                break;
            }
            const double part = measure == size::kpiContextBaseline ? mix::disabled : mix::dimension;
            paintBox(painter, QRectF{left, px(measure) - line + space::s1 / 2.0, width * part, line}, radius::cell, c.sunken, {});
        }
        return;
    }
    QFont font = theme.font(index == 0 ? Theme::Role::Hero : Theme::Role::Figure);
    while (QFontMetricsF{font}.horizontalAdvance(cell.figure) > width && font.pixelSize() > type::smallest) {
        font.setPixelSize(font.pixelSize() - 1);
    }
    painter.setFont(font);
    painter.setPen(c.text1);
    painter.drawText(QPointF{left, double(px(size::kpiFigureBaseline))}, cell.figure);
    painter.setPen(cell.tone == Tone::Neutral ? c.text2 : inkOf(cell.tone, c));
    const QFont::Weight weight = cell.tone == Tone::Neutral ? QFont::Normal : QFont::Medium;
    const QFont small = theme.font(Theme::Role::Small, weight);
    const QFontMetricsF metrics{small};
    QString comparison = cell.comparison;
    for (const QString &shorter : cell.shorter) {
        if (metrics.horizontalAdvance(comparison) <= width) {
            break;
        }
        comparison = shorter;
    }
    drawElided(painter, baseline(size::kpiComparisonBaseline, small), comparison);
    if (!m_narrow) {
        painter.setPen(c.text3);
        drawElided(painter, baseline(size::kpiContextBaseline, theme.font(Theme::Role::Small)), cell.context);
    }
}

void KpiStrip::paintEvent(QPaintEvent *)
{
    const Colours &c = Theme::current().colours();
    const int count = rowCount();
    QPainter painter{this};
    paintBox(painter, rect(), radius::card, c.surface, c.border);
    for (int i = 0; i < count; ++i) {
        const QRectF cell = rowRect(i, count);
        if (isRowHovered(i) && !m_loading) {
            QPainterPath clip;
            const double inset = size::hairline;
            clip.addRoundedRect(QRectF{rect()}.adjusted(inset, inset, -inset, -inset), radius::card - inset, radius::card - inset);
            painter.save();
            painter.setRenderHint(QPainter::Antialiasing);
            painter.setClipPath(clip);
            painter.fillRect(cell, c.hover);
            painter.restore();
        }
        if (i > 0) {
            painter.setPen(QPen{c.border, size::hairline});
            const double x = cell.left() + size::hairline / 2;
            painter.drawLine(QPointF{x, double(size::kpiDividerInset)}, QPointF{x, double(height() - size::kpiDividerInset)});
        }
        paintCell(painter, i);
        if (showsRowFocus(i)) {
            const double gap = space::s1;
            paintFocusRing(painter, cell.adjusted(gap, gap, -gap, -gap), radius::tip);
        }
    }
}

} // namespace tokenmeter
