// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Commands.h"

#include "CloseOutput.h"
#include "Json.h"
#include "LedgerAccess.h"
#include "Output.h"
#include "format/ProblemText.h"

#include <QCoreApplication>

#include <algorithm>

namespace tokenmeter
{
namespace
{

struct ClosedTexts
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::ClosedTexts)
};

int closedFailed(const Problem &problem)
{
    printError(ProblemText::full(problem));
    return problem.cause == Cause::BadArgument ? ExitUsage : ExitFailed;
}

int listClosed(const CommandContext &context)
{
    Result<LedgerAccess> ledger = openForReading(context.ledger);
    if (!ledger && ledger.problem().cause == Cause::LedgerMissing) {
        ledger = openForWriting(context.ledger, context.zone, context.environment.now); // an empty ledger has nothing closed
    }
    if (!ledger) {
        return closedFailed(ledger.problem());
    }
    const Result<std::vector<PeriodClose>> all = ledger->reader->closes();
    const Result<std::vector<CloseStanding>> standings = closeStandings(*ledger->reader, context.environment.now, LookAt::Records);
    if (!all || !standings) {
        printError(ProblemText::full(all ? standings.problem() : all.problem()));
        return ExitFailed;
    }
    if (!context.json) {
        print(closedTable(*standings, *all));
        return ExitDone;
    }
    QJsonArray closes;
    for (const PeriodClose &close : *all) {
        const auto found = std::find_if(standings->begin(), standings->end(), [&](const CloseStanding &one) { return one.close.id == close.id; });
        if (found != standings->end()) {
            closes.append(standingJson(*found));
        } else {
            QJsonObject reopened = closeJson(close);
            reopened.insert(QStringLiteral("state"), QStringLiteral("reopened"));
            closes.append(reopened);
        }
    }
    printJson({{QStringLiteral("closes"), closes}});
    return ExitDone;
}

int reopen(const CommandContext &context, const CloseCommand &command)
{
    const std::optional<NamedPeriod> period = parseNamedPeriod(command.period);
    if (!period) {
        return closedFailed({.cause = Cause::BadArgument, .args = {"period", command.period}});
    }
    const Result<LedgerAccess> ledger = openForWriting(context.ledger, context.zone, context.environment.now);
    const Result<std::vector<PeriodClose>> all = ledger ? ledger->reader->closes() : Result<std::vector<PeriodClose>>{ledger.problem()};
    if (!all) {
        return closedFailed(all.problem());
    }
    const auto found = std::find_if(all->begin(), all->end(), [&](const PeriodClose &close) {
        return close.isStanding() && close.period.from == period->from && close.period.to == period->to;
    });
    if (found == all->end()) {
        printError(ClosedTexts::tr("%1 is not closed. What is closed says: tokenmeter closed").arg(text(toText(*period))));
        return ExitUsage;
    }
    const Result<Done> done = ledger->writer->reopenClose(found->id, command.why, context.environment.now);
    if (!done) {
        return closedFailed(done.problem());
    }
    if (context.json) {
        printJson({{QStringLiteral("reopened"), text(toText(*period))}});
    } else {
        print(ClosedTexts::tr("%1 is open again. To take that back: tokenmeter undo").arg(text(toText(*period))) + QLatin1Char('\n'));
    }
    return ExitDone;
}

} // namespace

int runClosed(const CommandContext &context, const CloseCommand &command)
{
    return command.action == CloseCommand::Action::Reopen ? reopen(context, command) : listClosed(context);
}

} // namespace tokenmeter
