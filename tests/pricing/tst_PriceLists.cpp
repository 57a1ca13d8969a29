// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "PricingSupport.h"

#include "pricing/lists/PublishedList.h"

#include <QtTest>

namespace test_PriceLists
{

using namespace tokenmeter;

namespace
{

std::string listFixture(const char *file)
{
    return readFile((std::string{FIXTURES "/providers/"} + file).c_str());
}

/// "input 3, output 15"
std::string pricesText(const tables::Prices &prices)
{
    std::string text;
    for (std::size_t i = 0; i < tables::PriceClassCount; ++i) {
        if (prices[i] != tables::NoPrice) {
            text += (text.empty() ? "" : ", ") + std::string{tables::PriceClassNames[i]} + ' ' + perMillion(prices[i]);
        }
    }
    return text;
}

/// One line a price, so that a test reads like the list.
std::string linesOf(const PublishedList &list)
{
    std::string lines;
    for (const ListedModel &model : list.models) {
        const std::string name = model.provider + '/' + model.id;
        for (const ListedRow &row : model.rows) {
            std::string when = (row.from.empty() ? "" : " from " + row.from) + (row.minContext == 0 ? "" : " over " + std::to_string(row.minContext));
            for (const tables::Window &window : row.windows) {
                when += " at " + std::to_string(window.from) + '-' + std::to_string(window.to);
            }
            lines += name + when + ": " + pricesText(row.prices) + '\n';
        }
        for (const ListedTier &tier : model.tiers) {
            lines += name + ' ' + tier.name + ": " + pricesText(tier.prices) + '\n';
        }
        if (!model.retired.empty() || model.isDeprecated) {
            lines += name + " ends " + model.retired + '\n';
        }
    }
    return lines;
}

std::string problemText(const Problem &problem)
{
    return problem.cause == Cause::BadCatalogue && problem.args.size() == 2 ? problem.args[0] + ": " + problem.args[1] : "another cause";
}

std::string resultText(const Result<PublishedList> &list)
{
    return list ? linesOf(*list) : problemText(list.problem());
}

/// A list of ten sound models of one provider and what is under test.
std::string amongSound(const std::string &entries, const char *between)
{
    std::string all = entries;
    for (int i = 0; i < 10; ++i) {
        all += (all.empty() ? "" : ", ") + replaced(between, "#", std::to_string(i));
    }
    return all;
}

constexpr const char *SoundLiteLlm
    = R"("s#": {"litellm_provider": "openai", "mode": "chat", "input_cost_per_token": 1e-06, "output_cost_per_token": 2e-06})";

} // namespace

class tst_PriceLists : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void examples_data();
    void examples();
    void facts();
    void numbers_data();
    void numbers();
    void liteLlmEndings();
    void liteLlmRanges();
    void missingIsUnknown();
    void damaged_data();
    void damaged();
    void brokenEntries();
    void tooMuch();
};

void tst_PriceLists::examples_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<int>("reader");
    QTest::addColumn<QString>("expected");
    QTest::addColumn<int>("unpriced");
    // Per million as written; the step above 200,000 begins at 200,001; the model without cost has no price.
    QTest::newRow("models.dev") << QStringLiteral("price-lists/models_dev_api.json") << 0
                                << QStringLiteral("anthropic/claude-sonnet-4-5: input 3, cached_input 0.3, cache_write_5m 3.75, output 15\n"
                                                  "google/gemini-2.5-pro: input 1.25, cached_input 0.125, output 10\n"
                                                  "google/gemini-2.5-pro over 200001: input 2.5, cached_input 0.25, output 15\n")
                                << 1;
    // Per token times a million: 0.000003 is 3, 0.00000375 is 3.75. What the step does not state (the write for an hour: 6) stays. From
    // 16:30 (minute 990) to 00:30 (minute 30); the cached price of those hours is the one of the others. "-1" is no price.
    QTest::newRow("openrouter")
        << QStringLiteral("openrouter/models.json") << 1
        << QStringLiteral("anthropic/claude-sonnet-4.5: input 3, cached_input 0.3, cache_write_5m 3.75, cache_write_1h 6, output 15\n"
                          "anthropic/claude-sonnet-4.5 over 200001: input 6, cached_input 0.6, cache_write_5m 7.5, cache_write_1h 6, output 22.5\n"
                          "deepseek/deepseek-chat-v3.1: input 0.27, cached_input 0.07, output 1\n"
                          "deepseek/deepseek-chat-v3.1 at 990-30: input 0.135, cached_input 0.07, output 0.55\n"
                          "example/free-model:free: input 0, output 0\n")
        << 1;
    // 3e-06 a token is 3 a million, 2.25e-05 is 22.5; sample_spec is no model, characters are no tokens.
    QTest::newRow("litellm")
        << QStringLiteral("price-lists/litellm_model_prices.json") << 2
        << QStringLiteral("anthropic/claude-sonnet-4-5: input 3, cached_input 0.3, cache_write_5m 3.75, cache_write_1h 6, output 15\n"
                          "anthropic/claude-sonnet-4-5 over 200001: input 6, cached_input 0.3, cache_write_5m 3.75, cache_write_1h 6, output 22.5\n"
                          "openai/gpt-4o-mini: input 0.15, cached_input 0.075, output 0.6\n"
                          "azure/azure/gpt-4o-mini: input 0.165, output 0.66\n")
        << 2;
    // Two dates, a step above 200,000, and hours from 00:30 (30) to 16:30 (990) beside the price of the others.
    QTest::newRow("genai-prices")
        << QStringLiteral("price-lists/genai_prices_v2.json") << 3
        << QStringLiteral("anthropic/claude-example: input 2, cached_input 0.2, cache_write_5m 2.5, cache_write_1h 4, output 10\n"
                          "anthropic/claude-example from 2026-09-01: input 3, cached_input 0.3, cache_write_5m 3.75, cache_write_1h 6, output 15\n"
                          "google/gemini-example: input 1.25, output 10\n"
                          "google/gemini-example over 200001: input 2.5, output 15\n"
                          "deepseek/deepseek-example: input 0.135, cached_input 0.035, output 0.55\n"
                          "deepseek/deepseek-example at 30-990: input 0.27, cached_input 0.07, output 1.1\n")
        << 0;
}

