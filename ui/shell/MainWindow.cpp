// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/MainWindow.h"

#include "flow/Import.h"
#include "format/BasisText.h"
#include "format/ProblemText.h"
#include "itemmodels/Answer.h"
#include "pages/FirstStartPage.h"
#include "pages/Inspector.h"
#include "pages/OverviewPage.h"
#include "pages/PriceDialog.h"
#include "pages/SettingsDialog.h"
#include "shell/AlertWatch.h"
#include "shell/BudgetWatch.h"
#include "shell/Appearance.h"
#include "shell/BannerArea.h"
#include "shell/Commands.h"
#include "shell/FileIntake.h"
#include "shell/FilterBar.h"
#include "shell/FilterLine.h"
#include "shell/HeaderBar.h"
#include "shell/LedgersMenu.h"
#include "shell/OverviewFeed.h"
#include "shell/Navigator.h"
#include "shell/PageHost.h"
#include "shell/ProblemsDialog.h"
#include "shell/Sidebar.h"
#include "shell/StartView.h"
#include "shell/StatusBar.h"
#include "shell/ViewStateJson.h"
#include "shell/ViewsMenu.h"
#include "shell/WindowDialogs.h"
#include "shell/WindowFrame.h"
#include "shell/WindowStatus.h"
#include "shell/WindowToast.h"
#include "theme/Theme.h"
#include "widgets/EmptyState.h"
#include "widgets/Toast.h"

#include <QDragEnterEvent>
#include <QKeyEvent>
#include <QMenuBar>
#include <QTimer>
#include <QToolButton>

#include <algorithm>
#include <utility>

