// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "PricingSupport.h"

#include <QtTest>

namespace test_NameMatcher
{

using namespace tokenmeter;

class tst_NameMatcher : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void names_data();
    void names();
    void prices_data();
    void prices();
    void ambiguousNamesListCandidates();
    void everyAliasFindsItsModel();
    void suggestionsNeverPrice();
};

namespace
{

/// "key by step", "key by step fast", or the reason.
std::string resolve(const std::string &provider, const std::string &model, const std::string &time)
{
    Pricer pricer{Catalogue::builtIn(), {}};
    PriceQuery query{.provider = provider, .model = model, .time = at(time), .tokens = {.input = 1000, .output = 10}};
    const Rate &rate = pricer.rateOf(query);
    if (!rate.isPriced()) {
        return costText(query, rate);
    }
    return rate.modelKey + " by " + rate.matchedBy + (rate.mode == "fast" ? " fast" : "");
}

} // namespace

void tst_NameMatcher::names_data()
{
    QTest::addColumn<QString>("provider");
    QTest::addColumn<QString>("model");
    QTest::addColumn<QString>("time");
    QTest::addColumn<QString>("expected");
    int n = 0;
    const auto row = [&n](const char *provider, const char *model, const char *expected, const char *time = "2026-11-01") {
        QTest::addRow("%d %s|%s", ++n, provider, model)
            << QString::fromUtf8(provider) << QString::fromUtf8(model) << QString::fromUtf8(time) << QString::fromUtf8(expected);
    };
    // the table of documented names and traps, each without and with its provider
    row("", "claude-opus-4-20250514", "anthropic/claude-opus-4 by alias");
    row("anthropic", "claude-opus-4-20250514", "anthropic/claude-opus-4 by alias");
    row("", "anthropic/claude-opus-4", "anthropic/claude-opus-4 by provider-prefix");
    row("", "claude-opus-4-0", "anthropic/claude-opus-4 by alias");
    row("", "claude-opus-4-5-20251101", "anthropic/claude-opus-4-5 by alias");
    row("", "claude-4.5-opus", "anthropic/claude-opus-4-5 by alias");
    row("", "claude-opus-5.5", "anthropic/claude-opus-5-5 by alias");
    row("", "us.anthropic.claude-sonnet-4-5-20250929-v1:0",
        "amazon-bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0 by bedrock-id");
    row("amazon-bedrock", "us.anthropic.claude-sonnet-4-5-20250929-v1:0",
        "amazon-bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0 by exact");
    row("", "claude-sonnet-4@20250514", "anthropic/claude-sonnet-4 by vertex-id");
    row("", "claude-sonnet-4-5-20250929[1m]", "anthropic/claude-sonnet-4-5 by bracket-suffix");
    row("", "claude-opus-4-6-fast", "anthropic/claude-opus-4-6 by fast-suffix fast", "2026-04-01");
    row("", "claude-opus-4-6-fast", "anthropic/claude-opus-4-6 by fast-suffix", "2026-06-29"); // billed as standard since
    row("", "gpt-4o-2024-05-13", "openai/gpt-4o-2024-05-13 by exact");
    row("", "gpt-5.6", "openai/gpt-5.6-sol by alias");
    row("", "gpt-5-codex", "openai/gpt-5 by alias");
    row("", "gpt-5-chat-latest", "openai/gpt-5 by alias");
    row("", "models/gemini-2.5-pro", "google/gemini-2.5-pro by provider-prefix");
    row("", "gemini/gemini-2.5-pro", "google/gemini-2.5-pro by provider-prefix");
    row("", "gemini-2.5-flash-preview-05-20", "google/gemini-2.5-flash-preview-05-20 by exact");
    row("", "x-ai/grok-4-fast", "xai/grok-4-fast-reasoning by provider-prefix");
    row("", "mistral-medium-latest", "mistral/mistral-medium-2508 by alias", "2026-06-15T23:59:59Z");
    row("", "mistral-medium-latest", "mistral/mistral-medium-2604 by alias", "2026-06-16");
    row("", "deepseek-chat", "deepseek/deepseek-chat by exact");
    row("deepseek-cn", "deepseek-chat", "deepseek-cn/deepseek-chat by exact", "2026-01-01");
    row("alibaba-cn", "qwen-max", "alibaba-cn/qwen-max by exact");
    row("alibaba-intl", "qwen-max", "alibaba-intl/qwen-max by exact");
    row("", "qwen-max", "AmbiguousModel"); // two price lists in two currencies
    row("", "doubao-seed-1-8-251215", "volcengine/doubao-seed-1.8 by alias");
    row("", "<synthetic>", "UnknownModel");

    // plain first-party names need no provider
    row("", "claude-opus-4-1", "anthropic/claude-opus-4-1 by exact");
    row("", "  Claude-Opus-4-1\n", "anthropic/claude-opus-4-1 by exact");
    row("", "gpt-5", "openai/gpt-5 by exact");
    row("", "gemini-2.5-pro", "google/gemini-2.5-pro by exact");
    row("", "qwen2.5-max", "alibaba-cn/qwen-max by alias");
    row("", "qwen-long", "alibaba-cn/qwen-long by exact");

    // names for people, as consoles export them
    row("", "Claude Sonnet 4.5", "anthropic/claude-sonnet-4-5 by alias");
    row("", "Claude Sonnet 4.", "UnknownModel");

    // what logs write as provider
    row("google-vertex", "gemini-2.5-pro", "google/gemini-2.5-pro by exact");
    row("google-vertex", "claude-sonnet-4@20250514", "anthropic/claude-sonnet-4 by vertex-id");
    row("gcp.vertex_ai", "claude-haiku-4-5@default", "anthropic/claude-haiku-4-5 by vertex-id");
    row("", "vertex_ai/claude-3-5-sonnet-v2@20241022", "anthropic/claude-3-5-sonnet by provider-prefix+pattern");
    row("azure", "gpt-4o", "openai/gpt-4o by exact");
    row("azure.ai.openai", "gpt-35-turbo", "openai/gpt-3.5-turbo by alias");
    row("", "azure/us/gpt-5.4", "openai/gpt-5.4 by provider-prefix");
    row("github", "claude-sonnet-4-5", "anthropic/claude-sonnet-4-5 by exact");
    row("OpenAI", "gpt-4.1-2099-01-02", "openai/gpt-4.1 by pattern");
    row("openrouter", "openrouter/anthropic/claude-sonnet-4.5:nitro",
        "anthropic/claude-sonnet-4-5 by router-suffix+provider-prefix");
    row("openrouter", "~anthropic/claude-opus-latest", "anthropic/claude-opus-5-5 by alias");
    row("", "~anthropic/claude-opus-latest", "anthropic/claude-opus-5 by moving-alias", "2026-08-01");
    row("", "litellm/openai/gpt-4o", "openai/gpt-4o by provider-prefix");
    row("alibaba", "qwen-plus-latest", "alibaba-intl/qwen-plus by alias");
    row("", "dashscope-cn/qwen-max", "alibaba-cn/qwen-max by provider-prefix");

    // Bedrock
    row("aws.bedrock", "anthropic.claude-sonnet-4-5-20250929-v1:0",
        "amazon-bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0 by bedrock-id");
    row("", "eu.anthropic.claude-haiku-4-5-20251001-v1:0",
        "amazon-bedrock/us.anthropic.claude-haiku-4-5-20251001-v1:0 by bedrock-id");
    row("", "arn:aws:bedrock:us-east-1:123456789012:inference-profile/global.anthropic.claude-opus-4-5-20251101-v1:0",
        "amazon-bedrock/global.anthropic.claude-opus-4-5-20251101-v1:0 by bedrock-id");
    row("", "bedrock/us-east-1/amazon.nova-lite-v1:0", "amazon-bedrock/amazon.nova-lite-v1:0 by provider-prefix+bedrock-id");
    row("bedrock", "us.anthropic.claude-opus-4-7-v1:0", "anthropic/claude-opus-4-7 by bedrock-id"); // no row of Bedrock's own
    row("anthropic", "us.anthropic.claude-sonnet-4-20250514-v1:0", "anthropic/claude-sonnet-4 by bedrock-id");
    row("bedrock", "arn:aws:bedrock:eu-west-1:123456789012:application-inference-profile/abc", "UnknownModel");

    // effort and thinking
    row("", "gpt-5-high", "openai/gpt-5 by effort-suffix");
    row("", "claude-sonnet-4-5-thinking", "anthropic/claude-sonnet-4-5 by effort-suffix");
    row("moonshotai", "kimi-k2-thinking", "moonshotai/kimi-k2-thinking by exact");
    row("", "grok-code-fast-1", "xai/grok-code-fast-1 by exact");
    row("", "gpt-5-fast", "UnknownModel");       // the base has no fast rows
    row("", "gpt-5-ultra-high", "UnknownModel"); // the shorter name is no alias

    // hosts have their own list and never borrow a lab's
    row("groq", "openai/gpt-oss-120b", "groq/openai/gpt-oss-120b by exact");
    row("", "groq/openai/gpt-oss-120b", "groq/openai/gpt-oss-120b by provider-prefix");
    row("", "openai/gpt-oss-120b", "UnknownModel"); // nobody said that Groq served it
    row("groq", "gpt-5", "UnknownModel");
    row("groq", "openai/gpt-5", "UnknownModel");
    row("", "groq/deepseek-chat", "UnknownModel");
    row("fireworks", "deepseek-chat", "UnknownModel");
    row("", "accounts/fireworks/models/deepseek-v3", "UnknownModel");
    row("ollama", "deepseek-r1", "UnknownModel");
    row("", "together_ai/deepseek-ai/DeepSeek-R1", "together/deepseek-ai/DeepSeek-R1 by provider-prefix");
    row("azure", "deepseek-chat", "UnknownModel");

    // a provider we do not know: only models that are billed alike wherever they are passed on
    row("my-proxy", "gpt-5", "openai/gpt-5 by exact");
    row("my-proxy", "anthropic/claude-opus-4-1", "anthropic/claude-opus-4-1 by provider-prefix");
    row("my-proxy", "deepseek-chat", "UnknownModel");
    row("my-proxy", "deepseek/deepseek-chat", "UnknownModel");
    row("anthropic", "glm-4.6", "UnknownModel"); // another lab behind Anthropic's protocol
    row("openai", "claude-opus-4-1", "UnknownModel");

    // never by substring or likeness
    for (const char *name : {"claude-opus-4-9", "claude-opus-4-50", "my-claude-opus-4-1", "claude-opus-4-1-custom", "gpt-5.9",
                             "gpt-55", "gpt-4o-2024-05-1", "gpt-4o2", "xgpt-4o", "gpt", "claude", "opus-4-1", "gemini-2.5",
                             "gemini-2.5-pro-ultra", "claude-opus-4-1-2025080", "claude-opus-4-1-202508055", "gpt-4o-mini-2",
                             "qwen-maxx", "o", "claude-opus-4-1:0", "claude-opus-4-1\nclaude", "evil/claude-opus-4-1"}) {
        row("", name, "UnknownModel");
    }
    row("", "", "NoModelName");
    row("anthropic", " \t", "NoModelName");
}

