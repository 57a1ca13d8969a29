// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QFuture>
#include <QHash>
#include <QPromise>

#include "SampleMonth.h"
#include "WindowServices.h"
#include "ledger/LedgerWriter.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <utility>

namespace tokenmeter::testing
{

/// Plays the network, the keyring and the polling. Writes down what it was asked to do, never a key.
class FakeAccounts final : public AccountServices
{
public:
    bool asks = true;
    bool online = true;
    std::set<std::int64_t> syncing{};
    QStringList calls{}; ///< "syncNow 3", "keep work"
    std::vector<AccountDraft> drafts{}; ///< of tests and keep()
    LedgerWriter *writer = nullptr;
    std::function<void()> changed{};
    UtcTime clock{};
    std::optional<Problem> keepFailure{};
    bool holdTest = false; ///< tests wait for answerTest()
    Result<std::vector<KeyAnswer>> answer = std::vector<KeyAnswer>{};

    void answerTest()
    {
        if (const auto promise = std::exchange(m_test, {})) {
            promise->addResult(answer);
            promise->finish();
        }
    }
    void tellSyncing() { Q_EMIT syncingChanged(); }
    void tellProgress(int asked, int all) { Q_EMIT testProgressed(asked, all); }

    bool mayAsk() const override { return asks; }
    bool isOnline() const override { return online; }
    bool isSyncing(std::int64_t account) const override { return syncing.contains(account); }
    QFuture<Result<std::vector<KeyAnswer>>> test(const AccountDraft &draft) override
    {
        calls << QStringLiteral("test ") + QString::fromStdString(draft.account.name);
        drafts.push_back(draft);
        m_test = std::make_shared<QPromise<Result<std::vector<KeyAnswer>>>>();
        m_test->start();
        auto future = m_test->future();
        if (!holdTest) {
            answerTest();
        }
        return future;
    }
    void cancelTest() override
    {
        calls << QStringLiteral("cancelTest");
        answer = m_test ? Result<std::vector<KeyAnswer>>{Problem{.cause = Cause::Cancelled}} : answer;
        answerTest();
    }
    QFuture<Result<BillingAccount>> keep(const AccountDraft &draft) override
    {
        calls << QStringLiteral("keep ") + QString::fromStdString(draft.account.name);
        drafts.push_back(draft);
        if (keepFailure || writer == nullptr) {
            return QtFuture::makeReadyFuture(Result<BillingAccount>{keepFailure.value_or(Problem{})});
        }
        Result<BillingAccount> stored = draft.account;
        if (draft.account.id == 0) {
            stored = writer->addAccount(draft.account, clock);
        } else if (const Result<Done> edited = writer->editAccount(draft.account, clock); !edited) {
            stored = edited.problem();
        }
        return told(stored);
    }
    QFuture<Result<Done>> setPaused(const BillingAccount &account, bool paused) override
    {
        BillingAccount edited = account;
        edited.paused = paused;
        return told(writer ? writer->editAccount(edited, clock) : Result<Done>{Problem{}});
    }
    QFuture<Result<Done>> remove(const BillingAccount &account, bool withData) override
    {
        calls << QStringLiteral("remove %1%2").arg(QString::fromStdString(account.name), withData ? QStringLiteral(" with data") : QString{});
        return told(writer ? writer->removeAccount(account.id, withData, clock) : Result<Done>{Problem{}});
    }
    void syncNow(std::int64_t account) override
    {
        calls << QStringLiteral("syncNow %1").arg(account);
        syncing.insert(account);
        tellSyncing();
    }
    void cancelSync() override
    {
        calls << QStringLiteral("cancelSync");
        syncing.clear();
        tellSyncing();
    }

private:
    template <class Answer>
    QFuture<Answer> told(const Answer &outcome)
    {
        if (outcome && changed) {
            changed();
        }
        return QtFuture::makeReadyFuture(outcome);
    }
    std::shared_ptr<QPromise<Result<std::vector<KeyAnswer>>>> m_test{};
};

/// Plays the publishers of exchange rates.
class FakeRates final : public RateServices
{
public:
    bool asks = true;
    bool fetching = false;
    std::optional<Newest> last{};
    std::optional<Problem> problem{};
    int asked = 0; ///< fetchNow()

