// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Result.h"
#include "core/Zone.h"
#include "flow/OverviewPeriods.h"
#include "ledger/LedgerReader.h"

#include <optional>

namespace tokenmeter
{

/// For a period without usage: the day with some that lies nearest to it, by the rest of the filter; of two the earlier.
/// Nothing when no day has any. Problems are the reader's.
Result<std::optional<LocalDay>> nearestDataDay(LedgerReader &reader, UsageFilter filter, const Zone &zone, DayRange period);

} // namespace tokenmeter
