// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "itemmodels/BreakdownModel.h"

#include "charts/figures.h"
#include "format/NumberText.h"
#include "format/TokenText.h"
#include "itemmodels/CellRoles.h"

#include <algorithm>
#include <limits>

namespace tokenmeter
{
namespace
{

constexpr std::size_t Nothing = std::numeric_limits<std::size_t>::max();

/// Column whose values the view's measure is about.
BreakdownColumn columnOf(Measure measure)
{
    switch (measure) {
    case Measure::Cost:
        return BreakdownColumn::Cost;
    case Measure::Tokens:
        return BreakdownColumn::Tokens;
    case Measure::Requests:
        break;
    }
    return BreakdownColumn::Requests;
}

double ratio(Int128 part, Int128 whole)
{
    return whole == 0 ? -1 : double(part) / double(whole);
}

} // namespace

void BreakdownModel::setRows(std::shared_ptr<const BreakdownRows> rows)
{
    beginResetModel();
    m_rows = std::move(rows);
    m_steps.clear();
    forgetEntries();
    m_largest = 0;
    if (m_rows) {
        for (const BreakdownNodeId id : m_rows->node(0).children) {
            m_largest = std::max(m_largest, m_rows->value(id));
        }
    }
    endResetModel();
}

void BreakdownModel::forgetEntries()
{
    m_entries.assign(1, Entry{});
}

void BreakdownModel::setSort(BreakdownColumn column, bool descending)
{
    if (column == m_sortColumn && descending == m_descending) {
        return;
    }
    Q_EMIT layoutAboutToBeChanged({}, VerticalSortHint);
    const QModelIndexList before = persistentIndexList();
    std::vector<std::pair<std::optional<BreakdownNodeId>, BreakdownNodeId>> places; // the node, or whose Other it is
    for (const QModelIndex &index : before) {
        places.emplace_back(nodeOf(index), m_entries[m_entries[entryOf(index)].parent].node);
    }
    m_sortColumn = column;
    m_descending = descending;
    forgetEntries();
    QModelIndexList after;
    for (qsizetype i = 0; i < before.size(); ++i) {
        const auto &[node, above] = places[std::size_t(i)];
        const auto at = node ? indexOf(*node) : QModelIndex{};
        QModelIndex place = at.isValid() ? at.siblingAtColumn(before[i].column()) : QModelIndex{};
        if (!node) {
            const std::size_t parent = find(above);
            for (const std::size_t child : parent == Nothing ? std::vector<std::size_t>{} : childrenOf(parent)) {
                if (!m_entries[child].tail.empty()) {
                    place = createIndex(m_entries[child].row, before[i].column(), quintptr(child));
                }
            }
        }
        after << place;
    }
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged({}, VerticalSortHint);
}

void BreakdownModel::setSteps(const BreakdownSteps &steps)
{
    for (const auto &[id, values] : steps.byNode) {
        m_steps[id] = values;
        const QModelIndex at = id == 0 ? QModelIndex{} : indexOf(id, BreakdownColumn::Course);
        if (at.isValid()) {
            Q_EMIT dataChanged(at, at, {StepsRole});
        }
    }
}

std::vector<BreakdownNodeId> BreakdownModel::sorted(std::vector<BreakdownNodeId> nodes) const
{
    const BreakdownRows &rows = *m_rows;
    const auto by = [&](auto valueOf) {
        std::vector<std::pair<decltype(valueOf(BreakdownNodeId{})), BreakdownNodeId>> keyed;
        keyed.reserve(nodes.size());
        for (const BreakdownNodeId id : nodes) {
            keyed.emplace_back(valueOf(id), id);
        }
        std::stable_sort(keyed.begin(), keyed.end(),
                         [&](const auto &a, const auto &b) { return m_descending ? b.first < a.first : a.first < b.first; });
        for (std::size_t i = 0; i < nodes.size(); ++i) {
            nodes[i] = keyed[i].second;
        }
    };
    const auto tokens = [&](BreakdownNodeId id) -> const TokenCounts & { return rows.node(id).spend.tokens; };
    switch (m_sortColumn) {
    case BreakdownColumn::Name: {
        std::vector<std::pair<QString, BreakdownNodeId>> names;
        for (const BreakdownNodeId id : nodes) {
            names.emplace_back(rows.label(id), id);
        }
        std::stable_sort(names.begin(), names.end(), [&](const auto &a, const auto &b) {
            const int order = QString::localeAwareCompare(a.first, b.first);
            return m_descending ? order > 0 : order < 0;
        });
        for (std::size_t i = 0; i < nodes.size(); ++i) {
            nodes[i] = names[i].second;
        }
        break;
    }
    case BreakdownColumn::Cost:
        by([&](BreakdownNodeId id) { return rows.node(id).inCurrency.atto(); });
        break;
    case BreakdownColumn::Share:
    case BreakdownColumn::Course:
        by([&](BreakdownNodeId id) { return rows.value(id); });
        break;
    case BreakdownColumn::Against:
        // What is new has grown beyond every number.
        by([&](BreakdownNodeId id) {
            const Int128 before = rows.before(id);
            return before != 0 ? ratio(rows.value(id), before) : rows.value(id) != 0 ? std::numeric_limits<double>::infinity() : -1;
        });
        break;
    case BreakdownColumn::Tokens:
        by([&](BreakdownNodeId id) { return rows.node(id).spend.totalTokens; });
        break;
    case BreakdownColumn::Input:
        by([&](BreakdownNodeId id) { return tokens(id).input; });
        break;
    case BreakdownColumn::CacheRead:
        by([&](BreakdownNodeId id) { return tokens(id).cacheRead; });
        break;
    case BreakdownColumn::CacheWrite:
        by([&](BreakdownNodeId id) { return tokens(id).cacheWrite5m + tokens(id).cacheWrite1h; });
        break;
    case BreakdownColumn::Output:
        by([&](BreakdownNodeId id) { return tokens(id).output; });
        break;
    case BreakdownColumn::Reasoning:
        by([&](BreakdownNodeId id) { return tokens(id).reasoning; });
        break;
    case BreakdownColumn::Requests:
        by([&](BreakdownNodeId id) { return rows.node(id).spend.requests; });
        break;
    case BreakdownColumn::CacheHit:
        by([&](BreakdownNodeId id) { return ratio(tokens(id).cacheRead, tokens(id).prompt()); });
        break;
    case BreakdownColumn::Unpriced:
        by([&](BreakdownNodeId id) { return rows.node(id).spend.unpricedRequests; });
        break;
    }
    return nodes;
}

const std::vector<std::size_t> &BreakdownModel::childrenOf(std::size_t at) const
{
    if (m_entries[at].built) {
        return m_entries[at].children;
    }
    const bool isTail = !m_entries[at].tail.empty();
    std::vector<BreakdownNodeId> nodes = isTail ? m_entries[at].tail : m_rows->node(m_entries[at].node).children;
    std::optional<BreakdownNodeId> gone;
    if (!nodes.empty() && m_rows->node(nodes.back()).gone > 0) {
        gone = nodes.back();
        nodes.pop_back();
    }
    std::vector<BreakdownNodeId> tail;
    if (!isTail) {
        nodes = sorted(std::move(nodes));
        if (nodes.size() > MostRows) {
            tail.assign(nodes.begin() + MostRows - 1, nodes.end());
            nodes.resize(MostRows - 1);
        }
    }
    std::vector<std::size_t> children;
    const auto add = [&](Entry entry) {
        entry.parent = at;
        entry.row = int(children.size());
        children.push_back(m_entries.size());
        m_entries.push_back(std::move(entry));
    };
    for (const BreakdownNodeId id : nodes) {
        add({.node = id});
    }
    if (!tail.empty()) {
        add({.node = m_entries[at].node, .tail = std::move(tail)});
    }
    if (gone) {
        add({.node = *gone});
    }
    m_entries[at].children = std::move(children);
    m_entries[at].built = true;
    return m_entries[at].children;
}

std::size_t BreakdownModel::find(BreakdownNodeId node) const
{
    if (node == 0) {
        return 0;
    }
    const std::size_t above = find(m_rows->node(node).parent);
    if (above == Nothing) {
        return Nothing;
    }
    const std::vector<std::size_t> children = childrenOf(above);
    for (const std::size_t child : children) {
        if (m_entries[child].tail.empty() && m_entries[child].node == node) {
            return child;
        }
    }
    for (const std::size_t child : children) {
        const std::vector<BreakdownNodeId> &tail = m_entries[child].tail;
        const auto found = std::find(tail.begin(), tail.end(), node);
        if (found != tail.end()) {
            const auto place = std::size_t(found - tail.begin());
            return childrenOf(child)[place];
        }
    }
    return Nothing;
}

bool BreakdownModel::isOther(const QModelIndex &at) const
{
    return at.isValid() && !m_entries[entryOf(at)].tail.empty();
}

std::optional<BreakdownNodeId> BreakdownModel::nodeOf(const QModelIndex &at) const
{
    return at.isValid() && !isOther(at) ? std::optional{m_entries[entryOf(at)].node} : std::nullopt;
}

std::vector<BreakdownNodeId> BreakdownModel::nodesOf(const QModelIndex &at) const
{
    if (!at.isValid()) {
        return {};
    }
    const Entry &entry = m_entries[entryOf(at)];
    return entry.tail.empty() ? std::vector{entry.node} : entry.tail;
}

QModelIndex BreakdownModel::indexOf(BreakdownNodeId node, BreakdownColumn column) const
{
    if (!m_rows || node == 0 || node >= m_rows->data().nodes.size()) {
        return {};
    }
    const std::size_t entry = find(node);
    return entry == Nothing ? QModelIndex{} : createIndex(m_entries[entry].row, int(column), quintptr(entry));
}

BreakdownRows::Figures BreakdownModel::figuresOf(const QModelIndex &at) const
{
    const Entry &entry = m_entries[entryOf(at)];
    return entry.tail.empty() ? m_rows->of(entry.node) : m_rows->sumOf(entry.tail);
}

QModelIndex BreakdownModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent)) {
        return {};
    }
    return createIndex(row, column, quintptr(childrenOf(entryOf(parent))[std::size_t(row)]));
}

