// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/AppServices.h"

#include "Demo.h"
#include "ImportSources.h"
#include "Json.h"
#include "notify/channels/Notifier.h"
#include "window/OpenInEditor.h"
#include "flow/KnownSources.h"
#include "PriceFiles.h"
#include "flow/Pricing.h"
#include "import/Discovery.h"
#include "import/LineNumbers.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QProcess>
#include <QSystemTrayIcon>
#include <QtConcurrent>

#include <algorithm>
#include <utility>

namespace tokenmeter
{
namespace
{

constexpr int FirstLookMs = 1000;      ///< at the latest, where nobody asks for a picture
constexpr int AfterPictureMs = 50;     ///< from the answer to its picture
constexpr std::chrono::seconds SoonestRetry{2}; ///< each is twice as far as the one before
constexpr int MostRetries = 6;
constexpr std::chrono::seconds SoonestEvaluation{30}; ///< a window that nobody looks at is not woken more often
constexpr std::chrono::seconds RollingEvaluation{60}; ///< while records age out of a rolling budget
constexpr std::chrono::hours LatestEvaluation{24};
constexpr std::chrono::seconds LatestEvaluationRetry{60};

/// What came of looking at the logs.
struct Look
{
    ImportSummary summary{};
    std::optional<LedgerMark> mark{}; ///< nothing where it could not be told: what was read is in the ledger all the same
};

Result<LedgerMark> markOf(LedgerReader &reader)
{
    const Result<LedgerSummary> summary = reader.summary();
    const Result<std::vector<JournalEntry>> journal = reader.journal(1);
    if (!summary || !journal) {
        return summary ? journal.problem() : summary.problem();
    }
    return LedgerMark{summary->records, summary->lastImport, journal->empty() ? std::string{} : journal->front().uuid};
}

std::vector<FoundSource> toolsOf(const Discovery &discovery)
{
    std::vector<FoundSource> tools;
    for (const DiscoveredSource &source : discovery.sources) {
        FoundSource tool;
        tool.formatId = text(std::string{source.format->id});
        tool.name = text(std::string{source.format->name});
        tool.path = text(source.root);
        std::int64_t oldest = INT64_MAX;
        for (const DiscoveredFile &file : source.files) {
            ++tool.files;
            tool.bytes += file.size;
            oldest = std::min(oldest, file.modifiedNs / 1'000'000);
        }
        tool.oldest = utcFromMs(oldest);
        if (tool.files > 0) {
            tools.push_back(std::move(tool));
        }
    }
    return tools;
}

const QString DeclinedTools = QStringLiteral("declined-tools"); ///< in the settings: ids of formats, one a line

QStringList declinedIn(const SettingsStore &store)
{
    return QString::fromUtf8(store.value(DeclinedTools)).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
}

/// A tool may keep its logs in several folders; it is one to the user.
std::vector<NewTool> newToolsOf(const Discovery &unknown)
{
    std::vector<NewTool> tools;
    for (const FoundSource &source : toolsOf(unknown)) {
        auto tool = std::find_if(tools.begin(), tools.end(), [&](const NewTool &each) { return each.formatId == source.formatId; });
        if (tool == tools.end()) {
            tool = tools.insert(tools.end(), NewTool{.formatId = source.formatId, .name = source.name});
        }
        tool->folders << source.path;
        tool->files += source.files;
    }
    return tools;
}

} // namespace

AppServices::AppServices(CommandContext context, SettingsStore store, bool demo)
    : m_context{std::move(context)}, m_store{std::move(store)}, m_settings{m_context.settings}, m_zone{m_context.zone},
      m_path{m_context.ledger}, m_demo{demo}, m_accounts{[this] { return now(); }}, m_rates{[this] { return now(); }, m_store},
      m_prices{[this] { return now(); },
               [this](const AppPrices::Acceptance &acceptance) { return acceptCatalogue(acceptance); }}
{
    m_rates.setSettings(m_settings);
    connect(&m_rates, &AppRates::stored, this, [this] {
        Q_EMIT ledgerChanged();
        evaluate();
    });
    connect(&m_prices, &PriceServices::accepted, this, [this] {
        m_pricers->clear(); // they know the old prices
        Q_EMIT ledgerChanged();
        evaluate();
    });
    connect(&m_accounts, &AppAccounts::changed, this, [this] {
        Q_EMIT ledgerChanged();
        evaluate();
    });
    connect(&m_desktopTheme, &ThemeFollower::changed, this, &AppServices::desktopThemeChanged);
    connect(&m_watch, &FolderWatch::changed, this, [this] {
        m_retries = 0; // another file than the one that was given up
        refresh();
    });
    connect(&m_watch, &FolderWatch::stateChanged, this, [this] {
        if (const std::optional<WatchLimit> limit = watchLimit(); limit != m_toldLimit) {
            m_toldLimit = limit;
            Q_EMIT watchLimitChanged();
        }
    });
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &AppServices::refresh);
    m_firstLook.setSingleShot(true);
    connect(&m_firstLook, &QTimer::timeout, this, [this] {
        --m_pending;
        if (m_ledger) {
            watchSources();
            m_toolsAfterLook = true;
            refresh();
            evaluate();
        }
    });
    m_midnight.setSingleShot(true);
    connect(&m_midnight, &QTimer::timeout, this, [this] {
        Q_EMIT ledgerChanged(); // another day is "today" now
        scheduleMidnight();
        evaluate();
    });
    m_evaluation.setSingleShot(true);
    connect(&m_evaluation, &QTimer::timeout, this, &AppServices::evaluate);
    scheduleMidnight();
}

