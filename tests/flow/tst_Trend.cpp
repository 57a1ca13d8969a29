// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "TestLedger.h"

#include "flow/Report.h"
#include "flow/Trend.h"

#include <QtTest>

#include <random>

namespace test_Trend
{

using namespace tokenmeter;
using namespace tokenmeter::testing;
using namespace std::chrono;

namespace
{

TrendRequest ask(const char *from, const char *to, TrendUnit unit = TrendUnit::Day, const char *zone = "UTC")
{
    TrendRequest request;
    request.filter.from = parseDay(from);
    request.filter.to = parseDay(to);
    request.zone = *Zone::byId(zone);
    request.now = parseTime("2026-11-24T12:30:00Z")->time;
    request.unit = unit;
    return request;
}

Trend made(TestLedger &ledger, const TrendRequest &request)
{
    Result<Trend> trend = trendOf(ledger.reader(), ledger.pricer(), request);
    if (!trend) {
        qFatal("trend failed, cause %d", int(trend.problem().cause));
    }
    return *std::move(trend);
}

QString text(const TrendCell &cell, TrendMeasure measure)
{
    const std::optional<Int128> value = valueOf(cell, measure);
    if (!value) {
        return QStringLiteral("-");
    }
    return measure == TrendMeasure::Cost ? QString::fromStdString(Money::fromAtto(*value, Currency{"USD"}).toDecimalText())
                                         : QString::number(qint64(*value));
}

/// "plain: 0.001 0 0.002"
QStringList lines(const Trend &trend, TrendMeasure measure)
{
    QStringList result;
    const auto line = [&](const QString &name, const std::vector<TrendCell> &cells) {
        QStringList values;
        for (const TrendCell &cell : cells) {
            values << text(cell, measure);
        }
        result << name + QStringLiteral(": ") + values.join(u' ');
    };
    for (const TrendSeries &series : trend.series) {
        line(QString::fromStdString(series.member.key), series.cells);
    }
    if (trend.other) {
        line(QStringLiteral("other %1").arg(trend.others.size()), trend.other->cells);
    }
    line(QStringLiteral("all"), trend.totals);
    return result;
}

QStringList stepTexts(const std::vector<TrendStep> &steps)
{
    QStringList result;
    for (const TrendStep &step : steps) {
        result << QString::fromStdString(toIso(step.from) + ".." + toIso(step.to)).remove(QStringLiteral("2026-"));
    }
    return result;
}

} // namespace

class tst_Trend : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void days();
    void stepsAreCutAtTheEnds_data();
    void stepsAreCutAtTheEnds();
    void clockChanges_data();
    void clockChanges();
    void dayRowsHaveNoHour();
    void otherHoldsTheRest();
    void unpricedIsNoZero();
    void gapsAreNoZeros();
    void periodBefore();
    void ratios_data();
    void ratios();
    void sessionsAreDistinct();
    void tokenClassesClose();
    void providersHaveAFamily();
    void averageHour();
    void calendarIsTheYear();
    void nearestDay();
    void badQuestions();
    void totalsAreTheReports_data();
    void totalsAreTheReports();
};

// plain costs USD 10 input, 1 cache read, 50 output per million.
void tst_Trend::days()
{
    TestLedger ledger;
    ledger.add({{.time = "2026-11-22T10:00:00Z", .tokens = {.input = 1000}},                 // 0.01
                {.time = "2026-11-22T23:30:00Z", .tokens = {.output = 100}},                 // 0.005, the 23rd in Berlin
                {.time = "2026-11-24T08:00:00Z", .model = "free", .tokens = {.input = 7}},
                {.time = "2026-11-24T09:00:00Z", .tokens = {.input = 3000}}});               // 0.03
    const Trend trend = made(ledger, ask("2026-11-22", "2026-11-25", TrendUnit::Day, "Europe/Berlin"));
    QCOMPARE(lines(trend, TrendMeasure::Cost).join(u'\n'),
             QStringLiteral("plain: 0.010000000 0.005000000 0.030000000 0.000000000\n"
                            "free: 0.000000000 0.000000000 0.000000000 0.000000000\n"
                            "all: 0.010000000 0.005000000 0.030000000 0.000000000"));
    QVERIFY(trend.total.inCurrency == money("0.045"));
    QVERIFY(trend.steps[2].running && !trend.steps[1].running && trend.steps[3].future);
    QVERIFY(trend.steps[0].hasData && !trend.steps[3].hasData);
}

