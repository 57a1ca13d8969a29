// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "BudgetSupport.h"

#include <QtTest>

namespace test_Amounts
{

using namespace tokenmeter;
using namespace tokenmeter::testing;

class tst_Amounts : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void carryOverCases_data();
    void carryOverCases();
    void capIsADistanceFromZero();
    void states_data();
    void states();
    void ratios_data();
    void ratios();
    void checks_data();
    void checks();
    void revisions();
    void duplicates();
};

void tst_Amounts::carryOverCases_data()
{
    QTest::addColumn<QJsonObject>("row");
    const QJsonArray rows = cases("09-budgets.json")[QLatin1String("carry_over")].toArray();
    QCOMPARE(rows.size(), 6);
    for (qsizetype i = 0; i < rows.size(); ++i) {
        QTest::addRow("%d %s", int(i), qPrintable(rows[i].toObject()[QLatin1String("mode")].toString())) << rows[i].toObject();
    }
}

// Each row of a case is one month: its limit is set in that month, its spend lies on the 15th.
void tst_Amounts::carryOverCases()
{
    QFETCH(QJsonObject, row);
    const QString mode = row[QLatin1String("mode")].toString();
    Budget budget = monthly("0", {});
    budget.rollover = mode == QLatin1String("both") ? Rollover::Both : mode == QLatin1String("unspent") ? Rollover::Unspent : Rollover::None;
    if (!row[QLatin1String("cap")].isNull()) {
        budget.carryCap = usdOf(row[QLatin1String("cap")]);
    }
    BudgetSeries series;
    series.firstDay = dayAt("2026-01-01");
    const QJsonArray months = row[QLatin1String("limit_and_spent")].toArray();
    UtcTime month = at("2026-01-02T00:00:00Z");
    for (const QJsonValue value : months) {
        const BudgetSpan span = spanAt(budget.period, month, Zone::utc());
        budget.limit = usdOf(value.toArray()[0]);
        budget.limits.push_back({.since = month, .limit = budget.limit, .revision = int(budget.limits.size())});
        series.days.resize(std::size_t((span.endDay - series.firstDay).count()));
        series.days[std::size_t((span.firstDay - series.firstDay).count()) + 14] = {.amount = usdOf(value.toArray()[1]), .requests = 1};
        month = span.to + std::chrono::hours{24};
    }
    budget.chainFrom = at("2026-01-02T00:00:00Z");
    const UtcTime now = month - std::chrono::hours{48};
    const std::vector<PeriodFigures> chain = chainOf(budget, series, now, Zone::utc());

    const QJsonArray expected = row[QLatin1String("expected")][QLatin1String("periods")].toArray();
    QCOMPARE(qsizetype(chain.size()), expected.size());
    for (qsizetype i = 0; i < expected.size(); ++i) {
        const PeriodFigures &figures = chain[std::size_t(i)];
        QCOMPARE(text(figures.available), text(usdOf(expected[i][QLatin1String("available")])));
        QCOMPARE(text(figures.spent), text(usdOf(expected[i][QLatin1String("spent")])));
        QCOMPARE(text(figures.rest), text(usdOf(expected[i][QLatin1String("rest")])));
        QCOMPARE(std::string{nameOf(figures.state)}, expected[i][QLatin1String("state")].toString().toStdString());
    }
    QCOMPARE(text(carriedOut(budget.rollover, budget.carryCap, chain.back().rest)),
             text(usdOf(row[QLatin1String("expected")][QLatin1String("carried_out")])));
}

void tst_Amounts::capIsADistanceFromZero()
{
    QVERIFY(carriedOut(Rollover::Both, Int128{20}, 70) == 20);
    QVERIFY(carriedOut(Rollover::Both, Int128{20}, -70) == -20);
    QVERIFY(carriedOut(Rollover::Unspent, Int128{20}, -70) == 0);
    QVERIFY(carriedOut(Rollover::None, Int128{20}, 70) == 0);
    QVERIFY(carriedOut(Rollover::Both, std::nullopt, -70) == -70);
}

void tst_Amounts::states_data()
{
    QTest::addColumn<QByteArray>("spent");
    QTest::addColumn<QByteArray>("available");
    QTest::addColumn<bool>("incomplete");
    QTest::addColumn<QByteArray>("state");
    const auto row = [](const char *name, const char *spent, const char *available, bool incomplete, const char *state) {
        QTest::newRow(name) << QByteArray{spent} << QByteArray{available} << incomplete << QByteArray{state};
    };
    row("nothing", "0", "50", false, "ok");
    row("just below 80 %", "39.999999999999999999", "50", false, "ok");
    row("exactly 80 %", "40", "50", false, "warning");
    row("equal is not over", "50", "50", false, "warning");
    row("an atto more is", "50.000000000000000001", "50", false, "exceeded");
    row("limit 0 and nothing spent", "0", "0", false, "ok");
    row("limit 0: any spend exceeds", "0.000000000000000001", "0", false, "exceeded");
    row("nothing available, nothing spent", "0", "-5", false, "exceeded"); // 0 > -5: the debt of the period before
    row("unpriced inside: unknown, never within", "1", "50", true, "unknown");
    row("unpriced inside, nothing priced", "0", "50", true, "unknown");
    row("unpriced inside, at a threshold", "45", "50", true, "unknown");
    row("unpriced inside, but over all the same", "51", "50", true, "exceeded");
}

