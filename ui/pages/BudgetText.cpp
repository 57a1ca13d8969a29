// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/BudgetText.h"

#include "flow/PricesAhead.h"
#include "format/DateText.h"
#include "format/NumberText.h"
#include "format/ProblemText.h"
#include "format/TokenText.h"

#include <QStringList>

#include <utility>

namespace tokenmeter
{
namespace
{

using namespace std::chrono;

QString percent(int value)
{
    return NumberText::whole(value) + NumberText::Nbsp + QLatin1Char('%');
}

} // namespace

MeasureText BudgetText::measure(Currency currency)
{
    return currency.isNone() ? MeasureText{Measure::Tokens, {}} : MeasureText{Measure::Cost, currency};
}

QString BudgetText::basis(CostBasis basis)
{
    switch (basis) {
    case CostBasis::List:
        return tr("list cost");
    case CostBasis::Effective:
        break;
    }
    return tr("effective cost");
}

QString BudgetText::period(const BudgetPeriod &period, LocalDay today)
{
    switch (period.kind) {
    case BudgetPeriod::Kind::Day:
        return tr("daily");
    case BudgetPeriod::Kind::Week:
        return period.firstWeekday == 0 ? tr("weekly") : tr("weekly from %1").arg(NumberText::locale().dayName(period.firstWeekday + 1));
    case BudgetPeriod::Kind::Month:
        return period.anchorDay == 1 ? tr("monthly") : tr("monthly from day %1").arg(period.anchorDay);
    case BudgetPeriod::Kind::Quarter:
        return period.anchorDay == 1 ? tr("quarterly") : tr("quarterly from day %1").arg(period.anchorDay);
    case BudgetPeriod::Kind::Year:
        return period.anchorDay == 1 ? tr("yearly") : tr("yearly from day %1").arg(period.anchorDay);
    case BudgetPeriod::Kind::Rolling:
        return tr("any %n hour(s)", nullptr, period.hours);
    case BudgetPeriod::Kind::Range:
        break;
    }
    return DateText::range(period.from, period.to, today);
}

QString BudgetText::periodLabel(const BudgetPeriod &period, LocalDay firstDay)
{
    const year_month_day date{firstDay};
    switch (period.kind) {
    case BudgetPeriod::Kind::Month:
        return period.anchorDay == 1 ? DateText::monthShort(firstDay) : DateText::axisDay(firstDay, true);
    case BudgetPeriod::Kind::Quarter:
        return tr("Q%1", "a quarter of a year").arg((unsigned(date.month()) + 2) / 3);
    case BudgetPeriod::Kind::Year:
        return QString::number(int(date.year()));
    case BudgetPeriod::Kind::Day:
    case BudgetPeriod::Kind::Week:
    case BudgetPeriod::Kind::Rolling:
    case BudgetPeriod::Kind::Range:
        break;
    }
    return DateText::axisDay(firstDay, true);
}

std::pair<LocalDay, LocalDay> BudgetText::alertDays(const Alert &alert, const Zone &zone)
{
    const LocalDay first = zone.dayOf(alert.key.periodStart);
    const bool isOneDay = alert.key.kind == AlertKind::Anomaly || alert.key.kind == AlertKind::AnomalyHour || alert.key.kind == AlertKind::Runaway;
    if (alert.isAboutModel() || alert.isAboutAccount() || alert.isAboutPlan()) { // the usage that it rests on
        const LocalDay told = zone.dayOf(alert.stored);
        return {told - days{InUseDays}, told};
    }
    const UtcTime end = alert.periodEnd - milliseconds{1};
    return {first, isOneDay || end < alert.key.periodStart ? first : zone.dayOf(end)};
}

QString BudgetText::alert(const Alert &alert, const Zone &zone, LocalDay today)
{
    const MeasureText text = measure(alert.currency);
    const QString name = alert.key.subject.empty() ? tr("All usage") : visibleText(alert.subjectName);
    switch (alert.key.kind) {
    case AlertKind::Threshold:
        return tr("%1 has used %2 of %3").arg(name, percent(alert.key.threshold), text.forecast(alert.available));
    case AlertKind::Exceeded:
        return tr("%1 is over its limit by %2").arg(name, text.figure(alert.spent - alert.available));
    case AlertKind::Forecast:
        return tr("%1 is likely to end over, at about %2").arg(name, text.forecast(alert.expected));
    case AlertKind::Unpriced:
        return tr("%1 is uncertain: %2 without a price").arg(name, TokenText::requests(alert.unpricedRequests));
    case AlertKind::Anomaly:
        return tr("%1: %2 on %3, far more than usual").arg(name, text.figure(alert.spent), DateText::day(alertDays(alert, zone).first, today));
    case AlertKind::AnomalyHour:
        return tr("%1: %2 in the hour from %3, far more than usual").arg(name, text.figure(alert.spent), DateText::moment(alert.key.periodStart, zone, today));
    case AlertKind::PriceChange:
        return alert.expected > alert.spent ? tr("%1 becomes dearer on %2").arg(name, DateText::day(zone.dayOf(alert.key.periodStart), today))
                                            : tr("%1 becomes cheaper on %2").arg(name, DateText::day(zone.dayOf(alert.key.periodStart), today));
    case AlertKind::SyncFailing:
        return alert.key.threshold > 0 ? tr("%1 refused to be read").arg(name) : tr("%1 could not be read").arg(name);
    case AlertKind::CreditLow:
        return tr("%1 has %2 left").arg(name, text.figure(alert.expected));
    case AlertKind::PlanLow:
        return alert.expected == 0 ? tr("%1 is used up").arg(name) : tr("%1 has %2 left").arg(name, text.figure(alert.expected));
    case AlertKind::PlanExpiring:
        return tr("%1 ends %2 with %3 left")
            .arg(name, DateText::day(zone.dayOf(alert.key.periodStart - milliseconds{1}), today), text.figure(alert.expected));
    case AlertKind::Retirement:
        return tr("%1 is no longer served from %2").arg(name, DateText::day(zone.dayOf(alert.key.periodStart), today));
    case AlertKind::Runaway:
        break;
    }
    return tr("%1: %2 in a short time, more than ever before").arg(name, text.figure(alert.spent));
}

QString BudgetText::alertDetail(const Alert &alert, const std::vector<int> &together, UtcTime now, const Zone &zone)
{
    const MeasureText text = measure(alert.currency);
    const LocalDay today = zone.dayOf(now);
    const auto [from, to] = alertDays(alert, zone);
    QStringList parts;
    if (alert.noLongerSo) {
        parts << tr("No longer so");
    }
    switch (alert.key.kind) {
    case AlertKind::Threshold:
    case AlertKind::Exceeded:
        parts << tr("%1 of %2 in %3", "amounts, and a period").arg(text.figure(alert.spent), text.figure(alert.available), DateText::period(from, to, today));
        break;
    case AlertKind::Forecast:
        parts << tr("%1 to %2, limit %3", "a band").arg(text.forecast(alert.low), text.forecast(alert.high), text.forecast(alert.available));
        break;
    case AlertKind::Unpriced:
        parts << tr("at least %1 of %2 in %3", "amounts, and a period").arg(text.figure(alert.spent), text.figure(alert.available), DateText::period(from, to, today));
        break;
    case AlertKind::Anomaly:
        parts << tr("a usual day: %1").arg(text.figure(alert.expected));
        break;
    case AlertKind::AnomalyHour:
        parts << tr("a usual hour: %1").arg(text.figure(alert.expected));
        break;
    case AlertKind::Runaway:
        parts << tr("most before: %1").arg(text.figure(alert.expected));
        break;
    case AlertKind::PriceChange:
        parts << tr("its use of the last %1 days would have cost %2 instead of %3").arg(NumberText::whole(InUseDays), text.figure(alert.expected), text.figure(alert.spent));
        break;
    case AlertKind::SyncFailing:
        parts << tr("billed figures stand as of %1").arg(DateText::moment(alert.key.periodStart, zone, today));
        break;
    case AlertKind::CreditLow:
        parts << tr("an average day costs %1").arg(text.figure(alert.spent));
        break;
    case AlertKind::PlanLow:
    case AlertKind::PlanExpiring:
        parts << tr("%1 of %2 is gone", "amounts").arg(text.figure(alert.spent), text.figure(alert.available));
        break;
    case AlertKind::Retirement:
        parts << tr("used for %1 in the last %2 days").arg(text.figure(alert.spent), NumberText::whole(InUseDays));
        break;
    }
    if (!alert.detail.empty()) {
        parts << visibleText(alert.detail);
    }
    if (!together.empty()) {
        QStringList numbers;
        for (const int threshold : together) {
            numbers << percent(threshold);
        }
        parts << tr("passed %1 at the same time").arg(numbers.join(tr(", ", "between two numbers")));
    }
    if (alert.notice == AlertNotice::YourChange) {
        parts << tr("by your change");
    } else if (alert.notice == AlertNotice::Late) {
        parts << tr("known late");
    }
    if (alert.muted) {
        parts << tr("muted until the next period");
    } else if (alert.acknowledged) {
        parts << tr("acknowledged %1").arg(DateText::moment(*alert.acknowledged, zone, today));
    } else if (alert.snoozedUntil && *alert.snoozedUntil > now) {
        parts << tr("snoozed until %1").arg(DateText::moment(*alert.snoozedUntil, zone, today));
    }
    return parts.join(QStringLiteral(" · "));
}

bool BudgetText::isUnseen(const Alert &alert, UtcTime now)
{
    const bool tells = alert.notice == AlertNotice::Deliver || alert.notice == AlertNotice::YourChange || alert.notice == AlertNotice::Late;
    return tells && !alert.acknowledged && !alert.muted && !alert.noLongerSo && !(alert.snoozedUntil && *alert.snoozedUntil > now);
}

} // namespace tokenmeter
