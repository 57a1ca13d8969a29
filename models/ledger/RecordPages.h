// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ledger/RecordScan.h"
#include "ledger/Records.h"

#include <vector>

namespace tokenmeter
{

/// Bodies of LedgerReader's functions about single records. They throw.
RecordPage pageOf(Connection &connection, ReaderDictionaries &dictionaries, Snapshot &snapshot, const RecordQuestion &question,
                  const Zone &zone, const ReadProgress &progress);
RecordRow recordOf(Connection &connection, ReaderDictionaries &dictionaries, std::int64_t id);
std::vector<RecordSighting> sightingsOf(Connection &connection, std::int64_t id);
/// The body of LedgerReader::mergedCopies(). Throws.
std::vector<MergedCopies> mergedCopiesOf(Connection &connection, UtcTime from, UtcTime to);

/// Numbers of the records that a filter lets through, ascending.
std::vector<std::int64_t> recordIds(Connection &connection, ReaderDictionaries &dictionaries, Snapshot &snapshot,
                                    const UsageFilter &filter, const Zone &zone);

} // namespace tokenmeter
