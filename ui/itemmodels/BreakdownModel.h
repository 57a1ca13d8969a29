// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractItemModel>

#include "itemmodels/BreakdownRows.h"

#include <memory>
#include <optional>
#include <vector>

namespace tokenmeter
{

/// A breakdown as a tree for a view. Rows of a level are sorted among themselves; beyond 200 the smallest ones of the
/// sorting fold into "Other (n)", which opens. What is gone comes last. Levels are made when they are looked at.
class BreakdownModel final : public QAbstractItemModel
{
    Q_OBJECT
public:
    static constexpr std::size_t MostRows = 200;

    using QAbstractItemModel::QAbstractItemModel;

    void setRows(std::shared_ptr<const BreakdownRows> rows);
    const BreakdownRows *rows() const { return m_rows.get(); }
    void setSort(BreakdownColumn column, bool descending);
    BreakdownColumn sortColumn() const { return m_sortColumn; }
    bool isDescending() const { return m_descending; }

    /// Values for the sparklines of some rows.
    void setSteps(const BreakdownSteps &steps);
    bool hasSteps(BreakdownNodeId id) const { return m_steps.contains(id); }
    /// True when no value by step is to come.
    bool isWithoutSteps(BreakdownNodeId id) const { return m_rows->node(id).gone > 0; }

    /// Nothing for "Other (n)".
    std::optional<BreakdownNodeId> nodeOf(const QModelIndex &index) const;
    /// The node, or the nodes that "Other (n)" stands for.
    std::vector<BreakdownNodeId> nodesOf(const QModelIndex &index) const;
    QModelIndex indexOf(BreakdownNodeId node, BreakdownColumn column = BreakdownColumn::Name) const;
    bool isOther(const QModelIndex &index) const;
    BreakdownRows::Figures figuresOf(const QModelIndex &index) const;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    bool hasChildren(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    /// A row that was looked at. [0] is the root.
    struct Entry
    {
        BreakdownNodeId node = 0;
        std::size_t parent = 0;
        int row = 0;
        bool built = false;
        std::vector<BreakdownNodeId> tail{}; ///< of "Other (n)"
        std::vector<std::size_t> children{};
    };
    std::size_t entryOf(const QModelIndex &index) const { return index.isValid() ? std::size_t(index.internalId()) : 0; }
    const std::vector<std::size_t> &childrenOf(std::size_t entry) const;
    std::vector<BreakdownNodeId> sorted(std::vector<BreakdownNodeId> nodes) const;
    std::size_t find(BreakdownNodeId node) const;
    void forgetEntries();
    QVariant nameData(const Entry &entry, int role) const;
    QString nameOf(const Entry &entry) const;
    QString toolTipOf(const Entry &entry) const;

    std::shared_ptr<const BreakdownRows> m_rows;
    BreakdownColumn m_sortColumn = BreakdownColumn::Cost;
    bool m_descending = true;
    std::unordered_map<BreakdownNodeId, BreakdownSteps::Values> m_steps;
    mutable std::vector<Entry> m_entries;
    mutable Int128 m_largest = 0; ///< of the outermost level, for the bars
};

} // namespace tokenmeter
