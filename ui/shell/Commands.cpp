// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/Commands.h"

#include "WindowServices.h"
#include "shell/LedgersMenu.h"
#include "shell/ViewsMenu.h"

#include <QAction>
#include <QMenuBar>

namespace tokenmeter
{
namespace
{

/// Groups of the file menu that the one menu has at its end, with About.
constexpr int SettingsGroup = 4;
constexpr int QuitGroup = 5;
constexpr int LastGroup = 5;
constexpr int MostPageKeys = 10; // with the overview

QKeySequence pageKeys(int number)
{
    // As on the keyboard: 0 stands behind 9.
    return number < MostPageKeys ? QKeySequence{Qt::CTRL | (number == MostPageKeys - 1 ? Qt::Key_0 : Qt::Key(Qt::Key_1 + number))} : QKeySequence{};
}

} // namespace

std::vector<Commands::Entry> Commands::entries(const std::vector<PageEntry> &pages, bool isDemo)
{
    std::vector<Entry> all{
        {Menu::File, 0, Command::ImportFiles, tr("Import files…"), Qt::CTRL | Qt::Key_O},
        {Menu::File, 0, Command::ImportFolder, tr("Import folder…"), Qt::CTRL | Qt::SHIFT | Qt::Key_O},
        {Menu::File, 0, Command::ImportMapped, tr("Import with a mapping…"), {}},
        {Menu::File, 0, Command::Refresh, tr("Look for new usage"), Qt::Key_F5},
        {Menu::File, 0, Command::ShowProblems, tr("Problems of the last import…"), {}},
        {Menu::File, 1, Command::OpenLedger, tr("Open another ledger…"), {}},
        {Menu::File, 1, Command::OpenWindow, tr("Open a ledger in a new window…"), Qt::CTRL | Qt::SHIFT | Qt::Key_N},
        {Menu::File, 1, Command::BackUp, tr("Back up ledger…"), {}},
        {Menu::File, 2, Command::Export, tr("Show as table and export…"), Qt::CTRL | Qt::Key_E},
        {Menu::File, 2, Command::Undo, tr("Undo the last decision"), QKeySequence::Undo},
        {Menu::File, 3, Command::Demo, isDemo ? tr("Leave demo") : tr("Explore demo data"), {}},
        {Menu::File, SettingsGroup, Command::ShowSettings, tr("Settings…"), Qt::CTRL | Qt::Key_Comma},
        {Menu::File, QuitGroup, Command::Quit, tr("Quit"), Qt::CTRL | Qt::Key_Q},
    };
    int number = 0;
    int digits = 0;
    for (const PageEntry &page : pages) {
        all.push_back({Menu::View, 0, Command(int(Command::FirstPage) + number++), page.title, page.hasDigit ? pageKeys(digits++) : QKeySequence{}});
    }
    const std::vector<Entry> rest{
        {Menu::View, 1, Command::Back, tr("Back"), Qt::ALT | Qt::Key_Left},
        {Menu::View, 1, Command::Forward, tr("Forward"), Qt::ALT | Qt::Key_Right},
        {Menu::View, 2, Command::Previous, tr("Previous period"), Qt::Key_BracketLeft},
        {Menu::View, 2, Command::Next, tr("Next period"), Qt::Key_BracketRight},
        {Menu::View, 2, Command::Present, tr("Present period"), Qt::Key_T},
        {Menu::View, 3, Command::Find, tr("Find…"), QKeySequence::Find},
        {Menu::View, 3, Command::FindFilter, tr("Filter line"), Qt::CTRL | Qt::Key_L},
        {Menu::View, 3, Command::ClearFilter, tr("Clear all filters"), Qt::CTRL | Qt::SHIFT | Qt::Key_L},
        {Menu::View, 4, Command::SaveView, tr("Save this view…"), Qt::CTRL | Qt::Key_D},
        {Menu::View, 5, Command::ToggleSidebar, tr("Narrow sidebar"), Qt::Key_F9},
        {Menu::View, 5, Command::ToggleMenuBar, tr("Menu bar"), Qt::CTRL | Qt::Key_M},
        {Menu::Help, 0, Command::About, tr("About Tokenmeter"), {}},
    };
    all.insert(all.end(), rest.begin(), rest.end());
    return all;
}

Commands::Commands(WindowServices &services, const std::vector<PageEntry> &pages, QWidget *window)
    : QObject{window}, m_entries{entries(pages, services.isDemo())}, m_views{std::make_unique<ViewsMenu>(services, nullptr)},
      m_ledgers{std::make_unique<LedgersMenu>(services, nullptr)}
{
    for (const Entry &entry : m_entries) {
        auto *action = new QAction{entry.text, this};
        action->setShortcut(entry.keys);
        window->addAction(action);
        m_actions[entry.command] = action;
    }
    for (std::size_t i = 0; i < pages.size(); ++i) {
        run(Command(int(Command::FirstPage) + int(i)), [this, id = pages[i].id] { Q_EMIT pageChosen(id); });
    }
    connect(m_views.get(), &ViewsMenu::viewChosen, this, &Commands::viewChosen);
    connect(m_ledgers.get(), &LedgersMenu::ledgerChosen, this, &Commands::ledgerChosen);
}

Commands::~Commands() = default;

void Commands::run(Command command, const std::function<void()> &what)
{
    connect(m_actions.at(command), &QAction::triggered, this, what);
}

void Commands::trigger(Command command)
{
    m_actions.at(command)->trigger();
}

void Commands::setEnabled(Command command, bool enabled)
{
    m_actions.at(command)->setEnabled(enabled);
}

void Commands::fill(QMenu &menu, Menu which, int firstGroup, int lastGroup)
{
    int group = -1;
    for (const Entry &entry : m_entries) {
        if (entry.menu != which || entry.group < firstGroup || entry.group > lastGroup) {
            continue;
        }
        if (group != entry.group && !menu.isEmpty()) {
            menu.addSeparator();
        }
        group = entry.group;
        if (entry.command == Command::OpenWindow) {
            menu.addMenu(m_ledgers.get());
        }
        menu.addAction(m_actions.at(entry.command));
    }
    if (which == Menu::View) {
        menu.addMenu(m_views.get());
    }
}

void Commands::fillMenuBar(QMenuBar &bar)
{
    bar.clear();
    fill(*bar.addMenu(tr("&File")), Menu::File, 0, LastGroup);
    fill(*bar.addMenu(tr("&View")), Menu::View, 0, LastGroup);
    fill(*bar.addMenu(tr("&Help")), Menu::Help, 0, LastGroup);
}

std::unique_ptr<QMenu> Commands::menu()
{
    auto all = std::make_unique<QMenu>();
    all->setAccessibleName(tr("Menu"));
    fill(*all, Menu::File, 0, SettingsGroup - 1);
    all->addSeparator();
    fill(*all->addMenu(tr("View")), Menu::View, 0, LastGroup);
    fill(*all, Menu::File, SettingsGroup, SettingsGroup);
    all->addAction(m_actions.at(Command::About));
    fill(*all, Menu::File, QuitGroup, QuitGroup);
    return all;
}

} // namespace tokenmeter
