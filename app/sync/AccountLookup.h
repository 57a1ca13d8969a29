// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/BillingAccount.h"
#include "core/Result.h"
#include "ledger/LedgerReader.h"

#include <QString>

#include <string>
#include <vector>

namespace tokenmeter
{

struct AccountBook
{
    std::vector<BillingAccount> accounts{};
    std::vector<ReportState> states{};

    /// By name, else by number. Problem: BadArgument("account", word)
    Result<BillingAccount> find(const std::string &word) const;
};

/// Empty where there is no ledger yet.
Result<AccountBook> readAccounts(const QString &ledger);

} // namespace tokenmeter
