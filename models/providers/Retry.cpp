// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/Retry.h"

#include "providers/HttpTime.h"

#include <algorithm>
#include <string>

namespace tokenmeter
{
namespace
{

using namespace std::chrono;

constexpr seconds FirstWait{30};
constexpr seconds LongestWait = minutes{48}; // an hour when it is spread
constexpr seconds LongestAsked = hours{24};
constexpr int MostAttempts = 8;
constexpr int MostStarts = 2;

seconds exponential(int attempt)
{
    seconds wait = FirstWait;
    for (int i = 1; i < attempt && wait < LongestWait; ++i) {
        wait *= 2;
    }
    return std::min(wait, LongestWait);
}

/// Up to a quarter longer.
seconds spread(seconds wait, std::uint32_t random)
{
    const std::uint64_t quarter = std::uint64_t(wait.count()) / 4;
    return wait + seconds{std::int64_t((quarter * random) >> 32U)};
}

std::string lowered(std::string_view text)
{
    std::string result{text};
    for (char &c : result) {
        c = c >= 'A' && c <= 'Z' ? char(c + ('a' - 'A')) : c;
    }
    return result;
}

seconds untilTime(UtcTime time, UtcTime now)
{
    return ceil<seconds>(time - now);
}

/// A moment or a span, told apart by its form: RFC 3339, a number since the epoch, a span.
std::optional<seconds> untilReset(std::string_view text, UtcTime now)
{
    if (const std::optional<ParsedTime> time = parseTime(text)) {
        return untilTime(time->time, now);
    }
    constexpr std::size_t EpochDigits = 10; // seconds since 2001
    if (text.size() >= EpochDigits && text.size() <= 13 && text.find_first_not_of("0123456789") == std::string_view::npos) {
        return untilTime(timeFromEpoch(std::stoll(std::string{text})), now);
    }
    return parseSpan(text);
}

bool isUsedUp(const HttpReply &reply, std::string_view resetName)
{
    std::string name{resetName};
    const std::size_t at = name.find("reset");
    return at != std::string::npos && reply.header(name.replace(at, 5, "remaining")) == "0";
}

} // namespace

std::optional<seconds> waitAsked(const HttpReply &reply, UtcTime now)
{
    const auto bounded = [](seconds wait) { return std::clamp(wait, seconds{0}, LongestAsked); };
    if (const std::string_view ms = reply.header("retry-after-ms"); !ms.empty()) {
        if (const std::optional<seconds> wait = parseSpan(std::string{ms} + "ms")) {
            return bounded(*wait);
        }
    }
    if (const std::string_view text = reply.header("retry-after"); !text.empty()) {
        const std::optional<seconds> span = parseSpan(text);
        const std::optional<UtcTime> time = span ? std::nullopt : parseHttpTime(text, now);
        if (span || time) {
            return bounded(span ? *span : untilTime(*time, now));
        }
    }
    std::optional<seconds> longest;
    const auto take = [&](std::optional<seconds> wait) {
        if (wait && (!longest || *wait > *longest)) {
            longest = wait;
        }
    };
    for (const auto &[name, value] : reply.headers) {
        const std::string lower = lowered(name);
        if (lower.starts_with("x-ms-ratelimit-") && lower.ends_with("-retry-after")) {
            take(parseSpan(value));
        } else if (lower == "x-ratelimit-reset" || lower == "ratelimit-reset") {
            take(untilReset(value, now));
        } else if ((lower.starts_with("anthropic-ratelimit-") || lower.starts_with("x-ratelimit-reset-")) && isUsedUp(reply, lower)) {
            take(untilReset(value, now)); // a service has several limits; only the ones that are used up are waited for
        }
    }
    return longest ? std::optional{bounded(*longest)} : std::nullopt;
}

RetryDecision retryAfter(const Failure &failure, std::uint32_t random, UtcTime now)
{
    constexpr int Gone = 410;
    const std::optional<seconds> asked = failure.reply == nullptr ? std::nullopt : waitAsked(*failure.reply, now);
    const seconds wait = spread(asked.value_or(exponential(failure.attempt)), random);
    if (failure.reply != nullptr && failure.reply->status == Gone) {
        return failure.attempt <= MostStarts ? RetryDecision{RetryKind::StartAgain, wait} : RetryDecision{};
    }
    switch (failure.cause) {
    case Cause::KeyNotAllowed:
        return {failure.isOptional ? RetryKind::SkipReport : RetryKind::StopReport};
    case Cause::CredentialUnusable:
        return {failure.isOptional ? RetryKind::SkipReport : RetryKind::StopAccount};
    case Cause::KeyRefused:
    case Cause::SignatureRefused:
        return {RetryKind::StopAccount};
    case Cause::NotFoundThere:
        return {failure.isOptional ? RetryKind::SkipReport : RetryKind::GiveUp};
    case Cause::RateLimited:
    case Cause::ServiceFailed:
    case Cause::ReplyCutShort:
    case Cause::ReplyNotJson:
        return failure.attempt <= MostAttempts ? RetryDecision{RetryKind::Wait, wait} : RetryDecision{};
    default:
        return {};
    }
}

} // namespace tokenmeter
