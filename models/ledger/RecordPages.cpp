// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/RecordPages.h"

#include "ledger/DayCutter.h"
#include "ledger/UsageTable.h"

#include <algorithm>
#include <queue>
#include <tuple>

namespace tokenmeter
{
namespace
{

constexpr Int128 UnpricedKey = -1;
/// A page along the time that is not full after so many records is looked for in the table, where reading is quicker.
constexpr std::int64_t MostWalked = 50'000;

Int128 keyOf(std::int64_t ms, const TokenCounts &tokens, const RareCounts &rare, const Rate &rate, RecordSort sort)
{
    switch (sort) {
    case RecordSort::Time:
        return ms;
    case RecordSort::Cost:
        return rate.isPriced() ? costOf(tokens, rare, rate).atto() : UnpricedKey;
    case RecordSort::Tokens:
        return tokens.total() + rare.tokens();
    case RecordSort::Input:
        return tokens.input;
    case RecordSort::CacheRead:
        return tokens.cacheRead;
    case RecordSort::CacheWrite:
        return tokens.cacheWrite5m + tokens.cacheWrite1h;
    case RecordSort::Output:
        return tokens.output;
    }
    return 0;
}

/// The order of a question.
struct Order
{
    RecordSort sort = RecordSort::Time;
    bool descending = false;

    bool operator()(const RecordPlace &a, const RecordPlace &b) const
    {
        if (sort == RecordSort::Cost && (a.key == UnpricedKey) != (b.key == UnpricedKey)) {
            return b.key == UnpricedKey; // last in both directions
        }
        return descending ? std::tie(b.key, b.id) < std::tie(a.key, a.id) : std::tie(a.key, a.id) < std::tie(b.key, b.id);
    }
};

/// What a question lets through, of the records in its time.
class Sieve
{
public:
    Sieve(Connection &connection, ReaderDictionaries &dictionaries, Snapshot &snapshot, const UsageFilter &filter, const Zone &zone,
          const ReadProgress &progress)
        : m_dictionaries{dictionaries}, m_filter{connection, dictionaries, filter}, m_cutter{zone},
          m_scan{connection, dictionaries, snapshot, progress}
    {
        m_from = filter.from ? filter.from->time_since_epoch().count() : INT64_MIN;
        m_to = filter.to ? filter.to->time_since_epoch().count() : INT64_MAX;
        if (filter.from) {
            m_within.first = std::min(m_cutter.firstOf(m_from), m_from * QuartersADay) * QuarterMs;
        }
        if (filter.to) {
            m_within.second = std::max(m_cutter.firstOf(m_to + 1), (m_to + 1) * QuartersADay) * QuarterMs - 1;
        }
        m_of = filter.excluded == UsageFilter::Excluded::Without ? ScanOf::NotExcluded
            : filter.excluded == UsageFilter::Excluded::Only     ? ScanOf::Excluded
                                                                 : ScanOf::All;
        m_plan = m_of == ScanOf::Excluded
            ? m_scan.planOfExcluded(m_within)
            : m_scan.plan([this](std::int64_t context) { return m_filter.ofContext(context).passes; }, m_within, m_filter.looksAtTags());
    }

    bool passes(const ScanRow &row)
    {
        if (m_from != INT64_MIN || m_to != INT64_MAX) {
            const std::int64_t day = m_cutter.dayOf(quarterOf(utcFromMs(row.ms)), row.precision);
            if (day < m_from || day > m_to) {
                return false;
            }
        }
        return m_filter.ofRecord(row).passes;
    }

    /// @param floor of the order; nullptr: that of the bounds
    template <class Use>
    void scan(Use use, MsRange within, const RowFloor *floor = nullptr)
    {
        ScanPlan plan = m_plan;
        plan.ranges = cut(within);
        const std::unique_ptr<RowFloor> ofBounds = floor == nullptr ? m_filter.floor() : nullptr;
        m_scan.scan(plan, m_of, wants(), ofBounds ? ofBounds.get() : floor, [&](const ScanRow &row) {
            if (row.ms >= within.first && row.ms <= within.second && passes(row)) {
                use(row);
            }
        });
    }

    template <class Use>
    std::optional<std::int64_t> walk(bool descending, MsRange within, std::int64_t most, Use use)
    {
        return m_scan.walk(cut(within), descending, m_of, wants(), [&](const ScanRow &row) { return !passes(row) || use(row); }, most);
    }

