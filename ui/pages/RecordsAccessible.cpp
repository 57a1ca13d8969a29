// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/RecordsAccessible.h"

#include "pages/RecordsTable.h"

#include <QAccessible>
#include <QAccessibleWidget>
#include <QHash>

namespace tokenmeter
{
namespace
{

class RecordsInterface;

/// One cell of a row on screen. Lives as long as its table knows it.
class RecordCell : public QAccessibleInterface, public QAccessibleTableCellInterface
{
public:
    RecordCell(RecordsInterface *table, int row, int column) : m_table{table}, m_row{row}, m_column{column} {}

    bool isValid() const override;
    QObject *object() const override { return nullptr; }
    QAccessibleInterface *parent() const override;
    QAccessibleInterface *child(int) const override { return nullptr; }
    QAccessibleInterface *childAt(int, int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface *) const override { return -1; }
    QString text(QAccessible::Text text) const override;
    void setText(QAccessible::Text, const QString &) override {}
    QRect rect() const override;
    QAccessible::Role role() const override { return QAccessible::Cell; }
    QAccessible::State state() const override
    {
        QAccessible::State state;
        state.selectable = true;
        state.selected = isSelected();
        return state;
    }
    void *interface_cast(QAccessible::InterfaceType type) override
    {
        return type == QAccessible::TableCellInterface ? static_cast<QAccessibleTableCellInterface *>(this) : nullptr;
    }

    int columnExtent() const override { return 1; }
    int rowExtent() const override { return 1; }
    QList<QAccessibleInterface *> columnHeaderCells() const override { return {}; }
    QList<QAccessibleInterface *> rowHeaderCells() const override { return {}; }
    int columnIndex() const override { return m_column; }
    int rowIndex() const override { return m_row; }
    bool isSelected() const override;
    QAccessibleInterface *table() const override { return parent(); }

private:
    RecordsInterface *m_table;
    int m_row;
    int m_column;
};

class RecordsInterface : public QAccessibleWidget, public QAccessibleTableInterface
{
public:
    explicit RecordsInterface(RecordsTable *table) : QAccessibleWidget{table, QAccessible::Table} {}
    ~RecordsInterface() override
    {
        for (const QAccessible::Id id : std::as_const(m_cells)) {
            QAccessible::deleteAccessibleInterface(id);
        }
    }

    RecordsTable *records() const { return static_cast<RecordsTable *>(object()); }

    void *interface_cast(QAccessible::InterfaceType type) override
    {
        return type == QAccessible::TableInterface ? static_cast<QAccessibleTableInterface *>(this) : QAccessibleWidget::interface_cast(type);
    }
    int childCount() const override { return rowCount() * columnCount(); }
    QAccessibleInterface *child(int index) const override
    {
        const int columns = columnCount();
        return columns > 0 ? cellAt(index / columns, index % columns) : nullptr;
    }
    int indexOfChild(const QAccessibleInterface *child) const override
    {
        const auto *cell = dynamic_cast<const RecordCell *>(child);
        return cell != nullptr ? cell->rowIndex() * columnCount() + cell->columnIndex() : -1;
    }

    QAccessibleInterface *cellAt(int row, int column) const override
    {
        if (row < 0 || column < 0 || row >= rowCount() || column >= columnCount()) {
            return nullptr;
        }
        const int key = row * int(AllRecordColumns.size()) + column;
        if (const auto found = m_cells.constFind(key); found != m_cells.constEnd()) {
            return QAccessible::accessibleInterface(*found);
        }
        auto *cell = new RecordCell{const_cast<RecordsInterface *>(this), row, column};
        m_cells.insert(key, QAccessible::registerAccessibleInterface(cell));
        return cell;
    }
    QAccessibleInterface *caption() const override { return nullptr; }
    QAccessibleInterface *summary() const override { return nullptr; }
    QString columnDescription(int column) const override
    {
        const std::vector<RecordColumn> columns = records()->shownColumns();
        return column >= 0 && std::size_t(column) < columns.size() ? RecordsText::title(columns[std::size_t(column)]) : QString{};
    }
    QString rowDescription(int row) const override { return records()->cellText(row, 0); }
    int columnCount() const override { return int(records()->shownColumns().size()); }
    int rowCount() const override { return int(records()->ranksOnScreen().size()); }
    int selectedCellCount() const override { return selectedRowCount() * columnCount(); }
    int selectedColumnCount() const override { return 0; }
    int selectedRowCount() const override { return int(selectedRows().size()); }
    QList<QAccessibleInterface *> selectedCells() const override
    {
        QList<QAccessibleInterface *> cells;
        for (const int row : selectedRows()) {
            for (int column = 0; column < columnCount(); ++column) {
                cells << cellAt(row, column);
            }
        }
        return cells;
    }
    QList<int> selectedColumns() const override { return {}; }
    QList<int> selectedRows() const override
    {
        QList<int> rows;
        for (int row = 0; row < rowCount(); ++row) {
            if (isRowSelected(row)) {
                rows << row;
            }
        }
        return rows;
    }
    bool isColumnSelected(int) const override { return false; }
    bool isRowSelected(int row) const override { return records()->isRowSelected(row); }
    bool selectRow(int row) override
    {
        if (row < 0 || row >= rowCount()) {
            return false;
        }
        records()->goTo(records()->topRank() + row);
        return true;
    }
    bool selectColumn(int) override { return false; }
    bool unselectRow(int) override { return false; }
    bool unselectColumn(int) override { return false; }
    void modelChange(QAccessibleTableModelChangeEvent *) override {}

private:
    mutable QHash<int, QAccessible::Id> m_cells;
};

bool RecordCell::isValid() const
{
    return m_table->isValid() && m_row < m_table->rowCount() && m_column < m_table->columnCount();
}

QAccessibleInterface *RecordCell::parent() const
{
    return m_table;
}

QString RecordCell::text(QAccessible::Text text) const
{
    if (!isValid() || (text != QAccessible::Name && text != QAccessible::Value)) {
        return {};
    }
    const QString value = m_table->records()->cellText(m_row, m_column);
    return text == QAccessible::Value ? value : m_table->columnDescription(m_column) + QLatin1String(": ") + value;
}

QRect RecordCell::rect() const
{
    if (!isValid()) {
        return {};
    }
    const RecordsTable *records = m_table->records();
    const QRect cell = records->cellRect(m_row, m_column);
    return {records->viewport()->mapToGlobal(cell.topLeft()), cell.size()};
}

bool RecordCell::isSelected() const
{
    return isValid() && m_table->isRowSelected(m_row);
}

QAccessibleInterface *factory(const QString &, QObject *object)
{
    auto *records = qobject_cast<RecordsTable *>(object);
    return records != nullptr ? new RecordsInterface{records} : nullptr;
}

} // namespace

void installRecordsAccessibility()
{
    static const bool once = [] {
        QAccessible::installFactory(factory);
        return true;
    }();
    Q_UNUSED(once)
}

} // namespace tokenmeter
