// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QSet>
#include <QStringList>

#include "itemmodels/BreakdownModel.h"

#include <memory>
#include <optional>

namespace tokenmeter
{

class TreeTable;

/// Which rows of the tree are open and which one is chosen. Kept by the names that lead to them, since another answer has
/// other numbers for the same rows.
class BreakdownFolding : public QObject
{
    Q_OBJECT
public:
    /// Belongs to the table, whose model is `model`.
    BreakdownFolding(TreeTable *table, BreakdownModel *model);

    /// Gives the model other rows, which are folded until restore().
    void setRows(std::shared_ptr<const BreakdownRows> rows);
    /// As they were; the first rows open where another grouping has come.
    void restore();

    bool isAllExpanded() const;
    /// "Other (n)" stays folded: opening hundreds of rows is a wish of its own.
    void expandAll(bool all);

    /// Nothing when no row is chosen, or the chosen one is not there.
    std::optional<BreakdownNodeId> selected() const;
    void select(std::optional<BreakdownNodeId> node);
    /// False when none was chosen.
    bool deselect();

Q_SIGNALS:
    void folded(); ///< rows were opened or closed
    void selectionChanged();

private:
    const Breakdown &breakdown() const { return m_model->rows()->data(); }
    QStringList pathOf(BreakdownNodeId node) const;
    std::optional<BreakdownNodeId> nodeAt(const QStringList &path) const;
    void remember();

    TreeTable *m_table;
    BreakdownModel *m_model;
    bool m_restoring = false;
    QString m_expandedBy;     ///< grouping that m_expanded is about
    QSet<QString> m_expanded; ///< paths of rows that are open
    QStringList m_selected;   ///< path of the chosen row
};

} // namespace tokenmeter