void tst_NameMatcher::names()
{
    QFETCH(QString, provider);
    QFETCH(QString, model);
    QFETCH(QString, time);
    QFETCH(QString, expected);
    QCOMPARE(QString::fromStdString(resolve(provider.toStdString(), model.toStdString(), time.toStdString())), expected);
}

void tst_NameMatcher::prices_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<QString>("time");
    QTest::addColumn<QString>("inputAndOutput");
    // per million; where the name alone decides between very different prices
    QTest::newRow("opus 4") << "claude-opus-4-20250514" << "2026-01-01" << "15/75";
    QTest::newRow("opus 4.5 is not opus 4") << "claude-opus-4-5-20251101" << "2026-01-01" << "5/25";
    QTest::newRow("bedrock, regional") << "us.anthropic.claude-sonnet-4-5-20250929-v1:0" << "2026-01-01" << "3.3/16.5";
    QTest::newRow("bedrock, global") << "global.anthropic.claude-sonnet-4-5-20250929-v1:0" << "2026-01-01" << "3/15";
    QTest::newRow("bedrock, by rule, regional") << "eu.anthropic.claude-opus-4-7-v1:0" << "2026-08-01" << "5.5/27.5";
    QTest::newRow("bedrock, by rule, global") << "global.anthropic.claude-opus-4-7-v1:0" << "2026-08-01" << "5/25";
    QTest::newRow("bedrock, by rule, no premium before 4.5")
        << "us.anthropic.claude-sonnet-4-20250514-v1:0" << "2026-04-01" << "3/15";
    QTest::newRow("first snapshot of gpt-4o") << "gpt-4o-2024-05-13" << "2026-01-01" << "5/15";
    QTest::newRow("gpt-4o while it pointed there") << "gpt-4o" << "2024-10-01T23:59:59Z" << "5/15";
    QTest::newRow("gpt-4o after the move") << "gpt-4o" << "2024-10-02" << "2.5/10";
    QTest::newRow("flash preview") << "gemini-2.5-flash-preview-05-20" << "2025-05-25" << "0.15/0.6";
    QTest::newRow("mistral medium before") << "mistral-medium-latest" << "2026-06-15" << "0.4/2";
    QTest::newRow("mistral medium after") << "mistral-medium-latest" << "2026-06-16" << "1.5/7.5";
}

