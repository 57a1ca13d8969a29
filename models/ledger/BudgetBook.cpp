// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/BudgetBook.h"

#include "core/Decimal.h"
#include "ledger/BudgetJson.h"
#include "ledger/Dictionaries.h"
#include "ledger/Guarded.h"

#include <QUuid>

#include <algorithm>

namespace tokenmeter::budgetbook
{
namespace
{

std::string freshUuid()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString();
}

std::string amountText(Int128 amount)
{
    return formatDecimal(amount, 0);
}

Int128 amountOf(const std::string &text)
{
    return parseDecimal(text, 0).value_or(0);
}

std::optional<UtcTime> timeOf(std::optional<std::int64_t> ms)
{
    return ms ? std::optional{utcFromMs(*ms)} : std::nullopt;
}

void readLimits(Connection &connection, Budget &budget)
{
    Query &steps = connection
                       .query("SELECT since_ms, revision, limit_amount FROM budget_step WHERE budget_id = ? AND since_ms >= ? "
                              "ORDER BY sequence")
                       .with(budget.id, msOf(budget.chainFrom));
    while (steps.step()) {
        budget.limits.push_back({.since = utcFromMs(steps.integer(0)), .limit = amountOf(steps.text(2)), .revision = int(steps.integer(1))});
    }
    steps.reset();
}

#define TOKENMETER_BUDGET_COLUMNS "id, uuid, definition, revision, created_ms, chain_ms"

Budget budgetOf(const Query &row)
{
    Result<Budget> read = readDefinition(row.text(2));
    if (!read) {
        throw LedgerFailure{read.problem()};
    }
    Budget budget = *std::move(read);
    budget.id = row.integer(0);
    budget.uuid = row.text(1);
    budget.revision = int(row.integer(3));
    budget.created = utcFromMs(row.integer(4));
    budget.chainFrom = utcFromMs(row.integer(5));
    return budget;
}

std::int64_t lastStep(Connection &connection, std::int64_t id)
{
    return connection.query("SELECT coalesce(max(sequence), 0) FROM budget_step WHERE budget_id = ?").with(id).firstInteger().value_or(0);
}

void addStep(Connection &connection, const Budget &budget, UtcTime since)
{
    const std::string limit = amountText(budget.limit);
    connection.query("INSERT INTO budget_step (budget_id, sequence, since_ms, revision, limit_amount) VALUES (?, ?, ?, ?, ?)")
        .with(budget.id, lastStep(connection, budget.id) + 1, msOf(since), budget.revision, std::string_view{limit})
        .run();
}

void update(Connection &connection, const Budget &budget)
{
    const std::string definition = definitionText(budget);
    connection.query("UPDATE budget SET definition = ?, revision = ?, top_revision = max(top_revision, ?), chain_ms = ? WHERE id = ?")
        .with(std::string_view{definition}, budget.revision, budget.revision, msOf(budget.chainFrom), budget.id)
        .run();
}

} // namespace

std::vector<Budget> budgets(Connection &connection)
{
    std::vector<Budget> all;
    Query &rows = connection.query("SELECT " TOKENMETER_BUDGET_COLUMNS " FROM budget WHERE removed_ms IS NULL ORDER BY id").with();
    while (rows.step()) {
        all.push_back(budgetOf(rows));
    }
    rows.reset();
    for (Budget &budget : all) {
        readLimits(connection, budget);
    }
    return all;
}

std::optional<Budget> budget(Connection &connection, std::int64_t id)
{
    Query &row = connection.query("SELECT " TOKENMETER_BUDGET_COLUMNS " FROM budget WHERE removed_ms IS NULL AND id = ?").with(id);
    if (!row.step()) {
        row.reset();
        return std::nullopt;
    }
    Budget found = budgetOf(row);
    row.reset();
    readLimits(connection, found);
    return found;
}

Budget add(Connection &connection, Budget budget, UtcTime now)
{
    budget.uuid = freshUuid();
    budget.revision = 0;
    budget.created = now;
    budget.chainFrom = now;
    const std::string definition = definitionText(budget);
    connection
        .query("INSERT INTO budget (uuid, machine_id, definition, revision, top_revision, created_ms, chain_ms) VALUES (?, ?, ?, 0, 0, ?, ?)")
        .with(std::string_view{budget.uuid}, std::string_view{machineId()}, std::string_view{definition}, msOf(now), msOf(now))
        .run();
    budget.id = connection.lastId();
    budget.limits = {{.since = now, .limit = budget.limit, .revision = 0}};
    addStep(connection, budget, now);
    return budget;
}

Budget edit(Connection &connection, const Budget &before, Budget after, UtcTime now)
{
    after.id = before.id;
    after.uuid = before.uuid;
    after.revision = before.revision;
    after.created = before.created;
    after.chainFrom = before.chainFrom;
    after.limits = before.limits;
    if (after == before) {
        return before;
    }
    if (isNewRevision(before, after)) {
        // Steps ascend, also when the clock has gone back.
        const UtcTime since = before.limits.empty() ? now : std::max(now, before.limits.back().since);
        const std::int64_t top = connection.query("SELECT top_revision FROM budget WHERE id = ?").with(before.id).firstInteger().value_or(0);
        after.revision = int(top) + 1;
        if (startsNewChain(before, after)) {
            after.chainFrom = since;
            after.limits.clear();
        }
        after.limits.push_back({.since = since, .limit = after.limit, .revision = after.revision});
        addStep(connection, after, since);
    }
    update(connection, after);
    return after;
}

void remove(Connection &connection, std::int64_t id, UtcTime now)
{
    connection.query("UPDATE budget SET removed_ms = ? WHERE id = ?").with(msOf(now), id).run();
}

