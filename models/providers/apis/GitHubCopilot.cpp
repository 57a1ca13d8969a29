// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/apis/GitHubCopilot.h"

#include "providers/ReplyFields.h"
#include "providers/RequestParts.h"

namespace tokenmeter
{
namespace
{

using namespace std::chrono;

constexpr UtcTime FirstCredits = sys_days{year{2026} / June / 1};

/// "/users/octo/settings/billing/": a user, unless the account's field "kind" says "organization" or "enterprise".
Result<std::string> billingPath(const PollInput &input)
{
    const Result<std::string> login = pathPart(input.credentials, "login");
    if (!login) {
        return login;
    }
    const std::string_view kind = input.credentials.get("kind");
    const std::string_view place = kind == "organization" ? "organizations" : kind == "enterprise" ? "enterprises" : "users";
    return "/" + std::string{place} + "/" + *login + "/settings/billing/";
}

/// Year and month always both: without a month some of the endpoints answer for the present one, whatever the year.
Result<HttpRequest> billingRequest(const PollInput &input, std::string_view what)
{
    const Result<std::string> path = billingPath(input);
    if (!path) {
        return path.problem();
    }
    const year_month_day date{floor<days>(input.range.from)};
    const QueryPairs query{{"year", std::to_string(int(date.year()))}, {"month", std::to_string(unsigned(date.month()))}};
    Result<HttpRequest> request = bearerGet(input, "https://api.github.com", *path + std::string{what}, query);
    if (request) {
        request->headers.front().second = "application/vnd.github+json";
        request->headers.emplace_back("X-GitHub-Api-Version", "2026-03-10");
    }
    return request;
}

bool isCopilot(std::string product)
{
    return currencyText(product) == "COPILOT"; // names are compared without case
}

/// What both kinds of rows have.
Charge chargeOf(ReplyFields &row)
{
    Charge charge;
    charge.service = row.text("product");
    charge.isOtherProduct = !charge.service.empty() && !isCopilot(charge.service);
    charge.sku = row.text("sku");
    charge.description = charge.sku;
    charge.unit = row.text("unitType");
    charge.list = row.amount("grossAmount");
    charge.billed = row.amount("netAmount");
    if (!charge.billed) {
        row.unexpected("netAmount");
    }
    charge.currency = "USD";
    return charge;
}

Result<PolledPage> parseDated(const HttpReply &reply, const PollInput &input)
{
    const Result<ReplyJson> json = jsonOf(reply);
    if (!json) {
        return json.problem();
    }
    const Result<JsonNode> items = listOf(json->root(), "usageItems");
    if (!items) {
        return items.problem();
    }
    PolledPage page;
    for (const JsonNode item : *items) {
        ReplyFields row{item, "usageItems[]", page};
        Charge charge = chargeOf(row);
        charge.day = row.day("date");
        if (!charge.day) {
            row.unexpected("date");
        }
        const PollRange span = charge.day ? rangeOfDay(*charge.day, minutes{0}) : input.range;
        charge.from = span.from;
        charge.to = span.to;
        charge.quantity = row.decimal("quantity");
        charge.project = row.text("repositoryName");
        charge.other = row.rest();
        page.charges.push_back(std::move(charge));
    }
    return page;
}

Result<PolledPage> parseByModel(const HttpReply &reply, const PollInput &input)
{
    const Result<ReplyJson> json = jsonOf(reply);
    if (!json) {
        return json.problem();
    }
    const Result<JsonNode> items = listOf(json->root(), "usageItems");
    if (!items) {
        return items.problem();
    }
    PolledPage page;
    for (const JsonNode item : *items) {
        ReplyFields row{item, "usageItems[]", page};
        Charge charge = chargeOf(row);
        charge.from = input.range.from;
        charge.to = input.range.to;
        charge.model = row.text("model");
        charge.quantity = row.decimal("grossQuantity");
        charge.user = plainText(json->root()["user"]);
        charge.other = row.rest();
        page.charges.push_back(std::move(charge));
    }
    return page;
}

} // namespace

ProviderApi gitHubCopilotApi()
{
    ProviderApi api;
    api.id = "github-copilot";
    api.name = "GitHub Copilot";
    api.need = KeyNeed::PersonalToken;
    api.fields = {{"key", "github_pat_…"},
                  {.id = "login", .example = "octocat", .isSecret = false},
                  {.id = "kind", .example = "organization", .isSecret = false, .isOptional = true}};
    api.keyPage = "https://github.com/settings/personal-access-tokens";
    api.keyHint = "Plan (read); organizations: Administration (read)";
    api.hosts = {"api.github.com"};
    api.insights = {Insight::BilledCost, Insight::CostByModel};
    api.caveats = {Caveat::MonthlyByModel, Caveat::NoTokens};
    ApiReport dated;
    dated.id = "usage-dated";
    dated.yields = {Yield::Charges};
    dated.plan = {.slice = Slice::Month, .overlap = days{1}, .firstRead = days{92}, .openMonthUntil = 3};
    dated.interval = hours{6};
    dated.request = [](const PollInput &input) { return billingRequest(input, "usage"); };
    dated.parse = parseDated;
    ApiReport byModel = dated;
    byModel.id = "usage-by-model";
    byModel.isOptional = true;
    byModel.sameAs = "usage-dated";
    byModel.request = [](const PollInput &input) {
        return billingRequest(input, input.range.from >= FirstCredits ? "ai_credit/usage" : "premium_request/usage");
    };
    byModel.parse = parseByModel;
    api.reports = {dated, byModel};
    return api;
}

} // namespace tokenmeter
