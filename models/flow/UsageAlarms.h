// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Alert.h"
#include "flow/Budgets.h"

#include <optional>
#include <span>
#include <vector>

namespace tokenmeter
{

/// The days to judge and the scopes to judge them in: all usage first.
struct AnomalyQuestion
{
    UtcTime now{};
    Zone zone = Zone::utc();
    Currency currency{"USD"}; ///< of all usage
    const BudgetReadings *budgets = nullptr;
    const BudgetSeries *all = nullptr; ///< of all usage, from 200 days back
};
/// Yesterday, and today as soon as what there is already says so. A budget is named only where all usage is not, and only when it
/// makes at least half of the whole excess. Alerts without id and notice; the detail names what explains it.
Result<std::vector<Alert>> anomaliesOf(LedgerReader &reader, Pricer &pricer, const AnomalyQuestion &question);

/// The present rate of all usage.
struct RateQuestion
{
    UtcTime now{};
    Zone zone = Zone::utc();
    Currency currency{"USD"};
    bool runaways = true;                 ///< against the history; false: only the absolute rate counts
    bool hours = true;                    ///< whether single hours are judged, too
    std::optional<double> absoluteRate{}; ///< display units of the currency an hour that always alarm
};
/// A runaway, unless one of the same episode is stored; else the present hour or the one before it where it lies far outside its
/// history. Alerts without id and notice; the detail names the session that spent most in the last hours.
/// @param stored alerts about all usage of the last days
Result<std::vector<Alert>> rateAlertsOf(LedgerReader &reader, const RateQuestion &question, std::span<const Alert> stored);

} // namespace tokenmeter