void noteBefore(Connection &connection, std::int64_t sequence, std::int64_t id, const std::optional<Budget> &before)
{
    // Steps are written before the entry of the journal is: those of the revision that stood belong to what was before.
    const std::string definition = before ? definitionText(*before) : std::string{};
    const std::int64_t steps = before ? std::int64_t(before->limits.size()) : 0;
    const std::int64_t last = before ? connection
                                           .query("SELECT coalesce(max(sequence), 0) FROM (SELECT sequence FROM budget_step WHERE budget_id = ? AND "
                                                  "since_ms >= ? ORDER BY sequence LIMIT ?) AS stood")
                                           .with(id, msOf(before->chainFrom), steps)
                                           .firstInteger()
                                           .value_or(0)
                                     : 0;
    Query &query = connection.query("INSERT INTO journal_budget (journal, budget_id, definition, revision, chain_ms, last_step) "
                                    "VALUES (?, ?, ?, ?, ?, ?)");
    if (before) {
        query.with(sequence, id, std::string_view{definition}, before->revision, msOf(before->chainFrom), last).run();
    } else {
        query.with(sequence, id, nullptr, 0, 0, 0).run();
    }
}

void takeBack(Connection &connection, std::int64_t sequence, UtcTime now)
{
    Query &query = connection.query("SELECT budget_id, definition, revision, chain_ms, last_step FROM journal_budget WHERE journal = ?").with(sequence);
    if (!query.step()) {
        query.reset();
        return;
    }
    const std::int64_t id = query.integer(0);
    const bool wasThere = !query.isNull(1);
    const std::string definition = query.text(1);
    const std::int64_t revision = query.integer(2);
    const std::int64_t chain = query.integer(3);
    const std::int64_t last = query.integer(4);
    query.reset();
    if (!wasThere) {
        remove(connection, id, now);
        return;
    }
    connection.query("UPDATE budget SET definition = ?, revision = ?, chain_ms = ?, removed_ms = NULL WHERE id = ?")
        .with(std::string_view{definition}, revision, chain, id)
        .run();
    connection.query("DELETE FROM budget_step WHERE budget_id = ? AND sequence > ?").with(id, last).run();
}

std::vector<BudgetNote> notes(Connection &connection)
{
    std::vector<BudgetNote> all;
    Query &rows
        = connection.query("SELECT budget, revision, evaluated_ms, state, spent, available FROM budget_note WHERE budget <> '' ORDER BY budget").with();
    while (rows.step()) {
        all.push_back({.budget = rows.text(0),
                       .revision = int(rows.integer(1)),
                       .evaluated = utcFromMs(rows.integer(2)),
                       .state = rows.text(3),
                       .spent = amountOf(rows.text(4)),
                       .available = amountOf(rows.text(5))});
    }
    rows.reset();
    return all;
}

void setNotes(Connection &connection, std::span<const BudgetNote> notes)
{
    for (const BudgetNote &note : notes) {
        const std::string spent = amountText(note.spent);
        const std::string available = amountText(note.available);
        connection
            .query("INSERT INTO budget_note (budget, revision, evaluated_ms, state, spent, available) VALUES (?, ?, ?, ?, ?, ?) "
                   "ON CONFLICT (budget) DO UPDATE SET revision = excluded.revision, evaluated_ms = excluded.evaluated_ms, "
                   "state = excluded.state, spent = excluded.spent, available = excluded.available")
            .with(std::string_view{note.budget}, note.revision, msOf(note.evaluated), std::string_view{note.state}, std::string_view{spent},
                  std::string_view{available})
            .run();
    }
}

std::optional<UtcTime> latestEvaluation(Connection &connection)
{
    return timeOf(connection.query("SELECT evaluated_ms FROM budget_note WHERE budget = ''").with().firstInteger());
}

void setLatestEvaluation(Connection &connection, UtcTime now)
{
    const BudgetNote all{.budget = {}, .revision = 0, .evaluated = now, .state = {}, .spent = 0, .available = 0};
    setNotes(connection, std::span{&all, 1});
}

std::vector<ForecastMark> forecastMarks(Connection &connection, const std::string &budget)
{
    std::vector<ForecastMark> all;
    Query &rows = connection
                      .query("SELECT period_ms, percent, stored_ms, low, expected, high FROM forecast_mark WHERE budget = ? "
                             "ORDER BY period_ms, percent")
                      .with(std::string_view{budget});
    while (rows.step()) {
        all.push_back({.budget = budget,
                       .periodStart = utcFromMs(rows.integer(0)),
                       .percent = int(rows.integer(1)),
                       .stored = utcFromMs(rows.integer(2)),
                       .low = amountOf(rows.text(3)),
                       .expected = amountOf(rows.text(4)),
                       .high = amountOf(rows.text(5))});
    }
    rows.reset();
    return all;
}

void storeMarks(Connection &connection, std::span<const ForecastMark> marks)
{
    for (const ForecastMark &mark : marks) {
        const std::string low = amountText(mark.low);
        const std::string expected = amountText(mark.expected);
        const std::string high = amountText(mark.high);
        connection
            .query("INSERT INTO forecast_mark (budget, period_ms, percent, stored_ms, low, expected, high) VALUES (?, ?, ?, ?, ?, ?, ?) "
                   "ON CONFLICT (budget, period_ms, percent) DO NOTHING")
            .with(std::string_view{mark.budget}, msOf(mark.periodStart), mark.percent, msOf(mark.stored), std::string_view{low},
                  std::string_view{expected}, std::string_view{high})
            .run();
    }
}

} // namespace tokenmeter::budgetbook
