// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "TestLedger.h"

#include "flow/Overview.h"
#include "flow/OverviewPeriods.h"
#include "flow/OverviewProjection.h"

#include <QtTest>

#include <cmath>
#include <random>
#include <set>

namespace test_Overview
{

using namespace tokenmeter;
using namespace tokenmeter::testing;
using namespace std::chrono;

namespace
{

LocalDay on(const char *text)
{
    return *parseDay(text);
}

OverviewRequest ask(const char *from, const char *to, const char *now = "2026-11-24T12:00:00Z", const char *currency = "USD")
{
    OverviewRequest request;
    request.filter.from = on(from);
    request.filter.to = on(to);
    request.now = parseTime(now)->time;
    request.currency = currency;
    return request;
}

OverviewData made(TestLedger &ledger, const OverviewRequest &request)
{
    Result<OverviewData> data = overviewOf(ledger.reader(), ledger.pricer(), request);
    if (!data) {
        qFatal("overview failed, cause %d", int(data.problem().cause));
    }
    return *std::move(data);
}

QString text(Money amount)
{
    return QString::fromStdString(amount.currency().code() + " " + amount.toDecimalText());
}

Money sum(const std::vector<Money> &amounts)
{
    Money total = Money::fromAtto(0, amounts.at(0).currency());
    for (const Money amount : amounts) {
        total += amount;
    }
    return total;
}

} // namespace

class tst_Overview : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void previousPeriods_data();
    void previousPeriods();
    void emptyLedger();
    void emptyMonthPointsToTheNearestDay_data();
    void emptyMonthPointsToTheNearestDay();
    void golden();
    void runningMonthMeetsTheSameDays();
    void firstRecordSplitsGapFromZero();
    void rawNamesAreJoined();
    void cacheSaved();
    void foreignCurrencies();
    void everythingAddsUp();
    void filterHoldsForEverythingInView();
    void namesToChooseFrom();
    void projectionOfARunningMonth();
    void projectionWithoutEvidence();
    void projectionOnTheLastDay();
    void noProjectionOfThePast();
    void projectionPathsEndAtTheBand();
    void badRequests();
};

void tst_Overview::previousPeriods_data()
{
    QTest::addColumn<QString>("inView");
    QTest::addColumn<QString>("today");
    QTest::addColumn<QString>("whole");
    QTest::addColumn<QString>("compared");
    const auto row = [](const char *name, const char *inView, const char *today, const char *whole, const char *compared) {
        QTest::newRow(name) << QString::fromUtf8(inView) << QString::fromUtf8(today) << QString::fromUtf8(whole) << QString::fromUtf8(compared);
    };
    row("month running on its 18th", "2026-11-01..2026-11-30", "2026-11-18", "2026-10-01..2026-10-31", "2026-10-01..2026-10-18");
    row("31 October against September", "2026-10-01..2026-10-31", "2026-10-31", "2026-09-01..2026-09-30", "2026-09-01..2026-09-30");
    row("30 October against September", "2026-10-01..2026-10-31", "2026-10-30", "2026-09-01..2026-09-30", "2026-09-01..2026-09-30");
    row("first of a month", "2026-11-01..2026-11-30", "2026-11-01", "2026-10-01..2026-10-31", "2026-10-01..2026-10-01");
    row("month that is over", "2026-10-01..2026-10-31", "2026-11-24", "2026-09-01..2026-09-30", "2026-09-01..2026-09-30");
    row("February that is over", "2026-02-01..2026-02-28", "2026-11-24", "2026-01-01..2026-01-31", "2026-01-01..2026-01-28");
    row("30 March against February", "2026-03-01..2026-03-31", "2026-03-30", "2026-02-01..2026-02-28", "2026-02-01..2026-02-28");
    row("leap year", "2028-03-01..2028-03-31", "2028-03-30", "2028-02-01..2028-02-29", "2028-02-01..2028-02-29");
    row("January", "2026-01-01..2026-01-31", "2026-11-24", "2025-12-01..2025-12-31", "2025-12-01..2025-12-31");
    row("month ahead", "2026-12-01..2026-12-31", "2026-11-24", "2026-11-01..2026-11-30", "2026-11-01..2026-11-30");
    row("last seven days", "2026-11-18..2026-11-24", "2026-11-24", "2026-11-11..2026-11-17", "2026-11-11..2026-11-17");
    row("week running on Wednesday", "2026-11-16..2026-11-22", "2026-11-18", "2026-11-09..2026-11-15", "2026-11-09..2026-11-11");
    row("one day", "2026-11-01..2026-11-01", "2026-11-24", "2026-10-31..2026-10-31", "2026-10-31..2026-10-31");
    row("quarter", "2026-07-01..2026-09-30", "2026-11-24", "2026-03-31..2026-06-30", "2026-03-31..2026-06-30");
    row("thirty days that are no month", "2026-10-31..2026-11-29", "2026-12-24", "2026-10-01..2026-10-30", "2026-10-01..2026-10-30");
}

