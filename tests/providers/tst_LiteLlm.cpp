// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include <QtTest>

#include "ProviderSupport.h"

namespace test_LiteLlm
{

using namespace tokenmeter;
using namespace tokenmeter::testing::providers;

class tst_LiteLlm : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void activity();
    void keyInfo();
    void olderShape();
    void addresses();
};

namespace
{

const ProviderApi &api()
{
    return *providerApiById("litellm");
}

} // namespace

// By hand: spend 0.0123 + 0.41 + 0.02 + 0.004 = 0.4463 (the proxy's own total); prompt 40000 + 90000 + 8000 + 12000 = 150000, of
// which 60000 were read from the cache and 5000 written; completion 9000 + 7000 + 1200 + 3000 = 20200; 53 requests.
// The 2nd of March goes on on the second page.
void tst_LiteLlm::activity()
{
    RoutePlayer player{"litellm"};
    const Result<PolledPage> page = runReport(reportOf(api(), "daily-activity"), sampleInput(), player);
    QVERIFY(page);
    QCOMPARE(told(*page), std::string{});
    QCOMPARE(player.asked().size(), std::size_t{2});
    const TokenCounts sum = tokenSum(page->buckets);
    QCOMPARE(sum.input, std::int64_t{85000});
    QCOMPARE(sum.cacheRead, std::int64_t{60000});
    QCOMPARE(sum.cacheWrite5m, std::int64_t{5000});
    QCOMPARE(sum.output, std::int64_t{20200});
    QCOMPARE(requestSum(page->buckets), std::int64_t{53});
    ChargeAmount estimate{"0", 0};
    for (const UsageBucket &bucket : page->buckets) {
        estimate = sumOf(estimate, *bucket.estimate);
        QVERIFY(!bucket.counts.reasoning);
    }
    QCOMPARE(estimate.text, std::string{"0.4463"});
    QVERIFY(page->charges.empty());
    QVERIFY(player.asked()[0].url.starts_with("https://litellm.example.com/user/daily/activity?start_date=2026-03-01"
                                              "&end_date=2026-03-06&page=1"));
}

void tst_LiteLlm::keyInfo()
{
    const Result<PolledPage> page = parsed("litellm", "key-info", replyOf("litellm/key_info.json"), sampleInput());
    QVERIFY(page);
    QCOMPARE(page->facts[1].amount->text, std::string{"12.3456"});
    QCOMPARE(page->facts[2].amount->text, std::string{"50.0"});
    QCOMPARE(*page->facts[3].time, at("2026-03-31T00:00:00Z"));
}

void tst_LiteLlm::olderShape()
{
    const Result<PolledPage> page = parsed(
        "litellm", "daily-activity",
        reply(200, R"({"results":[{"date":"2026-03-01","metrics":{"spend":1,"prompt_tokens":5,"completion_tokens":2},"breakdown":)"
                   R"({"models":{"m":{"spend":1,"prompt_tokens":5,"completion_tokens":2}}}},)"
                   R"({"date":"2026-03-02","metrics":{"spend":"0.5","prompt_tokens":1,"cache_read_input_tokens":3}}]})"),
        sampleInput());
    QVERIFY(page);
    QCOMPARE(page->buckets.size(), std::size_t{2});
    QCOMPARE(page->buckets[0].model, std::string{"m"});
    QCOMPARE(page->buckets[0].counts.input, std::optional<std::int64_t>{5});
    QVERIFY(page->buckets[0].counts.inputHoldsCache); // nothing is said of the cache
    QCOMPARE(page->buckets[1].counts.input, std::optional<std::int64_t>{0});
    QVERIFY(page->problemCount == 1); // more was read from the cache than was asked
    QVERIFY(!page->next);
}

void tst_LiteLlm::addresses()
{
    PollInput input = sampleInput();
    const ApiReport &report = reportOf(api(), "key-info");
    input.credentials.set("base", "http://localhost:4000/v1/");
    QCOMPARE(report.request(input)->url, std::string{"http://localhost:4000/key/info"});
    for (const char *bad : {"", "http://litellm.example.com", "ftp://a", "localhost:4000", "https://user:pw@a.example.com"}) {
        input.credentials.set("base", bad);
        const Result<HttpRequest> request = report.request(input);
        QVERIFY2(!request, bad);
        QCOMPARE(request.problem().field, std::string{"base"});
    }
}

TOKENMETER_TEST(tst_LiteLlm);

} // namespace test_LiteLlm

#include "tst_LiteLlm.moc"
