// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/SyncCommands.h"

#include "Json.h"
#include "LedgerAccess.h"
#include "Output.h"
#include "format/NumberText.h"
#include "format/ProblemText.h"
#include "providers/ChargeCsv.h"
#include "providers/PollRange.h"
#include "providers/ProviderZone.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace tokenmeter
{
namespace
{

constexpr qint64 LargestTable = 256 * 1024 * 1024;
constexpr char CsvReport[] = "console-csv";

struct ImportCsvTexts
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::ImportCsvTexts)
};

int importFailed(const Problem &problem)
{
    printError(ProblemText::full(problem));
    return problem.cause == Cause::BadArgument ? ExitUsage : ExitFailed;
}

/// Regular files only: a FIFO would wait for ever.
Result<QByteArray> tableIn(const std::string &path)
{
    QFile file{text(path)};
    const QFileInfo info{file};
    if (!info.exists()) {
        return Problem{.cause = Cause::FileMissing, .file = path};
    }
    if (!info.isFile()) {
        return Problem{.cause = Cause::NotARegularFile, .file = path};
    }
    if (info.size() > LargestTable || !file.open(QIODevice::ReadOnly)) {
        return Problem{.cause = Cause::FileUnreadable, .file = path, .args = {file.errorString().toStdString()}};
    }
    return file.readAll();
}

PolledSlice sliceOf(const BillingAccount &account, PolledPage &&page, UtcTime now)
{
    const auto [first, last] = std::minmax_element(page.charges.begin(), page.charges.end(), [](const Charge &a, const Charge &b) { return a.from < b.from; });
    return {.account = account.id,
            .report = CsvReport,
            .from = first->from,
            .to = last->from + std::chrono::days{1},
            .asked = now,
            .replacesCharges = true,
            .charges = std::move(page.charges),
            .isIncomplete = page.isIncomplete};
}

/// A table of a month that is over tells all of it: its last days may simply have no row.
UtcTime coveredTo(const PolledSlice &slice, std::chrono::minutes zone)
{
    const UtcTime next = monthStart(monthStart(slice.to - std::chrono::days{1}, zone) + std::chrono::days{32}, zone);
    return slice.asked >= next ? next : slice.to;
}

/// Whether an interface already told charges of these days: both would be summed.
Result<bool> isPolledToo(LedgerReader &reader, const PolledSlice &slice)
{
    const Result<std::vector<OfAccount<Charge>>> charges = reader.charges({.account = slice.account, .from = slice.from, .to = slice.to});
    if (!charges) {
        return charges.problem();
    }
    return std::any_of(charges->begin(), charges->end(), [&](const OfAccount<Charge> &each) { return each.report != slice.report; });
}

} // namespace

int runImportCsv(const CommandContext &context, const BillingAccount &account, const AccountsCommand &command)
{
    const Result<QByteArray> table = tableIn(command.file);
    if (!table) {
        return importFailed(table.problem());
    }
    const std::string_view csv{table->constData(), std::size_t(table->size())};
    Result<PolledPage> page = parseChargeCsv(csv, guessedChargeColumns(chargeCsvHeader(csv)), providerMinutes(account.provider), command.currency);
    if (!page) {
        Problem problem = page.problem();
        problem.file = command.file;
        return importFailed(problem);
    }
    for (Problem problem : page->problems) {
        problem.file = command.file;
        printError(ProblemText::full(problem));
    }
    if (page->charges.empty()) {
        printError(ImportCsvTexts::tr("%1 holds no row with a day and a cost.").arg(visibleText(command.file)));
        return ExitFailed;
    }
    const Result<LedgerAccess> ledger = openForWriting(context.ledger, context.zone, context.environment.now);
    if (!ledger) {
        return importFailed(ledger.problem());
    }
    const std::size_t unread = page->problemCount; // before the page is given away
    const PolledSlice slice = sliceOf(account, *std::move(page), context.environment.now);
    const Result<bool> polled = isPolledToo(*ledger->reader, slice);
    if (!polled) {
        return importFailed(polled.problem());
    }
    if (*polled) {
        printError(ImportCsvTexts::tr("Charges of these days were already read from %1 itself; the table would count them twice. Nothing was imported.")
                       .arg(visibleText(account.name)));
        return ExitFailed;
    }
    const UtcTime now = context.environment.now;
    const UtcTime readTo = coveredTo(slice, providerMinutes(account.provider));
    const Result<SliceReport> stored = ledger->writer->storeSlice(
        slice, {.account = account.id, .report = CsvReport, .readTo = readTo, .lastTry = now, .lastSuccess = now, .due = now, .isIncomplete = slice.isIncomplete});
    if (!stored) {
        return importFailed(stored.problem());
    }
    if (context.json) {
        printJson({{QStringLiteral("charges"), qint64(stored->stored)}, {QStringLiteral("changed"), qint64(stored->changed)}, {QStringLiteral("unread_fields"), qint64(unread)}});
    } else {
        print(ImportCsvTexts::tr("%1 charges from %2 to %3.")
                  .arg(NumberText::whole(stored->stored), text(toRfc3339(slice.from).substr(0, 10)), text(toRfc3339(slice.to - std::chrono::days{1}).substr(0, 10)))
              + QLatin1Char('\n'));
    }
    return ExitDone;
}

} // namespace tokenmeter
