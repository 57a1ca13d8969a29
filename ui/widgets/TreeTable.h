// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPersistentModelIndex>
#include <QTreeView>

#include <set>
#include <vector>

namespace tokenmeter
{

/// A tree with columns: flat header with a chevron at the sorted column, rounded grounds, no grid. Column 0 takes what the
/// others leave; the others are as wide as what they hold, so that no amount is cut. Where names would have too little
/// room, columns give way in a given order.
class TreeTable : public QTreeView
{
    Q_OBJECT
public:
    explicit TreeTable(QWidget *parent = nullptr);

    /// Logical columns to show, column 0 among them.
    /// @param givingWay those that may be left out, the first one first; empty: the table scrolls sideways instead
    void setColumns(const std::vector<int> &wanted, const std::vector<int> &givingWay);
    bool isShown(int column) const { return !isColumnHidden(column); }
    void setSort(int column, bool descending);
    int sortColumn() const { return m_sortColumn; }
    bool isDescending() const { return m_descending; }
    /// Shown as if under the pointer: the row of a mark in a chart beside it.
    void setLit(const QModelIndex &index);
    /// Column 0 of the rows that can be seen, from the top.
    QModelIndexList visibleRows() const;
    /// Forgets the widths that rows needed which are no longer there.
    void measureAnew();

Q_SIGNALS:
    void picked(const QModelIndex &index);    ///< double click, Enter
    void explained(const QModelIndex &index); ///< Alt+Return
    void copyWanted(const QModelIndex &index);
    void menuWanted(const QModelIndex &index, const QPoint &global);
    void sortWanted(int column);
    void rowsSeen(); ///< other rows than before can be seen
    void columnsPlaced(); ///< widths, or which columns are shown

protected:
    void drawRow(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void drawBranches(QPainter *, const QRect &, const QModelIndex &) const override {}
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    bool event(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void changeEvent(QEvent *event) override;

private:
    void place();
    void see();

    std::vector<int> m_wanted;
    std::vector<int> m_givingWay;
    std::vector<double> m_widths; ///< needed so far, by logical column
    int m_sortColumn = -1;
    bool m_descending = true;
    bool m_keyboard = false;
    bool m_placing = false;
    QPersistentModelIndex m_hovered;
    QPersistentModelIndex m_lit;
};

/// The last line of a TreeTable: totals under its columns, with a line above. From the model's header, FooterRole.
class TreeFooter : public QWidget
{
    Q_OBJECT
public:
    explicit TreeFooter(TreeTable *table, QWidget *parent = nullptr);

    QString text(int column) const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    TreeTable *m_table;
};

} // namespace tokenmeter
