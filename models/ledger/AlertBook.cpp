// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/Decimal.h"
#include "ledger/BudgetBook.h"
#include "ledger/Dictionaries.h"
#include "ledger/Guarded.h"

#include <QUuid>

namespace tokenmeter::budgetbook
{
namespace
{

/// A claim longer than this was made by a clock that was ahead.
constexpr std::int64_t LongestClaimMs = 86'400'000;

std::string freshUuid()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString();
}

Int128 amountOf(const std::string &text)
{
    return parseDecimal(text, 0).value_or(0);
}

std::optional<UtcTime> timeOf(std::optional<std::int64_t> ms)
{
    return ms ? std::optional{utcFromMs(*ms)} : std::nullopt;
}

[[noreturn]] void noSuchAlert(std::int64_t id)
{
    throw LedgerFailure{{.cause = Cause::BadArgument, .args = {"alert", std::to_string(id)}}};
}

#define TOKENMETER_ALERT_COLUMNS                                                                                                      \
    "id, uuid, budget, period_ms, revision, kind, threshold, notice, stored_ms, period_end_ms, budget_id, budget_name, currency, "     \
    "limit_amount, available, spent, expected, low, high, unpriced_requests, unpriced_tokens, detail, no_longer_so, acknowledged_ms, " \
    "snoozed_ms, muted_ms"

Alert alertOf(const Query &row)
{
    Alert alert;
    int at = 0;
    const auto integer = [&] { return row.integer(at++); };
    const auto text = [&] { return row.text(at++); };
    alert.id = integer();
    alert.uuid = text();
    alert.key.subject = text();
    alert.key.periodStart = utcFromMs(integer());
    alert.key.revision = int(integer());
    alert.key.kind = AlertKind(integer());
    alert.key.threshold = int(integer());
    alert.notice = AlertNotice(integer());
    alert.stored = utcFromMs(integer());
    alert.periodEnd = utcFromMs(integer());
    alert.budgetId = integer();
    alert.subjectName = text();
    alert.currency = Currency{text()};
    alert.limit = amountOf(text());
    alert.available = amountOf(text());
    alert.spent = amountOf(text());
    alert.expected = amountOf(text());
    alert.low = amountOf(text());
    alert.high = amountOf(text());
    alert.unpricedRequests = integer();
    alert.unpricedTokens = integer();
    alert.detail = text();
    alert.noLongerSo = integer() != 0;
    alert.acknowledged = timeOf(row.optionalInteger(at++));
    alert.snoozedUntil = timeOf(row.optionalInteger(at++));
    alert.muted = timeOf(row.optionalInteger(at++));
    return alert;
}

std::vector<Alert> read(Query &rows)
{
    std::vector<Alert> all;
    while (rows.step()) {
        all.push_back(alertOf(rows));
    }
    rows.reset();
    return all;
}

#define TOKENMETER_DELIVERY_COLUMNS                                                                                                   \
    "d.id, d.alert_id, d.channel, d.state, d.due_ms, d.attempts, d.claimed_by, d.claimed_until_ms, d.finished_ms, d.receipt, d.round, a.uuid"

Delivery deliveryOf(const Query &row)
{
    Delivery delivery;
    delivery.id = row.integer(0);
    delivery.alert = row.integer(1);
    delivery.channel = row.text(2);
    delivery.state = DeliveryState(row.integer(3));
    delivery.due = utcFromMs(row.integer(4));
    delivery.attempts = int(row.integer(5));
    delivery.claimedBy = row.text(6);
    delivery.claimedUntil = utcFromMs(row.integer(7));
    delivery.finished = utcFromMs(row.integer(8));
    delivery.receipt = row.text(9);
    delivery.idempotencyKey = row.text(11) + '/' + delivery.channel + '/' + std::to_string(row.integer(10));
    return delivery;
}

void addDelivery(Connection &connection, std::int64_t alert, const std::string &channel, std::int64_t round, UtcTime due)
{
    connection
        .query("INSERT INTO delivery (alert_id, channel, round, state, due_ms, attempts, claimed_by, claimed_until_ms, finished_ms, receipt) "
               "VALUES (?, ?, ?, 0, ?, 0, '', 0, 0, '') ON CONFLICT (alert_id, channel, round) DO NOTHING")
        .with(alert, std::string_view{channel}, round, msOf(due))
        .run();
}

/// Nothing more goes out that has not gone out yet. What a process is sending at this moment it will have sent.
void dropOpen(Connection &connection, std::int64_t alert, std::string_view why)
{
    connection.query("UPDATE delivery SET state = 4, receipt = ? WHERE alert_id = ? AND state IN (0, 3)").with(why, alert).run();
}

void mustExist(Connection &connection, std::int64_t id)
{
    if (!connection.query("SELECT 1 FROM alert WHERE id = ?").with(id).firstInteger()) {
        noSuchAlert(id);
    }
}

bool isMuted(Connection &connection, const AlertKey &key)
{
    return connection.query("SELECT 1 FROM alert WHERE budget = ? AND period_ms = ? AND muted_ms IS NOT NULL LIMIT 1")
        .with(std::string_view{key.subject}, msOf(key.periodStart))
        .firstInteger()
        .has_value();
}

/// @return 0 when its key is there already
std::int64_t insert(Connection &connection, const Alert &alert)
{
    const std::string currency = alert.currency.code();
    const auto text = [](Int128 amount) { return formatDecimal(amount, 0); };
    const std::string limit = text(alert.limit), available = text(alert.available), spent = text(alert.spent),
                      expected = text(alert.expected), low = text(alert.low), high = text(alert.high);
    connection
        .query("INSERT INTO alert (uuid, machine_id, budget, period_ms, revision, kind, threshold, notice, stored_ms, period_end_ms, "
               "budget_id, budget_name, currency, limit_amount, available, spent, expected, low, high, unpriced_requests, "
               "unpriced_tokens, detail) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
               "ON CONFLICT (budget, period_ms, revision, kind, threshold) DO NOTHING")
        .with(std::string_view{alert.uuid}, std::string_view{machineId()}, std::string_view{alert.key.subject}, msOf(alert.key.periodStart),
              alert.key.revision, int(alert.key.kind), alert.key.threshold, int(alert.notice), msOf(alert.stored), msOf(alert.periodEnd),
              alert.budgetId, std::string_view{alert.subjectName}, std::string_view{currency}, std::string_view{limit},
              std::string_view{available}, std::string_view{spent}, std::string_view{expected}, std::string_view{low},
              std::string_view{high}, alert.unpricedRequests, alert.unpricedTokens, std::string_view{alert.detail})
        .run();
    return connection.changes() > 0 ? connection.lastId() : 0;
}

} // namespace

