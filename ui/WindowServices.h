// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Alert.h"
#include "core/Budget.h"
#include "core/OwnPrice.h"
#include "core/Plan.h"
#include "core/ReviewFact.h"
#include "flow/Closing.h"
#include "flow/Overview.h"
#include "ledger/Decisions.h"
#include "ledger/ReviewFactJson.h"
#include "ledger/SourceBook.h"

#include "AccountServices.h"
#include "AlertServices.h"
#include "MappingServices.h"
#include "PriceServices.h"
#include "RateServices.h"

#include <QFuture>
#include <QObject>
#include <QPromise>
#include <QString>
#include <QStringList>

#include <functional>
#include <memory>
#include <type_traits>
#include <utility>

namespace tokenmeter
{

/// What the user chose on the settings page. Kept by app/ in the platform's settings store.
struct Settings
{
    QString currency{QStringLiteral("USD")};
    QString zoneId{};          ///< IANA; empty = the system's
    int firstDayOfWeek = 0;    ///< 1 = Monday ... 7 = Sunday; 0 = the locale's
    int billingDay = 1;        ///< first day of the billing month, 1 to 28
    QString language{};        ///< "en", "zh_CN"; empty = the system's
    enum class Theme { System, Light, Dark };
    Theme theme = Theme::System;
    QString ledgerFile{};      ///< empty = the default place
    QString ratePublisher{};   ///< who is asked for exchange rates; empty = the first of RateServices::publishers()
    bool dailyRates = false;   ///< once on every working day; else only when the user asks
    friend bool operator==(const Settings &, const Settings &) = default;
};

/// One tool whose logs were found, before they are read.
struct FoundSource
{
    QString formatId{};
    QString name{}; ///< proper name
    QString path{}; ///< absolute
    qint64 files = 0;
    qint64 bytes = 0;
    UtcTime oldest{}; ///< of the files' modification times
};

/// A tool that has logs on this computer of which the ledger knows nothing.
struct NewTool
{
    QString formatId{};
    QString name{};        ///< proper name
    QStringList folders{}; ///< absolute; never empty
    qint64 files = 0;      ///< in all of them
    bool isDeclined = false; ///< the user does not want it read
    friend bool operator==(const NewTool &, const NewTool &) = default;
};

struct ImportProgress
{
    bool running = false;
    qint64 filesDone = 0, filesTotal = 0;
    qint64 bytesDone = 0, bytesTotal = 0;
};

struct ImportOutcome
{
    qint64 filesRead = 0, filesFailed = 0;
    qint64 added = 0, updated = 0, duplicate = 0, skippedLines = 0;
    bool quiet = false; ///< a look at what is known, that nobody may have asked for
    bool cancelled = false;
    std::optional<Problem> failure{}; ///< why it stopped altogether
    std::vector<Problem> problems{};
};

/// Not all folders of logs could be watched for changes.
struct WatchLimit
{
    int seconds = 0;   ///< between looks at those
    QString setting{}; ///< of the system, that would allow more; empty = it is this program that watches no more
    friend bool operator==(const WatchLimit &, const WatchLimit &) = default;
};

/// What the window asks of the program around it. app/ implements it; no call blocks.
class WindowServices : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    virtual Settings settings() const = 0;
    virtual void setSettings(const Settings &settings) = 0; ///< applied at once, then settingsChanged()
    virtual UtcTime now() const = 0;
    virtual Zone zone() const = 0;
    virtual bool isDemo() const = 0;
    /// Nothing where the desktop does not tell, or has no preference.
    virtual std::optional<bool> desktopPrefersDark() const = 0;
    virtual QString ledgerPath() const = 0;
    virtual qint64 ledgerBytes() const = 0; ///< of the file and its WAL when last looked at; -1 = not known
    virtual QString catalogueVersion() const = 0;

    /// A newer request supersedes an older one of the same caller: the older future is cancelled.
    virtual QFuture<Result<OverviewData>> overview(const OverviewRequest &request) = 0;
    virtual QFuture<std::vector<FoundSource>> discover() = 0;

