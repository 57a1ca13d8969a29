// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include <QtTest>

#include "ProviderSupport.h"

namespace test_OpenAi
{

using namespace tokenmeter;
using namespace tokenmeter::testing::providers;

class tst_OpenAi : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void completions();
    void completionsByHour();
    void oldRows();
    void otherEndpoints_data();
    void otherEndpoints();
    void costs();
    void restatedDay();
    void lineItems();
    void limitsAreCents();
    void projects();
    void partsLargerThanTheWhole();
    void rowsWithoutTimeAreKept();
    void requests();
};

namespace
{

const ProviderApi &api()
{
    return *providerApiById("openai");
}

} // namespace

// expected.json: input_uncached 391000, cache_read 338000, cache_write 16500, output 91700, requests 1125, of 5 days.
void tst_OpenAi::completions()
{
    RoutePlayer player{"openai"};
    PollInput input = sampleInput();
    input.range.to = at("2026-03-06T00:00:00Z");
    input.pageSize = 2; // the recorded first page is of two buckets
    const Result<PolledPage> page = runReport(reportOf(api(), "usage-completions"), input, player);
    QVERIFY(page);
    QCOMPARE(told(*page), std::string{});
    QCOMPARE(player.asked().size(), std::size_t{3});
    const TokenCounts sum = tokenSum(page->buckets);
    const RareCounts rare = rareSum(page->buckets);
    QCOMPARE(sum.input + rare.inputAudio + rare.inputImage, std::int64_t{391000});
    QCOMPARE(rare.inputAudio, std::int64_t{500});
    QCOMPARE(sum.cacheRead, std::int64_t{338000});
    QCOMPARE(sum.cacheWrite5m, std::int64_t{16500});
    QCOMPARE(sum.output, std::int64_t{91700});
    QCOMPARE(requestSum(page->buckets), std::int64_t{1125});
    for (const UsageBucket &bucket : page->buckets) {
        QVERIFY(!bucket.counts.reasoning); // not reported, which is not 0
        QVERIFY(!bucket.counts.cacheWrite1h);
        QVERIFY(!bucket.counts.inputHoldsCache);
        QVERIFY(bucket.day);
    }
    QCOMPARE(page->buckets.front().model, std::string{"gpt-5.1-2025-11-13"});
    QCOMPARE(page->buckets.front().project, std::string{"proj_ExampleAlpha01"});
    QCOMPARE(page->buckets.front().from, at("2026-03-01T00:00:00Z"));
    QCOMPARE(page->buckets.front().to, at("2026-03-02T00:00:00Z"));
    QVERIFY(page->buckets[2].isBatch);
    QVERIFY(page->buckets.front().other.empty());
}

void tst_OpenAi::completionsByHour()
{
    PollInput input = sampleInput();
    input.hourly = true;
    const Result<PolledPage> page =
        parsed("openai", "usage-completions", replyOf("openai/usage_completions_hourly.json"), input);
    QVERIFY(page);
    QVERIFY(!page->buckets.empty());
    QVERIFY(!page->buckets.front().day);
    QCOMPARE((page->buckets.front().to - page->buckets.front().from), std::chrono::milliseconds{std::chrono::hours{1}});
}

void tst_OpenAi::oldRows()
{
    // 100000 input of which 32000 cached; nothing is said of writes, and no dimension was asked for.
    const Result<PolledPage> page =
        parsed("openai", "usage-completions", replyOf("openai/usage_completions_legacy_ungrouped.json"), sampleInput());
    QVERIFY(page);
    QCOMPARE(page->buckets.size(), std::size_t{1});
    const UsageBucket &bucket = page->buckets.front();
    QCOMPARE(bucket.counts.input, std::optional<std::int64_t>{68000});
    QCOMPARE(bucket.counts.cacheRead, std::optional<std::int64_t>{32000});
    QVERIFY(!bucket.counts.cacheWrite5m);
    QVERIFY(!bucket.counts.inputAudio);
    QVERIFY(bucket.model.empty());
    // without any word on the cache all input stands together
    const Result<PolledPage> bare = parsed("openai", "usage-embeddings", replyOf("openai/usage_embeddings.json"), sampleInput());
    QVERIFY(bare);
    QVERIFY(bare->buckets.front().counts.inputHoldsCache);
    QVERIFY(!bare->buckets.front().counts.output);
}

