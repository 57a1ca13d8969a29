// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/SyncCommands.h"

#include "Json.h"
#include "Output.h"
#include "format/NumberText.h"
#include "format/ProblemText.h"
#include "sync/RatesFetch.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace tokenmeter
{
namespace
{

struct FetchRatesTexts
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::FetchRatesTexts)
};

/// Rates of currencies that nobody named: of the ledger's amounts, of what is shown, and the dollar, which prices are in.
Result<RatesQuestion> questionOf(const CommandContext &context, const RatesCommand &command)
{
    RatesQuestion question{.publisher = command.publisher, .base = command.base};
    for (const std::string &code : command.currencies) {
        const Currency currency{code};
        if (currency.isNone()) {
            return Problem{.cause = Cause::BadArgument, .args = {"--currency", code}};
        }
        question.currencies.insert(currency);
    }
    question.currencies.insert(Currency{"USD"});
    if (const Currency shown{context.settings.currency.toStdString()}; !shown.isNone()) {
        question.currencies.insert(shown);
    }
    if (!command.day.empty()) {
        question.since = parseDay(command.day);
        if (!question.since) {
            return Problem{.cause = Cause::BadArgument, .args = {"--since", command.day}};
        }
    }
    return question;
}

QString sentence(const FetchedRates &fetched)
{
    if (!fetched.newest) {
        return FetchRatesTexts::tr("%1 has published nothing since %2. Nothing has changed.").arg(text(fetched.source), text(toIso(fetched.span.from)));
    }
    QString line = FetchRatesTexts::tr("%1: %n rates read, the newest of %2; ", nullptr, int(fetched.read)).arg(text(fetched.source), text(toIso(*fetched.newest)))
        + FetchRatesTexts::tr("%1 new, %2 corrected.").arg(NumberText::whole(fetched.stored.added), NumberText::whole(fetched.stored.corrected));
    if (fetched.stored.kept > 0) {
        line += QLatin1Char(' ') + FetchRatesTexts::tr("%n rates of another source stayed as they were.", nullptr, int(fetched.stored.kept));
    }
    return line;
}

} // namespace

int runFetchRates(const CommandContext &context, const RatesCommand &command)
{
    const Result<RatesQuestion> question = questionOf(context, command);
    if (!question) {
        printError(ProblemText::sentence(question.problem()));
        return ExitUsage;
    }
    const Result<FetchedRates> fetched = fetchRates(context.ledger.toStdString(), *question, context.environment.now);
    if (!fetched) {
        printError(ProblemText::full(fetched.problem()));
        return fetched.problem().cause == Cause::BadArgument ? ExitUsage : ExitFailed;
    }
    if (!context.json) {
        print(sentence(*fetched) + QLatin1Char('\n'));
        return ExitDone;
    }
    QJsonArray currencies;
    for (const Currency currency : fetched->span.currencies) {
        currencies.append(text(currency.code()));
    }
    printJson({{QStringLiteral("source"), text(fetched->source)},
               {QStringLiteral("since"), text(toIso(fetched->span.from))},
               {QStringLiteral("currencies"), currencies},
               {QStringLiteral("newest"), fetched->newest ? QJsonValue{text(toIso(*fetched->newest))} : QJsonValue{}},
               {QStringLiteral("read"), qint64(fetched->read)},
               {QStringLiteral("added"), qint64(fetched->stored.added)},
               {QStringLiteral("corrected"), qint64(fetched->stored.corrected)},
               {QStringLiteral("kept"), qint64(fetched->stored.kept)}});
    return ExitDone;
}

} // namespace tokenmeter
