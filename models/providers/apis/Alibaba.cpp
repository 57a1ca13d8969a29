// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/apis/Alibaba.h"

#include "providers/Digest.h"
#include "providers/ReplyFields.h"
#include "providers/RequestParts.h"
#include "providers/Signing.h"
#include "providers/StatusProblem.h"
#include "providers/apis/AlibabaInstance.h"

namespace tokenmeter
{
namespace
{

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

constexpr minutes Beijing = hours{8};

std::string_view baseFor(const Credentials &credentials)
{
    return credentials.get("site") == "international" ? "https://business.ap-southeast-1.aliyuncs.com"
                                                      : "https://business.aliyuncs.com";
}

Result<HttpRequest> signedCall(const PollInput &input, std::string_view action, const QueryPairs &query)
{
    const Result<std::string> id = keyText(input.credentials, "access-key-id");
    const Result<std::string> secret = keyText(input.credentials, "access-key-secret");
    if (!id || !secret) {
        return id ? secret.problem() : id.problem();
    }
    const std::string base = baseOf(input, baseFor(input.credentials));
    SigningInput parts;
    parts.query = query;
    parts.headers = {{"host", urlParts(base).host},
                     {"x-acs-action", std::string{action}},
                     {"x-acs-content-sha256", hexOf(sha256({}))},
                     {"x-acs-date", toRfc3339(std::chrono::floor<std::chrono::seconds>(input.now))},
                     {"x-acs-signature-nonce", input.nonce},
                     {"x-acs-version", "2017-12-14"}};
    if (input.credentials.has("security-token")) {
        parts.headers.emplace_back("x-acs-security-token", std::string{input.credentials.get("security-token")});
    }
    HttpRequest request;
    request.method = parts.method;
    request.url = joinedUrl(base, "/", query);
    request.headers = parts.headers;
    request.headers.emplace_back("accept", "application/json");
    request.headers.emplace_back("Authorization", signAcs3(parts, *id, *secret).authorization);
    request.secretHeaders = {"Authorization", "x-acs-security-token"};
    return request;
}

/// `Success: false` may come under a status of 200.
Result<ReplyJson> successOf(const HttpReply &reply)
{
    Result<ReplyJson> json = jsonOf(reply);
    if (!json || json->root()["Success"].text() != "false") {
        return json;
    }
    return problemOfErrorBody(reply).value_or(Problem{.cause = Cause::RequestRefused, .args = {std::to_string(reply.status)}});
}

Result<PolledPage> parseBalance(const HttpReply &reply, const PollInput &input)
{
    const Result<ReplyJson> json = successOf(reply);
    if (!json) {
        return json.problem();
    }
    const JsonNode data = json->root()["Data"];
    if (!data.isObject()) {
        return Problem{.cause = Cause::ReplyUnexpected, .field = "Data"};
    }
    PolledPage page;
    ReplyFields fields{data, "Data", page};
    BalanceSnapshot balance{.time = input.now};
    balance.currency = currencyText(fields.text("Currency"));
    balance.total = fields.amount("AvailableCashAmount"); // without credit lines, which are no money of the user's
    balance.available = fields.amount("AvailableAmount");
    if (!balance.total) {
        fields.unexpected("AvailableCashAmount");
    }
    page.balances.push_back(std::move(balance));
    return page;
}

Result<HttpRequest> billRequest(const PollInput &input)
{
    const std::string day = toIso(dayIn(input.range.from, Beijing));
    // All products: models of other vendors come under codes of their own.
    QueryPairs query{{"BillingCycle", day.substr(0, 7)},
                     {"BillingDate", day},
                     {"Granularity", "DAILY"},
                     {"IsBillingItem", "true"},
                     {"MaxResults", std::to_string(input.pageSize > 0 ? input.pageSize : 300)}};
    if (!input.cursor.empty()) {
        query.emplace_back("NextToken", input.cursor);
    }
    return signedCall(input, "DescribeInstanceBill", query);
}

ChargeCategory categoryOf(std::string_view item)
{
    if (item.empty() || item == "PayAsYouGoBill") {
        return ChargeCategory::Usage;
    }
    if (item == "SubscriptionOrder") {
        return ChargeCategory::Purchase;
    }
    return item == "Refund" || item == "Adjustment" ? ChargeCategory::Adjustment : ChargeCategory::Other;
}

/// Power of ten of a unit of tokens; nothing for images, seconds, hours.
std::optional<int> tokenPower(std::string_view unit)
{
    for (const char *thousands : {"1K tokens", "KTokens", "K tokens", "千tokens", "千Tokens", "千 tokens", "千token"}) {
        if (unit == thousands) {
            return 3;
        }
    }
    for (const char *millions : {"1M tokens", "MTokens", "百万tokens", "百万Tokens"}) {
        if (unit == millions) {
            return 6;
        }
    }
    const bool single = unit == "Token" || unit == "Tokens" || unit == "token" || unit == "tokens";
    return single ? std::optional{0} : std::nullopt;
}

bool isOfModelStudio(std::string_view product)
{
    return product == "sfm" || product.starts_with("mpintl") || product.starts_with("sfm_");
}

void takeInstance(Charge &charge)
{
    const AlibabaInstance instance = alibabaInstanceOf(charge.sku);
    charge.model = instance.model;
    charge.tokenClass = instance.tokenClass;
    charge.contextTier = instance.contextTier;
    charge.project = instance.workspace;
    charge.keyLabel = instance.key;
    charge.isOtherProduct = charge.isOtherProduct && !instance.isModel();
    if (!instance.channel.empty()) {
        charge.other.emplace_back("channel", instance.channel);
    }
}

/// A month is final at noon of the third day of the next.
UtcTime finalAt(UtcTime time)
{
    return monthStart(monthStart(time, Beijing) + days{32}, Beijing) + days{2} + hours{12};
}

Charge chargeOf(JsonNode node, const PollInput &input, PolledPage &page)
{
    ReplyFields row{node, "Data.Items[]", page};
    Charge charge;
    charge.sku = row.text("InstanceID");
    charge.day = row.day("BillingDate");
    const PollRange span = charge.day ? rangeOfDay(*charge.day, Beijing) : input.range;
    charge.from = span.from;
    charge.to = span.to;
    charge.account = row.text("BillAccountID");
    charge.categoryText = row.text("Item");
    charge.category = categoryOf(charge.categoryText);
    charge.service = row.text("ProductName");
    charge.description = row.text("BillingItem");
    charge.region = row.text("Region");
    charge.quantity = row.decimal("Usage");
    charge.unit = row.text("UsageUnit");
    charge.list = row.amount("PretaxGrossAmount");
    charge.contracted = row.amount("AfterDiscountAmount");
    charge.billed = row.amount("PretaxAmount");
    charge.currency = currencyText(row.text("Currency"));
    if (!charge.billed) {
        row.unexpected("PretaxAmount");
    }
    charge.isOtherProduct = !isOfModelStudio(row.text("ProductCode"));
    row.ignore({"BillAccountName", "OwnerID", "InternetIP", "IntranetIP", "ServicePeriod", "ServicePeriodUnit", "PipCode",
                "CostUnit", "ResourceGroup"});
    charge.other = row.rest();
    takeInstance(charge);
    if (const std::optional<int> power = tokenPower(charge.unit); power && !charge.quantity.empty()) {
        charge.tokens = wholeTokens(charge.quantity, *power); // a refund's negative usage is none
    }
    return charge;
}

Result<PolledPage> parseBill(const HttpReply &reply, const PollInput &input)
{
    const Result<ReplyJson> json = successOf(reply);
    if (!json) {
        return json.problem();
    }
    const JsonNode data = json->root()["Data"];
    const Result<JsonNode> items = listOf(data, "Items");
    if (!items) {
        return Problem{.cause = Cause::ReplyUnexpected, .field = "Data.Items"};
    }
    PolledPage page;
    const std::string account = plainText(data["AccountID"]);
    const std::string cycle = plainText(data["BillingCycle"]);
    for (const JsonNode item : *items) {
        Charge charge = chargeOf(item, input, page);
        charge.invoice = cycle;
        charge.account = charge.account.empty() ? account : charge.account;
        charge.isProvisional = input.now < finalAt(charge.from);
        page.charges.push_back(std::move(charge));
    }
    if (const std::string next = cursorText(data["NextToken"]); !next.empty()) {
        page.next = next;
        page.saysMore = true;
    }
    return page;
}

} // namespace

ProviderApi alibabaApi()
{
    ProviderApi api;
    api.id = "alibaba";
    api.name = "Alibaba Cloud Model Studio";
    api.need = KeyNeed::AccessKeyPair;
    api.fields = {{"access-key-id", "LTAI…"},
                  {"access-key-secret", "…"},
                  {.id = "site", .example = "international", .isSecret = false, .isOptional = true},
                  {.id = "security-token", .example = "…", .isOptional = true}};
    api.keyPage = "https://ram.console.aliyun.com/manage/ak";
    api.keyHint = "AliyunBSSReadOnlyAccess";
    api.hosts = {"business.aliyuncs.com", "business.ap-southeast-1.aliyuncs.com"};
    api.insights = {Insight::BilledCost, Insight::Balance,          Insight::Tokens,   Insight::CacheTokens,
                    Insight::CostByModel, Insight::CostByTokenClass, Insight::Projects, Insight::Keys};
    api.caveats = {Caveat::LateByADay, Caveat::WholeCloudAccount, Caveat::ClockMustBeRight, Caveat::NoSubscriptions};
    ApiReport balance;
    balance.id = "balance";
    balance.yields = {Yield::Balance};
    balance.plan = {.slice = Slice::Now};
    balance.precision = Precision::Instant;
    balance.isOptional = true;
    balance.request = [](const PollInput &input) { return signedCall(input, "QueryAccountBalance", {}); };
    balance.parse = parseBalance;
    ApiReport bill;
    bill.id = "instance-bill";
    bill.yields = {Yield::Charges};
    bill.plan = {.slice = Slice::Day, .zone = Beijing, .overlap = days{4}, .firstRead = days{62}, .openMonthUntil = 4};
    bill.interval = hours{6};
    bill.request = billRequest;
    bill.parse = parseBill;
    api.reports = {balance, bill};
    return api;
}

} // namespace tokenmeter
