// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/SyncCommands.h"

#include "Json.h"
#include "LedgerAccess.h"
#include "Output.h"
#include "format/ProblemText.h"
#include "sync/AccountsOutput.h"
#include "sync/SyncRunner.h"
#include "sync/SyncTimer.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QJsonArray>

#include <algorithm>

namespace tokenmeter
{
namespace
{

struct SyncTexts
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::SyncTexts)
};

int failed(const Problem &problem)
{
    printError(ProblemText::full(problem));
    return problem.cause == Cause::BadArgument ? ExitUsage : ExitFailed;
}

/// The accounts that are meant. One that is named is polled even while it is paused.
Result<std::vector<BillingAccount>> chosen(const AccountBook &book, const SyncCommand &command)
{
    if (command.accounts.empty()) {
        return book.accounts;
    }
    std::vector<BillingAccount> accounts;
    for (const std::string &word : command.accounts) {
        Result<BillingAccount> account = book.find(word);
        if (!account) {
            return account.problem();
        }
        account->paused = false;
        const bool isTwice = std::any_of(accounts.begin(), accounts.end(), [&](const BillingAccount &each) { return each.id == account->id; });
        if (!isTwice) {
            accounts.push_back(*std::move(account));
        }
    }
    return accounts;
}

bool isAnyStopped(const AccountBook &book, std::int64_t account)
{
    return std::any_of(book.states.begin(), book.states.end(), [&](const ReportState &state) { return state.account == account && state.stopped; });
}

int poll(const CommandContext &context, const SyncCommand &command)
{
    const Result<AccountBook> before = readAccounts(context.ledger);
    if (!before) {
        return failed(before.problem());
    }
    const Result<std::vector<BillingAccount>> accounts = chosen(*before, command);
    if (!accounts) {
        return failed(accounts.problem());
    }
    SyncRunner::Options options;
    options.ledger = context.ledger.toStdString();
    options.clock = [fixed = context.environment.fixedNow, now = context.environment.now] { return fixed ? now : clockNow(); };
    SyncRunner runner{options};
    std::vector<AccountResult> results;
    QEventLoop loop;
    QObject::connect(&runner, &SyncRunner::accountDone, &loop, [&](const AccountResult &result) { results.push_back(result); });
    QObject::connect(&runner, &SyncRunner::finished, &loop, &QEventLoop::quit);
    runner.start(*accounts, command.force ? Ask::Every : Ask::Due);
    loop.exec();
    std::sort(results.begin(), results.end(), [](const AccountResult &a, const AccountResult &b) { return a.account < b.account; });

    const Result<AccountBook> after = readAccounts(context.ledger);
    if (!after) {
        return failed(after.problem());
    }
    printSync(context, *before, *after, results);
    const bool isWrong = std::any_of(results.begin(), results.end(), [&](const AccountResult &result) {
        return result.hasFailed() || isAnyStopped(*after, result.account);
    });
    return isWrong ? ExitFailed : ExitDone;
}

int timer(const CommandContext &context, bool installs)
{
    const SyncTimer made = SyncTimer::ofThisUser();
    const SyncTimer::Outcome outcome = installs ? made.install(QCoreApplication::applicationFilePath(), context.ledger) : made.remove();
    if (outcome.problem) {
        return failed(*outcome.problem);
    }
    if (context.json) {
        QJsonArray files;
        for (const QString &file : outcome.files) {
            files.append(file);
        }
        printJson({{QStringLiteral("files"), files}, {QStringLiteral("running"), installs && outcome.systemdAnswered}});
    } else {
        QStringList lines;
        for (const QString &file : outcome.files) {
            lines << (installs ? SyncTexts::tr("Written: %1") : SyncTexts::tr("Removed: %1")).arg(file);
        }
        if (!installs && outcome.files.isEmpty()) {
            lines << SyncTexts::tr("There was no timer.");
        }
        if (installs) {
            lines << (outcome.systemdAnswered ? SyncTexts::tr("systemd now runs “tokenmeter sync” every quarter of an hour while you are logged in.")
                                              : SyncTexts::tr("systemd did not answer. Switch it on with: systemctl --user enable --now tokenmeter-sync.timer"));
            const Result<AccountBook> book = readAccounts(context.ledger);
            const bool needsVariables = book && std::any_of(book->accounts.begin(), book->accounts.end(), [](const BillingAccount &account) {
                return account.keyPlace == KeyPlace::Environment;
            });
            if (needsVariables) {
                lines << SyncTexts::tr("An account has its key in the environment: systemd must know that variable, too (environment.d).");
            }
        }
        print(lines.join(QLatin1Char('\n')) + QLatin1Char('\n'));
    }
    return installs && !outcome.systemdAnswered ? ExitFailed : ExitDone;
}

} // namespace

int runSync(const CommandContext &context, const SyncCommand &command)
{
    return command.action == SyncCommand::Action::Sync ? poll(context, command)
                                                       : timer(context, command.action == SyncCommand::Action::InstallTimer);
}

} // namespace tokenmeter
