// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "budget/AlertRules.h"
#include "budget/EvaluationClock.h"
#include "budget/QuietHours.h"
#include "flow/Budgets.h"
#include "ledger/LedgerWriter.h"

#include <string>
#include <vector>

namespace tokenmeter
{

struct EvaluationRequest
{
    UtcTime clock{};
    Zone zone = Zone::utc();
    std::vector<std::string> channels{}; ///< that alerts are delivered through, by name; empty = inbox only
    QuietHours quiet{};
    bool watchAnomalies = true; ///< days of all usage and of each budget, and hours of all usage, far outside their history
    bool watchRunaway = true;   ///< the present rate of all usage
    bool watchAccounts = true;  ///< billing accounts that cannot be read, or whose credit does not last
    bool watchPlans = true;     ///< free quota and prepaid credit that is nearly gone or ends soon
    bool watchModels = true;    ///< models in use whose price changes or that are retired soon
    std::optional<Int128> absoluteRate{}; ///< attos of `currency` an hour that always alarm; nothing = history alone
    Currency currency{"USD"};   ///< of anomalies and runaways of all usage
};

struct Evaluation
{
    EvaluationMoment moment{};
    std::vector<BudgetStatus> statuses{};
    std::int64_t yielded = 0;    ///< records that an import left to be settled and that no longer count
    std::vector<Alert> stored{}; ///< new ones of this evaluation, as stored; those with notice Deliver have pending deliveries
};

/// Settles overlaps that an import has not (flow/Overlaps.h), evaluates every budget, stores what is new and notes that it was evaluated: everything that must be exactly once is in the
/// ledger before this returns. What is delivered is then claimed from the ledger, by whichever process (LedgerWriter::
/// claimDeliveries). Any number of processes may call it at any time.
Result<Evaluation> evaluateBudgets(LedgerReader &reader, LedgerWriter &writer, Pricer &pricer, const EvaluationRequest &request);

} // namespace tokenmeter