void tst_Trend::stepsAreCutAtTheEnds_data()
{
    QTest::addColumn<int>("unit");
    QTest::addColumn<int>("first");
    QTest::addColumn<QString>("steps");
    // The 4th of November 2026 is a Wednesday.
    QTest::newRow("weeks from Monday") << int(TrendUnit::Week) << 1 << "11-04..11-08 11-09..11-15 11-16..11-17";
    QTest::newRow("weeks from Sunday") << int(TrendUnit::Week) << 7 << "11-04..11-07 11-08..11-14 11-15..11-17";
    QTest::newRow("months") << int(TrendUnit::Month) << 1 << "11-04..11-17";
    QTest::newRow("years") << int(TrendUnit::Year) << 1 << "11-04..11-17";
}

void tst_Trend::stepsAreCutAtTheEnds()
{
    QFETCH(int, unit);
    QFETCH(int, first);
    QFETCH(QString, steps);
    QCOMPARE(stepTexts(trendSteps({*parseDay("2026-11-04"), *parseDay("2026-11-17")}, TrendUnit(unit), Zone::utc(), first)).join(u' '), steps);
    QCOMPARE(stepTexts(trendSteps({*parseDay("2026-01-31"), *parseDay("2026-03-01")}, TrendUnit::Month, Zone::utc(), first)).join(u' '),
             QStringLiteral("01-31..01-31 02-01..02-28 03-01..03-01"));
    QCOMPARE(stepTexts(trendSteps({*parseDay("2025-11-30"), *parseDay("2027-02-01")}, TrendUnit::Year, Zone::utc(), first)).join(u' '),
             QStringLiteral("2025-11-30..2025-12-31 01-01..12-31 2027-01-01..2027-02-01"));
}

void tst_Trend::clockChanges_data()
{
    QTest::addColumn<QString>("zone");
    QTest::addColumn<QString>("day");
    QTest::addColumn<QString>("hours");
    QTest::newRow("put back") << "Europe/Berlin" << "2026-10-25" << "0 1 2 2* 3 4";
    QTest::newRow("put forward") << "Europe/Berlin" << "2026-03-29" << "0 1 3 4 5 6";
    QTest::newRow("no midnight") << "America/Santiago" << "2026-09-06" << "1 2 3 4 5 6"; // 0:00 becomes 1:00
    QTest::newRow("three quarters") << "Asia/Kathmandu" << "2026-10-25" << "0 1 2 3 4 5";
}

void tst_Trend::clockChanges()
{
    QFETCH(QString, zone);
    QFETCH(QString, day);
    QFETCH(QString, hours);
    const LocalDay at = *parseDay(day.toStdString());
    const auto steps = trendSteps({at, at}, TrendUnit::Hour, *Zone::byId(zone.toStdString()), 1);
    QStringList found;
    for (std::size_t i = 0; i < 6; ++i) {
        found << QString::number(steps[i].hourOfDay) + (steps[i].again ? QStringLiteral("*") : QString{});
    }
    QCOMPARE(found.join(u' '), hours);
    QCOMPARE(steps.back().hourOfDay, 23);
}

void tst_Trend::dayRowsHaveNoHour()
{
    TestLedger ledger;
    ledger.add({{.time = "2026-10-25T00:30:00Z", .tokens = {.input = 100}},  // 02:30 summer time
                {.time = "2026-10-25T01:30:00Z", .tokens = {.input = 200}},  // 02:30 again
                {.time = "2026-10-25T00:00:00Z", .tokens = {.input = 1000}, .precision = Precision::Day}});
    const Trend trend = made(ledger, ask("2026-10-25", "2026-10-25", TrendUnit::Hour, "Europe/Berlin"));
    QCOMPARE(trend.steps.size(), std::size_t{25});
    QCOMPARE(trend.totals[2].spend.totalTokens, std::int64_t{100});
    QCOMPARE(trend.totals[3].spend.totalTokens, std::int64_t{200});
    QCOMPARE(trend.dayOnly.spend.totalTokens, std::int64_t{1000});
    QCOMPARE(trend.total.spend.totalTokens, std::int64_t{1300});
    QCOMPARE(trend.series[0].member.total.spend.totalTokens, std::int64_t{300});
    QCOMPARE(trend.weekDayOnly.spend.totalTokens, std::int64_t{1000});
    // By day the row is on its date.
    QCOMPARE(made(ledger, ask("2026-10-25", "2026-10-25", TrendUnit::Day, "Europe/Berlin")).totals[0].spend.totalTokens, std::int64_t{1300});
}

