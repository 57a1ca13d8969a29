// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/Recount.h"

#include "ledger/Rollups.h"

namespace tokenmeter
{
namespace
{

/// Rows of `usage_rare` beside those of `usage`, both by number.
class RareRows
{
public:
    explicit RareRows(Connection &connection)
        : m_query{connection.database(), "SELECT usage_id, input_audio, cached_audio, output_audio, input_image, output_image, "
                                         "web_searches FROM usage_rare ORDER BY usage_id"}
    {
        step();
    }

    /// Those of a record. Numbers must ascend.
    RareCounts of(std::int64_t id)
    {
        skipTo(id);
        if (!m_more || m_id != id) {
            return {};
        }
        const RareCounts counts{m_query.integer(1), m_query.integer(2), m_query.integer(3),
                                m_query.integer(4), m_query.integer(5), m_query.integer(6)};
        step();
        return counts;
    }
    /// After the last record: rows that belong to none.
    std::int64_t withoutRecord()
    {
        skipTo(INT64_MAX);
        return m_skipped + std::int64_t(m_more);
    }

private:
    void skipTo(std::int64_t id)
    {
        while (m_more && m_id < id) {
            ++m_skipped;
            step();
        }
    }
    void step()
    {
        m_more = m_query.step();
        m_id = m_more ? m_query.integer(0) : 0;
    }

