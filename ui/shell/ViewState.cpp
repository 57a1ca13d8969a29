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

OverviewRequest requestOf(const ViewState &view, const NameBook &names, const Zone &zone, UtcTime now)
{
    OverviewRequest request;
    request.filter.from = view.period.from;
    request.filter.to = view.period.to;
    request.filter.providers = names.rawNames(FilterKey::Provider, view.filter.of(FilterKey::Provider));
    request.filter.models = names.rawNames(FilterKey::Model, view.filter.of(FilterKey::Model));
    request.filter.projects = names.rawNames(FilterKey::Project, view.filter.of(FilterKey::Project));
    request.filter.sources = names.rawNames(FilterKey::Source, view.filter.of(FilterKey::Source));
    request.zone = zone;
    request.now = now;
    request.currency = view.currency.toStdString();
    return request;
}

} // namespace tokenmeter
