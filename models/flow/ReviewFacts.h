// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "flow/Review.h"

namespace tokenmeter
{

/// List cost of an outcome's period and project in a currency: what its quantity is to be divided into.
struct OutcomeCost
{
    Money cost{};
    bool isAtLeast = false; ///< something of it has no price, or no exchange rate
};
/// Cost of one, in attos; nothing for money saved and for a quantity of 0. Half rounded up.
std::optional<Int128> costOfOne(const WorkOutcome &outcome, Int128 cost);
/// Problems: the reader's, BadArgument for a currency.
Result<OutcomeCost> outcomeCostOf(LedgerReader &reader, Pricer &pricer, const WorkOutcome &outcome, const Zone &zone, UtcTime now, Currency currency);

/// Fills notes, outcomes and corrections of a review whose period, zone and currency are set. Problems: the reader's.
Result<Done> readReviewFacts(LedgerReader &reader, Pricer &pricer, const ReviewRequest &request, ReviewData &review);

/// The figures that were frozen when exactly these days were closed and stand so still, in whatever currency that was; nothing where they are
/// open, or where a filter asks for a part of them. Problems: the reader's.
Result<std::optional<ReviewData>> frozenReviewOf(LedgerReader &reader, const ReviewRequest &request);

/// What was frozen, else what the ledger says now. Problems: those of reviewOf().
Result<ReviewData> shownReviewOf(LedgerReader &reader, Pricer &pricer, const ReviewRequest &request);

} // namespace tokenmeter
