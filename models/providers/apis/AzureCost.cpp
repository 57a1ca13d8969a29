// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/apis/AzureCost.h"

#include "providers/ReplyFields.h"
#include "providers/RequestParts.h"

#include <vector>

namespace tokenmeter
{
namespace
{

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

Result<HttpRequest> tokenRequest(const PollInput &input)
{
    const Result<std::string> tenant = pathPart(input.credentials, "tenant");
    const Result<std::string> id = keyText(input.credentials, "client-id");
    const Result<std::string> secret = keyText(input.credentials, "client-secret");
    for (const Result<std::string> *part : {&tenant, &id, &secret}) {
        if (!*part) {
            return part->problem();
        }
    }
    HttpRequest request;
    request.method = "POST";
    request.url = joinedUrl(baseOf(input, "https://login.microsoftonline.com"), "/" + *tenant + "/oauth2/v2.0/token");
    request.headers = {{"Accept", "application/json"}, {"Content-Type", "application/x-www-form-urlencoded"}};
    request.body = queryText({{"grant_type", "client_credentials"},
                              {"client_id", *id},
                              {"client_secret", *secret},
                              {"scope", "https://management.azure.com/.default"}});
    request.secretBody = true;
    return request;
}

Result<PolledPage> parseToken(const HttpReply &reply, const PollInput &)
{
    const Result<ReplyJson> json = jsonOf(reply);
    if (!json) {
        return json.problem();
    }
    const JsonNode token = json->root()["access_token"]; // whole: a token may be longer than a text that is shown
    if (token.kind() != JsonKind::String || token.text().empty()) {
        return Problem{.cause = Cause::ReplyUnexpected, .field = "access_token"};
    }
    PolledPage page;
    page.handover.set("access-token", std::string{token.text()});
    return page;
}

Result<HttpRequest> queryRequest(const PollInput &input)
{
    const Result<std::string> subscription = pathPart(input.credentials, "subscription");
    if (!subscription) {
        return subscription.problem();
    }
    const std::string path = "/subscriptions/" + *subscription + "/providers/Microsoft.CostManagement/query";
    Result<HttpRequest> request =
        bearerGet(input, "https://management.azure.com", path, {{"api-version", "2023-11-01"}}, "access-token");
    if (!request) {
        return request;
    }
    if (!input.cursor.empty()) { // the query of the link, never its host: the token goes where it always goes
        request->url = joinedUrl(baseOf(input, "https://management.azure.com"), path) + "?" + input.cursor;
    }
    request->method = "POST";
    request->headers.emplace_back("Content-Type", "application/json");
    const UtcTime last = input.range.to - std::chrono::seconds{1}; // both ends are included
    request->body = R"({"type":"ActualCost","timeframe":"Custom","timePeriod":{"from":")" + toRfc3339(input.range.from)
        + R"(","to":")" + toRfc3339(last)
        + R"("},"dataset":{"granularity":"Daily","aggregation":{"totalCost":{"name":"Cost","function":"Sum"}},)"
        + R"("grouping":[{"type":"Dimension","name":"ServiceName"},{"type":"Dimension","name":"Meter"}],)"
        + R"("filter":{"dimensions":{"name":"ServiceName","operator":"In","values":["Cognitive Services","Foundry Models"]}}}})";
    return request;
}

/// 20260301
std::optional<LocalDay> dayOfNumber(std::string_view text)
{
    if (text.size() < 8) {
        return std::nullopt;
    }
    if (text[4] == '-') {
        return parseDay(text.substr(0, 10));
    }
    const std::string iso =
        std::string{text.substr(0, 4)} + "-" + std::string{text.substr(4, 2)} + "-" + std::string{text.substr(6, 2)};
    return text.size() == 8 ? parseDay(iso) : std::nullopt;
}

TokenClass classOf(std::string_view meter)
{
    const std::string text = currencyText(meter); // in capitals
    const auto holds = [&](std::string_view word) { return text.find(word) != std::string::npos; };
    if (!holds("TOKEN")) {
        return TokenClass::Unknown;
    }
    if (holds("CACHED") || holds("CCHD")) {
        return TokenClass::CacheRead;
    }
    if (holds("OUTPUT") || holds("OUTP") || holds("OPT")) {
        return TokenClass::Output;
    }
    return holds("INPUT") || holds("INP") ? TokenClass::Input : TokenClass::Unknown;
}

