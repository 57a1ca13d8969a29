// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "TestLedger.h"

#include "flow/Breakdown.h"
#include "flow/BreakdownCurve.h"
#include "flow/Report.h"
#include "support/ThreadTime.h"

#include <QElapsedTimer>
#include <QtTest>

#include <numeric>
#include <random>
#include <set>

namespace test_Breakdown
{

using namespace tokenmeter;
using namespace tokenmeter::testing;
using namespace std::chrono;

namespace
{

/// November 2026, on its 18th day.
BreakdownRequest november(std::vector<Dimension> by)
{
    BreakdownRequest request;
    request.filter.from = parseDay("2026-11-01");
    request.filter.to = parseDay("2026-11-30");
    request.by = std::move(by);
    request.now = parseTime("2026-11-18T12:00:00Z")->time;
    return request;
}

Breakdown made(TestLedger &ledger, const BreakdownRequest &request)
{
    Result<Breakdown> breakdown = breakdownOf(ledger.reader(), ledger.pricer(), request);
    if (!breakdown) {
        qFatal("breakdown failed, cause %d", int(breakdown.problem().cause));
    }
    return *std::move(breakdown);
}

/// "shop 12.50 (11.00 before), 3 requests, 1 unpriced", children indented.
void print(const Breakdown &b, BreakdownNodeId id, QStringList &lines)
{
    const BreakdownNode &node = b.nodes[id];
    QString name = node.depth == 0 ? QStringLiteral("total") : QString::fromStdString(node.name);
    if (node.gone > 0) {
        name = QStringLiteral("gone %1").arg(node.gone);
    } else if (name.isEmpty()) {
        name = QStringLiteral("-");
    }
    const auto money = [](Money amount) { return QString::number(amount.toDouble(), 'g', 12); };
    QString line = QString(2 * node.depth, u' ') + name + u' ' + money(node.inCurrency) + QStringLiteral(" (") + money(node.before.inCurrency)
        + QStringLiteral("), ") + QString::number(node.spend.requests);
    if (node.spend.unpricedRequests > 0) {
        line += QStringLiteral(", unpriced %1").arg(node.spend.unpricedRequests);
    }
    lines << line;
    for (const BreakdownNodeId child : node.children) {
        print(b, child, lines);
    }
}

QString lines(const Breakdown &b)
{
    QStringList result;
    print(b, 0, result);
    return result.join(u'\n');
}

BreakdownNodeId find(const Breakdown &b, const std::vector<std::string> &path)
{
    BreakdownNodeId at = 0;
    for (const std::string &name : path) {
        const auto &children = b.nodes[at].children;
        const auto found = std::find_if(children.begin(), children.end(),
                                        [&](BreakdownNodeId id) { return b.nodes[id].name == name && b.nodes[id].gone == 0; });
        if (found == children.end()) {
            qFatal("no node %s", name.c_str());
        }
        at = *found;
    }
    return at;
}

QString joined(std::initializer_list<const char *> parts)
{
    QStringList list;
    for (const char *part : parts) {
        list << QString::fromLatin1(part);
    }
    return list.join(u'\n');
}

#define SAME(b, ...) QCOMPARE(lines(b), joined({__VA_ARGS__}))

/// `plain` costs 10 dollars for a million tokens of input: 100,000 are one dollar.
Use use(const char *day, std::int64_t tenThousandths, const std::string &project, const std::string &model = "plain",
        const std::string &session = "s1")
{
    static std::set<std::string> times; // the ledger copies texts, but Use keeps a pointer
    const std::string &time = *times.insert(std::string{day} + "T10:00:00Z").first;
    return {.time = time.c_str(), .model = model, .tokens = {.input = tenThousandths * 10}, .project = project, .session = session};
}

} // namespace

class tst_Breakdown : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void refuses_data();
    void refuses();
    void golden();
    void oneAndThreeLevels();
    void comparesLikeWithLike();
    void convertsAndKeepsWhatCannotBe();
    void emptyPeriodNamesTheNearestDay();
    void filtersNameTheRecords();
    void stepsByDay();
    void stepsByWeek();
    void closesWithTheReport_data();
    void closesWithTheReport();
    void curve_data();
    void curve();
    void concentrationOfSessions();
    void concentrationOfProjects();
    void staysFast();
};

