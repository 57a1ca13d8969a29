// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/Rollups.h"

#include "ledger/CoverMemo.h"

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

namespace tokenmeter
{
namespace
{

#define TOKENMETER_ADD_SUMS                                                                                             \
    " DO UPDATE SET records = records + excluded.records, requests = requests + excluded.requests, "                    \
    "input = input + excluded.input, cache_read = cache_read + excluded.cache_read, "                                   \
    "cache_write_5m = cache_write_5m + excluded.cache_write_5m, cache_write_1h = cache_write_1h + excluded.cache_write_1h, " \
    "output = output + excluded.output, reasoning = reasoning + excluded.reasoning, "                                   \
    "input_audio = input_audio + excluded.input_audio, cached_audio = cached_audio + excluded.cached_audio, "           \
    "output_audio = output_audio + excluded.output_audio, input_image = input_image + excluded.input_image, "           \
    "output_image = output_image + excluded.output_image, web_searches = web_searches + excluded.web_searches"

constexpr const char *AddQuarter
    = "INSERT INTO rollup_quarter (quarter, facet_id, rate_id, precision, " TOKENMETER_SUM_COLUMNS
      ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
      "ON CONFLICT (quarter, facet_id, rate_id, precision)" TOKENMETER_ADD_SUMS;
constexpr const char *DropQuarter
    = "DELETE FROM rollup_quarter WHERE quarter = ? AND facet_id = ? AND rate_id = ? AND precision = ? AND records = 0";
constexpr const char *AddDay
    = "INSERT INTO rollup_day (day, source_id, provider_id, model_id, rate_id, " TOKENMETER_SUM_COLUMNS
      ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
      "ON CONFLICT (day, source_id, provider_id, model_id, rate_id)" TOKENMETER_ADD_SUMS;
constexpr const char *DropDay
    = "DELETE FROM rollup_day WHERE day = ? AND source_id = ? AND provider_id = ? AND model_id = ? AND rate_id = ? AND records = 0";
constexpr const char *AddSession
    = "INSERT INTO rollup_session (session_id, facet_id, rate_id, " TOKENMETER_SUM_COLUMNS
      ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
      "ON CONFLICT (session_id, facet_id, rate_id)" TOKENMETER_ADD_SUMS;
constexpr const char *DropSession
    = "DELETE FROM rollup_session WHERE session_id = ? AND facet_id = ? AND rate_id = ? AND records = 0";

constexpr const char *AddLeftOut
    = "INSERT INTO rollup_left_out (quarter, facet_id, rate_id, precision, reasons, " TOKENMETER_SUM_COLUMNS
      ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
      "ON CONFLICT (quarter, facet_id, rate_id, precision, reasons)" TOKENMETER_ADD_SUMS;
constexpr const char *DropLeftOut = "DELETE FROM rollup_left_out WHERE quarter = ? AND facet_id = ? AND rate_id = ? AND precision = ? AND "
                                    "reasons = ? AND records = 0";

template <std::size_t N>
void write(Connection &connection, const char *addSql, const char *dropSql, const std::array<std::int64_t, N> &key, const Sums &sums)
{
    Query &add = connection.query(addSql);
    add.reset();
    int index = 0;
    for (const std::int64_t part : key) {
        add.bind(++index, part);
    }
    for (const std::int64_t value :
         {sums.records, sums.requests, sums.tokens.input, sums.tokens.cacheRead, sums.tokens.cacheWrite5m, sums.tokens.cacheWrite1h,
          sums.tokens.output, sums.tokens.reasoning, sums.rare.inputAudio, sums.rare.cachedAudio, sums.rare.outputAudio,
          sums.rare.inputImage, sums.rare.outputImage, sums.rare.webSearches}) {
        add.bind(++index, value);
    }
    add.run();
    if (sums.records <= 0) {
        Query &drop = connection.query(dropSql);
        drop.reset();
        index = 0;
        for (const std::int64_t part : key) {
            drop.bind(++index, part);
        }
        drop.run();
    }
}

/// The order of the table's key, so that neighbours are written one after the other.
template <class Map>
auto sorted(const Map &map)
{
    std::vector<const typename Map::value_type *> entries;
    entries.reserve(map.size());
    for (const auto &entry : map) {
        if (!entry.second.isEmpty()) {
            entries.push_back(&entry);
        }
    }
    std::sort(entries.begin(), entries.end(), [](const auto *a, const auto *b) { return a->first < b->first; });
    return entries;
}

} // namespace

void Sums::add(const UsageRecord &record, int sign)
{
    if (sign > 0) {
        records += 1;
        requests += record.requests;
        tokens += record.tokens;
        rare += record.rare;
    } else {
        records -= 1;
        requests -= record.requests;
        tokens -= record.tokens;
        rare -= record.rare;
    }
}

Sums &Sums::operator+=(const Sums &other)
{
    records += other.records;
    requests += other.requests;
    tokens += other.tokens;
    rare += other.rare;
    return *this;
}

Sums readSums(const Query &query, int firstColumn)
{
    const auto at = [&](int column) { return query.integer(firstColumn + column); };
    return {at(0), at(1), {at(2), at(3), at(4), at(5), at(6), at(7)}, {at(8), at(9), at(10), at(11), at(12), at(13)}};
}

Rollups::Rollups(Connection &connection, Dictionaries &dictionaries, Zone zone)
    : m_connection{connection}, m_dictionaries{dictionaries}, m_cutter{std::move(zone)}
{
}

void Rollups::add(const StoredUsage &row, int sign)
{
    if (sign > 0 && !row.isHidden()) {
        noteContext(row.contextId, row.record.time);
    }
    if (row.isHidden()) {
        return;
    }
    const ContextIds ids = m_dictionaries.contextIds(row.contextId);
    if (const std::int64_t reasons = reasonsOf(row.record.flags | row.stored); reasons != 0) {
        m_leftOut[{quarterOf(row.record.time), ids.facet, row.rateId, int(row.record.precision), reasons}].add(row.record, sign);
    } else {
        add(row.record, ids, row.rateId, sign);
    }
}

void Rollups::add(const UsageRecord &record, std::int64_t contextId, std::int64_t rateId)
{
    noteContext(contextId, record.time);
    const ContextIds ids = m_dictionaries.contextIds(contextId);
    if (const std::int64_t reasons = reasonsOf(record.flags); reasons != 0) {
        m_leftOut[{quarterOf(record.time), ids.facet, rateId, int(record.precision), reasons}].add(record, 1);
    } else {
        add(record, ids, rateId, 1);
    }
}

void Rollups::noteContext(std::int64_t contextId, UtcTime time)
{
    if (m_lastContext == nullptr || m_lastContext->first != contextId) {
        m_lastContext = &*m_contextReach.try_emplace(contextId).first;
    }
    Reach &reach = m_lastContext->second;
    reach.oldest = std::min(reach.oldest, msOf(time));
    reach.newest = std::max(reach.newest, msOf(time));
}

void Rollups::add(const UsageRecord &record, const ContextIds &ids, std::int64_t rateId, int sign)
{
    m_quarters[{quarterOf(record.time), ids.facet, rateId, int(record.precision)}].add(record, sign);
    m_sessions[{ids.session, ids.facet, rateId}].add(record, sign);
    if (sign > 0) {
        Reach &reach = m_reach[ids.facet];
        reach.oldest = std::min(reach.oldest, msOf(record.time));
        reach.newest = std::max(reach.newest, msOf(record.time));
    }
}

void Rollups::addDay(std::map<DayKey, Sums> &days, const QuarterKey &key, const Sums &sums)
{
    const FacetIds facet = m_dictionaries.facet(key[1]);
    const std::int64_t day = m_cutter.dayOf(key[0], Precision(key[3]));
    days[{day, facet.source, facet.provider, facet.model, key[2]}] += sums;
}

void Rollups::writeDays(const std::map<DayKey, Sums> &days)
{
    for (const auto &[key, sums] : days) {
        if (!sums.isEmpty()) {
            write(m_connection, AddDay, DropDay, key, sums);
        }
    }
}

void Rollups::flush()
{
    std::map<DayKey, Sums> days;
    std::set<std::int64_t> touched; // days of UTC
    for (const auto *entry : sorted(m_quarters.rows())) {
        write(m_connection, AddQuarter, DropQuarter, entry->first, entry->second);
        addDay(days, entry->first, entry->second);
        touched.insert(floorDivide(entry->first[0], QuartersADay));
    }
    writeDays(days);
    for (const auto *entry : sorted(m_sessions.rows())) {
        write(m_connection, AddSession, DropSession, entry->first, entry->second);
    }
    for (const auto *entry : sorted(m_leftOut.rows())) {
        write(m_connection, AddLeftOut, DropLeftOut, entry->first, entry->second);
        touched.insert(floorDivide(entry->first[0], QuartersADay));
    }
    covermemo::noteTouched(m_connection, touched);
    for (const auto &[facet, reach] : m_reach) {
        m_connection
            .query("UPDATE source SET oldest_ms = min(coalesce(oldest_ms, ?1), ?1), newest_ms = max(coalesce(newest_ms, ?2), ?2) "
                   "WHERE id = ?3")
            .with(reach.oldest, reach.newest, m_dictionaries.facet(facet).source)
            .run();
    }
    for (const auto &[context, reach] : m_contextReach) {
        m_connection
            .query("UPDATE context SET oldest_ms = min(coalesce(oldest_ms, ?1), ?1), newest_ms = max(coalesce(newest_ms, ?2), ?2) "
                   "WHERE id = ?3 AND (oldest_ms IS NULL OR oldest_ms > ?1 OR newest_ms < ?2)")
            .with(reach.oldest, reach.newest, context)
            .run();
    }
    forget();
}

void Rollups::forget()
{
    m_quarters.clear();
    m_sessions.clear();
    m_leftOut.clear();
    m_reach.clear();
    m_contextReach.clear();
    m_lastContext = nullptr;
}

void Rollups::rebuildDays()
{
    m_connection.exec("DELETE FROM rollup_day");
    std::map<DayKey, Sums> days;
    Query query{m_connection.database(), "SELECT quarter, facet_id, rate_id, precision, " TOKENMETER_SUM_COLUMNS
                                         " FROM rollup_quarter ORDER BY quarter, facet_id, rate_id, precision"};
    while (query.step()) {
        addDay(days, {query.integer(0), query.integer(1), query.integer(2), query.integer(3)}, readSums(query, 4));
    }
    writeDays(days);
}

void Rollups::rebuildAll()
{
    constexpr std::size_t MostCollected = 200'000;
    m_connection.exec("DELETE FROM rollup_quarter; DELETE FROM rollup_day; DELETE FROM rollup_session; DELETE FROM rollup_left_out;"
                      "UPDATE source SET oldest_ms = NULL, newest_ms = NULL; UPDATE context SET oldest_ms = NULL, newest_ms = NULL");
    covermemo::forget(m_connection); // days that nothing is of any more would not be touched
    forget();
    UsageTable usage{m_connection};
    std::int64_t last = 0;
    for (;;) {
        const std::vector<StoredUsage> rows = usage.after(last, 50'000, false);
        if (rows.empty()) {
            break;
        }
        last = rows.back().id;
        for (const StoredUsage &row : rows) {
            add(row, 1);
        }
        if (m_quarters.rows().size() + m_leftOut.rows().size() > MostCollected) {
            flush();
        }
    }
    flush();
}

} // namespace tokenmeter
