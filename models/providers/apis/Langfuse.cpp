// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/apis/Langfuse.h"

#include "providers/Digest.h"
#include "providers/ReplyFields.h"
#include "providers/RequestParts.h"

namespace tokenmeter
{
namespace
{

using std::chrono::days;
using std::chrono::minutes;

constexpr std::size_t RowLimit = 1000;

Result<HttpRequest> projectGet(const PollInput &input, std::string_view path, const QueryPairs &query)
{
    const Result<std::string> publicKey = keyText(input.credentials, "public-key");
    const Result<std::string> secretKey = keyText(input.credentials, "secret-key");
    if (!publicKey || !secretKey) {
        return publicKey ? secretKey.problem() : publicKey.problem();
    }
    std::string base{input.credentials.get("base")};
    if (!base.empty() && input.base.empty() && !mayCarryAKey(base)) {
        return Problem{.cause = Cause::CredentialUnusable, .field = "base"};
    }
    base = base.empty() ? "https://cloud.langfuse.com" : base;
    HttpRequest request;
    request.url = joinedUrl(baseOf(input, base), path, query);
    request.headers = {{"Accept", "application/json"}, {"Authorization", "Basic " + base64(*publicKey + ":" + *secretKey)}};
    request.secretHeaders = {"Authorization"};
    return request;
}

Result<HttpRequest> metricsRequest(const PollInput &input)
{
    const std::string query = R"({"view":"observations","metrics":[{"measure":"inputTokens","aggregation":"sum"},)"
                              R"({"measure":"outputTokens","aggregation":"sum"},{"measure":"totalCost","aggregation":"sum"},)"
                              R"({"measure":"count","aggregation":"count"}],"dimensions":[{"field":"providedModelName"}],)"
                              R"("filters":[],"timeDimension":{"granularity":")"
        + std::string{input.hourly ? "hour" : "day"} + R"("},"fromTimestamp":")" + toRfc3339(input.range.from)
        + R"(","toTimestamp":")" + toRfc3339(input.range.to) + R"(","config":{"row_limit":)" + std::to_string(RowLimit) + "}}";
    return projectGet(input, "/api/public/v2/metrics", {{"query", query}});
}

void takeRow(JsonNode node, const PollInput &input, PolledPage &page)
{
    ReplyFields row{node, "data[]", page};
    UsageBucket bucket;
    bucket.endpoint = "observations";
    bucket.from = input.range.from;
    bucket.to = input.range.to;
    if (const std::optional<UtcTime> time = row.time("time_dimension")) {
        bucket.from = *time;
        bucket.to = *time + (input.hourly ? std::chrono::hours{1} : std::chrono::hours{24});
        if (!input.hourly) {
            bucket.day = dayIn(*time, minutes{0});
        }
    } else {
        row.unexpected("time_dimension");
    }
    bucket.model = row.text("providedModelName");
    bucket.counts.input = row.count("sum_inputTokens");
    bucket.counts.inputHoldsCache = bucket.counts.input.has_value();
    bucket.counts.output = row.count("sum_outputTokens");
    bucket.requests = row.count("count_count");
    bucket.estimate = row.amount("sum_totalCost");
    bucket.currency = bucket.estimate ? "USD" : "";
    bucket.other = row.rest();
    page.buckets.push_back(std::move(bucket));
}

Result<PolledPage> parseMetrics(const HttpReply &reply, const PollInput &input)
{
    const Result<ReplyJson> json = jsonOf(reply);
    if (!json) {
        return json.problem();
    }
    const Result<JsonNode> rows = listOf(json->root(), "data");
    if (!rows) {
        return rows.problem();
    }
    PolledPage page;
    for (const JsonNode row : *rows) {
        takeRow(row, input, page);
    }
    if (rows->size() >= RowLimit) { // there are no pages: a full answer may have been cut
        page.isIncomplete = true;
        page.report(Cause::DataIncomplete, "data");
    }
    return page;
}

