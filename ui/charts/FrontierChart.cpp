// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/FrontierChart.h"

#include "charts/Axis.h"
#include "charts/Scale.h"
#include "charts/figures.h"
#include "theme/Theme.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <array>
#include <cmath>

namespace tokenmeter
{
namespace
{

constexpr int QualitySteps = 5;
constexpr double Widen = 1.35;      ///< room left and right of the points, as a factor
constexpr double RingLine = 2;
constexpr double WhiskerAlpha = 0.5;

double smallestBubble()
{
    return px(double(size::marker));
}

double largestBubble()
{
    return px(double(space::s4 - 1));
}

} // namespace

FrontierChart::FrontierChart(QWidget *parent) : ChartWidget{parent}
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void FrontierChart::setData(FrontierData given)
{
    m_data = std::move(given);
    invalidate();
}

QSize FrontierChart::sizeHint() const
{
    return {px(size::filterLine), px(size::timeChartMin)};
}

void FrontierChart::layOut(const QRectF &area)
{
    m_area = area;
    const Theme &theme = Theme::current();
    const QFont caption = theme.font(Theme::Role::Caption);
    const double line = std::ceil(QFontMetricsF{caption}.height());
    double low = 0, high = 0, worst = 0, best = 0;
    bool isFirst = true;
    for (const FrontierData::Point &point : m_data.points) {
        const double cheapest = std::max(1e-9, m_data.measure.drawn(point.low > 0 ? point.low : point.cost));
        const double dearest = std::max(1e-9, m_data.measure.drawn(point.high));
        low = isFirst ? cheapest : std::min(low, cheapest);
        high = isFirst ? dearest : std::max(high, dearest);
        worst = isFirst ? point.quality : std::min(worst, point.quality);
        best = isFirst ? point.quality : std::max(best, point.quality);
        isFirst = false;
    }
    m_lowest = std::max(1e-9, low) / Widen;
    m_highest = std::max(m_lowest * 2, high * Widen);
    const double range = std::max(best - worst, std::max(1.0, best * 0.05));
    m_step = Scale::forLargest(range, QualitySteps).step();
    m_base = std::max(0.0, std::floor(worst / m_step - 0.5) * m_step);
    m_top = std::ceil(best / m_step + 0.35) * m_step;
    m_corner = double(m_data.corner.size()) * line;
    double labels = 0;
    for (double tick = m_base; tick <= m_top + m_step / 2; tick += m_step) {
        labels = std::max(labels, std::ceil(numberWidth(caption, QString::number(tick, 'g', 4))));
    }
    const double left = labels + size::axisLabelGap;
    const double bottom = axis::bottomHeight() + line + size::axisTickGap + (m_corner > 0 ? m_corner + space::s1 : 0);
    m_plot = QRectF{left, px(double(size::chartTopBare)), std::max(1.0, area.width() - left - size::marker), std::max(1.0, area.height() - px(double(size::chartTopBare)) - bottom)};
}

double FrontierChart::xOf(double cost) const
{
    const double part = std::log(std::clamp(cost, m_lowest, m_highest) / m_lowest) / std::log(m_highest / m_lowest);
    return m_plot.left() + part * m_plot.width();
}

double FrontierChart::yOf(double quality) const
{
    return m_plot.bottom() - (quality - m_base) / std::max(1e-9, m_top - m_base) * m_plot.height();
}

QPointF FrontierChart::placeOf(int mark) const
{
    const FrontierData::Point &point = m_data.points[std::size_t(mark)];
    return {xOf(m_data.measure.drawn(point.cost)), yOf(point.quality)};
}

double FrontierChart::radiusOf(int mark) const
{
    const double volume = m_data.points[std::size_t(mark)].volume;
    return volume <= 0 ? smallestBubble() : smallestBubble() + (largestBubble() - smallestBubble()) * std::sqrt(std::min(1.0, volume));
}

std::vector<double> FrontierChart::costTicks() const
{
    std::vector<double> ticks;
    const double decades = std::log10(m_highest / m_lowest);
    for (double power = std::floor(std::log10(m_lowest)); power <= std::ceil(std::log10(m_highest)); ++power) {
        for (const double digit : {1.0, 2.0, 5.0}) {
            const double tick = digit * std::pow(10.0, power);
            if (tick >= m_lowest && tick <= m_highest && (decades < 3 || digit == 1.0)) {
                ticks.push_back(tick);
            }
        }
    }
    return ticks;
}

void FrontierChart::paintAxes(QPainter &painter) const
{
    const Theme &theme = Theme::current();
    const Colours &c = theme.colours();
    painter.setFont(theme.font(Theme::Role::Caption));
    const double height = std::ceil(QFontMetricsF{painter.font()}.height());
    for (double tick = m_base; tick <= m_top + m_step / 2; tick += m_step) {
        const double y = std::floor(yOf(tick)) + size::hairline / 2;
        if (y < m_plot.top() - 1) {
            continue;
        }
        painter.setPen(QPen{tick == m_base ? c.zero : c.grid, size::hairline});
        painter.drawLine(QPointF{m_plot.left(), y}, QPointF{m_plot.right(), y});
        painter.setPen(c.text3);
        drawNumber(painter, QRectF{0, y - height / 2, m_plot.left() - size::axisLabelGap, height}, QString::number(tick, 'g', 4), Qt::AlignRight | Qt::AlignVCenter);
    }
    double free = -1;
    for (const double tick : costTicks()) {
        const double x = std::floor(xOf(tick)) + size::hairline / 2;
        painter.setPen(QPen{c.grid, size::hairline});
        painter.drawLine(QPointF{x, m_plot.top()}, QPointF{x, m_plot.bottom()});
        const QString text = m_data.measure.axis(tick, tick, tick);
        const double width = std::ceil(numberWidth(painter.font(), text));
        const double left = std::clamp(x - width / 2, 0.0, std::max(0.0, m_area.width() - width));
        if (left > free) {
            painter.setPen(c.text3);
            drawNumber(painter, QRectF{left, m_plot.bottom() + size::axisTickGap, width, height}, text, Qt::AlignHCenter | Qt::AlignVCenter);
            free = left + width + size::axisLabelGap;
        }
    }
    painter.setPen(c.text3);
    drawElided(painter, QRectF{m_plot.left(), m_plot.bottom() + axis::bottomHeight() + size::axisTickGap / 2.0, m_plot.width(), height}, m_data.axisTitle,
               Qt::AlignHCenter | Qt::AlignVCenter);
}

void FrontierChart::paintStaircase(QPainter &painter) const
{
    if (m_data.staircase.empty()) {
        return;
    }
    const Colours &c = Theme::current().colours();
    QPolygonF line;
    double level = 0;
    for (const std::size_t index : m_data.staircase) {
        const QPointF at = placeOf(int(index));
        if (!line.isEmpty()) {
            line << QPointF{at.x(), level};
        }
        line << at;
        level = at.y();
    }
    line << QPointF{m_plot.right(), level};
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen{c.text2, size::ghostLine});
    painter.drawPolyline(line);
}

