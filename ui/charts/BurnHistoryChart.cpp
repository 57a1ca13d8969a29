// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/BurnHistoryChart.h"

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

BurnHistoryChart::BurnHistoryChart(QWidget *parent) : ChartWidget{parent}
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void BurnHistoryChart::setData(BurnHistoryData given)
{
    m_data = std::move(given);
    m_first = 0;
    invalidate();
}

void BurnHistoryChart::setLeastHeight(int height)
{
    m_height = height;
    updateGeometry();
}

QSize BurnHistoryChart::sizeHint() const
{
    return {px(size::filterLineNarrow), px(m_height)};
}

void BurnHistoryChart::layOut(const QRectF &area)
{
    const Theme &theme = Theme::current();
    const double line = std::ceil(QFontMetricsF{theme.font(Theme::Role::Small, QFont::DemiBold)}.height());
    double name = 0;
    if (!m_data.periods.empty()) {
        name = std::ceil(numberWidth(theme.font(Theme::Role::Small, QFont::DemiBold),
                                     tr("limit %1").arg(m_data.measure.forecast(m_data.periods.back().available))))
             + space::s2;
    }
    m_plot = QRectF{0, line + 2, std::max(1.0, area.width() - std::max(name, px(double(size::endLabels)))),
                    std::max(1.0, area.height() - line - 2 - axis::bottomHeight())};
    // As many as can be read: amounts must not touch.
    double pitch = px(double(size::budgetHistoryPitch));
    for (const BurnHistoryData::Period &period : m_data.periods) {
        pitch = std::max({pitch, numberWidth(theme.font(Theme::Role::Small), m_data.measure.forecast(period.spent)) + space::s2,
                          numberWidth(theme.font(Theme::Role::Caption), period.label) + space::s2});
    }
    const auto most = std::max<std::size_t>(1, std::size_t(m_plot.width() / pitch));
    m_first = m_data.periods.size() > most ? m_data.periods.size() - most : 0;
    m_largest = 0;
    for (std::size_t i = m_first; i < m_data.periods.size(); ++i) {
        m_largest = std::max({m_largest, m_data.measure.drawn(m_data.periods[i].spent), m_data.measure.drawn(m_data.periods[i].available)});
    }
    m_largest = m_largest > 0 ? m_largest : 1;
}

QRectF BurnHistoryChart::markRect(int mark) const
{
    const double pitch = m_plot.width() / std::max(1, markCount());
    return {m_plot.left() + mark * pitch, m_plot.top(), pitch, m_plot.height()};
}

QRectF BurnHistoryChart::barOf(int mark, Int128 value) const
{
    const QRectF column = markRect(mark);
    const double wide = std::min(px(double(size::budgetHistoryBar)), std::floor(column.width() * (1 - size::barGap)));
    const double high = std::max(0.0, m_data.measure.drawn(value)) / m_largest * m_plot.height();
    return {std::round(column.center().x() - wide / 2), m_plot.bottom() - high, wide, high};
}

void BurnHistoryChart::paintUnder(QPainter &painter)
{
    if (currentMark() >= 0 && currentMark() < markCount()) {
        painter.fillRect(markRect(currentMark()), Theme::current().colours().hover);
    }
}

