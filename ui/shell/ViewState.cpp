// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/ViewState.h"

#include "providers/ProviderZone.h"
#include "shell/NameBook.h"

#include <algorithm>

namespace tokenmeter
{

bool isNavigation(const ViewState &from, const ViewState &to)
{
    return from.page != to.page || from.period != to.period || from.filter != to.filter;
}

std::vector<ViewBasis> basesOf(const QString &page)
{
    if (page == QStringLiteral("overview") || page == QStringLiteral("breakdown") || page == QStringLiteral("trends")) {
        return {ViewBasis::List, ViewBasis::Effective, ViewBasis::Billed};
    }
    return {ViewBasis::List};
}

QString optionOf(const ViewState &view, const char *name)
{
    const auto found = view.options.find(QString::fromLatin1(name));
    return found == view.options.end() ? QString{} : found->second;
}

QString notOnBills(const ViewState &view)
{
    const std::pair<FilterKey, const char *> unknown[] = {{FilterKey::Session, "session"}, {FilterKey::Source, "source"}, {FilterKey::Agent, "agent"},
                                                          {FilterKey::Tag, "tag"},         {FilterKey::Bound, "record"},  {FilterKey::Text, "record"},
                                                          {FilterKey::Excluded, "record"}, {FilterKey::Unpriced, "record"}};
    for (const auto &[key, word] : unknown) {
        if (view.filter.has(key)) {
            return QString::fromLatin1(word);
        }
    }
    const QString grouping = view.page == QStringLiteral("breakdown") ? optionOf(view, "breakdown.by")
                             : view.page == QStringLiteral("trends")  ? optionOf(view, "trends.dimension")
                                                                      : QString{};
    for (const QString &part : grouping.split(QLatin1Char(','))) {
        for (const char *word : {"session", "source", "agent", "tag", "token-class"}) {
            if (part == QLatin1String(word) || part.startsWith(QLatin1String(word) + QLatin1Char(':'))) {
                return QString::fromLatin1(word);
            }
        }
    }
    // The other measures are ratios of what the logs say.
    return view.page == QStringLiteral("trends") && !optionOf(view, "trends.measure").isEmpty() ? QStringLiteral("ratio") : QString{};
}

ViewBasis shownBasis(const ViewState &view)
{
    const std::vector<ViewBasis> bases = basesOf(view.page);
    const bool can = std::find(bases.begin(), bases.end(), view.basis) != bases.end();
    if (!can || (view.basis == ViewBasis::Billed && !notOnBills(view).isEmpty())) {
        return ViewBasis::List;
    }
    const bool byClass = view.page == QStringLiteral("trends") && optionOf(view, "trends.dimension") == QStringLiteral("token-class");
    return byClass ? ViewBasis::List : view.basis; // no plan tells which class it covers
}

BasisChoice basisChoiceOf(const ViewState &view)
{
    return {.basis = shownBasis(view), .repeated = repeatedReportsOf};
}

UsageFilter usageFilterOf(const ViewState &view, const NameBook &names)
{
    UsageFilter filter;
    filter.from = view.period.from;
    filter.to = view.period.to;
    filter.providers = names.rawNames(FilterKey::Provider, view.filter.of(FilterKey::Provider));
    filter.models = names.rawNames(FilterKey::Model, view.filter.of(FilterKey::Model));
    filter.projects = names.rawNames(FilterKey::Project, view.filter.of(FilterKey::Project));
    filter.sources = names.rawNames(FilterKey::Source, view.filter.of(FilterKey::Source));
    filter.sessions = names.rawNames(FilterKey::Session, view.filter.of(FilterKey::Session));
    filter.agents = names.rawNames(FilterKey::Agent, view.filter.of(FilterKey::Agent));
    filter.tiers = names.rawNames(FilterKey::Tier, view.filter.of(FilterKey::Tier));
    filter.tags = names.tagTerms(view.filter.of(FilterKey::Tag));
    for (const FilterTerm &term : view.filter.of(FilterKey::Bound)) {
        if (const std::optional<RecordBound> bound = boundOf(term)) {
            filter.bounds.push_back(*bound);
        }
    }
    for (const FilterTerm &term : view.filter.of(FilterKey::Text)) {
        filter.text = term.text.toStdString();
    }
    for (const FilterTerm &term : view.filter.of(FilterKey::Excluded)) {
        filter.excluded = term.text == QStringLiteral("only") ? UsageFilter::Excluded::Only : UsageFilter::Excluded::With;
    }
    for (const FilterTerm &term : view.filter.of(FilterKey::Unpriced)) {
        filter.priced = term.text == QStringLiteral("no");
    }
    return filter;
}

ViewState movedTo(const ViewState &view, LocalDay day, const PeriodRules &rules)
{
    ViewState next = view;
    next.period = periodAt(view.period.kind == PeriodKind::Custom ? PeriodKind::Month : view.period.kind, day, rules);
    return next;
}

ViewState filteredBy(const ViewState &view, const QStringList &rawModels, const NameBook &names)
{
    std::vector<FilterTerm> terms;
    for (const QString &raw : rawModels) {
        const FilterTerm term = names.modelTerm({raw.toStdString()});
        if (std::find(terms.begin(), terms.end(), term) == terms.end()) {
            terms.push_back(term);
        }
    }
    ViewState next = view;
    next.filter.set(FilterKey::Model, terms);
    return next;
}

OverviewRequest requestOf(const ViewState &view, const NameBook &names, const Zone &zone, UtcTime now)
{
    OverviewRequest request;
    request.filter = usageFilterOf(view, names);
    request.zone = zone;
    request.now = now;
    request.currency = view.currency.toStdString();
    request.basis = basisChoiceOf(view);
    return request;
}

} // namespace tokenmeter
