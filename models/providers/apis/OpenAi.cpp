// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/apis/OpenAi.h"

#include "providers/ReplyFields.h"
#include "providers/RequestParts.h"

namespace tokenmeter
{
namespace
{

using std::chrono::days;
using std::chrono::minutes;

constexpr std::string_view Base = "https://api.openai.com";
constexpr std::string_view Path = "/v1/organization/";

/// One of the usage endpoints: which dimensions it can be grouped by, and what it counts beside tokens.
struct UsageEndpoint
{
    std::string_view id;
    std::string_view path;
    std::vector<std::string_view> groups;
    std::string_view quantity; ///< field; empty where tokens are counted
    std::string_view unit;
};

const std::vector<UsageEndpoint> &usageEndpoints()
{
    static const std::vector<UsageEndpoint> all{
        {"usage-completions", "completions", {"project_id", "api_key_id", "model", "batch", "service_tier"}, {}, {}},
        {"usage-embeddings", "embeddings", {"project_id", "api_key_id", "model"}, {}, {}},
        {"usage-moderations", "moderations", {"project_id", "api_key_id", "model"}, {}, {}},
        {"usage-images", "images", {"project_id", "api_key_id", "model", "size", "source"}, "images", "images"},
        {"usage-audio-speeches", "audio_speeches", {"project_id", "api_key_id", "model"}, "characters", "characters"},
        {"usage-audio-transcriptions", "audio_transcriptions", {"project_id", "api_key_id", "model"}, "seconds", "seconds"},
        {"usage-vector-stores", "vector_stores", {"project_id"}, "usage_bytes", "bytes"},
        {"usage-code-interpreter", "code_interpreter_sessions", {"project_id"}, "num_sessions", "sessions"},
        {"usage-file-search", "file_search_calls", {"project_id", "api_key_id"}, "num_requests", "calls"},
        {"usage-web-search", "web_search_calls", {"project_id", "api_key_id", "model", "context_level"}, {}, {}},
    };
    return all;
}

/// The end is left out when it lies ahead: "until now".
void addRange(QueryPairs &query, const PollInput &input)
{
    query.emplace_back("start_time", epochText(input.range.from));
    if (input.range.to <= input.now) {
        query.emplace_back("end_time", epochText(input.range.to));
    }
}

Result<HttpRequest> usageRequest(const UsageEndpoint &endpoint, const PollInput &input)
{
    QueryPairs query;
    addRange(query, input);
    query.emplace_back("bucket_width", input.hourly ? "1h" : "1d");
    const int suited = input.hourly ? 168 : 31; // the most there may be
    query.emplace_back("limit", std::to_string(input.pageSize > 0 ? input.pageSize : suited));
    for (const std::string_view group : endpoint.groups) {
        query.emplace_back("group_by", group);
    }
    if (!input.cursor.empty()) {
        query.emplace_back("page", input.cursor);
    }
    return bearerGet(input, Base, std::string{Path} + "usage/" + std::string{endpoint.path}, query);
}

/// Takes a part out of a whole; a part larger than the whole is cut to it and reported.
std::int64_t without(std::int64_t whole, std::optional<std::int64_t> part, PolledPage &page, const char *field)
{
    if (part.value_or(0) > whole) {
        page.report(Cause::SubsetLargerThanTotal, field);
        return 0;
    }
    return whole - part.value_or(0);
}

/// Disjoint classes from totals and their parts. `input_text_tokens` and its kin split the uncached input by modality.
void takeTokens(ReplyFields &row, PolledPage &page, ReportedCounts &counts)
{
    const std::optional<std::int64_t> all = row.count("input_tokens");
    const std::optional<std::int64_t> cached = row.count("input_cached_tokens");
    const std::optional<std::int64_t> written = row.count("input_cache_write_tokens");
    std::optional<std::int64_t> uncached = row.count("input_uncached_tokens");
    const std::optional<std::int64_t> output = row.count("output_tokens");
    counts.inputAudio = row.count("input_audio_tokens");
    counts.inputImage = row.count("input_image_tokens");
    counts.cachedAudio = row.count("input_cached_audio_tokens");
    counts.outputAudio = row.count("output_audio_tokens");
    counts.outputImage = row.count("output_image_tokens");
    row.ignore({"input_text_tokens", "output_text_tokens", "input_cached_text_tokens", "input_cached_image_tokens"});
    if (!uncached && all) {
        counts.inputHoldsCache = !cached;
        uncached = without(without(*all, cached, page, "input_cached_tokens"), written, page, "input_cache_write_tokens");
    } else if (all && uncached && cached && *uncached + *cached + written.value_or(0) != *all) {
        page.report(Cause::TotalMismatch, "input_tokens");
    }
    if (uncached) {
        counts.input = without(without(*uncached, counts.inputAudio, page, "input_audio_tokens"), counts.inputImage, page,
                               "input_image_tokens");
    }
    if (cached) {
        counts.cacheRead = without(*cached, counts.cachedAudio, page, "input_cached_audio_tokens");
    }
    counts.cacheWrite5m = written;
    counts.cacheLifetimeUnknown = written.value_or(0) > 0;
    if (output) {
        counts.output = without(without(*output, counts.outputAudio, page, "output_audio_tokens"), counts.outputImage, page,
                                "output_image_tokens");
    }
}

UsageBucket bucketOf(const UsageEndpoint &endpoint, JsonNode node, PolledPage &page)
{
    ReplyFields row{node, "data[].results[]", page};
    UsageBucket bucket;
    bucket.endpoint = endpoint.path;
    row.ignore({"object"});
    bucket.project = row.text("project_id");
    bucket.keyLabel = row.text("api_key_id");
    bucket.user = row.text("user_id");
    bucket.model = row.text("model");
    bucket.tier = row.text("service_tier");
    bucket.isBatch = row.flag("batch").value_or(false);
    if (endpoint.path == "web_search_calls") {
        // The requests of these rows are counted among the completions already.
        bucket.counts.webSearches = row.count("num_requests");
    } else if (!endpoint.quantity.empty()) {
        bucket.quantity = row.decimal(endpoint.quantity);
        bucket.unit = endpoint.unit;
        bucket.requests = row.count("num_model_requests");
    } else {
        takeTokens(row, page, bucket.counts);
        bucket.requests = row.count("num_model_requests");
    }
    bucket.other = row.rest();
    return bucket;
}

/// [start_time, end_time) of a bucket; what is missing is taken from the range that was asked for, so that no row is lost.
PollRange spanOf(JsonNode node, const PollInput &input, PolledPage &page)
{
    ReplyFields fields{node, "data[]", page};
    const std::optional<UtcTime> from = fields.time("start_time");
    const std::optional<UtcTime> to = fields.time("end_time");
    if (!from || !to || *from >= *to) {
        fields.unexpected("start_time");
        return input.range;
    }
    return {*from, *to};
}

std::optional<LocalDay> dayOf(const PollRange &span)
{
    return span.to - span.from == days{1} ? std::optional{dayIn(span.from, minutes{0})} : std::nullopt;
}

/// Calls visit(row, span) for each row of each bucket.
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

Result<PolledPage> parseUsage(const UsageEndpoint &endpoint, const HttpReply &reply, const PollInput &input)
{
    return eachRow(reply, input, [&](JsonNode row, const PollRange &span, PolledPage &page) {
        UsageBucket bucket = bucketOf(endpoint, row, page);
        bucket.from = span.from;
        bucket.to = span.to;
        bucket.day = dayOf(span);
        page.buckets.push_back(std::move(bucket));
    });
}

Result<HttpRequest> costsRequest(const PollInput &input)
{
    QueryPairs query;
    addRange(query, input);
    constexpr int MostBuckets = 180;
    query.emplace_back("bucket_width", "1d");
    query.emplace_back("limit", std::to_string(input.pageSize > 0 ? input.pageSize : MostBuckets));
    query.emplace_back("group_by", "project_id");
    query.emplace_back("group_by", "line_item"); // api_key_id is documented and was refused
    if (!input.cursor.empty()) {
        query.emplace_back("page", input.cursor);
    }
    return bearerGet(input, Base, std::string{Path} + "costs", query);
}

/// "gpt-5.1, cached input, batch": the model before the first comma and a class behind it. Free text: only words that are
/// known tell something, or a tool's name would become a model.
void takeLineItem(Charge &charge)
{
    const std::size_t comma = charge.sku.find(", ");
    if (comma == std::string::npos) {
        return;
    }
    std::string_view word = std::string_view{charge.sku}.substr(comma + 2);
    const std::size_t second = word.find(", ");
    const std::string_view tier = second == std::string_view::npos ? std::string_view{} : word.substr(second + 2);
    word = word.substr(0, second);
    if (word == "input") {
        charge.tokenClass = TokenClass::Input;
    } else if (word == "cached input") {
        charge.tokenClass = TokenClass::CacheRead;
    } else if (word == "cache write" || word == "cache writes" || word == "input cache write") {
        charge.tokenClass = TokenClass::CacheWrite;
    } else if (word == "output") {
        charge.tokenClass = TokenClass::Output;
    } else {
        return;
    }
    charge.model = charge.sku.substr(0, comma);
    charge.tier = tier;
}

std::optional<std::int64_t> tokensOf(const Charge &charge)
{
    const int power = charge.unit == "tokens" ? 0 : charge.unit == "1000_tokens" ? 3 : -1;
    if (power < 0 || charge.quantity.empty()) {
        return std::nullopt;
    }
    return wholeTokens(charge.quantity, power);
}

Charge chargeOf(JsonNode node, PolledPage &page)
{
    ReplyFields row{node, "data[].results[]", page};
    Charge charge;
    row.ignore({"object"});
    ReplyFields amount = row.nested("amount");
    charge.billed = amount.amount("value");
    charge.currency = currencyText(amount.text("currency"));
    if (!charge.billed) {
        amount.unexpected("value");
    }
    charge.sku = row.text("line_item");
    charge.description = charge.sku;
    charge.service = "OpenAI API";
    charge.project = row.text("project_id");
    charge.keyLabel = row.text("api_key_id");
    charge.quantity = row.decimal("quantity");
    charge.unit = row.text("quantity_unit");
    takeLineItem(charge);
    charge.tokens = tokensOf(charge);
    if (charge.billed && charge.billed->atto < 0) {
        charge.category = charge.sku.find("redit") != std::string::npos ? ChargeCategory::Credit : ChargeCategory::Adjustment;
    }
    charge.other = row.rest();
    return charge;
}

Result<PolledPage> parseCosts(const HttpReply &reply, const PollInput &input)
{
    return eachRow(reply, input, [&](JsonNode row, const PollRange &span, PolledPage &page) {
        Charge charge = chargeOf(row, page);
        charge.from = span.from;
        charge.to = span.to;
        charge.day = dayOf(span);
        page.charges.push_back(std::move(charge));
    });
}

Result<HttpRequest> listRequest(std::string_view path, const PollInput &input)
{
    QueryPairs query{{"limit", std::to_string(input.pageSize > 0 ? input.pageSize : 100)}};
    if (path == "projects") {
        query.emplace_back("include_archived", "true"); // they still occur in old rows
    }
    if (!input.cursor.empty()) {
        query.emplace_back("after", input.cursor);
    }
    return bearerGet(input, Base, std::string{Path} + std::string{path}, query);
}

AccountFact limitOf(JsonNode node, FactKind kind, PolledPage &page)
{
    ReplyFields fields{node, {}, page};
    return {.kind = kind,
            .text = fields.text("interval"),
            .amount = fields.amount("threshold_amount", MoneyUnit::Cent),
            .currency = currencyText(fields.text("currency"))};
}

Result<PolledPage> parseSpendLimit(const HttpReply &reply, const PollInput &)
{
    const Result<ReplyJson> json = jsonOf(reply);
    if (!json) {
        return json.problem();
    }
    PolledPage page;
    page.facts.push_back(limitOf(json->root(), FactKind::SpendLimit, page));
    return page;
}

Result<PolledPage> parseSpendAlerts(const HttpReply &reply, const PollInput &)
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
        page.facts.push_back(limitOf(each, FactKind::SpendAlert, page));
    }
    takeLastId(json->root(), page);
    return page;
}

