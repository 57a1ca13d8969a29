// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Problem.h"
#include "core/Time.h"
#include "providers/Http.h"

#include <chrono>
#include <cstdint>
#include <optional>

namespace tokenmeter
{

enum class RetryKind : unsigned char {
    Wait,        ///< ask for the same page again after `wait`
    SkipReport,  ///< the key cannot see this one; go on with the next report
    StopReport,  ///< this one is asked no more until the user changed the key; go on with the next
    StopAccount, ///< ask nothing more until the user changed the key
    GiveUp,      ///< leave it to the next poll; the old figures stand
    StartAgain,  ///< the cursor is stale: read the range from its first page, after `wait`
};

struct RetryDecision
{
    RetryKind kind = RetryKind::GiveUp;
    std::chrono::seconds wait{0};
    friend bool operator==(const RetryDecision &, const RetryDecision &) = default;
};

/// What went wrong and how often already.
struct Failure
{
    Cause cause = Cause::ServiceFailed;
    const HttpReply *reply = nullptr; ///< null: there was none (the network)
    int attempt = 1;                  ///< 1 = the first failure of this page in a row
    bool isOptional = false;          ///< ApiReport::isOptional
};

/// - KeyRefused, SignatureRefused, CredentialUnusable stop the account, KeyNotAllowed the report: the same key may see others.
///   Where a report is optional, KeyNotAllowed, CredentialUnusable (the token it needs was refused before) and NotFoundThere skip
///   it. A wrong key itself always stops the account.
/// - RateLimited and ServiceFailed wait for what the service asks for (waitAsked), else 30 s, doubled for each attempt, up to an
///   hour.
/// - ReplyCutShort and ReplyNotJson wait in the same way: a proxy in between comes and goes.
/// - Everything else gives up: asked unchanged it would fail again. So does the ninth attempt.
/// - 410 starts the range again, twice at most.
/// @param random any 32 bits; spreads accounts that fail together over up to a quarter of the wait, never earlier than asked
RetryDecision retryAfter(const Failure &failure, std::uint32_t random, UtcTime now);

/// How long the service asks to wait: Retry-After in seconds or as a date, retry-after-ms, Azure's x-ms-ratelimit-...-retry-after,
/// then the moment of reset of a limit that is used up (x-ratelimit-reset in seconds, since the epoch or as a span; the
/// anthropic-ratelimit and x-ratelimit-...-reset families). From 0 s to 24 h. Nothing when nothing is asked.
std::optional<std::chrono::seconds> waitAsked(const HttpReply &reply, UtcTime now);

} // namespace tokenmeter
