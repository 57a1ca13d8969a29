// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "flow/GroupedUsage.h"
#include "flow/OverviewPeriods.h"

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace tokenmeter
{

inline constexpr std::size_t MaxBreakdownLevels = 3;

struct BreakdownRequest
{
    UsageFilter filter{}; ///< both days set, inclusive
    /// One to three, each once, outermost first: Model, Provider, Project, Source, Tier, Agent, Session, Tag.
    std::vector<Dimension> by{};
    std::string tagKey{}; ///< of Dimension::Tag
    Zone zone = Zone::utc();
    UtcTime now{};
    std::string currency{"USD"};
    BasisChoice basis{};
    ReadProgress progress{};
};

/// What a node was in the period before.
struct BreakdownBefore
{
    Money inCurrency{};
    std::int64_t requests = 0;
    std::int64_t tokens = 0; ///< rare classes included
    std::int64_t cacheRead = 0;
    std::int64_t prompt = 0;
    friend bool operator==(const BreakdownBefore &, const BreakdownBefore &) = default;
};

using BreakdownNodeId = std::uint32_t;

/// A row of the tree. Everything of it but `before` is the sum of its children, to the last digit.
struct BreakdownNode
{
    BreakdownNodeId parent = 0; ///< of the root: itself
    int depth = 0;              ///< 0 = the root, which is the total
    /// Key of the name in the ledger; of a model an index into Breakdown::models. Meaningless for the root and for `gone`.
    std::int64_t id = 0;
    std::string name{}; ///< as stored; of a model its key. Empty = the source did not say
    Spend spend{};
    Money inCurrency{}; ///< the part of spend.cost that is in the currency or could be converted to it
    BreakdownBefore before{}; ///< of the children's `before` the sum, since what is gone has a node of its own
    /// Above 0: this node stands for so many names that were used in the period before and no more. It has no children.
    std::int64_t gone = 0;
    std::vector<BreakdownNodeId> children{}; ///< by cost, tokens, requests descending, then by name; gone ones last
};

struct Breakdown
{
    DayRange period{};
    LocalDay today{};
    DayRange compared{}; ///< what `before` is of; see previousPeriodOf
    Currency currency{};
    ViewBasis basis = ViewBasis::List; ///< of all amounts
    std::vector<Dimension> by{};
    std::string tagKey{};
    std::vector<BreakdownNode> nodes{}; ///< [0] is the root; parents come before their children
    std::vector<JoinedModel> models{};
    std::vector<Money> foreign{};          ///< parts of the root's cost without an exchange rate
    std::vector<UsedExchangeRate> rates{}; ///< conversions that inCurrency contains
    std::vector<Problem> missingRates{};
    std::optional<LocalDay> nearestDataDay{}; ///< when the period is empty
    std::vector<std::string> tagKeys{};       ///< of the whole ledger, sorted

    const BreakdownNode &root() const { return nodes.front(); }
    bool isEmpty() const { return nodes.empty() || (root().spend.requests == 0 && root().spend.cost.empty()); }
    Dimension dimensionOf(const BreakdownNode &node) const { return by[std::size_t(node.depth - 1)]; }
};

/// The tree of the period, each node with what it was in the period before, like with like.
/// Problems: BadArgument for a period that is none, dimensions that are none, too many or twice; and the reader's.
Result<Breakdown> breakdownOf(LedgerReader &reader, Pricer &pricer, const BreakdownRequest &request);

/// Exactly the records of these nodes, which are siblings; a raw name of a model that stood for two models brings both.
UsageFilter filterOf(const Breakdown &breakdown, const UsageFilter &inView, const std::vector<BreakdownNodeId> &siblings);

/// What some nodes were day by day, or week by week for periods of more than 92 days, up to today.
struct BreakdownSteps
{
    struct Values
    {
        std::vector<Int128> cost{}; ///< attos of the currency
        std::vector<std::int64_t> tokens{};
        std::vector<std::int64_t> requests{};
    };
    std::vector<LocalDay> starts{}; ///< first day of each step, inside the period
    std::unordered_map<BreakdownNodeId, Values> byNode{};
};
inline constexpr int MostDaySteps = 92;

/// Asked for the rows that are seen only: every row of a large tree by every day would be millions.
Result<BreakdownSteps> breakdownStepsOf(LedgerReader &reader, Pricer &pricer, const BreakdownRequest &request,
                                        const Breakdown &breakdown, const std::vector<BreakdownNodeId> &nodes);

} // namespace tokenmeter
