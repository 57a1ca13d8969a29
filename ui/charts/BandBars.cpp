// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/BandBars.h"

#include "charts/Axis.h"
#include "charts/Hatch.h"
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

constexpr double NamesAtMost = 0.34;   ///< of the width
constexpr int BandAxisSteps = 4;

double largestOf(const BandBarsData &data)
{
    double largest = data.hasLine ? data.measure.drawn(data.line) : 0;
    for (const BandBarsData::Bar &bar : data.bars) {
        largest = bar.hasValue ? std::max(largest, data.measure.drawn(bar.high)) : largest;
    }
    return largest;
}

} // namespace

BandBars::BandBars(QWidget *parent) : ChartWidget{parent}
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void BandBars::setData(BandBarsData given)
{
    m_data = std::move(given);
    updateGeometry();
    invalidate();
}

QSize BandBars::sizeHint() const
{
    const int rows = std::max(4, int(m_data.bars.size()));
    return {px(size::filterLineNarrow), rows * px(size::legendRow) + 2 * px(size::control)};
}

void BandBars::layOut(const QRectF &area)
{
    m_area = area;
    const Theme &theme = Theme::current();
    const QFontMetricsF names{theme.font(Theme::Role::Small)};
    const QFont amounts = theme.font(Theme::Role::Small, QFont::Medium);
    m_names = m_amounts = 0;
    for (const BandBarsData::Bar &bar : m_data.bars) {
        m_names = std::max(m_names, std::ceil(names.horizontalAdvance(bar.name)));
        m_amounts = std::max(m_amounts, std::ceil(numberWidth(amounts, bar.shown)));
    }
    m_names = std::min(m_names, std::floor(area.width() * NamesAtMost));
    m_scale = Scale::forLargest(largestOf(m_data), BandAxisSteps);
    const double top = m_data.hasLine ? std::ceil(names.height()) + space::s2 : 0;
    const double left = m_names + space::s3;
    m_plot = QRectF{left, top, std::max(1.0, area.width() - left - m_amounts - space::s4), std::max(1.0, area.height() - top - axis::bottomHeight())};
}

double BandBars::xOf(Int128 value) const
{
    return m_plot.left() + std::clamp(m_scale.part(m_data.measure.drawn(value)), 0.0, 1.0) * m_plot.width();
}

QRectF BandBars::markRect(int mark) const
{
    const double pitch = std::min(m_plot.height() / std::max(1, markCount()), px(double(size::rankedRowMax)));
    return {0, m_plot.top() + mark * pitch, m_area.width(), pitch};
}

int BandBars::markAt(const QPointF &at) const
{
    for (int mark = 0; mark < markCount(); ++mark) {
        if (markRect(mark).contains(at)) {
            return mark;
        }
    }
    return -1;
}

void BandBars::paintUnder(QPainter &painter)
{
    if (currentMark() >= 0) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(Theme::current().colours().hover);
        painter.drawRoundedRect(markRect(currentMark()), radius::cell, radius::cell);
    }
}

void BandBars::paintAxis(QPainter &painter) const
{
    const Theme &theme = Theme::current();
    const Colours &c = theme.colours();
    painter.setFont(theme.font(Theme::Role::Caption));
    const double height = QFontMetricsF{painter.font()}.height();
    double free = -1;
    for (const double tick : m_scale.ticks()) {
        const double x = std::floor(m_plot.left() + m_scale.part(tick) * m_plot.width()) + size::hairline / 2;
        painter.setPen(QPen{tick == 0 ? c.zero : c.grid, size::hairline});
        painter.drawLine(QPointF{x, m_plot.top()}, QPointF{x, m_plot.bottom()});
        const QString text = m_data.measure.axis(tick, m_scale.step(), m_scale.top());
        const double width = std::ceil(numberWidth(painter.font(), text));
        const double left = std::min(x - width / 2, m_area.width() - width);
        if (left > free) {
            painter.setPen(c.text3);
            drawNumber(painter, QRectF{left, m_plot.bottom() + size::axisTickGap, width, height}, text, Qt::AlignHCenter | Qt::AlignVCenter);
            free = left + width + size::axisLabelGap;
        }
    }
}

