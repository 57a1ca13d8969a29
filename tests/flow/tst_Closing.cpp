// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "TestLedger.h"
#include "flow/Closing.h"
#include "flow/Pricing.h"

#include <QtTest>

#include <map>
#include <random>

namespace test_Closing
{

using namespace tokenmeter;
using namespace tokenmeter::testing;

namespace
{

template <typename T>
T must(Result<T> result)
{
    if (!result) {
        qFatal("cause %d %s", int(result.problem().cause), result.problem().args.empty() ? "" : result.problem().args.back().c_str());
    }
    return *std::move(result);
}

UtcTime moment(const char *text)
{
    return parseTime(text)->time;
}

NamedPeriod period(const char *name)
{
    return *parseNamedPeriod(name);
}

/// A ledger whose imports have times of their own, since being late is a matter of when.
struct ClosingDesk
{
    QTemporaryDir folder{};
    std::string path = folder.filePath(QStringLiteral("ledger.db")).toStdString();
    std::unique_ptr<LedgerWriter> writer = must(LedgerWriter::open(path, {}));
    std::unique_ptr<LedgerReader> reader = must(LedgerReader::open(path));
    std::unique_ptr<Pricer> pricer = priced("10");
    int count = 0;

    static std::unique_ptr<Pricer> priced(const char *input)
    {
        std::vector<OwnPrice> own{{.uuid = "1", .model = "plain", .currency = "USD", .input = input, .cacheRead = "1", .output = "50"},
                                  {.uuid = "2", .model = "yuan", .currency = "CNY", .input = "4", .output = "16"}};
        return std::make_unique<Pricer>(Catalogue::builtIn(), std::move(own));
    }

    void import(const std::vector<Use> &uses, const char *time)
    {
        std::vector<FileBatch> batches;
        for (const Use &use : uses) {
            FileBatch batch;
            batch.source = {use.source, "/home/ada/" + use.source};
            batch.path = batch.source.root + '/' + std::to_string(count) + ".jsonl";
            UsageRecord record;
            record.identity = identityOf({"test", std::to_string(count++)});
            record.time = record.end = moment(use.time);
            record.tokens = use.tokens;
            batch.usage.contexts.push_back({.attribution = {.session = use.session, .project = use.project},
                                            .serving = {.provider = use.provider, .model = use.model}});
            batch.usage.records.push_back(record);
            batches.push_back(std::move(batch));
        }
        must(writer->beginImport(moment(time)));
        must(writer->append(batches, rateSourceOf(*pricer)));
        must(writer->finishImport());
    }
    void reprice(const char *input)
    {
        pricer = priced(input);
        must(writer->reprice(false, rateSourceOf(*pricer)));
    }
    PeriodClose close(const char *name, const char *time)
    {
        return must(closePeriod(*writer, *reader, {.period = period(name), .figures = "{}", .now = moment(time)}));
    }
    std::vector<CloseStanding> standings(const char *time, LookAt look = LookAt::Records) { return must(closeStandings(*reader, moment(time), look)); }
};

std::map<std::string, Int128> codes(const std::vector<Money> &amounts)
{
    std::map<std::string, Int128> sums;
    for (const Money &amount : amounts) {
        sums[amount.currency().code()] += amount.atto();
    }
    std::erase_if(sums, [](const auto &one) { return one.second == 0; });
    return sums;
}

/// Frozen, everything settled and everything pending.
std::map<std::string, Int128> explained(const CloseStanding &standing)
{
    std::vector<Money> amounts = standing.frozen.totals();
    const auto add = [&amounts](const std::vector<Adjustment> &adjustments) {
        const std::vector<Money> sum = sumOf(adjustments);
        amounts.insert(amounts.end(), sum.begin(), sum.end());
    };
    for (const CloseStanding::Settled &one : standing.settled) {
        add(one.adjustments);
    }
    add(standing.pending);
    return codes(amounts);
}

} // namespace

class tst_Closing : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void unchangedUntilSomethingChanges();
    void whatChangedAndWhy();
    void settledInTheNextCloseAndCountedOnce();
    void frozenSettledAndPendingAreToday();
    void sumsAndRecordsAgree();
    void whereAdjustmentsAreShown_data();
    void whereAdjustmentsAreShown();
    void unfinishedPeriods();
    void overlappingClosesCountOnce();
    void openPoints();
};

