// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/CumulativeChart.h"

#include "charts/Axis.h"
#include "charts/FreePlace.h"
#include "charts/figures.h"
#include "format/ChangeText.h"
#include "format/DateText.h"
#include "format/NumberText.h"
#include "theme/Theme.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace tokenmeter
{
namespace
{

using namespace std::chrono;

std::vector<Int128> summed(const std::vector<Int128> &daily, std::size_t count)
{
    std::vector<Int128> sums;
    Int128 sum = 0;
    for (std::size_t i = 0; i < std::min(count, daily.size()); ++i) {
        sum += daily[i];
        sums.push_back(sum);
    }
    return sums;
}

} // namespace

CumulativeChart::CumulativeChart(QWidget *parent) : ChartWidget{parent}
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    m_data.to = m_data.from - days{1}; // no day until it is told of some
}

int CumulativeChart::markCount() const
{
    return m_data.to < m_data.from ? 0 : int((m_data.to - m_data.from).count()) + 1;
}

void CumulativeChart::setData(CumulativeData given)
{
    m_data = std::move(given);
    const auto known = std::clamp<long>(long((m_data.today - m_data.from).count()) + 1, 0, markCount());
    m_sums = summed(m_data.daily, std::size_t(known));
    m_previousSums = summed(m_data.previousDaily, m_data.previousDaily.size());
    invalidate();
}

std::optional<Int128> CumulativeChart::actual(int mark) const
{
    return mark >= 0 && std::size_t(mark) < m_sums.size() ? std::optional{m_sums[std::size_t(mark)]} : std::nullopt;
}

std::optional<Int128> CumulativeChart::previous(int mark) const
{
    return mark >= 0 && std::size_t(mark) < m_previousSums.size() ? std::optional{m_previousSums[std::size_t(mark)]} : std::nullopt;
}

std::optional<std::size_t> CumulativeChart::forecastIndex(int mark) const
{
    const auto after = (dayOf(mark) - m_data.today).count();
    return after >= 1 && std::size_t(after) <= m_data.expected.size() ? std::optional{std::size_t(after - 1)} : std::nullopt;
}

void CumulativeChart::layOut(const QRectF &area)
{
    double largest = 0;
    const auto see = [&](const std::vector<Int128> &values) {
        for (const Int128 value : values) {
            largest = std::max(largest, m_data.measure.drawn(value));
        }
    };
    see(m_sums);
    see(m_previousSums);
    see(m_data.expected);
    see(m_data.high);
    if (m_data.limit) {
        largest = std::max(largest, m_data.measure.drawn(*m_data.limit));
    }
    const double top = px(size::chartTopBare);
    m_grid = QRectF{0, top, area.width(), std::max(1.0, area.height() - top - axis::bottomHeight())};
    m_scale = Scale::forLargest(largest, axis::stepsFor(m_grid.height()));
    m_grid.setLeft(axis::valueWidth(m_scale, m_data.measure));
    m_plot = m_grid;
    // Room for the names at the right end: what they need, at least the measure.
    double names = px(size::endLabels);
    const QFont font = Theme::current().font(Theme::Role::Small, QFont::DemiBold);
    const auto needs = [&](const QString &text) { names = std::max(names, std::ceil(numberWidth(font, text)) + space::s2); };
    if (!m_previousSums.empty()) {
        needs(m_data.previousName + QLatin1Char(' ') + m_data.measure.forecast(m_previousSums.back()));
    }
    if (!m_data.expected.empty()) {
        needs(m_data.measure.forecast(m_data.expected.back()));
    }
    if (!m_sums.empty() && int(m_sums.size()) == markCount()) {
        needs(m_data.measure.figure(m_sums.back()));
    }
    m_plot.setRight(std::max(m_plot.left() + 1, m_plot.right() - std::min(names, m_grid.width() / 2)));
}

QPointF CumulativeChart::pointOf(double daysDone, Int128 value) const
{
    return {m_plot.left() + daysDone / std::max(1, markCount()) * m_plot.width(),
            m_plot.bottom() - m_scale.part(m_data.measure.drawn(value)) * m_plot.height()};
}

