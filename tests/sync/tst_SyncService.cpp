// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "SyncSupport.h"

#include "support/TestMain.h"
#include "support/Patience.h"
#include "sync/SyncService.h"

namespace test_SyncService
{

using namespace tokenmeter;
using namespace tokenmeter::testing;

class tst_SyncService : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void pollsWhatIsDue();
    void asksNothingOffline();
    void asksNothingOfNobody();
    void endsInTheMiddle();
};

void tst_SyncService::pollsWhatIsDue()
{
    const auto server = patientProvider("deepseek");
    Desk desk{"deepseek", *server};
    SyncRunner::Options options = desk.options();
    const UtcTime now = desk.now;
    options.clock = [now] { return now; };
    SyncService service{options, false};
    QSignalSpy done{&service, &SyncService::accountDone};
    service.start();
    QTRY_COMPARE_WITH_TIMEOUT(done.size(), 1, LongestMs);
    QTRY_VERIFY_WITH_TIMEOUT(service.nextPoll() && *service.nextPoll() > now, LongestMs);
    QCOMPARE(server->requests().size(), std::size_t{1});
    service.syncNow();
    QTRY_COMPARE_WITH_TIMEOUT(done.size(), 2, LongestMs);
    QCOMPARE(server->requests().size(), std::size_t{2});
}

void tst_SyncService::asksNothingOffline()
{
    const auto server = patientProvider("deepseek");
    Desk desk{"deepseek", *server};
    desk.account.base = "http://127.0.0.1:1"; // nobody there
    must(must(LedgerWriter::open(desk.ledger(), {}))->editAccount(desk.account, desk.now));
    SyncRunner::Options options = desk.options();
    options.clock = [now = desk.now] { return now; };
    options.wait = [](const CancelFlag &, std::chrono::seconds) { return true; };
    SyncService service{options, false};
    QSignalSpy done{&service, &SyncService::accountDone};
    service.start();
    QTRY_COMPARE_WITH_TIMEOUT(done.size(), 1, LongestMs);
    QCOMPARE(desk.state("balance").problem->cause, Cause::NotReached);
    service.setOnline(false);
    desk.account.base = server->base().toStdString();
    must(must(LedgerWriter::open(desk.ledger(), {}))->editAccount(desk.account, desk.now));
    service.lookAgain();
    QTest::qWait(300);
    QVERIFY(server->requests().empty());
    service.setOnline(true); // at once, though its time has not come
    QTRY_COMPARE_WITH_TIMEOUT(done.size(), 2, LongestMs);
    QCOMPARE(server->requests().size(), std::size_t{1});
    QVERIFY(!desk.state("balance").problem);
}

void tst_SyncService::asksNothingOfNobody()
{
    const QTemporaryDir folder;
    SyncRunner::Options options;
    options.ledger = folder.filePath(QStringLiteral("ledger.db")).toStdString();
    options.clock = [] { return at("2026-03-07T12:00:00Z"); };
    SyncService service{options, false};
    QSignalSpy changed{&service, &SyncService::pollingChanged};
    service.start();
    QTRY_VERIFY_WITH_TIMEOUT(!changed.isEmpty(), LongestMs);
    QVERIFY(!service.nextPoll());
    QVERIFY(!QFile::exists(QString::fromStdString(options.ledger)));
}

void tst_SyncService::endsInTheMiddle()
{
    const auto server = patientProvider("deepseek");
    server->fail({.kind = FakeFault::Kind::Silent});
    Desk desk{"deepseek", *server};
    desk.limits = {};
    QElapsedTimer timer;
    {
        SyncService service{desk.options(), false};
        service.start();
        QTRY_VERIFY_WITH_TIMEOUT(!server->requests().empty(), LongestMs);
        timer.start();
    }
    QVERIFY(timer.elapsed() < 2'000); // the answer is not waited for
    QVERIFY(!desk.state("balance").problem);
    server->heal();
    QVERIFY(!desk.sync().hasFailed()); // and the claim is free
}

TOKENMETER_TEST(tst_SyncService);

} // namespace test_SyncService

#include "tst_SyncService.moc"