void BandBars::paintBar(QPainter &painter, int mark) const
{
    const Theme &theme = Theme::current();
    const Colours &c = theme.colours();
    const BandBarsData::Bar &bar = m_data.bars[std::size_t(mark)];
    const QRectF row = markRect(mark);
    painter.setFont(theme.font(Theme::Role::Small));
    painter.setPen(c.text1);
    drawElided(painter, QRectF{0, row.top(), m_names, row.height()}, bar.name, Qt::AlignLeft | Qt::AlignVCenter);
    painter.setFont(bar.hasValue ? theme.font(Theme::Role::Small, QFont::Medium) : theme.font(Theme::Role::Small));
    painter.setPen(bar.hasValue ? c.text1 : c.text3);
    drawNumber(painter, QRectF{m_area.width() - m_amounts, row.top(), m_amounts, row.height()}, bar.shown, Qt::AlignRight | Qt::AlignVCenter);
    if (!bar.hasValue) {
        return;
    }
    const double high = std::round(std::min(row.height() * (1 - size::barGap), px(double(size::listRowMin) / 2)));
    const double top = std::round(row.center().y() - high / 2);
    const double right = std::max(m_plot.left() + size::barMin, xOf(bar.cost));
    hatch::paintLook(painter, QRectF{m_plot.left(), top, right - m_plot.left(), high}, radius::bar, bar.look, bar.isPart ? mix::faint : 1);
    if (bar.low == bar.high) {
        return;
    }
    const double cap = std::min(high, double(space::s2 + size::markerRing)) / 2;
    const double middle = top + high / 2;
    const double from = xOf(bar.low);
    const double to = xOf(bar.high);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen{c.surface, size::limitLine + size::markerRing});
    painter.drawLine(QPointF{from, middle}, QPointF{to, middle});
    painter.setPen(QPen{c.text1, size::limitLine});
    painter.drawLine(QPointF{from, middle}, QPointF{to, middle});
    painter.drawLine(QPointF{from, middle - cap}, QPointF{from, middle + cap});
    painter.drawLine(QPointF{to, middle - cap}, QPointF{to, middle + cap});
}

void BandBars::paintLine(QPainter &painter) const
{
    const Theme &theme = Theme::current();
    const Colours &c = theme.colours();
    const double x = std::round(xOf(m_data.line));
    const double bottom = markCount() > 0 ? markRect(markCount() - 1).bottom() : m_plot.bottom();
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(QPen{c.text1, size::limitLine});
    painter.drawLine(QPointF{x, m_plot.top() - space::s1}, QPointF{x, bottom});
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(theme.font(Theme::Role::Small, QFont::DemiBold));
    const double width = std::ceil(numberWidth(painter.font(), m_data.lineText)) + 2.0 * space::s2;
    const double height = std::ceil(QFontMetricsF{painter.font()}.height()) + space::s1 / 2.0;
    const double left = std::clamp(x - width / 2, 0.0, std::max(0.0, m_area.width() - width));
    const QRectF box{left, m_plot.top() - space::s1 - height, width, height};
    painter.setPen(Qt::NoPen);
    painter.setBrush(c.text1);
    painter.drawRoundedRect(box, radius::cell, radius::cell);
    painter.setPen(c.surface);
    drawNumber(painter, box, m_data.lineText, Qt::AlignCenter);
}

void BandBars::paintStatic(QPainter &painter, const QRectF &)
{
    if (m_data.bars.empty()) {
        painter.setFont(Theme::current().font(Theme::Role::Small));
        painter.setPen(Theme::current().colours().text2);
        painter.drawText(m_area, int(Qt::AlignCenter | Qt::TextWordWrap), m_data.nothing);
        return;
    }
    paintAxis(painter);
    for (int mark = 0; mark < markCount(); ++mark) {
        paintBar(painter, mark);
    }
    if (m_data.hasLine) {
        paintLine(painter);
    }
}

TipContent BandBars::tipOf(int mark) const
{
    const BandBarsData::Bar &bar = m_data.bars[std::size_t(mark)];
    TipContent tip;
    tip.place = bar.name;
    tip.totalName = tr("Cost of this work");
    tip.totalValue = bar.hasValue ? bar.exact : bar.shown;
    if (bar.hasValue) {
        tip.rows.push_back({.look = bar.look, .hasSwatch = false, .name = tr("Between"), .value = bar.band});
        tip.comparison = bar.against;
    }
    tip.notes = bar.notes;
    return tip;
}

QString BandBars::tableText(int row, int column) const
{
    const BandBarsData::Bar &bar = m_data.bars[std::size_t(row)];
    if (column == 0) {
        return bar.hasValue ? bar.exact : bar.shown;
    }
    return column == 1 ? bar.band : bar.against;
}

QString BandBars::columnHeader(int column) const
{
    return column == 0 ? tr("Cost") : column == 1 ? tr("Between") : tr("Against actual");
}

QString BandBars::summary() const
{
    return tr("%1, %n model(s), %2", nullptr, markCount()).arg(m_data.title, m_data.lineText);
}

} // namespace tokenmeter