void tst_Trend::otherHoldsTheRest()
{
    TestLedger ledger;
    for (int i = 1; i <= 12; ++i) { // project-01 has 1000 input tokens, 0.01; project-12 has 0.12
        const std::string project = "project-" + std::string(i < 10 ? "0" : "") + std::to_string(i);
        ledger.add({{.time = "2026-11-02T10:00:00Z", .tokens = {.input = i * 1000}, .project = project}});
    }
    TrendRequest request = ask("2026-11-01", "2026-11-03");
    request.dimension = TrendDimension::Project;
    const Trend trend = made(ledger, request);
    QCOMPARE(trend.series.size(), std::size_t{8});
    QCOMPARE(trend.series[0].member.key, std::string{"project-12"});
    QCOMPARE(trend.series[7].member.key, std::string{"project-05"});
    QCOMPARE(trend.others.size(), std::size_t{4});
    QVERIFY(trend.other->member.total.inCurrency == money("0.10")); // 0.04 + 0.03 + 0.02 + 0.01
    QVERIFY(trend.other->cells[1].inCurrency == money("0.10"));
    QVERIFY(trend.others[0].total.inCurrency == money("0.04"));
    QVERIFY(trend.total.inCurrency == money("0.78")); // 12 * 13 / 2 cents
    QCOMPARE(trend.others[3].values, std::vector<std::string>{"project-01"});
}

void tst_Trend::unpricedIsNoZero()
{
    TestLedger ledger;
    ledger.add({{.time = "2026-11-02T10:00:00Z", .model = "house-model", .tokens = {.input = 500}},
                {.time = "2026-11-02T11:00:00Z", .tokens = {.input = 1000}}});
    const Trend trend = made(ledger, ask("2026-11-02", "2026-11-02"));
    QCOMPARE(trend.totals[0].spend.unpricedRequests, std::int64_t{1});
    // 0.01 for 1000 tokens that have a price: the 500 without one do not make it cheaper
    QVERIFY(valueOf(trend.total, TrendMeasure::CostPerMillion) == money("10").atto());
}

void tst_Trend::gapsAreNoZeros()
{
    TestLedger ledger;
    ledger.add({{.time = "2026-11-02T10:00:00Z", .tokens = {.input = 1000}},
                {.time = "2026-11-04T10:00:00Z", .tokens = {.input = 1000}, .project = "other"},
                {.time = "2026-11-05T10:00:00Z", .tokens = {.input = 1000}}});
    TrendRequest request = ask("2026-11-01", "2026-11-05");
    request.filter.projects = {"shop"};
    const Trend trend = made(ledger, request);
    QList<bool> data;
    for (const TrendStep &step : trend.steps) {
        data << step.hasData;
    }
    // Before the first record; usage; nothing at all; nothing of this project, which is a zero; usage.
    QCOMPARE(data, (QList<bool>{false, true, false, true, true}));
    QCOMPARE(trend.firstDay, parseDay("2026-11-02"));
}

void tst_Trend::periodBefore()
{
    TestLedger ledger;
    ledger.add({{.time = "2026-11-17T10:00:00Z", .tokens = {.input = 1000}},  // of the days before, first
                {.time = "2026-11-19T10:00:00Z", .tokens = {.input = 5000}, .project = "old"},
                {.time = "2026-11-22T10:00:00Z", .tokens = {.input = 9000}},  // sixth: as far as the 28th, not over yet
                {.time = "2026-11-23T10:00:00Z", .tokens = {.input = 2000}}});
    TrendRequest request = ask("2026-11-23", "2026-11-28"); // six days; today is the 24th
    request.previous = true;
    request.dimension = TrendDimension::Project;
    const Trend trend = made(ledger, request);
    QStringList ghost;
    for (const TrendCell &cell : trend.previousTotals) {
        ghost << text(cell, TrendMeasure::Tokens);
    }
    QCOMPARE(ghost.join(u' '), QStringLiteral("1000 0 5000 0 0 9000"));
    QCOMPARE(QList<bool>(trend.previousHasData.begin(), trend.previousHasData.end()), (QList<bool>{true, false, true, false, false, true}));
    // Like meets like: the 17th and the 18th.
    QCOMPARE(trend.before.spend.totalTokens, std::int64_t{1000});
    QCOMPARE(trend.series[0].member.before.spend.totalTokens, std::int64_t{1000});
    QVERIFY(made(ledger, ask("2026-11-23", "2026-11-28")).previousTotals.empty());
}

