// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include <QtTest>

#include "ProviderSupport.h"

namespace test_Anthropic
{

using namespace tokenmeter;
using namespace tokenmeter::testing::providers;

class tst_Anthropic : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void messages();
    void cost();
    void costWithoutGroups();
    void unknownKindsOfCost();
    void claudeCode();
    void names();
    void requests();
};

namespace
{

const ProviderApi &api()
{
    return *providerApiById("anthropic");
}

} // namespace

// expected.json: input_uncached 208300, cache_read 2160000, cache_write_5m 108000, cache_write_1h 26000, output 64000.
void tst_Anthropic::messages()
{
    RoutePlayer player{"anthropic"};
    PollInput input = sampleInput();
    input.pageSize = 2; // the recorded first page is of two buckets
    const Result<PolledPage> page = runReport(reportOf(api(), "usage-messages"), input, player);
    QVERIFY(page);
    QCOMPARE(told(*page), std::string{});
    QCOMPARE(player.asked().size(), std::size_t{3});
    const TokenCounts sum = tokenSum(page->buckets);
    QCOMPARE(sum.input, std::int64_t{208300});
    QCOMPARE(sum.cacheRead, std::int64_t{2160000});
    QCOMPARE(sum.cacheWrite5m, std::int64_t{108000});
    QCOMPARE(sum.cacheWrite1h, std::int64_t{26000});
    QCOMPARE(sum.output, std::int64_t{64000});
    QCOMPARE(rareSum(page->buckets).webSearches, std::int64_t{2});
    QCOMPARE(page->buckets.size(), std::size_t{15}); // three rows on each of five days, none on the 3rd
    for (const UsageBucket &bucket : page->buckets) {
        QVERIFY(!bucket.requests); // not reported
        QVERIFY(!bucket.counts.reasoning);
        QVERIFY(bucket.other.empty());
    }
    QVERIFY(page->buckets[2].isBatch);
    QCOMPARE(page->buckets[0].keyLabel, std::string{"apikey_01ExampleKeyA"});
}

// expected.json: cost_cents "264.38" = 2.6438 dollars.
void tst_Anthropic::cost()
{
    RoutePlayer player{"anthropic"};
    const Result<PolledPage> page = runReport(reportOf(api(), "cost-report"), sampleInput(), player);
    QVERIFY(page);
    QCOMPARE(told(*page), std::string{});
    QCOMPARE(player.asked().size(), std::size_t{2});
    QCOMPARE(billedSum(page->charges), std::string{"2.6438"});
    const Charge &first = page->charges.front();
    QCOMPARE(first.billed->text, std::string{"0.027"}); // 2.7 cents
    QCOMPARE(first.tokenClass, TokenClass::Input);
    QCOMPARE(first.model, std::string{"claude-sonnet-4-5-20250929"});
    QCOMPARE(first.contextTier, std::string{"0-200k"});
    QCOMPARE(page->charges[2].tokenClass, TokenClass::CacheWrite5m);
    QCOMPARE(page->charges[8].categoryText, std::string{"web_search"});
    QVERIFY(first.other.empty());
}

void tst_Anthropic::costWithoutGroups()
{
    const Result<PolledPage> page = parsed("anthropic", "cost-report", replyOf("anthropic/cost_report_ungrouped.json"), sampleInput());
    QVERIFY(page);
    QCOMPARE(page->charges.front().billed->text, std::string{"1.2345"}); // "123.45" cents
    QCOMPARE(page->charges.front().category, ChargeCategory::Usage);
}

