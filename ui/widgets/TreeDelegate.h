// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace tokenmeter
{

/// Paints the cells of tree tables by roles (CellRoles.h): chevron, swatch and name; bar and number; sparkline. Grounds of
/// rows are the table's.
class TreeDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    /// What the cell needs so that no amount is cut, padding included; of names nothing.
    static double widthOf(const QModelIndex &index);
    /// Font and colour of a cell's text.
    static QFont fontOf(const QModelIndex &index);

private:
    void paintName(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index) const;
    void paintNumber(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index) const;
};

} // namespace tokenmeter