void tst_PriceLists::examples()
{
    QFETCH(const QString, file);
    QFETCH(const int, reader);
    QFETCH(const QString, expected);
    QFETCH(const int, unpriced);
    const std::vector<PriceListSource> sources = priceListSources();
    QCOMPARE(sources.size(), std::size_t{4});
    const Result<PublishedList> list = sources[std::size_t(reader)].read(listFixture(qPrintable(file)));
    QVERIFY2(list, list ? "" : problemText(list.problem()).c_str());
    QCOMPARE(QString::fromStdString(linesOf(*list)), expected);
    QCOMPARE(list->unpriced, std::int64_t{unpriced});
    QVERIFY(list->problems.empty());
    QCOMPARE(list->isOfHosts, sources[std::size_t(reader)].id == "openrouter");
}

/// Beside the price: windows, days, names.
void tst_PriceLists::facts()
{
    const PublishedList dev = *readModelsDev(listFixture("price-lists/models_dev_api.json"));
    QCOMPARE(dev.models[0].name, std::string{"Claude Sonnet 4.5"});
    QCOMPARE(dev.models[0].released, std::string{"2025-09-29"});
    QCOMPARE(dev.models[1].contextWindow, std::int64_t{1'048'576});
    QCOMPARE(dev.models[1].maxOutput, std::int64_t{65'536});
    QCOMPARE(dev.models[1].place, std::string{"google.models.gemini-2.5-pro"});
    const std::string lite = listFixture("price-lists/litellm_model_prices.json");
    const Result<PublishedList> ending = readLiteLlmList(replaced(lite, "\"mode\": \"chat\",\n  \"input", "\"deprecation_date\": \"2027-01-31\", \"mode\": \"chat\",\n  \"input"));
    QVERIFY(ending);
    QCOMPARE(ending->models[0].retired, std::string{"2027-01-31"});
    const std::string genai = listFixture("price-lists/genai_prices_v2.json");
    const Result<PublishedList> old = readGenaiPrices(replaced(genai, "\"context_window\": 200000,", "\"context_window\": 200000, \"deprecated\": true,"));
    QVERIFY(old && old->models[0].isDeprecated && old->models[0].retired.empty());
}

void tst_PriceLists::numbers_data()
{
    QTest::addColumn<QString>("written");
    QTest::addColumn<QString>("read");
    QTest::newRow("small") << "2e-09" << "0.002"; // the smallest price there is
    QTest::newRow("a text") << "\"0.0000015\"" << "1.5";
    QTest::newRow("eighteen digits") << "0.000000123456789012" << "0.123456789012";
    QTest::newRow("noise of binary numbers") << "4.9999999999999996e-06" << "5";
    QTest::newRow("not the nearest double") << "0.000001000000000001" << "1.000000000001";
    QTest::newRow("zero") << "0.0" << "0";
    QTest::newRow("negative") << "-1e-06" << "a negative price";
    QTest::newRow("absurd") << "1" << "a price higher than any";
    QTest::newRow("huge") << "1e300" << "not a decimal number";
    QTest::newRow("a word") << "\"free\"" << "not a decimal number";
    QTest::newRow("a truth") << "true" << "not a decimal number";
    QTest::newRow("a list") << "[1]" << "not a decimal number";
}

void tst_PriceLists::numbers()
{
    QFETCH(const QString, written);
    QFETCH(const QString, read);
    const std::string entry = R"("m": {"litellm_provider": "openai", "mode": "chat", "input_cost_per_token": )" + written.toStdString()
        + R"(, "output_cost_per_token": 2e-06})";
    const Result<PublishedList> list = readLiteLlmList('{' + amongSound(entry, SoundLiteLlm) + '}');
    QVERIFY2(list, list ? "" : problemText(list.problem()).c_str());
    if (list->problems.empty()) {
        QCOMPARE(QString::fromStdString(perMillion(list->models[0].rows[0].prices[tables::InputPrice])), read);
    } else {
        QCOMPARE(QString::fromStdString(problemText(list->problems[0])), QStringLiteral("m.input_cost_per_token: ") + read);
        QCOMPARE(list->models.size(), std::size_t{10}); // the others stay
    }
}

/// Two steps, tiers, and a key whose ending is none of ours.
void tst_PriceLists::liteLlmEndings()
{
    const std::string json = R"({"m": {"litellm_provider": "openai", "input_cost_per_token": 1e-06, "output_cost_per_token": 4e-06,
        "input_cost_per_token_above_128k_tokens": 2e-06, "output_cost_per_token_above_128k_tokens": 8e-06,
        "input_cost_per_token_above_200k_tokens": 3e-06,
        "cache_creation_input_token_cost_above_1hr": 5e-06,
        "input_cost_per_token_batches": 5e-07, "output_cost_per_token_batches": 2e-06,
        "input_cost_per_token_priority": 2e-06, "output_cost_per_token_priority": 8e-06,
        "input_cost_per_token_flex": 5e-07,
        "input_cost_per_token_above_moon": 9e-06, "output_cost_per_token_above_0k_tokens": 9}})";
    QCOMPARE(QString::fromStdString(resultText(readLiteLlmList(json))),
             QStringLiteral("openai/m: input 1, cache_write_1h 5, output 4\n"
                            "openai/m over 128001: input 2, cache_write_1h 5, output 8\n"
                            "openai/m over 200001: input 3, cache_write_1h 5, output 4\n"
                            "openai/m batch: input 0.5, output 2\n"
                            "openai/m priority: input 2, output 8\n")); // flex without the price of output is none
}