void takeRow(JsonNode row, const std::vector<std::string> &columns, const PollInput &input, PolledPage &page)
{
    Charge charge;
    charge.from = input.range.from;
    charge.to = input.range.to;
    std::size_t at = 0;
    for (const JsonNode cell : row) {
        const std::string column = at < columns.size() ? columns[at] : std::string{};
        const std::string text = plainText(cell);
        ++at;
        if (column == "Cost" || column == "PreTaxCost") {
            charge.billed = amountOf(text);
        } else if (column == "UsageDate") {
            charge.day = dayOfNumber(text);
        } else if (column == "ServiceName") {
            charge.service = text;
        } else if (column == "Meter") {
            charge.sku = text;
        } else if (column == "Currency") {
            charge.currency = currencyText(text);
        } else if (!text.empty()) {
            charge.other.emplace_back(column, text);
        }
    }
    charge.description = charge.sku;
    charge.tokenClass = classOf(charge.sku);
    if (!charge.billed) {
        page.report(Cause::ReplyUnexpected, "properties.rows[].Cost");
    }
    if (charge.day) {
        const PollRange span = rangeOfDay(*charge.day, minutes{0});
        charge.from = span.from;
        charge.to = span.to;
    } else {
        page.report(Cause::ReplyUnexpected, "properties.rows[].UsageDate");
    }
    page.charges.push_back(std::move(charge));
}

Result<PolledPage> parseQuery(const HttpReply &reply, const PollInput &input)
{
    const Result<ReplyJson> json = jsonOf(reply);
    if (!json) {
        return json.problem();
    }
    const JsonNode properties = json->root()["properties"];
    const Result<JsonNode> rows = listOf(properties, "rows");
    const Result<JsonNode> names = listOf(properties, "columns");
    if (!rows || !names) {
        return rows ? names.problem() : rows.problem();
    }
    std::vector<std::string> columns;
    for (const JsonNode column : *names) {
        columns.push_back(plainText(column["name"]));
    }
    PolledPage page;
    for (const JsonNode row : *rows) {
        takeRow(row, columns, input, page);
    }
    if (const std::string link{properties["nextLink"].text()}; !link.empty()) {
        page.saysMore = true;
        if (const std::string query = urlParts(link).query; !query.empty()) {
            page.next = query;
        }
    }
    return page;
}

} // namespace

ProviderApi azureCostApi()
{
    ProviderApi api;
    api.id = "azure";
    api.name = "Azure OpenAI (Cost Management)";
    api.need = KeyNeed::ClientCredentials;
    api.fields = {{.id = "tenant", .example = "00000000-0000-4000-8000-000000000000", .isSecret = false},
                  {.id = "client-id", .example = "00000000-0000-4000-8000-000000000000", .isSecret = false},
                  {"client-secret", "…"},
                  {.id = "subscription", .example = "00000000-0000-4000-8000-000000000000", .isSecret = false}};
    api.keyPage = "https://portal.azure.com/#view/Microsoft_AAD_RegisteredApps/ApplicationsListBlade";
    api.keyHint = "Cost Management Reader";
    api.hosts = {"login.microsoftonline.com", "management.azure.com"};
    api.insights = {Insight::BilledCost, Insight::CostByTokenClass};
    api.caveats = {Caveat::LateByADay, Caveat::NoTokens};
    ApiReport token;
    token.id = "token";
    token.yields = {Yield::Handover};
    token.plan = {.slice = Slice::Now};
    token.request = tokenRequest;
    token.parse = parseToken;
    ApiReport cost;
    cost.id = "cost-query";
    cost.yields = {Yield::Charges};
    cost.plan = {.overlap = days{5}, .firstRead = days{92}, .openMonthUntil = 5};
    cost.interval = hours{6};
    cost.request = queryRequest;
    cost.parse = parseQuery;
    api.reports = {token, cost};
    return api;
}

} // namespace tokenmeter
