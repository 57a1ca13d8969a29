// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/ReviewReading.h"

#include "flow/NearestDay.h"
#include "providers/ProviderZone.h"

#include <utility>

namespace tokenmeter
{

using namespace std::chrono;

Result<ReviewReading> reviewReadingOf(WindowServices::Reading reading, const ReviewQuestion &question)
{
    ReviewRequest request{.filter = {}, .period = question.period, .zone = question.zone, .now = question.now, .currency = question.currency, .progress = {}};
    request.reconciles = [&](const BillingAccount &account, year_month month) {
        return ReconcileRequest{.account = account,
                                .month = month,
                                .userZone = question.zone,
                                .providerZone = providerZoneOf(account.provider),
                                .repeatedReports = repeatedReportsOf(account.provider),
                                .now = question.now};
    };
    Result<ReviewData> review = reviewOf(reading.reader, reading.pricer, request);
    if (!review) {
        return review.problem();
    }
    ReviewReading answer{.review = std::move(*review)};
    if (answer.review.now.requests == 0) {
        const Result<std::optional<LocalDay>> nearest
            = nearestDataDay(reading.reader, {.from = question.period.days.from, .to = question.period.days.to}, question.zone);
        if (!nearest) {
            return nearest.problem();
        }
        answer.nearestDataDay = *nearest;
    }
    return answer;
}

ReviewPeriod usualReviewPeriod(LocalDay today)
{
    const year_month_day date{today};
    const year_month month = date.year() / date.month() - months{1};
    return reviewPeriodOf({local_days{month / 1}, local_days{(month + months{1}) / 1} - days{1}});
}

} // namespace tokenmeter