void CumulativeChart::paintStatic(QPainter &painter, const QRectF &)
{
    const Theme &theme = Theme::current();
    const Colours &c = theme.colours();
    axis::paintValues(painter, m_grid, m_scale, m_data.measure);
    axis::paintTime(painter, m_grid, axis::timeLabels(m_data.from, m_data.to, m_data.today, m_plot.left(), m_plot.width(), false));
    painter.setRenderHint(QPainter::Antialiasing);

    const QPointF origin = pointOf(0, 0);
    // A previous period that was longer ends with this one: its rest is in the number at its end.
    QPolygonF ghost{{origin}};
    for (std::size_t i = 0; i < m_previousSums.size() && int(i) < markCount(); ++i) {
        ghost << pointOf(double(i + 1), m_previousSums[i]);
    }
    QPolygonF line{{origin}};
    for (std::size_t i = 0; i < m_sums.size(); ++i) {
        line << pointOf(double(i + 1), m_sums[i]);
    }
    if (line.size() > 1) {
        QPolygonF area = line;
        area << QPointF{line.back().x(), m_plot.bottom()};
        QPainterPath path;
        path.addPolygon(area);
        painter.fillPath(path, withAlpha(c.accent, mix::area));
    }
    const double known = double(m_sums.size());
    if (!m_data.expected.empty() && !m_sums.empty()) {
        QPolygonF band{{line.back()}};
        for (std::size_t i = 0; i < m_data.high.size(); ++i) {
            band << pointOf(known + double(i + 1), m_data.high[i]);
        }
        for (std::size_t i = m_data.low.size(); i-- > 0;) {
            band << pointOf(known + double(i + 1), m_data.low[i]);
        }
        QPainterPath path;
        path.addPolygon(band);
        painter.fillPath(path, withAlpha(c.accent, mix::band));
    }
    painter.setPen(QPen{c.text3, size::ghostLine, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin});
    if (ghost.size() > 1) {
        painter.drawPolyline(ghost);
    }
    if (!m_data.expected.empty() && !m_sums.empty()) {
        QPolygonF dashed{{line.back()}};
        for (std::size_t i = 0; i < m_data.expected.size(); ++i) {
            dashed << pointOf(known + double(i + 1), m_data.expected[i]);
        }
        QPen pen{c.accent, size::line, Qt::CustomDashLine, Qt::FlatCap, Qt::RoundJoin};
        pen.setDashPattern({size::dash[0], size::dash[1]});
        painter.setPen(pen);
        painter.drawPolyline(dashed);
    }
    if (m_data.limit) {
        const double y = pointOf(0, *m_data.limit).y();
        painter.setPen(QPen{c.text1, size::limitLine});
        painter.drawLine(QPointF{m_plot.left(), y}, QPointF{m_plot.right(), y});
        painter.setFont(theme.font(Theme::Role::Small, QFont::DemiBold));
        painter.drawText(QPointF{m_plot.left() + space::s1, y - space::s1 - 1}, m_data.limitName);
    }
    if (line.size() > 1) {
        painter.setPen(QPen{c.accent, size::line, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin});
        painter.drawPolyline(line);
    }
    paintFlag(painter);
    paintEndLabels(painter, {line, ghost});
}

/// A line at the end of the day, when its sum is there, with a square on top and its name on the side that has room.
void CumulativeChart::paintFlag(QPainter &painter) const
{
    if (!m_data.flag || m_data.flag->day < m_data.from || m_data.flag->day > m_data.to) {
        return;
    }
    const Theme &theme = Theme::current();
    const Colours &c = theme.colours();
    const double x = std::round(pointOf(double((m_data.flag->day - m_data.from).count()) + 1, 0).x()) + size::hairline / 2;
    QPen pen{c.text1, size::hairline, m_data.flag->isLikely ? Qt::CustomDashLine : Qt::SolidLine, Qt::FlatCap};
    if (m_data.flag->isLikely) {
        pen.setDashPattern({size::dash[0], size::dash[1]});
    }
    painter.setPen(pen);
    painter.drawLine(QPointF{x, m_plot.top()}, QPointF{x, m_plot.bottom()});
    const QRectF square{x - size::budgetFlag / 2.0, m_plot.top() - size::budgetFlag / 2.0, double(size::budgetFlag), double(size::budgetFlag)};
    painter.fillRect(square, m_data.flag->isLikely ? c.surface : c.text1);
    painter.setPen(QPen{c.text1, size::hairline});
    painter.drawRect(square);
    const QFont font = theme.font(Theme::Role::Caption);
    const QFontMetricsF metrics{font};
    const double width = metrics.horizontalAdvance(m_data.flag->name) + 1;
    // Low and behind it, where a sum that grows has left room.
    const double left = x + space::s2 + width <= m_plot.right() ? x + space::s2 : std::max(m_plot.left(), x - space::s2 - width);
    painter.setFont(font);
    painter.setPen(c.text2);
    painter.drawText(QRectF{left, m_plot.bottom() - metrics.height() - space::s1, width, metrics.height()}, int(Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine), m_data.flag->name);
}

