// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/UsageQuery.h"

#include "ledger/CellKeys.h"
#include "ledger/DayCutter.h"
#include "ledger/Guarded.h"
#include "ledger/RecordScan.h"
#include "ledger/Rollups.h"
#include "ledger/Schema.h"

#include <algorithm>
#include <map>

namespace tokenmeter
{
namespace
{

using namespace std::chrono;

enum class Table { Day, Quarter, Session, Records };

bool isTime(Dimension dimension)
{
    return dimension == Dimension::Hour || dimension == Dimension::Day || dimension == Dimension::Week || dimension == Dimension::Month
        || dimension == Dimension::UtcDay;
}

/// The smallest table that can answer, before what single contexts and records change.
Table choose(const RecordFilter &records, const std::vector<Dimension> &dimensions, bool isLedgerZone)
{
    const UsageFilter &filter = records.filter();
    const auto has = [&](Dimension wanted) { return std::find(dimensions.begin(), dimensions.end(), wanted) != dimensions.end(); };
    const bool timed = filter.from || filter.to || std::any_of(dimensions.begin(), dimensions.end(), isTime);
    const bool sessions = has(Dimension::Session) || !filter.sessions.empty();
    const bool beyondDays = has(Dimension::Project) || has(Dimension::Agent) || has(Dimension::Tier) || has(Dimension::Hour)
        || has(Dimension::UtcDay) || !filter.projects.empty() || !filter.agents.empty() || !filter.tiers.empty() || records.looksAtTags();
    if (records.hasBounds() || filter.excluded == UsageFilter::Excluded::Only || (sessions && timed)) {
        return Table::Records;
    }
    if (!sessions && !beyondDays && (isLedgerZone || !timed)) {
        return Table::Day;
    }
    return timed ? Table::Quarter : Table::Session;
}

struct Key
{
    std::array<std::int64_t, MaxDimensions> parts{};
    std::int64_t rate = 0;
    friend bool operator==(const Key &, const Key &) = default;
};

struct KeyHash
{
    std::size_t operator()(const Key &key) const
    {
        std::uint64_t hash = 0x9E3779B97F4A7C15ULL ^ std::uint64_t(key.rate);
        for (const std::int64_t part : key.parts) {
            hash = (hash ^ std::uint64_t(part)) * 0xFF51AFD7ED558CCDULL;
            hash ^= hash >> 32;
        }
        return std::size_t(hash);
    }
};

/// Adds rows to groups.
class Fold
{
public:
    Fold(const UsageFilter &filter, const std::vector<Dimension> &dimensions, const Zone &zone, bool quarterHours = false)
        : m_keys{dimensions, zone, quarterHours}
    {
        m_within = {filter.after ? msOf(*filter.after) + 1 : INT64_MIN, filter.upTo ? msOf(*filter.upTo) : INT64_MAX};
        m_from = filter.from ? filter.from->time_since_epoch().count() : INT64_MIN;
        m_to = filter.to ? filter.to->time_since_epoch().count() : INT64_MAX;
    }

    bool wantsDay(std::int64_t day) const { return day >= m_from && day <= m_to; }
    DayCutter &cutter() { return m_keys.cutter(); }
    std::int64_t from() const { return m_from; }
    std::int64_t to() const { return m_to; }

    /// First and last quarter that can belong to the wanted days, also of rows that are only known by their UTC date.
    std::pair<std::int64_t, std::int64_t> quarters() const
    {
        std::pair<std::int64_t, std::int64_t> range{INT64_MIN, INT64_MAX};
        if (m_from != INT64_MIN) {
            range.first = std::min(m_keys.cutter().firstOf(m_from), m_from * QuartersADay);
        }
        if (m_to != INT64_MAX) {
            range.second = std::max(m_keys.cutter().firstOf(m_to + 1), (m_to + 1) * QuartersADay) - 1;
        }
        return range;
    }

    MsRange milliseconds() const
    {
        const auto [first, last] = quarters();
        return {std::max(m_within.first, first == INT64_MIN ? first : first * QuarterMs),
                std::min(m_within.second, last == INT64_MAX ? last : (last + 1) * QuarterMs - 1)};
    }