Result<HttpRequest> dailyRequest(const PollInput &input)
{
    return projectGet(input, "/api/public/metrics/daily",
                      {{"page", input.cursor.empty() ? "1" : input.cursor},
                       {"limit", std::to_string(input.pageSize > 0 ? input.pageSize : 50)},
                       {"fromTimestamp", toRfc3339(input.range.from)},
                       {"toTimestamp", toRfc3339(input.range.to)}});
}

void takeDay(JsonNode node, const PollInput &input, PolledPage &page)
{
    ReplyFields row{node, "data[]", page};
    const std::optional<LocalDay> day = row.day("date");
    if (!day) {
        row.unexpected("date");
    }
    const PollRange span = day ? rangeOfDay(*day, minutes{0}) : input.range;
    for (const JsonNode each : row.node("usage")) {
        ReplyFields usage{each, "data[].usage[]", page};
        UsageBucket bucket;
        bucket.endpoint = "observations";
        bucket.from = span.from;
        bucket.to = span.to;
        bucket.day = day;
        bucket.model = usage.text("model");
        bucket.counts.input = usage.count("inputUsage");
        bucket.counts.inputHoldsCache = bucket.counts.input.has_value();
        bucket.counts.output = usage.count("outputUsage");
        bucket.requests = usage.count("countObservations");
        bucket.estimate = usage.amount("totalCost");
        bucket.currency = bucket.estimate ? "USD" : "";
        usage.ignore({"totalUsage"});
        bucket.other = usage.rest();
        page.buckets.push_back(std::move(bucket));
    }
}

Result<PolledPage> parseDaily(const HttpReply &reply, const PollInput &input)
{
    const Result<ReplyJson> json = jsonOf(reply);
    if (!json) {
        return json.problem();
    }
    const Result<JsonNode> rows = listOf(json->root(), "data");
    if (!rows) {
        return rows.problem();
    }
    PolledPage page;
    for (const JsonNode row : *rows) {
        takeDay(row, input, page);
    }
    const JsonNode meta = json->root()["meta"];
    const std::optional<std::int64_t> at = wholeNumber(meta["page"]);
    const std::optional<std::int64_t> pages = wholeNumber(meta["totalPages"]);
    if (at && pages && *at < *pages) {
        page.saysMore = true;
        page.next = std::to_string(*at + 1);
    }
    return page;
}

} // namespace

ProviderApi langfuseApi()
{
    ProviderApi api;
    api.id = "langfuse";
    api.name = "Langfuse";
    api.need = KeyNeed::KeyPair;
    api.fields = {{.id = "base", .example = "https://us.cloud.langfuse.com", .isSecret = false, .isOptional = true},
                  {.id = "public-key", .example = "pk-lf-…", .isSecret = false},
                  {"secret-key", "sk-lf-…"}};
    api.keyPage = "https://cloud.langfuse.com";
    api.keyHint = "Settings > API Keys";
    api.hosts = {"cloud.langfuse.com", "us.cloud.langfuse.com"};
    api.insights = {Insight::EstimatedCost, Insight::Tokens, Insight::CostByModel, Insight::Hours};
    api.caveats = {Caveat::GatewayEstimate};
    ApiReport metrics;
    metrics.id = "metrics";
    metrics.yields = {Yield::Usage};
    metrics.plan = {.overlap = days{2}, .firstRead = days{31}, .longest = days{7}};
    metrics.interval = minutes{30};
    metrics.knowsHours = true;
    metrics.isOptional = true; // servers before version 3 do not know it
    metrics.request = metricsRequest;
    metrics.parse = parseMetrics;
    ApiReport daily = metrics;
    daily.id = "metrics-daily";
    daily.plan = {.overlap = days{2}, .firstRead = days{31}};
    daily.knowsHours = false;
    daily.sameAs = "metrics";
    daily.request = dailyRequest;
    daily.parse = parseDaily;
    api.reports = {metrics, daily};
    return api;
}

} // namespace tokenmeter