void tst_Closing::unchangedUntilSomethingChanges()
{
    ClosingDesk desk;
    desk.import({{.tokens = {.input = 1'000'000}}, {.model = "yuan", .tokens = {.output = 3}}, {.model = "unheard of", .tokens = {.input = 5}}},
                "2026-11-01T00:00:00Z");
    const PeriodClose close = desk.close("2026-10", "2026-11-03T00:00:00Z");
    QCOMPARE(close.records, 3);
    QVERIFY(!close.soFar);
    for (const LookAt look : {LookAt::Records, LookAt::Sums}) {
        const std::vector<CloseStanding> standings = desk.standings("2026-11-10T00:00:00Z", look);
        QCOMPARE(standings.size(), std::size_t{1});
        QVERIFY(standings.front().isUnchanged());
        QCOMPARE(standings.front().isBasisSame, look == LookAt::Records ? std::optional{true} : std::nullopt);
        QVERIFY(standings.front().frozen.totals() == (std::vector{money("0.000048", "CNY"), money("10")}));
        QCOMPARE(standings.front().frozen.unpricedRequests(), 1);
    }
    desk.import({{.time = "2026-11-02T00:00:00Z", .tokens = {.input = 7}}}, "2026-11-12T00:00:00Z"); // of another month
    QVERIFY(desk.standings("2026-11-13T00:00:00Z").front().isUnchanged());
}

void tst_Closing::whatChangedAndWhy()
{
    ClosingDesk desk;
    desk.import({{.tokens = {.input = 1'000'000}, .session = "a"}, {.tokens = {.input = 2'000'000}, .project = "app", .session = "b"}}, "2026-11-01T00:00:00Z");
    desk.close("2026-10", "2026-11-03T00:00:00Z");
    desk.import({{.model = "yuan", .tokens = {.input = 1'000'000}}}, "2026-11-04T00:00:00Z");
    must(desk.writer->setExcluded({.filter = UsageFilter{.sessions = {"b"}}}, true, "a test", moment("2026-11-05T00:00:00Z")));
    desk.reprice("11");
    const CloseStanding standing = desk.standings("2026-11-10T00:00:00Z").front();
    QCOMPARE(standing.isBasisSame, std::optional{false});
    QCOMPARE(standing.pending.size(), std::size_t{3});
    // By source, provider, model, project: plain of app, plain of shop, yuan of shop.
    QVERIFY(standing.pending[0].cause == AdjustmentCause::Excluded && standing.pending[0].project == "app");
    QVERIFY(standing.pending[0].amounts == std::vector{money("-20")}); // what it was frozen at, whatever it would cost by now
    QVERIFY(standing.pending[1].cause == AdjustmentCause::PriceChanged && standing.pending[1].project == "shop");
    QVERIFY(standing.pending[1].amounts == std::vector{money("1")});
    QVERIFY(standing.pending[2].cause == AdjustmentCause::LateRecords && standing.pending[2].model == "yuan");
    QVERIFY(standing.pending[2].amounts == std::vector{money("4", "CNY")});
    QCOMPARE(toText(standing.shownIn), std::string{"2026-11"});
    QVERIFY(explained(standing) == codes(must(periodSums(*desk.reader, period("2026-10"), Zone::utc())).totals()));
    QVERIFY(standing.frozen.totals() == std::vector{money("30")}); // what was closed does not move
}

