// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Budget.h"

#include <optional>
#include <string>
#include <vector>

namespace tokenmeter
{

/// Stored by name in JSON only.
enum class BudgetState : std::uint8_t { Ok, Warning, Exceeded, Unknown };
/// "ok", "warning", "exceeded", "unknown": stable, on the command line and in JSON.
std::string_view nameOf(BudgetState state);

/// What is carried into the next period: none 0, unspent max(0, rest), both rest; kept inside the cap.
Int128 carriedOut(Rollover rollover, const std::optional<Int128> &cap, Int128 rest);

/// 100 spent >= threshold x available, for spent > 0. No division.
bool isReached(int threshold, Int128 spent, Int128 available);
/// Equal is not exceeded.
constexpr bool isExceeded(Int128 spent, Int128 available)
{
    return spent > available;
}

/// @param incomplete something in scope could not be counted (no price, no exchange rate): then it is unknown unless exceeded
BudgetState stateOf(Int128 spent, Int128 available, const std::vector<int> &thresholds, bool incomplete);

/// spent / available, rounded down to nine places. Nothing = "over": there is nothing available and more than that is spent.
struct BudgetRatio
{
    std::optional<Int128> billionths{};
    /// "0.4312", at least four decimals; "over".
    std::string toText() const;
    /// For bars and sorting only; "over" is infinite.
    double toDouble() const;
    friend bool operator==(const BudgetRatio &, const BudgetRatio &) = default;
};
BudgetRatio ratioOf(Int128 spent, Int128 available);

} // namespace tokenmeter
