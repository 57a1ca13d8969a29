// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "TestLedger.h"
#include "core/Decimal.h"
#include "flow/BudgetAlerts.h"
#include "flow/PlanAlarms.h"

#include <QtTest>

namespace test_PlanAlarms
{

using namespace tokenmeter;
using namespace tokenmeter::testing;

namespace
{

UtcTime at(const char *text)
{
    return parseTime(text)->time;
}

/// A pack of 10 USD in force in October, of which so many were drawn on the 10th.
struct PackDesk
{
    TestLedger ledger{};
    Plan pack{};

    explicit PackDesk(std::int64_t cents)
    {
        if (cents > 0) {
            ledger.add({{.time = "2026-10-10T12:00:00Z", .tokens = {.input = cents * 1'000}}}); // 1,000 tokens cost a cent
        }
        pack.name = "Prepaid";
        pack.kind = PlanKind::Pack;
        pack.currency = Currency{"USD"};
        pack.face = money("10").atto();
        pack.paid = money("7").atto();
        pack.from = at("2026-10-01T00:00:00Z");
        pack.until = at("2026-11-01T00:00:00Z");
        pack = *ledger.writer().addPlan(pack, at("2026-10-01T00:00:00Z"));
    }
    QString told(const char *now)
    {
        QStringList words;
        for (const Alert &alert : *planAlertsOf(ledger.reader(), ledger.pricer(), at(now), Zone::utc())) {
            words << QString::fromStdString((alert.key.kind == AlertKind::PlanLow ? "low " + std::to_string(alert.key.threshold) : std::string{"expiring"})
                                            + " left " + formatDecimal(alert.expected, alert.currency.isNone() ? 0 : 18));
        }
        return words.join(QStringLiteral(", "));
    }
};

} // namespace

class tst_PlanAlarms : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nothingToTell();
    void nearlyUsed_data();
    void nearlyUsed();
    void longAgoIsSilent();
    void endsSoon();
    void quotaInTokens();
    void toldOnce();
};

void tst_PlanAlarms::nothingToTell()
{
    TestLedger empty;
    QVERIFY(planAlertsOf(empty.reader(), empty.pricer(), at("2026-10-11T00:00:00Z"), Zone::utc())->empty());
}

void tst_PlanAlarms::nearlyUsed_data()
{
    QTest::addColumn<qint64>("cents");
    QTest::addColumn<QString>("told");
    QTest::newRow("79.9 %") << qint64(799) << QString{};
    QTest::newRow("80 %") << qint64(800) << QStringLiteral("low 80 left 2");
    QTest::newRow("99.9 %") << qint64(999) << QStringLiteral("low 80 left 0.01");
    QTest::newRow("all of it") << qint64(1000) << QStringLiteral("low 100 left 0");
    QTest::newRow("more than there was") << qint64(1500) << QStringLiteral("low 100 left 0");
}

void tst_PlanAlarms::nearlyUsed()
{
    QFETCH(qint64, cents);
    QFETCH(QString, told);
    QCOMPARE(PackDesk{cents}.told("2026-10-11T00:00:00Z"), told);
}

void tst_PlanAlarms::longAgoIsSilent()
{
    PackDesk desk{1000};
    QCOMPARE(desk.told("2026-10-17T11:59:59Z"), QStringLiteral("low 100 left 0"));
    QCOMPARE(desk.told("2026-10-17T12:00:00Z"), QString{});
    QCOMPARE(desk.told("2026-11-02T00:00:00Z"), QString{});
}

void tst_PlanAlarms::endsSoon()
{
    PackDesk desk{100};
    QCOMPARE(desk.told("2026-10-24T23:59:59Z"), QString{});
    QCOMPARE(desk.told("2026-10-25T00:00:00Z"), QStringLiteral("expiring left 9"));
    QCOMPARE(desk.told("2026-11-01T00:00:00Z"), QString{}); // it is over
    PackDesk unused{0};
    QCOMPARE(unused.told("2026-10-25T00:00:00Z"), QStringLiteral("expiring left 10"));
    PackDesk gone{1000};
    QCOMPARE(gone.told("2026-10-25T00:00:00Z"), QString{});
}

void tst_PlanAlarms::quotaInTokens()
{
    TestLedger ledger;
    ledger.add({{.time = "2026-10-10T12:00:00Z", .tokens = {.input = 90}}, {.time = "2026-10-10T12:00:00Z", .model = "free", .tokens = {.input = 10}}});
    Plan quota;
    quota.name = "Free";
    quota.kind = PlanKind::Quota;
    quota.tokens = 100;
    quota.perModel = true;
    quota.from = at("2026-10-01T00:00:00Z");
    QVERIFY(ledger.writer().addPlan(quota, at("2026-10-01T00:00:00Z")));
    const std::vector<Alert> alerts = *planAlertsOf(ledger.reader(), ledger.pricer(), at("2026-10-11T00:00:00Z"), Zone::utc());
    QCOMPARE(alerts.size(), std::size_t{1});
    QVERIFY(alerts[0].currency.isNone());
    QVERIFY(alerts[0].spent == 90 && alerts[0].expected == 10 && alerts[0].available == 100);
    QCOMPARE(alerts[0].detail, std::string{"plain"});
}

void tst_PlanAlarms::toldOnce()
{
    PackDesk desk{850};
    const auto evaluate = [&](const char *now) {
        QStringList kinds;
        const Result<Evaluation> done = evaluateBudgets(desk.ledger.reader(), desk.ledger.writer(), desk.ledger.pricer(),
                                                        {.clock = at(now), .channels = {"desktop"}, .watchAnomalies = false, .watchRunaway = false});
        for (const Alert &alert : done->stored) {
            kinds << QString::number(int(alert.key.kind)) + QLatin1Char('/') + QString::number(alert.key.threshold);
        }
        return kinds.join(QLatin1Char(' '));
    };
    QCOMPARE(evaluate("2026-10-11T00:00:00Z"), QStringLiteral("12/80"));
    QCOMPARE(evaluate("2026-10-12T00:00:00Z"), QString{});
    desk.ledger.add({{.time = "2026-10-12T12:00:00Z", .tokens = {.input = 100'000}}});
    QCOMPARE(evaluate("2026-10-13T00:00:00Z"), QString{}); // 95 %
    QCOMPARE(evaluate("2026-10-26T00:00:00Z"), QStringLiteral("13/0"));
    Plan later = desk.pack;
    later.until = at("2026-12-01T00:00:00Z");
    QVERIFY(desk.ledger.writer().editPlan(later, at("2026-10-27T00:00:00Z")));
    QCOMPARE(evaluate("2026-10-28T00:00:00Z"), QString{});
    QCOMPARE(evaluate("2026-11-26T00:00:00Z"), QStringLiteral("13/0"));
    QCOMPARE(evaluate("2026-11-27T00:00:00Z"), QString{});
}

TOKENMETER_TEST(tst_PlanAlarms);

} // namespace test_PlanAlarms


#include "tst_PlanAlarms.moc"