void tst_PriceLists::liteLlmRanges()
{
    const std::string json = R"({"dashscope/q": {"litellm_provider": "dashscope", "mode": "chat", "tiered_pricing": [
        {"range": [32000.0, null], "input_cost_per_token": 2.4e-06, "output_cost_per_token": 1.2e-05},
        {"range": [0, 32000.0], "input_cost_per_token": 1.2e-06}], "output_cost_per_token": 6e-06}})";
    QCOMPARE(QString::fromStdString(resultText(readLiteLlmList(json))),
             QStringLiteral("dashscope/dashscope/q: input 1.2, output 6\ndashscope/dashscope/q over 32001: input 2.4, output 12\n"));
    QCOMPARE(resultText(readLiteLlmList(replaced(json, "[0, ", "[9, "))), std::string{"dashscope/q.tiered_pricing: no price for short prompts"});
}

/// Never zero: not stated is not free, also where a list writes 0 for a class that a model does not have.
void tst_PriceLists::missingIsUnknown()
{
    const auto dev = [](const char *cost) {
        return readModelsDev(std::string{R"({"p": {"id": "p", "models": {"a": {"id": "a", "cost": {"input": 1, "output": 2}}, "m": {"id": "m", "cost": )"}
                             + cost + "}}}}");
    };
    QCOMPARE(dev("null")->unpriced, std::int64_t{1});
    QCOMPARE(dev(R"({"input": 1})")->unpriced, std::int64_t{1});
    QCOMPARE(dev(R"({"input": 1, "output": null})")->unpriced, std::int64_t{1});
    QCOMPARE(resultText(dev(R"({"input": 1, "output": 2, "cache_write": 0})")), std::string{"p/a: input 1, output 2\np/m: input 1, output 2\n"});
    const PublishedList plan = *dev(R"({"input": 0, "output": 0, "cache_read": 0})");
    QVERIFY(plan.models[1].isZero() && !plan.models[0].isZero());
}

