// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/OlderReading.h"

#include "core/MappedFormat.h"
#include "ledger/Family.h"
#include "ledger/Records.h"
#include "ledger/SourceBook.h"

#include <algorithm>

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

std::vector<std::pair<std::int64_t, std::int64_t>> pairsOf(Query &query)
{
    std::vector<std::pair<std::int64_t, std::int64_t>> pairs;
    while (query.step()) {
        pairs.emplace_back(query.integer(0), query.integer(1));
    }
    query.reset();
    return pairs;
}

} // namespace

std::vector<std::pair<std::int64_t, std::int64_t>> OlderReading::homeRows(std::int64_t fileId)
{
    return pairsOf(m_connection.query("SELECT id, offset FROM usage WHERE context_id IN (SELECT id FROM context WHERE file_id = ?) ORDER BY id").with(fileId));
}

std::vector<std::pair<std::int64_t, std::int64_t>> OlderReading::copies(std::int64_t fileId)
{
    return pairsOf(m_connection.query("SELECT usage_id, offset FROM sighting WHERE file_id = ? AND rule = 0 ORDER BY usage_id, offset").with(fileId));
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
        Watch &watch = m_watched[batchIndex];
        watch.fileId = fileId;
        for (const auto &[id, offset] : homeRows(fileId)) {
            watch.before.push_back(id);
        }
    }
    std::set<std::string> formats{batch.source.format};
    for (const Older &file : older) {
        formats.insert(file.format);
        m_readAnew.insert(file.fileId);
        if (file.format != batch.source.format) {
            m_otherMappings.insert(file.fileId);
        }
    }
    const auto [from, to] = stretchOf(batch);
    for (const Older &file : older) {
        for (const auto &[id, offset] : homeRows(file.fileId)) {
            const std::optional<StoredUsage> row = m_usage.byId(id);
            if (!row || (row->stored & (ShadowStored | LeftStored)) != 0) {
                continue; // a shadow goes with its row; what the file does not hold any more cannot be read anew
            }
            if (batch.isRewritten && (row->record.time < from || row->record.time > to)) {
                m_left.emplace_back(id, file.fileId);
                continue;
            }
            collectRow(batchIndex, batch, id, offset, formats);
        }
        if (batch.isRewritten) {
            continue; // where copies stood says nothing of what stands there now, and their own files tell them
        }
        for (const auto &[id, offset] : copies(file.fileId)) {
            collectRow(batchIndex, batch, id, offset, formats);
        }
    }
    return true;
}

void OlderReading::collectRow(std::size_t batchIndex, const FileBatch &batch, std::int64_t id, std::int64_t offset, const std::set<std::string> &formats)
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
    m_places[{batchIndex, offset}].push_back(id);
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