void BurnHistoryChart::paintStatic(QPainter &painter, const QRectF &area)
{
    const Theme &theme = Theme::current();
    const Colours &c = theme.colours();
    if (m_data.periods.empty()) {
        painter.setFont(theme.font(Theme::Role::Small));
        painter.setPen(c.text2);
        painter.drawText(QRectF{0, 0, area.width(), area.height()}, int(Qt::AlignCenter | Qt::TextWordWrap), m_data.nothing);
        return;
    }
    const QFont small = theme.font(Theme::Role::Small, QFont::Medium);
    const QFont caption = theme.font(Theme::Role::Caption);
    const double line = std::ceil(QFontMetricsF{small}.height());
    painter.fillRect(QRectF{m_plot.left(), m_plot.bottom(), m_plot.width(), size::hairline}, c.zero);
    for (int mark = 0; mark < markCount(); ++mark) {
        const BurnHistoryData::Period &period = periodOf(mark);
        const Int128 limit = std::max<Int128>(0, period.available);
        const bool isOver = period.spent > period.available;
        const QColor fill = period.isPresent ? mixed(c.accent, c.surface, mix::faint) : c.accent;
        const QRectF whole = barOf(mark, period.spent);
        QRectF calm = isOver ? barOf(mark, limit) : whole;
        if (calm.height() > 0) {
            painter.fillRect(calm, fill);
        }
        if (isOver) {
            hatch::paint(painter, {whole.left(), whole.top(), whole.width(), std::max(double(size::unpricedMin), calm.top() - whole.top())}, radius::bar,
                         c.negative, mixed(c.negative, c.surface, mix::band));
        }
        if (period.atLeast) {
            hatch::paintUnpriced(painter, {whole.left(), whole.top() - size::unpricedHeight, whole.width(), double(size::unpricedHeight)}, radius::bar);
        }
        const QRectF column = markRect(mark);
        const double y = std::floor(barOf(mark, limit).top()) + size::hairline / 2;
        painter.setPen(QPen{c.text1, size::limitLine});
        painter.drawLine(QPointF{column.left(), y}, QPointF{column.right(), y});
        // Above the bar and clear of the limit's line.
        double top = whole.top() - line - (period.atLeast ? size::unpricedHeight : 0);
        if (top < y && top + line > y) {
            top = y - line - 1;
        }
        painter.setFont(small);
        painter.setPen(isOver ? c.negative : c.text1);
        drawNumber(painter, {column.left(), std::max(0.0, top), column.width(), line}, m_data.measure.forecast(period.spent), Qt::AlignCenter);
        painter.setFont(caption);
        painter.setPen(c.text3);
        drawNumber(painter, {column.left(), m_plot.bottom() + size::axisTickGap - 2, column.width(), QFontMetricsF{caption}.height() + 1}, period.label,
                   Qt::AlignCenter);
    }
    const Int128 newest = m_data.periods.back().available;
    painter.setFont(theme.font(Theme::Role::Small, QFont::DemiBold));
    painter.setPen(c.text1);
    const double middle = barOf(markCount() - 1, std::max<Int128>(0, newest)).top();
    drawNumber(painter, {m_plot.right() + space::s2, std::max(0.0, middle - line / 2), area.width() - m_plot.right() - space::s2, line},
               tr("limit %1").arg(m_data.measure.forecast(newest)), Qt::AlignLeft | Qt::AlignVCenter);
}

int BurnHistoryChart::markAt(const QPointF &at) const
{
    if (m_data.periods.empty() || !m_plot.adjusted(0, -m_plot.top(), 0, axis::bottomHeight()).contains(at)) {
        return -1;
    }
    return std::clamp(int((at.x() - m_plot.left()) / m_plot.width() * markCount()), 0, markCount() - 1);
}

TipContent BurnHistoryChart::tipOf(int mark) const
{
    const BurnHistoryData::Period &period = periodOf(mark);
    TipContent tip;
    tip.place = period.name;
    tip.totalName = period.atLeast ? tr("Spent, at least") : tr("Spent");
    tip.totalValue = m_data.measure.exact(period.spent);
    tip.rows.push_back({Look::dimension(), false, tr("Available"), m_data.measure.exact(period.available), {}, false});
    const Int128 rest = period.available - period.spent;
    tip.rows.push_back({Look::dimension(), false, rest < 0 ? tr("Over") : tr("Left"), m_data.measure.exact(rest < 0 ? -rest : rest), {}, false});
    tip.notes = period.notes;
    return tip;
}

QString BurnHistoryChart::tableText(int row, int column) const
{
    const BurnHistoryData::Period &period = m_data.periods[std::size_t(row)];
    return m_data.measure.exact(column == 0 ? period.spent : period.available);
}

QString BurnHistoryChart::summary() const
{
    return m_data.periods.empty() ? m_data.nothing : tr("%1, %n period(s)", nullptr, tableRows()).arg(m_data.title);
}

} // namespace tokenmeter
