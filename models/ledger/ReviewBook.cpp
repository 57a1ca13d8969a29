// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/ReviewBook.h"

#include "ledger/Dictionaries.h"
#include "ledger/Guarded.h"
#include "ledger/ReviewFactJson.h"
#include "ledger/Sha256.h"

#include <QUuid>

#include <algorithm>

namespace tokenmeter
{

std::string sealOf(const PeriodClose &close)
{
    return sealOf({"tokenmeter close 1", close.uuid, close.machine, toRfc3339(close.closed), toText(close.period), close.zone, close.currency.code(),
                   close.soFar ? "so far" : "", close.catalogue, close.why, close.figures, close.cells, close.basisHash, std::to_string(close.records)});
}

std::string sealOf(const SettledAdjustment &adjustment)
{
    return sealOf({"tokenmeter adjustment 1", adjustment.uuid, adjustment.machine, toRfc3339(adjustment.settled), adjustment.entries, adjustment.cells,
                   adjustment.basisHash, std::to_string(adjustment.records)});
}

namespace reviewbook
{
namespace
{

std::string freshUuid()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString();
}

std::int64_t numberOf(LocalDay day)
{
    return day.time_since_epoch().count();
}

LocalDay dayOf(std::int64_t number)
{
    return LocalDay{std::chrono::days{number}};
}

ReviewFact storedFact(const Query &row)
{
    Result<ReviewFactBody> what = readReviewFactText(ReviewFactKind(row.integer(3)), row.text(4));
    if (!what) {
        throw LedgerFailure{what.problem()};
    }
    return {.id = row.integer(0),
            .uuid = row.text(1),
            .machine = row.text(2),
            .created = utcFromMs(row.integer(5)),
            .changed = utcFromMs(row.integer(6)),
            .what = *std::move(what)};
}

std::vector<SettledAdjustment> adjustmentsOf(Query &query)
{
    std::vector<SettledAdjustment> all;
    while (query.step()) {
        all.push_back({.uuid = query.text(0),
                       .machine = query.text(1),
                       .settled = utcFromMs(query.integer(2)),
                       .close = query.integer(3),
                       .shownIn = query.integer(4),
                       .entries = query.text(5),
                       .cells = query.text(6),
                       .basisHash = query.text(7),
                       .records = query.integer(8),
                       .seal = query.text(9)});
    }
    query.reset();
    return all;
}

std::vector<PeriodClose> closesOf(Query &query)
{
    std::vector<PeriodClose> all;
    while (query.step()) {
        PeriodClose close{.id = query.integer(0),
                          .uuid = query.text(1),
                          .machine = query.text(2),
                          .closed = utcFromMs(query.integer(3)),
                          .period = {NamedPeriod::Kind(query.integer(4)), dayOf(query.integer(5)), dayOf(query.integer(6))},
                          .zone = query.text(7),
                          .currency = Currency{query.text(8)},
                          .soFar = query.integer(9) != 0,
                          .catalogue = query.text(10),
                          .why = query.text(11),
                          .figures = query.text(12),
                          .figuresHash = query.text(13),
                          .cells = query.text(14),
                          .basisHash = query.text(15),
                          .records = query.integer(16),
                          .seal = query.text(17)};
        if (!query.isNull(18)) {
            close.reopened = Reopening{.time = utcFromMs(query.integer(18)), .machine = query.text(19), .why = query.text(20)};
        }
        all.push_back(std::move(close));
    }
    query.reset();
    return all;
}

#define TOKENMETER_CLOSE_COLUMNS                                                                                                            \
    "c.id, c.uuid, c.machine_id, c.closed_ms, c.kind, c.from_day, c.to_day, c.zone, c.currency, c.so_far, c.catalogue, c.why, c.figures, " \
    "c.figures_hash, c.cells, c.basis_hash, c.records, c.seal, r.reopened_ms, r.machine_id, r.why FROM period_close c "                     \
    "LEFT JOIN reopening r ON r.close_id = c.id AND r.taken_back_ms IS NULL"

bool hasStanding(Connection &connection, std::int64_t from, std::int64_t to)
{
    return connection
        .query("SELECT 1 FROM period_close c WHERE c.from_day = ? AND c.to_day = ? AND c.taken_back_ms IS NULL AND NOT EXISTS "
               "(SELECT 1 FROM reopening r WHERE r.close_id = c.id AND r.taken_back_ms IS NULL) LIMIT 1")
        .with(from, to)
        .firstInteger()
        .has_value();
}

void takeBackReopening(Connection &connection, std::int64_t reopening, UtcTime now)
{
    Query &query = connection
                       .query("SELECT c.from_day, c.to_day FROM reopening r JOIN period_close c ON c.id = r.close_id WHERE r.id = ?")
                       .with(reopening);
    const bool known = query.step();
    const std::int64_t from = known ? query.integer(0) : 0;
    const std::int64_t to = known ? query.integer(1) : -1;
    query.reset();
    if (known && hasStanding(connection, from, to)) {
        throw LedgerFailure{{.cause = Cause::NothingToUndo}};
    }
    connection.query("UPDATE reopening SET taken_back_ms = ? WHERE id = ?").with(msOf(now), reopening).run();
}

} // namespace

std::vector<PeriodClose> closes(Connection &connection)
{
    return closesOf(connection.query("SELECT " TOKENMETER_CLOSE_COLUMNS " WHERE c.taken_back_ms IS NULL ORDER BY c.from_day, c.to_day, c.id").with());
}

std::vector<SettledAdjustment> settled(Connection &connection)
{
    std::vector<SettledAdjustment> all = adjustmentsOf(
        connection
            .query("SELECT uuid, machine_id, settled_ms, close_id, shown_close_id, entries, cells, basis_hash, records, seal FROM adjustment ORDER BY id")
            .with());
    std::vector<std::int64_t> standing;
    Query &query = connection
                       .query("SELECT c.id FROM period_close c WHERE c.taken_back_ms IS NULL AND NOT EXISTS "
                              "(SELECT 1 FROM reopening r WHERE r.close_id = c.id AND r.taken_back_ms IS NULL)")
                       .with();
    while (query.step()) {
        standing.push_back(query.integer(0));
    }
    query.reset();
    const auto stands = [&](std::int64_t id) { return std::find(standing.begin(), standing.end(), id) != standing.end(); };
    std::erase_if(all, [&](const SettledAdjustment &one) { return !stands(one.close) || !stands(one.shownIn); });
    return all;
}

PeriodClose addClose(Connection &connection, PeriodClose close, UtcTime now)
{
    if (hasStanding(connection, numberOf(close.period.from), numberOf(close.period.to))) {
        throw LedgerFailure{{.cause = Cause::BadArgument, .args = {"period", toText(close.period) + " is closed"}}};
    }
    close.uuid = freshUuid();
    close.machine = machineId();
    close.closed = now;
    close.reopened.reset();
    close.figuresHash = sha256Hex(close.figures);
    close.seal = sealOf(close);
    const std::string currency = close.currency.code();
    connection
        .query("INSERT INTO period_close (uuid, machine_id, closed_ms, kind, from_day, to_day, zone, currency, so_far, catalogue, why, figures, "
               "figures_hash, cells, basis_hash, records, seal) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .with(std::string_view{close.uuid}, std::string_view{close.machine}, msOf(now), int(close.period.kind), numberOf(close.period.from),
              numberOf(close.period.to), std::string_view{close.zone}, std::string_view{currency}, close.soFar ? 1 : 0,
              std::string_view{close.catalogue}, std::string_view{close.why}, std::string_view{close.figures}, std::string_view{close.figuresHash},
              std::string_view{close.cells}, std::string_view{close.basisHash}, close.records, std::string_view{close.seal})
        .run();
    close.id = connection.lastId();
    return close;
}

void addSettled(Connection &connection, SettledAdjustment adjustment, UtcTime now)
{
    adjustment.uuid = freshUuid();
    adjustment.machine = machineId();
    adjustment.settled = now;
    adjustment.seal = sealOf(adjustment);
    connection
        .query("INSERT INTO adjustment (uuid, machine_id, settled_ms, close_id, shown_close_id, entries, cells, basis_hash, records, seal) "
               "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .with(std::string_view{adjustment.uuid}, std::string_view{adjustment.machine}, msOf(now), adjustment.close, adjustment.shownIn,
              std::string_view{adjustment.entries}, std::string_view{adjustment.cells}, std::string_view{adjustment.basisHash}, adjustment.records,
              std::string_view{adjustment.seal})
        .run();
}

std::int64_t reopen(Connection &connection, std::int64_t close, const std::string &why, UtcTime now)
{
    const std::string uuid = freshUuid();
    connection.query("INSERT INTO reopening (uuid, machine_id, close_id, reopened_ms, why) VALUES (?, ?, ?, ?, ?)")
        .with(std::string_view{uuid}, std::string_view{machineId()}, close, msOf(now), std::string_view{why})
        .run();
    return connection.lastId();
}

std::vector<ReviewFact> facts(Connection &connection)
{
    std::vector<ReviewFact> all;
    Query &query = connection
                       .query("SELECT id, uuid, machine_id, kind, definition, created_ms, changed_ms FROM review_fact WHERE removed_ms IS NULL ORDER BY id")
                       .with();
    while (query.step()) {
        all.push_back(storedFact(query));
    }
    query.reset();
    return all;
}

std::optional<ReviewFact> fact(Connection &connection, std::int64_t id)
{
    std::optional<ReviewFact> found;
    Query &query = connection
                       .query("SELECT id, uuid, machine_id, kind, definition, created_ms, changed_ms FROM review_fact WHERE removed_ms IS NULL AND id = ?")
                       .with(id);
    if (query.step()) {
        found = storedFact(query);
    }
    query.reset();
    return found;
}

ReviewFact addFact(Connection &connection, const ReviewFactBody &what, UtcTime now)
{
    ReviewFact fact{.uuid = freshUuid(), .machine = machineId(), .created = now, .changed = now, .what = what};
    const std::string definition = reviewFactText(what);
    connection.query("INSERT INTO review_fact (uuid, machine_id, kind, definition, created_ms, changed_ms) VALUES (?, ?, ?, ?, ?, ?)")
        .with(std::string_view{fact.uuid}, std::string_view{fact.machine}, int(kindOf(what)), std::string_view{definition}, msOf(now), msOf(now))
        .run();
    fact.id = connection.lastId();
    return fact;
}

ReviewFact editFact(Connection &connection, const ReviewFact &before, const ReviewFactBody &what, UtcTime now)
{
    ReviewFact after = before;
    after.what = what;
    after.changed = now;
    const std::string definition = reviewFactText(what);
    connection.query("UPDATE review_fact SET definition = ?, changed_ms = ? WHERE id = ?").with(std::string_view{definition}, msOf(now), before.id).run();
    return after;
}

void removeFact(Connection &connection, std::int64_t id, UtcTime now)
{
    connection.query("UPDATE review_fact SET removed_ms = ? WHERE id = ?").with(msOf(now), id).run();
}

void noteClose(Connection &connection, std::int64_t sequence, std::int64_t close)
{
    connection.query("INSERT INTO journal_close (journal, close_id) VALUES (?, ?)").with(sequence, close).run();
}

void noteReopening(Connection &connection, std::int64_t sequence, std::int64_t reopening)
{
    connection.query("INSERT INTO journal_close (journal, reopening_id) VALUES (?, ?)").with(sequence, reopening).run();
}

void noteFactBefore(Connection &connection, std::int64_t sequence, std::int64_t id, const std::optional<ReviewFact> &before)
{
    const std::string definition = before ? reviewFactText(before->what) : std::string{};
    Query &query = connection.query("INSERT INTO journal_review_fact (journal, fact_id, definition) VALUES (?, ?, ?)");
    if (before) {
        query.with(sequence, id, std::string_view{definition}).run();
    } else {
        query.with(sequence, id, nullptr).run();
    }
}

void takeBack(Connection &connection, std::int64_t sequence, UtcTime now)
{
    Query &closed = connection.query("SELECT close_id, reopening_id FROM journal_close WHERE journal = ?").with(sequence);
    if (closed.step()) {
        const std::optional<std::int64_t> close = closed.optionalInteger(0);
        const std::optional<std::int64_t> reopening = closed.optionalInteger(1);
        closed.reset();
        if (close) {
            connection.query("UPDATE period_close SET taken_back_ms = ? WHERE id = ?").with(msOf(now), *close).run();
        } else if (reopening) {
            takeBackReopening(connection, *reopening, now);
        }
        return;
    }
    closed.reset();
    Query &changed = connection.query("SELECT fact_id, definition FROM journal_review_fact WHERE journal = ?").with(sequence);
    if (changed.step()) {
        const std::int64_t id = changed.integer(0);
        const std::optional<std::string> definition = changed.isNull(1) ? std::nullopt : std::optional{changed.text(1)};
        changed.reset();
        if (definition) {
            connection.query("UPDATE review_fact SET definition = ?, changed_ms = ?, removed_ms = NULL WHERE id = ?")
                .with(std::string_view{*definition}, msOf(now), id)
                .run();
        } else {
            removeFact(connection, id, now);
        }
        return;
    }
    changed.reset();
}

std::int64_t brokenSeals(Connection &connection)
{
    std::int64_t broken = 0;
    for (const PeriodClose &close : closesOf(connection.query("SELECT " TOKENMETER_CLOSE_COLUMNS " ORDER BY c.id").with())) {
        broken += close.seal == sealOf(close) && close.figuresHash == sha256Hex(close.figures) ? 0 : 1;
    }
    for (const SettledAdjustment &one : adjustmentsOf(
             connection
                 .query("SELECT uuid, machine_id, settled_ms, close_id, shown_close_id, entries, cells, basis_hash, records, seal FROM adjustment")
                 .with())) {
        broken += one.seal == sealOf(one) ? 0 : 1;
    }
    return broken;
}

} // namespace reviewbook
} // namespace tokenmeter
