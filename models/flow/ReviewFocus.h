// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Result.h"
#include "flow/Review.h"

#include <string>

namespace tokenmeter
{

inline constexpr char FocusVersion[] = "1.0";

/// A dataset of the FinOps Open Cost and Usage Specification 1.0 (focus.finops.org): one charge of category Usage for each day, model and
/// currency. Charge periods are the days of the review's zone, billing periods its calendar months, both half-open in UTC.
///
/// BilledCost is 0, since nothing here stands on an invoice: what was billed comes from the providers' own exports, and their sum is what the
/// specification wants BilledCost to be. List, contracted and effective cost are the list cost: reductions are not known by day and model.
/// A charge must have a list cost, so usage without any price has no line; where a part has none, x_UnpricedRequests tells how many.
/// Problems: UnknownZone.
Result<std::string> reviewFocusCsv(const ReviewData &review);

} // namespace tokenmeter
