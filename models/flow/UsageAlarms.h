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

/// Whether the present rate of all usage is a runaway's.
/// @param absoluteRate display units of the currency an hour
/// @param stored alerts of the last days: one of the same episode makes it old
Result<std::optional<Alert>> runawayAlertOf(LedgerReader &reader, Pricer &pricer, UtcTime now, const Zone &zone, Currency currency,
                                            std::optional<double> absoluteRate, std::span<const Alert> stored);

} // namespace tokenmeter
