// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/OrderedRecords.h"

#include "core/Identity.h"
#include "ledger/CellKeys.h"
#include "ledger/RecordScan.h"
#include "ledger/UsageTable.h"

#include <algorithm>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>

namespace tokenmeter
{
namespace
{

/// Remembers of each facet whether it is wanted.
class WantedFacets
{
public:
    WantedFacets(ReaderDictionaries &dictionaries, const OrderedQuestion &question) : m_dictionaries{dictionaries}, m_question{question} {}

    /// nullptr: not wanted.
    const OrderedServing *find(std::int64_t facet)
    {
        const auto [place, isNew] = m_known.try_emplace(facet);
        if (isNew) {
            const FacetRow &row = m_dictionaries.facet(facet);
            OrderedServing serving{.provider = m_dictionaries.nameOf(row.provider),
                                   .model = m_dictionaries.nameOf(row.model),
                                   .source = m_dictionaries.nameOf(row.format),
                                   .serviceTier = m_dictionaries.nameOf(row.tier)};
            if (!m_question.wants || m_question.wants(serving)) {
                place->second = std::move(serving);
            }
        }
        return place->second ? &*place->second : nullptr;
    }

private:
    ReaderDictionaries &m_dictionaries;
    const OrderedQuestion &m_question;
    std::unordered_map<std::int64_t, std::optional<OrderedServing>> m_known;
};

Identity storedIdentity(Connection &connection, std::int64_t id)
{
    Identity identity;
    Query &query = connection.query("SELECT ident_high, ident_low FROM usage WHERE id = ?").with(id);
    if (query.step()) {
        identity = {std::uint64_t(query.integer(0)), std::uint64_t(query.integer(1))};
    }
    query.reset();
    return identity;
}

/// Tells each context's speed once.
class Speeds
{
public:
    Speeds(Connection &connection, ReaderDictionaries &dictionaries, const OrderedUse &use) : m_connection{connection}, m_dictionaries{dictionaries}, m_use{use} {}

    void tell(std::int64_t context)
    {
        if (!m_use.speed || !m_told.insert(context).second) {
            return;
        }
        Query &query = m_connection.query("SELECT speed_id FROM context WHERE id = ?").with(context);
        const std::int64_t name = query.step() ? query.integer(0) : 0;
        query.reset();
        m_use.speed(context, m_dictionaries.nameOf(name));
    }

private:
    Connection &m_connection;
    ReaderDictionaries &m_dictionaries;
    const OrderedUse &m_use;
    std::unordered_set<std::int64_t> m_told{};
};

bool isWithin(const UsageFilter &filter, LocalDay day)
{
    return (!filter.from || *filter.from <= day) && (!filter.to || day <= *filter.to);
}

/// Numbers of rows tell when a record was learned; which of one moment is the first must be the same in every ledger.
void sortByIdentity(Connection &connection, std::vector<ScanRow> &rows)
{
    std::vector<std::pair<Identity, std::size_t>> order;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        order.emplace_back(storedIdentity(connection, rows[i].id), i);
    }
    std::sort(order.begin(), order.end());
    std::vector<ScanRow> sorted;
    sorted.reserve(rows.size());
    for (const auto &[identity, index] : order) {
        sorted.push_back(rows[index]);
    }
    rows = std::move(sorted);
}

} // namespace

void queryInOrder(Connection &connection, ReaderDictionaries &dictionaries, Snapshot &snapshot, const OrderedQuestion &question,
                  const OrderedUse &use)
{
    dictionaries.refresh();
    use.begin();
    const auto &dimensions = question.dimensions;
    const bool byTag = std::find(dimensions.begin(), dimensions.end(), Dimension::Tag) != dimensions.end();
    RecordFilter filter{connection, dictionaries, question.filter, byTag ? question.options.tagKey : std::string{}};
    CellKeys keys{dimensions, question.zone, question.options.quarterHours};
    WantedFacets facets{dictionaries, question};
    std::optional<RecordFilter> part;
    if (question.part) {
        part.emplace(connection, dictionaries, *question.part);
    }
    Speeds speeds{connection, dictionaries, use};

    const auto hand = [&](const ScanRow &row) {
        const ContextRow &context = dictionaries.context(row.context);
        const std::int64_t quarter = quarterOf(utcFromMs(row.ms));
        OrderedRecord record{.time = utcFromMs(row.ms),
                             .facet = context.facet,
                             .serving = facets.find(context.facet),
                             .day = LocalDay{std::chrono::days{keys.cutter().dayOf(quarter, row.precision)}},
                             .tokens = row.tokens,
                             .rare = row.rare,
                             .rateId = row.rate,
                             .rate = &dictionaries.rate(row.rate),
                             .context = row.context,
                             .flags = row.flags & ~StoredBits,
                             .requests = row.requests,
                             .precision = row.precision};
        if (const Verdict verdict = isWithin(question.filter, record.day) ? filter.ofRecord(row) : Verdict{}; verdict.passes) {
            record.isInView = true;
            record.key = keys.of({record.day.time_since_epoch().count(), quarter, row.precision, context.session, verdict.tagValue},
                                 dictionaries.facet(context.facet));
        }
        if (question.onlyInView && !record.isInView) {
            return;
        }
        record.isInPart = !part || (isWithin(*question.part, record.day) && part->ofRecord(row).passes);
        speeds.tell(row.context);
        use.record(record);
    };

    std::vector<ScanRow> moment;
    const auto flush = [&] {
        if (moment.size() > 1) {
            sortByIdentity(connection, moment);
        }
        std::for_each(moment.begin(), moment.end(), hand);
        moment.clear();
    };
    const auto wants = [&](std::int64_t id) {
        const std::int64_t facet = dictionaries.context(id).facet;
        return facet >= 0 && facets.find(facet) != nullptr; // numbers that are no context's are asked for as well
    };
    RecordScan reading{connection, dictionaries, snapshot, question.options.progress};
    if (question.onlyInView) {
        const bool tags = filter.looksAtTags();
        const auto inView = [&](std::int64_t id) { return wants(id) && filter.ofContext(id).passes; };
        const ScanPlan scanned = reading.plan(inView, {msOf(question.from), msOf(question.to) - 1}, tags);
        const std::unique_ptr<RowFloor> floor = filter.floor();
        reading.scan(scanned, ScanOf::NotExcluded,
                     [&](std::int64_t context, std::uint32_t flags) { return inView(context) || (tags && (flags & TaggedStored) != 0 && wants(context)); },
                     floor.get(), hand);
        return;
    }
    const ScanPlan plan = reading.plan(wants, {msOf(question.from), msOf(question.to) - 1}, false);
    reading.walk(plan.ranges, false, ScanOf::NotExcluded, [&](std::int64_t context, std::uint32_t) { return wants(context); },
                 [&](const ScanRow &row) {
                     if (!moment.empty() && moment.back().ms != row.ms) {
                         flush();
                     }
                     moment.push_back(row);
                     return true;
                 });
    flush();
}

} // namespace tokenmeter
