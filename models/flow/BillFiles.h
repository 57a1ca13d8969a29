// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/BilledLine.h"
#include "ledger/BillingBook.h"
#include "ledger/LedgerReader.h"
#include "ledger/LedgerWriter.h"

#include <string>
#include <vector>

namespace tokenmeter
{

/// The lines of one file as slices that replace what was stored of the same parts of the same bills. Accounts are numbered from 0 in
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
};

/// @param format the format's id, with which the reports' names begin
BillSlices slicesOfBill(std::vector<BilledLine> lines, const std::string &format, UtcTime now);

/// The account of imported bills that these lines belong to: the one made for them before, else the only polled one of the provider
/// where its interface tells the same money (providers/ProviderZone), else none. @return index into `accounts`, or -1
std::ptrdiff_t accountOfBill(const std::vector<BillingAccount> &accounts, const BillSlices::BilledAccount &billed);

/// Stores the bill; an account is made where there is none. The same file again changes nothing.
/// @return how many lines are stored. Problems: the ledger's
Result<std::int64_t> storeBill(LedgerWriter &writer, LedgerReader &reader, std::vector<BilledLine> lines, const std::string &format, UtcTime now);

} // namespace tokenmeter
