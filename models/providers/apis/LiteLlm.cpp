// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/apis/LiteLlm.h"

#include "providers/ReplyFields.h"
#include "providers/RequestParts.h"

#include <algorithm>

namespace tokenmeter
{
namespace
{

using std::chrono::days;
using std::chrono::minutes;

/// The proxy's address: the input's base, else the account's own; "/v1" at its end belongs to the models.
Result<std::string> proxyOf(const PollInput &input)
{
    std::string base = input.base;
    if (base.empty()) {
        const Result<std::string> own = keyText(input.credentials, "base");
        if (!own || !mayCarryAKey(*own)) {
            return Problem{.cause = Cause::CredentialUnusable, .field = "base"};
        }
        base = *own;
    }
    while (base.ends_with('/')) {
        base.pop_back();
    }
    if (base.ends_with("/v1")) {
        base.resize(base.size() - 3);
    }
    return base;
}

Result<HttpRequest> proxyGet(const PollInput &input, std::string_view path, const QueryPairs &query)
{
    const Result<std::string> proxy = proxyOf(input);
    if (!proxy) {
        return proxy.problem();
    }
    PollInput there = input;
    there.base = *proxy;
    return bearerGet(there, {}, path, query);
}

Result<HttpRequest> activityRequest(const PollInput &input)
{
    const UtcTime last = input.range.to - days{1}; // both ends are days that are included
    return proxyGet(input, "/user/daily/activity",
                    {{"start_date", utcDayText(input.range.from)},
                     {"end_date", utcDayText(std::max(last, input.range.from))},
                     {"page", input.cursor.empty() ? "1" : input.cursor},
                     {"page_size", std::to_string(input.pageSize > 0 ? input.pageSize : 100)}});
}

void takeMetrics(ReplyFields &metrics, PolledPage &page, UsageBucket &bucket)
{
    const std::optional<std::int64_t> prompt = metrics.count("prompt_tokens");
    ReportedCounts &counts = bucket.counts;
    counts.cacheRead = metrics.count("cache_read_input_tokens");
    counts.cacheWrite5m = metrics.count("cache_creation_input_tokens");
    counts.cacheLifetimeUnknown = counts.cacheWrite5m.value_or(0) > 0;
    counts.output = metrics.count("completion_tokens");
    if (prompt) {
        const std::int64_t cached = counts.cacheRead.value_or(0) + counts.cacheWrite5m.value_or(0);
        if (cached > *prompt) {
            page.report(Cause::SubsetLargerThanTotal, "results[].breakdown.models[].metrics.cache_read_input_tokens");
        }
        counts.input = std::max<std::int64_t>(*prompt - cached, 0);
        counts.inputHoldsCache = !counts.cacheRead;
    }
    bucket.requests = metrics.count("api_requests");
    bucket.estimate = metrics.amount("spend");
    bucket.currency = bucket.estimate ? "USD" : "";
}

/// Older proxies write the figures without "metrics" around them.
JsonNode metricsOf(JsonNode node)
{
    return node["metrics"].isObject() ? node["metrics"] : node;
}

void takeDay(JsonNode node, const PollInput &input, PolledPage &page)
{
    ReplyFields row{node, "results[]", page};
    UsageBucket common;
    common.day = row.day("date");
    if (!common.day) {
        row.unexpected("date");
    }
    const PollRange span = common.day ? rangeOfDay(*common.day, minutes{0}) : input.range;
    common.from = span.from;
    common.to = span.to;
    common.endpoint = "proxy";
    const JsonNode models = node["breakdown"]["models"];
    if (models.size() == 0) {
        UsageBucket bucket = common;
        ReplyFields metrics{metricsOf(node), "results[].metrics", page};
        takeMetrics(metrics, page, bucket);
        page.buckets.push_back(std::move(bucket));
        return;
    }
    for (const JsonNode model : models) {
        UsageBucket bucket = common;
        bucket.model = std::string{model.key()};
        ReplyFields metrics{metricsOf(model), "results[].breakdown.models[].metrics", page};
        takeMetrics(metrics, page, bucket);
        page.buckets.push_back(std::move(bucket));
    }
}

Result<PolledPage> parseActivity(const HttpReply &reply, const PollInput &input)
{
    const Result<ReplyJson> json = jsonOf(reply);
    if (!json) {
        return json.problem();
    }
    const Result<JsonNode> results = listOf(json->root(), "results");
    if (!results) {
        return results.problem();
    }
    PolledPage page;
    for (const JsonNode day : *results) {
        takeDay(day, input, page);
    }
    const JsonNode metadata = json->root()["metadata"];
    const std::optional<std::int64_t> at = wholeNumber(metadata["page"]);
    const std::optional<std::int64_t> pages = wholeNumber(metadata["total_pages"]);
    page.saysMore = metadata["has_more"].isTrue() || (at && pages && *at < *pages);
    if (page.saysMore && at) {
        page.next = std::to_string(*at + 1);
    }
    return page;
}

Result<PolledPage> parseKey(const HttpReply &reply, const PollInput &)
{
    const Result<ReplyJson> json = jsonOf(reply);
    if (!json) {
        return json.problem();
    }
    const JsonNode info = json->root()["info"];
    if (!info.isObject()) {
        return Problem{.cause = Cause::ReplyUnexpected, .field = "info"};
    }
    PolledPage page;
    ReplyFields fields{info, "info", page};
    page.facts.push_back({.kind = FactKind::KeyLabel, .text = fields.text("key_alias")});
    // What was spent since the budget was last reset: no counter that could be compared over a reset.
    page.facts.push_back({.kind = FactKind::SpentEver, .amount = fields.amount("spend"), .currency = "USD"});
    page.facts.push_back({.kind = FactKind::SpendLimit,
                          .text = fields.text("budget_duration"),
                          .amount = fields.amount("max_budget"),
                          .currency = "USD"});
    if (const std::optional<UtcTime> reset = fields.time("budget_reset_at")) {
        page.facts.push_back({.kind = FactKind::LimitReset, .time = reset});
    }
    return page;
}

} // namespace

ProviderApi liteLlmApi()
{
    ProviderApi api;
    api.id = "litellm";
    api.name = "LiteLLM proxy";
    api.need = KeyNeed::VirtualKey;
    api.fields = {{.id = "base", .example = "https://litellm.example.com", .isSecret = false}, {"key", "sk-…"}};
    api.insights = {Insight::EstimatedCost, Insight::Tokens, Insight::CacheTokens, Insight::CostByModel, Insight::Limits};
    api.caveats = {Caveat::GatewayEstimate};
    ApiReport activity;
    activity.id = "daily-activity";
    activity.yields = {Yield::Usage};
    activity.plan = {.overlap = days{2}, .firstRead = days{92}};
    activity.interval = minutes{15};
    activity.request = activityRequest;
    activity.parse = parseActivity;
    ApiReport key;
    key.id = "key-info";
    key.yields = {Yield::Facts};
    key.plan = {.slice = Slice::Now};
    key.interval = minutes{15};
    key.isOptional = true;
    key.request = [](const PollInput &input) { return proxyGet(input, "/key/info", {}); };
    key.parse = parseKey;
    api.reports = {activity, key};
    return api;
}

} // namespace tokenmeter
