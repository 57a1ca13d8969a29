// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "budget/BudgetStatus.h"
#include "core/Alert.h"

#include <span>
#include <vector>

namespace tokenmeter
{

/// What the present figures of a budget say, as alerts that are not stored yet (no id, uuid or notice): of the present period,
/// and of the one before it (late records). Ascending by rank. Nothing for a paused budget.
std::vector<Alert> alertsHolding(const BudgetStatus &status);

/// Start of the first period that alertsHolding() speaks of.
UtcTime firstJudged(const BudgetStatus &status);

/// What is to be written.
struct AlertDecision
{
    std::vector<Alert> store{};            ///< with their notice; of each budget and period at most one is delivered
    std::vector<std::int64_t> noLongerSo{}; ///< stored alerts that do not hold any more
    std::vector<std::int64_t> soAgain{};
    bool isEmpty() const { return store.empty() && noLongerSo.empty() && soAgain.empty(); }
};

/// Which of them are new, and which is delivered (analysis: a jump over several thresholds delivers only the highest; an edit
/// that makes one hold at once, and what belongs to a past period, stays in the inbox).
/// @param stored the alerts of this budget's key periods, whatever their revision
/// @param firstOfRevision nobody has evaluated this revision of the budget before: what is new is the user's own change,
///        unless it is the first revision
AlertDecision decideAlerts(const BudgetStatus &status, std::span<const Alert> stored, bool firstOfRevision);

} // namespace tokenmeter
