// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "flow/Review.h"

#include <string>
#include <string_view>

namespace tokenmeter
{

/// The document that `review --json` prints and that a closed month keeps. Equal figures make equal bytes. Amounts are decimal texts in
/// units of their currency, days ISO, shares not in it: they are computed from what is.
std::string reviewText(const ReviewData &review);

/// What reviewText wrote, to the last digit. Problems: BadArgument("review", what is wrong) for anything else, a newer layout among it.
Result<ReviewData> reviewIn(std::string_view text);

} // namespace tokenmeter