AppServices::~AppServices()
{
    close();
}

void AppServices::close()
{
    m_stop.request_stop();
    m_ledger.reset(); // waits for its threads
    QThreadPool::globalInstance()->waitForDone(); // what follows its work needs this object
}

Notifier &AppServices::notifier()
{
    if (!m_notifier) {
        m_notifier = std::make_unique<Notifier>(m_store, QSystemTrayIcon::isSystemTrayAvailable());
    }
    return *m_notifier;
}

AlertServices &AppServices::alerts()
{
    if (!m_alerts) {
        m_alerts = std::make_unique<AppAlerts>(notifier(), QSystemTrayIcon::isSystemTrayAvailable());
    }
    return *m_alerts;
}

UtcTime AppServices::now() const
{
    return m_context.environment.fixedNow ? m_context.environment.now : clockNow();
}

void AppServices::scheduleMidnight()
{
    const UtcTime moment = now();
    const UtcTime next = m_zone.startOf(m_zone.dayOf(moment) + std::chrono::days{1});
    m_midnight.start(std::chrono::duration_cast<std::chrono::milliseconds>(next - moment) + std::chrono::seconds{1});
}

qint64 AppServices::ledgerBytes() const
{
    const QFileInfo file{m_path};
    return file.exists() ? file.size() + QFileInfo{m_path + QStringLiteral("-wal")}.size() : -1;
}

QString AppServices::catalogueVersion() const
{
    return m_prices.versionInUse().isEmpty() ? text(Catalogue::builtIn()->version()) : m_prices.versionInUse();
}

void AppServices::start()
{
    const int number = ++m_starts;
    if (!m_demo) {
        open(m_context.ledger);
        return;
    }
    ++m_pending;
    QtConcurrent::run([context = m_context] { return makeDemoLedger(context); })
        .then(this, [this, number](const Result<QString> &path) {
            --m_pending;
            if (number != m_starts) {
                return; // the demo was left meanwhile
            }
            if (path) {
                open(*path);
            } else {
                Q_EMIT ledgerFailed(path.problem());
            }
        });
}

void AppServices::open(const QString &path)
{
    ++m_pending;
    m_stop.request_stop();
    m_stop = {};
    m_path = path;
    m_accounts.open({}, false, false);
    m_rates.open({}, false, false);
    m_prices.open({}, false);
    m_ledger.reset();
    m_pricers->clear();
    m_evaluation.stop();
    m_evaluationTries = 0;
    m_evaluating = m_evaluateAgain = false; // an evaluation that is under way is of the ledger before
    m_newTools.clear();
    Q_EMIT newToolsChanged();
    Ledger::Options options;
    options.path = path.toStdString();
    options.writer.zone = m_zone;
    m_ledger = std::make_unique<Ledger>(options);
    m_ledger
        ->write([path = options.path, now = now()](LedgerWriter &writer) -> Result<LedgerMark> {
            Result<std::unique_ptr<LedgerReader>> reader = LedgerReader::open(path);
            const Result<Done> adopted = reader ? adoptCatalogue(writer, **reader, now) : Result<Done>{reader.problem()};
            return adopted ? markOf(**reader) : Result<LedgerMark>{adopted.problem()};
        })
        .then(this, [this, path](const Result<LedgerMark> &opened) {
            --m_pending;
            if (path != m_path) {
                return; // another one was asked for meanwhile
            }
            if (!opened) {
                m_ledger.reset();
                Q_EMIT ledgerFailed(opened.problem());
                return;
            }
            m_mark = *opened;
            m_accounts.open(m_path, !m_demo, m_polls);
            m_rates.open(m_path, !m_demo, m_polls);
            m_prices.open(m_path, !m_demo);
            Q_EMIT ledgerSwitched();
            // Walking the folders takes the disk and a core from the first picture; nobody misses it before that.
            if (!m_firstLook.isActive()) {
                ++m_pending;
            }
            m_firstLook.start(FirstLookMs);
        });
}

