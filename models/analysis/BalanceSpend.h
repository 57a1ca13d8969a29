// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/BalanceSnapshot.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace tokenmeter
{

/// What happened to one currency of one account between two moments at which it was asked.
struct BalanceStep
{
    UtcTime from{}; ///< of the earlier snapshot
    UtcTime to{};   ///< of the later one: the spend lies somewhere in (from, to]
    std::string account{}; ///< of the snapshots
    std::string currency{};
    /// Paid money that was spent. Missing: nothing can be said (see `isUnknown`).
    std::optional<ChargeAmount> spent{};
    /// Granted credit that went: used or expired, which the balance does not tell. No money of the user's; apart from `spent`.
    std::optional<ChargeAmount> grantGone{};
    std::optional<ChargeAmount> toppedUp{}; ///< money that came in; missing: none was seen
    std::optional<ChargeAmount> grantAdded{}; ///< credit that was given
    bool isAtLeast = false;    ///< money came in of an amount that is not known exactly: more may have been spent
    bool isUnknown = false;    ///< the counter fell or a figure is missing: nothing is concluded
    bool mayBeExpiry = false;  ///< the grant fell to nothing at once
    friend bool operator==(const BalanceStep &, const BalanceStep &) = default;
};

/// Spend from a series of balances, by this rule, each account and currency by itself:
/// 1. Both snapshots have `spentEver`: spent = its rise. A counter that falls began anew: unknown.
/// 2. Else paid money is `toppedUp`, or `total - granted`, or, where nothing is said of grants, `total`.
///    fall = earlier - later. `known` = what `topUps` list in (from, to].
///    known = 0: a fall is spend; a rise is a top-up of at least that much and spend of at least 0, since the two cannot be parted.
///    known > 0: spent = fall + known, exactly. When that is negative, more came in than is listed: as a rise by the rest.
/// 3. Grants are compared by themselves. Their fall is `grantGone`, never spend of the user's money: an expiry looks the same. A
///    rise is a new grant.
/// 4. A currency that one snapshot lacks is not 0 there: the step joins the two snapshots that have it. Currencies are never
///    compared, so an account that changes its currency ends one series and starts another.
/// 5. Snapshots of one moment: the last one given counts. Debts are negative and fall on like any other balance.
/// @param snapshots in any order
/// @param topUps of the one account they belong to (they name no account)
/// @return steps by time, then account and currency; a series of n snapshots has n - 1 steps, those without any movement included
std::vector<BalanceStep> balanceSteps(std::span<const BalanceSnapshot> snapshots, std::span<const TopUp> topUps = {});

} // namespace tokenmeter
