// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/Append.h"

#include "ledger/Checkpoint.h"
#include "ledger/Coverage.h"
#include "ledger/Decide.h"
#include "ledger/Guarded.h"
#include "ledger/Records.h"

#include <algorithm>
#include <tuple>

namespace tokenmeter
{
namespace
{

std::string joined(const std::vector<std::string> &parts)
{
    std::string text;
    for (const std::string &part : parts) {
        text += (text.empty() ? "" : "\x1F") + part;
    }
    return text;
}

bool byRecord(const FormerIdentity &a, const FormerIdentity &b)
{
    return a.record < b.record;
}

AppendReport reportOf(std::int64_t lines, std::int64_t appeared, std::int64_t changed, std::int64_t skipped)
{
    AppendReport report;
    report.added = std::clamp<std::int64_t>(appeared, 0, lines);
    report.updated = std::min(changed, lines - report.added);
    report.duplicate = lines - report.added - report.updated;
    report.skippedLines = skipped;
    return report;
}

} // namespace

AppendReport ImportRun::report() const
{
    return reportOf(lines, appeared, std::int64_t(changed.size()), skippedLines);
}

std::optional<FileState> readFileState(const Query &query, int firstColumn)
{
    if (query.isNull(firstColumn + 7)) {
        return std::nullopt;
    }
    FileState state;
    state.path = query.text(firstColumn);
    state.device = std::uint64_t(query.integer(firstColumn + 1));
    state.inode = std::uint64_t(query.integer(firstColumn + 2));
    state.size = query.integer(firstColumn + 3);
    state.modifiedNs = query.integer(firstColumn + 4);
    state.headHash = std::uint64_t(query.integer(firstColumn + 5));
    state.headBytes = query.integer(firstColumn + 6);
    state.offset = query.integer(firstColumn + 7);
    state.parserVersion = std::int32_t(query.integer(firstColumn + 8));
    state.parserState = query.text(firstColumn + 9);
    return state;
}

Append::Append(Connection &connection, Dictionaries &dictionaries, Rollups &rollups, UsageTable &usage, ImportRun &run,
               const RateSource &rates)
    : m_connection{connection}, m_dictionaries{dictionaries}, m_rollups{rollups}, m_usage{usage}, m_run{run}, m_rates{rates}, m_decisions{connection}
{
}

AppendReport Append::report() const
{
    return reportOf(m_call.lines, m_call.appeared, std::int64_t(m_call.changed.size()), m_call.skippedLines);
}

std::int64_t Append::rateId(const UsageRecord &record, const Serving &serving)
{
    return m_dictionaries.rateId(m_rates(record, serving));
}

Copy Append::copyOf(const StoredUsage &row)
{
    const FullContext &context = m_dictionaries.context(row.contextId);
    return {row.record, context.usage, context.place};
}

void Append::beginFamilies(bool first)
{
    constexpr std::size_t MostFamilies = 500'000; // at most 16 MB
    const std::int64_t version = m_connection.query("PRAGMA data_version").firstInteger().value_or(0);
    if (first) {
        m_run.knowsFamilies = !m_connection.query("SELECT 1 FROM usage LIMIT 1").firstInteger().has_value();
    } else if (version != m_run.dataVersion || m_run.families.size() > MostFamilies) {
        m_run.knowsFamilies = false;
    }
    if (version != m_run.dataVersion) {
        m_run.aliases = {};
    }
    m_run.dataVersion = version;
    if (!m_run.knowsFamilies) {
        m_run.families.clear();
    }
}

/// What an abandoned transaction noted stays: it only costs a look-up.
void Append::noteFamily(std::uint64_t family)
{
    if (family != 0 && (!m_run.knowsFamilies || !m_run.families.insert(family))) {
        m_families.push_back(family);
    }
}

void Append::add(std::span<const FileBatch> batches)
{
    beginFamilies(m_run.batchId == 0);
    if (m_run.batchId == 0) {
        m_connection.query("INSERT INTO import_batch (started_ms) VALUES (?)").with(msOf(m_run.now)).run();
        m_run.batchId = m_connection.lastId();
    }
    coverage::noteUnsettled(m_connection); // each time: another process may have settled what was there before
    m_forgetting.emplace(m_connection, m_rollups, m_usage);
    m_aliases.emplace(m_connection, m_run.aliases);
    m_older.emplace(m_connection, m_dictionaries, m_usage);
    std::vector<Source> sources(batches.size());
    struct Item
    {
        std::int64_t high; ///< as the index orders it
        std::uint32_t batch;
        std::uint32_t record;
    };
    std::vector<Item> items;
    std::vector<Item> renamed; ///< when all others are there: what they were called before may be among these
    struct ReadAnew
    {
        std::uint32_t batch;
        std::uint32_t record;
        std::vector<std::int64_t> older; ///< rows
    };
    std::vector<ReadAnew> readAnew; ///< before all others, which may be copies of these
    std::vector<std::vector<FormerIdentity>> former(batches.size());
    std::unordered_set<std::int64_t> seenSources;
    for (std::size_t i = 0; i < batches.size(); ++i) {
        const FileBatch &batch = batches[i];
        sources[i].sourceId = m_dictionaries.sourceId(batch.source);
        if (isReadOtherwise(batch, sources[i].sourceId)) {
            continue; // its checkpoint too: the next import reads the file as the user says now
        }
        const std::int64_t fileId = m_dictionaries.fileId(sources[i].sourceId, batch.path);
        if (!m_older->collect(i, batch, fileId)) {
            continue; // read by another mapping in the same look, which counts
        }
        sources[i].fileId = fileId;
        lookUp(batch, sources[i]);
    }
    m_older->find();
    m_older->free();
    leaveToOthers();
    // What stood in its place first: of records with another identity each has its own.
    std::map<std::pair<std::size_t, std::size_t>, std::vector<std::int64_t>> claimed;
    const auto eachRecord = [&](const auto &use) {
        for (std::size_t i = 0; i < batches.size(); ++i) {
            for (std::size_t j = 0; sources[i].fileId != 0 && j < batches[i].usage.records.size(); ++j) {
                use(i, j, batches[i].usage.records[j]);
            }
        }
    };
    if (m_older->isAny()) {
        eachRecord([&](std::size_t i, std::size_t j, const UsageRecord &record) {
            if (std::vector<std::int64_t> rows = m_older->claim(i, record); !rows.empty()) {
                claimed[{i, j}] = std::move(rows);
            }
        });
        eachRecord([&](std::size_t i, std::size_t j, const UsageRecord &record) {
            std::vector<std::int64_t> rows;
            m_older->claimByName(inFamily(record.identity, record.family), rows);
            if (!rows.empty()) {
                std::vector<std::int64_t> &all = claimed[{i, j}];
                all.insert(all.end(), rows.begin(), rows.end());
            }
        });
    }
    for (std::size_t i = 0; i < batches.size(); ++i) {
        if (sources[i].fileId == 0) {
            continue;
        }
        const FileBatch &batch = batches[i];
        former[i] = batch.usage.former;
        std::stable_sort(former[i].begin(), former[i].end(), byRecord);
        auto next = former[i].begin();
        for (std::size_t j = 0; j < batch.usage.records.size(); ++j) {
            const UsageRecord &record = batch.usage.records[j];
            const bool hasFormer = next != former[i].end() && next->record == j;
            while (next != former[i].end() && next->record == j) {
                ++next;
            }
            if (const auto rows = claimed.find({i, j}); rows != claimed.end()) {
                readAnew.push_back({std::uint32_t(i), std::uint32_t(j), std::move(rows->second)});
                continue;
            }
            (hasFormer ? renamed : items).push_back({std::int64_t(inFamily(record.identity, record.family).high), std::uint32_t(i), std::uint32_t(j)});
        }
        m_call.lines += std::int64_t(batch.usage.records.size()) + batch.duplicateLines;
        m_call.skippedLines += batch.skippedLines;
        seenSources.insert(sources[i].sourceId);
    }
    // In the order of the unique index: neighbours share its pages.
    const auto inOrder = [](const Item &a, const Item &b) { return std::tie(a.high, a.batch, a.record) < std::tie(b.high, b.batch, b.record); };
    std::sort(items.begin(), items.end(), inOrder);
    std::sort(renamed.begin(), renamed.end(), inOrder);
    const auto told = [this](std::size_t batch, std::int64_t row) {
        if (m_older->isWatched(batch)) {
            m_older->told(batch, row);
        }
    };
    for (const ReadAnew &item : readAnew) {
        told(item.batch, addReadAnew(batches[item.batch], sources[item.batch], item.record, item.older));
    }
    constexpr std::size_t Ahead = 4;
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (i + Ahead < items.size()) { // records lie far apart in this order
            const Item &soon = items[i + Ahead];
            const auto *record = reinterpret_cast<const char *>(&batches[soon.batch].usage.records[soon.record]);
            for (std::size_t line = 0; line < sizeof(UsageRecord); line += 64) {
                __builtin_prefetch(record + line);
            }
        }
        const Item &item = items[i];
        told(item.batch, addRecord(batches[item.batch], sources[item.batch], item.record));
    }
    for (const Item &item : renamed) {
        const auto [from, to] = std::equal_range(former[item.batch].begin(), former[item.batch].end(), FormerIdentity{.record = item.record}, byRecord);
        told(item.batch, addInPlaceOf(batches[item.batch], sources[item.batch], item.record, {from, to}));
    }
    dropReadOtherwise();
    m_older->markLeft();
    for (std::size_t i = 0; i < batches.size(); ++i) {
        addToRollups(batches[i], sources[i]);
    }
    std::sort(m_families.begin(), m_families.end());
    m_families.erase(std::unique(m_families.begin(), m_families.end()), m_families.end());
    for (const std::uint64_t family : m_families) {
        if (m_usage.maybeSeveral(family) && m_usage.hasSpecial(family)) {
            resolveFamily(family);
        }
    }
    std::sort(m_lost.begin(), m_lost.end());
    m_lost.erase(std::unique(m_lost.begin(), m_lost.end()), m_lost.end());
    for (const std::uint64_t family : m_lost) { // also where one member is left
        resolveFamily(family);
    }
    m_aliases->flush();
    m_forgetting->settle(m_merged);
    m_rollups.flush();
    for (std::size_t i = 0; i < batches.size(); ++i) {
        if (sources[i].fileId == 0) {
            continue;
        }
        for (const Problem &problem : batches[i].problems) {
            addProblem(sources[i].fileId, problem);
        }
        applyCheckpoint(batches[i], sources[i].fileId);
    }
    m_older->finish();
    noteReadAnew();
    for (const std::int64_t source : seenSources) {
        m_connection.query("UPDATE source SET read_ms = max(coalesce(read_ms, ?1), ?1) WHERE id = ?2").with(msOf(m_run.now), source).run();
    }
}

