// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/KpiStrip.h"

#include "charts/figures.h"

#include <QFontMetricsF>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace tokenmeter
{

KpiStrip::KpiStrip(QWidget *parent) : Control{parent}
{
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void KpiStrip::setCells(std::vector<KpiCell> cells)
{
    m_cells = std::move(cells);
    m_loading = false;
    QStringList spoken;
    for (const KpiCell &cell : m_cells) {
        spoken << cell.label + QStringLiteral(": ") + cell.figure;
    }
    setAccessibleName(spoken.join(QStringLiteral(". ")));
    update();
}

void KpiStrip::setLoading(bool loading)
{
    m_loading = loading;
    update();
}

void KpiStrip::setNarrow(bool narrow)
{
    m_narrow = narrow;
    updateGeometry();
    update();
}

QSize KpiStrip::sizeHint() const
{
    return {px(size::windowMinWidth) / 2, px(m_narrow ? size::kpiHeightNarrow : size::kpiHeight)};
}

QSize KpiStrip::minimumSizeHint() const
{
    return {0, sizeHint().height()};
}

QRectF KpiStrip::rectOf(int index) const
{
    double before = 0;
    double all = 0;
    for (int i = 0; i < int(m_cells.size()); ++i) {
        const double weight = size::kpiWeights[std::size_t(std::min(i, int(size::kpiWeights.size()) - 1))];
        before += i < index ? weight : 0;
        all += weight;
    }
    const double mine = size::kpiWeights[std::size_t(std::min(index, int(size::kpiWeights.size()) - 1))];
    const double unit = all > 0 ? width() / all : 0;
    return {std::round(before * unit), 0, std::round((before + mine) * unit) - std::round(before * unit), double(height())};
}

int KpiStrip::cellAt(const QPointF &at) const
{
    for (int i = 0; i < int(m_cells.size()); ++i) {
        if (rectOf(i).contains(at)) {
            return i;
        }
    }
    return -1;
}

bool KpiStrip::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const int index = cellAt(help->pos());
        QStringList lines;
        if (index >= 0 && !m_loading) {
            const KpiCell &cell = m_cells[std::size_t(index)];
            for (const QString &text : {cell.exact, cell.comparison, cell.context}) {
                if (!text.isEmpty() && text != cell.figure) {
                    lines << text;
                }
            }
        }
        QToolTip::showText(help->globalPos(), plainToolTip(lines.join(QLatin1Char('\n'))), this);
        return true;
    }
    return Control::event(event);
}

void KpiStrip::paintCell(QPainter &painter, int index) const
{
    const Theme &theme = Theme::current();
    const Colours &c = theme.colours();
    const KpiCell &cell = m_cells[std::size_t(index)];
    const QRectF area = rectOf(index);
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
    const bool fits = cell.shorter.isEmpty() || QFontMetricsF{small}.horizontalAdvance(cell.comparison) <= width;
    drawElided(painter, baseline(size::kpiComparisonBaseline, small), fits ? cell.comparison : cell.shorter);
    if (!m_narrow) {
        painter.setPen(c.text3);
        drawElided(painter, baseline(size::kpiContextBaseline, theme.font(Theme::Role::Small)), cell.context);
    }
}

void KpiStrip::paintEvent(QPaintEvent *)
{
    const Colours &c = Theme::current().colours();
    QPainter painter{this};
    paintBox(painter, rect(), radius::card, c.surface, c.border);
    if (m_hovered >= 0 && isHovered() && !m_loading) {
        QPainterPath clip;
        const double inset = size::hairline;
        clip.addRoundedRect(QRectF{rect()}.adjusted(inset, inset, -inset, -inset), radius::card - inset, radius::card - inset);
        painter.save();
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setClipPath(clip);
        painter.fillRect(rectOf(m_hovered), c.hover);
        painter.restore();
    }
    for (int i = 0; i < int(m_cells.size()); ++i) {
        if (i > 0) {
            painter.setPen(QPen{c.border, size::hairline});
            const double x = rectOf(i).left() + size::hairline / 2;
            painter.drawLine(QPointF{x, double(size::kpiDividerInset)}, QPointF{x, double(height() - size::kpiDividerInset)});
        }
        paintCell(painter, i);
    }
    if (showsFocus() && m_focused < int(m_cells.size())) {
        const double gap = space::s1;
        paintFocusRing(painter, rectOf(m_focused).adjusted(gap, gap, -gap, -gap), radius::tip);
    }
}

void KpiStrip::mouseMoveEvent(QMouseEvent *event)
{
    m_hovered = cellAt(event->position());
    setCursor(m_hovered >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    update();
}

void KpiStrip::leaveEvent(QEvent *event)
{
    m_hovered = -1;
    Control::leaveEvent(event);
}

void KpiStrip::mouseReleaseEvent(QMouseEvent *event)
{
    const int index = cellAt(event->position());
    if (event->button() == Qt::LeftButton && index >= 0 && !m_loading) {
        Q_EMIT cellActivated(index);
    }
}

void KpiStrip::keyPressEvent(QKeyEvent *event)
{
    const int last = std::max(0, int(m_cells.size()) - 1);
    switch (event->key()) {
    case Qt::Key_Left:
        m_focused = std::max(0, m_focused - 1);
        break;
    case Qt::Key_Right:
        m_focused = std::min(last, m_focused + 1);
        break;
    case Qt::Key_Home:
        m_focused = 0;
        break;
    case Qt::Key_End:
        m_focused = last;
        break;
    case Qt::Key_Space:
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (!m_loading && !m_cells.empty()) {
            Q_EMIT cellActivated(m_focused);
        }
        break;
    default:
        Control::keyPressEvent(event);
        return;
    }
    event->accept();
    update();
}

} // namespace tokenmeter