void tst_Trend::ratios_data()
{
    QTest::addColumn<int>("measure");
    QTest::addColumn<QString>("days");
    QTest::newRow("cache hit share") << int(TrendMeasure::CacheHitShare) << "750000 0 -";   // 3000 of 4000
    // 1000 * 10 + 3000 * 1 + 500 * 50 = 38000 millionths for 4500 tokens; 1000 for 100
    QTest::newRow("input again") << int(TrendMeasure::InputAgain) << "1500 0 -";            // 3000 / 2
    QTest::newRow("sub-agents") << int(TrendMeasure::AgentShare) << "657895 0 -";           // 0.025 of 0.038
    QTest::newRow("tokens a session") << int(TrendMeasure::TokensPerSession) << "4500 100 -";
    QTest::newRow("requests a session") << int(TrendMeasure::RequestsPerSession) << "2000 1000 -";
}

void tst_Trend::ratios()
{
    QFETCH(int, measure);
    QFETCH(QString, days);
    TestLedger ledger;
    ledger.add({{.time = "2026-11-02T10:00:00Z", .tokens = {.input = 1000, .cacheRead = 3000}},
                {.time = "2026-11-02T11:00:00Z", .tokens = {.output = 500}, .agent = "explore"},
                {.time = "2026-11-03T11:00:00Z", .tokens = {.input = 100}}});
    TrendRequest request = ask("2026-11-02", "2026-11-04");
    request.measure = TrendMeasure(measure);
    const Trend trend = made(ledger, request);
    QStringList found;
    for (const TrendCell &cell : trend.totals) {
        found << text(cell, request.measure);
    }
    QCOMPARE(found.join(u' '), days);
}

void tst_Trend::sessionsAreDistinct()
{
    TestLedger ledger;
    ledger.add({{.time = "2026-11-02T10:00:00Z", .tokens = {.input = 10}, .session = "a"},
                {.time = "2026-11-03T10:00:00Z", .tokens = {.input = 10}, .session = "a"},
                {.time = "2026-11-03T11:00:00Z", .tokens = {.input = 10}, .session = "b"},
                {.time = "2026-11-03T12:00:00Z", .model = "free", .tokens = {.input = 10}, .session = "b"},
                {.time = "2026-11-03T13:00:00Z", .tokens = {.input = 70}, .session = ""}});
    TrendRequest request = ask("2026-11-02", "2026-11-03");
    request.measure = TrendMeasure::TokensPerSession;
    const Trend byDay = made(ledger, request);
    QCOMPARE(byDay.totals[0].sessions, std::int64_t{1});
    QCOMPARE(byDay.totals[1].sessions, std::int64_t{2});
    QCOMPARE(byDay.total.sessions, std::int64_t{2}); // not three
    QCOMPARE(text(byDay.total, request.measure), QStringLiteral("20")); // 40 / 2: what names no session is left out
    request.unit = TrendUnit::Week;
    QCOMPARE(made(ledger, request).totals[0].sessions, std::int64_t{2});
}

void tst_Trend::tokenClassesClose()
{
    TestLedger ledger;
    ledger.add({{.time = "2026-11-02T10:00:00Z",
                 .tokens = {.input = 1000, .cacheRead = 2000, .cacheWrite5m = 100, .cacheWrite1h = 50, .output = 10, .reasoning = 4}},
                {.time = "2026-11-02T11:00:00Z", .model = "yuan", .tokens = {.input = 3, .output = 7}}});
    ledger.setRate("2026-11-01", "CNY", "USD", "0.140475");
    TrendRequest request = ask("2026-11-02", "2026-11-02");
    request.dimension = TrendDimension::TokenClass;
    const Trend trend = made(ledger, request);
    QStringList tokens;
    Money cost = money("0");
    for (const TrendSeries &series : trend.series) {
        tokens << QString::number(series.member.total.spend.totalTokens);
        cost += series.member.total.inCurrency;
        QVERIFY(series.member.part.has_value());
    }
    QCOMPARE(tokens.join(u' '), QStringLiteral("1003 2000 150 17"));
    QVERIFY(cost == trend.total.inCurrency);
    QCOMPARE(trend.total.spend.requests, std::int64_t{2});
    QCOMPARE(trend.total.spend.tokens.reasoning, std::int64_t{4});
    TrendRequest plain = request;
    plain.dimension = TrendDimension::None;
    QVERIFY(made(ledger, plain).total == trend.total);
}