QFuture<Result<OverviewData>> AppServices::overview(const OverviewRequest &request)
{
    return ask(QStringLiteral("overview"),
               [request](Reading reading) { return overviewOf(reading.reader, reading.pricer, request); });
}

void AppServices::runReading(const QString &name, ReadingJob job)
{
    if (!m_ledger) {
        job(nullptr, {.cause = Cause::Cancelled});
        return;
    }
    Channel &channel = m_channels[name];
    const unsigned number = ++*channel.newest;
    channel.ticket.cancel(); // a newer question supersedes the older one
    channel.ticket = {};
    ++m_pending;
    const ReadProgress progress = [this, name, number, newest = channel.newest](double part) {
        if (newest->load() == number) {
            QMetaObject::invokeMethod(this, [this, name, part] { Q_EMIT readingProgressed(name, part); }, Qt::QueuedConnection);
        }
    };
    // The one who asked is answered on the reading thread; what is counted here is counted on the window's.
    m_ledger
        ->read(
            [job, number, newest = channel.newest, pricers = m_pricers, progress](LedgerReader &reader) mutable -> Result<Done> {
                if (newest->load() != number) {
                    return Problem{.cause = Cause::Cancelled}; // superseded while it waited
                }
                const Result<PricerPool::Loan> pricer = pricers->borrow(reader);
                if (!pricer) {
                    return pricer.problem();
                }
                Reading reading{reader, **pricer, progress};
                std::exchange(job, {})(&reading, {});
                return Done{};
            },
            channel.ticket)
        .then(this, [this, name, number, newest = channel.newest, job](const Result<Done> &done) {
            --m_pending;
            if (m_firstLook.isActive()) {
                m_firstLook.start(AfterPictureMs);
            }
            if (newest->load() == number) {
                Q_EMIT readingProgressed(name, 1);
            }
            if (!done) {
                job(nullptr, done.problem());
            }
        });
}

void AppServices::cancelReadings()
{
    for (auto &[name, channel] : m_channels) {
        channel.ticket.cancel();
    }
}

template <class Body>
auto AppServices::decide(Body body, bool movesBudgets)
{
    using Answer = std::invoke_result_t<Body, LedgerWriter &>;
    if (!m_ledger) {
        return QtFuture::makeReadyFuture(Answer{Problem{.cause = Cause::Cancelled}});
    }
    ++m_pending;
    return m_ledger->write(std::move(body)).then(this, [this, movesBudgets](Answer answer) {
        --m_pending;
        if (answer) {
            Q_EMIT ledgerChanged();
            if (movesBudgets) {
                evaluate();
            }
        }
        return answer;
    });
}

QFuture<Result<std::int64_t>> AppServices::setTag(const TagTarget &target, const Tag &tag)
{
    return decide([target, tag, now = now()](LedgerWriter &writer) { return writer.setTag(target, tag, now); }, true);
}

QFuture<Result<std::int64_t>> AppServices::setExcluded(const RecordSelection &selection, bool excluded, const QString &why)
{
    return decide([selection, excluded, why = why.toStdString(), now = now()](LedgerWriter &writer) {
        return writer.setExcluded(selection, excluded, why, now);
    }, true);
}

QFuture<Result<JournalEntry>> AppServices::undo()
{
    return decide([now = now()](LedgerWriter &writer) { return writer.undo(now); }, true).then(this, [this](Result<JournalEntry> undone) {
        if (undone && undone->action.starts_with("source ")) { // it may be read again
            watchSources();
            refresh();
        }
        return undone;
    });
}

QFuture<Result<Budget>> AppServices::addBudget(const Budget &budget)
{
    return decide([budget, now = now()](LedgerWriter &writer) { return writer.addBudget(budget, now); }, true);
}

QFuture<Result<Budget>> AppServices::editBudget(const Budget &budget)
{
    return decide([budget, now = now()](LedgerWriter &writer) { return writer.editBudget(budget, now); }, true);
}

QFuture<Result<Done>> AppServices::removeBudget(std::int64_t id)
{
    return decide([id, now = now()](LedgerWriter &writer) { return writer.removeBudget(id, now); }, true);
}

QFuture<Result<Plan>> AppServices::addPlan(const Plan &plan)
{
    return decide([plan, now = now()](LedgerWriter &writer) { return writer.addPlan(plan, now); }, true);
}

QFuture<Result<Plan>> AppServices::editPlan(const Plan &plan)
{
    return decide([plan, now = now()](LedgerWriter &writer) { return writer.editPlan(plan, now); }, true);
}

