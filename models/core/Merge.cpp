// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/Merge.h"

#include "core/Decimal.h"
#include "core/SessionTeller.h"
#include "core/StopReason.h"

#include <string_view>
#include <tuple>

namespace tokenmeter
{
namespace
{

constexpr std::uint32_t BothFlags = SidechainFlag | WeakFlag | NoCacheFieldsFlag;
constexpr int ReportedScale = 18;

TokenCounts larger(const TokenCounts &a, const TokenCounts &b)
{
    return {std::max(a.input, b.input),
            std::max(a.cacheRead, b.cacheRead),
            std::max(a.cacheWrite5m, b.cacheWrite5m),
            std::max(a.cacheWrite1h, b.cacheWrite1h),
            std::max(a.output, b.output),
            std::max(a.reasoning, b.reasoning)};
}

RareCounts larger(const RareCounts &a, const RareCounts &b)
{
    return {std::max(a.inputAudio, b.inputAudio),   std::max(a.cachedAudio, b.cachedAudio),
            std::max(a.outputAudio, b.outputAudio), std::max(a.inputImage, b.inputImage),
            std::max(a.outputImage, b.outputImage), std::max(a.webSearches, b.webSearches)};
}

auto attributionRank(const UsageRecord &record, const UsageContext &context)
{
    return std::tuple<bool, bool, bool, const Attribution &>{record.has(SidechainFlag), context.attribution.session.empty(),
                                                             context.attribution.project.empty(), context.attribution};
}

auto reportedRank(const UsageRecord &record)
{
    return std::tuple{parseDecimalRounded(record.reportedAmount, ReportedScale), record.reportedAmount.size(),
                      std::string_view{record.reportedAmount}, std::string_view{record.reportedCurrency}};
}

bool sayTheSame(const UsageRecord &a, const UsageRecord &b)
{
    return a.reportedAmount == b.reportedAmount && a.reportedCurrency == b.reportedCurrency;
}

} // namespace

Merged mergeCopies(const UsageRecord &first, const UsageContext &firstContext, const UsageRecord &other,
                   const UsageContext &otherContext)
{
    Merged merged;
    UsageRecord &record = merged.record;
    record = first;

    record.tokens = larger(first.tokens, other.tokens);
    if (first.has(NoCacheFieldsFlag) != other.has(NoCacheFieldsFlag)) {
        record.tokens.input = first.has(NoCacheFieldsFlag) ? other.tokens.input : first.tokens.input;
    }
    record.rare = larger(first.rare, other.rare);
    record.requests = std::max(first.requests, other.requests);

    if (std::tie(other.precision, other.time) < std::tie(first.precision, first.time)) {
        record.precision = other.precision;
        record.time = other.time;
    }
    record.end = std::max(first.end, other.end);
    record.flags = ((first.flags | other.flags) & ~(BothFlags | StopReasonMask | SessionTellerMask)) | (first.flags & other.flags & BothFlags)
        | std::max(first.flags & StopReasonMask, other.flags & StopReasonMask)
        | std::max(first.flags & SessionTellerMask, other.flags & SessionTellerMask);
    if (first.has(WeakFlag) && !other.has(WeakFlag)) {
        record.identity = other.identity;
    }
    if (record.family == 0) {
        record.family = other.family;
    }
    if (!sayTheSame(first, other) && reportedRank(first) < reportedRank(other)) {
        record.reportedAmount = other.reportedAmount;
        record.reportedCurrency = other.reportedCurrency;
    }

    merged.attributionFromOther = attributionRank(other, otherContext) < attributionRank(first, firstContext);
    const auto servingRank = [](const UsageRecord &r, const UsageContext &c) { return std::tie(r.tokens.output, c.serving); };
    merged.servingFromOther = servingRank(first, firstContext) < servingRank(other, otherContext);
    merged.changed = !(record == first) || merged.attributionFromOther || merged.servingFromOther;
    return merged;
}

} // namespace tokenmeter