void FrontierChart::paintPoint(QPainter &painter, int mark) const
{
    const Colours &c = Theme::current().colours();
    const FrontierData::Point &point = m_data.points[std::size_t(mark)];
    const QPointF at = placeOf(mark);
    const double wide = radiusOf(mark);
    const double strength = point.isDominated ? 0.5 : 1;
    const QColor fill = mixed(ModelColours::fill(point.look, c), c.surface, strength);
    const QColor line = mixed(ModelColours::line(point.look, c), c.surface, strength);
    painter.setRenderHint(QPainter::Antialiasing);
    if (point.low != point.high) {
        painter.setPen(QPen{withAlpha(line, WhiskerAlpha), size::ghostLine});
        painter.drawLine(QPointF{xOf(m_data.measure.drawn(point.low)), at.y()}, QPointF{xOf(m_data.measure.drawn(point.high)), at.y()});
    }
    if (point.volume > 0) {
        painter.setPen(QPen{c.surface, size::markerRing});
        painter.setBrush(fill);
    } else {
        painter.setPen(QPen{line, RingLine});
        painter.setBrush(c.surface);
    }
    painter.drawEllipse(at, wide, wide);
}

void FrontierChart::paintNames(QPainter &painter) const
{
    const Theme &theme = Theme::current();
    const Colours &c = theme.colours();
    painter.setFont(theme.font(Theme::Role::Small));
    const QFontMetricsF metrics{painter.font()};
    std::vector<QRectF> taken;
    for (int mark = 0; mark < markCount(); ++mark) {
        const QPointF at = placeOf(mark);
        const double wide = radiusOf(mark) + 1;
        taken.emplace_back(at.x() - wide, at.y() - wide, 2 * wide, 2 * wide);
    }
    const auto name = [&](const QString &text, const std::vector<QPointF> &corners, const QColor &colour) {
        const double width = std::ceil(metrics.horizontalAdvance(text)) + 1;
        const double height = std::ceil(metrics.height());
        for (const QPointF &corner : corners) {
            const QRectF box{corner.x(), corner.y() - height / 2, width, height};
            const bool isFree = std::none_of(taken.begin(), taken.end(), [&](const QRectF &other) { return other.intersects(box); });
            if (isFree && m_plot.adjusted(0, -height, size::marker, 0).contains(box)) {
                taken.push_back(box);
                painter.setPen(colour);
                painter.drawText(box, Qt::AlignCenter, text);
                return;
            }
        }
    };
    // Those on the frontier first: they are what the chart is about.
    std::vector<int> order;
    for (int mark = 0; mark < markCount(); ++mark) {
        order.push_back(mark);
    }
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
        return m_data.points[std::size_t(a)].isOnFrontier && !m_data.points[std::size_t(b)].isOnFrontier;
    });
    for (const int mark : order) {
        const FrontierData::Point &point = m_data.points[std::size_t(mark)];
        const QPointF at = placeOf(mark);
        const double away = radiusOf(mark) + space::s1;
        const double width = std::ceil(metrics.horizontalAdvance(point.name)) + 1;
        const double up = away + metrics.height() / 2;
        name(point.name,
             {{at.x() - width / 2, at.y() - up}, {at.x() - width / 2, at.y() + up}, {at.x() + away, at.y() + up / 2}, {at.x() + away, at.y() - up / 2},
              {at.x() + away, at.y()}, {at.x() - away - width, at.y()}, {at.x() - away - width, at.y() - up}, {at.x() - away - width, at.y() + up}},
             point.isDominated ? c.text3 : c.text1);
    }
    if (m_data.staircase.size() > 1) {
        painter.setFont(theme.font(Theme::Role::Caption));
        const QPointF first = placeOf(int(m_data.staircase[0]));
        const QPointF second = placeOf(int(m_data.staircase[1]));
        const double width = QFontMetricsF{painter.font()}.horizontalAdvance(m_data.frontier) + 1;
        const double last = placeOf(int(m_data.staircase.back())).y();
        const double height = std::ceil(metrics.height());
        for (const QRectF &box : {QRectF{(first.x() + second.x() - width) / 2, first.y() - height - 1, width, height},
                                  QRectF{m_plot.right() - width, last - height - 1, width, height}, QRectF{m_plot.right() - width, last + 2, width, height}}) {
            if (m_plot.contains(box) && std::none_of(taken.begin(), taken.end(), [&](const QRectF &other) { return other.intersects(box); })) {
                painter.setPen(c.text2);
                painter.drawText(box, Qt::AlignCenter, m_data.frontier);
                break;
            }
        }
    }
}

