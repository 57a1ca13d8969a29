// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/UsageQuery.h"

#include "ledger/DayCutter.h"
#include "ledger/Guarded.h"
#include "ledger/Rollups.h"
#include "ledger/Schema.h"

#include <algorithm>

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

/// The smallest table that can answer.
Table choose(const UsageFilter &filter, const std::vector<Dimension> &dimensions, bool isLedgerZone)
{
    const auto has = [&](Dimension wanted) { return std::find(dimensions.begin(), dimensions.end(), wanted) != dimensions.end(); };
    const bool timed = filter.from || filter.to || std::any_of(dimensions.begin(), dimensions.end(), isTime);
    const bool sessions = has(Dimension::Session) || !filter.sessions.empty();
    const bool beyondDays = has(Dimension::Project) || has(Dimension::Agent) || has(Dimension::Tier) || has(Dimension::Hour)
        || has(Dimension::UtcDay) || !filter.projects.empty() || !filter.agents.empty() || !filter.tiers.empty();
    if (sessions) {
        return timed ? Table::Records : Table::Session;
    }
    if (!beyondDays && (isLedgerZone || !timed)) {
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

std::int64_t weekOf(std::int64_t day)
{
    return day - (((day + 3) % 7) + 7) % 7; // 1970-01-01 was a Thursday
}

std::int64_t monthOf(std::int64_t day)
{
    const year_month_day date{local_days{days{day}}};
    return std::int64_t(int(date.year())) * 12 + unsigned(date.month()) - 1;
}

/// Adds rows to groups.
class Fold
{
public:
    Fold(ReaderDictionaries &dictionaries, const UsageFilter &filter, const std::vector<Dimension> &dimensions, const Zone &zone)
        : m_dimensions{dimensions}, m_cutter{zone}
    {
        m_from = filter.from ? filter.from->time_since_epoch().count() : INT64_MIN;
        m_to = filter.to ? filter.to->time_since_epoch().count() : INT64_MAX;
        const auto numbers = [&](const std::vector<std::string> &texts) {
            std::vector<std::int64_t> ids;
            for (const std::string &text : texts) {
                if (const std::optional<std::int64_t> id = dictionaries.nameId(text)) {
                    ids.push_back(*id);
                }
            }
            return ids;
        };
        m_providers = numbers(filter.providers);
        m_models = numbers(filter.models);
        m_projects = numbers(filter.projects);
        m_sources = numbers(filter.sources);
        m_agents = numbers(filter.agents);
        m_tiers = numbers(filter.tiers);
        m_sessions = numbers(filter.sessions);
        m_filter = filter;
    }

    bool wants(const FacetRow &facet) const
    {
        return in(m_filter.providers, m_providers, facet.provider) && in(m_filter.models, m_models, facet.model)
            && in(m_filter.projects, m_projects, facet.project) && in(m_filter.sources, m_sources, facet.format)
            && in(m_filter.agents, m_agents, facet.agent) && in(m_filter.tiers, m_tiers, facet.tier);
    }
    bool wantsSession(std::int64_t session) const { return in(m_filter.sessions, m_sessions, session); }
    bool wantsDay(std::int64_t day) const { return day >= m_from && day <= m_to; }
    bool isTimed() const
    {
        return m_filter.from || m_filter.to || std::any_of(m_dimensions.begin(), m_dimensions.end(), isTime);
    }
    DayCutter &cutter() { return m_cutter; }
    std::int64_t from() const { return m_from; }
    std::int64_t to() const { return m_to; }

    /// First and last quarter that can belong to the wanted days, also of rows that are only known by their UTC date.
    std::pair<std::int64_t, std::int64_t> quarters() const
    {
        std::pair<std::int64_t, std::int64_t> range{INT64_MIN, INT64_MAX};
        if (m_filter.from) {
            range.first = std::min(m_cutter.firstOf(m_from), m_from * QuartersADay);
        }
        if (m_filter.to) {
            range.second = std::max(m_cutter.firstOf(m_to + 1), (m_to + 1) * QuartersADay) - 1;
        }
        return range;
    }

    void add(std::int64_t day, std::int64_t quarter, Precision precision, std::int64_t session, const FacetRow &facet, std::int64_t rate,
             const Sums &sums)
    {
        Key key;
        key.rate = rate;
        for (std::size_t i = 0; i < m_dimensions.size(); ++i) {
            key.parts[i] = part(m_dimensions[i], day, quarter, precision, session, facet);
        }
        if (m_last == nullptr || !(m_lastKey == key)) {
            m_last = &m_groups[key];
            m_lastKey = key;
        }
        *m_last += sums;
    }

    UsageCells result(ReaderDictionaries &dictionaries) const
    {
        UsageCells cells;
        cells.dimensions = m_dimensions;
        cells.cells.reserve(m_groups.size());
        for (const auto &[key, sums] : m_groups) {
            cells.cells.push_back({key.parts, key.rate, sums.requests, sums.tokens, sums.rare});
            if (!cells.rates.contains(key.rate)) {
                cells.rates.emplace(key.rate, dictionaries.rate(key.rate));
            }
            for (std::size_t i = 0; i < m_dimensions.size(); ++i) {
                if (!isTime(m_dimensions[i]) && !cells.names.contains(key.parts[i])) {
                    cells.names.emplace(key.parts[i], dictionaries.nameOf(key.parts[i]));
                }
            }
        }
        std::sort(cells.cells.begin(), cells.cells.end(),
                  [](const UsageCell &a, const UsageCell &b) { return std::tie(a.key, a.rate) < std::tie(b.key, b.rate); });
        return cells;
    }

private:
    static bool in(const std::vector<std::string> &texts, const std::vector<std::int64_t> &ids, std::int64_t id)
    {
        return texts.empty() || std::find(ids.begin(), ids.end(), id) != ids.end();
    }

    std::int64_t part(Dimension dimension, std::int64_t day, std::int64_t quarter, Precision precision, std::int64_t session,
                      const FacetRow &facet)
    {
        switch (dimension) {
        case Dimension::Hour:
            return precision == Precision::Day ? NoHour : m_cutter.hourOf(quarter);
        case Dimension::Day:
            return day;
        case Dimension::Week:
            return weekOf(day);
        case Dimension::Month:
            return monthOf(day);
        case Dimension::UtcDay:
            return floorDivide(quarter, QuartersADay);
        case Dimension::Provider:
            return facet.provider;
        case Dimension::Model:
            return facet.model;
        case Dimension::Project:
            return facet.project;
        case Dimension::Session:
            return session;
        case Dimension::Source:
            return facet.format;
        case Dimension::Tier:
            return facet.tier;
        case Dimension::Tag:
            return 0;
        case Dimension::Agent:
            return facet.agent;
        }
        return 0;
    }

    std::vector<Dimension> m_dimensions;
    DayCutter m_cutter;
    UsageFilter m_filter;
    std::int64_t m_from = 0;
    std::int64_t m_to = 0;
    std::vector<std::int64_t> m_providers, m_models, m_projects, m_sources, m_agents, m_tiers, m_sessions;
    std::unordered_map<Key, Sums, KeyHash> m_groups;
    Key m_lastKey{};
    Sums *m_last = nullptr;
};

void foldDays(Connection &connection, ReaderDictionaries &dictionaries, Fold &fold)
{
    Query &query = connection
                       .query("SELECT day, source_id, provider_id, model_id, rate_id, " TOKENMETER_SUM_COLUMNS
                              " FROM rollup_day WHERE day BETWEEN ? AND ?")
                       .with(fold.from(), fold.to());
    while (query.step()) {
        FacetRow facet;
        facet.source = query.integer(1);
        facet.format = dictionaries.formatOf(facet.source);
        facet.provider = query.integer(2);
        facet.model = query.integer(3);
        if (fold.wants(facet)) {
            fold.add(query.integer(0), 0, Precision::Instant, 0, facet, query.integer(4), readSums(query, 5));
        }
    }
    query.reset();
}

std::vector<char> wantedFacets(const ReaderDictionaries &dictionaries, const Fold &fold)
{
    std::vector<char> wanted;
    for (const FacetRow &facet : dictionaries.facets()) {
        wanted.push_back(fold.wants(facet) ? 1 : 0);
    }
    return wanted;
}

void foldQuarters(Connection &connection, ReaderDictionaries &dictionaries, Fold &fold)
{
    const std::vector<char> wanted = wantedFacets(dictionaries, fold);
    const auto [first, last] = fold.quarters();
    Query &query = connection
                       .query("SELECT quarter, facet_id, rate_id, precision, " TOKENMETER_SUM_COLUMNS
                              " FROM rollup_quarter WHERE quarter BETWEEN ? AND ?")
                       .with(first, last);
    while (query.step()) {
        const std::int64_t facet = query.integer(1);
        if (wanted[std::size_t(facet)] == 0) {
            continue;
        }
        const auto precision = Precision(query.integer(3));
        const std::int64_t quarter = query.integer(0);
        const std::int64_t day = fold.cutter().dayOf(quarter, precision);
        if (fold.wantsDay(day)) {
            fold.add(day, quarter, precision, 0, dictionaries.facet(facet), query.integer(2), readSums(query, 4));
        }
    }
    query.reset();
}

void foldSessions(Connection &connection, ReaderDictionaries &dictionaries, Fold &fold)
{
    const std::vector<char> wanted = wantedFacets(dictionaries, fold);
    Query &query = connection.query("SELECT session_id, facet_id, rate_id, " TOKENMETER_SUM_COLUMNS " FROM rollup_session").with();
    while (query.step()) {
        const std::int64_t facet = query.integer(1);
        if (wanted[std::size_t(facet)] != 0 && fold.wantsSession(query.integer(0))) {
            fold.add(0, 0, Precision::Instant, query.integer(0), dictionaries.facet(facet), query.integer(2), readSums(query, 3));
        }
    }
    query.reset();
}

/// By session and time at once: only the records know. Reads the whole table.
void foldRecords(Connection &connection, ReaderDictionaries &dictionaries, Fold &fold)
{
    struct Context
    {
        std::int64_t facet = -1; ///< -1: not wanted
        std::int64_t session = 0;
    };
    const std::vector<char> wanted = wantedFacets(dictionaries, fold);
    std::vector<Context> contexts;
    Query &all = connection.query("SELECT id, facet_id, session_id FROM context").with();
    while (all.step()) {
        const auto id = std::size_t(all.integer(0));
        if (contexts.size() <= id) {
            contexts.resize(id + 1);
        }
        if (wanted[std::size_t(all.integer(1))] != 0 && fold.wantsSession(all.integer(2))) {
            contexts[id] = {all.integer(1), all.integer(2)};
        }
    }
    all.reset();
    const auto [first, last] = fold.quarters();
    const std::int64_t firstMs = first == INT64_MIN ? first : first * QuarterMs;
    const std::int64_t lastMs = last == INT64_MAX ? last : (last + 1) * QuarterMs - 1;
    Query &query = connection.query("SELECT context_id, time_ms, precision, rate_id, flags, id, 1, requests, input, cache_read, "
                                    "cache_write_5m, cache_write_1h, output, reasoning, 0, 0, 0, 0, 0, 0 FROM usage "
                                    "WHERE time_ms BETWEEN ? AND ? AND flags & ? = 0");
    query.with(firstMs, lastMs, OutOfTotals);
    while (query.step()) {
        const Context &context = contexts[std::size_t(query.integer(0))];
        if (context.facet < 0) {
            continue;
        }
        const auto precision = Precision(query.integer(2));
        const std::int64_t quarter = quarterOf(utcFromMs(query.integer(1)));
        const std::int64_t day = fold.cutter().dayOf(quarter, precision);
        if (!fold.wantsDay(day)) {
            continue;
        }
        Sums sums = readSums(query, 6);
        if ((std::uint32_t(query.integer(4)) & HasRareStored) != 0) {
            Query &rare = connection
                              .query("SELECT input_audio, cached_audio, output_audio, input_image, output_image, web_searches "
                                     "FROM usage_rare WHERE usage_id = ?")
                              .with(query.integer(5));
            if (rare.step()) {
                sums.rare = {rare.integer(0), rare.integer(1), rare.integer(2), rare.integer(3), rare.integer(4), rare.integer(5)};
            }
            rare.reset();
        }
        fold.add(day, quarter, precision, context.session, dictionaries.facet(context.facet), query.integer(3), sums);
    }
    query.reset();
}

} // namespace

void ReaderDictionaries::refresh()
{
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

UsageCells queryUsage(Connection &connection, ReaderDictionaries &dictionaries, const UsageFilter &filter,
                      const std::vector<Dimension> &dimensions, const Zone &zone, const UsageOptions &)
{
    if (dimensions.size() > MaxDimensions) {
        Problem problem{.cause = Cause::BadArgument};
        problem.args = {"dimensions", std::to_string(dimensions.size())};
        throw LedgerFailure{std::move(problem)};
    }
    dictionaries.refresh();
    Fold fold{dictionaries, filter, dimensions, zone};
    switch (choose(filter, dimensions, metaValue(connection, "zone") == zone.id())) {
    case Table::Day:
        foldDays(connection, dictionaries, fold);
        break;
    case Table::Quarter:
        foldQuarters(connection, dictionaries, fold);
        break;
    case Table::Session:
        foldSessions(connection, dictionaries, fold);
        break;
    case Table::Records:
        foldRecords(connection, dictionaries, fold);
        break;
    }
    return fold.result(dictionaries);
}

} // namespace tokenmeter