/// Alerts about models and accounts (kinds 8 to 11) have no budget that could have been removed.
std::vector<Alert> alerts(Connection &connection, const AlertQuery &query)
{
    return read(connection
                    .query("SELECT " TOKENMETER_ALERT_COLUMNS " FROM alert WHERE (?1 = 0 OR budget = ?2) AND (?3 = 0 OR (acknowledged_ms IS NULL "
                           "AND (budget = '' OR kind IN (8, 9, 10, 11) OR budget IN (SELECT uuid FROM budget WHERE removed_ms IS NULL)))) AND stored_ms < ?4 "
                           "ORDER BY stored_ms DESC, id DESC LIMIT ?5")
                    .with(int(query.budget.has_value()), std::string_view{query.budget ? *query.budget : std::string{}}, int(query.openOnly),
                          query.storedBefore ? msOf(*query.storedBefore) : INT64_MAX, query.limit));
}

std::vector<Alert> alertsSince(Connection &connection, UtcTime periodStart)
{
    return read(connection.query("SELECT " TOKENMETER_ALERT_COLUMNS " FROM alert WHERE period_ms >= ?").with(msOf(periodStart)));
}

std::optional<Alert> alert(Connection &connection, std::int64_t id)
{
    std::vector<Alert> found = read(connection.query("SELECT " TOKENMETER_ALERT_COLUMNS " FROM alert WHERE id = ?").with(id));
    return found.empty() ? std::nullopt : std::optional{std::move(found.front())};
}

std::vector<Delivery> deliveries(Connection &connection, std::int64_t alert)
{
    std::vector<Delivery> all;
    Query &rows = connection
                      .query("SELECT " TOKENMETER_DELIVERY_COLUMNS " FROM delivery d JOIN alert a ON a.id = d.alert_id WHERE d.alert_id = ? "
                             "ORDER BY d.id")
                      .with(alert);
    while (rows.step()) {
        all.push_back(deliveryOf(rows));
    }
    rows.reset();
    return all;
}

std::optional<UtcTime> nextDelivery(Connection &connection, const std::string &channel, UtcTime now)
{
    return timeOf(connection
                      .query("SELECT min(CASE WHEN state <> 1 THEN due_ms WHEN claimed_until_ms > ?2 + ?3 THEN ?2 ELSE claimed_until_ms END) "
                             "FROM delivery WHERE channel = ?1 AND state IN (0, 1, 3)")
                      .with(std::string_view{channel}, msOf(now), LongestClaimMs)
                      .firstInteger());
}

void noteReceipt(Connection &connection, std::int64_t alert, const std::string &channel, const std::string &receipt)
{
    connection
        .query("UPDATE delivery SET receipt = ?1 WHERE id = (SELECT max(id) FROM delivery WHERE alert_id = ?2 AND channel = ?3 AND state = 2)")
        .with(std::string_view{receipt}, alert, std::string_view{channel})
        .run();
}

