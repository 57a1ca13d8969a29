// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/apis/SiliconFlow.h"

#include "providers/ReplyFields.h"
#include "providers/RequestParts.h"

namespace tokenmeter
{
namespace
{

bool isInternational(const PollInput &input)
{
    return input.credentials.get("region") == "com";
}

Result<HttpRequest> infoRequest(const PollInput &input)
{
    const std::string_view base = isInternational(input) ? "https://api.siliconflow.com" : "https://api.siliconflow.cn";
    return bearerGet(input, base, "/v1/user/info", {});
}

Result<PolledPage> parseInfo(const HttpReply &reply, const PollInput &input)
{
    const Result<ReplyJson> json = jsonOf(reply);
    if (!json) {
        return json.problem();
    }
    if (json->root()["status"].text() == "false") {
        return Problem{.cause = Cause::RequestRefused, .args = {std::to_string(reply.status)}};
    }
    const JsonNode data = json->root()["data"];
    if (!data.isObject()) {
        return Problem{.cause = Cause::ReplyUnexpected, .field = "data"};
    }
    PolledPage page;
    ReplyFields fields{data, "data", page};
    BalanceSnapshot balance{.time = input.now, .currency = isInternational(input) ? "USD" : "CNY"};
    balance.account = fields.text("id");
    balance.granted = fields.amount("balance");
    balance.toppedUp = fields.amount("chargeBalance");
    balance.total = fields.amount("totalBalance");
    balance.available = balance.total;
    if (!balance.total) {
        fields.unexpected("totalBalance");
    }
    page.balances.push_back(std::move(balance));
    return page;
}

} // namespace

ProviderApi siliconFlowApi()
{
    ProviderApi api;
    api.id = "siliconflow";
    api.name = "SiliconFlow";
    api.fields = {{"key", "sk-…"}, {.id = "region", .example = "com", .isSecret = false, .isOptional = true}};
    api.keyPage = "https://cloud.siliconflow.cn/account/ak";
    api.hosts = {"api.siliconflow.cn", "api.siliconflow.com"};
    api.insights = {Insight::Balance};
    api.caveats = {Caveat::SpendFromBalance, Caveat::NoTokens, Caveat::OnlyThisRegion};
    ApiReport balance;
    balance.id = "balance";
    balance.yields = {Yield::Balance};
    balance.plan = {.slice = Slice::Now};
    balance.interval = std::chrono::minutes{30};
    balance.precision = Precision::Instant;
    balance.request = infoRequest;
    balance.parse = parseInfo;
    api.reports = {balance};
    return api;
}

} // namespace tokenmeter