bool Append::isReadOtherwise(const FileBatch &batch, std::int64_t sourceId)
{
    const std::int64_t wanted = m_connection.query("SELECT cache_reading FROM source WHERE id = ?").with(sourceId).firstInteger().value_or(0);
    return wanted != std::int64_t(batch.cacheReading);
}

void Append::countInRun()
{
    m_run.lines += m_call.lines;
    m_run.appeared += m_call.appeared;
    m_run.skippedLines += m_call.skippedLines;
    m_run.changed.insert(m_call.changed.begin(), m_call.changed.end());
    m_run.readAnew.insert(m_call.readAnew.begin(), m_call.readAnew.end());
}

// In the order of the file, where neighbours share context, rate and quarter hour: what was found last fits most often.
void Append::lookUp(const FileBatch &batch, Source &source)
{
    source.contexts.resize(batch.usage.contexts.size());
    source.rates.reserve(batch.usage.records.size());
    source.isNew.resize(batch.usage.records.size());
    for (const UsageRecord &record : batch.usage.records) {
        const UsageContext &context = batch.usage.contexts[record.context];
        std::int64_t &contextId = source.contexts[record.context];
        if (contextId == 0) {
            contextId = m_dictionaries.contextIds(context, source.sourceId, source.fileId).context;
        }
        source.rates.push_back(rateId(record, context.serving));
    }
}

