// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/UsageTable.h"

namespace tokenmeter
{

#define TOKENMETER_USAGE_COLUMNS                                                                                        \
    "ident_high, ident_low, family, time_ms, end_ms, precision, context_id, offset, batch_id, input, cache_read, "      \
    "cache_write_5m, cache_write_1h, output, reasoning, requests, flags, rate_id, reported"

/// The index holds the upper half only. The plus keeps SQLite from putting ?1 for `family` everywhere, whereupon it would no
/// longer see that the index fits.
#define TOKENMETER_IN_FAMILY "family IS NOT NULL AND family >> 32 = ?1 >> 32 AND +family = ?1"

const char *const UsageColumns = TOKENMETER_USAGE_COLUMNS;

std::optional<std::string> reportedText(const UsageRecord &record)
{
    if (record.reportedAmount.empty() && record.reportedCurrency.empty()) {
        return std::nullopt;
    }
    return record.reportedAmount + '\t' + record.reportedCurrency;
}

void setReported(UsageRecord &record, const std::string &text)
{
    const std::size_t tab = text.rfind('\t');
    record.reportedAmount = text.substr(0, tab);
    record.reportedCurrency = tab == std::string::npos ? std::string{} : text.substr(tab + 1);
}

StoredUsage readUsage(const Query &query, int firstColumn)
{
    int column = firstColumn;
    StoredUsage row;
    row.id = query.integer(column++);
    UsageRecord &record = row.record;
    record.identity.high = std::uint64_t(query.integer(column++));
    record.identity.low = std::uint64_t(query.integer(column++));
    record.family = std::uint64_t(query.integer(column++));
    record.time = utcFromMs(query.integer(column++));
    record.end = query.isNull(column) ? record.time : utcFromMs(query.integer(column));
    ++column;
    record.precision = Precision(query.integer(column++));
    row.contextId = query.integer(column++);
    record.offset = query.integer(column++);
    row.batchId = query.integer(column++);
    for (std::int64_t *count : {&record.tokens.input, &record.tokens.cacheRead, &record.tokens.cacheWrite5m,
                                &record.tokens.cacheWrite1h, &record.tokens.output, &record.tokens.reasoning, &record.requests}) {
        *count = query.integer(column++);
    }
    const auto flags = std::uint32_t(query.integer(column++));
    record.flags = flags & ~StoredBits;
    row.stored = flags & StoredBits;
    row.rateId = query.integer(column++);
    if (!query.isNull(column)) {
        setReported(record, query.text(column));
    }
    return row;
}

UsageTable::UsageTable(Connection &connection)
    : m_connection{connection}
    , m_insert{connection.query("INSERT INTO usage (" TOKENMETER_USAGE_COLUMNS
                                ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
                                "ON CONFLICT (ident_high) DO NOTHING")}
{
}

namespace
{

std::optional<std::int64_t> familyColumn(const UsageRecord &record)
{
    return record.family == 0 ? std::nullopt : std::optional{std::int64_t(record.family)};
}

std::optional<std::int64_t> endColumn(const UsageRecord &record)
{
    return record.end == record.time ? std::nullopt : std::optional{msOf(record.end)};
}

std::uint32_t flagsColumn(StoredUsage &row)
{
    row.stored = row.record.rare.isEmpty() ? row.stored & ~HasRareStored : row.stored | HasRareStored;
    return row.record.flags | row.stored;
}

void bindReported(Query &query, int index, const UsageRecord &record)
{
    if (const std::optional<std::string> reported = reportedText(record)) {
        query.bind(index, std::string_view{*reported});
    } else {
        query.bind(index, nullptr);
    }
}

} // namespace

bool UsageTable::insert(StoredUsage &row)
{
    const UsageRecord &r = row.record;
    m_insert.with(std::int64_t(r.identity.high), std::int64_t(r.identity.low), familyColumn(r), msOf(r.time), endColumn(r),
                  int(r.precision), row.contextId, r.offset, row.batchId, r.tokens.input, r.tokens.cacheRead,
                  r.tokens.cacheWrite5m, r.tokens.cacheWrite1h, r.tokens.output, r.tokens.reasoning, r.requests,
                  flagsColumn(row), row.rateId);
    bindReported(m_insert, 19, r);
    m_insert.run();
    if (m_connection.changes() == 0) {
        return false;
    }
    row.id = m_connection.lastId();
    if ((row.stored & HasRareStored) != 0) {
        writeRare(row);
    }
    return true;
}

void UsageTable::update(StoredUsage &row)
{
    const UsageRecord &r = row.record;
    Query &query = m_connection.query(
        "UPDATE usage SET family = ?, time_ms = ?, end_ms = ?, precision = ?, context_id = ?, offset = ?, input = ?, "
        "cache_read = ?, cache_write_5m = ?, cache_write_1h = ?, output = ?, reasoning = ?, requests = ?, flags = ?, "
        "rate_id = ?, reported = ? WHERE id = ?");
    query.with(familyColumn(r), msOf(r.time), endColumn(r), int(r.precision), row.contextId, r.offset, r.tokens.input,
               r.tokens.cacheRead, r.tokens.cacheWrite5m, r.tokens.cacheWrite1h, r.tokens.output, r.tokens.reasoning, r.requests,
               flagsColumn(row), row.rateId);
    bindReported(query, 16, r);
    query.bind(17, row.id);
    query.run();
    writeRare(row);
}

void UsageTable::remove(std::int64_t id)
{
    m_connection.query("DELETE FROM usage WHERE id = ?").with(id).run();
    m_connection.query("DELETE FROM usage_rare WHERE usage_id = ?").with(id).run();
}

void UsageTable::setRate(std::int64_t id, std::int64_t rateId)
{
    m_connection.query("UPDATE usage SET rate_id = ? WHERE id = ?").with(rateId, id).run();
}

void UsageTable::setFlags(const StoredUsage &row)
{
    m_connection.query("UPDATE usage SET flags = ? WHERE id = ?").with(row.record.flags | row.stored, row.id).run();
}

std::optional<StoredUsage> UsageTable::byId(std::int64_t id)
{
    Query &query = m_connection.query("SELECT id, " TOKENMETER_USAGE_COLUMNS " FROM usage WHERE id = ?").with(id);
    std::optional<StoredUsage> row;
    if (query.step()) {
        row = readUsage(query, 0);
    }
    query.reset();
    if (row) {
        readRare(*row);
    }
    return row;
}

void UsageTable::writeRare(const StoredUsage &row)
{
    const RareCounts &rare = row.record.rare;
    if (rare.isEmpty()) {
        m_connection.query("DELETE FROM usage_rare WHERE usage_id = ?").with(row.id).run();
        return;
    }
    m_connection
        .query("INSERT INTO usage_rare (usage_id, input_audio, cached_audio, output_audio, input_image, output_image, "
               "web_searches) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (usage_id) DO UPDATE SET "
               "input_audio = excluded.input_audio, cached_audio = excluded.cached_audio, output_audio = excluded.output_audio, "
               "input_image = excluded.input_image, output_image = excluded.output_image, web_searches = excluded.web_searches")
        .with(row.id, rare.inputAudio, rare.cachedAudio, rare.outputAudio, rare.inputImage, rare.outputImage, rare.webSearches)
        .run();
}

void UsageTable::readRare(StoredUsage &row)
{
    if ((row.stored & HasRareStored) == 0) {
        return;
    }
    Query &query = m_connection
                       .query("SELECT input_audio, cached_audio, output_audio, input_image, output_image, web_searches "
                              "FROM usage_rare WHERE usage_id = ?")
                       .with(row.id);
    if (query.step()) {
        row.record.rare = {query.integer(0), query.integer(1), query.integer(2), query.integer(3), query.integer(4), query.integer(5)};
    }
    query.reset();
}

std::optional<StoredUsage> UsageTable::byIdentity(std::uint64_t high)
{
    Query &query = m_connection.query("SELECT id, " TOKENMETER_USAGE_COLUMNS " FROM usage WHERE ident_high = ?").with(std::int64_t(high));
    std::optional<StoredUsage> row;
    if (query.step()) {
        row = readUsage(query, 0);
    }
    query.reset();
    if (row) {
        readRare(*row);
    }
    return row;
}

std::vector<StoredUsage> UsageTable::byFamily(std::uint64_t family)
{
    Query &query = m_connection.query("SELECT id, " TOKENMETER_USAGE_COLUMNS " FROM usage WHERE " TOKENMETER_IN_FAMILY).with(std::int64_t(family));
    std::vector<StoredUsage> rows;
    while (query.step()) {
        rows.push_back(readUsage(query, 0));
    }
    query.reset();
    for (StoredUsage &row : rows) {
        readRare(row);
    }
    return rows;
}

bool UsageTable::hasSeveral(std::uint64_t family)
{
    Query &query = m_connection.query("SELECT id FROM usage WHERE " TOKENMETER_IN_FAMILY " LIMIT 2").with(std::int64_t(family));
    const bool several = query.step() && query.step();
    query.reset();
    return several;
}

bool UsageTable::hasSpecial(std::uint64_t family)
{
    constexpr std::uint32_t Special = SidechainFlag | WeakFlag | HiddenBits | HasShadowStored;
    return m_connection.query("SELECT 1 FROM usage WHERE " TOKENMETER_IN_FAMILY " AND flags & ?2 <> 0 LIMIT 1")
        .with(std::int64_t(family), Special)
        .firstInteger()
        .has_value();
}

std::vector<StoredUsage> UsageTable::after(std::int64_t id, std::size_t count, bool unpricedOnly)
{
    Query &query = m_connection.query(
        unpricedOnly ? "SELECT id, " TOKENMETER_USAGE_COLUMNS " FROM usage WHERE id > ? AND rate_id IN "
                       "(SELECT id FROM rate WHERE unpriced <> 0) ORDER BY id LIMIT ?"
                     : "SELECT id, " TOKENMETER_USAGE_COLUMNS " FROM usage WHERE id > ? ORDER BY id LIMIT ?");
    query.with(id, count);
    std::vector<StoredUsage> rows;
    while (query.step()) {
        rows.push_back(readUsage(query, 0));
    }
    query.reset();
    for (StoredUsage &row : rows) {
        readRare(row);
    }
    return rows;
}

} // namespace tokenmeter
