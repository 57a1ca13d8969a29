// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStackedWidget>

#include "pages/Page.h"
#include "shell/Sidebar.h"

#include <cstdint>
#include <functional>
#include <map>
#include <vector>

namespace tokenmeter
{

class EmptyState;
class FirstStartPage;
class OverviewPage;

/// The middle of the window: the overview, the pages that ask the ledger themselves, and what stands in their place while
/// there is no ledger or nothing in it. Tells the page in view what is in view, and passes on what pages say.
class PageHost : public QStackedWidget
{
    Q_OBJECT
public:
    /// @param context what is in view at the time of a click
    PageHost(WindowServices &services, const NameBook &names, std::function<PageContext()> context, QWidget *parent);

    /// The pages that ask the ledger themselves, as the sidebar lists them.
    static std::vector<PageEntry> entries();
    /// These, after the overview.
    static std::vector<PageEntry> allEntries();

    enum class Middle { Page, FirstStart, Closed };
    struct Facts
    {
        bool ledgerFailed = false;
        bool answered = false; ///< an answer of this ledger is there
        bool empty = false;    ///< which has no record
        bool demo = false;
        bool importing = false;
    };
    static Middle middleOf(const Facts &facts);
    void choose(Middle middle, const QString &pageId);
    Middle middle() const { return m_middle; }

    /// Null when the id is no page of ours.
    Page *page(const QString &id) const;
    OverviewPage *overview() const { return m_overview; }
    FirstStartPage *firstStart() const { return m_firstStart; }
    EmptyState *closed() const { return m_closed; }
    /// Tells the page in view, and whether the ledger has changed since it was last told.
    void show(const PageContext &context);
    using QStackedWidget::show;
    /// What pages show belongs to the past: each asks anew when it is next in view.
    void ledgerChanged() { ++m_ledgerVersion; }
    bool isBusy() const;

Q_SIGNALS:
    void viewWanted(const tokenmeter::ViewState &view);
    void whyWanted(const tokenmeter::WhyQuestion &question);
    void setPriceWanted(const QString &provider, const QString &model);
    void tableWanted(const tokenmeter::PageTable &table);
    void saveViewWanted();
    void importWanted(tokenmeter::Page::ImportOf what);
    void importFoundWanted(const QStringList &formatIds);
    void settled();
    void message(const QString &sentence, bool undoable);
    void failed(const tokenmeter::Problem &problem);

private:
    void add(const QString &id, Page *page);
    void setColourStore(WindowServices &services);

    std::map<QString, Page *> m_pages;
    std::uint64_t m_ledgerVersion = 0;
    std::map<QString, std::uint64_t> m_toldVersion; ///< by page
    Middle m_middle = Middle::Page;
    OverviewPage *m_overview = nullptr;
    FirstStartPage *m_firstStart = nullptr;
    EmptyState *m_closed = nullptr; ///< while no ledger is open
};

} // namespace tokenmeter