void tst_PriceLists::damaged_data()
{
    QTest::addColumn<int>("reader");
    QTest::addColumn<QString>("json");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, int reader, const char *json, const char *expected) {
        QTest::newRow(name) << reader << QString::fromUtf8(json) << QString::fromUtf8(expected);
    };
    row("empty", 0, "", "byte 0: not a value");
    row("a page", 1, "<html>", "byte 0: not a value");
    row("another list", 0, "[]", "document: not an object");
    row("an object where a list is", 3, "{}", "document: not a list");
    row("no model", 2, "{}", "document: no model with a price");
    row("only models without a price", 2, R"({"a": {"litellm_provider": "x", "mode": "chat"}})", "document: no model with a price");
    row("no data", 1, R"({"error": "x"})", "document.data: missing");
    row("a provider that is none", 0, R"({"p": 3})", "p: not an object");
    row("a vendor missing", 1, R"({"data": [{"id": "m", "pricing": {"prompt": "1e-6", "completion": "1e-6"}}]})",
        "document.data[0]: a name without its vendor");
    row("a key twice", 2, R"({"m": {"litellm_provider": "x", "input_cost_per_token": 1, "input_cost_per_token": 1, "output_cost_per_token": 1}})",
        "m.input_cost_per_token: repeated key");
    row("hours that are none", 3, R"([{"id": "p", "models": [{"id": "m", "prices": [{"constraint": {"start_time": "25:00:00Z", "end_time": "01:00:00Z"},
        "prices": {"input_mtok": 1, "output_mtok": 1}}]}]}])", "document[0].models[0].prices[0].constraint.start_time: not a time of the day in UTC");
    row("a day that is none", 3, R"([{"id": "p", "models": [{"id": "m", "prices": [{"constraint": {"start_date": "2026-02-30"},
        "prices": {"input_mtok": 1, "output_mtok": 1}}]}]}])", "document[0].models[0].prices[0].constraint.start_date: not a day");
    row("the same step twice", 0, R"({"p": {"id": "p", "models": {"m": {"id": "m", "cost": {"input": 1, "output": 2, "tiers": [
        {"tier": {"size": 9}, "input": 1, "output": 2}, {"tier": {"size": 9}, "input": 1, "output": 2}]}}}}})", "p.models.m: two prices for the same requests");
    row("a step without output", 0, R"({"p": {"id": "p", "models": {"m": {"id": "m", "cost": {"input": 1, "output": 2, "tiers": [
        {"tier": {"size": 9}, "input": 1}]}}}}})", "p.models.m: a step without the price of input or output");
    row("a clock of 2460", 1, R"({"data": [{"id": "v/m", "pricing": {"prompt": "1e-6", "completion": "1e-6", "overrides": [
        {"utc_start": 2460, "utc_end": 0, "prompt": "1e-7"}]}}]})", "document.data[0].pricing.overrides[0].utc_start: not a time of the day");
}

void tst_PriceLists::damaged()
{
    QFETCH(const int, reader);
    QFETCH(const QString, json);
    QFETCH(const QString, expected);
    QCOMPARE(QString::fromStdString(resultText(priceListSources()[std::size_t(reader)].read(json.toStdString()))), expected);
}

/// One bad entry of eleven is left out and named; two of eleven are a list that is not to be believed.
void tst_PriceLists::brokenEntries()
{
    const std::string bad = R"("bad": {"litellm_provider": "openai", "input_cost_per_token": -1, "output_cost_per_token": 1})";
    const Result<PublishedList> one = readLiteLlmList('{' + amongSound(bad, SoundLiteLlm) + '}');
    QVERIFY(one);
    QCOMPARE(one->models.size(), std::size_t{10});
    QCOMPARE(problemText(one->problems.at(0)), std::string{"bad.input_cost_per_token: a negative price"});
    const Result<PublishedList> two = readLiteLlmList('{' + amongSound(bad + ", " + replaced(bad, "bad", "worse"), SoundLiteLlm) + '}');
    QVERIFY(!two);
    QCOMPARE(problemText(two.problem()), std::string{"bad.input_cost_per_token: a negative price"});
}

void tst_PriceLists::tooMuch()
{
    std::string many = "{";
    for (int i = 0; i < 50'001; ++i) {
        many += (i == 0 ? "" : ",") + replaced(SoundLiteLlm, "#", std::to_string(i));
    }
    QCOMPARE(resultText(readLiteLlmList(many + '}')), std::string{"document: more models than any list has"});
    QCOMPARE(resultText(readModelsDev(std::string((32U << 20) + 1, ' '))), std::string{"document: too large"});
    QCOMPARE(resultText(readModelsDev(std::string(100, '['))), std::string{"byte 65: too deep"});
}

TOKENMETER_TEST(tst_PriceLists);

} // namespace test_PriceLists

#include "tst_PriceLists.moc"
