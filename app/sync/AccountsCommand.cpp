// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/SyncCommands.h"

#include "Json.h"
#include "LedgerAccess.h"
#include "Output.h"
#include "format/ProblemText.h"
#include "providers/Url.h"
#include "sync/AccountKeys.h"
#include "sync/AccountsOutput.h"
#include "sync/HttpClient.h"
#include "sync/KeyInput.h"
#include "sync/ProviderWords.h"

#include <QRandomGenerator>

#include <algorithm>

namespace tokenmeter
{
namespace
{

using Action = AccountsCommand::Action;

struct AccountsCommandTexts
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::AccountsCommandTexts)
};

int failed(const Problem &problem)
{
    printError(ProblemText::full(problem));
    return problem.cause == Cause::BadArgument ? ExitUsage : ExitFailed;
}

int wrongUsage(const QString &sentence)
{
    printError(sentence);
    return ExitUsage;
}

/// "name=value"; without a sign of equality everything is the name.
std::pair<std::string, std::string> parted(const std::string &typed)
{
    const std::size_t at = typed.find('=');
    return at == std::string::npos ? std::pair{typed, std::string{}} : std::pair{typed.substr(0, at), typed.substr(at + 1)};
}

/// The account as it was typed, without its key.
Result<BillingAccount> accountOf(const ProviderApi &api, const AccountsCommand &command)
{
    BillingAccount account;
    account.provider = api.id;
    account.name = command.name;
    account.base = command.baseUrl;
    account.paused = command.paused;
    account.interval = std::chrono::minutes{command.interval};
    account.keyPlace = !command.keyEnv.empty() ? KeyPlace::Environment : command.keepKeyIn == "file" ? KeyPlace::File : KeyPlace::Keyring;
    for (const std::string &typed : command.fields) {
        account.fields.push_back(parted(typed));
    }
    std::vector<std::string> needed;
    for (const KeyField &field : api.fields) {
        if (field.isSecret && !field.isOptional) {
            needed.emplace_back(field.id);
        }
    }
    for (const std::string &typed : command.keyEnv) {
        auto [field, variable] = parted(typed);
        if (variable.empty()) {
            if (needed.size() != 1) {
                return Problem{.cause = Cause::BadArgument, .args = {"--key-env", needed.front() + "=..."}};
            }
            account.variables.emplace_back(needed.front(), field);
        } else {
            account.variables.emplace_back(field, variable);
        }
    }
    return account;
}

/// Plain HTTP to another computer.
bool travelsOpenly(const std::string &base)
{
    return urlParts(base).scheme == "http" && !mayCarryAKey(base);
}

int add(const CommandContext &context, const AccountsCommand &command)
{
    const ProviderApi *api = providerApiById(command.provider);
    if (api == nullptr) {
        return failed({.cause = Cause::BadArgument, .args = {"provider", command.provider}});
    }
    if (api->callsCostMoney && !command.yes) {
        return wrongUsage(AccountsCommandTexts::tr("%1 charges for each call of this interface. Add --yes if that is all right.").arg(text(api->name)));
    }
    const Result<BillingAccount> typed = accountOf(*api, command);
    if (!typed) {
        return failed(typed.problem());
    }
    if (travelsOpenly(baseAddressOf(*typed)) && !command.plainHttp) {
        return wrongUsage(AccountsCommandTexts::tr("The key would travel unencrypted to %1, for everyone on the way to read. Use https, or add --plain-http.")
                              .arg(text(urlParts(baseAddressOf(*typed)).host)));
    }
    Credentials key;
    if (typed->keyPlace != KeyPlace::Environment) {
        const std::optional<Credentials> given = command.keyStdin || !isTerminal() ? readKey(*api, readInput()) : askForKey(*api, askHidden);
        if (!given) {
            return failed({.cause = Cause::Cancelled});
        }
        key = *given;
    }
    if (const Result<Done> fine = checkAccount(*api, *typed, key); !fine) {
        return failed(fine.problem());
    }
    const Result<LedgerAccess> ledger = openForWriting(context.ledger, context.zone, context.environment.now);
    if (!ledger) {
        return failed(ledger.problem());
    }
    // Paused until its key is kept: another process must not find it half made.
    BillingAccount first = *typed;
    first.paused = true;
    const Result<BillingAccount> added = ledger->writer->addAccount(first, context.environment.now);
    if (!added) {
        return failed(added.problem());
    }
    BillingAccount account = *added;
    if (const Result<Done> kept = AccountKeys::ofThisUser().write(account, key); !kept) {
        (void)ledger->writer->removeAccount(account.id, true, context.environment.now);
        return failed(kept.problem());
    }
    account.paused = command.paused;
    if (const Result<Done> edited = account.paused ? Result<Done>{Done{}} : ledger->writer->editAccount(account, context.environment.now); !edited) {
        return failed(edited.problem());
    }
    if (context.json) {
        printJson({{QStringLiteral("added"), QJsonObject{{QStringLiteral("id"), qint64(account.id)}, {QStringLiteral("name"), text(account.name)}}}});
    } else {
        print(AccountsCommandTexts::tr("%1 is added; nothing has been asked yet. What its key can see: tokenmeter accounts test. Reading it: tokenmeter sync.")
                  .arg(visibleText(account.name))
              + QLatin1Char('\n'));
    }
    return ExitDone;
}

