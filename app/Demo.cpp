// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Demo.h"

#include "LedgerAccess.h"
#include "Output.h"
#include "flow/DemoAccounts.h"
#include "flow/DemoBudgets.h"
#include "flow/DemoLogs.h"
#include "flow/Import.h"
#include "flow/Pricing.h"
#include "format/ProblemText.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonObject>
#include <QLockFile>

#include <iterator>

namespace tokenmeter
{
namespace
{

constexpr unsigned DemoSeed = 1;

struct DemoTexts
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::DemoTexts)
};

Result<Done> importAll(const QString &home, const QString &ledgerFile, const CommandContext &context)
{
    Result<LedgerAccess> ledger = openForWriting(ledgerFile, context.zone, context.environment.now);
    if (!ledger) {
        return ledger.problem();
    }
    ImportRequest request;
    request.sources = discover({.home = home.toStdString()}).sources;
    for (const std::string &file : demoApiFiles(home.toStdString())) {
        Discovery named = scan(file);
        std::move(named.sources.begin(), named.sources.end(), std::back_inserter(request.sources));
    }
    request.now = context.environment.now;
    request.threads = context.environment.cores;
    const Result<ImportSummary> summary
        = importLogs(*ledger->writer, *ledger->reader, ledger->rates(), request, std::stop_token{});
    if (!summary) {
        return summary.problem();
    }
    // The demo's user pays Alibaba in yuan and has stored a rate, so that the page shows what a conversion looks like.
    const Result<Done> rate = ledger->writer->setExchangeRate({.day = Zone::utc().dayOf(context.environment.now) - std::chrono::days{90},
                                            .from = Currency{"USD"},
                                            .to = Currency{"CNY"},
                                            .rate = "7.1187",
                                            .source = "demo"},
                                           context.environment.now);
    if (!rate) {
        return rate.problem();
    }
    Result<std::unique_ptr<Pricer>> pricer = pricerOf(*ledger->reader); // one that knows the rate
    if (!pricer) {
        return pricer.problem();
    }
    if (const Result<Done> added = addDemoAccounts(*ledger->reader, *ledger->writer, **pricer, context.environment.now); !added) {
        return added.problem();
    }
    return addDemoBudgets(*ledger->reader, *ledger->writer, **pricer, context.environment.now, context.zone);
}

} // namespace

Result<QString> makeDemoLedger(const CommandContext &context)
{
    const QString day = QString::fromStdString(toIso(context.zone.dayOf(context.environment.now)));
    const QString folder = context.environment.demoFolder() + QLatin1Char('/') + day;
    const QString ledger = folder + QStringLiteral("/ledger.db");
    const QString done = folder + QStringLiteral("/complete");
    // Another start may be making it; it is done within seconds.
    constexpr int MostWaitMs = 60'000;
    QDir{}.mkpath(QFileInfo{context.environment.demoFolder()}.path());
    QLockFile making{context.environment.demoFolder() + QStringLiteral(".lock")};
    if (!making.tryLock(MostWaitMs)) {
        return Problem{.cause = Cause::LedgerLocked, .file = ledger.toStdString()};
    }
    // One that was made for a moment of its own is no other moment's; else today's serves all day.
    const QByteArray moment = context.environment.fixedNow ? QByteArray::fromStdString(toRfc3339(context.environment.now)) : QByteArray{};
    if (QFile made{done}; made.open(QIODevice::ReadOnly) && made.readAll() == moment) {
        return ledger;
    }
    QDir{context.environment.demoFolder()}.removeRecursively();
    const QString home = folder + QStringLiteral("/home");
    if (!QDir{}.mkpath(home)) {
        return Problem{.cause = Cause::FileUnreadable, .file = home.toStdString()};
    }
    if (const Result<Done> written = writeDemoLogs(home.toStdString(), context.environment.now, DemoSeed); !written) {
        return written.problem();
    }
    if (const Result<Done> imported = importAll(home, ledger, context); !imported) {
        return imported.problem();
    }
    QFile mark{done};
    if (mark.open(QIODevice::WriteOnly)) {
        static_cast<void>(mark.write(moment));
    }
    return ledger;
}

int runDemoLogs(const CommandContext &context, const DemoCommand &command)
{
    const QString folder = QDir::current().absoluteFilePath(QString::fromStdString(command.logsInto));
    QDir{}.mkpath(folder);
    if (const Result<Done> written = writeDemoLogs(folder.toStdString(), context.environment.now, DemoSeed); !written) {
        printError(ProblemText::full(written.problem()));
        return ExitFailed;
    }
    if (context.json) {
        printJson({{QStringLiteral("folder"), folder}});
    } else {
        print(DemoTexts::tr("The demo's logs are in %1. Read them with: tokenmeter import --home %1").arg(folder)
              + QLatin1Char('\n'));
    }
    return ExitDone;
}

} // namespace tokenmeter
