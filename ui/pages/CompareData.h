// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "WindowServices.h"
#include "flow/Compare.h"
#include "pricing/Benchmarks.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tokenmeter
{

/// What the page is asked to compare.
struct CompareQuestion
{
    CompareRequest request{};         ///< its models are filled from `models`
    std::vector<std::string> models{}; ///< keys that the user has chosen; empty = those of suggestedModels()
    UtcTime now{};
};

/// What a model asks today, standard tier, for the cards: attos a token.
struct CompareFacts
{
    bool isPriced = false;
    Currency currency{};
    std::int64_t input = 0, cacheRead = 0, write5m = 0, write1h = 0, output = 0;
    CacheKind cache = CacheKind::None;
    std::int64_t contextWindow = 0, maxOutput = 0; ///< 0 = not known
    std::int64_t tierFrom = 0;      ///< prompts from here on cost more; 0 = one price
    std::int64_t tierInput = 0, tierOutput = 0;
    std::vector<std::string> options{}; ///< of service: "batch", "flex", "priority", "fast"
    std::string source{}; ///< of the price: "catalogue 2026-11-23"
    std::string from{};   ///< since when it holds; empty = since launch
};

/// A model that can be chosen.
struct CompareChoice
{
    ReplayModel model{};
    bool isUsed = false;
};

/// Everything that does not change while a slider moves.
struct CompareBasis
{
    CompareRecords records{};
    std::vector<ReplayTarget> targets{};
    std::vector<ReplayModel> models{};   ///< one a target
    std::vector<CompareFacts> facts{};   ///< likewise
    std::vector<CompareChoice> choices{}; ///< of the whole catalogue, those in use first
    std::vector<Benchmark> benchmarks{};
    std::optional<LocalDay> nearestDay{}; ///< when nothing is in view
    std::int64_t tooMany = 0;             ///< requests in view, when they are more than MostReplayed: nothing was read
    bool isWhole = false;                 ///< of compareWholeDataOf(): the records are not at hand, a slider asks for all of them anew
    std::vector<std::string> unknown{};   ///< chosen names that stand for nothing any more
    std::size_t beyond = 0;               ///< chosen models that are more than MostCompared
};

/// The basis, and its first answer with the band.
struct CompareData
{
    std::shared_ptr<const CompareBasis> basis{};
    Comparison comparison{};
};

/// Models that work was done with, by volume, and the best scored ones of other families: what is compared until the user chooses.
std::vector<std::string> suggestedModels(const CompareRecords &records, const std::vector<CompareChoice> &choices, const std::vector<Benchmark> &benchmarks);
inline constexpr std::size_t MostCompared = 24; ///< bars that can be read
/// Requests that a window keeps, at 80 bytes each, to follow a slider; more are compared in the background.
inline constexpr std::int64_t MostReplayed = 1'000'000;

/// @param most requests in view above which nothing is read
Result<CompareData> compareDataOf(WindowServices::Reading reading, const CompareQuestion &question, std::int64_t most = MostReplayed);
/// Of any number of requests, with progress: nothing is kept but sums.
Result<CompareData> compareWholeDataOf(WindowServices::Reading reading, const CompareQuestion &question);

} // namespace tokenmeter