    void tell() { Q_EMIT changed(); }
    bool mayAsk() const override { return asks; }
    bool isFetching() const override { return fetching; }
    std::vector<std::pair<QString, QString>> publishers() const override
    {
        return {{QStringLiteral("ecb"), QStringLiteral("ECB")}, {QStringLiteral("other"), QStringLiteral("Other")}};
    }
    std::optional<Newest> newest() const override { return last; }
    std::optional<Problem> failure() const override { return problem; }
    void fetchNow() override
    {
        ++asked;
        fetching = true;
        tell();
    }
};

class FakeAlerts final : public AlertServices
{
public:
    std::vector<Way> known{{.id = QStringLiteral("desktop")}};
    QuietHours hours{};
    bool tray = true, toTray = false, autostart = false;
    std::optional<Problem> refusal{}; ///< of add(), remove(), test() and setStartsWithDesktop()
    QStringList did{};

    std::vector<Way> ways() const override { return known; }
    std::vector<std::pair<QString, QString>> forms() const override
    {
        return {{QStringLiteral("json"), QStringLiteral("JSON")}, {QStringLiteral("slack"), QStringLiteral("Slack")}};
    }
    Result<Done> add(Way::Kind kind, const QString &form, const QString &place) override
    {
        did << QStringLiteral("add %1 %2").arg(form, place);
        if (refusal) {
            return *refusal;
        }
        known.push_back({.id = QStringLiteral("way%1").arg(known.size()), .kind = kind, .form = form, .place = place.section(u'/', 0, 2)});
        Q_EMIT changed();
        return Done{};
    }
    Result<Done> remove(const QString &id) override
    {
        std::erase_if(known, [&id](const Way &way) { return way.id == id; });
        Q_EMIT changed();
        return refusal ? Result<Done>{*refusal} : Result<Done>{Done{}};
    }
    void setEnabled(const QString &id, bool on) override
    {
        for (Way &way : known) {
            way.enabled = way.id == id ? on : way.enabled;
        }
        Q_EMIT changed();
    }
    QFuture<Result<Done>> test(const QString &id) override
    {
        did << QStringLiteral("test ") + id;
        return QtFuture::makeReadyFuture(refusal ? Result<Done>{*refusal} : Result<Done>{Done{}});
    }
    QuietHours quiet() const override { return hours; }
    void setQuiet(const QuietHours &quiet) override { hours = quiet; }
    bool hasTray() const override { return tray; }
    bool closesToTray() const override { return toTray; }
    void setClosesToTray(bool on) override { toTray = on; }
    bool startsWithDesktop() const override { return autostart; }
    Result<Done> setStartsWithDesktop(bool on) override
    {
        autostart = on;
        return refusal ? Result<Done>{*refusal} : Result<Done>{Done{}};
    }
};

/// Plays public price lists and the ledger's thread.
class FakePrices final : public PriceServices
{
public:
    bool asks = true;
    bool busy = false;
    std::optional<PriceUpdate> update{};
    std::optional<PriceFindings> found{};
    std::optional<Problem> problem{};
    QStringList calls{}; ///< "fetch models.dev", "accept"

