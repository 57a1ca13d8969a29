// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "Commands.h"
#include "sync/AccountLookup.h"

namespace tokenmeter
{

/// `accounts ...`. @return the exit status
int runAccounts(const CommandContext &context, const AccountsCommand &command);
/// `sync`: polls and ends. Exit status 1 when an account failed, is stopped, or its key is not there.
int runSync(const CommandContext &context, const SyncCommand &command);
/// `reconcile`. Exit status 2 for an account or a month that is none.
int runReconcile(const CommandContext &context, const ReconcileCommand &command);
/// `close`. Exit status 1 when something is open and it was not said that this does not matter; 2 for a period that is none or not over.
int runClose(const CommandContext &context, const CloseCommand &command);
/// `rates fetch`. Exit status 2 for a source, a currency or a day that is none.
int runFetchRates(const CommandContext &context, const RatesCommand &command);
/// `prices fetch`. Exit status 2 for a list that is none.
int runFetchPrices(const CommandContext &context, const PricesCommand &command);
/// `accounts payer`. @return the exit status
int runPayer(const CommandContext &context, const AccountBook &book, const AccountsCommand &command);
/// `accounts import-csv`: what the ledger has of the days from the table's first to its last is replaced.
int runImportCsv(const CommandContext &context, const BillingAccount &account, const AccountsCommand &command);

} // namespace tokenmeter
