// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/apis/Volcengine.h"

#include "providers/Digest.h"
#include "providers/ReplyFields.h"
#include "providers/RequestParts.h"
#include "providers/Signing.h"

#include <algorithm>
#include <vector>

namespace tokenmeter
{
namespace
{

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

constexpr minutes Beijing = hours{8};

struct Call
{
    std::string_view action;
    std::string_view version;
    std::string_view service;
};

Result<HttpRequest> signedCall(const PollInput &input, const Call &call, std::string body)
{
    const Result<std::string> id = keyText(input.credentials, "access-key-id");
    const Result<std::string> secret = keyText(input.credentials, "access-key-secret");
    if (!id || !secret) {
        return id ? secret.problem() : id.problem();
    }
    const std::string base = baseOf(input, "https://open.volcengineapi.com");
    SigningInput parts;
    parts.query = {{"Action", std::string{call.action}}, {"Version", std::string{call.version}}};
    parts.body = std::move(body);
    parts.headers = {{"content-type", "application/json"},
                     {"host", urlParts(base).host},
                     {"x-content-sha256", hexOf(sha256(parts.body))},
                     {"x-date", compactTime(input.now)}};
    const SigningScope scope{"cn-beijing", call.service};
    HttpRequest request;
    request.method = parts.method;
    request.url = joinedUrl(base, "/", parts.query);
    request.headers = parts.headers;
    request.headers.emplace_back("Authorization", signVolcengine(parts, scope, input.now, *id, *secret).authorization);
    request.secretHeaders = {"Authorization"};
    request.body = parts.body;
    return request;
}

Result<PolledPage> parseBalance(const HttpReply &reply, const PollInput &input)
{
    const Result<ReplyJson> json = jsonOf(reply);
    if (!json) {
        return json.problem();
    }
    const JsonNode result = json->root()["Result"];
    if (!result.isObject()) {
        return Problem{.cause = Cause::ReplyUnexpected, .field = "Result"};
    }
    PolledPage page;
    ReplyFields fields{result, "Result", page};
    BalanceSnapshot balance{.time = input.now, .currency = "CNY"};
    balance.account = fields.text("AccountID");
    balance.total = fields.amount("CashBalance"); // frozen money is not spent yet
    balance.available = fields.amount("AvailableBalance");
    if (!balance.total) {
        balance.total = balance.available;
    }
    if (!balance.total) {
        fields.unexpected("CashBalance");
    }
    page.balances.push_back(std::move(balance));
    return page;
}

Result<HttpRequest> usageRequest(const PollInput &input)
{
    const std::string from = toIso(dayIn(input.range.from, Beijing));
    const std::string to = toIso(dayIn(input.range.to, Beijing));
    return signedCall(input, {"GetInferenceUsage", "2024-01-01", "ark"},
                      R"({"QueryInterval":"Day","StartTime":")" + from + R"(","EndTime":")" + to
                          + R"(","Filters":[{"FieldName":"ModelName"}],"ShowWindowDetail":false})");
}

/// Counts of a row or of the totals. Missing ones stay unknown.
void takeCounts(ReplyFields &fields, PolledPage &page, UsageBucket &bucket)
{
    const std::optional<std::int64_t> input = fields.count("InputTokens");
    const std::optional<std::int64_t> hits = fields.count("CacheTokensHit");
    bucket.counts.cacheRead = hits;
    bucket.counts.output = fields.count("OutputTokens");
    bucket.requests = fields.count("ReqCnt");
    if (input) {
        if (hits.value_or(0) > *input) {
            page.report(Cause::SubsetLargerThanTotal, "Result.CacheTokensHit");
        }
        bucket.counts.input = std::max<std::int64_t>(*input - hits.value_or(0), 0);
        bucket.counts.inputHoldsCache = !hits;
    }
    fields.ignore({"TotalTokens", "DataCount", "Fields", "Records"});
}