    MsRange within() const { return m_within; }
    bool isNarrow() const { return m_plan.isNarrow; }

private:
    RecordScan::WantsContext wants()
    {
        return [this](std::int64_t context, std::uint32_t flags) {
            return m_filter.ofContext(context).passes || (m_filter.looksAtTags() && (flags & TaggedStored) != 0);
        };
    }
    MsRanges cut(MsRange within) const
    {
        MsRanges ranges;
        for (const MsRange &range : m_plan.ranges) {
            const MsRange part{std::max(range.first, within.first), std::min(range.second, within.second)};
            if (part.first <= part.second) {
                ranges.push_back(part);
            }
        }
        return ranges;
    }

    ReaderDictionaries &m_dictionaries;
    RecordFilter m_filter;
    DayCutter m_cutter;
    RecordScan m_scan;
    std::int64_t m_from = 0;
    std::int64_t m_to = 0;
    MsRange m_within{INT64_MIN, INT64_MAX};
    ScanOf m_of = ScanOf::NotExcluded;
    ScanPlan m_plan{};
};

/// The first few in an order.
class Best
{
public:
    Best(Order order, bool reversed, std::size_t count) : m_count{count}, m_later{order, reversed}, m_heap{m_later} {}

    void add(const RecordPlace &place)
    {
        if (m_heap.size() < m_count) {
            m_heap.push(place);
        } else if (m_count > 0 && m_later(place, m_heap.top())) {
            m_heap.pop();
            m_heap.push(place);
        }
    }
    bool isFull() const { return m_heap.size() == m_count && m_count > 0; }
    const RecordPlace &last() const { return m_heap.top(); }
    /// In the order.
    std::vector<RecordPlace> take()
    {
        std::vector<RecordPlace> places;
        for (; !m_heap.empty(); m_heap.pop()) {
            places.push_back(m_heap.top());
        }
        std::reverse(places.begin(), places.end());
        return places;
    }

private:
    struct Directed
    {
        Order order{};
        bool reversed = false;
        bool operator()(const RecordPlace &a, const RecordPlace &b) const { return reversed ? order(b, a) : order(a, b); }
    };
    std::size_t m_count;
    Directed m_later;
    std::priority_queue<RecordPlace, std::vector<RecordPlace>, Directed> m_heap;
};

class Pager
{
public:
    Pager(ReaderDictionaries &dictionaries, Sieve &sieve, const RecordQuestion &question)
        : m_dictionaries{dictionaries}, m_sieve{sieve}, m_question{question}, m_order{question.sort, question.descending}
    {
    }

    /// Places of the page in the question's order.
    std::vector<RecordPlace> places(RecordPage &page)
    {
        std::vector<RecordPlace> found = m_question.sort == RecordSort::Time ? alongTime(page) : byScan(page);
        if (m_question.backwards) {
            std::reverse(found.begin(), found.end());
            std::swap(page.atStart, page.atEnd);
        }
        return found;
    }

private:
    /// Whether a place comes after another in the direction that is read.
    bool isBehind(const RecordPlace &place, const RecordPlace &mark) const
    {
        return m_question.backwards ? m_order(place, mark) : m_order(mark, place);
    }

    /// Where times lie that come after a place (before it with `before`) in the direction that is read.
    MsRange rangeOf(const std::optional<RecordPlace> &mark, bool descending) const
    {
        MsRange range = m_sieve.within();
        if (mark) {
            const auto ms = std::int64_t(mark->key);
            (descending ? range.second : range.first)
                = descending ? std::min(range.second, ms) : std::max(range.first, ms);
        }
        return range;
    }

    /// The next few along the time. Falls back on reading the table when they lie far apart.
    std::vector<RecordPlace> next(const std::optional<RecordPlace> &mark, bool descending, std::size_t count)
    {
        const Order along{RecordSort::Time, descending};
        std::vector<RecordPlace> found;
        MsRange range = rangeOf(mark, descending);
        const std::int64_t most = m_sieve.isNarrow() ? INT64_MAX : MostWalked;
        const std::optional<std::int64_t> gaveUp = m_sieve.walk(descending, range, most, [&](const ScanRow &row) {
            const RecordPlace place{row.ms, row.id};
            if (!mark || along(*mark, place)) {
                found.push_back(place);
            }
            return found.size() < count;
        });
        if (gaveUp) {
            (descending ? range.second : range.first) = *gaveUp;
            Best best{along, false, count - found.size()};
            m_sieve.scan(
                [&](const ScanRow &row) {
                    const RecordPlace place{row.ms, row.id};
                    if (!mark || along(*mark, place)) {
                        best.add(place);
                    }
                },
                range);
            const std::vector<RecordPlace> rest = best.take();
            found.insert(found.end(), rest.begin(), rest.end());
        }
        return found;
    }

