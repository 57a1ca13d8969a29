// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/ReviewCommand.h"

#include "LedgerAccess.h"
#include "Output.h"
#include "ReviewOutput.h"
#include "View.h"
#include "flow/ReviewFacts.h"
#include "flow/ReviewJson.h"
#include "format/ProblemText.h"
#include "print/ReviewFile.h"
#include "print/ReviewPrint.h"
#include "print/ReviewSchedule.h"
#include "providers/ProviderZone.h"
#include "shell/Language.h"
#include "sync/SyncCommands.h"
#include "theme/Theme.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>

namespace tokenmeter
{
namespace
{

struct ReviewTexts
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::ReviewTexts)
};

constexpr qint64 LargestAliases = 4'000'000; ///< bytes

int reviewFailed(const Problem &problem)
{
    printError(ProblemText::full(problem));
    return problem.cause == Cause::BadArgument || problem.cause == Cause::UnknownZone ? ExitUsage : ExitFailed;
}

std::optional<NamedPeriod> periodOf(const ReviewCommand &command, LocalDay today)
{
    return command.period.empty() ? std::optional{lastMonth(today)} : parseNamedPeriod(command.period);
}

/// What was frozen of the period, else what the ledger says of it now.
Result<ReviewData> reviewFor(const CommandContext &context, const ReviewCommand &command)
{
    const Result<View> view = viewOf(context, command.view);
    if (!view) {
        return view.problem();
    }
    const UtcTime now = context.environment.now;
    const std::optional<NamedPeriod> period = periodOf(command, view->zone.dayOf(now));
    if (!period) {
        return Problem{.cause = Cause::BadArgument, .args = {"PERIOD", command.period}};
    }
    const Currency currency{command.view.currency.empty() ? context.settings.currency.toStdString() : command.view.currency};
    if (currency.isNone()) {
        return Problem{.cause = Cause::BadArgument, .args = {"--currency", command.view.currency}};
    }
    Result<LedgerAccess> ledger = openForReading(context.ledger);
    if (!ledger) {
        return ledger.problem();
    }
    ReviewRequest request{.filter = view->filter, .period = *period, .zone = view->zone, .now = now, .currency = currency, .calendarOf = providerCalendarOf};
    if (const Result<Done> resolved = resolveModels(*ledger, request.filter, now); !resolved) {
        return resolved.problem();
    }
    return shownReviewOf(*ledger->reader, *ledger->pricer, request);
}

Result<ReviewData> withAliases(ReviewData review, const ReviewCommand &command)
{
    //: before a letter: "Project A"
    const std::string prefix = ReviewTexts::tr("Project ").toStdString();
    if (command.aliasProjects) {
        return aliased(review, letteredAliases(review, prefix));
    }
    if (command.aliases.empty()) {
        return review;
    }
    QFile file{QDir::current().absoluteFilePath(QFile::decodeName(command.aliases.c_str()))};
    const std::string name = file.fileName().toStdString();
    if (!file.exists()) {
        return Problem{.cause = Cause::FileMissing, .file = name};
    }
    if (!QFileInfo{file}.isFile()) {
        return Problem{.cause = Cause::NotARegularFile, .file = name};
    }
    if (!file.open(QIODevice::ReadOnly)) {
        return Problem{.cause = Cause::FileUnreadable, .file = name, .args = {file.errorString().toStdString()}};
    }
    const QByteArray content = file.read(LargestAliases);
    Result<ProjectAliases> given = readAliases({content.constData(), std::size_t(content.size())});
    if (!given) {
        Problem problem = given.problem();
        problem.file = name;
        return problem;
    }
    return aliased(review, namedAliases(review, *given, prefix));
}

QPageSize::PageSizeId paperOf(const ReviewCommand &command)
{
    return command.paper == "a4" ? QPageSize::A4 : command.paper == "letter" ? QPageSize::Letter : ReviewPrint::usualPageSize();
}

