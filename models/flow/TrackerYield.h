// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ledger/LedgerReader.h"
#include "ledger/LedgerWriter.h"

#include <cstdint>

namespace tokenmeter
{

/// Days that another tracker summed yield to records of the same tool: where the tool's own logs have anything of the day, the sum of
/// that day is taken out of totals, rollups and budgets as an excluded record, journalled with the reason. Of two trackers that
/// summed one day of one tool likewise one counts. So the user sees which one counts, and the order in which files are imported does not matter. A ledger without trackers costs one question.
/// @return how many records were taken out
Result<std::int64_t> yieldToRecords(LedgerWriter &writer, LedgerReader &reader, UtcTime now);

} // namespace tokenmeter