void tst_NameMatcher::prices()
{
    QFETCH(QString, model);
    QFETCH(QString, time);
    QFETCH(QString, inputAndOutput);
    Pricer pricer{Catalogue::builtIn(), {}};
    const Rate &rate = pricer.rateOf(PriceQuery{.model = model.toStdString(), .time = at(time.toStdString())});
    QVERIFY(rate.isPriced());
    QCOMPARE(QString::fromStdString(perMillion(rate.input) + '/' + perMillion(rate.output)), inputAndOutput);
}

void tst_NameMatcher::ambiguousNamesListCandidates()
{
    Pricer pricer{Catalogue::builtIn(), {}};
    const std::vector<std::string> expected{"alibaba-intl/qwen-max", "alibaba-cn/qwen-max"};
    QCOMPARE(pricer.candidatesOf({}, "qwen-max", at("2026-01-01")).size(), expected.size());
    for (const std::string &key : pricer.candidatesOf({}, "qwen-max", at("2026-01-01"))) {
        QVERIFY(std::find(expected.begin(), expected.end(), key) != expected.end());
    }
    QVERIFY(pricer.candidatesOf({}, "gpt-5", at("2026-01-01")).empty());
    QCOMPARE(pricer.nameOf({}, "qwen-max", at("2026-01-01")).key, std::string{});
    QCOMPARE(pricer.nameOf({}, "qwen-max", at("2026-01-01")).id, std::string{"qwen-max"});
    QCOMPARE(pricer.nameOf({}, "openrouter/anthropic/claude-opus-4.1[1m]", at("2026-01-01")).id, std::string{"claude-opus-4-1"});
    QCOMPARE(pricer.nameOf({}, "claude-opus-4-1", at("2026-01-01")).displayName, std::string{"Claude Opus 4.1"});
    QCOMPARE(pricer.nameOf({}, "claude-opus-4-1", at("2026-01-01")).family, std::string{"claude-opus"});
}

