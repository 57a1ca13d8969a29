// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/Donut.h"

#include "charts/Hatch.h"
#include "charts/figures.h"
#include "theme/Theme.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace tokenmeter
{

Donut::Donut(QWidget *parent) : KeyedChart{parent}
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void Donut::setData(DonutData given)
{
    m_data = std::move(given);
    setSelectedKey(-1);
    invalidate();
}

int Donut::keyOf(int mark) const
{
    return mark >= 0 && mark < markCount() ? m_data.parts[std::size_t(mark)].key : -1;
}

QPointF Donut::middleOf(int mark)
{
    ensureLayout();
    const Arc &arc = m_arcs[std::size_t(mark)];
    return pointAt((arc.from + arc.to) / 2, m_radius * (1 + size::donutHole) / 2);
}

QPointF Donut::pointAt(double turn, double distance) const
{
    const double angle = 2 * std::numbers::pi * turn;
    return {m_centre.x() + std::sin(angle) * distance, m_centre.y() - std::cos(angle) * distance};
}

void Donut::layOut(const QRectF &area)
{
    const double names = std::max(double(px(size::donutName)), area.width() * size::donutNames);
    m_radius = std::max(1.0, std::min({area.height() - space::s2, area.width() - 2 * names, double(px(size::donutMax))}) / 2);
    m_centre = area.center();
    m_arcs.clear();
    double total = 0;
    for (const DonutData::Part &part : m_data.parts) {
        total += m_data.measure.drawn(part.value);
    }
    double at = 0;
    for (const DonutData::Part &part : m_data.parts) {
        const double share = total > 0 ? m_data.measure.drawn(part.value) / total : 0;
        m_arcs.push_back({at, at + share, {}, at + share / 2 <= 0.5});
        at += share;
    }
    // Two lines a name, beside the middle of its part; those of one side give way downwards, then all of them up.
    const double line = std::ceil(QFontMetricsF{Theme::current().font(Theme::Role::Small)}.height());
    for (const bool right : {true, false}) {
        std::vector<Arc *> side;
        for (Arc &arc : m_arcs) {
            if (arc.right == right) {
                side.push_back(&arc);
            }
        }
        if (!right) {
            std::reverse(side.begin(), side.end());
        }
        double floor = area.top();
        for (Arc *arc : side) {
            const double y = std::max(floor, pointAt((arc->from + arc->to) / 2, m_radius).y() - line);
            const double edge = m_radius + space::s3;
            arc->label = right ? QRectF{m_centre.x() + edge, y, area.right() - m_centre.x() - edge, 2 * line}
                               : QRectF{area.left(), y, m_centre.x() - edge - area.left(), 2 * line};
            floor = y + 2 * line + space::s1;
        }
        if (!side.empty() && side.back()->label.bottom() > area.bottom()) {
            double ceiling = area.bottom();
            for (auto arc = side.rbegin(); arc != side.rend(); ++arc) {
                if ((*arc)->label.bottom() > ceiling) {
                    (*arc)->label.moveBottom(ceiling);
                }
                ceiling = (*arc)->label.top() - space::s1;
            }
        }
    }
}

QPainterPath Donut::pathOf(int mark) const
{
    const Arc &arc = m_arcs[std::size_t(mark)];
    const auto box = [&](double radius) { return QRectF{m_centre.x() - radius, m_centre.y() - radius, 2 * radius, 2 * radius}; };
    const double hole = m_radius * size::donutHole;
    QPainterPath path;
    constexpr double turn = 360;
    constexpr double top = 90;
    const double start = top - arc.from * turn;
    const double sweep = -(arc.to - arc.from) * turn;
    path.arcMoveTo(box(m_radius), start);
    path.arcTo(box(m_radius), start, sweep);
    path.arcTo(box(hole), start + sweep, -sweep);
    path.closeSubpath();
    return path;
}

void Donut::paintNames(QPainter &painter) const
{
    const Theme &theme = Theme::current();
    const Colours &c = theme.colours();
    for (std::size_t i = 0; i < m_arcs.size(); ++i) {
        const DonutData::Part &part = m_data.parts[i];
        const QRectF &label = m_arcs[i].label;
        const Qt::Alignment side = m_arcs[i].right ? Qt::AlignLeft : Qt::AlignRight;
        const double line = label.height() / 2;
        const double swatch = px(size::swatch);
        const QFont font = theme.font(Theme::Role::Small, QFont::DemiBold);
        const double width = std::min(label.width() - swatch - space::s1, QFontMetricsF{font}.horizontalAdvance(part.name));
        const double left = m_arcs[i].right ? label.left() : label.right() - width - swatch - space::s1;
        hatch::paintLook(painter, QRectF{left, std::round(label.top() + (line - swatch) / 2), swatch, swatch}, radius::bar, part.look);
        painter.setFont(font);
        painter.setPen(c.text1);
        drawElided(painter, QRectF{left + swatch + space::s1, label.top(), width + 1, line}, part.name, Qt::AlignLeft | Qt::AlignVCenter);
        painter.setFont(theme.font(Theme::Role::Small));
        painter.setPen(c.text2);
        const QString both = part.amount + QStringLiteral(" · ") + part.share;
        const bool fits = numberWidth(painter.font(), both) <= label.width();
        drawNumber(painter, QRectF{label.left(), label.top() + line, label.width(), line}, fits ? both : part.amount, side | Qt::AlignVCenter);
    }
}

void Donut::paintStatic(QPainter &painter, const QRectF &)
{
    const Theme &theme = Theme::current();
    const Colours &c = theme.colours();
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_data.parts.empty()) {
        painter.setFont(theme.font(Theme::Role::Small));
        painter.setPen(c.text2);
        painter.drawText(rect(), int(Qt::AlignCenter | Qt::TextWordWrap), m_data.nothing);
        return;
    }
    for (int mark = 0; mark < markCount(); ++mark) {
        painter.save();
        painter.setClipPath(pathOf(mark));
        const QRectF box{m_centre.x() - m_radius, m_centre.y() - m_radius, 2 * m_radius, 2 * m_radius};
        hatch::paintLook(painter, box, 0, m_data.parts[std::size_t(mark)].look);
        painter.restore();
        if (markCount() > 1) {
            painter.setPen(QPen{c.surface, size::treemapGap});
            painter.setBrush(Qt::NoBrush);
            painter.drawPath(pathOf(mark));
        }
    }
    paintNames(painter);
    const double hole = 2 * m_radius * size::donutHole - 2 * space::s2;
    QFont font = theme.font(Theme::Role::Page);
    if (numberWidth(font, m_data.total) > hole) {
        font = theme.font(Theme::Role::Small, QFont::DemiBold); // an amount is never cut
    }
    const double line = std::ceil(QFontMetricsF{font}.height());
    painter.setFont(font);
    painter.setPen(c.text1);
    drawNumber(painter, QRectF{m_centre.x() - m_radius, m_centre.y() - line / 2, 2 * m_radius, line}, m_data.total, Qt::AlignCenter);
    if (!m_data.totalName.isEmpty()) {
        painter.setFont(theme.font(Theme::Role::Caption));
        painter.setPen(c.text3);
        painter.drawText(QRectF{m_centre.x() - m_radius, m_centre.y() - line / 2 - line, 2 * m_radius, line}, int(Qt::AlignCenter), m_data.totalName);
    }
}

