// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/BurnDownChart.h"

#include "charts/Axis.h"
#include "charts/Hatch.h"
#include "charts/figures.h"
#include "format/DateText.h"
#include "format/NumberText.h"
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

constexpr int FewDays = 10; ///< each is named

} // namespace

BurnDownChart::BurnDownChart(QWidget *parent) : ChartWidget{parent}
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void BurnDownChart::setData(BurnDownData given)
{
    m_data = std::move(given);
    invalidate();
}

QSize BurnDownChart::sizeHint() const
{
    return {px(size::filterLine), px(size::chartMinHeight)};
}

QColor BurnDownChart::forecastColour() const
{
    const Colours &c = Theme::current().colours();
    return m_data.mayExceed ? c.warning : c.accent;
}

void BurnDownChart::layOut(const QRectF &area)
{
    double most = std::max(0.0, m_data.measure.drawn(m_data.available));
    double least = 0;
    const auto see = [&](const std::optional<Int128> &value) {
        if (value) {
            most = std::max(most, m_data.measure.drawn(*value));
            least = std::min(least, m_data.measure.drawn(*value));
        }
    };
    for (const BurnDownPoint &point : m_data.points) {
        see(point.left);
        see(point.expected);
        see(point.least);
    }
    const double top = px(size::chartTop);
    m_grid = QRectF{0, top, area.width(), std::max(1.0, area.height() - top - axis::bottomHeight())};
    m_step = Scale::forLargest(most - least, axis::stepsFor(m_grid.height())).step();
    m_top = std::max(1.0, std::ceil(most / m_step - 1e-9)) * m_step;
    m_bottom = std::floor(least / m_step + 1e-9) * m_step;
    const QFont caption = Theme::current().font(Theme::Role::Caption);
    double widest = 0;
    for (double tick = m_bottom; tick <= m_top + m_step / 2; tick += m_step) {
        widest = std::max(widest, numberWidth(caption, label(tick)));
    }
    m_grid.setLeft(std::ceil(widest) + size::axisLabelGap);
    m_plot = m_grid;
    double names = px(size::endLabels);
    for (const EndName &name : endNames()) {
        const QFont font = Theme::current().font(Theme::Role::Small, name.strong ? QFont::DemiBold : QFont::Normal);
        names = std::max(names, std::ceil(numberWidth(font, name.text)) + space::s2);
    }
    m_plot.setRight(std::max(m_plot.left() + 1, m_plot.right() - std::min(names, m_grid.width() / 2)));
}

QString BurnDownChart::label(double value) const
{
    const QString text = m_data.measure.axis(std::abs(value) < m_step / 2 ? 0 : std::abs(value), m_step, std::max(m_top, -m_bottom));
    return value < -m_step / 2 ? NumberText::Minus + text : text;
}

double BurnDownChart::yOf(double value) const
{
    return m_plot.bottom() - (value - m_bottom) / (m_top - m_bottom) * m_plot.height();
}

double BurnDownChart::xAfter(int daysDone) const
{
    return m_plot.left() + double(daysDone) / std::max(1, markCount()) * m_plot.width();
}

std::vector<BurnDownChart::EndName> BurnDownChart::endNames() const
{
    const Colours &c = Theme::current().colours();
    std::vector<EndName> names;
    if (!m_data.points.empty() && m_data.points.back().expected && !m_data.endName.isEmpty()) {
        names.push_back({yOf(*m_data.points.back().expected), m_data.endName, forecastColour(), true});
    }
    names.push_back({yOf(0.0), tr("limit"), c.text1, true});
    for (const int threshold : m_data.thresholds) {
        if (threshold < 100 && m_data.available > 0) {
            const double left = m_data.measure.drawn(m_data.available) * (100 - threshold) / 100;
            names.push_back({yOf(left), QString::number(threshold) + NumberText::Nbsp + QLatin1Char('%'), c.text3, false});
        }
    }
    return names;
}

