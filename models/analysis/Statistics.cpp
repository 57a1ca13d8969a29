// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/Statistics.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tokenmeter
{

double quantile(std::vector<double> values, double q)
{
    if (values.empty()) {
        return 0;
    }
    std::sort(values.begin(), values.end());
    const double place = q * double(values.size() - 1);
    const std::size_t below = std::size_t(std::floor(place));
    const std::size_t above = std::min(below + 1, values.size() - 1);
    return values[below] + (place - double(below)) * (values[above] - values[below]);
}

double medianDeviation(const std::vector<double> &values)
{
    const double middle = quantile(values, 0.5);
    std::vector<double> distances;
    for (const double value : values) {
        distances.push_back(std::abs(value - middle));
    }
    return quantile(std::move(distances), 0.5);
}

double standardDeviation(const std::vector<double> &values)
{
    if (values.size() < 2) {
        return 0;
    }
    const double mean = std::accumulate(values.begin(), values.end(), 0.0) / double(values.size());
    double squares = 0;
    for (const double value : values) {
        squares += (value - mean) * (value - mean);
    }
    return std::sqrt(squares / double(values.size() - 1));
}

double rankSumScore(const std::vector<double> &values, std::size_t split)
{
    const std::size_t n = values.size();
    std::vector<std::size_t> order(n);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
    double rankSum = 0;
    double ties = 0;
    for (std::size_t i = 0; i < n;) {
        std::size_t j = i;
        while (j < n && values[order[j]] == values[order[i]]) {
            ++j;
        }
        const double rank = double(i + j + 1) / 2;
        const double count = double(j - i);
        ties += count * count * count - count;
        for (; i < j; ++i) {
            rankSum += order[i] >= split ? rank : 0;
        }
    }
    const double all = double(n);
    const double later = double(n - split);
    const double earlier = double(split);
    const double variance = later * earlier / 12 * ((all + 1) - ties / (all * (all - 1)));
    return variance > 0 ? (rankSum - later * (all + 1) / 2) / std::sqrt(variance) : 0;
}

double weightedQuantile(std::vector<WeightedValue> values, double q)
{
    if (values.empty()) {
        return 0;
    }
    std::stable_sort(values.begin(), values.end(), [](const WeightedValue &a, const WeightedValue &b) { return a.value < b.value; });
    double total = 0;
    for (const WeightedValue &value : values) {
        total += value.weight;
    }
    double before = 0;
    double lastPlace = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double place = (before + values[i].weight / 2) / total;
        if (q <= place) {
            if (i == 0) {
                return values[i].value;
            }
            return values[i - 1].value + (q - lastPlace) / (place - lastPlace) * (values[i].value - values[i - 1].value);
        }
        before += values[i].weight;
        lastPlace = place;
    }
    return values.back().value;
}

} // namespace tokenmeter
