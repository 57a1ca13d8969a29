// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "flow/Compare.h"

#include <cstddef>
#include <cstdint>

namespace tokenmeter
{

struct WholeComparison
{
    CompareRecords records{}; ///< without columns: what is known of all records together
    Comparison comparison{};
};

/// How a comparison of any size is cut up.
struct WholeSizes
{
    std::int64_t piece = 400'000; ///< requests of whole local days that are one question; a longer day is one as well
    /// Records that are held at once. More than a piece, so that they are replayed when the piece has been read and no read transaction
    /// waits for it; only a day with more is replayed in between.
    std::size_t part = 1'000'000;
};

/// What compareOf() says, for a window that stays open beside it: piece by piece of whole local days, each a question of its own. So
/// what another process writes meanwhile lets one piece begin anew and never all; a record counts in the piece of its day, thus once.
/// Memory follows models, days and `sizes.part`, not the number of records.
/// Problems: the reader's; Cancelled when it is interrupted; BadArgument for a currency.
Result<WholeComparison> compareWhole(LedgerReader &reader, Pricer &pricer, const CompareRequest &request, const WholeSizes &sizes = {});

} // namespace tokenmeter
