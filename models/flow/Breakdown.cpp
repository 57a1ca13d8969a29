// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/Breakdown.h"

#include "flow/NearestDay.h"

#include <algorithm>
#include <set>

namespace tokenmeter
{
namespace
{

using namespace std::chrono;

constexpr BreakdownNodeId Nobody = UINT32_MAX;

bool canBreakDown(Dimension dimension)
{
    switch (dimension) {
    case Dimension::Provider:
    case Dimension::Model:
    case Dimension::Project:
    case Dimension::Session:
    case Dimension::Source:
    case Dimension::Tier:
    case Dimension::Agent:
    case Dimension::Tag:
        return true;
    case Dimension::Hour:
    case Dimension::Day:
    case Dimension::Week:
    case Dimension::Month:
    case Dimension::UtcDay:
        break;
    }
    return false;
}

Result<Done> check(const BreakdownRequest &request)
{
    if (!request.filter.from || !request.filter.to || *request.filter.to < *request.filter.from) {
        return Problem{.cause = Cause::BadArgument, .args = {"period", request.filter.from ? toIso(*request.filter.from) : std::string{}}};
    }
    const std::set<Dimension> once{request.by.begin(), request.by.end()};
    if (request.by.empty() || request.by.size() > MaxBreakdownLevels || once.size() != request.by.size()
        || !std::all_of(request.by.begin(), request.by.end(), canBreakDown)) {
        return Problem{.cause = Cause::BadArgument, .args = {"group-by", std::to_string(request.by.size())}};
    }
    return Done{};
}

/// Finds the child of a node by its id.
class Children
{
public:
    void add(BreakdownNodeId parent, std::int64_t id, BreakdownNodeId child) { m_places[{parent, id}] = child; }
    BreakdownNodeId find(BreakdownNodeId parent, std::int64_t id) const
    {
        const auto found = m_places.find({parent, id});
        return found == m_places.end() ? Nobody : found->second;
    }

private:
    struct Place
    {
        BreakdownNodeId parent = 0;
        std::int64_t id = 0;
        friend bool operator==(const Place &, const Place &) = default;
    };
    struct Hash
    {
        std::size_t operator()(const Place &place) const
        {
            constexpr std::size_t golden = 0x9E3779B97F4A7C15U;
            return (std::size_t(place.id) * golden) ^ (std::size_t(place.parent) * golden >> 7);
        }
    };
    std::unordered_map<Place, BreakdownNodeId, Hash> m_places;
};

void addTo(BreakdownBefore &before, const GroupedUsage::Row &row)
{
    before.inCurrency += row.inCurrency;
    before.requests += row.spend.requests;
    before.tokens += row.spend.totalTokens;
    before.cacheRead += row.spend.tokens.cacheRead;
    before.prompt += row.spend.tokens.prompt();
}

/// Numbers of the tree for the models of another answer about the same ledger; those it does not have get new ones.
std::vector<std::int64_t> modelNumbers(const std::vector<JoinedModel> &tree, const std::vector<JoinedModel> &other)
{
    std::unordered_map<std::string, std::int64_t> known;
    for (std::size_t i = 0; i < tree.size(); ++i) {
        known.emplace(tree[i].key, std::int64_t(i));
    }
    std::vector<std::int64_t> numbers;
    for (const JoinedModel &model : other) {
        numbers.push_back(known.emplace(model.key, std::int64_t(known.size())).first->second);
    }
    return numbers;
}

/// Makes the tree in steps. The members are what the steps share.
class Grower
{
public:
    explicit Grower(Breakdown &breakdown) : m_b{breakdown} {}

    void grow(const GroupedUsage &now)
    {
        m_b.models = now.models;
        m_b.nodes.push_back({.inCurrency = zero(), .before = {.inCurrency = zero()}});
        for (const GroupedUsage::Row &row : now.rows) {
            BreakdownNodeId at = 0;
            add(at, row);
            for (std::size_t level = 0; level < m_b.by.size(); ++level) {
                at = childOf(at, row.key[level], now, row, level);
                add(at, row);
            }
        }
    }

    void compare(const GroupedUsage &before)
    {
        const std::vector<std::int64_t> models = modelNumbers(m_b.models, before.models);
        for (const GroupedUsage::Row &row : before.rows) {
            BreakdownNodeId at = 0;
            addTo(m_b.nodes[at].before, row);
            for (std::size_t level = 0; level < m_b.by.size(); ++level) {
                const std::int64_t id = m_b.by[level] == Dimension::Model ? models[std::size_t(row.key[level])] : row.key[level];
                const BreakdownNodeId child = m_children.find(at, id);
                if (child == Nobody) {
                    addTo(goneOf(at, id), row);
                    break;
                }
                at = child;
                addTo(m_b.nodes[at].before, row);
            }
        }
    }