QFuture<Result<Done>> AppServices::removePlan(std::int64_t id)
{
    return decide([id, now = now()](LedgerWriter &writer) { return writer.removePlan(id, now); }, true);
}

QFuture<Result<Done>> AppServices::setPlanOrder(const std::string &provider, const std::optional<PlanKinds> &kinds)
{
    return decide([provider, kinds, now = now()](LedgerWriter &writer) { return writer.setPlanOrder(provider, kinds, now); }, true);
}

QFuture<Result<ReviewFact>> AppServices::addReviewFact(const ReviewFactBody &what)
{
    return decide([what, now = now()](LedgerWriter &writer) { return writer.addReviewFact(what, now); });
}

QFuture<Result<ReviewFact>> AppServices::editReviewFact(std::int64_t id, const ReviewFactBody &what)
{
    return decide([id, what, now = now()](LedgerWriter &writer) { return writer.editReviewFact(id, what, now); });
}

QFuture<Result<Done>> AppServices::removeReviewFact(std::int64_t id, ReviewFactKind kind)
{
    return decide([id, kind, now = now()](LedgerWriter &writer) { return writer.removeReviewFact(id, kind, now); });
}

QFuture<Result<PeriodClose>> AppServices::closePeriod(const CloseRequest &request)
{
    return decide([request, path = ledgerPath().toStdString()](LedgerWriter &writer) -> Result<PeriodClose> {
        const Result<std::unique_ptr<LedgerReader>> reader = LedgerReader::open(path);
        if (!reader) {
            return reader.problem();
        }
        return tokenmeter::closePeriod(writer, **reader, request);
    });
}

QFuture<Result<Done>> AppServices::reopenClose(std::int64_t id, const QString &why)
{
    return decide([id, why = why.toStdString(), now = now()](LedgerWriter &writer) { return writer.reopenClose(id, why, now); });
}

QFuture<Result<ForgetEffect>> AppServices::setSourceState(const SourceKey &source, SourceState state, bool withRecords, const QString &why)
{
    return decide([source, state, withRecords, why = why.toStdString(),
                   now = now()](LedgerWriter &writer) { return writer.setSourceState(source, state, withRecords, why, now); },
                  true)
        .then(this, [this, state](Result<ForgetEffect> effect) {
            if (effect) {
                watchSources();
                if (state == SourceState::Read) {
                    refresh();
                }
            }
            return effect;
        });
}

QFuture<Result<Done>> AppServices::setCacheReading(const SourceKey &source, CacheReading reading)
{
    return decide([source, reading, now = now()](LedgerWriter &writer) { return writer.setCacheReading(source, reading, {}, now); }, true)
        .then(this, [this](Result<Done> done) {
            if (done) {
                refresh(); // its files are to be read again
            }
            return done;
        });
}

QFuture<Result<std::int64_t>> AppServices::setOverlapChoice(const OverlapPair &pair, std::optional<OverlapChoice> choice)
{
    return decide([pair, choice, now = now()](LedgerWriter &writer) { return writer.setOverlapChoice(pair, choice, {}, now); }, true);
}

QFuture<Result<ImportOutcome>> AppServices::scanSource(const SourceKey &source)
{
    auto promise = std::make_shared<QPromise<Result<ImportOutcome>>>();
    promise->start();
    const ImportEnd end = [promise](const Result<ImportOutcome> &outcome) {
        promise->addResult(outcome);
        promise->finish();
    };
    decide([source, now = now()](LedgerWriter &writer) { return writer.rescanSource(source, now); }).then(this, [this, source, end](const Result<Done> &done) {
        if (!done) {
            end(done.problem());
            return;
        }
        startImport(
            [places = m_context.environment.places, ledger = m_context.ledger, source](LedgerWriter &, LedgerReader &reader) {
                Result<Discovery> known = knownSources(reader, places, [&](const std::string &id) { return formatOnShelf(id, ledger); });
                if (known) {
                    std::erase_if(known->sources, [&](const DiscoveredSource &each) { return SourceKey{std::string{each.format->id}, each.root} != source; });
                }
                return known;
            },
            false, end);
    });
    return promise->future();
}

QFuture<Result<Done>> AppServices::acknowledgeAlerts(const std::vector<std::int64_t> &ids)
{
    return decide([ids, now = now()](LedgerWriter &writer) -> Result<Done> {
        for (const std::int64_t id : ids) {
            if (const Result<Done> done = writer.acknowledgeAlert(id, now); !done) {
                return done.problem();
            }
        }
        return Done{};
    });
}

