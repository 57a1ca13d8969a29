// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/HeatMap.h"

#include "analysis/Statistics.h"
#include "charts/Axis.h"
#include "charts/Hatch.h"
#include "charts/figures.h"
#include "format/MoneyText.h"
#include "format/NumberText.h"
#include "theme/Theme.h"

#include <QFontMetricsF>
#include <QKeyEvent>
#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>

namespace tokenmeter
{

std::vector<int> rampSteps(const std::vector<double> &values)
{
    constexpr std::array<double, 4> parts{0.40, 0.65, 0.85, 0.95};
    std::vector<double> known;
    std::copy_if(values.begin(), values.end(), std::back_inserter(known), [](double value) { return value > 0; });
    std::array<double, parts.size()> cuts{};
    for (std::size_t i = 0; i < parts.size(); ++i) {
        cuts[i] = quantile(known, parts[i]);
    }
    std::vector<int> steps;
    for (const double value : values) {
        steps.push_back(value <= 0 ? 0 : 1 + int(std::count_if(cuts.begin(), cuts.end(), [&](double cut) { return value > cut; })));
    }
    return steps;
}

HeatMap::HeatMap(QWidget *parent) : ChartWidget{parent}
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void HeatMap::setData(HeatMapData given)
{
    m_data = std::move(given);
    std::vector<double> values;
    for (const HeatMapData::Cell &cell : m_data.cells) {
        values.push_back(cell.value ? m_data.measure.drawn(*cell.value) : 0);
    }
    m_steps = rampSteps(values);
    m_marked.clear();
    invalidate();
}

void HeatMap::setMarked(const std::set<int> &cells)
{
    if (cells != m_marked) {
        m_marked = cells;
        update();
    }
}

void HeatMap::layOut(const QRectF &area)
{
    const QFontMetricsF metrics{Theme::current().font(Theme::Role::Caption)};
    double left = 0;
    for (const HeatMapData::Label &label : m_data.rowLabels) {
        left = std::max(left, std::ceil(metrics.horizontalAdvance(label.text)) + size::axisLabelGap);
    }
    const double line = std::ceil(metrics.height()) + space::s1;
    const double legend = line + space::s1;
    const double gap = size::heatGap;
    m_grid = QRectF{left, m_data.labelsBelow ? 0 : line, area.width() - left, std::max(1.0, area.height() - line - legend)};
    const auto fitted = [&](double room, int count, int most) {
        const double cell = count > 0 ? (room - gap * (count - 1)) / count : 1;
        return std::clamp(cell, double(px(size::heatCellMin)), double(px(most)));
    };
    m_width = fitted(m_grid.width(), m_data.columns, size::heatCellWidth);
    m_height = fitted(m_grid.height(), m_data.rows, size::heatCellMax);
    m_grid.setSize({m_data.columns * (m_width + gap) - gap, m_data.rows * (m_height + gap) - gap});
}

QRectF HeatMap::markRect(int mark) const
{
    const HeatMapData::Cell &cell = m_data.cells[std::size_t(mark)];
    const double dpr = devicePixelRatioF();
    const double gap = size::heatGap;
    const double left = axis::snapped(m_grid.left() + cell.column * (m_width + gap), dpr);
    const double top = axis::snapped(m_grid.top() + cell.row * (m_height + gap), dpr);
    return {left, top, axis::snapped(m_width, dpr), axis::snapped(m_height, dpr)};
}

int HeatMap::cellAt(int column, int row) const
{
    const auto found = std::find_if(m_data.cells.begin(), m_data.cells.end(), [&](const HeatMapData::Cell &cell) {
        return cell.column == column && cell.row == row && !cell.blank;
    });
    return found == m_data.cells.end() ? -1 : int(found - m_data.cells.begin());
}

int HeatMap::markAt(const QPointF &at) const
{
    const double gap = size::heatGap;
    if (!m_grid.adjusted(0, 0, gap, gap).contains(at)) {
        return -1;
    }
    return cellAt(int((at.x() - m_grid.left()) / (m_width + gap)), int((at.y() - m_grid.top()) / (m_height + gap)));
}

void HeatMap::paintStatic(QPainter &painter, const QRectF &)
{
    const Theme &theme = Theme::current();
    const Colours &c = theme.colours();
    painter.setFont(theme.font(Theme::Role::Caption));
    const QFontMetricsF metrics{painter.font()};
    const double gap = size::heatGap;
    painter.setPen(c.text3);
    for (const HeatMapData::Label &label : m_data.rowLabels) {
        painter.drawText(QRectF{0, m_grid.top() + label.at * (m_height + gap), m_grid.left(), m_height}, Qt::AlignLeft | Qt::AlignVCenter, label.text);
    }
    double free = 0;
    for (const HeatMapData::Label &label : m_data.columnLabels) {
        const double x = m_grid.left() + label.at * (m_width + gap);
        const double needs = metrics.horizontalAdvance(label.text);
        const double y = m_data.labelsBelow ? m_grid.bottom() + size::axisTickGap + metrics.ascent() : m_grid.top() - size::axisTickGap;
        if (x >= free && x + needs <= m_grid.right() + gap) {
            painter.drawText(QPointF{x, y}, label.text);
            free = x + needs + size::axisLabelGap;
        }
    }
    for (int mark = 0; mark < markCount(); ++mark) {
        const HeatMapData::Cell &cell = m_data.cells[std::size_t(mark)];
        if (cell.unpriced) {
            hatch::paintUnpriced(painter, markRect(mark), radius::cell);
        } else if (!cell.blank) {
            const bool known = cell.value.has_value();
            paintBox(painter, markRect(mark), radius::cell, known ? c.ramp[std::size_t(m_steps[std::size_t(mark)])] : QColor{},
                     known ? QColor{} : c.border);
        }
    }
    paintLegend(painter);
}

void HeatMap::paintLegend(QPainter &painter) const
{
    const Theme &theme = Theme::current();
    const Colours &c = theme.colours();
    const QFontMetricsF metrics{painter.font()};
    std::optional<Int128> highest;
    std::optional<Int128> lowest;
    for (const HeatMapData::Cell &cell : m_data.cells) {
        if (cell.value) {
            highest = std::max(highest.value_or(*cell.value), *cell.value);
            lowest = std::min(lowest.value_or(*cell.value), *cell.value);
        }
    }
    const bool fromZero = lowest.value_or(0) <= 0 || !m_data.unit.isEmpty(); // a share need not begin at nothing
    const double line = std::ceil(metrics.height()) + space::s1;
    const double top = m_grid.bottom() + space::s2 + (m_data.labelsBelow ? line : 0);
    const double height = std::ceil(metrics.height());
    const double baseline = top + metrics.ascent();
    double x = m_grid.left();
    const auto word = [&](const QString &text) {
        painter.setPen(c.text3);
        const double needs = numberWidth(painter.font(), text);
        drawNumber(painter, QRectF{x, baseline - metrics.ascent(), needs, metrics.height()}, text, Qt::AlignLeft | Qt::AlignVCenter);
        x += needs + space::s2;
    };
    const double cellWidth = px(size::heatLegendCell);
    const double cellHeight = px(size::heatLegendHeight);
    const auto box = [&](const QColor &ground, const QColor &border) {
        paintBox(painter, QRectF{std::round(x), std::round(top + (height - cellHeight) / 2), cellWidth, cellHeight}, radius::cell, ground, border);
        x += cellWidth + size::heatGap;
    };
    if (highest && *highest > 0) {
        word(fromZero ? m_data.measure.axis(0, 1, 1) : m_data.measure.figure(*lowest));
        for (std::size_t step = fromZero ? 0 : 1; step < c.ramp.size(); ++step) {
            box(c.ramp[step], {});
        }
        x += space::s2 - size::heatGap;
        const QString text = m_data.measure.forecast(*highest);
        word(m_data.unit.isEmpty() ? text : m_data.unit.arg(text));
        x += space::s4;
    }
    const auto fits = [&](const QString &text) { return x + cellWidth + space::s2 + metrics.horizontalAdvance(text) <= width(); };
    const bool anyUnpriced = std::any_of(m_data.cells.begin(), m_data.cells.end(), [](const HeatMapData::Cell &cell) { return cell.unpriced; });
    if (anyUnpriced && fits(MoneyText::noPrice())) {
        hatch::paintUnpriced(painter, QRectF{std::round(x), std::round(top + (height - cellHeight) / 2), cellWidth, cellHeight}, radius::bar);
        x += cellWidth + space::s2;
        word(MoneyText::noPrice());
        x += space::s4;
    }
    if (!m_data.outlineName.isEmpty() && fits(m_data.outlineName)) {
        box({}, c.border);
        x += space::s2 - size::heatGap;
        word(m_data.outlineName);
    }
}

void HeatMap::paintHover(QPainter &painter)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen{Theme::current().colours().text1, size::limitLine});
    painter.setBrush(Qt::NoBrush);
    std::set<int> outlined = m_marked;
    if (currentMark() >= 0) {
        outlined.insert(currentMark());
    }
    for (const int mark : outlined) {
        if (mark < markCount()) {
            painter.drawRoundedRect(markRect(mark), radius::cell, radius::cell);
        }
    }
    painter.restore();
}

