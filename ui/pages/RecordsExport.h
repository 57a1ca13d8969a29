// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "WindowServices.h"
#include "ledger/Records.h"
#include "pages/RecordsText.h"

#include <vector>

namespace tokenmeter
{

/// A list of records that is to be a CSV file: all of it, never held whole in memory.
struct RecordsExport
{
    RecordQuestion question{}; ///< filter and order; place and limit are not looked at
    Zone zone = Zone::utc();   ///< of the filter's days
    std::vector<RecordColumn> columns{};
    QString file{};            ///< replaced only once everything is written; readable by its owner only
};

/// Exact values as `csvOf` writes them, times in UTC, and one more column that says which records are excluded from totals.
/// Reports its progress. Not for a thread that must not wait.
/// @return how many records were written. Problems: FileNotWritten, Cancelled, and the reader's
Result<std::int64_t> exportRecords(WindowServices::Reading &reading, const RecordsExport &work);

} // namespace tokenmeter