Result<PolledPage> parseProjects(const HttpReply &reply, const PollInput &)
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
        page.names.push_back({NameKind::Project, plainText(each["id"]), plainText(each["name"]), each["archived_at"].isThere()});
    }
    takeLastId(json->root(), page);
    return page;
}

ApiReport usageReport(const UsageEndpoint &endpoint)
{
    ApiReport report;
    report.id = endpoint.id;
    report.yields = {Yield::Usage};
    report.plan = {.overlap = days{2}, .firstRead = days{92}};
    const bool isMain = endpoint.path == "completions";
    report.interval = isMain ? minutes{15} : minutes{60};
    report.knowsHours = true;
    report.isOptional = !isMain;
    report.request = [&endpoint](const PollInput &input) { return usageRequest(endpoint, input); };
    report.parse = [&endpoint](const HttpReply &reply, const PollInput &input) { return parseUsage(endpoint, reply, input); };
    return report;
}

ApiReport listReport(std::string_view id, std::string_view path, Yield yield,
                     Result<PolledPage> (*parse)(const HttpReply &, const PollInput &))
{
    ApiReport report;
    report.id = id;
    report.yields = {yield};
    report.plan = {.slice = Slice::Now};
    report.interval = std::chrono::hours{6};
    report.isOptional = true;
    report.request = [path](const PollInput &input) { return listRequest(path, input); };
    report.parse = parse;
    return report;
}

} // namespace

