// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/AccountLookup.h"

#include "LedgerAccess.h"

namespace tokenmeter
{

Result<BillingAccount> AccountBook::find(const std::string &word) const
{
    for (const BillingAccount &account : accounts) {
        if (account.name == word) {
            return account;
        }
    }
    for (const BillingAccount &account : accounts) {
        if (std::to_string(account.id) == word) {
            return account;
        }
    }
    return Problem{.cause = Cause::BadArgument, .args = {"account", word}};
}

Result<AccountBook> readAccounts(const QString &ledger)
{
    const Result<LedgerAccess> access = openForReading(ledger);
    if (!access) {
        return access.problem().cause == Cause::LedgerMissing ? Result<AccountBook>{AccountBook{}} : access.problem();
    }
    Result<std::vector<BillingAccount>> accounts = access->reader->accounts();
    if (!accounts) {
        return accounts.problem();
    }
    Result<std::vector<ReportState>> states = access->reader->reportStates();
    if (!states) {
        return states.problem();
    }
    return AccountBook{*std::move(accounts), *std::move(states)};
}

} // namespace tokenmeter