void FrontierChart::paintCorner(QPainter &painter) const
{
    const Theme &theme = Theme::current();
    painter.setFont(theme.font(Theme::Role::Caption));
    painter.setPen(theme.colours().text2);
    const double line = std::ceil(QFontMetricsF{painter.font()}.height());
    double y = m_area.height() - m_corner;
    for (const QString &text : m_data.corner) {
        drawElided(painter, QRectF{0, y, m_area.width(), line}, text, Qt::AlignLeft | Qt::AlignVCenter);
        y += line;
    }
}

void FrontierChart::paintStatic(QPainter &painter, const QRectF &)
{
    paintCorner(painter);
    if (m_data.points.empty()) {
        painter.setFont(Theme::current().font(Theme::Role::Small));
        painter.setPen(Theme::current().colours().text2);
        painter.drawText(m_plot, int(Qt::AlignCenter | Qt::TextWordWrap), m_data.nothing);
        return;
    }
    paintAxes(painter);
    paintStaircase(painter);
    for (int mark = 0; mark < markCount(); ++mark) { // what is dominated lies below
        if (m_data.points[std::size_t(mark)].isDominated) {
            paintPoint(painter, mark);
        }
    }
    for (int mark = 0; mark < markCount(); ++mark) {
        if (!m_data.points[std::size_t(mark)].isDominated) {
            paintPoint(painter, mark);
        }
    }
    paintNames(painter);
}

void FrontierChart::paintHover(QPainter &painter)
{
    if (currentMark() < 0) {
        return;
    }
    const double wide = radiusOf(currentMark()) + size::markerRing;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen{Theme::current().colours().text1, size::limitLine});
    painter.drawEllipse(placeOf(currentMark()), wide, wide);
}

int FrontierChart::markAt(const QPointF &at) const
{
    int nearest = -1;
    double distance = px(double(space::s4));
    for (int mark = 0; mark < markCount(); ++mark) {
        const QPointF away = placeOf(mark) - at;
        const double far = std::max(0.0, std::hypot(away.x(), away.y()) - radiusOf(mark));
        if (far < distance) {
            distance = far;
            nearest = mark;
        }
    }
    return nearest;
}

QRectF FrontierChart::markRect(int mark) const
{
    const double wide = radiusOf(mark);
    const QPointF at = placeOf(mark);
    return {at.x() - wide, at.y() - wide, 2 * wide, 2 * wide};
}

TipContent FrontierChart::tipOf(int mark) const
{
    const FrontierData::Point &point = m_data.points[std::size_t(mark)];
    TipContent tip;
    tip.place = point.name;
    tip.totalName = tr("Cost of this work");
    tip.totalValue = point.exact;
    tip.rows.push_back({.look = point.look, .hasSwatch = false, .name = tr("Between"), .value = point.band});
    tip.rows.push_back({.look = point.look, .hasSwatch = false, .name = m_data.qualityName, .value = point.qualityText});
    tip.comparison = point.state;
    tip.notes = point.notes;
    return tip;
}

QString FrontierChart::tableText(int row, int column) const
{
    const FrontierData::Point &point = m_data.points[std::size_t(row)];
    return column == 0 ? point.qualityText : column == 1 ? point.exact : point.state;
}

QString FrontierChart::columnHeader(int column) const
{
    return column == 0 ? m_data.qualityName : column == 1 ? tr("Cost") : tr("Place");
}

QString FrontierChart::summary() const
{
    return tr("%1, %n model(s)", nullptr, markCount()).arg(m_data.title);
}

} // namespace tokenmeter
