// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/Credits.h"
#include "core/Money.h"
#include "ledger/LedgerReader.h"
#include "pricing/Pricer.h"

#include <optional>
#include <string>
#include <vector>

namespace tokenmeter
{

/// One cycle of a subscription: its fee against what it covered.
struct PlanCycleWorth
{
    CycleDays days{};
    PlanWorth worth{};             ///< in attos of the fee's currency
    std::vector<Int128> daily{};   ///< value by day, up to today or the cycle's end
    std::vector<Money> foreign{};  ///< of the value what has no exchange rate to the fee's currency, and is in no sum
    std::int64_t unpricedTokens = 0; ///< that it covered: the value is that or more
    bool isOpen = false;           ///< today is inside
    /// When the value is likely to reach the fee, from the forecast of the value; only where it has not yet, and there is evidence.
    std::optional<LocalDay> likelyBreakEven{};
    bool isAtLeast() const { return unpricedTokens > 0 || !foreign.empty(); }
};

/// How a plan stands.
struct PlanStanding
{
    enum class State : std::uint8_t { Ahead, InForce, UsedUp, Over };
    Plan plan{};
    PlanUse use{};
    State state = State::InForce;
    /// Of Pack, when it is over: what had been paid for credit that nobody used. A line of its own on the last day, on no record.
    std::optional<Int128> expired{};
    std::vector<PlanCycleWorth> cycles{}; ///< of Subscription: those that have begun, in their order

    Int128 creditLeft() const { return plan.face - use.drawn; }   ///< of Pack, at face value
    Int128 cashLeft() const { return plan.paid - use.cash; }      ///< of Pack: what was paid for that
    /// Of Quota; of one per model the model that has least left (all of it where none was used).
    std::int64_t tokensLeft() const;
    /// Of Quota and Pack: how much is gone, in per cent, floor; of others 0.
    int usedPercent() const;
};

/// All plans, in the order they were made. One pass over what they serve.
Result<std::vector<PlanStanding>> planStandingsOf(LedgerReader &reader, Pricer &pricer, UtcTime now, const Zone &zone, const ReadProgress &progress = {});

/// Money of a plan that belongs to days and to no record: it stands beside effective cost and in no sum with it.
struct PlanLine
{
    enum class Kind : std::uint8_t { Fee, ExpiredCredit };
    Kind kind = Kind::Fee;
    std::int64_t plan = 0;
    std::string name{};
    Money amount{};
    friend bool operator==(const PlanLine &, const PlanLine &) = default;
};
/// Of local days [from, to], both inclusive and open where nothing; no day after `today`. A fee is spread over the days of its cycle.
std::vector<PlanLine> planLinesOf(const std::vector<PlanStanding> &standings, std::optional<LocalDay> from, std::optional<LocalDay> to, LocalDay today,
                                  const Zone &zone);

} // namespace tokenmeter