ProviderApi openAiApi()
{
    ProviderApi api;
    api.id = "openai";
    api.name = "OpenAI";
    api.need = KeyNeed::AdminKey;
    api.fields = {{"key", "sk-admin-…"}};
    api.keyPage = "https://platform.openai.com/settings/organization/admin-keys";
    api.keyHint = "api.usage.read";
    api.hosts = {"api.openai.com"};
    api.insights = {Insight::BilledCost, Insight::Tokens,   Insight::CacheTokens, Insight::CostByModel, Insight::CostByTokenClass,
                    Insight::Projects,   Insight::Keys,     Insight::Limits,      Insight::Hours};
    api.caveats = {Caveat::NoSubscriptions};
    for (const UsageEndpoint &endpoint : usageEndpoints()) {
        api.reports.push_back(usageReport(endpoint));
    }
    ApiReport costs;
    costs.id = "costs";
    costs.yields = {Yield::Charges};
    costs.plan = {.overlap = days{7}, .firstRead = days{92}, .openMonthUntil = 3};
    costs.request = costsRequest;
    costs.parse = parseCosts;
    api.reports.push_back(costs);
    api.reports.push_back(listReport("spend-limit", "spend_limit", Yield::Facts, parseSpendLimit));
    api.reports.push_back(listReport("spend-alerts", "spend_alerts", Yield::Facts, parseSpendAlerts));
    api.reports.push_back(listReport("projects", "projects", Yield::Names, parseProjects));
    return api;
}

} // namespace tokenmeter
