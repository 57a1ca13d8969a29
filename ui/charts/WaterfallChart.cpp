// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/WaterfallChart.h"

#include "charts/Hatch.h"
#include "charts/WaterfallRange.h"
#include "charts/figures.h"
#include "theme/Theme.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QTextLayout>
#include <QTextOption>

#include <algorithm>
#include <cmath>

namespace tokenmeter
{
namespace
{

constexpr int NameLines = 2;

/// Lines of a name within a width, as Qt breaks them.
QStringList waterfallLines(const QString &name, const QFont &font, double width)
{
    QTextLayout layout{name, font};
    QTextOption option;
    option.setWrapMode(QTextOption::WordWrap);
    layout.setTextOption(option);
    QStringList lines;
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        lines << name.mid(line.textStart(), line.textLength()).trimmed();
    }
    layout.endLayout();
    return lines;
}

} // namespace

WaterfallChart::WaterfallChart(QWidget *parent) : ChartWidget{parent}
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void WaterfallChart::setData(WaterfallData given)
{
    m_data = std::move(given);
    chooseBase();
    invalidate();
}

QSize WaterfallChart::sizeHint() const
{
    return {px(size::filterLineNarrow), px(size::waterfall)};
}

Int128 WaterfallChart::levelAfter(int mark) const
{
    Int128 level = 0;
    for (int i = 0; i <= mark; ++i) {
        const WaterfallData::Bar &bar = m_data.bars[std::size_t(i)];
        level = bar.isTotal ? bar.value : level + bar.value;
    }
    return level;
}

std::pair<double, double> WaterfallChart::levelsOf(int mark) const
{
    const double after = m_data.measure.drawn(levelAfter(mark));
    const bool isTotal = m_data.bars[std::size_t(mark)].isTotal;
    return {isTotal ? m_base : m_data.measure.drawn(levelAfter(mark - 1)), after};
}

void WaterfallChart::chooseBase()
{
    std::vector<double> levels;
    for (int mark = 0; mark < markCount(); ++mark) {
        levels.push_back(m_data.measure.drawn(levelAfter(mark)));
    }
    const WaterfallRange range = WaterfallRange::of(levels);
    m_base = range.base;
    m_step = range.step;
    m_low = range.low;
    m_high = range.high;
}

QString WaterfallChart::baseSentence() const
{
    return m_base > 0 ? tr("the base is cut at %1").arg(m_data.measure.axis(m_base, m_step, m_high)) : QString{};
}

void WaterfallChart::layOut(const QRectF &area)
{
    const Theme &theme = Theme::current();
    const double amount = std::ceil(QFontMetricsF{theme.font(Theme::Role::Small, QFont::DemiBold)}.height());
    m_nameLine = std::ceil(QFontMetricsF{theme.font(Theme::Role::Caption, QFont::DemiBold)}.height());
    const double names = NameLines * m_nameLine + size::axisTickGap;
    // Room for the amounts: above the highest bar, and below what reaches below zero.
    const double below = m_low < 0 ? amount + 2 : 0;
    m_plot = QRectF{0, amount + 2, std::max(1.0, area.width()), std::max(1.0, area.height() - amount - 2 - names - below)};
}

double WaterfallChart::yOf(double level) const
{
    return m_plot.bottom() - (level - m_low) / (m_high - m_low) * m_plot.height();
}

QRectF WaterfallChart::markRect(int mark) const
{
    const double pitch = m_plot.width() / std::max(1, markCount());
    return {m_plot.left() + mark * pitch, m_plot.top(), pitch, m_plot.height()};
}

QRectF WaterfallChart::barOf(int mark) const
{
    const QRectF column = markRect(mark);
    const double wide = std::min(px(double(size::waterfallBar)), std::floor(column.width() * (1 - size::barGap)));
    const auto [from, to] = levelsOf(mark);
    const double top = yOf(std::max(from, to));
    const double bottom = yOf(std::min(from, to));
    return {std::round(column.center().x() - wide / 2), top, wide, bottom - top};
}

void WaterfallChart::paintUnder(QPainter &painter)
{
    if (currentMark() >= 0 && currentMark() < markCount()) {
        painter.fillRect(markRect(currentMark()), Theme::current().colours().hover);
    }
}

void WaterfallChart::paintBar(QPainter &painter, int mark) const
{
    const Colours &c = Theme::current().colours();
    const WaterfallData::Bar &bar = m_data.bars[std::size_t(mark)];
    QRectF rect = barOf(mark);
    if (bar.value == 0 && !bar.isTotal) {
        painter.fillRect(QRectF{rect.left(), std::round(rect.top()) - 1, rect.width(), size::hairline * 2}, c.zero);
        return;
    }
    if (rect.height() < size::barMin) { // an amount that is not zero is seen
        rect.setTop(rect.bottom() - size::barMin);
    }
    if (bar.isUnknown) {
        hatch::paintUnpriced(painter, rect, radius::bar);
        return;
    }
    const QColor fill = bar.isTotal ? c.text2 : bar.value > 0 ? c.warning : c.positive;
    paintBox(painter, rect, radius::bar, fill, {});
    if (bar.isTotal && m_base > 0) {
        const double gap = px(double(size::waterfallBreak));
        for (const int step : {1, 2}) {
            painter.fillRect(QRectF{rect.left() - 1, rect.bottom() - (2 * step + 1) * gap, rect.width() + 2, gap}, c.surface);
        }
    }
}

