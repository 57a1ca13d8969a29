// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/LedgerReader.h"

// Stands in until the real thing is written.
namespace tokenmeter
{
bool isValidTag(const Tag &tag) { return !tag.key.empty() && !tag.value.empty(); }
RecordPlace placeOf(const RecordRow &row, RecordSort) { return {.key = row.time.time_since_epoch().count(), .id = row.id}; }
RecordPlace placeOfTime(UtcTime time) { return {.key = time.time_since_epoch().count(), .id = 0}; }
Result<RecordPage> LedgerReader::records(const RecordQuestion &, const Zone &, const ReadProgress &) { return Problem{}; }
Result<RecordCounts> LedgerReader::recordCounts(const UsageFilter &, const Zone &, const ReadProgress &) { return Problem{}; }
Result<RecordRow> LedgerReader::record(std::int64_t) { return Problem{}; }
Result<std::vector<RecordSighting>> LedgerReader::sightings(std::int64_t) { return Problem{}; }
Result<std::vector<TagAssignment>> LedgerReader::tagAssignments() { return Problem{}; }
Result<std::vector<JournalEntry>> LedgerReader::journal(std::size_t) { return Problem{}; }
Result<std::optional<JournalEntry>> LedgerReader::undoable() { return Problem{}; }
Result<std::int64_t> LedgerWriter::setTag(const TagTarget &, const Tag &, UtcTime) { return Problem{}; }
Result<std::int64_t> LedgerWriter::setExcluded(const RecordSelection &, bool, const std::string &, UtcTime) { return Problem{}; }
Result<JournalEntry> LedgerWriter::undo(UtcTime) { return Problem{}; }
} // namespace tokenmeter
