// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/apis/GoogleBilling.h"

#include "core/Decimal.h"
#include "providers/ReplyFields.h"
#include "providers/RequestParts.h"
#include "providers/apis/GoogleMonitoring.h"
#include "providers/apis/GoogleToken.h"

#include <algorithm>
#include <vector>

namespace tokenmeter
{
namespace
{

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

constexpr std::string_view Base = "https://bigquery.googleapis.com";
constexpr std::string_view Scope = "https://www.googleapis.com/auth/bigquery";
constexpr std::string_view MonitoringScope = "https://www.googleapis.com/auth/monitoring.read";
constexpr std::chrono::seconds Pause{2};

/// project.dataset.table, in the letters such names may have: it stands between backquotes in the query.
Result<std::string> tableOf(const PollInput &input)
{
    const Result<std::string> table = keyText(input.credentials, "table");
    const auto allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
    };
    if (!table || !std::all_of(table->begin(), table->end(), allowed) || std::count(table->begin(), table->end(), '.') != 2) {
        return Problem{.cause = Cause::CredentialUnusable, .field = "table"};
    }
    return table;
}

Result<std::string> queriesPath(const PollInput &input)
{
    std::string project{input.credentials.get("project")};
    if (project.empty()) {
        project = serviceAccountField(input.credentials, "project_id");
    }
    if (project.empty()) {
        return Problem{.cause = Cause::CredentialUnusable, .field = "project_id"};
    }
    return "/bigquery/v2/projects/" + percentEncoded(project) + "/queries";
}

/// Where a result goes on: the job, its place, the page, and how often it was asked whether it is done.
struct JobCursor
{
    std::string job{};
    std::string location{};
    std::string page{};
    int asked = 0;

