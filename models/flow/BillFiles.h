// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/BilledLine.h"
#include "ledger/BillingBook.h"
#include "ledger/LedgerReader.h"
#include "ledger/LedgerWriter.h"

#include <set>
#include <string>
#include <vector>

namespace tokenmeter
{

/// A file of billed lines.
struct BillFile
{
    std::string path{};
    std::int64_t modifiedNs = 0;
    std::vector<BilledLine> lines{};
};

/// What of a part of a bill a file speaks for: what it does not hold of that is not billed any more.
struct BillReach
{
    UtcTime from{}; ///< inclusive
    UtcTime to{};   ///< exclusive
    std::set<std::string> scopes{}; ///< as scopeOfBill(); empty: all

    bool holds(const std::string &format, const Charge &charge) const;
};

/// The lines of files as slices that replace what was stored of the same parts of the same bills. Accounts are numbered from 0 in
/// the order of `billedAccounts`.
struct BillSlices
{
    struct BilledAccount
    {
        std::string provider{};
        std::string name{}; ///< as the bill names the account; empty where it names none
        bool mayJoin = false; ///< the lines tell what a report of the provider's interface tells, under a name that is known there
        friend bool operator==(const BilledAccount &, const BilledAccount &) = default;
    };
    std::vector<BilledAccount> billedAccounts{};
    std::vector<PolledSlice> slices{}; ///< `account` is an index into billedAccounts
    std::vector<std::vector<BillReach>> reaches{}; ///< of each slice
};

/// Of files that tell of the same stretch the later one replaces the earlier one where they share lines (an export that was made
/// again). Where they share next to none, they are the parts of one export, or exports of different selections, and all count.
/// @param files of one import, in any order: the later one is told by the time of change, then by the path
/// @param format the format's id, with which the reports' names begin
BillSlices slicesOfBills(std::vector<BillFile> files, const std::string &format, UtcTime now);

/// The account of imported bills that these lines belong to: the one made for them before, else the only polled one of the provider
/// where its interface tells the same money (providers/ProviderZone), else none. @return index into `accounts`, or -1
std::ptrdiff_t accountOfBill(const std::vector<BillingAccount> &accounts, const BillSlices::BilledAccount &billed);

/// Stores the bills; accounts are made where there are none. The same files again change nothing.
/// @param joinsStored lines of the same import were stored before, because there were too many to be held at once: what is stored
///        counts as one file more, the latest
/// @return how many lines are stored. Problems: the ledger's
Result<std::int64_t> storeBills(LedgerWriter &writer, LedgerReader &reader, std::vector<BillFile> files, const std::string &format, UtcTime now,
                                bool joinsStored = false);

} // namespace tokenmeter