namespace tokenmeter
{

namespace
{

/// What cannot be shown because something newer was asked is no failure.
bool isFailure(const Problem &problem)
{
    return problem.cause != Cause::Cancelled;
}

} // namespace

MainWindow::MainWindow(WindowServices &services, QWidget *parent)
    : QMainWindow{parent}, m_services{services}, m_alerts{new AlertWatch{services, this}}, m_budget{new BudgetWatch{services, this}}, m_navigator{new Navigator{services, m_names, this}},
      // Other pages want its names only: nothing that has to read the records for it.
      m_feed{new OverviewFeed{services, [this] { return m_navigator->overviewRequest(page() != nullptr); }, this}},
      m_intake{new FileIntake{services, this}}
{
    setObjectName(QStringLiteral("MainWindow"));
    setAcceptDrops(true);
    setMinimumSize(size::windowMinWidth, size::windowMinHeight);
    resize(size::windowWidth, size::windowHeight);
    appearance::apply(m_services.settings(), m_services.desktopPrefersDark());
    build();
    connect(m_navigator, &Navigator::changed, this, &MainWindow::viewChanged);
    connect(m_feed, &OverviewFeed::answered, this, &MainWindow::answered);
    connectServices();
    m_feed->ask();
    showPage(false);
}

MainWindow::~MainWindow() = default;

void MainWindow::connectServices()
{
    connect(&m_services, &WindowServices::importProgressed, this, [this](const ImportProgress &progress) {
        const bool began = progress.running && !m_progress.running;
        m_progress = progress;
        showStatus();
        if (began) {
            choosePage();
            showAnswer();
        }
    });
    connect(&m_services, &WindowServices::importFinished, this, &MainWindow::importFinished);
    connect(&m_services, &WindowServices::importFinished, m_intake, &FileIntake::importFinished);
    connect(m_intake, &FileIntake::importWanted, this, &MainWindow::startImport);
    connect(m_intake, &FileIntake::message, this, [this](const QString &sentence) { showMessage(sentence, false); });
    connect(&m_services, &WindowServices::ledgerChanged, this, [this] {
        m_ledgerChanged = true;
        m_feed->askSoon();
    });
    connect(&m_services, &WindowServices::newToolsChanged, this, &MainWindow::showNewTools);
    connect(m_alerts, &AlertWatch::unseenChanged, this, &MainWindow::showUnseenAlerts);
    connect(m_budget, &BudgetWatch::changed, this, &MainWindow::showBudget);
    connect(m_alerts, &AlertWatch::evaluated, this, [this] {
        if (page() != nullptr && page()->hasOwnScope()) {
            showPage(true);
        }
    });
    connect(m_alerts, &AlertWatch::told, this, [this](const QString &sentence) {
        m_toastAction = [this] { m_navigator->goToPage(QStringLiteral("budgets")); };
        m_toast->showMessage(sentence, tr("Show"));
    });
    connect(&m_services, &WindowServices::readingProgressed, this, [this](const QString &, double part) {
        m_reading = part < 1 ? std::optional{part} : std::nullopt;
        showStatus();
    });
    connect(&m_services.prices(), &PriceServices::changed, this, &MainWindow::showStatus); // it names the list in use
    connect(&m_services, &WindowServices::priceSet, this, [this](qint64 records, const std::optional<Problem> &failure) {
        m_toast->showMessage(WindowToast::pricesSet(records, failure), {});
    });
    connect(&m_services, &WindowServices::ledgerSwitched, this, [this] {
        forgetLedger();
        m_feed->ask();
        showPage(true);
    });
    connect(&m_services, &WindowServices::settingsChanged, this, &MainWindow::settingsChanged);
    connect(&m_services, &WindowServices::desktopThemeChanged, this,
            [this] { appearance::apply(m_services.settings(), m_services.desktopPrefersDark()); });
    connect(&m_services, &WindowServices::ledgerFailed, this, [this](const Problem &problem) {
        forgetLedger();
        m_feed->forget(); // an answer that is under way belongs to the ledger before
        m_ledgerProblem = problem;
        showBanner();
        choosePage();
        showStatus();
        Q_EMIT settled();
    });
    connect(&m_services, &WindowServices::backedUp, this, [this](const QString &target, const std::optional<Problem> &failure) {
        m_jobProblem = failure;
        m_jobIsQuiet = false;
        showBanner();
        if (!failure) {
            m_toast->showMessage(WindowToast::backedUp(target));
        }
    });
}

/// Makes everything inside anew: at the start and when the language has changed, since words are in every part.
void MainWindow::build()
{
    setWindowTitle(m_services.isDemo() ? tr("Tokenmeter, demo data") : QStringLiteral("Tokenmeter"));
    delete m_toast;
    m_toast = nullptr;
    buildCommands();
    m_frame = new WindowFrame{m_services, m_names, *m_navigator, m_menu.get(), this};
    m_pageFilter.reset();
    setCentralWidget(m_frame);
    m_toast = new Toast{this, m_frame->status};
    connectBars();
    connectPages();

    if (m_found) {
        m_frame->pages->firstStart()->setFound(*m_found, m_services.zone());
    }
    arrange();
    showView();
    showAnswer();
    showStatus();
    showBanner();
    showUnseenAlerts();
    showUnpriced();
    showNewTools();
    showBudget();
    choosePage();
}

void MainWindow::showUnseenAlerts()
{
    m_frame->sidebar->setBadge(QStringLiteral("budgets"), m_alerts->unseen(), m_alerts->spoken());
}

/// Models without a price, of the whole ledger: each waits for a decision on the page Prices.
void MainWindow::showUnpriced()
{
    const int count = m_data ? int(m_data->unpricedModels.size()) : 0;
    m_frame->sidebar->setBadge(QStringLiteral("prices"), count, tr("%n model(s) without a price", nullptr, count));
}

/// Tools that write logs which nobody reads: what they cost is in no total.
void MainWindow::showNewTools()
{
    const std::vector<NewTool> tools = m_services.newTools();
    const int count = int(std::count_if(tools.begin(), tools.end(), [](const NewTool &tool) { return !tool.isDeclined; }));
    m_frame->sidebar->setBadge(QStringLiteral("sources"), count, tr("%n tool(s) found and not read", nullptr, count));
}

void MainWindow::showBudget()
{
    if (const std::optional<BudgetLine> line = m_budget->line()) {
        m_frame->sidebar->setBudget(*line);
    }
}

/// What stands around the pages.
void MainWindow::connectBars()
{
    connect(m_frame->sidebar, &Sidebar::pageChosen, m_navigator, &Navigator::goToPage);
    connect(m_frame->header, &HeaderBar::backChosen, this, &MainWindow::goBack);
    connect(m_frame->header, &HeaderBar::forwardChosen, this, &MainWindow::goForward);
    connect(m_frame->header, &HeaderBar::exportChosen, this, &MainWindow::exportPage);
    connect(m_frame->header->filterLine(), &FilterLine::termsEntered, this, [this](const FilterTerms &terms) {
        ViewState next = view();
        next.filter = terms;
        go(next);
    });
    m_intake->watch(m_frame->header->filterLine());
    connect(m_frame->header->filterLine(), &FilterLine::refused, this, [this](const QString &sentence) { m_toast->showMessage(sentence); });
    connect(m_frame->filterBar, &FilterBar::viewWanted, this, &MainWindow::go);
    connect(m_toast, &Toast::actionTriggered, this, [this] {
        if (const std::function<void()> run = std::exchange(m_toastAction, {})) {
            run();
        }
    });
    connect(m_frame->banner, &BannerArea::chosen, this, &MainWindow::runBannerAction);
    connect(m_frame->status, &StatusBar::cancelChosen, this, [this] {
        if (m_progress.running) {
            m_services.cancelImport();
        } else {
            m_services.cancelReadings();
        }
    });
    connect(m_frame->status, &StatusBar::failureChosen, this, &MainWindow::showProblems);
}

void MainWindow::connectPages()
{
    const auto showFailure = [this](const Problem &problem) { showMessage(ProblemText::full(problem), false); };
    connect(m_frame->pages, &PageHost::viewWanted, this, &MainWindow::go);
    connect(m_frame->pages, &PageHost::whyWanted, this, &MainWindow::explain);
    connect(m_frame->pages, &PageHost::setPriceWanted, this, &MainWindow::askForPrice);
    connect(m_frame->pages, &PageHost::tableWanted, this, [this](const PageTable &table) { WindowDialogs::showTable(this, table); });
    connect(m_frame->pages, &PageHost::message, this, &MainWindow::showMessage);
    connect(m_frame->pages, &PageHost::saveViewWanted, this, &MainWindow::saveViewAs);
    connect(m_frame->pages, &PageHost::importWanted, this,
            [this](Page::ImportOf what) { m_commands->trigger(what == Page::ImportOf::Files ? Command::ImportFiles : Command::ImportFolder); });
    connect(m_frame->pages, &PageHost::importFoundWanted, this, &MainWindow::importFound);
    connect(m_frame->pages, &PageHost::settled, this, &MainWindow::settled);
    connect(m_frame->pages, &PageHost::failed, this, showFailure);
    connect(m_frame->inspector, &Inspector::settled, this, &MainWindow::settled);
    connect(m_frame->inspector, &Inspector::message, this, &MainWindow::showMessage);
    connect(m_frame->inspector, &Inspector::failed, this, showFailure);
    connect(m_frame->inspector, &Inspector::setPriceWanted, this, &MainWindow::askForPrice);
    connect(m_frame->pages->overview(), &OverviewPage::setPriceRequested, this, &MainWindow::askForPrice);
    connect(m_frame->pages->overview(), &OverviewPage::importRequested, this, &MainWindow::importFiles);
    connect(m_frame->pages->closed(), &EmptyState::actionTriggered, this, &MainWindow::openLedger);
    FirstStartPage *firstStart = m_frame->pages->firstStart();
    connect(firstStart, &FirstStartPage::importChosen, this, [this](const QStringList &formats) {
        for (const FoundSource &each : m_found.value_or(std::vector<FoundSource>{})) {
            if (!formats.contains(each.formatId)) {
                m_services.declineTool(each.formatId, true); // asked once is enough
            }
        }
        importFound(formats);
    });
    connect(firstStart, &FirstStartPage::importFilesChosen, this, &MainWindow::importFiles);
    connect(firstStart, &FirstStartPage::importFolderChosen, this, &MainWindow::importFolder);
    connect(firstStart, &FirstStartPage::demoChosen, &m_services, &WindowServices::openDemo);
}

void MainWindow::buildCommands()
{
    m_commands = std::make_unique<Commands>(m_services, PageHost::allEntries(), this);
    connect(m_commands.get(), &Commands::pageChosen, m_navigator, &Navigator::goToPage);
    connect(m_commands.get(), &Commands::ledgerChosen, this, &MainWindow::switchLedger);
    connect(m_commands.get(), &Commands::viewChosen, this, [this](const QJsonObject &json) {
        if (const std::optional<ViewState> next = viewFromJson(json, m_navigator->today(), m_navigator->rules())) {
            go(*next);
        }
    });
    const auto run = [this](Command command, const std::function<void()> &what) { m_commands->run(command, what); };
    run(Command::ImportFiles, [this] { importFiles(); });
    run(Command::ImportFolder, [this] { importFolder(); });
    run(Command::ImportMapped, [this] { importMapped(); });
    run(Command::Refresh, [this] { startImport([this] { m_services.refresh(); }); });
    run(Command::ShowProblems, [this] { showProblems(); });
    run(Command::OpenLedger, [this] { openLedger(); });
    run(Command::OpenWindow, [this] { chooseLedger([this](const QString &file) { m_services.openWindow(file); }); });
    run(Command::BackUp, [this] {
        if (const QString path = WindowDialogs::backUpTarget(this, m_navigator->today()); !path.isEmpty()) {
            m_services.backUp(path);
        }
    });
    run(Command::Export, [this] { exportPage(); });
    run(Command::Undo, [this] { undo(); });
    run(Command::Demo, [this] {
        if (m_services.isDemo()) {
            m_services.leaveDemo();
        } else {
            m_services.openDemo();
        }
    });
    run(Command::ShowSettings, [this] { showSettings(); });
    run(Command::About, [this] { WindowDialogs::showAbout(this); });
    run(Command::Quit, [this] { close(); });
    run(Command::Back, [this] { goBack(); });
    run(Command::Forward, [this] { goForward(); });
    const auto step = [this](bool forward) {
        if (Page *shown = page(); !shown || !shown->stepPeriod(forward)) {
            m_frame->filterBar->stepPeriod(forward);
        }
    };
    run(Command::Previous, [step] { step(false); });
    run(Command::Next, [step] { step(true); });
    run(Command::Present, [this] {
        if (Page *shown = page(); !shown || !shown->showPresent()) {
            m_frame->filterBar->showPresent();
        }
    });
    run(Command::Find, [this] {
        if (Page *shown = page(); !shown || !shown->find()) {
            m_commands->trigger(Command::FindFilter);
        }
    });
    run(Command::FindFilter, [this] {
        m_frame->header->filterLine()->setFocus(Qt::ShortcutFocusReason);
        m_frame->header->filterLine()->selectAll();
    });
    run(Command::ClearFilter, [this] {
        ViewState next = view();
        next.filter = {};
        go(next);
    });
    run(Command::SaveView, [this] { saveViewAs(); });
    run(Command::ToggleSidebar, [this] {
        m_narrowChosen = !m_frame->sidebar->isNarrow();
        arrange();
    });
    run(Command::ToggleMenuBar, [this] { menuBar()->setVisible(!menuBar()->isVisible()); });
    m_commands->fillMenuBar(*menuBar());
    menuBar()->setVisible(false);
    m_menu = m_commands->menu();
}

const ViewState &MainWindow::view() const
{
    return m_navigator->view();
}

FilterBar *MainWindow::filterBar() const
{
    return m_frame->filterBar;
}

HeaderBar *MainWindow::headerBar() const
{
    return m_frame->header;
}

Sidebar *MainWindow::sidebar() const
{
    return m_frame->sidebar;
}

StatusBar *MainWindow::statusArea() const
{
    return m_frame->status;
}

Inspector *MainWindow::inspector() const
{
    return m_frame->inspector;
}

OverviewPage *MainWindow::overviewPage() const
{
    return m_frame->pages->overview();
}

Banner *MainWindow::banner() const
{
    return m_frame->banner->banner();
}

FirstStartPage *MainWindow::firstStartPage() const
{
    return m_frame->pages->firstStart();
}

void MainWindow::askForPrice(const QString &provider, const QString &model)
{
    qint64 requests = 0;
    qint64 tokens = 0;
    if (m_data) {
        for (const LedgerReader::ModelVolume &volume : m_data->unpricedModels) {
            if (volume.model == model.toStdString() && volume.provider == provider.toStdString()) {
                requests = volume.unpricedRequests;
                tokens = volume.unpricedTokens;
            }
        }
    }
    auto *dialog = new PriceDialog{model, provider, requests, tokens, view().currency, this};
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] { m_services.setPrice(dialog->price()); });
    dialog->open();
}

