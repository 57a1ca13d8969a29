// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "itemmodels/SheetModel.h"

namespace tokenmeter
{

void SheetModel::setSheet(std::vector<SheetColumn> columns, std::vector<std::vector<SheetCell>> rows)
{
    beginResetModel();
    m_columns = std::move(columns);
    m_rows = std::move(rows);
    endResetModel();
}

int SheetModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int SheetModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_columns.size());
}

QVariant SheetModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid()) {
        return {};
    }
    const SheetCell &cell = m_rows[std::size_t(index.row())][std::size_t(index.column())];
    switch (role) {
    case Qt::DisplayRole:
        return cell.text;
    case Qt::ToolTipRole:
        return cell.toolTip;
    case Qt::AccessibleTextRole:
        return cell.second.isEmpty() ? cell.text : cell.text + QStringLiteral(", ") + (cell.more.isEmpty() ? cell.second : cell.second + u' ' + cell.more);
    case Qt::TextAlignmentRole:
        return int((index.column() == 0 ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    case SecondRole:
        return cell.second;
    case ShorterRole:
        return cell.shorter;
    case MoreRole:
        return cell.more;
    case ExactRole:
        return cell.exact.isEmpty() ? cell.text : cell.exact;
    case AmountRole:
        return cell.bar ? QVariant{*cell.bar} : QVariant{};
    case StepsRole:
        return cell.steps ? QVariant::fromValue(*cell.steps) : QVariant{};
    case FamilyRole:
        return QVariant::fromValue(cell.look);
    case SwatchRole:
        return cell.swatch;
    case PatternRole:
        return cell.pattern;
    case ToneRole:
        return int(cell.tone);
    default:
        return {};
    }
}

QVariant SheetModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= int(m_columns.size())) {
        return {};
    }
    const SheetColumn &column = m_columns[std::size_t(section)];
    switch (role) {
    case Qt::DisplayRole:
        return column.title;
    case Qt::ToolTipRole:
    case FooterToolTipRole:
        return column.toolTip;
    case Qt::TextAlignmentRole:
        return int((section == 0 ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    case FooterRole:
        return column.footer;
    default:
        return {};
    }
}

} // namespace tokenmeter