void CumulativeChart::paintEndLabels(QPainter &painter, const std::vector<QPolygonF> &lines) const
{
    const Theme &theme = Theme::current();
    const Colours &c = theme.colours();
    const QFont bold = theme.font(Theme::Role::Small, QFont::DemiBold);
    const QFont plain = theme.font(Theme::Role::Small);
    const QFontMetricsF metrics{bold};
    const bool running = !m_sums.empty() && int(m_sums.size()) < markCount();

    struct Label
    {
        double y;
        QString text;
        QColor colour;
        bool strong;
    };
    std::vector<Label> labels;
    if (!m_data.expected.empty() && running) {
        labels.push_back({pointOf(0, m_data.expected.back()).y(), m_data.measure.forecast(m_data.expected.back()), c.accent, true});
    } else if (!m_sums.empty() && !running) {
        labels.push_back({pointOf(0, m_sums.back()).y(), m_data.measure.figure(m_sums.back()), c.accent, true});
    }
    if (!m_previousSums.empty() && m_previousSums.back() != 0) {
        labels.push_back({pointOf(0, m_previousSums.back()).y(),
                          m_data.previousName + QLatin1Char(' ') + m_data.measure.forecast(m_previousSums.back()), c.text2, false});
    }
    std::stable_sort(labels.begin(), labels.end(), [](const Label &a, const Label &b) { return a.y < b.y; });
    const double pitch = px(size::endLabelPitch);
    for (std::size_t i = 1; i < labels.size(); ++i) {
        labels[i].y = std::max(labels[i].y, labels[i - 1].y + pitch);
    }
    // Pushed below the zero line: move all of them up.
    if (!labels.empty() && labels.back().y > m_plot.bottom() - pitch / 2) {
        const double up = labels.back().y - (m_plot.bottom() - pitch / 2);
        for (Label &label : labels) {
            label.y -= up;
        }
    }
    for (const Label &label : labels) {
        painter.setFont(label.strong ? bold : plain);
        painter.setPen(label.colour);
        drawNumber(painter, QRectF{m_plot.right() + space::s2, label.y - pitch / 2, m_grid.right() - m_plot.right(), pitch}, label.text,
                   Qt::AlignLeft | Qt::AlignVCenter);
    }

    if (running) {
        const QPointF now = pointOf(double(m_sums.size()), m_sums.back());
        painter.setPen(Qt::NoPen);
        painter.setBrush(c.surface);
        painter.drawEllipse(now, size::marker + 0.5, size::marker + 0.5);
        painter.setBrush(c.accent);
        const double dot = size::marker - size::hairline;
        painter.drawEllipse(now, dot, dot);
        painter.setFont(bold);
        painter.setPen(c.accent);
        const QString text = m_data.measure.figure(m_sums.back());
        const double width = numberWidth(bold, text);
        // Up and to the left of the point, where a sum that grows has left room; else to the right, under what may follow.
        QRectF best{now.x() - space::s2 - width, now.y() - metrics.height() - space::s2, width, metrics.height()};
        if (best.left() < m_plot.left() + space::s1) {
            best.moveLeft(std::max(m_plot.left() + space::s1, now.x() - width / 2));
        }
        if (best.top() < 0) {
            best.moveTop(now.y() + space::s2);
        }
        std::vector<QRectF> places{best};
        QRectF right{now.x() + space::s2 + size::marker, now.y() - metrics.height() / 2, width, metrics.height()};
        if (!m_data.expected.empty()) {
            right.moveTop(std::min(now.y() + space::s2, m_plot.bottom() - metrics.height()));
        }
        if (right.right() <= (labels.empty() ? m_grid : m_plot).right()) {
            right.moveTop(std::max(0.0, right.top()));
            places.push_back(right);
        }
        drawNumber(painter, freePlace(places, lines), text, Qt::AlignLeft | Qt::AlignVCenter);
    }
}

void CumulativeChart::setCrosshair(std::optional<LocalDay> day)
{
    if (day != m_crosshair) {
        m_crosshair = day;
        update();
    }
}

