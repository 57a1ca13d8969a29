// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Int128.h"
#include "core/Time.h"

#include <cstdint>
#include <vector>

namespace tokenmeter
{

/// A request of one lineage (a source's session and agent), with what its cache classes cost: attos a token.
struct CacheRequest
{
    UtcTime time{};
    std::int64_t read = 0, write5m = 0, write1h = 0; ///< tokens
    std::int64_t inputPrice = 0, readPrice = 0, write5mPrice = 0, write1hPrice = 0;
};

/// What caching returned. Amounts in attos of the requests' currency; sums of several lineages add up.
struct CacheReturn
{
    Int128 savedByReads = 0;
    Int128 premiumOfWrites = 0;
    Int128 net() const { return savedByReads - premiumOfWrites; }
    std::int64_t neverReadTokens = 0;
    Int128 lostOnNeverRead = 0;
    std::int64_t pendingTokens = 0;  ///< written, not read, and still alive: neither lost nor useful
    std::int64_t elsewhereTokens = 0; ///< read, but written by another lineage: the true loss lies between lost and lost less these
    Int128 cost = 0;                  ///< of reads and writes
    Int128 costIfOneHour = 0;         ///< had all five-minute writes lived for an hour; a gain from it is "at least"
    Int128 costIfFiveMinutes = 0;     ///< had all one-hour writes lived for five minutes
    std::int64_t rewrittenTokens = 0; ///< written again since the cache had run out, within an hour

    CacheReturn &operator+=(const CacheReturn &other);
    friend bool operator==(const CacheReturn &, const CacheReturn &) = default;
};

/// One lineage, request by request in order of time.
class CacheLineage
{
public:
    void add(const CacheRequest &request);
    /// @param now at which what was written is still alive or is not
    CacheReturn finish(UtcTime now) const;

private:
    /// A part of the live prefix.
    struct Segment
    {
        std::int64_t tokens = 0;
        std::int64_t lifeMs = 0;
        std::int64_t expiryMs = 0; ///< alive then, too
        std::int64_t premium = 0;  ///< what a token cost above plain input
        bool isHour = false;
        bool isRead = false;
    };
    static void drop(const Segment &segment, CacheReturn &result);
    /// Covers the reads from the bottom; the rest of the stack is gone. @return how many tokens of one-hour segments were read
    std::int64_t coverReads(const CacheRequest &request, std::int64_t ms);

    std::vector<Segment> m_stack{}; ///< bottom first
    CacheReturn m_result{};
    std::int64_t m_lastMs = 0;
    std::int64_t m_lastPrefix = -1; ///< -1: no request yet
};

} // namespace tokenmeter
