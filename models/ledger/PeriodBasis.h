// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Rate.h"
#include "core/Time.h"
#include "core/Zone.h"
#include "ledger/UsageFilter.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tokenmeter
{

struct BasisQuestion
{
    LocalDay from{}; ///< inclusive, in `zone`
    LocalDay to{};   ///< inclusive
    Zone zone = Zone::utc();
    std::optional<UtcTime> learnedAfter{}; ///< records whose import began later are late ones; nothing: none is
};

/// Sums of records that share all of this.
struct BasisCell
{
    std::string source{};   ///< format
    std::string provider{}; ///< raw
    std::string model{};    ///< raw
    std::string project{};
    bool isExcluded = false; ///< in no total
    bool isLate = false;
    std::shared_ptr<const Rate> rate{}; ///< never null
    std::int64_t requests = 0;
    TokenCounts tokens{};
    RareCounts rare{};
};

/// What a period stands on: all records of its days but hidden ones, each at its rate.
struct PeriodBasis
{
    /// SHA-256 in hex over the records in totals (identity, time, who served and for which project, counts, every price of its rate) as a
    /// set: see the README. Equal ledgers have equal ones, whatever the order of their imports; names of price lists do not show.
    std::string hash{};
    std::int64_t records = 0; ///< in totals
    std::vector<BasisCell> cells{}; ///< in no order
};

class Connection;
class ReaderDictionaries;
class Snapshot;
/// The body of LedgerReader::periodBasis(). Throws.
PeriodBasis periodBasisOf(Connection &connection, ReaderDictionaries &dictionaries, Snapshot &snapshot, const BasisQuestion &question,
                          const ReadProgress &progress);

} // namespace tokenmeter
