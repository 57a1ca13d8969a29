// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/Factor.h"
#include "analysis/ReplayPrices.h"
#include "core/Money.h"
#include "core/Result.h"
#include "core/Time.h"
#include "core/TokenCounts.h"
#include "pricing/Pricer.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace tokenmeter
{

inline constexpr std::size_t CalculatedMonths = 12;
inline constexpr std::int64_t MostCalculatedTokens = 100'000'000; ///< of one class of one request
inline constexpr std::int64_t MostCalculatedRequests = 1'000'000'000; ///< in the first month
inline constexpr std::int64_t MostFreeTokens = 1'000'000'000'000;
inline constexpr std::int64_t MostGrowth = 10'000; ///< hundredths of a percent, also downwards

/// Work that is planned, one request of it.
struct CalculatorQuestion
{
    /// Where the counts are from, which decides what another model would make of them.
    enum class Counted : std::uint8_t {
        Given, ///< the user's: the same for every model
        Text,  ///< estimated of a text: models that are known to count more count more
        Usage, ///< a model's own, of a response: exact for it, with a band for other tokenizers
    };
    Counted counted = Counted::Given;
    TokenCounts low{}, central{}, high{}; ///< all the same but for an estimate
    RareCounts rare{};
    std::string usageModel{};     ///< of Usage: key of the model that answered; empty = unknown
    std::string usageTokenizer{}; ///< likewise (analysis/Tokenizer.h)

    /// Part of the prompt that is read from a cache, 0 to 1; nothing: as the counts say. Writing it once is not counted.
    std::optional<Factor> cacheShare{};
    std::int64_t requests = 1; ///< in the first month
    std::int64_t growth = 0;   ///< a month over the month before, hundredths of a percent: 250 = 2.5 %
    std::int64_t freeTokens = 0; ///< each model's, once, drawn before anything is paid; all classes count alike
    bool batch = false;        ///< where it is sold, else standard
    UtcTime at{};              ///< whose prices count, for all twelve months
    friend bool operator==(const CalculatorQuestion &, const CalculatorQuestion &) = default;
};

/// Amounts that could be lower or higher. One currency.
struct CalculatedBand
{
    Money low{}, central{}, high{};
    friend bool operator==(const CalculatedBand &, const CalculatedBand &) = default;
};

struct CalculatedModel
{
    enum class Answer : std::uint8_t {
        Cost,
        NoPrice,  ///< at that time, or for that size
        TooSmall, ///< its context, for what the request could be at most
        Modality, ///< audio or images that it does not serve
    };
    ReplayModel model{};
    Answer answer = Answer::NoPrice;
    std::int64_t contextWindow = 0; ///< 0 = not known: not checked
    // Of Cost alone:
    TokenCounts tokens{};     ///< of a request, central, as this model counts and caches them
    std::int64_t lowTokens = 0, highTokens = 0; ///< of a request, all classes
    CalculatedBand request{}; ///< one that is paid in full
    CalculatedBand month{};   ///< the first, after the free tokens
    CalculatedBand year{};    ///< all twelve
    std::vector<Money> months{}; ///< central, CalculatedMonths of them
    std::int64_t freeRequests = 0; ///< central: that cost nothing for the free tokens
    CacheKind cache = CacheKind::None;
    bool losesCache = false; ///< reads were asked for and it has no cache, or the prompt is too small for it
    bool losesBatch = false; ///< batch was asked for and is not sold: standard
};

/// Requests of each month: the first month's, grown by compound interest and rounded half up once, from the exact product.
std::array<std::int64_t, CalculatedMonths> requestsByMonth(std::int64_t first, std::int64_t growth);

/// What the work would cost on each model, in that order, with its own tiers, cache rules and limits, as a replay prices it. Exact but
/// for one rounding, of the request that exhausts the free tokens. A model that cannot be priced says why and has no figure.
/// Problems: BadArgument with the name of a field that is out of its range.
Result<std::vector<CalculatedModel>> calculate(Pricer &pricer, std::span<const OwnPrice> ownPrices, const std::vector<ReplayModel> &models, const CalculatorQuestion &question);

/// Indices from the cheapest to the dearest year, currency by currency in the order of their codes; then what has no figure, as it was.
std::vector<std::size_t> cheapestFirst(const std::vector<CalculatedModel> &models);

/// Models that are asked for when nobody says which: widely used ones, newest of their line, as far as they have a price then.
std::vector<ReplayModel> wellKnownModels(Pricer &pricer, UtcTime at);

} // namespace tokenmeter