void MainWindow::settingsChanged()
{
    appearance::apply(m_services.settings(), m_services.desktopPrefersDark());
    m_navigator->applySettings();
    showView();
    showPage(false);
    m_feed->ask();
}

void MainWindow::go(const ViewState &next)
{
    m_navigator->go(next);
}

void MainWindow::goBack()
{
    m_navigator->goBack();
}

void MainWindow::goForward()
{
    m_navigator->goForward();
}

void MainWindow::viewChanged(const ViewState &before)
{
    showView();
    const ViewState &now = view();
    // A filter that no bill answers: list cost takes its place, and that is said.
    if (now.basis == ViewBasis::Billed && shownBasis(now) != now.basis && before.page == now.page && shownBasis(before) == ViewBasis::Billed) {
        showMessage(tr("%1 List cost is shown.", "why billed cost cannot be shown").arg(BasisText::notTold(notOnBills(now))), false);
    }
    if (isNavigation(before, now)) {
        m_frame->inspector->leave(); // it explains what was in view before
    }
    if (before.measure != now.measure) {
        showAnswer(); // drawn anew from the same answer
    }
    if (before.page != now.page) {
        choosePage();
    }
    showPage(false);
    if (before.period != now.period || before.filter != now.filter || before.currency != now.currency
        || (page() == nullptr && (shownBasis(before) != shownBasis(now) || (m_data && m_data->basis != shownBasis(now))))) {
        m_frame->pages->overview()->setLoading();
        m_feed->ask();
    }
}

