// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include <QtTest>

#include "ProviderSupport.h"
#include "providers/apis/AlibabaInstance.h"

namespace test_Alibaba
{

using namespace tokenmeter;
using namespace tokenmeter::testing::providers;

class tst_Alibaba : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void bill();
    void international();
    void internationalSite();
    void emptyDay();
    void balance();
    void thousands();
    void refusals();
    void instances_data();
    void instances();
    void signature();
    void months();
};

namespace
{

const ProviderApi &api()
{
    return *providerApiById("alibaba");
}

PollInput dayInput()
{
    PollInput input = sampleInput();
    input.range = rangeOfDay(*parseDay("2026-03-04"), std::chrono::hours{8});
    return input;
}

auto ofModel(std::string name)
{
    return [name](const Charge &charge) { return charge.model == name; };
}

std::int64_t tokensOf(const PolledPage &page, const std::string &model, TokenClass tokenClass)
{
    std::int64_t sum = 0;
    for (const Charge &charge : page.charges) {
        sum += charge.model == model && charge.tokenClass == tokenClass ? charge.tokens.value_or(0) : 0;
    }
    return sum;
}

} // namespace

// expected.json: pretax 7.15492, of which inference 5.15492; qwen-max 2.86872 (a refund inside), qwen-plus 0.0062,
// qwen3-coder-plus 2.28.
void tst_Alibaba::bill()
{
    RoutePlayer player{"alibaba"};
    const Result<PolledPage> page = runReport(reportOf(api(), "instance-bill"), dayInput(), player);
    QVERIFY(page);
    QCOMPARE(told(*page), std::string{});
    QCOMPARE(player.asked().size(), std::size_t{2});
    QCOMPARE(page->charges.size(), std::size_t{7});
    QCOMPARE(billedSum(page->charges), std::string{"7.15492"});
    QCOMPARE(billedSum(page->charges, [](const Charge &c) { return !c.model.empty(); }), std::string{"5.15492"});
    QCOMPARE(billedSum(page->charges, ofModel("qwen-max")), std::string{"2.86872"});
    QCOMPARE(billedSum(page->charges, ofModel("qwen-plus")), std::string{"0.0062"});
    QCOMPARE(billedSum(page->charges, ofModel("qwen3-coder-plus")), std::string{"2.28"});
    const Charge &first = page->charges[0];
    QCOMPARE(first.tokens, std::optional<std::int64_t>{820500}); // 820.5 thousands
    QCOMPARE(first.keyLabel, std::string{"12345"});
    QCOMPARE(first.project, std::string{"llm-exampleaaaa"});
    QCOMPARE(first.from, at("2026-03-03T16:00:00Z")); // a day of Beijing
    QCOMPARE(first.to, at("2026-03-04T16:00:00Z"));
    QCOMPARE(toIso(*first.day), std::string{"2026-03-04"});
    QVERIFY(first.isProvisional);
    const Charge &discounted = page->charges[2];
    QCOMPARE(discounted.list->text, std::string{"1.6"});
    QCOMPARE(discounted.contracted->text, std::string{"1.28"});
    QCOMPARE(discounted.contextTier, std::string{"0-32k"});
    QVERIFY(page->charges[3].keyLabel.empty()); // the console
    const Charge &coupon = page->charges[4];
    QCOMPARE(coupon.contracted->text, std::string{"1.44"});
    QCOMPARE(coupon.billed->text, std::string{"1.0"});
    QCOMPARE(coupon.tokenClass, TokenClass::CacheRead);
    QCOMPARE(page->charges[5].category, ChargeCategory::Adjustment);
    QVERIFY(!page->charges[5].tokens); // a refund of usage is no usage
    const Charge &training = page->charges[6];
    QCOMPARE(training.sku, std::string{"ws-example!cn-beijing!training-job-1"}); // kept as it is
    QVERIFY(training.model.empty());
    QVERIFY(!training.isOtherProduct);
    for (const Charge &charge : page->charges) {
        for (const auto &[name, value] : charge.other) {
            QVERIFY2(value.find("user@example.com") == std::string::npos, name.c_str());
        }
    }
}