void Append::addToRollups(const FileBatch &batch, const Source &source)
{
    for (std::size_t i = 0; i < source.isNew.size(); ++i) {
        if (source.isNew[i]) {
            const UsageRecord &record = batch.usage.records[i];
            m_rollups.add(record, source.contexts[record.context], source.rates[i]);
        }
    }
}

std::optional<StoredUsage> Append::rowBehind(const Identity &identity)
{
    const std::int64_t number = m_aliases->rowOf(identity);
    return number == 0 ? std::nullopt : m_usage.byId(number);
}

std::int64_t Append::addRecord(const FileBatch &batch, Source &source, std::size_t index)
{
    const UsageRecord &record = batch.usage.records[index];
    const std::int64_t contextId = source.contexts[record.context];
    StoredUsage row;
    row.record = record;
    row.record.identity = inFamily(record.identity, record.family);
    row.contextId = contextId;
    row.batchId = m_run.batchId;
    row.rateId = source.rates[index];
    // Nothing of it is merged, as nothing stays of it where it came first: takeOver().
    if (const std::optional<StoredUsage> behind = rowBehind(row.record.identity)) {
        if (m_dictionaries.context(behind->contextId).place.fileId != source.fileId) {
            if (batch.isWhole && m_movedAliases.emplace(behind->id, source.fileId).second) { // of several in the document the others join the first
                noteMoved(behind->id, source.fileId, behind->record, record.offset, false);
            }
            noteSighting(behind->id, source.fileId, record.offset, SameIdentity);
        } else {
            noteLaterLine(source.fileId, batch, behind->record, record, behind->record);
        }
        return behind->id;
    }
    for (;;) {
        if (m_usage.insert(row)) {
            source.isNew[index] = true;
            ++m_call.appeared;
            if (m_forgetting->rule().isForgotten(source.sourceId)) { // somebody forgot it while it was read
                m_merged.push_back(row.id);
            }
            noteFamily(record.family);
            return row.id;
        }
        std::optional<StoredUsage> stored = m_usage.byIdentity(row.record.identity.high);
        if (stored->record.identity.low == row.record.identity.low) {
            const std::int64_t number = stored->id;
            mergeInto(std::move(*stored), batch, source, row.record, contextId);
            return number;
        }
        // Two requests that share 64 bits of their hash. Both are kept: the later one under a hash of its identity.
        addProblem(source.fileId, {.cause = Cause::IdentityCollision, .offset = record.offset});
        row.record.identity = inFamily(identityOf({"tokenmeter collision", bytesOf(row.record.identity)}), record.family);
    }
}

std::optional<StoredUsage> Append::formerRow(const FormerIdentity &former, const Identity &now, UtcTime time, std::int64_t sourceId)
{
    const Identity identity = inFamily(former.identity, former.family);
    std::optional<StoredUsage> row = identity == now ? std::nullopt : m_usage.byIdentity(identity.high);
    const bool isIt = row && row->record.identity.low == identity.low && (!former.isOfSameTime || row->record.time == time)
        && (former.isAlias || m_dictionaries.context(row->contextId).place.sourceId == sourceId
            || (!former.isOtherReading && stoodIn(row->id, sourceId)))
        && (!former.isOtherReading || (row->stored & StaleStored) != 0);
    return isIt ? std::move(row) : std::nullopt;
}

/// Beside its own place, by its identity.
bool Append::stoodIn(std::int64_t number, std::int64_t sourceId)
{
    return m_connection
        .query("SELECT 1 FROM sighting s JOIN file f ON f.id = s.file_id WHERE s.usage_id = ? AND s.rule = 0 AND f.source_id = ? LIMIT 1")
        .with(number, sourceId)
        .firstInteger()
        .has_value();
}

/// A record that may stand in the ledger under another identity. Counting both would count it twice.
std::int64_t Append::addInPlaceOf(const FileBatch &batch, Source &source, std::size_t index, std::span<const FormerIdentity> former)
{
    const UsageRecord &record = batch.usage.records[index];
    const Identity now = inFamily(record.identity, record.family);
    if (const std::optional<StoredUsage> partner = partnerOf(former, now)) {
        return joinPartner(batch, source, index, former, *partner);
    }
    const bool hasRow = m_usage.byIdentity(now.high).has_value();
    const std::optional<StoredUsage> behind = hasRow ? std::nullopt : rowBehind(now);
    // Its source says that it tells what the other one told: it takes that one's place, though it was an alias of it.
    const bool takesItsPlace = behind && std::any_of(former.begin(), former.end(), [&](const FormerIdentity &before) {
        const std::optional<StoredUsage> old = before.isAlias ? std::nullopt : formerRow(before, now, record.time, source.sourceId);
        return old && old->id == behind->id;
    });
    if (takesItsPlace) {
        m_aliases->forget(now);
    }
    const bool isThere = hasRow || (behind && !takesItsPlace);
    std::int64_t number = isThere ? addRecord(batch, source, index) : 0;
    bool wasExcluded = false;
    std::vector<Identity> aliases;
    for (const FormerIdentity &before : former) {
        const std::optional<StoredUsage> old = formerRow(before, now, record.time, source.sourceId);
        const bool isItself = old && old->id == number;
        if (const Identity identity = inFamily(before.identity, before.family); before.isAlias && identity != now && !isItself) {
            aliases.push_back(identity); // has no row once this is done
        }
        if (!old || isItself) {
            continue;
        }
        const std::optional<StoredUsage> own
            = (old->stored & HasShadowStored) != 0 ? m_usage.byIdentity(shadowIdentity(old->record.identity).high) : std::nullopt;
        const bool isOut = (own ? *own : *old).record.has(ExcludedFlag);
        wasExcluded = wasExcluded || (isOut && (number == 0 || !m_decisions.isDecided(number)));
        // A sum that older versions joined of several sources' is each one's own now, as soon as that is read again.
        const bool isSplit = record.has(RestatedFlag) && !before.isAlias;
        if (before.isOtherReading || isSplit) {
            forgetOtherSources(old->id, source.sourceId);
        }
        if (number != 0) {
            drop(*old, number);
        } else {
            takeOver(*old, source, record, index);
            number = old->id;
        }
        if (before.isAlias || (!isSplit && m_dictionaries.context(old->contextId).place.sourceId != source.sourceId)) {
            noteOldPlace(*old, number);
        }
    }
    if (number == 0) {
        number = addRecord(batch, source, index);
    }
    for (const Identity &alias : aliases) {
        m_aliases->note(alias, number);
    }
    if (wasExcluded) {
        exclude(number);
    }
    return number;
}

