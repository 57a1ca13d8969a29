// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "TestLedger.h"
#include "flow/Budgets.h"
#include "flow/Report.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

namespace test_EffectiveCost
{

using namespace tokenmeter;
using namespace tokenmeter::testing;

namespace
{

constexpr const char *Now = "2026-11-15T12:00:00Z";

UtcTime at(const char *text)
{
    return parseTime(text)->time;
}

Int128 atto(const char *decimal)
{
    return money(decimal).atto();
}

/// In force from 1 October 2026 on, for everything.
Plan planOf(PlanKind kind, const char *name)
{
    Plan plan;
    plan.name = name;
    plan.kind = kind;
    plan.from = at("2026-10-01T00:00:00Z");
    if (kind == PlanKind::Pack || kind == PlanKind::Subscription) {
        plan.currency = Currency{"USD"};
    }
    return plan;
}

Plan packOf(const char *face, const char *paid)
{
    Plan plan = planOf(PlanKind::Pack, "pack");
    plan.face = atto(face);
    plan.paid = atto(paid);
    return plan;
}

Plan quotaOf(std::int64_t tokens)
{
    Plan plan = planOf(PlanKind::Quota, "free");
    plan.tokens = tokens;
    return plan;
}

Plan dealOf(std::int64_t multiplier)
{
    Plan plan = planOf(PlanKind::Discount, "deal");
    plan.multiplier = multiplier;
    return plan;
}

Plan subscriptionOf(const char *fee, const char *source)
{
    Plan plan = planOf(PlanKind::Subscription, "plan");
    plan.fee = atto(fee);
    plan.sources = {source};
    return plan;
}

struct CreditDesk
{
    TestLedger ledger{};

    Plan add(const Plan &plan) { return *ledger.writer().addPlan(plan, at(Now)); }
    Report report(const char *groupBy = "", UsageFilter filter = {}, CostBasis basis = CostBasis::Effective, const char *currency = "")
    {
        ReportRequest request;
        request.filter = std::move(filter);
        request.now = at(Now);
        request.basis = basis;
        request.currency = currency;
        if (!readGroupBy(groupBy, request)) {
            qFatal("bad keys");
        }
        return *reportOf(ledger.reader(), ledger.pricer(), request);
    }
    std::vector<PlanStanding> standings(const char *now = Now)
    {
        return *planStandingsOf(ledger.reader(), ledger.pricer(), at(now), Zone::utc());
    }
};

QString shown(const std::vector<Money> &amounts)
{
    QStringList texts;
    for (const Money amount : amounts) {
        texts << QString::fromStdString(amount.toDecimalText() + ' ' + amount.currency().code());
    }
    return texts.join(QStringLiteral(" + "));
}

QString shown(const Report &report)
{
    QStringList groups;
    for (const ReportGroup &group : report.groups) {
        groups << QString::fromStdString(group.key[0].value_or("-")) + QLatin1Char('=') + shown(group.spend.cost);
    }
    return groups.join(QStringLiteral(", "));
}

UsageFilter days(const char *from, const char *to)
{
    UsageFilter filter;
    filter.from = parseDay(from);
    filter.to = parseDay(to);
    return filter;
}

} // namespace

class tst_EffectiveCost : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void withoutPlansEffectiveIsList();
    void everyOrderOfQuotaPackAndDiscount_data();
    void everyOrderOfQuotaPackAndDiscount();
    void lateRecordShiftsLaterDraws();
    void viewDoesNotChangeWhatIsDrawn();
    void onlyWhatItServes();
    void excludedUsageDrawsNothing();
    void convertedAmounts();
    void savedIsWhatWasDrawn();
    void worthOfASubscription();
    void feesAndExpiredCreditAreLines();
    void standingOfAPack();
    void budgetsOnEitherBasis();
    void document();
};

void tst_EffectiveCost::withoutPlansEffectiveIsList()
{
    CreditDesk desk;
    desk.ledger.add({{.tokens = {.input = 1'000'000}}, {.model = "unheard of", .tokens = {.input = 5}}});
    const Report list = desk.report("model", {}, CostBasis::List);
    const Report effective = desk.report("model");
    QCOMPARE(shown(effective), shown(list));
    QCOMPARE(effective.total.unpricedTokens, std::int64_t{5});
    QVERIFY(effective.shares.empty() && effective.lines.empty());
}

