// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/Decide.h"

#include "ledger/Family.h"
#include "ledger/TagBook.h"

#include <QUuid>

#include <algorithm>

namespace tokenmeter
{
namespace
{

JournalEntry entryOf(const Query &query)
{
    JournalEntry entry;
    entry.uuid = query.text(0);
    entry.time = utcFromMs(query.integer(1));
    entry.action = query.text(2);
    entry.subject = query.text(3);
    entry.detail = query.text(4);
    entry.records = query.integer(5);
    entry.undone = query.integer(6) != 0;
    entry.canUndo = query.integer(7) != 0 && !entry.undone;
    return entry;
}

Copy copyOf(const StoredUsage &row, Dictionaries &dictionaries)
{
    const FullContext &context = dictionaries.context(row.contextId);
    return {row.record, context.usage, context.place};
}

} // namespace

std::int64_t writeJournal(Connection &connection, std::string_view uuid, UtcTime now, std::string_view action, std::string_view subject,
                          std::string_view detail, UndoKind undo, std::int64_t records)
{
    const std::string fresh = QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString();
    const std::int64_t sequence = connection.query("SELECT coalesce(max(sequence), 0) + 1 FROM journal").firstInteger().value_or(1);
    connection
        .query("INSERT INTO journal (uuid, machine_id, time_ms, action, subject, detail, sequence, records, undo_kind) "
               "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .with(uuid.empty() ? std::string_view{fresh} : uuid, std::string_view{machineId()}, msOf(now), action, subject, detail, sequence,
              records, int(undo))
        .run();
    return sequence;
}

std::vector<JournalEntry> readJournal(Connection &connection, std::size_t limit)
{
    std::vector<JournalEntry> entries;
    Query &query = connection
                       .query("SELECT uuid, time_ms, action, subject, detail, records, undone, undo_kind FROM journal "
                              "ORDER BY sequence DESC LIMIT ?")
                       .with(limit);
    while (query.step()) {
        entries.push_back(entryOf(query));
    }
    query.reset();
    return entries;
}

std::optional<Undoable> undoableOf(Connection &connection)
{
    std::optional<Undoable> newest;
    Query &query = connection
                       .query("SELECT uuid, time_ms, action, subject, detail, records, undone, undo_kind, sequence FROM journal "
                              "WHERE undo_kind <> 0 AND undone = 0 ORDER BY sequence DESC LIMIT 1")
                       .with();
    if (query.step()) {
        newest = Undoable{query.integer(8), UndoKind(query.integer(7)), entryOf(query)};
    }
    query.reset();
    return newest;
}

bool isStanding(Connection &connection, std::int64_t sequence)
{
    return connection.query("SELECT undone FROM journal WHERE sequence = ?").with(sequence).firstInteger().value_or(1) == 0;
}

std::vector<TagAssignment> readAssignments(Connection &connection, ReaderDictionaries &dictionaries)
{
    std::vector<TagAssignment> all;
    Query &subjects = connection.query("SELECT scope, subject_id, key_id, value_id FROM tag").with();
    while (subjects.step()) {
        all.push_back({{dictionaries.nameOf(subjects.integer(2)), dictionaries.nameOf(subjects.integer(3))},
                       TagScope(subjects.integer(0)), dictionaries.nameOf(subjects.integer(1)), 0});
    }
    subjects.reset();
    Query &records = connection.query("SELECT key_id, value_id, min(usage_id), count(*) FROM tag_record GROUP BY key_id, value_id").with();
    while (records.step()) {
        all.push_back({{dictionaries.nameOf(records.integer(0)), dictionaries.nameOf(records.integer(1))},
                       TagScope::Record, std::to_string(records.integer(2)), records.integer(3)});
    }
    records.reset();
    std::sort(all.begin(), all.end(), [](const TagAssignment &a, const TagAssignment &b) {
        return std::tie(a.tag, a.scope, a.subject) < std::tie(b.tag, b.scope, b.subject);
    });
    return all;
}

void Decide::setExcluded(StoredUsage &row, bool excluded)
{
    m_rollups.add(row, -1);
    row.record.flags = excluded ? row.record.flags | ExcludedFlag : row.record.flags & ~std::uint32_t{ExcludedFlag};
    m_rollups.add(row, 1);
    m_usage.setFlags(row);
}

// A record that took in weak ones is shown as the join of its shadow and these. What the user decides of it holds for all of
// them, or the next import would join the old flag again.
bool Decide::excludeInFamily(const StoredUsage &row, bool excluded)
{
    std::vector<StoredUsage> rows;
    std::vector<StoredUsage> shadows;
    for (StoredUsage &member : m_usage.byFamily(row.record.family)) {
        ((member.stored & ShadowStored) != 0 ? shadows : rows).push_back(std::move(member));
    }
    std::sort(rows.begin(), rows.end(), [](const auto &a, const auto &b) { return a.record.identity < b.record.identity; });
    const auto shadowOf = [&](const StoredUsage &shown) {
        const Identity identity = shadowIdentity(shown.record.identity);
        return std::find_if(shadows.begin(), shadows.end(), [&](const auto &shadow) { return shadow.record.identity == identity; });
    };
    std::vector<Copy> members;
    std::size_t asked = rows.size();
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto shadow = shadowOf(rows[i]);
        members.push_back(copyOf(shadow == shadows.end() ? rows[i] : *shadow, m_dictionaries));
        members.back().record.identity = rows[i].record.identity;
        asked = rows[i].id == row.id ? i : asked;
    }
    const FamilyRuling ruling = ruleFamily(members);
    const std::size_t shown = ruling.absorbedBy[asked] == FamilyRuling::Nobody ? asked : ruling.absorbedBy[asked];
    const bool isAbsorbed = shown != asked;
    bool any = false;
    const auto decide = [&](StoredUsage &part, bool hit) {
        if (hit && part.record.has(ExcludedFlag) != excluded) {
            setExcluded(part, excluded);
        }
        any = any || part.record.has(ExcludedFlag);
    };
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (ruling.absorbedBy[i] == shown) {
            decide(rows[i], isAbsorbed ? i == asked : !excluded);
        }
    }
    if (const auto shadow = shadowOf(rows[shown]); shadow != shadows.end()) {
        decide(*shadow, !isAbsorbed);
    } else {
        any = excluded;
    }
    const bool changes = rows[shown].record.has(ExcludedFlag) != any;
    if (changes) {
        setExcluded(rows[shown], any);
    }
    return changes;
}

