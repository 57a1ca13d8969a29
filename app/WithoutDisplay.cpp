// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "WithoutDisplay.h"

#include "Demo.h"
#include "ImportSources.h"
#include "Json.h"
#include "LedgerAccess.h"
#include "Output.h"
#include "flow/Import.h"
#include "flow/KnownSources.h"
#include "format/DateText.h"
#include "format/ProblemText.h"
#include "import/Discovery.h"

#include <QCoreApplication>

namespace tokenmeter
{
namespace
{

struct PlainTexts
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::PlainTexts)
};

/// Words beside a JSON document go to standard error.
void say(const CommandContext &context, const QString &sentence)
{
    if (context.json) {
        std::fprintf(stderr, "%s\n", qUtf8Printable(sentence));
    } else {
        print(sentence + QLatin1Char('\n'));
    }
}

/// This month, by model.
int monthReport(CommandContext context)
{
    const LocalDay today = context.zone.dayOf(context.environment.now);
    const std::chrono::year_month_day day{today};
    ReportCommand report;
    report.groupBy = "model";
    report.view.from = toIso(LocalDay{std::chrono::year_month_day{day.year(), day.month(), std::chrono::day{1}}});
    report.view.to = toIso(today);
    report.view.timezone = context.zone.id();
    say(context, PlainTexts::tr("%1, list cost by model:").arg(DateText::month(today)));
    return runReport(context, report, {});
}

int demoReport(CommandContext context)
{
    const Result<QString> demo = makeDemoLedger(context);
    if (!demo) {
        printError(ProblemText::full(demo.problem()));
        return ExitFailed;
    }
    context.ledger = *demo;
    say(context, PlainTexts::tr("DEMO DATA: the figures below are invented. Your own ledger is untouched."));
    return monthReport(context);
}

} // namespace

int runWithoutDisplay(const CommandContext &context, bool demo)
{
    say(context, PlainTexts::tr("There is no display for the window, so this is the report as text."));
    if (demo) {
        return demoReport(context);
    }
    Discovery found = discover(context.environment.places);
    Result<LedgerAccess> ledger = openForWriting(context.ledger, context.zone, context.environment.now);
    if (!ledger) {
        printError(ProblemText::full(ledger.problem()));
        return ExitFailed;
    }
    if (const Result<PassedOver> passed = passOver(*ledger->reader, found); !passed) {
        printError(ProblemText::full(passed.problem()));
        return ExitFailed;
    }
    ImportRequest request;
    request.sources = std::move(found.sources);
    request.discoveryProblems = std::move(found.problems);
    request.now = context.environment.now;
    request.threads = context.environment.cores;
    const Result<ImportSummary> summary
        = importLogs(*ledger->writer, *ledger->reader, ledger->rates(), request, std::stop_token{});
    if (!summary) {
        printError(ProblemText::full(summary.problem()));
        return ExitFailed;
    }
    const Result<LedgerSummary> all = ledger->reader->summary();
    if (all && all->records == 0) {
        say(context, nothingFoundSentence());
        return demoReport(context);
    }
    say(context, PlainTexts::tr("%1 files found, %2 read, %3 records added.")
                     .arg(summary->filesFound)
                     .arg(summary->filesRead)
                     .arg(summary->lines.added));
    return monthReport(context);
}

} // namespace tokenmeter
