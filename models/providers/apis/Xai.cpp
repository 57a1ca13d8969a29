// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/apis/Xai.h"

#include "providers/ReplyFields.h"
#include "providers/RequestParts.h"

namespace tokenmeter
{
namespace
{

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

constexpr std::string_view Base = "https://management-api.x.ai";
constexpr std::string_view Dollar = "USD";

Result<HttpRequest> teamRequest(const PollInput &input, std::string_view what)
{
    const Result<std::string> team = pathPart(input.credentials, "team");
    if (!team) {
        return team.problem();
    }
    return bearerGet(input, Base, "/v1/billing/teams/" + *team + "/" + std::string{what}, {});
}

/// "2026-03-01 00:00:00"
std::string plainTime(UtcTime time)
{
    std::string text = toRfc3339(std::chrono::floor<std::chrono::seconds>(time));
    text.resize(19);
    text[10] = ' ';
    return text;
}

Result<HttpRequest> usageRequest(const PollInput &input)
{
    Result<HttpRequest> request = teamRequest(input, "usage");
    if (request) {
        request->method = "POST";
        request->headers.emplace_back("Content-Type", "application/json");
        request->body = R"({"analyticsRequest":{"timeRange":{"startTime":")" + plainTime(input.range.from) + R"(","endTime":")"
            + plainTime(input.range.to)
            + R"(","timezone":"Etc/GMT"},"timeUnit":"TIME_UNIT_DAY","values":[{"name":"usd","aggregation":"AGGREGATION_SUM"}],)"
            + R"("groupBy":["description"],"filters":[]}})";
    }
    return request;
}

/// "Chat grok-4", "API grok-imagine-image": what was called, then the model.
void takeDescription(Charge &charge)
{
    const std::size_t blank = charge.description.find(' ');
    if (blank == std::string::npos) {
        return;
    }
    const std::string_view rest = std::string_view{charge.description}.substr(blank + 1);
    if (rest.find(' ') == std::string_view::npos && rest.find('-') != std::string_view::npos) {
        charge.model = rest;
    }
}

void takePoint(JsonNode node, const std::string &label, const PollInput &input, PolledPage &page)
{
    ReplyFields point{node, "timeSeries[].dataPoints[]", page};
    Charge charge;
    charge.service = "xAI API";
    charge.description = label;
    charge.currency = Dollar;
    takeDescription(charge);
    if (const std::optional<UtcTime> time = point.time("timestamp")) {
        charge.day = dayIn(*time, minutes{0});
        const PollRange span = rangeOfDay(*charge.day, minutes{0});
        charge.from = span.from;
        charge.to = span.to;
    } else {
        point.unexpected("timestamp");
        charge.from = input.range.from;
        charge.to = input.range.to;
    }
    for (const JsonNode value : point.node("values")) {
        charge.billed = amountOf(plainText(value));
        break; // one value was asked for
    }
    if (!charge.billed) {
        point.unexpected("values");
    } else if (charge.billed->atto == 0) {
        return; // every series has a point for every day
    }
    charge.other = point.rest();
    page.charges.push_back(std::move(charge));
}

std::string labelOf(JsonNode series)
{
    for (const char *name : {"groupLabels", "group"}) {
        for (const JsonNode label : series[name]) {
            return plainText(label);
        }
    }
    return {};
}

Result<PolledPage> parseUsage(const HttpReply &reply, const PollInput &input)
{
    const Result<ReplyJson> json = jsonOf(reply);
    if (!json) {
        return json.problem();
    }
    const Result<JsonNode> list = listOf(json->root(), "timeSeries");
    if (!list) {
        return list.problem();
    }
    PolledPage page;
    for (const JsonNode series : *list) {
        for (const JsonNode point : series["dataPoints"]) {
            takePoint(point, labelOf(series), input, page);
        }
    }
    if (json->root()["limitReached"].isTrue()) {
        page.isIncomplete = true;
        page.report(Cause::DataIncomplete, "limitReached");
    }
    return page;
}

/// Cents in `{"val": "-1234"}` or written bare.
std::optional<ChargeAmount> cents(ReplyFields &fields, std::string_view name, JsonNode node)
{
    return node.isObject() ? fields.nested(name).amount("val", MoneyUnit::Cent) : fields.amount(name, MoneyUnit::Cent);
}

ChargeAmount negative(const ChargeAmount &amount)
{
    return differenceOf(ChargeAmount{"0", 0}, amount);
}

