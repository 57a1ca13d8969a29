// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/SourceTable.h"

#include "charts/figures.h"
#include "widgets/Pill.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>

namespace tokenmeter
{

SourceTable::SourceTable(QWidget *parent) : RowControl{parent, Qt::Vertical}
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void SourceTable::setRows(std::vector<SourceRow> rows)
{
    m_rows = std::move(rows);
    QStringList spoken;
    for (int i = 0; i < rowCount(); ++i) {
        spoken << rowSpoken(i);
    }
    setAccessibleName(spoken.join(QStringLiteral(". ")));
    rowsReset();
}

QSize SourceTable::sizeHint() const
{
    return {px(size::windowMinWidth) / 2, px(size::tableHeader) + int(m_rows.size()) * px(size::rowTable)};
}

int SourceTable::rowCount() const
{
    return int(m_rows.size());
}

QRectF SourceTable::rowRect(int row, int) const
{
    const double pitch = px(size::rowTable);
    return {0, px(size::tableHeader) + row * pitch, double(width()), pitch};
}

QStringList SourceTable::rowTip(int row) const
{
    return {m_rows[std::size_t(row)].name, m_rows[std::size_t(row)].path};
}

QString SourceTable::rowSpoken(int row) const
{
    return m_rows[std::size_t(row)].name + QStringLiteral(": ") + m_rows[std::size_t(row)].state;
}

void SourceTable::activateRow(int row, Qt::KeyboardModifiers)
{
    Q_EMIT activated(row);
}

void SourceTable::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::current();
    const Colours &c = theme.colours();
    QPainter painter{this};
    const QFont head = theme.font(Theme::Role::Caption, QFont::Medium);
    const QFont body = theme.font(Theme::Role::Body, QFont::Medium);
    const QFont small = theme.font(Theme::Role::Small);

    // From the right: state, last read, records, files; what is left is for name and path.
    const std::array<QString, 3> headers{tr("Files"), tr("Records"), tr("Last read")};
    std::array<double, 3> widths{};
    double pills = QFontMetricsF{head}.horizontalAdvance(tr("State"));
    for (std::size_t i = 0; i < headers.size(); ++i) {
        widths[i] = QFontMetricsF{head}.horizontalAdvance(headers[i]);
    }
    for (const SourceRow &row : m_rows) {
        widths[0] = std::max(widths[0], numberWidth(small, row.files));
        widths[1] = std::max(widths[1], numberWidth(small, row.records));
        widths[2] = std::max(widths[2], numberWidth(small, row.lastRead));
        pills = std::max(pills, Pill::widthOf(row.state));
    }
    const double gap = space::s8;
    const double right = width();
    const double stateLeft = right - std::ceil(pills);
    std::array<double, 3> rights{};
    double edge = stateLeft - gap;
    for (std::size_t i = headers.size(); i-- > 0;) {
        rights[i] = edge;
        edge -= std::ceil(widths[i]) + gap;
    }
    const double nameRight = std::max(0.0, edge);

    const double headHeight = px(size::tableHeader);
    painter.setFont(head);
    painter.setPen(c.text3);
    painter.drawText(QRectF{0, 0, nameRight, headHeight}, Qt::AlignLeft | Qt::AlignVCenter, tr("Source"));
    for (std::size_t i = 0; i < headers.size(); ++i) {
        painter.drawText(QRectF{0, 0, rights[i], headHeight}, Qt::AlignRight | Qt::AlignVCenter, headers[i]);
    }
    painter.drawText(QRectF{stateLeft, 0, right - stateLeft, headHeight}, Qt::AlignLeft | Qt::AlignVCenter, tr("State"));

    const double rowHeight = px(size::rowTable);
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const SourceRow &row = m_rows[i];
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
        const double pathLeft = nameWidth + space::s3;
        if (nameRight - pathLeft > px(size::rankedNameMin)) {
            drawElided(painter, QRectF{pathLeft, cell.top(), nameRight - pathLeft, rowHeight}, row.path, Qt::AlignLeft, Qt::ElideMiddle);
        }
        painter.setPen(c.text2);
        const std::array<const QString *, 3> texts{&row.files, &row.records, &row.lastRead};
        for (std::size_t k = 0; k < texts.size(); ++k) {
            drawNumber(painter, QRectF{0, cell.top(), rights[k], rowHeight}, *texts[k], Qt::AlignRight | Qt::AlignVCenter);
        }
        Pill::paint(painter, stateLeft + Pill::widthOf(row.state), cell.center().y(), row.tone, row.state);
        if (showsRowFocus(int(i))) {
            paintFocusRing(painter, cell.adjusted(0, 1, 0, -1), radius::control);
        }
    }
}

} // namespace tokenmeter