void tst_Anthropic::unknownKindsOfCost()
{
    const Result<PolledPage> page =
        parsed("anthropic", "cost-report",
               reply(200, R"({"data":[{"starting_at":"2026-03-01T00:00:00Z","ending_at":"2026-03-02T00:00:00Z","results":[)"
                          R"({"amount":"5","currency":"USD","cost_type":"new_thing","description":"New","extra":"x"}]}]})"),
               sampleInput());
    QVERIFY(page);
    const Charge &charge = page->charges.front();
    QCOMPARE(charge.category, ChargeCategory::Other);
    QCOMPARE(charge.categoryText, std::string{"new_thing"});
    QCOMPARE(charge.description, std::string{"New"});
    const OtherFields kept{{"extra", "x"}};
    QCOMPARE(charge.other, kept);
}

// By hand from the two pages of 2026-03-01: input 9000 + 800 + 5000 + 20000 = 34800, output 3000 + 200 + 800 + 9000 = 13000,
// cache read 120000 + 400000, cache writes 6000 + 15000; estimates 131 + 0.18 + 2.7 + 369.375 cents = 5.03255 dollars.
void tst_Anthropic::claudeCode()
{
    RoutePlayer player{"anthropic"};
    PollInput input = sampleInput();
    input.range.to = at("2026-03-03T00:00:00Z"); // the second day is empty
    const Result<PolledPage> page = runReport(reportOf(api(), "claude-code"), input, player);
    QVERIFY(page);
    QCOMPARE(told(*page), std::string{});
    QCOMPARE(player.asked().size(), std::size_t{3});
    const TokenCounts sum = tokenSum(page->buckets);
    QCOMPARE(sum.input, std::int64_t{34800});
    QCOMPARE(sum.output, std::int64_t{13000});
    QCOMPARE(sum.cacheRead, std::int64_t{520000});
    QCOMPARE(sum.cacheWrite5m, std::int64_t{21000});
    ChargeAmount estimate{"0", 0};
    for (const UsageBucket &bucket : page->buckets) {
        QVERIFY(bucket.estimate);
        estimate = sumOf(estimate, *bucket.estimate);
    }
    QCOMPARE(estimate.text, std::string{"5.03255"});
    QVERIFY(page->charges.empty()); // an estimate is no bill
    QCOMPARE(page->buckets[0].user, std::string{"dev1@example.com"});
    QCOMPARE(page->buckets[2].keyLabel, std::string{"ci-runner"});
    QVERIFY(page->buckets[1].other.empty()); // the day's counters stand with the first model alone
    QCOMPARE(reportOf(api(), "claude-code").sameAs, std::string_view{"usage-messages"});
}

void tst_Anthropic::names()
{
    const Result<PolledPage> projects = parsed("anthropic", "workspaces", replyOf("anthropic/workspaces.json"), sampleInput());
    const Result<PolledPage> keys = parsed("anthropic", "api-keys", replyOf("anthropic/api_keys.json"), sampleInput());
    const Result<PolledPage> me = parsed("anthropic", "organization", replyOf("anthropic/me.json"), sampleInput());
    QVERIFY(projects && keys && me);
    QCOMPARE(projects->names.front().name, std::string{"alpha"});
    QCOMPARE(keys->names.front().kind, NameKind::Key);
    QCOMPARE(me->facts.front().text, std::string{"Example Org"});
}

void tst_Anthropic::requests()
{
    const Result<HttpRequest> request = reportOf(api(), "cost-report").request(sampleInput());
    QVERIFY(request);
    QCOMPARE(request->url, std::string{"https://api.anthropic.com/v1/organizations/cost_report?starting_at=2026-03-01T00%3A00%3A00Z"
                                       "&ending_at=2026-03-07T00%3A00%3A00Z&bucket_width=1d&limit=31&group_by%5B%5D=workspace_id"
                                       "&group_by%5B%5D=description"});
    const HttpReply headers{.headers = request->headers};
    QCOMPARE(headers.header("anthropic-version"), std::string_view{"2023-06-01"});
    QCOMPARE(headers.header("x-api-key"), sampleInput().credentials.get("key"));
}

TOKENMETER_TEST(tst_Anthropic);

} // namespace test_Anthropic

#include "tst_Anthropic.moc"
