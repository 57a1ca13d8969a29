// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/BudgetList.h"

#include "charts/Hatch.h"
#include "charts/figures.h"
#include "widgets/Pill.h"

#include <QFontMetricsF>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace tokenmeter
{

BudgetList::BudgetList(QWidget *parent) : RowControl{parent, Qt::Vertical}
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void BudgetList::setRows(std::vector<BudgetRow> rows)
{
    m_rows = std::move(rows);
    m_selected = std::min(m_selected, int(m_rows.size()) - 1);
    rowsChanged();
}

void BudgetList::setSelected(int row)
{
    m_selected = row;
    if (row >= 0) {
        makeCurrent(row);
    }
    update();
}

QSize BudgetList::minimumSizeHint() const
{
    return {px(size::filterLine), int(m_rows.size()) * px(size::budgetRow)};
}

QRectF BudgetList::rowRect(int row, int) const
{
    const double pitch = px(size::budgetRow);
    return {0, row * pitch, double(width()), pitch};
}

QStringList BudgetList::rowTip(int row) const
{
    const BudgetRow &shown = m_rows[std::size_t(row)];
    return {shown.name, shown.scope, shown.state, shown.spent + QLatin1Char(' ') + shown.of, shown.right};
}

void BudgetList::choose(int row)
{
    if (row != m_selected && row >= 0) {
        m_selected = row;
        update();
        Q_EMIT picked(row);
    }
}

void BudgetList::activateRow(int row, Qt::KeyboardModifiers modifiers)
{
    makeCurrent(row);
    choose(row);
    if (modifiers & Qt::AltModifier) {
        Q_EMIT explained(row);
    }
}

void BudgetList::keyPressEvent(QKeyEvent *event)
{
    const int row = currentRow();
    const bool isRow = row >= 0 && row < rowCount();
    const bool isReturn = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isRow && (event->key() == Qt::Key_F2 || (isReturn && event->modifiers() == Qt::NoModifier))) {
        choose(row);
        Q_EMIT editWanted(row);
        return;
    }
    if (isRow && event->key() == Qt::Key_Delete) {
        choose(row);
        Q_EMIT removeWanted(row);
        return;
    }
    RowControl::keyPressEvent(event);
    if (currentRow() != row && currentRow() < rowCount()) {
        choose(currentRow());
    }
}

void BudgetList::mouseDoubleClickEvent(QMouseEvent *event)
{
    const int row = int(event->position().y() / px(size::budgetRow));
    if (event->button() == Qt::LeftButton && row >= 0 && row < rowCount()) {
        Q_EMIT editWanted(row);
    }
}

void BudgetList::paintRow(QPainter &painter, int index) const
{
    const Theme &theme = Theme::current();
    const Colours &c = theme.colours();
    const BudgetRow &row = m_rows[std::size_t(index)];
    const QRectF cell = rowRect(index, rowCount());
    const bool isSelected = index == m_selected;
    if (isSelected || isRowHovered(index)) {
        paintBox(painter, cell.adjusted(0, 1, 0, -2), radius::tip, isSelected ? c.selection : c.hover, {});
    }
    const bool isLast = index + 1 == rowCount();
    if (!isLast && !isSelected && index + 1 != m_selected) {
        painter.fillRect(QRectF{cell.left() + space::s3, cell.bottom() - 1, cell.width() - 2.0 * space::s3, size::hairline}, c.grid);
    }
    const double left = cell.left() + space::s3;
    const double right = cell.right() - space::s3;
    const QFont title = theme.font(Theme::Role::Title);
    const double titleHigh = std::ceil(QFontMetricsF{title}.height());
    const double titleTop = cell.top() + px(size::budgetTitle) - titleHigh / 2;
    const double pill = Pill::paint(painter, right, cell.top() + px(size::budgetTitle), row.tone, row.state);
    const double room = right - pill - space::s3 - left;
    const double wanted = std::ceil(QFontMetricsF{title}.horizontalAdvance(row.name)) + 1;
    const double name = std::min(wanted, std::max(px(double(size::budgetName)), room));
    painter.setFont(title);
    painter.setPen(c.text1);
    drawElided(painter, {left, titleTop, std::min(name, room), titleHigh}, row.name);
    // Text 3 is too faint on the ground of a selection.
    const QFont small = theme.font(Theme::Role::Small);
    painter.setFont(small);
    painter.setPen(isSelected ? c.text2 : c.text3);
    const double scopeLeft = left + name + space::s2 + 1;
    if (left + room - scopeLeft > px(double(size::icon))) {
        drawElided(painter, {scopeLeft, titleTop, left + room - scopeLeft, titleHigh}, row.scope, Qt::AlignLeft | Qt::AlignVCenter);
    }
    budgetbar::paint(painter, {left, cell.top() + px(size::budgetBarMiddle) - px(size::budgetTick) / 2.0, right - left, double(px(size::budgetTick))},
                     row.marks);

    const QFont strong = theme.font(Theme::Role::Body, QFont::DemiBold);
    const double line = std::ceil(QFontMetricsF{strong}.height());
    const double footTop = cell.top() + px(size::budgetFoot) - line / 2;
    const double spent = numberWidth(strong, row.spent);
    painter.setFont(strong);
    painter.setPen(c.text1);
    drawNumber(painter, {left, footTop, spent, line}, row.spent, Qt::AlignLeft | Qt::AlignVCenter);
    painter.setFont(small);
    painter.setPen(c.text2);
    const double of = numberWidth(small, row.of);
    drawNumber(painter, {left + spent + space::s2 - 2, footTop, of, line}, row.of, Qt::AlignLeft | Qt::AlignVCenter);
    const double free = right - (left + spent + space::s2 + of + space::s3);
    drawElided(painter, {right - std::max(0.0, free), footTop, std::max(0.0, free), line}, row.right, Qt::AlignRight | Qt::AlignVCenter);
    if (showsRowFocus(index)) {
        paintFocusRing(painter, cell.adjusted(0, 1, 0, -2), radius::tip);
    }
}