    /// atStart and atEnd in the direction that is read.
    std::vector<RecordPlace> alongTime(RecordPage &page)
    {
        const bool descending = m_question.descending != m_question.backwards;
        std::vector<RecordPlace> found = next(m_question.place, descending, m_question.limit + 1);
        page.atEnd = found.size() <= m_question.limit;
        found.resize(std::min(found.size(), m_question.limit));
        if (!m_question.place) {
            page.atStart = true;
        } else {
            // Not where the place itself is: it may stand between two records, and its own may have gone.
            const RecordPlace first = found.empty() ? *m_question.place : found.front();
            page.atStart = next(first, !descending, 1).empty();
        }
        return found;
    }

    std::vector<RecordPlace> byScan(RecordPage &page)
    {
        Best best{m_order, m_question.backwards, m_question.limit + 1};
        bool hasBefore = false;
        // When the largest come first, what is smaller than all that were found so far cannot be among them.
        std::optional<RowFloor> floor;
        if (const auto of = RowFloor::ofSort(m_question.sort); of && m_question.descending && !m_question.backwards) {
            floor.emplace(*of, m_dictionaries);
            floor->raiseTo(m_question.filter.bounds);
        }
        m_sieve.scan(
            [&](const ScanRow &row) {
                const RecordPlace place{keyOf(row.ms, row.tokens, row.rare, m_dictionaries.rate(row.rate), m_question.sort), row.id};
                if (!m_question.place || isBehind(place, *m_question.place)) {
                    best.add(place);
                    if (floor && best.isFull()) {
                        floor->raise(best.last().key);
                    }
                } else {
                    hasBefore = true;
                }
            },
            m_sieve.within(), floor ? &*floor : nullptr);
        std::vector<RecordPlace> found = best.take();
        page.atEnd = found.size() <= m_question.limit;
        found.resize(std::min(found.size(), m_question.limit));
        page.atStart = !hasBefore;
        return found;
    }

    ReaderDictionaries &m_dictionaries;
    Sieve &m_sieve;
    const RecordQuestion &m_question;
    Order m_order;
};

/// Makes rows of numbers.
class RowReader
{
public:
    RowReader(Connection &connection, ReaderDictionaries &dictionaries)
        : m_connection{connection}, m_dictionaries{dictionaries}, m_usage{connection}, m_contexts{connection}, m_tags{connection}
    {
    }

    RecordRow read(std::int64_t id)
    {
        const std::optional<StoredUsage> stored = m_usage.byId(id);
        if (!stored || stored->isHidden()) {
            throw LedgerFailure{{.cause = Cause::RecordGone}};
        }
        const UsageRecord &record = stored->record;
        const FullContext &context = m_contexts.context(stored->contextId);
        RecordRow row;
        row.id = id;
        row.time = record.time;
        row.end = record.end;
        row.precision = record.precision;
        row.flags = record.flags;
        row.leftOut = leftOutOf(*stored);
        row.tokens = record.tokens;
        row.rare = record.rare;
        row.requests = record.requests;
        row.who = context.usage.attribution;
        row.serving = context.usage.serving;
        row.sourceFormat = context.place.source.format;
        row.file = context.place.path;
        row.offset = record.offset;
        row.rate = m_dictionaries.rate(stored->rateId);
        row.reportedAmount = record.reportedAmount;
        row.reportedCurrency = record.reportedCurrency;
        row.learned = utcFromMs(m_connection.query("SELECT started_ms FROM import_batch WHERE id = ?").with(stored->batchId).firstInteger().value_or(0));
        row.tags = tagsOf(*stored);
        return row;
    }

private:
    static NotCounted leftOutOf(const StoredUsage &stored)
    {
        return stored.record.has(ExcludedFlag)             ? NotCounted::Excluded
            : (stored.stored & ForgottenStored) != 0 ? NotCounted::Forgotten
            : (stored.stored & CoveredStored) != 0   ? NotCounted::Covered
                                                     : NotCounted::No;
    }

    std::vector<Tag> tagsOf(const StoredUsage &stored)
    {
        std::int64_t session = 0;
        std::int64_t project = 0;
        Query &query = m_connection
                           .query("SELECT c.session_id, t.project_id FROM context c JOIN facet t ON t.id = c.facet_id WHERE c.id = ?")
                           .with(stored.contextId);
        if (query.step()) {
            session = query.integer(0);
            project = query.integer(1);
        }
        query.reset();
        TagNumbers numbers = m_tags.of(project, session);
        if ((stored.stored & TaggedStored) != 0) {
            numbers = TagBook::joined(m_tags.ofRecord(stored.id), numbers);
        }
        std::vector<Tag> tags;
        for (const auto &[key, value] : numbers) {
            tags.push_back({m_dictionaries.nameOf(key), m_dictionaries.nameOf(value)});
        }
        std::sort(tags.begin(), tags.end());
        return tags;
    }

