// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "TestLedger.h"
#include "flow/Report.h"
#include "flow/Review.h"
#include "flow/ReviewJson.h"

#include <QtTest>

#include <algorithm>
#include <numeric>
#include <random>

namespace test_Review
{

using namespace tokenmeter;
using namespace tokenmeter::testing;
using namespace std::chrono;

class tst_Review : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void oneFactor_data();
    void oneFactor();
    void priceAlone();
    void exchangeRateAlone();
    void addsUpOverRandomMonths();
    void currencyWithoutARateStandsAlone();
    void runningMonthIsComparedWithAsManyDays();
    void unpricedIsCoverage();
    void monthWithoutData();
    void firstRecordInsideThePeriodBefore();
    void yearBeforeIsTold();
    void forecastOfTheMiddle();
    void unusualDayNamesItsCause();
    void textIsReadAsItWasWritten();
    void textOfAnotherKindIsRefused_data();
    void textOfAnotherKindIsRefused();
};

namespace
{

ReviewRequest ask(const char *period, const char *now = "2026-12-20T12:00:00Z", const char *zone = "UTC")
{
    ReviewRequest request;
    request.period = *parseNamedPeriod(period);
    request.zone = *Zone::byId(zone);
    request.now = parseTime(now)->time;
    return request;
}

ReviewData made(TestLedger &ledger, const ReviewRequest &request)
{
    Result<ReviewData> review = reviewOf(ledger.reader(), ledger.pricer(), request);
    if (!review) {
        qFatal("review failed, cause %d", int(review.problem().cause));
    }
    return *std::move(review);
}

/// "volume 0.5, price -0.25": only what is not zero.
QString effects(const Change &change)
{
    QStringList parts;
    for (std::size_t i = 0; i < ChangeEffectCount; ++i) {
        if (change.effects[i] != 0) {
            parts << QString::fromLatin1(keyOf(ChangeEffect(i))) + u' ' + QString::fromStdString(Money::fromAtto(change.effects[i], Currency{"USD"}).toDecimalText());
        }
    }
    return parts.join(QStringLiteral(", "));
}

void verifySums(const Change &change)
{
    Int128 sum = 0;
    for (const Int128 effect : change.effects) {
        sum += effect;
    }
    QCOMPARE(sum, change.after - change.before);
    Int128 leaves = 0;
    for (const ChangeLeaf &leaf : change.leaves) {
        Int128 ofLeaf = 0;
        for (const Int128 effect : leaf.effects) {
            ofLeaf += effect;
        }
        QCOMPARE(ofLeaf, leaf.after - leaf.before);
        leaves += ofLeaf;
    }
    QCOMPARE(leaves, sum);
}

constexpr const char *September = "2026-09-10T12:00:00Z";
constexpr const char *October = "2026-10-10T12:00:00Z";

Use use(const char *time, const char *model, TokenCounts tokens, const char *tier = "")
{
    return {.time = time, .model = model, .tokens = tokens, .provider = {}, .tier = tier};
}

} // namespace

