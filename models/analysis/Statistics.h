// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

namespace tokenmeter
{

/// Linear-interpolated quantile (type 7 of R). 0 for no values. @param q 0 to 1
double quantile(std::vector<double> values, double q);
/// Median of the distances from the median.
double medianDeviation(const std::vector<double> &values);
/// Sample standard deviation (divided by n - 1); 0 for fewer than two values.
double standardDeviation(const std::vector<double> &values);

/// Wilcoxon's rank-sum statistic in its normal form, with mid-ranks and corrected for ties, without a continuity
/// correction: positive when the values from `split` on are the larger ones. 0 when all are equal.
double rankSumScore(const std::vector<double> &values, std::size_t split);

struct WeightedValue
{
    double value = 0;
    double weight = 0;
};
/// Each value stands at (weight before it + half its own) / total; between them interpolated, at the ends clamped.
double weightedQuantile(std::vector<WeightedValue> values, double q);

} // namespace tokenmeter