QFuture<Result<Done>> AppServices::snoozeAlert(std::int64_t id, UtcTime until)
{
    return decide([id, until, channels = evaluationRequest().channels](LedgerWriter &writer) { return writer.snoozeAlert(id, until, channels); });
}

QFuture<Result<Done>> AppServices::muteAlert(std::int64_t id)
{
    return decide([id, now = now()](LedgerWriter &writer) { return writer.muteAlert(id, now); });
}

EvaluationRequest AppServices::evaluationRequest() const
{
    EvaluationRequest request{.clock = now(), .zone = m_zone, .currency = Currency{m_settings.currency.toStdString()}};
    if (m_alertRules) {
        m_alertRules(request);
    }
    return request;
}

void AppServices::evaluate()
{
    if (!m_ledger) {
        return;
    }
    if (m_evaluating) {
        m_evaluateAgain = true;
        return;
    }
    m_evaluating = true;
    ++m_pending;
    m_ledger
        ->write([path = m_path.toStdString(), request = evaluationRequest()](LedgerWriter &writer) -> Result<Evaluation> {
            const Result<std::unique_ptr<LedgerReader>> reader = LedgerReader::open(path);
            if (!reader) {
                return reader.problem();
            }
            const Result<std::vector<Budget>> budgets = (*reader)->budgets();
            if (!budgets || budgets->empty()) {
                return budgets ? Result<Evaluation>{Evaluation{}} : Result<Evaluation>{budgets.problem()};
            }
            const Result<std::unique_ptr<Pricer>> pricer = pricerOf(**reader);
            if (!pricer) {
                return pricer.problem();
            }
            return evaluateBudgets(**reader, writer, **pricer, request);
        })
        .then(this, [this, path = m_path](const Result<Evaluation> &evaluation) {
            --m_pending;
            m_evaluating = false;
            if (std::exchange(m_evaluateAgain, false) || path != m_path) {
                evaluate();
            } else if (evaluation) {
                m_evaluationTries = 0;
                scheduleEvaluation(*evaluation);
            } else if (evaluation.problem().cause != Cause::Cancelled) { // nothing else may ask before the next end of a period
                m_evaluation.start(std::min<std::chrono::milliseconds>(SoonestRetry * (1 << m_evaluationTries), LatestEvaluationRetry));
                m_evaluationTries = std::min(m_evaluationTries + 1, MostRetries);
            }
            if (evaluation && path == m_path) {
                if (evaluation->yielded > 0) {
                    Q_EMIT ledgerChanged();
                }
                Q_EMIT budgetsEvaluated(evaluation->stored);
            }
        });
}

void AppServices::scheduleEvaluation(const Evaluation &evaluation)
{
    m_evaluation.stop();
    if (m_context.environment.fixedNow) {
        return;
    }
    std::chrono::milliseconds wait = LatestEvaluation;
    const UtcTime moment = now();
    for (const BudgetStatus &status : evaluation.statuses) {
        const BudgetSpan &span = status.current.span;
        if (span.isRolling) {
            wait = status.current.spent > 0 ? std::min<std::chrono::milliseconds>(wait, RollingEvaluation) : wait;
        } else if (const UtcTime next = moment < span.from ? span.from : span.to; next > moment) {
            wait = std::min(wait, next - moment);
        }
    }
    if (!evaluation.statuses.empty()) {
        m_evaluation.start(std::max<std::chrono::milliseconds>(wait, SoonestEvaluation));
    }
}

void AppServices::openWindow(const QString &ledger)
{
    QProcess::startDetached(QCoreApplication::applicationFilePath(), {QStringLiteral("--ledger"), ledger});
}

void AppServices::openAt(const QString &file, qint64 offset)
{
    openInEditor(file, offset);
}

QFuture<std::vector<FoundSource>> AppServices::discover()
{
    ++m_pending;
    auto future = QtConcurrent::run([places = m_context.environment.places] { return toolsOf(tokenmeter::discover(places)); });
    return future.then(this, [this](std::vector<FoundSource> found) {
        --m_pending;
        return found;
    });
}

std::vector<NewTool> AppServices::newTools() const
{
    std::vector<NewTool> tools = m_newTools;
    const QStringList declined = declinedIn(m_store);
    for (NewTool &tool : tools) {
        tool.isDeclined = declined.contains(tool.formatId);
    }
    return tools;
}

void AppServices::declineTool(const QString &formatId, bool declined)
{
    QStringList all = declinedIn(m_store);
    all.removeAll(formatId);
    if (declined) {
        all << formatId;
    }
    m_store.setValue(DeclinedTools, all.join(QLatin1Char('\n')).toUtf8());
    Q_EMIT newToolsChanged();
}

