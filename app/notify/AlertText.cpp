// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "notify/AlertText.h"

#include "flow/PricesAhead.h"
#include "format/DateText.h"
#include "format/MoneyText.h"
#include "format/NumberText.h"
#include "format/ProblemText.h"
#include "format/TokenText.h"

#include <algorithm>

namespace tokenmeter
{
namespace
{

QString amount(const Alert &alert, Int128 value)
{
    return alert.currency.isNone() ? TokenText::tokens(std::int64_t(value)) : MoneyText::amount(Money::fromAtto(value, alert.currency));
}

/// A forecast is not known to the cent.
QString rough(const Alert &alert, Int128 value)
{
    return alert.currency.isNone() ? amount(alert, value) : MoneyText::forecast(Money::fromAtto(value, alert.currency));
}

/// It may be read tomorrow, after quiet hours or on a telephone: no "today".
QString momentOf(UtcTime time, UtcTime now, const Zone &zone)
{
    return DateText::day(zone.dayOf(time), zone.dayOf(now)) + QLatin1Char(' ') + DateText::time(time, zone);
}

QString dayOf(UtcTime time, UtcTime now, const Zone &zone)
{
    return DateText::day(zone.dayOf(time), zone.dayOf(now));
}

LocalDay lastDayOf(const Alert &alert, const Zone &zone)
{
    const UtcTime end = alert.periodEnd - std::chrono::milliseconds{1};
    return zone.dayOf(std::max(end, alert.key.periodStart));
}

QString periodOf(const Alert &alert, UtcTime now, const Zone &zone)
{
    return DateText::period(zone.dayOf(alert.key.periodStart), lastDayOf(alert, zone), zone.dayOf(now));
}

/// A window of hours always ends now, so its alert is stored at its end. Other periods that are over are told in the inbox only.
bool isOfWindow(const Alert &alert)
{
    return alert.periodEnd <= alert.stored && alert.notice == AlertNotice::Deliver;
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
        return tr("%1 is likely to end over its limit, at about %2").arg(name, rough(alert, alert.expected));
    case AlertKind::Unpriced:
        return tr("%1 is uncertain: %2 without a price").arg(name, TokenText::requests(alert.unpricedRequests));
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

QStringList AlertText::ofBudget(const Alert &alert, UtcTime now, const Zone &zone)
{
    const QString spent = amount(alert, alert.spent);
    const QString available = amount(alert, alert.available);
    const QString period = periodOf(alert, now, zone);
    const QString until = DateText::day(lastDayOf(alert, zone), zone.dayOf(now));
    const bool isWindow = isOfWindow(alert);
    switch (alert.key.kind) {
    case AlertKind::Forecast:
        return {tr("%1: %2 used so far, likely %3 to %4 by the end of %5; there is %6.", "a period, amounts, a day, an amount")
                    .arg(period, spent, rough(alert, alert.low), rough(alert, alert.high), until, available),
                tr("Use less from now on, or raise the limit.")};
    case AlertKind::Unpriced:
        return {isWindow ? tr("At least %1 of %2 used in its window of hours.").arg(spent, available)
                         : tr("%1: at least %2 of %3 used.", "a period, amounts").arg(period, spent, available),
                tr("Set a price for this usage to know the whole amount.")};
    default:
        break;
    }
    QStringList parts{isWindow ? tr("%1 of %2 used in its window of hours.").arg(spent, available)
                               : tr("%1: %2 of %3 used.", "a period, amounts").arg(period, spent, available)};
    if (alert.spent < alert.available) {
        const QString left = amount(alert, alert.available - alert.spent);
        parts << (isWindow ? tr("Left for now: %1.").arg(left) : tr("Left through %1: %2.", "a day, an amount").arg(until, left));
    } else {
        parts << (isWindow ? tr("Nothing is left for now: stop what can wait, or raise the limit.")
                           : tr("Nothing is left through %1: stop what can wait, or raise the limit.").arg(until));
    }
    return parts;
}

QStringList AlertText::ofUnusual(const Alert &alert, UtcTime now, const Zone &zone)
{
    const QString spent = amount(alert, alert.spent);
    const QString usual = amount(alert, alert.expected);
    const QString names = visibleText(alert.detail);
    QStringList parts;
    if (alert.key.kind == AlertKind::Anomaly) {
        parts << tr("%1: %2 instead of the usual %3.", "a day, amounts").arg(periodOf(alert, now, zone), spent, usual);
        if (!names.isEmpty()) {
            parts << tr("Most of the difference: %1.").arg(names);
        }
        return parts << tr("Look through the sessions of that day.");
    }
    const QString since = momentOf(alert.key.periodStart, now, zone);
    if (alert.key.kind == AlertKind::AnomalyHour) {
        parts << tr("In the hour from %1: %2 instead of the usual %3.", "a moment, amounts").arg(since, spent, usual);
    } else {
        parts << tr("Since %1: now at %2 an hour; the most before was %3.", "a moment, amounts").arg(since, amount(alert, alert.low), usual);
        if (alert.high > alert.spent) {
            parts << tr("Going on like this it comes to %1 by the hour at which work usually begins.").arg(amount(alert, alert.high));
        }
    }
    if (!names.isEmpty()) {
        parts << tr("Busiest session: %1.").arg(names);
    }
    return parts << tr("Stop it if nobody meant it to run.");
}

QStringList AlertText::ofCredit(const Alert &alert, UtcTime now, const Zone &zone)
{
    const QString gone = tr("%1 of %2 is gone.", "amounts").arg(amount(alert, alert.spent), amount(alert, alert.available));
    QStringList parts;
    switch (alert.key.kind) {
    case AlertKind::CreditLow: {
        const int lasts = alert.spent > 0 ? int(std::min<Int128>(alert.expected / alert.spent, 10'000)) : 0;
        parts << (lasts > 0 ? tr("At %1 on an average day it lasts %n more day(s).", nullptr, lasts).arg(amount(alert, alert.spent))
                            : tr("At %1 on an average day it does not last another day.").arg(amount(alert, alert.spent)));
        parts << tr("Top it up before it is gone.");
        break;
    }
    case AlertKind::PlanExpiring:
        parts << gone << tr("What is left can be used through %1, then it is lost.").arg(dayOf(alert.key.periodStart - std::chrono::milliseconds{1}, now, zone));
        break;
    default:
        parts << gone << (alert.expected > 0 ? tr("Usage after that is to be paid for.") : tr("From now on usage is to be paid for."));
        break;
    }
    if (!alert.detail.empty()) {
        parts << (alert.isAboutPlan() ? tr("Most was used by %1.") : tr("Balance: %1.")).arg(visibleText(alert.detail));
    }
    return parts;
}

QStringList AlertText::ofModel(const Alert &alert, UtcTime now, const Zone &zone)
{
    const QString from = dayOf(alert.key.periodStart, now, zone);
    const QString days = NumberText::whole(InUseDays);
    const QString spent = amount(alert, alert.spent);
    if (alert.key.kind == AlertKind::Retirement) {
        const QString last = dayOf(alert.key.periodStart - std::chrono::milliseconds{1}, now, zone);
        return {tr("It is served through %1; %2 went to it in the last %3 days.", "a day, an amount").arg(last, spent, days),
                tr("Move that work to another model in time.")};
    }
    QStringList parts{tr("From %1 the usage of the last %2 days would cost %3 instead of %4.", "a day, amounts").arg(from, days, amount(alert, alert.expected), spent)};
    if (alert.expected > alert.spent) {
        parts << tr("Compare it with other models in time.");
    }
    return parts;
}

QString AlertText::detail(const Alert &alert, UtcTime now, const Zone &zone)
{
    QStringList parts;
    if (alert.noLongerSo) {
        parts << tr("This is no longer so.");
    }
    switch (alert.key.kind) {
    case AlertKind::Threshold:
    case AlertKind::Exceeded:
    case AlertKind::Forecast:
    case AlertKind::Unpriced:
        parts += ofBudget(alert, now, zone);
        break;
    case AlertKind::Anomaly:
    case AlertKind::AnomalyHour:
    case AlertKind::Runaway:
        parts += ofUnusual(alert, now, zone);
        break;
    case AlertKind::CreditLow:
    case AlertKind::PlanLow:
    case AlertKind::PlanExpiring:
        parts += ofCredit(alert, now, zone);
        break;
    case AlertKind::PriceChange:
    case AlertKind::Retirement:
        parts += ofModel(alert, now, zone);
        break;
    case AlertKind::SyncFailing:
        parts << tr("What was billed is known up to %1.").arg(momentOf(alert.key.periodStart, now, zone));
        parts << (alert.key.threshold > 0 ? tr("Check the key of this account: it may have been revoked, or may not read bills.")
                                          : tr("It is tried again by itself; nothing is lost."));
        break;
    }
    return parts.join(NumberText::isChinese() ? QString{} : QStringLiteral(" "));
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
