// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Commands.h"

#include "Json.h"
#include "LedgerAccess.h"
#include "Output.h"
#include "View.h"
#include "flow/BilledReport.h"
#include "flow/Report.h"
#include "format/MoneyText.h"
#include "format/NumberText.h"
#include "format/ProblemText.h"
#include "format/TokenText.h"

#include <QCoreApplication>

namespace tokenmeter
{
namespace
{

struct ReportTexts
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::ReportTexts)
};

Result<ReportRequest> requestOf(const CommandContext &context, const ReportCommand &command)
{
    const Result<View> view = viewOf(context, command.view);
    if (!view) {
        return view.problem();
    }
    ReportRequest request;
    request.zone = view->zone;
    request.filter = view->filter;
    request.now = context.environment.now;
    request.currency = command.view.currency;
    request.rawModels = command.rawModels;
    request.basis = command.basis == "effective" ? CostBasis::Effective : CostBasis::List;
    if (const Result<Done> read = readGroupBy(command.groupBy, request); !read) {
        return read.problem();
    }
    return request;
}

QString costText(const Spend &spend)
{
    QStringList amounts;
    for (const Money &money : spend.cost) {
        amounts << MoneyText::amount(money);
    }
    if (amounts.isEmpty()) {
        return spend.unpricedRequests > 0 ? ReportTexts::tr("no price") : NumberText::notApplicable();
    }
    const QString sum = amounts.join(QStringLiteral(" + "));
    return spend.unpricedRequests > 0 ? ReportTexts::tr("at least %1").arg(sum) : sum;
}

QStringList cellsOf(const QStringList &key, const Spend &spend)
{
    return key
        + QStringList{NumberText::whole(spend.requests),           NumberText::whole(spend.tokens.input),
                      NumberText::whole(spend.tokens.cacheRead),
                      NumberText::whole(spend.tokens.cacheWrite5m + spend.tokens.cacheWrite1h),
                      NumberText::whole(spend.tokens.output),      costText(spend)};
}

QString titleOf(ReportKey key)
{
    switch (key) {
    case ReportKey::Hour: return ReportTexts::tr("Hour");
    case ReportKey::Day: return ReportTexts::tr("Day");
    case ReportKey::Week: return ReportTexts::tr("Week");
    case ReportKey::Month: return ReportTexts::tr("Month");
    case ReportKey::Provider: return ReportTexts::tr("Provider");
    case ReportKey::Model: return ReportTexts::tr("Model");
    case ReportKey::Project: return ReportTexts::tr("Project");
    case ReportKey::Session: return ReportTexts::tr("Session");
    case ReportKey::Source: return ReportTexts::tr("Source");
    case ReportKey::Account: return ReportTexts::tr("Account");
    case ReportKey::Tier: return ReportTexts::tr("Tier");
    case ReportKey::Agent: return ReportTexts::tr("Agent");
    case ReportKey::Tag: return ReportTexts::tr("Tag");
    }
    return {};
}

/// What plans took over, and what they cost on days rather than for requests.
QString plansText(const Report &report)
{
    QString result;
    for (const PlanShare &share : report.shares) {
        QStringList drawn;
        for (const Money money : share.drawn) {
            drawn << MoneyText::amount(money);
        }
        const QString sum = drawn.isEmpty() ? MoneyText::noPrice() : drawn.join(QStringLiteral(" + "));
        result += (share.plan.kind == PlanKind::Pack
                       ? ReportTexts::tr("%1 took over %2 of the list cost; this credit had cost %3.")
                             .arg(text(share.plan.name), sum, MoneyText::amount(Money::fromAtto(share.cash, share.plan.currency)))
                       : ReportTexts::tr("%1 took over %2 of the list cost.").arg(text(share.plan.name), sum))
            + QLatin1Char('\n');
    }
    for (const PlanLine &line : report.lines) {
        result += (line.kind == PlanLine::Kind::Fee
                       ? ReportTexts::tr("Beside these amounts: fee of %1 for these days, %2.").arg(text(line.name), MoneyText::amount(line.amount))
                       : ReportTexts::tr("Beside these amounts: credit of %1 that expired unused, %2.").arg(text(line.name), MoneyText::amount(line.amount)))
            + QLatin1Char('\n');
    }
    return result;
}

std::vector<TextTable::Column> keyColumns(const ReportRequest &request)
{
    std::vector<TextTable::Column> columns;
    for (const ReportKey key : request.groupBy) {
        columns.push_back({key == ReportKey::Tag ? text(request.tagKey) : titleOf(key)});
    }
    if (columns.empty()) {
        columns.push_back({QString{}});
    }
    return columns;
}

QStringList keyTexts(const std::vector<std::optional<std::string>> &key)
{
    QStringList texts;
    for (const std::optional<std::string> &name : key) {
        texts << (name ? text(*name) : ReportTexts::tr("(not said)"));
    }
    return texts;
}

QStringList totalKey(const ReportRequest &request)
{
    QStringList total{ReportTexts::tr("Total")};
    while (total.size() < qsizetype(request.groupBy.size())) {
        total << QString{};
    }
    return total;
}

QStringList billedCells(const QStringList &key, const BilledGroup &group)
{
    Spend spend;
    spend.cost = group.cost;
    return key + QStringList{NumberText::whole(group.charges), costText(spend)};
}

