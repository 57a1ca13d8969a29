// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/apis/Fireworks.h"

#include "providers/ReplyFields.h"
#include "providers/RequestParts.h"

namespace tokenmeter
{
namespace
{

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

constexpr std::string_view Base = "https://api.fireworks.ai";

Result<PolledPage> parseAccounts(const HttpReply &reply, const PollInput &input)
{
    const Result<ReplyJson> json = jsonOf(reply);
    if (!json) {
        return json.problem();
    }
    const Result<JsonNode> accounts = listOf(json->root(), "accounts");
    if (!accounts) {
        return accounts.problem();
    }
    PolledPage page;
    for (const JsonNode each : *accounts) {
        std::string slug = plainText(each["name"]);
        constexpr std::string_view Prefix = "accounts/";
        if (slug.starts_with(Prefix)) {
            slug.erase(0, Prefix.size());
        }
        if (!slug.empty() && !input.credentials.has("account") && page.handover.isEmpty()) {
            page.handover.set("account", slug); // of several the first, unless the user named one
            page.facts.push_back({.kind = FactKind::Organization, .text = plainText(each["displayName"])});
        }
    }
    return page;
}

Result<HttpRequest> summaryRequest(const PollInput &input)
{
    const Result<std::string> slug = pathPart(input.credentials, "account");
    if (!slug) {
        return slug.problem();
    }
    return bearerGet(input, Base, "/v1/accounts/" + *slug + "/billing/summary",
                     {{"startTime", toRfc3339(input.range.from)}, {"endTime", toRfc3339(input.range.to)}});
}

TokenClass classOf(std::string_view series)
{
    if (series == "prompt_tokens" || series == "input_tokens") {
        return TokenClass::Input;
    }
    if (series == "cached_prompt_tokens" || series == "cached_input_tokens") {
        return TokenClass::CacheRead;
    }
    return series == "completion_tokens" || series == "output_tokens" ? TokenClass::Output : TokenClass::Unknown;
}

Charge chargeOf(JsonNode node, const PollInput &input, PolledPage &page)
{
    ReplyFields row{node, "lineItems[]", page};
    Charge charge;
    charge.from = input.range.from;
    charge.to = input.range.to;
    if (charge.to - charge.from == days{1}) {
        charge.day = dayIn(charge.from, minutes{0});
    }
    charge.service = "Fireworks AI";
    charge.categoryText = row.text("category");
    charge.description = row.text("series");
    charge.tokenClass = classOf(charge.description);
    charge.sku = row.text("groupingValue");
    if (row.text("groupingKey") == "model") {
        charge.model = charge.sku;
    }
    charge.quantity = row.decimal("quantity");
    if (charge.tokenClass != TokenClass::Unknown) {
        charge.unit = "tokens";
        charge.tokens = wholeTokens(charge.quantity, 0);
    }
    const JsonNode cost = row.node("totalCost");
    if (cost.isThere()) {
        charge.billed = amountOfUnitsAndNanos(plainText(cost["units"]), plainText(cost["nanos"]));
        charge.currency = currencyText(plainText(cost["currencyCode"]));
        if (!charge.billed) {
            row.unexpected("totalCost");
        }
    } else {
        charge.category = ChargeCategory::Other; // not rated: no amount, which is not 0
    }
    charge.other = row.rest();
    return charge;
}

Result<PolledPage> parseSummary(const HttpReply &reply, const PollInput &input)
{
    const Result<ReplyJson> json = jsonOf(reply);
    if (!json) {
        return json.problem();
    }
    const Result<JsonNode> items = listOf(json->root(), "lineItems");
    if (!items) {
        return items.problem();
    }
    PolledPage page;
    for (const JsonNode item : *items) {
        page.charges.push_back(chargeOf(item, input, page));
    }
    return page;
}

} // namespace

ProviderApi fireworksApi()
{
    ProviderApi api;
    api.id = "fireworks";
    api.name = "Fireworks AI";
    api.fields = {{"key", "fw_…"}, {.id = "account", .example = "my-account", .isSecret = false, .isOptional = true}};
    api.keyPage = "https://app.fireworks.ai/settings/users/api-keys";
    api.hosts = {"api.fireworks.ai"};
    api.insights = {Insight::BilledCost, Insight::Tokens, Insight::CostByModel, Insight::CostByTokenClass};
    ApiReport accounts;
    accounts.id = "accounts";
    accounts.yields = {Yield::Handover, Yield::Facts};
    accounts.plan = {.slice = Slice::Now};
    accounts.request = [](const PollInput &input) { return bearerGet(input, Base, "/v1/accounts", {}); };
    accounts.parse = parseAccounts;
    ApiReport summary;
    summary.id = "billing-summary";
    summary.yields = {Yield::Charges};
    summary.plan = {.slice = Slice::Day, .overlap = days{2}, .firstRead = days{31}};
    summary.interval = hours{6};
    summary.request = summaryRequest;
    summary.parse = parseSummary;
    api.reports = {accounts, summary};
    return api;
}

} // namespace tokenmeter
