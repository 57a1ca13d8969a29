// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Currency.h"
#include "core/Money.h"
#include "core/TokenCounts.h"

#include <cstdint>
#include <string>

namespace tokenmeter
{

/// Why a usage has no price. Stored: never renumber.
enum class Unpriced : std::uint8_t {
    No = 0,           ///< it has a price
    UnknownModel = 1,
    AmbiguousModel = 2,
    NoPriceForDate = 3,
    NoModelName = 4,
    AmountOnly = 5, ///< the source told an amount of money and no tokens: there is nothing that a price could be applied to
};

/// Exact price of one token of each class, all multipliers applied, in 1e-18 of the currency's unit, and where it
/// comes from. Two rates with equal keys are equal. Not to be negative.
struct Rate
{
    std::uint64_t key = 0; ///< hash of everything below; the same in every process
    Unpriced unpriced = Unpriced::UnknownModel;
    Currency currency{};
    std::int64_t input = 0;
    std::int64_t cacheRead = 0;
    std::int64_t cacheWrite5m = 0;
    std::int64_t cacheWrite1h = 0;
    std::int64_t output = 0;
    std::int64_t inputAudio = 0;
    std::int64_t cachedAudio = 0;
    std::int64_t outputAudio = 0;
    std::int64_t inputImage = 0;
    std::int64_t outputImage = 0;
    std::int64_t webSearch = 0; ///< one call

    std::string modelKey{};     ///< catalogue key, "anthropic/claude-opus-4-1"; empty when unknown
    std::string matchedBy{};    ///< the step that matched the name: "exact", "alias", "pattern", ...
    std::string effectiveFrom{}; ///< of the price row: ISO day or time; empty = since launch
    std::string effectiveTo{};   ///< exclusive; empty = open
    std::string source{};       ///< "catalogue 2026-11-23" or "own price"
    std::string mode{};         ///< of the price row: "standard", "fast", ...
    std::int64_t contextTier = 0; ///< least prompt size of the price row
    std::string multiplier{"1"};  ///< product of service tier and region factors, exact decimal text
    std::string serviceTier{};    ///< the tier the multiplier stands for; empty = standard

    bool isPriced() const { return unpriced == Unpriced::No; }
    friend bool operator==(const Rate &, const Rate &) = default;
};

/// Exact: a sum of products in 128 bits, nothing rounded. Zero without currency when the rate has no price;
/// callers must look at isPriced() first and count such usage as unpriced.
Money costOf(const TokenCounts &tokens, const RareCounts &rare, const Rate &rate);

} // namespace tokenmeter