/// The file says something else under its mapping now. The row in the record's place becomes it, or goes for the row that the record has.
std::int64_t Append::addReadAnew(const FileBatch &batch, Source &source, std::size_t index, std::span<const std::int64_t> older)
{
    const UsageRecord &record = batch.usage.records[index];
    const Identity now = inFamily(record.identity, record.family);
    const bool isThere = m_usage.byIdentity(now.high).has_value() || rowBehind(now).has_value();
    std::int64_t number = isThere ? addRecord(batch, source, index) : 0;
    bool wasExcluded = false;
    for (const std::int64_t id : older) {
        OlderReading::Row &old = m_older->at(id);
        wasExcluded = wasExcluded || (old.isOut && (number == 0 || !m_decisions.isDecided(number)));
        if (number != 0) {
            drop(old.row, number);
        } else {
            takeOver(old.row, source, record, index);
            number = id;
        }
        old.isTaken = true;
    }
    if (wasExcluded) {
        exclude(number);
    }
    return number;
}

/// Rows that the file gave by another mapping and that nothing in it stands for now.
void Append::dropReadOtherwise()
{
    for (const auto &[id, old] : m_older->rows()) {
        if (!old.isTaken) {
            takeOut(old.row);
        }
    }
}

/// What another format tells, too, is that one's. Of counts that were merged nobody knows whose they were; the input is told anew.
void Append::leaveToOthers()
{
    for (const OlderReading::Shared &shared : m_older->shared()) {
        Copy copy = copyOf(shared.row);
        const TokenCounts &t = copy.record.tokens;
        std::uint32_t bits = shared.row.stored;
        if (shared.isHome) {
            copy.place = shared.place;
            copy.record.offset = shared.offset;
            bits &= ~(std::uint32_t{CoveredStored} | std::uint32_t{LeftStored});
        }
        if (t.cacheRead + t.cacheWrite5m + t.cacheWrite1h > 0) {
            bits |= StaleStored;
        }
        replace(shared.row, copy, bits, false);
        noteFamily(copy.record.family);
    }
}

/// One line of the journal a source in an import, however many of its files were read anew.
void Append::noteReadAnew()
{
    std::map<SourceKey, std::int64_t> rows;
    for (const auto &[id, old] : m_older->rows()) {
        ++rows[old.readBy];
    }
    for (const auto &[source, count] : rows) {
        const auto known = m_run.readAnew.find(source);
        if (known != m_run.readAnew.end()) {
            m_connection.query("UPDATE journal SET records = records + ? WHERE sequence = ?").with(count, known->second).run();
        } else {
            m_call.readAnew[source] = writeJournal(m_connection, {}, m_run.now, "source read by another mapping", source.format + ' ' + source.root, {},
                                                   UndoKind::Nothing, count);
        }
    }
}

std::optional<StoredUsage> Append::partnerOf(std::span<const FormerIdentity> former, const Identity &now)
{
    for (const FormerIdentity &each : former) {
        std::optional<StoredUsage> row = each.isShared ? rowBehind(inFamily(each.identity, each.family)) : std::nullopt;
        if (row && row->record.identity != now) {
            return row;
        }
    }
    return std::nullopt;
}

/// Both are one request. It goes by the smallest identity of its records and has the larger counts of all of them, so the order does not show.
std::int64_t Append::joinPartner(const FileBatch &batch, const Source &source, std::size_t index, std::span<const FormerIdentity> former, const StoredUsage &partner)
{
    const UsageRecord &record = batch.usage.records[index];
    const Identity now = inFamily(record.identity, record.family);
    std::optional<StoredUsage> own = m_usage.byIdentity(now.high);
    const bool isFree = !own;
    own = own && own->record.identity == now ? std::move(own) : rowBehind(now);
    const std::int64_t number = own && own->id != partner.id ? unite(*own, partner) : partner.id;
    StoredUsage standing = m_usage.byId(number).value();
    const Identity before = standing.record.identity;
    if (now < before && isFree) {
        dropShadow(standing);
        standing.stored &= ~std::uint32_t{HasShadowStored};
        standing.record.identity = now;
        m_aliases->forget(now);
        m_usage.rename(standing);
        m_usage.setFlags(standing);
        m_aliases->note(before, number);
        noteLost(record.family);
    } else if (now != before) {
        m_aliases->note(now, number);
    }
    const bool isCopyHere = m_dictionaries.context(standing.contextId).place.fileId == source.fileId && standing.record.offset != record.offset;
    mergeInto(standing, batch, source, record, source.contexts[record.context]);
    if (isCopyHere && isFromStart(source.fileId, batch)) { // what its parser merges is counted there; these were two records to it
        countMerged(source.fileId, standing.record, record, m_usage.byId(number).value().record);
    }
    for (const FormerIdentity &each : former) {
        if (each.isShared) {
            m_aliases->note(inFamily(each.identity, each.family), number);
        }
    }
    return number;
}