// expected_international.json: by model, and 0.0046 of another product of the same cloud.
void tst_Alibaba::international()
{
    const Result<PolledPage> page =
        parsed("alibaba", "instance-bill", replyOf("alibaba/describe_instance_bill_international.json"), dayInput());
    QVERIFY(page);
    QCOMPARE(told(*page), std::string{});
    QCOMPARE(page->charges.size(), std::size_t{8});
    QCOMPARE(billedSum(page->charges, ofModel("qwen3-max")), std::string{"0.05004"});
    QCOMPARE(billedSum(page->charges, ofModel("qwen3.5-flash")), std::string{"0.0012"});
    QCOMPARE(billedSum(page->charges, ofModel("VENDOR/Model-1")), std::string{"0.0018388"});
    QCOMPARE(billedSum(page->charges, [](const Charge &c) { return c.isOtherProduct; }), std::string{"0.0046"});
    QCOMPARE(tokensOf(*page, "qwen3-max", TokenClass::Input), std::int64_t{14200});
    QCOMPARE(tokensOf(*page, "qwen3-max", TokenClass::Output), std::int64_t{4500});
    QCOMPARE(tokensOf(*page, "qwen3.5-flash", TokenClass::CacheRead), std::int64_t{120000});
    QCOMPARE(tokensOf(*page, "VENDOR/Model-1", TokenClass::Input), std::int64_t{72});
    QCOMPARE(tokensOf(*page, "VENDOR/Model-1", TokenClass::Output), std::int64_t{395});
    QVERIFY(!page->charges[0].contracted); // null is not 0
    QCOMPARE(page->charges[0].billed->atto, Int128{0}); // free quota: a line of exactly 0
}

void tst_Alibaba::internationalSite()
{
    PollInput input = dayInput();
    input.credentials.set("site", "international");
    const Result<HttpRequest> request = reportOf(api(), "balance").request(input);
    QVERIFY(request);
    QVERIFY(request->url.starts_with("https://business.ap-southeast-1.aliyuncs.com/"));
}

void tst_Alibaba::emptyDay()
{
    RoutePlayer player{"alibaba"};
    PollInput input = dayInput();
    input.range = rangeOfDay(*parseDay("2026-03-05"), std::chrono::hours{8});
    const Result<PolledPage> page = runReport(reportOf(api(), "instance-bill"), input, player);
    QVERIFY(page);
    QVERIFY(page->charges.empty());
}

void tst_Alibaba::balance()
{
    RoutePlayer player{"alibaba"};
    const Result<PolledPage> page = runReport(reportOf(api(), "balance"), sampleInput(), player);
    QVERIFY(page);
    QCOMPARE(page->balances.front().total->text, std::string{"812.35"});
    QCOMPARE(page->balances.front().currency, std::string{"CNY"});
}

void tst_Alibaba::thousands()
{
    const Result<PolledPage> page =
        parsed("alibaba", "balance", replyOf("alibaba/query_account_balance_thousands.json"), sampleInput());
    QVERIFY(page);
    QCOMPARE(page->balances.front().available->text, std::string{"1234.56"});
    QCOMPARE(page->balances.front().total->text, std::string{"1034.56"}); // without the credit line
}

void tst_Alibaba::refusals()
{
    const auto cause = [](int status, const char *file) {
        const Result<PolledPage> page =
            parsed("alibaba", "instance-bill", reply(status, fixture(std::string{"alibaba/"} + file)), dayInput());
        return page ? Cause::Cancelled : page.problem().cause;
    };
    QCOMPARE(cause(200, "error_200_not_success.json"), Cause::KeyNotAllowed);
    QCOMPARE(cause(400, "error_400_signature.json"), Cause::SignatureRefused);
    QCOMPARE(cause(400, "error_400_timestamp.json"), Cause::SignatureRefused);
    QCOMPARE(cause(403, "error_403.json"), Cause::KeyNotAllowed);
    QCOMPARE(cause(404, "error_404_key.json"), Cause::KeyRefused);
    QCOMPARE(cause(429, "error_429.json"), Cause::RateLimited);
    QCOMPARE(cause(400, "error_429.json"), Cause::RateLimited); // the status of a code is not certain
}

