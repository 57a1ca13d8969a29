// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/StackedColumns.h"
#include "charts/WaterfallChart.h"
#include "flow/Review.h"

namespace tokenmeter
{

/// What the window's charts draw of a review.
WaterfallData waterfallDataOf(const ReviewData &review, std::size_t waterfall);
/// The most expensive models by day, the rest together on top.
StackedColumnsData daysDataOf(const ReviewData &review);

} // namespace tokenmeter