std::int64_t Append::unite(const StoredUsage &one, const StoredUsage &other)
{
    const bool isFirst = one.record.identity < other.record.identity;
    const StoredUsage &old = isFirst ? other : one;
    const std::int64_t number = isFirst ? one.id : other.id;
    const bool isOut = old.record.has(ExcludedFlag) && !m_decisions.isDecided(number);
    Copy copy = copyOf(old);
    copy.record.flags &= ~std::uint32_t{ExcludedFlag};
    drop(old, number);
    const StoredUsage standing = m_usage.byId(number).value();
    const Copy kept = copyOf(standing);
    JoinedCopy joined = joinCopies(kept, copy);
    joined.copy.record.identity = standing.record.identity;
    if (kept.place.fileId != copy.place.fileId) { // one is its own place, and there it is no copy
        const Copy &elsewhere = joined.copy.place.fileId == kept.place.fileId ? copy : kept;
        forgetPlacesIn(joined.copy.place.fileId, number);
        noteSighting(number, elsewhere.place.fileId, elsewhere.record.offset, SameIdentity);
    }
    replace(standing, joined.copy, standing.stored, joined.changed);
    m_aliases->note(old.record.identity, number);
    if (isOut) {
        exclude(number);
    }
    return number;
}

/// The row becomes the record, with the number by which tags, sightings and the journal know it. What it said before is no copy of the
/// record: an older parser may have joined several, so nothing of it is merged.
void Append::takeOver(const StoredUsage &old, const Source &source, const UsageRecord &record, std::size_t index)
{
    StoredUsage row = old;
    row.record = record;
    row.record.identity = inFamily(record.identity, record.family);
    row.stored = old.stored & ~(HiddenBits | HasShadowStored | StaleStored | LeftStored);
    if (m_dictionaries.context(old.contextId).place.sourceId != source.sourceId) {
        row.stored &= ~std::uint32_t{CoveredStored}; // what covered its old source says nothing of this one
    }
    row.contextId = source.contexts[record.context];
    row.rateId = source.rates[index];
    dropShadow(old);
    m_rollups.add(old, -1);
    m_rollups.add(row, 1);
    m_usage.rename(row);
    m_usage.update(row);
    forgetPlacesIn(source.fileId, row.id);
    if (m_forgetting->rule().isAny()) {
        m_merged.push_back(row.id);
    }
    m_call.appeared += int(!row.isHidden()) - int(!old.isHidden());
    if (old.batchId != m_run.batchId && !m_run.changed.contains(row.id)) {
        m_call.changed.insert(row.id);
    }
    noteLost(old.record.family);
    noteFamily(record.family);
}

void Append::drop(const StoredUsage &old, std::int64_t standing)
{
    giveWay(old, standing);
    noteLost(old.record.family);
}

/// Its row goes; `standing` is another one, which tells what it told. Where else it stood, and what the user decided of it, is that one's.
void Append::giveWay(const StoredUsage &old, std::int64_t standing)
{
    dropShadow(old);
    m_rollups.add(old, -1);
    m_call.appeared -= int(!old.isHidden());
    m_usage.remove(old.id);
    m_connection
        .query("INSERT INTO sighting (usage_id, file_id, offset, rule) SELECT ?1, s.file_id, s.offset, s.rule FROM sighting s WHERE s.usage_id = ?2 "
               "AND s.file_id <> (SELECT c.file_id FROM usage u JOIN context c ON c.id = u.context_id WHERE u.id = ?1) "
               "ON CONFLICT (usage_id, file_id, offset) DO NOTHING")
        .with(standing, old.id)
        .run();
    m_connection.query("DELETE FROM sighting WHERE usage_id = ?").with(old.id).run();
    if (m_decisions.move(old.id, standing)) {
        if (std::optional<StoredUsage> row = m_usage.byId(standing); row && (row->stored & TaggedStored) == 0) {
            row->stored |= TaggedStored;
            m_usage.setFlags(*row);
        }
    }
    m_aliases->move(old.id, standing);
    if (m_forgetting->rule().isAny()) {
        m_merged.push_back(standing);
    }
}

/// A day that is told anew takes the place of what was told of it before, as a copy that has grown does.
void Append::settleRestated(const std::vector<StoredUsage> &rows)
{
    std::vector<Copy> members;
    for (const StoredUsage &row : rows) {
        members.push_back(copyOf(row));
    }
    for (const Restated &given : ruleRestated(members)) {
        const std::int64_t standing = rows[given.by].id;
        const StoredUsage old = m_usage.byId(rows[given.member].id).value(); // the user's decision of another may have become its own meanwhile
        const bool isOut = old.record.has(ExcludedFlag) && !m_decisions.isDecided(standing);
        giveWay(old, standing);
        noteOldPlace(old, standing);
        if (isOut) {
            exclude(standing);
        }
        if (old.batchId != m_run.batchId && !m_run.changed.contains(standing)) {
            m_call.changed.insert(standing);
        }
    }
}

/// The row goes, with what the user decided of it.
void Append::takeOut(const StoredUsage &old)
{
    dropShadow(old);
    m_rollups.add(old, -1);
    m_call.appeared -= int(!old.isHidden());
    m_usage.remove(old.id);
    m_connection.query("DELETE FROM sighting WHERE usage_id = ?").with(old.id).run();
    m_connection.query("DELETE FROM tag_record WHERE usage_id = ?").with(old.id).run();
    m_connection.query("DELETE FROM journal_record WHERE usage_id = ?").with(old.id).run();
    noteLost(old.record.family);
}