void tst_Overview::previousPeriods()
{
    QFETCH(QString, inView);
    QFETCH(QString, today);
    QFETCH(QString, whole);
    QFETCH(QString, compared);
    const auto range = [](const QString &days) {
        return DayRange{*parseDay(days.left(10).toStdString()), *parseDay(days.right(10).toStdString())};
    };
    const auto words = [](DayRange days) { return QString::fromStdString(toIso(days.from) + ".." + toIso(days.to)); };
    const PreviousPeriod previous = previousPeriodOf(range(inView), *parseDay(today.toStdString()));
    QCOMPARE(words(previous.whole), whole);
    QCOMPARE(words(previous.compared), compared);
}

void tst_Overview::emptyLedger()
{
    TestLedger ledger;
    const OverviewData data = made(ledger, ask("2026-11-01", "2026-11-30"));
    QVERIFY(data.total == Spend{});
    QCOMPARE(text(data.inCurrency), QStringLiteral("USD 0.000000000"));
    QCOMPARE(int(data.dailyCost.size()), 30);
    QCOMPARE(int(data.previousDailyCost.size()), 31);
    QVERIFY(data.hasData == std::vector<bool>(30, false));
    QVERIFY(data.models.empty() && data.projects.empty() && data.allModels.empty() && !data.nearestDataDay);
    QVERIFY(data.projection.evidence == Projection::Evidence::None);
    QCOMPARE(data.projection.daysSoFar, 0);
}

void tst_Overview::emptyMonthPointsToTheNearestDay_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<QString>("project");
    QTest::addColumn<QString>("nearest");
    QTest::newRow("data before") << "2026-11-01" << "2026-11-30" << "" << "2026-10-20";
    QTest::newRow("data after") << "2026-02-01" << "2026-02-28" << "" << "2026-03-05";
    QTest::newRow("nearer before") << "2026-04-01" << "2026-04-30" << "" << "2026-03-05";
    QTest::newRow("nearer after") << "2026-09-01" << "2026-09-30" << "" << "2026-10-20";
    QTest::newRow("only what the filter wants") << "2026-11-01" << "2026-11-30" << "spring" << "2026-03-05";
    QTest::newRow("not empty") << "2026-10-01" << "2026-10-31" << "" << "";
}

void tst_Overview::emptyMonthPointsToTheNearestDay()
{
    QFETCH(QString, from);
    QFETCH(QString, to);
    QFETCH(QString, project);
    QFETCH(QString, nearest);
    TestLedger ledger;
    ledger.add({
        {.time = "2026-03-05T12:00:00Z", .tokens = {.input = 1}, .project = "spring"},
        {.time = "2026-10-20T12:00:00Z", .tokens = {.input = 1}, .project = "autumn"},
    });
    OverviewRequest request = ask(from.toLatin1().constData(), to.toLatin1().constData());
    if (!project.isEmpty()) {
        request.filter.projects = {project.toStdString()};
    }
    const OverviewData data = made(ledger, request);
    QCOMPARE(data.nearestDataDay ? QString::fromStdString(toIso(*data.nearestDataDay)) : QString{}, nearest);
}

