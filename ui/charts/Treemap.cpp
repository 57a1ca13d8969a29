// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/Treemap.h"

#include "charts/Hatch.h"
#include "charts/Squarify.h"
#include "charts/figures.h"
#include "format/MoneyText.h"
#include "format/NumberText.h"
#include "format/TokenText.h"
#include "theme/Theme.h"

#include <QFontMetricsF>
#include <QKeyEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tokenmeter
{
namespace
{

/// One a size, in their order. "Other" is the last one and may be the largest: places are given by size.
std::vector<QRectF> placed(const std::vector<double> &sizes, const QRectF &area)
{
    std::vector<std::size_t> order(sizes.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return sizes[a] > sizes[b]; });
    std::vector<double> sorted;
    for (const std::size_t i : order) {
        sorted.push_back(sizes[i]);
    }
    const std::vector<QRectF> rects = squarified(sorted, area);
    std::vector<QRectF> result(sizes.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        result[order[i]] = rects[i];
    }
    return result;
}

/// White or text 1, whichever can be read better on a fill.
QColor inkOn(const QColor &fill, const Colours &c)
{
    const QColor light{Qt::white};
    const QColor dark = c.text1.lightnessF() < c.surface.lightnessF() ? c.text1 : c.window;
    return contrast(light, fill) >= contrast(dark, fill) ? light : dark;
}

} // namespace

Treemap::Treemap(QWidget *parent) : KeyedChart{parent}
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void Treemap::setData(TreemapData given)
{
    m_data = std::move(given);
    m_marks.clear();
    for (std::size_t g = 0; g < m_data.groups.size(); ++g) {
        for (std::size_t i = 0; i < m_data.groups[g].cells.size(); ++i) {
            m_marks.push_back({g, i, {}});
        }
    }
    setSelectedKey(-1);
    invalidate();
}

const TreemapData::Cell &Treemap::cellOf(int mark) const
{
    const Mark &place = m_marks[std::size_t(mark)];
    return m_data.groups[place.group].cells[place.cell];
}

int Treemap::keyOf(int mark) const
{
    return mark >= 0 && std::size_t(mark) < m_marks.size() ? cellOf(mark).key : -1;
}

QRectF Treemap::selectedRect()
{
    ensureLayout();
    QRectF rect;
    for (int mark = 0; selectedKey() >= 0 && mark < int(m_marks.size()); ++mark) {
        if (cellOf(mark).key == selectedKey() || m_data.groups[m_marks[std::size_t(mark)].group].key == selectedKey()) {
            rect = rect.united(m_marks[std::size_t(mark)].rect);
        }
    }
    return rect;
}

QRectF Treemap::cellRect(int mark)
{
    ensureLayout();
    return markRect(mark);
}

void Treemap::layOut(const QRectF &area)
{
    QRectF map = area;
    m_strip = {};
    if (m_data.unpriced > 0) {
        m_strip = QRectF{map.left(), map.bottom() - size::unpricedHeight, map.width(), double(size::unpricedHeight)};
        map.setBottom(m_strip.top() - space::s1);
    }
    const double half = size::treemapGap / 2;
    // Half a gap outside, so that the outermost cells end where the card's text does.
    map.adjust(-half, -half, half, half);
    std::vector<double> sizes;
    for (const TreemapData::Group &group : m_data.groups) {
        double sum = 0;
        for (const TreemapData::Cell &cell : group.cells) {
            sum += m_data.measure.drawn(cell.value);
        }
        sizes.push_back(sum);
    }
    const std::vector<QRectF> groups = placed(sizes, map);
    m_headers.assign(m_data.groups.size(), {});
    std::size_t mark = 0;
    for (std::size_t g = 0; g < m_data.groups.size(); ++g) {
        QRectF inner = groups[g];
        const double header = px(size::treemapHeader);
        if (!m_data.groups[g].name.isEmpty() && inner.height() > 2 * header && inner.width() > 2 * header) {
            m_headers[g] = QRectF{inner.left() + half, inner.top(), inner.width() - 2 * half - space::s1, header};
            inner.setTop(inner.top() + header);
        }
        std::vector<double> values;
        for (const TreemapData::Cell &cell : m_data.groups[g].cells) {
            values.push_back(m_data.measure.drawn(cell.value));
        }
        for (const QRectF &rect : placed(values, inner)) {
            m_marks[mark].rect = rect.adjusted(half, half, -half, -half);
            ++mark;
        }
    }
}

