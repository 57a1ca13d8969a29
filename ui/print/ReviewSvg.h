// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "flow/Review.h"

#include <QString>

namespace tokenmeter
{

/// Charts of a review as SVG to stand inside HTML: well-formed XML without script, style attribute or reference; fills are classes of
/// resources/report.css. Equal reviews make equal texts, without any font being asked. Empty where there is nothing to draw.
QString waterfallSvg(const ReviewData &review, std::size_t waterfall);
/// List cost by day and model.
QString daysSvg(const ReviewData &review);
/// Where the drawing of a waterfall begins, as a sentence; empty: at zero.
QString waterfallBase(const ReviewData &review, std::size_t waterfall);

} // namespace tokenmeter