    /// As last looked for, by themselves after the first look at the logs and after imports: the declined ones, too. None in the demo.
    virtual std::vector<NewTool> newTools() const = 0;
    virtual void lookForNewTools() = 0; ///< in the background; then newToolsChanged()
    /// Remembered on this computer; then newToolsChanged(). @param declined false: it is offered again
    virtual void declineTool(const QString &formatId, bool declined) = 0;

    /// What a question may use, on a thread that is not the window's. Not to be kept.
    struct Reading
    {
        LedgerReader &reader;
        Pricer &pricer;
        const ReadProgress &progress; ///< to be called now and then by long reads; shown in the status bar
    };
    /// Asks the ledger. A newer question of the same channel supersedes an older one, which answers Cancelled (or is
    /// cancelled). Questions of different channels run side by side.
    /// @param channel "trends", "records", "records.count": one name a place that shows one answer
    /// @param body Result<T>(Reading), pure over its captures
    template <class Body>
    auto ask(const QString &channel, Body body) -> QFuture<std::invoke_result_t<Body, Reading>>
    {
        using Answer = std::invoke_result_t<Body, Reading>;
        auto promise = std::make_shared<QPromise<Answer>>();
        promise->start();
        runReading(channel, [promise, body = std::move(body)](Reading *reading, const Problem &problem) mutable {
            promise->addResult(reading ? body(*reading) : Answer{problem});
            promise->finish();
        });
        return promise->future();
    }

    /// Gives up every question that waits for its answer: they answer Cancelled.
    virtual void cancelReadings() = 0;

    /// Decisions of the user: journalled, then ledgerChanged(). They answer as the functions of LedgerWriter do.
    virtual QFuture<Result<std::int64_t>> setTag(const TagTarget &target, const Tag &tag) = 0;
    virtual QFuture<Result<std::int64_t>> setExcluded(const RecordSelection &selection, bool excluded, const QString &why) = 0;
    virtual QFuture<Result<JournalEntry>> undo() = 0;
    /// Budgets: journalled, then ledgerChanged(), and all of them are evaluated anew.
    virtual QFuture<Result<Budget>> addBudget(const Budget &budget) = 0;
    virtual QFuture<Result<Budget>> editBudget(const Budget &budget) = 0;
    virtual QFuture<Result<Done>> removeBudget(std::int64_t id) = 0;
    /// Plans: journalled, then ledgerChanged(), and budgets are evaluated anew, since effective cost follows from them.
    virtual QFuture<Result<Plan>> addPlan(const Plan &plan) = 0;
    virtual QFuture<Result<Plan>> editPlan(const Plan &plan) = 0;
    virtual QFuture<Result<Done>> removePlan(std::int64_t id) = 0;
    /// @param provider raw name; empty = every other one. @param kinds nothing = the usual order
    virtual QFuture<Result<Done>> setPlanOrder(const std::string &provider, const std::optional<PlanKinds> &kinds) = 0;
    /// Notes, outcomes, annotations: journalled, then ledgerChanged().
    virtual QFuture<Result<ReviewFact>> addReviewFact(const ReviewFactBody &what) = 0;
    virtual QFuture<Result<ReviewFact>> editReviewFact(std::int64_t id, const ReviewFactBody &what) = 0;
    virtual QFuture<Result<Done>> removeReviewFact(std::int64_t id, ReviewFactKind kind) = 0;
    /// Freezes a period with the figures as they were shown, and opens it again; journalled, then ledgerChanged().
    virtual QFuture<Result<PeriodClose>> closePeriod(const CloseRequest &request) = 0;
    virtual QFuture<Result<Done>> reopenClose(std::int64_t id, const QString &why) = 0;
    /// Sources: journalled, then ledgerChanged(), and budgets are evaluated anew. One that is read again is looked at at once.
    /// @param why may be empty but for a source that is forgotten
    virtual QFuture<Result<ForgetEffect>> setSourceState(const SourceKey &source, SourceState state, bool withRecords, const QString &why) = 0;
    virtual QFuture<Result<Done>> setCacheReading(const SourceKey &source, CacheReading reading) = 0;
    virtual QFuture<Result<std::int64_t>> setOverlapChoice(const OverlapPair &pair, std::optional<OverlapChoice> choice) = 0;
    /// Reads all of a source once more, from the start of its files, with importProgressed() meanwhile; answers when that is done.
    virtual QFuture<Result<ImportOutcome>> scanSource(const SourceKey &source) = 0;
    /// States of stored alerts, by number; then ledgerChanged().
    virtual QFuture<Result<Done>> acknowledgeAlerts(const std::vector<std::int64_t> &ids) = 0;
    virtual QFuture<Result<Done>> snoozeAlert(std::int64_t id, UtcTime until) = 0;
    virtual QFuture<Result<Done>> muteAlert(std::int64_t id) = 0;

