// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Budget.h"
#include "core/Zone.h"

#include <optional>
#include <vector>

namespace tokenmeter
{

/// One period of a budget: [from, to) in UTC, cut at local midnights. Of a rolling budget (from, to]: later than `from` up to
/// `to`, which is the moment it was asked for; its days are those that it touches.
struct BudgetSpan
{
    UtcTime from{};
    UtcTime to{};
    LocalDay firstDay{};
    LocalDay endDay{}; ///< exclusive
    bool isRolling = false;
    int days() const { return int((endDay - firstDay).count()); }
    bool contains(UtcTime time) const { return isRolling ? from < time && time <= to : from <= time && time < to; }
    bool contains(LocalDay day) const { return firstDay <= day && day < endDay; }
    friend bool operator==(const BudgetSpan &, const BudgetSpan &) = default;
};

/// The period that holds a day; always computed from the anchor, so it does not drift. Not for rolling budgets.
/// Of a Range its one period, whatever the day.
BudgetSpan spanOf(const BudgetPeriod &period, LocalDay day, const Zone &zone);
/// The period at a moment. Of a Range its one period, whatever the moment.
BudgetSpan spanAt(const BudgetPeriod &period, UtcTime now, const Zone &zone);
/// The one before or after. Nothing for Rolling and Range.
std::optional<BudgetSpan> spanBefore(const BudgetPeriod &period, const BudgetSpan &span, const Zone &zone);
std::optional<BudgetSpan> spanAfter(const BudgetPeriod &period, const BudgetSpan &span, const Zone &zone);
/// From the period that holds `first` to the one that holds `last`, ascending, at most `most`: the latest ones.
std::vector<BudgetSpan> spansBetween(const BudgetPeriod &period, LocalDay first, LocalDay last, const Zone &zone, std::size_t most = 10'000);

/// What stands for the period's start in keys of a rolling budget's alerts: the block of its N hours, counted from 1970, that
/// holds `now`. AlertRules says how an alert that still holds is kept from coming again in the next block.
UtcTime rollingKeyStart(const BudgetPeriod &period, UtcTime now);

} // namespace tokenmeter
