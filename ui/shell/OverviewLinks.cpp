// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/OverviewLinks.h"

#include "pages/OverviewPage.h"

#include <utility>

namespace tokenmeter
{

OverviewLinks::OverviewLinks(OverviewPage *page, const NameBook &names, std::function<PageContext()> context)
    : QObject{page}, m_context{std::move(context)}
{
    connect(page, &OverviewPage::modelPicked, this,
            [this, &names](const QStringList &raw) { Q_EMIT viewWanted(filteredBy(m_context().view, raw, names)); });
    connect(page, &OverviewPage::projectPicked, this, [this](const QString &name) {
        want([&name](ViewState &view, const PeriodRules &) { view.filter.set(FilterKey::Project, {{.text = name, .pattern = false}}); });
    });
    connect(page, &OverviewPage::daysPicked, this, [this](LocalDay from, LocalDay to) {
        want([from, to](ViewState &view, const PeriodRules &rules) {
            view.period = from == to ? periodAt(PeriodKind::Day, from, rules) : customPeriod(from, to);
        });
    });
    connect(page, &OverviewPage::goToDayRequested, this,
            [this](LocalDay day) { want([day](ViewState &view, const PeriodRules &rules) { view = movedTo(view, day, rules); }); });
    connect(page, &OverviewPage::showRecordsRequested, this, [this] { goToPage(QStringLiteral("records")); });
    connect(page, &OverviewPage::trendsRequested, this, [this] { goToPage(QStringLiteral("trends")); });
    connect(page, &OverviewPage::whyWanted, this, &OverviewLinks::explain);
}

/// @param change void(ViewState &, const PeriodRules &)
template <class Change>
void OverviewLinks::want(Change change)
{
    PageContext context = m_context();
    change(context.view, context.rules);
    Q_EMIT viewWanted(context.view);
}

void OverviewLinks::goToPage(const QString &id)
{
    want([&id](ViewState &view, const PeriodRules &) { view.page = id; });
}

/// The page knows what narrows the view, not the view.
void OverviewLinks::explain(WhySum sum)
{
    const UsageFilter narrower = std::exchange(sum.filter, m_context().filter);
    sum.filter.from = narrower.from ? narrower.from : sum.filter.from;
    sum.filter.to = narrower.to ? narrower.to : sum.filter.to;
    sum.filter.models = narrower.models.empty() ? sum.filter.models : narrower.models;
    sum.filter.projects = narrower.projects.empty() ? sum.filter.projects : narrower.projects;
    Q_EMIT whyWanted(sum);
}

} // namespace tokenmeter
