// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/PageHost.h"

#include "pages/BreakdownPage.h"
#include "pages/BudgetsPage.h"
#include "pages/RecordsPage.h"
#include "pages/SessionsPage.h"
#include "pages/TrendsPage.h"

#include <QStackedWidget>

#include <algorithm>

namespace tokenmeter
{

PageHost::PageHost(WindowServices &services, const NameBook &names, QStackedWidget *stack, QObject *parent) : QObject{parent}
{
    add(QStringLiteral("trends"), new TrendsPage{services, names, stack}, stack);
    add(QStringLiteral("breakdown"), new BreakdownPage{services, names, stack}, stack);
    add(QStringLiteral("budgets"), new BudgetsPage{services, names, stack}, stack);
    add(QStringLiteral("sessions"), new SessionsPage{services, names, stack}, stack);
    add(QStringLiteral("records"), new RecordsPage{services, names, stack}, stack);
}

std::vector<PageEntry> PageHost::entries()
{
    return {{.id = QStringLiteral("trends"), .title = tr("Trends"), .icon = Icon::Trends, .group = 0},
            {.id = QStringLiteral("breakdown"), .title = tr("Breakdown"), .icon = Icon::Breakdown, .group = 0},
            {.id = QStringLiteral("budgets"), .title = tr("Budgets"), .icon = Icon::Budgets, .group = 1},
            {.id = QStringLiteral("sessions"), .title = tr("Sessions"), .icon = Icon::AsTable, .group = 2},
            {.id = QStringLiteral("records"), .title = tr("Records"), .icon = Icon::Records, .group = 2}};
}

void PageHost::add(const QString &id, Page *page, QStackedWidget *stack)
{
    m_pages[id] = page;
    stack->addWidget(page);
    connect(page, &Page::viewWanted, this, &PageHost::viewWanted);
    connect(page, &Page::whyWanted, this, &PageHost::whyWanted);
    connect(page, &Page::tableWanted, this, &PageHost::tableWanted);
    connect(page, &Page::settled, this, &PageHost::settled);
    connect(page, &Page::message, this, &PageHost::message);
    connect(page, &Page::failed, this, &PageHost::failed);
}

Page *PageHost::page(const QString &id) const
{
    const auto found = m_pages.find(id);
    return found == m_pages.end() ? nullptr : found->second;
}

void PageHost::show(const PageContext &context, bool ledgerChanged)
{
    if (Page *shown = page(context.view.page)) {
        shown->show(context, ledgerChanged);
    }
}

bool PageHost::isBusy() const
{
    return std::any_of(m_pages.begin(), m_pages.end(), [](const auto &entry) { return entry.second->isBusy(); });
}

void PageHost::setColourStore(const ModelColours::Store &store)
{
    for (const auto &[id, page] : m_pages) {
        page->setColourStore(store);
    }
}

} // namespace tokenmeter
