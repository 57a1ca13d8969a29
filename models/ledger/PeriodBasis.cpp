// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/PeriodBasis.h"

#include "ledger/DayCutter.h"
#include "ledger/Sha256.h"
#include "ledger/Snapshot.h"
#include "ledger/UsageQuery.h"
#include "ledger/UsageTable.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <unordered_set>

namespace tokenmeter
{
namespace
{

constexpr std::int64_t RowsATransaction = 20'000;

/// A set of digests: their sum modulo 2^256. Neither order nor grouping shows; one digest more, less or other does.
class DigestSum
{
public:
    void add(const Sha256Digest &digest)
    {
        unsigned carry = 0;
        for (std::size_t i = 0; i < m_sum.size(); ++i) {
            const unsigned sum = unsigned{m_sum[i]} + digest[i] + carry;
            m_sum[i] = static_cast<unsigned char>(sum & 0xFF);
            carry = sum >> 8;
        }
    }
    const Sha256Digest &value() const { return m_sum; }

private:
    Sha256Digest m_sum{};
};

/// Every price of a rate and nothing of where it comes from: another list that says the same moves nothing.
Sha256Digest priceDigest(Sha256 &hash, const Rate &rate)
{
    HashedBytes bytes;
    bytes.number(std::int64_t(rate.unpriced));
    bytes.text(rate.currency.code());
    for (const std::int64_t price : {rate.input, rate.cacheRead, rate.cacheWrite5m, rate.cacheWrite1h, rate.output, rate.inputAudio, rate.cachedAudio,
                                     rate.outputAudio, rate.inputImage, rate.outputImage, rate.webSearch}) {
        bytes.number(price);
    }
    return hash(bytes.bytes());
}

struct BasisRow
{
    std::int64_t id = 0;
    std::int64_t ms = 0;
    std::int64_t end = 0;
    Precision precision = Precision::Instant;
    std::int64_t context = 0;
    std::uint32_t flags = 0;
    std::int64_t batch = 0;
    std::int64_t rate = 0;
    std::int64_t requests = 0;
    std::int64_t high = 0;
    std::int64_t low = 0;
    TokenCounts tokens{};
    RareCounts rare{};
};

class BasisReading
{
public:
    BasisReading(Connection &connection, ReaderDictionaries &dictionaries, const BasisQuestion &question)
        : m_connection{connection}, m_dictionaries{dictionaries}, m_question{question}, m_cutter{question.zone}
    {
        if (question.learnedAfter) {
            Query &late = connection.query("SELECT id FROM import_batch WHERE started_ms > ?").with(msOf(*question.learnedAfter));
            while (late.step()) {
                m_lateBatches.insert(late.integer(0));
            }
            late.reset();
        }
    }

    PeriodBasis read(Snapshot &snapshot, const ReadProgress &progress)
    {
        const std::int64_t from = m_question.from.time_since_epoch().count();
        const std::int64_t to = m_question.to.time_since_epoch().count();
        // What is only known by day stands on its date in every zone.
        const std::int64_t first = std::min(m_cutter.firstOf(from), from * QuartersADay);
        const std::int64_t last = std::max(m_cutter.firstOf(to + 1), (to + 1) * QuartersADay) - 1;
        std::int64_t quarter = first;
        std::int64_t after = -1;
        for (;;) {
            const std::vector<BasisRow> rows = next(quarter, last, after);
            for (const BasisRow &row : rows) {
                const std::int64_t here = quarterOf(utcFromMs(row.ms));
                const std::int64_t day = m_cutter.dayOf(here, row.precision);
                if (day >= from && day <= to && (row.flags & HiddenBits) == 0) {
                    take(row);
                }
                quarter = here;
                after = row.id;
            }
            if (std::int64_t(rows.size()) < RowsATransaction) {
                break;
            }
            snapshot.renew();
            if (progress) {
                progress(double(quarter - first) / double(last - first + 1));
            }
        }
        return answer();
    }

private:
    std::vector<BasisRow> next(std::int64_t quarter, std::int64_t last, std::int64_t after)
    {
        std::vector<BasisRow> rows;
        Query &query = m_connection
                           .query("SELECT id, time_ms, coalesce(end_ms, time_ms), precision, context_id, flags, batch_id, rate_id, requests, ident_high, "
                                  "ident_low, input, cache_read, cache_write_5m, cache_write_1h, output, reasoning FROM usage "
                                  "WHERE time_ms / 900000 >= ?1 AND time_ms / 900000 <= ?2 AND (time_ms / 900000 > ?1 OR id > ?3) "
                                  "ORDER BY time_ms / 900000, id LIMIT ?4")
                           .with(quarter, last, after, RowsATransaction);
        while (query.step()) {
            rows.push_back({.id = query.integer(0),
                            .ms = query.integer(1),
                            .end = query.integer(2),
                            .precision = Precision(query.integer(3)),
                            .context = query.integer(4),
                            .flags = std::uint32_t(query.integer(5)),
                            .batch = query.integer(6),
                            .rate = query.integer(7),
                            .requests = query.integer(8),
                            .high = query.integer(9),
                            .low = query.integer(10),
                            .tokens = {query.integer(11), query.integer(12), query.integer(13), query.integer(14), query.integer(15), query.integer(16)}});
        }
        query.reset();
        for (BasisRow &row : rows) {
            if ((row.flags & HasRareStored) != 0) {
                Query &rare = m_connection
                                  .query("SELECT input_audio, cached_audio, output_audio, input_image, output_image, web_searches "
                                         "FROM usage_rare WHERE usage_id = ?")
                                  .with(row.id);
                if (rare.step()) {
                    row.rare = {rare.integer(0), rare.integer(1), rare.integer(2), rare.integer(3), rare.integer(4), rare.integer(5)};
                }
                rare.reset();
            }
        }
        return rows;
    }