void CumulativeChart::paintHover(QPainter &painter)
{
    int mark = currentMark();
    if (mark < 0 && m_crosshair && m_data.from <= *m_crosshair && *m_crosshair <= m_data.to) {
        mark = int((*m_crosshair - m_data.from).count());
    }
    if (mark < 0) {
        return;
    }
    const Colours &c = Theme::current().colours();
    painter.setRenderHint(QPainter::Antialiasing);
    const double x = std::floor(pointOf(mark + 1, 0).x()) + size::hairline / 2;
    painter.setPen(QPen{c.text3, size::hairline});
    painter.drawLine(QPointF{x, m_plot.top()}, QPointF{x, m_plot.bottom()});
    const auto point = [&](Int128 value, const QColor &colour) {
        const QPointF at = pointOf(mark + 1, value);
        painter.setPen(Qt::NoPen);
        painter.setBrush(c.surface);
        painter.drawEllipse(at, size::marker, size::marker);
        painter.setBrush(colour);
        const double dot = size::marker - size::markerRing + size::hairline / 2;
        painter.drawEllipse(at, dot, dot);
    };
    if (const auto before = previous(mark)) {
        point(*before, c.text3);
    }
    if (const auto now = actual(mark)) {
        point(*now, c.accent);
    } else if (const auto index = forecastIndex(mark)) {
        point(m_data.expected[*index], c.accent);
    }
}

std::optional<double> CumulativeChart::timeMarkX(const TimeMark &mark) const
{
    const auto day = int((mark.day - m_data.from).count());
    return day >= 0 && day < markCount() ? std::optional{markRect(day).center().x()} : std::nullopt;
}

int CumulativeChart::markAt(const QPointF &at) const
{
    if (markCount() == 0 || !m_plot.adjusted(0, 0, 0, axis::bottomHeight()).contains(at)) {
        return -1;
    }
    return std::clamp(int((at.x() - m_plot.left()) / m_plot.width() * markCount()), 0, markCount() - 1);
}

QRectF CumulativeChart::markRect(int mark) const
{
    const double pitch = m_plot.width() / std::max(1, markCount());
    return {m_plot.left() + mark * pitch, m_plot.top(), pitch, m_plot.height()};
}

bool CumulativeChart::canPick(int mark) const
{
    return actual(mark).has_value() && std::size_t(mark) < m_data.daily.size() && m_data.daily[std::size_t(mark)] != 0;
}

TipContent CumulativeChart::tipOf(int mark) const
{
    TipContent tip;
    tip.place = DateText::full(dayOf(mark));
    const auto row = [&](const QString &name, Int128 value) {
        tip.rows.push_back({Look::dimension(), false, name, m_data.measure.exact(value), {}, false});
    };
    const std::optional<Int128> now = actual(mark);
    if (now) {
        tip.totalName = tr("Until then");
        tip.totalValue = m_data.measure.exact(*now);
        row(tr("On this day"), m_data.daily[std::size_t(mark)]);
    } else if (const auto index = forecastIndex(mark)) {
        tip.totalName = tr("Expected until then");
        tip.totalValue = m_data.measure.forecast(m_data.expected[*index]);
        tip.notes << tr("80 % likely: %1 to %2")
                         .arg(m_data.measure.forecast(m_data.low[*index]), m_data.measure.forecast(m_data.high[*index]));
    }
    if (const auto before = previous(mark)) {
        row(tr("%1, after as many days", "name of the previous period").arg(m_data.previousName), *before);
        if (now) {
            tip.comparison = ChangeText::sentence(*now, *before, m_data.previousName);
        }
    }
    if (m_data.flag && m_data.flag->day == dayOf(mark)) {
        tip.notes << m_data.flag->name;
    }
    if (!now && m_data.expected.empty()) {
        tip.notes << tr("No forecast yet.");
    }
    return tip;
}

QSize CumulativeChart::sizeHint() const
{
    return {px(size::filterLine), px(size::chartMinPlot)};
}

QSize CumulativeChart::minimumSizeHint() const
{
    return {px(size::filterLineNarrow), px(size::chartMinPlot)};
}

int CumulativeChart::tableRows() const
{
    return m_data.expected.empty() ? 2 : 3;
}

QString CumulativeChart::tableText(int rowIndex, int column) const
{
    std::optional<Int128> value;
    if (rowIndex == 0) {
        value = actual(column);
    } else if (rowIndex == 1) {
        value = previous(column);
    } else if (const auto index = forecastIndex(column)) {
        value = m_data.expected[*index];
    }
    return value ? m_data.measure.exact(*value) : NumberText::notApplicable();
}

QString CumulativeChart::rowHeader(int rowIndex) const
{
    return rowIndex == 0 ? tr("This period") : rowIndex == 1 ? m_data.previousName : tr("Forecast");
}

QString CumulativeChart::columnHeader(int column) const
{
    return DateText::full(dayOf(column));
}

QString CumulativeChart::summary() const
{
    const QString total = m_data.measure.exact(m_sums.empty() ? Int128{0} : m_sums.back());
    return tr("%1, %2 columns, %3 rows, total %4", "chart, as a table")
        .arg(m_data.title, QString::number(tableColumns()), QString::number(tableRows()), total);
}

} // namespace tokenmeter
