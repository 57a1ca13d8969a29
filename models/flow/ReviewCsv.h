// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "flow/Review.h"

#include <string>
#include <vector>

namespace tokenmeter
{

/// What a cell cost, one amount a currency. Empty: none of its requests has a price, which is not zero. Where some have none
/// (ReviewCell::unpricedRequests) it cost at least that.
std::vector<Money> amountsOf(const ReviewCell &cell, Currency currency);

/// RFC 4180 in UTF-8 with a byte order mark: a line a day and model, days ISO in the review's zone, tokens by class, list cost exact in units of
/// the currency beside it, empty where there is no price. Where one day's model cost amounts in several currencies that cannot be added, each
/// further one has a line of its own without counts.
std::string reviewDaysCsv(const ReviewData &review);
/// The same by project and model over the whole period. A project that the source did not say is empty.
std::string reviewProjectsCsv(const ReviewData &review);

} // namespace tokenmeter
