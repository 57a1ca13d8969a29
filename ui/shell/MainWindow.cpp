// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/MainWindow.h"

#include "format/NumberText.h"
#include "itemmodels/Answer.h"
#include "format/ProblemText.h"
#include "pages/BudgetText.h"
#include "pages/BudgetsData.h"
#include "pages/FirstStartPage.h"
#include "pages/Inspector.h"
#include "pages/OverviewPage.h"
#include "pages/PriceDialog.h"
#include "pages/SettingsDialog.h"
#include "pages/TableDialog.h"
#include "shell/FilterBar.h"
#include "shell/FilterLine.h"
#include "shell/HeaderBar.h"
#include "shell/Language.h"
#include "shell/LedgersMenu.h"
#include "shell/PageHost.h"
#include "shell/ProblemsDialog.h"
#include "shell/Sidebar.h"
#include "shell/StatusBar.h"
#include "shell/ViewStateJson.h"
#include "shell/ViewsMenu.h"
#include "shell/WindowStatus.h"
#include "theme/Theme.h"
#include "widgets/Banner.h"
#include "widgets/EmptyState.h"
#include "widgets/Toast.h"

#include <QApplication>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QInputDialog>
#include <QJsonDocument>
#include <QKeyEvent>
#include <QMenuBar>
#include <QMessageBox>
#include <QMimeData>
#include <QStackedWidget>
#include <QToolButton>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>
#include <climits>