void tst_Trend::providersHaveAFamily()
{
    TestLedger ledger;
    ledger.add({{.time = "2026-11-02T10:00:00Z", .model = "claude-opus-5", .tokens = {.input = 1000}, .provider = "anthropic"},
                {.time = "2026-11-02T10:00:00Z", .model = "claude-opus-5", .tokens = {.input = 9000}, .provider = "reseller"},
                {.time = "2026-11-02T11:00:00Z", .model = "plain", .tokens = {.input = 1000}, .provider = "reseller"}});
    TrendRequest request = ask("2026-11-02", "2026-11-02");
    request.dimension = TrendDimension::Provider;
    const Trend trend = made(ledger, request);
    QCOMPARE(trend.series[0].member.key, std::string{"reseller"});
    QVERIFY(trend.series[0].member.family.find("claude") == 0);
}

void tst_Trend::averageHour()
{
    // Sundays 18 and 25 October in Berlin; on the 25th two o'clock comes twice.
    TestLedger ledger;
    ledger.add({{.time = "2026-10-18T00:30:00Z", .tokens = {.input = 300}},  // 02:30
                {.time = "2026-10-25T00:30:00Z", .tokens = {.input = 100}},  // 02:30
                {.time = "2026-10-25T01:30:00Z", .tokens = {.input = 200}},  // 02:30
                {.time = "2026-10-25T02:30:00Z", .tokens = {.input = 50}}}); // 03:30
    const Trend trend = made(ledger, ask("2026-10-18", "2026-10-25", TrendUnit::Day, "Europe/Berlin"));
    const auto &sunday = trend.week[6];
    QCOMPARE(sunday[2].hours, std::int64_t{3});
    QCOMPARE(sunday[2].cell.spend.totalTokens, std::int64_t{600});
    QCOMPARE(sunday[3].hours, std::int64_t{2});
    QCOMPARE(sunday[3].cell.spend.totalTokens, std::int64_t{50});
    QCOMPARE(trend.week[0][2].hours, std::int64_t{0}); // a Monday without any data is a gap
    // The hour that has not come is none: now is 12:30 UTC.
    TestLedger today;
    today.add({{.time = "2026-11-24T08:00:00Z", .tokens = {.input = 1}}});
    const Trend half = made(today, ask("2026-11-24", "2026-11-24"));
    QCOMPARE(half.week[1][12].hours, std::int64_t{1});
    QCOMPARE(half.week[1][13].hours, std::int64_t{0});
}

void tst_Trend::calendarIsTheYear()
{
    TestLedger ledger;
    ledger.add({{.time = "2026-01-31T10:00:00Z", .tokens = {.input = 1000}},
                {.time = "2026-11-02T10:00:00Z", .tokens = {.input = 2000}},
                {.time = "2025-12-31T10:00:00Z", .tokens = {.input = 4000}}});
    const Trend trend = made(ledger, ask("2026-11-01", "2026-12-31"));
    QCOMPARE(trend.year, 2026);
    QCOMPARE(trend.calendar.size(), std::size_t{365});
    QVERIFY(trend.yearTotal.inCurrency == money("0.03"));
    QVERIFY(trend.calendar[30].cell.inCurrency == money("0.01"));
    QVERIFY(trend.calendar[30].hasData && !trend.calendar[31].hasData);
    QVERIFY(trend.calendar[327].running && trend.calendar[328].future); // 24 November is day 328
    QCOMPARE(made(ledger, ask("2024-02-01", "2024-02-02")).calendar.size(), std::size_t{366});
}

void tst_Trend::nearestDay()
{
    TestLedger ledger;
    ledger.add({{.time = "2026-11-12T10:00:00Z", .tokens = {.input = 1}}, {.time = "2026-09-01T10:00:00Z", .tokens = {.input = 1}}});
    const Trend trend = made(ledger, ask("2026-11-01", "2026-11-07"));
    QCOMPARE(trend.nearestDataDay, parseDay("2026-11-12"));
    QVERIFY(trend.series.empty() && trend.total.inCurrency == money("0"));
    QVERIFY(!made(ledger, ask("2026-11-12", "2026-11-12")).nearestDataDay);
}

void tst_Trend::badQuestions()
{
    TestLedger ledger;
    TrendRequest request = ask("2026-11-02", "2026-11-01");
    QVERIFY(trendOf(ledger.reader(), ledger.pricer(), request).problem().cause == Cause::BadArgument);
    request = ask("2026-11-01", "2026-11-02");
    request.currency = "dollars";
    QVERIFY(trendOf(ledger.reader(), ledger.pricer(), request).problem().cause == Cause::BadArgument);
}

