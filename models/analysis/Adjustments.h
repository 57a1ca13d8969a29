// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/ClosedCells.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tokenmeter
{

/// Why a closed period would have other figures today.
enum class AdjustmentCause : std::uint8_t {
    LateRecords,    ///< learned after the close
    PriceChanged,   ///< the same usage at another price, or at one at last
    Excluded,       ///< taken out of totals
    Included,       ///< put back into totals
    ProjectChanged, ///< the same usage counts for another project
    SourceChanged,  ///< the same usage is told by another source
    RecordsChanged, ///< known records have other counts, or are counted no longer
};

/// Stable name in JSON: "late_records".
std::string_view keyOf(AdjustmentCause cause);

/// One cause of one change, of the usage of one source, model and project.
struct Adjustment
{
    AdjustmentCause cause = AdjustmentCause::RecordsChanged;
    std::string source{};
    std::string provider{}; ///< raw, like model and project
    std::string model{};
    std::string project{};
    std::string other{}; ///< of a change of project or source: the one on the other side
    std::int64_t requests = 0; ///< now less then, of what is in totals; likewise below
    TokenCounts tokens{};
    RareCounts rare{};
    std::vector<Money> amounts{}; ///< exact, one a currency, by code, none of them 0; empty: no amount changed

    friend bool operator==(const Adjustment &, const Adjustment &) = default;
};

/// What leads from the frozen cells to those of today. For every currency, project, model and source, to the last digit:
/// frozen total + sum of adjustments = total of today. By source, provider, model, project, cause.
///
/// Which part has which cause is told by sums: late records are known as such; what was excluded since is counted at its price of today;
/// of the rest, equal counts at another amount are a price; counts that are missing here and there again are a move. Only where one source,
/// model and project had both an exclusion and new prices between the same two looks, part of the one may be counted with the other.
std::vector<Adjustment> adjustments(const ClosedCells &frozen, const ClosedCells &current);

/// Their amounts together, by currency.
std::vector<Money> sumOf(std::span<const Adjustment> adjustments);

std::string adjustmentsJson(std::span<const Adjustment> adjustments);
/// Problem: BadArgument("adjustments", where)
Result<std::vector<Adjustment>> readAdjustments(std::string_view json);

} // namespace tokenmeter