void AppServices::lookForNewTools()
{
    if (!m_ledger || m_demo) {
        return;
    }
    if (m_lookingForTools) { // it may know of the ledger as it was before
        m_lookForToolsAgain = true;
        return;
    }
    m_lookingForTools = true;
    ++m_pending;
    // Beside the ledger's own threads: a folder on a slow disk holds up no question.
    QtConcurrent::run([places = m_context.environment.places, path = m_path.toStdString()]() -> Result<std::vector<NewTool>> {
        Discovery found = tokenmeter::discover(places);
        const Result<std::unique_ptr<LedgerReader>> reader = LedgerReader::open(path);
        const Result<Done> left = reader ? leaveOutKnown(**reader, places, found) : Result<Done>{reader.problem()};
        return left ? Result<std::vector<NewTool>>{newToolsOf(found)} : Result<std::vector<NewTool>>{left.problem()};
    }).then(this, [this, path = m_path](const Result<std::vector<NewTool>> &tools) {
        --m_pending;
        m_lookingForTools = false;
        const bool isOfLedger = path == m_path && m_ledger != nullptr && !m_demo;
        if (tools && isOfLedger) {
            m_newTools = *tools;
            Q_EMIT newToolsChanged();
        }
        if (std::exchange(m_lookForToolsAgain, false) || !isOfLedger) {
            lookForNewTools();
        }
    });
}

void AppServices::importFound(const QStringList &formatIds)
{
    startImport(
        [places = m_context.environment.places, formatIds](LedgerWriter &, LedgerReader &reader) -> Result<Discovery> {
            Discovery found = tokenmeter::discover(places);
            if (const Result<PassedOver> passed = passOver(reader, found); !passed) {
                return passed.problem();
            }
            std::erase_if(found.sources, [&](const DiscoveredSource &source) {
                return !formatIds.isEmpty() && !formatIds.contains(text(std::string{source.format->id}));
            });
            return found;
        },
        false);
}

void AppServices::importPaths(const QStringList &paths)
{
    importMapped({}, paths);
}

void AppServices::importMapped(const QString &profile, const QStringList &paths)
{
    ImportCommand command;
    command.profile = profile.toStdString();
    for (const QString &path : paths) {
        command.paths.push_back(path.toStdString());
    }
    startImport(
        [environment = m_context.environment, ledger = m_context.ledger, command, now = now()](LedgerWriter &writer, LedgerReader &reader) -> Result<Discovery> {
            ImportSources sources = importSources(environment, ledger, command);
            Discovery found = std::move(sources.found);
            found.problems.insert(found.problems.end(), sources.failedPaths.begin(), sources.failedPaths.end());
            if (sources.wrongUsage) { // a profile that is gone or damaged
                found.problems.push_back(*sources.wrongUsage);
            }
            const Result<PassedOver> passed = takeBack(writer, reader, found, now);
            if (!passed) {
                return passed.problem();
            }
            for (const SourceKey &paused : passed->paused) {
                found.problems.push_back(pausedSource(paused));
            }
            return found;
        },
        false);
}

void AppServices::refresh()
{
    startImport(
        [places = m_context.environment.places, ledger = m_context.ledger](LedgerWriter &, LedgerReader &reader) {
            return knownSources(reader, places, [&](const std::string &id) { return formatOnShelf(id, ledger); });
        },
        true);
}

void AppServices::reopen()
{
    if (m_ledger) {
        refresh();
    } else {
        start();
    }
}

void AppServices::cancelImport()
{
    m_stop.request_stop();
}

