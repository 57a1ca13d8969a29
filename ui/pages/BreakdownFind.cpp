// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/BreakdownFind.h"

#include <algorithm>

namespace tokenmeter
{

std::vector<BreakdownNodeId> nodesNamed(const BreakdownModel &model, const QString &text)
{
    std::vector<BreakdownNodeId> found;
    if (model.rows() == nullptr || text.isEmpty()) {
        return found;
    }
    const BreakdownRows &rows = *model.rows();
    const auto &nodes = rows.data().nodes;
    // First which ones, then their order: levels of the model are made when they are looked at, and most need not be.
    std::vector<bool> matches(nodes.size());
    std::vector<bool> holdsOne(nodes.size());
    for (BreakdownNodeId id = 1; id < nodes.size(); ++id) {
        if (nodes[id].gone > 0 || !(rows.label(id).contains(text, Qt::CaseInsensitive) || rows.fullName(id).contains(text, Qt::CaseInsensitive))) {
            continue;
        }
        matches[id] = true;
        for (BreakdownNodeId above = nodes[id].parent; above != 0 && !holdsOne[above]; above = nodes[above].parent) {
            holdsOne[above] = true;
        }
    }
    const auto walk = [&](auto &self, const QModelIndex &parent) -> void {
        for (int row = 0; row < model.rowCount(parent); ++row) {
            const QModelIndex index = model.index(row, 0, parent);
            const std::vector<BreakdownNodeId> behind = model.nodesOf(index);
            if (model.isOther(index)) {
                if (std::any_of(behind.begin(), behind.end(), [&](BreakdownNodeId id) { return matches[id] || holdsOne[id]; })) {
                    self(self, index);
                }
                continue;
            }
            if (matches[behind.front()]) {
                found.push_back(behind.front());
            }
            if (holdsOne[behind.front()]) {
                self(self, index);
            }
        }
    };
    walk(walk, {});
    return found;
}

} // namespace tokenmeter