namespace tokenmeter
{

namespace
{

int clamped(qint64 count)
{
    return int(std::clamp<qint64>(count, 0, INT_MAX));
}

QStringList localFiles(const QMimeData &data)
{
    QStringList paths;
    for (const QUrl &url : data.urls()) {
        if (url.isLocalFile()) {
            paths << url.toLocalFile();
        }
    }
    return paths;
}

/// What cannot be shown because something newer was asked is no failure.
bool isFailure(const Problem &problem)
{
    return problem.cause != Cause::Cancelled;
}

/// @param desktop what the desktop prefers; nothing = it does not say, and the start-up palette tells
Theme::Mode modeOf(Settings::Theme theme, std::optional<bool> desktop)
{
    switch (theme) {
    case Settings::Theme::Light:
        return Theme::Mode::Light;
    case Settings::Theme::Dark:
        return Theme::Mode::Dark;
    case Settings::Theme::System:
        break;
    }
    return desktop ? (*desktop ? Theme::Mode::Dark : Theme::Mode::Light) : Theme::startMode();
}

const QString LastViewKey = QStringLiteral("view");

/// Where the window stood last, else the present month.
ViewState startOf(WindowServices &services, const PeriodRules &rules)
{
    const LocalDay today = services.zone().dayOf(services.now());
    const QJsonDocument last = QJsonDocument::fromJson(services.stored(LastViewKey));
    if (const std::optional<ViewState> view = viewFromJson(last.object(), today, rules)) {
        return *view;
    }
    ViewState view;
    view.period = periodAt(PeriodKind::Month, services.zone().dayOf(services.now()), rules);
    view.currency = services.settings().currency;
    return view;
}

PeriodRules rulesOf(const Settings &settings)
{
    const int day = settings.firstDayOfWeek > 0 ? settings.firstDayOfWeek : int(QLocale{}.firstDayOfWeek());
    return {.billingDay = settings.billingDay, .firstDayOfWeek = day};
}

} // namespace

MainWindow::MainWindow(WindowServices &services, QWidget *parent)
    : QMainWindow{parent}, m_services{services}, m_history{startOf(services, rulesOf(services.settings()))}
{
    setObjectName(QStringLiteral("MainWindow"));
    setAcceptDrops(true);
    setMinimumSize(size::windowMinWidth, size::windowMinHeight);
    resize(size::windowWidth, size::windowHeight);
    m_pace.setSingleShot(true);
    m_pace.setInterval(motion::refreshMs);
    applyAppearance();
    build();

    connect(&m_pace, &QTimer::timeout, this, [this] {
        if (m_dirty && !m_waiting) {
            askSoon();
        }
    });
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
    connect(&m_services, &WindowServices::ledgerChanged, this, [this] {
        m_ledgerChanged = true;
        askSoon();
        askUnseenAlerts();
    });
    connect(&m_services, &WindowServices::budgetsEvaluated, this, &MainWindow::budgetsEvaluated);
    connect(&m_services, &WindowServices::readingProgressed, this, [this](const QString &, double part) {
        m_reading = part < 1 ? std::optional{part} : std::nullopt;
        showStatus();
    });
    connect(&m_services, &WindowServices::priceSet, this, [this](qint64 records, const std::optional<Problem> &failure) {
        m_toast->showMessage(failure ? ProblemText::full(*failure) : tr("%n records have a price now.", nullptr, int(records)), {});
    });
    connect(&m_services, &WindowServices::ledgerSwitched, this, [this] {
        forgetLedger();
        ask();
        askUnseenAlerts();
    });
    connect(&m_services, &WindowServices::settingsChanged, this, &MainWindow::settingsChanged);
    connect(&m_services, &WindowServices::desktopThemeChanged, this, &MainWindow::applyAppearance);
    connect(&m_services, &WindowServices::ledgerFailed, this, [this](const Problem &problem) {
        forgetLedger();
        ++m_serial; // an answer that is under way belongs to the ledger before
        m_waiting = false;
        m_ledgerProblem = problem;
        showBanner();
        choosePage();
        showStatus();
        Q_EMIT settled();
    });
    connect(&m_services, &WindowServices::backedUp, this, [this](const QString &target, const std::optional<Problem> &failure) {
        m_jobProblem = failure;
        showBanner();
        if (!failure) {
            m_toast->showMessage(tr("The ledger was copied to %1.").arg(visibleText(QFileInfo{target}.fileName())));
        }
    });
    ask();
}

MainWindow::~MainWindow() = default;

std::vector<PageEntry> MainWindow::pageEntries() const
{
    std::vector<PageEntry> entries{{.id = QStringLiteral("overview"), .title = tr("Overview"), .icon = Icon::Overview, .group = 0}};
    for (PageEntry &entry : PageHost::entries()) {
        entries.push_back(std::move(entry));
    }
    return entries;
}

/// Makes everything inside anew: at the start and when the language has changed, since words are in every part.
void MainWindow::build()
{
    setWindowTitle(m_services.isDemo() ? tr("Tokenmeter, demo data") : QStringLiteral("Tokenmeter"));
    delete m_toast;
    m_toast = nullptr;
    buildMenus();
    m_central = new QWidget{this};
    m_sidebar = new Sidebar{pageEntries(), m_central};
    m_header = new HeaderBar{m_menu.get(), m_central};
    m_filterBar = new FilterBar{m_central};
    m_bannerArea = new QWidget{m_central};
    m_banner = new Banner{m_bannerArea};
    m_pages = new QStackedWidget{m_central};
    m_overview = new OverviewPage{m_pages};
    m_firstStart = new FirstStartPage{m_pages};
    m_closed = new EmptyState{m_pages};
    m_closed->setTexts(tr("No ledger is open"), tr("Open another one, or see the sentence above for what to do."),
                       tr("Open another ledger…"));
    m_host = new PageHost{m_services, m_names, m_pages, m_central};
    m_pageFilter.reset();
    const auto slotKey = [](const QString &family) { return QStringLiteral("family-slot/%1").arg(family); };
    const ModelColours::Store slotStore{
        .read = [this, slotKey](const QString &family) { return m_services.stored(slotKey(family)).toInt(); },
        .write = [this, slotKey](const QString &family, int slot) { m_services.store(slotKey(family), QByteArray::number(slot)); }};
    m_overview->setColourStore(slotStore);
    m_host->setColourStore(slotStore);
    for (QWidget *page : {static_cast<QWidget *>(m_overview), static_cast<QWidget *>(m_firstStart), static_cast<QWidget *>(m_closed)}) {
        m_pages->addWidget(page);
    }
    m_status = new StatusBar{m_central};
    m_sidebar->setBadge(QStringLiteral("budgets"), m_unseenAlerts, tr("%n new alert(s)", nullptr, m_unseenAlerts));

    auto *bannerLayout = new QVBoxLayout{m_bannerArea};
    bannerLayout->setContentsMargins(px(size::pageMargin), px(size::pageTop), px(size::pageMargin), px(size::pageTop));
    bannerLayout->addWidget(m_banner);
    auto *right = new QVBoxLayout;
    right->setSpacing(0);
    right->addWidget(m_header);
    right->addWidget(m_filterBar);
    right->addWidget(m_bannerArea);
    right->addWidget(m_pages, 1);
    auto *upper = new QHBoxLayout;
    upper->setSpacing(0);
    upper->addWidget(m_sidebar);
    upper->addLayout(right, 1);
    auto *all = new QVBoxLayout{m_central};
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addLayout(upper, 1);
    all->addWidget(m_status);
    setCentralWidget(m_central);
    m_toast = new Toast{this, m_status};

    connect(m_sidebar, &Sidebar::pageChosen, this, [this](const QString &id) {
        ViewState next = view();
        next.page = id;
        go(next);
    });
    connect(m_header, &HeaderBar::backChosen, this, &MainWindow::goBack);
    connect(m_header, &HeaderBar::forwardChosen, this, &MainWindow::goForward);
    connect(m_header->filterLine(), &FilterLine::termsEntered, this, [this](const FilterTerms &terms) {
        ViewState next = view();
        next.filter = terms;
        go(next);
    });
    connect(m_header->filterLine(), &FilterLine::refused, this, [this](const QString &sentence) { m_toast->showMessage(sentence); });
    connect(m_filterBar, &FilterBar::viewWanted, this, &MainWindow::go);
    connect(m_host, &PageHost::viewWanted, this, &MainWindow::go);
    connect(m_host, &PageHost::whyWanted, this, &MainWindow::explain);
    connect(m_host, &PageHost::tableWanted, this, &MainWindow::showTable);
    connect(m_host, &PageHost::message, this, &MainWindow::showMessage);
    connect(m_host, &PageHost::settled, this, &MainWindow::settled);
    connect(m_host, &PageHost::failed, this, [this](const Problem &problem) { showMessage(ProblemText::full(problem), false); });
    m_inspector = new Inspector{m_services, m_central};
    m_inspector->setOverlay(true);
    m_inspector->hide();
    connect(m_inspector, &Inspector::closed, m_inspector, &Inspector::leave);
    connect(m_inspector, &Inspector::settled, this, &MainWindow::settled);
    connect(m_inspector, &Inspector::message, this, &MainWindow::showMessage);
    connect(m_inspector, &Inspector::failed, this, [this](const Problem &problem) { showMessage(ProblemText::full(problem), false); });
    connect(m_inspector, &Inspector::setPriceWanted, this, &MainWindow::askForPrice);
    connect(m_header, &HeaderBar::exportChosen, this, &MainWindow::exportPage);
    connect(m_toast, &Toast::actionTriggered, this, [this] {
        if (const std::function<void()> run = std::exchange(m_toastAction, {})) {
            run();
        }
    });
    // Queued: the banner makes its buttons anew when another message is set.
    connect(m_banner, &Banner::actionTriggered, this, &MainWindow::runBannerAction, Qt::QueuedConnection);
    connect(m_closed, &EmptyState::actionTriggered, this, &MainWindow::openLedger);
    connect(m_status, &StatusBar::cancelChosen, this, [this] {
        if (m_progress.running) {
            m_services.cancelImport();
        } else {
            m_services.cancelReadings();
        }
    });
    connect(m_status, &StatusBar::failureChosen, this, &MainWindow::showProblems);
    connect(m_firstStart, &FirstStartPage::importChosen, this, [this](const QStringList &formats) {
        startImport([this, formats] { m_services.importFound(formats); });
    });
    connect(m_firstStart, &FirstStartPage::importFilesChosen, this, &MainWindow::importFiles);
    connect(m_firstStart, &FirstStartPage::importFolderChosen, this, &MainWindow::importFolder);
    connect(m_firstStart, &FirstStartPage::demoChosen, &m_services, &WindowServices::openDemo);
    connect(m_overview, &OverviewPage::modelPicked, this, &MainWindow::filterByModels);
    connect(m_overview, &OverviewPage::projectPicked, this, [this](const QString &name) {
        ViewState next = view();
        next.filter.set(FilterKey::Project, {{.text = name, .pattern = false}});
        go(next);
    });
    connect(m_overview, &OverviewPage::daysPicked, this, [this](LocalDay from, LocalDay to) {
        ViewState next = view();
        next.period = from == to ? periodAt(PeriodKind::Day, from, rules()) : customPeriod(from, to);
        go(next);
    });
    connect(m_overview, &OverviewPage::goToDayRequested, this, [this](LocalDay day) {
        ViewState next = view();
        // The same length of view, where there is something to see.
        const bool custom = next.period.kind == PeriodKind::Custom;
        next.period = periodAt(custom ? PeriodKind::Month : next.period.kind, day, rules());
        go(next);
    });
    connect(m_overview, &OverviewPage::setPriceRequested, this,
            [this](const QString &provider, const QString &model) { askForPrice(provider, model); });
    connect(m_overview, &OverviewPage::importRequested, this, &MainWindow::importFiles);
    connect(m_overview, &OverviewPage::whyWanted, this, [this](WhySum sum) {
        // The page knows what narrows the view, not the view.
        const UsageFilter narrower = std::exchange(sum.filter, context().filter);
        sum.filter.from = narrower.from ? narrower.from : sum.filter.from;
        sum.filter.to = narrower.to ? narrower.to : sum.filter.to;
        sum.filter.models = narrower.models.empty() ? sum.filter.models : narrower.models;
        sum.filter.projects = narrower.projects.empty() ? sum.filter.projects : narrower.projects;
        explain(sum);
    });
    connect(m_overview, &OverviewPage::tableWanted, this, &MainWindow::showTable);
    connect(m_overview, &OverviewPage::showRecordsRequested, this, [this] {
        ViewState next = view();
        next.page = QStringLiteral("records");
        go(next);
    });
    connect(m_overview, &OverviewPage::trendsRequested, this, [this] {
        ViewState next = view();
        next.page = QStringLiteral("trends");
        go(next);
    });

    if (m_found) {
        m_firstStart->setFound(*m_found, m_services.zone());
    }
    arrange();
    showView();
    showAnswer();
    showStatus();
    showBanner();
    choosePage();
}

QAction *MainWindow::addCommand(Command command, const QString &text, const QKeySequence &keys, const std::function<void()> &run)
{
    auto *action = new QAction{text, this};
    action->setShortcut(keys);
    // Added to the window too: a hidden menu bar has no shortcuts.
    addAction(action);
    connect(action, &QAction::triggered, this, run);
    m_commands[command] = action;
    return action;
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

void MainWindow::buildMenus()
{
    for (const auto &[command, action] : m_commands) {
        delete action;
    }
    m_commands.clear();
    menuBar()->clear();
    const auto c = [this](Command command) { return m_commands.at(command); };
    addCommand(Command::ImportFiles, tr("Import files…"), Qt::CTRL | Qt::Key_O, [this] { importFiles(); });
    addCommand(Command::ImportFolder, tr("Import folder…"), Qt::CTRL | Qt::SHIFT | Qt::Key_O, [this] { importFolder(); });
    addCommand(Command::Refresh, tr("Look for new usage"), Qt::Key_F5, [this] { startImport([this] { m_services.refresh(); }); });
    addCommand(Command::OpenLedger, tr("Open another ledger…"), {}, [this] { openLedger(); });
    addCommand(Command::OpenWindow, tr("Open a ledger in a new window…"), Qt::CTRL | Qt::SHIFT | Qt::Key_N, [this] { openLedgerInWindow(); });
    addCommand(Command::Find, tr("Find…"), QKeySequence::Find, [this] {
        if (Page *shown = page(); !shown || !shown->find()) {
            m_commands.at(Command::FindFilter)->trigger();
        }
    });
    addCommand(Command::Export, tr("Show as table and export…"), Qt::CTRL | Qt::Key_E, [this] { exportPage(); });
    addCommand(Command::Undo, tr("Undo the last decision"), QKeySequence::Undo, [this] { undo(); });
    addCommand(Command::SaveView, tr("Save this view…"), Qt::CTRL | Qt::Key_D, [this] { saveViewAs(); });
    addCommand(Command::BackUp, tr("Back up ledger…"), {}, [this] { backUpLedger(); });
    addCommand(Command::Demo, m_services.isDemo() ? tr("Leave demo") : tr("Explore demo data"), {}, [this] {
        if (m_services.isDemo()) {
            m_services.leaveDemo();
        } else {
            m_services.openDemo();
        }
    });
    addCommand(Command::Settings, tr("Settings…"), Qt::CTRL | Qt::Key_Comma, [this] { showSettings(); });
    addCommand(Command::Problems, tr("Problems of the last import…"), {}, [this] { showProblems(); });
    addCommand(Command::About, tr("About Tokenmeter"), {}, [this] { showAbout(); });
    addCommand(Command::Quit, tr("Quit"), Qt::CTRL | Qt::Key_Q, [this] { close(); });
    addCommand(Command::Back, tr("Back"), Qt::ALT | Qt::Key_Left, [this] { goBack(); });
    addCommand(Command::Forward, tr("Forward"), Qt::ALT | Qt::Key_Right, [this] { goForward(); });
    addCommand(Command::Previous, tr("Previous period"), Qt::Key_BracketLeft, [this] { m_filterBar->stepPeriod(false); });
    addCommand(Command::Next, tr("Next period"), Qt::Key_BracketRight, [this] { m_filterBar->stepPeriod(true); });
    addCommand(Command::Present, tr("Present period"), Qt::Key_T, [this] { m_filterBar->showPresent(); });
    addCommand(Command::FindFilter, tr("Filter line"), Qt::CTRL | Qt::Key_L, [this] {
        m_header->filterLine()->setFocus(Qt::ShortcutFocusReason);
        m_header->filterLine()->selectAll();
    });
    addCommand(Command::ClearFilter, tr("Clear all filters"), Qt::CTRL | Qt::SHIFT | Qt::Key_L, [this] {
        ViewState next = view();
        next.filter = {};
        go(next);
    });
    addCommand(Command::ToggleSidebar, tr("Narrow sidebar"), Qt::Key_F9, [this] {
        m_narrowChosen = !m_sidebar->isNarrow();
        arrange();
    });
    addCommand(Command::ToggleMenuBar, tr("Menu bar"), Qt::CTRL | Qt::Key_M, [this] { menuBar()->setVisible(!menuBar()->isVisible()); });

    std::vector<Command> goTo;
    int number = 0;
    for (const PageEntry &entry : pageEntries()) {
        const auto command = Command(int(Command::FirstPage) + number++);
        const QKeySequence keys = number <= 9 ? QKeySequence{Qt::CTRL | Qt::Key(Qt::Key_0 + number)} : QKeySequence{};
        addCommand(command, entry.title, keys, [this, id = entry.id] {
            ViewState next = view();
            next.page = id;
            go(next);
        });
        goTo.push_back(command);
    }

    const std::vector<std::vector<Command>> file{{Command::ImportFiles, Command::ImportFolder, Command::Refresh, Command::Problems},
                                                 {Command::OpenLedger, Command::OpenWindow, Command::BackUp},
                                                 {Command::Export, Command::Undo},
                                                 {Command::Demo},
                                                 {Command::Settings},
                                                 {Command::Quit}};
    const std::vector<std::vector<Command>> look{goTo,
                                                 {Command::Back, Command::Forward},
                                                 {Command::Previous, Command::Next, Command::Present},
                                                 {Command::Find, Command::FindFilter, Command::ClearFilter},
                                                 {Command::SaveView},
                                                 {Command::ToggleSidebar, Command::ToggleMenuBar}};
    const auto fill = [&c](QMenu &menu, const std::vector<std::vector<Command>> &groups) {
        for (const std::vector<Command> &group : groups) {
            if (!menu.isEmpty()) {
                menu.addSeparator();
            }
            for (const Command command : group) {
                menu.addAction(c(command));
            }
        }
    };
    QMenu *fileMenu = menuBar()->addMenu(tr("&File"));
    QMenu *viewMenu = menuBar()->addMenu(tr("&View"));
    QMenu *helpMenu = menuBar()->addMenu(tr("&Help"));
    fill(*fileMenu, file);
    fill(*viewMenu, look);
    helpMenu->addAction(c(Command::About));
    m_viewsMenu = new ViewsMenu{m_services, viewMenu};
    m_ledgersMenu = new LedgersMenu{m_services, fileMenu};
    connect(m_viewsMenu, &ViewsMenu::viewChosen, this, [this](const QJsonObject &json) {
        if (const std::optional<ViewState> next = viewFromJson(json, today(), rules())) {
            go(*next);
        }
    });
    connect(m_ledgersMenu, &LedgersMenu::ledgerChosen, this, &MainWindow::switchLedger);
    viewMenu->addMenu(m_viewsMenu);
    fileMenu->insertMenu(c(Command::OpenWindow), m_ledgersMenu);
    menuBar()->setVisible(false);

    m_menu = std::make_unique<QMenu>();
    m_menu->setAccessibleName(tr("Menu"));
    fill(*m_menu, {file.begin(), file.end() - 2});
    m_menu->addSeparator();
    QMenu *inner = m_menu->addMenu(tr("View"));
    fill(*inner, look);
    inner->addMenu(m_viewsMenu);
    m_menu->insertMenu(c(Command::OpenWindow), m_ledgersMenu);
    fill(*m_menu, {{Command::Settings, Command::About}, {Command::Quit}});
}

void MainWindow::applyAppearance()
{
    const Settings settings = m_services.settings();
    language::apply(settings.language);
    const Theme::Mode mode = modeOf(settings.theme, m_services.desktopPrefersDark());
    if (auto *application = qobject_cast<QApplication *>(QCoreApplication::instance())) {
        static bool applied = false;
        if (!applied || Theme::current().mode() != mode) {
            applied = true;
            Theme::apply(*application, mode);
        }
    }
}

void MainWindow::settingsChanged()
{
    applyAppearance();
    const Settings settings = m_services.settings();
    ViewState next = view();
    next.currency = settings.currency;
    if (next.period.kind != PeriodKind::Custom) {
        // The period of the same kind, as the new rules and the new zone cut it.
        const LocalDay inside = canStepForward(next.period, today()) ? next.period.from : today();
        next.period = periodAt(next.period.kind, inside, rules());
    }
    m_history.replace(next);
    showView();
    showPage(false);
    ask();
}

PeriodRules MainWindow::rules() const
{
    return rulesOf(m_services.settings());
}

LocalDay MainWindow::today() const
{
    return m_services.zone().dayOf(m_services.now());
}

void MainWindow::go(const ViewState &next)
{
    const ViewState before = view();
    if (before == next) {
        return;
    }
    m_history.go(next);
    showView();
    viewChanged(before);
}

void MainWindow::viewChanged(const ViewState &before)
{
    const ViewState &now = view();
    if (isNavigation(before, now)) {
        m_inspector->leave(); // it explains what was in view before
    }
    if (before.measure != now.measure) {
        showAnswer(); // drawn anew from the same answer
    }
    if (before.page != now.page) {
        choosePage();
    }
    showPage(false);
    if (before.period != now.period || before.filter != now.filter || before.currency != now.currency) {
        m_overview->setLoading();
        ask();
    }
}

void MainWindow::goBack()
{
    if (m_history.canGoBack()) {
        const ViewState before = view();
        m_history.back();
        showView();
        viewChanged(before);
    }
}

void MainWindow::goForward()
{
    if (m_history.canGoForward()) {
        const ViewState before = view();
        m_history.forward();
        showView();
        viewChanged(before);
    }
}

void MainWindow::ask()
{
    m_dirty = false;
    m_waiting = true;
    const std::uint64_t serial = ++m_serial;
    OverviewRequest request = requestOf(view(), m_names, m_services.zone(), m_services.now());
    if (page()) {
        // Other pages want its names only: nothing that has to read the records for it.
        request.filter.sessions.clear();
        request.filter.tags.clear();
        request.filter.bounds.clear();
        request.filter.text.clear();
        request.filter.excluded = UsageFilter::Excluded::Without;
    }
    m_services.overview(request)
        .then(this,
              [this, serial](const Result<OverviewData> &answer) {
                  if (serial == m_serial) {
                      answered(answer);
                  }
              })
        .onCanceled(this, [this, serial] {
            if (serial == m_serial) {
                m_waiting = false;
                showAnswer();
            }
        });
}

/// The first change asks at once, later ones at most every 250 ms, and never while an answer is awaited: a question
/// that replaces its predecessor again and again would not be answered before the import ends.
void MainWindow::askSoon()
{
    if (m_waiting || m_pace.isActive()) {
        m_dirty = true;
        return;
    }
    m_pace.start();
    ask();
}

void MainWindow::answered(const Result<OverviewData> &answer)
{
    m_waiting = false;
    bool first = false;
    if (answer) {
        first = !m_data;
        if (first) {
            m_ledgersMenu->remember();
        }
        m_data = *answer;
        m_ledgerProblem.reset();
        m_names.learn(*m_data);
    } else if (isFailure(answer.problem())) {
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
    if (m_data && (m_ledgerChanged || m_pageFilter != context().filter)) {
        showPage(std::exchange(m_ledgerChanged, false));
        if (m_inspector->isVisible()) {
            m_inspector->askAgain(context());
        }
    }
    if (m_dirty && !m_pace.isActive()) {
        askSoon();
    }
    Q_EMIT settled();
}

/// What filter bar and filter line can choose from.
void MainWindow::showNames()
{
    if (m_data) {
        m_filterBar->setNames(m_names, amountsOf(*m_data, m_names, view().measure));
        m_header->filterLine()->setNames(m_names);
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

void MainWindow::askUnseenAlerts()
{
    const auto count = m_services.ask(QStringLiteral("alerts.unseen"),
                                      [now = m_services.now()](WindowServices::Reading reading) { return unseenAlertsOf(reading.reader, now); });
    whenAnswered(this, count, [this](const Result<int> &unseen) {
        if (unseen) {
            m_unseenAlerts = *unseen;
            m_sidebar->setBadge(QStringLiteral("budgets"), m_unseenAlerts, tr("%n new alert(s)", nullptr, m_unseenAlerts));
        }
    });
}

void MainWindow::budgetsEvaluated(const std::vector<Alert> &fresh)
{
    askUnseenAlerts();
    if (page() != nullptr && page()->hasOwnScope()) {
        showPage(true);
    }
    const auto told = std::find_if(fresh.begin(), fresh.end(), [](const Alert &alert) { return alert.notice == AlertNotice::Deliver; });
    if (told == fresh.end()) {
        return;
    }
    const auto more = std::count_if(told + 1, fresh.end(), [](const Alert &alert) { return alert.notice == AlertNotice::Deliver; });
    const QString sentence = BudgetText::alert(*told, m_services.zone(), today());
    m_toastAction = [this] {
        ViewState next = view();
        next.page = QStringLiteral("budgets");
        go(next);
    };
    m_toast->showMessage(more > 0 ? tr("%1, and %n more alert(s)", nullptr, int(more)).arg(sentence) : sentence, tr("Show"));
}

bool MainWindow::isBusy() const
{
    return m_waiting || m_dirty || m_host->isBusy() || m_inspector->isBusy();
}

Page *MainWindow::page() const
{
    return m_host->page(view().page);
}

PageContext MainWindow::context() const
{
    return {.view = view(),
            .filter = usageFilterOf(view(), m_names),
            .zone = m_services.zone(),
            .now = m_services.now(),
            .today = today(),
            .rules = rules()};
}

void MainWindow::showPage(bool ledgerChanged)
{
    if (!m_data || !page()) {
        return; // names are not known yet: answered() comes back here
    }
    const PageContext shown = context();
    m_pageFilter = shown.filter;
    m_host->show(shown, ledgerChanged);
}

void MainWindow::showView()
{
    m_filterBar->setRules(rules(), today());
    m_filterBar->setView(view());
    m_header->filterLine()->setTerms(view().filter);
    m_header->setSteps(m_history.canGoBack(), m_history.canGoForward());
    for (const PageEntry &page : pageEntries()) {
        if (page.id == view().page) {
            m_header->setTitle(page.title);
        }
    }
    m_sidebar->setCurrent(view().page);
    m_commands.at(Command::Back)->setEnabled(m_history.canGoBack());
    m_commands.at(Command::Forward)->setEnabled(m_history.canGoForward());
    m_commands.at(Command::Next)->setEnabled(canStepForward(view().period, today()));
    m_commands.at(Command::ClearFilter)->setEnabled(!view().filter.isEmpty());
}

void MainWindow::showAnswer()
{
    if (!m_data) {
        return;
    }
    m_overview->setZone(m_services.zone());
    m_overview->setMeasure(view().measure);
    m_overview->setData(*m_data);
    showNames();
    QStringList codes{QStringLiteral("USD"), QStringLiteral("CNY"), QStringLiteral("EUR")};
    for (const Money &part : m_data->foreign) {
        codes << QString::fromStdString(part.currency().code());
    }
    codes.prepend(m_services.settings().currency);
    codes.removeDuplicates();
    m_filterBar->setCurrencies(codes);
}

void MainWindow::showStatus()
{
    StatusFacts facts;
    facts.data = m_data ? &*m_data : nullptr;
    facts.progress = m_progress;
    facts.reading = m_reading;
    facts.unseenProblems = m_problemsSeen ? 0 : m_problems.size();
    facts.ledgerFailed = m_ledgerProblem.has_value();
    facts.catalogueVersion = m_services.catalogueVersion();
    facts.narrow = width() < px(size::narrowBelow);
    m_status->setStatus(WindowStatusText::statusOf(facts, m_services.zone(), m_services.now()));
    m_header->setNote(m_progress.running ? tr("importing") : QString{});
    m_commands.at(Command::Problems)->setEnabled(!m_problems.empty());
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
    const std::optional<BannerMessage> message = WindowBanner::of(facts);
    m_bannerArea->setVisible(message.has_value());
    m_bannerActions.clear();
    if (message) {
        m_banner->setMessage(message->tone, message->icon, message->sentence);
        QStringList verbs;
        for (const BannerAction action : message->actions) {
            m_bannerActions.push_back(action);
            verbs << WindowBanner::verb(action);
        }
        m_banner->setActions(verbs);
    }
}

void MainWindow::runBannerAction(int index)
{
    if (index < 0 || std::size_t(index) >= m_bannerActions.size()) {
        return;
    }
    switch (m_bannerActions[std::size_t(index)]) {
    case BannerAction::LeaveDemo:
        m_services.leaveDemo();
        break;
    case BannerAction::OpenLedger:
        openLedger();
        break;
    case BannerAction::TryAgain:
        m_services.refresh();
        ask();
        break;
    case BannerAction::ShowUnpriced: {
        QStringList models;
        for (const LedgerReader::ModelVolume &model : m_data ? m_data->unpricedModels : std::vector<LedgerReader::ModelVolume>{}) {
            if (model.unpricedRequests > 0) {
                models << QString::fromStdString(model.model);
            }
        }
        filterByModels(models);
        break;
    }
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

void MainWindow::filterByModels(const QStringList &rawModels)
{
    std::vector<FilterTerm> terms;
    for (const QString &raw : rawModels) {
        const FilterTerm term = m_names.modelTerm({raw.toStdString()});
        if (std::find(terms.begin(), terms.end(), term) == terms.end()) {
            terms.push_back(term);
        }
    }
    ViewState next = view();
    next.filter.set(FilterKey::Model, terms);
    go(next);
}

bool MainWindow::showsFirstStart() const
{
    return m_pages->currentWidget() == m_firstStart;
}

void MainWindow::choosePage()
{
    QWidget *page = this->page();
    const bool hasPage = page != nullptr;
    if (!hasPage) {
        page = m_overview;
    }
    if (m_ledgerProblem && !m_data) {
        page = m_closed;
    } else if (m_data && m_data->ledger.records == 0 && !m_services.isDemo() && !m_progress.running) {
        page = m_firstStart;
    }
    m_pages->setCurrentWidget(page);
    m_header->setVisible(page != m_firstStart);
    const bool isAsked = hasPage && page != m_closed && page != m_firstStart;
    m_filterBar->setVisible(page == m_overview || (isAsked && !this->page()->hasOwnScope()));
    if (page == m_firstStart) {
        discover();
    }
}

void MainWindow::discover()
{
    if (m_found || m_discovering) {
        return;
    }
    m_discovering = true;
    m_services.discover()
        .then(this,
              [this](const std::vector<FoundSource> &found) {
                  m_discovering = false;
                  m_found = found;
                  m_firstStart->setFound(found, m_services.zone());
                  Q_EMIT settled();
              })
        .onCanceled(this, [this] { m_discovering = false; });
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
    m_jobProblem = outcome.failure && isFailure(*outcome.failure) ? outcome.failure : std::nullopt;
    m_problems = outcome.problems;
    m_problemsSeen = m_problems.empty();
    m_found.reset();
    if (m_importAsked) {
        m_importAsked = false;
        const QString added = tr("%Ln new record(s)", nullptr, clamped(outcome.added));
        if (outcome.cancelled) {
            m_toast->showMessage(tr("The import was stopped. %1; what was read is kept.").arg(added));
        } else if (outcome.failure) {
            // The banner says it.
        } else if (outcome.added == 0 && outcome.updated == 0) {
            m_toast->showMessage(tr("Nothing new was found."));
        } else {
            m_toast->showMessage(tr("Imported: %1.").arg(added));
        }
    }
    showStatus();
    showBanner();
    showAnswer();
    ask();
}

void MainWindow::forgetLedger()
{
    m_data.reset();
    m_pageFilter.reset();
    m_names.clear();
    m_ledgerProblem.reset();
    m_jobProblem.reset();
    m_found.reset();
    ViewState next = view();
    next.filter = {};
    m_history = ViewHistory{next};
    // The menu and the title name the demo.
    buildLater();
}

void MainWindow::importFiles()
{
    const QStringList paths = QFileDialog::getOpenFileNames(this, tr("Import files"), {},
                                                           tr("Usage logs and exports (*.jsonl *.json *.csv *.db);;All files (*)"));
    if (!paths.isEmpty()) {
        startImport([this, paths] { m_services.importPaths(paths); });
    }
}

void MainWindow::importFolder()
{
    const QString path = QFileDialog::getExistingDirectory(this, tr("Import folder"));
    if (!path.isEmpty()) {
        startImport([this, path] { m_services.importPaths({path}); });
    }
}

void MainWindow::backUpLedger()
{
    const QString name = QStringLiteral("tokenmeter-%1.db").arg(QString::fromStdString(toIso(today())));
    const QString path = QFileDialog::getSaveFileName(this, tr("Back up ledger"), name, tr("Ledgers (*.db)"));
    if (!path.isEmpty()) {
        m_services.backUp(path);
    }
}

void MainWindow::openLedger()
{
    const QString file = SettingsDialog::askForLedger(this, m_services.ledgerPath());
    if (!file.isEmpty()) {
        switchLedger(file);
    }
}

void MainWindow::openLedgerInWindow()
{
    const QString file = SettingsDialog::askForLedger(this, m_services.ledgerPath());
    if (!file.isEmpty()) {
        m_services.openWindow(file);
    }
}

void MainWindow::switchLedger(const QString &file)
{
    Settings settings = m_services.settings();
    settings.ledgerFile = file;
    m_services.setSettings(settings);
}

void MainWindow::keepView()
{
    m_services.store(LastViewKey, QJsonDocument{toJson(view(), today())}.toJson(QJsonDocument::Compact));
}

void MainWindow::saveViewAs()
{
    bool ok = false;
    const QString name = QInputDialog::getText(this, tr("Save view"), tr("Name of this page with its period, filters and look:"),
                                               QLineEdit::Normal, m_header->title(), &ok)
                             .simplified();
    if (!ok || name.isEmpty()) {
        return;
    }
    m_viewsMenu->save(name, toJson(view(), today()));
    m_toast->showMessage(tr("The view is saved as “%1”.").arg(visibleText(name)));
}

void MainWindow::showTable(const PageTable &table)
{
    auto *dialog = new TableDialog{table, this};
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->show();
}

void MainWindow::exportPage()
{
    const std::vector<PageTable> tables = page() ? page()->tables() : m_overview->tables();
    if (tables.empty()) {
        m_toast->showMessage(tr("There is nothing on this page to export."));
        return;
    }
    if (tables.size() == 1) {
        showTable(tables.front());
        return;
    }
    auto *choice = new QMenu{this};
    choice->setAttribute(Qt::WA_DeleteOnClose);
    for (const PageTable &table : tables) {
        connect(choice->addAction(table.title), &QAction::triggered, this, [this, table] { showTable(table); });
    }
    choice->popup(m_header->exportButton()->mapToGlobal(QPoint{0, m_header->exportButton()->height()}));
}

void MainWindow::showMessage(const QString &sentence, bool undoable)
{
    m_toastAction = undoable ? [this] { undo(); } : std::function<void()>{};
    m_toast->showMessage(sentence, undoable ? tr("Undo") : QString{});
}

void MainWindow::undo()
{
    m_services.undo().then(this, [this](const Result<JournalEntry> &undone) {
        if (!undone) {
            showMessage(ProblemText::full(undone.problem()), false);
        } else if (undone->action == "exclude") {
            showMessage(tr("%Ln record(s) count in totals again.", nullptr, clamped(undone->records)), false);
        } else if (undone->action == "include") {
            showMessage(tr("%Ln record(s) are excluded from totals again.", nullptr, clamped(undone->records)), false);
        } else if (undone->action.starts_with("budget ")) {
            const QString name = visibleText(undone->subject);
            showMessage(undone->action == "budget removed" ? tr("“%1” is watched again.").arg(name)
                        : undone->action == "budget added" ? tr("“%1” is no longer watched.").arg(name)
                                                           : tr("“%1” is as it was before.").arg(name),
                        false);
        } else {
            showMessage(tr("Taken back: tag %1.").arg(visibleText(undone->subject)), false);
        }
    });
}

void MainWindow::explain(const WhyQuestion &question)
{
    placeInspector();
    m_inspector->show(question, context());
    m_inspector->raise();
    m_inspector->setFocus(Qt::OtherFocusReason);
}

void MainWindow::placeInspector()
{
    const int wide = Inspector::widthFor(width());
    const QRect area{m_pages->mapTo(m_central, QPoint{}), m_pages->size()};
    m_inspector->setGeometry(area.right() + 1 - wide - px(size::pageMargin), area.top() + size::pageTop, wide,
                             area.height() - size::pageTop - size::pageBottom);
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
    auto *dialog = new ProblemsDialog{m_problems, this};
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->show();
    m_problemsSeen = true;
    showStatus();
}

void MainWindow::showAbout()
{
    auto *box = new QMessageBox{this};
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setWindowTitle(tr("About Tokenmeter"));
    box->setTextFormat(Qt::PlainText);
    box->setText(tr("Tokenmeter %1").arg(QCoreApplication::applicationVersion()));
    box->setInformativeText(tr("A ledger of what large language models cost.\n"
                               "Nothing leaves this computer. Prompts and answers are never stored.\n\n"
                               "Free software under the GNU General Public License, version 3 or later."));
    box->setStandardButtons(QMessageBox::Close);
    box->show();
}

void MainWindow::arrange()
{
    const bool narrow = width() < px(size::narrowBelow);
    m_sidebar->setNarrow(m_narrowChosen.value_or(narrow));
    m_header->setNarrow(narrow);
    m_filterBar->setNarrow(narrow);
}

void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::LanguageChange && m_central) {
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
    if (m_central) {
        arrange();
        QTimer::singleShot(0, m_central, [this] { placeInspector(); }); // when the page has its new size
        showStatus();
    }
}

void MainWindow::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && event->modifiers() == Qt::NoModifier) {
        ViewState next = view();
        if (m_inspector->isVisible()) {
            m_inspector->leave();
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
    if (!localFiles(*event->mimeData()).isEmpty()) {
        event->acceptProposedAction();
    }
}

void MainWindow::dropEvent(QDropEvent *event)
{
    const QStringList paths = localFiles(*event->mimeData());
    if (!paths.isEmpty()) {
        event->acceptProposedAction();
        startImport([this, paths] { m_services.importPaths(paths); });
    }
}

} // namespace tokenmeter
