// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include <QtTest>

#include "ProviderSupport.h"

namespace test_OtherApis
{

using namespace tokenmeter;
using namespace tokenmeter::testing::providers;

class tst_OtherApis : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void copilotDated();
    void copilotByModel();
    void copilotEras();
    void xaiUsage();
    void xaiUsageAsStrings();
    void xaiBalance();
    void xaiInvoice();
    void fireworks();
    void fireworksUnits();
    void awsPages();
    void awsBody();
    void awsNoData();
    void azurePages();
    void azureToken();
    void azureForeignLink();
    void volcengineBalance();
    void volcengineUsage();
    void volcengineOlderShapes();
    void langfuse();
    void langfuseDaily();
    void langfuseFull();
    void googlePages();
    void googleToken();
    void googleWaits();
    void googleEmpty();
    void googleTable();
    void vertexTokens();
};

// By hand: gross 1.2 + 4.0 (and 0.08 of Actions), net 2.5.
void tst_OtherApis::copilotDated()
{
    const ProviderApi &api = *providerApiById("github-copilot");
    RoutePlayer player{"github-copilot"};
    PollInput input = sampleInput();
    input.range = {at("2026-08-01T00:00:00Z"), at("2026-09-01T00:00:00Z")};
    const Result<PolledPage> page = runReport(reportOf(api, "usage-dated"), input, player);
    QVERIFY(page);
    QCOMPARE(told(*page), std::string{});
    QCOMPARE(billedSum(page->charges), std::string{"2.5"});
    QCOMPARE(page->charges[1].list->text, std::string{"4.0"});
    QCOMPARE(page->charges[0].billed->atto, Int128{0}); // inside the plan: exactly 0
    QVERIFY(page->charges[2].isOtherProduct);
    QCOMPARE(page->charges[2].project, std::string{"octo-example/demo"});
    QCOMPARE(toIso(*page->charges[1].day), std::string{"2026-08-02"});
}

// By hand: gross 9.0 + 4.505, net 3.505.
void tst_OtherApis::copilotByModel()
{
    const ProviderApi &api = *providerApiById("github-copilot");
    RoutePlayer player{"github-copilot"};
    PollInput input = sampleInput();
    input.range = {at("2026-08-01T00:00:00Z"), at("2026-09-01T00:00:00Z")};
    const Result<PolledPage> page = runReport(reportOf(api, "usage-by-model"), input, player);
    QVERIFY(page);
    QCOMPARE(told(*page), std::string{});
    QCOMPARE(billedSum(page->charges), std::string{"3.505"});
    QCOMPARE(page->charges[1].model, std::string{"Claude Sonnet 4.5"});
    QCOMPARE(page->charges[1].quantity, std::string{"450.5"});
    QVERIFY(!page->charges[1].day); // a month is all that is known
    QCOMPARE(reportOf(api, "usage-by-model").sameAs, std::string_view{"usage-dated"});
    const Result<PolledPage> empty = parsed("github-copilot", "usage-by-model", replyOf("github-copilot/usage_empty.json"), input);
    QVERIFY(empty);
    QVERIFY(empty->charges.empty());
}

void tst_OtherApis::copilotEras()
{
    const ProviderApi &api = *providerApiById("github-copilot");
    RoutePlayer player{"github-copilot"};
    PollInput input = sampleInput();
    input.range = {at("2026-03-01T00:00:00Z"), at("2026-04-01T00:00:00Z")};
    const Result<PolledPage> page = runReport(reportOf(api, "usage-by-model"), input, player);
    QVERIFY(page);
    QCOMPARE(page->charges.front().sku, std::string{"Copilot Premium Request"});
    QCOMPARE(page->charges.front().list->text, std::string{"4.0"});
    input.credentials.set("kind", "organization");
    QVERIFY(reportOf(api, "usage-dated").request(input)->url.starts_with(
        "https://api.github.com/organizations/octo-example/settings/billing/usage?year=2026&month=3"));
    input.credentials.set("login", "../../user?x=");
    QVERIFY(reportOf(api, "usage-dated").request(input)->url.starts_with(
        "https://api.github.com/organizations/..%2F..%2Fuser%3Fx%3D/settings/"));
    input.credentials.set("login", "..");
    QVERIFY(!reportOf(api, "usage-dated").request(input));
}

