// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/Navigator.h"

#include "shell/StartView.h"

namespace tokenmeter
{

Navigator::Navigator(WindowServices &services, const NameBook &names, QObject *parent)
    : QObject{parent}, m_services{services}, m_names{names}, m_history{startView(services)}
{
}

/// @param move void(ViewHistory &)
template <class Move>
void Navigator::step(Move move)
{
    const ViewState before = view();
    move(m_history);
    Q_EMIT changed(before);
}

void Navigator::go(const ViewState &next)
{
    if (next != view()) {
        step([&next](ViewHistory &history) { history.go(next); });
    }
}

void Navigator::goToPage(const QString &id)
{
    ViewState next = view();
    next.page = id;
    go(next);
}

void Navigator::goBack()
{
    if (canGoBack()) {
        step([](ViewHistory &history) { history.back(); });
    }
}

void Navigator::goForward()
{
    if (canGoForward()) {
        step([](ViewHistory &history) { history.forward(); });
    }
}

bool Navigator::canStepForward() const
{
    return tokenmeter::canStepForward(view().period, today());
}

void Navigator::applySettings()
{
    ViewState next = view();
    next.currency = m_services.settings().currency;
    if (next.period.kind != PeriodKind::Custom) {
        const LocalDay inside = canStepForward() ? next.period.from : today();
        next.period = periodAt(next.period.kind, inside, rules());
    }
    m_history.replace(next);
}

void Navigator::startAgain()
{
    ViewState next = view();
    next.filter = {};
    m_history = ViewHistory{next};
}

PeriodRules Navigator::rules() const
{
    return rulesOf(m_services.settings());
}

LocalDay Navigator::today() const
{
    return m_services.zone().dayOf(m_services.now());
}

PageContext Navigator::context() const
{
    return {.view = view(),
            .filter = usageFilterOf(view(), m_names),
            .zone = m_services.zone(),
            .now = m_services.now(),
            .today = today(),
            .rules = rules()};
}

OverviewRequest Navigator::overviewRequest(bool namesOnly) const
{
    OverviewRequest request = requestOf(view(), m_names, m_services.zone(), m_services.now());
    if (namesOnly) {
        request.basis = {};
        request.filter.sessions.clear();
        request.filter.tags.clear();
        request.filter.bounds.clear();
        request.filter.text.clear();
        request.filter.excluded = UsageFilter::Excluded::Without;
    }
    return request;
}

} // namespace tokenmeter