    void tell() { Q_EMIT changed(); }
    bool mayAsk() const override { return asks; }
    bool isBusy() const override { return busy; }
    std::vector<std::pair<QString, QString>> lists() const override
    {
        return {{QStringLiteral("models.dev"), QStringLiteral("models.dev")}, {QStringLiteral("litellm"), QStringLiteral("litellm")}};
    }
    std::optional<PriceUpdate> pending() const override { return update; }
    std::optional<PriceFindings> findings() const override { return found; }
    std::optional<Problem> failure() const override { return problem; }
    void fetch(const QString &list, bool withGuarded) override
    {
        calls << QStringLiteral("fetch ") + list + (withGuarded ? QStringLiteral(" with guarded") : QString{});
        busy = true;
        tell();
    }
    void openFile(const QString &file) override { calls << QStringLiteral("open ") + file; }
    void accept() override
    {
        calls << QStringLiteral("accept");
        const qint64 records = update ? update->preview.records : 0;
        update.reset();
        tell();
        Q_EMIT accepted(records);
    }
    void discard() override
    {
        calls << QStringLiteral("discard");
        update.reset();
        tell();
    }
};

/// Real heads and previews of real files; the shelf is a map.
class FakeMappings final : public MappingServices
{
public:
    std::map<std::string, Profile> shelf{};
    QStringList calls{}; ///< "open /a/b.csv", "keep mine"
    int tried = 0;
    std::optional<Problem> keepFailure{};
    QStringList tables{}; ///< what tablesAmong() finds

    QFuture<Result<Opened>> open(const QString &file) override
    {
        calls << QStringLiteral("open ") + file;
        Result<FileHead> head = headOfFile(file.toStdString());
        if (!head) {
            return QtFuture::makeReadyFuture(Result<Opened>{head.problem()});
        }
        std::vector<ShelvedProfile> profiles;
        for (const auto &[name, profile] : shelf) {
            profiles.push_back({name, profile});
        }
        Opened opened{.start = startMapping(*head, profiles)};
        opened.head = std::make_shared<const FileHead>(*head);
        return QtFuture::makeReadyFuture(Result<Opened>{opened});
    }
    QFuture<Result<MappingTrial>> tryOn(const Profile &profile, std::shared_ptr<const FileHead> head) override
    {
        ++tried;
        return QtFuture::makeReadyFuture(Result<MappingTrial>{tryMapping(profile, *head)});
    }
    QFuture<Result<Profile>> profile(const QString &name) override
    {
        const auto found = shelf.find(name.toStdString());
        return QtFuture::makeReadyFuture(found == shelf.end() ? Result<Profile>{Problem{.cause = Cause::FileMissing}} : Result<Profile>{found->second});
    }
    QFuture<Result<Done>> keep(const Profile &profile) override
    {
        calls << QStringLiteral("keep ") + QString::fromStdString(profile.name);
        if (!keepFailure) {
            shelf[profile.name] = profile;
        }
        return QtFuture::makeReadyFuture(keepFailure ? Result<Done>{*keepFailure} : Result<Done>{Done{}});
    }
    std::function<bool(const std::string &format)> hasProfile() const override
    {
        return [kept = shelf](const std::string &format) { return kept.contains(format.substr(format.find(':') + 1)); };
    }
    QFuture<Result<QStringList>> tablesAmong(const QStringList &paths) override
    {
        calls << QStringLiteral("tablesAmong ") + paths.join(u' ');
        return QtFuture::makeReadyFuture(Result<QStringList>{tables});
    }
};

/// Plays the program around the window. Answers at once, or with `hold` when answerAll() is called; writes down what it
/// was asked to do.
class FakeServices final : public WindowServices
{
public:
    FakeServices()
    {
        m_settings.zoneId = QStringLiteral("Europe/Berlin");
        m_settings.language = QStringLiteral("en");
        m_settings.theme = Settings::Theme::Light;
        m_settings.firstDayOfWeek = 1;
    }

    std::function<Result<OverviewData>(const OverviewRequest &)> answer = [](const OverviewRequest &request) {
        return Result<OverviewData>{sampleMonth(request)};
    };
    std::vector<FoundSource> found{};
    bool hold = false;
    std::vector<OverviewRequest> asked{};
    QStringList calls{}; ///< "importPaths a b", "cancelImport"
    bool demo = false;
    std::optional<WatchLimit> limit{}; ///< of watching
    UtcTime clock = parseTime("2026-11-18T13:32:00Z").value().time; ///< 14:32 in Berlin

