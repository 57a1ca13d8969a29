// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>

#include "WindowServices.h"

#include "Commands.h"
#include "window/AppAccounts.h"
#include "window/AppAlerts.h"
#include "window/AppMappings.h"
#include "window/AppPrices.h"
#include "window/AppRates.h"
#include "window/FolderWatch.h"
#include "window/PricerPool.h"
#include "window/ThemeFollower.h"
#include "flow/BudgetAlerts.h"
#include "flow/Import.h"
#include "ledger/Ledger.h"

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <stop_token>

namespace tokenmeter
{

/// How far a ledger is: another one after every import and every decision, whichever process made it.
struct LedgerMark
{
    std::int64_t records = 0;
    std::optional<UtcTime> lastImport{};
    std::string decision{}; ///< the newest of the journal
    friend bool operator==(const LedgerMark &, const LedgerMark &) = default;
};

/// What the window asks of the program, done for real: threads, files, the ledger. Lives on the GUI thread; nothing it
/// does there waits.
class AppServices final : public WindowServices
{
    Q_OBJECT
public:
    /// @param demo opens the demo's ledger in place of the user's
    AppServices(CommandContext context, SettingsStore store, bool demo);
    ~AppServices() override;

    Settings settings() const override { return m_settings; }
    void setSettings(const Settings &settings) override;
    UtcTime now() const override;
    Zone zone() const override { return m_zone; }
    bool isDemo() const override { return m_demo; }
    std::optional<bool> desktopPrefersDark() const override { return m_desktopTheme.prefersDark(); }
    QString ledgerPath() const override { return m_path; }
    qint64 ledgerBytes() const override;
    QString catalogueVersion() const override;

    QFuture<Result<OverviewData>> overview(const OverviewRequest &request) override;
    QFuture<std::vector<FoundSource>> discover() override;
    std::vector<NewTool> newTools() const override;
    void lookForNewTools() override;
    void declineTool(const QString &formatId, bool declined) override;

    QFuture<Result<std::int64_t>> setTag(const TagTarget &target, const Tag &tag) override;
    QFuture<Result<std::int64_t>> setExcluded(const RecordSelection &selection, bool excluded, const QString &why) override;
    QFuture<Result<JournalEntry>> undo() override;
    QFuture<Result<Budget>> addBudget(const Budget &budget) override;
    QFuture<Result<Budget>> editBudget(const Budget &budget) override;
    QFuture<Result<Done>> removeBudget(std::int64_t id) override;
    QFuture<Result<Plan>> addPlan(const Plan &plan) override;
    QFuture<Result<Plan>> editPlan(const Plan &plan) override;
    QFuture<Result<Done>> removePlan(std::int64_t id) override;
    QFuture<Result<Done>> setPlanOrder(const std::string &provider, const std::optional<PlanKinds> &kinds) override;
    QFuture<Result<ReviewFact>> addReviewFact(const ReviewFactBody &what) override;
    QFuture<Result<ReviewFact>> editReviewFact(std::int64_t id, const ReviewFactBody &what) override;
    QFuture<Result<Done>> removeReviewFact(std::int64_t id, ReviewFactKind kind) override;
    QFuture<Result<PeriodClose>> closePeriod(const CloseRequest &request) override;
    QFuture<Result<Done>> reopenClose(std::int64_t id, const QString &why) override;
    QFuture<Result<ForgetEffect>> setSourceState(const SourceKey &source, SourceState state, bool withRecords, const QString &why) override;
    QFuture<Result<Done>> setCacheReading(const SourceKey &source, CacheReading reading) override;
    QFuture<Result<std::int64_t>> setOverlapChoice(const OverlapPair &pair, std::optional<OverlapChoice> choice) override;
    QFuture<Result<ImportOutcome>> scanSource(const SourceKey &source) override;
    QFuture<Result<Done>> acknowledgeAlerts(const std::vector<std::int64_t> &ids) override;
    QFuture<Result<Done>> snoozeAlert(std::int64_t id, UtcTime until) override;
    QFuture<Result<Done>> muteAlert(std::int64_t id) override;
    void openAt(const QString &file, qint64 offset) override;
    void cancelReadings() override;
    void openWindow(const QString &ledger) override;
    QByteArray stored(const QString &name) const override { return m_store.value(name); }
    void store(const QString &name, const QByteArray &value) override { m_store.setValue(name, value); }

    void importFound(const QStringList &formatIds) override;
    void importPaths(const QStringList &paths) override;
    void importMapped(const QString &profile, const QStringList &paths) override;
    void cancelImport() override;
    void refresh() override;
    void reopen() override;
    void setPrice(const OwnPrice &price) override;
    void backUp(const QString &target) override;
    AccountServices &accounts() override { return m_accounts; }
    RateServices &rates() override { return m_rates; }
    AlertServices &alerts() override;
    Notifier &notifier(); ///< made when it is first asked for: a picture needs none
    PriceServices &prices() override { return m_prices; }
    MappingServices &mappings() override { return m_mappings; }
    void openDemo() override;
    void leaveDemo() override;

