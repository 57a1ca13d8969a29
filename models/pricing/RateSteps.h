// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Rate.h"
#include "core/Time.h"
#include "pricing/Catalogue.h"

namespace tokenmeter
{

/// A rate and the two that lie under it, so that what a tier and what a mode cost can be told apart.
struct RateSteps
{
    /// The row in force with the smallest context tier and no condition (length of the answer, time of day, thinking, explicit cache),
    /// mode standard, without service tier, region and host factors. Where there is none: the rate itself.
    Rate base{};
    /// Likewise, but with the mode, service tier, region and host factors of the rate. Where there is none: the rate itself.
    Rate service{};
};

/// @param time of the usage; where the rate's row is not in force at it (only the day is known), the nearest moment at which it is
/// An own price, a price without a row in this catalogue and one that is missing have no steps under them.
RateSteps rateStepsOf(const Catalogue &catalogue, const Rate &rate, UtcTime time);

} // namespace tokenmeter
