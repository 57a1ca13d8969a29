// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "notify/channels/Dispatcher.h"
#include "support/Patience.h"
#include "support/TestMain.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QThread>
#include <QTimer>

#include <set>

namespace test_ChannelDispatch
{

using namespace tokenmeter;
using namespace std::chrono_literals;

namespace
{

using How = SendResult::How;
constexpr UtcTime Evening = std::chrono::sys_days{std::chrono::year{2026} / 10 / 5} + 21h; // a Monday
constexpr UtcTime Morning = std::chrono::sys_days{std::chrono::year{2026} / 10 / 6} + 7h;

/// What a channel does, and what it was given.
struct Script
{
    bool hangs = false;
    SendResult result{How::Sent, "fine"};
    std::vector<Message> messages{};
};

class ScriptedSender final : public Sender
{
public:
    explicit ScriptedSender(Script &script) : m_script{script} {}
    void send(const Message &message, Answer answer) override
    {
        m_script.messages.push_back(message);
        if (!m_script.hangs) {
            answer(m_script.result);
        }
    }

private:
    Script &m_script;
};

Alert alertOf(int number)
{
    Alert alert;
    alert.key = {.subject = "b" + std::to_string(number), .periodStart = Evening, .revision = 1, .kind = AlertKind::Exceeded};
    alert.subjectName = "Budget " + std::to_string(number);
    alert.periodEnd = Evening + 24h;
    alert.currency = Currency{"USD"};
    alert.available = 50;
    alert.spent = 60;
    return alert;
}

/// A ledger, two channels with a script each, and a clock that a test moves.
class Bench
{
public:
    Bench()
    {
        settings.channels = {{.name = "webhook:1", .kind = ChannelKind::Webhook}, {.name = "webhook:2", .kind = ChannelKind::Webhook}};
        writer = *LedgerWriter::open(path(), {});
        reader = *LedgerReader::open(path());
    }
    std::string path() const { return m_folder.filePath(QStringLiteral("ledger.db")).toStdString(); }

    std::int64_t store(int number, std::vector<std::string> channels = {"webhook:1"})
    {
        const std::vector<Alert> alerts{alertOf(number)};
        return writer->storeAlerts(alerts, channels, dueAt(settings.quiet, now, Zone::utc()), now)->front().id;
    }
    std::unique_ptr<Dispatcher> dispatcher(const std::string &owner = "one")
    {
        return std::make_unique<Dispatcher>(Dispatcher::Options{path(), settings, Zone::utc(), [this] { return now; }, owner},
                                            [this](const Channel &channel) { return std::make_unique<ScriptedSender>(scripts[channel.name]); });
    }
    /// Until nothing is due any more.
    void run(Dispatcher &dispatcher)
    {
        QSignalSpy idle{&dispatcher, &Dispatcher::idle};
        dispatcher.wake();
        QVERIFY(idle.wait(testing::LongestMs));
    }
    Delivery delivery(std::int64_t alert, std::size_t which = 0) { return reader->deliveries(alert)->at(which); }
    std::vector<Message> &messages(const char *channel = "webhook:1") { return scripts[channel].messages; }

    UtcTime now = Evening;
    ChannelSettings settings{};
    std::map<std::string, Script> scripts{};
    std::unique_ptr<LedgerWriter> writer{};
    std::unique_ptr<LedgerReader> reader{};

private:
    QTemporaryDir m_folder;
};

} // namespace

class tst_ChannelDispatch : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void sentOnceWithAReceipt();
    void itsTimerGoesAlong();
    void retriedUnderOneKeyThenGivenUp();
    void refusedForGoodIsGivenUpAtOnce();
    void oneThatHangsHoldsUpNoOther();
    void quietHoursEndInOneMessage();
    void aSummaryThatFailsKeepsItsKey();
    void whatACrashLeftBehindIsSentUnderTheSameKey();
    void severalProcessesDeliverOnce();
    void acknowledgedMeanwhileIsNotSent();
    void snoozedComesAgainUnderAnotherKey();
    void switchedOffIsGivenUp();
    void receiptsComeLater();
};

void tst_ChannelDispatch::sentOnceWithAReceipt()
{
    Bench bench;
    const std::int64_t alert = bench.store(1);
    const std::unique_ptr<Dispatcher> dispatcher = bench.dispatcher();
    bench.run(*dispatcher);
    bench.run(*dispatcher);
    QCOMPARE(bench.messages().size(), std::size_t{1});
    QCOMPARE(bench.delivery(alert).state, DeliveryState::Sent);
    QCOMPARE(bench.delivery(alert).receipt, std::string{"fine"});
    QCOMPARE(bench.messages().front().key, bench.delivery(alert).idempotencyKey);
    QVERIFY(bench.messages().front().title.contains(QStringLiteral("Budget 1")));
    QCOMPARE(dispatcher->tally().sent, 1);
}