/// One row of the table: cells by the names of the columns. Some answers have objects instead.
void takeRecord(JsonNode record, const std::vector<std::string_view> &columns, const PollInput &input, PolledPage &page)
{
    UsageBucket bucket;
    bucket.endpoint = "inference";
    bucket.from = input.range.from;
    bucket.to = input.range.to;
    std::optional<std::int64_t> all;
    std::optional<std::int64_t> hits;
    std::size_t at = 0;
    for (const JsonNode cell : record) {
        const std::string_view column = record.isObject() ? cell.key() : at < columns.size() ? columns[at] : std::string_view{};
        ++at;
        const std::string text = plainText(cell);
        const auto count = [&]() -> std::optional<std::int64_t> {
            const std::optional<std::int64_t> value = wholeNumber(cell);
            if (!value && !text.empty()) {
                page.report(Cause::ReplyUnexpected, "Result.Records[]." + std::string{column});
            }
            return value;
        };
        if (column == "Day") {
            bucket.day = parseDay(std::string_view{text}.substr(0, 10));
        } else if (column == "ModelName") {
            bucket.model = text;
        } else if (column == "InputTokens") {
            all = count();
        } else if (column == "CacheTokensHit") {
            hits = count();
        } else if (column == "OutputTokens") {
            bucket.counts.output = count();
        } else if (column == "ReqCnt") {
            bucket.requests = count();
        } else if (column == "ImageCount") {
            bucket.quantity = text;
            bucket.unit = "images";
        } else if (column == "ProjectName") {
            bucket.project = text;
        } else if (column == "AccountID") {
            bucket.account = text;
        } else if (column == "AuthToken") {
            continue; // may be a key
        } else if (column != "TotalTokens" && !text.empty()) {
            bucket.other.emplace_back(column, text);
        }
    }
    if (all) {
        if (hits.value_or(0) > *all) {
            page.report(Cause::SubsetLargerThanTotal, "Result.Records[].CacheTokensHit");
        }
        bucket.counts.input = std::max<std::int64_t>(*all - hits.value_or(0), 0);
        bucket.counts.inputHoldsCache = !hits;
    }
    bucket.counts.cacheRead = hits;
    if (bucket.day) {
        const PollRange span = rangeOfDay(*bucket.day, Beijing);
        bucket.from = span.from;
        bucket.to = span.to;
    } else {
        page.report(Cause::ReplyUnexpected, "Result.Records[].Day");
    }
    page.buckets.push_back(std::move(bucket));
}

Result<PolledPage> parseUsage(const HttpReply &reply, const PollInput &input)
{
    const Result<ReplyJson> json = jsonOf(reply);
    if (!json) {
        return json.problem();
    }
    const JsonNode result = json->root()["Result"];
    if (!result.isObject()) {
        return Problem{.cause = Cause::ReplyUnexpected, .field = "Result"};
    }
    PolledPage page;
    if (result["Records"].isArray()) {
        std::vector<std::string_view> columns;
        for (const JsonNode field : result["Fields"]) {
            columns.push_back(field["Name"].text());
        }
        for (const JsonNode record : result["Records"]) {
            takeRecord(record, columns, input, page);
        }
        return page;
    }
    if (result["DataCount"].text() == "0") {
        return page;
    }
    UsageBucket bucket;
    bucket.endpoint = "inference";
    bucket.from = input.range.from;
    bucket.to = input.range.to;
    ReplyFields fields{result, "Result", page};
    takeCounts(fields, page, bucket);
    if (bucket.counts.isEmpty()) {
        return Problem{.cause = Cause::ReplyUnexpected, .field = "Result.Records"}; // it counts rows and shows none
    }
    bucket.other = fields.rest();
    page.buckets.push_back(std::move(bucket));
    return page;
}

} // namespace

ProviderApi volcengineApi()
{
    ProviderApi api;
    api.id = "volcengine";
    api.name = "Volcengine Ark (Doubao)";
    api.need = KeyNeed::AccessKeyPair;
    api.fields = {{"access-key-id", "AKLT…"}, {"access-key-secret", "…"}};
    api.keyPage = "https://console.volcengine.com/iam/keymanage";
    api.keyHint = "BillingCenterReadOnlyAccess, ArkReadOnlyAccess";
    api.hosts = {"open.volcengineapi.com"};
    api.insights = {Insight::Balance, Insight::Tokens, Insight::CacheTokens};
    api.caveats = {Caveat::SpendFromBalance, Caveat::WholeCloudAccount, Caveat::ClockMustBeRight};
    ApiReport balance;
    balance.id = "balance";
    balance.yields = {Yield::Balance};
    balance.plan = {.slice = Slice::Now};
    balance.interval = minutes{30};
    balance.precision = Precision::Instant;
    balance.request = [](const PollInput &input) {
        return signedCall(input, {"QueryBalanceAcct", "2022-01-01", "billing"}, "{}");
    };
    balance.parse = parseBalance;
    ApiReport usage;
    usage.id = "inference-usage";
    usage.yields = {Yield::Usage};
    usage.plan = {.zone = Beijing, .overlap = days{2}, .firstRead = days{31}, .longest = days{31}};
    usage.interval = hours{1};
    usage.isOptional = true;
    usage.request = usageRequest;
    usage.parse = parseUsage;
    api.reports = {balance, usage};
    return api;
}

} // namespace tokenmeter