void Donut::paintHover(QPainter &painter)
{
    const Colours &c = Theme::current().colours();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    for (const auto &[mark, width] : {std::pair{currentMark(), size::limitLine}, std::pair{markOf(selectedKey()), size::treemapOutline}}) {
        if (mark >= 0 && mark < markCount()) {
            painter.setPen(QPen{c.text1, width});
            painter.drawPath(pathOf(mark));
        }
    }
}

int Donut::markAt(const QPointF &at) const
{
    for (int mark = 0; mark < int(m_arcs.size()); ++mark) {
        if (pathOf(mark).contains(at) || m_arcs[std::size_t(mark)].label.contains(at)) {
            return mark;
        }
    }
    return -1;
}

QRectF Donut::markRect(int mark) const
{
    return pathOf(mark).boundingRect();
}

TipContent Donut::tipOf(int mark) const
{
    const DonutData::Part &part = m_data.parts[std::size_t(mark)];
    TipContent tip;
    tip.place = part.name;
    tip.totalName = tr("Total");
    tip.totalValue = m_data.total;
    tip.rows.push_back({.look = part.look, .name = part.name, .value = m_data.measure.measure() == Measure::Cost ? part.amount : m_data.measure.exact(part.value), .share = part.share});
    tip.notes = part.notes;
    return tip;
}

QSize Donut::sizeHint() const
{
    return {px(size::filterLine), px(size::chartMinPlot)};
}

QSize Donut::minimumSizeHint() const
{
    return {px(size::filterLineNarrow), px(size::chartMinPlot)};
}

QString Donut::tableText(int row, int column) const
{
    const DonutData::Part &part = m_data.parts[std::size_t(row)];
    return column == 0 ? part.amount : part.share;
}

QString Donut::rowHeader(int row) const
{
    return m_data.parts[std::size_t(row)].name;
}

QString Donut::columnHeader(int column) const
{
    return column == 0 ? tr("Amount") : tr("Share");
}

QString Donut::summary() const
{
    return tr("%1, %2 parts, total %3", "chart, as a table").arg(m_data.title, QString::number(markCount()), m_data.total);
}

} // namespace tokenmeter
