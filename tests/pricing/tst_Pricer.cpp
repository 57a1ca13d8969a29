// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "PricingSupport.h"

#include "pricing/Explain.h"

#include <QtTest>

#include <functional>
#include <random>

namespace test_Pricer
{

using namespace tokenmeter;

class tst_Pricer : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void golden_data();
    void golden();
    void recordAndQueryAgree();
    void bucketsPayTheBaseTier();
    void bucketsOfLongPrompts();
    void dayRowsHaveNoHour();
    void freeIsZeroAndPriced();
    void unpricedHasReason();
    void noUsageNeedsNoPrice();
    void amountWithoutTokensIsUnpriced();
    void originIsKept();
    void ownPrices_data();
    void ownPrices();
    void ownPriceProblems_data();
    void ownPriceProblems();
    void ownPricesByProvider();
    void partsAddUp_data();
    void partsAddUp();
    void keysAreStable();
    void aMillionRecordsShareTheirRates();
    void memoryChangesNothing();
};

namespace
{

using Change = std::function<void(PriceQuery &)>;

PriceQuery query(const std::string &provider, const std::string &model, const std::string &time)
{
    return {.provider = provider, .model = model, .time = at(time)};
}

} // namespace

void tst_Pricer::golden_data()
{
    QTest::addColumn<QString>("provider");
    QTest::addColumn<QString>("model");
    QTest::addColumn<QString>("time");
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("cost");
    const auto row = [](const char *name, const char *provider, const char *model, const char *time, const char *cost,
                        Change change) {
        QTest::newRow(name) << QString::fromUtf8(provider) << QString::fromUtf8(model) << QString::fromUtf8(time)
                            << std::move(change) << QString::fromUtf8(cost);
    };
    const auto tokens = [](TokenCounts t) { return [t](PriceQuery &q) { q.tokens = t; }; };
    constexpr std::int64_t M = 1'000'000;

    // ---- the models of the mission ----
    // 1,000 x 20 / 1e6 + 1,000 x 20 / 1e6 CNY (old price: from the text alone)
    row("Qwen-Long before its cut", "", "qwen-long", "2024-05-20T23:59:59Z", "0.04 CNY", tokens({.input = 1000, .output = 1000}));
    // 1,000 x 0.5 / 1e6 + 1,000 x 2 / 1e6 = 0.0005 + 0.002
    row("Qwen-Long after its cut", "", "qwen-long", "2024-05-21", "0.0025 CNY", tokens({.input = 1000, .output = 1000}));
    // 1e6 x 2.4 + 1e6 x 9.6
    row("Qwen2.5-Max", "", "qwen2.5-max", "2026-01-01", "12 CNY", tokens({.input = M, .output = M}));
    row("Qwen2.5-Max at launch, 20/60", "", "qwen2.5-max", "2025-01-29", "80 CNY", tokens({.input = M, .output = M}));
    // another price list in another currency: 1.6 + 6.4
    row("Qwen-Max abroad", "alibaba", "qwen-max", "2026-01-01", "8 USD", tokens({.input = M, .output = M}));
    // 15 + 75
    row("Claude Opus 4", "", "claude-opus-4", "2025-08-01", "90 USD", tokens({.input = M, .output = M}));
    // 200,000 x 1.25 / 1e6 = 0.25; 1,000 x 10 / 1e6 = 0.01
    row("Gemini 2.5 Pro, 200,000", "", "gemini-2.5-pro", "2026-01-01", "0.26 USD", tokens({.input = 200'000, .output = 1000}));
    // 200,001 x 2.5 / 1e6 = 0.5000025; 1,000 x 15 / 1e6 = 0.015: the whole request moves
    row("Gemini 2.5 Pro, 200,001", "", "gemini-2.5-pro", "2026-01-01", "0.5150025 USD",
        tokens({.input = 200'001, .output = 1000}));
    // cached tokens count for the tier: 1 x 2.5 + 200,000 x 0.25 per million = 0.0000025 + 0.05
    row("Gemini 2.5 Pro, cached part of the prompt", "", "gemini-2.5-pro", "2026-01-01", "0.0500025 USD",
        tokens({.input = 1, .cacheRead = 200'000}));
    row("GPT-4o", "", "gpt-4o", "2025-01-01", "12.5 USD", tokens({.input = M, .output = M}));
    row("GPT-4o, its first snapshot", "", "gpt-4o-2024-05-13", "2025-01-01", "20 USD", tokens({.input = M, .output = M}));
    row("GPT-4o before the name moved", "", "gpt-4o", "2024-10-01", "20 USD", tokens({.input = M, .output = M}));
    row("GPT-4", "", "gpt-4", "2025-01-01", "90 USD", tokens({.input = M, .output = M}));

    // ---- classes ----
    // 1000 x (15 + 1.5 + 18.75 + 30 + 75) / 1e6 = 0.14025
    row("cache read and writes by lifetime", "", "claude-opus-4-1", "2025-10-01", "0.14025 USD",
        tokens({.input = 1000, .cacheRead = 1000, .cacheWrite5m = 1000, .cacheWrite1h = 1000, .output = 1000, .reasoning = 900}));
    // no price of its own: cache write of GPT-5 is input, 1.25
    row("a missing class falls back", "", "gpt-5", "2026-01-01", "1.25 USD", tokens({.cacheWrite5m = M}));
    // implicit 1.5, explicit 1 CNY
    row("implicit cache", "alibaba-cn", "qwen3.8-max", "2026-09-01", "1.5 CNY", tokens({.cacheRead = M}));
    row("explicit cache", "alibaba-cn", "qwen3.8-max", "2026-09-01", "1 CNY", [](PriceQuery &q) {
        q.tokens.cacheRead = 1'000'000;
        q.flags = ExplicitCacheFlag;
    });
    row("explicit cache without a price of its own", "alibaba-cn", "qwen-max", "2026-01-01", "0.48 CNY", [](PriceQuery &q) {
        q.tokens.cacheRead = 1'000'000;
        q.flags = ExplicitCacheFlag;
    });
    // 4 + 32 + 0.4 (cached audio) + 64 + 5
    row("audio and image", "", "gpt-realtime", "2026-01-01", "105.4 USD", [](PriceQuery &q) {
        q.tokens.input = 1'000'000;
        q.rare = {.inputAudio = 1'000'000, .cachedAudio = 1'000'000, .outputAudio = 1'000'000, .inputImage = 1'000'000};
    });
    row("image output", "", "gemini-2.5-flash-image", "2026-01-01", "30 USD",
        [](PriceQuery &q) { q.rare.outputImage = 1'000'000; });
    // 3 calls at 10 per 1,000, and 1000 x 15 / 1e6; batch halves the tokens alone: 0.03 + 0.0075
    row("web searches are not multiplied", "", "claude-opus-4-1", "2025-10-01", "0.0375 USD", [](PriceQuery &q) {
        q.tokens.input = 1000;
        q.rare.webSearches = 3;
        q.flags = BatchFlag;
    });

    // ---- context and output tiers ----
    // input + reads + writes = 200,001; output does not count. 200,001 x 0.6 / 1e6 + 1,000,000 x 22.5 / 1e6, of which writes 1 at 7.5
    row("Anthropic tier over all prompt classes", "", "claude-sonnet-4-5", "2026-01-01", "22.6200075 USD",
        tokens({.cacheRead = 200'000, .cacheWrite5m = 1, .output = M}));
    row("output does not lift the tier", "", "claude-sonnet-4-5", "2026-01-01", "15.6 USD",
        tokens({.input = 200'000, .output = M}));
    row("the tier has ended", "", "claude-sonnet-4-5", "2026-04-30", "0.600003 USD", tokens({.input = 200'001}));
    row("three tiers, first", "alibaba-cn", "qwen3-max", "2026-02-01", "0.08 CNY", tokens({.input = 32'000}));
    row("three tiers, second", "alibaba-cn", "qwen3-max", "2026-02-01", "0.128004 CNY", tokens({.input = 32'001}));
    row("three tiers, third", "alibaba-cn", "qwen3-max", "2026-02-01", "0.896007 CNY", tokens({.input = 128'001}));
    row("inclusive boundary", "", "gpt-5.4", "2026-05-01", "1.36 USD", tokens({.input = 272'000}));
    row("below it", "", "gpt-5.4", "2026-05-01", "0.6799975 USD", tokens({.input = 271'999}));
    // 0.8 in, 2 out up to 200 tokens, else 8
    row("short answer", "", "doubao-seed-1-8", "2026-01-01", "0.0012 CNY", tokens({.input = 1000, .output = 200}));
    row("longer answer", "", "doubao-seed-1-8", "2026-01-01", "0.002408 CNY", tokens({.input = 1000, .output = 201}));
    row("short answer, longer prompt", "", "doubao-seed-1-8", "2026-01-01", "0.0416012 CNY",
        tokens({.input = 32'001, .output = 200})); // 32,001 x 1.2 + 200 x 16

    // ---- service tiers ----
    const auto served = [](const char *tier) {
        return [tier](PriceQuery &q) {
            q.tokens = {.input = 1'000'000, .output = 1'000'000};
            q.serviceTier = tier;
        };
    };
    row("standard", "", "gpt-5", "2026-01-01", "11.25 USD", served("default"));
    row("batch", "", "gpt-5", "2026-01-01", "5.625 USD", served("batch"));
    row("flex", "", "gpt-5", "2026-01-01", "5.625 USD", served("flex"));
    row("priority", "", "gpt-5", "2026-01-01", "22.5 USD", served("Priority"));
    row("what Codex calls fast", "openai", "gpt-5", "2026-01-01", "22.5 USD", served("fast"));
    row("priority with prices of its own", "", "gpt-4o-mini", "2026-01-01", "1.25 USD", served("priority")); // 0.25 + 1
    row("a tier without a price bills standard", "anthropic", "claude-opus-4-1", "2026-01-01", "90 USD", served("priority"));
    row("batch by the name's suffix", "openrouter", "anthropic/claude-opus-4.1:batch", "2026-01-01", "45 USD", served(""));
    row("before batches were sold", "", "claude-3-haiku", "2024-10-07", "1.5 USD", served("batch"));
    row("since they are", "", "claude-3-haiku", "2024-10-08", "0.75 USD", served("batch"));
    // Doubao halves input and output and leaves the cached price: 0.4 + 0.16 + 4
    row("a batch that leaves the cache alone", "", "doubao-seed-1-8", "2026-01-01", "0.006656 CNY", [](PriceQuery &q) {
        q.tokens = {.input = 4000, .cacheRead = 6600, .output = 1000}; // 0.0016 + 0.001056 + 0.004
        q.flags = BatchFlag;
    });

    // ---- fast mode ----
    const auto fast = [](PriceQuery &q) {
        q.tokens = {.input = 1'000'000, .output = 1'000'000};
        q.speed = "fast";
    };
    row("fast", "", "claude-opus-4-8", "2026-06-01", "60 USD", fast);
    row("fast, while it was sold", "", "claude-opus-4-6", "2026-06-28", "180 USD", fast);
    row("fast, withdrawn: standard", "", "claude-opus-4-6", "2026-06-29", "30 USD", fast);
    row("fast, never sold: standard", "", "claude-opus-4-1", "2026-01-01", "90 USD", fast);
    row("fast and long", "", "claude-opus-4-6", "2026-02-10", "60 USD", [](PriceQuery &q) { // a million at 60
        q.tokens.input = 1'000'000;
        q.speed = "fast";
    });
    row("fast is not halved by batch", "", "claude-opus-4-8", "2026-06-01", "60 USD", [fast](PriceQuery &q) {
        fast(q);
        q.flags = BatchFlag;
    });

    // ---- regions ----
    const auto in = [](const char *region) {
        return [region](PriceQuery &q) {
            q.tokens = {.input = 1'000'000};
            q.region = region;
        };
    };
    row("inference_geo us", "anthropic", "claude-opus-4-8", "2026-06-01", "5.5 USD", in("us"));
    row("inference_geo global", "anthropic", "claude-opus-4-8", "2026-06-01", "5 USD", in("global"));
    row("inference_geo before 4.6", "anthropic", "claude-opus-4-5", "2026-06-01", "5 USD", in("us"));
    // 100,000 x 5 x 1.1 per million
    row("Azure data zone", "", "azure/eu/gpt-5.5", "2026-06-01", "0.55 USD", [](PriceQuery &q) { q.tokens.input = 100'000; });
    row("Vertex, regional", "google-vertex", "claude-opus-4-5@20251101", "2026-01-01", "5.5 USD", in("us-east5"));
    row("Vertex, global", "google-vertex", "claude-opus-4-5@20251101", "2026-01-01", "5 USD", in("global"));
    row("Vertex, before 4.5", "google-vertex", "claude-opus-4-1@20250805", "2026-01-01", "15 USD", in("us-east5"));
    // 5 x 0.5 x 1.1
    row("batch and region", "anthropic", "claude-opus-4-8", "2026-06-01", "2.75 USD", [](PriceQuery &q) {
        q.tokens.input = 1'000'000;
        q.region = "us";
        q.flags = BatchFlag;
    });

    // ---- thinking ----
    row("answer", "alibaba-cn", "qwen-plus", "2025-10-01", "0.002 CNY", tokens({.output = 1000}));
    row("answer in thinking mode", "alibaba-cn", "qwen-plus", "2025-10-01", "0.008 CNY", [](PriceQuery &q) {
        q.tokens.output = 1000;
        q.flags = ThinkingFlag;
    });
    row("reasoning proves thinking mode", "alibaba-cn", "qwen-plus", "2025-10-01", "0.008 CNY",
        tokens({.output = 1000, .reasoning = 1}));

    // ---- dates ----
    row("o3 before its cut", "", "o3", "2025-06-09T23:59:59.999Z", "50 USD", tokens({.input = M, .output = M}));
    row("o3 after", "", "o3", "2025-06-10", "10 USD", tokens({.input = M, .output = M}));
    row("introductory price", "", "gemini-3.8-flash", "2026-12-31T23:59:59Z", "4.5 USD", tokens({.input = M, .output = M}));
    row("announced for the future", "", "gemini-3.8-flash", "2027-01-01", "9 USD", tokens({.input = M, .output = M}));
    row("an end at an hour", "zai", "glm-5.3-flash", "2026-09-09T15:59:59Z", "0.325 USD", tokens({.input = M, .output = M}));
    row("after that hour", "zai", "glm-5.3-flash", "2026-09-09T16:00:00Z", "0.65 USD", tokens({.input = M, .output = M}));
    row("the increase that was cancelled", "", "claude-sonnet-5", "2026-09-15", "12 USD", tokens({.input = M, .output = M}));
    row("a hole in the dates", "deepseek-cn", "deepseek-reasoner", "2025-09-15", "NoPriceForDate", tokens({.input = M}));
    row("after the last row", "deepseek-cn", "deepseek-reasoner", "2026-05-01", "NoPriceForDate", tokens({.input = M}));

    // ---- hours of the day ----
    row("dear hours", "deepseek", "deepseek-v4-pro", "2026-08-28T01:00:00Z", "1.32 USD", tokens({.input = M})); // a Friday
    row("their last moment", "deepseek", "deepseek-v4-pro", "2026-08-28T03:59:59.999Z", "1.32 USD", tokens({.input = M}));
    row("between them", "deepseek", "deepseek-v4-pro", "2026-08-28T04:00:00Z", "0.66 USD", tokens({.input = M}));
    row("second window", "deepseek", "deepseek-v4-pro", "2026-08-28T06:00:00Z", "1.32 USD", tokens({.input = M}));
    row("its end", "deepseek", "deepseek-v4-pro", "2026-08-28T10:00:00Z", "0.66 USD", tokens({.input = M}));
    row("Saturday", "deepseek", "deepseek-v4-pro", "2026-08-29T02:00:00Z", "0.66 USD", tokens({.input = M}));
    row("Saturday before the rule", "deepseek", "deepseek-v4-pro", "2026-08-22T02:00:00Z", "1.32 USD", tokens({.input = M}));
    row("Sunday, the first day of the rule", "deepseek", "deepseek-v4-pro", "2026-08-23T02:00:00Z", "0.66 USD",
        tokens({.input = M}));
    row("cheap night, before midnight", "deepseek", "deepseek-chat", "2025-03-01T16:30:00Z", "0.135 USD", tokens({.input = M}));
    row("cheap night, after midnight", "deepseek", "deepseek-chat", "2025-03-02T00:29:59Z", "0.135 USD", tokens({.input = M}));
    row("day", "deepseek", "deepseek-chat", "2025-03-02T00:30:00Z", "0.27 USD", tokens({.input = M}));

    // ---- small things ----
    // one token at 0.003625 per million = 3.625e-9
    row("one cheap token", "deepseek", "deepseek-v4-pro", "2026-06-01", "0.000000003625 USD", tokens({.cacheRead = 1}));
}

void tst_Pricer::golden()
{
    QFETCH(QString, provider);
    QFETCH(QString, model);
    QFETCH(QString, time);
    QFETCH(Change, change);
    QFETCH(QString, cost);
    Pricer pricer{Catalogue::builtIn(), {}};
    PriceQuery q = query(provider.toStdString(), model.toStdString(), time.toStdString());
    change(q);
    QCOMPARE(QString::fromStdString(costText(q, pricer.rateOf(q))), cost);
}

void tst_Pricer::recordAndQueryAgree()
{
    Pricer pricer{Catalogue::builtIn(), {}};
    const Serving serving{.provider = "openai", .model = "gpt-5.4", .serviceTier = "flex", .region = "eu"};
    UsageRecord record{.time = at("2026-05-01"), .end = at("2026-05-01"), .tokens = {.input = 300'000, .output = 1}};
    const PriceQuery q{.provider = "openai", .model = "gpt-5.4", .time = record.time, .tokens = record.tokens,
                       .serviceTier = "flex", .region = "eu"};
    const Rate &rate = pricer.rateOf(record, serving);
    QCOMPARE(&rate, &pricer.rateOf(q));
    QCOMPARE(rate.multiplier, std::string{"0.55"}); // 0.5 x 1.1
    QCOMPARE(rate.contextTier, std::int64_t{272'000});
    QCOMPARE(perMillion(rate.input), std::string{"2.75"}); // 5 x 0.55
}

void tst_Pricer::bucketsPayTheBaseTier()
{
    Pricer pricer{Catalogue::builtIn(), {}};
    const Serving serving{.model = "gemini-2.5-pro"};
    UsageRecord record{.time = at("2026-01-01"), .end = at("2026-01-01"), .tokens = {.input = 900'000}};
    QCOMPARE(pricer.rateOf(record, serving).contextTier, std::int64_t{200'001});
    record.flags = AggregateFlag;
    QCOMPARE(pricer.rateOf(record, serving).contextTier, std::int64_t{0});
    record.flags = 0;
    record.requests = 5;
    QCOMPARE(pricer.rateOf(record, serving).contextTier, std::int64_t{0});
}

/// A step above 200,000 is known to be reached, one at 272,000 is not. A single request tells its length itself.
void tst_Pricer::bucketsOfLongPrompts()
{
    Pricer pricer{Catalogue::builtIn(), {}};
    UsageRecord record{.time = at("2025-10-05"), .end = at("2025-10-05"), .flags = AggregateFlag | LongPromptFlag, .tokens = {.input = 900'000}};
    const Serving sonnet{.provider = "anthropic", .model = "claude-sonnet-4-20250514"};
    QCOMPARE(perMillion(pricer.rateOf(record, sonnet).input), std::string{"6"});
    record.flags = AggregateFlag;
    QCOMPARE(perMillion(pricer.rateOf(record, sonnet).input), std::string{"3"});
    record.flags = AggregateFlag | LongPromptFlag;
    QCOMPARE(perMillion(pricer.rateOf(record, sonnet).output), std::string{"22.5"}); // the rate that was met first is asked for again
    record.time = record.end = at("2026-05-06"); // the tier has ended
    QCOMPARE(perMillion(pricer.rateOf(record, sonnet).input), std::string{"3"});
    record.time = record.end = at("2026-10-05");
    QCOMPARE(pricer.rateOf(record, {.provider = "openai", .model = "gpt-5.4"}).contextTier, std::int64_t{0});
    record.flags = LongPromptFlag;
    record.time = record.end = at("2025-10-05");
    record.tokens.input = 1000;
    QCOMPARE(pricer.rateOf(record, sonnet).contextTier, std::int64_t{0});
    const PriceQuery query{.provider = "anthropic", .model = "claude-sonnet-4-20250514", .time = at("2025-10-05"), .tokens = {.input = 5}, .flags = AggregateFlag | LongPromptFlag};
    QCOMPARE(pricer.rateOf(query).contextTier, std::int64_t{200'001});
}

void tst_Pricer::dayRowsHaveNoHour()
{
    Pricer pricer{Catalogue::builtIn(), {}};
    const Serving serving{.provider = "deepseek", .model = "deepseek-v4-pro"};
    UsageRecord record{.time = at("2026-08-28T01:00:00Z"), .end = at("2026-08-28T01:00:00Z"), .tokens = {.input = 1}};
    QCOMPARE(perMillion(pricer.rateOf(record, serving).input), std::string{"1.32"});
    record.precision = Precision::Hour;
    record.end = at("2026-08-28T02:00:00Z");
    QCOMPARE(perMillion(pricer.rateOf(record, serving).input), std::string{"1.32"});
    record.precision = Precision::Day;
    QCOMPARE(perMillion(pricer.rateOf(record, serving).input), std::string{"0.66"});
    record.precision = Precision::Instant;
    record.end = at("2026-08-29T01:00:00Z");
    QCOMPARE(perMillion(pricer.rateOf(record, serving).input), std::string{"0.66"});
}

void tst_Pricer::freeIsZeroAndPriced()
{
    Pricer pricer{Catalogue::builtIn(), {}};
    PriceQuery q = query("zai", "glm-4.7-flash", "2026-03-01");
    q.tokens = {.input = 1'000'000, .cacheRead = 5, .output = 1'000'000};
    QVERIFY(pricer.rateOf(q).isPriced());
    QCOMPARE(costText(q, pricer.rateOf(q)), std::string{"0 USD"});
    // a router's free variant, known model or not
    for (const char *model : {"deepseek/deepseek-r1:free", "google/gemma-3-27b-it:free", "openrouter/z-ai/glm-4.6:free"}) {
        q = query("openrouter", model, "2026-03-01");
        q.tokens = {.input = 1'000'000};
        QCOMPARE(costText(q, pricer.rateOf(q)), std::string{"0 USD"});
    }
    // as its exports write it
    for (const auto &[model, tier, cost] : {std::tuple{"deepseek/deepseek-r1", "free", "0 USD"}, std::tuple{"deepseek/deepseek-r1:free", "free", "0 USD"},
                                            std::tuple{"no/such-model", "free", "0 USD"}, std::tuple{"no/such-model", "nitro", "UnknownModel"}}) {
        q = query("openrouter", model, "2026-03-01");
        q.serviceTier = tier;
        q.tokens = {.input = 1'000'000};
        QCOMPARE(costText(q, pricer.rateOf(q)), std::string{cost});
    }
    // no router: the tag of a local model, or of a program we do not know
    for (const char *provider : {"ollama", "my-proxy", "groq"}) {
        q = query(provider, "gemma", "2026-03-01");
        q.serviceTier = "free";
        q.tokens = {.input = 1'000'000};
        QVERIFY(costText(q, pricer.rateOf(q)) != std::string{"0 USD"});
        q = query(provider, "gemma:free", "2026-03-01");
        q.tokens = {.input = 1'000'000};
        QCOMPARE(costText(q, pricer.rateOf(q)), std::string{"UnknownModel"});
    }
}

void tst_Pricer::unpricedHasReason()
{
    Pricer pricer{Catalogue::builtIn(), {}};
    const std::pair<const char *, Unpriced> cases[] = {{"no-such-model", Unpriced::UnknownModel},
                                                       {"glm-4.6", Unpriced::AmbiguousModel},
                                                       {"", Unpriced::NoModelName}};
    for (const auto &[model, reason] : cases) {
        PriceQuery q = query({}, model, "2026-03-01");
        q.tokens.input = 1;
        const Rate &rate = pricer.rateOf(q);
        QCOMPARE(rate.unpriced, reason);
        QVERIFY(!rate.isPriced());
        QVERIFY(rate.key != 0);
        QVERIFY(costOf(q.tokens, q.rare, rate).currency().isNone());
    }
}

void tst_Pricer::noUsageNeedsNoPrice()
{
    Pricer pricer{Catalogue::builtIn(), {}};
    PriceQuery q = query("anthropic", "<synthetic>", "2026-03-01");
    QVERIFY(pricer.rateOf(q).isPriced());
    QCOMPARE(costText(q, pricer.rateOf(q)), std::string{"0 USD"});
    q.rare.webSearches = 1;
    QCOMPARE(costText(q, pricer.rateOf(q)), std::string{"UnknownModel"});
}

/// Any price times no tokens is 0: the dollar that the source names would be missing without a word.
void tst_Pricer::amountWithoutTokensIsUnpriced()
{
    const OwnPrice own{.uuid = "p1", .model = "mine", .currency = "USD", .input = "1", .output = "2"};
    Pricer pricer{Catalogue::builtIn(), {own}};
    const std::pair<const char *, const char *> names[] = {{"", ""}, {"", "no-such-model"}, {"", "glm-4.6"}, {"anthropic", "claude-opus-4-6"},
                                                           {"openrouter", "deepseek/deepseek-r1:free"}, {"", "mine"}};
    for (const auto &[provider, model] : names) {
        PriceQuery q = query(provider, model, "2026-03-01");
        const std::string before = costText(q, pricer.rateOf(q));
        for (const char *amount : {"1.25", "-0.5", "0.000001", "2e-7", "10"}) {
            q.reportedAmount = amount;
            QCOMPARE(costText(q, pricer.rateOf(q)), std::string{"AmountOnly"});
        }
        // Nothing used, nothing paid: free, as before. The reason stays with the record that has it.
        for (const char *amount : {"", "0", "0.00", "0e5", "-0"}) {
            q.reportedAmount = amount;
            QCOMPARE(costText(q, pricer.rateOf(q)), before);
            QVERIFY(pricer.rateOf(q).isPriced());
        }
        // With tokens an amount changes nothing.
        q.tokens = {.input = 1000, .output = 10};
        q.reportedAmount = {};
        const Rate &rate = pricer.rateOf(q);
        q.reportedAmount = "1.25";
        QCOMPARE(&pricer.rateOf(q), &rate);
        // A search is usage, too.
        q.tokens = {};
        q.rare.webSearches = 1;
        QVERIFY(pricer.rateOf(q).unpriced != Unpriced::AmountOnly);
    }
    // A stored record says the same, and a known model keeps its name.
    const Serving serving{.provider = "anthropic", .model = "claude-opus-4-6"};
    UsageRecord record{.time = at("2026-03-01"), .reportedAmount = "1.25", .reportedCurrency = "USD"};
    record.end = record.time;
    QCOMPARE(pricer.rateOf(record, serving).unpriced, Unpriced::AmountOnly);
    QCOMPARE(pricer.rateOf(record, serving).modelKey, std::string{"anthropic/claude-opus-4-6"});
    QCOMPARE(pricer.rateOf(record, {}).modelKey, std::string{});
}

void tst_Pricer::originIsKept()
{
    Pricer pricer{Catalogue::builtIn(), {}};
    PriceQuery q = query("anthropic", "claude-opus-4-6[1m]", "2026-03-01");
    q.tokens = {.input = 300'000};
    q.speed = "fast";
    const Rate &rate = pricer.rateOf(q);
    QCOMPARE(rate.modelKey, std::string{"anthropic/claude-opus-4-6"});
    QCOMPARE(rate.matchedBy, std::string{"bracket-suffix"});
    QCOMPARE(rate.mode, std::string{"fast"});
    QCOMPARE(rate.effectiveFrom, std::string{"2026-02-21"});
    QCOMPARE(rate.effectiveTo, std::string{"2026-06-29"});
    QCOMPARE(rate.source, std::string{"catalogue 2026-11-23"});
    QCOMPARE(rate.multiplier, std::string{"1"});
    QCOMPARE(rate.serviceTier, std::string{});
}

void tst_Pricer::ownPrices_data()
{
    QTest::addColumn<QString>("provider");
    QTest::addColumn<QString>("model");
    QTest::addColumn<QString>("time");
    QTest::addColumn<QString>("cost");
    // one million of input, of cache reads and of output each
    QTest::newRow("before the first: catalogue") << "openai" << "gpt-5" << "2025-12-31T23:59:59Z" << "11.375 USD";
    QTest::newRow("in force") << "openai" << "gpt-5" << "2026-01-01" << "5 EUR";                 // 1 + 1 + 3
    QTest::newRow("its last moment") << "openai" << "gpt-5" << "2026-02-01T11:59:59Z" << "5 EUR";
    QTest::newRow("the next one") << "openai" << "gpt-5" << "2026-02-01T12:00:00Z" << "8.5 EUR"; // 2 + 0.5 + 6
    QTest::newRow("literal name alone") << "openai" << "gpt-5-2025-08-07" << "2026-01-15" << "11.375 USD";
    QTest::newRow("in capitals") << "openai" << " GPT-5 " << "2026-01-15" << "5 EUR";
    QTest::newRow("a model that nobody else prices") << "my-proxy" << "house-model" << "2026-01-01" << "0.3 CNY";
    QTest::newRow("free by the user's word") << "" << "local-model" << "2020-01-01" << "0 USD";
    QTest::newRow("a broken one is left out") << "" << "broken-model" << "2026-01-01" << "UnknownModel";
}

void tst_Pricer::ownPrices()
{
    QFETCH(QString, provider);
    QFETCH(QString, model);
    QFETCH(QString, time);
    QFETCH(QString, cost);
    Pricer pricer{Catalogue::builtIn(),
                  {{.model = "gpt-5", .currency = "EUR", .from = "2026-01-01", .to = "2026-02-01T12:00:00Z", .input = "1", .output = "3"},
                   {.model = "gpt-5", .currency = "EUR", .from = "2026-02-01T12:00:00Z", .input = "2", .cacheRead = "0.5", .output = "6"},
                   {.model = "house-model", .currency = "CNY", .input = "0.1", .output = "0.1"},
                   {.model = "local-model", .currency = "USD", .input = "0", .output = "0"},
                   {.model = "broken-model", .currency = "USD", .input = "-1", .output = "0"}}};
    PriceQuery q = query(provider.toStdString(), model.toStdString(), time.toStdString());
    q.tokens = {.input = 1'000'000, .cacheRead = 1'000'000, .output = 1'000'000};
    const Rate &rate = pricer.rateOf(q);
    QCOMPARE(QString::fromStdString(costText(q, rate)), cost);
    if (!cost.endsWith(QStringLiteral("375 USD")) && rate.isPriced()) {
        QCOMPARE(rate.matchedBy, std::string{"override"});
        QCOMPARE(rate.source, std::string{"own price"});
    }
}

void tst_Pricer::ownPriceProblems_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("value");
    QTest::addColumn<bool>("good");
    QTest::newRow("good") << "input" << "0.000000000001" << true;
    QTest::newRow("too many decimals") << "input" << "0.0000000000001" << false;
    QTest::newRow("negative") << "input" << "-0.1" << false;
    QTest::newRow("empty input") << "input" << "" << false;
    QTest::newRow("huge") << "output" << "1e30" << false;
    QTest::newRow("word") << "output" << "cheap" << false;
    QTest::newRow("bad cache price") << "cacheRead" << "x" << false;
    QTest::newRow("empty cache price") << "cacheRead" << "" << true;
    QTest::newRow("no currency") << "currency" << "" << false;
    QTest::newRow("no such day") << "from" << "2026-02-30" << false;
    QTest::newRow("ends as it begins") << "to" << "2026-01-01" << false;
    QTest::newRow("no model") << "model" << "  " << false;
}

void tst_Pricer::ownPriceProblems()
{
    QFETCH(QString, field);
    QFETCH(QString, value);
    QFETCH(bool, good);
    OwnPrice price{.model = "m", .currency = "USD", .from = "2026-01-01", .input = "1", .output = "1"};
    const std::map<QString, std::string *> fields{
        {QStringLiteral("input"), &price.input},       {QStringLiteral("output"), &price.output},
        {QStringLiteral("cacheRead"), &price.cacheRead}, {QStringLiteral("currency"), &price.currency},
        {QStringLiteral("from"), &price.from},         {QStringLiteral("to"), &price.to},
        {QStringLiteral("model"), &price.model}};
    *fields.at(field) = value.toStdString();
    const Result<Done> checked = checkOwnPrice(price);
    QCOMPARE(bool(checked), good);
    if (!good) {
        QCOMPARE(checked.problem().cause, Cause::BadPrice);
    }
}

void tst_Pricer::ownPricesByProvider()
{
    Pricer pricer{Catalogue::builtIn(),
                  {{.model = "m", .provider = "aws.bedrock", .currency = "USD", .input = "7", .output = "7"},
                   {.model = "m", .currency = "USD", .from = "2026-01-01", .input = "3", .output = "3"}}};
    const auto input = [&](const char *provider) {
        PriceQuery q = query(provider, "m", "2026-02-01");
        q.tokens.input = 1'000'000;
        return costText(q, pricer.rateOf(q));
    };
    QCOMPARE(input("amazon-bedrock"), std::string{"7 USD"}); // another name of the same provider
    QCOMPARE(input("openai"), std::string{"3 USD"});
    QCOMPARE(input(""), std::string{"3 USD"});
}

void tst_Pricer::partsAddUp_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<QString>("tier");
    QTest::addColumn<QString>("region");
    QTest::addColumn<QString>("parts");
    QTest::newRow("plain") << "claude-opus-4-1" << "" << "" << "input 1000 x 15 x 1 = 0.015; output 2 x 75 x 1 = 0.00015; web_search 3 x 10 x 1 = 0.03";
    QTest::newRow("factors") << "claude-opus-4-8" << "batch" << "us" << "input 1000 x 5 x 0.55 = 0.00275; output 2 x 25 x 0.55 = 0.0000275; web_search 3 x 10 x 1 = 0.03";
    QTest::newRow("a tier with its own prices") << "gpt-4o-mini" << "priority" << "" << "input 1000 x 0.25 x 1 = 0.00025; output 2 x 1 x 1 = 0.000002; web_search 3 x 10 x 1 = 0.03";
    QTest::newRow("a tier that leaves a class alone") << "doubao-seed-1-8" << "batch" << "" << "input 1000 x 0.4 x 1 = 0.0004; output 2 x 1 x 1 = 0.000002; web_search 3 x  x 1 = 0";
    QTest::newRow("unknown") << "no-such-model" << "" << "" << "";
}

void tst_Pricer::partsAddUp()
{
    QFETCH(QString, model);
    QFETCH(QString, tier);
    QFETCH(QString, region);
    QFETCH(QString, parts);
    Pricer pricer{Catalogue::builtIn(), {}};
    PriceQuery q = query({}, model.toStdString(), "2026-06-01");
    q.tokens = {.input = 1000, .output = 2};
    q.rare.webSearches = 3;
    q.serviceTier = tier.toStdString();
    q.region = region.toStdString();
    const Rate &rate = pricer.rateOf(q);
    std::string text;
    Money sum;
    for (const CostPart &part : partsOf(q.tokens, q.rare, rate)) {
        text += (text.empty() ? "" : "; ") + part.name + ' ' + std::to_string(part.count) + " x " + part.pricePerMillion + " x "
            + part.multiplier + " = " + formatDecimal(part.amount.atto(), MoneyScale);
        sum += part.amount;
    }
    QCOMPARE(QString::fromStdString(text), parts);
    QVERIFY(sum == costOf(q.tokens, q.rare, rate));
}

void tst_Pricer::keysAreStable()
{
    const PriceQuery opus{.model = "claude-opus-4-1", .time = at("2026-01-01"), .tokens = {.input = 1}};
    Pricer one{Catalogue::builtIn(), {}};
    Pricer two{*Catalogue::fromJson(catalogueJson()), {}};
    PriceQuery other = opus;
    other.model = "gpt-5";
    two.rateOf(other);
    QCOMPARE(one.rateOf(opus).key, two.rateOf(opus).key);
    QCOMPARE(one.rateOf(opus), two.rateOf(opus));
    QVERIFY(one.rateOf(opus).key != two.rateOf(other).key);
    // the same prices matched by another step are another rate: a ledger must be able to say how it matched
    other.model = "claude-opus-4.1";
    QVERIFY(one.rateOf(opus).key != one.rateOf(other).key);
}

void tst_Pricer::aMillionRecordsShareTheirRates()
{
    Pricer pricer{Catalogue::builtIn(), {}};
    const Serving servings[] = {{.provider = "anthropic", .model = "claude-sonnet-4-5"},
                                {.provider = "anthropic", .model = "claude-sonnet-4-5", .serviceTier = "batch"},
                                {.provider = "deepseek", .model = "deepseek-v4-pro"},
                                {.provider = "", .model = "mistral-medium-latest"},
                                {.provider = "", .model = "no-such-model"}};
    const UtcTime start = at("2026-06-01");
    const auto price = [&](int n) -> const Rate & {
        UsageRecord record{.time = start + std::chrono::minutes{n % 250'000}, .tokens = {.input = n % 400'000 + 1, .output = 5}};
        record.end = record.time;
        return pricer.rateOf(record, servings[n % 5]);
    };
    constexpr int Warm = 500'000;
    const Rate *first = &price(0);
    for (int n = 0; n < Warm; ++n) {
        price(n);
    }
    // sonnet 1 (its long tier has ended), its batch 1, deepseek: one row until August, then base and peak, mistral before
    // and after its move, unknown 1
    QCOMPARE(pricer.rateCount(), std::size_t{8});
    for (int n = Warm; n < 1'000'000; ++n) {
        price(n);
    }
    QCOMPARE(pricer.rateCount(), std::size_t{8});
    QCOMPARE(&price(0), first);
}

void tst_Pricer::memoryChangesNothing()
{
    // one pricer that remembers, against one that has never seen anything, around every kind of boundary
    std::mt19937 random{11};
    const auto pick = [&](std::size_t n) { return std::size_t(random() % n); };
    const Serving servings[] = {{.model = "claude-opus-4-6"},
                                {.model = "claude-opus-4-6", .speed = "fast"},
                                {.provider = "anthropic", .model = "claude-3-haiku", .serviceTier = "batch"},
                                {.provider = "anthropic", .model = "claude-opus-4-8", .region = "us"},
                                {.model = "gemini-2.5-pro"},
                                {.model = "gpt-4o"},
                                {.model = "mistral-medium-latest"},
                                {.provider = "alibaba-cn", .model = "qwen-plus"},
                                {.provider = "alibaba-cn", .model = "qwen3.8-max"},
                                {.provider = "deepseek", .model = "deepseek-v4-pro"},
                                {.provider = "deepseek-cn", .model = "deepseek-reasoner"},
                                {.provider = "volcengine", .model = "doubao-seed-1-8"},
                                {.model = "no-such-model"}};
    const UtcTime times[] = {at("2024-10-07T23:59:59.999Z"), at("2024-10-08"), at("2025-09-10T23:59:59Z"), at("2025-09-11"),
                             at("2025-09-20"), at("2025-10-25"), at("2026-02-04"), at("2026-02-05"), at("2026-02-07"),
                             at("2026-03-12T23:59:59Z"), at("2026-03-13"), at("2026-06-16"), at("2026-06-28T23:59:59Z"),
                             at("2026-06-29"), at("2026-08-28T03:00:00Z"), at("2026-08-28T05:00:00Z"), at("2026-08-29T03:00:00Z")};
    const std::int64_t prompts[] = {0, 1, 32'000, 32'001, 128'000, 128'001, 200'000, 200'001, 256'001, 900'000};
    Pricer warm{Catalogue::builtIn(), {}};
    for (int n = 0; n < 4000; ++n) {
        UsageRecord record{.time = times[pick(std::size(times))], .tokens = {.input = prompts[pick(std::size(prompts))]}};
        record.end = record.time;
        record.tokens.output = pick(2) == 0 ? 200 : 201;
        record.tokens.reasoning = pick(4) == 0 ? 1 : 0;
        record.flags = std::uint32_t(random()) & (BatchFlag | ThinkingFlag | ExplicitCacheFlag | AggregateFlag);
        record.precision = pick(5) == 0 ? Precision::Day : Precision::Instant;
        const Serving &serving = servings[pick(std::size(servings))];
        Pricer fresh{Catalogue::builtIn(), {}};
        QCOMPARE(warm.rateOf(record, serving), fresh.rateOf(record, serving));
    }
}

TOKENMETER_TEST(tst_Pricer);

} // namespace test_Pricer

#include "tst_Pricer.moc"