void MainWindow::answered(const Result<OverviewData> &answer)
{
    if (!answer && !isFailure(answer.problem())) {
        showAnswer();
        return;
    }
    bool first = false;
    if (answer) {
        first = !m_data;
        if (first) {
            m_commands->ledgers()->remember();
            m_budget->ask();
        }
        m_data = *answer;
        m_ledgerProblem.reset();
        m_names.learn(*m_data);
        showUnpriced();
    } else {
        m_ledgerProblem = answer.problem();
    }
    showAnswer();
    showStatus();
    showBanner();
    choosePage();
    // Terms become raw names by what the answer names; and the page shows what the ledger holds now.
    if (answer && (first || m_ledgerChanged)) {
        askNames();
    }
    if (m_data && (m_ledgerChanged || m_pageFilter != m_navigator->context().filter)) {
        showPage(std::exchange(m_ledgerChanged, false));
        if (m_frame->inspector->isVisible()) {
            m_frame->inspector->askAgain(m_navigator->context());
        }
    }
    Q_EMIT settled();
}

/// What filter bar and filter line can choose from.
void MainWindow::showNames()
{
    if (m_data) {
        m_frame->filterBar->setNames(m_names, amountsOf(*m_data, m_names, view().measure));
        m_frame->header->filterLine()->setNames(m_names);
    }
}

