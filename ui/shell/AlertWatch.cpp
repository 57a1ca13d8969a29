// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/AlertWatch.h"

#include "itemmodels/Answer.h"
#include "pages/BudgetText.h"
#include "pages/BudgetsData.h"

#include <algorithm>

namespace tokenmeter
{

AlertWatch::AlertWatch(WindowServices &services, QObject *parent) : QObject{parent}, m_services{services}
{
    connect(&services, &WindowServices::ledgerChanged, this, &AlertWatch::ask);
    connect(&services, &WindowServices::ledgerSwitched, this, &AlertWatch::ask);
    connect(&services, &WindowServices::budgetsEvaluated, this, &AlertWatch::take);
}

QString AlertWatch::spoken() const
{
    return tr("%n new alert(s)", nullptr, m_unseen);
}

void AlertWatch::ask()
{
    const auto count = m_services.ask(QStringLiteral("alerts.unseen"),
                                      [now = m_services.now()](WindowServices::Reading reading) { return unseenAlertsOf(reading.reader, now); });
    whenAnswered(this, count, [this](const Result<int> &unseen) {
        if (unseen && *unseen != m_unseen) {
            m_unseen = *unseen;
            Q_EMIT unseenChanged();
        }
    });
}

void AlertWatch::take(const std::vector<Alert> &fresh)
{
    ask();
    Q_EMIT evaluated();
    const auto isDelivered = [](const Alert &alert) { return alert.notice == AlertNotice::Deliver; };
    const auto first = std::find_if(fresh.begin(), fresh.end(), isDelivered);
    if (first == fresh.end()) {
        return;
    }
    const Zone zone = m_services.zone();
    const QString sentence = BudgetText::alert(*first, zone, zone.dayOf(m_services.now()));
    const auto more = std::count_if(first + 1, fresh.end(), isDelivered);
    Q_EMIT told(more > 0 ? tr("%1, and %n more alert(s)", nullptr, int(more)).arg(sentence) : sentence);
}

} // namespace tokenmeter