    Query m_query;
    bool m_more = false;
    std::int64_t m_id = 0;
    std::int64_t m_skipped = 0;
};

/// Without undefined behaviour when a damaged ledger holds absurd numbers.
std::int64_t wrappingSum(std::int64_t a, std::int64_t b)
{
    return std::int64_t(std::uint64_t(a) + std::uint64_t(b));
}

std::int64_t quarterHour(std::int64_t ms)
{
    constexpr std::int64_t Length = 15 * 60 * 1000;
    const std::int64_t into = ((ms % Length) + Length) % Length;
    return (ms - into) / Length;
}

} // namespace

Recount::Recount(Connection &connection, const std::optional<Zone> &zone, const RateSource *rates) : m_connection{connection}
{
    if (zone) {
        m_cutter.emplace(*zone);
    }
    readDictionaries();
    readRecords(rates);
}

void Recount::readDictionaries()
{
    Query facets{m_connection.database(), "SELECT id, source_id, provider_id, model_id FROM facet"};
    while (facets.step()) {
        m_facets[facets.integer(0)] = {facets.integer(1), facets.integer(2), facets.integer(3)};
    }
    Query contexts{m_connection.database(), "SELECT id, facet_id, session_id, oldest_ms, newest_ms FROM context"};
    while (contexts.step()) {
        m_contexts[contexts.integer(0)] = {contexts.integer(1), contexts.integer(2)};
        m_bounds[contexts.integer(0)] = {contexts.optionalInteger(3).value_or(INT64_MAX), contexts.optionalInteger(4).value_or(INT64_MIN)};
    }
    Query rates{m_connection.database(), "SELECT id, key FROM rate"};
    while (rates.step()) {
        m_rateKeys[rates.integer(0)] = std::uint64_t(rates.integer(1));
    }
    Query batches{m_connection.database(), "SELECT id FROM import_batch"};
    while (batches.step()) {
        m_batches.insert(batches.integer(0));
    }
}

void Recount::readRecords(const RateSource *rates)
{
    Dictionaries dictionaries{m_connection};
    RareRows rare{m_connection};
    Query query{m_connection.database(), std::string{"SELECT id, "} + UsageColumns + " FROM usage ORDER BY id"};
    while (query.step()) {
        StoredUsage row = readUsage(query, 0);
        row.record.rare = rare.of(row.id);
        m_withoutBatch += m_batches.contains(row.batchId) ? 0 : 1;
        const auto rate = m_rateKeys.find(row.rateId);
        if (rate == m_rateKeys.end()) {
            ++m_withoutRate;
        } else if (rates != nullptr && !row.isHidden()) {
            const Rate &now = (*rates)(row.record, dictionaries.context(row.contextId).usage.serving);
            m_pricedOtherwise += now.key == rate->second ? 0 : 1;
            dictionaries.forgetIfLarge();
        }
        addRecord(row);
    }
    m_rareWithoutRecord = rare.withoutRecord();
}

void Recount::addRecord(const StoredUsage &row)
{
    const auto context = m_contexts.find(row.contextId);
    if (context == m_contexts.end()) {
        ++m_withoutContext;
        return;
    }
    if (!row.isHidden()) {
        const auto &[oldest, newest] = m_bounds[row.contextId];
        m_outOfBounds += msOf(row.record.time) < oldest || msOf(row.record.time) > newest ? 1 : 0;
    }
    if (row.isHidden()) {
        return;
    }
    const UsageRecord &r = row.record;
    const Counts counts{1,
                        r.requests,
                        r.tokens.input,
                        r.tokens.cacheRead,
                        r.tokens.cacheWrite5m,
                        r.tokens.cacheWrite1h,
                        r.tokens.output,
                        r.tokens.reasoning,
                        r.rare.inputAudio,
                        r.rare.cachedAudio,
                        r.rare.outputAudio,
                        r.rare.inputImage,
                        r.rare.outputImage,
                        r.rare.webSearches};
    const auto addTo = [&counts](Counts &sum) {
        for (std::size_t i = 0; i < counts.size(); ++i) {
            sum[i] = wrappingSum(sum[i], counts[i]);
        }
    };
    const auto [facetId, session] = context->second;
    const std::int64_t quarter = quarterHour(msOf(r.time));
    if (!row.isInTotals()) {
        // The reasons from the bits themselves, not by the function under test.
        const std::uint32_t flags = r.flags | row.stored;
        addTo(m_leftOut[{quarter, facetId, row.rateId, std::int64_t(r.precision), std::int64_t((flags >> 1 & 1) | (flags >> 22 & 6))}]);
        return;
    }
    addTo(m_quarters[{quarter, facetId, row.rateId, std::int64_t(r.precision)}]);
    addTo(m_sessions[{session, facetId, row.rateId}]);
    const auto facet = m_facets.find(facetId);
    if (facet != m_facets.end() && m_cutter) {
        const auto &[source, provider, model] = facet->second;
        addTo(m_days[{m_cutter->dayOf(quarter, r.precision), source, provider, model, row.rateId}]);
    }
}

template <std::size_t N>
std::int64_t Recount::differences(Groups<N> &expected, const char *stored)
{
    Query query{m_connection.database(), stored};
    std::int64_t wrong = 0;
    while (query.step()) {
        std::array<std::int64_t, N> key{};
        for (std::size_t i = 0; i < N; ++i) {
            key[i] = query.integer(int(i));
        }
        Counts counts{};
        for (std::size_t i = 0; i < counts.size(); ++i) {
            counts[i] = query.integer(int(N + i));
        }
        const auto found = expected.find(key);
        wrong += found != expected.end() && found->second == counts ? 0 : 1;
        if (found != expected.end()) {
            expected.erase(found);
        }
    }
    return wrong + std::int64_t(expected.size());
}

std::int64_t Recount::wrongQuarters()
{
    return differences<4>(m_quarters, "SELECT quarter, facet_id, rate_id, precision, " TOKENMETER_SUM_COLUMNS " FROM rollup_quarter");
}

std::int64_t Recount::wrongLeftOut()
{
    return differences<5>(m_leftOut, "SELECT quarter, facet_id, rate_id, precision, reasons, " TOKENMETER_SUM_COLUMNS " FROM rollup_left_out");
}

std::int64_t Recount::wrongDays()
{
    return differences<5>(m_days,
                          "SELECT day, source_id, provider_id, model_id, rate_id, " TOKENMETER_SUM_COLUMNS " FROM rollup_day");
}

std::int64_t Recount::wrongSessions()
{
    return differences<3>(m_sessions, "SELECT session_id, facet_id, rate_id, " TOKENMETER_SUM_COLUMNS " FROM rollup_session");
}

} // namespace tokenmeter