// By hand: 0.75973725 + 1.2 + 0.31 + 0.07 = 2.33973725; points of exactly 0 are the series' gaps.
void tst_OtherApis::xaiUsage()
{
    RoutePlayer player{"xai"};
    const Result<PolledPage> page = runReport(reportOf(*providerApiById("xai"), "usage"), sampleInput(), player);
    QVERIFY(page);
    QCOMPARE(told(*page), std::string{});
    QCOMPARE(page->charges.size(), std::size_t{4});
    QCOMPARE(billedSum(page->charges), std::string{"2.33973725"});
    QCOMPARE(page->charges[0].model, std::string{"grok-4"});
    QCOMPARE(page->charges[3].description, std::string{"API grok-imagine-image"});
    QVERIFY(player.asked()[0].body.find(R"("startTime":"2026-03-01 00:00:00","endTime":"2026-03-07 00:00:00")") != std::string::npos);
}

void tst_OtherApis::xaiUsageAsStrings()
{
    const Result<PolledPage> page = parsed("xai", "usage", replyOf("xai/usage_values_as_strings.json"), sampleInput());
    QVERIFY(page);
    QCOMPARE(billedSum(page->charges), std::string{"0.75973725"});
    QVERIFY(page->isIncomplete); // limitReached
    QCOMPARE(page->problems.front().cause, Cause::DataIncomplete);
}

void tst_OtherApis::xaiBalance()
{
    RoutePlayer player{"xai"};
    const Result<PolledPage> page = runReport(reportOf(*providerApiById("xai"), "prepaid-balance"), sampleInput(), player);
    QVERIFY(page);
    QCOMPARE(told(*page), std::string{});
    QCOMPARE(page->balances.front().total->text, std::string{"12.34"}); // -1234 cents: purchases are negative
    QCOMPARE(page->topUps.size(), std::size_t{1});
    QCOMPARE(page->topUps.front().amount.text, std::string{"25"});
}

void tst_OtherApis::xaiInvoice()
{
    RoutePlayer player{"xai"};
    const ProviderApi &api = *providerApiById("xai");
    const Result<PolledPage> invoice = runReport(reportOf(api, "invoice-preview"), sampleInput(), player);
    const Result<PolledPage> limits = runReport(reportOf(api, "spending-limits"), sampleInput(), player);
    QVERIFY(invoice && limits);
    QCOMPARE(invoice->facts[0].amount->text, std::string{"12.5"}); // "1250" cents
    QCOMPARE(invoice->facts[0].text, std::string{"2026-03"});
    QCOMPARE(invoice->facts[1].amount->text, std::string{"50"});
    QCOMPARE(limits->facts[0].amount->text, std::string{"50"});
    QCOMPARE(limits->facts[1].amount->text, std::string{"200"});
    // A unit price of 300 is 0.000003 dollars; 4000000 units are the line's 1200 cents.
    QCOMPARE(amountOf("300", MoneyUnit::MicroCent)->text, std::string{"0.000003"});
}

// By hand, for one day: 0.53 + 1.1512 = 1.6812; the unrated line has no amount.
void tst_OtherApis::fireworks()
{
    const ProviderApi &api = *providerApiById("fireworks");
    RoutePlayer player{"fireworks"};
    PollInput input = sampleInput();
    input.range.to = at("2026-03-02T00:00:00Z");
    PollInput unnamed = input;
    unnamed.credentials.set("account", "");
    const Result<PolledPage> accounts = runReport(reportOf(api, "accounts"), unnamed, player);
    QVERIFY(accounts);
    QCOMPARE(accounts->handover.get("account"), std::string_view{"example-acct"});
    const Result<PolledPage> page = runReport(reportOf(api, "billing-summary"), input, player);
    QVERIFY(page);
    QCOMPARE(told(*page), std::string{});
    QCOMPARE(billedSum(page->charges), std::string{"1.6812"});
    QCOMPARE(page->charges.size(), std::size_t{3});
    QCOMPARE(page->charges[0].tokens, std::optional<std::int64_t>{1200000});
    QCOMPARE(page->charges[1].tokenClass, TokenClass::Output);
    QVERIFY(!page->charges[2].billed);
    QCOMPARE(page->charges[2].category, ChargeCategory::Other);
    QCOMPARE(page->charges[2].categoryText, std::string{"unrated"});
    const Result<PolledPage> empty = parsed("fireworks", "billing-summary", replyOf("fireworks/billing_summary_empty.json"), input);
    QVERIFY(empty);
    QVERIFY(empty->charges.empty());
}