void Treemap::paintLabel(QPainter &painter, const TreemapData::Cell &cell, const QRectF &rect) const
{
    const Theme &theme = Theme::current();
    const QFont strong = theme.font(Theme::Role::Small, QFont::DemiBold);
    const QFont plain = theme.font(Theme::Role::Small);
    const QFontMetricsF metrics{strong};
    const QRectF room = rect.adjusted(size::treemapLabelPad, space::s1, -size::treemapLabelPad, -space::s1);
    const double line = std::ceil(metrics.height());
    const QString &name = metrics.horizontalAdvance(cell.name) <= room.width() ? cell.name : cell.shortName;
    if (metrics.horizontalAdvance(name) > room.width() || line > room.height()) {
        return;
    }
    const QColor fill = ModelColours::fill(cell.look, theme.colours());
    const bool both = 2 * line <= room.height() && numberWidth(plain, cell.amount) <= room.width();
    if (cell.look.older) { // dots under letters cannot be read
        const double width = both ? std::max(metrics.horizontalAdvance(name), numberWidth(plain, cell.amount)) : metrics.horizontalAdvance(name);
        painter.fillRect(QRectF{room.left() - space::s1, room.top(), width + space::s2, both ? 2 * line : line}, fill);
    }
    painter.setPen(inkOn(fill, theme.colours()));
    painter.setFont(strong);
    painter.drawText(QRectF{room.left(), room.top(), room.width(), line}, int(Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine), name);
    if (both) {
        painter.setFont(plain);
        drawNumber(painter, QRectF{room.left(), room.top() + line, room.width(), line}, cell.amount, Qt::AlignLeft | Qt::AlignVCenter);
    }
}

void Treemap::paintStatic(QPainter &painter, const QRectF &)
{
    const Theme &theme = Theme::current();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(theme.font(Theme::Role::Small, QFont::DemiBold));
    painter.setPen(theme.colours().text1);
    for (std::size_t g = 0; g < m_headers.size(); ++g) {
        if (!m_headers[g].isEmpty()) {
            drawElided(painter, m_headers[g], m_data.groups[g].name, Qt::AlignLeft | Qt::AlignVCenter);
        }
    }
    for (int mark = 0; mark < int(m_marks.size()); ++mark) {
        const QRectF &rect = m_marks[std::size_t(mark)].rect;
        if (rect.width() <= 0 || rect.height() <= 0) {
            continue;
        }
        hatch::paintLook(painter, rect, std::min({double(radius::cell), rect.width() / 2, rect.height() / 2}), cellOf(mark).look);
        paintLabel(painter, cellOf(mark), rect);
    }
    if (m_marks.empty()) {
        painter.setFont(theme.font(Theme::Role::Small));
        painter.setPen(theme.colours().text2);
        painter.drawText(rect(), int(Qt::AlignCenter | Qt::TextWordWrap), m_data.nothing);
    }
    if (!m_strip.isEmpty()) {
        hatch::paintUnpriced(painter, m_strip, radius::bar);
    }
}

void Treemap::paintHover(QPainter &painter)
{
    const Colours &c = Theme::current().colours();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    const auto outline = [&](const QRectF &rect, double width) {
        painter.setPen(QPen{c.text1, width});
        painter.drawRoundedRect(rect.adjusted(width / 2, width / 2, -width / 2, -width / 2), radius::cell, radius::cell);
    };
    if (currentMark() >= 0) {
        outline(markRect(currentMark()), size::limitLine);
    }
    if (const QRectF rect = selectedRect(); !rect.isEmpty()) {
        outline(rect, size::treemapOutline);
    }
}

