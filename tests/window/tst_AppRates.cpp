// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/FakeProvider.h"
#include "support/TestMain.h"

#include <QtTest>

#include "SettingsStore.h"
#include "ledger/LedgerReader.h"
#include "ledger/LedgerWriter.h"
#include "support/Patience.h"
#include "window/AppRates.h"

#include <QTemporaryDir>

namespace test_AppRates
{

using namespace tokenmeter;
using namespace tokenmeter::testing;

namespace
{

/// The window's rates over a ledger of their own, a publisher on this computer and a clock that is set by hand.
struct Bureau
{
    QTemporaryDir folder{};
    FakeProvider server{QStringLiteral("fx")};
    UtcTime now{};
    SettingsStore store{folder.filePath(QStringLiteral("settings.ini"))};
    Settings settings{};
    AppRates rates{[this] { return now; }, store};

    explicit Bureau(const char *time, bool daily)
    {
        if (!LedgerWriter::open(ledger().toStdString(), {})) {
            qFatal("no ledger");
        }
        go(time);
        settings.dailyRates = daily;
        settings.currency = QStringLiteral("CNY");
        rates.askAt(server.base().toStdString());
        rates.setSettings(settings);
    }
    QString ledger() const { return folder.filePath(QStringLiteral("ledger.db")); }
    void go(const char *time) { now = parseTime(time)->time; }
    /// The clock was set: the timer is reckoned anew, as it is every half hour.
    void goAndLook(const char *time)
    {
        go(time);
        rates.setSettings(settings);
    }
    std::size_t asked() const { return server.requests().size(); }
    std::size_t stored() const
    {
        const Result<std::unique_ptr<LedgerReader>> reader = LedgerReader::open(ledger().toStdString());
        const Result<std::vector<ExchangeRate>> all = reader ? (*reader)->exchangeRates() : Result<std::vector<ExchangeRate>>{reader.problem()};
        return all ? all->size() : std::size_t{0};
    }
};

constexpr int AWhile = 400; // ms, twice what the timer is set to

} // namespace

class tst_AppRates : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void asksByItsTimer();
    void asksAgainAnHourAfterAFailure();
    void asksNobodyWhenOff();
    void asksNobodyOfTheDemoOrWithoutPolling();
};

/// At once the first time, then at 15:30 UTC of the next working day: Tuesday 3 March, Wednesday 4 March 2026.
void tst_AppRates::asksByItsTimer()
{
    Bureau bureau{"2026-03-03T17:00:00Z", true};
    bureau.rates.open(bureau.ledger(), true, true);
    QTRY_COMPARE_WITH_TIMEOUT(bureau.asked(), std::size_t{1}, LongestMs);
    QTRY_VERIFY_WITH_TIMEOUT(bureau.rates.isIdle(), LongestMs);
    QVERIFY(!bureau.rates.failure());

    bureau.goAndLook("2026-03-04T15:29:59.800Z");
    QTest::qWait(50);
    QCOMPARE(bureau.asked(), std::size_t{1});
    QSignalSpy stored{&bureau.rates, &AppRates::stored};
    bureau.go("2026-03-04T15:30:00Z"); // nobody calls: the timer does
    QTRY_COMPARE_WITH_TIMEOUT(bureau.asked(), std::size_t{2}, LongestMs);
    QTRY_COMPARE_WITH_TIMEOUT(stored.size(), 1, LongestMs);
    QVERIFY(bureau.stored() >= 2);
    QTRY_VERIFY_WITH_TIMEOUT(bureau.rates.newest() && toIso(bureau.rates.newest()->day) == "2026-03-04", LongestMs);
    QTest::qWait(AWhile);
    QCOMPARE(bureau.asked(), std::size_t{2});
    for (const FakeRequest &request : bureau.server.requests()) { // the publisher learns nothing of the user
        QVERIFY(!request.headers.contains("authorization") && !request.headers.contains("cookie"));
    }

    // A restart on the same day asks nobody again.
    AppRates next{[&bureau] { return bureau.now; }, bureau.store};
    next.askAt(bureau.server.base().toStdString());
    next.setSettings(bureau.settings);
    next.open(bureau.ledger(), true, true);
    QTest::qWait(AWhile);
    QCOMPARE(bureau.asked(), std::size_t{2});
}

void tst_AppRates::asksAgainAnHourAfterAFailure()
{
    Bureau bureau{"2026-03-04T17:00:00Z", true};
    bureau.server.fail({.kind = FakeFault::Kind::Status, .status = 500});
    bureau.rates.open(bureau.ledger(), true, true);
    QTRY_VERIFY_WITH_TIMEOUT(bureau.rates.failure(), LongestMs);
    QTRY_VERIFY_WITH_TIMEOUT(bureau.rates.isIdle(), LongestMs);
    QCOMPARE(bureau.rates.failure()->cause, Cause::ServiceFailed);
    QCOMPARE(bureau.stored(), std::size_t{0});
    bureau.server.heal();
    const std::size_t before = bureau.asked();
    bureau.goAndLook("2026-03-04T17:59:59.800Z");
    QTest::qWait(50);
    QCOMPARE(bureau.asked(), before);
    bureau.go("2026-03-04T18:00:00Z");
    QTRY_VERIFY_WITH_TIMEOUT(bureau.stored() >= 2, LongestMs);
    QTRY_VERIFY_WITH_TIMEOUT(!bureau.rates.failure() && bureau.rates.isIdle(), LongestMs);
    QCOMPARE(bureau.asked(), before + 1);
}

void tst_AppRates::asksNobodyWhenOff()
{
    Bureau bureau{"2026-03-03T17:00:00Z", false};
    bureau.rates.open(bureau.ledger(), true, true);
    bureau.goAndLook("2026-03-04T15:29:59.800Z");
    bureau.go("2026-03-04T15:30:00Z");
    QTest::qWait(AWhile);
    QCOMPARE(bureau.asked(), std::size_t{0});

    bureau.rates.fetchNow(); // by the user's own word it does
    QTRY_COMPARE_WITH_TIMEOUT(bureau.asked(), std::size_t{1}, LongestMs);
    QTRY_VERIFY_WITH_TIMEOUT(bureau.rates.isIdle() && bureau.stored() >= 2, LongestMs);

    // Switched on, and off again while the timer runs.
    bureau.settings.dailyRates = true;
    bureau.goAndLook("2026-03-05T15:29:59.800Z");
    bureau.settings.dailyRates = false;
    bureau.rates.setSettings(bureau.settings);
    bureau.go("2026-03-05T15:30:00Z");
    QTest::qWait(AWhile);
    QCOMPARE(bureau.asked(), std::size_t{1});
}

void tst_AppRates::asksNobodyOfTheDemoOrWithoutPolling()
{
    Bureau bureau{"2026-03-04T17:00:00Z", true};
    bureau.rates.open(bureau.ledger(), false, true); // the demo: not even by the user's word
    bureau.rates.fetchNow();
    bureau.rates.open(bureau.ledger(), true, false); // for a picture
    bureau.rates.open({}, true, true);               // no ledger
    QTest::qWait(AWhile);
    QCOMPARE(bureau.asked(), std::size_t{0});
}

TOKENMETER_TEST(tst_AppRates);

} // namespace test_AppRates

#include "tst_AppRates.moc"