void BurnDownChart::paintGrid(QPainter &painter) const
{
    const Theme &theme = Theme::current();
    const Colours &c = theme.colours();
    painter.setFont(theme.font(Theme::Role::Caption));
    const double height = QFontMetricsF{painter.font()}.height();
    for (double tick = m_bottom; tick <= m_top + m_step / 2; tick += m_step) {
        const double y = yOf(tick);
        painter.setPen(QPen{c.grid, size::hairline});
        painter.drawLine(QPointF{m_plot.left(), axis::hair(y)}, QPointF{m_plot.right(), axis::hair(y)});
        painter.setPen(c.text3);
        drawNumber(painter, QRectF{0, y - height / 2, m_plot.left() - size::axisLabelGap, height}, label(tick), Qt::AlignRight | Qt::AlignVCenter);
    }
    for (const int threshold : m_data.thresholds) {
        if (threshold < 100 && m_data.available > 0) {
            const double y = yOf(m_data.measure.drawn(m_data.available) * (100 - threshold) / 100);
            painter.setPen(QPen{c.zero, size::hairline});
            painter.drawLine(QPointF{m_plot.left(), axis::hair(y)}, QPointF{m_plot.right(), axis::hair(y)});
        }
    }
    if (m_bottom < 0) {
        const QRectF below{m_plot.left(), yOf(0.0), m_plot.width(), m_plot.bottom() - yOf(0.0)};
        painter.save();
        painter.setClipRect(below);
        hatch::paint(painter, below.adjusted(-2, -2, 2, 2), 0, mixed(c.negative, c.surface, mix::band + mix::sparkline), c.surface);
        painter.restore();
    }
    // In front of the grid: it is what everything is measured by.
    painter.setPen(QPen{c.text1, size::limitLine});
    painter.drawLine(QPointF{m_plot.left(), axis::hair(yOf(0.0))}, QPointF{m_plot.right(), axis::hair(yOf(0.0))});
    if (markCount() > FewDays) {
        axis::paintTime(painter, m_grid,
                        axis::timeLabels(m_data.points.front().day, m_data.points.back().day, m_data.today, m_plot.left(), m_plot.width(), false));
        return;
    }
    std::vector<axis::TimeLabel> days;
    for (int mark = 0; mark < markCount(); ++mark) {
        days.push_back({.x = markRect(mark).center().x(), .text = DateText::axisDay(dayOf(mark), mark == 0), .today = dayOf(mark) == m_data.today});
    }
    axis::paintTime(painter, m_grid, axis::thinned(std::move(days)));
}

void BurnDownChart::paintForecast(QPainter &painter) const
{
    const QColor colour = forecastColour();
    const auto todayIt = std::find_if(m_data.points.begin(), m_data.points.end(), [](const BurnDownPoint &point) { return point.expected.has_value(); });
    if (todayIt == m_data.points.end() || !todayIt->left) {
        return;
    }
    const int first = int(todayIt - m_data.points.begin());
    const QPointF now{xAfter(first + 1), yOf(*todayIt->left)};
    QPolygonF band{{now}};
    QPolygonF dashed{{now}};
    for (int i = first + 1; i < markCount(); ++i) {
        const BurnDownPoint &point = m_data.points[std::size_t(i)];
        if (point.expected && point.most) {
            band << QPointF{xAfter(i + 1), yOf(*point.most)};
            dashed << QPointF{xAfter(i + 1), yOf(*point.expected)};
        }
    }
    for (int i = markCount() - 1; i > first; --i) {
        const BurnDownPoint &point = m_data.points[std::size_t(i)];
        if (point.least) {
            band << QPointF{xAfter(i + 1), yOf(*point.least)};
        }
    }
    QPainterPath path;
    path.addPolygon(band);
    painter.fillPath(path, withAlpha(colour, mix::band));
    QPen pen{colour, size::line, Qt::CustomDashLine, Qt::FlatCap, Qt::RoundJoin};
    pen.setDashPattern({size::dash[0], size::dash[1]});
    painter.setPen(pen);
    painter.drawPolyline(dashed);
    if (!m_data.breach) {
        return;
    }
    const auto at = std::find_if(m_data.points.begin(), m_data.points.end(), [this](const BurnDownPoint &point) { return point.day == *m_data.breach; });
    if (at == m_data.points.end()) {
        return;
    }
    const double x = std::floor(xAfter(int(at - m_data.points.begin()) + 1)) - size::hairline / 2;
    QPen dotted{colour, size::limitLine, Qt::DotLine};
    painter.setPen(dotted);
    painter.drawLine(QPointF{x, m_plot.top()}, QPointF{x, yOf(0.0)});
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawRect(QRectF{x - size::budgetFlag / 2.0, m_plot.top() - size::budgetFlag / 2.0, double(size::budgetFlag), double(size::budgetFlag)});
    const QFont font = Theme::current().font(Theme::Role::Caption, QFont::DemiBold);
    const QString name = DateText::day(*m_data.breach, m_data.today);
    painter.setFont(font);
    painter.setPen(colour);
    const double high = QFontMetricsF{font}.height();
    const double wide = numberWidth(font, name);
    const bool fits = x - wide - space::s2 > m_plot.left();
    drawNumber(painter, {fits ? x - wide - space::s2 : x + space::s2, m_plot.top() - high / 2, wide, high}, name, Qt::AlignLeft | Qt::AlignVCenter);
}