Result<PolledPage> parseBalance(const HttpReply &reply, const PollInput &input)
{
    const Result<ReplyJson> json = jsonOf(reply);
    if (!json) {
        return json.problem();
    }
    PolledPage page;
    ReplyFields fields{json->root(), {}, page};
    BalanceSnapshot balance{.time = input.now, .currency = std::string{Dollar}};
    if (const std::optional<ChargeAmount> total = cents(fields, "total", json->root()["total"])) {
        balance.total = negative(*total);
        balance.available = balance.total;
    } else {
        return Problem{.cause = Cause::ReplyUnexpected, .field = "total"};
    }
    page.balances.push_back(std::move(balance));
    for (const JsonNode each : fields.node("changes")) {
        ReplyFields change{each, "changes[]", page};
        const std::optional<UtcTime> time = change.time("createTime");
        const std::optional<ChargeAmount> amount = cents(change, "amount", each["amount"]);
        const std::string status = change.text("topupStatus");
        const bool succeeded = status.empty() || status == "SUCCEEDED";
        if (change.text("changeOrigin") == "PURCHASE" && succeeded && time && amount && amount->atto < 0) {
            page.topUps.push_back({.time = *time, .currency = std::string{Dollar}, .amount = negative(*amount)});
        }
    }
    return page;
}

Result<PolledPage> parseInvoice(const HttpReply &reply, const PollInput &)
{
    const Result<ReplyJson> json = jsonOf(reply);
    if (!json) {
        return json.problem();
    }
    PolledPage page;
    ReplyFields fields{json->root(), {}, page};
    ReplyFields invoice = fields.nested("coreInvoice");
    ReplyFields cycle = fields.nested("billingCycle");
    std::string month = cycle.text("month");
    month.insert(0, month.size() == 1 ? "0" : "");
    page.facts.push_back({.kind = FactKind::InvoicePreview,
                          .text = cycle.text("year") + "-" + month,
                          .amount = invoice.amount("amountAfterVat", MoneyUnit::Cent),
                          .currency = std::string{Dollar}});
    if (const std::optional<ChargeAmount> limit = cents(fields, "effectiveSpendingLimit", json->root()["effectiveSpendingLimit"])) {
        page.facts.push_back({.kind = FactKind::SpendLimit, .text = "month", .amount = limit, .currency = std::string{Dollar}});
    }
    return page;
}

Result<PolledPage> parseLimits(const HttpReply &reply, const PollInput &)
{
    const Result<ReplyJson> json = jsonOf(reply);
    if (!json) {
        return json.problem();
    }
    PolledPage page;
    ReplyFields limits{json->root()["spendingLimits"], "spendingLimits", page};
    const std::optional<ChargeAmount> soft = cents(limits, "effectiveSl", json->root()["spendingLimits"]["effectiveSl"]);
    const std::optional<ChargeAmount> hard = cents(limits, "effectiveHardSl", json->root()["spendingLimits"]["effectiveHardSl"]);
    if (soft) {
        page.facts.push_back({.kind = FactKind::SpendAlert, .text = "month", .amount = soft, .currency = std::string{Dollar}});
    }
    if (hard) {
        page.facts.push_back({.kind = FactKind::SpendLimit, .text = "month", .amount = hard, .currency = std::string{Dollar}});
    }
    return page;
}

ApiReport presentReport(std::string_view id, std::string_view path, Yield yield,
                        Result<PolledPage> (*parse)(const HttpReply &, const PollInput &))
{
    ApiReport report;
    report.id = id;
    report.yields = {yield};
    report.plan = {.slice = Slice::Now};
    report.precision = Precision::Instant;
    report.isOptional = true;
    report.request = [path](const PollInput &input) { return teamRequest(input, path); };
    report.parse = parse;
    return report;
}

} // namespace

ProviderApi xaiApi()
{
    ProviderApi api;
    api.id = "xai";
    api.name = "xAI";
    api.need = KeyNeed::ManagementKey;
    api.fields = {{"key", "xai-token-…"}, {.id = "team", .example = "00000000-0000-4000-8000-000000000000", .isSecret = false}};
    api.keyPage = "https://console.x.ai/team/default/management-keys";
    api.hosts = {"management-api.x.ai"};
    api.insights = {Insight::BilledCost, Insight::Balance, Insight::CostByModel, Insight::Limits};
    api.caveats = {Caveat::NoTokens};
    ApiReport usage;
    usage.id = "usage";
    usage.yields = {Yield::Charges};
    usage.plan = {.overlap = days{3}, .firstRead = days{92}};
    usage.interval = hours{1};
    usage.request = usageRequest;
    usage.parse = parseUsage;
    api.reports = {usage, presentReport("prepaid-balance", "prepaid/balance", Yield::Balance, parseBalance),
                   presentReport("invoice-preview", "postpaid/invoice/preview", Yield::Facts, parseInvoice),
                   presentReport("spending-limits", "postpaid/spending-limits", Yield::Facts, parseLimits)};
    return api;
}

} // namespace tokenmeter