    std::string text() const
    {
        return percentEncoded(job) + "/" + percentEncoded(location) + "/" + percentEncoded(page) + "/" + std::to_string(asked);
    }
};

std::vector<std::string> cursorParts(std::string_view text)
{
    std::vector<std::string> parts;
    std::size_t at = 0;
    while (at <= text.size()) {
        const std::size_t end = std::min(text.find('/', at), text.size());
        parts.emplace_back(text.substr(at, end - at));
        at = end + 1;
    }
    return parts;
}

std::string timeParameter(std::string_view name, UtcTime time)
{
    return R"({"name":)" + jsonText(name) + R"(,"parameterType":{"type":"TIMESTAMP"},"parameterValue":{"value":)"
        + jsonText(toRfc3339(time)) + "}}";
}

std::string queryBody(const PollInput &input, std::string_view table)
{
    // Columns by name: the export's schema grows. Taxes and corrections belong to no service.
    const std::string sql = "SELECT DATE(usage_start_time) AS day, project.id AS project_id, service.description AS service, "
                            "sku.description AS sku, currency, cost_type, invoice.month AS invoice_month, SUM(cost) AS cost, "
                            "SUM(IFNULL((SELECT SUM(c.amount) FROM UNNEST(credits) c), 0)) AS credits, "
                            "SUM(usage.amount) AS usage_amount, ANY_VALUE(usage.unit) AS usage_unit FROM `"
        + std::string{table}
        + "` WHERE usage_start_time >= @from AND usage_start_time < @to AND (service.description IN ('Gemini API', 'Vertex AI', "
          "'Generative Language API') OR cost_type != 'regular') GROUP BY day, project_id, service, sku, currency, cost_type, "
          "invoice_month";
    std::string body = R"({"query":)" + jsonText(sql) + R"(,"useLegacySql":false,"timeoutMs":20000,"maxResults":)"
        + std::to_string(input.pageSize > 0 ? input.pageSize : 5000)
        + R"(,"maximumBytesBilled":"10737418240","parameterMode":"NAMED","queryParameters":[)"
        + timeParameter("from", input.range.from) + "," + timeParameter("to", input.range.to) + "]";
    if (input.credentials.has("location")) {
        body += R"(,"location":)" + jsonText(input.credentials.get("location"));
    }
    return body + "}";
}

Result<HttpRequest> queryRequest(const PollInput &input)
{
    const Result<std::string> path = queriesPath(input);
    const Result<std::string> table = tableOf(input);
    if (!path || !table) {
        return path ? table.problem() : path.problem();
    }
    if (input.cursor.empty()) {
        Result<HttpRequest> request = bearerGet(input, Base, *path, {}, "bigquery-token");
        if (request) {
            request->method = "POST";
            request->headers.emplace_back("Content-Type", "application/json");
            request->body = queryBody(input, *table);
        }
        return request;
    }
    const std::vector<std::string> parts = cursorParts(input.cursor);
    if (parts.size() != 4) {
        return Problem{.cause = Cause::PagingBroken, .args = {"1"}};
    }
    std::string query = "?timeoutMs=20000&location=" + parts[1]; // the parts are encoded already
    query += parts[2].empty() ? "" : "&pageToken=" + parts[2];
    Result<HttpRequest> request = bearerGet(input, Base, *path + "/" + parts[0], {}, "bigquery-token");
    if (request) {
        request->url += query;
    }
    return request;
}

ChargeCategory categoryOf(std::string_view costType, std::string_view sku)
{
    if (costType == "tax" || (costType.empty() && sku == "Tax")) {
        return ChargeCategory::Tax;
    }
    if (costType == "adjustment" || costType == "rounding_error") {
        return ChargeCategory::Adjustment;
    }
    return costType.empty() || costType == "regular" ? ChargeCategory::Usage : ChargeCategory::Other;
}

/// "Generate content input token count gemini 2.5 pro short": there is no field for the model or the direction.
TokenClass classOf(std::string_view sku)
{
    const std::string text = currencyText(sku); // in capitals
    const auto holds = [&](std::string_view word) { return text.find(word) != std::string::npos; };
    if (!holds("TOKEN")) {
        return TokenClass::Unknown;
    }
    if (holds("CACHED") || holds("CACHING")) {
        return TokenClass::CacheRead;
    }
    return holds("OUTPUT") ? TokenClass::Output : holds("INPUT") ? TokenClass::Input : TokenClass::Unknown;
}

void takeRow(JsonNode row, const std::vector<std::string> &columns, const PollInput &input, PolledPage &page)
{
    Charge charge;
    std::optional<ChargeAmount> credits;
    std::size_t at = 0;
    for (const JsonNode cell : row["f"]) {
        const std::string column = at < columns.size() ? columns[at] : std::string{};
        const std::string text = plainText(cell["v"]);
        ++at;
        if (column == "day") {
            charge.day = parseDay(text);
        } else if (column == "project_id") {
            charge.project = text;
        } else if (column == "service") {
            charge.service = text;
        } else if (column == "sku") {
            charge.sku = text;
        } else if (column == "currency") {
            charge.currency = currencyText(text);
        } else if (column == "cost_type") {
            charge.categoryText = text;
        } else if (column == "invoice_month") {
            charge.invoice = text;
        } else if (column == "cost") {
            charge.contracted = amountOf(text);
        } else if (column == "credits") {
            credits = amountOf(text);
        } else if (column == "usage_amount") {
            charge.quantity = shiftedDecimal(text, 0).value_or(std::string{});
        } else if (column == "usage_unit") {
            charge.unit = text;
        } else if (!text.empty()) {
            charge.other.emplace_back(column, text);
        }
    }
    charge.description = charge.sku;
    charge.category = categoryOf(charge.categoryText, charge.sku);
    charge.tokenClass = classOf(charge.sku);
    if (charge.tokenClass != TokenClass::Unknown && charge.unit == "count") {
        charge.tokens = wholeTokens(charge.quantity, 0);
    }
    if (charge.contracted) {
        charge.billed = credits ? sumOf(*charge.contracted, *credits) : charge.contracted;
    } else {
        page.report(Cause::ReplyUnexpected, "rows[].cost");
    }
    if (!charge.day) {
        page.report(Cause::ReplyUnexpected, "rows[].day");
    }
    const PollRange span = charge.day ? rangeOfDay(*charge.day, minutes{0}) : input.range;
    charge.from = span.from;
    charge.to = span.to;
    page.charges.push_back(std::move(charge));
}

Result<PolledPage> parseQuery(const HttpReply &reply, const PollInput &input)
{
    const Result<ReplyJson> json = jsonOf(reply);
    if (!json) {
        return json.problem();
    }
    const JsonNode root = json->root();
    PolledPage page;
    const JsonNode job = root["jobReference"];
    JobCursor next{.job = plainText(job["jobId"]), .location = plainText(job["location"])};
    if (root["jobComplete"].text() == "false") {
        const std::vector<std::string> parts = cursorParts(input.cursor);
        constexpr int MostAsked = 60; // two minutes, beside the time each question waits
        next.asked = parts.size() == 4 ? int(parseDecimal(parts[3], 0).value_or(0)) + 1 : 1;
        if (next.asked > MostAsked) {
            return Problem{.cause = Cause::DataNotReady};
        }
        page.saysMore = true;
        page.pause = Pause;
        if (!next.job.empty()) {
            page.next = next.text();
        }
        return page;
    }
    const Result<JsonNode> fields = listOf(root["schema"], "fields");
    if (!fields) {
        return fields.problem();
    }
    if (input.cursor.empty() && root["totalRows"].text() == "0") {
        return Problem{.cause = Cause::DataNotReady};
    }
    std::vector<std::string> columns;
    for (const JsonNode field : *fields) {
        columns.push_back(plainText(field["name"]));
    }
    for (const JsonNode row : root["rows"]) {
        takeRow(row, columns, input, page);
    }
    if (next.page = cursorText(root["pageToken"]); !next.page.empty()) {
        page.saysMore = true;
        if (!next.job.empty()) {
            page.next = next.text();
        }
    }
    return page;
}

} // namespace

