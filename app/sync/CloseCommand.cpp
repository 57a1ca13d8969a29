// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/SyncCommands.h"

#include "CloseOutput.h"
#include "Json.h"
#include "LedgerAccess.h"
#include "Output.h"
#include "View.h"
#include "flow/ReviewJson.h"
#include "format/ProblemText.h"
#include "providers/ProviderZone.h"

#include <QCoreApplication>

namespace tokenmeter
{
namespace
{

struct CloseCommandTexts
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::CloseCommandTexts)
};

int closeFailed(const Problem &problem)
{
    printError(ProblemText::full(problem));
    return problem.cause == Cause::BadArgument || problem.cause == Cause::UnknownZone ? ExitUsage : ExitFailed;
}

/// What the review showed when the period was closed.
Result<std::string> figuresOf(LedgerAccess &ledger, const NamedPeriod &period, const CloseRequest &request)
{
    const Currency currency = request.currency.isNone() ? Currency{"USD"} : request.currency;
    const ReviewRequest review{
        .filter = {}, .period = period, .zone = request.zone, .now = request.now, .currency = currency, .calendarOf = providerCalendarOf, .progress = {}};
    const Result<ReviewData> figures = reviewOf(*ledger.reader, *ledger.pricer, review);
    return figures ? Result<std::string>{reviewText(*figures)} : Result<std::string>{figures.problem()};
}

Result<OpenPoints> pointsOf(LedgerAccess &ledger, const NamedPeriod &period, const CloseRequest &request)
{
    const Result<std::vector<BillingAccount>> accounts = ledger.reader->accounts();
    if (!accounts) {
        return accounts.problem();
    }
    std::vector<AccountToReconcile> list;
    for (const BillingAccount &account : *accounts) {
        list.push_back({.account = account, .providerZone = providerZoneOf(account.provider), .repeatedReports = repeatedReportsOf(account.provider)});
    }
    return openPointsOf(*ledger.reader, *ledger.pricer, period, request.zone, list, request.now);
}

} // namespace

int runClose(const CommandContext &context, const CloseCommand &command)
{
    const Result<View> view = viewOf(context, {.timezone = command.timezone});
    if (!view) {
        return closeFailed(view.problem());
    }
    const std::optional<NamedPeriod> typed = parseNamedPeriod(command.period);
    const Currency currency{command.currency};
    if (!typed || (currency.isNone() && !command.currency.empty())) {
        return closeFailed({.cause = Cause::BadArgument, .args = {typed ? "--currency" : "period", typed ? command.currency : command.period}});
    }
    CloseRequest request{.period = *typed, .zone = view->zone, .currency = currency, .soFar = command.soFar, .why = command.why, .now = context.environment.now};
    const Result<NamedPeriod> days = daysToClose(request);
    if (!days) {
        printError(typed->from > view->zone.dayOf(request.now)
                       ? CloseCommandTexts::tr("%1 has not begun.").arg(text(toText(*typed)))
                       : CloseCommandTexts::tr("%1 is not over. Close its days up to today with --so-far, or wait.").arg(text(toText(*typed))));
        return ExitUsage;
    }
    Result<LedgerAccess> ledger = openForWriting(context.ledger, context.zone, request.now);
    if (!ledger) {
        return closeFailed(ledger.problem());
    }
    const Result<OpenPoints> points = pointsOf(*ledger, *days, request);
    if (!points) {
        return closeFailed(points.problem());
    }
    if (!context.json) {
        print(openPointsText(*points));
    }
    if ((!points->unpriced.empty() || !points->accounts.empty()) && !command.anyway) {
        if (context.json) {
            printJson({{QStringLiteral("closed"), false}, {QStringLiteral("open_points"), openPointsJson(*points)}});
        }
        printError(CloseCommandTexts::tr("%1 stays open because of this. Close it nevertheless with --anyway.").arg(text(toText(*days))));
        return ExitFailed;
    }
    const Result<std::string> figures = figuresOf(*ledger, *days, request);
    if (!figures) {
        return closeFailed(figures.problem());
    }
    request.figures = *figures;
    const Result<PeriodClose> close = closePeriod(*ledger->writer, *ledger->reader, request);
    if (!close) {
        return closeFailed(close.problem());
    }
    if (context.json) {
        printJson({{QStringLiteral("closed"), true}, {QStringLiteral("close"), closeJson(*close)}, {QStringLiteral("open_points"), openPointsJson(*points)}});
    } else {
        print(CloseCommandTexts::tr("%1 is closed: its figures no longer change, later corrections appear in the open month. To take that back: tokenmeter undo")
                  .arg(text(toText(close->period)))
              + QLatin1Char('\n'));
    }
    return ExitDone;
}

} // namespace tokenmeter
