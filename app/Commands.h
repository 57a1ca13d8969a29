// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "CommandLine.h"
#include "Environment.h"
#include "SettingsStore.h"
#include "flow/BilledReport.h"

namespace tokenmeter
{

/// What every command may look at.
struct CommandContext
{
    Environment environment{};
    Settings settings{};
    QString ledger{}; ///< path of the ledger file in use
    Zone zone = Zone::utc(); ///< of the settings, else of the system
    bool json = false;
};

/// Each runs one command to its end, prints, and returns the exit status (Output.h). One file each.
int runImport(const CommandContext &context, const ImportCommand &command);
/// @param repeated asked on the billed basis alone
int runReport(const CommandContext &context, const ReportCommand &command, const RepeatedReports &repeated);
int runCost(const CommandContext &context, const CostCommand &command);
int runPrices(const CommandContext &context, const PricesCommand &command);
int runRates(const CommandContext &context, const RatesCommand &command);
int runPlans(const CommandContext &context, const PlansCommand &command);
int runTag(const CommandContext &context, const TagCommand &command);
int runProfile(const CommandContext &context, const ProfileCommand &command);
int runExclude(const CommandContext &context, const ExcludeCommand &command);
int runSources(const CommandContext &context, const SourcesCommand &command);
int runJournal(const CommandContext &context, const JournalCommand &command);
int runUndo(const CommandContext &context);
int runBudget(const CommandContext &context, const BudgetCommand &command);
int runAlerts(const CommandContext &context, const AlertsCommand &command); ///< those that need no channel
int runCalculate(const CommandContext &context, const CalculateCommand &command);
int runCompare(const CommandContext &context, const CompareCommand &command);
/// `reopen` and `closed`. `close` needs to know how providers cut their months: see sync/SyncCommands.h.
int runClosed(const CommandContext &context, const CloseCommand &command);
int runFact(const CommandContext &context, const FactCommand &command);
int runStatusline(const CommandContext &context, const StatuslineCommand &command);
int runVerify(const CommandContext &context, const VerifyCommand &command);
int runBackup(const CommandContext &context, const BackupCommand &command);

} // namespace tokenmeter
