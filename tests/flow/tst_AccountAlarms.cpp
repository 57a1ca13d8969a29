// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "TestLedger.h"
#include "core/Decimal.h"
#include "flow/AccountAlarms.h"

#include <QtTest>

namespace test_AccountAlarms
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

/// A ledger with one account, made on 1 October.
struct Desk
{
    TestLedger ledger{};
    BillingAccount account = *ledger.writer().addAccount({.provider = "deepseek", .name = "home"}, at("2026-10-01T00:00:00Z"));

    void state(ReportState state)
    {
        state.account = account.id;
        state.report = state.report.empty() ? "balance" : state.report;
        QVERIFY(ledger.writer().setReportState(state));
    }
    void balances(std::initializer_list<std::pair<const char *, const char *>> list)
    {
        PolledSlice slice{.account = account.id, .report = "balance", .from = at("2026-10-01T00:00:00Z"), .to = at("2027-01-01T00:00:00Z")};
        for (const auto &[time, total] : list) {
            slice.balances.push_back({.time = at(time), .currency = "CNY", .total = amountOf(total)});
        }
        QVERIFY(ledger.writer().storeSlice(slice, {.account = account.id, .report = "balance"}));
    }
    QString told(const char *now)
    {
        QStringList words;
        for (const Alert &alert : *accountAlertsOf(ledger.reader(), at(now))) {
            words << (alert.key.kind == AlertKind::SyncFailing ? QStringLiteral("failing %1").arg(alert.key.threshold)
                                                               : QString::fromStdString("low " + formatDecimal(alert.expected, 18) + " at " + formatDecimal(alert.spent, 18)))
                    + QString::fromStdString(' ' + toRfc3339(alert.key.periodStart).substr(5, 5));
        }
        return words.join(QStringLiteral(", "));
    }
};

} // namespace

class tst_AccountAlarms : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nothingToTell();
    void failingForADay();
    void refusedAtOnce();
    void pausedIsSilent();
    void creditThatDoesNotLast();
    void topUpIsAnotherTime();
    void creditWithoutEvidence_data();
    void creditWithoutEvidence();
};

void tst_AccountAlarms::nothingToTell()
{
    TestLedger empty;
    QVERIFY(accountAlertsOf(empty.reader(), at("2026-10-05T00:00:00Z"))->empty());
    Desk desk;
    QCOMPARE(desk.told("2026-10-05T00:00:00Z"), QString{});
    desk.state({.lastSuccess = at("2026-10-04T00:00:00Z")});
    QCOMPARE(desk.told("2026-10-05T00:00:00Z"), QString{});
}

void tst_AccountAlarms::failingForADay()
{
    Desk desk;
    ReportState state{.lastSuccess = at("2026-10-04T00:00:00Z"), .failures = 3, .problem = Problem{.cause = Cause::ServiceFailed}};
    desk.state(state);
    QCOMPARE(desk.told("2026-10-04T23:59:59Z"), QString{});
    QCOMPARE(desk.told("2026-10-05T00:00:00Z"), QStringLiteral("failing 0 10-04"));
    state.failures = 2;
    desk.state(state);
    QCOMPARE(desk.told("2026-10-05T00:00:00Z"), QString{});
    // Another report was never read: since the account was made. One alert for the account.
    state.failures = 5;
    desk.state(state);
    desk.state({.report = "other", .failures = 3, .problem = Problem{.cause = Cause::ServiceFailed}});
    QCOMPARE(desk.told("2026-10-05T00:00:00Z"), QStringLiteral("failing 0 10-01"));
}

void tst_AccountAlarms::refusedAtOnce()
{
    Desk desk;
    desk.state({.lastSuccess = at("2026-10-04T23:00:00Z"), .failures = 1, .stopped = true, .problem = Problem{.cause = Cause::KeyRefused}});
    QCOMPARE(desk.told("2026-10-04T23:10:00Z"), QStringLiteral("failing 1 10-04"));
}

void tst_AccountAlarms::pausedIsSilent()
{
    Desk desk;
    desk.state({.stopped = true, .problem = Problem{.cause = Cause::KeyRefused}});
    desk.account.paused = true;
    QVERIFY(desk.ledger.writer().editAccount(desk.account, at("2026-10-02T00:00:00Z")));
    QCOMPARE(desk.told("2026-10-05T00:00:00Z"), QString{});
}

// 60 yuan in six days are 10 a day: 70 last exactly seven days, 69.9 do not.
void tst_AccountAlarms::creditThatDoesNotLast()
{
    Desk desk;
    desk.balances({{"2026-10-10T00:00:00Z", "130"}, {"2026-10-13T00:00:00Z", "101"}, {"2026-10-16T00:00:00Z", "70"}});
    QCOMPARE(desk.told("2026-10-16T01:00:00Z"), QString{});
    Desk other;
    other.balances({{"2026-10-10T00:00:00Z", "129.9"}, {"2026-10-16T00:00:00Z", "69.9"}});
    QCOMPARE(other.told("2026-10-16T01:00:00Z"), QStringLiteral("low 69.9 at 10 10-10"));
}

void tst_AccountAlarms::topUpIsAnotherTime()
{
    Desk desk;
    desk.balances({{"2026-10-10T00:00:00Z", "40"}, {"2026-10-14T00:00:00Z", "20"}});
    QCOMPARE(desk.told("2026-10-14T01:00:00Z"), QStringLiteral("low 20 at 5 10-10"));
    desk.balances({{"2026-10-15T00:00:00Z", "30"}}); // 20 in five days are 4 a day, but 30 is more than 28
    QCOMPARE(desk.told("2026-10-15T01:00:00Z"), QString{});
    desk.balances({{"2026-10-20T00:00:00Z", "10"}}); // 40 in ten days
    QCOMPARE(desk.told("2026-10-20T01:00:00Z"), QStringLiteral("low 10 at 4 10-15"));
}

void tst_AccountAlarms::creditWithoutEvidence_data()
{
    QTest::addColumn<QString>("last");
    QTest::addColumn<QString>("left");
    QTest::newRow("two days") << "2026-10-12T23:00:00Z" << "1";
    QTest::newRow("nothing spent") << "2026-10-20T00:00:00Z" << "50";
}

void tst_AccountAlarms::creditWithoutEvidence()
{
    QFETCH(QString, last);
    QFETCH(QString, left);
    Desk desk;
    desk.balances({{"2026-10-10T00:00:00Z", "50"}, {qPrintable(last), qPrintable(left)}});
    QCOMPARE(desk.told(qPrintable(last)), QString{});
}

TOKENMETER_TEST(tst_AccountAlarms);

} // namespace test_AccountAlarms

#include "tst_AccountAlarms.moc"
