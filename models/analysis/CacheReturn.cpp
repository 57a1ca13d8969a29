// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/CacheReturn.h"

#include <algorithm>
#include <utility>

namespace tokenmeter
{
namespace
{

constexpr std::int64_t FiveMinutesMs = 300'000;
constexpr std::int64_t HourMs = 3'600'000;

} // namespace

CacheReturn &CacheReturn::operator+=(const CacheReturn &o)
{
    savedByReads += o.savedByReads;
    premiumOfWrites += o.premiumOfWrites;
    neverReadTokens += o.neverReadTokens;
    lostOnNeverRead += o.lostOnNeverRead;
    pendingTokens += o.pendingTokens;
    elsewhereTokens += o.elsewhereTokens;
    cost += o.cost;
    costIfOneHour += o.costIfOneHour;
    costIfFiveMinutes += o.costIfFiveMinutes;
    rewrittenTokens += o.rewrittenTokens;
    return *this;
}

void CacheLineage::drop(const Segment &segment, CacheReturn &result)
{
    if (!segment.isRead) {
        result.neverReadTokens += segment.tokens;
        result.lostOnNeverRead += Int128{segment.tokens} * segment.premium;
    }
}

std::int64_t CacheLineage::coverReads(const CacheRequest &request, std::int64_t ms)
{
    std::vector<Segment> kept;
    std::int64_t left = request.read;
    std::int64_t ofHour = 0;
    for (Segment &segment : m_stack) {
        if (segment.expiryMs < ms) {
            drop(segment, m_result);
            continue;
        }
        const std::int64_t covered = std::min(left, segment.tokens);
        if (covered > 0) {
            left -= covered;
            ofHour += segment.isHour ? covered : 0;
            Segment read = segment;
            read.tokens = covered;
            read.isRead = true;
            read.expiryMs = ms + segment.lifeMs;
            kept.push_back(read);
            segment.tokens -= covered;
        }
        if (segment.tokens > 0) {
            drop(segment, m_result);
        }
    }
    if (left > 0) { // another lineage's prefix
        m_result.elsewhereTokens += left;
        kept.push_back({.tokens = left, .lifeMs = FiveMinutesMs, .expiryMs = ms + FiveMinutesMs, .isRead = true});
    }
    m_stack = std::move(kept);
    return ofHour;
}

void CacheLineage::add(const CacheRequest &r)
{
    const std::int64_t ms = msOf(r.time);
    const std::int64_t gap = ms - m_lastMs;
    const bool wouldNeedHour = m_lastPrefix >= 0 && FiveMinutesMs < gap && gap <= HourMs;
    const std::int64_t rewritten = wouldNeedHour ? std::min(r.write5m, std::max<std::int64_t>(0, m_lastPrefix - r.read)) : 0;
    const std::int64_t readOfHour = coverReads(r, ms);

    m_result.savedByReads += Int128{r.read} * (r.inputPrice - r.readPrice);
    m_result.premiumOfWrites += Int128{r.write5m} * (r.write5mPrice - r.inputPrice) + Int128{r.write1h} * (r.write1hPrice - r.inputPrice);
    m_result.cost += Int128{r.read} * r.readPrice + Int128{r.write5m} * r.write5mPrice + Int128{r.write1h} * r.write1hPrice;
    m_result.rewrittenTokens += rewritten;
    m_result.costIfOneHour += Int128{r.read + rewritten} * r.readPrice + Int128{r.write5m - rewritten + r.write1h} * r.write1hPrice;
    const std::int64_t lapsed = wouldNeedHour ? readOfHour : 0;
    m_result.costIfFiveMinutes += Int128{r.read - lapsed} * r.readPrice + Int128{lapsed + r.write5m + r.write1h} * r.write5mPrice;

    if (r.write5m > 0) {
        m_stack.push_back({.tokens = r.write5m, .lifeMs = FiveMinutesMs, .expiryMs = ms + FiveMinutesMs, .premium = r.write5mPrice - r.inputPrice});
    }
    if (r.write1h > 0) {
        m_stack.push_back({.tokens = r.write1h, .lifeMs = HourMs, .expiryMs = ms + HourMs, .premium = r.write1hPrice - r.inputPrice, .isHour = true});
    }
    m_lastMs = ms;
    m_lastPrefix = r.read + r.write5m + r.write1h;
}

CacheReturn CacheLineage::finish(UtcTime now) const
{
    CacheReturn result = m_result;
    for (const Segment &segment : m_stack) {
        if (segment.expiryMs < msOf(now)) {
            drop(segment, result);
        } else if (!segment.isRead) {
            result.pendingTokens += segment.tokens;
        }
    }
    return result;
}

} // namespace tokenmeter