    void add(std::int64_t day, std::int64_t quarter, Precision precision, std::int64_t session, const FacetRow &facet, std::int64_t tag,
             std::int64_t rate, const Sums &sums)
    {
        const Key key{m_keys.of({day, quarter, precision, session, tag}, facet), rate};
        if (m_last == nullptr || !(m_lastKey == key)) {
            m_last = &m_groups[key];
            m_lastKey = key;
        }
        *m_last += sums;
    }

    UsageCells result(ReaderDictionaries &dictionaries) const
    {
        UsageCells cells;
        const std::vector<Dimension> &dimensions = m_keys.dimensions();
        cells.dimensions = dimensions;
        cells.cells.reserve(m_groups.size());
        for (const auto &[key, sums] : m_groups) {
            if (sums.isEmpty()) { // all of it was moved to other groups
                continue;
            }
            cells.cells.push_back({key.parts, key.rate, sums.requests, sums.tokens, sums.rare, 0});
            if (!cells.rates.contains(key.rate)) {
                cells.rates.emplace(key.rate, dictionaries.rate(key.rate));
            }
            for (std::size_t i = 0; i < dimensions.size(); ++i) {
                if (!isTime(dimensions[i]) && !cells.names.contains(key.parts[i])) {
                    cells.names.emplace(key.parts[i], dictionaries.nameOf(key.parts[i]));
                }
            }
        }
        std::sort(cells.cells.begin(), cells.cells.end(),
                  [](const UsageCell &a, const UsageCell &b) { return std::tie(a.key, a.rate) < std::tie(b.key, b.rate); });
        return cells;
    }

    /// Without groups that hold nothing.
    template <class Use>
    void forEach(Use use) const
    {
        for (const auto &[key, sums] : m_groups) {
            if (!sums.isEmpty()) {
                use(key.parts, key.rate, sums.records);
            }
        }
    }

private:
    CellKeys m_keys;
    MsRange m_within{};
    std::int64_t m_from = 0;
    std::int64_t m_to = 0;
    std::unordered_map<Key, Sums, KeyHash> m_groups;
    Key m_lastKey{};
    Sums *m_last = nullptr;
};

/// One question: rollups where they can answer, then what single contexts and records change of it.
class Answer
{
public:
    Answer(Connection &connection, ReaderDictionaries &dictionaries, Snapshot &snapshot, RecordFilter &filter, Fold &fold,
           const ReadProgress &progress)
        : m_connection{connection}, m_dictionaries{dictionaries}, m_filter{filter}, m_fold{fold},
          m_scan{connection, dictionaries, snapshot, progress}
    {
    }

    void from(Table table)
    {
        m_table = table;
        if (!m_filter.filter().records.empty()) {
            readSingle();
            return;
        }
        switch (table) {
        case Table::Day:
            foldDays();
            break;
        case Table::Quarter:
            foldQuarters();
            break;
        case Table::Session:
            foldSessions();
            break;
        case Table::Records:
            break;
        }
        const UsageFilter::Excluded excluded = m_filter.filter().excluded;
        if (excluded != UsageFilter::Excluded::Only) {
            correctContexts();
            correctTagged();
        }
        if (excluded != UsageFilter::Excluded::Without) {
            m_scan.scan(m_scan.planOfExcluded(m_fold.milliseconds()), ScanOf::Excluded, [](std::int64_t, std::uint32_t) { return true; },
                        nullptr, [this](const ScanRow &row) { add(row, m_filter.ofRecord(row), 1); });
        }
    }

private:
    void foldDays()
    {
        Query &query = m_connection
                           .query("SELECT day, source_id, provider_id, model_id, rate_id, " TOKENMETER_SUM_COLUMNS
                                  " FROM rollup_day WHERE day BETWEEN ? AND ?")
                           .with(m_fold.from(), m_fold.to());
        while (query.step()) {
            FacetRow facet;
            facet.source = query.integer(1);
            facet.format = m_dictionaries.formatOf(facet.source);
            facet.provider = query.integer(2);
            facet.model = query.integer(3);
            if (m_filter.passesNames(facet)) {
                m_fold.add(query.integer(0), 0, Precision::Instant, 0, facet, 0, query.integer(4), readSums(query, 5));
            }
        }
        query.reset();
    }

