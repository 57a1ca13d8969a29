// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/StartView.h"

#include "shell/ViewStateJson.h"

#include <QJsonDocument>
#include <QLocale>

namespace tokenmeter
{
namespace
{

const QString LastViewKey = QStringLiteral("view");

LocalDay todayOf(const WindowServices &services)
{
    return services.zone().dayOf(services.now());
}

} // namespace

PeriodRules rulesOf(const Settings &settings)
{
    const int day = settings.firstDayOfWeek > 0 ? settings.firstDayOfWeek : int(QLocale{}.firstDayOfWeek());
    return {.billingDay = settings.billingDay, .firstDayOfWeek = day};
}

ViewState startView(const WindowServices &services)
{
    const LocalDay today = todayOf(services);
    const PeriodRules rules = rulesOf(services.settings());
    const QJsonDocument last = QJsonDocument::fromJson(services.stored(LastViewKey));
    if (const std::optional<ViewState> view = viewFromJson(last.object(), today, rules)) {
        return *view;
    }
    ViewState view;
    view.period = periodAt(PeriodKind::Month, today, rules);
    view.currency = services.settings().currency;
    return view;
}

void keepAsStart(WindowServices &services, const ViewState &view)
{
    services.store(LastViewKey, QJsonDocument{toJson(view, todayOf(services))}.toJson(QJsonDocument::Compact));
}

} // namespace tokenmeter
