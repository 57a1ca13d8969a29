// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Identity.h"
#include "core/Time.h"
#include "core/TokenCounts.h"

#include <cstdint>
#include <string>
#include <vector>

namespace tokenmeter
{

/// Bits of UsageRecord::flags. Stored: never renumber. Bits 10 to 13 hold the StopReason.
enum UsageFlag : std::uint32_t {
    SidechainFlag = 1U << 0,     ///< written by a sub-agent or a side question
    ExcludedFlag = 1U << 1,      ///< the user took it out of totals
    BatchFlag = 1U << 2,         ///< sent through a batch API
    ThinkingFlag = 1U << 3,      ///< answered in thinking mode, where that has a price of its own
    ClampedFlag = 1U << 4,       ///< a count was negative, too large or larger than its total, and was corrected
    NoCacheFieldsFlag = 1U << 5, ///< the source line had no cache fields at all (absent is not zero while copies merge)
    WeakFlag = 1U << 6,          ///< identity has no request id: built from the message id and the prompt counts
    ExplicitCacheFlag = 1U << 7, ///< cache reads came from an explicitly created cache (Alibaba prices these apart)
    AggregateFlag = 1U << 8,     ///< a bucket of several requests: context tiers cannot be told (cost is a lower bound)
    FallbackModelFlag = 1U << 9, ///< the model was not written; the format's documented fallback stands in
    RemovedFlag = 1U << 14,      ///< a sum of requests that were taken out of their log; of several in a family one counts
    ContinuedFlag = 1U << 15,    ///< such a sum, and the same log told more that was asked after it
    LongPromptFlag = 1U << 16,   ///< of a bucket: its source says that each of its requests had at least LongPromptTokens of prompt
    RestatedFlag = 1U << 17,     ///< a sum that is told anew when it has grown, under another identity of its family: see ruleRestated()
};
inline constexpr std::int64_t LongPromptTokens = 200'001;

/// One billable request, or one bucket of an aggregated export. Texts live in a UsageContext.
struct UsageRecord
{
    Identity identity{};
    std::uint64_t family = 0; ///< 0 = none; a second key for rules over several identities
    UtcTime time{};
    UtcTime end{}; ///< equals `time` for a single request; exclusive end of a bucket
    Precision precision = Precision::Instant;
    std::uint32_t flags = 0;
    TokenCounts tokens{};
    RareCounts rare{};
    std::int64_t requests = 1;
    std::int64_t offset = 0;     ///< byte (or row) in its file: for tracing, never for identity
    std::uint32_t context = 0;   ///< index into UsageBatch::contexts
    std::string reportedAmount{};   ///< decimal text as the source wrote it; empty = the source did not say
    std::string reportedCurrency{}; ///< "USD" and the like, or "credits"

    bool has(UsageFlag flag) const { return (flags & flag) != 0; }
    friend bool operator==(const UsageRecord &, const UsageRecord &) = default;
};

/// Who asked. Of several copies of a record one copy's attribution is taken whole.
struct Attribution
{
    std::string session{};
    std::string project{};
    std::string agent{};
    std::string user{};
    std::string keyLabel{};
    friend auto operator<=>(const Attribution &, const Attribution &) = default;
};

/// Who answered, and how. Raw texts as the source wrote them; empty = the source did not say.
struct Serving
{
    std::string provider{};
    std::string model{};
    std::string serviceTier{};
    std::string speed{};
    std::string region{};
    friend auto operator<=>(const Serving &, const Serving &) = default;
};

/// The texts that many records share. (Source and file come from the batch.)
struct UsageContext
{
    Attribution attribution{};
    Serving serving{};
    friend auto operator<=>(const UsageContext &, const UsageContext &) = default;
};

/// Another identity under which a record may be told: by an older parser, or by a line that knows less.
struct FormerIdentity
{
    std::uint32_t record = 0; ///< index into UsageBatch::records
    Identity identity{};
    std::uint64_t family = 0;
    /// It is the record's in the other reading of the cache (core/CacheReading.h): only a row counts that was read before that changed.
    bool isOtherReading = false;
    bool isAlias = false; ///< whoever tells it tells of the record, now and later; else an older parser of this source did
};

/// What a parser hands on: records and the contexts they point into.
struct UsageBatch
{
    std::vector<UsageContext> contexts{};
    std::vector<UsageRecord> records{};
    std::vector<FormerIdentity> former{}; ///< in any order; of most batches none
};

} // namespace tokenmeter
