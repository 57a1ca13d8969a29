// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "WindowServices.h"
#include "flow/Review.h"

#include <optional>

namespace tokenmeter
{

struct ReviewQuestion
{
    ReviewPeriod period{};
    Zone zone = Zone::utc();
    UtcTime now{};
    Currency currency{"USD"};
};

/// All that the page Review shows at once.
struct ReviewReading
{
    ReviewData review{};
    std::optional<LocalDay> nearestDataDay{}; ///< when the period is empty
};

Result<ReviewReading> reviewReadingOf(WindowServices::Reading reading, const ReviewQuestion &question);

/// The last month that is over.
ReviewPeriod usualReviewPeriod(LocalDay today);

} // namespace tokenmeter