// One request of 1,000,000 input tokens at 10 USD and 100,000 output tokens at 50 USD a million: list 10 + 5 = 15. Free: 550,000 tokens, half of
// the request's 1,100,000, so 500,000 input (5.00) and 50,000 output (2.50). Discount 0.8. Pack: 4 of credit for 3.
//   quota, discount, pack: 15 - 7.5 = 7.5; x 0.8 = 6; pack 4 (cash 3), payable 2: 5
//   quota, pack, discount: 7.5; pack 4, left 3.5; x 0.8 = 2.8; + 3 = 5.8
//   discount, quota, pack: 12; quota half: 6; pack 4, payable 2: 5
// Orders that draw the pack before the quota split tokens unevenly; the reference cases of the fold hold these.
void tst_EffectiveCost::everyOrderOfQuotaPackAndDiscount_data()
{
    QTest::addColumn<QByteArray>("order");
    QTest::addColumn<QString>("effective");
    QTest::newRow("quota, discount, pack") << QByteArray{"subscription,quota,discount,pack"} << QStringLiteral("5.000000000 USD");
    QTest::newRow("quota, pack, discount") << QByteArray{"subscription,quota,pack,discount"} << QStringLiteral("5.800000000 USD");
    QTest::newRow("discount, quota, pack") << QByteArray{"subscription,discount,quota,pack"} << QStringLiteral("5.000000000 USD");
}

