// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/OlderReading.h"

#include "core/MappedFormat.h"
#include "ledger/Family.h"
#include "ledger/Records.h"
#include "ledger/SourceBook.h"

#include <algorithm>
#include <string_view>
#include <unordered_set>

namespace tokenmeter
{
namespace
{

bool reads(const std::vector<std::int32_t> &versions, std::int64_t version)
{
    return std::find(versions.begin(), versions.end(), version) != versions.end();
}

/// Whether it tells what is in the file now. What was refused, or lost a column, tells nothing; a table that has no row any more tells just that.
bool isReading(const FileBatch &batch)
{
    return !batch.alikeVersions.empty() && batch.checkpoint && batch.checkpoint->parserVersion > 0
        && (!batch.usage.records.empty() || batch.problems.empty());
}

/// The stretch of time that the reading tells of.
std::pair<UtcTime, UtcTime> stretchOf(const FileBatch &batch)
{
    std::pair<UtcTime, UtcTime> stretch{UtcTime::max(), UtcTime::min()};
    for (const UsageRecord &record : batch.usage.records) {
        stretch = {std::min(stretch.first, record.time), std::max(stretch.second, record.time)};
    }
    return stretch;
}

/// Records of a reading by what is told of them whatever the mapping says of their counts: where a table was written anew, a row may stand anywhere.
class RecordsByTime
{
public:
    explicit RecordsByTime(const FileBatch &batch)
    {
        for (const UsageRecord &record : batch.usage.records) {
            m_places.emplace(std::pair{record.time, std::string_view{batch.usage.contexts[record.context].serving.model}}, record.offset);
        }
    }
    void takeAt(std::int64_t place) { m_taken.insert(place); }
    /// The place of one that was not taken yet.
    std::optional<std::int64_t> take(UtcTime time, std::string_view model)
    {
        const auto [from, to] = m_places.equal_range(std::pair{time, model});
        for (auto one = from; one != to; one = m_places.erase(one)) {
            if (m_taken.insert(one->second).second) {
                return one->second;
            }
        }
        return std::nullopt;
    }

private:
    std::multimap<std::pair<UtcTime, std::string_view>, std::int64_t> m_places{};
    std::unordered_set<std::int64_t> m_taken{};
};

} // namespace

OlderReading::RowsOfFiles OlderReading::homeRows(const std::set<std::int64_t> &files)
{
    RowsOfFiles rows;
    if (files.empty()) {
        return rows;
    }
    std::unordered_map<std::int64_t, std::int64_t> fileOf; // of contexts
    Query &contexts = m_connection.query("SELECT id, file_id FROM context");
    while (contexts.step()) {
        if (files.contains(contexts.integer(1))) {
            fileOf.emplace(contexts.integer(0), contexts.integer(1));
        }
    }
    contexts.reset();
    if (fileOf.empty()) {
        return rows;
    }
    Query &query = m_connection.query("SELECT context_id, id, offset FROM usage ORDER BY id");
    while (query.step()) {
        if (const auto file = fileOf.find(query.integer(0)); file != fileOf.end()) {
            rows[file->second].emplace_back(query.integer(1), query.integer(2));
        }
    }
    query.reset();
    return rows;
}

OlderReading::RowsOfFiles OlderReading::copies(const std::set<std::int64_t> &files)
{
    RowsOfFiles rows;
    if (files.empty()) {
        return rows;
    }
    Query &query = m_connection.query("SELECT file_id, usage_id, offset FROM sighting WHERE rule = 0 ORDER BY usage_id, offset");
    while (query.step()) {
        if (files.contains(query.integer(0))) {
            rows[query.integer(0)].emplace_back(query.integer(1), query.integer(2));
        }
    }
    query.reset();
    return rows;
}

bool OlderReading::collect(std::size_t batchIndex, const FileBatch &batch, std::int64_t fileId)
{
    if (!isReading(batch)) {
        return true;
    }
    const auto [other, isFirst] = m_paths.try_emplace(batch.path, batch.alikeVersions);
    if (!isFirst && !reads(other->second, batch.checkpoint->parserVersion)) {
        return false;
    }
    std::vector<Older> older;
    bool isSameReading = false; // the file was read as now, and holds something else
    Query &query = m_connection
                       .query("SELECT f.id, n.text, abs(f.parser_version) FROM file f JOIN source s ON s.id = f.source_id JOIN name n ON n.id = s.format_id "
                              "WHERE f.path = ? AND f.offset IS NOT NULL ORDER BY f.id")
                       .with(std::string_view{batch.path});
    while (query.step()) {
        const std::int64_t version = query.integer(2);
        if (!profileOfFormat(query.text(1)) || version <= ReadByAnother) {
            continue;
        }
        if (!reads(batch.alikeVersions, version)) {
            older.push_back({query.integer(0), query.text(1)});
        } else if (query.integer(0) == fileId) {
            isSameReading = true;
        }
    }
    query.reset();
    if (isSameReading && batch.isRewritten) {
        m_watched[batchIndex].fileId = fileId;
    }
    if (!older.empty()) {
        m_wanted.push_back({batchIndex, &batch, std::move(older)});
    }
    return true;
}

void OlderReading::find()
{
    std::set<std::int64_t> home;
    std::set<std::int64_t> copied;
    for (const auto &[index, watch] : m_watched) {
        home.insert(watch.fileId);
    }
    for (const Wanted &wanted : m_wanted) {
        for (const Older &file : wanted.older) {
            home.insert(file.fileId);
            if (!wanted.batch->isRewritten) { // else where copies stood says nothing of what stands there now, and their own files tell them
                copied.insert(file.fileId);
            }
        }
    }
    const RowsOfFiles homeRowsOf = homeRows(home);
    const RowsOfFiles copiesOf = copies(copied);
    for (auto &[index, watch] : m_watched) {
        if (const auto rows = homeRowsOf.find(watch.fileId); rows != homeRowsOf.end()) {
            for (const auto &[id, offset] : rows->second) {
                watch.before.push_back(id);
            }
        }
    }
    for (const Wanted &wanted : m_wanted) {
        findOlder(wanted, homeRowsOf, copiesOf);
    }
}

const std::string &OlderReading::modelOf(const StoredUsage &row)
{
    return m_dictionaries.context(row.contextId).usage.serving.model;
}

void OlderReading::findOlder(const Wanted &wanted, const RowsOfFiles &home, const RowsOfFiles &copied)
{
    const FileBatch &batch = *wanted.batch;
    std::set<std::string> formats{batch.source.format};
    for (const Older &file : wanted.older) {
        formats.insert(file.format);
        m_readAnew.insert(file.fileId);
        if (file.format != batch.source.format) {
            m_otherMappings.insert(file.fileId);
        }
    }
    const auto [from, to] = stretchOf(batch);
    RecordsByTime byTime{batch};
    std::vector<StoredUsage> left; // gone from the file before this reading; they may be back in it
    for (const Older &file : wanted.older) {
        const auto rows = home.find(file.fileId);
        for (std::size_t i = 0; rows != home.end() && i < rows->second.size(); ++i) {
            const auto [id, offset] = rows->second[i];
            std::optional<StoredUsage> row = m_usage.byId(id);
            if (!row || (row->stored & ShadowStored) != 0) {
                continue; // a shadow goes with its row
            }
            const bool isTold = from <= row->record.time && row->record.time <= to;
            if ((row->stored & LeftStored) != 0) {
                if (isTold) {
                    left.push_back(*std::move(row));
                }
            } else if (!batch.isRewritten) {
                byTime.takeAt(offset);
                collectRow(wanted.batchIndex, batch, id, offset, formats);
            } else if (isTold) {
                collectRow(wanted.batchIndex, batch, id, byTime.take(row->record.time, modelOf(*row)), formats);
            } else {
                m_left.emplace_back(id, file.fileId);
            }
        }
        if (const auto places = copied.find(file.fileId); places != copied.end()) {
            for (const auto &[id, offset] : places->second) {
                collectRow(wanted.batchIndex, batch, id, offset, formats);
            }
        }
    }
    for (const StoredUsage &row : left) {
        if (const std::optional<std::int64_t> place = byTime.take(row.record.time, modelOf(row))) {
            collectRow(wanted.batchIndex, batch, row.id, place, formats);
        }
    }
}

void OlderReading::collectRow(std::size_t batchIndex, const FileBatch &batch, std::int64_t id, std::optional<std::int64_t> offset,
                              const std::set<std::string> &formats)
{
    if (m_sharedIds.contains(id)) {
        return;
    }
    if (!m_rows.contains(id)) {
        std::optional<StoredUsage> row = m_usage.byId(id);
        if (!row || (row->stored & ShadowStored) != 0) {
            return;
        }
        if (std::optional<Shared> shared = sharedBy(*row, formats)) {
            m_sharedIds.insert(id);
            m_shared.push_back(*std::move(shared));
            return;
        }
        m_rows.emplace(id, Row{.row = *std::move(row), .readBy = batch.source});
    }
    if (offset) {
        m_places[{batchIndex, *offset}].push_back(id);
    }
}

std::optional<OlderReading::Shared> OlderReading::sharedBy(const StoredUsage &row, const std::set<std::string> &formats)
{
    const Place home = m_dictionaries.context(row.contextId).place;
    std::optional<Shared> shared;
    Query &query = m_connection
                       .query("SELECT f.id, s.offset, f.path, o.id, o.root, n.text FROM sighting s JOIN file f ON f.id = s.file_id JOIN source o ON o.id = f.source_id "
                              "JOIN name n ON n.id = o.format_id WHERE s.usage_id = ? AND s.rule = 0 ORDER BY o.id, f.id, s.offset")
                       .with(row.id);
    std::vector<SourceKey> others;
    while (query.step()) {
        const SourceKey source{query.text(5), query.text(4)};
        if (formats.contains(source.format)) {
            continue;
        }
        others.push_back(source);
        if (!shared) {
            shared = Shared{.row = row, .isHome = true, .place = {query.integer(0), query.integer(3), source, query.text(2)}, .offset = query.integer(1)};
        }
    }
    query.reset();
    if (!formats.contains(home.source.format)) {
        others.push_back(home.source);
        shared = Shared{.row = row, .isHome = false, .place = home, .offset = row.record.offset};
    }
    if (const TokenCounts &t = row.record.tokens; t.cacheRead + t.cacheWrite5m + t.cacheWrite1h > 0) { // else its input is the same in both readings
        m_sharers.insert(others.begin(), others.end());
    }
    return shared;
}

void OlderReading::free()
{
    for (auto &[id, older] : m_rows) {
        StoredUsage &row = older.row;
        const std::optional<StoredUsage> own
            = (row.stored & HasShadowStored) != 0 ? m_usage.byIdentity(shadowIdentity(row.record.identity).high) : std::nullopt;
        older.isOut = (own ? *own : row).record.has(ExcludedFlag);
        if (own) {
            m_usage.remove(own->id);
        }
        row.stored &= ~std::uint32_t{HasShadowStored};
        m_names.emplace(row.record.identity.high, id);
        StoredUsage nameless = row;
        nameless.record.identity = identityOf({"tokenmeter read anew", bytesOf(row.record.identity)});
        nameless.record.family = 0;
        m_usage.rename(nameless);
        m_connection.query("DELETE FROM sighting WHERE usage_id = ? AND rule = 0").with(id).run();
    }
    for (const Shared &shared : m_shared) {
        for (const std::int64_t file : m_readAnew) {
            m_connection.query("DELETE FROM sighting WHERE usage_id = ? AND file_id = ? AND rule = 0").with(shared.row.id, file).run();
        }
        if (shared.isHome) {
            m_connection.query("DELETE FROM sighting WHERE usage_id = ? AND file_id = ? AND rule = 0").with(shared.row.id, shared.place.fileId).run();
        }
    }
}

std::vector<std::int64_t> OlderReading::claim(std::size_t batchIndex, const UsageRecord &record)
{
    std::vector<std::int64_t> rows;
    if (const auto found = m_places.find({batchIndex, record.offset}); found != m_places.end()) {
        for (const std::int64_t id : found->second) {
            if (m_claimed.insert(id).second) {
                rows.push_back(id);
            }
        }
    }
    return rows;
}

void OlderReading::claimByName(const Identity &identity, std::vector<std::int64_t> &rows)
{
    const auto found = m_names.find(identity.high);
    if (found != m_names.end() && m_rows.at(found->second).row.record.identity == identity && m_claimed.insert(found->second).second) {
        rows.push_back(found->second);
    }
}

void OlderReading::setLeft(std::int64_t id, std::int64_t fileId, bool isLeft)
{
    std::optional<StoredUsage> row = m_usage.byId(id);
    if (!row || ((row->stored & LeftStored) != 0) == isLeft || m_dictionaries.context(row->contextId).place.fileId != fileId) {
        return;
    }
    row->stored ^= std::uint32_t{LeftStored};
    m_usage.setFlags(*row);
}

void OlderReading::markLeft()
{
    for (const auto &[index, watch] : m_watched) {
        for (const std::int64_t id : watch.before) {
            setLeft(id, watch.fileId, !watch.told.contains(id));
        }
    }
    for (const auto &[id, fileId] : m_left) {
        setLeft(id, fileId, true);
    }
}

void OlderReading::finish()
{
    for (const std::int64_t file : m_otherMappings) {
        m_connection
            .query("UPDATE file SET parser_version = ?, duplicate_lines = 0, duplicate_tokens = 0, duplicate_first = NULL, duplicate_last = NULL, "
                   "skipped_lines = 0 WHERE id = ?")
            .with(ReadByAnother, file)
            .run();
        m_connection.query("DELETE FROM problem WHERE file_id = ?").with(file).run();
    }
    for (const SourceKey &source : m_sharers) {
        sourcebook::rescan(m_connection, sourcebook::source(m_connection, source));
    }
}

} // namespace tokenmeter
