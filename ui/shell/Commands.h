// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QKeySequence>
#include <QObject>

#include "shell/Sidebar.h"

#include <functional>
#include <map>
#include <memory>
#include <vector>

class QAction;
class QMenu;
class QMenuBar;

namespace tokenmeter
{

class LedgersMenu;
class ViewsMenu;
class WindowServices;

enum class Command {
    ImportFiles, ImportFolder, ImportMapped, Refresh, ShowProblems, OpenLedger, OpenWindow, BackUp, Export, Undo, Demo, ShowSettings, About, Quit,
    Back, Forward, Previous, Next, Present, Find, FindFilter, ClearFilter, SaveView, ToggleSidebar, ToggleMenuBar,
    FirstPage, ///< and one more for each page
};

/// What the window's menus offer: their words, keys and order. What each does is told by the window with `run`.
class Commands : public QObject
{
    Q_OBJECT
public:
    /// @param window gets every key, since a hidden menu bar has none
    Commands(WindowServices &services, const std::vector<PageEntry> &pages, QWidget *window);
    ~Commands() override;

    void run(Command command, const std::function<void()> &what);
    void trigger(Command command);
    void setEnabled(Command command, bool enabled);

    /// File, View and Help.
    void fillMenuBar(QMenuBar &bar);
    /// All of them in one, for where there is no menu bar.
    std::unique_ptr<QMenu> menu();
    ViewsMenu *views() const { return m_views.get(); }
    LedgersMenu *ledgers() const { return m_ledgers.get(); }

Q_SIGNALS:
    void pageChosen(const QString &id);
    void viewChosen(const QJsonObject &view);
    void ledgerChosen(const QString &file);

private:
    enum class Menu { File, View, Help };
    struct Entry
    {
        Menu menu;
        int group; ///< groups are parted by lines
        Command command;
        QString text;
        QKeySequence keys;
    };
    static std::vector<Entry> entries(const std::vector<PageEntry> &pages, bool isDemo);
    void fill(QMenu &menu, Menu which, int firstGroup, int lastGroup);

    std::vector<Entry> m_entries;
    std::map<Command, QAction *> m_actions;
    std::unique_ptr<ViewsMenu> m_views;
    std::unique_ptr<LedgersMenu> m_ledgers;
};

} // namespace tokenmeter
