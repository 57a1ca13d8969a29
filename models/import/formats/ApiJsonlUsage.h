// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Problem.h"
#include "core/UsageRecord.h"
#include "import/formats/ApiJsonlShape.h"

#include <string>
#include <utility>
#include <vector>

namespace tokenmeter::apijsonl
{

/// One usage object. A streamed Anthropic answer has several; then each count is the largest of them.
struct UsageSource
{
    const JsonLeaves *leaves = nullptr;
    std::string prefix{}; ///< path of `usage` (Gemini: `usageMetadata`)
};

/// The counts of one response in our disjoint classes.
struct UsageRead
{
    TokenCounts tokens{};
    RareCounts rare{};
    std::uint32_t flags = 0; ///< ClampedFlag, NoCacheFieldsFlag, ExplicitCacheFlag
    std::vector<std::pair<Cause, std::string>> problems{}; ///< with the path inside the body
};

/// What a source counts as a whole, before it is taken apart.
struct SourceCounts
{
    std::int64_t prompt = 0; ///< with or without the cached tokens
    std::int64_t cacheRead = 0;
    std::int64_t cacheWrites = 0;
    std::int64_t output = 0; ///< with or without reasoning
    std::int64_t reasoning = 0;
    std::optional<std::int64_t> total{};
};

/// Whether parts are inside their wholes.
struct CountReading
{
    bool cacheInside = true;
    bool reasoningInside = true;
    friend bool operator==(CountReading, CountReading) = default;
};

/// The usual reading where it agrees with the total or there is none; else the only other one that does; nothing when
/// none agrees, or two that differ. A total never adds tokens, it only chooses.
std::optional<CountReading> readingFor(const SourceCounts &counts, CountReading usual);

/// @param sources at least one; all of the shape
UsageRead readUsage(Shape shape, const std::vector<UsageSource> &sources);

} // namespace tokenmeter::apijsonl