void tst_OtherApis::fireworksUnits()
{
    const auto money = [](const char *units, const char *nanos) {
        const std::optional<ChargeAmount> amount = amountOfUnitsAndNanos(units, nanos);
        return amount ? amount->text : "none";
    };
    QCOMPARE(money("1", "151200000"), std::string{"1.1512"});
    QCOMPARE(money("0", "1"), std::string{"0.000000001"});
    QCOMPARE(money("-1", "-750000000"), std::string{"-1.75"});
    QCOMPARE(money("", "5"), std::string{"0.000000005"});
    QCOMPARE(money("7", ""), std::string{"7"});
    QCOMPARE(money("", ""), std::string{"none"});
    QCOMPARE(money("1", "-1"), std::string{"none"});
    QCOMPARE(money("1", "1000000000"), std::string{"none"});
    QCOMPARE(money("1.5", "0"), std::string{"none"});
    QCOMPARE(money("9223372036854775807", "0"), std::string{"none"});
}

// By hand: 0.8123456789 + 1.2 of Bedrock, 0.02 of storage.
void tst_OtherApis::awsPages()
{
    RoutePlayer player{"aws"};
    const Result<PolledPage> page = runReport(reportOf(*providerApiById("aws"), "cost-and-usage"), sampleInput(), player);
    QVERIFY(page);
    QCOMPARE(told(*page), std::string{});
    QCOMPARE(player.asked().size(), std::size_t{2});
    QCOMPARE(billedSum(page->charges, [](const Charge &c) { return !c.isOtherProduct; }), std::string{"2.0123456789"});
    QCOMPARE(billedSum(page->charges, [](const Charge &c) { return c.isOtherProduct; }), std::string{"0.02"});
    QCOMPARE(page->charges[0].tokenClass, TokenClass::Input);
    QCOMPARE(page->charges[1].model, std::string{"Claude Sonnet 4.5"});
    QVERIFY(!page->charges[0].isProvisional);
    QVERIFY(providerApiById("aws")->callsCostMoney);
}

// The body and signature that signing-vectors.json names aws-ce-get-cost-and-usage.
void tst_OtherApis::awsBody()
{
    PollInput input = sampleInput();
    input.range.to = at("2026-03-05T00:00:00Z");
    input.now = at("2026-03-05T06:07:08Z");
    input.credentials.set("access-key-id", "AKIDEXAMPLE");
    const Result<HttpRequest> request = reportOf(*providerApiById("aws"), "cost-and-usage").request(input);
    QVERIFY(request);
    const HttpReply headers{.headers = request->headers};
    QVERIFY(headers.header("Authorization").ends_with("Signature=5ed525afe157a7cc584cc301e8125c4b8ecef2a50dd23a7b5a475cf5638f038d"));
    input.cursor = "a\"b\\";
    const std::string next = ",\"NextPageToken\":\"a\\\"b\\\\\"}";
    QVERIFY(reportOf(*providerApiById("aws"), "cost-and-usage").request(input)->body.ends_with(next));
}

void tst_OtherApis::awsNoData()
{
    const auto cause = [](const char *file) {
        return parsed("aws", "cost-and-usage", reply(400, fixture(std::string{"aws/"} + file)), sampleInput()).problem().cause;
    };
    QCOMPARE(cause("error_400_data_unavailable.json"), Cause::DataNotReady);
    QCOMPARE(cause("error_400_access_denied.json"), Cause::KeyNotAllowed);
}

// By hand: 1.23 + 0.77 + 0.5 = 2.5 euros; the second page has its columns in another order.
void tst_OtherApis::azurePages()
{
    RoutePlayer player{"azure"};
    const Result<PolledPage> page = runReport(reportOf(*providerApiById("azure"), "cost-query"), sampleInput(), player);
    QVERIFY(page);
    QCOMPARE(told(*page), std::string{});
    QCOMPARE(player.asked().size(), std::size_t{2});
    QCOMPARE(billedSum(page->charges), std::string{"2.5"});
    QCOMPARE(page->charges[2].currency, std::string{"EUR"});
    QCOMPARE(page->charges[2].tokenClass, TokenClass::Output);
    QCOMPARE(toIso(*page->charges[2].day), std::string{"2026-03-02"});
    QVERIFY(player.asked()[0].body.find(R"("to":"2026-03-06T23:59:59Z")") != std::string::npos); // both ends are included
}