    void foldQuarters()
    {
        const auto [first, last] = m_fold.quarters();
        Query &query = m_connection
                           .query("SELECT quarter, facet_id, rate_id, precision, " TOKENMETER_SUM_COLUMNS
                                  " FROM rollup_quarter WHERE quarter BETWEEN ? AND ?")
                           .with(first, last);
        while (query.step()) {
            const std::int64_t facet = query.integer(1);
            const Verdict &verdict = m_filter.ofFacet(facet);
            if (!verdict.passes) {
                continue;
            }
            const auto precision = Precision(query.integer(3));
            const std::int64_t quarter = query.integer(0);
            const std::int64_t day = m_fold.cutter().dayOf(quarter, precision);
            if (m_fold.wantsDay(day)) {
                m_fold.add(day, quarter, precision, 0, m_dictionaries.facet(facet), verdict.tagValue, query.integer(2), readSums(query, 4));
            }
        }
        query.reset();
    }

    void foldSessions()
    {
        Query &query = m_connection.query("SELECT session_id, facet_id, rate_id, " TOKENMETER_SUM_COLUMNS " FROM rollup_session").with();
        while (query.step()) {
            const std::int64_t facet = query.integer(1);
            const Verdict verdict = m_filter.ofSession(facet, query.integer(0));
            if (verdict.passes) {
                m_fold.add(0, 0, Precision::Instant, query.integer(0), m_dictionaries.facet(facet), verdict.tagValue, query.integer(2),
                           readSums(query, 3));
            }
        }
        query.reset();
    }

    /// What the table said of a context's records.
    Verdict said(std::int64_t context)
    {
        if (m_table == Table::Records) {
            return {};
        }
        const ContextRow &row = m_dictionaries.context(context);
        if (m_table == Table::Session) {
            return m_filter.ofSession(row.facet, row.session);
        }
        return m_filter.ofFacet(row.facet);
    }

    bool differs(std::int64_t context)
    {
        return m_dictionaries.context(context).facet >= 0 && said(context) != m_filter.ofContext(context);
    }

    void correct(const ScanRow &row)
    {
        const Verdict before = said(row.context);
        const Verdict exact = m_filter.ofRecord(row);
        if (before != exact) {
            add(row, before, -1);
            add(row, exact, 1);
        }
    }

    void correctContexts()
    {
        const bool exact = m_filter.isOfFacets() || (m_table == Table::Session && m_filter.filter().text.empty());
        if (m_table == Table::Day || (m_table != Table::Records && exact)) {
            return;
        }
        const ScanPlan plan = m_scan.plan([this](std::int64_t context) { return differs(context); }, m_fold.milliseconds(), false);
        if (!plan.ranges.empty()) {
            // A record that its table counted must be seen even when the filter leaves it out.
            const std::unique_ptr<RowFloor> floor = m_table == Table::Records ? m_filter.floor() : nullptr;
            m_scan.scan(plan, ScanOf::NotExcluded, [this](std::int64_t context, std::uint32_t) { return differs(context); },
                        floor.get(), [this](const ScanRow &row) { correct(row); });
            m_scanned = true;
        }
    }

    /// Records with tags of their own whose contexts were not read already.
    void correctTagged()
    {
        if (!m_filter.looksAtTags()) {
            return;
        }
        const MsRange within = m_fold.milliseconds();
        Query &query = m_connection.query("SELECT DISTINCT usage_id FROM tag_record").with();
        std::vector<std::int64_t> ids;
        while (query.step()) {
            ids.push_back(query.integer(0));
        }
        query.reset();
        ScanRow row;
        for (const std::int64_t id : ids) {
            if (m_scan.read(id, row) && (row.flags & LeftOutBits) == 0 && row.ms >= within.first && row.ms <= within.second
                && !(m_scanned && differs(row.context))) {
                correct(row);
            }
        }
    }

