// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/TreeHeader.h"

#include "charts/figures.h"
#include "theme/Icons.h"
#include "theme/Theme.h"
#include "widgets/TreeTable.h"

#include <QFontMetricsF>
#include <QPainter>

#include <cmath>

namespace tokenmeter
{
namespace
{

constexpr int SmallChevron = size::iconPill;

} // namespace

TreeHeader::TreeHeader(TreeTable *table) : QHeaderView{Qt::Horizontal, table}, m_table{table}
{
    setSectionsMovable(false);
    setHighlightSections(false);
    setSectionResizeMode(QHeaderView::Fixed);
    setStretchLastSection(false);
    setMinimumSectionSize(0);
    setMouseTracking(true);
}

double TreeHeader::widthOf(int column) const
{
    const QFontMetricsF metrics{Theme::current().font(Theme::Role::Caption, QFont::Medium)};
    const double text = metrics.horizontalAdvance(model()->headerData(column, Qt::Horizontal).toString());
    return std::ceil(text) + (column == m_table->sortColumn() ? px(SmallChevron) + space::s1 : 0) + space::s3;
}

QSize TreeHeader::sizeHint() const
{
    return {0, px(size::tableHeader)};
}

void TreeHeader::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::current();
    const Colours &c = theme.colours();
    QPainter painter{viewport()};
    painter.fillRect(viewport()->rect(), c.surface);
    painter.setFont(theme.font(Theme::Role::Caption, QFont::Medium));
    const QFontMetricsF metrics{painter.font()};
    const QPoint pointer = viewport()->mapFromGlobal(QCursor::pos());
    for (int column = 0; column < count(); ++column) {
        if (isSectionHidden(column)) {
            continue;
        }
        QRectF room(sectionViewportPosition(column), 0, sectionSize(column), height() - 1);
        const bool right = (model()->headerData(column, Qt::Horizontal, Qt::TextAlignmentRole).toInt() & Qt::AlignRight) != 0;
        const bool sorted = column == m_table->sortColumn();
        const bool hovered = viewport()->underMouse() && room.contains(pointer);
        QString text = model()->headerData(column, Qt::Horizontal).toString();
        if (column == 0) {
            room.setLeft(room.left() + px(size::treeLeaf));
        }
        const double side = px(SmallChevron);
        text = metrics.elidedText(text, Qt::ElideRight, room.width() - (sorted ? side + space::s1 : 0));
        const double width = metrics.horizontalAdvance(text);
        const double x = right ? room.right() - width : room.left();
        painter.setPen(sorted || hovered ? c.text1 : c.text2);
        painter.drawText(QRectF{x, 0, width + 1, room.height()}, int(Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine), text);
        if (sorted) {
            const double at = right ? x - space::s1 - side : x + width + space::s1;
            icons::paint(painter, QRectF{at, room.center().y() - side / 2, side, side}, m_table->isDescending() ? Icon::Expand : Icon::Collapse,
                         px(SmallChevron), c.text2);
        }
    }
    // The line runs to the card's edges.
    painter.fillRect(QRectF{0, height() - size::hairline, double(width()), size::hairline}, c.border);
}

} // namespace tokenmeter