void tst_OtherApis::azureToken()
{
    const ApiReport &report = reportOf(*providerApiById("azure"), "token");
    const Result<HttpRequest> request = report.request(sampleInput());
    QVERIFY(request);
    QVERIFY(request->secretBody);
    QCOMPARE(request->url, std::string{"https://login.microsoftonline.com/tenant1/oauth2/v2.0/token"});
    const Result<PolledPage> page = report.parse(replyOf("azure/token.json"), sampleInput());
    QVERIFY(page);
    QCOMPARE(page->handover.get("access-token"), std::string_view{"EXAMPLE"});
    QCOMPARE(report.parse(reply(200, R"({"access_token":5})"), sampleInput()).problem().field, std::string{"access_token"});
    const HttpReply slow = reply(429, fixture("azure/error_429.json"));
    QCOMPARE(report.parse(slow, sampleInput()).problem().cause, Cause::RateLimited);
}

void tst_OtherApis::azureForeignLink()
{
    std::string body = fixture("azure/query_page1.json");
    body.replace(body.find("http://127.0.0.1:0/"), 19, "https://evil.example.com/");
    const ApiReport &report = reportOf(*providerApiById("azure"), "cost-query");
    const Result<PolledPage> page = report.parse(reply(200, body), sampleInput());
    QVERIFY(page);
    PollInput input = sampleInput();
    input.cursor = *page->next;
    QVERIFY(report.request(input)->url.starts_with("https://management.azure.com/subscriptions/example/"));
}

void tst_OtherApis::volcengineBalance()
{
    RoutePlayer player{"volcengine"};
    const Result<PolledPage> page = runReport(reportOf(*providerApiById("volcengine"), "balance"), sampleInput(), player);
    QVERIFY(page);
    QCOMPARE(page->balances.front().total->text, std::string{"83.01"});     // cash
    QCOMPARE(page->balances.front().available->text, std::string{"77.01"}); // without what is frozen
    QCOMPARE(page->balances.front().account, std::string{"2100000001"});
    PollInput input = sampleInput();
    input.now = at("2026-03-05T06:07:08Z");
    input.credentials.set("access-key-id", "AKLTEXAMPLE");
    const Result<HttpRequest> request = reportOf(*providerApiById("volcengine"), "balance").request(input);
    const HttpReply headers{.headers = request->headers};
    QVERIFY(headers.header("Authorization").ends_with("Signature=8a1d17cf6eaa15d3bd3f51fb5fd637efa259801c610d0553400d70ea59c6547e"));
    const HttpReply refused = reply(403, fixture("volcengine/error_403.json"));
    QCOMPARE(parsed("volcengine", "balance", refused, input).problem().cause, Cause::KeyNotAllowed);
}

// By hand: input 382000 - 120000 + 10 = 262010, cache 120000, output 53170 + 20 = 53190, 111 requests.
void tst_OtherApis::volcengineUsage()
{
    RoutePlayer player{"volcengine"};
    PollInput input = sampleInput();
    input.range = {at("2026-02-28T16:00:00Z"), at("2026-03-06T16:00:00Z")};
    const Result<PolledPage> page = runReport(reportOf(*providerApiById("volcengine"), "inference-usage"), input, player);
    QVERIFY(page);
    QCOMPARE(told(*page), std::string{});
    QCOMPARE(tokenSum(page->buckets).input, std::int64_t{262010});
    QCOMPARE(tokenSum(page->buckets).cacheRead, std::int64_t{120000});
    QCOMPARE(tokenSum(page->buckets).output, std::int64_t{53190});
    QCOMPARE(requestSum(page->buckets), std::int64_t{111});
    QCOMPARE(page->buckets[0].from, at("2026-02-28T16:00:00Z")); // a day of Beijing
    QVERIFY(player.asked()[0].body.find(R"("StartTime":"2026-03-01","EndTime":"2026-03-07")") != std::string::npos);
}