void tst_OpenAi::otherEndpoints_data()
{
    QTest::addColumn<QByteArray>("report");
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("quantity");
    QTest::addColumn<QByteArray>("unit");
    QTest::addColumn<qint64>("requests");
    QTest::newRow("images") << QByteArray{"usage-images"} << QByteArray{"images"} << QByteArray{"4"} << QByteArray{"images"} << qint64{4};
    QTest::newRow("speech") << QByteArray{"usage-audio-speeches"} << QByteArray{"audio_speeches"} << QByteArray{"5200"}
                            << QByteArray{"characters"} << qint64{6};
    QTest::newRow("transcription") << QByteArray{"usage-audio-transcriptions"} << QByteArray{"audio_transcriptions"}
                                   << QByteArray{"930"} << QByteArray{"seconds"} << qint64{5};
    QTest::newRow("stores") << QByteArray{"usage-vector-stores"} << QByteArray{"vector_stores"} << QByteArray{"1048576"}
                            << QByteArray{"bytes"} << qint64{-1};
    QTest::newRow("sessions") << QByteArray{"usage-code-interpreter"} << QByteArray{"code_interpreter_sessions"} << QByteArray{"2"}
                              << QByteArray{"sessions"} << qint64{-1};
}

void tst_OpenAi::otherEndpoints()
{
    QFETCH(QByteArray, report);
    QFETCH(QByteArray, file);
    QFETCH(QByteArray, quantity);
    QFETCH(QByteArray, unit);
    QFETCH(qint64, requests);
    const Result<PolledPage> page = parsed("openai", report.toStdString(),
                                           replyOf("openai/usage_" + file.toStdString() + ".json"), sampleInput());
    QVERIFY(page);
    QCOMPARE(told(*page), std::string{});
    QCOMPARE(page->buckets.size(), std::size_t{1}); // the second bucket is empty
    QCOMPARE(page->buckets.front().quantity, quantity.toStdString());
    QCOMPARE(page->buckets.front().unit, unit.toStdString());
    QCOMPARE(page->buckets.front().requests.value_or(-1), requests);
    QVERIFY(page->buckets.front().counts.isEmpty());
}

// expected.json: costs_usd 0.891125 over both pages; one amount is written as a string, two as 7.5e-05.
void tst_OpenAi::costs()
{
    RoutePlayer player{"openai"};
    const Result<PolledPage> page = runReport(reportOf(api(), "costs"), sampleInput(), player);
    QVERIFY(page);
    QCOMPARE(told(*page), std::string{});
    QCOMPARE(player.asked().size(), std::size_t{2});
    QCOMPARE(billedSum(page->charges), std::string{"0.891125"});
    for (const Charge &charge : page->charges) {
        QCOMPARE(charge.currency, std::string{"USD"});
        QCOMPARE(charge.category, ChargeCategory::Usage);
        QVERIFY(!charge.list);
    }
    QCOMPARE(page->charges[6].billed->text, std::string{"0.000075"});
    QCOMPARE(page->charges[9].billed->text, std::string{"0.033750"});
}

void tst_OpenAi::restatedDay()
{
    RoutePlayer player{"openai"};
    PollInput input = sampleInput();
    input.range = {at("2026-03-05T00:00:00Z"), at("2026-03-06T00:00:00Z")};
    const Result<PolledPage> later = runReport(reportOf(api(), "costs"), input, player);
    input.range.from = at("2026-03-01T00:00:00Z");
    const Result<PolledPage> first = runReport(reportOf(api(), "costs"), input, player);
    QVERIFY(later && first);
    // the range read again replaces its day: 0.922125 (expected.json)
    std::vector<Charge> replaced = later->charges;
    for (const Charge &charge : first->charges) {
        if (charge.from < at("2026-03-05T00:00:00Z")) {
            replaced.push_back(charge);
        }
    }
    QCOMPARE(billedSum(replaced), std::string{"0.922125"});
}