void BurnDownChart::paintNow(QPainter &painter) const
{
    const Theme &theme = Theme::current();
    const Colours &c = theme.colours();
    QPolygonF line{{QPointF{xAfter(0), yOf(m_data.available)}}};
    std::optional<Int128> left;
    for (int i = 0; i < markCount(); ++i) {
        if (const auto &value = m_data.points[std::size_t(i)].left) {
            line << QPointF{xAfter(i + 1), yOf(*value)};
            left = value;
        }
    }
    painter.setPen(QPen{c.text1, size::line, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin});
    painter.drawPolyline(line);
    if (!left) {
        return;
    }
    const QPointF now = line.back();
    painter.setPen(Qt::NoPen);
    painter.setBrush(c.surface);
    painter.drawEllipse(now, size::marker + size::hairline, size::marker + size::hairline);
    painter.setBrush(c.text1);
    painter.drawEllipse(now, size::marker - size::hairline, size::marker - size::hairline);
    const QFont bold = theme.font(Theme::Role::Small, QFont::DemiBold);
    const QString text = m_data.atLeast ? tr("at most %1 left").arg(m_data.measure.figure(*left))
                       : *left < 0      ? tr("%1 over").arg(m_data.measure.figure(-*left))
                                        : tr("%1 left").arg(m_data.measure.figure(*left));
    const double wide = std::ceil(numberWidth(bold, text));
    const double high = QFontMetricsF{bold}.height();
    // A falling line leaves room above and to the right.
    QRectF place{now.x() + space::s2, now.y() - high - space::s1, wide, high};
    if (place.right() > m_plot.right()) {
        place.moveRight(now.x() - space::s2);
        place.moveTop(now.y() + space::s2);
    }
    place.moveTop(std::clamp(place.top(), m_plot.top(), m_plot.bottom() - high));
    place.moveLeft(std::max(place.left(), m_plot.left() + space::s1));
    painter.fillRect(place.adjusted(-2, 0, 2, 0), withAlpha(c.surface, mix::dimension));
    painter.setFont(bold);
    painter.setPen(c.text1);
    drawNumber(painter, place, text, Qt::AlignLeft | Qt::AlignVCenter);
}

void BurnDownChart::paintStatic(QPainter &painter, const QRectF &area)
{
    const Theme &theme = Theme::current();
    const Colours &c = theme.colours();
    if (m_data.points.empty()) {
        painter.setFont(theme.font(Theme::Role::Small));
        painter.setPen(c.text2);
        painter.drawText(QRectF{0, 0, area.width(), area.height()}, int(Qt::AlignCenter | Qt::TextWordWrap), m_data.nothing);
        return;
    }
    paintGrid(painter);
    painter.setRenderHint(QPainter::Antialiasing);
    const QPointF start{xAfter(0), yOf(m_data.available)};
    const QPointF end{xAfter(markCount()), yOf(0.0)};
    painter.setPen(QPen{c.text3, size::hairline});
    painter.drawLine(start, end);
    paintForecast(painter);
    paintNow(painter);

    std::vector<EndName> names = endNames();
    std::stable_sort(names.begin(), names.end(), [](const EndName &a, const EndName &b) { return a.y < b.y; });
    const double pitch = px(size::endLabelPitch);
    // What is strong keeps its place; thresholds that would stand on it are left out.
    std::vector<EndName> kept;
    for (const EndName &name : names) {
        const auto touches = [&](const EndName &other) { return other.strong && std::abs(other.y - name.y) < pitch; };
        if (name.strong || std::none_of(names.begin(), names.end(), touches)) {
            kept.push_back(name);
        }
    }
    for (std::size_t i = 1; i < kept.size(); ++i) {
        kept[i].y = std::max(kept[i].y, kept[i - 1].y + pitch);
    }
    for (std::size_t i = kept.size(); i-- > 0;) {
        const double most = i + 1 < kept.size() ? kept[i + 1].y - pitch : m_plot.bottom();
        kept[i].y = std::min(kept[i].y, most);
    }
    for (const EndName &name : kept) {
        painter.setFont(theme.font(Theme::Role::Small, name.strong ? QFont::DemiBold : QFont::Normal));
        painter.setPen(name.colour);
        drawNumber(painter, QRectF{m_plot.right() + space::s2, name.y - pitch / 2, m_grid.right() - m_plot.right() - space::s2, pitch}, name.text,
                   Qt::AlignLeft | Qt::AlignVCenter);
    }
}