    /// Records asked for by number: looked up one by one, whatever the ledger's size.
    void readSingle()
    {
        const UsageFilter::Excluded excluded = m_filter.filter().excluded;
        const MsRange within = m_fold.milliseconds();
        ScanRow row;
        for (const std::int64_t id : m_filter.filter().records) {
            if (!m_scan.read(id, row) || row.ms < within.first || row.ms > within.second) {
                continue;
            }
            const bool isExcluded = (row.flags & LeftOutBits) != 0;
            if (isExcluded ? excluded != UsageFilter::Excluded::Without : excluded != UsageFilter::Excluded::Only) {
                add(row, m_filter.ofRecord(row), 1);
            }
        }
    }

    void add(const ScanRow &row, const Verdict &verdict, int sign)
    {
        if (!verdict.passes) {
            return;
        }
        const std::int64_t quarter = quarterOf(utcFromMs(row.ms));
        const std::int64_t day = m_fold.cutter().dayOf(quarter, row.precision);
        if (!m_fold.wantsDay(day)) {
            return;
        }
        Sums sums;
        UsageRecord record;
        record.requests = row.requests;
        record.tokens = row.tokens;
        record.rare = row.rare;
        sums.add(record, sign);
        const ContextRow &context = m_dictionaries.context(row.context);
        const bool timed = m_table != Table::Session; // whose rows have no time
        m_fold.add(timed ? day : 0, timed ? quarter : 0, timed ? row.precision : Precision::Instant, context.session,
                   m_dictionaries.facet(context.facet), verdict.tagValue, row.rate, sums);
    }