    void take(const BasisRow &row)
    {
        const std::int64_t facet = std::max<std::int64_t>(m_dictionaries.context(row.context).facet, 0);
        const bool isExcluded = (row.flags & LeftOutBits) != 0;
        const bool isLate = m_lateBatches.contains(row.batch);
        BasisCell &cell = m_cells[{facet, row.rate, isExcluded ? 1 : 0, isLate ? 1 : 0}];
        cell.requests += row.requests;
        cell.tokens += row.tokens;
        cell.rare += row.rare;
        if (isExcluded) {
            return;
        }
        m_bytes.clear();
        for (const std::int64_t value : {row.high, row.low, row.ms, row.end, std::int64_t(row.precision), row.requests, row.tokens.input,
                                         row.tokens.cacheRead, row.tokens.cacheWrite5m, row.tokens.cacheWrite1h, row.tokens.output, row.tokens.reasoning,
                                         row.rare.inputAudio, row.rare.cachedAudio, row.rare.outputAudio, row.rare.inputImage, row.rare.outputImage,
                                         row.rare.webSearches}) {
            m_bytes.number(value);
        }
        m_bytes.digest(facetDigest(facet));
        m_bytes.digest(rateDigest(row.rate));
        m_sum.add(m_hash(m_bytes.bytes()));
        ++m_records;
    }

    const Sha256Digest &facetDigest(std::int64_t facet)
    {
        const auto [place, isNew] = m_facets.try_emplace(facet);
        if (isNew) {
            const FacetRow &row = m_dictionaries.facet(facet);
            HashedBytes bytes;
            for (const std::int64_t name : {row.format, row.provider, row.model, row.project, row.agent, row.tier}) {
                bytes.text(m_dictionaries.nameOf(name));
            }
            place->second = m_hash(bytes.bytes());
        }
        return place->second;
    }

    const Sha256Digest &rateDigest(std::int64_t rate)
    {
        const auto [place, isNew] = m_rates.try_emplace(rate);
        if (isNew) {
            place->second = priceDigest(m_hash, m_dictionaries.rate(rate));
        }
        return place->second;
    }

    PeriodBasis answer()
    {
        PeriodBasis basis;
        std::unordered_map<std::int64_t, std::shared_ptr<const Rate>> rates;
        for (auto &[key, cell] : m_cells) {
            const FacetRow &facet = m_dictionaries.facet(key[0]);
            std::shared_ptr<const Rate> &rate = rates[key[1]];
            if (!rate) {
                rate = std::make_shared<const Rate>(m_dictionaries.rate(key[1]));
            }
            cell.source = m_dictionaries.nameOf(facet.format);
            cell.provider = m_dictionaries.nameOf(facet.provider);
            cell.model = m_dictionaries.nameOf(facet.model);
            cell.project = m_dictionaries.nameOf(facet.project);
            cell.isExcluded = key[2] != 0;
            cell.isLate = key[3] != 0;
            cell.rate = rate;
            basis.cells.push_back(std::move(cell));
        }
        HashedBytes bytes;
        bytes.text("tokenmeter period basis 1");
        bytes.text(toIso(m_question.from));
        bytes.text(toIso(m_question.to));
        bytes.number(m_records);
        bytes.digest(m_sum.value());
        basis.hash = hexOf(m_hash(bytes.bytes()));
        basis.records = m_records;
        return basis;
    }

    Connection &m_connection;
    ReaderDictionaries &m_dictionaries;
    const BasisQuestion &m_question;
    DayCutter m_cutter;
    std::unordered_set<std::int64_t> m_lateBatches{};
    std::unordered_map<std::array<std::int64_t, 4>, BasisCell, NumbersHash> m_cells{}; ///< by facet, rate, excluded, late
    std::unordered_map<std::int64_t, Sha256Digest> m_facets{};
    std::unordered_map<std::int64_t, Sha256Digest> m_rates{};
    Sha256 m_hash;
    HashedBytes m_bytes{};
    DigestSum m_sum{};
    std::int64_t m_records = 0;
};

} // namespace

PeriodBasis periodBasisOf(Connection &connection, ReaderDictionaries &dictionaries, Snapshot &snapshot, const BasisQuestion &question,
                          const ReadProgress &progress)
{
    dictionaries.refresh();
    return BasisReading{connection, dictionaries, question}.read(snapshot, progress);
}

} // namespace tokenmeter