void BurnDownChart::paintHover(QPainter &painter)
{
    const int mark = currentMark();
    if (mark < 0) {
        return;
    }
    const Colours &c = Theme::current().colours();
    const BurnDownPoint &point = m_data.points[std::size_t(mark)];
    painter.setRenderHint(QPainter::Antialiasing);
    const double x = std::floor(xAfter(mark + 1)) + size::hairline / 2;
    painter.setPen(QPen{c.zero, size::hairline});
    painter.drawLine(QPointF{x, m_plot.top()}, QPointF{x, m_plot.bottom()});
    if (const std::optional<Int128> value = point.left ? point.left : point.expected) {
        const QPointF at{xAfter(mark + 1), yOf(*value)};
        painter.setPen(Qt::NoPen);
        painter.setBrush(c.surface);
        painter.drawEllipse(at, size::marker, size::marker);
        painter.setBrush(point.left ? c.text1 : forecastColour());
        const double dot = size::marker - size::markerRing + size::hairline / 2;
        painter.drawEllipse(at, dot, dot);
    }
}

std::optional<double> BurnDownChart::timeMarkX(const TimeMark &mark) const
{
    const auto found = std::find_if(m_data.points.begin(), m_data.points.end(), [&mark](const BurnDownPoint &point) { return point.day == mark.day; });
    return found == m_data.points.end() ? std::nullopt : std::optional{markRect(int(found - m_data.points.begin())).center().x()};
}

int BurnDownChart::markAt(const QPointF &at) const
{
    if (markCount() == 0 || !m_plot.adjusted(0, 0, 0, axis::bottomHeight()).contains(at)) {
        return -1;
    }
    return std::clamp(int((at.x() - m_plot.left()) / m_plot.width() * markCount()), 0, markCount() - 1);
}

QRectF BurnDownChart::markRect(int mark) const
{
    const double pitch = m_plot.width() / std::max(1, markCount());
    return {m_plot.left() + mark * pitch, m_plot.top(), pitch, m_plot.height()};
}

TipContent BurnDownChart::tipOf(int mark) const
{
    const BurnDownPoint &point = m_data.points[std::size_t(mark)];
    TipContent tip;
    tip.place = DateText::full(point.day);
    const auto row = [&](const QString &name, Int128 value) { tip.rows.push_back({Look::dimension(), false, name, m_data.measure.exact(value), {}, false}); };
    if (point.left) {
        tip.totalName = m_data.atLeast ? tr("Left, at most") : tr("Left");
        tip.totalValue = m_data.measure.exact(*point.left);
        const Int128 before = mark > 0 && m_data.points[std::size_t(mark) - 1].left ? *m_data.points[std::size_t(mark) - 1].left : m_data.available;
        row(tr("Spent on this day"), before - *point.left);
    } else if (point.expected) {
        tip.totalName = tr("Left, expected");
        tip.totalValue = m_data.measure.forecast(*point.expected);
        if (point.least && point.most) {
            tip.notes << tr("80 % likely: %1 to %2").arg(m_data.measure.forecast(*point.least), m_data.measure.forecast(*point.most));
        }
    }
    row(tr("At an even pace"), point.even);
    if (!point.left && !point.expected) {
        tip.notes << tr("No forecast yet.");
    }
    return tip;
}

QString BurnDownChart::tableText(int row, int column) const
{
    const BurnDownPoint &point = m_data.points[std::size_t(row)];
    const std::array<std::optional<Int128>, 5> values{point.left, point.even, point.expected, point.least, point.most};
    const std::optional<Int128> &value = values[std::size_t(column)];
    return value ? m_data.measure.exact(*value) : NumberText::notApplicable();
}

QString BurnDownChart::rowHeader(int row) const
{
    return DateText::full(m_data.points[std::size_t(row)].day);
}

QString BurnDownChart::columnHeader(int column) const
{
    switch (column) {
    case 0:
        return m_data.atLeast ? tr("Left, at most") : tr("Left");
    case 1:
        return tr("At an even pace");
    case 2:
        return tr("Left, expected");
    case 3:
        return tr("At least, 80 % likely");
    default:
        return tr("At most, 80 % likely");
    }
}

QString BurnDownChart::summary() const
{
    if (m_data.points.empty()) {
        return m_data.nothing;
    }
    return tr("%1, what is left, %n day(s)", nullptr, markCount()).arg(m_data.title);
}

} // namespace tokenmeter
