// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/BreakdownFolding.h"

#include "pages/BreakdownOptions.h"
#include "widgets/TreeTable.h"

#include <QItemSelectionModel>
#include <QSignalBlocker>

#include <algorithm>
#include <utility>

namespace tokenmeter
{
namespace
{

/// Rows of the outermost level that are open at first.
constexpr int OpenAtFirst = 3;

} // namespace

BreakdownFolding::BreakdownFolding(TreeTable *table, BreakdownModel *model) : QObject{table}, m_table{table}, m_model{model}
{
    connect(m_table, &QTreeView::expanded, this, &BreakdownFolding::remember);
    connect(m_table, &QTreeView::collapsed, this, &BreakdownFolding::remember);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        if (m_restoring) {
            return;
        }
        const QModelIndexList rows = m_table->selectionModel()->selectedRows();
        const auto node = rows.isEmpty() ? std::nullopt : m_model->nodeOf(rows.front());
        m_selected = node ? pathOf(*node) : QStringList{};
        Q_EMIT selectionChanged();
    });
}

void BreakdownFolding::setRows(std::shared_ptr<const BreakdownRows> rows)
{
    m_restoring = true;
    m_model->setRows(std::move(rows));
    m_restoring = false;
}

QStringList BreakdownFolding::pathOf(BreakdownNodeId node) const
{
    QStringList path;
    for (BreakdownNodeId at = node; at != 0; at = breakdown().nodes[at].parent) {
        path.prepend(QString::fromStdString(breakdown().nodes[at].name));
    }
    return path;
}

std::optional<BreakdownNodeId> BreakdownFolding::nodeAt(const QStringList &path) const
{
    BreakdownNodeId at = 0;
    for (const QString &part : path) {
        const std::string name = part.toStdString();
        const auto &children = breakdown().nodes[at].children;
        const auto found = std::find_if(children.begin(), children.end(), [&](BreakdownNodeId id) {
            return breakdown().nodes[id].name == name && breakdown().nodes[id].gone == 0;
        });
        if (found == children.end()) {
            return std::nullopt;
        }
        at = *found;
    }
    return at;
}

void BreakdownFolding::remember()
{
    if (m_restoring) {
        return;
    }
    m_expanded.clear();
    for (QModelIndex index = m_model->index(0, 0); index.isValid(); index = m_table->indexBelow(index)) {
        const auto node = m_model->nodeOf(index);
        if (node && m_table->isExpanded(index)) {
            m_expanded.insert(pathOf(*node).join(QChar{u'\0'}));
        }
    }
    Q_EMIT folded();
}

void BreakdownFolding::restore()
{
    QStringList words;
    for (const Dimension dimension : breakdown().by) {
        words << wordOf(dimension, breakdown().tagKey);
    }
    const QString by = words.join(u',');
    m_restoring = true;
    if (by != m_expandedBy) {
        m_expandedBy = by;
        m_expanded.clear();
        m_selected.clear();
        for (int row = 0; row < std::min(OpenAtFirst, m_model->rowCount()); ++row) {
            m_table->expand(m_model->index(row, 0));
        }
    } else {
        for (const QString &path : std::as_const(m_expanded)) {
            if (const auto node = nodeAt(path.split(QChar{u'\0'}))) {
                m_table->expand(m_model->indexOf(*node));
            }
        }
        if (m_model->rowCount() == 1) {
            m_table->expand(m_model->index(0, 0));
        }
    }
    if (!m_selected.isEmpty()) {
        if (const auto node = nodeAt(m_selected)) {
            m_table->setCurrentIndex(m_model->indexOf(*node));
        } else {
            m_selected.clear();
        }
    }
    m_restoring = false;
    remember();
}

bool BreakdownFolding::isAllExpanded() const
{
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const QModelIndex index = m_model->index(row, 0);
        if (m_model->nodeOf(index) && m_model->hasChildren(index) && !m_table->isExpanded(index)) {
            return false;
        }
    }
    return true;
}

void BreakdownFolding::expandAll(bool all)
{
    m_restoring = true;
    const auto walk = [&](auto &self, const QModelIndex &parent) -> void {
        for (int row = 0; row < m_model->rowCount(parent); ++row) {
            const QModelIndex index = m_model->index(row, 0, parent);
            if (m_model->nodeOf(index) && m_model->hasChildren(index)) {
                m_table->expand(index);
                self(self, index);
            }
        }
    };
    m_table->setUpdatesEnabled(false);
    if (all) {
        const QSignalBlocker quiet{m_table};
        walk(walk, {});
    } else {
        m_table->collapseAll();
    }
    m_table->setUpdatesEnabled(true);
    m_restoring = false;
    m_table->measureAnew();
    remember();
}

std::optional<BreakdownNodeId> BreakdownFolding::selected() const
{
    return m_selected.isEmpty() ? std::nullopt : nodeAt(m_selected);
}

void BreakdownFolding::select(std::optional<BreakdownNodeId> node)
{
    const QModelIndex at = node ? m_model->indexOf(*node) : QModelIndex{};
    if (at.isValid()) {
        m_table->setCurrentIndex(at);
        m_table->scrollTo(at);
    } else {
        m_table->clearSelection();
        m_table->setCurrentIndex({});
    }
}

bool BreakdownFolding::deselect()
{
    if (m_selected.isEmpty() && m_table->selectionModel()->selectedRows().isEmpty()) {
        return false;
    }
    select(std::nullopt);
    m_selected.clear();
    Q_EMIT selectionChanged();
    return true;
}

} // namespace tokenmeter