int remove(const CommandContext &context, const BillingAccount &account, const AccountsCommand &command)
{
    const Result<LedgerAccess> ledger = openForWriting(context.ledger, context.zone, context.environment.now);
    if (!ledger) {
        return failed(ledger.problem());
    }
    if (const Result<Done> gone = ledger->writer->removeAccount(account.id, command.withData, context.environment.now); !gone) {
        return failed(gone.problem());
    }
    if (const Result<Done> gone = AccountKeys::ofThisUser().remove(account); !gone) {
        return failed(gone.problem());
    }
    const Result<AccountBook> left = readAccounts(context.ledger);
    if (!left) {
        return failed(left.problem());
    }
    printAccounts(context, *left);
    return ExitDone;
}

int pause(const CommandContext &context, const AccountBook &book, BillingAccount account, bool pauses)
{
    const Result<LedgerAccess> ledger = openForWriting(context.ledger, context.zone, context.environment.now);
    if (!ledger) {
        return failed(ledger.problem());
    }
    account.paused = pauses;
    if (const Result<Done> edited = ledger->writer->editAccount(account, context.environment.now); !edited) {
        return failed(edited.problem());
    }
    for (ReportState state : book.states) {
        if (!pauses && state.account == account.id && state.stopped) { // the user says that the key is right now
            state.stopped = false;
            state.failures = 0;
            state.due = context.environment.now;
            if (const Result<Done> noted = ledger->writer->setReportState(state); !noted) {
                return failed(noted.problem());
            }
        }
    }
    const Result<AccountBook> after = readAccounts(context.ledger);
    if (!after) {
        return failed(after.problem());
    }
    printAccounts(context, *after);
    return ExitDone;
}

int test(const CommandContext &context, const BillingAccount &account, const AccountsCommand &command)
{
    const ProviderApi *api = providerApiById(account.provider);
    if (api == nullptr) {
        return failed({.cause = Cause::BadArgument, .args = {"provider", account.provider}});
    }
    if (api->callsCostMoney && !command.yes) {
        return wrongUsage(AccountsCommandTexts::tr("%1 charges for each call of this interface. Add --yes if that is all right.").arg(text(api->name)));
    }
    const Result<Credentials> key = AccountKeys::ofThisUser().read(account, *api);
    if (!key) {
        return failed(key.problem());
    }
    HttpClient client{{}, baseAddressOf(account), {}};
    SyncTools tools;
    tools.clock = [fixed = context.environment.fixedNow, now = context.environment.now] { return fixed ? now : clockNow(); };
    tools.random = [] { return QRandomGenerator::system()->generate(); };
    tools.send = [&client](const HttpRequest &request) { return client.send(request); };
    const std::vector<ReportTest> tests = testAccount(*api, account, *key, tools);
    printTest(context, *api, account, tests);
    const bool isFine = !tests.empty() && std::all_of(tests.begin(), tests.end(), [](const ReportTest &one) {
        return !one.problem || (one.report->isOptional && (one.problem->cause == Cause::KeyNotAllowed || one.problem->cause == Cause::NotFoundThere));
    });
    return isFine ? ExitDone : ExitFailed;
}

} // namespace

int runAccounts(const CommandContext &context, const AccountsCommand &command)
{
    if (command.action == Action::Providers) {
        printProviders(context.json);
        return ExitDone;
    }
    if (command.action == Action::Add) {
        return add(context, command);
    }
    const Result<AccountBook> book = readAccounts(context.ledger);
    if (!book) {
        return failed(book.problem());
    }
    if (command.action == Action::List) {
        printAccounts(context, *book);
        return ExitDone;
    }
    if (command.action == Action::Payer) {
        return runPayer(context, *book, command);
    }
    const Result<BillingAccount> account = book->find(command.account);
    if (!account) {
        return failed(account.problem());
    }
    switch (command.action) {
    case Action::Remove:
        return remove(context, *account, command);
    case Action::Test:
        return test(context, *account, command);
    case Action::ImportCsv:
        return runImportCsv(context, *account, command);
    default:
        return pause(context, *book, *account, command.action == Action::Pause);
    }
}

} // namespace tokenmeter
