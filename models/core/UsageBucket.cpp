// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/UsageBucket.h"

namespace tokenmeter
{

TokenCounts ReportedCounts::tokens() const
{
    return {.input = input.value_or(0),
            .cacheRead = cacheRead.value_or(0),
            .cacheWrite5m = cacheWrite5m.value_or(0),
            .cacheWrite1h = cacheWrite1h.value_or(0),
            .output = output.value_or(0),
            .reasoning = reasoning.value_or(0)};
}

RareCounts ReportedCounts::rare() const
{
    return {.inputAudio = inputAudio.value_or(0),
            .cachedAudio = cachedAudio.value_or(0),
            .outputAudio = outputAudio.value_or(0),
            .inputImage = inputImage.value_or(0),
            .outputImage = outputImage.value_or(0),
            .webSearches = webSearches.value_or(0)};
}

bool ReportedCounts::isEmpty() const
{
    return !input && !cacheRead && !cacheWrite5m && !cacheWrite1h && !output && !reasoning && !inputAudio && !cachedAudio
        && !outputAudio && !inputImage && !outputImage && !webSearches;
}

} // namespace tokenmeter
