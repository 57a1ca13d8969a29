// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "budget/BurnDown.h"

#include <cmath>

namespace tokenmeter
{
namespace
{

/// part of a whole by a ratio of charts: not money any more.
Int128 scaled(Int128 amount, double share)
{
    return Int128(std::round(double(amount) * share));
}

} // namespace

std::vector<BurnDownPoint> burnDownOf(const BudgetStatus &status)
{
    std::vector<BurnDownPoint> points;
    const auto length = std::int64_t(status.daily.size());
    const PeriodFigures &current = status.current;
    const bool hasForecast = status.forecast && status.forecast->evidence != ForecastEvidence::None;
    Int128 left = current.available;
    double share = 0;
    double weights = 0;
    if (hasForecast) {
        for (const Forecast::Ahead &ahead : status.forecast->model.ahead) {
            weights += ahead.weight;
        }
    }
    for (std::int64_t i = 0; i < length; ++i) {
        BurnDownPoint point;
        point.day = current.span.firstDay + std::chrono::days{i};
        point.even = current.available / length * (length - i - 1);
        left -= status.daily[std::size_t(i)].amount;
        if (point.day <= status.today) {
            point.left = left;
        }
        if (hasForecast && point.day >= status.today) {
            const BudgetForecast &forecast = *status.forecast;
            const Forecast &model = forecast.model;
            for (const Forecast::Ahead &ahead : model.ahead) {
                if (ahead.day == point.day) {
                    share += model.remaining.expected > 0 ? ahead.expected / model.remaining.expected : weights > 0 ? ahead.weight / weights : 0;
                }
            }
            const bool isLast = i == length - 1;
            const auto at = [&](Int128 total) {
                return isLast ? current.available - total : current.rest - scaled(total - current.spent, share);
            };
            point.expected = at(forecast.expected);
            point.most = at(forecast.low);
            point.least = at(forecast.high);
        }
        points.push_back(point);
    }
    return points;
}

} // namespace tokenmeter