bool Decide::excludeOne(std::int64_t id, bool excluded, bool evenHidden)
{
    std::optional<StoredUsage> row = m_usage.byId(id);
    if (!row || (row->isHidden() && !evenHidden)) {
        return false;
    }
    if ((row->stored & (HasShadowStored | AbsorbedStored)) != 0) {
        return excludeInFamily(*row, excluded);
    }
    if (row->record.has(ExcludedFlag) == excluded) {
        return false;
    }
    setExcluded(*row, excluded);
    return true;
}

void Decide::noteRecord(std::int64_t sequence, std::int64_t usageId, std::int64_t oldValueId)
{
    m_connection
        .query("INSERT INTO journal_record (journal, usage_id, old_value_id) VALUES (?, ?, ?) ON CONFLICT (journal, usage_id) DO NOTHING")
        .with(sequence, usageId, oldValueId)
        .run();
}

std::int64_t Decide::exclude(std::span<const std::int64_t> ids, bool excluded, std::int64_t sequence)
{
    std::int64_t changed = 0;
    for (const std::int64_t id : ids) {
        if (excludeOne(id, excluded, false)) {
            noteRecord(sequence, id, 0);
            ++changed;
        }
    }
    m_rollups.flush();
    return changed;
}

std::int64_t Decide::ownValue(std::int64_t usageId, std::int64_t keyId)
{
    return m_connection.query("SELECT value_id FROM tag_record WHERE usage_id = ? AND key_id = ?").with(usageId, keyId).firstInteger().value_or(0);
}

