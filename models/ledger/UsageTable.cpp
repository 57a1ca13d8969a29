// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/UsageTable.h"

#include "core/SessionTeller.h"

namespace tokenmeter
{

#define TOKENMETER_USAGE_COLUMNS                                                                                        \
    "ident_high, ident_low, family, time_ms, end_ms, precision, context_id, offset, batch_id, input, cache_read, "      \
    "cache_write_5m, cache_write_1h, output, reasoning, requests, flags, rate_id, reported"

/// The identities of a family lie side by side: their upper halves are that of its hash.
#define TOKENMETER_NEAR_FAMILY "ident_high BETWEEN ?1 AND ?2"
#define TOKENMETER_IN_FAMILY TOKENMETER_NEAR_FAMILY " AND family = ?3"

const char *const UsageColumns = TOKENMETER_USAGE_COLUMNS;

namespace
{

constexpr std::uint64_t LowerHalf = 0xFFFF'FFFF;

/// The lower half of the hash; the upper one is in the identity. Signed, so that it takes four bytes.
std::int64_t familyRest(std::uint64_t family)
{
    return std::int32_t(std::uint32_t(family & LowerHalf));
}

/// First and last identity that can be in it, as the index orders them; then what tells it from those it shares them with.
Query &withFamily(Query &query, std::uint64_t family)
{
    return query.with(std::int64_t(family & ~LowerHalf), std::int64_t(family | LowerHalf), familyRest(family));
}

} // namespace

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
    record.family = query.isNull(column) ? 0 : (record.identity.high & ~LowerHalf) | (std::uint64_t(query.integer(column)) & LowerHalf);
    ++column;
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
    return record.family == 0 ? std::nullopt : std::optional{familyRest(record.family)};
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
        "UPDATE usage SET time_ms = ?, end_ms = ?, precision = ?, context_id = ?, offset = ?, input = ?, "
        "cache_read = ?, cache_write_5m = ?, cache_write_1h = ?, output = ?, reasoning = ?, requests = ?, flags = ?, "
        "rate_id = ?, reported = ? WHERE id = ?");
    query.with(msOf(r.time), endColumn(r), int(r.precision), row.contextId, r.offset, r.tokens.input, r.tokens.cacheRead, r.tokens.cacheWrite5m, r.tokens.cacheWrite1h, r.tokens.output, r.tokens.reasoning, r.requests,
               flagsColumn(row), row.rateId);
    bindReported(query, 15, r);
    query.bind(16, row.id);
    query.run();
    writeRare(row);
}

void UsageTable::rename(const StoredUsage &row)
{
    const UsageRecord &r = row.record;
    m_connection.query("UPDATE usage SET ident_high = ?, ident_low = ?, family = ? WHERE id = ?")
        .with(std::int64_t(r.identity.high), std::int64_t(r.identity.low), familyColumn(r), row.id)
        .run();
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

std::vector<StoredUsage> UsageTable::rowsOf(Query &query)
{
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

std::vector<StoredUsage> UsageTable::byFamily(std::uint64_t family)
{
    Query &query = m_connection.query("SELECT id, " TOKENMETER_USAGE_COLUMNS " FROM usage WHERE " TOKENMETER_IN_FAMILY);
    withFamily(query, family);
    return rowsOf(query);
}

bool UsageTable::maybeSeveral(std::uint64_t family)
{
    Query &query = m_connection.query("SELECT id FROM usage WHERE " TOKENMETER_NEAR_FAMILY " LIMIT 2");
    query.with(std::int64_t(family & ~LowerHalf), std::int64_t(family | LowerHalf));
    const bool several = query.step() && query.step();
    query.reset();
    return several;
}

bool UsageTable::hasSpecial(std::uint64_t family)
{
    Query &query = m_connection.query("SELECT max(flags & ?4 <> 0), max(flags & ?5), min(flags & ?5), max(flags & ?6), min(flags & ?6), "
                                      "max(precision), min(precision), max(flags & ?7 <> 0), max(flags & ?8), min(flags & ?8) FROM usage "
                                      "WHERE " TOKENMETER_IN_FAMILY);
    withFamily(query, family);
    query.bind(4, HiddenBits | HasShadowStored);
    query.bind(5, SidechainFlag);
    query.bind(6, WeakFlag);
    query.bind(7, RemovedFlag | RestatedFlag);
    query.bind(8, SessionTellerMask);
    const bool has = query.step()
        && (query.integer(0) != 0 || query.integer(1) != query.integer(2) || query.integer(3) != query.integer(4) || query.integer(5) != query.integer(6)
            || query.integer(7) != 0 || query.integer(8) != query.integer(9));
    query.reset();
    return has;
}

std::vector<StoredUsage> UsageTable::after(std::int64_t id, std::size_t count, bool unpricedOnly)
{
    Query &query = m_connection.query(
        unpricedOnly ? "SELECT id, " TOKENMETER_USAGE_COLUMNS " FROM usage WHERE id > ? AND rate_id IN "
                       "(SELECT id FROM rate WHERE unpriced <> 0) ORDER BY id LIMIT ?"
                     : "SELECT id, " TOKENMETER_USAGE_COLUMNS " FROM usage WHERE id > ? ORDER BY id LIMIT ?");
    query.with(id, count);
    return rowsOf(query);
}

std::vector<StoredUsage> UsageTable::amountsRatedOtherwise(std::int64_t above, std::int64_t upTo)
{
    Query &query = m_connection.query("SELECT id, " TOKENMETER_USAGE_COLUMNS " FROM usage WHERE id > ? AND id <= ? AND input = 0 AND cache_read = 0 "
                                      "AND cache_write_5m = 0 AND cache_write_1h = 0 AND output = 0 AND reported IS NOT NULL "
                                      "AND rate_id NOT IN (SELECT id FROM rate WHERE unpriced = ?)");
    query.with(above, upTo, int(Unpriced::AmountOnly));
    return rowsOf(query);
}

std::int64_t UsageTable::lastId()
{
    return m_connection.query("SELECT max(id) FROM usage").firstInteger().value_or(0);
}

} // namespace tokenmeter
