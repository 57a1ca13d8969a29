// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "itemmodels/PageTableModel.h"

#include <QFont>

namespace tokenmeter
{

PageTableModel::PageTableModel(PageTable table, QObject *parent) : QAbstractTableModel{parent}, m_table{std::move(table)} {}

int PageTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_table.rows.size()) + (m_table.footer.empty() ? 0 : 1);
}

int PageTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_table.columns.size());
}

QVariant PageTableModel::data(const QModelIndex &index, int role) const
{
    const auto row = std::size_t(index.row());
    const bool isFooter = row >= m_table.rows.size();
    const std::vector<PageTable::Cell> &cells = isFooter ? m_table.footer : m_table.rows[row];
    if (std::size_t(index.column()) >= cells.size()) {
        return {};
    }
    const PageTable::Cell &cell = cells[std::size_t(index.column())];
    switch (role) {
    case Qt::DisplayRole:
        return cell.text;
    case Qt::ToolTipRole: // as plain text, whatever a name contains
        return cell.text.size() > 30 ? QVariant{cell.text.toHtmlEscaped()} : QVariant{};
    case Qt::TextAlignmentRole:
        return int((cell.number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::FontRole:
        if (isFooter) {
            QFont font;
            font.setWeight(QFont::DemiBold);
            return font;
        }
        return {};
    default:
        return {};
    }
}

QVariant PageTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) {
        return {};
    }
    if (role == Qt::DisplayRole) {
        return m_table.columns.value(section);
    }
    if (role == Qt::TextAlignmentRole) {
        const auto column = std::size_t(section);
        const bool number = !m_table.rows.empty() && column < m_table.rows.front().size() && m_table.rows.front()[column].number;
        return int((number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    return {};
}

} // namespace tokenmeter
