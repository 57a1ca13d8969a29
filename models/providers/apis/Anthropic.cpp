// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/apis/Anthropic.h"

#include "providers/ReplyFields.h"
#include "providers/RequestParts.h"

#include <array>

namespace tokenmeter
{
namespace
{

using std::chrono::days;
using std::chrono::minutes;

constexpr std::string_view Base = "https://api.anthropic.com";
constexpr std::string_view Path = "/v1/organizations/";

Result<HttpRequest> adminGet(const PollInput &input, std::string_view path, const QueryPairs &query)
{
    const Result<std::string> key = keyText(input.credentials, "key");
    if (!key) {
        return key.problem();
    }
    HttpRequest request;
    request.url = joinedUrl(baseOf(input, Base), std::string{Path} + std::string{path}, query);
    request.headers = {{"Accept", "application/json"}, {"anthropic-version", "2023-06-01"}, {"x-api-key", *key}};
    request.secretHeaders = {"x-api-key"};
    return request;
}

QueryPairs bucketQuery(const PollInput &input, bool hourly, int suited)
{
    QueryPairs query{{"starting_at", toRfc3339(input.range.from)},
                     {"ending_at", toRfc3339(input.range.to)}, // a midnight: a bucket must end before it
                     {"bucket_width", hourly ? "1h" : "1d"},
                     {"limit", std::to_string(input.pageSize > 0 ? input.pageSize : suited)}};
    return query;
}

void addCursor(QueryPairs &query, const PollInput &input, std::string_view name = "page")
{
    if (!input.cursor.empty()) {
        query.emplace_back(name, input.cursor);
    }
}

Result<HttpRequest> messagesRequest(const PollInput &input)
{
    // Many groups and many buckets together were seen to be refused: four groups, a week at a time.
    QueryPairs query = bucketQuery(input, input.hourly, input.hourly ? 24 : 7);
    for (const char *group : {"api_key_id", "model", "service_tier", "workspace_id"}) {
        query.emplace_back("group_by[]", group);
    }
    addCursor(query, input);
    return adminGet(input, "usage_report/messages", query);
}

Result<HttpRequest> costRequest(const PollInput &input)
{
    QueryPairs query = bucketQuery(input, false, 31);
    query.emplace_back("group_by[]", "workspace_id");
    query.emplace_back("group_by[]", "description");
    addCursor(query, input);
    return adminGet(input, "cost_report", query);
}

Result<HttpRequest> claudeCodeRequest(const PollInput &input)
{
    QueryPairs query{{"starting_at", utcDayText(input.range.from)},
                     {"limit", std::to_string(input.pageSize > 0 ? input.pageSize : 1000)}};
    addCursor(query, input);
    return adminGet(input, "usage_report/claude_code", query);
}

PollRange spanOf(JsonNode node, const PollInput &input, PolledPage &page)
{
    ReplyFields fields{node, "data[]", page};
    const std::optional<UtcTime> from = fields.time("starting_at");
    const std::optional<UtcTime> to = fields.time("ending_at");
    if (!from || !to || *from >= *to) {
        fields.unexpected("starting_at");
        return input.range; // no row is lost for a bucket without its times
    }
    return {*from, *to};
}

std::optional<LocalDay> dayOf(const PollRange &span)
{
    return span.to - span.from == days{1} ? std::optional{dayIn(span.from, minutes{0})} : std::nullopt;
}

template <typename Visit>
Result<PolledPage> eachRow(const HttpReply &reply, const PollInput &input, Visit visit)
{
    const Result<ReplyJson> json = jsonOf(reply);
    if (!json) {
        return json.problem();
    }
    const Result<JsonNode> buckets = listOf(json->root(), "data");
    if (!buckets) {
        return buckets.problem();
    }
    PolledPage page;
    for (const JsonNode each : *buckets) {
        const PollRange span = spanOf(each, input, page);
        if (!each["results"].isArray()) {
            page.report(Cause::ReplyUnexpected, "data[].results");
        }
        for (const JsonNode row : each["results"]) {
            visit(row, span, page);
        }
    }
    takeNextPage(json->root(), page);
    return page;
}

UsageBucket messagesBucket(JsonNode node, PolledPage &page)
{
    ReplyFields row{node, "data[].results[]", page};
    UsageBucket bucket;
    bucket.endpoint = "messages";
    bucket.project = row.text("workspace_id");
    bucket.keyLabel = row.text("api_key_id");
    bucket.user = row.text("account_id");
    bucket.model = row.text("model");
    bucket.tier = row.text("service_tier");
    bucket.contextTier = row.text("context_window");
    bucket.region = row.text("inference_geo");
    bucket.speed = row.text("speed");
    bucket.isBatch = bucket.tier == "batch";
    bucket.counts.input = row.count("uncached_input_tokens");
    bucket.counts.cacheRead = row.count("cache_read_input_tokens");
    ReplyFields written = row.nested("cache_creation");
    bucket.counts.cacheWrite5m = written.count("ephemeral_5m_input_tokens");
    bucket.counts.cacheWrite1h = written.count("ephemeral_1h_input_tokens");
    bucket.counts.output = row.count("output_tokens");
    bucket.counts.webSearches = row.nested("server_tool_use").count("web_search_requests");
    bucket.other = row.rest();
    return bucket;
}

Result<PolledPage> parseMessages(const HttpReply &reply, const PollInput &input)
{
    return eachRow(reply, input, [](JsonNode row, const PollRange &span, PolledPage &page) {
        UsageBucket bucket = messagesBucket(row, page);
        bucket.from = span.from;
        bucket.to = span.to;
        bucket.day = dayOf(span);
        page.buckets.push_back(std::move(bucket));
    });
}

TokenClass classOf(std::string_view tokenType)
{
    struct Word
    {
        std::string_view text;
        TokenClass tokenClass;
    };
    static constexpr std::array Words{
        Word{"uncached_input_tokens", TokenClass::Input},
        Word{"output_tokens", TokenClass::Output},
        Word{"cache_read_input_tokens", TokenClass::CacheRead},
        Word{"cache_creation.ephemeral_5m_input_tokens", TokenClass::CacheWrite5m},
        Word{"cache_creation.ephemeral_1h_input_tokens", TokenClass::CacheWrite1h},
    };
    for (const Word &word : Words) {
        if (word.text == tokenType) {
            return word.tokenClass;
        }
    }
    return TokenClass::Unknown;
}

ChargeCategory categoryOf(const Charge &charge)
{
    if (charge.billed && charge.billed->atto < 0) {
        return ChargeCategory::Adjustment;
    }
    for (const char *known : {"", "tokens", "web_search", "code_execution", "session_usage"}) {
        if (charge.categoryText == known) {
            return ChargeCategory::Usage;
        }
    }
    return ChargeCategory::Other;
}

Charge chargeOf(JsonNode node, PolledPage &page)
{
    ReplyFields row{node, "data[].results[]", page};
    Charge charge;
    charge.service = "Claude API";
    charge.billed = row.amount("amount", MoneyUnit::Cent);
    if (!charge.billed) {
        row.unexpected("amount");
    }
    charge.currency = currencyText(row.text("currency"));
    charge.description = row.text("description");
    charge.categoryText = row.text("cost_type");
    charge.sku = row.text("token_type");
    charge.tokenClass = classOf(charge.sku);
    charge.model = row.text("model");
    charge.tier = row.text("service_tier");
    charge.contextTier = row.text("context_window");
    charge.region = row.text("inference_geo");
    charge.project = row.text("workspace_id");
    charge.category = categoryOf(charge);
    charge.other = row.rest();
    return charge;
}

Result<PolledPage> parseCost(const HttpReply &reply, const PollInput &input)
{
    return eachRow(reply, input, [](JsonNode row, const PollRange &span, PolledPage &page) {
        Charge charge = chargeOf(row, page);
        charge.from = span.from;
        charge.to = span.to;
        charge.day = dayOf(span);
        page.charges.push_back(std::move(charge));
    });
}

/// What a developer did on a day; one bucket a model. The counters of the day stand in the first of them.
void takeDeveloper(JsonNode node, const PollInput &input, PolledPage &page)
{
    ReplyFields row{node, "data[]", page};
    UsageBucket common;
    const std::optional<LocalDay> day = row.day("date");
    if (!day) {
        row.unexpected("date");
    }
    const PollRange span = day ? rangeOfDay(*day, minutes{0}) : input.range;
    common.from = span.from;
    common.to = span.to;
    common.day = day;
    common.endpoint = "claude-code";
    common.account = row.text("organization_id");
    ReplyFields actor = row.nested("actor");
    common.user = actor.text("email_address");
    common.keyLabel = actor.text("api_key_name");
    const JsonNode models = row.node("model_breakdown");
    OtherFields rest = row.rest();
    if (models.size() == 0) {
        common.other = std::move(rest);
        page.buckets.push_back(std::move(common));
        return;
    }
    for (const JsonNode each : models) {
        ReplyFields fields{each, "data[].model_breakdown[]", page};
        UsageBucket bucket = common;
        bucket.model = fields.text("model");
        ReplyFields tokens = fields.nested("tokens");
        bucket.counts.input = tokens.count("input");
        bucket.counts.output = tokens.count("output");
        bucket.counts.cacheRead = tokens.count("cache_read");
        bucket.counts.cacheWrite5m = tokens.count("cache_creation");
        bucket.counts.cacheLifetimeUnknown = bucket.counts.cacheWrite5m.value_or(0) > 0;
        ReplyFields cost = fields.nested("estimated_cost");
        bucket.estimate = cost.amount("amount", MoneyUnit::Cent);
        bucket.currency = currencyText(cost.text("currency"));
        bucket.other = fields.rest();
        bucket.other.insert(bucket.other.end(), rest.begin(), rest.end());
        rest.clear();
        page.buckets.push_back(std::move(bucket));
    }
}

Result<PolledPage> parseClaudeCode(const HttpReply &reply, const PollInput &input)
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
        takeDeveloper(row, input, page);
    }
    takeNextPage(json->root(), page);
    return page;
}