    const OverviewRequest &lastAsked() const { return asked.back(); }
    void answerAll()
    {
        std::vector<Pending> now;
        now.swap(m_pending);
        for (Pending &pending : now) {
            pending.promise->addResult(answer(pending.request));
            pending.promise->finish();
        }
        QCoreApplication::sendPostedEvents(); // whoever waits learns of it through the loop
    }
    std::size_t pendingCount() const { return m_pending.size(); }

    Settings settings() const override { return m_settings; }
    void setSettings(const Settings &settings) override
    {
        const bool otherLedger = settings.ledgerFile != m_settings.ledgerFile;
        m_settings = settings;
        Q_EMIT settingsChanged();
        if (otherLedger) {
            Q_EMIT ledgerSwitched();
        }
    }
    UtcTime now() const override { return clock; }
    Zone zone() const override { return Zone::byId(m_settings.zoneId.toStdString()).value_or(Zone::utc()); }
    bool isDemo() const override { return demo; }
    std::optional<WatchLimit> watchLimit() const override { return limit; }
    QString ledgerPath() const override { return QStringLiteral("/home/ada/.local/share/tokenmeter/ledger.db"); }
    qint64 ledgerBytes() const override { return 48'200'000; }
    QString catalogueVersion() const override { return QStringLiteral("2026-11-16"); }

