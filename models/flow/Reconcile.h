// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/RepeatedReport.h"
#include "analysis/Reconciliation.h"
#include "core/Currency.h"
#include "core/Money.h"
#include "core/Result.h"
#include "core/Zone.h"
#include "ledger/LedgerReader.h"
#include "pricing/Pricer.h"

#include <chrono>
#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <vector>

namespace tokenmeter
{

/// One account and one month.
struct ReconcileRequest
{
    BillingAccount account{};
    std::chrono::year_month month{};
    Zone userZone = Zone::utc();
    Zone providerZone = Zone::utc(); ///< in which the provider cuts days and months
    /// Reports that tell what another one tells, too (ApiReport::sameAs): see ToldTwice.
    std::vector<RepeatedReport> repeatedReports{};
    UtcTime now{};
};

/// Model, class and tier of a cell, as the bill tells them.
using CellPlace = std::tuple<std::string, TokenClass, std::string>;

/// Under which names usage stands in the ledger: what to ask for its records.
struct UsageNames
{
    std::set<std::string> sources{};   ///< formats
    std::set<std::string> providers{}; ///< "": not said
    std::set<std::string> models{};    ///< raw
};

/// One currency of an account's month.
struct MonthReconciliation
{
    Currency currency{};
    ReconcileInput input{};
    Reconciliation result{};
    std::map<CellPlace, std::size_t> places{}; ///< where a line of the bill counts: indices into input.cells
    std::vector<ReconcileDay> days{};          ///< of tokens, whatever the bill tells of models; fees, credits and tax are in none
};

struct AccountMonth
{
    std::vector<MonthReconciliation> currencies{}; ///< one a currency of the bill, by code; empty: nothing was billed
    std::vector<Money> foreign{};      ///< metered of this provider in currencies that the bill does not have: in no figure
    std::int64_t unpricedRequests = 0; ///< metered without a price; what they were billed at is in the step "unpriced"
    std::int64_t unreadCharges = 0;    ///< charges without an amount or a currency: in no figure
    std::vector<std::string> undecidedFormats{}; ///< counted for this account though nobody said who pays; by name
    std::map<std::string, UsageNames> paidNames{}; ///< of what the account pays, by ReconcileCell::model
    UsageNames otherPayerNames{};
    bool isRunning = false;            ///< the provider's month is not over
    bool hasGaps = false;              ///< a report does not reach to the month's end, or was cut
};

/// Metered usage belongs to the account when its format was said to be billed by it, or when it is of the account's provider (as
/// the source says, else as its model is served by). Of the latter, what a subscription or another account pays is a step of its own.
/// Problems: the reader's.
Result<AccountMonth> reconcileMonth(LedgerReader &reader, Pricer &pricer, const ReconcileRequest &request);

} // namespace tokenmeter
