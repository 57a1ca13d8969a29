// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/StepList.h"

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

/// Wraps a sentence; paints it where there is a painter. @return its height
double stepSentence(QPainter *painter, const QString &text, const QFont &font, double left, double top, double width)
{
    const double pitch = std::round(QFontMetricsF{font}.height() * 1.2);
    QTextLayout layout{text, font};
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(option);
    double y = 0;
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        line.setPosition({0, y});
        y += pitch;
    }
    layout.endLayout();
    if (painter != nullptr) {
        layout.draw(painter, {left, top});
    }
    return y;
}

} // namespace

StepList::StepList(QWidget *parent) : RowControl{parent, Qt::Vertical}
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void StepList::setRows(std::vector<StepRow> rows)
{
    m_rows = std::move(rows);
    measureRows();
    rowsChanged();
    makeCurrent(currentRow());
}

QSize StepList::sizeHint() const
{
    return {px(size::filterLine), int(std::ceil(m_tops.back()))};
}

StepList::Columns StepList::columns() const
{
    const Theme &theme = Theme::current();
    const QFont strong = theme.font(Theme::Role::Body, QFont::DemiBold);
    double name = 0;
    double amount = 0;
    double verb = 0;
    for (const StepRow &row : m_rows) {
        name = std::max(name, std::ceil(QFontMetricsF{strong}.horizontalAdvance(row.name)) + 1);
        amount = std::max(amount, std::ceil(numberWidth(strong, row.amount)));
        verb = std::max(verb, std::ceil(QFontMetricsF{theme.font(Theme::Role::Small, QFont::Medium)}.horizontalAdvance(row.verb)) + 1);
    }
    Columns at;
    at.name = space::s3;
    at.amount = at.name + name + space::s4 + amount;
    at.meaning = at.amount + space::s6;
    at.verb = width() - space::s3 - verb;
    at.meaningWidth = std::max(px(double(size::stepMeaning)), at.verb - space::s6 - at.meaning);
    return at;
}

void StepList::measureRows()
{
    const QFont small = Theme::current().font(Theme::Role::Small);
    const Columns at = columns();
    std::vector<double> tops{0};
    for (const StepRow &row : m_rows) {
        const double sentence = stepSentence(nullptr, row.meaning, small, 0, 0, at.meaningWidth);
        tops.push_back(tops.back() + std::max(px(double(size::rowTable)), sentence + 2 * space::s2 + 2));
    }
    if (tops != m_tops) {
        m_tops = std::move(tops);
        updateGeometry();
    }
}

QRectF StepList::rowRect(int row, int) const
{
    const auto at = std::size_t(row);
    return {0, m_tops[at], double(width()), m_tops[at + 1] - m_tops[at]};
}

QStringList StepList::rowTip(int row) const
{
    const StepRow &shown = m_rows[std::size_t(row)];
    return {shown.name + QStringLiteral(": ") + shown.exact, shown.verb};
}

QString StepList::rowSpoken(int row) const
{
    const StepRow &shown = m_rows[std::size_t(row)];
    return shown.name + QStringLiteral(", ") + shown.exact + QStringLiteral(". ") + shown.meaning;
}

void StepList::activateRow(int row, Qt::KeyboardModifiers modifiers)
{
    makeCurrent(row);
    if (modifiers & Qt::AltModifier) {
        Q_EMIT explained(row);
    } else {
        Q_EMIT opened(row);
    }
}

void StepList::resizeEvent(QResizeEvent *event)
{
    measureRows();
    RowControl::resizeEvent(event);
}

void StepList::lookChanged()
{
    measureRows();
    RowControl::lookChanged();
}

void StepList::paintRow(QPainter &painter, int index, const Columns &at) const
{
    const Theme &theme = Theme::current();
    const Colours &c = theme.colours();
    const StepRow &row = m_rows[std::size_t(index)];
    const QRectF cell = rowRect(index, rowCount());
    if (isRowHovered(index)) {
        paintBox(painter, cell.adjusted(0, 1, 0, -2), radius::tip, c.hover, {});
    }
    if (index + 1 < rowCount()) {
        const bool isEdge = row.isTotal || m_rows[std::size_t(index) + 1].isTotal;
        painter.fillRect(QRectF{cell.left() + space::s3, cell.bottom() - 1, cell.width() - 2.0 * space::s3, size::hairline}, isEdge ? c.borderStrong : c.grid);
    }
    const QFont name = theme.font(Theme::Role::Body, row.isTotal ? QFont::DemiBold : QFont::Normal);
    const double line = std::ceil(QFontMetricsF{name}.height());
    const QFont small = theme.font(Theme::Role::Small);
    const double smallLine = std::round(QFontMetricsF{small}.height() * 1.2);
    const double sentence = stepSentence(nullptr, row.meaning, small, 0, 0, at.meaningWidth);
    // All three stand on the sentence's first line.
    const double first = cell.top() + (cell.height() - 1 - sentence) / 2;
    const double top = first + (smallLine - line) / 2;
    painter.setFont(name);
    painter.setPen(row.isZero ? c.text3 : c.text1);
    drawElided(painter, {at.name, top, at.amount - at.name, line}, row.name);
    painter.setFont(theme.font(Theme::Role::Body, row.isTotal ? QFont::DemiBold : QFont::Medium));
    drawNumber(painter, {at.name, top, at.amount - at.name, line}, row.amount, Qt::AlignRight | Qt::AlignVCenter);
    painter.setPen(row.isZero ? c.text3 : c.text2);
    stepSentence(&painter, row.meaning, small, at.meaning, first, at.meaningWidth);
    painter.setFont(theme.font(Theme::Role::Small, QFont::Medium));
    painter.setPen(c.accent);
    painter.drawText(QRectF{at.verb, top, width() - space::s3 - at.verb, line}, int(Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine), row.verb);
    if (showsRowFocus(index)) {
        paintFocusRing(painter, cell.adjusted(0, 1, 0, -2), radius::tip);
    }
}

void StepList::paintEvent(QPaintEvent *)
{
    QPainter painter{this};
    const Columns at = columns();
    for (int row = 0; row < rowCount(); ++row) {
        paintRow(painter, row, at);
    }
}

} // namespace tokenmeter
