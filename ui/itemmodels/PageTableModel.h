// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>

#include "itemmodels/PageTable.h"

namespace tokenmeter
{

/// A PageTable for a QTableView: its rows, then its footer in bold.
class PageTableModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    explicit PageTableModel(PageTable table, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    PageTable m_table;
};

} // namespace tokenmeter
