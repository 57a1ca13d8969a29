// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/ViewState.h"

#include "shell/NameBook.h"

namespace tokenmeter
{

bool isNavigation(const ViewState &from, const ViewState &to)
{
    return from.page != to.page || from.period != to.period || from.filter != to.filter;
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
    return filter;
}

OverviewRequest requestOf(const ViewState &view, const NameBook &names, const Zone &zone, UtcTime now)
{
    OverviewRequest request;
    request.filter = usageFilterOf(view, names);
    request.zone = zone;
    request.now = now;
    request.currency = view.currency.toStdString();
    return request;
}

} // namespace tokenmeter