int printWritten(const CommandContext &context, const QString &file, const NamedPeriod &period, int pages)
{
    if (context.json) {
        QJsonObject json{{QStringLiteral("file"), file}, {QStringLiteral("period"), QString::fromStdString(toText(period))}};
        if (pages > 0) {
            json.insert(QStringLiteral("pages"), pages);
        }
        printJson(json);
    } else {
        print(ReviewTexts::tr("The review was written to %1.", "a file").arg(visibleText(file)) + QLatin1Char('\n'));
    }
    return ExitDone;
}

int writeReview(const CommandContext &context, const ReviewCommand &command, ReviewForm form, const QString &file)
{
    const Result<ReviewData> data = reviewFor(context, command);
    const Result<ReviewData> review = data ? withAliases(*data, command) : Result<ReviewData>{data.problem()};
    if (!review) {
        return reviewFailed(review.problem());
    }
    const Result<ReviewFileContent> content = reviewFileOf(*review, form, QFileInfo{context.ledger}.fileName(), paperOf(command));
    if (!content) {
        return reviewFailed(content.problem());
    }
    if (const Result<Done> written = writeReviewFile(file, content->bytes); !written) {
        return reviewFailed(written.problem());
    }
    if (form == ReviewForm::FocusCsv && review->now.unpricedRequests > 0) {
        printError(ReviewTexts::tr("%n request(s) have no price and no cost in the file. Set a price: tokenmeter prices set", nullptr, int(review->now.unpricedRequests)));
    }
    return printWritten(context, file, review->period, content->pages);
}

/// For cron: once a month, and silently where there is nothing to do.
int runScheduled(const CommandContext &context, const ReviewCommand &command)
{
    SettingsStore store{SettingsStore::defaultFile()};
    const ReviewSchedule schedule = readReviewSchedule(store.value(QLatin1String(ReviewSchedule::Name)));
    if (!schedule.isOn()) {
        printError(ReviewTexts::tr("No folder is set for monthly reviews. Choose one in Settings, Notifications."));
        return ExitFailed;
    }
    const Result<View> view = viewOf(context, command.view);
    if (!view) {
        return reviewFailed(view.problem());
    }
    const NamedPeriod month = lastMonth(view->zone.dayOf(context.environment.now));
    if (!command.force && !schedule.isDue(month)) {
        return ExitDone;
    }
    ReviewCommand asked = command;
    asked.period = toText(month);
    const ReviewForm form = schedule.form;
    const QString file = QDir{schedule.folder}.absoluteFilePath(reviewFileName(month, form));
    const int status = writeReview(context, asked, form, file);
    if (status == ExitDone) {
        store.setValue(QLatin1String(ReviewSchedule::Name), textOf(schedule.written(month)));
    }
    return status;
}

} // namespace

int runReview(const CommandContext &context, const ReviewCommand &command)
{
    if (!command.language.empty()) {
        language::apply(QString::fromStdString(command.language));
    }
    if (command.isPdf()) {
        Theme::apply(*qApp, Theme::Mode::Light); // the fonts
    }
    if (command.scheduled) {
        return runScheduled(context, command);
    }
    if (!command.file.empty()) {
        const QString file = QDir::current().absoluteFilePath(QFile::decodeName(command.file.c_str()));
        const std::optional<ReviewForm> form = reviewFormOf(file);
        if (!form) {
            printError(ReviewTexts::tr("What to write is told by the end of the name: .pdf, .html, .csv, .projects.csv, .focus.csv or .json."));
            return ExitUsage;
        }
        if (QFileInfo::exists(file) && !command.force) {
            printError(ReviewTexts::tr("%1 exists already. Choose another name, or add --force to replace it.").arg(visibleText(file)));
            return ExitFailed;
        }
        return writeReview(context, command, *form, file);
    }
    const Result<ReviewData> data = reviewFor(context, command);
    const Result<ReviewData> review = data ? withAliases(*data, command) : Result<ReviewData>{data.problem()};
    if (!review) {
        return reviewFailed(review.problem());
    }
    if (context.json) {
        printJson(QJsonDocument::fromJson(QByteArray::fromStdString(reviewText(*review))).object());
    } else {
        print(reviewSummary(*review));
    }
    return ExitDone;
}

} // namespace tokenmeter
