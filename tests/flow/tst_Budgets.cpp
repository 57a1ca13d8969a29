// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "TestLedger.h"
#include "core/Decimal.h"
#include "flow/BudgetAlerts.h"
#include "flow/Report.h"
#include "ledger/FilterJson.h"
#include "support/ThreadTime.h"

#include <QtTest>

namespace test_Budgets
{

using namespace tokenmeter;
using namespace tokenmeter::testing;
using namespace std::chrono;

namespace
{

UtcTime at(const char *text)
{
    return parseTime(text)->time;
}

Budget budgetOf(const char *limit, const UsageFilter &filter = {}, const char *period = "month", const char *currency = "USD")
{
    Budget budget;
    budget.id = 1;
    budget.uuid = limit;
    budget.name = "team";
    budget.period = *parseBudgetPeriod(period);
    budget.currency = Currency{currency};
    budget.limit = *parseDecimal(limit, budget.countsTokens() ? 0 : 18);
    budget.thresholds = {50, 80, 100};
    budget.filter = filterText(filter);
    return budget;
}

/// Model `plain`: 100,000 input tokens are a dollar.
Use dollars(const char *time, int amount, const char *project = "shop")
{
    return {.time = time, .tokens = {.input = amount * 100'000}, .project = project};
}

BudgetStatus statusAt(TestLedger &ledger, const Budget &budget, const char *now, const char *zone = "UTC")
{
    const std::vector<Budget> budgets{budget};
    return budgetStatusesOf(ledger.reader(), ledger.pricer(), budgets, at(now), *Zone::byId(zone))->front();
}

std::string spent(const BudgetStatus &status)
{
    return formatDecimal(status.current.spent, status.budget.countsTokens() ? 0 : 18);
}

QString storedWords(const Evaluation &evaluation)
{
    QStringList words;
    for (const Alert &alert : evaluation.stored) {
        constexpr std::array notices{"", "(together)", "(your change)", "(late)", "(muted)"};
        constexpr std::array kinds{"", "", "exceeded", "forecast", "unpriced", "anomaly", "runaway", "anomaly_hour", "price_change", "retirement", "sync_failing", "credit_low"};
        words << (alert.key.kind == AlertKind::Threshold ? QString::number(alert.key.threshold) : QLatin1String(kinds[std::size_t(alert.key.kind)]))
                + QLatin1String(notices[std::size_t(alert.notice)]);
    }
    return words.join(QLatin1Char(' '));
}

} // namespace

class tst_Budgets : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void filters_data();
    void filters();
    void periodsInTheUsersZone_data();
    void periodsInTheUsersZone();
    void rowsKnownByDayOnly();
    void rollingWindowIsExact_data();
    void rollingWindowIsExact();
    void tokens();
    void unpriced();
    void currencies();
    void withoutARate();
    void excludedRecordsDoNotCount();
    void filterThatIsNotUnderstood();
    void manyBudgetsAgreeWithReports();
    void thousandBudgets();
    void evaluationStoresOnce();
    void restartAndClockBack();
    void quietHoursDelayDeliveryOnly();
    void pauseAndEdit();
    void anomalyOfADay();
    void anomalyBelowTheWhole();
    void runawayAtNight();
    void anomalyOfAnHour();
    void anHourOfARunawayIsNoNews();
    void priceChangeAhead();
    void knownPriceChangeInTheForecast();
    void forecastMarksOnTheirDay();
    void preview();
};

void tst_Budgets::filters_data()
{
    QTest::addColumn<QByteArray>("filter");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const UsageFilter &filter, const char *expected) {
        QTest::newRow(name) << QByteArray::fromStdString(filterText(filter)) << QByteArray{expected};
    };
    row("everything", {}, "31");
    row("a project", {.projects = {"shop"}}, "9");
    row("two projects", {.projects = {"shop", "api"}}, "15");
    row("what has no project", {.projects = {""}}, "16");
    row("a source", {.sources = {"codex"}}, "16");
    row("a source by its path", {.sources = {"/home/ada/codex"}}, "16");
    row("a source by format and path", {.sources = {"codex:/home/ada/codex"}}, "16");
    row("a path that is no source's", {.sources = {"/home/ada"}}, "0");
    row("a format and a source", {.sources = {"claude-code", "/home/ada/codex"}}, "31");
    row("a provider", {.providers = {"acme"}}, "4");
    row("a raw model", {.models = {"plain"}}, "31");
    row("a pattern", {.models = {"pl*"}}, "31");
    row("another model", {.models = {"other"}}, "0");
    row("an agent", {.agents = {"scout"}}, "8");
    row("a tag", {.tags = {{"client", "a"}}}, "9");
    row("without a tag of the key", {.tags = {{"client", {}}}}, "22");
    row("any of two values", {.tags = {{"client", "a"}, {"client", {}}}}, "31");
    row("a tag of any key", {.tags = {{{}, "a"}}}, "9");
    row("tags of two keys", {.tags = {{"client", "a"}, {"kind", "x"}}}, "0");
    row("tag and source", {.sources = {"claude-code"}, .tags = {{"client", {}}}}, "6");
    row("a text", {.text = "SHOP"}, "9");
    row("nothing is called so", {.projects = {"nowhere"}}, "0");
}

void tst_Budgets::filters()
{
    QFETCH(QByteArray, filter);
    QFETCH(QByteArray, expected);
    TestLedger ledger;
    ledger.add({dollars("2026-10-01T12:00:00Z", 1), dollars("2026-10-31T23:00:00Z", 8), dollars("2026-10-05T12:00:00Z", 2, "api"),
                {.time = "2026-10-06T12:00:00Z", .tokens = {.input = 400'000}, .project = "api", .provider = "acme"},
                {.time = "2026-10-07T12:00:00Z", .tokens = {.input = 800'000}, .project = "", .source = "codex"},
                {.time = "2026-10-07T13:00:00Z", .tokens = {.input = 800'000}, .project = "", .source = "codex", .agent = "scout"},
                dollars("2026-09-30T23:59:59.999Z", 99), dollars("2026-11-01T00:00:00Z", 99)});
    QVERIFY(ledger.writer().setTag({.scope = TagScope::Project, .name = "shop"}, {"client", "a"}, at("2026-11-02T00:00:00Z")));
    Budget budget = budgetOf("50");
    budget.filter = filter.toStdString();
    QCOMPARE(spent(statusAt(ledger, budget, "2026-10-15T12:00:00Z")), expected.toStdString());
    budget.period = *parseBudgetPeriod("rolling:744h"); // October, cut by moments instead of days
    QCOMPARE(spent(statusAt(ledger, budget, "2026-10-31T23:59:59.999Z")), expected.toStdString());
}

void tst_Budgets::periodsInTheUsersZone_data()
{
    QTest::addColumn<QByteArray>("zone");
    QTest::addColumn<QByteArray>("period");
    QTest::addColumn<QByteArray>("now");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *zone, const char *period, const char *now, const char *expected) {
        QTest::addRow("%s %s %s", zone, period, now) << QByteArray{zone} << QByteArray{period} << QByteArray{now} << QByteArray{expected};
    };
    // Records: 1 at 2026-03-28T22:59:59.999Z, 2 a millisecond later, 4 at 2026-03-29T21:59:59.999Z, 8 a millisecond later.
    row("Europe/Berlin", "day", "2026-03-29T10:00:00Z", "6"); // 23 hours
    row("Europe/Berlin", "day", "2026-03-28T10:00:00Z", "1");
    row("Europe/Berlin", "day", "2026-03-30T10:00:00Z", "8");
    row("UTC", "day", "2026-03-29T10:00:00Z", "12");
    row("Europe/Berlin", "week", "2026-03-29T10:00:00Z", "7");
    row("Europe/Berlin", "month", "2026-03-29T10:00:00Z", "15");
    row("America/New_York", "day", "2026-03-29T10:00:00Z", "12");
    row("Asia/Kathmandu", "day", "2026-03-29T10:00:00Z", "3");
    row("Europe/Berlin", "2026-03-29..2026-03-29", "2026-10-01T00:00:00Z", "6");
}

void tst_Budgets::periodsInTheUsersZone()
{
    QFETCH(QByteArray, zone);
    QFETCH(QByteArray, period);
    QFETCH(QByteArray, now);
    QFETCH(QByteArray, expected);
    TestLedger ledger; // its own days are UTC
    ledger.add({dollars("2026-03-28T22:59:59.999Z", 1), dollars("2026-03-28T23:00:00Z", 2), dollars("2026-03-29T21:59:59.999Z", 4),
                dollars("2026-03-29T22:00:00Z", 8)});
    QCOMPARE(spent(statusAt(ledger, budgetOf("50", {}, period.constData()), now.constData(), zone.constData())), expected.toStdString());
}

// On their date in every zone.
void tst_Budgets::rowsKnownByDayOnly()
{
    TestLedger ledger;
    Use row = dollars("2026-10-05T00:00:00Z", 3);
    row.precision = Precision::Day;
    ledger.add({row});
    for (const char *zone : {"UTC", "America/New_York", "Pacific/Auckland"}) {
        QCOMPARE(spent(statusAt(ledger, budgetOf("50", {}, "day"), "2026-10-05T10:30:00Z", zone)), std::string{"3"});
    }
}

void tst_Budgets::rollingWindowIsExact_data()
{
    QTest::addColumn<QByteArray>("now");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *now, const char *expected) { QTest::newRow(now) << QByteArray{now} << QByteArray{expected}; };
    // 1 at 10:07:00, 2 at 12:00:00: later than now - 5 h, up to now.
    row("2026-10-05T10:06:59.999Z", "0");
    row("2026-10-05T10:07:00Z", "1");
    row("2026-10-05T12:00:00Z", "3");
    row("2026-10-05T15:06:59.999Z", "3");
    row("2026-10-05T15:07:00Z", "2"); // aged out at this very moment
    row("2026-10-05T16:59:59.999Z", "2");
    row("2026-10-05T17:00:00Z", "0");
}

void tst_Budgets::rollingWindowIsExact()
{
    QFETCH(QByteArray, now);
    QFETCH(QByteArray, expected);
    TestLedger ledger;
    ledger.add({dollars("2026-10-05T10:07:00Z", 1), dollars("2026-10-05T12:00:00Z", 2)});
    QCOMPARE(spent(statusAt(ledger, budgetOf("50", {}, "rolling:5h"), now.constData(), "Europe/Berlin")), expected.toStdString());
}

void tst_Budgets::tokens()
{
    TestLedger ledger;
    ledger.add({{.time = "2026-10-05T12:00:00Z", .tokens = {.input = 1, .cacheRead = 20, .cacheWrite5m = 300, .cacheWrite1h = 4000, .output = 50000, .reasoning = 7}},
                {.time = "2026-10-06T12:00:00Z", .model = "nobody-knows", .tokens = {.output = 600'000}}});
    const BudgetStatus status = statusAt(ledger, budgetOf("1000000", {}, "month", ""), "2026-10-15T00:00:00Z");
    QCOMPARE(spent(status), std::string{"654321"}); // reasoning is a part of output
    QCOMPARE(status.state, BudgetState::Warning);   // tokens need no price
    QCOMPARE(status.ratio.toText(), std::string{"0.654321"});
}

void tst_Budgets::unpriced()
{
    TestLedger ledger;
    ledger.add({dollars("2026-10-05T12:00:00Z", 10), {.time = "2026-10-06T12:00:00Z", .model = "nobody-knows", .tokens = {.input = 5, .output = 6}}});
    BudgetStatus status = statusAt(ledger, budgetOf("50"), "2026-10-15T00:00:00Z");
    QCOMPARE(status.state, BudgetState::Unknown);
    QVERIFY(status.atLeast);
    QCOMPARE(status.current.unpricedRequests, 1);
    QCOMPARE(status.current.unpricedTokens, 11);
    status = statusAt(ledger, budgetOf("9"), "2026-10-15T00:00:00Z");
    QCOMPARE(status.state, BudgetState::Exceeded);
    QCOMPARE(statusAt(ledger, budgetOf("50", {.models = {"plain"}}), "2026-10-15T00:00:00Z").state, BudgetState::Ok);
}

// yuan: 4 CNY a million. 10 million at 7.00 on the 5th, 10 million at 8.00 on the 6th: 40/7 would not end, so 0.125 and 0.25.
void tst_Budgets::currencies()
{
    TestLedger ledger;
    ledger.add({dollars("2026-10-05T12:00:00Z", 1),
                {.time = "2026-10-05T12:00:00Z", .model = "yuan", .tokens = {.input = 10'000'000}},
                {.time = "2026-10-06T23:30:00Z", .model = "yuan", .tokens = {.input = 10'000'000}}});
    ledger.setRate("2026-10-01", "CNY", "USD", "0.125");
    ledger.setRate("2026-10-06", "CNY", "USD", "0.25");
    const BudgetStatus dollars = statusAt(ledger, budgetOf("50"), "2026-10-15T00:00:00Z", "Asia/Shanghai");
    QCOMPARE(spent(dollars), std::string{"16"}); // 1 + 5 + 10
    QCOMPARE(dollars.state, BudgetState::Ok);
    const BudgetStatus yuan = statusAt(ledger, budgetOf("500", {}, "month", "CNY"), "2026-10-15T00:00:00Z", "Asia/Shanghai");
    QCOMPARE(spent(yuan), std::string{"88"}); // 8 + 40 + 40
    // By the record's UTC day, also in a window of moments; the local day is the 7th already.
    QCOMPARE(spent(statusAt(ledger, budgetOf("50", {.models = {"yuan"}}, "day"), "2026-10-07T00:00:00Z", "Asia/Shanghai")), std::string{"10"});
    QCOMPARE(spent(statusAt(ledger, budgetOf("50", {}, "rolling:48h"), "2026-10-07T00:00:00Z", "Asia/Shanghai")), std::string{"16"});
}

void tst_Budgets::withoutARate()
{
    TestLedger ledger;
    ledger.add({dollars("2026-10-05T12:00:00Z", 1), {.time = "2026-10-05T12:00:00Z", .model = "yuan", .tokens = {.input = 10'000'000}}});
    const BudgetStatus status = statusAt(ledger, budgetOf("50"), "2026-10-15T00:00:00Z");
    QCOMPARE(spent(status), std::string{"1"});
    QCOMPARE(status.state, BudgetState::Unknown);
    QVERIFY(status.foreign == std::vector<Money>{money("40", "CNY")});
    QCOMPARE(status.missingRates.size(), std::size_t{1});
    QCOMPARE(status.missingRates[0].args, (std::vector<std::string>{"CNY", "USD", "2026-10-05"}));
    QCOMPARE(statusAt(ledger, budgetOf("50"), "2026-11-15T00:00:00Z").state, BudgetState::Ok); // another month
}

void tst_Budgets::excludedRecordsDoNotCount()
{
    TestLedger ledger;
    ledger.add({dollars("2026-10-05T12:00:00Z", 10), dollars("2026-10-06T12:00:00Z", 5, "other")});
    RecordSelection other;
    other.filter = UsageFilter{.projects = {"other"}};
    QVERIFY(ledger.writer().setExcluded(other, true, "test", at("2026-10-07T00:00:00Z")));
    QCOMPARE(spent(statusAt(ledger, budgetOf("50"), "2026-10-15T00:00:00Z")), std::string{"10"});
    QCOMPARE(spent(statusAt(ledger, budgetOf("50", {}, "rolling:240h"), "2026-10-15T00:00:00Z")), std::string{"10"});
}

void tst_Budgets::filterThatIsNotUnderstood()
{
    TestLedger ledger;
    std::vector<Budget> budgets{budgetOf("50")};
    budgets[0].filter = R"({"colours":["red"]})";
    const auto statuses = budgetStatusesOf(ledger.reader(), ledger.pricer(), budgets, at("2026-10-15T00:00:00Z"), Zone::utc());
    QVERIFY(!statuses);
    QCOMPARE(statuses.problem().args, (std::vector<std::string>{"filter", "colours"}));
}

// Each budget, asked for together with all others, says what a report of its own over the same days says.
void tst_Budgets::manyBudgetsAgreeWithReports()
{
    TestLedger ledger;
    std::vector<Use> uses;
    std::vector<std::string> times;
    for (int i = 0; i < 300; ++i) {
        times.push_back(toRfc3339(at("2026-09-20T00:00:00Z") + hours{3 * i} + minutes{7 * i}));
    }
    for (int i = 0; i < 300; ++i) {
        uses.push_back({.time = times[std::size_t(i)].c_str(),
                        .model = i % 5 == 0 ? "yuan" : i % 7 == 0 ? "free" : "plain",
                        .tokens = {.input = 1'000 * i, .cacheRead = 77 * i, .output = 13 * i},
                        .project = "p" + std::to_string(i % 4),
                        .provider = i % 3 == 0 ? "acme" : "",
                        .source = i % 2 == 0 ? "codex" : "claude-code",
                        .agent = i % 6 == 0 ? "scout" : ""});
    }
    ledger.add(uses);
    ledger.setRate("2026-09-01", "CNY", "USD", "0.1404");
    ledger.setRate("2026-10-05", "CNY", "USD", "0.1399");
    const std::vector<UsageFilter> filters{{},
                                           {.projects = {"p1"}},
                                           {.projects = {"p2", "p3"}},
                                           {.providers = {"acme"}},
                                           {.sources = {"codex"}},
                                           {.models = {"yuan", "free"}},
                                           {.projects = {"p0"}, .agents = {"scout"}},
                                           {.models = {"pla*"}, .sources = {"codex"}}};
    std::vector<Budget> budgets;
    for (const UsageFilter &filter : filters) {
        for (const char *period : {"month", "week", "day", "2026-09-25..2026-10-10"}) {
            budgets.push_back(budgetOf("50", filter, period));
        }
    }
    const Zone zone = *Zone::byId("America/St_Johns"); // 2:30 behind
    const auto statuses = budgetStatusesOf(ledger.reader(), ledger.pricer(), budgets, at("2026-10-07T15:00:00Z"), zone);
    QVERIFY(statuses);
    for (const BudgetStatus &status : *statuses) {
        ReportRequest request;
        request.filter = *readFilterText(status.budget.filter);
        request.filter.from = status.current.span.firstDay;
        request.filter.to = status.current.span.endDay - days{1};
        request.zone = zone;
        request.currency = "USD";
        const Result<Report> report = reportOf(ledger.reader(), ledger.pricer(), request);
        QVERIFY(report);
        const Int128 expected = report->total.cost.empty() ? 0 : report->total.cost.front().atto();
        QCOMPARE(formatDecimal(status.current.spent, 18), formatDecimal(expected, 18));
        QCOMPARE(status.current.requests, report->total.requests);
    }
}

// A thousand budgets on a thousand projects, of one question; and a thousand over one scope.
void tst_Budgets::thousandBudgets()
{
    TestLedger ledger;
    std::vector<Use> uses;
    for (int i = 0; i < 1000; ++i) {
        uses.push_back({.time = "2026-10-05T12:00:00Z", .tokens = {.input = 100'000 * (i % 90)}, .project = "p" + std::to_string(i)});
    }
    ledger.add(uses);
    std::vector<Budget> budgets;
    for (int i = 0; i < 1000; ++i) {
        budgets.push_back(budgetOf("50", {.projects = {"p" + std::to_string(i)}}));
        budgets.push_back(budgetOf("50"));
        budgets.back().limit += i;
    }
    const auto ask = [&](const std::vector<Budget> &asked) {
        return budgetStatusesOf(ledger.reader(), ledger.pricer(), asked, at("2026-10-15T00:00:00Z"), Zone::utc());
    };
    const qint64 before = threadTime();
    const auto statuses = ask(budgets);
    const double together = double(threadTime() - before) / 1e6;
    QVERIFY(statuses);
    const std::vector<Budget> one{budgets.front()};
    const double alone = leastThreadMs(3, [&](int) { QVERIFY(ask(one)); });
    for (int i = 0; i < 1000; ++i) {
        QCOMPARE(spent((*statuses)[std::size_t(2 * i)]), std::to_string(i % 90));
    }
    QVERIFY2(together < 200 * std::max(alone, 10.0), qPrintable(QStringLiteral("%1 ms for all, %2 ms for one").arg(together).arg(alone)));
}

namespace
{

/// A ledger with budgets, evaluated as a program would.
struct Watch
{
    TestLedger ledger{};
    EvaluationRequest request{.channels = {"desktop"}, .watchAnomalies = false, .watchRunaway = false, .watchModels = false};

    Evaluation at(const char *clock)
    {
        request.clock = parseTime(clock)->time;
        Result<Evaluation> evaluation = evaluateBudgets(ledger.reader(), ledger.writer(), ledger.pricer(), request);
        if (!evaluation) {
            qFatal("cause %d", int(evaluation.problem().cause));
        }
        return *std::move(evaluation);
    }
    std::size_t due(const char *clock)
    {
        return ledger.writer().claimDeliveries("desktop", "test", parseTime(clock)->time, minutes{1})->size();
    }
    Budget add(const Budget &budget, const char *time = "2026-10-01T00:00:00Z") { return *ledger.writer().addBudget(budget, parseTime(time)->time); }
};

/// A dollar in each of the hours 9 to 16 UTC on the 30 days from 1 September on.
void workSeptember(Watch &watch)
{
    std::vector<std::string> times;
    for (int day = 0; day < 30; ++day) {
        for (int hour = 9; hour < 17; ++hour) {
            times.push_back(toRfc3339(at("2026-09-01T00:05:00Z") + days{day} + hours{hour}));
        }
    }
    std::vector<Use> uses;
    for (const std::string &time : times) {
        uses.push_back(dollars(time.c_str(), 1));
    }
    watch.ledger.add(uses);
}

} // namespace

void tst_Budgets::evaluationStoresOnce()
{
    Watch watch;
    watch.add(budgetOf("100"));
    watch.ledger.add({dollars("2026-10-05T12:00:00Z", 40)});
    QCOMPARE(storedWords(watch.at("2026-10-05T13:00:00Z")), QString{});
    watch.ledger.add({dollars("2026-10-06T12:00:00Z", 80)});
    QCOMPARE(storedWords(watch.at("2026-10-06T13:00:00Z")), QStringLiteral("50(together) 80(together) 100(together) exceeded"));
    QCOMPARE(storedWords(watch.at("2026-10-06T13:01:00Z")), QString{});
    QCOMPARE(watch.due("2026-10-06T13:02:00Z"), std::size_t{1});
    // November: late records of October stay in the inbox.
    watch.ledger.add({dollars("2026-11-01T00:30:00Z", 60)});
    QCOMPARE(storedWords(watch.at("2026-11-01T01:00:00Z")), QStringLiteral("50"));
}

void tst_Budgets::restartAndClockBack()
{
    Watch watch;
    watch.add(budgetOf("100"));
    watch.ledger.add({dollars("2026-10-30T12:00:00Z", 60), dollars("2026-11-01T00:10:00Z", 70)});
    QCOMPARE(storedWords(watch.at("2026-11-01T00:20:00Z")), QStringLiteral("50(late) 50"));
    // An hour back, into October: the present period stays November.
    const Evaluation back = watch.at("2026-10-31T23:30:00Z");
    QVERIFY(back.moment.clockIsBehind);
    QCOMPARE(toRfc3339(back.statuses[0].current.span.from), std::string{"2026-11-01T00:00:00Z"});
    QCOMPARE(storedWords(back), QString{});
    // Two days back: the clock is believed. October's key is there already.
    const Evaluation far = watch.at("2026-10-29T23:30:00Z");
    QVERIFY(far.moment.clockWasAhead);
    QCOMPARE(toRfc3339(far.statuses[0].current.span.from), std::string{"2026-10-01T00:00:00Z"});
    QCOMPARE(storedWords(far), QString{});
    QCOMPARE(storedWords(watch.at("2026-11-01T02:00:00Z")), QString{});
    QCOMPARE(watch.due("2026-11-01T02:00:00Z"), std::size_t{1});
}

void tst_Budgets::quietHoursDelayDeliveryOnly()
{
    Watch watch;
    watch.request.quiet = {.enabled = true, .fromMinute = 22 * 60, .toMinute = 7 * 60};
    watch.add(budgetOf("100"));
    watch.ledger.add({dollars("2026-10-05T12:00:00Z", 60)});
    QCOMPARE(storedWords(watch.at("2026-10-05T23:00:00Z")), QStringLiteral("50"));
    QCOMPARE(watch.due("2026-10-06T06:59:59Z"), std::size_t{0});
    QCOMPARE(watch.due("2026-10-06T07:00:00Z"), std::size_t{1});
}

void tst_Budgets::pauseAndEdit()
{
    Watch watch;
    Budget budget = watch.add(budgetOf("100"));
    watch.ledger.add({dollars("2026-10-05T12:00:00Z", 60)});
    budget.paused = true;
    budget = *watch.ledger.writer().editBudget(budget, at("2026-10-05T12:30:00Z"));
    QCOMPARE(storedWords(watch.at("2026-10-05T13:00:00Z")), QString{});
    budget.paused = false;
    budget = *watch.ledger.writer().editBudget(budget, at("2026-10-05T13:30:00Z"));
    QCOMPARE(storedWords(watch.at("2026-10-05T14:00:00Z")), QStringLiteral("50"));
    budget.limit = *parseDecimal("70", 18);
    budget = *watch.ledger.writer().editBudget(budget, at("2026-10-05T14:30:00Z"));
    QCOMPARE(storedWords(watch.at("2026-10-05T15:00:00Z")), QStringLiteral("50(your change) 80(your change)"));
    watch.ledger.add({dollars("2026-10-05T15:30:00Z", 11)});
    QCOMPARE(storedWords(watch.at("2026-10-05T16:00:00Z")), QStringLiteral("100(together) exceeded"));
    // Taken back: revision 0 stands again, and what it said was said.
    QVERIFY(watch.ledger.writer().undo(at("2026-10-05T16:30:00Z")));
    QCOMPARE(storedWords(watch.at("2026-10-05T17:00:00Z")), QString{});
}

void tst_Budgets::anomalyOfADay()
{
    Watch watch;
    watch.request.watchAnomalies = true;
    std::vector<std::string> times;
    for (int day = 0; day < 30; ++day) {
        times.push_back(toRfc3339(at("2026-09-01T12:00:00Z") + days{day}));
    }
    std::vector<Use> uses;
    for (const std::string &time : times) {
        uses.push_back(dollars(time.c_str(), 10));
    }
    watch.ledger.add(uses);
    QCOMPARE(storedWords(watch.at("2026-09-30T20:00:00Z")), QString{});
    watch.ledger.add({dollars("2026-10-01T09:00:00Z", 70)}); // today, so far
    const Evaluation evaluation = watch.at("2026-10-01T10:00:00Z");
    QCOMPARE(storedWords(evaluation), QStringLiteral("anomaly"));
    QCOMPARE(evaluation.stored[0].detail, std::string{"plain"});
    QCOMPARE(formatDecimal(evaluation.stored[0].spent, 18), std::string{"70"});
    QCOMPARE(formatDecimal(evaluation.stored[0].expected, 18), std::string{"10"});
    QCOMPARE(storedWords(watch.at("2026-10-02T10:00:00Z")), QString{}); // the same day, now complete
}

// All usage varies by day between 10 and 90, one project is steady: its jump to 40 is no news for the whole.
void tst_Budgets::anomalyBelowTheWhole()
{
    Watch watch;
    watch.request.watchAnomalies = true;
    watch.add(budgetOf("9999", {.projects = {"calm"}}), "2026-08-01T00:00:00Z");
    std::vector<std::string> times;
    for (int day = 0; day < 40; ++day) {
        times.push_back(toRfc3339(at("2026-09-01T12:00:00Z") + days{day}));
    }
    std::vector<Use> uses;
    for (std::size_t day = 0; day < times.size(); ++day) {
        uses.push_back(dollars(times[day].c_str(), 10 + int(day * 37 % 9) * 10));
        uses.push_back(dollars(times[day].c_str(), 5, "calm"));
    }
    uses.push_back(dollars("2026-10-11T12:00:00Z", 40, "calm"));
    watch.ledger.add(uses);
    const Evaluation evaluation = watch.at("2026-10-11T20:00:00Z");
    QCOMPARE(storedWords(evaluation), QStringLiteral("anomaly"));
    QCOMPARE(evaluation.stored[0].subjectName, std::string{"team"});
}

void tst_Budgets::runawayAtNight()
{
    Watch watch;
    watch.request.watchRunaway = true;
    workSeptember(watch);
    QCOMPARE(storedWords(watch.at("2026-09-30T16:10:00Z")), QString{});
    watch.ledger.add({{.time = "2026-10-01T02:01:00Z", .tokens = {.input = 400'000}, .session = "loop"},
                      {.time = "2026-10-01T02:02:00Z", .tokens = {.input = 100'000}, .session = "other"}});
    const Evaluation evaluation = watch.at("2026-10-01T02:05:00Z");
    QCOMPARE(storedWords(evaluation), QStringLiteral("runaway"));
    QCOMPARE(evaluation.stored[0].detail, std::string{"loop"});
    QCOMPARE(toRfc3339(evaluation.stored[0].key.periodStart), std::string{"2026-10-01T02:00:00Z"});
    watch.ledger.add({{.time = "2026-10-01T02:20:00Z", .tokens = {.input = 500'000}, .session = "loop"}});
    QCOMPARE(storedWords(watch.at("2026-10-01T02:25:00Z")), QString{}); // one alarm an episode
}

// A usual active day is 8 dollars, a usual hour 1: an hour of 5 exceeds 1.25 x 1 and is 4 = half a day above the usual one.
void tst_Budgets::anomalyOfAnHour()
{
    Watch watch;
    watch.request.watchAnomalies = true;
    watch.request.zone = *Zone::byId("Asia/Kolkata"); // half an hour off: its hours begin at :30 UTC
    workSeptember(watch);
    watch.ledger.add({{.time = "2026-10-01T10:35:00Z", .tokens = {.input = 240'000}, .session = "calm"},
                      {.time = "2026-10-01T11:20:00Z", .tokens = {.input = 250'000}, .session = "busy"}});
    QCOMPARE(storedWords(watch.at("2026-10-01T11:25:00Z")), QString{}); // 4.90: the excess is 3.90
    watch.ledger.add({{.time = "2026-10-01T11:26:00Z", .tokens = {.input = 20'000}, .session = "busy"}});
    const Evaluation evaluation = watch.at("2026-10-01T11:28:00Z");
    QCOMPARE(storedWords(evaluation), QStringLiteral("anomaly_hour"));
    QVERIFY(evaluation.stored[0].key.periodStart == at("2026-10-01T10:30:00Z"));
    QCOMPARE(formatDecimal(evaluation.stored[0].spent, 18), std::string{"5.1"});
    QCOMPARE(formatDecimal(evaluation.stored[0].expected, 18), std::string{"1"});
    QCOMPARE(evaluation.stored[0].detail, std::string{"busy"});
    QCOMPARE(storedWords(watch.at("2026-10-01T11:45:00Z")), QString{}); // the same hour, now complete
}

void tst_Budgets::anHourOfARunawayIsNoNews()
{
    Watch watch;
    watch.request.watchAnomalies = true;
    watch.request.watchRunaway = true;
    workSeptember(watch);
    watch.ledger.add({{.time = "2026-10-01T02:01:00Z", .tokens = {.input = 900'000}, .session = "loop"}});
    QCOMPARE(storedWords(watch.at("2026-10-01T02:10:00Z")), QStringLiteral("runaway"));
    QCOMPARE(storedWords(watch.at("2026-10-01T03:10:00Z")), QString{});
}

// Gemini 3.6 Flash costs 0.75 and 3.75 a million until 2027, then twice that (catalogue, two sources).
void tst_Budgets::priceChangeAhead()
{
    Watch watch;
    watch.request.watchModels = true;
    const auto gemini = [](const char *time) { return Use{.time = time, .model = "gemini-3.6-flash", .tokens = {.input = 2'000'000, .output = 400'000}, .provider = "google"}; };
    watch.ledger.add({gemini("2026-11-20T12:00:00Z"), gemini("2026-12-05T12:00:00Z"), dollars("2026-12-05T12:00:00Z", 5)});
    QCOMPARE(storedWords(watch.at("2026-12-01T00:00:00Z")), QString{}); // 31 days ahead
    const Evaluation evaluation = watch.at("2026-12-10T12:00:00Z");
    QCOMPARE(storedWords(evaluation), QStringLiteral("price_change"));
    const Alert &alert = evaluation.stored[0];
    QCOMPARE(alert.key.subject, std::string{"google/gemini-3.6-flash"});
    QVERIFY(alert.key.periodStart == at("2027-01-01T00:00:00Z"));
    QCOMPARE(alert.subjectName, std::string{"Gemini 3.6 Flash"});
    QCOMPARE(formatDecimal(alert.spent, 18), std::string{"6"});     // 2 x (2 x 0.75 + 0.4 x 3.75)
    QCOMPARE(formatDecimal(alert.expected, 18), std::string{"12"});
    QCOMPARE(storedWords(watch.at("2026-12-20T12:00:00Z")), QString{});
    QCOMPARE(int(watch.ledger.reader().alerts({.openOnly = true})->size()), 1);
}

// Forty days of 3 dollars of Gemini and 1 of another: from January on a usual day is 7, that is 175 %.
void tst_Budgets::knownPriceChangeInTheForecast()
{
    TestLedger ledger;
    std::vector<std::string> times;
    for (int day = 0; day < 40; ++day) {
        times.push_back(toRfc3339(at("2026-11-11T12:00:00Z") + days{day}));
    }
    std::vector<Use> uses;
    for (const std::string &time : times) {
        uses.push_back({.time = time.c_str(), .model = "gemini-3.6-flash", .tokens = {.input = 2'000'000, .output = 400'000}, .provider = "google"});
        uses.push_back(dollars(time.c_str(), 1));
    }
    ledger.add(uses);
    const BudgetStatus status = statusAt(ledger, budgetOf("500", {}, "2026-12-01..2027-01-10"), "2026-12-21T00:00:00Z");
    QVERIFY(status.forecast);
    QCOMPARE(int(status.forecast->priceSteps.size()), 1);
    QVERIFY(toIso(status.forecast->priceSteps[0].day) == "2027-01-01");
    QVERIFY(std::abs(status.forecast->priceSteps[0].factor - 1.75) < 1e-9);
    QCOMPARE(status.forecast->priceSteps[0].models, std::string{"Gemini 3.6 Flash"});
    // 20 days of 4 are spent, 11 of 4 and 10 of 7 are to come.
    const double expected = Money::fromAtto(status.forecast->expected, Currency{"USD"}).toDouble();
    QVERIFY2(std::abs(expected - (80 + 44 + 70)) < 1, qPrintable(QString::number(expected)));
}

void tst_Budgets::forecastMarksOnTheirDay()
{
    Watch watch;
    const Budget budget = watch.add(budgetOf("100"), "2026-09-01T00:00:00Z");
    std::vector<std::string> times;
    for (int day = 0; day < 40; ++day) {
        times.push_back(toRfc3339(at("2026-09-01T12:00:00Z") + days{day}));
    }
    std::vector<Use> uses;
    for (const std::string &time : times) {
        uses.push_back(dollars(time.c_str(), 1));
    }
    watch.ledger.add(uses);
    watch.at("2026-10-07T12:00:00Z"); // the 7th day has begun: no mark
    QVERIFY(watch.ledger.reader().forecastMarks(budget.uuid)->empty());
    watch.at("2026-10-08T12:00:00Z"); // floor(31 x 0.25) = 7 days are over
    const std::vector<ForecastMark> marks = *watch.ledger.reader().forecastMarks(budget.uuid);
    QCOMPARE(marks.size(), std::size_t{1});
    QCOMPARE(marks[0].percent, 25);
    QVERIFY(*watch.ledger.reader().forecastMarks(budget.uuid) == marks); // the present period proves nothing yet
    QCOMPARE(trackRecordOf(watch.ledger.reader(), watch.at("2026-10-08T18:00:00Z").statuses[0])->marks, 0);
    QVERIFY(*watch.ledger.reader().forecastMarks(budget.uuid) == marks);
    // The month ends with ten days of it: far below the band.
    const Result<TrackRecord> record = trackRecordOf(watch.ledger.reader(), watch.at("2026-11-02T00:00:00Z").statuses[0]);
    QCOMPARE(record->marks, 1);
    QCOMPARE(record->held, 0);
}

void tst_Budgets::preview()
{
    TestLedger ledger;
    std::vector<std::string> times;
    for (int day = 0; day < 120; ++day) {
        times.push_back(toRfc3339(at("2026-07-01T12:00:00Z") + days{day}));
    }
    std::vector<Use> uses;
    for (const std::string &time : times) {
        uses.push_back(dollars(time.c_str(), 1));
    }
    ledger.add(uses); // 31, 31, 30 dollars, and 28 in October
    const Result<BudgetPreview> preview = budgetPreviewOf(ledger.reader(), ledger.pricer(), budgetOf("30.5"), at("2026-10-29T00:00:00Z"), Zone::utc());
    QVERIFY(preview);
    QCOMPARE(spent(preview->status), std::string{"28"});
    QCOMPARE(preview->backTest.periods.size(), std::size_t{3});
    QCOMPARE(preview->backTest.exceeded, 2);
    QCOMPARE(toIso(*preview->backTest.periods[0].exceeded), std::string{"2026-07-31"});
    QCOMPARE(formatDecimal(preview->suggestion->median, 18), std::string{"31"});
}

TOKENMETER_TEST(tst_Budgets);

} // namespace test_Budgets

#include "tst_Budgets.moc"
