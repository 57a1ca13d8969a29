// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/PlanBook.h"

#include "ledger/Dictionaries.h"
#include "ledger/Guarded.h"
#include "ledger/PlanJson.h"

#include <QUuid>

namespace tokenmeter::planbook
{
namespace
{

Plan storedPlan(const Query &row)
{
    Result<Plan> read = readPlanText(row.text(2));
    if (!read) {
        throw LedgerFailure{read.problem()};
    }
    Plan plan = *std::move(read);
    plan.id = row.integer(0);
    plan.uuid = row.text(1);
    return plan;
}

PlanKinds storedKinds(const std::string &text)
{
    const Result<PlanKinds> kinds = parsePlanKinds(text);
    if (!kinds) {
        throw LedgerFailure{kinds.problem()};
    }
    return *kinds;
}

void takeBackPlan(Connection &connection, std::int64_t id, const std::optional<std::string> &definition, UtcTime now)
{
    if (!definition) {
        remove(connection, id, now);
        return;
    }
    connection.query("UPDATE plan SET definition = ?, removed_ms = NULL WHERE id = ?").with(std::string_view{*definition}, id).run();
}

} // namespace

PlanSheet sheet(Connection &connection)
{
    PlanSheet sheet;
    Query &plans = connection.query("SELECT id, uuid, definition FROM plan WHERE removed_ms IS NULL ORDER BY id").with();
    while (plans.step()) {
        sheet.plans.push_back(storedPlan(plans));
    }
    plans.reset();
    Query &orders = connection.query("SELECT provider, kinds FROM plan_order ORDER BY provider").with();
    while (orders.step()) {
        sheet.orders.push_back({.provider = orders.text(0), .kinds = storedKinds(orders.text(1))});
    }
    orders.reset();
    return sheet;
}

std::optional<Plan> plan(Connection &connection, std::int64_t id)
{
    std::optional<Plan> found;
    Query &row = connection.query("SELECT id, uuid, definition FROM plan WHERE removed_ms IS NULL AND id = ?").with(id);
    if (row.step()) {
        found = storedPlan(row);
    }
    row.reset();
    return found;
}

Plan add(Connection &connection, Plan plan, UtcTime now)
{
    plan.uuid = QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString();
    const std::string definition = planText(plan);
    connection.query("INSERT INTO plan (uuid, machine_id, definition, created_ms) VALUES (?, ?, ?, ?)")
        .with(std::string_view{plan.uuid}, std::string_view{machineId()}, std::string_view{definition}, msOf(now))
        .run();
    plan.id = connection.lastId();
    return plan;
}

Plan edit(Connection &connection, const Plan &before, Plan after)
{
    after.id = before.id;
    after.uuid = before.uuid;
    const std::string definition = planText(after);
    connection.query("UPDATE plan SET definition = ? WHERE id = ?").with(std::string_view{definition}, before.id).run();
    return after;
}

void remove(Connection &connection, std::int64_t id, UtcTime now)
{
    connection.query("UPDATE plan SET removed_ms = ? WHERE id = ?").with(msOf(now), id).run();
}

std::optional<PlanKinds> order(Connection &connection, const std::string &provider)
{
    std::optional<PlanKinds> kinds;
    Query &row = connection.query("SELECT kinds FROM plan_order WHERE provider = ?").with(std::string_view{provider});
    if (row.step()) {
        kinds = storedKinds(row.text(0));
    }
    row.reset();
    return kinds;
}

void setOrder(Connection &connection, const std::string &provider, const std::optional<PlanKinds> &kinds)
{
    if (!kinds) {
        connection.query("DELETE FROM plan_order WHERE provider = ?").with(std::string_view{provider}).run();
        return;
    }
    const std::string text = toText(*kinds);
    connection.query("INSERT INTO plan_order (provider, kinds) VALUES (?, ?) ON CONFLICT (provider) DO UPDATE SET kinds = excluded.kinds")
        .with(std::string_view{provider}, std::string_view{text})
        .run();
}

void noteBefore(Connection &connection, std::int64_t sequence, std::int64_t id, const std::optional<Plan> &before)
{
    const std::string definition = before ? planText(*before) : std::string{};
    Query &query = connection.query("INSERT INTO journal_plan (journal, plan_id, definition) VALUES (?, ?, ?)");
    if (before) {
        query.with(sequence, id, std::string_view{definition}).run();
    } else {
        query.with(sequence, id, nullptr).run();
    }
}

void noteOrderBefore(Connection &connection, std::int64_t sequence, const std::string &provider, const std::optional<PlanKinds> &before)
{
    const std::string kinds = before ? toText(*before) : std::string{};
    Query &query = connection.query("INSERT INTO journal_plan_order (journal, provider, kinds) VALUES (?, ?, ?)");
    if (before) {
        query.with(sequence, std::string_view{provider}, std::string_view{kinds}).run();
    } else {
        query.with(sequence, std::string_view{provider}, nullptr).run();
    }
}

void takeBack(Connection &connection, std::int64_t sequence, UtcTime now)
{
    Query &plans = connection.query("SELECT plan_id, definition FROM journal_plan WHERE journal = ?").with(sequence);
    if (plans.step()) {
        const std::int64_t id = plans.integer(0);
        const std::optional<std::string> definition = plans.isNull(1) ? std::nullopt : std::optional{plans.text(1)};
        plans.reset();
        takeBackPlan(connection, id, definition, now);
        return;
    }
    plans.reset();
    Query &orders = connection.query("SELECT provider, kinds FROM journal_plan_order WHERE journal = ?").with(sequence);
    if (orders.step()) {
        const std::string provider = orders.text(0);
        const std::optional<PlanKinds> kinds = orders.isNull(1) ? std::nullopt : std::optional{storedKinds(orders.text(1))};
        orders.reset();
        setOrder(connection, provider, kinds);
        return;
    }
    orders.reset();
}

} // namespace tokenmeter::planbook
