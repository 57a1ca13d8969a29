// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/apis/GoogleToken.h"

#include "providers/ReplyFields.h"
#include "providers/RequestParts.h"
#include "providers/Signing.h"

namespace tokenmeter
{
namespace
{

using std::chrono::hours;

constexpr std::string_view TokenUri = "https://oauth2.googleapis.com/token";

Problem unusable(std::string_view field)
{
    return {.cause = Cause::CredentialUnusable, .field = std::string{field}};
}

Result<HttpRequest> tokenRequest(const PollInput &input, std::string_view scope)
{
    const Result<ReplyJson> file = ReplyJson::parse(input.credentials.get("service-account"));
    if (!file) {
        return unusable("service-account");
    }
    const JsonNode root = file->root();
    const std::string_view email = root["client_email"].text();
    if (email.empty()) {
        return unusable("client_email");
    }
    std::string uri{root["token_uri"].text()};
    if (uri.empty()) {
        uri = TokenUri;
    }
    // The file is pasted by a user, who may have got it from anyone: the assertion goes to Google's host only.
    if (urlParts(uri).host != urlParts(TokenUri).host || urlParts(uri).scheme != "https") {
        return unusable("token_uri");
    }
    const std::int64_t now = std::chrono::floor<std::chrono::seconds>(input.now).time_since_epoch().count();
    constexpr std::int64_t Lifetime = 3600; // the most there may be
    const std::string header = R"({"alg":"RS256","typ":"JWT","kid":)" + jsonText(root["private_key_id"].text()) + "}";
    const std::string claims = R"({"iss":)" + jsonText(email) + R"(,"scope":)" + jsonText(scope) + R"(,"aud":)" + jsonText(uri)
        + R"(,"iat":)" + std::to_string(now) + R"(,"exp":)" + std::to_string(now + Lifetime) + "}";
    const Result<std::string> jwt = signedJwt(header, claims, root["private_key"].text());
    if (!jwt) {
        return jwt.problem();
    }
    HttpRequest request;
    request.method = "POST";
    request.url = joinedUrl(baseOf(input, "https://" + urlParts(uri).host), urlParts(uri).path);
    request.headers = {{"Accept", "application/json"}, {"Content-Type", "application/x-www-form-urlencoded"}};
    request.body = queryText({{"grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"}, {"assertion", *jwt}});
    request.secretBody = true;
    return request;
}

Result<PolledPage> parseToken(const HttpReply &reply, std::string_view tokenField)
{
    const Result<ReplyJson> json = jsonOf(reply);
    if (!json) {
        return json.problem();
    }
    const JsonNode token = json->root()["access_token"];
    if (token.kind() != JsonKind::String || token.text().empty()) {
        return Problem{.cause = Cause::ReplyUnexpected, .field = "access_token"};
    }
    PolledPage page;
    page.handover.set(std::string{tokenField}, std::string{token.text()});
    return page;
}

} // namespace

ApiReport googleTokenReport(std::string_view id, std::string_view scope, std::string_view tokenField)
{
    ApiReport report;
    report.id = id;
    report.yields = {Yield::Handover};
    report.plan = {.slice = Slice::Now};
    report.interval = hours{6};
    report.request = [scope](const PollInput &input) { return tokenRequest(input, scope); };
    report.parse = [tokenField](const HttpReply &reply, const PollInput &) { return parseToken(reply, tokenField); };
    return report;
}

std::string serviceAccountField(const Credentials &credentials, std::string_view name)
{
    const Result<ReplyJson> file = ReplyJson::parse(credentials.get("service-account"));
    return file ? plainText(file->root()[name]) : std::string{};
}

} // namespace tokenmeter