std::vector<Alert> store(Connection &connection, std::span<const Alert> alerts, std::span<const std::string> channels, UtcTime due, UtcTime now)
{
    std::vector<Alert> fresh;
    for (Alert alert : alerts) {
        alert.uuid = freshUuid();
        alert.stored = now;
        if (alert.notice == AlertNotice::Deliver && isMuted(connection, alert.key)) {
            alert.notice = AlertNotice::Muted;
        }
        alert.id = insert(connection, alert);
        if (alert.id == 0) {
            continue;
        }
        if (alert.notice == AlertNotice::Deliver) {
            for (const std::string &channel : channels) {
                addDelivery(connection, alert.id, channel, 0, due);
            }
        }
        fresh.push_back(std::move(alert));
    }
    return fresh;
}

void setNoLongerSo(Connection &connection, std::span<const std::int64_t> ids, bool noLonger)
{
    for (const std::int64_t id : ids) {
        connection.query("UPDATE alert SET no_longer_so = ? WHERE id = ?").with(int(noLonger), id).run();
    }
}

void acknowledge(Connection &connection, std::int64_t id, UtcTime now)
{
    mustExist(connection, id);
    connection.query("UPDATE alert SET acknowledged_ms = ? WHERE id = ?").with(msOf(now), id).run();
    dropOpen(connection, id, "acknowledged");
}

void snooze(Connection &connection, std::int64_t id, UtcTime until, std::span<const std::string> channels)
{
    mustExist(connection, id);
    connection.query("UPDATE alert SET snoozed_ms = ?, acknowledged_ms = NULL WHERE id = ?").with(msOf(until), id).run();
    dropOpen(connection, id, "snoozed");
    const std::int64_t round = connection.query("SELECT coalesce(max(round), 0) + 1 FROM delivery WHERE alert_id = ?").with(id).firstInteger().value_or(1);
    for (const std::string &channel : channels) {
        addDelivery(connection, id, channel, round, until);
    }
}

void mute(Connection &connection, std::int64_t id, UtcTime now)
{
    mustExist(connection, id);
    connection.query("UPDATE alert SET muted_ms = ?1, acknowledged_ms = coalesce(acknowledged_ms, ?1) WHERE id = ?2").with(msOf(now), id).run();
    dropOpen(connection, id, "muted");
}

std::vector<Delivery> claim(Connection &connection, const std::string &channel, const std::string &owner, UtcTime now, UtcTime until, std::size_t most)
{
    std::vector<Delivery> claimed;
    Query &rows = connection
                      .query("SELECT " TOKENMETER_DELIVERY_COLUMNS " FROM delivery d JOIN alert a ON a.id = d.alert_id "
                             "WHERE d.channel = ?1 AND ((d.state IN (0, 3) AND d.due_ms <= ?2) OR "
                             "(d.state = 1 AND (d.claimed_until_ms <= ?2 OR d.claimed_until_ms > ?2 + ?3))) ORDER BY d.due_ms, d.id LIMIT ?4")
                      .with(std::string_view{channel}, msOf(now), LongestClaimMs, most);
    while (rows.step()) {
        claimed.push_back(deliveryOf(rows));
    }
    rows.reset();
    for (Delivery &delivery : claimed) {
        delivery.state = DeliveryState::Claimed;
        delivery.claimedBy = owner;
        delivery.claimedUntil = until;
        ++delivery.attempts;
        connection.query("UPDATE delivery SET state = 1, claimed_by = ?, claimed_until_ms = ?, attempts = attempts + 1 WHERE id = ?")
            .with(std::string_view{owner}, msOf(until), delivery.id)
            .run();
    }
    return claimed;
}

bool finish(Connection &connection, std::int64_t delivery, const std::string &owner, const DeliveryOutcome &outcome, UtcTime now)
{
    const DeliveryState state = outcome.how == DeliveryOutcome::How::Sent ? DeliveryState::Sent
        : outcome.how == DeliveryOutcome::How::Retry                      ? DeliveryState::Failed
                                                                          : DeliveryState::GivenUp;
    connection
        .query("UPDATE delivery SET state = ?, finished_ms = ?, receipt = ?, due_ms = coalesce(?, due_ms) WHERE id = ? AND state = 1 AND claimed_by = ?")
        .with(int(state), msOf(now), std::string_view{outcome.receipt},
              outcome.retryAt ? std::optional{std::int64_t(msOf(*outcome.retryAt))} : std::optional<std::int64_t>{}, delivery, std::string_view{owner})
        .run();
    return connection.changes() > 0;
}

} // namespace tokenmeter::budgetbook
