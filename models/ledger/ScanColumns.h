// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ledger/Query.h"
#include "ledger/RecordFilter.h"

/// What a scan reads of `usage`, in the order that readScanRow() expects.
#define TOKENMETER_SCAN_COLUMNS                                                                                         \
    "id, context_id, flags, time_ms, precision, rate_id, requests, input, cache_read, cache_write_5m, cache_write_1h, " \
    "output, reasoning"

namespace tokenmeter
{

/// @param connection that of the query: rare counts stand in a table of their own
void readScanRow(Connection &connection, const Query &query, ScanRow &row);

/// Which of its records a question looks at.
enum class ScanOf : std::uint8_t { NotExcluded, Excluded, All };

/// Hidden rows are never wanted.
bool isScanned(std::uint32_t flags, ScanOf of);

} // namespace tokenmeter