    Connection &m_connection;
    ReaderDictionaries &m_dictionaries;
    RecordFilter &m_filter;
    Fold &m_fold;
    RecordScan m_scan;
    Table m_table = Table::Records;
    bool m_scanned = false;
};

} // namespace

void ReaderDictionaries::refresh()
{
    m_contextsAreFresh = false;
    Query &sources = m_connection.query("SELECT id, format_id FROM source WHERE id > ? ORDER BY id").with(m_lastSource);
    while (sources.step()) {
        m_lastSource = sources.integer(0);
        m_formats[m_lastSource] = sources.integer(1);
    }
    sources.reset();
    Query &facets = m_connection
                        .query("SELECT id, source_id, provider_id, model_id, project_id, agent_id, tier_id FROM facet "
                               "WHERE id >= ? ORDER BY id")
                        .with(m_facets.size());
    while (facets.step()) {
        m_facets.resize(std::size_t(facets.integer(0)) + 1);
        m_facets.back() = {facets.integer(1), formatOf(facets.integer(1)), facets.integer(2), facets.integer(3),
                           facets.integer(4), facets.integer(5),           facets.integer(6)};
    }
    facets.reset();
    static const std::string ratesAfter = std::string{"SELECT id, "} + RateColumns + " FROM rate WHERE id > ? ORDER BY id";
    Query &rates = m_connection.query(ratesAfter.c_str()).with(m_lastRate);
    while (rates.step()) {
        m_lastRate = rates.integer(0);
        m_rates.emplace(m_lastRate, rateOfRow(rates, 1));
    }
    rates.reset();
}

std::int64_t ReaderDictionaries::formatOf(std::int64_t source) const
{
    const auto known = m_formats.find(source);
    return known == m_formats.end() ? 0 : known->second;
}

const Rate &ReaderDictionaries::rate(std::int64_t id) const
{
    static const Rate none{};
    const auto known = m_rates.find(id);
    return known == m_rates.end() ? none : known->second;
}

std::string ReaderDictionaries::nameOf(std::int64_t id)
{
    if (id == 0) {
        return {};
    }
    if (const auto known = m_names.find(id); known != m_names.end()) {
        return known->second;
    }
    std::string text = m_connection.query("SELECT text FROM name WHERE id = ?").with(id).firstText().value_or(std::string{});
    m_names.emplace(id, text);
    return text;
}

std::optional<std::int64_t> ReaderDictionaries::nameId(const std::string &text)
{
    if (text.empty()) {
        return 0;
    }
    return m_connection.query("SELECT id FROM name WHERE text = ?").with(std::string_view{text}).firstInteger();
}

const std::vector<ContextRow> &ReaderDictionaries::contexts()
{
    if (m_contextsAreFresh) {
        return m_contexts;
    }
    m_contextsAreFresh = true; // until the next question
    const std::int64_t version = m_connection.query("PRAGMA data_version").firstInteger().value_or(0);
    if (version != m_contextsVersion) {
        m_contexts.clear();
        Query &query = m_connection.query("SELECT id, facet_id, session_id, file_id, oldest_ms, newest_ms FROM context").with();
        while (query.step()) {
            const auto id = std::size_t(query.integer(0));
            if (m_contexts.size() <= id) {
                m_contexts.resize(id + 1);
            }
            m_contexts[id] = {query.integer(1), query.integer(2), query.integer(3),
                              query.optionalInteger(4).value_or(INT64_MAX), query.optionalInteger(5).value_or(INT64_MIN)};
        }
        query.reset();
        m_contextsVersion = version;
    }
    return m_contexts;
}

const ContextRow &ReaderDictionaries::context(std::int64_t id)
{
    static const ContextRow none{};
    const std::vector<ContextRow> &all = contexts();
    return id >= 0 && std::size_t(id) < all.size() ? all[std::size_t(id)] : none;
}

UsageCells queryUsage(Connection &connection, ReaderDictionaries &dictionaries, Snapshot &snapshot, const UsageFilter &filter,
                      const std::vector<Dimension> &dimensions, const Zone &zone, const UsageOptions &options)
{
    if (dimensions.size() > MaxDimensions) {
        Problem problem{.cause = Cause::BadArgument};
        problem.args = {"dimensions", std::to_string(dimensions.size())};
        throw LedgerFailure{std::move(problem)};
    }
    dictionaries.refresh();
    const bool byTag = std::find(dimensions.begin(), dimensions.end(), Dimension::Tag) != dimensions.end();
    RecordFilter records{connection, dictionaries, filter, byTag ? options.tagKey : std::string{}};
    Fold fold{filter, dimensions, zone, options.quarterHours};
    Answer answer{connection, dictionaries, snapshot, records, fold, options.progress};
    answer.from(choose(records, dimensions, metaValue(connection, "zone") == zone.id()));
    return fold.result(dictionaries);
}

RecordCounts queryCounts(Connection &connection, ReaderDictionaries &dictionaries, Snapshot &snapshot, const UsageFilter &filter,
                         const Zone &zone, const ReadProgress &progress)
{
    dictionaries.refresh();
    const std::vector<Dimension> dimensions{Dimension::Day};
    RecordCounts counts;
    std::map<std::int64_t, std::int64_t> days;
    const auto count = [&](UsageFilter::Excluded excluded) {
        UsageFilter part = filter;
        part.excluded = excluded;
        RecordFilter records{connection, dictionaries, part};
        Fold fold{part, dimensions, zone};
        Answer answer{connection, dictionaries, snapshot, records, fold, progress};
        answer.from(choose(records, dimensions, metaValue(connection, "zone") == zone.id()));
        std::int64_t sum = 0;
        fold.forEach([&](const auto &key, std::int64_t rate, std::int64_t number) {
            days[key[0]] += number;
            counts.unpriced += dictionaries.rate(rate).isPriced() ? 0 : number;
            sum += number;
        });
        counts.records += sum;
        return sum;
    };
    if (filter.excluded != UsageFilter::Excluded::Only) {
        count(UsageFilter::Excluded::Without);
    }
    if (filter.excluded != UsageFilter::Excluded::Without) {
        counts.excluded = count(UsageFilter::Excluded::Only);
    }
    for (const auto &[day, number] : days) {
        if (number != 0) {
            counts.days.push_back({LocalDay{std::chrono::days{day}}, number});
        }
    }
    return counts;
}

} // namespace tokenmeter
