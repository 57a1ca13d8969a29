// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/PillTable.h"

#include "charts/figures.h"
#include "widgets/Pill.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace tokenmeter
{

PillTable::PillTable(QWidget *parent) : RowControl{parent, Qt::Vertical}
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void PillTable::setHeaders(const QString &name, const QStringList &columns, const QString &state)
{
    m_name = name;
    m_columns = columns;
    m_state = state;
    update();
}

void PillTable::setRows(std::vector<PillRow> rows)
{
    m_rows = std::move(rows);
    QStringList spoken;
    for (int i = 0; i < rowCount(); ++i) {
        spoken << rowSpoken(i);
    }
    setAccessibleName(spoken.join(QStringLiteral(". ")));
    rowsReset();
}

QSize PillTable::sizeHint() const
{
    return {px(size::windowMinWidth) / 2, px(size::tableHeader) + int(m_rows.size()) * px(size::rowTable)};
}

int PillTable::rowCount() const
{
    return int(m_rows.size());
}

QRectF PillTable::rowRect(int row, int) const
{
    const double pitch = px(size::rowTable);
    return {0, px(size::tableHeader) + row * pitch, double(width()), pitch};
}

QStringList PillTable::rowTip(int row) const
{
    const PillRow &shown = m_rows[std::size_t(row)];
    return {shown.name, shown.detail, shown.tip};
}

QString PillTable::rowSpoken(int row) const
{
    return m_rows[std::size_t(row)].name + QStringLiteral(": ") + m_rows[std::size_t(row)].state;
}

void PillTable::activateRow(int row, Qt::KeyboardModifiers)
{
    Q_EMIT activated(row);
}

void PillTable::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::current();
    const Colours &c = theme.colours();
    QPainter painter{this};
    const QFont head = theme.font(Theme::Role::Caption, QFont::Medium);
    const QFont body = theme.font(Theme::Role::Body, QFont::Medium);
    const QFont small = theme.font(Theme::Role::Small);

    // From the right: state, then the figures; what is left is for name and detail.
    std::vector<double> widths;
    double pills = QFontMetricsF{head}.horizontalAdvance(m_state);
    for (qsizetype i = 0; i < m_columns.size(); ++i) {
        double widest = QFontMetricsF{head}.horizontalAdvance(m_columns[i]);
        for (const PillRow &row : m_rows) {
            widest = std::max(widest, numberWidth(small, row.texts.value(i)));
        }
        widths.push_back(widest);
    }
    for (const PillRow &row : m_rows) {
        pills = std::max(pills, Pill::widthOf(row.state));
    }
    const double right = width();
    const double stateLeft = right - std::ceil(pills);
    // Columns stand closer where the names would have no place.
    double needed = 0;
    for (const double each : widths) {
        needed += std::ceil(each);
    }
    const double wide = space::s8;
    const bool isTight = stateLeft - needed - wide * double(widths.size() + 1) < px(size::rankedNameMin) * 2;
    const double gap = isTight ? double(space::s4) : wide;
    std::vector<double> rights(widths.size());
    double edge = stateLeft - gap;
    for (std::size_t i = widths.size(); i-- > 0;) {
        rights[i] = edge;
        edge -= std::ceil(widths[i]) + gap;
    }
    const double nameRight = std::max(0.0, edge);

    const double headHeight = px(size::tableHeader);
    painter.setFont(head);
    painter.setPen(c.text3);
    painter.drawText(QRectF{0, 0, nameRight, headHeight}, Qt::AlignLeft | Qt::AlignVCenter, m_name);
    for (std::size_t i = 0; i < rights.size(); ++i) {
        painter.drawText(QRectF{0, 0, rights[i], headHeight}, Qt::AlignRight | Qt::AlignVCenter, m_columns[qsizetype(i)]);
    }
    painter.drawText(QRectF{stateLeft, 0, right - stateLeft, headHeight}, Qt::AlignLeft | Qt::AlignVCenter, m_state);

    const double rowHeight = px(size::rowTable);
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const PillRow &row = m_rows[i];
        const QRectF cell = rowRect(int(i), rowCount());
        const double line = std::floor(cell.top()) + size::hairline / 2;
        if (isRowHovered(int(i))) {
            paintBox(painter, cell.adjusted(0, 1, 0, -1), radius::control, c.hover, {});
        }
        painter.setPen(QPen{c.grid, size::hairline});
        painter.drawLine(QPointF{0, line}, QPointF{right, line});
        painter.setFont(body);
        painter.setPen(c.text1);
        const double nameWidth = std::min(QFontMetricsF{body}.horizontalAdvance(row.name) + 1, nameRight);
        drawElided(painter, QRectF{0, cell.top(), nameWidth, rowHeight}, row.name);
        painter.setFont(small);
        painter.setPen(c.text3);
        const double detailLeft = nameWidth + space::s3;
        if (nameRight - detailLeft > px(size::rankedNameMin)) {
            drawElided(painter, QRectF{detailLeft, cell.top(), nameRight - detailLeft, rowHeight}, row.detail, Qt::AlignLeft, Qt::ElideMiddle);
        }
        painter.setPen(c.text2);
        for (std::size_t k = 0; k < rights.size(); ++k) {
            drawNumber(painter, QRectF{0, cell.top(), rights[k], rowHeight}, row.texts.value(qsizetype(k)), Qt::AlignRight | Qt::AlignVCenter);
        }
        Pill::paint(painter, stateLeft + Pill::widthOf(row.state), cell.center().y(), row.tone, row.state);
        if (showsRowFocus(int(i))) {
            paintFocusRing(painter, cell.adjusted(0, 1, 0, -1), radius::control);
        }
    }
}

} // namespace tokenmeter
