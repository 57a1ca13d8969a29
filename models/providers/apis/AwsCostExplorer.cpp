// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/apis/AwsCostExplorer.h"

#include "providers/ReplyFields.h"
#include "providers/RequestParts.h"
#include "providers/Signing.h"

namespace tokenmeter
{
namespace
{

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

constexpr SigningScope Scope{"us-east-1", "ce"}; // the one region of this interface, wherever the models ran

std::string bodyOf(const PollInput &input)
{
    std::string body = R"({"TimePeriod":{"Start":")" + utcDayText(input.range.from) + R"(","End":")" + utcDayText(input.range.to)
        + R"("},"Granularity":"DAILY","Metrics":["UnblendedCost","UsageQuantity"],)"
        + R"("GroupBy":[{"Type":"DIMENSION","Key":"SERVICE"},{"Type":"DIMENSION","Key":"USAGE_TYPE"}])";
    if (!input.cursor.empty()) {
        body += R"(,"NextPageToken":)" + jsonText(input.cursor);
    }
    return body + "}";
}

Result<HttpRequest> costRequest(const PollInput &input)
{
    const Result<std::string> id = keyText(input.credentials, "access-key-id");
    const Result<std::string> secret = keyText(input.credentials, "access-key-secret");
    if (!id || !secret) {
        return id ? secret.problem() : id.problem();
    }
    const std::string base = baseOf(input, "https://ce.us-east-1.amazonaws.com");
    SigningInput parts;
    parts.body = bodyOf(input);
    parts.headers = {{"content-type", "application/x-amz-json-1.1"},
                     {"host", urlParts(base).host},
                     {"x-amz-date", compactTime(input.now)},
                     {"x-amz-target", "AWSInsightsIndexService.GetCostAndUsage"}};
    if (input.credentials.has("session-token")) {
        parts.headers.emplace_back("x-amz-security-token", std::string{input.credentials.get("session-token")});
    }
    HttpRequest request;
    request.method = parts.method;
    request.url = joinedUrl(base, "/");
    request.headers = parts.headers;
    request.headers.emplace_back("Authorization", signAws4(parts, Scope, input.now, *id, *secret).authorization);
    request.secretHeaders = {"Authorization", "x-amz-security-token"};
    request.body = parts.body;
    return request;
}

bool holds(std::string_view text, std::string_view word)
{
    return currencyText(text).find(word) != std::string::npos; // in capitals
}

/// Free text with the direction in it: best effort.
TokenClass classOf(std::string_view usageType)
{
    if (holds(usageType, "CACHE") && holds(usageType, "READ")) {
        return TokenClass::CacheRead;
    }
    if (holds(usageType, "CACHE") && holds(usageType, "WRITE")) {
        return TokenClass::CacheWrite;
    }
    if (holds(usageType, "INPUT")) {
        return TokenClass::Input;
    }
    return holds(usageType, "OUTPUT") ? TokenClass::Output : TokenClass::Unknown;
}

Charge chargeOf(JsonNode node, PolledPage &page)
{
    ReplyFields row{node, "ResultsByTime[].Groups[]", page};
    Charge charge;
    for (const JsonNode key : row.node("Keys")) {
        if (charge.service.empty()) {
            charge.service = plainText(key);
        } else {
            charge.sku = plainText(key);
        }
    }
    charge.description = charge.sku;
    charge.isOtherProduct = !holds(charge.service, "BEDROCK");
    charge.tokenClass = charge.isOtherProduct ? TokenClass::Unknown : classOf(charge.sku);
    if (const std::size_t edition = charge.service.find(" (Amazon Bedrock Edition)"); edition != std::string::npos) {
        charge.model = charge.service.substr(0, edition);
    }
    ReplyFields metrics = row.nested("Metrics");
    ReplyFields cost = metrics.nested("UnblendedCost");
    charge.billed = cost.amount("Amount");
    charge.currency = currencyText(cost.text("Unit"));
    if (!charge.billed) {
        cost.unexpected("Amount");
    }
    ReplyFields usage = metrics.nested("UsageQuantity");
    charge.quantity = usage.decimal("Amount");
    charge.unit = usage.text("Unit");
    charge.other = row.rest();
    return charge;
}

void takeDay(JsonNode node, const PollInput &input, PolledPage &page)
{
    ReplyFields row{node, "ResultsByTime[]", page};
    ReplyFields period = row.nested("TimePeriod");
    const std::optional<LocalDay> day = period.day("Start");
    if (!day) {
        period.unexpected("Start");
    }
    const PollRange span = day ? rangeOfDay(*day, minutes{0}) : input.range;
    const bool isEstimated = row.flag("Estimated").value_or(false);
    for (const JsonNode group : row.node("Groups")) {
        Charge charge = chargeOf(group, page);
        charge.from = span.from;
        charge.to = span.to;
        charge.day = day;
        charge.isProvisional = isEstimated;
        page.charges.push_back(std::move(charge));
    }
}

bool saysNoDataYet(const HttpReply &reply)
{
    const Result<ReplyJson> json = ReplyJson::parse(reply.body);
    return json && json->root()["__type"].text().find("DataUnavailableException") != std::string_view::npos;
}

Result<PolledPage> parseCost(const HttpReply &reply, const PollInput &input)
{
    if (reply.status == 400 && saysNoDataYet(reply)) {
        return Problem{.cause = Cause::DataNotReady};
    }
    const Result<ReplyJson> json = jsonOf(reply);
    if (!json) {
        return json.problem();
    }
    const Result<JsonNode> results = listOf(json->root(), "ResultsByTime");
    if (!results) {
        return results.problem();
    }
    PolledPage page;
    for (const JsonNode day : *results) {
        takeDay(day, input, page);
    }
    if (const std::string next = cursorText(json->root()["NextPageToken"]); !next.empty()) {
        page.next = next;
        page.saysMore = true;
    }
    return page;
}

} // namespace

ProviderApi awsCostExplorerApi()
{
    ProviderApi api;
    api.id = "aws";
    api.name = "AWS Bedrock (Cost Explorer)";
    api.need = KeyNeed::AccessKeyPair;
    api.fields = {{"access-key-id", "AKIA…"}, {"access-key-secret", "…"}, {.id = "session-token", .example = "…", .isOptional = true}};
    api.keyPage = "https://console.aws.amazon.com/iam/home#/security_credentials";
    api.keyHint = "ce:GetCostAndUsage";
    api.hosts = {"ce.us-east-1.amazonaws.com"};
    api.insights = {Insight::BilledCost, Insight::CostByModel, Insight::CostByTokenClass};
    api.caveats = {Caveat::CallsCostMoney, Caveat::LateByADay, Caveat::NoTokens, Caveat::ClockMustBeRight};
    api.callsCostMoney = true;
    ApiReport cost;
    cost.id = "cost-and-usage";
    cost.yields = {Yield::Charges};
    cost.plan = {.overlap = days{5}, .firstRead = days{92}, .openMonthUntil = 10};
    cost.interval = hours{12};
    cost.request = costRequest;
    cost.parse = parseCost;
    api.reports = {cost};
    return api;
}

} // namespace tokenmeter
