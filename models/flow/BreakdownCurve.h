// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Int128.h"
#include "flow/Breakdown.h"

#include <vector>

namespace tokenmeter
{

/// How much of the whole the largest parts make, one measure.
struct ConcentrationCurve
{
    std::vector<Int128> sums{}; ///< of the largest, the two largest, ...; the last one is everything
    std::size_t most = 0;       ///< how many of the largest make at least 80 %; 0 = there is nothing
    Int128 total() const { return sums.empty() ? Int128{0} : sums.back(); }
    /// @param values none below 0
    static ConcentrationCurve of(std::vector<Int128> values);
};
inline constexpr int ConcentrationPercent = 80;

struct Concentration
{
    enum class Of : std::uint8_t { Sessions, Projects }; ///< projects where no usage says its session
    Of of = Of::Sessions;
    ConcentrationCurve cost{}; ///< attos of the currency
    ConcentrationCurve tokens{};
    ConcentrationCurve requests{};
    std::int64_t unpricedRequests = 0; ///< of what is counted: the curve of costs is without them
    /// Usage that names no session stands in no curve of sessions.
    Money outside{};
    std::int64_t outsideRequests = 0;
    Currency currency{};
};

/// Problems: as breakdownOf. `request.by` is not looked at.
Result<Concentration> concentrationOf(LedgerReader &reader, Pricer &pricer, const BreakdownRequest &request);

} // namespace tokenmeter
