// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "WindowServices.h"

#include "core/Money.h"
#include "flow/EffectiveCost.h"
#include "flow/Exchange.h"
#include "flow/PlanStandings.h"

#include <optional>
#include <vector>

namespace tokenmeter
{

/// What plans did for the usage of a month, up to today.
struct PlanMonth
{
    LocalDay from{}, to{}; ///< both inclusive, in the zone that was asked for
    Money list{}, effective{}; ///< in one currency; list - effective is what plans saved
    std::vector<Money> foreign{}; ///< of the list cost what has no exchange rate to it, and is in no sum
    std::vector<UsedExchangeRate> rates{};
    std::int64_t unpricedRequests = 0; ///< in no sum: these are "at least"
    std::vector<PlanShare> shares{};   ///< of plans that did something
    std::vector<PlanLine> lines{};     ///< fees and expired credit, in their own currencies
};

/// All that the page shows at once.
struct PlansData
{
    std::vector<PlanStanding> standings{}; ///< in the order they are shown, see shownOrder()
    PlanMonth month{};
    std::vector<PlanOrder> orders{}; ///< that the user chose, by provider
};

/// @param currency of the month's sums
Result<PlansData> plansDataOf(WindowServices::Reading reading, UtcTime now, const Zone &zone, Currency currency);

/// What can still be drawn from first, and of that what ends first; then what has not begun; then what is used up or over, the
/// newest first.
void sortForShow(std::vector<PlanStanding> &standings);

/// Of a plan that ends: local days until its last one, 0 = it ends today, negative = it is over.
std::optional<int> daysLeft(const Plan &plan, LocalDay today, const Zone &zone);
/// It ends within seven days, as the alert has it, and something that was paid for or given is left.
bool isEndingSoon(const PlanStanding &standing, UtcTime now);
/// Four fifths are gone, as the alert has it.
bool isNearlyUsed(const PlanStanding &standing);
/// Something is left of it, or it knows no end of what it gives.
bool hasRest(const PlanStanding &standing);
/// The last day of a plan that ends; inclusive.
LocalDay lastDayOf(const Plan &plan, const Zone &zone);
/// Part of its time that has gone, 0 to 1; nothing where it does not end.
std::optional<double> timeGone(const Plan &plan, UtcTime now);

/// Amounts of one kind of line, one a currency.
std::vector<Money> sumOf(const std::vector<PlanLine> &lines, PlanLine::Kind kind);

/// Others of its kind that serve some of the same usage at some of the same time, by what their scopes say.
std::vector<const Plan *> overlapping(const Plan &plan, const std::vector<PlanStanding> &standings);

} // namespace tokenmeter
