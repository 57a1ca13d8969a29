// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/SyncCommands.h"

#include "Json.h"
#include "LedgerAccess.h"
#include "Output.h"
#include "format/ProblemText.h"

#include <QCoreApplication>

namespace tokenmeter
{
namespace
{

struct PayerTexts
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::PayerTexts)
};

int payerFailed(const Problem &problem)
{
    printError(ProblemText::full(problem));
    return problem.cause == Cause::BadArgument ? ExitUsage : ExitFailed;
}

QString payerSentence(const AccountsCommand &command, const std::string &account)
{
    const QString format = visibleText(command.format);
    return command.subscription ? PayerTexts::tr("A subscription pays for what %1 logs.").arg(format)
        : account.empty()       ? PayerTexts::tr("Nothing is decided any more of who pays for what %1 logs.").arg(format)
                                : PayerTexts::tr("%2 is billed for what %1 logs.").arg(format, visibleText(account));
}

} // namespace

int runPayer(const CommandContext &context, const AccountBook &book, const AccountsCommand &command)
{
    SourcePayer payer{.format = command.format};
    std::string name;
    if (!command.account.empty()) {
        const Result<BillingAccount> account = book.find(command.account);
        if (!account) {
            return payerFailed(account.problem());
        }
        payer.account = account->id;
        name = account->name;
    }
    const Result<LedgerAccess> ledger = openForWriting(context.ledger, context.zone, context.environment.now);
    if (!ledger) {
        return payerFailed(ledger.problem());
    }
    const bool isDecided = payer.account || command.subscription;
    const Result<Done> stored = isDecided ? ledger->writer->setPayer(payer, context.environment.now)
                                          : ledger->writer->clearPayer(payer.format, context.environment.now);
    if (!stored) {
        return payerFailed(stored.problem());
    }
    if (context.json) {
        printJson({{QStringLiteral("format"), text(command.format)},
                   {QStringLiteral("subscription"), command.subscription},
                   {QStringLiteral("account"), name.empty() ? QJsonValue{} : QJsonValue{text(name)}}});
    } else {
        print(payerSentence(command, name) + QLatin1Char('\n'));
    }
    return ExitDone;
}

} // namespace tokenmeter
