// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/AttentionList.h"

#include "charts/figures.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace tokenmeter
{

AttentionList::AttentionList(QWidget *parent) : RowControl{parent, Qt::Vertical}
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void AttentionList::setRows(std::vector<AttentionRow> rows)
{
    m_rows = std::move(rows);
    rowsReset();
}

void AttentionList::setNothing(const QString &sentence)
{
    m_nothing = sentence;
    update();
}

void AttentionList::setFoot(const QString &sentence, bool ok)
{
    m_foot = sentence;
    m_footOk = ok;
    rowsChanged();
}

void AttentionList::setMaximumRows(int rows)
{
    m_maximum = rows;
    rowsChanged();
}

void AttentionList::setShowsAll(bool all)
{
    m_showsAll = all;
    rowsChanged();
}

int AttentionList::footHeight() const
{
    return m_foot.isEmpty() ? 0 : px(size::listRowMin);
}

int AttentionList::shownRows() const
{
    if (m_showsAll) {
        return int(m_rows.size());
    }
    const int fits = std::max(0, (height() - footHeight()) / px(size::attentionRow));
    return std::min({int(m_rows.size()), m_maximum, fits});
}

double AttentionList::footTop() const
{
    const double below = std::max(1, shownRows()) * px(size::attentionRow);
    return std::min(below + space::s1, double(height() - footHeight()));
}

QSize AttentionList::sizeHint() const
{
    return minimumSizeHint();
}

QSize AttentionList::minimumSizeHint() const
{
    const int rows = m_showsAll ? std::max(1, int(m_rows.size())) : 1;
    return {px(size::filterLineNarrow), rows * px(size::attentionRow) + footHeight()};
}

int AttentionList::rowCount() const
{
    return shownRows() + (m_foot.isEmpty() ? 0 : 1);
}

/// The foot is the row behind those that are shown.
QRectF AttentionList::rowRect(int row, int) const
{
    if (row == shownRows()) {
        return {0, footTop() + 1, double(width()), double(footHeight() - 1)};
    }
    const double pitch = px(size::attentionRow);
    return {0, row * pitch, double(width()), pitch - space::s1};
}

QStringList AttentionList::rowTip(int row) const
{
    if (row == shownRows()) {
        return {m_foot};
    }
    const AttentionRow &shown = m_rows[std::size_t(row)];
    return {shown.sentence, shown.detail, shown.verb};
}

QString AttentionList::rowSpoken(int row) const
{
    return row == shownRows() ? m_foot : m_rows[std::size_t(row)].sentence + QLatin1Char(' ') + m_rows[std::size_t(row)].detail;
}

void AttentionList::activateRow(int row, Qt::KeyboardModifiers)
{
    if (row == shownRows()) {
        Q_EMIT footActivated();
    } else {
        Q_EMIT activated(m_rows[std::size_t(row)].id);
    }
}

void AttentionList::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::current();
    const Colours &c = theme.colours();
    QPainter painter{this};
    const QFont strong = theme.font(Theme::Role::Body, QFont::Medium);
    const QFont small = theme.font(Theme::Role::Small);
    const double tile = px(size::tile);
    const int count = rowCount();
    if (m_rows.empty()) {
        painter.setFont(small);
        painter.setPen(c.text2);
        painter.drawText(QRectF{0, space::s1 / 2.0, double(width()), double(px(size::attentionRow))}, Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, m_nothing);
    }
    for (int i = 0; i < shownRows(); ++i) {
        const AttentionRow &row = m_rows[std::size_t(i)];
        const QRectF cell = rowRect(i, count);
        const double top = cell.top();
        if (isRowHovered(i)) {
            paintBox(painter, cell, radius::control, c.hover, {});
        }
        const QRectF box{0, top + space::s1, tile, tile};
        paintBox(painter, box, radius::tip, groundOf(row.tone, c), {});
        icons::paint(painter, box, row.icon, px(size::iconButton), inkOf(row.tone, c));
        const double left = tile + space::s3;
        double right = width();
        painter.setFont(small);
        painter.setPen(c.text3);
        const double lineHeight = std::ceil(QFontMetricsF{strong}.height()) + 1;
        if (!row.date.isEmpty()) {
            const double dateWidth = numberWidth(small, row.date);
            drawNumber(painter, QRectF{right - dateWidth, top + space::s1 / 2.0, dateWidth, lineHeight}, row.date, Qt::AlignRight | Qt::AlignVCenter);
            right -= dateWidth + space::s3;
        }
        drawElided(painter, QRectF{left, top + space::s1 / 2.0 + lineHeight, right - left, lineHeight}, row.detail);
        painter.setFont(strong);
        painter.setPen(c.text1);
        drawElided(painter, QRectF{left, top + space::s1 / 2.0, right - left, lineHeight}, row.sentence);
        if (showsRowFocus(i)) {
            paintFocusRing(painter, cell, radius::control);
        }
    }
    if (!m_foot.isEmpty()) {
        const double top = footTop();
        painter.setPen(QPen{c.border, size::hairline});
        painter.drawLine(QPointF{0, std::floor(top) + size::hairline / 2}, QPointF{double(width()), std::floor(top) + size::hairline / 2});
        const QRectF line = rowRect(shownRows(), count);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_footOk ? c.positive : c.negative);
        const double dot = px(size::dot);
        painter.drawEllipse(QRectF{space::s1 / 2.0, line.center().y() - dot / 2, dot, dot});
        painter.setFont(small);
        painter.setPen(isRowHovered(shownRows()) ? c.text1 : c.text2);
        drawElided(painter, line.adjusted(space::s2 + dot + space::s1, 0, 0, 0), m_foot);
        if (showsRowFocus(shownRows())) {
            paintFocusRing(painter, line, radius::control);
        }
    }
}

} // namespace tokenmeter
