// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/ParetoChart.h"

#include "charts/Axis.h"
#include "charts/FreePlace.h"
#include "charts/figures.h"
#include "format/NumberText.h"
#include "format/ShareText.h"
#include "format/TokenText.h"
#include "theme/Theme.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

namespace tokenmeter
{
namespace
{

constexpr std::size_t MostPlaces = 200;
constexpr std::array Percents{0, 25, 50, 75, 100};

QString percent(int value)
{
    return QString::number(value) + NumberText::Nbsp + QStringLiteral("%");
}

} // namespace

ParetoChart::ParetoChart(QWidget *parent) : ChartWidget{parent}
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void ParetoChart::setData(ParetoData given)
{
    m_data = std::move(given);
    const std::size_t count = m_data.sums.size();
    std::set<std::size_t> places;
    const std::size_t wanted = std::min(count, MostPlaces);
    for (std::size_t i = 0; i < wanted; ++i) {
        places.insert(1 + i * (count - 1) / std::max<std::size_t>(1, wanted - 1));
    }
    if (m_data.most > 0) {
        places.insert(m_data.most);
    }
    m_places.assign(places.begin(), places.end());
    invalidate();
}

void ParetoChart::layOut(const QRectF &area)
{
    const QFont caption = Theme::current().font(Theme::Role::Caption);
    const double left = std::ceil(numberWidth(caption, percent(Percents.back()))) + size::axisLabelGap;
    const double top = px(size::chartTopBare);
    m_plot = QRectF{left, top, std::max(1.0, area.width() - left - size::paretoMarker - size::markerRing), std::max(1.0, area.height() - top - axis::bottomHeight())};
}

QPointF ParetoChart::pointOf(std::size_t count) const
{
    const double total = m_data.sums.empty() ? 0 : m_data.measure.drawn(m_data.sums.back());
    const double sum = count == 0 ? 0 : m_data.measure.drawn(m_data.sums[count - 1]);
    const double share = total > 0 ? sum / total : 0;
    return {m_plot.left() + double(count) / double(std::max<std::size_t>(1, m_data.sums.size())) * m_plot.width(),
            m_plot.bottom() - share * m_plot.height()};
}

QString ParetoChart::shareOf(std::size_t count) const
{
    return m_data.sums.empty() ? NumberText::notApplicable() : ShareText::oneDecimal(m_data.sums[count - 1], m_data.sums.back());
}

QString ParetoChart::countText(std::size_t count) const
{
    return count == 1 ? m_data.one : m_data.many.arg(TokenText::exact(std::int64_t(count)));
}

void ParetoChart::paintAxes(QPainter &painter) const
{
    const Theme &theme = Theme::current();
    const Colours &c = theme.colours();
    painter.setFont(theme.font(Theme::Role::Caption));
    const double height = QFontMetricsF{painter.font()}.height();
    const bool few = m_plot.height() < px(size::chartFewGridlinesBelow);
    for (const int value : Percents) {
        if (few && value % 50 != 0) {
            continue;
        }
        const double y = m_plot.bottom() - value / 100.0 * m_plot.height();
        const double hair = std::floor(y) + size::hairline / 2;
        painter.setPen(QPen{value == 0 ? c.zero : c.grid, size::hairline});
        painter.drawLine(QPointF{m_plot.left(), hair}, QPointF{m_plot.right(), hair});
        painter.setPen(c.text3);
        drawNumber(painter, QRectF{0, y - height / 2, m_plot.left() - size::axisLabelGap, height}, percent(value), Qt::AlignRight | Qt::AlignVCenter);
    }
    const std::size_t count = m_data.sums.size();
    if (count == 0) {
        return;
    }
    std::set<std::size_t> labels{1, count};
    if (count > 2) {
        labels.insert(count / 2 + count % 2);
    }
    double free = m_plot.left();
    for (const std::size_t label : labels) {
        const QString text = TokenText::exact(std::int64_t(label));
        const double width = numberWidth(painter.font(), text);
        double x = std::clamp(pointOf(label).x() - width / 2, m_plot.left(), std::max(m_plot.left(), m_plot.right() - width));
        if (label == count) {
            x = std::max(m_plot.left(), m_plot.right() - width);
        }
        if (x < free && label != 1) {
            continue;
        }
        free = x + width + size::axisLabelGap;
        drawNumber(painter, QRectF{x, m_plot.bottom() + size::axisTickGap, width, height}, text, Qt::AlignLeft | Qt::AlignVCenter);
    }
}

void ParetoChart::paintMark(QPainter &painter, const QPolygonF &curve) const
{
    if (m_data.most == 0) {
        return;
    }
    const Theme &theme = Theme::current();
    const Colours &c = theme.colours();
    const QPointF at = pointOf(m_data.most);
    painter.setPen(QPen{c.zero, size::ghostLine});
    painter.drawLine(QPointF{at.x(), at.y()}, QPointF{at.x(), m_plot.bottom()});
    painter.setPen(Qt::NoPen);
    painter.setBrush(c.surface);
    painter.drawEllipse(at, size::paretoMarker + size::markerRing, size::paretoMarker + size::markerRing);
    painter.setBrush(c.accent);
    painter.drawEllipse(at, size::paretoMarker, size::paretoMarker);
    const QFont strong = theme.font(Theme::Role::Small, QFont::DemiBold);
    const QFont plain = theme.font(Theme::Role::Small);
    const double line = std::ceil(QFontMetricsF{strong}.height()) + space::s1 / 2.0;
    const double width = std::ceil(std::max(numberWidth(strong, m_data.fact), numberWidth(plain, m_data.rest)));
    const double height = 2 * line;
    const QRectF note = paintNote(painter, at.x());
    const double lowest = (note.isNull() ? m_plot.bottom() : note.top()) - height - space::s1;
    // Right of the mark, under the curve; where there is no room left of it and above, where a curve that rises is not;
    // else left of it and low.
    const double right = at.x() + space::s3;
    const double left = std::max(m_plot.left() + space::s1, at.x() - space::s3 - width);
    std::vector<QRectF> places;
    if (right + width <= m_plot.right()) {
        places.push_back({right, std::min(at.y() + space::s3, lowest), width, height});
    }
    places.push_back({left, std::clamp(at.y() - height - space::s1, 0.0, std::max(0.0, lowest)), width, height});
    places.push_back({left, lowest, width, height});
    const QRectF place = freePlace(places, {curve});
    const double x = place.left();
    const double y = place.top();
    painter.fillRect(QRectF{x - space::s1, y, width + 2 * space::s1, height}, withAlpha(c.surface, mix::dimension));
    painter.setFont(strong);
    painter.setPen(c.text1);
    drawNumber(painter, QRectF{x, y, width, line}, m_data.fact, Qt::AlignLeft | Qt::AlignVCenter);
    painter.setFont(plain);
    painter.setPen(c.text2);
    drawNumber(painter, QRectF{x, y + line, width, line}, m_data.rest, Qt::AlignLeft | Qt::AlignVCenter);
}

QRectF ParetoChart::paintNote(QPainter &painter, double markX) const
{
    if (m_data.note.isEmpty()) {
        return {};
    }
    // Where every such curve leaves room: at the right, just above zero. Beside the mark's line in two lines, before it is crossed.
    const QFont caption = Theme::current().font(Theme::Role::Caption);
    const QFontMetricsF metrics{caption};
    const double beside = m_plot.right() - markX - space::s2;
    double width = std::ceil(metrics.horizontalAdvance(m_data.note)) + 1;
    double height = metrics.height();
    if (width > beside) {
        const QRectF wrapped = metrics.boundingRect(QRectF{0, 0, std::max(1.0, beside), m_plot.height()}, int(Qt::TextWordWrap), m_data.note);
        if (wrapped.width() <= beside && wrapped.height() < 2.5 * height) {
            width = std::ceil(wrapped.width()) + 1;
            height = wrapped.height();
        }
    }
    const QRectF place{m_plot.right() - width, m_plot.bottom() - height - space::s1, width, height};
    painter.fillRect(place.adjusted(-space::s1, 0, 0, 0), Theme::current().colours().surface);
    painter.setFont(caption);
    painter.setPen(Theme::current().colours().text3);
    painter.drawText(place, int(Qt::AlignLeft | Qt::AlignBottom | Qt::TextWordWrap), m_data.note);
    return place;
}

void ParetoChart::paintStatic(QPainter &painter, const QRectF &)
{
    const Colours &c = Theme::current().colours();
    if (m_data.sums.empty() || m_data.sums.back() == 0) {
        painter.setFont(Theme::current().font(Theme::Role::Small));
        painter.setPen(c.text2);
        painter.drawText(m_plot, int(Qt::AlignCenter | Qt::TextWordWrap), m_data.nothing);
        return;
    }
    paintAxes(painter);
    painter.setRenderHint(QPainter::Antialiasing);
    // As many points as there are pixels: a curve of a million sessions looks the same.
    const std::size_t count = m_data.sums.size();
    const auto points = std::size_t(std::max(2.0, m_plot.width()));
    QPolygonF line{{pointOf(0)}};
    const std::size_t drawn = std::min(points, count);
    for (std::size_t i = 1; i <= drawn; ++i) {
        line << pointOf(i * count / drawn);
    }
    painter.setPen(QPen{c.accent, size::line, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin});
    painter.drawPolyline(line);
    paintMark(painter, line);
}

void ParetoChart::paintHover(QPainter &painter)
{
    if (currentMark() < 0) {
        return;
    }
    const Colours &c = Theme::current().colours();
    painter.setRenderHint(QPainter::Antialiasing);
    const QPointF at = pointOf(m_places[std::size_t(currentMark())]);
    const double x = std::floor(at.x()) + size::hairline / 2;
    painter.setPen(QPen{c.zero, size::hairline});
    painter.drawLine(QPointF{x, m_plot.top()}, QPointF{x, m_plot.bottom()});
    painter.setPen(Qt::NoPen);
    painter.setBrush(c.surface);
    painter.drawEllipse(at, size::marker, size::marker);
    painter.setBrush(c.accent);
    const double dot = size::marker - size::markerRing + size::hairline / 2;
    painter.drawEllipse(at, dot, dot);
}

int ParetoChart::markAt(const QPointF &at) const
{
    if (m_places.empty() || !m_plot.adjusted(0, 0, 1, axis::bottomHeight()).contains(at)) {
        return -1;
    }
    const double wanted = (at.x() - m_plot.left()) / m_plot.width() * double(m_data.sums.size());
    const auto distance = [&](std::size_t place) { return std::abs(double(place) - wanted); };
    const auto nearest = std::min_element(m_places.begin(), m_places.end(), [&](std::size_t a, std::size_t b) { return distance(a) < distance(b); });
    return int(nearest - m_places.begin());
}

QRectF ParetoChart::markRect(int mark) const
{
    const double x = pointOf(m_places[std::size_t(mark)]).x();
    return {x - size::marker, m_plot.top(), 2.0 * size::marker, m_plot.height()};
}

TipContent ParetoChart::tipOf(int mark) const
{
    const std::size_t count = m_places[std::size_t(mark)];
    TipContent tip;
    tip.place = tr("The largest: %1", "%1 is \"19 sessions\"").arg(countText(count));
    tip.totalName = tr("Together");
    tip.totalValue = m_data.measure.exact(m_data.sums[count - 1]);
    tip.rows.push_back({.look = Look::dimension(), .hasSwatch = false, .name = tr("Share of the whole"), .value = shareOf(count)});
    const Int128 smallest = m_data.sums[count - 1] - (count > 1 ? m_data.sums[count - 2] : Int128{0});
    tip.rows.push_back({.look = Look::dimension(), .hasSwatch = false, .name = tr("The smallest of them"), .value = m_data.measure.exact(smallest)});
    return tip;
}

QSize ParetoChart::sizeHint() const
{
    return {px(size::filterLine), px(size::chartMinPlot)};
}

QSize ParetoChart::minimumSizeHint() const
{
    return {px(size::filterLineNarrow), px(size::chartMinPlot)};
}

QString ParetoChart::tableText(int row, int column) const
{
    const std::size_t count = m_places[std::size_t(row)];
    return column == 0 ? m_data.measure.exact(m_data.sums[count - 1]) : shareOf(count);
}

QString ParetoChart::rowHeader(int row) const
{
    return countText(m_places[std::size_t(row)]);
}

QString ParetoChart::columnHeader(int column) const
{
    return column == 0 ? tr("Together") : tr("Share");
}

QString ParetoChart::summary() const
{
    return m_data.most == 0 ? m_data.title : tr("%1: %2 %3", "chart, and what it says").arg(m_data.title, m_data.fact, m_data.rest);
}

} // namespace tokenmeter
