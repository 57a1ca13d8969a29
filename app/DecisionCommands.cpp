// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Commands.h"

#include "Json.h"
#include "LedgerAccess.h"
#include "Output.h"
#include "View.h"
#include "format/NumberText.h"
#include "format/ProblemText.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace tokenmeter
{
namespace
{

struct DecisionTexts
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::DecisionTexts)
};

QJsonObject jsonOf(const JournalEntry &entry)
{
    return {{QStringLiteral("id"), text(entry.uuid)},
            {QStringLiteral("time"), text(toRfc3339(entry.time))},
            {QStringLiteral("action"), text(entry.action)},
            {QStringLiteral("subject"), text(entry.subject)},
            {QStringLiteral("detail"), text(entry.detail)},
            {QStringLiteral("records"), qint64(entry.records)},
            {QStringLiteral("undone"), entry.undone},
            {QStringLiteral("can_undo"), entry.canUndo}};
}

/// Parts of a detail are kept apart by a control character.
QString readable(const std::string &detail)
{
    return text(detail).replace(QChar{0x1F}, QLatin1Char(' ')).simplified();
}

} // namespace

int runExclude(const CommandContext &context, const ExcludeCommand &command)
{
    const Result<View> view = viewOf(context, command.view);
    if (!view) {
        printError(ProblemText::sentence(view.problem()));
        return ExitUsage;
    }
    if (isEverything(command.view)) {
        printError(DecisionTexts::tr("Say which usage: --session, --project or another filter"));
        return ExitUsage;
    }
    Result<LedgerAccess> ledger = openForWriting(context.ledger, context.zone, context.environment.now);
    if (!ledger) {
        printError(ProblemText::full(ledger.problem()));
        return ExitFailed;
    }
    RecordSelection selection{.records = {}, .filter = view->filter, .zone = view->zone};
    const Result<Done> resolved = resolveModels(*ledger, *selection.filter, context.environment.now);
    const Result<std::int64_t> records = resolved
        ? ledger->writer->setExcluded(selection, command.exclude, command.why, context.environment.now)
        : Result<std::int64_t>{resolved.problem()};
    if (!records) {
        printError(ProblemText::full(records.problem()));
        return ExitFailed;
    }
    if (context.json) {
        printJson({{QStringLiteral("excluded"), command.exclude}, {QStringLiteral("records"), qint64(*records)}});
    } else if (*records == 0) {
        print(DecisionTexts::tr("No record was found that this changes.") + QLatin1Char('\n'));
    } else {
        print((command.exclude ? DecisionTexts::tr("%1 records are out of totals now. To take it back: tokenmeter undo")
                               : DecisionTexts::tr("%1 records are in totals again. To take it back: tokenmeter undo"))
                  .arg(NumberText::whole(*records))
              + QLatin1Char('\n'));
    }
    return ExitDone;
}

int runJournal(const CommandContext &context, const JournalCommand &command)
{
    const Result<LedgerAccess> ledger = openForReading(context.ledger);
    const Result<std::vector<JournalEntry>> entries
        = ledger ? ledger->reader->journal(command.limit) : Result<std::vector<JournalEntry>>{ledger.problem()};
    if (!entries) {
        printError(ProblemText::full(entries.problem()));
        return ExitFailed;
    }
    QJsonArray array;
    TextTable table{{{DecisionTexts::tr("Time")},
                     {DecisionTexts::tr("What")},
                     {DecisionTexts::tr("Of")},
                     {DecisionTexts::tr("Why or value")},
                     {DecisionTexts::tr("Records"), TextTable::Align::Right},
                     {DecisionTexts::tr("Taken back")}}};
    for (const JournalEntry &entry : *entries) {
        array.append(jsonOf(entry));
        table.addRow({text(toRfc3339(entry.time)), text(entry.action), text(entry.subject), readable(entry.detail),
                      entry.records == 0 ? QString{} : NumberText::whole(entry.records),
                      entry.undone ? DecisionTexts::tr("yes") : QString{}});
    }
    if (context.json) {
        printJson({{QStringLiteral("entries"), array}});
    } else {
        print(entries->empty() ? DecisionTexts::tr("The journal is empty.") + QLatin1Char('\n') : table.toText());
    }
    return ExitDone;
}

int runUndo(const CommandContext &context)
{
    const Result<LedgerAccess> ledger = openForWriting(context.ledger, context.zone, context.environment.now);
    const Result<JournalEntry> entry
        = ledger ? ledger->writer->undo(context.environment.now) : Result<JournalEntry>{ledger.problem()};
    if (!entry) {
        printError(ProblemText::full(entry.problem()));
        return ExitFailed;
    }
    if (context.json) {
        printJson({{QStringLiteral("undone"), jsonOf(*entry)}});
    } else {
        const QString action = text(entry->action);
        const QString subject = text(entry->subject.empty() ? entry->detail : entry->subject);
        print((entry->records > 0 ? DecisionTexts::tr("Taken back: %1 %2 (%3 records)").arg(action, subject, NumberText::whole(entry->records))
                                  : DecisionTexts::tr("Taken back: %1 %2").arg(action, subject))
              + QLatin1Char('\n'));
    }
    return ExitDone;
}

} // namespace tokenmeter
