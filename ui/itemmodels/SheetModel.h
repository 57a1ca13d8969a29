// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>

#include "itemmodels/CellRoles.h"

#include <optional>
#include <vector>

namespace tokenmeter
{

struct SheetColumn
{
    QString title{};
    QString toolTip{};
    QString footer{};
};

/// A cell, ready to be shown. Texts are plain.
struct SheetCell
{
    QString text{};
    QString second{};  ///< of column 0: what stands beside the name, behind the swatch
    QString shorter{}; ///< in its place where it would be cut; empty = it is cut
    QString more{};    ///< behind it, and never cut: "+3"
    QString exact{};   ///< for copying; empty = as text
    QString toolTip{};
    CellTone tone = CellTone::Normal;
    std::optional<double> bar{}; ///< 0 to 1
    std::optional<QList<double>> steps{}; ///< a sparkline in place of the text
    bool swatch = false;
    bool pattern = false; ///< a part is not known
    Look look{};
};

/// Text beside the name of column 0.
inline constexpr int SecondRole = FooterToolTipRole + 1;
inline constexpr int ShorterRole = SecondRole + 1;
inline constexpr int MoreRole = ShorterRole + 1;

/// A table of finished cells for a TreeTable: flat, sorted by whoever makes it.
class SheetModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    using QAbstractTableModel::QAbstractTableModel;

    void setSheet(std::vector<SheetColumn> columns, std::vector<std::vector<SheetCell>> rows);
    const SheetCell &cell(int row, int column) const { return m_rows[std::size_t(row)][std::size_t(column)]; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    std::vector<SheetColumn> m_columns;
    std::vector<std::vector<SheetCell>> m_rows;
};

} // namespace tokenmeter