/// The program moves it to a thread of its own, where a timer that stayed behind could not be started.
void tst_ChannelDispatch::itsTimerGoesAlong()
{
    Bench bench;
    const std::unique_ptr<Dispatcher> dispatcher = bench.dispatcher();
    QThread *const here = QThread::currentThread();
    QThread thread;
    dispatcher->moveToThread(&thread);
    const QList<QTimer *> timers = dispatcher->findChildren<QTimer *>();
    QCOMPARE(timers.size(), 1);
    QCOMPARE(timers.front()->thread(), &thread);
    thread.start();
    QMetaObject::invokeMethod(dispatcher.get(), [&] { dispatcher->moveToThread(here); }, Qt::BlockingQueuedConnection);
    thread.quit();
    QVERIFY(thread.wait());
}

void tst_ChannelDispatch::retriedUnderOneKeyThenGivenUp()
{
    Bench bench;
    const std::int64_t alert = bench.store(1);
    bench.scripts["webhook:1"].result = {How::TryAgain, "http 500"};
    const std::unique_ptr<Dispatcher> dispatcher = bench.dispatcher();
    for (const std::chrono::minutes pause : {1min, 5min, 30min, 120min, 360min, 1440min}) {
        bench.run(*dispatcher);
        QCOMPARE(bench.delivery(alert).state, DeliveryState::Failed);
        QCOMPARE(bench.delivery(alert).due, bench.now + pause + 1ms);
        const std::size_t before = bench.messages().size();
        bench.now += pause; // a moment too soon
        bench.run(*dispatcher);
        QCOMPARE(bench.messages().size(), before);
        bench.now += 1ms;
    }
    bench.run(*dispatcher);
    QCOMPARE(bench.delivery(alert).state, DeliveryState::GivenUp);
    QCOMPARE(bench.delivery(alert).receipt, std::string{"http 500"});
    QCOMPARE(bench.messages().size(), std::size_t{7});
    for (const Message &message : bench.messages()) {
        QCOMPARE(message.key, bench.messages().front().key);
    }
}

void tst_ChannelDispatch::refusedForGoodIsGivenUpAtOnce()
{
    Bench bench;
    const std::int64_t alert = bench.store(1);
    bench.scripts["webhook:1"].result = {How::Never, "http 410"};
    bench.run(*bench.dispatcher());
    QCOMPARE(bench.delivery(alert).state, DeliveryState::GivenUp);
    QCOMPARE(bench.delivery(alert).receipt, std::string{"http 410"});
}

void tst_ChannelDispatch::oneThatHangsHoldsUpNoOther()
{
    Bench bench;
    bench.scripts["webhook:1"].hangs = true;
    const std::int64_t first = bench.store(1, {"webhook:1", "webhook:2"});
    const std::unique_ptr<Dispatcher> dispatcher = bench.dispatcher();
    dispatcher->start();
    QTRY_COMPARE_WITH_TIMEOUT(bench.delivery(first, 1).state, DeliveryState::Sent, testing::LongestMs);
    const std::int64_t second = bench.store(2, {"webhook:1", "webhook:2"});
    dispatcher->wake();
    QTRY_COMPARE_WITH_TIMEOUT(bench.delivery(second, 1).state, DeliveryState::Sent, testing::LongestMs);
    QCOMPARE(bench.messages("webhook:1").size(), std::size_t{1}); // one under way, no more
    QCOMPARE(bench.delivery(first, 0).state, DeliveryState::Claimed);
    QCOMPARE(bench.delivery(second, 0).state, DeliveryState::Pending);
}

void tst_ChannelDispatch::quietHoursEndInOneMessage()
{
    Bench bench;
    bench.settings.quiet = {.enabled = true, .fromMinute = 20 * 60, .toMinute = 7 * 60};
    const std::int64_t first = bench.store(1);
    bench.now += 3h;
    const std::int64_t second = bench.store(2);
    const std::unique_ptr<Dispatcher> dispatcher = bench.dispatcher();
    bench.run(*dispatcher);
    QVERIFY(bench.messages().empty()); // stored, not delivered
    bench.now = Morning;
    bench.run(*dispatcher);
    QCOMPARE(bench.messages().size(), std::size_t{1});
    const Message &summary = bench.messages().front();
    QCOMPARE(summary.alerts.size(), std::size_t{2});
    QVERIFY(summary.text.contains(QStringLiteral("Budget 1")) && summary.text.contains(QStringLiteral("Budget 2")));
    QCOMPARE(bench.delivery(first).state, DeliveryState::Sent);
    QCOMPARE(bench.delivery(second).state, DeliveryState::Sent);
}