void AppServices::startImport(Finder finder, bool quiet, ImportEnd end)
{
    if (!m_ledger || (m_demo && quiet)) {
        if (end) {
            end(Problem{.cause = Cause::Cancelled});
        }
        return;
    }
    if (m_imports > 0 && quiet) {
        m_refreshAgain = true; // once what runs is done
        return;
    }
    // What the user asks for meanwhile waits its turn on the writing thread.
    if (m_imports++ == 0 || m_stop.stop_requested()) { // one that was cancelled may not be through yet
        m_stop = {};
    }
    ++m_pending;
    if (!quiet) {
        Q_EMIT importProgressed({.running = true});
    }
    const auto report = [this, quiet](const ImportCounters &counters) {
        QMetaObject::invokeMethod(
            this,
            [this, quiet, counters] {
                if (m_imports > 0 && (!quiet || counters.bytesTotal > 50'000'000)) {
                    Q_EMIT importProgressed({true, counters.filesDone, counters.filesTotal, counters.bytesDone, counters.bytesTotal});
                }
                Q_EMIT ledgerChanged();
            },
            Qt::QueuedConnection);
    };
    auto future = m_ledger->write(
        [finder = std::move(finder), path = m_path.toStdString(), now = now(), threads = m_context.environment.cores, report,
         stop = m_stop.get_token()](LedgerWriter &writer) -> Result<Look> {
            Result<std::unique_ptr<LedgerReader>> reader = LedgerReader::open(path);
            if (!reader) {
                return reader.problem();
            }
            Result<std::unique_ptr<Pricer>> pricer = pricerOf(**reader);
            if (!pricer) {
                return pricer.problem();
            }
            Result<Discovery> found = finder(writer, **reader);
            if (!found) {
                return found.problem();
            }
            ImportRequest request;
            request.sources = std::move(found->sources);
            request.discoveryProblems = std::move(found->problems);
            request.now = now;
            request.threads = threads;
            request.progress = report;
            Result<ImportSummary> summary = importLogs(writer, **reader, rateSourceOf(**pricer), request, stop);
            if (!summary) {
                return summary.problem();
            }
            numberLines(summary->problems, stop); // here, where the files may be waited for
            const Result<LedgerMark> mark = markOf(**reader);
            return Look{*std::move(summary), mark ? std::optional{*mark} : std::nullopt};
        });
    future.then(this, [this, quiet, path = m_path, end = std::move(end)](const Result<Look> &look) {
        --m_pending;
        --m_imports;
        ImportOutcome outcome{.quiet = quiet};
        if (look) {
            const ImportSummary &summary = look->summary;
            outcome.filesRead = summary.filesRead;
            outcome.filesFailed = summary.filesFailed;
            outcome.added = summary.lines.added;
            outcome.updated = summary.lines.updated;
            outcome.duplicate = summary.lines.duplicate;
            outcome.skippedLines = summary.lines.skippedLines;
            outcome.cancelled = summary.cancelled;
            outcome.problems = summary.problems;
        } else {
            outcome.failure = look.problem();
        }
        Q_EMIT importProgressed({});
        Q_EMIT importFinished(outcome);
        if (end) {
            end(outcome.failure ? Result<ImportOutcome>{*outcome.failure} : Result<ImportOutcome>{outcome});
        }
        // A hook or the command line may have read the lines before: then there is nothing to read any more, and something to show.
        const bool hasMark = look && look->mark && path == m_path;
        const bool hasMoved = look
            && (look->summary.filesRead > 0 || look->summary.yielded > 0 || look->summary.repriced > 0 || look->summary.troubles > 0 || (hasMark && *look->mark != m_mark));
        if (hasMark) {
            if (look->mark->decision != m_mark.decision) { // it may have been about prices
                m_pricers->clear();
                m_prices.lookAgain();
            }
            m_mark = *look->mark;
        }
        if (!quiet || hasMoved) {
            Q_EMIT ledgerChanged();
            watchSources();
            evaluate();
        }
        const bool isWhole = quiet && look && !look->summary.cancelled;
        if (look ? look->summary.filesFailed > 0 : look.problem().cause != Cause::Cancelled) { // another process may have held the ledger for longer than is waited
            lookAgainSoon();
        } else if (isWhole) { // one file of many says nothing of the others
            m_retries = 0;
            m_retry.stop();
        }
        // An empty ledger shows all that was found, on the first page.
        const bool isFirst = look && path == m_path && std::exchange(m_toolsAfterLook, false);
        if (!quiet || (isFirst && m_mark.records > 0)) {
            lookForNewTools();
        }
        if (m_imports == 0 && std::exchange(m_refreshAgain, false)) {
            refresh();
        }
    });
}

std::optional<WatchLimit> AppServices::watchLimit() const
{
    const FolderWatch::State state = m_watch.state();
    return state.isComplete ? std::nullopt : std::optional{WatchLimit{.seconds = state.slowTickMs / 1000, .setting = QString::fromLatin1(state.systemsLimit)}};
}

void AppServices::lookAgainSoon()
{
    // A database whose owner holds it locked, a file that is being put in another's place: nothing more may happen to it that would be
    // told. What cannot be read for good is not asked for again until something changes.
    if (m_retries < MostRetries && !m_retry.isActive()) {
        m_retry.start(SoonestRetry * (1 << m_retries++));
    }
}

void AppServices::watchSources()
{
    if (!m_ledger || m_demo) {
        m_watch.watch({});
        return;
    }
    m_ledger
        ->read([places = m_context.environment.places, ledger = m_context.ledger](LedgerReader &reader) -> Result<std::vector<WatchedRoot>> {
            const Result<std::vector<SourceStanding>> sources = reader.sourceStandings();
            if (!sources) {
                return sources.problem();
            }
            std::vector<WatchedRoot> roots;
            const auto formatOf = [&](const std::string &id) { return formatOnShelf(id, ledger); };
            for (const auto &[format, root] : liveRoots(*sources, places, formatOf)) {
                Interest interest = interestAt(root, *format, places);
                roots.push_back({root, std::string{format->id}, std::move(interest.enters), std::move(interest.wants)});
            }
            return roots;
        })
        .then(this, [this, path = m_path](Result<std::vector<WatchedRoot>> roots) {
            if (roots && path == m_path) {
                m_watch.leaveOut(ledgerPath());
                m_watch.watch(*std::move(roots));
            }
        });
}