int Treemap::markAt(const QPointF &at) const
{
    const auto found = std::find_if(m_marks.begin(), m_marks.end(), [&](const Mark &mark) { return mark.rect.contains(at); });
    if (found == m_marks.end()) {
        // The strip is thin: the gap above it belongs to it.
        return m_strip.adjusted(0, -space::s1, 0, space::s1).contains(at) ? int(m_marks.size()) : -1;
    }
    return int(found - m_marks.begin());
}

QRectF Treemap::markRect(int mark) const
{
    return isStrip(mark) ? m_strip : m_marks[std::size_t(mark)].rect;
}

TipContent Treemap::tipOf(int mark) const
{
    TipContent tip;
    if (isStrip(mark)) {
        tip.place = tr("Unpriced");
        tip.rows.push_back({.name = MoneyText::noPrice(), .value = TokenText::requests(m_data.unpriced), .unpriced = true});
        tip.notes << tr("Without an amount there is no area for it.");
        return tip;
    }
    const TreemapData::Cell &cell = cellOf(mark);
    const TreemapData::Group &group = m_data.groups[m_marks[std::size_t(mark)].group];
    tip.place = group.name.isEmpty() ? cell.name : group.name;
    if (!group.name.isEmpty()) {
        tip.totalName = tr("Total");
        tip.totalValue = group.amount;
    }
    tip.rows.push_back({.look = cell.look, .name = cell.name, .value = m_data.measure.measure() == Measure::Cost ? cell.amount : m_data.measure.exact(cell.value), .share = cell.share});
    tip.notes = cell.notes;
    return tip;
}

void Treemap::keyPressEvent(QKeyEvent *event)
{
    if ((event->key() == Qt::Key_Up || event->key() == Qt::Key_Down) && currentMark() >= 0) {
        const bool down = event->key() == Qt::Key_Down;
        const std::size_t group = isStrip(currentMark()) ? m_data.groups.size() : m_marks[std::size_t(currentMark())].group;
        const auto next = std::find_if(m_marks.begin(), m_marks.end(), [&](const Mark &mark) {
            return down ? mark.group == group + 1 : mark.group + 1 == group;
        });
        if (next != m_marks.end()) {
            setCurrent(int(next - m_marks.begin()));
        } else if (down) {
            setCurrent(markCount() - 1); // the strip, if there is one
        }
        event->accept();
        return;
    }
    KeyedChart::keyPressEvent(event);
}

QSize Treemap::sizeHint() const
{
    return {px(size::filterLine), px(size::chartMinPlot)};
}

QSize Treemap::minimumSizeHint() const
{
    return {px(size::filterLineNarrow), px(size::chartMinPlot)};
}

QString Treemap::tableText(int row, int column) const
{
    if (isStrip(row)) {
        return column == 0 ? TokenText::requests(m_data.unpriced) : NumberText::notApplicable();
    }
    return column == 0 ? cellOf(row).amount : cellOf(row).share;
}

QString Treemap::rowHeader(int row) const
{
    if (isStrip(row)) {
        return tr("Unpriced");
    }
    const TreemapData::Group &group = m_data.groups[m_marks[std::size_t(row)].group];
    return group.name.isEmpty() ? cellOf(row).name : tr("%1, %2", "group and part of it").arg(group.name, cellOf(row).name);
}

QString Treemap::columnHeader(int column) const
{
    return column == 0 ? tr("Amount") : tr("Share");
}

QString Treemap::summary() const
{
    return tr("%1, %2 parts, total %3", "chart, as a table").arg(m_data.title, QString::number(m_marks.size()), m_data.total);
}

} // namespace tokenmeter
