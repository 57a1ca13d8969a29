// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "import/Json.h"
#include "import/LineParser.h"
#include "import/Notes.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace tokenmeter
{

/// Counts as tools write them, before it is decided what lies inside what.
struct WrittenCounts
{
    json::Count input{};
    json::Count cacheRead{};
    json::Count cacheWrite{};
    json::Count output{};
    json::Count reasoning{};
    json::Count total{};

    bool hasAny() const
    {
        return input.present || cacheRead.present || cacheWrite.present || output.present || reasoning.present || total.present;
    }
};

enum class CacheIs : std::uint8_t { Beside, InsideInput };
enum class ReasoningIs : std::uint8_t { Beside, InsideOutput };

/// The disjoint counts. What would become negative is corrected and noted under the field's name.
/// @param inputField, reasoningField names for the notes
TokenCounts disjointCounts(const WrittenCounts &written, CacheIs cache, ReasoningIs reasoning, std::string_view inputField,
                           std::string_view reasoningField, Notes &notes);

/// One request, or one sum, that was found in a log.
struct FoundUsage
{
    UsageRecord record{}; ///< with everything but time, offset and the flag for corrections
    json::Moment time{};
    std::string_view timeField{};
    std::vector<FormerIdentity> former{}; ///< see RecordSink::formerly(), formerlyAtSameTime(), alias(), sharedAlias(); without their indexes
};

/// Hands it on with its notes, or leaves it out with the reason. Nothing that cost nothing is handed on.
void handOn(FoundUsage &found, const UsageContext &context, Notes &notes, std::int64_t offset, RecordSink &sink);

/// The tool's own estimate, where 0 says that it had no price. @param amount decimal text
void setReported(UsageRecord &record, std::string_view amount, std::string_view currency);

} // namespace tokenmeter
