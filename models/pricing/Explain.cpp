// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pricing/Explain.h"

#include "core/Decimal.h"

#include <optional>

namespace tokenmeter
{

namespace
{

constexpr int FactorScale = 18;

Int128 power10(int n)
{
    Int128 result = 1;
    for (; n > 0; --n) {
        result *= 10;
    }
    return result;
}

} // namespace

std::vector<CostPart> partsOf(const TokenCounts &tokens, const RareCounts &rare, const Rate &rate)
{
    std::vector<CostPart> parts;
    if (!rate.isPriced()) {
        return parts;
    }
    const Int128 factor = parseDecimal(rate.multiplier, FactorScale).value_or(0);
    const auto add = [&](const char *name, std::int64_t count, std::int64_t price) {
        if (count == 0) {
            return;
        }
        CostPart part{.name = name, .count = count, .pricePerMillion = formatDecimal(price, 12), .multiplier = "1",
                      .amount = Money::fromAtto(Int128{count} * price, rate.currency)};
        // a rate that was rounded has no exact price before its factor: then the product is shown
        if (factor > 0 && Int128{price} * power10(FactorScale) % factor == 0) {
            part.pricePerMillion = formatDecimal(Int128{price} * power10(FactorScale) / factor, 12);
            part.multiplier = rate.multiplier;
        }
        parts.push_back(std::move(part));
    };
    add("input", tokens.input, rate.input);
    add("cache_read", tokens.cacheRead, rate.cacheRead);
    add("cache_write_5m", tokens.cacheWrite5m, rate.cacheWrite5m);
    add("cache_write_1h", tokens.cacheWrite1h, rate.cacheWrite1h);
    add("output", tokens.output, rate.output);
    add("input_audio", rare.inputAudio, rate.inputAudio);
    add("cached_audio", rare.cachedAudio, rate.cachedAudio);
    add("output_audio", rare.outputAudio, rate.outputAudio);
    add("input_image", rare.inputImage, rate.inputImage);
    add("output_image", rare.outputImage, rate.outputImage);
    if (rare.webSearches != 0) {
        parts.push_back({.name = "web_search",
                         .count = rare.webSearches,
                         .pricePerMillion = rate.webSearch == 0 ? std::string{} : formatDecimal(rate.webSearch, 15),
                         .multiplier = "1",
                         .amount = Money::fromAtto(Int128{rare.webSearches} * rate.webSearch, rate.currency)});
    }
    return parts;
}

} // namespace tokenmeter