Result<PolledPage> parseOrganization(const HttpReply &reply, const PollInput &)
{
    const Result<ReplyJson> json = jsonOf(reply);
    if (!json) {
        return json.problem();
    }
    PolledPage page;
    page.facts.push_back({.kind = FactKind::Organization, .text = plainText(json->root()["name"])});
    return page;
}

Result<PolledPage> parseNames(NameKind kind, const HttpReply &reply)
{
    const Result<ReplyJson> json = jsonOf(reply);
    if (!json) {
        return json.problem();
    }
    const Result<JsonNode> list = listOf(json->root(), "data");
    if (!list) {
        return list.problem();
    }
    PolledPage page;
    for (const JsonNode each : *list) {
        const bool isArchived = each["archived_at"].isThere() || each["status"].text() == "archived";
        page.names.push_back({kind, plainText(each["id"]), plainText(each["name"]), isArchived});
    }
    takeLastId(json->root(), page);
    return page;
}

ApiReport namesReport(std::string_view id, std::string_view path, NameKind kind)
{
    ApiReport report;
    report.id = id;
    report.yields = {Yield::Names};
    report.plan = {.slice = Slice::Now};
    report.interval = std::chrono::hours{6};
    report.isOptional = true;
    report.request = [path, kind](const PollInput &input) {
        QueryPairs query{{"limit", "100"}};
        if (kind == NameKind::Project) {
            query.emplace_back("include_archived", "true");
        }
        addCursor(query, input, "after_id");
        return adminGet(input, path, query);
    };
    report.parse = [kind](const HttpReply &reply, const PollInput &) { return parseNames(kind, reply); };
    return report;
}

} // namespace

