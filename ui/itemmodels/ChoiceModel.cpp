// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "itemmodels/ChoiceModel.h"

namespace tokenmeter
{

void ChoiceModel::setRows(std::vector<ChoiceRow> rows)
{
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

std::vector<QString> ChoiceModel::chosen() const
{
    std::vector<QString> values;
    for (const ChoiceRow &row : m_rows) {
        if (row.chosen) {
            values.push_back(row.value);
        }
    }
    return values;
}

void ChoiceModel::chooseOnly(const QModelIndex &wanted)
{
    if (checkIndex(wanted, CheckIndexOption::IndexIsValid)) {
        chooseWhere(wanted.row());
    }
}

void ChoiceModel::chooseNone()
{
    chooseWhere(-1);
}

void ChoiceModel::chooseWhere(int only)
{
    for (int i = 0; i < int(m_rows.size()); ++i) {
        m_rows[std::size_t(i)].chosen = i == only;
    }
    if (!m_rows.empty()) {
        Q_EMIT dataChanged(index(0), index(int(m_rows.size()) - 1), {Qt::CheckStateRole});
    }
    Q_EMIT chosenChanged();
}

int ChoiceModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant ChoiceModel::data(const QModelIndex &at, int role) const
{
    if (!checkIndex(at, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const ChoiceRow &row = m_rows[std::size_t(at.row())];
    switch (role) {
    case Qt::DisplayRole:
        return row.label;
    case Qt::AccessibleTextRole:
        return row.amount.isEmpty() ? row.label : row.label + QStringLiteral(", ") + row.amount;
    case Qt::CheckStateRole:
        return int(row.chosen ? Qt::Checked : Qt::Unchecked);
    case ValueRole:
        return row.value;
    case AmountRole:
        return row.amount;
    default:
        return {};
    }
}

bool ChoiceModel::setData(const QModelIndex &at, const QVariant &value, int role)
{
    if (role != Qt::CheckStateRole || !checkIndex(at, CheckIndexOption::IndexIsValid)) {
        return false;
    }
    m_rows[std::size_t(at.row())].chosen = value.toInt() == Qt::Checked;
    Q_EMIT dataChanged(at, at, {Qt::CheckStateRole});
    Q_EMIT chosenChanged();
    return true;
}

Qt::ItemFlags ChoiceModel::flags(const QModelIndex &at) const
{
    const Qt::ItemFlags none{};
    return at.isValid() ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable | Qt::ItemNeverHasChildren : none;
}

} // namespace tokenmeter