void BudgetList::paintEvent(QPaintEvent *)
{
    QPainter painter{this};
    for (int row = 0; row < rowCount(); ++row) {
        paintRow(painter, row);
    }
}

BudgetLegend::BudgetLegend(QWidget *parent) : QWidget{parent}
{
    QSizePolicy policy{QSizePolicy::Expanding, QSizePolicy::Fixed};
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

QSize BudgetLegend::sizeHint() const
{
    return {px(size::filterLineNarrow), px(size::legendRow)};
}

int BudgetLegend::heightForWidth(int width) const
{
    return int(std::ceil(flow(nullptr, width)));
}

double BudgetLegend::flow(QPainter *painter, double width) const
{
    const Theme &theme = Theme::current();
    const Colours &c = theme.colours();
    const QFont font = theme.font(Theme::Role::Caption);
    const QFontMetricsF metrics{font};
    const double row = px(size::legendRow);
    const double mark = px(size::icon);
    const QStringList words{tr("now", "mark on a budget's bar"), tr("limit"), tr("likely end"), tr("80 % band"), tr("over the limit"), tr("no price")};
    double x = 0;
    double y = 0;
    for (qsizetype i = 0; i < words.size(); ++i) {
        const double sign = i < 3 ? mark / 2 : mark;
        const double needs = sign + space::s1 + std::ceil(metrics.horizontalAdvance(words[i])) + 1;
        if (x > 0 && x + needs > width) {
            x = 0;
            y += row;
        }
        if (painter != nullptr) {
            const double middle = std::round(y + row / 2);
            const double half = px(size::budgetTrack) / 2.0;
            const double at = std::round(x + sign / 2);
            painter->setRenderHint(QPainter::Antialiasing);
            if (i == 0) {
                const double side = px(size::budgetNow);
                QPainterPath triangle{{at - side / 2, middle - side / 2}};
                triangle.lineTo(at + side / 2, middle - side / 2);
                triangle.lineTo(at, middle + side / 4);
                triangle.closeSubpath();
                painter->fillPath(triangle, c.text1);
            } else if (i == 1 || i == 2) {
                QPen pen{c.text1, size::line, i == 1 ? Qt::SolidLine : Qt::CustomDashLine, Qt::FlatCap};
                if (i == 2) {
                    pen.setDashPattern({1.5, 1});
                }
                painter->setPen(pen);
                painter->drawLine(QPointF{at, middle - half}, QPointF{at, middle + half});
            } else if (i == 3) {
                painter->fillRect(QRectF{x, middle - size::budgetBand / 2.0, sign, double(size::budgetBand)}, mixed(c.accent, c.surface, mix::faint));
            } else {
                const QRectF box{x, middle - px(size::swatch) / 2.0, sign, double(px(size::swatch))};
                if (i == 4) {
                    hatch::paint(*painter, box, radius::bar, c.negative, mixed(c.negative, c.surface, mix::band));
                } else {
                    hatch::paintUnpriced(*painter, box, radius::bar);
                }
            }
            painter->setFont(font);
            painter->setPen(c.text3);
            painter->drawText(QRectF{x + sign + space::s1, y, needs, row}, int(Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine), words[i]);
        }
        x += needs + space::s4;
    }
    return y + row;
}

void BudgetLegend::paintEvent(QPaintEvent *)
{
    QPainter painter{this};
    flow(&painter, width());
}

} // namespace tokenmeter