QModelIndex BreakdownModel::parent(const QModelIndex &child) const
{
    if (!child.isValid()) {
        return {};
    }
    const std::size_t above = m_entries[entryOf(child)].parent;
    return above == 0 ? QModelIndex{} : createIndex(m_entries[above].row, 0, quintptr(above));
}

int BreakdownModel::rowCount(const QModelIndex &parent) const
{
    return !m_rows || parent.column() > 0 ? 0 : int(childrenOf(entryOf(parent)).size());
}

int BreakdownModel::columnCount(const QModelIndex &) const
{
    return BreakdownColumnCount;
}

bool BreakdownModel::hasChildren(const QModelIndex &parent) const
{
    if (!m_rows || parent.column() > 0) {
        return false;
    }
    const Entry &entry = m_entries[entryOf(parent)];
    return !entry.tail.empty() || !m_rows->node(entry.node).children.empty();
}

QString BreakdownModel::nameOf(const Entry &entry) const
{
    return entry.tail.empty() ? m_rows->label(entry.node) : BreakdownRows::otherName(entry.tail.size());
}

QString BreakdownModel::toolTipOf(const Entry &entry) const
{
    const BreakdownRows::Figures figures = entry.tail.empty() ? m_rows->of(entry.node) : m_rows->sumOf(entry.tail);
    QStringList lines{entry.tail.empty() ? m_rows->fullName(entry.node) : nameOf(entry)};
    lines << tr("%1, %2, %3", "amount, requests, tokens")
                 .arg(m_rows->measure().measure() == Measure::Cost ? m_rows->amount(figures) : m_rows->cell(figures, BreakdownColumn::Cost),
                      TokenText::requests(figures.spend.requests), TokenText::tokens(figures.spend.totalTokens));
    lines << m_rows->notes(figures);
    return plainToolTip(lines.join(u'\n'));
}

