// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/BillingBook.h"

#include "core/Identity.h"
#include "ledger/BillingColumns.h"
#include "ledger/Dictionaries.h"
#include "ledger/Guarded.h"
#include "ledger/Schema.h"

#include <QUuid>

#include <set>
#include <string_view>
#include <type_traits>
#include <utility>

namespace tokenmeter::billingbook
{
namespace
{

constexpr std::int64_t LongestPollClaimMs = 3'600'000;
constexpr int StoppedFlag = 1;
constexpr int IncompleteFlag = 2;
constexpr char Separator = '\x1F';
constexpr std::string_view LinesMeta = "billed_lines_revision";

[[noreturn]] void badAccount(std::string value)
{
    throw LedgerFailure{{.cause = Cause::BadArgument, .args = {"account", std::move(value)}}};
}

/// The statements of one table of polled rows.
template <class Row>
struct Statements
{
    std::string insert, select, selectStretch, eraseStretch;

    Statements(const std::string &table, const std::string &time, const std::string &order)
    {
        ColumnNames columns;
        const Row row{};
        columnsOf(row, columns);
        insert = "INSERT INTO " + table + " (account_id, report, asked_ms, " + columns.names() + ") VALUES (?, ?, ?, " + columns.marks() + ")";
        const std::string head = "SELECT account_id, report, asked_ms, " + columns.names() + " FROM " + table;
        select = head + " WHERE (?1 IS NULL OR account_id = ?1) AND " + time + " >= ?2 AND " + time + " < ?3 ORDER BY account_id, " + time + order;
        selectStretch = head + " WHERE account_id = ? AND report = ? AND " + time + " >= ? AND " + time + " < ?";
        eraseStretch = "DELETE FROM " + table + " WHERE account_id = ? AND report = ? AND " + time + " >= ? AND " + time + " < ?";
    }
};

const Statements<Charge> &chargeStatements()
{
    static const Statements<Charge> statements{"charge", "from_ms", ", id"};
    return statements;
}

const Statements<UsageBucket> &bucketStatements()
{
    static const Statements<UsageBucket> statements{"usage_bucket", "from_ms", ", id"};
    return statements;
}

template <class Row>
OfAccount<Row> rowOf(const Query &query)
{
    OfAccount<Row> result{.account = query.integer(0), .report = query.text(1), .asked = utcFromMs(query.integer(2))};
    columnsOf(result.row, ColumnReader{query, 3});
    return result;
}

template <class Row>
std::vector<OfAccount<Row>> readAll(Query &query)
{
    std::vector<OfAccount<Row>> rows;
    while (query.step()) {
        rows.push_back(rowOf<Row>(query));
    }
    query.reset();
    return rows;
}

template <class Row>
std::vector<OfAccount<Row>> read(Connection &connection, const char *select, const BillingQuery &asked)
{
    return readAll<Row>(connection.query(select).with(asked.account, asked.from ? msOf(*asked.from) : INT64_MIN, asked.to ? msOf(*asked.to) : INT64_MAX));
}

template <class Row>
void insert(Connection &connection, const char *statement, const PolledSlice &slice, const Row &row)
{
    Query &query = connection.query(statement);
    query.reset();
    query.bind(1, slice.account);
    query.bind(2, std::string_view{slice.report});
    query.bind(3, msOf(slice.asked));
    columnsOf(row, ColumnBinder{query, 4});
    query.run();
}

/// Everything of a row as one text, to tell whether it changed.
class RowText
{
public:
    template <class Member>
    void operator()(const char *, const Member &value)
    {
        add(value);
    }
    template <class... Flags>
    void flags(const char *, const Flags &...values)
    {
        (add(std::int64_t{values}), ...);
    }
    const std::string &text() const { return m_text; }

private:
    void add(const std::string &value) { (m_text += value) += Separator; }
    void add(std::int64_t value) { add(std::to_string(value)); }
    void add(UtcTime value) { add(msOf(value)); }
    void add(LocalDay value) { add(std::int64_t(value.time_since_epoch().count())); }
    void add(const ChargeAmount &value) { add(value.text); }
    void add(const OtherFields &value) { add(otherText(value)); }
    template <class Number>
        requires std::is_enum_v<Number>
    void add(Number value)
    {
        add(std::int64_t(value));
    }
    template <class Value>
    void add(const std::optional<Value> &value)
    {
        value ? add(*value) : add(std::string{"-"});
    }
    std::string m_text{};
};

template <class Row>
std::string textOf(const Row &row)
{
    RowText text;
    columnsOf(row, text);
    return text.text();
}

/// A number that lines of bills never have twice: rows are given the numbers of rows that are gone, so these do not tell whether any changed.
std::int64_t revisionOfLines(Connection &connection)
{
    return connection.query("SELECT CAST(value AS INTEGER) FROM meta WHERE name = ?").with(std::string_view{LinesMeta}).firstInteger().value_or(0);
}

/// In each transaction that writes lines or takes them away.
void noteLinesChanged(Connection &connection)
{
    setMetaValue(connection, LinesMeta, std::to_string(revisionOfLines(connection) + 1));
}

/// Replaces what begins in the slice's stretch. Where nothing differs nothing is written.
template <class Row>
void swap(Connection &connection, const Statements<Row> &statements, const PolledSlice &slice, const std::vector<Row> &rows, SliceReport &report)
{
    std::multiset<std::string> before;
    for (const OfAccount<Row> &old : readAll<Row>(
             connection.query(statements.selectStretch.c_str()).with(slice.account, std::string_view{slice.report}, msOf(slice.from), msOf(slice.to)))) {
        before.insert(textOf(old.row));
    }
    std::vector<const Row *> inside;
    std::int64_t unknown = 0;
    for (const Row &row : rows) {
        if (row.from < slice.from || row.from >= slice.to) {
            ++report.outside;
            continue;
        }
        inside.push_back(&row);
        const auto known = before.find(textOf(row));
        if (known == before.end()) {
            ++unknown;
        } else {
            before.erase(known);
        }
    }
    report.stored += std::int64_t(inside.size());
    report.changed += std::int64_t(before.size());
    if (before.empty() && unknown == 0) {
        return;
    }
    if constexpr (std::is_same_v<Row, Charge>) {
        noteLinesChanged(connection);
    }
    connection.query(statements.eraseStretch.c_str()).with(slice.account, std::string_view{slice.report}, msOf(slice.from), msOf(slice.to)).run();
    for (const Row *row : inside) {
        insert(connection, statements.insert.c_str(), slice, *row);
    }
}

/// The statements of lines with the file that told them.
struct FiledStatements
{
    std::string insert, selectStretch;