void tst_Amounts::states()
{
    QFETCH(QByteArray, spent);
    QFETCH(QByteArray, available);
    QFETCH(bool, incomplete);
    QFETCH(QByteArray, state);
    QCOMPARE(std::string{nameOf(stateOf(usd(spent.toStdString()), usd(available.toStdString()), {80, 100}, incomplete))}, state.toStdString());
}

void tst_Amounts::ratios_data()
{
    QTest::addColumn<QByteArray>("spent");
    QTest::addColumn<QByteArray>("available");
    QTest::addColumn<QByteArray>("ratio");
    const auto row = [](const char *spent, const char *available, const char *ratio) {
        QTest::addRow("%s of %s", spent, available) << QByteArray{spent} << QByteArray{available} << QByteArray{ratio};
    };
    row("21.56", "50", "0.4312");
    row("0", "50", "0.0000");
    row("50", "50", "1.0000");
    row("1", "3", "0.333333333");
    row("49.999999999999999999", "50", "0.999999999"); // down: never 1 before it is
    row("120", "100", "1.2000");
    row("0", "0", "0.0000");
    row("1", "0", "over");
    row("0", "-5", "over");
    row("99999999999999999999", "1", "99999999999999999999.0000"); // a product with 10^9 would not fit
}

void tst_Amounts::ratios()
{
    QFETCH(QByteArray, spent);
    QFETCH(QByteArray, available);
    QFETCH(QByteArray, ratio);
    QCOMPARE(ratioOf(usd(spent.toStdString()), usd(available.toStdString())).toText(), ratio.toStdString());
}

void tst_Amounts::checks_data()
{
    QTest::addColumn<QByteArray>("option");
    QTest::addColumn<int>("which");
    for (const auto &[option, which] : {std::pair{"", 0}, std::pair{"--name", 1}, std::pair{"--limit", 2}, std::pair{"--starts-on", 3},
                                        std::pair{"--warn-at", 4}, std::pair{"--warn-at", 5}, std::pair{"--rollover", 6}, std::pair{"--period", 7},
                                        std::pair{"--rollover-cap", 8}, std::pair{"", 9}}) {
        QTest::addRow("%d %s", which, option) << QByteArray{option} << which;
    }
}

void tst_Amounts::checks()
{
    QFETCH(QByteArray, option);
    QFETCH(int, which);
    Budget budget = monthly("50");
    switch (which) {
    case 1: budget.name.clear(); break;
    case 2: budget.limit = -1; break;
    case 3: budget.period.anchorDay = 32; break;
    case 4: budget.thresholds = {80, 80}; break;
    case 5: budget.thresholds = {0}; break;
    case 6:
        budget.period = *parseBudgetPeriod("rolling:5h");
        budget.rollover = Rollover::Unspent;
        break;
    case 7: budget.period.kind = BudgetPeriod::Kind::Rolling; break;
    case 8: budget.carryCap = -1; break;
    case 9:
        budget.limit = 0;
        budget.thresholds.clear();
        break;
    default: break;
    }
    const Result<Done> checked = checkBudget(budget);
    QCOMPARE(bool(checked), option.isEmpty());
    if (!checked) {
        QCOMPARE(checked.problem().args.front(), option.toStdString());
    }
}

void tst_Amounts::revisions()
{
    const Budget before = monthly("50");
    const auto changes = [&](auto edit) {
        Budget after = before;
        edit(after);
        return std::pair{isNewRevision(before, after), startsNewChain(before, after)};
    };
    QCOMPARE(changes([](Budget &b) { b.name = "other"; }), (std::pair{false, false}));
    QCOMPARE(changes([](Budget &b) { b.paused = true; }), (std::pair{false, false}));
    QCOMPARE(changes([](Budget &b) { b.rollover = Rollover::Both; }), (std::pair{false, false}));
    QCOMPARE(changes([](Budget &b) { b.limit *= 2; }), (std::pair{true, false}));
    QCOMPARE(changes([](Budget &b) { b.thresholds = {90}; }), (std::pair{true, false}));
    QCOMPARE(changes([](Budget &b) { b.filter = "{}"; }), (std::pair{true, false}));
    QCOMPARE(changes([](Budget &b) { b.currency = Currency{"CNY"}; }), (std::pair{true, true}));
    QCOMPARE(changes([](Budget &b) { b.period.anchorDay = 12; }), (std::pair{true, true}));
}

void tst_Amounts::duplicates()
{
    Budget budget = monthly("50");
    budget.paused = true;
    budget.revision = 3;
    budget.limits = {{.since = at("2026-01-01T00:00:00Z"), .limit = budget.limit, .revision = 3}};
    const Budget copy = duplicateOf(budget, "team, copy");
    Budget expected = monthly("50");
    expected.id = 0;
    expected.uuid.clear();
    expected.name = "team, copy";
    QVERIFY(copy == expected);
}

TOKENMETER_TEST(tst_Amounts);

} // namespace test_Amounts

#include "tst_Amounts.moc"
