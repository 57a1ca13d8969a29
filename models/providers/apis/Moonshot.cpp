// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/apis/Moonshot.h"

#include "providers/ReplyFields.h"
#include "providers/RequestParts.h"

namespace tokenmeter
{
namespace
{

bool isChinese(const PollInput &input)
{
    return input.credentials.get("region") == "cn";
}

Result<HttpRequest> balanceRequest(const PollInput &input)
{
    const std::string_view base = isChinese(input) ? "https://api.moonshot.cn" : "https://api.moonshot.ai";
    return bearerGet(input, base, "/v1/users/me/balance", {});
}

Result<PolledPage> parseBalance(const HttpReply &reply, const PollInput &input)
{
    const Result<ReplyJson> json = jsonOf(reply);
    if (!json) {
        return json.problem();
    }
    const JsonNode root = json->root();
    if (root["status"].text() == "false" || (root["code"].isThere() && root["code"].text() != "0")) {
        return Problem{.cause = Cause::RequestRefused, .args = {std::to_string(reply.status)}};
    }
    const JsonNode data = root["data"];
    if (!data.isObject()) {
        return Problem{.cause = Cause::ReplyUnexpected, .field = "data"};
    }
    PolledPage page;
    ReplyFields fields{data, "data", page};
    BalanceSnapshot balance{.time = input.now, .currency = isChinese(input) ? "CNY" : "USD"};
    balance.available = fields.amount("available_balance");
    balance.granted = fields.amount("voucher_balance");
    balance.toppedUp = fields.amount("cash_balance");
    balance.total = balance.granted && balance.toppedUp ? sumOf(*balance.granted, *balance.toppedUp) : balance.available;
    balance.isUsable = !balance.available || balance.available->atto > 0;
    if (!balance.total) {
        fields.unexpected("available_balance");
    }
    page.balances.push_back(std::move(balance));
    return page;
}

} // namespace

ProviderApi moonshotApi()
{
    ProviderApi api;
    api.id = "moonshot";
    api.name = "Moonshot / Kimi";
    api.fields = {{"key", "sk-…"}, {.id = "region", .example = "cn", .isSecret = false, .isOptional = true}};
    api.keyPage = "https://platform.moonshot.ai/console/api-keys";
    api.hosts = {"api.moonshot.ai", "api.moonshot.cn"};
    api.insights = {Insight::Balance};
    api.caveats = {Caveat::SpendFromBalance, Caveat::NoTokens, Caveat::OnlyThisRegion};
    ApiReport balance;
    balance.id = "balance";
    balance.yields = {Yield::Balance};
    balance.plan = {.slice = Slice::Now};
    balance.interval = std::chrono::minutes{30};
    balance.precision = Precision::Instant;
    balance.request = balanceRequest;
    balance.parse = parseBalance;
    api.reports = {balance};
    return api;
}

} // namespace tokenmeter
