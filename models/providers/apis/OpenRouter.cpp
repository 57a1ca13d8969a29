// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/apis/OpenRouter.h"

#include "providers/ReplyFields.h"
#include "providers/RequestParts.h"

namespace tokenmeter
{
namespace
{

using std::chrono::days;
using std::chrono::minutes;

constexpr std::string_view Base = "https://openrouter.ai";
constexpr std::string_view Dollar = "USD";

void addSum(PolledPage &page, FactKind kind, ReplyFields &fields, std::string_view name)
{
    if (const std::optional<ChargeAmount> amount = fields.amount(name)) {
        page.facts.push_back({.kind = kind, .amount = amount, .currency = std::string{Dollar}});
    }
}

/// How an interface that says nothing of the kind writes "unlimited": the field is there and null.
void takeLimit(PolledPage &page, ReplyFields &fields, JsonNode data)
{
    if (data["limit"].kind() == JsonKind::Missing) {
        return;
    }
    page.facts.push_back({.kind = FactKind::SpendLimit,
                          .text = fields.text("limit_reset"),
                          .amount = fields.amount("limit"),
                          .currency = std::string{Dollar}});
}

std::string keyKind(ReplyFields &fields)
{
    const bool isManagement =
        fields.flag("is_management_key").value_or(false) || fields.flag("is_provisioning_key").value_or(false);
    if (isManagement) {
        return "management";
    }
    return fields.flag("is_free_tier").value_or(false) ? "free tier" : "inference";
}

Result<PolledPage> parseKey(const HttpReply &reply, const PollInput &input)
{
    const Result<ReplyJson> json = jsonOf(reply);
    if (!json) {
        return json.problem();
    }
    const JsonNode data = json->root()["data"];
    if (!data.isObject()) {
        return Problem{.cause = Cause::ReplyUnexpected, .field = "data"};
    }
    PolledPage page;
    ReplyFields fields{data, "data", page};
    const std::string label = fields.text("label");
    page.facts.push_back({.kind = FactKind::KeyLabel, .text = label});
    page.facts.push_back({.kind = FactKind::KeyKind, .text = keyKind(fields)});
    takeLimit(page, fields, data);
    addSum(page, FactKind::LimitRemaining, fields, "limit_remaining");
    addSum(page, FactKind::SpentEver, fields, "usage");
    addSum(page, FactKind::SpentToday, fields, "usage_daily");
    addSum(page, FactKind::SpentThisWeek, fields, "usage_weekly");
    addSum(page, FactKind::SpentThisMonth, fields, "usage_monthly");
    addSum(page, FactKind::PaidElsewhere, fields, "byok_usage");
    if (const std::optional<UtcTime> expires = fields.time("expires_at")) {
        page.facts.push_back({.kind = FactKind::KeyExpires, .time = expires});
    }
    // A series of its own: what this key has spent, not what the account has left.
    page.balances.push_back({.time = input.now,
                             .account = "key " + label,
                             .currency = std::string{Dollar},
                             .spentEver = fields.amount("usage")});
    return page;
}

Result<PolledPage> parseCredits(const HttpReply &reply, const PollInput &input)
{
    const Result<ReplyJson> json = jsonOf(reply);
    if (!json) {
        return json.problem();
    }
    const JsonNode data = json->root()["data"];
    if (!data.isObject()) {
        return Problem{.cause = Cause::ReplyUnexpected, .field = "data"};
    }
    PolledPage page;
    ReplyFields fields{data, "data", page};
    const std::optional<ChargeAmount> bought = fields.amount("total_credits");
    const std::optional<ChargeAmount> used = fields.amount("total_usage");
    BalanceSnapshot balance{.time = input.now, .currency = std::string{Dollar}, .spentEver = used};
    if (bought && used) {
        balance.total = differenceOf(*bought, *used);
    }
    page.balances.push_back(balance);
    return page;
}

Result<HttpRequest> activityRequest(const PollInput &input)
{
    QueryPairs query;
    if (input.range.to - input.range.from == days{1}) {
        query.emplace_back("date", utcDayText(input.range.from));
    }
    return bearerGet(input, Base, "/api/v1/activity", query);
}

void takeActivity(JsonNode node, const PollInput &input, PolledPage &page)
{
    ReplyFields row{node, "data[]", page};
    UsageBucket bucket;
    bucket.day = row.day("date");
    if (!bucket.day) {
        row.unexpected("date");
    }
    const PollRange span = bucket.day ? rangeOfDay(*bucket.day, minutes{0}) : input.range;
    if (span.from < input.range.from || span.to > input.range.to) {
        return; // all 30 days come at once; what is outside the range was stored before and is not replaced
    }
    bucket.from = span.from;
    bucket.to = span.to;
    bucket.endpoint = row.text("endpoint_id");
    bucket.provider = row.text("provider_name");
    bucket.model = row.text("model");
    bucket.project = row.text("workspace_id");
    bucket.requests = row.count("requests");
    bucket.counts.input = row.count("prompt_tokens");
    bucket.counts.inputHoldsCache = bucket.counts.input.has_value();
    bucket.counts.output = row.count("completion_tokens");
    bucket.counts.reasoning = row.count("reasoning_tokens");
    bucket.estimate = row.amount("byok_usage_inference");
    bucket.currency = bucket.estimate ? std::string{Dollar} : std::string{};

    Charge charge;
    charge.from = span.from;
    charge.to = span.to;
    charge.day = bucket.day;
    charge.service = "OpenRouter";
    charge.billed = row.amount("usage");
    if (!charge.billed) {
        row.unexpected("usage");
    }
    charge.currency = Dollar;
    charge.model = bucket.model;
    charge.description = bucket.model;
    charge.sku = row.text("model_permaslug");
    charge.project = bucket.project;
    charge.other = {{"provider_name", bucket.provider}, {"endpoint_id", bucket.endpoint}};
    bucket.other = row.rest();
    page.charges.push_back(std::move(charge));
    page.buckets.push_back(std::move(bucket));
}

Result<PolledPage> parseActivity(const HttpReply &reply, const PollInput &input)
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
        takeActivity(row, input, page);
    }
    return page;
}

} // namespace

