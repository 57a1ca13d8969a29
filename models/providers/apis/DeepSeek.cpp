// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/apis/DeepSeek.h"

#include "providers/ReplyFields.h"
#include "providers/RequestParts.h"

namespace tokenmeter
{
namespace
{

Result<PolledPage> parseBalance(const HttpReply &reply, const PollInput &input)
{
    const Result<ReplyJson> json = jsonOf(reply);
    if (!json) {
        return json.problem();
    }
    const Result<JsonNode> list = listOf(json->root(), "balance_infos");
    if (!list) {
        return list.problem();
    }
    PolledPage page;
    const bool isUsable = ReplyFields{json->root(), {}, page}.flag("is_available").value_or(true);
    for (const JsonNode each : *list) {
        ReplyFields fields{each, "balance_infos[]", page};
        BalanceSnapshot balance{.time = input.now, .isUsable = isUsable};
        balance.currency = currencyText(fields.text("currency"));
        balance.total = fields.amount("total_balance");
        balance.granted = fields.amount("granted_balance");
        balance.toppedUp = fields.amount("topped_up_balance");
        balance.available = balance.total;
        if (!balance.total) {
            fields.unexpected("total_balance");
        }
        page.balances.push_back(std::move(balance));
    }
    return page;
}

} // namespace

ProviderApi deepSeekApi()
{
    ProviderApi api;
    api.id = "deepseek";
    api.name = "DeepSeek";
    api.fields = {{"key", "sk-…"}};
    api.keyPage = "https://platform.deepseek.com/api_keys";
    api.hosts = {"api.deepseek.com"};
    api.insights = {Insight::Balance};
    api.caveats = {Caveat::SpendFromBalance, Caveat::NoTokens};
    ApiReport balance;
    balance.id = "balance";
    balance.yields = {Yield::Balance};
    balance.plan = {.slice = Slice::Now};
    balance.interval = std::chrono::minutes{30};
    balance.precision = Precision::Instant;
    balance.request = [](const PollInput &input) { return bearerGet(input, "https://api.deepseek.com", "/user/balance", {}); };
    balance.parse = parseBalance;
    api.reports = {balance};
    return api;
}

} // namespace tokenmeter
