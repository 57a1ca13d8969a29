// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Result.h"
#include "core/Zone.h"
#include "ledger/LedgerReader.h"

#include <optional>

namespace tokenmeter
{

/// The day nearest to the filter's period, whatever else it filters by, that has usage; the earlier of two equally near.
/// Nothing when there is none. Both days of the filter must be set. Problems are the reader's.
Result<std::optional<LocalDay>> nearestDataDay(LedgerReader &reader, const UsageFilter &filter, const Zone &zone);

} // namespace tokenmeter