QString billedTable(const BilledReport &report)
{
    std::vector<TextTable::Column> columns = keyColumns(report.request);
    columns.push_back({ReportTexts::tr("Charges"), TextTable::Align::Right});
    columns.push_back({ReportTexts::tr("Billed"), TextTable::Align::Right});
    TextTable table{std::move(columns)};
    for (const BilledGroup &group : report.groups) {
        if (!report.request.groupBy.empty()) {
            table.addRow(billedCells(keyTexts(group.key), group));
        }
    }
    table.setTotal(billedCells(totalKey(report.request), report.total));
    QString result = table.toText();
    if (report.total.unread > 0) {
        result += ReportTexts::tr("%1 charges have no amount or no currency and are in no sum.").arg(NumberText::whole(report.total.unread)) + QLatin1Char('\n');
    }
    if (report.total.isProvisional) {
        result += ReportTexts::tr("The provider says that some of this may still change.") + QLatin1Char('\n');
    }
    return result;
}

int printBilled(const CommandContext &context, LedgerAccess &ledger, const ReportRequest &request, const RepeatedReports &repeated)
{
    const Result<BilledReport> report = billedReportOf(*ledger.reader, *ledger.pricer, request, repeated);
    if (!report) {
        printError(ProblemText::full(report.problem()));
        return report.problem().cause == Cause::BadArgument ? ExitUsage : ExitFailed;
    }
    if (context.json) {
        print(QString::fromStdString(billedReportJson(*report)));
    } else if (!report->hasAccount) {
        print(ReportTexts::tr("Billed cost comes from billing accounts, and there is none. To add one: tokenmeter accounts add") + QLatin1Char('\n'));
    } else if (report->total.charges == 0) {
        print(ReportTexts::tr("No charge in this view. To read bills: tokenmeter sync") + QLatin1Char('\n'));
    } else {
        print(billedTable(*report));
    }
    return ExitDone;
}

QString tableOf(const Report &report)
{
    std::vector<TextTable::Column> columns = keyColumns(report.request);
    for (const QString &title : {ReportTexts::tr("Requests"), ReportTexts::tr("Input"), ReportTexts::tr("Cache read"),
                                 ReportTexts::tr("Cache write"), ReportTexts::tr("Output"),
                                 report.request.basis == CostBasis::Effective ? ReportTexts::tr("Effective cost") : ReportTexts::tr("List cost")}) {
        columns.push_back({title, TextTable::Align::Right});
    }
    TextTable table{std::move(columns)};
    for (const ReportGroup &group : report.groups) {
        if (report.request.groupBy.empty()) {
            break;
        }
        table.addRow(cellsOf(keyTexts(group.key), group.spend));
    }
    table.setTotal(cellsOf(totalKey(report.request), report.total));
    QString result = table.toText();
    if (report.total.unpricedRequests > 0) {
        result += ReportTexts::tr("%1 requests with %2 tokens have no price and are in no amount. See: tokenmeter prices list --unpriced")
                      .arg(NumberText::whole(report.total.unpricedRequests), NumberText::whole(report.total.unpricedTokens))
            + QLatin1Char('\n');
    }
    result += plansText(report);
    for (const UsedExchangeRate &rate : report.rates) {
        result += ReportTexts::tr("Converted at %1 %2 per %3 (%4, %5).")
                      .arg(text(rate.rate), text(rate.to), text(rate.from), text(rate.source), text(toIso(rate.day)))
            + QLatin1Char('\n');
    }
    for (const Problem &problem : report.missing) {
        result += ProblemText::sentence(problem) + QLatin1Char('\n');
    }
    return result;
}

} // namespace

int runReport(const CommandContext &context, const ReportCommand &command, const RepeatedReports &repeated)
{
    const Result<ReportRequest> request = requestOf(context, command);
    if (!request) {
        printError(ProblemText::sentence(request.problem()));
        return ExitUsage;
    }
    Result<LedgerAccess> ledger = openForReading(context.ledger);
    if (!ledger && ledger.problem().cause == Cause::LedgerMissing) {
        ledger = openForWriting(context.ledger, context.zone, context.environment.now); // an empty ledger answers zero
    }
    if (!ledger) {
        printError(ProblemText::full(ledger.problem()));
        return ExitFailed;
    }
    if (command.basis == "billed") {
        return printBilled(context, *ledger, *request, repeated);
    }
    const Result<Report> report = reportOf(*ledger->reader, *ledger->pricer, *request);
    if (!report) {
        printError(ProblemText::full(report.problem()));
        return report.problem().cause == Cause::BadArgument ? ExitUsage : ExitFailed;
    }
    if (context.json) {
        print(QString::fromStdString(reportJson(*report)));
    } else if (report->total.requests == 0 && report->total.tokens.total() == 0) {
        const Result<LedgerSummary> summary = ledger->reader->summary();
        print((summary && summary->records == 0 ? ReportTexts::tr("The ledger is empty. To read the logs of this computer: tokenmeter import")
                                                : ReportTexts::tr("Nothing in this view."))
              + QLatin1Char('\n'));
    } else {
        print(tableOf(*report));
    }
    return ExitDone;
}

} // namespace tokenmeter
