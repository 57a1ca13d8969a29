// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/Merge.h"

#include "core/Decimal.h"
#include "core/SessionTeller.h"
#include "core/StopReason.h"

#include <algorithm>
#include <string_view>
#include <tuple>

namespace tokenmeter
{
namespace
{

constexpr std::uint32_t BothFlags = SidechainFlag | WeakFlag | NoCacheFieldsFlag;
constexpr std::uint32_t PromptFlags = AggregateFlag; ///< say what the prompt's counts are
constexpr int ReportedScale = 18;

/// A copy that has cache fields before one without, a sum before a request.
auto promptKind(const UsageRecord &record)
{
    return std::tuple{!record.has(NoCacheFieldsFlag), record.has(AggregateFlag)};
}

/// All classes of a prompt, so that what ranks equally is the same split.
auto promptRank(const UsageRecord &record)
{
    const TokenCounts &tokens = record.tokens;
    const RareCounts &rare = record.rare;
    return std::tuple{tokens.prompt() + rare.prompt(), -tokens.input,   tokens.cacheWrite1h, rare.cachedAudio,
                      rare.inputAudio,                 rare.inputImage, tokens.cacheRead};
}

void joinPrompts(UsageRecord &into, const UsageRecord &other)
{
    if (promptKind(into) == promptKind(other) && into.has(AggregateFlag)) {
        TokenCounts &tokens = into.tokens;
        tokens.input = std::max(tokens.input, other.tokens.input);
        tokens.cacheRead = std::max(tokens.cacheRead, other.tokens.cacheRead);
        tokens.cacheWrite5m = std::max(tokens.cacheWrite5m, other.tokens.cacheWrite5m);
        tokens.cacheWrite1h = std::max(tokens.cacheWrite1h, other.tokens.cacheWrite1h);
        into.rare.inputAudio = std::max(into.rare.inputAudio, other.rare.inputAudio);
        into.rare.cachedAudio = std::max(into.rare.cachedAudio, other.rare.cachedAudio);
        into.rare.inputImage = std::max(into.rare.inputImage, other.rare.inputImage);
        return;
    }
    if (std::tuple{promptKind(into), promptRank(into)} < std::tuple{promptKind(other), promptRank(other)}) {
        takePrompt(into, other);
    }
}

std::int64_t answerOf(const UsageRecord &record)
{
    return record.tokens.output + record.rare.outputAudio + record.rare.outputImage;
}

/// All classes of an answer but the part of it that is reasoning.
auto answerRank(const UsageRecord &record)
{
    return std::tuple{answerOf(record), -record.tokens.output, record.rare.outputAudio}; // and so the images
}

void joinAnswers(UsageRecord &into, const UsageRecord &other)
{
    if (answerRank(into) == answerRank(other)) {
        into.tokens.reasoning = std::max(into.tokens.reasoning, other.tokens.reasoning);
    } else if (answerRank(into) < answerRank(other)) {
        into.tokens.output = other.tokens.output;
        into.tokens.reasoning = other.tokens.reasoning;
        into.rare.outputAudio = other.rare.outputAudio;
        into.rare.outputImage = other.rare.outputImage;
    }
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

void takePrompt(UsageRecord &into, const UsageRecord &from)
{
    into.tokens.input = from.tokens.input;
    into.tokens.cacheRead = from.tokens.cacheRead;
    into.tokens.cacheWrite5m = from.tokens.cacheWrite5m;
    into.tokens.cacheWrite1h = from.tokens.cacheWrite1h;
    into.rare.inputAudio = from.rare.inputAudio;
    into.rare.cachedAudio = from.rare.cachedAudio;
    into.rare.inputImage = from.rare.inputImage;
    into.flags = (into.flags & ~PromptFlags) | (from.flags & PromptFlags);
}

Merged mergeCopies(const UsageRecord &first, const UsageContext &firstContext, const UsageRecord &other,
                   const UsageContext &otherContext)
{
    Merged merged;
    UsageRecord &record = merged.record;
    record = first;

    joinPrompts(record, other);
    joinAnswers(record, other);
    record.rare.webSearches = std::max(first.rare.webSearches, other.rare.webSearches);
    record.requests = std::max(first.requests, other.requests);

    if (std::tie(other.precision, other.time) < std::tie(first.precision, first.time)) {
        record.precision = other.precision;
        record.time = other.time;
    }
    record.end = std::max(first.end, other.end);
    record.flags = ((first.flags | other.flags) & ~(BothFlags | PromptFlags | StopReasonMask | SessionTellerMask)) | (first.flags & other.flags & BothFlags)
        | ((promptKind(first) < promptKind(other) ? other : first).flags & PromptFlags)
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
    const auto servingRank = [](const UsageRecord &r, const UsageContext &c) { return std::tuple<std::int64_t, const Serving &>{answerOf(r), c.serving}; };
    merged.servingFromOther = servingRank(first, firstContext) < servingRank(other, otherContext);
    merged.changed = !(record == first) || merged.attributionFromOther || merged.servingFromOther;
    return merged;
}

} // namespace tokenmeter