ProviderApi openRouterApi()
{
    ProviderApi api;
    api.id = "openrouter";
    api.name = "OpenRouter";
    api.need = KeyNeed::ManagementKey;
    api.fields = {{"key", "sk-or-v1-…"}};
    api.keyPage = "https://openrouter.ai/settings/management-keys";
    api.keyHint = "Management API keys";
    api.hosts = {"openrouter.ai"};
    api.insights = {Insight::BilledCost, Insight::Balance, Insight::Tokens, Insight::CostByModel, Insight::Limits};
    api.caveats = {Caveat::CompletedDaysOnly, Caveat::LastThirtyDaysOnly};

    ApiReport key;
    key.id = "key";
    key.yields = {Yield::Facts, Yield::Balance};
    key.plan = {.slice = Slice::Now};
    key.interval = minutes{5};
    key.precision = Precision::Instant;
    key.request = [](const PollInput &input) { return bearerGet(input, Base, "/api/v1/key", {}); };
    key.parse = parseKey;
    ApiReport credits;
    credits.id = "credits";
    credits.yields = {Yield::Balance};
    credits.plan = {.slice = Slice::Now};
    credits.interval = minutes{15};
    credits.precision = Precision::Instant;
    credits.isOptional = true;
    credits.request = [](const PollInput &input) { return bearerGet(input, Base, "/api/v1/credits", {}); };
    credits.parse = parseCredits;
    ApiReport activity;
    activity.id = "activity";
    activity.yields = {Yield::Charges, Yield::Usage};
    activity.plan = {.overlap = days{3}, .firstRead = days{30}};
    activity.interval = std::chrono::hours{12};
    activity.isOptional = true;
    activity.request = activityRequest;
    activity.parse = parseActivity;
    api.reports = {key, credits, activity};
    return api;
}

} // namespace tokenmeter