void tst_Overview::golden()
{
    TestLedger ledger;
    ledger.add({
        {.time = "2026-09-30T23:30:00Z", .tokens = {.input = 9}, .project = "shop"}, // 1 October in Berlin
        {.time = "2026-10-01T12:00:00Z", .tokens = {.input = 1000, .output = 100}, .project = "shop"},
        {.time = "2026-10-03T12:00:00Z", .model = "free", .tokens = {.input = 50'000}, .project = "toys"},
        {.time = "2026-10-03T12:00:00Z", .model = "who-knows", .tokens = {.input = 70, .output = 7}, .project = ""},
        {.time = "2026-10-31T23:30:00Z", .tokens = {.input = 5}, .project = "shop"}, // 1 November in Berlin
        {.time = "2026-09-30T12:00:00Z", .tokens = {.input = 2}, .project = "shop"},
        {.time = "2026-08-31T22:30:00Z", .tokens = {.input = 4}, .project = "shop"}, // 1 September in Berlin
    });
    OverviewRequest request = ask("2026-10-01", "2026-10-31");
    request.zone = *Zone::byId("Europe/Berlin");
    const OverviewData data = made(ledger, request);

    QCOMPARE(data.total.requests, 4);
    QCOMPARE(data.total.totalTokens, 9 + 1100 + 50'000 + 77);
    QCOMPARE(data.total.unpricedRequests, 1);
    QCOMPARE(data.total.unpricedTokens, 77);
    QCOMPARE(text(data.inCurrency), QStringLiteral("USD 0.015090000")); // 9e-5 + 0.01 + 0.005
    QCOMPARE(text(data.previousInCurrency), QStringLiteral("USD 0.000060000"));
    QCOMPARE(data.previous.requests, 2);
    QCOMPARE(toIso(data.previousFrom) + toIso(data.previousTo), std::string{"2026-09-012026-09-30"});
    QCOMPARE(int(data.dailyCost.size()), 31);
    QCOMPARE(text(data.dailyCost[0]), QStringLiteral("USD 0.015090000"));
    QCOMPARE(text(data.dailyCost[2]), QStringLiteral("USD 0.000000000"));
    QCOMPARE(int(data.previousDailyCost.size()), 30);
    QCOMPARE(text(data.previousDailyCost[0]), QStringLiteral("USD 0.000040000"));
    QCOMPARE(text(data.previousDailyCost[29]), QStringLiteral("USD 0.000020000"));

    // By cost, then tokens: what is free and what has no price cost nothing here, more tokens first.
    QCOMPARE(int(data.models.size()), 3);
    QCOMPARE(data.models[0].key, std::string{"plain"});
    QCOMPARE(data.models[1].key, std::string{"free"});
    QCOMPARE(data.models[2].key, std::string{"who-knows"});
    QCOMPARE(data.models[1].dailyTokens[2], 50'000);
    QCOMPARE(int(data.models[1].spend.cost.size()), 1); // free is a price
    QVERIFY(data.models[2].spend.cost.empty());         // unpriced is none
    QCOMPARE(data.models[2].dailyUnpriced[2], 1);
    QCOMPARE(data.models[2].dailyRequests[2], 1);

    QCOMPARE(int(data.projects.size()), 3);
    QCOMPARE(data.projects[0].name, std::string{"shop"});
    QCOMPARE(text(data.projects[0].inCurrency), QStringLiteral("USD 0.015090000"));
    QCOMPARE(data.projects[1].name, std::string{"toys"});
    QCOMPARE(data.projects[2].name, std::string{});
    QVERIFY(data.foreign.empty() && data.rates.empty() && data.missingRates.empty());
    QVERIFY(!data.nearestDataDay);
}

void tst_Overview::runningMonthMeetsTheSameDays()
{
    TestLedger ledger;
    ledger.add({
        {.time = "2026-09-10T23:59:59Z", .tokens = {.input = 1}},
        {.time = "2026-09-11T00:00:00Z", .tokens = {.input = 2}},
        {.time = "2026-10-10T08:00:00Z", .tokens = {.input = 4}},
    });
    const OverviewData data = made(ledger, ask("2026-10-01", "2026-10-31", "2026-10-10T12:00:00Z"));
    QCOMPARE(text(data.previousInCurrency), QStringLiteral("USD 0.000010000"));
    QCOMPARE(data.previous.totalTokens, 1);
    QCOMPARE(text(data.previousDailyCost[10]), QStringLiteral("USD 0.000020000")); // drawn, not compared
    QVERIFY(data.today == on("2026-10-10"));
}

void tst_Overview::firstRecordSplitsGapFromZero()
{
    TestLedger ledger;
    ledger.add({{.time = "2026-10-03T12:00:00Z", .tokens = {.input = 1}}, {.time = "2026-10-05T12:00:00Z", .tokens = {.input = 1}}});
    const OverviewData data = made(ledger, ask("2026-10-01", "2026-10-08", "2026-10-06T12:00:00Z"));
    QVERIFY((data.hasData == std::vector<bool>{false, false, true, true, true, true, false, false}));
}

void tst_Overview::rawNamesAreJoined()
{
    TestLedger ledger;
    ledger.add({
        {.time = "2026-10-01T12:00:00Z", .model = "claude-opus-4-1-20250805", .tokens = {.input = 1000}, .provider = "anthropic"},
        {.time = "2026-10-02T12:00:00Z", .model = "claude-opus-4-1", .tokens = {.output = 1000}, .provider = "anthropic"},
    });
    const OverviewData data = made(ledger, ask("2026-10-01", "2026-10-31"));
    QCOMPARE(int(data.models.size()), 1);
    const ModelSeries &model = data.models[0];
    QCOMPARE(model.key, std::string{"anthropic/claude-opus-4-1"});
    QCOMPARE(model.name, std::string{"Claude Opus 4.1"});
    QVERIFY(!model.family.empty());
    QVERIFY(std::set(model.rawModels.begin(), model.rawModels.end()) == (std::set<std::string>{"claude-opus-4-1", "claude-opus-4-1-20250805"}));
    QCOMPARE(text(model.daily[0]), QStringLiteral("USD 0.015000000"));
    QCOMPARE(text(model.daily[1]), QStringLiteral("USD 0.075000000"));
    QCOMPARE(int(data.allModels.size()), 1);
    QCOMPARE(int(data.allRawModels.at(0).size()), 2);
    // The names it gives are a filter that gives it again.
    OverviewRequest request = ask("2026-10-01", "2026-10-31");
    request.filter.models = model.rawModels;
    QVERIFY(made(ledger, request).total == data.total);
}

void tst_Overview::cacheSaved()
{
    TestLedger ledger;
    ledger.add({
        {.tokens = {.input = 500, .cacheRead = 1'000'000, .cacheWrite5m = 10'000, .cacheWrite1h = 2000, .output = 10}},
        {.model = "who-knows", .tokens = {.cacheRead = 1'000'000}},
    });
    // Reads: 1e6 x (10 - 1)e-6 = 9; writes: 10,000 x 2.5e-6 = 0.025 and 2,000 x 10e-6 = 0.02.
    QCOMPARE(text(made(ledger, ask("2026-10-01", "2026-10-31")).cacheSaved), QStringLiteral("USD 8.955000000"));
}

void tst_Overview::foreignCurrencies()
{
    TestLedger ledger;
    ledger.add({
        {.time = "2026-10-01T12:00:00Z", .tokens = {.input = 100'000}},                  // 1 USD
        {.time = "2026-10-01T12:00:00Z", .model = "yuan", .tokens = {.input = 250'000}}, // 1 CNY
        {.time = "2026-10-04T12:00:00Z", .model = "yuan", .tokens = {.input = 500'000}}, // 2 CNY
        {.time = "2026-09-04T12:00:00Z", .model = "yuan", .tokens = {.input = 500'000}},
    });
    const OverviewRequest request = ask("2026-10-01", "2026-10-31");
    OverviewData data = made(ledger, request);
    QCOMPARE(text(data.inCurrency), QStringLiteral("USD 1.000000000"));
    QCOMPARE(int(data.foreign.size()), 1);
    QCOMPARE(text(data.foreign[0]), QStringLiteral("CNY 3.000000000"));
    QCOMPARE(int(data.missingRates.size()), 1);
    QCOMPARE(int(data.total.cost.size()), 2);

    ledger.setRate("2026-10-02", "CNY", "USD", "0.14");
    data = made(ledger, request);
    QCOMPARE(text(data.inCurrency), QStringLiteral("USD 1.280000000")); // 1 + 2 x 0.14
    QCOMPARE(text(data.foreign.at(0)), QStringLiteral("CNY 1.000000000")); // before the first rate
    QCOMPARE(text(data.previousInCurrency), QStringLiteral("USD 0.000000000"));
    QCOMPARE(text(data.dailyCost[3]), QStringLiteral("USD 0.280000000"));

    ledger.setRate("2026-09-01", "CNY", "USD", "0.13");
    data = made(ledger, request);
    QCOMPARE(text(data.inCurrency), QStringLiteral("USD 1.410000000"));
    QVERIFY(data.foreign.empty() && data.missingRates.empty());
    QCOMPARE(text(data.previousInCurrency), QStringLiteral("USD 0.260000000"));
    QCOMPARE(int(data.rates.size()), 2);
    QCOMPARE(data.rates[0].rate, std::string{"0.13"});
    QCOMPARE(data.models[1].key, std::string{"yuan"});
    QCOMPARE(text(data.models[1].inCurrency), QStringLiteral("USD 0.410000000"));
    QCOMPARE(text(data.projects[0].inCurrency), QStringLiteral("USD 1.410000000"));
}

void tst_Overview::everythingAddsUp()
{
    TestLedger ledger;
    ledger.setRate("2026-09-01", "CNY", "USD", "0.140431777");
    ledger.setRate("2026-10-09", "CNY", "USD", "0.140977001");
    std::mt19937_64 random{3};
    std::vector<std::string> times;
    for (int i = 0; i < 500; ++i) {
        times.push_back(toRfc3339(parseTime("2026-09-25T00:00:00Z")->time + minutes{random() % (45 * 1440)}));
    }
    std::vector<Use> uses;
    for (const std::string &time : times) {
        uses.push_back({.time = time.c_str(),
                        .model = std::array{"plain", "yuan", "who-knows", "claude-opus-4-1"}[random() % 4],
                        .tokens = {.input = std::int64_t(random() % 100'003), .output = std::int64_t(random() % 9'999)},
                        .project = std::array{"a", "b", ""}[random() % 3]});
    }
    ledger.add(uses);
    OverviewRequest request = ask("2026-10-01", "2026-10-31");
    request.zone = *Zone::byId("Asia/Kathmandu");
    const OverviewData data = made(ledger, request);
    QVERIFY(data.total.requests > 300);
    QVERIFY(sum(data.dailyCost) == data.inCurrency);
    Money models = money("0");
    Spend spend;
    for (const ModelSeries &model : data.models) {
        QVERIFY(sum(model.daily) == model.inCurrency);
        models += model.inCurrency;
        spend += model.spend;
    }
    QVERIFY(models == data.inCurrency);
    QVERIFY(spend == data.total);
    Spend projects;
    Money projectMoney = money("0");
    for (const NamedSpend &project : data.projects) {
        projects += project.spend;
        projectMoney += project.inCurrency;
    }
    QVERIFY(projects == data.total);
    QVERIFY(projectMoney == data.inCurrency);
}

void tst_Overview::filterHoldsForEverythingInView()
{
    TestLedger ledger;
    ledger.add({
        {.time = "2026-10-01T12:00:00Z", .tokens = {.input = 1}, .project = "a"},
        {.time = "2026-09-01T12:00:00Z", .tokens = {.input = 2}, .project = "a"},
        {.time = "2026-10-01T12:00:00Z", .tokens = {.input = 4}, .project = "b"},
        {.time = "2026-09-01T12:00:00Z", .tokens = {.input = 8}, .project = "b"},
    });
    OverviewRequest request = ask("2026-10-01", "2026-10-31");
    request.filter.projects = {"b"};
    const OverviewData data = made(ledger, request);
    QCOMPARE(data.total.totalTokens, 4);
    QCOMPARE(data.previous.totalTokens, 8);
    QCOMPARE(int(data.projects.size()), 1);
    QCOMPARE(int(data.allProjects.size()), 2); // to choose from: all of the ledger
}

void tst_Overview::namesToChooseFrom()
{
    TestLedger ledger;
    ledger.add({
        {.time = "2025-01-01T12:00:00Z", .model = "yuan", .tokens = {.input = 1}, .project = "old", .provider = "deepseek", .source = "codex"},
        {.time = "2026-10-01T12:00:00Z", .model = "who-knows", .tokens = {.input = 3}, .project = ""},
    });
    const OverviewData data = made(ledger, ask("2026-10-01", "2026-10-31"));
    QVERIFY((data.allProjects == std::vector<std::string>{"old"}));
    QVERIFY((data.allProviders == std::vector<std::string>{"deepseek"}));
    QVERIFY((data.allSources == std::vector<std::string>{"claude-code", "codex"}));
    QCOMPARE(int(data.allModels.size()), 2);
    QCOMPARE(data.allModels[0].displayName, std::string{"who-knows"});
    QCOMPARE(int(data.unpricedModels.size()), 1);
    QCOMPARE(data.unpricedModels[0].unpricedTokens, 3);
    QCOMPARE(data.ledger.records, 2);
    QCOMPARE(int(data.sources.size()), 2);
}

void tst_Overview::projectionOfARunningMonth()
{
    // Every day at noon 1 USD, from 1 August on; now it is 18:00 on 10 October, and today's dollar is spent.
    TestLedger ledger;
    std::vector<std::string> times;
    for (LocalDay day = on("2026-08-01"); day <= on("2026-10-10"); day += days{1}) {
        times.push_back(toIso(day) + "T12:00:00Z");
    }
    std::vector<Use> uses;
    for (const std::string &time : times) {
        uses.push_back({.time = time.c_str(), .tokens = {.input = 100'000}});
    }
    ledger.add(uses);
    const OverviewData data = made(ledger, ask("2026-10-01", "2026-10-31", "2026-10-10T18:00:00Z"));
    const Projection &projection = data.projection;
    QVERIFY(projection.evidence == Projection::Evidence::Enough);
    QCOMPARE(projection.daysSoFar, 70); // 31 + 30 + 9
    // All of 28 days came before 18:00: p = (28 + 3 x 0.75) / (28 + 3) = 30.25 / 31.
    // Rest of today = (1 - p) x (1 x 1 + 1) / (1 + p) with k = 1 = 0.75 / 31 x 2 x 31 / 61.25 = 1.5 / 61.25.
    const double expected = 10 + 21 + 1.5 / 61.25;
    QVERIFY2(std::abs(projection.expected.toDouble() - expected) < 1e-8, qPrintable(text(projection.expected)));
    QCOMPARE(int(projection.expectedCumulative.size()), 21);
    QVERIFY(std::abs(projection.expectedCumulative[0].toDouble() - (11 + 1.5 / 61.25)) < 1e-8);
    QVERIFY(projection.expectedCumulative.back() == projection.expected);
    QVERIFY(projection.low.atto() <= projection.expected.atto() && projection.expected.atto() <= projection.high.atto());
    QVERIFY(projection.low.toDouble() > 26 && projection.high.toDouble() < 36); // an even user: a narrow band
}

void tst_Overview::projectionWithoutEvidence()
{
    TestLedger ledger;
    ledger.add({{.time = "2026-10-08T12:00:00Z", .tokens = {.input = 1}}, {.time = "2026-10-09T12:00:00Z", .tokens = {.input = 1}},
                {.time = "2026-10-10T12:00:00Z", .tokens = {.input = 1}}});
    const OverviewData data = made(ledger, ask("2026-10-01", "2026-10-31", "2026-10-10T18:00:00Z"));
    QVERIFY(data.projection.evidence == Projection::Evidence::None);
    QCOMPARE(data.projection.daysSoFar, 2);
    QVERIFY(data.projection.expectedCumulative.empty());
}

void tst_Overview::projectionOnTheLastDay()
{
    TestLedger ledger;
    std::vector<std::string> times;
    for (LocalDay day = on("2026-10-01"); day <= on("2026-10-31"); day += days{1}) {
        times.push_back(toIso(day) + "T12:00:00Z");
    }
    std::vector<Use> uses;
    for (const std::string &time : times) {
        uses.push_back({.time = time.c_str(), .tokens = {.input = 100'000}});
    }
    ledger.add(uses);
    const OverviewData data = made(ledger, ask("2026-10-01", "2026-10-31", "2026-10-31T23:59:59.999Z"));
    QVERIFY(data.projection.evidence == Projection::Evidence::Enough);
    QVERIFY(data.projection.expectedCumulative.empty());
    QVERIFY(std::abs(data.projection.expected.toDouble() - 31) < 1e-3);
}

void tst_Overview::noProjectionOfThePast()
{
    TestLedger ledger;
    ledger.add({{.time = "2026-10-08T12:00:00Z", .tokens = {.input = 1}}});
    const OverviewData data = made(ledger, ask("2026-10-01", "2026-10-31"));
    QVERIFY(data.projection.evidence == Projection::Evidence::None);
    QVERIFY(data.projection.expected == money("0"));
}

void tst_Overview::projectionPathsEndAtTheBand()
{
    ProjectionInput input;
    input.period = {on("2026-10-01"), on("2026-10-31")};
    input.today = on("2026-10-10");
    input.currency = Currency{"USD"};
    input.firstDay = on("2026-09-01");
    for (int i = 0; i < 39; ++i) {
        input.history.push_back(money(std::array{"1.000000001", "3.5", "0"}[std::size_t(i % 3)]));
    }
    input.spentToday = money("0.000000000000000001");
    input.spent = money("13.000000000000000001");
    const Projection projection = projectionOf(input);
    for (const auto &[path, end] : {std::pair{projection.lowCumulative, projection.low}, std::pair{projection.expectedCumulative, projection.expected},
                                    std::pair{projection.highCumulative, projection.high}}) {
        QCOMPARE(int(path.size()), 21);
        QVERIFY(path.back() == end);
        QVERIFY(std::is_sorted(path.begin(), path.end(), [](Money a, Money b) { return a.atto() < b.atto(); }));
        QVERIFY(path.front().atto() > input.spent.atto());
        QVERIFY(path.back().atto() % 1'000'000'000 == 1); // the spent atto is still there
    }
}

void tst_Overview::badRequests()
{
    TestLedger ledger;
    QVERIFY(!overviewOf(ledger.reader(), ledger.pricer(), ask("2026-10-02", "2026-10-01")));
    QVERIFY(!overviewOf(ledger.reader(), ledger.pricer(), ask("2026-10-01", "2026-10-31", "2026-11-24T12:00:00Z", "$")));
    QVERIFY(!overviewOf(ledger.reader(), ledger.pricer(), OverviewRequest{}));
}

TOKENMETER_TEST(tst_Overview);

} // namespace test_Overview

#include "tst_Overview.moc"
