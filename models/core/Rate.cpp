// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/Rate.h"

namespace tokenmeter
{

Money costOf(const TokenCounts &tokens, const RareCounts &rare, const Rate &rate)
{
    if (!rate.isPriced()) {
        return {};
    }
    const auto part = [](std::int64_t count, std::int64_t price) { return Int128{count} * price; };
    const Int128 atto = part(tokens.input, rate.input) + part(tokens.cacheRead, rate.cacheRead)
        + part(tokens.cacheWrite5m, rate.cacheWrite5m) + part(tokens.cacheWrite1h, rate.cacheWrite1h)
        + part(tokens.output, rate.output) + part(rare.inputAudio, rate.inputAudio)
        + part(rare.cachedAudio, rate.cachedAudio) + part(rare.outputAudio, rate.outputAudio)
        + part(rare.inputImage, rate.inputImage) + part(rare.outputImage, rate.outputImage)
        + part(rare.webSearches, rate.webSearch);
    return Money::fromAtto(atto, rate.currency);
}

} // namespace tokenmeter
