// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMainWindow>
#include <QTimer>

#include "WindowServices.h"
#include "pages/Why.h"
#include "shell/NameBook.h"
#include "shell/ViewHistory.h"
#include "shell/WindowBanner.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>

class QMenu;
class QStackedWidget;

namespace tokenmeter
{

class Banner;
class EmptyState;
class FilterBar;
class FirstStartPage;
class HeaderBar;
class Inspector;
class LedgersMenu;
class OverviewPage;
class Page;
class PageHost;
struct PageContext;
struct PageTable;
class Sidebar;
class StatusBar;
class Toast;
class ViewsMenu;
struct PageEntry;

/// The window: joins sidebar, header, filter bar, pages and status bar around one ViewState. Asks WindowServices and
/// never waits. Where the window stood is kept by whoever owns it (saveGeometry, restoreGeometry).
class MainWindow : public QMainWindow
{
    Q_OBJECT
public:
    explicit MainWindow(WindowServices &services, QWidget *parent = nullptr);
    ~MainWindow() override;

    const ViewState &view() const { return m_history.current(); }
    /// As if the user had gone there.
    void go(const ViewState &view);
    void goBack();
    void goForward();
    /// Why is this amount what it is? Of a record, or of what is in view, narrowed by the filter of the sum.
    void explain(const WhyQuestion &question);
    /// What is on screen as a table: to be read, copied and saved.
    void exportPage();
    void undo();
    /// Keeps where the window stands for its next start.
    void keepView();
    /// True while a question waits for its answer, asked or about to be.
    bool isBusy() const;
    bool showsFirstStart() const;

    /// Asks the user, then imports.
    void importFiles();
    void importFolder();
    void backUpLedger();
    void openLedger();
    void openLedgerInWindow();
    void saveViewAs();
    /// Nothing while another page is in view.
    Page *page() const;
    void showSettings();
    void showProblems();
    /// A price for a model that has none.
    void askForPrice(const QString &provider, const QString &model);
    void showAbout();

    FilterBar *filterBar() const { return m_filterBar; }
    HeaderBar *headerBar() const { return m_header; }
    Sidebar *sidebar() const { return m_sidebar; }
    StatusBar *statusArea() const { return m_status; }
    OverviewPage *overviewPage() const { return m_overview; }
    FirstStartPage *firstStartPage() const { return m_firstStart; }
    Inspector *inspector() const { return m_inspector; }
    Banner *banner() const { return m_banner; }
    Toast *toast() const { return m_toast; }

Q_SIGNALS:
    /// An answer is on screen (for screenshots and tests).
    void settled();

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    enum class Command {
        ImportFiles, ImportFolder, Refresh, BackUp, OpenLedger, Demo, Settings, About, Quit, Back, Forward, Previous, Next,
        Present, FindFilter, ClearFilter, ToggleSidebar, ToggleMenuBar, Problems, OpenWindow, Find, Export, Undo, SaveView,
        FirstPage, ///< and one more for each page
    };

    std::vector<PageEntry> pageEntries() const;
    void build();
    void buildLater();
    void buildMenus();
    QAction *addCommand(Command command, const QString &text, const QKeySequence &keys, const std::function<void()> &run);
    void applyAppearance();
    void settingsChanged();
    PeriodRules rules() const;
    LocalDay today() const;

    void ask();
    void askSoon(); ///< after ledgerChanged(): coalesced
    void answered(const Result<OverviewData> &answer);
    void showView();
    void showAnswer();
    void showNames();
    void askNames();
    /// The number of alerts that wait, beside the page's name.
    void askUnseenAlerts();
    void budgetsEvaluated(const std::vector<Alert> &fresh);
    void showStatus();
    void showBanner();
    void runBannerAction(int index);
    void filterByModels(const QStringList &rawModels);
    void choosePage();
    PageContext context() const;
    /// Tells the page in view what is in view.
    void showPage(bool ledgerChanged);
    void showTable(const PageTable &table);
    void showMessage(const QString &sentence, bool undoable);
    void placeInspector();
    void viewChanged(const ViewState &before);
    void switchLedger(const QString &file);
    void discover();
    void startImport(const std::function<void()> &start);
    void importFinished(const ImportOutcome &outcome);
    void forgetLedger();
    void arrange();

    WindowServices &m_services;
    ViewHistory m_history;
    NameBook m_names;
    std::optional<OverviewData> m_data;
    std::optional<std::vector<FoundSource>> m_found;
    std::optional<Problem> m_ledgerProblem;
    std::optional<Problem> m_jobProblem;
    std::vector<Problem> m_problems;
    bool m_problemsSeen = true;
    ImportProgress m_progress;
    bool m_importAsked = false; ///< by the user: then its end is told
    bool m_discovering = false;
    std::uint64_t m_serial = 0; ///< of the newest question
    bool m_waiting = false;
    bool m_dirty = false;
    bool m_rebuildPending = false;
    QTimer m_pace;
    std::optional<bool> m_narrowChosen; ///< F9; else by width

    std::optional<UsageFilter> m_pageFilter{}; ///< what the page in view was last told
    bool m_ledgerChanged = false;              ///< since then
    std::optional<double> m_reading{};         ///< part of a long read that is done
    std::function<void()> m_toastAction{}; ///< of the toast's verb; once
    int m_unseenAlerts = 0;

    std::map<Command, QAction *> m_commands; ///< by Command; pages from FirstPage on
    ViewsMenu *m_viewsMenu = nullptr;
    LedgersMenu *m_ledgersMenu = nullptr;
    std::vector<BannerAction> m_bannerActions;
    std::unique_ptr<QMenu> m_menu;
    QWidget *m_central = nullptr;
    Sidebar *m_sidebar = nullptr;
    HeaderBar *m_header = nullptr;
    FilterBar *m_filterBar = nullptr;
    QWidget *m_bannerArea = nullptr;
    Banner *m_banner = nullptr;
    QStackedWidget *m_pages = nullptr;
    OverviewPage *m_overview = nullptr;
    PageHost *m_host = nullptr;
    Inspector *m_inspector = nullptr; ///< over the page, while an amount is explained
    FirstStartPage *m_firstStart = nullptr;
    EmptyState *m_closed = nullptr; ///< while no ledger is open
    StatusBar *m_status = nullptr;
    Toast *m_toast = nullptr;
};

} // namespace tokenmeter