void tst_EffectiveCost::everyOrderOfQuotaPackAndDiscount()
{
    QFETCH(QByteArray, order);
    QFETCH(QString, effective);
    CreditDesk desk;
    desk.ledger.add({{.tokens = {.input = 1'000'000, .output = 100'000}}});
    desk.add(quotaOf(550'000));
    desk.add(packOf("4", "3"));
    desk.add(dealOf(800'000'000));
    QVERIFY(desk.ledger.writer().setPlanOrder("", *parsePlanKinds(order.toStdString()), at(Now)));
    QCOMPARE(shown(desk.report().total.cost), effective);
    QCOMPARE(shown(desk.report("", {}, CostBasis::List).total.cost), QStringLiteral("15.000000000 USD"));
}

// A pack of 10: the request of the 5th takes it all. Then one of the 2nd turns up, and it is first.
void tst_EffectiveCost::lateRecordShiftsLaterDraws()
{
    CreditDesk desk;
    desk.ledger.add({{.time = "2026-10-05T12:00:00Z", .tokens = {.input = 1'000'000}}});
    desk.add(packOf("10", "5"));
    QCOMPARE(shown(desk.report("day")), QStringLiteral("2026-10-05=5.000000000 USD"));
    desk.ledger.add({{.time = "2026-10-02T12:00:00Z", .tokens = {.input = 600'000}}});
    // 6 of 10 go to the 2nd (cash 3); 4 are left for the 5th (cash 2), which pays 6 more.
    QCOMPARE(shown(desk.report("day")), QStringLiteral("2026-10-02=3.000000000 USD, 2026-10-05=8.000000000 USD"));
}

void tst_EffectiveCost::viewDoesNotChangeWhatIsDrawn()
{
    CreditDesk desk;
    desk.ledger.add({{.time = "2026-10-02T12:00:00Z", .tokens = {.input = 600'000}, .project = "shop"},
                     {.time = "2026-10-05T12:00:00Z", .tokens = {.input = 1'000'000}, .project = "blog"}});
    desk.add(packOf("10", "5"));
    QCOMPARE(shown(desk.report("", days("2026-10-05", "2026-10-05")).total.cost), QStringLiteral("8.000000000 USD"));
    UsageFilter blog;
    blog.projects = {"blog"};
    const Report report = desk.report("project", blog);
    QCOMPARE(shown(report), QStringLiteral("blog=8.000000000 USD"));
    QCOMPARE(report.shares.size(), std::size_t{1});
    QCOMPARE(shown(report.shares[0].drawn), QStringLiteral("4.000000000 USD"));
    QVERIFY(report.shares[0].cash == atto("2"));
    QCOMPARE(shown(desk.report("session")), QStringLiteral("s1=11.000000000 USD"));
    UsageFilter other;
    other.models = {"free"};
    QVERIFY(desk.report("", other).shares.empty());
}

void tst_EffectiveCost::onlyWhatItServes()
{
    CreditDesk desk;
    desk.ledger.add({{.time = "2026-09-30T23:59:59Z", .tokens = {.input = 100'000}},
                     {.time = "2026-10-01T00:00:00Z", .tokens = {.input = 100'000}, .provider = "other"},
                     {.time = "2026-10-02T00:00:00Z", .tokens = {.input = 100'000}, .source = "codex"},
                     {.time = "2026-10-03T00:00:00Z", .model = "yuan", .tokens = {.input = 1'000'000}},
                     {.time = "2026-10-04T00:00:00Z", .tokens = {.input = 100'000}},
                     {.time = "2026-10-05T00:00:00Z", .tokens = {.input = 100'000}}});
    Plan plan = packOf("10", "0");
    plan.providers = {""};
    plan.sources = {"claude-code"};
    plan.models = {"plain", "yuan"};
    plan.until = at("2026-10-05T00:00:00Z");
    desk.add(plan);
    // Too early, another provider, another source, another currency, served, too late.
    QCOMPARE(shown(desk.report("day")),
             QStringLiteral("2026-09-30=1.000000000 USD, 2026-10-01=1.000000000 USD, 2026-10-02=1.000000000 USD, 2026-10-03=4.000000000 CNY, "
                            "2026-10-04=0.000000000 USD, 2026-10-05=1.000000000 USD"));
}

void tst_EffectiveCost::excludedUsageDrawsNothing()
{
    CreditDesk desk;
    desk.ledger.add({{.time = "2026-10-02T12:00:00Z", .tokens = {.input = 1'000'000}, .session = "mistake"},
                     {.time = "2026-10-05T12:00:00Z", .tokens = {.input = 1'000'000}}});
    desk.add(packOf("10", "5"));
    UsageFilter mistake;
    mistake.sessions = {"mistake"};
    QVERIFY(desk.ledger.writer().setExcluded({.filter = mistake}, true, "test", at(Now)));
    QCOMPARE(shown(desk.report().total.cost), QStringLiteral("5.000000000 USD"));
}

void tst_EffectiveCost::convertedAmounts()
{
    CreditDesk desk;
    desk.ledger.setRate("2026-10-01", "CNY", "USD", "0.125");
    desk.ledger.add({{.tokens = {.input = 1'000'000}}, {.model = "yuan", .tokens = {.input = 1'000'000}}});
    desk.add(packOf("6", "3"));
    // 10 - 6 + 3 = 7 USD, and 4 CNY = 0.5 USD.
    QCOMPARE(shown(desk.report("", {}, CostBasis::Effective, "USD").total.cost), QStringLiteral("7.500000000 USD"));
}

// Over groups of every kind: list - effective = sum of (drawn - cash), to the last digit.
void tst_EffectiveCost::savedIsWhatWasDrawn()
{
    CreditDesk desk;
    std::vector<Use> uses;
    for (int i = 0; i < 60; ++i) {
        static const std::array<const char *, 6> Times{"2026-10-01T01:00:00Z", "2026-10-07T02:00:00Z", "2026-10-07T02:00:00Z", "2026-10-19T23:30:00Z",
                                                       "2026-11-02T00:10:00Z", "2026-11-03T09:00:00Z"};
        uses.push_back({.time = Times[std::size_t(i) % Times.size()], .model = i % 4 == 0 ? "yuan" : "plain",
                        .tokens = {.input = 1'000 + i * 777, .cacheRead = i * 31, .output = 97 * i}, .project = i % 3 == 0 ? "a" : "b",
                        .session = i % 5 == 0 ? "s1" : "s2"});
    }
    desk.ledger.add(uses);
    desk.add(quotaOf(123'457));
    desk.add(dealOf(870'000'001));
    desk.add(packOf("0.777777777777777777", "0.333333333333333331"));
    for (const char *groupBy : {"", "day", "project,model", "session", "hour,project", "session,day", "month,tier"}) {
        const Report list = desk.report(groupBy, {}, CostBasis::List);
        const Report effective = desk.report(groupBy);
        QCOMPARE(effective.groups.size(), list.groups.size());
        std::vector<Money> both = effective.total.cost;
        for (const PlanShare &share : effective.shares) {
            for (const Money drawn : share.drawn) {
                addMoney(both, drawn);
            }
            if (share.cash != 0) {
                addMoney(both, Money::fromAtto(-share.cash, share.plan.currency));
            }
        }
        QCOMPARE(shown(both), shown(list.total.cost));
        std::vector<Money> sum;
        for (const ReportGroup &group : effective.groups) {
            for (const Money amount : group.spend.cost) {
                addMoney(sum, amount);
            }
        }
        QVERIFY(effective.groups.empty() || sum == effective.total.cost);
    }
}

// A month for 20: 8 on the 1st of October, 15 on the 3rd (23 of 20: worth it on day 3), 5 in November so far.
void tst_EffectiveCost::worthOfASubscription()
{
    CreditDesk desk;
    desk.ledger.add({{.time = "2026-10-01T12:00:00Z", .tokens = {.input = 800'000}},
                     {.time = "2026-10-02T12:00:00Z", .tokens = {.input = 900'000}, .source = "codex"},
                     {.time = "2026-10-03T12:00:00Z", .tokens = {.input = 1'500'000}},
                     {.time = "2026-11-10T12:00:00Z", .tokens = {.input = 500'000}},
                     {.time = "2026-11-11T12:00:00Z", .model = "unheard of", .tokens = {.input = 70}}});
    desk.add(subscriptionOf("20", "claude-code"));
    const Report report = desk.report("source");
    QCOMPARE(shown(report), QStringLiteral("claude-code=0.000000000 USD, codex=9.000000000 USD"));
    const std::vector<PlanStanding> standings = desk.standings();
    QCOMPARE(standings.size(), std::size_t{1});
    const std::vector<PlanCycleWorth> &cycles = standings[0].cycles;
    QCOMPARE(cycles.size(), std::size_t{2});
    QVERIFY(cycles[0].worth.value == atto("23"));
    QVERIFY(cycles[0].worth.net == atto("3"));
    QCOMPARE(cycles[0].worth.perMille.value_or(0), std::int64_t{1150});
    QCOMPARE(cycles[0].worth.breakEvenDay.value_or(0), 3);
    QVERIFY(!cycles[0].isOpen && !cycles[0].isAtLeast());
    QVERIFY(cycles[1].isOpen && cycles[1].isAtLeast());
    QCOMPARE(cycles[1].unpricedTokens, std::int64_t{70});
    QVERIFY(cycles[1].worth.net == atto("-15"));
    QCOMPARE(cycles[1].daily.size(), std::size_t{15});
}

void tst_EffectiveCost::feesAndExpiredCreditAreLines()
{
    CreditDesk desk;
    desk.ledger.add({{.time = "2026-10-02T12:00:00Z", .tokens = {.input = 100'000}}});
    desk.add(subscriptionOf("31", "codex"));
    Plan pack = packOf("4", "2");
    pack.until = at("2026-10-21T00:00:00Z");
    desk.add(pack);
    // October has 31 days, so a day costs 1. Of the pack 1 of 4 was drawn: 1.5 of 2 expire on the 20th, its last day.
    const auto lines = [&](const char *from, const char *to) {
        QStringList texts;
        for (const PlanLine &line : desk.report("", days(from, to)).lines) {
            texts << QString::fromStdString(line.name + (line.kind == PlanLine::Kind::Fee ? " fee " : " expired ") + line.amount.toDecimalText());
        }
        return texts.join(QStringLiteral(", "));
    };
    QCOMPARE(lines("2026-10-01", "2026-10-31"), QStringLiteral("plan fee 31.000000000, pack expired 1.500000000"));
    QCOMPARE(lines("2026-10-01", "2026-10-19"), QStringLiteral("plan fee 19.000000000"));
    QCOMPARE(lines("2026-10-20", "2026-10-20"), QStringLiteral("plan fee 1.000000000, pack expired 1.500000000"));
    // 15 of November's 30 days have begun: 31 x 15 / 30.
    QCOMPARE(lines("2026-11-01", "2026-11-30"), QStringLiteral("plan fee 15.500000000"));
    QCOMPARE(shown(desk.report().total.cost), QStringLiteral("0.500000000 USD")); // what was paid for the credit; no fee, nothing expired
}

void tst_EffectiveCost::standingOfAPack()
{
    CreditDesk desk;
    desk.ledger.add({{.time = "2026-10-02T12:00:00Z", .tokens = {.input = 330'000}}, {.time = "2026-10-09T12:00:00Z", .tokens = {.input = 900'000}}});
    Plan pack = packOf("10", "7");
    pack.until = at("2026-11-01T00:00:00Z");
    desk.add(pack);
    QCOMPARE(desk.standings("2026-09-30T00:00:00Z")[0].state, PlanStanding::State::Ahead);
    const PlanStanding early = desk.standings("2026-10-05T00:00:00Z")[0];
    QCOMPARE(early.state, PlanStanding::State::InForce);
    QVERIFY(early.creditLeft() == atto("6.7"));
    QVERIFY(early.cashLeft() == atto("4.69"));
    QCOMPARE(early.usedPercent(), 33);
    QCOMPARE(desk.standings("2026-10-10T00:00:00Z")[0].state, PlanStanding::State::UsedUp);
    const PlanStanding over = desk.standings()[0];
    QCOMPARE(over.state, PlanStanding::State::Over);
    QVERIFY(over.expired && *over.expired == 0);
}

// 10 on the 2nd and 10 on the 5th of November; a pack of 12 for 6. Effective: 10 x 0.5 = 5, then 2 x 0.5 + 8 = 9.
void tst_EffectiveCost::budgetsOnEitherBasis()
{
    CreditDesk desk;
    desk.ledger.add({{.time = "2026-11-02T12:00:00Z", .tokens = {.input = 1'000'000}}, {.time = "2026-11-05T12:00:00Z", .tokens = {.input = 1'000'000}}});
    Budget budget;
    budget.name = "b";
    budget.limit = atto("15");
    Budget effective = budget;
    effective.basis = CostBasis::Effective;
    Budget week = effective;
    week.period = *parseBudgetPeriod("rolling:264h"); // since the 4th, 12:00
    Budget shop = effective;
    shop.filter = R"({"text":"shop"})";
    const std::vector<Budget> budgets{budget, effective, week, shop};
    const auto spent = [&] {
        QStringList texts;
        for (const BudgetStatus &status : *budgetStatusesOf(desk.ledger.reader(), desk.ledger.pricer(), budgets, at(Now), Zone::utc())) {
            texts << QString::fromStdString(Money::fromAtto(status.current.spent, status.budget.currency).toDecimalText()).section(QLatin1Char('.'), 0, 0);
        }
        return texts.join(QLatin1Char(' '));
    };
    QCOMPARE(spent(), QStringLiteral("20 20 10 20")); // without plans effective is list
    desk.add(packOf("12", "6"));
    QCOMPARE(spent(), QStringLiteral("20 14 9 14"));
    const BudgetSeries series = *budgetSeriesOf(desk.ledger.reader(), desk.ledger.pricer(), effective, *parseDay("2026-11-01"), at(Now), Zone::utc());
    const auto on = [&](const char *day) { return series.days[std::size_t((*parseDay(day) - series.firstDay).count())].amount; };
    QVERIFY(on("2026-11-02") == atto("5"));
    QVERIFY(on("2026-11-05") == atto("9"));
}

void tst_EffectiveCost::document()
{
    CreditDesk desk;
    desk.ledger.add({{.time = "2026-10-02T12:00:00Z", .tokens = {.input = 1'000'000}}});
    desk.add(packOf("4", "3"));
    const QJsonObject json = QJsonDocument::fromJson(QByteArray::fromStdString(reportJson(desk.report()))).object();
    QCOMPARE(json[QLatin1String("basis")].toString(), QStringLiteral("effective"));
    QCOMPARE(json[QLatin1String("total")][QLatin1String("cost")][0][QLatin1String("amount")].toString(), QStringLiteral("9.000000000"));
    const QJsonValue share = json[QLatin1String("plans")][0];
    QCOMPARE(share[QLatin1String("kind")].toString(), QStringLiteral("pack"));
    QCOMPARE(share[QLatin1String("drawn")][0][QLatin1String("amount")].toString(), QStringLiteral("4.000000000"));
    QCOMPARE(share[QLatin1String("cash_used")][QLatin1String("amount")].toString(), QStringLiteral("3.000000000"));
    QVERIFY(!QJsonDocument::fromJson(QByteArray::fromStdString(reportJson(desk.report("", {}, CostBasis::List)))).object().contains(QLatin1String("plans")));
}

TOKENMETER_TEST(tst_EffectiveCost);

} // namespace test_EffectiveCost


#include "tst_EffectiveCost.moc"
