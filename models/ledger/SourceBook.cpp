// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/SourceBook.h"

#include "core/MappedFormat.h"
#include "ledger/Guarded.h"
#include "ledger/Query.h"
#include "ledger/Snapshot.h"
#include "ledger/UsageTable.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace tokenmeter
{
namespace
{

std::optional<UtcTime> timeAt(const Query &query, int column)
{
    const std::optional<std::int64_t> ms = query.optionalInteger(column);
    return ms ? std::optional{utcFromMs(*ms)} : std::nullopt;
}

SourceStanding standingAt(const Query &query, int first)
{
    return {.key = {query.text(first), query.text(first + 1)}, .state = SourceState(query.integer(first + 2)), .recordsForgotten = query.integer(first + 3) != 0,
            .cacheReading = CacheReading(query.integer(first + 4))};
}

/// A pause holds for all that lies in the folder, also for what was imported by itself. Of several the outermost.
template <class Source>
void findPausedAbove(std::vector<Source> &sources)
{
    std::vector<SourceKey> paused;
    for (const Source &source : sources) {
        if (source.state == SourceState::Paused) {
            paused.push_back(source.key);
        }
    }
    std::sort(paused.begin(), paused.end());
    for (Source &source : sources) {
        const auto covers = [&](const SourceKey &above) {
            return above.format == source.key.format && source.key.root.size() > above.root.size() && source.key.root.starts_with(above.root)
                && (above.root.ends_with('/') || source.key.root[above.root.size()] == '/');
        };
        if (const auto above = std::find_if(paused.begin(), paused.end(), covers); above != paused.end()) {
            source.pausedWith = above->root;
        }
    }
}

/// Going on that was taken back pauses it anew: it may have been read in between.
std::optional<UtcTime> pausedSince(Connection &connection, const SourceKey &key)
{
    const std::string subject = key.format + ' ' + key.root;
    const std::string resumed = "source resumed " + subject;
    Query &query = connection
                       .query("SELECT max(time_ms) FROM journal WHERE (action = 'source paused' AND subject = ?) OR (action = 'undo' AND subject = ?)")
                       .with(std::string_view{subject}, std::string_view{resumed});
    std::optional<UtcTime> since;
    if (query.step()) {
        since = timeAt(query, 0);
    }
    query.reset();
    return since;
}

} // namespace

std::string lookNoteOf(const SourceKey &source)
{
    return "look " + source.format + ' ' + source.root;
}

std::vector<std::string> problemArgs(const std::string &text)
{
    std::vector<std::string> args;
    for (std::size_t from = 0; from < text.size();) {
        const std::size_t to = std::min(text.find('\x1F', from), text.size());
        args.push_back(text.substr(from, to - from));
        from = to + 1;
    }
    return args;
}

namespace sourcebook
{

NumberedSource source(Connection &connection, const SourceKey &key)
{
    Query &query = connection
                       .query("SELECT n.text, s.root, s.state, s.records_forgotten, s.cache_reading, s.id FROM source s JOIN name n ON n.id = s.format_id "
                              "WHERE n.text = ? AND s.root = ?")
                       .with(std::string_view{key.format}, std::string_view{key.root});
    if (!query.step()) {
        query.reset();
        throw LedgerFailure{{.cause = Cause::BadArgument, .args = {"source", key.root}}};
    }
    NumberedSource found{query.integer(5), standingAt(query, 0)};
    query.reset();
    return found;
}

std::vector<SourceStanding> standings(Connection &connection)
{
    std::vector<SourceStanding> all;
    Query &query = connection
                       .query("SELECT n.text, s.root, s.state, s.records_forgotten, s.cache_reading FROM source s JOIN name n ON n.id = s.format_id "
                              "ORDER BY n.text, s.root")
                       .with();
    while (query.step()) {
        all.push_back(standingAt(query, 0));
    }
    query.reset();
    findPausedAbove(all);
    return all;
}

std::vector<SourceFacts> facts(Connection &connection)
{
    std::vector<SourceFacts> all;
    std::unordered_map<std::int64_t, std::size_t> places;
    Query &sources = connection
                         .query("SELECT s.id, n.text, s.root, s.state, s.records_forgotten, s.cache_reading, s.machine_id, s.oldest_ms, s.newest_ms, s.read_ms "
                                "FROM source s JOIN name n ON n.id = s.format_id ORDER BY n.text, s.root")
                         .with();
    while (sources.step()) {
        const SourceStanding standing = standingAt(sources, 1);
        places.emplace(sources.integer(0), all.size());
        all.push_back({.key = standing.key,
                       .machine = sources.text(6),
                       .state = standing.state,
                       .recordsForgotten = standing.recordsForgotten,
                       .cacheReading = standing.cacheReading,
                       .oldest = timeAt(sources, 7),
                       .newest = timeAt(sources, 8),
                       .lastRead = timeAt(sources, 9)});
    }
    sources.reset();
    findPausedAbove(all);
    for (SourceFacts &facts : all) {
        if (facts.state == SourceState::Paused) {
            facts.pausedSince = pausedSince(connection, facts.key);
        }
    }
    const auto each = [&](const char *sql, const auto &use) {
        Query &query = connection.query(sql).with();
        while (query.step()) {
            if (const auto place = places.find(query.integer(0)); place != places.end()) {
                use(query, all[place->second]);
            }
        }
        query.reset();
    };
    // What a database's offset counts is its own: it was read at its size once it was read to its end.
    each("SELECT source_id, count(*), coalesce(sum(CASE WHEN offset IS NULL THEN 0 WHEN head_bytes = 0 THEN iif(modified_ns = 0, 0, size) "
         "ELSE min(offset, size) END), 0), sum(duplicate_lines), sum(skipped_lines), sum(duplicate_tokens), sum(CASE WHEN duplicate_tokens IS NULL THEN duplicate_lines ELSE 0 END) "
         "FROM file WHERE " TOKENMETER_IS_FILE " GROUP BY source_id",
         [](const Query &query, SourceFacts &facts) {
             facts.files = query.integer(1);
             facts.bytesRead = query.integer(2);
             facts.duplicateLines = query.integer(3);
             facts.skippedLines = query.integer(4);
             facts.duplicateTokens = query.optionalInteger(5);
             facts.uncountedLines = query.integer(6);
             if (facts.uncountedLines == 0) {
                 facts.duplicateTokens = facts.duplicateTokens.value_or(0);
             }
         });
    each("SELECT f.source_id, count(*) FROM problem p JOIN file f ON f.id = p.file_id GROUP BY f.source_id",
         [](const Query &query, SourceFacts &facts) { facts.problems = query.integer(1); });
    each("SELECT source_id, sum(records) FROM rollup_day GROUP BY source_id",
         [](const Query &query, SourceFacts &facts) { facts.records = query.integer(1); });
    each("SELECT t.source_id, l.reasons, sum(l.records) FROM rollup_left_out l JOIN facet t ON t.id = l.facet_id GROUP BY t.source_id, l.reasons",
         [](const Query &query, SourceFacts &facts) {
             const std::int64_t reasons = query.integer(1);
             ((reasons & ExcludedReason) != 0        ? facts.excluded
                  : (reasons & ForgottenReason) != 0 ? facts.forgotten
                                                     : facts.covered) += query.integer(2);
         });
    // Files are few, lines may be millions: by file before it is asked whose it is.
    each("SELECT f.source_id, b.lines, b.first_day, b.last_day FROM (SELECT file, sum(lines) AS lines, min(first_day) AS first_day, max(last_day) AS last_day "
         "FROM billed_days GROUP BY file) b JOIN file f ON f.path = b.file",
         [](const Query &query, SourceFacts &facts) {
             const LocalDay first{std::chrono::days{query.integer(2)}};
             const LocalDay last{std::chrono::days{query.integer(3)}};
             facts.billed.lines += query.integer(1);
             facts.billed.first = std::min(facts.billed.first.value_or(first), first);
             facts.billed.last = std::max(facts.billed.last.value_or(last), last);
         });
    return all;
}

std::vector<SourceFile> files(Connection &connection, const SourceKey &key)
{
    std::vector<SourceFile> all;
    Query &query = connection
                       .query("SELECT path, coalesce(size, 0), CASE WHEN offset IS NULL THEN 0 WHEN head_bytes = 0 THEN iif(modified_ns = 0, 0, size) "
                              "ELSE min(offset, size) END, nullif(modified_ns, 0) / 1000000, duplicate_lines, skipped_lines, "
                              "(SELECT count(*) FROM problem p WHERE p.file_id = file.id) FROM file WHERE source_id = ? AND " TOKENMETER_IS_FILE " ORDER BY path")
                       .with(source(connection, key).id);
    while (query.step()) {
        all.push_back({.path = query.text(0),
                       .size = query.integer(1),
                       .bytesRead = query.integer(2),
                       .modified = timeAt(query, 3),
                       .duplicateLines = query.integer(4),
                       .skippedLines = query.integer(5),
                       .problems = query.integer(6)});
    }
    query.reset();
    return all;
}

std::vector<Problem> problems(Connection &connection, const SourceKey &key, std::size_t limit)
{
    std::vector<Problem> all;
    Query &query = connection
                       .query("SELECT p.cause, f.path, p.offset, p.line, p.field, p.args FROM problem p JOIN file f ON f.id = p.file_id "
                              "WHERE f.source_id = ? ORDER BY f.path, p.offset, p.id LIMIT ?")
                       .with(source(connection, key).id, limit);
    while (query.step()) {
        all.push_back({.cause = Cause(query.integer(0)),
                       .file = query.text(1),
                       .offset = query.integer(2),
                       .line = query.integer(3),
                       .field = query.text(4),
                       .args = problemArgs(query.text(5))});
    }
    query.reset();
    return all;
}

namespace
{

struct FilePlace
{
    std::string path{};
    std::int64_t source = 0;
    SourceKey key{};
    std::int64_t number = 0; ///< the same of a file that several sources read
};

/// Sightings of one record after the other. A line of a file is one place, through however many sources it was read.
class Duplicates
{
public:
    struct Wanted
    {
        DuplicateQuestion question{};
        std::optional<DuplicatePlace> after{}; ///< a page of one rule's groups behind it: no sums
    };

    Duplicates(Connection &connection, std::int64_t source, const Wanted &wanted)
        : m_connection{connection}, m_usage{connection}, m_source{source}, m_wanted{wanted}
    {
        Query &query = connection.query("SELECT f.id, f.path, s.id, n.text, s.root, s.machine_id FROM file f JOIN source s ON s.id = f.source_id "
                                        "JOIN name n ON n.id = s.format_id")
                           .with();
        std::map<std::pair<std::string, std::string>, std::int64_t> numbers; // by machine and path
        while (query.step()) {
            const std::int64_t number = numbers.try_emplace({query.text(5), query.text(1)}, query.integer(0)).first->second;
            m_files.emplace(query.integer(0), FilePlace{query.text(1), query.integer(2), {query.text(3), query.text(4)}, number});
            if (query.integer(2) == source) {
                m_ours.insert(number);
            }
        }
        query.reset();
        static const std::string allRates = std::string{"SELECT id, "} + RateColumns + " FROM rate";
        Query &rates = connection.query(allRates.c_str()).with();
        while (rates.step()) {
            m_rates.emplace(rates.integer(0), rateOfRow(rates, 1));
        }
        rates.reset();
    }

    /// The sightings of records after a number. @return the number of the last record; nothing: there are no more
    std::optional<std::int64_t> read(std::int64_t after, std::size_t most)
    {
        struct Row
        {
            std::int64_t usage, file, offset;
            SightingRule rule;
        };
        std::vector<Row> rows;
        Query &query = m_connection.query("SELECT usage_id, file_id, offset, rule FROM sighting WHERE usage_id > ? ORDER BY usage_id").with(after);
        while (query.step()) {
            if (rows.size() >= most && query.integer(0) != rows.back().usage) {
                break;
            }
            rows.push_back({query.integer(0), query.integer(1), query.integer(2), SightingRule(query.integer(3))});
        }
        query.reset();
        if (rows.empty()) {
            return std::nullopt;
        }
        for (std::size_t from = 0; from < rows.size();) {
            std::size_t to = from;
            std::vector<Copied> copies;
            for (; to < rows.size() && rows[to].usage == rows[from].usage; ++to) {
                copies.push_back({rows[to].file, rows[to].offset, rows[to].rule});
            }
            take(rows[from].usage, copies);
            from = to;
        }
        return rows.back().usage;
    }

    SourceCopies taken()
    {
        SourceCopies all;
        Query &query = m_connection
                           .query("SELECT l.rate_id, sum(l.input), sum(l.cache_read), sum(l.cache_write_5m), sum(l.cache_write_1h), sum(l.output), "
                                  "sum(l.reasoning), sum(l.input_audio), sum(l.cached_audio), sum(l.output_audio), sum(l.input_image), sum(l.output_image), "
                                  "sum(l.web_searches) FROM rollup_quarter l JOIN facet t ON t.id = l.facet_id WHERE t.source_id = ? GROUP BY l.rate_id")
                           .with(m_source);
        while (query.step()) {
            const TokenCounts tokens{query.integer(1), query.integer(2), query.integer(3), query.integer(4), query.integer(5), query.integer(6)};
            const RareCounts rare{query.integer(7), query.integer(8), query.integer(9), query.integer(10), query.integer(11), query.integer(12)};
            add(tokens, rare, m_rates[query.integer(0)], 1, all.tokens, all.unpricedTokens, all.cost);
        }
        query.reset();
        for (auto &[rule, found] : m_rules) {
            found.first.examples = inOrder(found.second);
            all.rules.push_back(std::move(found.first));
        }
        return all;
    }

    std::vector<DuplicateGroup> page() { return m_wanted.question.rule ? inOrder(m_rules[*m_wanted.question.rule].second) : std::vector<DuplicateGroup>{}; }

private:
    struct Copied
    {
        std::int64_t file, offset;
        SightingRule rule;
    };
    using Examples = std::map<DuplicatePlace, DuplicateGroup>;

    static std::vector<DuplicateGroup> inOrder(Examples &examples)
    {
        std::vector<DuplicateGroup> groups;
        for (auto example = examples.rbegin(); example != examples.rend(); ++example) {
            groups.push_back(std::move(example->second));
        }
        return groups;
    }

    bool isWanted(const Examples &examples, const DuplicatePlace &place) const
    {
        const std::size_t limit = m_wanted.question.limit;
        return (!m_wanted.after || place < *m_wanted.after) && limit > 0 && (examples.size() < limit || examples.begin()->first < place);
    }

    void take(std::int64_t usage, const std::vector<Copied> &copies)
    {
        const std::optional<SightingRule> asked = m_wanted.question.rule;
        if (asked && std::none_of(copies.begin(), copies.end(), [&](const Copied &copy) { return copy.rule == *asked; })) {
            return;
        }
        const std::optional<StoredUsage> row = m_usage.byId(usage);
        if (!row || row->isHidden()) {
            return;
        }
        // What stands back is told once, so that whether another record tells it depends on all of them; copies of an identity do not.
        const DuplicatePlace inTime{.time = row->record.time, .record = usage};
        if (m_wanted.after && asked == SameIdentity && !isWanted(m_rules[SameIdentity].second, inTime)) {
            return;
        }
        const std::int64_t offset = row->record.offset;
        Query &query = m_connection
                           .query("SELECT c.file_id, coalesce(m.text, '') FROM context c JOIN facet t ON t.id = c.facet_id LEFT JOIN name m ON m.id = t.model_id "
                                  "WHERE c.id = ?")
                           .with(row->contextId);
        if (!query.step()) {
            query.reset();
            return;
        }
        const std::int64_t file = query.integer(0);
        const std::int64_t tokens = row->record.tokens.total() + row->record.rare.tokens();
        DuplicateGroup group{.record = usage, .time = row->record.time, .model = query.text(1), .tokens = tokens, .counted = placeOf(file, offset)};
        query.reset();
        const bool isHome = isOurs(file);
        const std::int64_t home = numberOf(file);
        for (const SightingRule rule : {SameIdentity, SidechainReplay, WeakIdentity}) {
            if (asked && rule != *asked) {
                continue;
            }
            group.copies.clear();
            std::set<std::pair<std::int64_t, std::int64_t>> told; // places
            for (const Copied &copy : copies) {
                const std::int64_t place = numberOf(copy.file);
                const bool isItself = place == home && copy.offset == offset;
                if (copy.rule == rule && !isItself && (isHome || isOurs(copy.file)) && told.emplace(place, copy.offset).second) {
                    group.copies.push_back(placeOf(copy.file, copy.offset));
                }
            }
            if (group.copies.empty()) {
                continue;
            }
            const std::vector<StoredUsage> behind = rule == SameIdentity ? std::vector<StoredUsage>{} : behindOf(*row, rule, isHome);
            if (rule != SameIdentity && behind.empty()) {
                continue;
            }
            auto &[sums, examples] = m_rules[rule];
            sums.rule = rule;
            ++sums.records;
            sums.copies += std::int64_t(group.copies.size());
            for (const StoredUsage &hidden : behind) {
                if (row->isInTotals() && ((hidden.record.flags | hidden.stored) & LeftOutBits) == 0) {
                    add(hidden.record.tokens, hidden.record.rare, m_rates[hidden.rateId], 1, sums.tokens, sums.unpricedTokens, sums.cost);
                }
            }
            if (rule == SameIdentity && row->isInTotals()) {
                add(row->record.tokens, row->record.rare, m_rates[row->rateId], std::int64_t(group.copies.size()), sums.tokens, sums.unpricedTokens, sums.cost);
            }
            if (isWanted(examples, inTime)) {
                examples.emplace(inTime, group);
                if (examples.size() > m_wanted.question.limit) {
                    examples.erase(examples.begin());
                }
            }
        }
    }

    /// So many times.
    static void add(const TokenCounts &counts, const RareCounts &rare, const Rate &rate, std::int64_t times, std::int64_t &tokens, std::int64_t &unpriced,
                    std::vector<Money> &cost)
    {
        const std::int64_t all = (counts.total() + rare.tokens()) * times;
        tokens += all;
        if (rate.isPriced()) {
            const Money once = costOf(counts, rare, rate);
            addMoney(cost, Money::fromAtto(once.atto() * times, once.currency()));
        } else {
            unpriced += all;
        }
    }

    /// The records that a rule of families lets stand back behind this one, each once, for none is behind two: they would count themselves
    /// without the rule, and may tell much more than what counts (a session's sum behind one of its calls). Sightings stay when the family
    /// changes, so that these rows alone tell what the rule says now.
    std::vector<StoredUsage> behindOf(const StoredUsage &row, SightingRule rule, bool isHome)
    {
        std::vector<StoredUsage> behind;
        if (row.record.family == 0) {
            return behind;
        }
        if (m_familyNumber != row.record.family) {
            m_family = m_usage.byFamily(row.record.family);
            m_familyNumber = row.record.family;
        }
        const std::uint32_t bit = rule == SidechainReplay ? ReplayStored : AbsorbedStored;
        const auto prompt = [](const TokenCounts &tokens) { return std::tuple{tokens.input, tokens.cacheWrite5m + tokens.cacheWrite1h, tokens.cacheRead}; };
        for (const StoredUsage &member : m_family) {
            const bool isBehind = (member.stored & bit) != 0 && (rule == SidechainReplay || prompt(member.record.tokens) == prompt(row.record.tokens));
            if (isBehind && (isHome || isOurs(fileOf(member))) && m_behind.insert(member.id).second) {
                behind.push_back(member);
            }
        }
        return behind;
    }

    std::int64_t fileOf(const StoredUsage &row)
    {
        return m_connection.query("SELECT file_id FROM context WHERE id = ?").with(row.contextId).firstInteger().value_or(0);
    }

    std::int64_t numberOf(std::int64_t file) const
    {
        const auto found = m_files.find(file);
        return found != m_files.end() ? found->second.number : file;
    }
    bool isOurs(std::int64_t file) const { return m_ours.contains(numberOf(file)); }
    DuplicateGroup::Place placeOf(std::int64_t file, std::int64_t offset) const
    {
        const auto found = m_files.find(file);
        return found == m_files.end() ? DuplicateGroup::Place{.offset = offset}
                                      : DuplicateGroup::Place{.source = found->second.key, .file = found->second.path, .offset = offset};
    }

    Connection &m_connection;
    UsageTable m_usage;
    std::int64_t m_source;
    std::unordered_map<std::int64_t, Rate> m_rates;
    std::unordered_map<std::int64_t, FilePlace> m_files;
    std::unordered_set<std::int64_t> m_ours; ///< numbers of files that the source reads
    std::uint64_t m_familyNumber = 0;
    std::vector<StoredUsage> m_family; ///< of that number
    std::unordered_set<std::int64_t> m_behind; ///< records that were told
    Wanted m_wanted;
    std::map<SightingRule, std::pair<DuplicateRule, Examples>> m_rules;
};

/// In chunks, with a new snapshot between them.
void readSightings(Duplicates &found, Connection &connection, Snapshot &snapshot, const ReadProgress &progress)
{
    constexpr std::size_t SightingsAChunk = 20'000;
    const double last = double(connection.query("SELECT max(usage_id) FROM sighting").with().firstInteger().value_or(1));
    for (std::int64_t after = INT64_MIN;;) {
        const std::optional<std::int64_t> reached = found.read(after, SightingsAChunk);
        if (!reached) {
            break;
        }
        after = *reached;
        if (progress) {
            progress(std::min(1.0, double(after) / std::max(1.0, last)));
        }
        snapshot.renew();
    }
}

} // namespace

SourceCopies duplicates(Connection &connection, Snapshot &snapshot, const SourceKey &key, const DuplicateQuestion &question, const ReadProgress &progress)
{
    Duplicates found{connection, source(connection, key).id, {.question = question}};
    readSightings(found, connection, snapshot, progress);
    return found.taken();
}

std::vector<DuplicateGroup> duplicateGroups(Connection &connection, Snapshot &snapshot, const SourceKey &key, SightingRule rule, const DuplicatePlace &after,
                                            std::size_t limit, const ReadProgress &progress)
{
    Duplicates found{connection, source(connection, key).id, {.question = {.rule = rule, .limit = limit}, .after = after}};
    readSightings(found, connection, snapshot, progress);
    return found.page();
}

MergedFiles mergedFiles(Connection &connection, const SourceKey &key, const std::optional<MergedFile> &after, std::size_t limit)
{
    const std::int64_t id = source(connection, key).id;
    MergedFiles all;
    all.count = connection.query("SELECT count(*) FROM file WHERE source_id = ? AND duplicate_lines > 0").with(id).firstInteger().value_or(0);
    Query &query = connection
                       .query("SELECT path, duplicate_lines, duplicate_tokens, duplicate_first, duplicate_last FROM file WHERE source_id = ?1 AND duplicate_lines > 0 "
                              "AND (duplicate_lines < ?2 OR (duplicate_lines = ?2 AND path > ?3)) ORDER BY duplicate_lines DESC, path LIMIT ?4")
                       .with(id, after ? after->lines : INT64_MAX, after ? std::string_view{after->path} : std::string_view{}, limit);
    while (query.step()) {
        all.files.push_back({.path = query.text(0),
                             .lines = query.integer(1),
                             .tokens = query.optionalInteger(2),
                             .places = {.first = query.optionalInteger(3).value_or(-1), .last = query.optionalInteger(4).value_or(-1)}});
    }
    query.reset();
    return all;
}

void setState(Connection &connection, std::int64_t id, SourceState state, bool recordsForgotten)
{
    connection.query("UPDATE source SET state = ?, records_forgotten = ? WHERE id = ?").with(int(state), int(recordsForgotten), id).run();
}

void noteBefore(Connection &connection, std::int64_t sequence, const NumberedSource &before)
{
    connection.query("INSERT INTO journal_source (journal, source_id, state, records_forgotten, cache_reading) VALUES (?, ?, ?, ?, ?)")
        .with(sequence, before.id, int(before.standing.state), int(before.standing.recordsForgotten), int(before.standing.cacheReading))
        .run();
}

std::optional<NumberedSource> before(Connection &connection, std::int64_t sequence)
{
    Query &query = connection
                       .query("SELECT n.text, s.root, j.state, j.records_forgotten, j.cache_reading, s.id FROM journal_source j JOIN source s ON s.id = j.source_id "
                              "JOIN name n ON n.id = s.format_id WHERE j.journal = ?")
                       .with(sequence);
    std::optional<NumberedSource> found;
    if (query.step()) {
        found = NumberedSource{query.integer(5), standingAt(query, 0)};
    }
    query.reset();
    return found;
}

void rescan(Connection &connection, const NumberedSource &source)
{
    // As if a mended parser had come: the next import begins at the start, counters and problems are made anew. What a mapping read is
    // known by its version, so that file looks as if another had taken its place.
    if (profileOfFormat(source.standing.key.format)) {
        connection.query("UPDATE file SET device = 0, inode = 0 WHERE source_id = ? AND offset IS NOT NULL").with(source.id).run();
    } else {
        connection.query("UPDATE file SET parser_version = 0 WHERE source_id = ? AND offset IS NOT NULL").with(source.id).run();
    }
    connection.query("DELETE FROM note WHERE name = ?").with(std::string_view{lookNoteOf(source.standing.key)}).run();
}

void setCacheReading(Connection &connection, const NumberedSource &source, CacheReading reading)
{
    constexpr auto Stale = std::int64_t{StaleStored};
    connection.query("UPDATE source SET cache_reading = ? WHERE id = ?").with(int(reading), source.id).run();
    // Copies merge by the larger count of each, which an input read the other way must not be part of. Without cached tokens both
    // readings are one.
    connection
        .query("UPDATE usage SET flags = flags | ?2 WHERE cache_read + cache_write_5m + cache_write_1h > 0 AND flags & ?2 = 0 AND "
               "context_id IN (SELECT c.id FROM context c JOIN file f ON f.id = c.file_id WHERE f.source_id = ?1)")
        .with(source.id, Stale)
        .run();
    connection
        .query("UPDATE usage SET flags = flags | ?2 WHERE cache_read + cache_write_5m + cache_write_1h > 0 AND flags & ?2 = 0 AND "
               "id IN (SELECT s.usage_id FROM sighting s JOIN file f ON f.id = s.file_id WHERE f.source_id = ?1 AND s.rule = 0)")
        .with(source.id, Stale)
        .run();
    // Who else told these records tells them again.
    std::vector<SourceKey> others;
    Query &query
        = connection
              .query("WITH own AS (SELECT id FROM file WHERE source_id = ?1), "
                     "shared AS (SELECT u.id, c.file_id FROM usage u JOIN context c ON c.id = u.context_id "
                     "WHERE u.id IN (SELECT usage_id FROM sighting WHERE rule = 0) AND u.flags & ?2 <> 0 AND (c.file_id IN (SELECT id FROM own) OR "
                     "EXISTS (SELECT 1 FROM sighting s WHERE s.usage_id = u.id AND s.rule = 0 AND s.file_id IN (SELECT id FROM own)))) "
                     "SELECT DISTINCT n.text, o.root FROM (SELECT file_id FROM shared UNION "
                     "SELECT s.file_id FROM sighting s JOIN shared ON shared.id = s.usage_id WHERE s.rule = 0) place "
                     "JOIN file f ON f.id = place.file_id JOIN source o ON o.id = f.source_id JOIN name n ON n.id = o.format_id WHERE o.id <> ?1")
              .with(source.id, Stale);
    while (query.step()) {
        others.push_back({query.text(0), query.text(1)});
    }
    query.reset();
    rescan(connection, source);
    for (const SourceKey &other : others) {
        rescan(connection, sourcebook::source(connection, other));
    }
}

} // namespace sourcebook

} // namespace tokenmeter