/// Tags, sessions, agents and tiers to choose from.
void MainWindow::askNames()
{
    const auto names = m_services.ask(QStringLiteral("filter.names"), [](WindowServices::Reading reading) { return filterNamesOf(reading.reader); });
    whenAnswered(this, names, [this](const Result<FilterNames> &found) {
        if (found) {
            m_names.learn(*found);
            showNames();
        }
    });
}

bool MainWindow::isBusy() const
{
    return m_discovering || m_feed->isBusy() || m_frame->pages->isBusy() || m_frame->inspector->isBusy();
}

Page *MainWindow::page() const
{
    return m_frame->pages->page(view().page);
}

void MainWindow::showPage(bool ledgerChanged)
{
    if (ledgerChanged) {
        m_frame->pages->ledgerChanged();
    }
    if (!page()) {
        return;
    }
    if (!m_data) { // names are not known yet: answered() comes back here
        page()->expectLedger();
        return;
    }
    const PageContext shown = m_navigator->context();
    m_pageFilter = shown.filter;
    m_frame->pages->show(shown);
    showFilterBar(); // a page may have a scope of its own in some views only
}

void MainWindow::showView()
{
    m_frame->filterBar->setRules(m_navigator->rules(), m_navigator->today());
    m_frame->filterBar->setView(view());
    m_frame->header->filterLine()->setTerms(view().filter);
    m_frame->header->setSteps(m_navigator->canGoBack(), m_navigator->canGoForward());
    for (const PageEntry &page : PageHost::allEntries()) {
        if (page.id == view().page) {
            m_frame->header->setTitle(page.title);
        }
    }
    m_frame->sidebar->setCurrent(view().page);
    m_commands->setEnabled(Command::Back, m_navigator->canGoBack());
    m_commands->setEnabled(Command::Forward, m_navigator->canGoForward());
    m_commands->setEnabled(Command::Next, m_navigator->canStepForward() || (page() != nullptr && page()->hasOwnScope()));
    m_commands->setEnabled(Command::ClearFilter, !view().filter.isEmpty());
}