bool Decide::tagRecord(StoredUsage &row, std::int64_t keyId, std::int64_t oldValueId, std::int64_t valueId, std::int64_t sequence)
{
    if (valueId == 0) {
        m_connection.query("DELETE FROM tag_record WHERE usage_id = ? AND key_id = ?").with(row.id, keyId).run();
    } else {
        m_connection
            .query("INSERT INTO tag_record (usage_id, key_id, value_id, journal) VALUES (?, ?, ?, ?) ON CONFLICT (usage_id, key_id) "
                   "DO UPDATE SET value_id = excluded.value_id, journal = excluded.journal")
            .with(row.id, keyId, valueId, sequence)
            .run();
    }
    const bool tagged = m_connection.query("SELECT 1 FROM tag_record WHERE usage_id = ? LIMIT 1").with(row.id).firstInteger().has_value();
    if (tagged != ((row.stored & TaggedStored) != 0)) {
        row.stored = tagged ? row.stored | TaggedStored : row.stored & ~std::uint32_t{TaggedStored};
        m_usage.setFlags(row);
    }
    if (row.isHidden()) {
        return false;
    }
    const std::int64_t inherited
        = m_connection
              .query("SELECT value_id FROM tag JOIN context c ON c.id = ?1 JOIN facet t ON t.id = c.facet_id WHERE key_id = ?2 AND "
                     "((scope = 2 AND subject_id = c.session_id) OR (scope = 1 AND subject_id = t.project_id)) ORDER BY scope DESC LIMIT 1")
              .with(row.contextId, keyId)
              .firstInteger()
              .value_or(0);
    return (oldValueId != 0 ? oldValueId : inherited) != (valueId != 0 ? valueId : inherited);
}

std::int64_t Decide::tagRecords(std::span<const std::int64_t> ids, std::int64_t keyId, std::int64_t valueId, std::int64_t sequence)
{
    m_connection
        .query("INSERT INTO journal_tag (journal, scope, subject_id, key_id, old_value_id) VALUES (?, ?, 0, ?, 0) "
               "ON CONFLICT (journal) DO NOTHING")
        .with(sequence, int(TagScope::Record), keyId)
        .run();
    std::int64_t changed = 0;
    for (const std::int64_t id : ids) {
        std::optional<StoredUsage> row = m_usage.byId(id);
        if (!row || row->isHidden()) {
            continue;
        }
        const std::int64_t old = ownValue(id, keyId);
        if (old != valueId) {
            changed += tagRecord(*row, keyId, old, valueId, sequence) ? 1 : 0;
            noteRecord(sequence, id, old);
        }
    }
    return changed;
}

/// Records whose tag of the key is that of the subject: none of their own, and a project's only without one of the session.
std::int64_t Decide::countBehind(TagScope scope, std::int64_t subjectId, std::int64_t keyId)
{
    const auto ask = [&](const char *sql) { return m_connection.query(sql).with(subjectId, keyId).firstInteger().value_or(0); };
    if (scope == TagScope::Session) {
        return ask("SELECT coalesce(sum(records), 0) + 0 * ?2 FROM rollup_session WHERE session_id = ?1")
            + ask("SELECT count(*) FROM usage u JOIN context c ON c.id = u.context_id WHERE u.flags & 25165826 <> 0 AND "
                  "u.flags & 1879048192 = 0 AND c.session_id = ?1 AND NOT EXISTS "
                  "(SELECT 1 FROM tag_record t WHERE t.usage_id = u.id AND t.key_id = ?2)")
            - ask("SELECT count(*) FROM tag_record t JOIN usage u ON u.id = t.usage_id JOIN context c ON c.id = u.context_id "
                  "WHERE t.key_id = ?2 AND u.flags & 1904214018 = 0 AND c.session_id = ?1");
    }
#define TOKENMETER_OWN_SESSIONS " NOT IN (SELECT subject_id FROM tag WHERE scope = 2 AND key_id = ?2)"
    return ask("SELECT coalesce(sum(r.records), 0) FROM rollup_session r WHERE r.facet_id IN (SELECT id FROM facet WHERE project_id = ?1) "
               "AND r.session_id" TOKENMETER_OWN_SESSIONS)
        + ask("SELECT count(*) FROM usage u JOIN context c ON c.id = u.context_id WHERE u.flags & 25165826 <> 0 AND u.flags & 1879048192 = 0 "
              "AND c.facet_id IN (SELECT id FROM facet WHERE project_id = ?1) AND c.session_id" TOKENMETER_OWN_SESSIONS
              " AND NOT EXISTS (SELECT 1 FROM tag_record t WHERE t.usage_id = u.id AND t.key_id = ?2)")
        - ask("SELECT count(*) FROM tag_record t JOIN usage u ON u.id = t.usage_id JOIN context c ON c.id = u.context_id "
              "WHERE t.key_id = ?2 AND u.flags & 1904214018 = 0 AND c.facet_id IN (SELECT id FROM facet WHERE project_id = ?1) "
              "AND c.session_id" TOKENMETER_OWN_SESSIONS);
#undef TOKENMETER_OWN_SESSIONS
}