void tst_Closing::settledInTheNextCloseAndCountedOnce()
{
    ClosingDesk desk;
    desk.import({{.tokens = {.input = 1'000'000}}, {.time = "2026-11-05T00:00:00Z", .tokens = {.input = 1'000'000}}}, "2026-11-06T00:00:00Z");
    desk.close("2026-10", "2026-11-07T00:00:00Z");
    desk.import({{.tokens = {.input = 500'000}}}, "2026-11-08T00:00:00Z");
    desk.close("2026-11", "2026-12-02T00:00:00Z");
    CloseStanding october = desk.standings("2026-12-03T00:00:00Z").front();
    QCOMPARE(october.settled.size(), std::size_t{1});
    QCOMPARE(toText(october.settled.front().shownIn), std::string{"2026-11"});
    QVERIFY(sumOf(october.settled.front().adjustments) == std::vector{money("5")});
    QVERIFY(october.pending.empty());
    QCOMPARE(october.isBasisSame, std::optional{true}); // since what was settled

    desk.import({{.tokens = {.input = 100'000}}}, "2026-12-05T00:00:00Z"); // October once more: December shows it
    october = desk.standings("2026-12-06T00:00:00Z").front();
    QVERIFY(sumOf(october.pending) == std::vector{money("1")});
    QCOMPARE(toText(october.shownIn), std::string{"2026-12"});
    QCOMPARE(october.adjustmentCount(), std::size_t{2});
    QVERIFY(explained(october) == codes({money("16")}));

    must(desk.writer->reopenClose(desk.standings("2026-12-06T00:00:00Z").back().close.id, "too early", moment("2026-12-07T00:00:00Z")));
    october = desk.standings("2026-12-08T00:00:00Z").front();
    QVERIFY(october.settled.empty());
    QVERIFY(sumOf(october.pending) == std::vector{money("6")});
    QCOMPARE(toText(october.shownIn), std::string{"2026-11"}); // open again, and the month under review
}

/// Random changes between closes; the identity holds at every moment.
void tst_Closing::frozenSettledAndPendingAreToday()
{
    std::mt19937 random{5};
    const auto pick = [&random](int below) { return int(random() % unsigned(below)); };
    ClosingDesk desk;
    const auto imported = [&](const char *time) {
        std::vector<Use> uses;
        for (int i = 1 + pick(6); i > 0; --i) {
            const char *times[] = {"2026-09-11T00:00:00Z", "2026-10-05T12:00:00Z", "2026-10-31T23:59:59Z", "2026-11-02T08:00:00Z"};
            const char *models[] = {"plain", "yuan", "unheard of"};
            const char *projects[] = {"shop", "app"};
            uses.push_back({.time = times[pick(4)], .model = models[pick(3)], .tokens = {.input = pick(100'000), .output = pick(7'777)},
                            .project = projects[pick(2)], .session = std::string{"s"} + std::to_string(pick(4))});
        }
        desk.import(uses, time);
    };
    imported("2026-11-01T00:00:00Z");
    desk.close("2026-09", "2026-11-02T00:00:00Z");
    desk.close("2026-10", "2026-11-02T00:00:00Z");
    for (int step = 0; step < 12; ++step) {
        const UtcTime now = moment("2026-11-03T00:00:00Z") + std::chrono::hours{24 * step};
        switch (pick(4)) {
        case 0:
        case 1: imported(toRfc3339(now).c_str()); break;
        case 2:
            must(desk.writer->setExcluded({.filter = UsageFilter{.sessions = {std::string{"s"} + std::to_string(pick(4))}}}, pick(2) == 0, "random", now));
            break;
        case 3: desk.reprice(std::to_string(1 + pick(20)).c_str()); break;
        }
        if (step == 6) {
            desk.close("2026-11", "2026-12-02T00:00:00Z");
        }
        for (const CloseStanding &standing : desk.standings(step < 6 ? "2026-11-20T00:00:00Z" : "2026-12-20T00:00:00Z")) {
            QVERIFY(explained(standing) == codes(must(periodSums(*desk.reader, standing.close.period, Zone::utc())).totals()));
        }
    }
    QVERIFY(desk.standings("2026-12-20T00:00:00Z").front().adjustmentCount() > 0);
}

void tst_Closing::sumsAndRecordsAgree()
{
    ClosingDesk desk;
    desk.import({{.tokens = {.input = 5}}, {.time = "2026-10-31T23:30:00Z", .tokens = {.input = 6}, .session = "b"}, {.model = "unheard of", .tokens = {.output = 1}},
                 {.time = "2026-09-30T22:30:00Z", .model = "yuan", .tokens = {.input = 9}, .source = "codex"}},
                "2026-11-01T00:00:00Z");
    must(desk.writer->setExcluded({.filter = UsageFilter{.sessions = {"b"}}}, true, "a test", moment("2026-11-05T00:00:00Z")));
    for (const char *id : {"UTC", "Europe/Berlin", "Asia/Kathmandu", "America/New_York"}) {
        const Zone zone = *Zone::byId(id);
        QVERIFY(must(periodSums(*desk.reader, period("2026-10"), zone)) == must(periodCells(*desk.reader, period("2026-10"), zone)).cells);
    }
}

void tst_Closing::whereAdjustmentsAreShown_data()
{
    QTest::addColumn<QString>("standing");
    QTest::addColumn<QString>("closed");
    QTest::addColumn<QString>("today");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const char *standing, const char *closed, const char *today, const char *expected) {
        QTest::newRow(name) << QString::fromLatin1(standing) << QString::fromLatin1(closed) << QString::fromLatin1(today) << QString::fromLatin1(expected);
    };
    row("the running month", "2026-10", "2026-10", "2026-11-18", "2026-11");
    row("the month under review", "2026-10", "2026-10", "2026-12-02", "2026-11");
    row("that one is closed", "2026-10 2026-11", "2026-10", "2026-12-02", "2026-12");
    row("a year later", "2026-10", "2026-10", "2027-10-02", "2027-09");
    row("found while it runs", "2026-10-01..2026-10-15", "2026-10-01..2026-10-15", "2026-10-20", "2026-11");
    row("closed so far", "2026-10 2026-11 2026-12", "2026-10", "2026-12-15", "2027-01");
    row("inside a closed quarter", "2026-10 2026-Q4", "2026-10", "2026-12-15", "2027-01");
    row("of a year", "2025", "2025", "2026-01-05", "2026-01");
}

void tst_Closing::whereAdjustmentsAreShown()
{
    QFETCH(QString, standing);
    QFETCH(QString, closed);
    QFETCH(QString, today);
    QFETCH(QString, expected);
    std::vector<PeriodClose> closes;
    const QStringList names = standing.split(QLatin1Char(' '));
    for (const QString &name : names) {
        closes.push_back({.period = *parseNamedPeriod(name.toStdString())});
    }
    closes.push_back({.period = period("2026-11"), .reopened = Reopening{}}); // open again
    const NamedPeriod month = adjustmentMonth(closes, *parseNamedPeriod(closed.toStdString()), *parseDay(today.toStdString()));
    QCOMPARE(QString::fromStdString(toText(month)), expected);
}

void tst_Closing::unfinishedPeriods()
{
    ClosingDesk desk;
    desk.import({{.time = "2026-11-05T00:00:00Z", .tokens = {.input = 1}}}, "2026-11-06T00:00:00Z");
    CloseRequest request{.period = period("2026-11"), .figures = "{}", .now = moment("2026-11-18T12:00:00Z")};
    QCOMPARE(closePeriod(*desk.writer, *desk.reader, request).problem().args.front(), std::string{"period"});
    request.soFar = true;
    const PeriodClose close = must(closePeriod(*desk.writer, *desk.reader, request));
    QCOMPARE(toText(close.period), std::string{"2026-11-01..2026-11-18"});
    QVERIFY(close.soFar);
    request.period = period("2027-01");
    QVERIFY(!closePeriod(*desk.writer, *desk.reader, request)); // has not begun
    request.period = period("2026-11");
    request.now = moment("2026-12-01T00:00:00Z");
    QVERIFY(!must(closePeriod(*desk.writer, *desk.reader, request)).soFar); // over by now
    // The zone decides when that is.
    request.period = period("2026-12");
    request.soFar = false;
    request.now = moment("2026-12-31T23:30:00Z");
    request.zone = *Zone::byId("Europe/Berlin");
    QVERIFY(daysToClose(request));
}

void tst_Closing::overlappingClosesCountOnce()
{
    ClosingDesk desk;
    desk.import({{.tokens = {.input = 1'000'000}}}, "2026-11-01T00:00:00Z");
    desk.close("2026-10", "2027-01-03T00:00:00Z");
    desk.close("2026-Q4", "2027-01-03T00:00:00Z");
    desk.import({{.tokens = {.input = 1'000'000}}}, "2027-01-04T00:00:00Z");
    const std::vector<CloseStanding> standings = desk.standings("2027-01-05T00:00:00Z");
    QCOMPARE(standings.size(), std::size_t{2});
    for (const CloseStanding &standing : standings) {
        QVERIFY(sumOf(standing.pending) == std::vector{money("10")});
        QCOMPARE(standing.isCounted, standing.close.period.kind == NamedPeriod::Kind::Month);
        QCOMPARE(toText(standing.shownIn), std::string{"2027-01"});
    }
}

void tst_Closing::openPoints()
{
    ClosingDesk desk;
    desk.import({{.tokens = {.input = 1'000'000}}, {.model = "unheard of", .tokens = {.input = 5}}, {.model = "unheard of", .tokens = {.input = 6}},
                 {.model = "unknown", .tokens = {.input = 50}}},
                "2026-11-01T00:00:00Z");
    const BillingAccount account = must(desk.writer->addAccount({.provider = "anthropic", .name = "work"}, moment("2026-10-01T00:00:00Z")));
    const std::vector<AccountToReconcile> accounts{{.account = account}};
    OpenPoints points = must(openPointsOf(*desk.reader, *desk.pricer, period("2026-10"), Zone::utc(), accounts, moment("2026-11-18T00:00:00Z")));
    QVERIFY(points.isOver && !points.isReady());
    QCOMPARE(points.unpriced.size(), std::size_t{2});
    QCOMPARE(points.unpriced.front().model, std::string{"unknown"}); // most tokens first
    QCOMPARE(points.unpriced.back().requests, 2);
    QCOMPARE(points.unpriced.back().tokens, 11);
    QCOMPARE(points.accounts.size(), std::size_t{1}); // was never polled
    QCOMPARE(points.accounts.front().name, std::string{"work"});
    QVERIFY(points.accounts.front().lack == OpenPoints::Lack::NoBill);
    points = must(openPointsOf(*desk.reader, *desk.pricer, period("2026-11"), Zone::utc(), accounts, moment("2026-11-18T00:00:00Z")));
    QVERIFY(!points.isOver);
    QVERIFY(points.accounts.front().lack == OpenPoints::Lack::Running);
    QVERIFY(must(openPointsOf(*desk.reader, *desk.pricer, period("2026-09"), Zone::utc(), {}, moment("2026-11-18T00:00:00Z"))).isReady());
}

TOKENMETER_TEST(tst_Closing);

} // namespace test_Closing

#include "tst_Closing.moc"