    void sort()
    {
        for (BreakdownNode &node : m_b.nodes) {
            std::sort(node.children.begin(), node.children.end(), [this](BreakdownNodeId one, BreakdownNodeId two) {
                const BreakdownNode &a = m_b.nodes[one];
                const BreakdownNode &b = m_b.nodes[two];
                if ((a.gone > 0) != (b.gone > 0)) {
                    return b.gone > 0;
                }
                if (a.inCurrency.atto() != b.inCurrency.atto()) {
                    return a.inCurrency.atto() > b.inCurrency.atto();
                }
                if (a.spend.totalTokens != b.spend.totalTokens) {
                    return a.spend.totalTokens > b.spend.totalTokens;
                }
                return a.spend.requests != b.spend.requests ? a.spend.requests > b.spend.requests : a.name < b.name;
            });
        }
    }

private:
    Money zero() const { return Money::fromAtto(0, m_b.currency); }

    void add(BreakdownNodeId at, const GroupedUsage::Row &row)
    {
        m_b.nodes[at].spend += row.spend;
        m_b.nodes[at].inCurrency += row.inCurrency;
    }

    BreakdownNodeId append(BreakdownNodeId parent, std::int64_t id)
    {
        const auto child = BreakdownNodeId(m_b.nodes.size());
        m_b.nodes.push_back({.parent = parent,
                             .depth = m_b.nodes[parent].depth + 1,
                             .id = id,
                             .inCurrency = zero(),
                             .before = {.inCurrency = zero()}});
        m_b.nodes[parent].children.push_back(child);
        return child;
    }

    BreakdownNodeId childOf(BreakdownNodeId parent, std::int64_t id, const GroupedUsage &now, const GroupedUsage::Row &row, std::size_t level)
    {
        BreakdownNodeId child = m_children.find(parent, id);
        if (child == Nobody) {
            child = append(parent, id);
            m_b.nodes[child].name = now.textOf(row, level);
            m_children.add(parent, id, child);
        }
        return child;
    }

    BreakdownBefore &goneOf(BreakdownNodeId parent, std::int64_t id)
    {
        const auto [place, isNew] = m_gone.try_emplace(parent, Nobody);
        if (isNew) {
            place->second = append(parent, 0);
        }
        BreakdownNode &node = m_b.nodes[place->second];
        if (m_goneNames.find(parent, id) == Nobody) {
            m_goneNames.add(parent, id, place->second);
            ++node.gone;
        }
        return node.before;
    }

