// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/OverviewProjection.h"

#include "analysis/Forecast.h"

#include <cmath>

namespace tokenmeter
{
namespace
{

using namespace std::chrono;

Money moneyOf(double amount, Currency currency)
{
    return Money::fromAtto(Int128(std::round(amount * 1e9)) * 1'000'000'000, currency);
}

Projection::Evidence evidenceOf(ForecastEvidence evidence)
{
    switch (evidence) {
    case ForecastEvidence::None:
        return Projection::Evidence::None;
    case ForecastEvidence::Thin:
        return Projection::Evidence::Thin;
    case ForecastEvidence::Enough:
        return Projection::Evidence::Enough;
    }
    return Projection::Evidence::None;
}

} // namespace

Projection projectionOf(const ProjectionInput &input)
{
    ForecastInput asked;
    asked.firstDay = input.firstDay;
    for (const Money amount : input.history) {
        asked.daily.push_back(amount.toDouble());
    }
    asked.today = {input.spentToday.toDouble(), input.elapsedShare};
    asked.periodFrom = input.period.from;
    asked.periodTo = input.period.to + days{1};
    const Forecast forecast = forecastOf(asked);

    const Money nothing = Money::fromAtto(0, input.currency);
    Projection result{.evidence = evidenceOf(forecast.evidence), .daysSoFar = forecast.days, .expected = nothing, .low = nothing, .high = nothing};
    if (result.evidence == Projection::Evidence::None) {
        return result;
    }
    result.expected = input.spent + moneyOf(forecast.remaining.expected, input.currency);
    result.low = input.spent + moneyOf(forecast.remaining.low, input.currency);
    result.high = input.spent + moneyOf(forecast.remaining.high, input.currency);

    // The band's paths share the days' weights, also where nothing is expected and only the upper end is above zero.
    double weights = 0;
    for (const Forecast::Ahead &ahead : forecast.ahead) {
        weights += ahead.weight;
    }
    const bool byExpected = forecast.remaining.expected > 0;
    double share = 0;
    for (const Forecast::Ahead &ahead : forecast.ahead) {
        share += byExpected ? ahead.expected / forecast.remaining.expected : ahead.weight / weights;
        if (ahead.day == input.today) {
            continue;
        }
        const bool end = &ahead == &forecast.ahead.back();
        const auto at = [&](Money last, double remaining) {
            return end ? last : input.spent + moneyOf(remaining * share, input.currency);
        };
        result.expectedCumulative.push_back(at(result.expected, forecast.remaining.expected));
        result.lowCumulative.push_back(at(result.low, forecast.remaining.low));
        result.highCumulative.push_back(at(result.high, forecast.remaining.high));
    }
    return result;
}

} // namespace tokenmeter
