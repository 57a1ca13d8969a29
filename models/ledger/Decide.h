// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ledger/Decisions.h"
#include "ledger/Rollups.h"
#include "ledger/UsageQuery.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tokenmeter
{

/// What undo must do. Stored in journal.undo_kind: never renumber.
enum class UndoKind : std::uint8_t { Nothing = 0, Include = 1, Exclude = 2, Tag = 3, OfBudget = 4, OfPlan = 5, OfClose = 6, OfReviewFact = 7, OfSource = 8, OfOverlap = 9 };

/// Writes an entry that is the newest. @return its sequence
std::int64_t writeJournal(Connection &connection, std::string_view uuid, UtcTime now, std::string_view action, std::string_view subject,
                          std::string_view detail, UndoKind undo = UndoKind::Nothing, std::int64_t records = 0);
std::vector<JournalEntry> readJournal(Connection &connection, std::size_t limit);
struct Undoable
{
    std::int64_t sequence = 0;
    UndoKind kind = UndoKind::Nothing;
    JournalEntry entry{};
};
std::optional<Undoable> undoableOf(Connection &connection);
/// Whether the entry stands and nobody has taken it back.
bool isStanding(Connection &connection, std::int64_t sequence);
std::vector<TagAssignment> readAssignments(Connection &connection, ReaderDictionaries &dictionaries);

/// Changes of records and tags that a decision makes, inside its transaction. Each call of a function is one step; what it changed
/// is written beside the journal, so that undo is exact.
class Decide
{
public:
    Decide(Connection &connection, Dictionaries &dictionaries, Rollups &rollups, UsageTable &usage)
        : m_connection{connection}, m_dictionaries{dictionaries}, m_rollups{rollups}, m_usage{usage}
    {
    }

    /// @param sequence the entry of the journal that notes which records changed
    /// @return how many records changed
    std::int64_t exclude(std::span<const std::int64_t> ids, bool excluded, std::int64_t sequence);
    /// @param valueId 0 takes the tag away
    /// @return how many records' effective tag changed
    std::int64_t tagRecords(std::span<const std::int64_t> ids, std::int64_t keyId, std::int64_t valueId, std::int64_t sequence);
    std::int64_t tagSubject(TagScope scope, std::int64_t subjectId, std::int64_t keyId, std::int64_t valueId, std::int64_t sequence);
    /// Takes back what an entry noted of records, in portions. @param after number of the last record of the portion before,
    /// then of this one; INT64_MAX when that was the last
    /// @return how many records changed
    std::int64_t takeBack(const Undoable &what, std::int64_t sequence, std::int64_t &after, std::size_t most);
    /// Of the tag of a session or project.
    std::int64_t takeBackSubject(const Undoable &what, std::int64_t sequence);

private:
    void setExcluded(StoredUsage &row, bool excluded);
    bool excludeOne(std::int64_t id, bool excluded, bool evenHidden);
    bool excludeInFamily(const StoredUsage &row, bool excluded);
    bool tagRecord(StoredUsage &row, std::int64_t keyId, std::int64_t oldValueId, std::int64_t valueId, std::int64_t sequence);
    std::int64_t ownValue(std::int64_t usageId, std::int64_t keyId);
    void noteRecord(std::int64_t sequence, std::int64_t usageId, std::int64_t oldValueId);
    std::int64_t countBehind(TagScope scope, std::int64_t subjectId, std::int64_t keyId);

    Connection &m_connection;
    Dictionaries &m_dictionaries;
    Rollups &m_rollups;
    UsageTable &m_usage;
};

} // namespace tokenmeter
