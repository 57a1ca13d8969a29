// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/PageHost.h"

#include "pages/AccountsPage.h"
#include "pages/BreakdownPage.h"
#include "pages/BudgetsPage.h"
#include "pages/ComparePage.h"
#include "pages/FirstStartPage.h"
#include "pages/OverviewPage.h"
#include "pages/PlansPage.h"
#include "pages/PricesPage.h"
#include "pages/ReconcilePage.h"
#include "pages/RecordsPage.h"
#include "pages/ReviewPage.h"
#include "pages/SessionsPage.h"
#include "pages/SourcesPage.h"
#include "pages/TrendsPage.h"
#include "shell/OverviewLinks.h"
#include "widgets/EmptyState.h"

#include <algorithm>
#include <utility>

namespace tokenmeter
{

PageHost::PageHost(WindowServices &services, const NameBook &names, std::function<PageContext()> context, QWidget *parent)
    : QStackedWidget{parent}, m_overview{new OverviewPage{this}}, m_firstStart{new FirstStartPage{this}}, m_closed{new EmptyState{this}}
{
    m_closed->setTexts(tr("No ledger is open"), tr("Open another one, or see the sentence above for what to do."),
                       tr("Open another ledger…"));
    for (QWidget *widget : std::initializer_list<QWidget *>{m_overview, m_firstStart, m_closed}) {
        addWidget(widget);
    }
    add(QStringLiteral("trends"), new TrendsPage{services, names, this});
    add(QStringLiteral("breakdown"), new BreakdownPage{services, names, this});
    add(QStringLiteral("compare"), new ComparePage{services, names, this});
    add(QStringLiteral("budgets"), new BudgetsPage{services, names, this});
    add(QStringLiteral("review"), new ReviewPage{services, names, this});
    add(QStringLiteral("reconcile"), new ReconcilePage{services, names, this});
    add(QStringLiteral("sessions"), new SessionsPage{services, names, this});
    add(QStringLiteral("records"), new RecordsPage{services, names, this});
    add(QStringLiteral("sources"), new SourcesPage{services, names, this});
    add(QStringLiteral("prices"), new PricesPage{services, names, this});
    add(QStringLiteral("plans"), new PlansPage{services, names, this});
    add(QStringLiteral("accounts"), new AccountsPage{services, names, this});
    setColourStore(services);
    auto *links = new OverviewLinks{m_overview, names, std::move(context)};
    connect(links, &OverviewLinks::viewWanted, this, &PageHost::viewWanted);
    connect(links, &OverviewLinks::whyWanted, this, &PageHost::whyWanted);
    connect(m_overview, &OverviewPage::tableWanted, this, &PageHost::tableWanted);
}

std::vector<PageEntry> PageHost::entries()
{
    return {{.id = QStringLiteral("trends"), .title = tr("Trends"), .icon = Icon::Trends, .group = 0},
            {.id = QStringLiteral("breakdown"), .title = tr("Breakdown"), .icon = Icon::Breakdown, .group = 0},
            {.id = QStringLiteral("compare"), .title = tr("Compare"), .icon = Icon::Compare, .group = 0},
            {.id = QStringLiteral("budgets"), .title = tr("Budgets"), .icon = Icon::Budgets, .group = 1},
            {.id = QStringLiteral("review"), .title = tr("Review"), .icon = Icon::Review, .group = 1},
            {.id = QStringLiteral("reconcile"), .title = tr("Reconciliation"), .icon = Icon::Done, .group = 1},
            {.id = QStringLiteral("sessions"), .title = tr("Sessions"), .icon = Icon::AsTable, .group = 2},
            {.id = QStringLiteral("records"), .title = tr("Records"), .icon = Icon::Records, .group = 2},
            {.id = QStringLiteral("sources"), .title = tr("Sources"), .icon = Icon::Sources, .group = 2, .hasDigit = false},
            {.id = QStringLiteral("prices"), .title = tr("Prices"), .icon = Icon::Prices, .group = 2},
            {.id = QStringLiteral("plans"), .title = tr("Plans"), .icon = Icon::Percent, .group = 2},
            {.id = QStringLiteral("accounts"), .title = tr("Accounts"), .icon = Icon::Bank, .group = 2, .hasDigit = false, .partOf = QStringLiteral("sources")}};
}

std::vector<PageEntry> PageHost::allEntries()
{
    std::vector<PageEntry> all = entries();
    all.insert(all.begin(), {.id = QStringLiteral("overview"), .title = tr("Overview"), .icon = Icon::Overview, .group = 0});
    return all;
}

void PageHost::add(const QString &id, Page *page)
{
    m_pages[id] = page;
    addWidget(page);
    connect(page, &Page::viewWanted, this, &PageHost::viewWanted);
    connect(page, &Page::whyWanted, this, &PageHost::whyWanted);
    connect(page, &Page::setPriceWanted, this, &PageHost::setPriceWanted);
    connect(page, &Page::tableWanted, this, &PageHost::tableWanted);
    connect(page, &Page::saveViewWanted, this, &PageHost::saveViewWanted);
    connect(page, &Page::importWanted, this, &PageHost::importWanted);
    connect(page, &Page::importFoundWanted, this, &PageHost::importFoundWanted);
    connect(page, &Page::settled, this, &PageHost::settled);
    connect(page, &Page::message, this, &PageHost::message);
    connect(page, &Page::failed, this, &PageHost::failed);
}

PageHost::Middle PageHost::middleOf(const Facts &facts)
{
    if (facts.ledgerFailed && !facts.answered) {
        return Middle::Closed;
    }
    return facts.answered && facts.empty && !facts.demo && !facts.importing ? Middle::FirstStart : Middle::Page;
}

void PageHost::choose(Middle middle, const QString &pageId)
{
    m_middle = middle;
    QWidget *chosen = page(pageId);
    if (middle != Middle::Page) {
        chosen = middle == Middle::FirstStart ? static_cast<QWidget *>(m_firstStart) : m_closed;
    }
    setCurrentWidget(chosen ? chosen : m_overview);
}

Page *PageHost::page(const QString &id) const
{
    const auto found = m_pages.find(id);
    return found == m_pages.end() ? nullptr : found->second;
}

void PageHost::show(const PageContext &context)
{
    if (Page *shown = page(context.view.page)) {
        shown->show(context, std::exchange(m_toldVersion[context.view.page], m_ledgerVersion) != m_ledgerVersion);
    }
}

bool PageHost::isBusy() const
{
    return std::any_of(m_pages.begin(), m_pages.end(), [](const auto &entry) { return entry.second->isBusy(); });
}

/// Families that have no colour in the table keep the one they got first, on all pages.
void PageHost::setColourStore(WindowServices &services)
{
    const auto key = [](const QString &family) { return QStringLiteral("family-slot/%1").arg(family); };
    const ModelColours::Store store{
        .read = [&services, key](const QString &family) { return services.stored(key(family)).toInt(); },
        .write = [&services, key](const QString &family, int slot) { services.store(key(family), QByteArray::number(slot)); }};
    m_overview->setColourStore(store);
    for (const auto &[id, page] : m_pages) {
        page->setColourStore(store);
    }
}

} // namespace tokenmeter
