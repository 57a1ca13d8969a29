// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "analysis/Calculator.h"
#include "analysis/Tokenizer.h"
#include "core/Decimal.h"

#include <QtTest>

#include <numeric>

namespace test_Calculator
{

using namespace tokenmeter;

namespace
{

/// The built-in price list on 18 November 2026. Prices a million: Gemini 2.5 Pro 1.25, cached 0.125, 10, above 200,000 tokens 2.5, 0.25
/// and 15, batch half; Claude Opus 5.5 4, cached 0.2, 20; GPT-4 30 and 60, no cache, no batch, 8,192 tokens; Qwen3-Max in China CNY 2.5 and 10.
struct CalculatorDesk
{
    Pricer pricer{Catalogue::builtIn(), {}};
    CalculatorQuestion question{};

    CalculatorDesk() { question.at = parseTime("2026-11-18T12:00:00Z")->time; }
    void counts(std::int64_t sent, std::int64_t answered) { question.low = question.central = question.high = {.input = sent, .output = answered}; }
    ReplayModel model(const char *name) { return *replayModelOf(pricer, {}, name, {}, question.at); }
    CalculatedModel on(const char *name) { return calculate(pricer, {}, {model(name)}, question)->front(); }
};

QString decimalOf(Money money)
{
    return QString::fromStdString(formatDecimal(money.atto(), MoneyScale)) + QLatin1Char(' ') + QString::fromLatin1(money.currency().code().data());
}

} // namespace

class tst_Calculator : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void oneRequest();
    void tiersByThePrompt();
    void cacheShareByTheModelsRules();
    void batchWhereItIsSold();
    void growthIsCompound_data();
    void growthIsCompound();
    void monthsMakeTheYear();
    void freeTokensFirst();
    void freeTokensOverMonths();
    void estimateHasABand();
    void countsOfAResponse();
    void noFigureSaysWhy();
    void wrongFields();
    void largestQuestionFits();
    void cheapestFirstByCurrency();
    void wellKnown();
};

void tst_Calculator::oneRequest()
{
    CalculatorDesk desk;
    desk.counts(10'000, 1'000);
    // 10,000 x 1.25 + 1,000 x 10 = 22,500 millionths; a thousand of them
    desk.question.requests = 1'000;
    const CalculatedModel gemini = desk.on("gemini-2.5-pro");
    QVERIFY(gemini.answer == CalculatedModel::Answer::Cost);
    QCOMPARE(decimalOf(gemini.request.central), QStringLiteral("0.0225 USD"));
    QCOMPARE(decimalOf(gemini.month.central), QStringLiteral("22.5 USD"));
    QCOMPARE(decimalOf(gemini.year.central), QStringLiteral("270 USD"));
    // Counts of the user's are what they are: no band, and no tokenizer that counts more.
    QVERIFY(gemini.year.low == gemini.year.central && gemini.year.central == gemini.year.high);
    QCOMPARE(decimalOf(desk.on("claude-opus-5-5").request.central), QStringLiteral("0.06 USD")); // 10,000 x 4 + 1,000 x 20
    QCOMPARE(decimalOf(desk.on("alibaba-cn/qwen3-max").request.central), QStringLiteral("0.035 CNY")); // 10,000 x 2.5 + 1,000 x 10
}

/// From 200,001 tokens on all of the request pays the upper row.
void tst_Calculator::tiersByThePrompt()
{
    CalculatorDesk desk;
    desk.counts(200'000, 1'000);
    QCOMPARE(decimalOf(desk.on("gemini-2.5-pro").request.central), QStringLiteral("0.26 USD")); // 0.25 + 0.01
    desk.counts(200'001, 1'000);
    QCOMPARE(decimalOf(desk.on("gemini-2.5-pro").request.central), QStringLiteral("0.5150025 USD")); // 0.5000025 + 0.015
    // What is read from the cache counts, too.
    desk.question.cacheShare = factorOf(1, 2);
    // 100,000 x 0.25 + 100,001 x 2.5 + 1,000 x 15 = 25,000 + 250,002.5 + 15,000
    QCOMPARE(decimalOf(desk.on("gemini-2.5-pro").request.central), QStringLiteral("0.2900025 USD"));
}