ProviderApi googleBillingApi()
{
    ProviderApi api;
    api.id = "google";
    api.name = "Google Cloud (Gemini, Vertex AI)";
    api.need = KeyNeed::ServiceAccount;
    api.fields = {{"service-account", "{\"type\": \"service_account\", …}"},
                  {.id = "table", .example = "project.dataset.gcp_billing_export_v1_000000_000000_000000", .isSecret = false},
                  {.id = "project", .example = "my-project", .isSecret = false, .isOptional = true},
                  {.id = "location", .example = "EU", .isSecret = false, .isOptional = true}};
    api.keyPage = "https://console.cloud.google.com/iam-admin/serviceaccounts";
    api.keyHint = "BigQuery Job User, BigQuery Data Viewer, Monitoring Viewer";
    api.hosts = {"oauth2.googleapis.com", "bigquery.googleapis.com", "monitoring.googleapis.com"};
    api.insights = {Insight::BilledCost, Insight::Tokens, Insight::CostByTokenClass, Insight::Projects, Insight::Hours};
    api.caveats = {Caveat::ExportMustBeSetUp, Caveat::CallsCostMoney, Caveat::LateByADay, Caveat::ClockMustBeRight};
    api.callsCostMoney = true;
    ApiReport cost;
    cost.id = "billing-export";
    cost.yields = {Yield::Charges};
    cost.plan = {.overlap = days{7}, .firstRead = days{62}, .openMonthUntil = 5};
    cost.interval = hours{6};
    cost.request = queryRequest;
    cost.parse = parseQuery;
    ApiReport monitoringToken = googleTokenReport("monitoring-token", MonitoringScope, "monitoring-token");
    monitoringToken.isOptional = true;
    api.reports = {googleTokenReport("bigquery-token", Scope, "bigquery-token"), cost, monitoringToken, googleMonitoringReport()};
    return api;
}

} // namespace tokenmeter