void MainWindow::showAnswer()
{
    if (!m_data) {
        return;
    }
    OverviewPage *overview = m_frame->pages->overview();
    overview->setZone(m_services.zone());
    overview->setMeasure(view().measure);
    overview->setData(*m_data);
    showNames();
    QStringList codes{QStringLiteral("USD"), QStringLiteral("CNY"), QStringLiteral("EUR")};
    for (const Money &part : m_data->foreign) {
        codes << QString::fromStdString(part.currency().code());
    }
    codes.prepend(m_services.settings().currency);
    codes.removeDuplicates();
    m_frame->filterBar->setCurrencies(codes);
}

void MainWindow::showStatus()
{
    StatusFacts facts;
    facts.data = m_data ? &*m_data : nullptr;
    facts.isOfTheView = page() == nullptr || m_navigator->overviewRequest(true).filter == m_navigator->overviewRequest(false).filter;
    facts.progress = m_progress;
    facts.reading = m_reading;
    facts.unseenProblems = m_problemsSeen ? 0 : m_problems.size();
    facts.ledgerFailed = m_ledgerProblem.has_value();
    facts.catalogueVersion = m_services.catalogueVersion();
    facts.narrow = width() < px(size::narrowBelow);
    m_frame->status->setStatus(WindowStatusText::statusOf(facts, m_services.zone(), m_services.now()));
    m_frame->header->setNote(m_progress.running ? tr("importing") : QString{});
    m_commands->setEnabled(Command::ShowProblems, !m_problems.empty());
}

void MainWindow::showBanner()
{
    BannerFacts facts;
    facts.demo = m_services.isDemo();
    facts.ledgerProblem = m_ledgerProblem;
    facts.jobProblem = m_jobProblem;
    if (m_data) {
        facts.unpriced = m_data->unpricedModels;
        const std::vector<std::string> shown = requestOf(view(), m_names, m_services.zone(), {}).filter.models;
        facts.unpricedShown = !shown.empty() && std::all_of(facts.unpriced.begin(), facts.unpriced.end(), [&shown](const auto &m) {
            return m.unpricedRequests == 0 || std::find(shown.begin(), shown.end(), m.model) != shown.end();
        });
    }
    m_frame->banner->setFacts(facts);
}

QStringList MainWindow::unpricedModels() const
{
    QStringList models;
    for (const LedgerReader::ModelVolume &model : m_data ? m_data->unpricedModels : std::vector<LedgerReader::ModelVolume>{}) {
        if (model.unpricedRequests > 0) {
            models << QString::fromStdString(model.model);
        }
    }
    return models;
}

void MainWindow::runBannerAction(BannerAction action)
{
    switch (action) {
    case BannerAction::LeaveDemo:
        m_services.leaveDemo();
        break;
    case BannerAction::OpenLedger:
        openLedger();
        break;
    case BannerAction::TryAgain:
        m_services.reopen();
        m_feed->ask();
        break;
    case BannerAction::ShowUnpriced:
        go(filteredBy(view(), unpricedModels(), m_names));
        break;
    case BannerAction::SetPrice:
        for (const LedgerReader::ModelVolume &model : m_data ? m_data->unpricedModels : std::vector<LedgerReader::ModelVolume>{}) {
            if (model.unpricedRequests > 0) {
                askForPrice(QString::fromStdString(model.provider), QString::fromStdString(model.model));
                break; // one after the other; the banner stays while there are more
            }
        }
        break;
    case BannerAction::Dismiss:
        m_jobProblem.reset();
        showBanner();
        break;
    }
}

