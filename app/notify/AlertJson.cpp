// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "notify/AlertJson.h"

#include "Json.h"
#include "core/Decimal.h"

#include <QJsonArray>

namespace tokenmeter
{
namespace
{

QJsonObject amountOf(const Alert &alert, Int128 amount)
{
    return alert.currency.isNone()
        ? QJsonObject{{QStringLiteral("unit"), QStringLiteral("tokens")}, {QStringLiteral("amount"), text(formatDecimal(amount, 0))}}
        : toJson(Money::fromAtto(amount, alert.currency));
}

const char *nameOf(AlertNotice notice)
{
    switch (notice) {
    case AlertNotice::Deliver: return "deliver";
    case AlertNotice::PassedTogether: return "passed_together";
    case AlertNotice::YourChange: return "your_change";
    case AlertNotice::Late: return "late";
    case AlertNotice::Muted: return "muted";
    }
    return "";
}

const char *stateOf(const Alert &alert, UtcTime now)
{
    return alert.muted                                        ? "muted"
        : alert.acknowledged                                  ? "acknowledged"
        : alert.snoozedUntil && *alert.snoozedUntil > now     ? "snoozed"
                                                              : "open";
}

QString latin(const char *name)
{
    return QString::fromLatin1(name);
}

} // namespace

const char *nameOf(AlertKind kind)
{
    switch (kind) {
    case AlertKind::Threshold: return "threshold";
    case AlertKind::Exceeded: return "exceeded";
    case AlertKind::Forecast: return "forecast";
    case AlertKind::Unpriced: return "unpriced";
    case AlertKind::Anomaly: return "anomaly";
    case AlertKind::Runaway: return "runaway";
    case AlertKind::AnomalyHour: return "anomaly_hour";
    case AlertKind::PriceChange: return "price_change";
    case AlertKind::Retirement: return "retirement";
    case AlertKind::SyncFailing: return "sync_failing";
    case AlertKind::CreditLow: return "credit_low";
    case AlertKind::PlanLow: return "plan_low";
    case AlertKind::PlanExpiring: return "plan_expiring";
    }
    return "";
}

const char *nameOf(DeliveryState state)
{
    switch (state) {
    case DeliveryState::Pending: return "pending";
    case DeliveryState::Claimed: return "sending";
    case DeliveryState::Sent: return "sent";
    case DeliveryState::Failed: return "failed";
    case DeliveryState::GivenUp: return "given_up";
    }
    return "";
}

QString rfc3339(UtcTime time)
{
    return text(toRfc3339(time));
}

QJsonObject toJson(const Alert &alert)
{
    const bool hasPercent = alert.key.kind == AlertKind::Threshold || alert.key.kind == AlertKind::PlanLow;
    QJsonObject json{
        {QStringLiteral("id"), qint64(alert.id)},
        {QStringLiteral("uuid"), text(alert.uuid)},
        {QStringLiteral("kind"), latin(nameOf(alert.key.kind))},
        {QStringLiteral("threshold"), hasPercent ? QJsonValue{alert.key.threshold} : QJsonValue{}},
        {QStringLiteral("budget"), alert.budgetId == 0 ? QJsonValue{}
                                                        : QJsonValue{QJsonObject{{QStringLiteral("id"), qint64(alert.budgetId)},
                                                                                     {QStringLiteral("name"), text(alert.subjectName)}}}},
        {QStringLiteral("period"), QJsonObject{{QStringLiteral("from"), rfc3339(alert.key.periodStart)}, {QStringLiteral("to"), rfc3339(alert.periodEnd)}}},
        {QStringLiteral("stored"), rfc3339(alert.stored)},
        {QStringLiteral("limit"), amountOf(alert, alert.limit)},
        {QStringLiteral("available"), amountOf(alert, alert.available)},
        {QStringLiteral("spent"), amountOf(alert, alert.spent)},
        {QStringLiteral("unpriced"),
         QJsonObject{{QStringLiteral("requests"), qint64(alert.unpricedRequests)}, {QStringLiteral("tokens"), qint64(alert.unpricedTokens)}}},
        {QStringLiteral("no_longer_so"), alert.noLongerSo}};
    if (alert.key.kind == AlertKind::Forecast) {
        json.insert(QStringLiteral("forecast"), QJsonObject{{QStringLiteral("low"), amountOf(alert, alert.low)},
                                                            {QStringLiteral("expected"), amountOf(alert, alert.expected)},
                                                            {QStringLiteral("high"), amountOf(alert, alert.high)}});
    } else if (alert.isAboutAccount()) {
        json.insert(QStringLiteral("account"), QJsonObject{{QStringLiteral("uuid"), text(alert.key.subject)}, {QStringLiteral("name"), text(alert.subjectName)}});
        if (alert.key.kind == AlertKind::CreditLow) {
            json.insert(QStringLiteral("left"), amountOf(alert, alert.expected));
        }
    } else if (alert.isAboutPlan()) {
        json.insert(QStringLiteral("plan"), QJsonObject{{QStringLiteral("uuid"), text(alert.key.subject)}, {QStringLiteral("name"), text(alert.subjectName)}});
        json.insert(QStringLiteral("left"), amountOf(alert, alert.expected));
    } else if (alert.isAboutModel()) {
        json.insert(QStringLiteral("model"), QJsonObject{{QStringLiteral("key"), text(alert.key.subject)}, {QStringLiteral("name"), text(alert.subjectName)}});
        if (alert.key.kind == AlertKind::PriceChange) {
            json.insert(QStringLiteral("at_new_price"), amountOf(alert, alert.expected));
        }
    } else if (alert.budgetId == 0 || alert.key.kind == AlertKind::Anomaly) {
        json.insert(QStringLiteral("usual"), amountOf(alert, alert.expected));
    }
    return json;
}

QJsonObject toJson(const Alert &alert, const std::vector<Delivery> &deliveries, UtcTime now)
{
    QJsonObject json = toJson(alert);
    json.insert(QStringLiteral("notice"), latin(nameOf(alert.notice)));
    json.insert(QStringLiteral("state"), latin(stateOf(alert, now)));
    if (alert.snoozedUntil) {
        json.insert(QStringLiteral("snoozed_until"), rfc3339(*alert.snoozedUntil));
    }
    QJsonArray ways;
    for (const Delivery &delivery : deliveries) {
        const bool isOver = delivery.state == DeliveryState::Sent || delivery.state == DeliveryState::GivenUp;
        ways.append(QJsonObject{{QStringLiteral("channel"), text(delivery.channel)},
                                {QStringLiteral("state"), latin(nameOf(delivery.state))},
                                {QStringLiteral("attempts"), delivery.attempts},
                                {QStringLiteral("due"), isOver ? QJsonValue{} : QJsonValue{rfc3339(delivery.due)}},
                                {QStringLiteral("key"), text(delivery.idempotencyKey)},
                                {QStringLiteral("receipt"), text(delivery.receipt)}});
    }
    json.insert(QStringLiteral("deliveries"), ways);
    return json;
}

} // namespace tokenmeter