    QFuture<Result<OverviewData>> overview(const OverviewRequest &request) override
    {
        asked.push_back(request);
        auto promise = std::make_shared<QPromise<Result<OverviewData>>>();
        promise->start();
        QFuture<Result<OverviewData>> future = promise->future();
        m_pending.push_back({request, promise});
        if (!hold) {
            answerAll();
        }
        return future;
    }
    /// A real ledger for pages that ask it; without one their questions answer Cancelled. Asked on the calling thread.
    LedgerReader *reader = nullptr;
    LedgerWriter *writer = nullptr;
    Pricer *pricer = nullptr;
    QStringList channels{}; ///< of the questions, in their order
    bool holdReadings = false; ///< questions wait for readAll()
    std::optional<Problem> readFailure{}; ///< of every question
    void readAll()
    {
        std::vector<ReadingJob> jobs;
        jobs.swap(m_readings);
        for (ReadingJob &job : jobs) {
            read(job);
        }
    }
    QFuture<Result<std::int64_t>> setTag(const TagTarget &target, const Tag &tag) override
    {
        return decided(writer ? writer->setTag(target, tag, clock) : Result<std::int64_t>{Problem{}});
    }
    QFuture<Result<std::int64_t>> setExcluded(const RecordSelection &selection, bool excluded, const QString &why) override
    {
        return decided(writer ? writer->setExcluded(selection, excluded, why.toStdString(), clock) : Result<std::int64_t>{Problem{}});
    }
    QFuture<Result<JournalEntry>> undo() override { return decided(writer ? writer->undo(clock) : Result<JournalEntry>{Problem{}}); }
    QFuture<Result<Budget>> addBudget(const Budget &budget) override { return decided(writer ? writer->addBudget(budget, clock) : Result<Budget>{Problem{}}); }
    QFuture<Result<Budget>> editBudget(const Budget &budget) override { return decided(writer ? writer->editBudget(budget, clock) : Result<Budget>{Problem{}}); }
    QFuture<Result<Done>> removeBudget(std::int64_t id) override { return decided(writer ? writer->removeBudget(id, clock) : Result<Done>{Problem{}}); }
    QFuture<Result<Plan>> addPlan(const Plan &plan) override { return decided(writer ? writer->addPlan(plan, clock) : Result<Plan>{Problem{}}); }
    QFuture<Result<Plan>> editPlan(const Plan &plan) override { return decided(writer ? writer->editPlan(plan, clock) : Result<Plan>{Problem{}}); }
    QFuture<Result<ReviewFact>> addReviewFact(const ReviewFactBody &what) override
    {
        return decided(writer ? writer->addReviewFact(what, clock) : Result<ReviewFact>{Problem{}});
    }
    QFuture<Result<ReviewFact>> editReviewFact(std::int64_t id, const ReviewFactBody &what) override
    {
        return decided(writer ? writer->editReviewFact(id, what, clock) : Result<ReviewFact>{Problem{}});
    }
    QFuture<Result<Done>> removeReviewFact(std::int64_t id, ReviewFactKind kind) override
    {
        return decided(writer ? writer->removeReviewFact(id, kind, clock) : Result<Done>{Problem{}});
    }
    QFuture<Result<Done>> removePlan(std::int64_t id) override { return decided(writer ? writer->removePlan(id, clock) : Result<Done>{Problem{}}); }
    QFuture<Result<PeriodClose>> closePeriod(const CloseRequest &request) override
    {
        return decided(writer && reader ? tokenmeter::closePeriod(*writer, *reader, request) : Result<PeriodClose>{Problem{}});
    }
    QFuture<Result<Done>> reopenClose(std::int64_t id, const QString &why) override
    {
        return decided(writer ? writer->reopenClose(id, why.toStdString(), clock) : Result<Done>{Problem{}});
    }
    QFuture<Result<Done>> setPlanOrder(const std::string &provider, const std::optional<PlanKinds> &kinds) override
    {
        return decided(writer ? writer->setPlanOrder(provider, kinds, clock) : Result<Done>{Problem{}});
    }
    QFuture<Result<ForgetEffect>> setSourceState(const SourceKey &source, SourceState state, bool withRecords, const QString &why) override
    {
        return decided(writer ? writer->setSourceState(source, state, withRecords, why.toStdString(), clock) : Result<ForgetEffect>{Problem{}});
    }
    QFuture<Result<Done>> setCacheReading(const SourceKey &source, CacheReading reading) override
    {
        return decided(writer ? writer->setCacheReading(source, reading, {}, clock) : Result<Done>{Problem{}});
    }
    QFuture<Result<std::int64_t>> setOverlapChoice(const OverlapPair &pair, std::optional<OverlapChoice> choice) override
    {
        return decided(writer ? writer->setOverlapChoice(pair, choice, {}, clock) : Result<std::int64_t>{Problem{}});
    }
    /// Answers when endScan() is called.
    QFuture<Result<ImportOutcome>> scanSource(const SourceKey &source) override
    {
        calls << QStringLiteral("scan ") + QString::fromStdString(source.root);
        m_scan = std::make_shared<QPromise<Result<ImportOutcome>>>();
        m_scan->start();
        return m_scan->future();
    }
    void endScan(const Result<ImportOutcome> &outcome)
    {
        m_scan->addResult(outcome);
        m_scan->finish();
    }
    QFuture<Result<Done>> acknowledgeAlerts(const std::vector<std::int64_t> &ids) override
    {
        Result<Done> done = Done{};
        for (const std::int64_t id : ids) {
            done = writer ? writer->acknowledgeAlert(id, clock) : Result<Done>{Problem{}};
        }
        return decided(done);
    }
    QFuture<Result<Done>> snoozeAlert(std::int64_t id, UtcTime until) override
    {
        return decided(writer ? writer->snoozeAlert(id, until, {}) : Result<Done>{Problem{}});
    }
    QFuture<Result<Done>> muteAlert(std::int64_t id) override { return decided(writer ? writer->muteAlert(id, clock) : Result<Done>{Problem{}}); }
    void openAt(const QString &file, qint64 offset) override { calls << QStringLiteral("openAt %1 %2").arg(file).arg(offset); }
    void cancelReadings() override { calls << QStringLiteral("cancelReadings"); }
    void openWindow(const QString &ledger) override { calls << QStringLiteral("openWindow ") + ledger; }
    QByteArray stored(const QString &name) const override { return values.value(name); }
    void store(const QString &name, const QByteArray &value) override { values.insert(name, value); }
    QHash<QString, QByteArray> values{};

