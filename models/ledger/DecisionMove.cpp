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

/// A note of the journal about one record. key: of a tag's entry; 0: an exclusion or an inclusion.
struct JournalNote
{
    std::int64_t journal = 0;
    std::int64_t key = 0;
    bool isTakenBack = false;
};

/// By the journal's numbers, by which the table is ordered.
std::vector<JournalNote> notesOf(Connection &connection, std::int64_t record)
{
    std::vector<JournalNote> notes;
    Query &query = connection
                       .query("SELECT r.journal, coalesce(t.key_id, 0), j.undone FROM journal j CROSS JOIN journal_record r ON r.journal = j.sequence "
                              "AND r.usage_id = ? LEFT JOIN journal_tag t ON t.journal = r.journal ORDER BY r.journal")
                       .with(record);
    while (query.step()) {
        notes.push_back({query.integer(0), query.integer(1), query.integer(2) != 0});
    }
    query.reset();
    return notes;
}

bool decides(const std::vector<JournalNote> &notes, std::int64_t key)
{
    for (const JournalNote &note : notes) {
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

bool moveDecisions(Connection &connection, std::int64_t from, std::int64_t to)
{
    const std::vector<JournalNote> older = notesOf(connection, from);
    const std::vector<std::int64_t> keys = tagKeysOf(connection, from);
    if (older.empty() && keys.empty()) {
        return false;
    }
    const std::vector<JournalNote> own = notesOf(connection, to);
    const auto isFree = [&](std::int64_t key) { return !decides(own, key) && (key == 0 || !hasTag(connection, to, key)); };
    std::vector<std::int64_t> moved;
    for (const JournalNote &note : older) { // before the tags are: isFree() looks at them
        if (isFree(note.key)) {
            moved.push_back(note.journal);
        }
    }
    bool isTagged = false;
    for (const std::int64_t key : keys) {
        if (isFree(key)) {
            connection.query("UPDATE tag_record SET usage_id = ? WHERE usage_id = ? AND key_id = ?").with(to, from, key).run();
            isTagged = true;
        }
    }
    for (const std::int64_t journal : moved) { // an entry that was taken back may have noted both
        connection.query("DELETE FROM journal_record WHERE journal = ? AND usage_id = ?").with(journal, to).run();
        connection.query("UPDATE journal_record SET usage_id = ? WHERE journal = ? AND usage_id = ?").with(to, journal, from).run();
    }
    for (const JournalNote &note : older) {
        connection.query("DELETE FROM journal_record WHERE journal = ? AND usage_id = ?").with(note.journal, from).run();
    }
    connection.query("DELETE FROM tag_record WHERE usage_id = ?").with(from).run();
    return isTagged;
}

} // namespace tokenmeter
