// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/TreeTable.h"

#include "charts/figures.h"
#include "itemmodels/CellRoles.h"
#include "theme/Theme.h"
#include "widgets/Control.h"
#include "widgets/TreeDelegate.h"
#include "widgets/TreeHeader.h"

#include <QContextMenuEvent>
#include <QFontMetricsF>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace tokenmeter
{
namespace
{

/// Air right of the last column.
constexpr int RightAir = space::s3;
/// Rows that are looked at for the widths of columns.
constexpr int MostMeasured = 120;

} // namespace

TreeTable::TreeTable(QWidget *parent) : QTreeView{parent}
{
    setHeader(new TreeHeader{this});
    header()->setSectionsClickable(true); // setHeader() switches it off: we sort by ourselves
    setItemDelegate(new TreeDelegate{this});
    setFrameShape(QFrame::NoFrame);
    setUniformRowHeights(true);
    setRootIsDecorated(true);
    setExpandsOnDoubleClick(false);
    setAllColumnsShowFocus(true);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAutoScroll(false); // the current column must not move the table sideways
    setMouseTracking(true);
    setIndentation(px(size::treeIndent));
    connect(header(), &QHeaderView::sectionClicked, this, &TreeTable::sortWanted);
    connect(this, &QAbstractItemView::doubleClicked, this, &TreeTable::picked);
    connect(this, &QTreeView::expanded, this, [this] {
        place();
        see();
    });
    connect(this, &QTreeView::collapsed, this, [this] { see(); });
}

void TreeTable::setColumns(const std::vector<int> &wanted, const std::vector<int> &givingWay)
{
    m_wanted = wanted;
    m_givingWay = givingWay;
    setHorizontalScrollBarPolicy(givingWay.empty() ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
    measureAnew();
}

void TreeTable::setSort(int column, bool descending)
{
    m_sortColumn = column;
    m_descending = descending;
    measureAnew();
    header()->viewport()->update();
}

void TreeTable::setLit(const QModelIndex &index)
{
    if (m_lit != index) {
        m_lit = index;
        viewport()->update();
    }
}

QModelIndexList TreeTable::visibleRows() const
{
    QModelIndexList rows;
    for (QModelIndex index = indexAt({0, 0}); index.isValid(); index = indexBelow(index)) {
        if (visualRect(index.siblingAtColumn(0)).top() >= viewport()->height()) {
            break;
        }
        rows << index.siblingAtColumn(0);
    }
    return rows;
}

void TreeTable::measureAnew()
{
    m_widths.clear();
    place();
    see();
}

void TreeTable::place()
{
    if (model() == nullptr || m_placing || m_wanted.empty()) {
        return;
    }
    m_placing = true;
    const int columns = model()->columnCount();
    m_widths.resize(std::size_t(columns), 0);
    const QFont footer = Theme::current().font(Theme::Role::Body, QFont::DemiBold);
    const auto *head = static_cast<const TreeHeader *>(header());
    std::vector<int> shown = m_wanted;
    std::erase_if(shown, [columns](int column) { return column >= columns; }); // a model without an answer has none
    for (const int column : shown) {
        if (column == 0) {
            continue;
        }
        double &width = m_widths[std::size_t(column)];
        width = std::max(width, head->widthOf(column));
        width = std::max(width, std::ceil(numberWidth(footer, model()->headerData(column, Qt::Horizontal, FooterRole).toString())) + space::s3);
        int seen = 0;
        for (QModelIndex index = model()->index(0, 0); index.isValid() && seen < MostMeasured; index = indexBelow(index), ++seen) {
            const QModelIndex cell = index.siblingAtColumn(column);
            width = std::max(width, cell.data(StepsRole).isValid() ? px(size::sparkline) + double(space::s3) : TreeDelegate::widthOf(cell));
        }
    }
    const auto taken = [&] {
        double sum = RightAir;
        for (const int column : shown) {
            sum += column == 0 ? 0 : m_widths[std::size_t(column)];
        }
        return sum;
    };
    const double least = px(size::treeNameMin);
    for (const int column : m_givingWay) {
        if (viewport()->width() - taken() >= least) {
            break;
        }
        std::erase(shown, column);
    }
    for (int column = 0; column < columns; ++column) {
        const bool isHere = std::find(shown.begin(), shown.end(), column) != shown.end();
        setColumnHidden(column, !isHere);
        if (isHere) {
            const double width = column == 0 ? std::max(least, viewport()->width() - taken()) : m_widths[std::size_t(column)];
            header()->resizeSection(column, int(std::floor(width)));
        }
    }
    m_placing = false;
    viewport()->update();
    Q_EMIT columnsPlaced();
}

void TreeTable::see()
{
    Q_EMIT rowsSeen();
}

void TreeTable::drawRow(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Colours &c = Theme::current().colours();
    const QModelIndex first = index.siblingAtColumn(0);
    QRectF row = option.rect;
    row.setLeft(0);
    row.setWidth(viewport()->width());
    const QRectF ground = row.adjusted(0, 1, 0, -1);
    const bool selected = selectionModel() != nullptr && selectionModel()->isSelected(first);
    if (selected) {
        paintBox(*painter, ground, radius::control, c.selection, {});
    } else if (first == m_hovered || first == m_lit) {
        paintBox(*painter, ground, radius::control, c.hover, {});
    }
    int depth = 0;
    for (QModelIndex above = first.parent(); above.isValid(); above = above.parent()) {
        ++depth;
    }
    for (int column = 0; column < model()->columnCount(); ++column) {
        if (isColumnHidden(column)) {
            continue;
        }
        QStyleOptionViewItem cell = option;
        cell.rect = QRect{columnViewportPosition(column), option.rect.top(), columnWidth(column), option.rect.height()};
        if (column == 0) {
            cell.rect.setLeft(cell.rect.left() + depth * indentation());
            cell.state.setFlag(QStyle::State_Open, isExpanded(first));
        }
        itemDelegate()->paint(painter, cell, index.siblingAtColumn(column));
    }
    if (m_keyboard && hasFocus() && first == currentIndex().siblingAtColumn(0)) {
        paintFocusRing(*painter, ground, radius::control);
    }
}

void TreeTable::keyPressEvent(QKeyEvent *event)
{
    m_keyboard = true;
    const QModelIndex current = currentIndex();
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && current.isValid()) {
        if (event->modifiers() & Qt::AltModifier) {
            Q_EMIT explained(current);
        } else {
            Q_EMIT picked(current);
        }
        event->accept();
        return;
    }
    if (event->matches(QKeySequence::Copy) && current.isValid()) {
        Q_EMIT copyWanted(current);
        event->accept();
        return;
    }
    // The window's: it leaves the selection first, then the filter.
    if (event->key() == Qt::Key_Escape) {
        event->ignore();
        return;
    }
    QTreeView::keyPressEvent(event);
    viewport()->update();
}

void TreeTable::mousePressEvent(QMouseEvent *event)
{
    m_keyboard = false;
    QTreeView::mousePressEvent(event);
}

void TreeTable::mouseMoveEvent(QMouseEvent *event)
{
    const QModelIndex at = indexAt(event->pos()).siblingAtColumn(0);
    if (at != m_hovered) {
        m_hovered = at;
        viewport()->update();
    }
    QTreeView::mouseMoveEvent(event);
}

void TreeTable::contextMenuEvent(QContextMenuEvent *event)
{
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    const QModelIndex at = byKey ? currentIndex() : indexAt(event->pos());
    const QPoint place = byKey ? viewport()->mapToGlobal(visualRect(at.siblingAtColumn(0)).bottomLeft()) : event->globalPos();
    if (at.isValid()) {
        setCurrentIndex(at);
        Q_EMIT menuWanted(at, place);
    }
    event->accept();
}

bool TreeTable::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::Leave && m_hovered.isValid()) {
        m_hovered = QModelIndex{};
        viewport()->update();
    }
    return QTreeView::viewportEvent(event);
}

