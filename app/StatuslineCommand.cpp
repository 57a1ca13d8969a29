// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Commands.h"

#include "BudgetJson.h"
#include "FreshRead.h"
#include "Json.h"
#include "Output.h"
#include "View.h"
#include "flow/Budgets.h"
#include "flow/Report.h"
#include "format/MoneyText.h"
#include "format/NumberText.h"
#include "format/ProblemText.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>

namespace tokenmeter
{
namespace
{

constexpr std::chrono::milliseconds LongestLook{800}; // a prompt waits for it

struct StatuslineTexts
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::StatuslineTexts)
};

Result<Report> todayOf(const CommandContext &context, LedgerAccess &ledger, const Zone &zone)
{
    ReportRequest request;
    request.zone = zone;
    request.now = context.environment.now;
    request.filter.from = request.filter.to = zone.dayOf(context.environment.now);
    return reportOf(*ledger.reader, *ledger.pricer, request);
}

QString todayText(const Spend &spend)
{
    QStringList amounts;
    for (const Money &money : spend.cost) {
        amounts << MoneyText::amount(money);
    }
    const QString sum = amounts.isEmpty() ? MoneyText::amount(Money::fromAtto(0, Currency{"USD"})) : amounts.join(QStringLiteral(" + "));
    return spend.unpricedRequests > 0 ? StatuslineTexts::tr("at least %1 today").arg(sum) : StatuslineTexts::tr("%1 today").arg(sum);
}

QString budgetText(const BudgetStatus &status)
{
    const QString name = text(status.budget.name);
    if (status.state == BudgetState::Exceeded) {
        return StatuslineTexts::tr("%1 exceeded").arg(name);
    }
    const QString percent = status.ratio.billionths ? NumberText::whole(*status.ratio.billionths / 10'000'000) : NumberText::notApplicable();
    return status.atLeast ? StatuslineTexts::tr("%1 at least %2 %").arg(name, percent) : StatuslineTexts::tr("%1 %2 %").arg(name, percent);
}

} // namespace

int runStatusline(const CommandContext &context, const StatuslineCommand &command)
{
    ViewOptions options;
    options.timezone = command.timezone;
    const Result<View> view = viewOf(context, options);
    if (!view) {
        printError(ProblemText::sentence(view.problem()));
        return ExitUsage;
    }
    Result<FreshLedger> fresh = openFresh(context, command.cached, LongestLook);
    if (!fresh) {
        printError(ProblemText::full(fresh.problem()));
        return ExitFailed;
    }
    LedgerReader &reader = *fresh->ledger.reader;
    const Result<Report> today = todayOf(context, fresh->ledger, view->zone);
    const Result<std::vector<Budget>> budgets = reader.budgets();
    if (!today || !budgets) {
        printError(ProblemText::full(today ? budgets.problem() : today.problem()));
        return ExitFailed;
    }
    LedgerNotes notes;
    Result<std::vector<BudgetStatus>> statuses
        = budgetStatusesOf(reader, *fresh->ledger.pricer, *budgets, context.environment.now, view->zone, {}, &notes);
    if (!statuses) {
        printError(ProblemText::full(statuses.problem()));
        return ExitFailed;
    }
    keep(*fresh, notes);
    std::erase_if(*statuses, [](const BudgetStatus &status) { return status.budget.paused; });
    std::stable_sort(statuses->begin(), statuses->end(),
                     [](const BudgetStatus &a, const BudgetStatus &b) { return a.ratio.toDouble() > b.ratio.toDouble(); });
    QStringList parts{todayText(today->total)};
    if (!statuses->empty()) {
        parts << budgetText(statuses->front()); // the tightest
    }
    if (fresh->age.problem) {
        parts << StatuslineTexts::tr("not up to date");
    }
    const QString line = parts.join(QStringLiteral(" · "));
    if (!context.json) {
        print(visibleText(line) + QLatin1Char('\n'));
        return ExitDone;
    }
    QJsonArray array;
    for (const BudgetStatus &status : *statuses) {
        array.append(toJson(status));
    }
    QJsonArray cost;
    for (const Money &money : today->total.cost) {
        cost.append(toJson(money));
    }
    printJson({{QStringLiteral("text"), line},
               {QStringLiteral("today"), QJsonObject{{QStringLiteral("cost"), cost}, {QStringLiteral("requests"), qint64(today->total.requests)}}},
               {QStringLiteral("budgets"), array},
               {QStringLiteral("data"), toJson(fresh->age, context.environment.now)}});
    return ExitDone;
}

} // namespace tokenmeter