void AppServices::setSettings(const Settings &settings)
{
    const Settings before = std::exchange(m_settings, settings);
    if (before == settings) {
        return;
    }
    m_store.save(settings);
    m_rates.setSettings(settings);
    if (before.zoneId != settings.zoneId) {
        applyZone();
    }
    Q_EMIT settingsChanged();
    if (before.ledgerFile != settings.ledgerFile && !m_demo) {
        m_context.ledger = settings.ledgerFile.isEmpty() ? m_context.environment.defaultLedger() : settings.ledgerFile;
        open(m_context.ledger);
    }
}

void AppServices::applyZone()
{
    m_zone = m_settings.zoneId.isEmpty() ? Zone::system()
                                         : Zone::byId(m_settings.zoneId.toStdString()).value_or(Zone::system());
    m_context.zone = m_zone;
    scheduleMidnight();
    if (m_ledger) {
        ++m_pending;
        m_ledger->write([zone = m_zone](LedgerWriter &writer) { return writer.setZone(zone); })
            .then(this, [this](const Result<Done> &) {
                --m_pending;
                Q_EMIT ledgerChanged();
            });
    }
}

void AppServices::setPrice(const OwnPrice &price)
{
    if (!m_ledger) {
        return;
    }
    ++m_pending;
    m_ledger
        ->write([price, path = m_path.toStdString(), now = now()](LedgerWriter &writer) -> Result<std::int64_t> {
            if (const Result<Done> valid = checkOwnPrice(price); !valid) {
                return valid.problem();
            }
            if (const Result<Done> added = writer.addOwnPrice(price, now); !added) {
                return added.problem();
            }
            const Result<std::unique_ptr<LedgerReader>> reader = LedgerReader::open(path);
            if (!reader) {
                return reader.problem();
            }
            Result<std::unique_ptr<Pricer>> pricer = pricerOf(**reader);
            return pricer ? writer.reprice(false, rateSourceOf(**pricer)) : Result<std::int64_t>{pricer.problem()};
        })
        .then(this, [this](const Result<std::int64_t> &moved) {
            --m_pending;
            m_pricers->clear(); // they know the old prices
            Q_EMIT priceSet(moved ? qint64(*moved) : 0, moved ? std::nullopt : std::optional{moved.problem()});
            Q_EMIT ledgerChanged();
            evaluate();
        });
}

QFuture<Result<std::int64_t>> AppServices::acceptCatalogue(const AppPrices::Acceptance &acceptance)
{
    if (!m_ledger) {
        return QtFuture::makeReadyFuture(Result<std::int64_t>{Problem{.cause = Cause::Cancelled}});
    }
    return m_ledger->write([acceptance, path = m_path.toStdString(), now = now()](LedgerWriter &writer) -> Result<std::int64_t> {
        const Result<std::unique_ptr<LedgerReader>> reader = LedgerReader::open(path);
        const Result<std::shared_ptr<const Catalogue>> current
            = reader ? catalogueOf(**reader) : Result<std::shared_ptr<const Catalogue>>{reader.problem()};
        if (!current) {
            return current.problem();
        }
        if (basisOf(**current) != acceptance.basis) {
            return staleProposal();
        }
        if (const Result<Done> accepted = writer.acceptCatalogue(acceptance.version, acceptance.json, now); !accepted) {
            return accepted.problem();
        }
        Result<std::unique_ptr<Pricer>> pricer = pricerOf(**reader);
        return pricer ? writer.reprice(false, rateSourceOf(**pricer)) : Result<std::int64_t>{pricer.problem()};
    });
}

void AppServices::backUp(const QString &target)
{
    if (!m_ledger) {
        return;
    }
    ++m_pending;
    m_ledger->write([target = target.toStdString()](LedgerWriter &writer) { return writer.backup(target); })
        .then(this, [this, target](const Result<Done> &done) {
            --m_pending;
            Q_EMIT backedUp(target, done ? std::nullopt : std::optional{done.problem()});
        });
}

void AppServices::openDemo()
{
    m_demo = true;
    start();
}

void AppServices::leaveDemo()
{
    m_demo = false;
    start();
}

} // namespace tokenmeter
