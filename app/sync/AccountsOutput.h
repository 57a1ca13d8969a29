// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "Commands.h"
#include "sync/AccountLookup.h"
#include "sync/AccountTest.h"
#include "sync/SyncResult.h"

namespace tokenmeter
{

/// What the commands print of accounts: as JSON, or as text for people. None of it holds a part of a key.
void printAccounts(const CommandContext &context, const AccountBook &book);
void printProviders(bool json);
void printTest(const CommandContext &context, const ProviderApi &api, const BillingAccount &account, const std::vector<ReportTest> &tests);
void printSync(const CommandContext &context, const AccountBook &before, const AccountBook &after, const std::vector<AccountResult> &results);

} // namespace tokenmeter