    FiledStatements()
    {
        ColumnNames columns;
        const Charge row{};
        columnsOf(row, columns);
        insert = "INSERT INTO charge (account_id, report, asked_ms, file, file_ns, told_from_ms, told_to_ms, " + columns.names()
            + ") VALUES (?, ?, ?, ?, ?, ?, ?, " + columns.marks() + ")";
        selectStretch = "SELECT id, file, file_ns, told_from_ms, told_to_ms, " + columns.names()
            + " FROM charge WHERE account_id = ? AND report = ? AND from_ms >= ? AND from_ms < ? ORDER BY file_ns, file, id";
    }
};

const FiledStatements &filedStatements()
{
    static const FiledStatements statements;
    return statements;
}

#define TOKENMETER_ACCOUNT_COLUMNS "id, uuid, provider, name, definition, created_ms"

BillingAccount accountOf(const Query &row)
{
    Result<BillingAccount> read = readAccountText(row.text(4));
    if (!read) {
        throw LedgerFailure{read.problem()};
    }
    BillingAccount account = *std::move(read);
    account.id = row.integer(0);
    account.uuid = row.text(1);
    account.provider = row.text(2);
    account.name = row.text(3);
    account.created = utcFromMs(row.integer(5));
    return account;
}

void checkName(Connection &connection, const BillingAccount &account)
{
    const bool isTaken = connection.query("SELECT 1 FROM account WHERE name = ? AND removed_ms IS NULL AND id <> ?")
                             .with(std::string_view{account.name}, account.id)
                             .firstInteger()
                             .has_value();
    if (account.name.empty() || isTaken) {
        badAccount(account.name);
    }
}

bool isStandingAccount(Connection &connection, std::int64_t account)
{
    return connection.query("SELECT 1 FROM account WHERE id = ? AND removed_ms IS NULL").with(account).firstInteger().has_value();
}

std::string textOfParts(const std::vector<std::string> &args)
{
    std::string text;
    for (const std::string &arg : args) {
        (text += arg) += Separator;
    }
    return text;
}

std::vector<std::string> parted(const std::string &text)
{
    std::vector<std::string> parts;
    for (std::size_t from = 0; from < text.size();) {
        const std::size_t to = std::min(text.find(Separator, from), text.size());
        parts.push_back(text.substr(from, to - from));
        from = to + 1;
    }
    return parts;
}

} // namespace

std::vector<BillingAccount> accounts(Connection &connection)
{
    std::vector<BillingAccount> all;
    Query &rows = connection.query("SELECT " TOKENMETER_ACCOUNT_COLUMNS " FROM account WHERE removed_ms IS NULL ORDER BY id").with();
    while (rows.step()) {
        all.push_back(accountOf(rows));
    }
    rows.reset();
    return all;
}

std::vector<ReportState> reportStates(Connection &connection)
{
    std::vector<ReportState> all;
    Query &rows = connection
                      .query("SELECT account_id, report, read_to_ms, last_try_ms, last_success_ms, due_ms, failures, flags, cause, field, args, "
                             "problems FROM account_report WHERE account_id IN (SELECT id FROM account WHERE removed_ms IS NULL) ORDER BY account_id, report")
                      .with();
    const auto time = [&](int column) {
        const std::optional<std::int64_t> ms = rows.optionalInteger(column);
        return ms ? std::optional{utcFromMs(*ms)} : std::nullopt;
    };
    while (rows.step()) {
        ReportState state{.account = rows.integer(0),
                          .report = rows.text(1),
                          .readTo = time(2),
                          .lastTry = time(3),
                          .lastSuccess = time(4),
                          .due = utcFromMs(rows.integer(5)),
                          .failures = int(rows.integer(6)),
                          .stopped = (rows.integer(7) & StoppedFlag) != 0,
                          .isIncomplete = (rows.integer(7) & IncompleteFlag) != 0,
                          .problemCount = rows.integer(11)};
        if (const std::optional<std::int64_t> cause = rows.optionalInteger(8)) {
            state.problem = Problem{.cause = Cause(*cause), .field = rows.text(9), .args = parted(rows.text(10))};
        }
        all.push_back(std::move(state));
    }
    rows.reset();
    return all;
}

std::vector<OfAccount<Charge>> charges(Connection &connection, const BillingQuery &query)
{
    return read<Charge>(connection, chargeStatements().select.c_str(), query);
}

std::vector<OfAccount<UsageBucket>> buckets(Connection &connection, const BillingQuery &query)
{
    return read<UsageBucket>(connection, bucketStatements().select.c_str(), query);
}

std::vector<OfAccount<BalanceSnapshot>> balances(Connection &connection, const BillingQuery &query)
{
    return read<BalanceSnapshot>(connection,
                                 "SELECT account_id, report, time_ms, time_ms, billing_account, currency, total, granted, topped_up, available, "
                                 "spent_ever, usable FROM balance WHERE (?1 IS NULL OR account_id = ?1) AND time_ms >= ?2 AND time_ms < ?3 "
                                 "ORDER BY account_id, time_ms, report, billing_account, currency",
                                 query);
}

std::vector<OfAccount<TopUp>> topUps(Connection &connection, const BillingQuery &query)
{
    return read<TopUp>(connection,
                       "SELECT account_id, report, asked_ms, time_ms, currency, amount FROM top_up WHERE (?1 IS NULL OR account_id = ?1) AND "
                       "time_ms >= ?2 AND time_ms < ?3 ORDER BY account_id, time_ms, report, currency, amount",
                       query);
}

std::vector<OfAccount<AccountFact>> facts(Connection &connection, std::int64_t account)
{
    return readAll<AccountFact>(
        connection.query("SELECT account_id, report, asked_ms, kind, text, amount, currency, time_ms FROM account_fact WHERE account_id = ? ORDER BY report, id")
            .with(account));
}

std::vector<IdName> names(Connection &connection, std::int64_t account)
{
    std::vector<IdName> all;
    Query &rows = connection.query("SELECT kind, name_id, name, archived FROM account_name WHERE account_id = ? ORDER BY kind, name_id").with(account);
    while (rows.step()) {
        all.push_back({.kind = NameKind(rows.integer(0)), .id = rows.text(1), .name = rows.text(2), .isArchived = rows.integer(3) != 0});
    }
    rows.reset();
    return all;
}

BillingAccount add(Connection &connection, BillingAccount account, UtcTime now)
{
    account.id = 0;
    checkName(connection, account);
    if (account.uuid.empty()) {
        account.uuid = QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString();
    }
    account.created = now;
    const std::string definition = accountText(account);
    connection.query("INSERT INTO account (uuid, machine_id, provider, name, definition, created_ms) VALUES (?, ?, ?, ?, ?, ?)")
        .with(std::string_view{account.uuid}, std::string_view{machineId()}, std::string_view{account.provider}, std::string_view{account.name},
              std::string_view{definition}, msOf(now))
        .run();
    account.id = connection.lastId();
    return account;
}

void edit(Connection &connection, const BillingAccount &account)
{
    if (!isStandingAccount(connection, account.id)) {
        badAccount(std::to_string(account.id));
    }
    checkName(connection, account);
    const std::string definition = accountText(account);
    connection.query("UPDATE account SET name = ?, definition = ? WHERE id = ?")
        .with(std::string_view{account.name}, std::string_view{definition}, account.id)
        .run();
}

void remove(Connection &connection, std::int64_t account, bool withData, UtcTime now)
{
    if (!isStandingAccount(connection, account)) {
        badAccount(std::to_string(account));
    }
    connection.query("UPDATE account SET removed_ms = ? WHERE id = ?").with(msOf(now), account).run();
    connection.query("DELETE FROM payer WHERE account_id = ?").with(account).run(); // who pays now is to be said anew
    if (withData) {
        noteLinesChanged(connection);
        for (const char *erase : {"DELETE FROM charge WHERE account_id = ?", "DELETE FROM usage_bucket WHERE account_id = ?",
                                  "DELETE FROM balance WHERE account_id = ?", "DELETE FROM top_up WHERE account_id = ?",
                                  "DELETE FROM account_fact WHERE account_id = ?", "DELETE FROM account_name WHERE account_id = ?",
                                  "DELETE FROM account_report WHERE account_id = ?"}) {
            connection.query(erase).with(account).run();
        }
    }
}

bool claim(Connection &connection, std::int64_t account, const std::string &owner, UtcTime now, UtcTime until)
{
    connection
        .query("UPDATE account SET claimed_by = ?1, claimed_until_ms = ?2 WHERE id = ?3 AND removed_ms IS NULL AND (claimed_by IN ('', ?1) OR "
               "claimed_until_ms <= ?4 OR claimed_until_ms > ?5)")
        .with(std::string_view{owner}, msOf(until), account, msOf(now), msOf(now) + LongestPollClaimMs)
        .run();
    return connection.changes() > 0;
}

void release(Connection &connection, std::int64_t account, const std::string &owner)
{
    connection.query("UPDATE account SET claimed_by = '', claimed_until_ms = 0 WHERE id = ? AND claimed_by = ?").with(account, std::string_view{owner}).run();
}

SliceReport store(Connection &connection, const PolledSlice &slice)
{
    if (!isStandingAccount(connection, slice.account)) {
        badAccount(std::to_string(slice.account));
    }
    SliceReport report;
    if (slice.replacesCharges) {
        swap(connection, chargeStatements(), slice, slice.charges, report);
    }
    if (slice.replacesUsage) {
        swap(connection, bucketStatements(), slice, slice.buckets, report);
    }
    for (const BalanceSnapshot &balance : slice.balances) {
        Query &query = connection.query("INSERT INTO balance (account_id, report, time_ms, billing_account, currency, total, granted, topped_up, "
                                        "available, spent_ever, usable) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING");
        query.reset();
        query.bind(1, slice.account);
        query.bind(2, std::string_view{slice.report});
        columnsOf(balance, ColumnBinder{query, 3});
        query.run();
        report.stored += connection.changes();
    }
    for (const TopUp &topUp : slice.topUps) {
        connection.query("INSERT INTO top_up (account_id, report, time_ms, currency, amount, asked_ms) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING")
            .with(slice.account, std::string_view{slice.report}, msOf(topUp.time), std::string_view{topUp.currency}, std::string_view{topUp.amount.text},
                  msOf(slice.asked))
            .run();
        report.stored += connection.changes();
    }
    if (!slice.facts.empty()) {
        connection.query("DELETE FROM account_fact WHERE account_id = ? AND report = ?").with(slice.account, std::string_view{slice.report}).run();
        for (const AccountFact &fact : slice.facts) {
            insert(connection, "INSERT INTO account_fact (account_id, report, asked_ms, kind, text, amount, currency, time_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                   slice, fact);
        }
    }
    for (const IdName &name : slice.names) {
        connection
            .query("INSERT INTO account_name (account_id, kind, name_id, name, archived) VALUES (?, ?, ?, ?, ?) ON CONFLICT (account_id, kind, name_id) "
                   "DO UPDATE SET name = excluded.name, archived = excluded.archived")
            .with(slice.account, int(name.kind), std::string_view{name.id}, std::string_view{name.name}, int(name.isArchived))
            .run();
    }
    return report;
}

HeldBill readBill(Connection &connection, const BillStretch &stretch)
{
    if (!isStandingAccount(connection, stretch.account)) {
        badAccount(std::to_string(stretch.account));
    }
    HeldBill held{.revision = revisionOfLines(connection)};
    Query &rows = connection.query(filedStatements().selectStretch.c_str())
                      .with(stretch.account, std::string_view{stretch.report}, msOf(stretch.from), msOf(stretch.to));
    while (rows.step()) {
        Charge charge;
        columnsOf(charge, ColumnReader{rows, 5});
        HeldBill::FileKey key{rows.integer(2), rows.text(1)};
        const auto [place, isNew] = held.places.try_emplace(key, held.files.size());
        if (isNew) {
            held.files.push_back({.file = std::move(key.second), .modifiedNs = key.first, .from = utcFromMs(rows.integer(3)), .to = utcFromMs(rows.integer(4))});
        }
        held.rows.emplace(std::pair{place->second, identityOf({textOf(charge)})}, rows.integer(0));
        held.files[place->second].charges.push_back(std::move(charge));
    }
    rows.reset();
    return held;
}

BillDraft draftBill(HeldBill held, const BillStretch &stretch, const BillMerge &merge)
{
    // Rows that stay as they are are not written. Texts are compared as hashes: a month of a cloud's bill has many.
    std::multiset<Identity> texts;
    for (const auto &[key, id] : held.rows) {
        texts.insert(key.second);
    }
    Result<std::vector<FiledCharges>> merged = merge(std::move(held.files));
    if (!merged) {
        throw LedgerFailure{merged.problem()};
    }
    BillDraft draft{.revision = held.revision};
    for (FiledCharges &file : *merged) {
        const std::size_t place = held.places.try_emplace({file.modifiedNs, file.file}, held.places.size()).first->second;
        std::vector<Charge> added;
        for (Charge &charge : file.charges) {
            if (charge.from < stretch.from || charge.from >= stretch.to) {
                ++draft.report.outside;
                continue;
            }
            ++draft.report.stored;
            const Identity text = identityOf({textOf(charge)});
            if (const auto same = texts.find(text); same != texts.end()) {
                texts.erase(same);
            }
            const auto known = held.rows.find({place, text});
            if (known == held.rows.end()) {
                added.push_back(std::move(charge));
            } else {
                held.rows.erase(known);
            }
        }
        if (!added.empty()) {
            file.charges = std::move(added);
            draft.added.push_back(std::move(file));
        }
    }
    draft.report.changed = std::int64_t(texts.size()); // a line that another file tells now is the same line
    for (const auto &[key, id] : held.rows) {
        draft.gone.push_back(id);
    }
    return draft;
}

std::optional<SliceReport> storeBill(Connection &connection, const BillStretch &stretch, const BillDraft &draft)
{
    if (!isStandingAccount(connection, stretch.account)) {
        badAccount(std::to_string(stretch.account));
    }
    if (draft.revision != revisionOfLines(connection)) {
        return std::nullopt;
    }
    if (draft.gone.empty() && draft.added.empty()) {
        return draft.report;
    }
    noteLinesChanged(connection);
    for (const std::int64_t id : draft.gone) {
        connection.query("DELETE FROM charge WHERE id = ?").with(id).run();
    }
    Query &query = connection.query(filedStatements().insert.c_str());
    for (const FiledCharges &file : draft.added) {
        for (const Charge &charge : file.charges) {
            query.reset();
            query.bind(1, stretch.account);
            query.bind(2, std::string_view{stretch.report});
            query.bind(3, msOf(stretch.asked));
            query.bind(4, std::string_view{file.file});
            query.bind(5, file.modifiedNs);
            query.bind(6, msOf(file.from));
            query.bind(7, msOf(file.to));
            columnsOf(charge, ColumnBinder{query, 8});
            query.run();
        }
    }
    return draft.report;
}

std::optional<UtcTime> readTo(Connection &connection, std::int64_t account, const std::string &report)
{
    Query &rows = connection.query("SELECT read_to_ms FROM account_report WHERE account_id = ? AND report = ?").with(account, std::string_view{report});
    const std::optional<std::int64_t> ms = rows.step() ? rows.optionalInteger(0) : std::nullopt;
    rows.reset();
    return ms ? std::optional{utcFromMs(*ms)} : std::nullopt;
}

void setState(Connection &connection, const ReportState &state)
{
    if (!isStandingAccount(connection, state.account)) {
        badAccount(std::to_string(state.account));
    }
    const auto ms = [](const std::optional<UtcTime> &time) { return time ? std::optional{msOf(*time)} : std::nullopt; };
    const std::string args = state.problem ? textOfParts(state.problem->args) : std::string{};
    connection
        .query("INSERT INTO account_report (account_id, report, read_to_ms, last_try_ms, last_success_ms, due_ms, failures, flags, cause, field, args, "
               "problems) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (account_id, report) DO UPDATE SET read_to_ms = excluded.read_to_ms, "
               "last_try_ms = excluded.last_try_ms, last_success_ms = excluded.last_success_ms, due_ms = excluded.due_ms, failures = excluded.failures, "
               "flags = excluded.flags, cause = excluded.cause, field = excluded.field, args = excluded.args, problems = excluded.problems")
        .with(state.account, std::string_view{state.report}, ms(state.readTo), ms(state.lastTry), ms(state.lastSuccess), msOf(state.due), state.failures,
              (state.stopped ? StoppedFlag : 0) | (state.isIncomplete ? IncompleteFlag : 0),
              state.problem ? std::optional{std::int64_t(state.problem->cause)} : std::nullopt,
              std::string_view{state.problem ? state.problem->field : std::string{}}, std::string_view{args}, state.problemCount)
        .run();
}

std::vector<SourcePayer> payers(Connection &connection)
{
    std::vector<SourcePayer> all;
    Query &rows = connection.query("SELECT format, account_id FROM payer ORDER BY format").with();
    while (rows.step()) {
        all.push_back({.format = rows.text(0), .account = rows.optionalInteger(1)});
    }
    rows.reset();
    return all;
}

void setPayer(Connection &connection, const SourcePayer &payer, UtcTime now)
{
    if (payer.account && !isStandingAccount(connection, *payer.account)) {
        badAccount(std::to_string(*payer.account));
    }
    connection
        .query("INSERT INTO payer (format, account_id, decided_ms) VALUES (?, ?, ?) ON CONFLICT (format) DO UPDATE SET account_id = "
               "excluded.account_id, decided_ms = excluded.decided_ms")
        .with(std::string_view{payer.format}, payer.account, msOf(now))
        .run();
}

void clearPayer(Connection &connection, const std::string &format)
{
    connection.query("DELETE FROM payer WHERE format = ?").with(std::string_view{format}).run();
}

} // namespace tokenmeter::billingbook