    /// Opens the ledger; the window is shown meanwhile. Signals ledgerSwitched() or ledgerFailed().
    void start();
    /// Waits for all threads: whoever awaits an answer still lives, which QFuture::then() of Qt 6.4 needs. Call it before
    /// the window goes; nothing is answered after it.
    void close();
    /// Who else is told of alerts, and when nobody is: completes the request of every evaluation, on the GUI thread. Without it
    /// alerts stay in the inbox.
    using AlertRules = std::function<void(EvaluationRequest &request)>;
    void setAlertRules(AlertRules rules) { m_alertRules = std::move(rules); }
    /// How budgets stand, now: stores what is new to say. Called by itself after whatever moves them.
    void evaluate();
    /// Billing accounts are asked by themselves when they are due; never those of the demo. Before start().
    void setPolling(bool polls) { m_polls = polls; }
    /// What is being watched for changes.
    FolderWatch::State watching() const { return m_watch.state(); }
    std::optional<WatchLimit> watchLimit() const override;
    /// Before start().
    void setWatchLimits(const FolderWatch::Limits &limits) { m_watch.setLimits(limits); }
    /// Nothing is being read, imported or opened, and no account asked because the user wants it.
    bool isIdle() const { return m_pending == 0 && m_accounts.isIdle() && m_rates.isIdle() && m_prices.isIdle() && m_mappings.isIdle(); }
    SettingsStore &settingsStore() { return m_store; }

protected:
    void runReading(const QString &channel, ReadingJob job) override;

private:
    /// Writes on the ledger's thread what the user decided, then tells that the ledger has changed.
    /// @param movesBudgets they may stand otherwise afterwards: they are evaluated
    template <class Body>
    auto decide(Body body, bool movesBudgets = false);
    EvaluationRequest evaluationRequest() const;
    /// The next moment at which budgets stand otherwise without anything having happened.
    void scheduleEvaluation(const Evaluation &evaluation);
    /// Finds what to read; runs on the thread that writes.
    using Finder = std::function<Result<Discovery>(LedgerWriter &, LedgerReader &)>;

    void open(const QString &path);
    using ImportEnd = std::function<void(const Result<ImportOutcome> &outcome)>;
    void startImport(Finder finder, bool quiet, ImportEnd end = {});
    void watchSources();
    /// After a look that found files it could not read, or could not look at all: some times, each later than the one before.
    void lookAgainSoon();
    void applyZone();
    QFuture<Result<std::int64_t>> acceptCatalogue(const AppPrices::Acceptance &acceptance);
    void scheduleMidnight();

    CommandContext m_context;
    SettingsStore m_store;
    Settings m_settings;
    Zone m_zone;
    QString m_path;
    bool m_demo = false;
    int m_starts = 0; ///< a demo that is made for an older one is not opened
    std::unique_ptr<Ledger> m_ledger{};

    /// The newest question of a channel.
    struct Channel
    {
        ReadTicket ticket{};
        std::shared_ptr<std::atomic<unsigned>> newest = std::make_shared<std::atomic<unsigned>>(0U);
    };
    AppAccounts m_accounts;
    AppRates m_rates;
    std::unique_ptr<Notifier> m_notifier{};
    std::unique_ptr<AppAlerts> m_alerts{};
    AppPrices m_prices;
    AppMappings m_mappings{[this] { return m_context.ledger; }};
    bool m_polls = false;
    std::map<QString, Channel> m_channels{};
    /// Lent to reading threads, one each; thrown away when prices change.
    std::shared_ptr<PricerPool> m_pricers = std::make_shared<PricerPool>();

    ThemeFollower m_desktopTheme;
    FolderWatch m_watch;
    std::optional<WatchLimit> m_toldLimit{};
    QTimer m_retry; ///< of files that could not be read
    int m_retries = 0;
    LedgerMark m_mark{}; ///< when it was last looked at
    QTimer m_midnight;
    QTimer m_evaluation;  ///< to the next end of a period
    AlertRules m_alertRules{};
    bool m_evaluating = false;
    bool m_evaluateAgain = false;
    int m_evaluationTries = 0; ///< that failed, one after the other
    std::vector<NewTool> m_newTools{}; ///< of the open ledger; who is declined is in the settings
    bool m_lookingForTools = false;
    bool m_lookForToolsAgain = false;
    bool m_toolsAfterLook = false; ///< the first look goes before, as it brings figures
    QTimer m_firstLook; ///< for what changed in the logs, once a ledger is open and its first picture drawn
    std::stop_source m_stop{};
    int m_imports = 0; ///< running or waiting
    bool m_refreshAgain = false;
    int m_pending = 0;
};

} // namespace tokenmeter