    /// Opens a file of the user's at a byte, in the desktop's editor; the folder where that cannot be done.
    virtual void openAt(const QString &file, qint64 offset) = 0;
    /// Another ledger beside this one, in a window and a process of its own.
    virtual void openWindow(const QString &ledger) = 0;
    /// Values that outlive the program and belong to this computer: window state, saved views. Empty = none.
    virtual QByteArray stored(const QString &name) const = 0;
    virtual void store(const QString &name, const QByteArray &value) = 0;

    virtual void importFound(const QStringList &formatIds) = 0; ///< of discover(); empty = all
    virtual void importPaths(const QStringList &paths) = 0;
    virtual void cancelImport() = 0;
    virtual void refresh() = 0; ///< F5: looks for what changed
    virtual void reopen() = 0; ///< a ledger that could not be opened is tried again; one that is open is looked at as by refresh()
    /// Nothing: changes of all logs are told at once.
    virtual std::optional<WatchLimit> watchLimit() const = 0;
    virtual void openDemo() = 0;
    virtual void leaveDemo() = 0;
    virtual void setPrice(const OwnPrice &price) = 0; ///< prices stored usage again, then priceSet()
    virtual void backUp(const QString &target) = 0; ///< copies the open ledger to a new file, then backedUp()
    virtual AccountServices &accounts() = 0; ///< billing accounts of the open ledger
    virtual RateServices &rates() = 0;       ///< exchange rates of the open ledger
    virtual AlertServices &alerts() = 0;     ///< how alerts reach the user on this computer
    virtual PriceServices &prices() = 0;     ///< newer price lists for the open ledger
    virtual MappingServices &mappings() = 0; ///< files that no format knows
    /// As importPaths(), read by the profile of that name, whatever else they might be.
    virtual void importMapped(const QString &profile, const QStringList &paths) = 0;

Q_SIGNALS:
    void importProgressed(const tokenmeter::ImportProgress &progress);
    void importFinished(const tokenmeter::ImportOutcome &outcome);
    void ledgerChanged(); ///< records were added: pages ask again
    /// Budgets were evaluated: after an import, a decision, and when a period ended. `fresh`: alerts that are new, as stored.
    void budgetsEvaluated(const std::vector<tokenmeter::Alert> &fresh);
    void watchLimitChanged();
    void newToolsChanged(); ///< or were looked for without a change
    void ledgerSwitched(); ///< another ledger file is open (demo, settings)
    void settingsChanged();
    void desktopThemeChanged();
    void priceSet(qint64 records, const std::optional<tokenmeter::Problem> &failure); ///< how many have a new price
    void backedUp(const QString &target, const std::optional<tokenmeter::Problem> &failure);
    void ledgerFailed(const tokenmeter::Problem &problem); ///< the ledger cannot be opened
    void readingProgressed(const QString &channel, double part); ///< 1 = done or given up

protected:
    using ReadingJob = std::function<void(Reading *reading, const Problem &problem)>;
    /// Calls the job exactly once: with a reading, or without one and with the reason (Cancelled when superseded).
    virtual void runReading(const QString &channel, ReadingJob job) = 0;
};

} // namespace tokenmeter