    QFuture<std::vector<FoundSource>> discover() override { return QtFuture::makeReadyFuture(found); }

    std::vector<NewTool> tools{}; ///< what lookForNewTools() finds
    std::vector<NewTool> newTools() const override { return m_newTools; }
    void lookForNewTools() override
    {
        calls << QStringLiteral("lookForNewTools");
        m_newTools = tools;
        Q_EMIT newToolsChanged();
    }
    void declineTool(const QString &formatId, bool declined) override
    {
        calls << QStringLiteral("%1 %2").arg(declined ? QStringLiteral("decline") : QStringLiteral("offer"), formatId);
        for (std::vector<NewTool> *each : {&tools, &m_newTools}) {
            for (NewTool &tool : *each) {
                tool.isDeclined = tool.formatId == formatId ? declined : tool.isDeclined;
            }
        }
        Q_EMIT newToolsChanged();
    }

    void importFound(const QStringList &formatIds) override { calls << QStringLiteral("importFound ") + formatIds.join(u' '); }
    void importPaths(const QStringList &paths) override { calls << QStringLiteral("importPaths ") + paths.join(u' '); }
    void importMapped(const QString &profile, const QStringList &paths) override { calls << QStringLiteral("importMapped %1 %2").arg(profile, paths.join(u' ')); }
    void cancelImport() override { calls << QStringLiteral("cancelImport"); }
    void refresh() override { calls << QStringLiteral("refresh"); }
    void reopen() override { calls << QStringLiteral("reopen"); }
    void openDemo() override { switchDemo(true); }
    void leaveDemo() override { switchDemo(false); }
    std::optional<bool> desktopPrefersDark() const override { return prefersDark; }
    std::optional<bool> prefersDark{};
    void setPrice(const OwnPrice &price) override { ownPrices.push_back(price); }
    std::vector<OwnPrice> ownPrices{};
    void backUp(const QString &target) override { calls << QStringLiteral("backUp ") + target; }
    FakeAccounts &accounts() override { return m_accounts; }
    FakeRates &rates() override { return m_rates; }
    FakeAlerts &alerts() override { return m_alerts; }
    FakePrices &prices() override { return m_prices; }
    FakeMappings &mappings() override { return m_mappings; }

protected:
    void runReading(const QString &channel, ReadingJob job) override
    {
        channels << channel;
        if (holdReadings) {
            m_readings.push_back(std::move(job));
        } else {
            read(job);
        }
    }

private:
    void read(const ReadingJob &job)
    {
        if (readFailure) {
            job(nullptr, *readFailure);
            return;
        }
        if (reader == nullptr || pricer == nullptr) {
            job(nullptr, {.cause = Cause::Cancelled});
            return;
        }
        const ReadProgress nobody = [](double) {};
        Reading reading{*reader, *pricer, nobody};
        job(&reading, {});
    }
    template <class Answer>
    QFuture<Answer> decided(Answer outcome)
    {
        if (outcome) {
            QMetaObject::invokeMethod(this, [this] { Q_EMIT ledgerChanged(); }, Qt::QueuedConnection);
        }
        return QtFuture::makeReadyFuture(std::move(outcome));
    }
    struct Pending
    {
        OverviewRequest request{};
        std::shared_ptr<QPromise<Result<OverviewData>>> promise{};
    };
    void switchDemo(bool on)
    {
        calls << (on ? QStringLiteral("openDemo") : QStringLiteral("leaveDemo"));
        demo = on;
        Q_EMIT ledgerSwitched();
    }

    Settings m_settings;
    FakeAccounts m_accounts;
    FakeRates m_rates{};
    FakeAlerts m_alerts{};
    FakePrices m_prices{};
    FakeMappings m_mappings{};
    std::vector<Pending> m_pending;
    std::vector<NewTool> m_newTools{};
    std::vector<ReadingJob> m_readings;
    std::shared_ptr<QPromise<Result<ImportOutcome>>> m_scan{};
};

} // namespace tokenmeter::testing
