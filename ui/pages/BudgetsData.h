// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "WindowServices.h"

#include "flow/Budgets.h"
#include "shell/NameBook.h"

#include <map>
#include <string>
#include <vector>

namespace tokenmeter
{

/// All that the page shows at once.
struct BudgetsData
{
    std::vector<BudgetStatus> statuses{}; ///< in the order the budgets were made
    std::vector<Alert> alerts{};          ///< newest first, at most MostAlerts
    std::map<std::int64_t, std::vector<Delivery>> deliveries{}; ///< by alert; of the newest ones only
    std::map<std::string, std::vector<ForecastMark>> marks{};   ///< by budget's uuid
    std::vector<ReviewFact> annotations{}; ///< all of them
    bool hasUsage = false;                ///< the ledger holds any
    CostBasis usualBasis = CostBasis::List; ///< of a new budget
    static constexpr std::size_t MostAlerts = 200;
};
Result<BudgetsData> budgetsDataOf(WindowServices::Reading reading, UtcTime now, const Zone &zone);

/// A budget that history suggests, and what it would have warned of in the last six months.
struct SuggestedBudget
{
    Budget budget{}; ///< not stored; without a name
    BackTest backTest{};
};
/// For all usage by month and by day, and for the model that costs most: as far as no budget like it is there.
Result<std::vector<SuggestedBudget>> suggestedBudgetsOf(WindowServices::Reading reading, const std::vector<Budget> &present, const NameBook &names,
                                                        Currency currency, CostBasis basis, UtcTime now, const Zone &zone);

/// One row of the inbox: an alert, and the lesser ones of the same budget and period that came with it.
struct InboxEntry
{
    const Alert *alert = nullptr; ///< the highest
    std::vector<int> together{};  ///< thresholds of the others, per cent, ascending
    std::vector<std::int64_t> ids{}; ///< of all of them
};
/// In the order of the alerts. Points into them.
std::vector<InboxEntry> inboxOf(const std::vector<Alert> &alerts);

/// Rows of the inbox that wait for the user, for the badge in the sidebar.
Result<int> unseenAlertsOf(LedgerReader &reader, UtcTime now);

} // namespace tokenmeter
