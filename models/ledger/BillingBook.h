// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/AccountFact.h"
#include "core/BalanceSnapshot.h"
#include "core/BillingAccount.h"
#include "core/Charge.h"
#include "core/Identity.h"
#include "core/Result.h"
#include "core/UsageBucket.h"
#include "ledger/Query.h"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace tokenmeter
{

/// All pages of one stretch of one report, complete: what replaces what the ledger had of it.
struct PolledSlice
{
    std::int64_t account = 0;
    std::string report{};
    UtcTime from{}; ///< inclusive
    UtcTime to{};   ///< exclusive
    UtcTime asked{};
    bool replacesCharges = false; ///< the report yields charges: those that begin in [from, to) are replaced
    bool replacesUsage = false;   ///< likewise buckets
    std::vector<Charge> charges{};
    std::vector<UsageBucket> buckets{};
    std::vector<BalanceSnapshot> balances{}; ///< added to those that are there
    std::vector<TopUp> topUps{};             ///< likewise
    std::vector<AccountFact> facts{};               ///< replace all facts of the report, when there are any
    std::vector<IdName> names{};             ///< added, or renamed
    bool isIncomplete = false;
};

/// What storing a slice came to.
struct SliceReport
{
    std::int64_t stored = 0;   ///< charges and buckets
    std::int64_t changed = 0;  ///< of what was there before: rows that are gone or differ
    std::int64_t outside = 0;  ///< rows that begin outside [from, to) were left out
    friend bool operator==(const SliceReport &, const SliceReport &) = default;
};

/// Lines of one report that one file told.
struct FiledCharges
{
    std::string file{}; ///< absolute path; empty: nobody noted which
    std::int64_t modifiedNs = 0; ///< when the file was changed last, since 1970
    UtcTime from{}; ///< inclusive; the stretch that the file spoke for, lines that are not there any more included
    UtcTime to{};   ///< exclusive; not after `from`: nobody noted it
    std::vector<Charge> charges{};
};

/// A stretch of a report that files tell.
struct BillStretch
{
    std::int64_t account = 0;
    std::string report{};
    UtcTime from{}; ///< inclusive
    UtcTime to{};   ///< exclusive
    UtcTime asked{};
};

/// What the ledger shall hold of a stretch, from what it holds. Must not use the ledger, and may be called several times: when somebody
/// wrote meanwhile, it is asked again. What it gives begins inside the stretch. A problem leaves the ledger as it is.
using BillMerge = std::function<Result<std::vector<FiledCharges>>(std::vector<FiledCharges> stored)>;

/// What the ledger has of a stretch, as of one moment.
struct HeldBill
{
    using FileKey = std::pair<std::int64_t, std::string>; ///< when it was changed, path
    std::int64_t revision = 0; ///< of all lines then
    std::vector<FiledCharges> files{};
    std::map<FileKey, std::size_t> places{};
    std::multimap<std::pair<std::size_t, Identity>, std::int64_t> rows{}; ///< their numbers, by file and text
};

/// What storing a bill will write, found out before anybody has to wait for it.
struct BillDraft
{
    std::int64_t revision = 0;
    std::vector<std::int64_t> gone{};  ///< numbers of rows
    std::vector<FiledCharges> added{}; ///< new rows only
    SliceReport report{};
};

/// [from, to) by the beginning of charge or bucket. Nothing = all.
struct BillingQuery
{
    std::optional<std::int64_t> account{};
    std::optional<UtcTime> from{};
    std::optional<UtcTime> to{};
};

/// A charge, a bucket, a balance, with where it came from.
template <class Row>
struct OfAccount
{
    std::int64_t account = 0;
    std::string report{};
    UtcTime asked{}; ///< when it was learned
    Row row{};
};

/// Who pays for what the logs of one format hold.
struct SourcePayer
{
    std::string format{};                  ///< "claude-code"
    std::optional<std::int64_t> account{}; ///< nothing: a subscription, which no bill of an account contains
    friend bool operator==(const SourcePayer &, const SourcePayer &) = default;
};

/// The bodies of the reader's and writer's methods. Inside a transaction. Throw.
namespace billingbook
{
std::vector<BillingAccount> accounts(Connection &connection);
std::vector<ReportState> reportStates(Connection &connection);
std::vector<OfAccount<Charge>> charges(Connection &connection, const BillingQuery &query);
std::vector<OfAccount<UsageBucket>> buckets(Connection &connection, const BillingQuery &query);
std::vector<OfAccount<BalanceSnapshot>> balances(Connection &connection, const BillingQuery &query);
std::vector<OfAccount<TopUp>> topUps(Connection &connection, const BillingQuery &query);
std::vector<OfAccount<AccountFact>> facts(Connection &connection, std::int64_t account);
std::vector<IdName> names(Connection &connection, std::int64_t account);
std::vector<SourcePayer> payers(Connection &connection);

BillingAccount add(Connection &connection, BillingAccount account, UtcTime now);
void edit(Connection &connection, const BillingAccount &account);
void remove(Connection &connection, std::int64_t account, bool withData, UtcTime now);
bool claim(Connection &connection, std::int64_t account, const std::string &owner, UtcTime now, UtcTime until);
void release(Connection &connection, std::int64_t account, const std::string &owner);
SliceReport store(Connection &connection, const PolledSlice &slice);
HeldBill readBill(Connection &connection, const BillStretch &stretch);
/// Needs no transaction: it may take as long as a bill is big.
BillDraft draftBill(HeldBill held, const BillStretch &stretch, const BillMerge &merge);
/// Nothing: lines changed since the draft was made, and nothing was written.
std::optional<SliceReport> storeBill(Connection &connection, const BillStretch &stretch, const BillDraft &draft);
std::optional<UtcTime> readTo(Connection &connection, std::int64_t account, const std::string &report);
void setState(Connection &connection, const ReportState &state);
void setPayer(Connection &connection, const SourcePayer &payer, UtcTime now);
void clearPayer(Connection &connection, const std::string &format);
} // namespace billingbook

} // namespace tokenmeter