void tst_NameMatcher::everyAliasFindsItsModel()
{
    const std::string json = catalogueJson();
    const QJsonObject root = QJsonDocument::fromJson(QByteArray::fromStdString(json)).object();
    Pricer pricer{Catalogue::builtIn(), {}};
    int names = 0;
    for (const QJsonValue model : root[QStringLiteral("models")].toArray()) {
        const std::string provider = model[QStringLiteral("provider")].toString().toStdString();
        for (const QJsonValue alias : model[QStringLiteral("aliases")].toArray()) {
            const std::string name = alias.toString().toStdString();
            const std::string key = pricer.nameOf(provider, name, at("2026-11-01")).key;
            QVERIFY2(key == model[QStringLiteral("key")].toString().toStdString(), (provider + ' ' + name + " -> " + key).c_str());
            ++names;
        }
    }
    QVERIFY(names > 500);
}

void tst_NameMatcher::suggestionsNeverPrice()
{
    Pricer pricer{Catalogue::builtIn(), {}};
    QCOMPARE(resolve({}, "claude-opus-4-l", "2026-01-01"), std::string{"UnknownModel"});
    const std::vector<std::string> near = pricer.nearest("claude-opus-4-l", 3);
    QCOMPARE(near.size(), std::size_t{3});
    QVERIFY(near[0].starts_with("anthropic/claude-opus-4"));
    QVERIFY(pricer.nearest("", 3).empty());
    QVERIFY(pricer.nearest("zzzzzzzzzzzzzzzzzzzzzzzzzz", 3).empty());
}

TOKENMETER_TEST(tst_NameMatcher);

} // namespace test_NameMatcher

#include "tst_NameMatcher.moc"
