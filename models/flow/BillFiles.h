// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/BilledLine.h"
#include "ledger/BillingBook.h"
#include "ledger/LedgerReader.h"
#include "ledger/LedgerWriter.h"

#include <stop_token>
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

/// The lines of files by account and report. Accounts are numbered from 0 in the order of `billedAccounts`.
struct BillSlices
{
    struct BilledAccount
    {
        std::string provider{};
        std::string name{}; ///< as the bill names the account; empty where it names none
        bool mayJoin = false; ///< the lines tell what a report of the provider's interface tells, under a name that is known there
        friend bool operator==(const BilledAccount &, const BilledAccount &) = default;
    };
    struct Part
    {
        BillStretch stretch{};   ///< `account` is an index into billedAccounts; holds all lines and all that they may replace
        bool isWholePart = false;
        std::vector<FiledCharges> files{};
    };
    std::vector<BilledAccount> billedAccounts{};
    std::vector<Part> parts{};
};

/// @param files each whole
/// @param format the format's id, with which the reports' names begin
BillSlices slicesOfBills(std::vector<BillFile> files, const std::string &format, UtcTime now);

/// The account of imported bills that these lines belong to: the one made for them before, else the only polled one of the provider
/// where its interface tells the same money (providers/ProviderZone), else none. @return index into `accounts`, or -1
std::ptrdiff_t accountOfBill(const std::vector<BillingAccount> &accounts, const BillSlices::BilledAccount &billed);

/// Stores the bills beside what is there already, as mergedBill() puts them together; accounts are made where there are none. The same
/// files again change nothing.
/// @return how many lines of these files are stored. Problems: the ledger's; Cancelled, then some of the bills may be stored
Result<std::int64_t> storeBills(LedgerWriter &writer, LedgerReader &reader, std::vector<BillFile> files, const std::string &format, UtcTime now,
                                const std::stop_token &stop = {});

} // namespace tokenmeter