void tst_Breakdown::refuses_data()
{
    QTest::addColumn<QList<int>>("by");
    QTest::addColumn<QString>("to");
    const int model = int(Dimension::Model);
    QTest::newRow("nothing") << QList<int>{} << "2026-11-30";
    QTest::newRow("four") << QList<int>{model, int(Dimension::Project), int(Dimension::Source), int(Dimension::Agent)} << "2026-11-30";
    QTest::newRow("twice") << QList<int>{model, model} << "2026-11-30";
    QTest::newRow("a time") << QList<int>{int(Dimension::Day)} << "2026-11-30";
    QTest::newRow("backwards") << QList<int>{model} << "2026-10-31";
}

void tst_Breakdown::refuses()
{
    QFETCH(QList<int>, by);
    QFETCH(QString, to);
    TestLedger ledger;
    BreakdownRequest request = november({});
    for (const int dimension : by) {
        request.by.push_back(Dimension(dimension));
    }
    request.filter.to = parseDay(to.toStdString());
    const auto answer = breakdownOf(ledger.reader(), ledger.pricer(), request);
    QVERIFY(!answer);
    QCOMPARE(answer.problem().cause, Cause::BadArgument);
}

void tst_Breakdown::golden()
{
    TestLedger ledger;
    ledger.add({
        use("2026-11-02", 30'000, "shop"), use("2026-11-03", 10'000, "shop"), use("2026-11-03", 5'000, "shop", "free"),
        use("2026-11-04", 20'000, "bank"), use("2026-11-05", 7'000, "bank", "mystery"), use("2026-11-06", 25'000, ""),
        use("2026-11-07", 9'000, "lab", "mystery"),
        // before: the shop with plain, a model of the bank that is gone, two projects that are gone
        use("2026-10-02", 10'000, "shop"), use("2026-10-02", 15'000, "bank", "yuan"), use("2026-10-03", 2'000, "old"),
        use("2026-10-03", 1'000, "older"),
    });
    ledger.setRate("2026-10-01", "USD", "CNY", "8");
    // 15'000 of yuan: 150,000 tokens at 4 CNY a million = 0.6 CNY = 0.075 USD.
    // Costs in dollars: shop 3 + 1, bank 2, no project 2.5. Nothing said its price: lab and a part of the bank.
    SAME(made(ledger, november({Dimension::Project, Dimension::Model})),
         "total 8.5 (1.375), 7, unpriced 2",
         "  shop 4 (1), 3",
         "    plain 4 (1), 2",
         "    free 0 (0), 1",
         "  - 2.5 (0), 1",
         "    plain 2.5 (0), 1",
         "  bank 2 (0.075), 2, unpriced 1",
         "    plain 2 (0), 1",
         "    mystery 0 (0), 1, unpriced 1",
         "    gone 1 0 (0.075), 0",
         "  lab 0 (0), 1, unpriced 1",
         "    mystery 0 (0), 1, unpriced 1",
         "  gone 2 0 (0.3), 0");
}

void tst_Breakdown::oneAndThreeLevels()
{
    TestLedger ledger;
    Use batch = use("2026-11-02", 10'000, "shop");
    batch.tier = "batch";
    Use agent = use("2026-11-02", 20'000, "bank");
    agent.agent = "tests";
    agent.provider = "anthropic";
    ledger.add({use("2026-11-02", 5'000, "shop"), batch, agent});
    SAME(made(ledger, november({Dimension::Model})), "total 3.5 (0), 3", "  plain 3.5 (0), 3");
    SAME(made(ledger, november({Dimension::Provider, Dimension::Agent, Dimension::Tier})),
         "total 3.5 (0), 3",
         "  anthropic 2 (0), 1", "    tests 2 (0), 1", "      - 2 (0), 1",
         "  - 1.5 (0), 2", "    - 1.5 (0), 2", "      batch 1 (0), 1", "      - 0.5 (0), 1");
    SAME(made(ledger, november({Dimension::Source})), "total 3.5 (0), 3", "  claude-code 3.5 (0), 3");
    SAME(made(ledger, november({Dimension::Session})), "total 3.5 (0), 3", "  s1 3.5 (0), 3");
}

void tst_Breakdown::comparesLikeWithLike()
{
    TestLedger ledger;
    // On the 18th the first 18 days of October stand beside November; the 19th does not.
    ledger.add({use("2026-11-18", 10'000, "shop"), use("2026-10-18", 20'000, "shop"), use("2026-10-19", 40'000, "shop")});
    BreakdownRequest request = november({Dimension::Project});
    SAME(made(ledger, request), "total 1 (2), 1", "  shop 1 (2), 1");
    request.now = parseTime("2026-12-01T12:00:00Z")->time; // November is over
    SAME(made(ledger, request), "total 1 (6), 1", "  shop 1 (6), 1");
    const Breakdown b = made(ledger, request);
    QCOMPARE(toIso(b.compared.from), std::string{"2026-10-01"});
    QCOMPARE(toIso(b.compared.to), std::string{"2026-10-30"}); // as many days
    QCOMPARE(b.root().before.tokens, std::int64_t{600'000});
}

void tst_Breakdown::convertsAndKeepsWhatCannotBe()
{
    TestLedger ledger;
    ledger.add({use("2026-11-02", 10'000, "shop", "yuan"), use("2026-11-02", 10'000, "shop")});
    // 100,000 tokens: 0.4 CNY and 1 USD
    const Breakdown b = made(ledger, november({Dimension::Model}));
    SAME(b, "total 1 (0), 2", "  plain 1 (0), 1", "  yuan 0 (0), 1");
    QCOMPARE(b.foreign, (std::vector<Money>{money("0.4", "CNY")}));
    QCOMPARE(b.missingRates.size(), std::size_t{1});
    ledger.setRate("2026-11-01", "USD", "CNY", "8");
    SAME(made(ledger, november({Dimension::Model})), "total 1.05 (0), 2", "  plain 1 (0), 1", "  yuan 0.05 (0), 1");
    BreakdownRequest yuan = november({Dimension::Model});
    yuan.currency = "CNY";
    SAME(made(ledger, yuan), "total 8.4 (0), 2", "  plain 8 (0), 1", "  yuan 0.4 (0), 1");
}

void tst_Breakdown::emptyPeriodNamesTheNearestDay()
{
    TestLedger ledger;
    QVERIFY(!made(ledger, november({Dimension::Model})).nearestDataDay);
    ledger.add({use("2026-10-29", 1, "shop"), use("2026-12-03", 1, "bank")});
    const Breakdown b = made(ledger, november({Dimension::Model}));
    QVERIFY(b.isEmpty());
    QCOMPARE(toIso(*b.nearestDataDay), std::string{"2026-10-29"}); // three days before; four after
    BreakdownRequest bank = november({Dimension::Model});
    bank.filter.projects = {"bank"};
    QCOMPARE(toIso(*made(ledger, bank).nearestDataDay), std::string{"2026-12-03"});
}

void tst_Breakdown::filtersNameTheRecords()
{
    TestLedger ledger;
    ledger.add({use("2026-11-02", 30'000, "shop"), use("2026-11-03", 10'000, "shop", "free"), use("2026-11-04", 20'000, ""),
                use("2026-11-05", 5'000, "bank", "yuan"), use("2026-11-05", 40'000, "bank")});
    const BreakdownRequest request = november({Dimension::Project, Dimension::Model});
    const Breakdown b = made(ledger, request);
    // Whatever a node says, a report over its filter says.
    for (BreakdownNodeId id = 0; id < b.nodes.size(); ++id) {
        ReportRequest report;
        report.filter = filterOf(b, request.filter, {id});
        report.now = request.now;
        const Result<Report> made = reportOf(ledger.reader(), ledger.pricer(), report);
        QVERIFY(made);
        QVERIFY2(made->total == b.nodes[id].spend, b.nodes[id].name.c_str());
    }
    const UsageFilter both = filterOf(b, request.filter, {find(b, {"shop"}), find(b, {""})});
    QCOMPARE(both.projects, (std::vector<std::string>{"shop", ""}));
    QVERIFY(both.models.empty());
    QCOMPARE(both.from, request.filter.from);
}

void tst_Breakdown::stepsByDay()
{
    TestLedger ledger;
    ledger.add({use("2026-11-01", 10'000, "shop"), use("2026-11-01", 5'000, "shop", "free"), use("2026-11-18", 20'000, "shop"),
                use("2026-11-02", 40'000, "bank")});
    const BreakdownRequest request = november({Dimension::Project, Dimension::Model});
    const Breakdown b = made(ledger, request);
    const BreakdownNodeId shop = find(b, {"shop"});
    const BreakdownNodeId plain = find(b, {"shop", "plain"});
    const Result<BreakdownSteps> steps = breakdownStepsOf(ledger.reader(), ledger.pricer(), request, b, {shop, plain});
    QVERIFY(steps);
    QCOMPARE(steps->starts.size(), std::size_t{18}); // to today
    QCOMPARE(steps->byNode.size(), std::size_t{2});
    const auto dollars = [](const std::vector<Int128> &attos) {
        std::vector<double> values;
        for (const Int128 atto : attos) {
            values.push_back(Money::fromAtto(atto, Currency{"USD"}).toDouble());
        }
        return values;
    };
    std::vector<double> expected(18, 0);
    expected[0] = 1;
    expected[17] = 2;
    QCOMPARE(dollars(steps->byNode.at(shop).cost), expected);
    QCOMPARE(dollars(steps->byNode.at(plain).cost), expected);
    QCOMPARE(steps->byNode.at(shop).requests[0], std::int64_t{2});
    QCOMPARE(steps->byNode.at(plain).requests[0], std::int64_t{1});
    QCOMPARE(steps->byNode.at(shop).tokens[0], std::int64_t{150'000});
}

void tst_Breakdown::stepsByWeek()
{
    TestLedger ledger;
    ledger.add({use("2026-08-01", 10'000, "shop"), use("2026-08-02", 20'000, "shop"), use("2026-08-03", 40'000, "shop")});
    BreakdownRequest request = november({Dimension::Project});
    request.filter.from = parseDay("2026-08-01"); // a Saturday: 122 days to the end of November
    const Breakdown b = made(ledger, request);
    const Result<BreakdownSteps> steps = breakdownStepsOf(ledger.reader(), ledger.pricer(), request, b, {find(b, {"shop"})});
    QVERIFY(steps);
    // Mondays from 27 Jul (of which the period has two days) to 16 Nov: 17.
    QCOMPARE(steps->starts.size(), std::size_t{17});
    QCOMPARE(toIso(steps->starts[0]), std::string{"2026-08-01"});
    QCOMPARE(toIso(steps->starts[1]), std::string{"2026-08-03"});
    const auto &tokens = steps->byNode.begin()->second.tokens;
    QCOMPARE(tokens[0], std::int64_t{300'000});
    QCOMPARE(tokens[1], std::int64_t{400'000});
}

void tst_Breakdown::closesWithTheReport_data()
{
    QTest::addColumn<QList<int>>("by");
    QTest::newRow("project, model") << QList<int>{int(Dimension::Project), int(Dimension::Model)};
    QTest::newRow("model") << QList<int>{int(Dimension::Model)};
    QTest::newRow("session, source, model") << QList<int>{int(Dimension::Session), int(Dimension::Source), int(Dimension::Model)};
    QTest::newRow("agent, project") << QList<int>{int(Dimension::Agent), int(Dimension::Project)};
}

/// Two hundred requests in two currencies: every node is the sum of its children, the root is the report's total.
void tst_Breakdown::closesWithTheReport()
{
    QFETCH(QList<int>, by);
    TestLedger ledger;
    ledger.setRate("2026-10-01", "USD", "CNY", "7.1187");
    std::mt19937 random{7};
    const std::array<const char *, 4> models{"plain", "yuan", "free", "mystery"};
    std::vector<Use> uses;
    for (int i = 0; i < 200; ++i) {
        const std::string day = "2026-1" + std::to_string(random() % 2) + "-0" + std::to_string(1 + random() % 9);
        Use one = use(day.c_str(), std::int64_t(random() % 100'003), "p" + std::to_string(random() % 7), models[random() % 4],
                      "s" + std::to_string(random() % 11));
        one.tokens.output = std::int64_t(random() % 997);
        one.agent = random() % 3 == 0 ? "helper" : "";
        one.source = random() % 2 == 0 ? "claude-code" : "codex";
        uses.push_back(one);
    }
    ledger.add(uses);
    BreakdownRequest request = november({});
    for (const int dimension : by) {
        request.by.push_back(Dimension(dimension));
    }
    const Breakdown b = made(ledger, request);
    for (const BreakdownNode &node : b.nodes) {
        if (node.children.empty()) {
            continue;
        }
        Spend spend;
        Money amount = Money::fromAtto(0, b.currency);
        BreakdownBefore before{.inCurrency = amount};
        for (const BreakdownNodeId id : node.children) {
            spend += b.nodes[id].spend;
            amount += b.nodes[id].inCurrency;
            before.inCurrency += b.nodes[id].before.inCurrency;
            before.requests += b.nodes[id].before.requests;
            before.tokens += b.nodes[id].before.tokens;
            before.cacheRead += b.nodes[id].before.cacheRead;
            before.prompt += b.nodes[id].before.prompt;
        }
        QVERIFY(spend == node.spend);
        QVERIFY(amount == node.inCurrency);
        QVERIFY(before == node.before);
    }
    ReportRequest report;
    report.filter = request.filter;
    report.now = request.now;
    report.currency = "USD";
    const Result<Report> now = reportOf(ledger.reader(), ledger.pricer(), report);
    QVERIFY(now);
    QCOMPARE(now->total.cost.size(), std::size_t{1});
    QVERIFY(now->total.cost.front() == b.root().inCurrency);
    QCOMPARE(now->total.requests, b.root().spend.requests);
    QCOMPARE(now->total.unpricedRequests, b.root().spend.unpricedRequests);
    report.filter.from = b.compared.from;
    report.filter.to = b.compared.to;
    const Result<Report> before = reportOf(ledger.reader(), ledger.pricer(), report);
    QVERIFY(before);
    QVERIFY(before->total.cost.front() == b.root().before.inCurrency);
}

void tst_Breakdown::curve_data()
{
    QTest::addColumn<QList<int>>("values");
    QTest::addColumn<int>("most");
    QTest::newRow("nothing") << QList<int>{} << 0;
    QTest::newRow("only zeros") << QList<int>{0, 0} << 0;
    QTest::newRow("one") << QList<int>{5} << 1;
    QTest::newRow("exactly 80") << QList<int>{1, 80, 19} << 1;
    QTest::newRow("just below") << QList<int>{79, 11, 10} << 2;
    QTest::newRow("all alike") << QList<int>{1, 1, 1, 1, 1, 1, 1, 1, 1, 1} << 8;
    QTest::newRow("with zeros") << QList<int>{0, 50, 0, 50} << 2;
}

void tst_Breakdown::curve()
{
    QFETCH(QList<int>, values);
    QFETCH(int, most);
    const auto curve = ConcentrationCurve::of({values.begin(), values.end()});
    QCOMPARE(int(curve.most), most);
    QCOMPARE(qsizetype(curve.sums.size()), values.size());
    QVERIFY(curve.total() == std::accumulate(values.begin(), values.end(), 0));
}

void tst_Breakdown::concentrationOfSessions()
{
    TestLedger ledger;
    ledger.add({use("2026-11-02", 30'000, "shop", "plain", "a"), use("2026-11-03", 50'000, "shop", "plain", "a"),
                use("2026-11-03", 15'000, "bank", "plain", "b"), use("2026-11-03", 5'000, "bank", "plain", "c"),
                use("2026-11-03", 1'000, "bank", "mystery", "c"), use("2026-11-04", 7'000, "bank", "plain", ""),
                use("2026-10-03", 90'000, "bank", "plain", "d")});
    const Result<Concentration> c = concentrationOf(ledger.reader(), ledger.pricer(), november({}));
    QVERIFY(c);
    QCOMPARE(c->of, Concentration::Of::Sessions);
    QCOMPARE(c->cost.sums.size(), std::size_t{3});
    QVERIFY(c->cost.sums[0] == money("8").atto()); // a: 3 + 5
    QVERIFY(c->cost.total() == money("10").atto());
    QCOMPARE(c->cost.most, std::size_t{1}); // 8 of 10
    QVERIFY(c->tokens.total() == 1'010'000);
    QCOMPARE(c->tokens.most, std::size_t{2}); // 800,000 of 1,010,000 are 79 %
    QCOMPARE(c->requests.most, std::size_t{2}); // 2 + 2 of 5
    QCOMPARE(c->unpricedRequests, std::int64_t{1});
    QVERIFY(c->outside == money("0.7"));
    QCOMPARE(c->outsideRequests, std::int64_t{1});
}

void tst_Breakdown::concentrationOfProjects()
{
    TestLedger ledger;
    ledger.add({use("2026-11-02", 30'000, "shop", "plain", ""), use("2026-11-03", 50'000, "bank", "plain", "")});
    const Result<Concentration> c = concentrationOf(ledger.reader(), ledger.pricer(), november({}));
    QVERIFY(c);
    QCOMPARE(c->of, Concentration::Of::Projects);
    QCOMPARE(c->cost.most, std::size_t{2}); // 5 of 8 are 62 %
    QCOMPARE(c->outsideRequests, std::int64_t{0});
}

/// 200 projects by 40 models here; 5,000 by 40 with TOKENMETER_BENCH set, printed.
void tst_Breakdown::staysFast()
{
    const bool bench = qEnvironmentVariableIsSet("TOKENMETER_BENCH");
    const int projects = bench ? 5'000 : 200;
    constexpr int models = 40;
    TestLedger ledger;
    for (int part = 0; part < projects; part += 200) {
        std::vector<Use> uses;
        for (int p = part; p < part + 200; ++p) {
            for (int m = 0; m < models; ++m) {
                const std::string day = QStringLiteral("2026-11-%1").arg(1 + (p + m) % 18, 2, 10, QLatin1Char('0')).toStdString();
                uses.push_back(use(day.c_str(), 1 + p % 97 + m, "project-" + std::to_string(p), m == 0 ? "plain" : "model-" + std::to_string(m),
                                   "s" + std::to_string(p)));
            }
        }
        ledger.add(uses);
    }
    const BreakdownRequest request = november({Dimension::Project, Dimension::Model});
    const qint64 before = threadTime();
    QElapsedTimer timer;
    timer.start();
    const Breakdown b = made(ledger, request);
    const qint64 tree = timer.restart();
    const qint64 treeWork = (threadTime() - before) / 1'000'000; // others may share the processor
    QCOMPARE(b.nodes.size(), std::size_t(1 + projects + projects * models));
    std::vector<BreakdownNodeId> visible{b.root().children.begin(), b.root().children.begin() + 25};
    const auto steps = breakdownStepsOf(ledger.reader(), ledger.pricer(), request, b, visible);
    QVERIFY(steps);
    const qint64 sparklines = timer.restart();
    QVERIFY(concentrationOf(ledger.reader(), ledger.pricer(), request));
    const qint64 curve = timer.elapsed();
    if (bench) {
        qInfo("%d x %d: tree %lld ms, steps of 25 rows %lld ms, curve %lld ms", projects, models, tree, sparklines, curve);
    }
    QVERIFY2(treeWork < 10'000, qPrintable(QString::number(treeWork)));
}

TOKENMETER_TEST(tst_Breakdown);

} // namespace test_Breakdown

#include "tst_Breakdown.moc"