void tst_Trend::totalsAreTheReports_data()
{
    QTest::addColumn<int>("unit");
    for (const auto &[name, unit] : {std::pair{"hour", TrendUnit::Hour}, std::pair{"day", TrendUnit::Day}, std::pair{"week", TrendUnit::Week},
                                     std::pair{"month", TrendUnit::Month}, std::pair{"year", TrendUnit::Year}}) {
        QTest::newRow(name) << int(unit);
    }
}

void tst_Trend::totalsAreTheReports()
{
    QFETCH(int, unit);
    std::mt19937 dice{7};
    const auto below = [&](unsigned n) { return std::int64_t(dice() % n); };
    TestLedger ledger;
    std::vector<std::string> times;
    std::vector<Use> uses;
    times.reserve(400);
    for (int i = 0; i < 400; ++i) {
        times.push_back(toRfc3339(parseTime("2026-10-20T00:00:00Z")->time + seconds{below(20 * 86'400)}));
        static const char *const models[] = {"plain", "yuan", "free", "house-model", "claude-opus-5"};
        uses.push_back({.time = times.back().c_str(),
                        .model = models[below(5)],
                        .tokens = {.input = below(99'999), .cacheRead = below(99'999), .output = below(9'999)},
                        .project = "p" + std::to_string(below(12)),
                        .session = "s" + std::to_string(below(30)),
                        .precision = below(9) == 0 ? Precision::Day : Precision::Instant,
                        .agent = below(3) == 0 ? "explore" : ""});
    }
    ledger.add(uses);
    ledger.setRate("2026-10-01", "USD", "CNY", "7.1187");
    ledger.setRate("2026-10-29", "CNY", "USD", "0.140475");
    ReportRequest report;
    report.filter.from = parseDay("2026-10-22");
    report.filter.to = parseDay("2026-11-05");
    report.zone = *Zone::byId("Europe/Berlin");
    report.now = parseTime("2026-11-24T12:30:00Z")->time;
    report.currency = "USD";
    const Result<Report> expected = reportOf(ledger.reader(), ledger.pricer(), report);
    QVERIFY(expected);
    for (const TrendDimension dimension : {TrendDimension::None, TrendDimension::Model, TrendDimension::Provider, TrendDimension::Project,
                                           TrendDimension::Source, TrendDimension::Tier, TrendDimension::Agent, TrendDimension::TokenClass}) {
        for (const TrendMeasure measure : {TrendMeasure::Cost, TrendMeasure::Tokens, TrendMeasure::AgentShare, TrendMeasure::TokensPerSession}) {
            TrendRequest request = ask("2026-10-22", "2026-11-05", TrendUnit(unit), "Europe/Berlin");
            request.dimension = dimension;
            request.measure = measure;
            request.previous = true;
            const Trend trend = made(ledger, request);
            QVERIFY(std::vector<Money>{trend.total.inCurrency} == expected->total.cost);
            QCOMPARE(trend.total.spend.requests, expected->total.requests);
            QCOMPARE(trend.total.spend.unpricedRequests, expected->total.unpricedRequests);
            // Steps, and series, add up to it.
            TrendCell steps = trend.dayOnly;
            for (const TrendCell &cell : trend.totals) {
                steps.spend += cell.spend;
                steps.inCurrency += cell.inCurrency;
            }
            QVERIFY(steps.spend == trend.total.spend && steps.inCurrency == trend.total.inCurrency);
            Money series = trend.dayOnly.inCurrency;
            std::int64_t tokens = trend.dayOnly.spend.totalTokens;
            for (const TrendSeries &one : trend.series) {
                for (const TrendCell &cell : one.cells) {
                    series += cell.inCurrency;
                    tokens += cell.spend.totalTokens;
                }
            }
            if (trend.other) {
                series += trend.other->member.total.inCurrency;
                tokens += trend.other->member.total.spend.totalTokens;
            }
            QVERIFY(series == trend.total.inCurrency);
            QCOMPARE(tokens, expected->total.totalTokens);
            // The hours of the week too.
            Money week = trend.weekDayOnly.inCurrency;
            for (const auto &day : trend.week) {
                for (const Trend::WeekHour &hour : day) {
                    week += hour.cell.inCurrency;
                }
            }
            QVERIFY(week == trend.total.inCurrency);
        }
    }
}

TOKENMETER_TEST(tst_Trend);

} // namespace test_Trend

#include "tst_Trend.moc"