ProviderApi anthropicApi()
{
    ProviderApi api;
    api.id = "anthropic";
    api.name = "Anthropic";
    api.need = KeyNeed::AdminKey;
    api.fields = {{"key", "sk-ant-admin01-…"}};
    api.keyPage = "https://platform.claude.com/settings/admin-keys";
    api.keyHint = "Admin API key";
    api.hosts = {"api.anthropic.com"};
    api.insights = {Insight::BilledCost, Insight::Tokens, Insight::CacheTokens, Insight::CostByModel, Insight::CostByTokenClass,
                    Insight::Projects,   Insight::Keys,   Insight::Hours};
    api.caveats = {Caveat::NoSubscriptions, Caveat::NoPriorityTier};

    ApiReport organization;
    organization.id = "organization";
    organization.yields = {Yield::Facts};
    organization.plan = {.slice = Slice::Now};
    organization.interval = std::chrono::hours{24};
    organization.isOptional = true;
    organization.request = [](const PollInput &input) { return adminGet(input, "me", {}); };
    organization.parse = parseOrganization;
    ApiReport messages;
    messages.id = "usage-messages";
    messages.yields = {Yield::Usage};
    messages.plan = {.overlap = days{2}, .firstRead = days{92}};
    messages.interval = minutes{15};
    messages.knowsHours = true;
    messages.request = messagesRequest;
    messages.parse = parseMessages;
    ApiReport cost;
    cost.id = "cost-report";
    cost.yields = {Yield::Charges};
    cost.plan = {.overlap = days{3}, .firstRead = days{92}, .openMonthUntil = 3};
    cost.request = costRequest;
    cost.parse = parseCost;
    ApiReport claudeCode;
    claudeCode.id = "claude-code";
    claudeCode.yields = {Yield::Usage};
    claudeCode.plan = {.slice = Slice::Day, .overlap = days{2}, .firstRead = days{31}};
    claudeCode.isOptional = true;
    claudeCode.sameAs = "usage-messages";
    claudeCode.request = claudeCodeRequest;
    claudeCode.parse = parseClaudeCode;
    api.reports = {organization, messages, cost, claudeCode, namesReport("workspaces", "workspaces", NameKind::Project),
                   namesReport("api-keys", "api_keys", NameKind::Key)};
    return api;
}

} // namespace tokenmeter