    Breakdown &m_b;
    Children m_children;
    Children m_goneNames;
    std::unordered_map<BreakdownNodeId, BreakdownNodeId> m_gone; ///< by parent
};

GroupedRequest groupedRequestOf(const BreakdownRequest &request, DayRange range)
{
    GroupedRequest grouped{.filter = request.filter,
                           .dimensions = request.by,
                           .zone = request.zone,
                           .now = request.now,
                           .currency = request.currency,
                           .tagKey = request.tagKey,
                           .basis = request.basis,
                           .progress = request.progress};
    grouped.filter.from = range.from;
    grouped.filter.to = range.to;
    return grouped;
}

std::vector<std::string> tagKeysOf(LedgerReader &reader)
{
    // A list to choose from: without it the tree is still right.
    const Result<std::vector<TagAssignment>> assignments = reader.tagAssignments();
    std::set<std::string> keys;
    if (assignments) {
        for (const TagAssignment &assignment : *assignments) {
            keys.insert(assignment.tag.key);
        }
    }
    return {keys.begin(), keys.end()};
}

void addOnce(std::vector<std::string> &list, const std::string &name)
{
    if (std::find(list.begin(), list.end(), name) == list.end()) {
        list.push_back(name);
    }
}

/// Narrows a filter to names of one dimension.
void narrow(UsageFilter &filter, const Breakdown &b, Dimension dimension, const std::vector<BreakdownNodeId> &nodes)
{
    std::vector<std::string> names;
    for (const BreakdownNodeId id : nodes) {
        const BreakdownNode &node = b.nodes[id];
        if (dimension == Dimension::Model) {
            for (const std::string &raw : b.models[std::size_t(node.id)].rawModels) {
                addOnce(names, raw);
            }
        } else {
            names.push_back(node.name);
        }
    }
    switch (dimension) {
    case Dimension::Model:
        filter.models = std::move(names);
        break;
    case Dimension::Provider:
        filter.providers = std::move(names);
        break;
    case Dimension::Project:
        filter.projects = std::move(names);
        break;
    case Dimension::Session:
        filter.sessions = std::move(names);
        break;
    case Dimension::Source:
        filter.sources = std::move(names);
        break;
    case Dimension::Tier:
        filter.tiers = std::move(names);
        break;
    case Dimension::Agent:
        filter.agents = std::move(names);
        break;
    case Dimension::Tag:
        std::erase_if(filter.tags, [&](const TagTerm &term) { return term.key == b.tagKey; });
        for (std::string &name : names) {
            filter.tags.push_back({b.tagKey, std::move(name)});
        }
        break;
    case Dimension::Hour:
    case Dimension::Day:
    case Dimension::Week:
    case Dimension::Month:
    case Dimension::UtcDay:
        break;
    }
}

} // namespace

Result<Breakdown> breakdownOf(LedgerReader &reader, Pricer &pricer, const BreakdownRequest &request)
{
    if (const Result<Done> checked = check(request); !checked) {
        return checked.problem();
    }
    Breakdown b;
    b.period = {*request.filter.from, *request.filter.to};
    b.today = request.zone.dayOf(request.now);
    b.compared = previousPeriodOf(b.period, b.today).compared;
    b.currency = Currency{request.currency};
    b.basis = request.basis.basis;
    b.by = request.by;
    b.tagKey = request.tagKey;
    Grower grower{b};
    {
        const Result<GroupedUsage> now = groupedUsage(reader, pricer, groupedRequestOf(request, b.period));
        if (!now) {
            return now.problem();
        }
        grower.grow(*now);
        b.foreign = now->foreign;
        b.rates = now->rates;
        b.missingRates = now->missingRates;
    }
    const Result<GroupedUsage> before = groupedUsage(reader, pricer, groupedRequestOf(request, b.compared));
    if (!before) {
        return before.problem();
    }
    grower.compare(*before);
    grower.sort();
    b.tagKeys = tagKeysOf(reader);
    if (b.isEmpty()) {
        const auto nearest = nearestDataDay(reader, request.filter, request.zone);
        if (!nearest) {
            return nearest.problem();
        }
        b.nearestDataDay = *nearest;
    }
    return b;
}

UsageFilter filterOf(const Breakdown &breakdown, const UsageFilter &inView, const std::vector<BreakdownNodeId> &siblings)
{
    UsageFilter filter = inView;
    if (siblings.empty() || siblings.front() == 0) {
        return filter;
    }
    std::vector<BreakdownNodeId> nodes = siblings;
    while (nodes.front() != 0) {
        const BreakdownNode &node = breakdown.nodes[nodes.front()];
        narrow(filter, breakdown, breakdown.dimensionOf(node), nodes);
        nodes = {node.parent};
    }
    return filter;
}

Result<BreakdownSteps> breakdownStepsOf(LedgerReader &reader, Pricer &pricer, const BreakdownRequest &request,
                                        const Breakdown &b, const std::vector<BreakdownNodeId> &nodes)
{
    BreakdownSteps steps;
    const DayRange range{b.period.from, std::min(b.period.to, std::max(b.today, b.period.from))};
    const bool weekly = b.period.length() > MostDaySteps;
    const auto stepOf = [&](LocalDay day) { return weekly ? day - (weekday{day} - Monday) : day; };
    for (LocalDay day = stepOf(range.from); day <= range.to; day += weekly ? days{7} : days{1}) {
        steps.starts.push_back(std::max(day, range.from));
    }
    const LocalDay first = stepOf(range.from);
    const std::size_t count = steps.starts.size();

    // Only what is on the way to the nodes asked for.
    Children children;
    std::set<BreakdownNodeId> seen;
    std::vector<BreakdownNodeId> tops;
    int depth = 0;
    for (const BreakdownNodeId wanted : nodes) {
        const BreakdownNode &asked = b.nodes[wanted];
        if (asked.gone > 0) {
            continue;
        }
        depth = std::max(depth, asked.depth);
        steps.byNode[wanted] = {std::vector<Int128>(count, 0), std::vector<std::int64_t>(count, 0), std::vector<std::int64_t>(count, 0)};
        for (BreakdownNodeId at = wanted; at != 0 && seen.insert(at).second; at = b.nodes[at].parent) {
            children.add(b.nodes[at].parent, b.nodes[at].id, at);
            if (b.nodes[at].depth == 1) {
                tops.push_back(at);
            }
        }
    }
    if (steps.byNode.empty()) {
        return steps;
    }
    GroupedRequest grouped = groupedRequestOf(request, range);
    grouped.dimensions.resize(std::size_t(depth));
    grouped.dimensions.push_back(weekly ? Dimension::Week : Dimension::Day);
    if (!tops.empty() && !steps.byNode.contains(0)) {
        narrow(grouped.filter, b, b.by.front(), tops);
    }
    const Result<GroupedUsage> usage = groupedUsage(reader, pricer, grouped);
    if (!usage) {
        return usage.problem();
    }
    const std::vector<std::int64_t> models = modelNumbers(b.models, usage->models);
    const auto add = [&](BreakdownNodeId node, std::size_t step, const GroupedUsage::Row &row) {
        const auto found = steps.byNode.find(node);
        if (found != steps.byNode.end()) {
            found->second.cost[step] += row.inCurrency.atto();
            found->second.tokens[step] += row.spend.totalTokens;
            found->second.requests[step] += row.spend.requests;
        }
    };
    for (const GroupedUsage::Row &row : usage->rows) {
        const LocalDay day{days{row.key[std::size_t(depth)]}};
        const auto step = std::size_t((day - first).count() / (weekly ? 7 : 1));
        if (step >= count) {
            continue;
        }
        BreakdownNodeId at = 0;
        add(at, step, row);
        for (std::size_t level = 0; level < std::size_t(depth); ++level) {
            const std::int64_t id = b.by[level] == Dimension::Model ? models[std::size_t(row.key[level])] : row.key[level];
            at = children.find(at, id);
            if (at == Nobody) {
                break;
            }
            add(at, step, row);
        }
    }
    return steps;
}

} // namespace tokenmeter
