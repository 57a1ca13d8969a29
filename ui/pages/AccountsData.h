// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "WindowServices.h"

#include "core/BalanceSnapshot.h"
#include "core/BillingAccount.h"
#include "core/Money.h"

#include <optional>
#include <vector>

namespace tokenmeter
{

/// One account as the ledger knows it.
struct AccountStanding
{
    BillingAccount account{};
    std::vector<ReportState> states{};      ///< of its reports, those that were asked before
    std::vector<Money> billed{};            ///< of the month, one a currency; of models, nothing else of the same cloud
    std::int64_t billedLines = 0;           ///< of the month
    std::int64_t linesWithoutAmount = 0;    ///< of these: the sums are "at least"
    std::optional<LocalDay> firstDay{}, lastDay{}; ///< of all lines of bills, inclusive
    std::vector<BalanceSnapshot> balances{}; ///< the newest of each billing account and currency
};

/// All that the page shows at once.
struct AccountsData
{
    std::vector<AccountStanding> accounts{}; ///< in the order they were made
};

/// @param month any day of it: the calendar's month in `zone`. A line that is known by its day counts on that day.
Result<AccountsData> accountsDataOf(WindowServices::Reading reading, LocalDay month, const Zone &zone);

/// The newest success of any report.
std::optional<UtcTime> lastSyncOf(const AccountStanding &standing);
/// When it is asked next by itself; nothing: not as things stand (paused, stopped, or of a provider that is not known).
std::optional<UtcTime> nextSyncOf(const AccountStanding &standing);

} // namespace tokenmeter
