// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstdint>

namespace tokenmeter
{

/// More than this in one class of one record is a damaged line; such counts are clamped and reported,
/// or one hostile line would break every sum.
inline constexpr std::int64_t MaxTokensPerClass = 1'000'000'000'000;

/// Tokens of one request or one bucket. The five billed counts and the rare ones are disjoint.
/// Names: OpenTelemetry GenAI.
struct TokenCounts
{
    std::int64_t input = 0; ///< uncached text input
    std::int64_t cacheRead = 0;
    std::int64_t cacheWrite5m = 0; ///< also writes of unknown lifetime
    std::int64_t cacheWrite1h = 0;
    std::int64_t output = 0;    ///< all billed text output, reasoning included
    std::int64_t reasoning = 0; ///< part of output; informational, never added

    constexpr std::int64_t total() const { return input + cacheRead + cacheWrite5m + cacheWrite1h + output; }
    constexpr std::int64_t prompt() const { return input + cacheRead + cacheWrite5m + cacheWrite1h; }
    /// At least as many of every class that is billed.
    constexpr bool holds(const TokenCounts &o) const
    {
        return input >= o.input && cacheRead >= o.cacheRead && cacheWrite5m >= o.cacheWrite5m && cacheWrite1h >= o.cacheWrite1h && output >= o.output;
    }
    friend constexpr bool operator==(const TokenCounts &, const TokenCounts &) = default;

    constexpr TokenCounts &operator+=(const TokenCounts &o)
    {
        input += o.input;
        cacheRead += o.cacheRead;
        cacheWrite5m += o.cacheWrite5m;
        cacheWrite1h += o.cacheWrite1h;
        output += o.output;
        reasoning += o.reasoning;
        return *this;
    }
    constexpr TokenCounts &operator-=(const TokenCounts &o)
    {
        input -= o.input;
        cacheRead -= o.cacheRead;
        cacheWrite5m -= o.cacheWrite5m;
        cacheWrite1h -= o.cacheWrite1h;
        output -= o.output;
        reasoning -= o.reasoning;
        return *this;
    }
};

/// Classes that few sources have, disjoint from TokenCounts, and calls billed by the piece.
struct RareCounts
{
    std::int64_t inputAudio = 0; ///< uncached audio input
    std::int64_t cachedAudio = 0;
    std::int64_t outputAudio = 0;
    std::int64_t inputImage = 0;
    std::int64_t outputImage = 0;
    std::int64_t webSearches = 0; ///< calls, not tokens

    constexpr std::int64_t tokens() const { return inputAudio + cachedAudio + outputAudio + inputImage + outputImage; }
    constexpr std::int64_t prompt() const { return inputAudio + cachedAudio + inputImage; }
    constexpr bool isEmpty() const { return *this == RareCounts{}; }
    friend constexpr bool operator==(const RareCounts &, const RareCounts &) = default;

    constexpr RareCounts &operator+=(const RareCounts &o)
    {
        inputAudio += o.inputAudio;
        cachedAudio += o.cachedAudio;
        outputAudio += o.outputAudio;
        inputImage += o.inputImage;
        outputImage += o.outputImage;
        webSearches += o.webSearches;
        return *this;
    }
    constexpr RareCounts &operator-=(const RareCounts &o)
    {
        inputAudio -= o.inputAudio;
        cachedAudio -= o.cachedAudio;
        outputAudio -= o.outputAudio;
        inputImage -= o.inputImage;
        outputImage -= o.outputImage;
        webSearches -= o.webSearches;
        return *this;
    }
};

} // namespace tokenmeter