std::int64_t Decide::tagSubject(TagScope scope, std::int64_t subjectId, std::int64_t keyId, std::int64_t valueId, std::int64_t sequence)
{
    const std::int64_t old = m_connection.query("SELECT value_id FROM tag WHERE scope = ? AND subject_id = ? AND key_id = ?")
                                 .with(int(scope), subjectId, keyId)
                                 .firstInteger()
                                 .value_or(0);
    m_connection.query("INSERT INTO journal_tag (journal, scope, subject_id, key_id, old_value_id) VALUES (?, ?, ?, ?, ?)")
        .with(sequence, int(scope), subjectId, keyId, old)
        .run();
    if (old == valueId) {
        return 0;
    }
    // What a session without a tag shows is its project's.
    const auto behind = [&] {
        if (scope == TagScope::Project || (old != 0 && valueId != 0)) {
            return countBehind(scope, subjectId, keyId);
        }
        const std::int64_t value = old != 0 ? old : valueId;
        Query &facets = m_connection
                            .query("SELECT count(*) FROM context c JOIN facet t ON t.id = c.facet_id LEFT JOIN tag p ON p.scope = 1 AND "
                                   "p.subject_id = t.project_id AND p.key_id = ? WHERE c.session_id = ? AND p.value_id = ?")
                            .with(keyId, subjectId, value);
        const bool same = facets.firstInteger().value_or(0) > 0;
        return same ? std::int64_t{0} : countBehind(scope, subjectId, keyId);
    };
    const std::int64_t changed = behind();
    if (valueId == 0) {
        m_connection.query("DELETE FROM tag WHERE scope = ? AND subject_id = ? AND key_id = ?").with(int(scope), subjectId, keyId).run();
    } else {
        m_connection
            .query("INSERT INTO tag (scope, subject_id, key_id, value_id, journal) VALUES (?, ?, ?, ?, ?) "
                   "ON CONFLICT (scope, subject_id, key_id) DO UPDATE SET value_id = excluded.value_id, journal = excluded.journal")
            .with(int(scope), subjectId, keyId, valueId, sequence)
            .run();
    }
    return changed;
}

std::int64_t Decide::takeBack(const Undoable &what, std::int64_t sequence, std::int64_t &after, std::size_t most)
{
    std::vector<std::pair<std::int64_t, std::int64_t>> records;
    Query &query = m_connection
                       .query("SELECT usage_id, old_value_id FROM journal_record WHERE journal = ? AND usage_id > ? ORDER BY usage_id LIMIT ?")
                       .with(what.sequence, after, most);
    while (query.step()) {
        records.emplace_back(query.integer(0), query.integer(1));
    }
    query.reset();
    const std::int64_t keyId
        = m_connection.query("SELECT key_id FROM journal_tag WHERE journal = ?").with(what.sequence).firstInteger().value_or(0);
    std::int64_t changed = 0;
    for (const auto &[id, old] : records) {
        if (what.kind != UndoKind::Tag) {
            changed += excludeOne(id, what.kind == UndoKind::Exclude, true) ? 1 : 0;
        } else if (std::optional<StoredUsage> row = m_usage.byId(id)) {
            changed += tagRecord(*row, keyId, ownValue(id, keyId), old, sequence) ? 1 : 0;
        }
    }
    m_rollups.flush();
    after = records.size() < most ? INT64_MAX : records.back().first;
    return changed;
}

std::int64_t Decide::takeBackSubject(const Undoable &what, std::int64_t sequence)
{
    Query &query = m_connection.query("SELECT scope, subject_id, key_id, old_value_id FROM journal_tag WHERE journal = ?").with(what.sequence);
    if (!query.step() || TagScope(query.integer(0)) == TagScope::Record) {
        query.reset();
        return 0;
    }
    const auto scope = TagScope(query.integer(0));
    const std::int64_t subject = query.integer(1);
    const std::int64_t key = query.integer(2);
    const std::int64_t old = query.integer(3);
    query.reset();
    return tagSubject(scope, subject, key, old, sequence);
}

} // namespace tokenmeter