/// Where a line stood that tells of the row, too: with that source's records kept, the row is not forgotten with its own source's.
void Append::noteOldPlace(const StoredUsage &old, std::int64_t standing)
{
    const std::optional<StoredUsage> row = m_usage.byId(standing);
    const std::int64_t fileId = m_dictionaries.context(old.contextId).place.fileId;
    if (row && m_dictionaries.context(row->contextId).place.fileId != fileId) {
        noteSighting(standing, fileId, old.record.offset, SameIdentity);
    }
}

/// The record stands in the file, which is its own from now on.
void Append::forgetPlacesIn(std::int64_t fileId, std::int64_t number)
{
    m_connection.query("DELETE FROM sighting WHERE usage_id = ? AND file_id = ? AND rule = 0").with(number, fileId).run();
}

/// The row becomes what this source tells in its other reading. What others told was the older one: they are read again, and note it again where
/// they tell this one.
void Append::forgetOtherSources(std::int64_t number, std::int64_t sourceId)
{
    m_connection.query("DELETE FROM sighting WHERE usage_id = ? AND rule = 0 AND file_id NOT IN (SELECT id FROM file WHERE source_id = ?)")
        .with(number, sourceId)
        .run();
}

void Append::dropShadow(const StoredUsage &row)
{
    const std::optional<StoredUsage> shadow
        = (row.stored & HasShadowStored) != 0 ? m_usage.byIdentity(shadowIdentity(row.record.identity).high) : std::nullopt;
    if (shadow) {
        m_usage.remove(shadow->id);
    }
}

/// Those that are left may count again, and be forgotten or not.
void Append::noteLost(std::uint64_t family)
{
    if (family == 0) {
        return;
    }
    m_lost.push_back(family);
    if (m_forgetting->rule().isAny()) {
        for (const StoredUsage &member : m_usage.byFamily(family)) {
            m_merged.push_back(member.id);
        }
    }
}

/// As the user decided of the row whose place it took.
void Append::exclude(std::int64_t number)
{
    const std::optional<StoredUsage> shown = m_usage.byId(number);
    if (!shown) {
        return;
    }
    const Identity identity = shown->record.identity;
    for (const Identity &part : {identity, shadowIdentity(identity)}) {
        std::optional<StoredUsage> row = m_usage.byIdentity(part.high);
        if (!row || row->record.identity.low != part.low || row->record.has(ExcludedFlag)) {
            continue;
        }
        m_rollups.add(*row, -1);
        row->record.flags |= ExcludedFlag;
        m_rollups.add(*row, 1);
        m_usage.setFlags(*row);
    }
}

void Append::noteSighting(std::int64_t usageId, std::int64_t fileId, std::int64_t offset, int rule)
{
    if (m_forgetting->rule().isAny()) {
        m_merged.push_back(usageId);
    }
    m_connection
        .query("INSERT INTO sighting (usage_id, file_id, offset, rule) VALUES (?, ?, ?, ?) "
               "ON CONFLICT (usage_id, file_id, offset) DO NOTHING")
        .with(usageId, fileId, offset, rule)
        .run();
}

/// A document that its owner writes anew moves its records. A copy's place that stayed behind would count as one more copy.
void Append::noteMoved(std::int64_t usageId, std::int64_t fileId, const UsageRecord &known, std::int64_t offset, bool countsHere)
{
    m_connection
        .query("UPDATE OR REPLACE sighting SET offset = ?1 WHERE usage_id = ?2 AND file_id = ?3 AND rule = ?4 AND offset <> ?1")
        .with(offset, usageId, fileId, int(SameIdentity))
        .run();
    if (countsHere && known.family != 0 && known.offset != offset) {
        m_leftPlaces[known.family].emplace(fileId, known.offset);
    }
}

/// What rules of families noted of the places that members left; of those where they stand now it is noted again.
void Append::forgetLeftPlaces(const std::vector<StoredUsage> &rows, std::uint64_t family)
{
    const auto left = m_leftPlaces.find(family);
    if (left == m_leftPlaces.end()) {
        return;
    }
    std::vector<std::tuple<std::int64_t, std::int64_t, std::int64_t>> noted; // record, file, offset
    for (const StoredUsage &row : rows) {
        Query &query = m_connection.query("SELECT file_id, offset FROM sighting WHERE usage_id = ? AND rule <> ?").with(row.id, int(SameIdentity));
        while (query.step()) {
            if (left->second.contains({query.integer(0), query.integer(1)})) {
                noted.emplace_back(row.id, query.integer(0), query.integer(1));
            }
        }
        query.reset();
    }
    for (const auto &[usageId, fileId, offset] : noted) {
        m_connection.query("DELETE FROM sighting WHERE usage_id = ? AND file_id = ? AND offset = ?").with(usageId, fileId, offset).run();
    }
    m_leftPlaces.erase(left);
}

/// Of a file whose end is read: a line of one that is known from before. Where a file is read from its start its lines were counted, and
/// those of a document move.
void Append::noteLaterLine(std::int64_t fileId, const FileBatch &batch, const UsageRecord &known, const UsageRecord &line, const UsageRecord &merged)
{
    if (line.offset > known.offset && !isFromStart(fileId, batch)) {
        countMerged(fileId, known, line, merged);
    }
}

bool Append::isFromStart(std::int64_t fileId, const FileBatch &batch) const
{
    const auto waiting = m_run.waiting.find(fileId);
    return batch.fromStart || (waiting != m_run.waiting.end() && waiting->second.fromStart);
}

void Append::countMerged(std::int64_t fileId, const UsageRecord &known, const UsageRecord &line, const UsageRecord &merged)
{
    const auto tokensOf = [](const UsageRecord &record) { return record.tokens.total() + record.rare.tokens(); };
    ImportRun::Waiting &counted = m_run.waiting[fileId];
    ++counted.duplicateLines;
    counted.duplicateTokens += std::max<std::int64_t>(0, tokensOf(known) + tokensOf(line) - tokensOf(merged));
    counted.duplicatePlaces.add(known.offset);
    counted.duplicatePlaces.add(line.offset);
}