bool MainWindow::showsFirstStart() const
{
    return m_frame->pages->middle() == PageHost::Middle::FirstStart;
}

void MainWindow::choosePage()
{
    m_frame->pages->choose(PageHost::middleOf({.ledgerFailed = m_ledgerProblem.has_value(),
                                       .answered = m_data.has_value(),
                                       .empty = m_data && m_data->ledger.records == 0 && (page() == nullptr || page()->needsUsage()),
                                       .demo = m_services.isDemo(),
                                       .importing = m_progress.running}),
                   view().page);
    m_frame->header->setVisible(!showsFirstStart());
    showFilterBar();
    if (showsFirstStart()) {
        discover();
    }
}

void MainWindow::showFilterBar()
{
    const bool hasOwnScope = page() != nullptr && page()->hasOwnScope();
    m_frame->filterBar->setVisible(m_frame->pages->middle() == PageHost::Middle::Page && !hasOwnScope);
}

void MainWindow::discover()
{
    if (m_found || m_discovering) {
        return;
    }
    m_discovering = true;
    // A watcher goes with the window; what follows a future by then() would have to outlive it.
    auto *watcher = new QFutureWatcher<std::vector<FoundSource>>{this};
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher] {
        watcher->deleteLater();
        m_discovering = false;
        if (watcher->future().resultCount() > 0) {
            m_found = watcher->future().result();
            m_frame->pages->firstStart()->setFound(*m_found, m_services.zone());
            Q_EMIT settled();
        }
    });
    watcher->setFuture(m_services.discover());
}

void MainWindow::importFound(const QStringList &formatIds)
{
    startImport([this, formatIds] { m_services.importFound(formatIds); });
}

void MainWindow::startImport(const std::function<void()> &start)
{
    m_importAsked = true;
    m_jobProblem.reset();
    showBanner();
    start();
}

void MainWindow::importFinished(const ImportOutcome &outcome)
{
    m_progress = {};
    const bool hasFailed = outcome.failure && isFailure(*outcome.failure);
    // What became of something the user asked for stays until the user has something done, whatever a look comes to.
    const bool stays = m_jobProblem && !m_jobIsQuiet && outcome.quiet;
    if (!stays) {
        m_jobProblem = hasFailed ? outcome.failure : std::nullopt;
        m_jobIsQuiet = outcome.quiet;
    }
    takeProblems(outcome);
    m_found.reset();
    if (std::exchange(m_importAsked, false)) {
        if (const QString sentence = WindowToast::importEnded(outcome); !sentence.isEmpty()) {
            m_toast->showMessage(sentence);
        }
    }
    showStatus();
    showBanner();
    showAnswer();
    m_feed->ask();
}

/// A look that follows an import by itself finds its files unchanged, and nothing is wrong any less.
void MainWindow::takeProblems(const ImportOutcome &outcome)
{
    if (!outcome.quiet) {
        m_problems = outcome.problems;
        m_problemsSeen = m_problems.empty();
        return;
    }
    for (const Problem &problem : outcome.problems) {
        if (m_problems.size() < MaxReportedProblems && std::find(m_problems.begin(), m_problems.end(), problem) == m_problems.end()) {
            m_problems.push_back(problem);
            m_problemsSeen = false;
        }
    }
}

void MainWindow::forgetLedger()
{
    m_problems.clear();
    m_problemsSeen = true;
    m_data.reset();
    showUnpriced();
    m_pageFilter.reset();
    m_names.clear();
    m_ledgerProblem.reset();
    m_jobProblem.reset();
    m_found.reset();
    m_navigator->startAgain();
    // The menu and the title name the demo.
    buildLater();
}

void MainWindow::importFiles()
{
    m_intake->importPaths(WindowDialogs::filesToImport(this));
}

void MainWindow::importFolder()
{
    if (const QString path = WindowDialogs::folderToImport(this); !path.isEmpty()) {
        m_intake->importPaths({path});
    }
}