QVariant BreakdownModel::nameData(const Entry &entry, int role) const
{
    const bool isOtherRow = !entry.tail.empty();
    switch (role) {
    case Qt::DisplayRole:
    case ExactRole:
        return nameOf(entry);
    case SwatchRole:
        return !isOtherRow && m_rows->hasSwatch(entry.node);
    case PatternRole:
        return !isOtherRow && m_rows->measure().measure() == Measure::Cost && m_rows->isUnpriced(m_rows->of(entry.node));
    case BranchRole: {
        const int depth = isOtherRow ? m_rows->node(entry.node).depth + 1 : m_rows->node(entry.node).depth;
        return isOtherRow || depth < int(m_rows->data().by.size());
    }
    case ToneRole:
        return int(isOtherRow || m_rows->node(entry.node).gone > 0 ? CellTone::Faint
                   : m_rows->node(entry.node).depth == 1 && m_rows->data().by.size() > 1 ? CellTone::Strong
                                                                                        : CellTone::Normal);
    default:
        return {};
    }
}

QVariant BreakdownModel::data(const QModelIndex &at, int role) const
{
    if (!m_rows || !checkIndex(at, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Entry &entry = m_entries[entryOf(at)];
    const auto column = BreakdownColumn(at.column());
    if (role == Qt::TextAlignmentRole) {
        return QVariant::fromValue((column == BreakdownColumn::Name ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    }
    if (role == Qt::ToolTipRole) {
        return toolTipOf(entry);
    }
    if (role == FamilyRole) {
        return QVariant::fromValue(entry.tail.empty() ? m_rows->look(entry.node) : Look::other());
    }
    if (column == BreakdownColumn::Name) {
        return nameData(entry, role);
    }
    if (column == BreakdownColumn::Course) {
        if (role != StepsRole || !entry.tail.empty()) {
            return {};
        }
        QList<double> values;
        if (const auto found = m_steps.find(entry.node); found != m_steps.end()) {
            const BreakdownSteps::Values &steps = found->second;
            for (std::size_t i = 0; i < steps.cost.size(); ++i) {
                switch (m_rows->measure().measure()) {
                case Measure::Cost:
                    values << m_rows->measure().drawn(steps.cost[i]);
                    break;
                case Measure::Tokens:
                    values << double(steps.tokens[i]);
                    break;
                case Measure::Requests:
                    values << double(steps.requests[i]);
                    break;
                }
            }
        }
        return QVariant::fromValue(values);
    }
    const BreakdownRows::Figures figures = figuresOf(at);
    const bool isMeasured = column == columnOf(m_rows->measure().measure());
    switch (role) {
    case Qt::DisplayRole:
        return m_rows->cell(figures, column);
    case ExactRole:
        return m_rows->exactCell(figures, column);
    case Qt::AccessibleTextRole: {
        const QString text = m_rows->header(column) + QStringLiteral(": ") + m_rows->cell(figures, column);
        const bool less = column == BreakdownColumn::Cost && m_rows->isPartlyUnpriced(figures);
        return less ? tr("%1, at least").arg(text) : text;
    }
    case AmountRole:
        return isMeasured ? QVariant{m_largest > 0 ? m_rows->measure().drawn(m_rows->value(figures)) / m_rows->measure().drawn(m_largest) : 0.0}
                          : QVariant{};
    case PatternRole:
        return column == BreakdownColumn::Cost && figures.spend.unpricedRequests > 0;
    case ToneRole:
        if (column == BreakdownColumn::Cost && m_rows->isUnpriced(figures)) {
            return int(CellTone::Warning);
        }
        if (column == BreakdownColumn::Unpriced && figures.spend.unpricedRequests > 0) {
            return int(CellTone::Warning);
        }
        return int(isMeasured ? (entry.tail.empty() && m_rows->node(entry.node).depth == 1 ? CellTone::Strong : CellTone::Normal) : CellTone::Faint);
    default:
        return {};
    }
}

QVariant BreakdownModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || !m_rows) {
        return {};
    }
    const auto column = BreakdownColumn(section);
    const BreakdownRows::Figures total = role == FooterRole || role == FooterToolTipRole || role == ExactRole ? m_rows->of(0) : BreakdownRows::Figures{};
    switch (role) {
    case Qt::DisplayRole:
        return m_rows->header(column);
    case Qt::ToolTipRole:
        return plainToolTip(m_rows->headerToolTip(column));
    case Qt::TextAlignmentRole:
        return QVariant::fromValue((column == BreakdownColumn::Name ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    case FooterRole:
        if (column == BreakdownColumn::Name) {
            return m_rows->measure().measure() == Measure::Cost && m_rows->isPartlyUnpriced(total) ? tr("Total, at least") : tr("Total");
        }
        return m_rows->cell(total, column);
    case ExactRole:
        return column == BreakdownColumn::Name ? tr("Total") : m_rows->exactCell(total, column);
    case FooterToolTipRole:
        return plainToolTip(m_rows->notes(total).join(u'\n'));
    default:
        return {};
    }
}

Qt::ItemFlags BreakdownModel::flags(const QModelIndex &at) const
{
    return at.isValid() ? Qt::ItemIsEnabled | Qt::ItemIsSelectable : Qt::ItemFlags{Qt::NoItemFlags};
}

} // namespace tokenmeter
