// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ledger/Query.h"

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace tokenmeter
{

/// What the last settling of overlaps stood on and came to.
struct CoverMemo
{
    std::string rule{};  ///< sources, choices, zone: where it differs all is settled anew
    std::string whole{}; ///< what follows from all days together: where it differs likewise
    std::pair<std::int64_t, std::int64_t> quarters{}; ///< that were looked at
};

/// Facts of days whose sums say what follows from all days together.
struct CoverFacts
{
    enum Kind : std::int64_t { Told, Recurring, Twins };
    using Key = std::array<std::int64_t, 5>;    ///< kind, source, rank, other source, other rank
    using Values = std::array<std::int64_t, 3>; ///< added modulo 2^64
    std::map<std::int64_t, std::map<Key, Values>> days{};

    static void add(Values &sum, const Values &more);
};

/// Kept in the ledger, so that every process goes on where the last one stopped. Inside a transaction. Throw.
namespace covermemo
{
/// Nothing: nothing is known.
std::optional<CoverMemo> read(Connection &connection);
void forget(Connection &connection);
/// That sums of records changed in these days of UTC. Costs one question where nothing is kept.
void noteTouched(Connection &connection, const std::set<std::int64_t> &days);
std::set<std::int64_t> touched(Connection &connection);
/// Over all days but these.
std::map<CoverFacts::Key, CoverFacts::Values> sums(Connection &connection, const std::set<std::int64_t> &except);
/// @param days whose facts these are; nothing: all. Nothing is touched any more
void write(Connection &connection, const CoverMemo &memo, const CoverFacts &facts, const std::optional<std::set<std::int64_t>> &days);
} // namespace covermemo

} // namespace tokenmeter