void tst_OtherApis::volcengineOlderShapes()
{
    const Result<PolledPage> totals =
        parsed("volcengine", "inference-usage", replyOf("volcengine/get_inference_usage_totals.json"), sampleInput());
    QVERIFY(totals);
    QCOMPARE(totals->buckets.front().counts.input, std::optional<std::int64_t>{1000});
    QVERIFY(totals->buckets.front().counts.inputHoldsCache);
    QVERIFY(!totals->buckets.front().counts.cacheRead);
    // it counts a row and shows none: not "nothing was used"
    const Result<PolledPage> countOnly =
        parsed("volcengine", "inference-usage", replyOf("volcengine/get_inference_usage_count_only.json"), sampleInput());
    QVERIFY(!countOnly);
    QCOMPARE(countOnly.problem().cause, Cause::ReplyUnexpected);
    // rows as objects
    const Result<PolledPage> objects =
        parsed("volcengine", "inference-usage",
               reply(200, R"({"Result":{"Records":[{"Day":"2026-03-01","InputTokens":"5","AuthToken":"sk-secret-token","Odd":"x"}]}})"),
               sampleInput());
    QVERIFY(objects);
    QCOMPARE(objects->buckets.front().counts.input, std::optional<std::int64_t>{5});
    const OtherFields kept{{"Odd", "x"}};
    QCOMPARE(objects->buckets.front().other, kept);
}

// By hand: 12000 input, 3000 output, 0.0036 dollars; the second row's cost is null, which is unknown and not 0.
void tst_OtherApis::langfuse()
{
    RoutePlayer player{"langfuse"};
    PollInput input = sampleInput();
    input.credentials.set("base", "");
    const Result<PolledPage> page = runReport(reportOf(*providerApiById("langfuse"), "metrics"), input, player);
    QVERIFY(page);
    QCOMPARE(told(*page), std::string{});
    QCOMPARE(page->buckets.size(), std::size_t{2});
    QCOMPARE(tokenSum(page->buckets).input, std::int64_t{12000});
    QCOMPARE(tokenSum(page->buckets).output, std::int64_t{3000});
    QCOMPARE(page->buckets[0].estimate->text, std::string{"0.0036"});
    QVERIFY(!page->buckets[1].estimate);
    QVERIFY(page->buckets[1].model.empty());
    const HttpReply headers{.headers = player.asked()[0].headers};
    QCOMPARE(headers.header("Authorization"), std::string_view{"Basic cGstbGYtRVhBTVBMRS0wMDAwMDAxOnNrLWxmLUVYQU1QTEUtMDAwMDAwMg=="});
}

void tst_OtherApis::langfuseDaily()
{
    RoutePlayer player{"langfuse"};
    PollInput input = sampleInput();
    input.credentials.set("base", "https://us.cloud.langfuse.com/");
    const Result<PolledPage> page = runReport(reportOf(*providerApiById("langfuse"), "metrics-daily"), input, player);
    QVERIFY(page);
    QCOMPARE(told(*page), std::string{});
    QCOMPARE(tokenSum(page->buckets).input, std::int64_t{12000});
    QCOMPARE(page->buckets[0].estimate->text, std::string{"0.0036"});
    QCOMPARE(page->buckets[0].requests, std::optional<std::int64_t>{14});
}

void tst_OtherApis::langfuseFull()
{
    std::string body = R"({"data":[)";
    for (int i = 0; i < 1000; ++i) {
        body += std::string{i == 0 ? "" : ","} + R"({"time_dimension":"2026-03-01T00:00:00Z"})";
    }
    const Result<PolledPage> page = parsed("langfuse", "metrics", reply(200, body + "]}"), sampleInput());
    QVERIFY(page);
    QVERIFY(page->isIncomplete); // exactly the limit: the rest may have been cut
}

// By hand: 1.204 - 0.1 + 0.25 + 0.9 + 0.43 = 2.684 euros, of which 0.43 tax.
void tst_OtherApis::googlePages()
{
    RoutePlayer player{"google"};
    const Result<PolledPage> page = runReport(reportOf(*providerApiById("google"), "billing-export"), sampleInput(), player);
    QVERIFY(page);
    QCOMPARE(told(*page), std::string{});
    QCOMPARE(player.asked().size(), std::size_t{2});
    QCOMPARE(billedSum(page->charges), std::string{"2.684"});
    QCOMPARE(billedSum(page->charges, [](const Charge &c) { return c.category == ChargeCategory::Tax; }), std::string{"0.43"});
    QCOMPARE(page->charges[0].contracted->text, std::string{"1.204"});
    QCOMPARE(page->charges[0].billed->text, std::string{"1.104"});
    QCOMPARE(page->charges[1].billed->text, std::string{"0.25"}); // "2.5E-1"
    QCOMPARE(page->charges[0].tokens, std::optional<std::int64_t>{1050000});
    QCOMPARE(page->charges[1].tokenClass, TokenClass::Output);
    QVERIFY(page->charges[3].quantity.empty());
    QVERIFY(page->charges[3].project.empty());
}