void tst_Review::oneFactor_data()
{
    QTest::addColumn<QList<Use>>("uses");
    QTest::addColumn<QString>("expected");
    // plain: 10 a million in, 50 out, 1 for a cache read; so 1000 in and 100 out are 0.015.
    QTest::newRow("nothing changed") << QList<Use>{use(September, "plain", {.input = 1'000, .output = 100}), use(October, "plain", {.input = 1'000, .output = 100})} << QString{};
    QTest::newRow("twice the requests")
        << QList<Use>{use(September, "plain", {.input = 1'000, .output = 100}), use(October, "plain", {.input = 1'000, .output = 100}),
                      use(October, "plain", {.input = 1'000, .output = 100})}
        << QStringLiteral("volume 0.015000000");
    QTest::newRow("twice the tokens") << QList<Use>{use(September, "plain", {.input = 1'000, .output = 100}), use(October, "plain", {.input = 2'000, .output = 200})}
                                      << QStringLiteral("intensity 0.015000000");
    // 900 of 1000 input tokens now come from the cache: 900 x (1 - 10) / 1e6.
    QTest::newRow("cache") << QList<Use>{use(September, "plain", {.input = 1'000, .output = 100}), use(October, "plain", {.input = 100, .cacheRead = 900, .output = 100})}
                           << QStringLiteral("cache -0.008100000");
    // 1000 tokens a request, 500 more of them answer: 500 x (50 - 10) / 1e6.
    QTest::newRow("longer answers") << QList<Use>{use(September, "plain", {.input = 800, .output = 200}), use(October, "plain", {.input = 300, .output = 700})}
                                    << QStringLiteral("answer_share 0.020000000");
    // Two of four requests move from plain to free: 2 x 0.015.
    QTest::newRow("model mix") << QList<Use>{use(September, "plain", {.input = 1'000, .output = 100}), use(September, "plain", {.input = 1'000, .output = 100}),
                                             use(September, "free", {.input = 1'000, .output = 100}), use(October, "plain", {.input = 1'000, .output = 100}),
                                             use(October, "free", {.input = 1'000, .output = 100}), use(October, "free", {.input = 1'000, .output = 100})}
                               << QStringLiteral("model_mix -0.015000000");
    // Gemini 2.5 Pro in a batch costs half: 100,000 x 1.25 / 1e6 = 0.125.
    QTest::newRow("batch") << QList<Use>{use(September, "gemini-2.5-pro", {.input = 100'000}), use(October, "gemini-2.5-pro", {.input = 100'000}, "batch")}
                           << QStringLiteral("service -0.062500000");
    // Above 200,000 tokens of prompt the same model costs 2.50: 100,000 x 1.25 + 300,000 x 2.50 = 0.875 instead of 400,000 x 1.25 = 0.5.
    QTest::newRow("context tier") << QList<Use>{use(September, "gemini-2.5-pro", {.input = 200'000}), use(September, "gemini-2.5-pro", {.input = 200'000}),
                                                use(October, "gemini-2.5-pro", {.input = 100'000}), use(October, "gemini-2.5-pro", {.input = 300'000})}
                                  << QStringLiteral("tier 0.375000000");
    QTest::newRow("new project") << QList<Use>{use(September, "plain", {.input = 1'000}), use(October, "plain", {.input = 1'000}),
                                               Use{.time = October, .model = "plain", .tokens = {.input = 500}, .project = "new"}}
                                 << QStringLiteral("new_projects 0.005000000");
    QTest::newRow("gone project") << QList<Use>{use(September, "plain", {.input = 1'000}), use(October, "plain", {.input = 1'000}),
                                                Use{.time = September, .model = "plain", .tokens = {.input = 500}, .project = "old"}}
                                  << QStringLiteral("gone_projects -0.005000000");
}

void tst_Review::oneFactor()
{
    QFETCH(QList<Use>, uses);
    TestLedger ledger;
    ledger.add({uses.begin(), uses.end()});
    const ReviewData review = made(ledger, ask("2026-10"));
    QTEST(effects(review.change()), "expected");
    verifySums(review.change());
}

// Google's list: Gemini 3.6 Flash costs 0.75 a million until the end of 2026, then 1.50.
void tst_Review::priceAlone()
{
    TestLedger ledger;
    ledger.add({use("2026-12-10T12:00:00Z", "gemini-3.6-flash", {.input = 100'000}), use("2027-01-10T12:00:00Z", "gemini-3.6-flash", {.input = 100'000})});
    const ReviewData review = made(ledger, ask("2027-01", "2027-02-10T12:00:00Z"));
    QCOMPARE(effects(review.change()), QStringLiteral("price 0.075000000"));
}

// 10,000 yuan-model input tokens are CNY 0.04 in each month; at 0.14 in September and 0.15 in October: 0.0056 and 0.0060.
void tst_Review::exchangeRateAlone()
{
    TestLedger ledger;
    ledger.add({use(September, "yuan", {.input = 10'000}), use(October, "yuan", {.input = 10'000})});
    ledger.setRate("2026-09-01", "CNY", "USD", "0.14");
    ledger.setRate("2026-10-01", "CNY", "USD", "0.15");
    const ReviewData review = made(ledger, ask("2026-10"));
    QCOMPARE(effects(review.change()), QStringLiteral("currency 0.000400000"));
    QCOMPARE(review.now.cost, money("0.006").atto());
    QCOMPARE(review.rates.size(), 2U);
    verifySums(review.change());
}

// Against the report, which adds up in another way: both ends of the waterfall, days, projects.
void tst_Review::addsUpOverRandomMonths()
{
    std::mt19937 random{20261018}; // NOLINT: the same months each time
    const auto below = [&](int n) { return int(random() % unsigned(n)); };
    for (int round = 0; round < 40; ++round) {
        TestLedger ledger;
        ledger.setRate("2026-08-01", "CNY", "USD", "0.1399");
        std::vector<Use> uses;
        const std::vector<std::string> models{"plain", "yuan", "free", "gemini-2.5-pro", "claude-opus-4-6", "unheard-of"};
        static std::vector<std::string> times;
        times.clear();
        times.reserve(200);
        for (int i = 0; i < 120; ++i) {
            times.push_back(toRfc3339(parseTime("2026-08-28T00:00:00Z")->time + minutes{below(70 * 24 * 60)}));
            uses.push_back({.time = times.back().c_str(),
                            .model = models[std::size_t(below(round % 2 == 0 ? 5 : 6))],
                            .tokens = {.input = below(300'000), .cacheRead = below(3) * 40'001, .cacheWrite5m = below(2) * 777, .output = below(5'000)},
                            .project = std::string(1, char('a' + below(4))),
                            .provider = {},
                            .tier = below(5) == 0 ? "batch" : "",
                            .rare = {.inputAudio = below(9) == 0 ? 1'234 : 0, .outputAudio = below(9) == 0 ? 99 : 0, .webSearches = below(9) == 0 ? 2 : 0}});
        }
        ledger.add(uses);
        const ReviewRequest request = ask("2026-10", "2026-12-20T12:00:00Z", round % 3 == 0 ? "Asia/Kathmandu" : "Europe/Berlin");
        const ReviewData review = made(ledger, request);
        verifySums(review.change());
        for (const ReviewSum *sum : {&review.before, &review.now}) {
            ReportRequest asked;
            asked.filter.from = sum->days.from;
            asked.filter.to = sum->days.to;
            asked.zone = request.zone;
            asked.now = request.now;
            asked.currency = "USD";
            const Result<Report> report = reportOf(ledger.reader(), ledger.pricer(), asked);
            QVERIFY(report);
            const Int128 reported = report->total.cost.empty() ? Int128{0} : report->total.cost.front().atto();
            QCOMPARE(sum->cost, reported);
            QCOMPARE(sum->requests, report->total.requests);
            QCOMPARE(sum->tokens, report->total.tokens);
            QCOMPARE(sum->unpricedRequests, report->total.unpricedRequests);
        }
        QCOMPARE(review.change().after, review.now.cost);
        QCOMPARE(review.change().before, review.before.cost);
        const auto sumOf = [](const std::vector<ReviewCell> &cells) {
            return std::accumulate(cells.begin(), cells.end(), Int128{0}, [](Int128 sum, const ReviewCell &cell) { return sum + cell.cost; });
        };
        QCOMPARE(sumOf(review.byDay), review.now.cost);
        QCOMPARE(sumOf(review.byProject), review.now.cost);
        const Result<ReviewData> again = reviewIn(reviewText(review));
        QVERIFY(again);
        QCOMPARE(reviewText(*again), reviewText(review));
    }
}

void tst_Review::currencyWithoutARateStandsAlone()
{
    TestLedger ledger;
    ledger.add({use(September, "yuan", {.input = 10'000}), use(October, "yuan", {.input = 30'000}), use(October, "plain", {.input = 1'000})});
    const ReviewData review = made(ledger, ask("2026-10"));
    QCOMPARE(review.now.cost, money("0.01").atto());
    QCOMPARE(review.waterfalls.size(), 2U);
    QCOMPARE(review.waterfalls[1].currency, Currency{"CNY"});
    QCOMPARE(review.waterfalls[1].change.before, money("0.04").atto());
    QCOMPARE(review.waterfalls[1].change.after, money("0.12").atto());
    QCOMPARE(review.waterfalls[1].change.effects[std::size_t(ChangeEffect::Currency)], Int128{0});
    QCOMPARE(review.foreign, std::vector{money("0.12", "CNY")});
    QCOMPARE(review.missingRates, std::vector<std::string>{"CNY/USD since 2026-09-10"});
    verifySums(review.waterfalls[1].change);
}

void tst_Review::runningMonthIsComparedWithAsManyDays()
{
    TestLedger ledger;
    ledger.add({use("2026-09-05T12:00:00Z", "plain", {.input = 1'000}), use("2026-09-25T12:00:00Z", "plain", {.input = 7'000}),
                use("2026-10-05T12:00:00Z", "plain", {.input = 1'000})});
    const ReviewData review = made(ledger, ask("2026-10", "2026-10-10T12:00:00Z"));
    QVERIFY(review.isRunning);
    QCOMPARE(review.before.cost, money("0.01").atto());
    QCOMPARE(effects(review.change()), QString{});
}

void tst_Review::unpricedIsCoverage()
{
    TestLedger ledger;
    ledger.add({use(September, "plain", {.input = 1'000}), use(October, "plain", {.input = 3'000}), use(October, "unheard-of", {.input = 5})});
    const ReviewData review = made(ledger, ask("2026-10"));
    QCOMPARE(review.now.unpricedRequests, 1);
    QCOMPARE(review.now.unpricedTokens, 5);
    QCOMPARE(review.unpriced.size(), 1U);
    QCOMPARE(review.unpriced.front().model, "unheard-of");
    // plain itself is like for like: its requests alone are the project's.
    QCOMPARE(effects(review.change()), QStringLiteral("intensity 0.020000000"));
}

void tst_Review::monthWithoutData()
{
    TestLedger ledger;
    ledger.add({use(September, "plain", {.input = 1'000})});
    const ReviewData review = made(ledger, ask("2026-11"));
    QCOMPARE(review.now.requests, 0);
    QCOMPARE(review.now.cost, Int128{0});
    QVERIFY(review.now.hasData); // it was zero, and is known
    const ReviewData empty = made(ledger, ask("2026-08"));
    QVERIFY(!empty.now.hasData);
    TestLedger nothing;
    QVERIFY(!made(nothing, ask("2026-10")).now.hasData);
}

void tst_Review::firstRecordInsideThePeriodBefore()
{
    TestLedger ledger;
    ledger.add({use(September, "plain", {.input = 1'000}), use(October, "plain", {.input = 1'000})});
    const ReviewData review = made(ledger, ask("2026-10"));
    QVERIFY(review.before.isPartial);
    QVERIFY(!review.now.isPartial);
    QVERIFY(!review.yearBefore.hasData);
}

void tst_Review::yearBeforeIsTold()
{
    TestLedger ledger;
    ledger.add({use("2025-10-10T12:00:00Z", "plain", {.input = 7'000}), use("2025-11-01T00:00:00Z", "plain", {.input = 1'000}), use(October, "plain", {.input = 1'000})});
    const ReviewData review = made(ledger, ask("2026-10"));
    QVERIFY(review.yearBefore.hasData);
    QVERIFY(review.yearBefore.isPartial);
    QCOMPARE(review.yearBefore.cost, money("0.07").atto());
    QCOMPARE(review.yearBefore.requests, 1);
}

// The same every day: 31 days of 0.01 are what the middle of the month lets expect, and what it came to.
void tst_Review::forecastOfTheMiddle()
{
    TestLedger ledger;
    static std::vector<std::string> times;
    times.reserve(100);
    std::vector<Use> uses;
    for (LocalDay day = *parseDay("2026-08-01"); day <= *parseDay("2026-10-31"); day += days{1}) {
        times.push_back(toIso(day) + "T12:00:00Z");
        uses.push_back(use(times.back().c_str(), "plain", {.input = 1'000}));
    }
    ledger.add(uses);
    const ReviewData review = made(ledger, ask("2026-10"));
    QVERIFY(review.forecast);
    QCOMPARE(toIso(review.forecast->on), "2026-10-16");
    QCOMPARE(review.forecast->expected, money("0.31").atto());
    QVERIFY(review.forecast->low <= review.now.cost && review.now.cost <= review.forecast->high);
}

// Sixty days of 0.01 with a little unrest, then a day of 2.00 made by one project and model.
void tst_Review::unusualDayNamesItsCause()
{
    TestLedger ledger;
    static std::vector<std::string> times;
    times.reserve(100);
    std::vector<Use> uses;
    for (int i = 0; i < 61; ++i) {
        times.push_back(toIso(*parseDay("2026-08-20") + days{i}) + "T12:00:00Z");
        uses.push_back(use(times.back().c_str(), "plain", {.input = 1'000 + 10 * (i % 7)}));
    }
    uses.push_back({.time = "2026-10-19T15:00:00Z", .model = "plain", .tokens = {.input = 200'000}, .project = "loadtest"});
    ledger.add(uses);
    const ReviewData review = made(ledger, ask("2026-10"));
    QCOMPARE(review.unusual.size(), 1U);
    QCOMPARE(toIso(review.unusual.front().day), "2026-10-19");
    QCOMPARE(review.unusual.front().projects.front().name, "loadtest");
    QCOMPARE(review.unusual.front().models.front().name, "plain");
}

void tst_Review::textIsReadAsItWasWritten()
{
    TestLedger ledger;
    ledger.setRate("2026-08-01", "CNY", "USD", "0.1399");
    ledger.add({use(September, "yuan", {.input = 10'001}), use(October, "yuan", {.input = 30'007, .cacheWrite1h = 3}), use(October, "plain", {.input = 1'000})});
    const ReviewData review = made(ledger, ask("2026-10"));
    const std::string text = reviewText(review);
    const Result<ReviewData> again = reviewIn(text);
    QVERIFY(again);
    QCOMPARE(again->now, review.now);
    QCOMPARE(again->byDay, review.byDay);
    QCOMPARE(again->models, review.models);
    QCOMPARE(again->change().effects, review.change().effects);
    QCOMPARE(again->change().leaves.size(), review.change().leaves.size());
    QCOMPARE(again->rates, review.rates);
    QCOMPARE(reviewText(*again), text);
    QCOMPARE(reviewText(made(ledger, ask("2026-10"))), text);
}

void tst_Review::textOfAnotherKindIsRefused_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("nothing") << QByteArray{};
    QTest::newRow("no JSON") << QByteArray{"{"};
    QTest::newRow("a list") << QByteArray{"[]"};
    QTest::newRow("empty") << QByteArray{"{}"};
    TestLedger ledger;
    const QByteArray good = QByteArray::fromStdString(reviewText(made(ledger, ask("2026-10"))));
    QTest::newRow("a later layout") << QByteArray{good}.replace("\"layout\": 1", "\"layout\": 2");
    QTest::newRow("no zone") << QByteArray{good}.replace("\"zone\"", "\"zome\"");
    QTest::newRow("a day that is none") << QByteArray{good}.replace("2026-10-31", "2026-10-32");
    QTest::newRow("an amount that is none") << QByteArray{good}.replace("\"after\": \"0\"", "\"after\": \"x\"");
    QTest::newRow("an unknown word") << QByteArray{good}.replace("\"kind\": \"month\"", "\"kind\": \"moon\"");
}

void tst_Review::textOfAnotherKindIsRefused()
{
    QFETCH(QByteArray, text);
    const Result<ReviewData> read = reviewIn(text.toStdString());
    QVERIFY(!read);
    QCOMPARE(read.problem().cause, Cause::BadArgument);
}

TOKENMETER_TEST(tst_Review);

} // namespace test_Review

#include "tst_Review.moc"
