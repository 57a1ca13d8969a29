// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/PlanBar.h"

#include "charts/Hatch.h"
#include "theme/Theme.h"
#include "widgets/Control.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace tokenmeter
{

PlanBar::PlanBar(QWidget *parent) : QWidget{parent}
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void PlanBar::setMarks(const PlanMarks &marks)
{
    m_marks = marks;
    setAccessibleName(marks.spoken);
    update();
}

QSize PlanBar::sizeHint() const
{
    return {px(size::filterLineNarrow), px(size::budgetTick)};
}

void PlanBar::paintEvent(QPaintEvent *)
{
    const Colours &c = Theme::current().colours();
    QPainter painter{this};
    painter.setRenderHint(QPainter::Antialiasing);
    const double high = px(size::budgetTrack);
    const QRectF track{0, height() - high, double(width()), high};
    const auto xOf = [&](double part) { return std::round(track.left() + std::clamp(part, 0.0, 1.0) * track.width()); };
    paintBox(painter, track, radius::cell, c.sunken, {});
    const double drawn = m_marks.drawn > 0 ? std::max<double>(size::barMin, xOf(m_marks.drawn)) : track.left();
    if (m_marks.drawn > 0) {
        paintBox(painter, {track.left(), track.top(), drawn - track.left(), high}, radius::cell, c.accent, {});
    }
    if (m_marks.atMost) {
        const double wide = std::min<double>(px(size::budgetUnknown), track.right() - drawn);
        hatch::paintUnpriced(painter, {drawn, track.top(), std::max<double>(size::unpricedMin, wide), high}, radius::bar);
    }
    if (m_marks.expired > 0) {
        const double from = std::min(xOf(1 - m_marks.expired), track.right() - size::unpricedMin);
        hatch::paint(painter, {from, track.top(), track.right() - from, high}, radius::bar, c.warning, mixed(c.warning, c.surface, mix::band));
    }
    if (m_marks.timeGone) {
        const double side = px(size::budgetNow);
        const double x = std::clamp(xOf(*m_marks.timeGone), track.left() + side / 2, track.right() - side / 2) + size::hairline / 2;
        const double top = track.top() - side / 2 - 1;
        QPainterPath triangle{{x - side / 2, top - 1}};
        triangle.lineTo(x + side / 2, top - 1);
        triangle.lineTo(x, top - 1 + side * 0.75);
        triangle.closeSubpath();
        // A ring of the ground keeps it apart from the fill.
        painter.setPen(QPen{c.surface, size::markerRing + size::hairline});
        painter.drawLine(QPointF{x, track.top()}, QPointF{x, track.bottom()});
        painter.setPen(QPen{c.text1, size::limitLine});
        painter.drawLine(QPointF{x, top}, QPointF{x, track.bottom()});
        painter.fillPath(triangle, c.text1);
    }
}

} // namespace tokenmeter