void Append::restate(StoredUsage &stored, const UsageRecord &copy)
{
    // One without cache fields has all of the prompt in its input and would not be asked in a merge either.
    if ((stored.stored & StaleStored) == 0 || (copy.has(NoCacheFieldsFlag) && !stored.record.has(NoCacheFieldsFlag))) {
        return;
    }
    Copy anew = copyOf(stored);
    takePrompt(anew.record, copy); // the split of another copy must not keep what this one says no more: that one is read again, too
    const bool changes = !(anew.record == stored.record);
    replace(stored, anew, stored.stored & ~std::uint32_t{StaleStored}, changes);
    noteFamily(anew.record.family);
    stored = m_usage.byId(stored.id).value();
}

void Append::mergeInto(StoredUsage stored, const FileBatch &batch, const Source &source, const UsageRecord &record,
                       std::int64_t contextId)
{
    const std::int64_t shownId = stored.id;
    if ((stored.stored & LeftStored) != 0 && m_dictionaries.context(stored.contextId).place.fileId == source.fileId) {
        stored.stored &= ~std::uint32_t{LeftStored}; // the file holds it again
        m_usage.setFlags(stored);
    }
    restate(stored, record);
    if ((stored.stored & HasShadowStored) != 0) {
        stored = m_usage.byIdentity(shadowIdentity(stored.record.identity).high).value();
        restate(stored, record);
    }
    UsageRecord sameButPlace = record;
    sameButPlace.context = stored.record.context;
    sameButPlace.offset = stored.record.offset;
    sameButPlace.identity = stored.record.identity; // differs for shadows only
    const bool isInPlace = batch.isWhole ? record.offset == stored.record.offset : record.offset >= stored.record.offset;
    if (contextId == stored.contextId && isInPlace && sameButPlace == stored.record) {
        noteLaterLine(source.fileId, batch, stored.record, record, stored.record);
        return;
    }
    const Copy old = copyOf(stored);
    sameButPlace.offset = record.offset;
    const Copy other{sameButPlace,
                     batch.usage.contexts[record.context],
                     {source.fileId, source.sourceId, batch.source, batch.path}};
    JoinedCopy joined = joinCopies(old, other);
    if (batch.isWhole) {
        noteMoved(shownId, source.fileId, old.record, record.offset, source.fileId == old.place.fileId);
        joined.copy.record.offset = source.fileId == old.place.fileId ? record.offset : joined.copy.record.offset;
    }
    if (source.fileId != old.place.fileId) {
        const Copy &elsewhere = joined.copy.place.fileId == old.place.fileId ? other : old;
        if (&elsewhere == &old) {
            forgetPlacesIn(source.fileId, shownId); // where it was a copy before
        }
        noteSighting(shownId, elsewhere.place.fileId, elsewhere.record.offset, SameIdentity);
    } else {
        noteLaterLine(source.fileId, batch, old.record, record, joined.copy.record);
    }
    if (!joined.changed && joined.copy.place.fileId == old.place.fileId && joined.copy.record.offset == old.record.offset) {
        return;
    }
    joined.copy.record.identity = stored.record.identity;
    const bool isElsewhere = joined.copy.place.fileId != old.place.fileId;
    replace(stored, joined.copy, isElsewhere ? stored.stored & ~std::uint32_t{LeftStored} : stored.stored, joined.changed);
    noteFamily(joined.copy.record.family);
}

void Append::replace(const StoredUsage &old, const Copy &copy, std::uint32_t storedBits, bool factsChanged)
{
    StoredUsage row = old;
    row.record = copy.record;
    row.stored = storedBits;
    row.contextId = m_dictionaries.contextIds(copy.context, copy.place.sourceId, copy.place.fileId).context;
    row.rateId = factsChanged ? rateId(copy.record, copy.context.serving) : old.rateId;
    m_rollups.add(old, -1);
    m_rollups.add(row, 1);
    m_usage.update(row);
    if (m_forgetting->rule().isAny()) {
        m_merged.push_back(row.id);
    }
    m_call.appeared += int(!row.isHidden()) - int(!old.isHidden());
    const bool counted = !row.isHidden() || !old.isHidden();
    if (old.batchId != m_run.batchId && counted && (factsChanged || row.isHidden() != old.isHidden())) {
        if (!m_run.changed.contains(row.id)) {
            m_call.changed.insert(row.id);
        }
    }
}