void MainWindow::importMapped()
{
    m_intake->mapFile(WindowDialogs::tableToImport(this));
}

void MainWindow::chooseLedger(const std::function<void(const QString &)> &then)
{
    if (const QString file = SettingsDialog::askForLedger(this, m_services.ledgerPath()); !file.isEmpty()) {
        then(file);
    }
}

void MainWindow::openLedger()
{
    chooseLedger([this](const QString &file) { switchLedger(file); });
}

void MainWindow::switchLedger(const QString &file)
{
    Settings settings = m_services.settings();
    if (settings.ledgerFile == file) { // nothing is changed by it; it may be there again
        m_services.reopen();
        return;
    }
    settings.ledgerFile = file;
    m_services.setSettings(settings);
}

void MainWindow::keepView()
{
    keepAsStart(m_services, view());
}

void MainWindow::saveViewAs()
{
    if (const QString name = WindowDialogs::viewName(this, m_frame->header->title()); !name.isEmpty()) {
        m_commands->views()->save(name, toJson(view(), m_navigator->today()));
        m_toast->showMessage(WindowToast::viewSaved(name));
    }
}

void MainWindow::exportPage()
{
    const std::vector<PageTable> tables = page() ? page()->tables() : m_frame->pages->overview()->tables();
    if (tables.empty()) {
        m_toast->showMessage(tr("There is nothing on this page to export."));
        return;
    }
    WindowDialogs::showTables(this, tables, m_frame->header->exportButton()->mapToGlobal(QPoint{0, m_frame->header->exportButton()->height()}));
}

void MainWindow::showMessage(const QString &sentence, bool undoable)
{
    m_toastAction = undoable ? [this] { undo(); } : std::function<void()>{};
    m_toast->showMessage(sentence, undoable ? tr("Undo") : QString{});
}

void MainWindow::undo()
{
    whenAnswered(this, m_services.undo(), [this](const Result<JournalEntry> &undone) { showMessage(WindowToast::undone(undone), false); });
}

void MainWindow::explain(const WhyQuestion &question)
{
    m_frame->placeInspector(width());
    m_frame->inspector->show(question, m_navigator->context());
    m_frame->inspector->raise();
    m_frame->inspector->setFocus(Qt::OtherFocusReason);
}

void MainWindow::showSettings()
{
    auto *dialog = new SettingsDialog{m_services, this};
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setModal(true);
    dialog->show();
}

void MainWindow::showProblems()
{
    auto *dialog = new ProblemsDialog{tr("Problems of the last import"), m_problems, std::int64_t(m_problems.size()), this};
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ProblemsDialog::openWanted, &m_services, &WindowServices::openAt);
    dialog->show();
    m_problemsSeen = true;
    showStatus();
}

void MainWindow::arrange()
{
    m_frame->arrange(width(), m_narrowChosen);
}

void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::LanguageChange && m_frame) {
        buildLater();
    }
}

void MainWindow::buildLater()
{
    // Once for both translators, and not from inside a button or an action that is to go.
    if (!m_rebuildPending) {
        m_rebuildPending = true;
        QTimer::singleShot(0, this, [this] {
            m_rebuildPending = false;
            build();
        });
    }
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    if (m_frame) {
        arrange();
        QTimer::singleShot(0, m_frame, [this] { m_frame->placeInspector(width()); }); // when the page has its new size
        showStatus();
    }
}

void MainWindow::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && event->modifiers() == Qt::NoModifier) {
        ViewState next = view();
        if (m_frame->inspector->isVisible()) {
            m_frame->inspector->leave();
            return;
        }
        if (page() && page()->escape()) {
            return;
        }
        if (next.filter.clearLast()) {
            go(next);
            return;
        }
    }
    QMainWindow::keyPressEvent(event);
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    m_intake->dragEntered(event);
}

void MainWindow::dragMoveEvent(QDragMoveEvent *event)
{
    m_intake->dragMoved(event);
}

void MainWindow::dragLeaveEvent(QDragLeaveEvent *)
{
    m_intake->dragLeft();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    m_intake->dropped(event);
}

} // namespace tokenmeter