void tst_OpenAi::lineItems()
{
    RoutePlayer player{"openai"};
    const Result<PolledPage> page = runReport(reportOf(api(), "costs"), sampleInput(), player);
    QVERIFY(page);
    const Charge &input = page->charges[0];
    QCOMPARE(input.model, std::string{"gpt-5.1-2025-11-13"});
    QCOMPARE(input.tokenClass, TokenClass::Input);
    QCOMPARE(input.tokens, std::optional<std::int64_t>{13500});
    QCOMPARE(page->charges[1].tokenClass, TokenClass::CacheRead);
    QCOMPARE(page->charges[2].tokenClass, TokenClass::Output);
    QCOMPARE(page->charges[5].model, std::string{"gpt-4o-mini-2024-07-18"}); // "…, input, batch"
    QCOMPARE(page->charges[5].tier, std::string{"batch"});
    const Charge &tool = page->charges[8];
    QCOMPARE(tool.description, std::string{"Web search tool calls"});
    QVERIFY(tool.model.empty());
    QVERIFY(!tool.tokens);
    QVERIFY(tool.quantity.empty());

    const auto one = [](const char *row) {
        return reply(200, std::string{R"({"data":[{"start_time":1772323200,"end_time":1772409600,"results":[)"} + row
                              + R"(]}],"has_more":false})");
    };
    const Result<PolledPage> odd = parsed("openai", "costs",
                                          one(R"({"amount":{"value":-1.5,"currency":"usd"},"line_item":"Promotional credits",)"
                                              R"("quantity":2.5,"quantity_unit":"1000_tokens","project_name":"alpha","odd":{"a":1}})"),
                                          sampleInput());
    QVERIFY(odd);
    QCOMPARE(odd->charges.front().category, ChargeCategory::Credit);
    QCOMPARE(odd->charges.front().tokens, std::optional<std::int64_t>{2500});
    const OtherFields kept{{"project_name", "alpha"}, {"odd", "{a: 1}"}};
    QCOMPARE(odd->charges.front().other, kept);
    const Result<PolledPage> without = parsed("openai", "costs", one(R"({"amount":{"value":"x"},"line_item":null})"), sampleInput());
    QVERIFY(without);
    QCOMPARE(without->charges.size(), std::size_t{1}); // the line is kept, its amount is unknown and not 0
    QVERIFY(!without->charges.front().billed);
    QVERIFY(without->problemCount > 0);
}

void tst_OpenAi::limitsAreCents()
{
    const Result<PolledPage> limit = parsed("openai", "spend-limit", replyOf("openai/spend_limit.json"), sampleInput());
    QVERIFY(limit);
    QCOMPARE(limit->facts.front().amount->text, std::string{"250"});
    QCOMPARE(limit->facts.front().currency, std::string{"USD"});
    const Result<PolledPage> alerts = parsed("openai", "spend-alerts", replyOf("openai/spend_alerts.json"), sampleInput());
    QVERIFY(alerts);
    QCOMPARE(alerts->facts.front().amount->text, std::string{"200"});
    QVERIFY(!alerts->next);
}

void tst_OpenAi::projects()
{
    const Result<PolledPage> page = parsed("openai", "projects", replyOf("openai/projects.json"), sampleInput());
    QVERIFY(page);
    QCOMPARE(page->names.size(), std::size_t{2});
    QCOMPARE(page->names[1].name, std::string{"beta"});
    QVERIFY(page->names[1].isArchived);
}

void tst_OpenAi::partsLargerThanTheWhole()
{
    const Result<PolledPage> page =
        parsed("openai", "usage-completions",
               reply(200, R"({"data":[{"start_time":1772323200,"end_time":1772409600,"results":[{"input_tokens":10,)"
                          R"("input_cached_tokens":20,"output_tokens":-1,"num_model_requests":"x"}]}]})"),
               sampleInput());
    QVERIFY(page);
    QCOMPARE(page->buckets.front().counts.input, std::optional<std::int64_t>{0});
    QVERIFY(!page->buckets.front().counts.output);
    QVERIFY(!page->buckets.front().requests);
    QCOMPARE(page->problemCount, std::size_t{3});
}

void tst_OpenAi::rowsWithoutTimeAreKept()
{
    const Result<PolledPage> page = parsed(
        "openai", "costs", reply(200, R"({"data":[{"results":[{"amount":{"value":1,"currency":"usd"}}]}]})"), sampleInput());
    QVERIFY(page);
    QCOMPARE(page->charges.size(), std::size_t{1});
    QCOMPARE(page->charges.front().from, sampleInput().range.from);
    QVERIFY(page->problemCount > 0);
}

void tst_OpenAi::requests()
{
    PollInput input = sampleInput();
    const Result<HttpRequest> usage = reportOf(api(), "usage-completions").request(input);
    QVERIFY(usage);
    QCOMPARE(usage->url, std::string{"https://api.openai.com/v1/organization/usage/completions?start_time=1772323200&end_time=1772841600"
                                     "&bucket_width=1d&limit=31&group_by=project_id&group_by=api_key_id&group_by=model&group_by=batch"
                                     "&group_by=service_tier"});
    input.range.to = at("2026-03-08T00:00:00Z"); // ahead: until now
    input.cursor = "page_a/b+c";
    const Result<HttpRequest> costs = reportOf(api(), "costs").request(input);
    QVERIFY(costs);
    QCOMPARE(costs->url, std::string{"https://api.openai.com/v1/organization/costs?start_time=1772323200&bucket_width=1d&limit=180"
                                     "&group_by=project_id&group_by=line_item&page=page_a%2Fb%2Bc"});
}

TOKENMETER_TEST(tst_OpenAi);

} // namespace test_OpenAi

#include "tst_OpenAi.moc"
