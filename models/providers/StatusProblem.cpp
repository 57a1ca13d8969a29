// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/StatusProblem.h"

#include "providers/ReplyJson.h"

#include <array>
#include <string>
#include <utility>

namespace tokenmeter
{
namespace
{

struct Word
{
    std::string_view text;
    Cause cause;
};

/// Sources: error pages of the interfaces, see providers/README.md. Compared whole.
constexpr std::array Words{
    // Alibaba Cloud, "Common errors"
    Word{"InvalidAccessKeyId.NotFound", Cause::KeyRefused},
    Word{"InvalidAccessKeyId.Inactive", Cause::KeyRefused},
    Word{"SignatureDoesNotMatch", Cause::SignatureRefused},
    Word{"SignatureNonceUsed", Cause::SignatureRefused},
    Word{"InvalidTimeStamp.Expired", Cause::SignatureRefused},
    Word{"NoPermission", Cause::KeyNotAllowed},
    Word{"NotAuthorized", Cause::KeyNotAllowed},
    Word{"NotApplicable", Cause::KeyNotAllowed},
    Word{"Throttling", Cause::RateLimited},
    Word{"Throttling.User", Cause::RateLimited},
    Word{"Throttling.Api", Cause::RateLimited},
    Word{"ServiceUnavailable", Cause::ServiceFailed},
    // AWS, "Common error types" and Cost Explorer
    Word{"AccessDeniedException", Cause::KeyNotAllowed},
    Word{"UnrecognizedClientException", Cause::KeyRefused},
    Word{"InvalidClientTokenId", Cause::KeyRefused},
    Word{"ExpiredTokenException", Cause::KeyRefused},
    Word{"InvalidSignatureException", Cause::SignatureRefused},
    Word{"RequestExpired", Cause::SignatureRefused},
    Word{"IncompleteSignature", Cause::SignatureRefused},
    Word{"LimitExceededException", Cause::RateLimited},
    Word{"ThrottlingException", Cause::RateLimited},
    Word{"InternalFailure", Cause::ServiceFailed},
    // Volcengine, "Common error codes"
    Word{"AccessDenied", Cause::KeyNotAllowed},
    Word{"InvalidAccessKey", Cause::KeyRefused},
    Word{"InvalidCredential", Cause::KeyRefused},
    Word{"InvalidTimestamp", Cause::SignatureRefused},
    Word{"FlowLimitExceeded", Cause::RateLimited},
    Word{"InvalidActionOrVersion", Cause::NotFoundThere},
    // Google, "Error messages" of BigQuery and OAuth 2.0
    Word{"rateLimitExceeded", Cause::RateLimited},
    Word{"quotaExceeded", Cause::RateLimited},
    Word{"accessDenied", Cause::KeyNotAllowed},
    Word{"authError", Cause::KeyRefused},
    Word{"backendError", Cause::ServiceFailed},
    Word{"invalid_grant", Cause::SignatureRefused},
    Word{"invalid_client", Cause::KeyRefused},
    // OpenAI, Anthropic and those who took over their words
    Word{"invalid_api_key", Cause::KeyRefused},
    Word{"missing_scope", Cause::KeyNotAllowed},
    Word{"authentication_error", Cause::KeyRefused},
    Word{"invalid_authentication_error", Cause::KeyRefused},
    Word{"auth_error", Cause::KeyRefused},
    Word{"permission_error", Cause::KeyNotAllowed},
    Word{"rate_limit_error", Cause::RateLimited},
    Word{"overloaded_error", Cause::ServiceFailed},
};

std::optional<Cause> causeOfWord(std::string_view word)
{
    for (const Word &each : Words) {
        if (each.text == word) {
            return each.cause;
        }
    }
    return std::nullopt;
}

/// The word after the last '#' or ':' names an AWS exception ("com.amazonaws...#AccessDeniedException").
std::string_view bare(std::string_view word)
{
    const std::size_t at = word.find_last_of("#:");
    return at == std::string_view::npos ? word : word.substr(at + 1);
}

/// Error codes where the interfaces put them, the most telling first.
std::optional<Cause> causeOfBody(std::string_view body)
{
    const Result<ReplyJson> json = ReplyJson::parse(body);
    if (!json) {
        return std::nullopt;
    }
    const JsonNode root = json->root();
    const JsonNode error = root["error"];
    JsonNode reason{};
    for (const JsonNode each : error["errors"]) {
        reason = each["reason"];
        break;
    }
    for (const JsonNode place : {root["__type"], root["Code"], root["ResponseMetadata"]["Error"]["Code"], reason, error,
                                 error["code"], error["type"]}) {
        if (const std::optional<Cause> cause = causeOfWord(bare(place.text()))) {
            return cause;
        }
    }
    return std::nullopt;
}

Cause causeOfStatus(const HttpReply &reply)
{
    switch (reply.status) {
    case 401:
        return Cause::KeyRefused;
    case 403:
        // GitHub's secondary limits
        return !reply.header("retry-after").empty() || reply.header("x-ratelimit-remaining") == "0" ? Cause::RateLimited
                                                                                                    : Cause::KeyNotAllowed;
    case 404:
        return Cause::NotFoundThere;
    case 408:
        return Cause::ServiceFailed;
    case 429:
        return Cause::RateLimited;
    default:
        return reply.status >= 500 || reply.status < 200 ? Cause::ServiceFailed : Cause::RequestRefused;
    }
}

Problem withStatus(Cause cause, int status)
{
    return {.cause = cause, .args = {std::to_string(status)}};
}

} // namespace

std::optional<Problem> problemOfStatus(const HttpReply &reply)
{
    if (reply.status >= 200 && reply.status <= 299) {
        return std::nullopt;
    }
    const Cause byStatus = causeOfStatus(reply);
    // A status that says "slow down" or "we failed" is believed; words settle what a 4xx is about.
    if (byStatus == Cause::RateLimited || byStatus == Cause::ServiceFailed) {
        return withStatus(byStatus, reply.status);
    }
    return withStatus(causeOfBody(reply.body).value_or(byStatus), reply.status);
}

std::optional<Problem> problemOfErrorBody(const HttpReply &reply)
{
    const std::optional<Cause> cause = causeOfBody(reply.body);
    return cause ? std::optional{withStatus(*cause, reply.status)} : std::nullopt;
}

} // namespace tokenmeter
