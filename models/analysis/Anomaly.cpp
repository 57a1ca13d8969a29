// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/Anomaly.h"

#include "analysis/Forecast.h"
#include "analysis/Statistics.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tokenmeter
{
namespace
{

using namespace std::chrono;

constexpr std::ptrdiff_t BaselineDays = 56;
constexpr std::ptrdiff_t RankDays = 28;
constexpr std::ptrdiff_t LeastDays = 14;
constexpr std::size_t LeastActive = 10;
constexpr double LeastScore = 3.5;
constexpr double LeastSpread = 0.20;
constexpr std::size_t LeastActiveHours = 50;
constexpr double LeastHourSpread = 0.30;
constexpr double AboveLargestHour = 1.25;

} // namespace

Anomaly anomalyOf(const AnomalyInput &input)
{
    Anomaly result;
    const auto first = std::find_if(input.daily.begin(), input.daily.end(), [](double amount) { return amount > 0; });
    const std::ptrdiff_t history = input.daily.end() - first;
    const std::ptrdiff_t count = std::min(history, BaselineDays);
    const LocalDay today = input.firstDay + days{input.daily.size()};
    if (count < LeastDays) {
        return result;
    }
    ForecastInput asked;
    asked.firstDay = input.firstDay;
    asked.daily = input.daily;
    asked.periodFrom = today;
    asked.periodTo = today + days{1};
    const Forecast weights = forecastOf(asked);

    std::vector<double> active;
    std::vector<double> scores;
    double largest = -HUGE_VAL;
    for (std::ptrdiff_t back = count; back >= 1; --back) {
        const double amount = input.daily[input.daily.size() - std::size_t(back)];
        if (amount > 0) {
            active.push_back(amount);
            scores.push_back(std::log(amount / dayWeight(weights, today - days{back})));
            largest = back <= RankDays ? std::max(largest, scores.back()) : largest;
        }
    }
    if (active.size() < LeastActive) {
        return result;
    }
    result.enough = true;
    const double median = quantile(scores, 0.5);
    const double weight = dayWeight(weights, today);
    result.expected = std::exp(median) * weight;
    result.excess = input.day - result.expected;
    if (input.day <= 0) {
        return result;
    }
    const double score = std::log(input.day / weight);
    result.z = (score - median) / std::max(LeastSpread, 1.4826 * medianDeviation(scores));
    result.flag = result.z >= LeastScore && score > largest && result.excess >= std::max(1.0, quantile(active, 0.5) / 2);
    return result;
}

Anomaly anomalyOfHour(const HourAnomalyInput &input)
{
    Anomaly result;
    std::vector<double> scores;
    double largest = 0;
    for (const double amount : input.hours) {
        if (amount > 0) {
            scores.push_back(std::log(amount));
            largest = std::max(largest, amount);
        }
    }
    if (scores.size() < LeastActiveHours) {
        return result;
    }
    result.enough = true;
    const double median = quantile(scores, 0.5);
    result.expected = std::exp(median);
    result.excess = input.hour - result.expected;
    if (input.hour <= 0) {
        return result;
    }
    result.z = (std::log(input.hour) - median) / std::max(LeastHourSpread, 1.4826 * medianDeviation(scores));
    result.flag = result.z >= LeastScore && input.hour > AboveLargestHour * largest && result.excess >= input.medianActiveDay / 2;
    return result;
}

std::vector<ExcessPart> explainExcess(Int128 expected, std::vector<ExcessPart> parts)
{
    const Int128 total = std::accumulate(parts.begin(), parts.end(), Int128{0}, [](Int128 sum, const ExcessPart &part) { return sum + part.baseline; });
    // Largest remainder. Baselines and expectations are shortened together where their product would not fit.
    Int128 divisor = 1;
    while (total / divisor > Int128{1} << 60) {
        divisor *= 2;
    }
    const Int128 scaled = total / divisor;
    Int128 given = 0;
    std::vector<std::pair<Int128, std::size_t>> rests;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        ExcessPart &part = parts[i];
        part.isNew = part.baseline == 0;
        const Int128 share = part.baseline / divisor;
        part.expected = scaled > 0 ? expected / scaled * share + expected % scaled * share / scaled : 0;
        rests.emplace_back(scaled > 0 ? expected % scaled * share % scaled : 0, i);
        given += part.expected;
    }
    std::stable_sort(rests.begin(), rests.end(), [](const auto &a, const auto &b) { return a.first > b.first; });
    for (std::size_t i = 0; given < expected && !parts.empty(); i = (i + 1) % rests.size()) {
        const Int128 step = i == 0 && expected - given > Int128(parts.size()) ? expected - given - Int128(parts.size()) + 1 : 1;
        parts[rests[i].second].expected += step;
        given += step;
    }
    for (ExcessPart &part : parts) {
        part.excess = part.actual - part.expected;
    }
    std::stable_sort(parts.begin(), parts.end(), [](const ExcessPart &a, const ExcessPart &b) { return a.excess > b.excess; });
    return parts;
}

std::size_t namedParts(const std::vector<ExcessPart> &parts, Int128 excess)
{
    if (parts.empty()) {
        return 0;
    }
    return parts.size() > 1 && parts.front().excess * 10 < excess * 6 ? 2 : 1;
}

} // namespace tokenmeter
