// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "notify/AlertText.h"

#include "flow/PricesAhead.h"
#include "format/DateText.h"
#include "format/MoneyText.h"
#include "format/NumberText.h"
#include "format/ProblemText.h"
#include "format/TokenText.h"

#include <QStringList>

namespace tokenmeter
{
namespace
{

QString amount(const Alert &alert, Int128 value)
{
    return alert.currency.isNone() ? TokenText::tokens(std::int64_t(value)) : MoneyText::amount(Money::fromAtto(value, alert.currency));
}

QString periodOf(const Alert &alert, UtcTime now, const Zone &zone)
{
    const LocalDay first = zone.dayOf(alert.key.periodStart);
    const UtcTime end = alert.periodEnd - std::chrono::milliseconds{1};
    return DateText::period(first, end < alert.key.periodStart ? first : zone.dayOf(end), zone.dayOf(now));
}

} // namespace

QString AlertText::headline(const Alert &alert)
{
    const QString name = alert.key.subject.empty() ? tr("All usage") : visibleText(alert.subjectName);
    switch (alert.key.kind) {
    case AlertKind::Threshold:
        return tr("%1 has used %2 % of %3").arg(name, NumberText::whole(alert.key.threshold), amount(alert, alert.available));
    case AlertKind::Exceeded:
        return tr("%1 is over its limit by %2").arg(name, amount(alert, alert.spent - alert.available));
    case AlertKind::Forecast:
        return tr("%1 is likely to end over its limit, at about %2").arg(name, amount(alert, alert.expected));
    case AlertKind::Unpriced:
        return tr("%1 cannot be told: %2 without a price").arg(name, TokenText::requests(alert.unpricedRequests));
    case AlertKind::Anomaly:
        return tr("%1: %2 in a day, far more than usual").arg(name, amount(alert, alert.spent));
    case AlertKind::AnomalyHour:
        return tr("%1: %2 in an hour, far more than usual").arg(name, amount(alert, alert.spent));
    case AlertKind::PriceChange:
        return alert.expected > alert.spent ? tr("%1 becomes dearer").arg(name) : tr("%1 becomes cheaper").arg(name);
    case AlertKind::SyncFailing:
        return alert.key.threshold > 0 ? tr("%1 refused to be read").arg(name) : tr("%1 could not be read").arg(name);
    case AlertKind::CreditLow:
        return tr("%1 has %2 left").arg(name, amount(alert, alert.expected));
    case AlertKind::PlanLow:
        return alert.expected == 0 ? tr("%1 is used up").arg(name) : tr("%1 has %2 left").arg(name, amount(alert, alert.expected));
    case AlertKind::PlanExpiring:
        return tr("%1 ends soon with %2 left").arg(name, amount(alert, alert.expected));
    case AlertKind::Retirement:
        return tr("%1 will no longer be served").arg(name);
    case AlertKind::Runaway:
        break;
    }
    return tr("%1: %2 in a short time, more than ever before").arg(name, amount(alert, alert.spent));
}

QString AlertText::detail(const Alert &alert, UtcTime now, const Zone &zone)
{
    QStringList parts;
    if (alert.noLongerSo) {
        parts << tr("No longer so");
    }
    const QString spent = amount(alert, alert.spent);
    switch (alert.key.kind) {
    case AlertKind::Threshold:
    case AlertKind::Exceeded:
        parts << tr("%1 of %2, %3", "amounts, and a period").arg(spent, amount(alert, alert.available), periodOf(alert, now, zone));
        break;
    case AlertKind::Unpriced:
        parts << tr("at least %1 of %2, %3", "amounts, and a period").arg(spent, amount(alert, alert.available), periodOf(alert, now, zone));
        break;
    case AlertKind::Forecast:
        parts << tr("%1 to %2, limit %3", "a band").arg(amount(alert, alert.low), amount(alert, alert.high), amount(alert, alert.available));
        break;
    case AlertKind::Anomaly:
        parts << tr("%1; a usual day: %2", "a day, and an amount").arg(periodOf(alert, now, zone), amount(alert, alert.expected));
        break;
    case AlertKind::AnomalyHour:
        parts << tr("%1; a usual hour: %2", "a moment, and an amount")
                     .arg(DateText::moment(alert.key.periodStart, zone, zone.dayOf(now)), amount(alert, alert.expected));
        break;
    case AlertKind::PriceChange:
        parts << tr("%1; its use of the last %2 days would have cost %3 instead of %4", "a day, and amounts")
                     .arg(periodOf(alert, now, zone), NumberText::whole(InUseDays), amount(alert, alert.expected), amount(alert, alert.spent));
        break;
    case AlertKind::SyncFailing:
        parts << tr("billed figures stand as of %1").arg(DateText::moment(alert.key.periodStart, zone, zone.dayOf(now)));
        break;
    case AlertKind::CreditLow:
        parts << tr("an average day costs %1").arg(amount(alert, alert.spent));
        break;
    case AlertKind::PlanLow:
        parts << tr("%1 of %2 is gone", "amounts").arg(spent, amount(alert, alert.available));
        break;
    case AlertKind::PlanExpiring:
        parts << tr("ends %1; %2 of %3 is gone", "a moment, and amounts")
                     .arg(DateText::moment(alert.key.periodStart, zone, zone.dayOf(now)), spent, amount(alert, alert.available));
        break;
    case AlertKind::Retirement:
        parts << tr("%1; used for %2 in the last %3 days", "a day, and an amount")
                     .arg(periodOf(alert, now, zone), amount(alert, alert.spent), NumberText::whole(InUseDays));
        break;
    case AlertKind::Runaway:
        parts << tr("%1; most before: %2", "a day, and an amount").arg(periodOf(alert, now, zone), amount(alert, alert.expected));
        break;
    }
    if (!alert.detail.empty()) {
        parts << visibleText(alert.detail);
    }
    return parts.join(QStringLiteral(" · "));
}

QString AlertText::several(int count)
{
    return tr("%n alert(s) from Tokenmeter", nullptr, count);
}

QString AlertText::testTitle()
{
    return tr("Tokenmeter: this is a test");
}

QString AlertText::testText()
{
    return tr("Alerts about your budgets will arrive here.");
}

} // namespace tokenmeter
