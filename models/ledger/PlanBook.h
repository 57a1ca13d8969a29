// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Plan.h"
#include "ledger/Query.h"

#include <optional>
#include <string>
#include <vector>

namespace tokenmeter
{

/// All that effective cost follows from, beside the records.
struct PlanSheet
{
    std::vector<Plan> plans{};      ///< in the order they were made; removed ones not
    std::vector<PlanOrder> orders{}; ///< by provider
};

/// The bodies of the reader's and writer's methods. Inside a transaction. Throw.
namespace planbook
{
PlanSheet sheet(Connection &connection);
std::optional<Plan> plan(Connection &connection, std::int64_t id);

/// @return the plan as stored
Plan add(Connection &connection, Plan plan, UtcTime now);
/// The definition alone: id and uuid stay.
Plan edit(Connection &connection, const Plan &before, Plan after);
void remove(Connection &connection, std::int64_t id, UtcTime now);
std::optional<PlanKinds> order(Connection &connection, const std::string &provider);
/// @param kinds nothing: the usual order holds again
void setOrder(Connection &connection, const std::string &provider, const std::optional<PlanKinds> &kinds);

/// Notes beside an entry of the journal what a plan, or an order, was before it.
void noteBefore(Connection &connection, std::int64_t sequence, std::int64_t id, const std::optional<Plan> &before);
void noteOrderBefore(Connection &connection, std::int64_t sequence, const std::string &provider, const std::optional<PlanKinds> &before);
/// Undoes what an entry of the journal did to a plan or an order.
void takeBack(Connection &connection, std::int64_t sequence, UtcTime now);
} // namespace planbook

} // namespace tokenmeter
