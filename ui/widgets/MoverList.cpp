// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/MoverList.h"

#include "charts/figures.h"
#include "theme/Theme.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace tokenmeter
{

MoverList::MoverList(QWidget *parent) : RowControl{parent, Qt::Vertical}
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void MoverList::setMovers(std::vector<Mover> movers)
{
    m_movers = std::move(movers);
    rowsReset();
}

QSize MoverList::sizeHint() const
{
    return {px(size::filterLineNarrow), px(size::moverRow) * std::max(1, rowCount())};
}

QRectF MoverList::rowRect(int row, int) const
{
    const double pitch = px(size::moverRow);
    return {0, row * pitch, double(width()), pitch};
}

QStringList MoverList::rowTip(int row) const
{
    return {m_movers[std::size_t(row)].name, m_movers[std::size_t(row)].tip};
}

QString MoverList::rowSpoken(int row) const
{
    const Mover &mover = m_movers[std::size_t(row)];
    return mover.name + QStringLiteral(", ") + mover.amount + QStringLiteral(". ") + mover.tip;
}

void MoverList::activateRow(int row, Qt::KeyboardModifiers)
{
    makeCurrent(row);
    Q_EMIT activated(row);
}

void MoverList::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::current();
    const Colours &c = theme.colours();
    QPainter painter{this};
    double more = 0;
    double less = 0;
    for (const Mover &mover : m_movers) {
        more = std::max(more, double(mover.change));
        less = std::max(less, -double(mover.change));
    }
    const double all = more + less;
    const double scale = all > 0 ? width() / all : 0;
    const double zero = std::round(less * scale);
    const QFont body = theme.font(Theme::Role::Body);
    const QFont strong = theme.font(Theme::Role::Body, QFont::Medium);
    const double line = std::ceil(QFontMetricsF{body}.height());
    const double bar = px(double(size::moverBar));
    for (int row = 0; row < rowCount(); ++row) {
        const Mover &mover = m_movers[std::size_t(row)];
        const QRectF cell = rowRect(row, rowCount());
        if (isRowHovered(row)) {
            paintBox(painter, cell.adjusted(0, 1, 0, -1), radius::control, c.hover, {});
        }
        const double top = cell.top() + std::floor((cell.height() - line - bar - space::s1) / 2);
        painter.setFont(strong);
        painter.setPen(c.text1);
        const double amount = numberWidth(strong, mover.amount);
        drawNumber(painter, {0, top, double(width()), line}, mover.amount, Qt::AlignRight | Qt::AlignVCenter);
        painter.setFont(body);
        drawElided(painter, {0, top, std::max(0.0, width() - amount - space::s3), line}, mover.name);
        const double length = std::max(double(size::barMin), std::round(std::abs(double(mover.change)) * scale));
        const double barTop = std::round(top + line + space::s1);
        if (mover.change != 0) {
            const QRectF rect = mover.change > 0 ? QRectF{zero, barTop, length, bar} : QRectF{zero - length, barTop, length, bar};
            painter.fillRect(rect, mover.change > 0 ? c.warning : c.positive);
        }
        painter.fillRect(QRectF{std::clamp(zero, 0.0, width() - size::hairline), barTop - 3, size::hairline, bar + 6}, c.zero);
        if (showsRowFocus(row)) {
            paintFocusRing(painter, cell.adjusted(0, 1, 0, -1), radius::control);
        }
    }
}

} // namespace tokenmeter