void WaterfallChart::paintNames(QPainter &painter) const
{
    const Theme &theme = Theme::current();
    const Colours &c = theme.colours();
    const double top = m_plot.bottom() + (m_low < 0 ? std::ceil(QFontMetricsF{theme.font(Theme::Role::Small, QFont::DemiBold)}.height()) + 2 : 0) + size::axisTickGap;
    for (int mark = 0; mark < markCount(); ++mark) {
        const WaterfallData::Bar &bar = m_data.bars[std::size_t(mark)];
        const QRectF column = markRect(mark);
        painter.setFont(theme.font(Theme::Role::Caption, bar.isTotal ? QFont::DemiBold : QFont::Normal));
        painter.setPen(bar.isTotal ? c.text1 : c.text2);
        const QStringList lines = waterfallLines(bar.name, painter.font(), column.width() - 2);
        for (int line = 0; line < std::min(NameLines, int(lines.size())); ++line) {
            const QString text = line + 1 == NameLines ? lines.mid(line).join(QLatin1Char(' ')) : lines[line];
            drawElided(painter, {column.left() + 1, top + line * m_nameLine, column.width() - 2, m_nameLine}, text, Qt::AlignHCenter | Qt::AlignVCenter);
        }
    }
}

void WaterfallChart::paintStatic(QPainter &painter, const QRectF &area)
{
    const Theme &theme = Theme::current();
    const Colours &c = theme.colours();
    if (m_data.bars.empty()) {
        painter.setFont(theme.font(Theme::Role::Small));
        painter.setPen(c.text2);
        painter.drawText(QRectF{0, 0, area.width(), area.height()}, int(Qt::AlignCenter | Qt::TextWordWrap), m_data.nothing);
        return;
    }
    painter.fillRect(QRectF{m_plot.left(), std::round(yOf(std::max(m_low, 0.0))), m_plot.width(), size::hairline}, c.zero);
    for (int mark = 0; mark < markCount(); ++mark) {
        paintBar(painter, mark);
        if (mark + 1 < markCount()) {
            const double y = std::floor(yOf(m_data.measure.drawn(levelAfter(mark)))) + size::hairline / 2;
            painter.setPen(QPen{c.zero, size::hairline});
            painter.drawLine(QPointF{barOf(mark).right(), y}, QPointF{barOf(mark + 1).left(), y});
        }
    }
    // One size for all amounts: that in which the widest still fits its column.
    const double room = markRect(0).width() - 2;
    const auto fits = [&](const QFont &font) {
        return std::all_of(m_data.bars.begin(), m_data.bars.end(), [&](const WaterfallData::Bar &bar) { return numberWidth(font, bar.shown) <= room; });
    };
    QFont font = theme.font(Theme::Role::Small, QFont::DemiBold);
    bool isShort = false;
    if (!fits(font)) {
        font = theme.font(Theme::Role::Caption, QFont::Medium);
        isShort = !fits(font);
    }
    painter.setFont(font);
    const double line = std::ceil(QFontMetricsF{font}.height());
    for (int mark = 0; mark < markCount(); ++mark) {
        const WaterfallData::Bar &bar = m_data.bars[std::size_t(mark)];
        const QString text = isShort ? m_data.measure.forecast(bar.value) : bar.shown;
        if (numberWidth(font, text) > room) {
            continue; // the list below and the tooltip have it in full
        }
        const QRectF rect = barOf(mark);
        const bool hangs = bar.value < 0 && bar.isTotal;
        painter.setPen(bar.value == 0 && !bar.isTotal ? c.text3 : c.text1);
        drawNumber(painter, {markRect(mark).left(), hangs ? rect.bottom() + 2 : rect.top() - line - 2, markRect(mark).width(), line}, text, Qt::AlignCenter);
    }
    paintNames(painter);
}

int WaterfallChart::markAt(const QPointF &at) const
{
    if (m_data.bars.empty() || !rect().contains(at.toPoint())) {
        return -1;
    }
    return std::clamp(int((at.x() - m_plot.left()) / m_plot.width() * markCount()), 0, markCount() - 1);
}

TipContent WaterfallChart::tipOf(int mark) const
{
    const WaterfallData::Bar &bar = m_data.bars[std::size_t(mark)];
    TipContent tip;
    tip.place = bar.longName;
    tip.totalName = tr("Amount");
    tip.totalValue = bar.exact;
    if (!bar.isTotal) {
        tip.rows.push_back({Look::dimension(), false, columnHeader(1), m_data.measure.exact(levelAfter(mark)), {}, false});
    }
    tip.notes << bar.meaning;
    return tip;
}

QString WaterfallChart::tableText(int row, int column) const
{
    return column == 0 ? m_data.bars[std::size_t(row)].exact : m_data.measure.exact(levelAfter(row));
}

QString WaterfallChart::summary() const
{
    return m_data.bars.empty() ? m_data.nothing
                               : tr("%1: from %2 to %3, %n step(s)", nullptr, std::max(0, tableRows() - 2))
                                     .arg(m_data.title, m_data.bars.front().exact, m_data.bars.back().exact);
}

} // namespace tokenmeter