void tst_OtherApis::googleToken()
{
    const ApiReport &report = reportOf(*providerApiById("google"), "bigquery-token");
    PollInput input = sampleInput();
    QCOMPARE(report.request(input).problem().field, std::string{"service-account"}); // not there
    input.credentials.set("service-account", R"({"client_email":"a@b.c","private_key":"no key"})");
    QCOMPARE(report.request(input).problem().field, std::string{"private_key"});
    input.credentials.set("service-account", R"({"client_email":"a@b.c","private_key":"x","token_uri":"https://evil.example.com/token"})");
    QCOMPARE(report.request(input).problem().field, std::string{"token_uri"});
    const Result<PolledPage> page = report.parse(replyOf("google/token.json"), input);
    QVERIFY(page);
    QCOMPARE(page->handover.get("bigquery-token"), std::string_view{"ya29.EXAMPLE"});
    const Result<PolledPage> refused = report.parse(reply(400, fixture("google/token_error_400.json")), input);
    QCOMPARE(refused.problem().cause, Cause::SignatureRefused);
}

void tst_OtherApis::googleWaits()
{
    const ApiReport &report = reportOf(*providerApiById("google"), "billing-export");
    PollInput input = sampleInput();
    const HttpReply incomplete = replyOf("google/bq_query_incomplete.json");
    PageWalk walk;
    for (int i = 0; i < 3; ++i) {
        const Result<PolledPage> page = report.parse(incomplete, input);
        QVERIFY(page);
        QVERIFY(page->pause > std::chrono::seconds{0});
        const Result<std::optional<std::string>> next = walk.after(*page);
        QVERIFY(next); // asking for the same result again is no cursor that repeats
        input.cursor = **next;
        QCOMPARE(report.request(input)->url, std::string{"https://bigquery.googleapis.com/bigquery/v2/projects/example-project/queries/"
                                                         "job_EXAMPLE?timeoutMs=20000&location=EU"});
    }
    for (int i = 0; i < 70; ++i) {
        const Result<PolledPage> page = report.parse(incomplete, input);
        if (!page) {
            QCOMPARE(page.problem().cause, Cause::DataNotReady);
            return;
        }
        input.cursor = *page->next;
    }
    QFAIL("it waits for ever");
}

void tst_OtherApis::googleEmpty()
{
    const Result<PolledPage> page = parsed("google", "billing-export", replyOf("google/bq_query_empty.json"), sampleInput());
    QVERIFY(!page);
    QCOMPARE(page.problem().cause, Cause::DataNotReady); // no export, which is not "nothing was spent"
}

void tst_OtherApis::googleTable()
{
    const ApiReport &report = reportOf(*providerApiById("google"), "billing-export");
    PollInput input = sampleInput();
    QVERIFY(report.request(input)->body.find("FROM `p.d.gcp_billing_export_v1_1` WHERE") != std::string::npos);
    for (const char *bad : {"", "d.t", "p.d.t` WHERE 1=1 --", "p.d.t;", "p.d.\"t"}) {
        input.credentials.set("table", bad);
        const Result<HttpRequest> request = report.request(input);
        QVERIFY2(!request, bad);
        QCOMPARE(request.problem().field, std::string{"table"});
    }
}

// By hand: 52000 + 26000 input, 4100 + 2050 output.
void tst_OtherApis::vertexTokens()
{
    RoutePlayer player{"google"};
    PollInput input = sampleInput();
    input.credentials.set("service-account", R"({"project_id":"example-project"})");
    const Result<PolledPage> page = runReport(reportOf(*providerApiById("google"), "vertex-tokens"), input, player);
    QVERIFY(page);
    QCOMPARE(told(*page), std::string{});
    QCOMPARE(tokenSum(page->buckets).input, std::int64_t{78000});
    QCOMPARE(tokenSum(page->buckets).output, std::int64_t{6150});
    QCOMPARE(page->buckets[0].model, std::string{"gemini-2.5-pro"});
    QVERIFY(!page->buckets[0].counts.output);
}

TOKENMETER_TEST(tst_OtherApis);

} // namespace test_OtherApis

#include "tst_OtherApis.moc"
