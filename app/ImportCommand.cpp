// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Commands.h"

#include "ImportSources.h"
#include "Json.h"
#include "LedgerAccess.h"
#include "Output.h"
#include "flow/Import.h"
#include "flow/KnownSources.h"
#include "format/NumberText.h"
#include "format/ProblemText.h"
#include "format/SourceText.h"
#include "import/LineNumbers.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QJsonArray>

#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <set>
#include <string_view>

namespace tokenmeter
{
namespace
{

struct ImportTexts
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::ImportTexts)
};

std::stop_source &interruption()
{
    static std::stop_source source;
    return source;
}

/// Ctrl+C ends an import after the records that are read: they are committed, and the next import goes on from there.
class StopOnInterrupt
{
public:
    StopOnInterrupt()
    {
        interruption();
        std::signal(SIGINT, [](int) { stopAsked = 1; });
    }
    ~StopOnInterrupt() { std::signal(SIGINT, SIG_DFL); }
    static void poll()
    {
        if (stopAsked != 0) {
            interruption().request_stop();
        }
    }

private:
    static inline volatile std::sig_atomic_t stopAsked = 0;
};

/// Files below a named path of which not even the beginning could be read; a file counts once, whatever looked at it.
std::int64_t unreadableFiles(const std::vector<Problem> &found)
{
    std::set<std::string_view> files;
    for (const Problem &problem : found) {
        if (problem.cause == Cause::FileUnreadable || problem.cause == Cause::PackedDamaged || problem.cause == Cause::PackedTooLarge) {
            files.insert(problem.file);
        }
    }
    return std::int64_t(files.size());
}

void showProgress(const ImportCounters &counters)
{
    StopOnInterrupt::poll();
    if (::isatty(STDERR_FILENO) == 1) {
        const QString text = ImportTexts::tr("Reading: %1 of %2 files, %3 of %4 MB")
                                 .arg(NumberText::whole(counters.filesDone), NumberText::whole(counters.filesTotal),
                                      NumberText::whole(counters.bytesDone / 1'000'000),
                                      NumberText::whole(counters.bytesTotal / 1'000'000));
        std::fprintf(stderr, "\r%s\x1b[K", qUtf8Printable(text));
        std::fflush(stderr);
    }
}

void endProgress()
{
    if (::isatty(STDERR_FILENO) == 1) {
        std::fputs("\r\x1b[K", stderr);
    }
}

QJsonObject toJson(const ImportSummary &summary, const PassedOver &passed, std::int64_t unknown, const QString &home, double seconds)
{
    QJsonArray sources;
    for (const ImportedSource &source : summary.sources) {
        QString path = text(source.key.root);
        if (!home.isEmpty() && path.startsWith(home + QLatin1Char('/'))) {
            path = path.mid(home.size() + 1);
        }
        sources.append(QJsonObject{{QStringLiteral("format"), text(source.key.format)},
                                   {QStringLiteral("path"), path},
                                   {QStringLiteral("files"), qint64(source.files)},
                                   {QStringLiteral("records"), qint64(source.records)}});
    }
    QJsonArray problems;
    for (const Problem &problem : summary.problems) {
        problems.append(toJson(problem));
    }
    return {{QStringLiteral("files"),
             QJsonObject{{QStringLiteral("found"), qint64(summary.filesFound)},
                         {QStringLiteral("read"), qint64(summary.filesRead)},
                         {QStringLiteral("unchanged"), qint64(summary.filesUnchanged)},
                         {QStringLiteral("failed"), qint64(summary.filesFailed)},
                         {QStringLiteral("unknown"), qint64(unknown)}}},
            {QStringLiteral("records"),
             QJsonObject{{QStringLiteral("added"), qint64(summary.lines.added)},
                         {QStringLiteral("updated"), qint64(summary.lines.updated)},
                         {QStringLiteral("duplicate"), qint64(summary.lines.duplicate)}}},
            {QStringLiteral("billed_lines"), qint64(summary.billedLines)},
            {QStringLiteral("yielded"), qint64(summary.yielded)},
            {QStringLiteral("skipped_lines"), qint64(summary.lines.skippedLines)},
            {QStringLiteral("bytes_read"), qint64(summary.bytesRead)},
            {QStringLiteral("seconds"), seconds},
            {QStringLiteral("cancelled"), summary.cancelled},
            {QStringLiteral("sources"), sources},
            {QStringLiteral("passed_over"),
             QJsonObject{{QStringLiteral("paused"), qint64(passed.paused.size())}, {QStringLiteral("forgotten"), qint64(passed.forgotten.size())}}},
            {QStringLiteral("problems"), problems},
            {QStringLiteral("problem_count"), qint64(summary.problemCount)}};
}

