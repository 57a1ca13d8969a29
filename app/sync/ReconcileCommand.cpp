// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/SyncCommands.h"

#include "LedgerAccess.h"
#include "Output.h"
#include "View.h"
#include "flow/Reconcile.h"
#include "format/ProblemText.h"
#include "providers/ProviderZone.h"
#include "sync/ReconcileOutput.h"

namespace tokenmeter
{
namespace
{

using namespace std::chrono;


int reconcileFailed(const Problem &problem)
{
    printError(ProblemText::full(problem));
    const bool isTyped = problem.cause == Cause::BadArgument || problem.cause == Cause::UnknownZone;
    return isTyped ? ExitUsage : ExitFailed;
}

/// "2026-10"; without it the last month that is over in UTC.
Result<year_month> monthOf(const std::string &typed, UtcTime now)
{
    if (typed.empty()) {
        const year_month_day today{floor<days>(now)};
        return today.year() / today.month() - months{1};
    }
    const std::optional<LocalDay> first = typed.size() == 7 ? parseDay(typed + "-01") : std::nullopt;
    if (!first) {
        return Problem{.cause = Cause::BadArgument, .args = {"--month", typed}};
    }
    const year_month_day day{*first};
    return day.year() / day.month();
}

} // namespace

int runReconcile(const CommandContext &context, const ReconcileCommand &command)
{
    const Result<year_month> month = monthOf(command.month, context.environment.now);
    if (!month) {
        return reconcileFailed(month.problem());
    }
    const Result<View> view = viewOf(context, {.timezone = command.timezone});
    if (!view) {
        return reconcileFailed(view.problem());
    }
    const Result<AccountBook> book = readAccounts(context.ledger);
    if (!book) {
        return reconcileFailed(book.problem());
    }
    std::vector<BillingAccount> accounts = book->accounts;
    if (!command.account.empty()) {
        const Result<BillingAccount> one = book->find(command.account);
        if (!one) {
            return reconcileFailed(one.problem());
        }
        accounts = {*one};
    }
    if (accounts.empty()) {
        printReconciliations(context, *month, {});
        return ExitDone;
    }
    const Result<LedgerAccess> ledger = openForReading(context.ledger);
    if (!ledger) {
        return reconcileFailed(ledger.problem());
    }
    std::vector<NamedMonth> months;
    for (const BillingAccount &account : accounts) {
        const Result<AccountMonth> one = reconcileMonth(*ledger->reader, *ledger->pricer,
                                                        {.account = account,
                                                         .month = *month,
                                                         .userZone = view->zone,
                                                         .providerZone = providerZoneOf(account.provider),
                                                         .repeatedReports = repeatedReportsOf(account.provider),
                                                         .now = context.environment.now});
        if (!one) {
            return reconcileFailed(one.problem());
        }
        months.push_back({account, *one});
    }
    printReconciliations(context, *month, months);
    return ExitDone;
}

} // namespace tokenmeter
