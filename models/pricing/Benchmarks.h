// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tokenmeter
{

/// A public score of one model (resources/prices/benchmarks.json).
struct BenchmarkScore
{
    std::string model{};  ///< catalogue key
    std::int64_t score = 0; ///< thousandths of the unit
    std::string text{};   ///< as published
    std::string source{};
    std::string readOn{}; ///< ISO day; empty = the source does not change
};

/// Scores that may be compared with each other: of one benchmark, read on one day.
struct Benchmark
{
    std::string id{};   ///< name, and the day where there is one: "AA Coding Index 2026-08-01"
    std::string name{};
    std::string unit{}; ///< "percent", "index points", "minutes"
    std::string readOn{};
    std::vector<BenchmarkScore> scores{}; ///< by model, each once
    const BenchmarkScore *of(std::string_view model) const;
};

/// Those with most scores first. Problem: BadCatalogue with the place of what is wrong.
Result<std::vector<Benchmark>> benchmarksFrom(std::string_view json);

} // namespace tokenmeter