QString toText(const ImportSummary &summary, const PassedOver &passed, std::int64_t unknown)
{
    QString text = ImportTexts::tr("%1 files found, %2 read, %3 unchanged, %4 failed.")
                       .arg(NumberText::whole(summary.filesFound), NumberText::whole(summary.filesRead),
                            NumberText::whole(summary.filesUnchanged), NumberText::whole(summary.filesFailed))
        + QLatin1Char('\n');
    if (unknown > 0) {
        text += ImportTexts::tr("%n files have names of logs but no known format and were not read. To see why, name one: tokenmeter import FILE", nullptr,
                                int(std::min<std::int64_t>(unknown, 2'000'000'000)))
            + QLatin1Char('\n');
    }
    text += ImportTexts::tr("%1 records added, %2 updated, %3 lines were copies of records.")
                .arg(NumberText::whole(summary.lines.added), NumberText::whole(summary.lines.updated),
                     NumberText::whole(summary.lines.duplicate))
        + QLatin1Char('\n');
    if (summary.billedLines > 0) {
        text += ImportTexts::tr("%n lines of bills are stored; see them with: tokenmeter reconcile", nullptr, int(std::min<std::int64_t>(summary.billedLines, 2'000'000'000)))
            + QLatin1Char('\n');
    }
    if (summary.yielded > 0) {
        text += ImportTexts::tr("%n records are left out, since another source tells the same. See: tokenmeter sources overlaps", nullptr,
                                int(std::min<std::int64_t>(summary.yielded, 2'000'000'000)))
            + QLatin1Char('\n');
    }
    if (!passed.paused.empty()) {
        text += ImportTexts::tr("%n sources were passed over because they are paused. See: tokenmeter sources", nullptr, int(passed.paused.size())) + QLatin1Char('\n');
    }
    for (const ImportedSource &source : summary.sources) {
        text += QStringLiteral("  %1  %2\n")
                    .arg(sourceName(source.key.format),
                         ImportTexts::tr("%1 files, %2 usage lines read")
                             .arg(NumberText::whole(source.files), NumberText::whole(source.records)));
    }
    if (summary.cancelled) {
        text += ImportTexts::tr("Stopped before the end; the next import goes on from here.") + QLatin1Char('\n');
    }
    constexpr std::size_t Shown = 10;
    for (std::size_t i = 0; i < std::min(Shown, summary.problems.size()); ++i) {
        text += QStringLiteral("  ! %1\n").arg(ProblemText::full(summary.problems[i], ProblemText::Place::CommandLine));
    }
    if (summary.problemCount > std::int64_t(Shown)) {
        text += ImportTexts::tr("  %1 more problems; see them all with --json.")
                    .arg(NumberText::whole(summary.problemCount - std::int64_t(Shown)))
            + QLatin1Char('\n');
    }
    return text;
}

} // namespace

int runImport(const CommandContext &context, const ImportCommand &command)
{
    QElapsedTimer clock;
    clock.start();
    ImportSources sources = importSources(context.environment, context.ledger, command);
    if (sources.wrongUsage) {
        printError(ProblemText::sentence(*sources.wrongUsage));
        return ExitUsage;
    }
    Result<LedgerAccess> ledger = openForWriting(context.ledger, context.zone, context.environment.now);
    if (!ledger) {
        printError(ProblemText::full(ledger.problem()));
        return ExitFailed;
    }
    const bool isNamed = !command.paths.empty();
    const Result<PassedOver> passed = isNamed ? takeBack(*ledger->writer, *ledger->reader, sources.found, context.environment.now)
                                              : passOver(*ledger->reader, sources.found);
    if (!passed) {
        printError(ProblemText::full(passed.problem()));
        return ExitFailed;
    }
    if (isNamed) {
        for (const SourceKey &paused : passed->paused) {
            sources.failedPaths.push_back(pausedSource(paused));
        }
    }
    const std::int64_t unreadable = isNamed ? unreadableFiles(sources.found.problems) : 0;
    const StopOnInterrupt stop;
    ImportRequest request;
    request.sources = std::move(sources.found.sources);
    request.discoveryProblems = std::move(sources.found.problems);
    request.now = context.environment.now;
    request.threads = command.threads == 0 ? context.environment.cores : command.threads;
    request.progress = showProgress;
    Result<ImportSummary> summary
        = importLogs(*ledger->writer, *ledger->reader, ledger->rates(), request, interruption().get_token());
    endProgress();
    if (!summary) {
        printError(ProblemText::full(summary.problem()));
        return ExitFailed;
    }
    numberLines(summary->problems);
    summary->filesFailed += std::int64_t(sources.failedPaths.size()) + unreadable;
    for (const Problem &problem : sources.failedPaths) {
        if (context.json) {
            printError(ProblemText::full(problem, ProblemText::Place::CommandLine));
        }
        summary->problems.push_back(problem);
        ++summary->problemCount;
    }
    if (context.json) {
        printJson(toJson(*summary, isNamed ? PassedOver{.paused = passed->paused} : *passed, sources.found.unknown, QString::fromStdString(sources.home), double(clock.elapsed()) / 1000.0));
    } else {
        const bool looked = !isNamed && summary->filesFound == 0 && passed->isEmpty();
        print(looked ? nothingFoundSentence() + QLatin1Char('\n') + ImportTexts::tr("To read a file or folder: tokenmeter import PATH") + QLatin1Char('\n')
                     : toText(*summary, isNamed ? PassedOver{} : *passed, sources.found.unknown));
    }
    return summary->filesFailed == 0 ? ExitDone : ExitFailed;
}

} // namespace tokenmeter