bool TreeTable::event(QEvent *event)
{
    // The window would take Ctrl+C for its own.
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent *>(event)->matches(QKeySequence::Copy)) {
        event->accept();
        return true;
    }
    return QTreeView::event(event);
}

void TreeTable::resizeEvent(QResizeEvent *event)
{
    QTreeView::resizeEvent(event);
    place();
    see();
}

void TreeTable::scrollContentsBy(int dx, int dy)
{
    QTreeView::scrollContentsBy(dx, dy);
    see();
    if (dx != 0) {
        Q_EMIT columnsPlaced();
    }
}

void TreeTable::changeEvent(QEvent *event)
{
    QTreeView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        setIndentation(px(size::treeIndent));
        if (!m_wanted.empty()) {
            measureAnew();
        }
    }
}

TreeFooter::TreeFooter(TreeTable *table, QWidget *parent) : QWidget{parent}, m_table{table}
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(table, &TreeTable::columnsPlaced, this, qOverload<>(&QWidget::update));
}

QString TreeFooter::text(int column) const
{
    return m_table->model() == nullptr ? QString{} : m_table->model()->headerData(column, Qt::Horizontal, FooterRole).toString();
}

QSize TreeFooter::sizeHint() const
{
    return {0, px(size::treeFooter)};
}

bool TreeFooter::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip && m_table->model() != nullptr) {
        const QString text = m_table->model()->headerData(0, Qt::Horizontal, FooterToolTipRole).toString();
        QToolTip::showText(static_cast<QHelpEvent *>(event)->globalPos(), text, this);
        return true;
    }
    return QWidget::event(event);
}

void TreeFooter::paintEvent(QPaintEvent *)
{
    if (m_table->model() == nullptr) {
        return;
    }
    const Theme &theme = Theme::current();
    const Colours &c = theme.colours();
    QPainter painter{this};
    painter.fillRect(QRectF{0, 0, double(width()), size::hairline}, c.borderStrong);
    // Under the columns, which end before a scroll bar does.
    const int shift = m_table->viewport()->x();
    painter.setClipRect(QRect{shift, 0, m_table->viewport()->width(), height()});
    for (int column = 0; column < m_table->model()->columnCount(); ++column) {
        if (m_table->isColumnHidden(column)) {
            continue;
        }
        QRectF room(shift + m_table->columnViewportPosition(column), 0, m_table->columnWidth(column), height());
        const bool secondary = column != 0 && !m_table->model()->index(0, column).data(AmountRole).isValid();
        painter.setFont(theme.font(secondary ? Theme::Role::Small : Theme::Role::Body, QFont::DemiBold));
        painter.setPen(c.text1);
        if (column == 0) {
            room.setLeft(room.left() + px(size::treeLeaf));
            drawElided(painter, room, text(column), Qt::AlignLeft | Qt::AlignVCenter);
        } else {
            drawNumber(painter, room, text(column), Qt::AlignRight | Qt::AlignVCenter);
        }
    }
}

} // namespace tokenmeter