void tst_ChannelDispatch::aSummaryThatFailsKeepsItsKey()
{
    Bench bench;
    bench.settings.quiet = {.enabled = true, .fromMinute = 20 * 60, .toMinute = 7 * 60};
    bench.store(1);
    bench.store(2);
    bench.scripts["webhook:1"].result = {How::TryAgain, "timeout"};
    const std::unique_ptr<Dispatcher> dispatcher = bench.dispatcher();
    bench.now = Morning;
    bench.run(*dispatcher);
    bench.scripts["webhook:1"].result = {How::Sent, "fine"};
    bench.now += 2min;
    bench.store(3); // is a message of its own
    bench.run(*dispatcher);
    QCOMPARE(bench.messages().size(), std::size_t{3});
    QCOMPARE(bench.messages()[1].key, bench.messages()[0].key);
    QCOMPARE(bench.messages()[1].alerts.size(), std::size_t{2});
    QCOMPARE(bench.messages()[2].alerts.size(), std::size_t{1});
}

void tst_ChannelDispatch::whatACrashLeftBehindIsSentUnderTheSameKey()
{
    Bench bench;
    const std::int64_t alert = bench.store(1);
    bench.scripts["webhook:1"].hangs = true;
    std::unique_ptr<Dispatcher> dies = bench.dispatcher("first");
    dies->start();
    QTRY_COMPARE_WITH_TIMEOUT(bench.messages().size(), std::size_t{1}, testing::LongestMs);
    dies.reset(); // under way, never finished
    bench.scripts["webhook:1"].hangs = false;
    const std::unique_ptr<Dispatcher> next = bench.dispatcher("second");
    bench.run(*next);
    QCOMPARE(bench.messages().size(), std::size_t{1}); // as far as anybody knows the first is alive
    bench.now += 121s;
    bench.run(*next);
    QCOMPARE(bench.messages().size(), std::size_t{2});
    QCOMPARE(bench.messages()[1].key, bench.messages()[0].key);
    QCOMPARE(bench.delivery(alert).state, DeliveryState::Sent);
}

void tst_ChannelDispatch::severalProcessesDeliverOnce()
{
    Bench bench;
    for (int i = 0; i < 20; ++i) {
        bench.now += 1ms;
        bench.store(i);
    }
    const std::unique_ptr<Dispatcher> first = bench.dispatcher("first");
    const std::unique_ptr<Dispatcher> second = bench.dispatcher("second");
    second->start();
    bench.run(*first);
    bench.run(*second);
    std::set<std::string> keys;
    for (const Message &message : bench.messages()) {
        keys.insert(message.key);
    }
    QCOMPARE(bench.messages().size(), std::size_t{20});
    QCOMPARE(keys.size(), std::size_t{20});
}

void tst_ChannelDispatch::acknowledgedMeanwhileIsNotSent()
{
    Bench bench;
    const std::int64_t alert = bench.store(1);
    QVERIFY(bool(bench.writer->acknowledgeAlert(alert, bench.now)));
    bench.run(*bench.dispatcher());
    QVERIFY(bench.messages().empty());
}

void tst_ChannelDispatch::snoozedComesAgainUnderAnotherKey()
{
    Bench bench;
    const std::int64_t alert = bench.store(1);
    bench.settings.channels.pop_back();
    const std::unique_ptr<Dispatcher> dispatcher = bench.dispatcher();
    bench.run(*dispatcher);
    dispatcher->snooze(alert);
    bench.now += 59min;
    bench.run(*dispatcher);
    QCOMPARE(bench.messages().size(), std::size_t{1});
    bench.now += 1min;
    bench.run(*dispatcher);
    QCOMPARE(bench.messages().size(), std::size_t{2});
    QVERIFY(bench.messages()[0].key != bench.messages()[1].key);
}

void tst_ChannelDispatch::switchedOffIsGivenUp()
{
    Bench bench;
    const std::int64_t alert = bench.store(1);
    bench.settings.channels.front().enabled = false;
    bench.run(*bench.dispatcher());
    QVERIFY(bench.messages().empty());
    QCOMPARE(bench.delivery(alert).state, DeliveryState::GivenUp);
    QCOMPARE(bench.delivery(alert).receipt, std::string{"switched off"});
}

void tst_ChannelDispatch::receiptsComeLater()
{
    Bench bench;
    const std::int64_t alert = bench.store(1);
    const std::unique_ptr<Dispatcher> dispatcher = bench.dispatcher();
    dispatcher->noteReceipt("webhook:1", {alert}, "closed by the user"); // not sent yet: nothing to note
    QCOMPARE(bench.delivery(alert).receipt, std::string{});
    bench.run(*dispatcher);
    dispatcher->noteReceipt("webhook:1", {alert}, "closed by the user");
    QCOMPARE(bench.delivery(alert).receipt, std::string{"closed by the user"});
    QCOMPARE(bench.delivery(alert).state, DeliveryState::Sent);
}

TOKENMETER_TEST(tst_ChannelDispatch);

} // namespace test_ChannelDispatch

#include "tst_ChannelDispatch.moc"
