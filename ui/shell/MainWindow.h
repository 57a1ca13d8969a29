// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMainWindow>

#include "WindowServices.h"
#include "pages/Why.h"
#include "shell/NameBook.h"
#include "shell/ViewState.h"
#include "shell/WindowBanner.h"

#include <functional>
#include <memory>
#include <optional>

class QMenu;

namespace tokenmeter
{

class Banner;
class BannerArea;
class Commands;
class FilterBar;
class FirstStartPage;
class HeaderBar;
class Inspector;
class Navigator;
class AlertWatch;
class BudgetWatch;
class FileIntake;
class OverviewFeed;
class OverviewPage;
class Page;
class Sidebar;
class StatusBar;
class Toast;
class WindowFrame;

/// The window: joins sidebar, header, filter bar, pages and status bar around one ViewState. Asks WindowServices and
/// never waits. Where the window stood is kept by whoever owns it (saveGeometry, restoreGeometry).
class MainWindow : public QMainWindow
{
    Q_OBJECT
public:
    explicit MainWindow(WindowServices &services, QWidget *parent = nullptr);
    ~MainWindow() override;

    const ViewState &view() const;
    /// As if the user had gone there.
    void go(const ViewState &view);
    void goBack();
    void goForward();
    /// Why is this amount what it is? Of a record, or of what is in view, narrowed by the filter of the sum.
    void explain(const WhyQuestion &question);
    /// Keeps where the window stands for its next start.
    void keepView();
    /// True while a question waits for its answer, asked or about to be.
    bool isBusy() const;
    bool showsFirstStart() const;

    /// Nothing while another page is in view.
    Page *page() const;

    FilterBar *filterBar() const;
    HeaderBar *headerBar() const;
    Sidebar *sidebar() const;
    StatusBar *statusArea() const;
    OverviewPage *overviewPage() const;
    FirstStartPage *firstStartPage() const;
    Inspector *inspector() const;
    Banner *banner() const;
    Toast *toast() const { return m_toast; }
    FileIntake *intake() const { return m_intake; }

Q_SIGNALS:
    /// An answer is on screen (for screenshots and tests).
    void settled();

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragMoveEvent(QDragMoveEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void build();
    void buildLater();
    void buildCommands();
    void connectBars();
    void connectPages();
    void connectServices();
    void settingsChanged();

    void answered(const Result<OverviewData> &answer);
    void showView();
    void showAnswer();
    void showNames();
    void askNames();
    void showStatus();
    void showBanner();
    void showUnseenAlerts();
    void showUnpriced();
    void showNewTools();
    void importFound(const QStringList &formatIds);
    void showBudget();
    void runBannerAction(BannerAction action);
    QStringList unpricedModels() const;
    /// A price for a model that has none.
    void askForPrice(const QString &provider, const QString &model);
    /// What is on screen as a table: to be read, copied and saved.
    void exportPage();
    void undo();
    void importFiles();
    void importFolder();
    void importMapped();
    void saveViewAs();
    void showSettings();
    void showProblems();
    void showFilterBar();
    void choosePage();
    /// Tells the page in view what is in view.
    void showPage(bool ledgerChanged);
    void showMessage(const QString &sentence, bool undoable);
    void viewChanged(const ViewState &before);
    /// Asks for a ledger; `then` gets its file.
    void chooseLedger(const std::function<void(const QString &)> &then);
    void openLedger();
    void switchLedger(const QString &file);
    void discover();
    void startImport(const std::function<void()> &start);
    void importFinished(const ImportOutcome &outcome);
    void takeProblems(const ImportOutcome &outcome);
    void forgetLedger();
    void arrange();

    WindowServices &m_services;
    NameBook m_names;
    AlertWatch *m_alerts;
    BudgetWatch *m_budget;
    Navigator *m_navigator;
    OverviewFeed *m_feed;
    std::optional<OverviewData> m_data;
    std::optional<std::vector<FoundSource>> m_found;
    std::optional<Problem> m_ledgerProblem;
    std::optional<Problem> m_jobProblem;
    bool m_jobIsQuiet = false; ///< it is of a look that follows changes: the next one may clear it
    std::vector<Problem> m_problems;
    bool m_problemsSeen = true;
    ImportProgress m_progress;
    bool m_importAsked = false; ///< by the user: then its end is told
    bool m_discovering = false;
    bool m_rebuildPending = false;
    std::optional<bool> m_narrowChosen; ///< F9; else by width

    std::optional<UsageFilter> m_pageFilter{}; ///< what the page in view was last told
    bool m_ledgerChanged = false;              ///< since then
    std::optional<double> m_reading{};         ///< part of a long read that is done
    std::function<void()> m_toastAction{};     ///< of the toast's verb; once

    std::unique_ptr<Commands> m_commands;
    std::unique_ptr<QMenu> m_menu;
    WindowFrame *m_frame = nullptr;
    Toast *m_toast = nullptr;
    FileIntake *m_intake;
};

} // namespace tokenmeter