    Connection &m_connection;
    ReaderDictionaries &m_dictionaries;
    UsageTable m_usage;
    Dictionaries m_contexts;
    TagBook m_tags;
};

} // namespace

RecordPlace placeOf(const RecordRow &row, RecordSort sort)
{
    return {keyOf(msOf(row.time), row.tokens, row.rare, row.rate, sort), row.id};
}

RecordPlace placeOfTime(UtcTime time)
{
    return {msOf(time), 0};
}

RecordPage pageOf(Connection &connection, ReaderDictionaries &dictionaries, Snapshot &snapshot, const RecordQuestion &question,
                  const Zone &zone, const ReadProgress &progress)
{
    dictionaries.refresh();
    Sieve sieve{connection, dictionaries, snapshot, question.filter, zone, progress};
    RecordPage page;
    const std::vector<RecordPlace> places = Pager{dictionaries, sieve, question}.places(page);
    RowReader reader{connection, dictionaries};
    for (const RecordPlace &place : places) {
        page.rows.push_back(reader.read(place.id));
    }
    return page;
}

RecordRow recordOf(Connection &connection, ReaderDictionaries &dictionaries, std::int64_t id)
{
    dictionaries.refresh();
    return RowReader{connection, dictionaries}.read(id);
}

std::vector<RecordSighting> sightingsOf(Connection &connection, std::int64_t id)
{
    const std::optional<StoredUsage> stored = UsageTable{connection}.byId(id);
    if (!stored || stored->isHidden()) {
        throw LedgerFailure{{.cause = Cause::RecordGone}};
    }
    std::vector<RecordSighting> all;
    Query &query = connection
                       .query("SELECT DISTINCT f.path, s.offset, s.rule, p.machine_id FROM sighting s JOIN file f ON f.id = s.file_id "
                              "JOIN source p ON p.id = f.source_id WHERE s.usage_id = ?1 AND NOT (s.offset = ?2 AND EXISTS (SELECT 1 FROM context c "
                              "JOIN file h ON h.id = c.file_id JOIN source q ON q.id = h.source_id WHERE c.id = ?3 AND h.path = f.path "
                              "AND q.machine_id = p.machine_id)) ORDER BY f.path, s.offset")
                       .with(id, stored->record.offset, stored->contextId);
    while (query.step()) {
        all.push_back({query.text(0), query.integer(1), SightingRule(query.integer(2))});
    }
    query.reset();
    return all;
}

std::vector<MergedCopies> mergedCopiesOf(Connection &connection, UtcTime from, UtcTime to)
{
    // Copies are few against records: they come first.
    Query &query = connection
                       .query("SELECT rule, count(DISTINCT usage_id), count(*) FROM (SELECT DISTINCT s.rule, s.usage_id, s.offset, f.path, p.machine_id "
                              "FROM sighting s CROSS JOIN usage u ON u.id = s.usage_id CROSS JOIN context c ON c.id = u.context_id "
                              "CROSS JOIN file f ON f.id = s.file_id CROSS JOIN source p ON p.id = f.source_id CROSS JOIN file h ON h.id = c.file_id "
                              "CROSS JOIN source q ON q.id = h.source_id WHERE u.time_ms >= ?1 AND u.time_ms < ?2 "
                              "AND NOT (s.offset = u.offset AND f.path = h.path AND p.machine_id = q.machine_id)) GROUP BY rule ORDER BY rule")
                       .with(msOf(from), msOf(to));
    std::vector<MergedCopies> all;
    while (query.step()) {
        all.push_back({SightingRule(query.integer(0)), query.integer(1), query.integer(2)});
    }
    query.reset();
    return all;
}

std::vector<std::int64_t> recordIds(Connection &connection, ReaderDictionaries &dictionaries, Snapshot &snapshot, const UsageFilter &filter,
                                    const Zone &zone)
{
    dictionaries.refresh();
    const ReadProgress silent;
    Sieve sieve{connection, dictionaries, snapshot, filter, zone, silent};
    std::vector<std::int64_t> ids;
    sieve.scan([&](const ScanRow &row) { ids.push_back(row.id); }, sieve.within());
    std::sort(ids.begin(), ids.end());
    return ids;
}

} // namespace tokenmeter