void tst_Alibaba::instances_data()
{
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<QByteArray>("read"); // key|workspace|model|class|tier|channel
    const auto row = [](const char *id, const char *read) { QTest::newRow(id) << QByteArray{id} << QByteArray{read}; };
    row("12345;llm-abc;qwen-max;output_token;app;0", "12345|llm-abc|qwen-max|6||app");
    row(";llm-abc;qwen-max;input_token;bmp;0", "|llm-abc|qwen-max|1||bmp");
    row("12345;llm-abc;qwen-max;input_token;app", "12345|llm-abc|qwen-max|1||");
    row("text_token;llm-abc;qwen-max;output_token;app", "|llm-abc|qwen-max|6||app");
    row("1000001;ws-abc;glm-5.1;input_token;0", "1000001|ws-abc|glm-5.1|1||");
    row("1000001;ws-abc;qwen3.8-flash;input_token_cache;;0", "1000001|ws-abc|qwen3.8-flash|2||");
    row("1;w;m;context_0-128k_input_token;app;0", "1|w|m|1|0-128k|app");
    row("1;w;m;context_32k-200k_input_token_cache;app;0", "1|w|m|2|32k-200k|app");
    row("1;w;m;input_token_cache_creation;app;0", "1|w|m|5||app");
    row("6;VENDOR/Model-1;key;ws;ap-southeast-1;international;input_tokens;sku", "key|ws|VENDOR/Model-1|1||");
    row("ws-example!cn-beijing!training-job-1", "|||0||");
    row("i-example", "|||0||");
    row("", "|||0||");
    row("input_token", "|||0||");
    row(";;;;;", "|||0||");
    row("a;context_input_token;b", "|||0||");
}

void tst_Alibaba::instances()
{
    QFETCH(QByteArray, id);
    QFETCH(QByteArray, read);
    const AlibabaInstance i = alibabaInstanceOf(id.toStdString());
    QCOMPARE(i.key + "|" + i.workspace + "|" + i.model + "|" + std::to_string(int(i.tokenClass)) + "|" + i.contextTier + "|" + i.channel,
             read.toStdString());
}

// The request that signing-vectors.json names alibaba-query-account-balance.
void tst_Alibaba::signature()
{
    PollInput input = sampleInput();
    input.now = at("2026-03-05T06:07:08.900Z");
    const Result<HttpRequest> request = reportOf(api(), "balance").request(input);
    QVERIFY(request);
    const HttpReply headers{.headers = request->headers};
    QVERIFY(headers.header("Authorization").ends_with("Signature=84ccbcfcfb2e4ebe55ed25002c4c5e1ed3ff540ca6fddae31e3af0a31ee9bb79"));
    input.credentials.set("access-key-secret", "");
    const Result<HttpRequest> without = reportOf(api(), "balance").request(input);
    QVERIFY(!without);
    QCOMPARE(without.problem().field, std::string{"access-key-secret"});
}

void tst_Alibaba::months()
{
    PollInput input = dayInput();
    input.now = at("2026-04-03T03:59:59Z");
    const HttpReply page1 = replyOf("alibaba/describe_instance_bill_page1.json");
    QVERIFY(parsed("alibaba", "instance-bill", page1, input)->charges.front().isProvisional);
    input.now = at("2026-04-03T04:00:00Z"); // noon of the third in Beijing
    QVERIFY(!parsed("alibaba", "instance-bill", page1, input)->charges.front().isProvisional);
}

TOKENMETER_TEST(tst_Alibaba);

} // namespace test_Alibaba

#include "tst_Alibaba.moc"
