// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/ChartAccessible.h"

#include "charts/ChartWidget.h"

#include <QAccessible>
#include <QAccessibleWidget>
#include <QHash>

namespace tokenmeter
{
namespace
{

class ChartTable;

/// One cell. Lives as long as its table knows it.
class ChartCell : public QAccessibleInterface, public QAccessibleTableCellInterface
{
public:
    ChartCell(ChartTable *table, int row, int column) : m_table{table}, m_row{row}, m_column{column} {}

    bool isValid() const override;
    QObject *object() const override { return nullptr; }
    QAccessibleInterface *parent() const override;
    QAccessibleInterface *child(int) const override { return nullptr; }
    QAccessibleInterface *childAt(int, int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface *) const override { return -1; }
    QString text(QAccessible::Text t) const override;
    void setText(QAccessible::Text, const QString &) override {}
    QRect rect() const override;
    QAccessible::Role role() const override { return QAccessible::Cell; }
    QAccessible::State state() const override { return {}; }
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
    bool isSelected() const override { return false; }
    QAccessibleInterface *table() const override { return parent(); }

private:
    ChartTable *m_table;
    int m_row;
    int m_column;
};

class ChartTable : public QAccessibleWidget, public QAccessibleTableInterface
{
public:
    explicit ChartTable(ChartWidget *chart) : QAccessibleWidget{chart, QAccessible::Table} {}
    ~ChartTable() override
    {
        for (const QAccessible::Id id : std::as_const(m_cells)) {
            QAccessible::deleteAccessibleInterface(id);
        }
    }

    ChartWidget *chart() const { return static_cast<ChartWidget *>(object()); }

    void *interface_cast(QAccessible::InterfaceType type) override
    {
        return type == QAccessible::TableInterface ? static_cast<QAccessibleTableInterface *>(this) : QAccessibleWidget::interface_cast(type);
    }
    QString text(QAccessible::Text t) const override
    {
        return t == QAccessible::Name ? chart()->summary() : QAccessibleWidget::text(t);
    }
    int childCount() const override { return rowCount() * columnCount(); }
    QAccessibleInterface *child(int index) const override
    {
        const int columns = columnCount();
        return columns > 0 ? cellAt(index / columns, index % columns) : nullptr;
    }
    int indexOfChild(const QAccessibleInterface *child) const override
    {
        const auto *cell = dynamic_cast<const ChartCell *>(child);
        return cell != nullptr ? cell->rowIndex() * columnCount() + cell->columnIndex() : -1;
    }

    QAccessibleInterface *cellAt(int row, int column) const override
    {
        if (row < 0 || column < 0 || row >= rowCount() || column >= columnCount()) {
            return nullptr;
        }
        const int key = row * columnCount() + column;
        if (const auto found = m_cells.constFind(key); found != m_cells.constEnd()) {
            return QAccessible::accessibleInterface(*found);
        }
        auto *cell = new ChartCell{const_cast<ChartTable *>(this), row, column};
        m_cells.insert(key, QAccessible::registerAccessibleInterface(cell));
        return cell;
    }
    QAccessibleInterface *caption() const override { return nullptr; }
    QAccessibleInterface *summary() const override { return nullptr; }
    QString columnDescription(int column) const override { return chart()->columnHeader(column); }
    QString rowDescription(int row) const override { return chart()->rowHeader(row); }
    int columnCount() const override { return chart()->tableColumns(); }
    int rowCount() const override { return chart()->tableRows(); }
    int selectedCellCount() const override { return 0; }
    int selectedColumnCount() const override { return 0; }
    int selectedRowCount() const override { return 0; }
    QList<QAccessibleInterface *> selectedCells() const override { return {}; }
    QList<int> selectedColumns() const override { return {}; }
    QList<int> selectedRows() const override { return {}; }
    bool isColumnSelected(int) const override { return false; }
    bool isRowSelected(int) const override { return false; }
    bool selectRow(int) override { return false; }
    bool selectColumn(int) override { return false; }
    bool unselectRow(int) override { return false; }
    bool unselectColumn(int) override { return false; }
    void modelChange(QAccessibleTableModelChangeEvent *) override {}

private:
    mutable QHash<int, QAccessible::Id> m_cells;
};

bool ChartCell::isValid() const
{
    return m_table->isValid() && m_row < m_table->rowCount() && m_column < m_table->columnCount();
}

QAccessibleInterface *ChartCell::parent() const
{
    return m_table;
}

QString ChartCell::text(QAccessible::Text t) const
{
    if (!isValid() || (t != QAccessible::Name && t != QAccessible::Value)) {
        return {};
    }
    const ChartWidget *chart = m_table->chart();
    const QString value = chart->tableText(m_row, m_column);
    return t == QAccessible::Value ? value
                                   : chart->columnHeader(m_column) + QLatin1String(", ") + chart->rowHeader(m_row) + QLatin1String(": ") + value;
}

QRect ChartCell::rect() const
{
    return m_table->rect();
}

QAccessibleInterface *factory(const QString &, QObject *object)
{
    auto *chart = qobject_cast<ChartWidget *>(object);
    return chart != nullptr ? new ChartTable{chart} : nullptr;
}

} // namespace

void installChartAccessibility()
{
    static const bool once = [] {
        QAccessible::installFactory(factory);
        return true;
    }();
    Q_UNUSED(once)
}

} // namespace tokenmeter