void HeatMap::keyPressEvent(QKeyEvent *event)
{
    const auto [across, down] = [&]() -> std::pair<int, int> {
        switch (event->key()) {
        case Qt::Key_Left:
            return {-1, 0};
        case Qt::Key_Right:
            return {1, 0};
        case Qt::Key_Up:
            return {0, -1};
        case Qt::Key_Down:
            return {0, 1};
        default:
            return {0, 0};
        }
    }();
    if (currentMark() < 0 || (across == 0 && down == 0)) {
        ChartWidget::keyPressEvent(event);
        return;
    }
    const HeatMapData::Cell &cell = m_data.cells[std::size_t(currentMark())];
    if (const int next = cellAt(cell.column + across, cell.row + down); next >= 0) {
        setCurrent(next);
    }
    event->accept();
}

QSize HeatMap::sizeHint() const
{
    return {px(size::filterLine), px(size::chartMinPlot)};
}

QSize HeatMap::minimumSizeHint() const
{
    return {px(size::filterLineNarrow), px(size::chartMinPlot)};
}

QString HeatMap::tableText(int row, int column) const
{
    const int cell = cellAt(column, row);
    if (cell >= 0 && m_data.cells[std::size_t(cell)].unpriced) {
        return MoneyText::noPrice();
    }
    if (cell < 0 || !m_data.cells[std::size_t(cell)].value) {
        return NumberText::notApplicable();
    }
    return m_data.measure.exact(*m_data.cells[std::size_t(cell)].value);
}

QString HeatMap::rowHeader(int row) const
{
    // Not every row is named on screen: any cell of it says where it is.
    for (const HeatMapData::Label &label : m_data.rowLabels) {
        if (label.at == row) {
            return label.text;
        }
    }
    return QString::number(row + 1);
}

QString HeatMap::columnHeader(int column) const
{
    for (int row = 0; row < m_data.rows; ++row) {
        if (const int cell = cellAt(column, row); cell >= 0) {
            return m_data.cells[std::size_t(cell)].tip.place;
        }
    }
    return QString::number(column + 1);
}

QString HeatMap::summary() const
{
    return tr("%1, %2 columns, %3 rows", "heat map, as a table").arg(m_data.title, QString::number(m_data.columns), QString::number(m_data.rows));
}

} // namespace tokenmeter
