// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "flow/BilledCells.h"
#include "flow/Reconcile.h"
#include "pages/AccountsData.h"

#include <chrono>
#include <optional>
#include <vector>

namespace tokenmeter
{

/// Which account and month; what is not said is chosen: the first account that has a bill, the last month that is over (UTC).
struct ReconcileQuestion
{
    std::string account{}; ///< name; empty, or of none that there is: not said
    std::optional<std::chrono::year_month> month{};
    Zone zone = Zone::utc();
    UtcTime now{};
};

/// All that the page shows at once.
struct ReconcileData
{
    std::vector<BillingAccount> accounts{};
    std::optional<AccountStanding> chosen{}; ///< account and states alone; nothing: there is no account
    ReconcileRequest request{};              ///< of the chosen one: what its lines are asked for with
    std::vector<std::chrono::year_month> months{}; ///< that have lines of a bill, in the provider's days; ascending
    AccountMonth month{};
};

Result<ReconcileData> reconcileDataOf(WindowServices::Reading reading, const ReconcileQuestion &question);

/// The month with a bill that lies nearest, the later of two. Nothing: there is none, or this one has a bill.
std::optional<std::chrono::year_month> nearestBill(const ReconcileData &data);

} // namespace tokenmeter