void tst_Calculator::cacheShareByTheModelsRules()
{
    CalculatorDesk desk;
    desk.counts(4'000, 0);
    desk.question.cacheShare = factorOf(3, 4);
    const CalculatedModel gemini = desk.on("gemini-2.5-pro");
    QCOMPARE(decimalOf(gemini.request.central), QStringLiteral("0.001625 USD")); // 1,000 x 1.25 + 3,000 x 0.125
    QCOMPARE(gemini.tokens.cacheRead, 3'000);
    QVERIFY(!gemini.losesCache);
    // GPT-4 has none: all plain input, and it says so.
    const CalculatedModel old = desk.on("gpt-4");
    QCOMPARE(decimalOf(old.request.central), QStringLiteral("0.12 USD")); // 4,000 x 30
    QVERIFY(old.losesCache && old.cache == CacheKind::None);
    // Too small to be cached: 1,000 x 1.25.
    desk.counts(1'000, 0);
    QCOMPARE(decimalOf(desk.on("gemini-2.5-pro").request.central), QStringLiteral("0.00125 USD"));
    QVERIFY(desk.on("gemini-2.5-pro").losesCache);
    // A part of a token is read whole or not: 1,025 x 1/3 = 341.67 down.
    desk.counts(1'025, 0);
    desk.question.cacheShare = factorOf(1, 3);
    QCOMPARE(desk.on("gemini-2.5-pro").tokens.cacheRead, 341);
}

void tst_Calculator::batchWhereItIsSold()
{
    CalculatorDesk desk;
    desk.counts(1'000, 100);
    desk.question.batch = true;
    QCOMPARE(decimalOf(desk.on("gemini-2.5-pro").request.central), QStringLiteral("0.001125 USD")); // half of 1,250 + 1,000
    QVERIFY(!desk.on("gemini-2.5-pro").losesBatch);
    QCOMPARE(decimalOf(desk.on("gpt-4").request.central), QStringLiteral("0.036 USD")); // 30,000 + 6,000: standard
    QVERIFY(desk.on("gpt-4").losesBatch);
}

void tst_Calculator::growthIsCompound_data()
{
    QTest::addColumn<qint64>("first");
    QTest::addColumn<int>("growth");
    QTest::addColumn<QList<qint64>>("first4");
    QTest::addColumn<qint64>("last");
    QTest::newRow("none") << qint64{1'000} << 0 << QList<qint64>{1'000, 1'000, 1'000, 1'000} << qint64{1'000};
    // 1.1^2 = 1.21, 1.1^3 = 1.331, 1.1^11 = 2.853116...
    QTest::newRow("ten percent") << qint64{1'000} << 1'000 << QList<qint64>{1'000, 1'100, 1'210, 1'331} << qint64{2'853};
    // Half up once, from the exact product: 10.5 -> 11; 11.025 -> 11 (rounded twice: 11.55 -> 12); 11.576 -> 12; 1.05^11 = 1.7103
    QTest::newRow("not rounded twice") << qint64{10} << 500 << QList<qint64>{10, 11, 11, 12} << qint64{17};
    QTest::newRow("doubling") << qint64{1'000'000'000} << 10'000 << QList<qint64>{1'000'000'000, 2'000'000'000, 4'000'000'000, 8'000'000'000} << qint64{2'048'000'000'000};
    QTest::newRow("halving") << qint64{100} << -5'000 << QList<qint64>{100, 50, 25, 13} << qint64{0}; // 12.5 half up; 100 / 2048
    QTest::newRow("ending") << qint64{100} << -10'000 << QList<qint64>{100, 0, 0, 0} << qint64{0};
    QTest::newRow("a part of a percent") << qint64{1'000'000} << 25 << QList<qint64>{1'000'000, 1'002'500, 1'005'006, 1'007'519} << qint64{1'027'846}; // 1.0025^11 = 1.02784646...
}

void tst_Calculator::growthIsCompound()
{
    QFETCH(qint64, first);
    QFETCH(int, growth);
    QFETCH(QList<qint64>, first4);
    QFETCH(qint64, last);
    const auto months = requestsByMonth(first, growth);
    QCOMPARE((QList<qint64>{months[0], months[1], months[2], months[3]}), first4);
    QCOMPARE(qint64(months.back()), last);
}

void tst_Calculator::monthsMakeTheYear()
{
    CalculatorDesk desk;
    desk.counts(777, 33);
    desk.question.requests = 1'234;
    desk.question.growth = 775;
    const CalculatedModel gemini = desk.on("gemini-2.5-pro");
    QCOMPARE(gemini.months.size(), CalculatedMonths);
    Money sum = Money::fromAtto(0, Currency{"USD"});
    for (const Money month : gemini.months) {
        sum += month;
    }
    QVERIFY(sum == gemini.year.central);
    const auto requests = requestsByMonth(1'234, 775);
    const std::int64_t all = std::accumulate(requests.begin(), requests.end(), std::int64_t{0});
    QVERIFY(gemini.year.central.atto() == gemini.request.central.atto() * all);
}

/// 1,000 tokens a request, 10,500 are free: ten requests, and half of the eleventh.
void tst_Calculator::freeTokensFirst()
{
    CalculatorDesk desk;
    desk.counts(900, 100);
    desk.question.requests = 20;
    desk.question.freeTokens = 10'500;
    const CalculatedModel gemini = desk.on("gemini-2.5-pro");
    QCOMPARE(gemini.freeRequests, 10);
    QCOMPARE(decimalOf(gemini.request.central), QStringLiteral("0.002125 USD")); // 900 x 1.25 + 100 x 10
    // Nine whole ones and a half: 9.5 x 0.002125
    QCOMPARE(decimalOf(gemini.month.central), QStringLiteral("0.0201875 USD"));
    QCOMPARE(decimalOf(gemini.months[1]), QStringLiteral("0.0425 USD")); // gone by then
    // 240 less 10.5
    QCOMPARE(decimalOf(gemini.year.central), QStringLiteral("0.4876875 USD"));
    // Exactly what they cover: no request is split.
    desk.question.freeTokens = 20'000;
    QVERIFY(desk.on("gemini-2.5-pro").month.central.isZero());
    QCOMPARE(desk.on("gemini-2.5-pro").freeRequests, 20);
    // Less than one: it pays the rest. 0.002125 x 999 / 1,000 of the first
    desk.question.requests = 1;
    desk.question.freeTokens = 1;
    QCOMPARE(decimalOf(desk.on("gemini-2.5-pro").month.central), QStringLiteral("0.002122875 USD"));
    QCOMPARE(desk.on("gemini-2.5-pro").freeRequests, 0);
}

/// 30,500 free tokens last into the third month of ten requests.
void tst_Calculator::freeTokensOverMonths()
{
    CalculatorDesk desk;
    desk.counts(900, 100);
    desk.question.requests = 10;
    desk.question.freeTokens = 25'500;
    const CalculatedModel gemini = desk.on("gemini-2.5-pro");
    QVERIFY(gemini.months[0].isZero() && gemini.months[1].isZero());
    QCOMPARE(decimalOf(gemini.months[2]), QStringLiteral("0.0095625 USD")); // 4.5 x 0.002125
    QCOMPARE(decimalOf(gemini.months[3]), QStringLiteral("0.02125 USD"));
    QCOMPARE(gemini.freeRequests, 25);
    desk.question.freeTokens = MostFreeTokens;
    QVERIFY(desk.on("gemini-2.5-pro").year.high.isZero());
    QCOMPARE(desk.on("gemini-2.5-pro").freeRequests, 120);
}

/// An estimated text: each model's central figure is of its own tokenizer, the ends are those of the estimate.
void tst_Calculator::estimateHasABand()
{
    CalculatorDesk desk;
    desk.question.counted = CalculatorQuestion::Counted::Text;
    desk.question.low = {.input = 800};
    desk.question.central = {.input = 1'000};
    desk.question.high = {.input = 1'500};
    const CalculatedModel gemini = desk.on("gemini-2.5-pro");
    QCOMPARE(decimalOf(gemini.request.low), QStringLiteral("0.001 USD"));
    QCOMPARE(decimalOf(gemini.request.central), QStringLiteral("0.00125 USD"));
    QCOMPARE(decimalOf(gemini.request.high), QStringLiteral("0.001875 USD"));
    // Claude Opus 5.5 counts 30 % more: 1,300 x 4, from 1,040 to 1,950.
    const CalculatedModel opus = desk.on("claude-opus-5-5");
    QCOMPARE(opus.tokens.input, 1'300);
    QCOMPARE(opus.lowTokens, 1'040);
    QCOMPARE(opus.highTokens, 1'950);
    QCOMPARE(decimalOf(opus.request.central), QStringLiteral("0.0052 USD"));
}

void tst_Calculator::countsOfAResponse()
{
    CalculatorDesk desk;
    desk.question.counted = CalculatorQuestion::Counted::Usage;
    desk.question.low = desk.question.central = desk.question.high = {.input = 1'000, .cacheRead = 9'000, .output = 100};
    const ReplayModel own = desk.model("gemini-2.5-pro");
    desk.question.usageModel = own.key;
    desk.question.usageTokenizer = tokenizerOf(own.key, own.family);
    // Its own model: to the last digit. 1,000 x 1.25 + 9,000 x 0.125 + 100 x 10
    const CalculatedModel same = desk.on("gemini-2.5-pro");
    QCOMPARE(decimalOf(same.request.central), QStringLiteral("0.003375 USD"));
    QVERIFY(same.request.low == same.request.high);
    // Within a family likewise; another family may count 0.9 to 1.15 times as many.
    const CalculatedModel other = desk.on("gpt-5");
    QCOMPARE(other.tokens.total(), 10'100);
    QCOMPARE(other.lowTokens, 9'090);
    QCOMPARE(other.highTokens, 11'615);
    QVERIFY(other.request.low.atto() < other.request.central.atto() && other.request.central.atto() < other.request.high.atto());
}

void tst_Calculator::noFigureSaysWhy()
{
    CalculatorDesk desk;
    desk.counts(8'000, 200);
    const CalculatedModel small = desk.on("gpt-4"); // 8,200 of 8,192
    QVERIFY(small.answer == CalculatedModel::Answer::TooSmall);
    QCOMPARE(small.contextWindow, 8'192);
    QVERIFY(small.months.empty() && small.year.high.isZero());
    desk.counts(8'000, 192);
    QVERIFY(desk.on("gpt-4").answer == CalculatedModel::Answer::Cost);
    // What may not fit at the high end of an estimate has no figure either.
    desk.question.counted = CalculatorQuestion::Counted::Text;
    desk.question.high.input = 9'000;
    QVERIFY(desk.on("gpt-4").answer == CalculatedModel::Answer::TooSmall);
    // Before there was a price: Claude Opus 5.5 has one since ever, so a name that nobody lists.
    const ReplayModel nobody{.key = "my-model", .id = "my-model"};
    QVERIFY(calculate(desk.pricer, {}, {nobody}, desk.question)->front().answer == CalculatedModel::Answer::NoPrice);
    desk.question.rare.inputAudio = 5;
    QVERIFY(desk.on("gpt-4").answer == CalculatedModel::Answer::Modality);
}

void tst_Calculator::wrongFields()
{
    const auto fieldOf = [](auto change) {
        CalculatorDesk desk;
        desk.counts(100, 10);
        change(desk.question);
        const Result<std::vector<CalculatedModel>> result = calculate(desk.pricer, {}, {}, desk.question);
        return result ? QString{} : QString::fromStdString(result.problem().args.at(0));
    };
    QCOMPARE(fieldOf([](CalculatorQuestion &) {}), QString{});
    QCOMPARE(fieldOf([](CalculatorQuestion &q) { q.central.input = q.low.input = -1; }), QStringLiteral("input"));
    QCOMPARE(fieldOf([](CalculatorQuestion &q) { q.high.output = MostCalculatedTokens + 1; }), QStringLiteral("output"));
    QCOMPARE(fieldOf([](CalculatorQuestion &q) { q.low = q.central = q.high = {}; }), QStringLiteral("input"));
    QCOMPARE(fieldOf([](CalculatorQuestion &q) { q.requests = 0; }), QStringLiteral("requests"));
    QCOMPARE(fieldOf([](CalculatorQuestion &q) { q.growth = MostGrowth + 1; }), QStringLiteral("growth"));
    QCOMPARE(fieldOf([](CalculatorQuestion &q) { q.freeTokens = -1; }), QStringLiteral("free-tokens"));
    QCOMPARE(fieldOf([](CalculatorQuestion &q) { q.cacheShare = factorOf(101, 100); }), QStringLiteral("cache-share"));
}

/// No limit lets 128 bits run over: GPT-4 at 60 a million would need a context, so a model whose context nobody knows.
void tst_Calculator::largestQuestionFits()
{
    const std::vector<OwnPrice> own{{.model = "big", .currency = "USD", .input = "150", .output = "600"}};
    Pricer pricer{Catalogue::builtIn(), own};
    CalculatorQuestion question{.at = parseTime("2026-11-18T12:00:00Z")->time};
    question.low = question.central = question.high = {.input = MostCalculatedTokens, .output = MostCalculatedTokens};
    question.requests = MostCalculatedRequests;
    question.growth = MostGrowth;
    question.freeTokens = 1;
    const ReplayModel big = *replayModelOf(pricer, {}, "big", own, question.at);
    const CalculatedModel model = calculate(pricer, own, {big}, question)->front();
    QVERIFY(model.answer == CalculatedModel::Answer::Cost);
    // 100 million at 150 and 600 a million: 75,000 a request; 10^9 x (2^12 - 1) of them, less a 200-millionth of one for the free token
    QCOMPARE(decimalOf(model.year.central), QStringLiteral("307124999999999999.999625 USD"));
}

void tst_Calculator::cheapestFirstByCurrency()
{
    CalculatorDesk desk;
    desk.counts(8'000, 200);
    const std::vector<ReplayModel> models{desk.model("gpt-4"), desk.model("claude-opus-5-5"), desk.model("alibaba-cn/qwen3-max"), desk.model("gemini-2.5-pro")};
    const std::vector<CalculatedModel> calculated = *calculate(desk.pricer, {}, models, desk.question);
    QCOMPARE(cheapestFirst(calculated), (std::vector<std::size_t>{2, 3, 1, 0})); // CNY, then USD, then what has none
}

void tst_Calculator::wellKnown()
{
    CalculatorDesk desk;
    const std::vector<ReplayModel> models = wellKnownModels(desk.pricer, desk.question.at);
    QVERIFY(models.size() >= 10);
    desk.counts(1'000, 100);
    for (const CalculatedModel &model : *calculate(desk.pricer, {}, models, desk.question)) {
        QVERIFY2(model.answer == CalculatedModel::Answer::Cost, model.model.key.c_str());
    }
}

TOKENMETER_TEST(tst_Calculator);

} // namespace test_Calculator

#include "tst_Calculator.moc"
