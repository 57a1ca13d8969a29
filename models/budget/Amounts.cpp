// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "budget/Amounts.h"

#include "core/Decimal.h"

#include <algorithm>
#include <limits>

namespace tokenmeter
{
namespace
{

constexpr int RatioScale = 9;
constexpr Int128 RatioUnit = 1'000'000'000;

/// a * 10^9 / b rounded down, for 0 <= a and 0 < b, where a * 10^9 need not fit.
Int128 billionthsOf(Int128 a, Int128 b)
{
    Int128 result = a / b;
    Int128 rest = a % b;
    for (int digit = 0; digit < RatioScale; ++digit) {
        rest *= 10;
        result = result * 10 + rest / b;
        rest %= b;
    }
    return result;
}

} // namespace

std::string_view nameOf(BudgetState state)
{
    switch (state) {
    case BudgetState::Ok:
        return "ok";
    case BudgetState::Warning:
        return "warning";
    case BudgetState::Exceeded:
        return "exceeded";
    case BudgetState::Unknown:
        return "unknown";
    }
    return "unknown";
}

Int128 carriedOut(Rollover rollover, const std::optional<Int128> &cap, Int128 rest)
{
    if (rollover == Rollover::None) {
        return 0;
    }
    const Int128 carried = rollover == Rollover::Unspent ? std::max<Int128>(0, rest) : rest;
    return cap ? std::clamp<Int128>(carried, -*cap, *cap) : carried;
}

bool isReached(int threshold, Int128 spent, Int128 available)
{
    return spent > 0 && spent * 100 >= available * threshold;
}

BudgetState stateOf(Int128 spent, Int128 available, const std::vector<int> &thresholds, bool incomplete)
{
    if (isExceeded(spent, available)) {
        return BudgetState::Exceeded;
    }
    if (incomplete) {
        return BudgetState::Unknown;
    }
    const bool warns
        = std::any_of(thresholds.begin(), thresholds.end(), [&](int threshold) { return isReached(threshold, spent, available); });
    return warns ? BudgetState::Warning : BudgetState::Ok;
}

std::string BudgetRatio::toText() const
{
    return billionths ? formatDecimal(*billionths, RatioScale, 4) : std::string{"over"};
}

double BudgetRatio::toDouble() const
{
    return billionths ? double(*billionths) / double(RatioUnit) : std::numeric_limits<double>::infinity();
}

BudgetRatio ratioOf(Int128 spent, Int128 available)
{
    if (available <= 0) {
        return {spent > available ? std::nullopt : std::optional<Int128>{0}};
    }
    return {spent <= 0 ? Int128{0} : billionthsOf(spent, available)};
}

} // namespace tokenmeter