void Append::resolveFamily(std::uint64_t family)
{
    std::vector<StoredUsage> all = m_usage.byFamily(family);
    std::vector<StoredUsage> rows;
    std::vector<StoredUsage> shadows;
    for (StoredUsage &row : all) {
        ((row.stored & ShadowStored) != 0 ? shadows : rows).push_back(std::move(row));
    }
    std::sort(rows.begin(), rows.end(), [](const auto &a, const auto &b) { return a.record.identity < b.record.identity; });
    std::sort(shadows.begin(), shadows.end(), [](const auto &a, const auto &b) { return a.record.identity < b.record.identity; });
    if (!rows.empty() && rows.front().record.has(RestatedFlag)) {
        settleRestated(rows);
        return;
    }
    const auto shadowFor = [&](const StoredUsage &row) {
        const Identity identity = shadowIdentity(row.record.identity);
        const auto at = std::lower_bound(shadows.begin(), shadows.end(), identity, [](const auto &shadow, const Identity &one) { return shadow.record.identity < one; });
        return at != shadows.end() && at->record.identity == identity ? at : shadows.end();
    };
    std::vector<Copy> members;
    for (const StoredUsage &row : rows) {
        const auto shadow = (row.stored & HasShadowStored) != 0 ? shadowFor(row) : shadows.end();
        members.push_back(copyOf(shadow == shadows.end() ? row : *shadow));
        members.back().record.identity = row.record.identity;
    }
    const FamilyRuling ruling = ruleFamily(members);
    forgetLeftPlaces(rows, family);
    std::vector<std::vector<std::size_t>> absorbed(rows.size());
    for (std::size_t weak = 0; weak < rows.size(); ++weak) {
        if (ruling.absorbedBy[weak] != FamilyRuling::Nobody) {
            absorbed[ruling.absorbedBy[weak]].push_back(weak);
        }
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const StoredUsage &row = rows[i];
        Copy copy = members[i];
        const bool absorbs = !absorbed[i].empty();
        for (const std::size_t weak : absorbed[i]) {
            copy = joinCopies(copy, members[weak]).copy;
            noteSighting(row.id, members[weak].place.fileId, members[weak].record.offset, WeakIdentity);
        }
        const auto shadow = shadowFor(row);
        if (absorbs && shadow == shadows.end()) {
            StoredUsage pure = row;
            pure.record = members[i].record;
            pure.record.identity = shadowIdentity(row.record.identity);
            pure.stored = ShadowStored | (row.stored & StaleStored); // which its own copies have to tell anew, too
            m_usage.insert(pure);
        } else if (!absorbs && shadow != shadows.end()) {
            m_usage.remove(shadow->id);
            // By older rules the row was the join with what it took in: what the user had excluded of it stays out.
            copy.record.flags |= ruling.isOfSession ? row.record.flags & ExcludedFlag : 0U;
        }
        std::uint32_t bits = row.stored & ~(HiddenBits | HasShadowStored);
        bits |= absorbs ? HasShadowStored : 0U;
        bits |= ruling.absorbedBy[i] != FamilyRuling::Nobody ? AbsorbedStored : 0U;
        bits |= ruling.replay[i] ? ReplayStored : 0U;
        if (ruling.replay[i]) {
            noteSighting(rows[ruling.told].id, copy.place.fileId, copy.record.offset, SidechainReplay);
        }
        const Copy before = copyOf(row);
        const bool moved = before.place.fileId != copy.place.fileId || before.record.offset != copy.record.offset;
        const bool facts = !(before.record == copy.record) || !(before.context == copy.context)
            || before.place.source.format != copy.place.source.format;
        if (bits != row.stored || facts || moved) {
            replace(row, copy, bits, facts);
        }
    }
}

void Append::addProblem(std::int64_t fileId, const Problem &problem)
{
    m_connection
        .query("INSERT INTO problem (file_id, offset, line, cause, field, args) VALUES (?, ?, ?, ?, ?, ?) "
               "ON CONFLICT (file_id, offset, cause, field) DO NOTHING")
        .with(fileId, problem.offset, problem.line, int(problem.cause), std::string_view{problem.field},
              std::string_view{joined(problem.args)})
        .run();
}

void Append::applyCheckpoint(const FileBatch &batch, std::int64_t fileId)
{
    ImportRun::Waiting &waiting = m_run.waiting[fileId];
    waiting.duplicateLines += batch.duplicateLines;
    waiting.duplicateTokens += batch.duplicateTokens;
    waiting.duplicatePlaces.add(batch.duplicatePlaces);
    waiting.skippedLines += batch.skippedLines;
    waiting.fromStart = waiting.fromStart || batch.fromStart;
    waiting.problems.insert(waiting.problems.end(), batch.problems.begin(), batch.problems.end());
    if (!batch.checkpoint) {
        return;
    }
    const ImportRun::Waiting ready = std::move(waiting);
    m_run.waiting.erase(fileId);
    const FileState &next = *batch.checkpoint;
    std::optional<FileState> stored;
    Query &query = m_connection.query("SELECT " TOKENMETER_FILE_COLUMNS " FROM file WHERE id = ?").with(fileId);
    if (query.step()) {
        stored = readFileState(query, 0);
    }
    query.reset();
    CheckpointStep step = checkpointStep(stored, next, ready.fromStart);
    if (step == CheckpointStep::Refresh && batch.isWhole) {
        step = CheckpointStep::Restart; // its problems may stand elsewhere now, though it has its old length
    }
    if (step == CheckpointStep::Ignore) {
        return;
    }
    if (step == CheckpointStep::Restart) {
        m_connection.query("DELETE FROM problem WHERE file_id = ?").with(fileId).run();
        m_connection.query("UPDATE file SET duplicate_lines = 0, duplicate_tokens = 0, duplicate_first = NULL, duplicate_last = NULL, skipped_lines = 0 WHERE id = ?")
            .with(fileId)
            .run();
        for (const Problem &problem : ready.problems) {
            addProblem(fileId, problem);
        }
    }
    const bool counts = step != CheckpointStep::Refresh;
    if (counts && !ready.duplicatePlaces.isEmpty()) {
        // Where earlier lines were merged and nobody noted their places, the first of these is not the file's.
        m_connection
            .query("UPDATE file SET duplicate_first = min(coalesce(duplicate_first, ?1), ?1), duplicate_last = max(coalesce(duplicate_last, ?2), ?2) "
                   "WHERE id = ?3 AND (duplicate_first IS NOT NULL OR duplicate_lines = 0)")
            .with(ready.duplicatePlaces.first, ready.duplicatePlaces.last, fileId)
            .run();
    }
    Query &update = m_connection.query(
        "UPDATE file SET device = ?, inode = ?, size = ?, modified_ns = ?, head_hash = ?, head_bytes = ?, offset = ?, "
        "parser_version = ?, duplicate_lines = duplicate_lines + ?, duplicate_tokens = duplicate_tokens + ?, skipped_lines = skipped_lines + ?, parser_state = ? WHERE id = ?");
    update.with(std::int64_t(next.device), std::int64_t(next.inode), next.size, next.modifiedNs, std::int64_t(next.headHash),
                next.headBytes, next.offset, next.parserVersion, counts ? ready.duplicateLines : 0, counts ? ready.duplicateTokens : 0, counts ? ready.skippedLines : 0);
    update.bindBlob(12, next.parserState);
    update.bind(13, fileId);
    update.run();
}

} // namespace tokenmeter
