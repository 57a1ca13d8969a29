// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/apis/GoogleMonitoring.h"

#include "providers/ReplyFields.h"
#include "providers/RequestParts.h"
#include "providers/apis/GoogleToken.h"

namespace tokenmeter
{
namespace
{

using std::chrono::days;
using std::chrono::hours;

Result<HttpRequest> tokensRequest(const PollInput &input)
{
    const std::string project = serviceAccountField(input.credentials, "project_id");
    if (project.empty()) {
        return Problem{.cause = Cause::CredentialUnusable, .field = "project_id"};
    }
    QueryPairs query{{"filter", R"(metric.type="aiplatform.googleapis.com/publisher/online_serving/token_count" AND )"
                                R"(resource.type="aiplatform.googleapis.com/PublisherModel")"},
                     {"interval.startTime", toRfc3339(input.range.from)},
                     {"interval.endTime", toRfc3339(input.range.to)},
                     {"aggregation.alignmentPeriod", "3600s"},
                     {"aggregation.perSeriesAligner", "ALIGN_SUM"},
                     {"aggregation.crossSeriesReducer", "REDUCE_SUM"},
                     {"aggregation.groupByFields", "resource.label.model_user_id"},
                     {"aggregation.groupByFields", "metric.label.type"}};
    if (!input.cursor.empty()) {
        query.emplace_back("pageToken", input.cursor);
    }
    return bearerGet(input, "https://monitoring.googleapis.com", "/v3/projects/" + percentEncoded(project) + "/timeSeries", query,
                     "monitoring-token");
}

void takePoint(JsonNode node, const UsageBucket &common, std::string_view type, const PollInput &input, PolledPage &page)
{
    ReplyFields point{node, "timeSeries[].points[]", page};
    UsageBucket bucket = common;
    ReplyFields interval = point.nested("interval");
    const std::optional<UtcTime> from = interval.time("startTime");
    const std::optional<UtcTime> to = interval.time("endTime");
    if (!from || !to) {
        interval.unexpected("startTime");
    }
    bucket.from = from && to ? *from : input.range.from;
    bucket.to = from && to ? *to : input.range.to;
    const std::optional<std::int64_t> count = point.nested("value").count("int64Value");
    if (!count) {
        point.unexpected("value");
    } else if (type == "input") {
        bucket.counts.input = count;
        bucket.counts.inputHoldsCache = true;
    } else if (type == "output") {
        bucket.counts.output = count;
    } else {
        bucket.quantity = std::to_string(*count);
        bucket.unit = type.empty() ? "tokens" : "tokens, " + std::string{type};
    }
    page.buckets.push_back(std::move(bucket));
}

Result<PolledPage> parseTokens(const HttpReply &reply, const PollInput &input)
{
    const Result<ReplyJson> json = jsonOf(reply);
    if (!json) {
        return json.problem();
    }
    PolledPage page;
    const JsonNode list = json->root()["timeSeries"]; // left out when there is none
    if (list.isThere() && !list.isArray()) {
        return Problem{.cause = Cause::ReplyUnexpected, .field = "timeSeries"};
    }
    for (const JsonNode series : list) {
        UsageBucket common;
        common.endpoint = "vertex-ai";
        common.model = plainText(series["resource"]["labels"]["model_user_id"]);
        common.project = plainText(series["resource"]["labels"]["project_id"]);
        const std::string type = plainText(series["metric"]["labels"]["type"]);
        for (const JsonNode point : series["points"]) {
            takePoint(point, common, type, input, page);
        }
    }
    if (const std::string next = cursorText(json->root()["nextPageToken"]); !next.empty()) {
        page.next = next;
        page.saysMore = true;
    }
    return page;
}

} // namespace

ApiReport googleMonitoringReport()
{
    ApiReport report;
    report.id = "vertex-tokens";
    report.yields = {Yield::Usage};
    report.plan = {.overlap = days{2}, .firstRead = days{31}};
    report.interval = hours{1};
    report.precision = Precision::Hour;
    report.isOptional = true;
    report.request = tokensRequest;
    report.parse = parseTokens;
    return report;
}

} // namespace tokenmeter
