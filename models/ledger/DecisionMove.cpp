// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/DecisionMove.h"

#include "ledger/Query.h"

#include <utility>
#include <vector>

namespace tokenmeter
{
namespace
{

bool decides(const std::vector<DecisionMove::Note> &notes, std::int64_t key)
{
    for (const DecisionMove::Note &note : notes) {
        if (note.key == key && !note.isTakenBack) {
            return true;
        }
    }
    return false;
}

bool hasTag(Connection &connection, std::int64_t record, std::int64_t key)
{
    return connection.query("SELECT 1 FROM tag_record WHERE usage_id = ? AND key_id = ?").with(record, key).firstInteger().has_value();
}

std::vector<std::int64_t> tagKeysOf(Connection &connection, std::int64_t record)
{
    std::vector<std::int64_t> keys;
    Query &query = connection.query("SELECT key_id FROM tag_record WHERE usage_id = ?").with(record);
    while (query.step()) {
        keys.push_back(query.integer(0));
    }
    query.reset();
    return keys;
}

} // namespace

/// What the user decides meanwhile waits for the end of the transaction, and what is moved in it stays in its entry.
const std::vector<DecisionMove::Note> &DecisionMove::entries()
{
    if (!m_entries) {
        m_entries.emplace();
        Query &query = m_connection
                           .query("SELECT j.sequence, coalesce(t.key_id, 0), j.undone FROM journal j "
                                  "LEFT JOIN journal_tag t ON t.journal = j.sequence "
                                  "WHERE EXISTS (SELECT 1 FROM journal_record r WHERE r.journal = j.sequence) ORDER BY j.sequence")
                           .with();
        while (query.step()) {
            m_entries->push_back({query.integer(0), query.integer(1), query.integer(2) != 0});
        }
        query.reset();
    }
    return *m_entries;
}

/// The table is ordered by the entries' numbers, so each is asked.
std::vector<DecisionMove::Note> DecisionMove::notesOf(std::int64_t record)
{
    std::vector<Note> notes;
    for (const Note &entry : entries()) {
        if (m_connection.query("SELECT 1 FROM journal_record WHERE journal = ? AND usage_id = ?").with(entry.journal, record).firstInteger()) {
            notes.push_back(entry);
        }
    }
    return notes;
}

bool DecisionMove::isDecided(std::int64_t record)
{
    return decides(notesOf(record), 0);
}

bool DecisionMove::move(std::int64_t from, std::int64_t to)
{
    const std::vector<Note> older = notesOf(from);
    const std::vector<std::int64_t> keys = tagKeysOf(m_connection, from);
    if (older.empty() && keys.empty()) {
        return false;
    }
    const std::vector<Note> own = notesOf(to);
    const auto isFree = [&](std::int64_t key) { return !decides(own, key) && (key == 0 || !hasTag(m_connection, to, key)); };
    std::vector<std::int64_t> moved;
    for (const Note &note : older) { // before the tags are: isFree() looks at them
        if (isFree(note.key)) {
            moved.push_back(note.journal);
        }
    }
    bool isTagged = false;
    for (const std::int64_t key : keys) {
        if (isFree(key)) {
            m_connection.query("UPDATE tag_record SET usage_id = ? WHERE usage_id = ? AND key_id = ?").with(to, from, key).run();
            isTagged = true;
        }
    }
    for (const std::int64_t journal : moved) { // an entry that was taken back may have noted both
        m_connection.query("DELETE FROM journal_record WHERE journal = ? AND usage_id = ?").with(journal, to).run();
        m_connection.query("UPDATE journal_record SET usage_id = ? WHERE journal = ? AND usage_id = ?").with(to, journal, from).run();
    }
    for (const Note &note : older) {
        m_connection.query("DELETE FROM journal_record WHERE journal = ? AND usage_id = ?").with(note.journal, from).run();
    }
    m_connection.query("DELETE FROM tag_record WHERE usage_id = ?").with(from).run();
    return isTagged;
}

} // namespace tokenmeter
