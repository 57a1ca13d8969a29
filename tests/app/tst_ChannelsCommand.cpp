// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "LoopbackServer.h"
#include "Machine.h"
#include "support/Patience.h"
#include "support/TestMain.h"

#include <QtTest>

#include <QDirIterator>
#include <QJsonArray>

namespace test_ChannelsCommand
{

using namespace tokenmeter::testing;

namespace
{

/// One request of 0.0375 dollars on 1 October, and a budget of one cent that it exceeds.
void exceed(const Machine &machine)
{
    write(machine.folder(QStringLiteral("a.jsonl")), usageLine(1));
    QCOMPARE(machine.ask(words("import a.jsonl")).status, 0);
    QCOMPARE(machine.ask(words("--at 2026-10-01T00:00:00Z budget add --name October --limit 0.01 --period month --timezone UTC")).status, 0);
}

QStringList sendAt(const Machine &machine, const char *moment)
{
    return QStringList{QStringLiteral("--ledger"), machine.ledger(), QStringLiteral("--json"), QStringLiteral("--at"), QString::fromLatin1(moment)}
        + words("alerts send --cached");
}

/// Lets the program run while this process answers as a server.
Outcome outcomeOf(QProcess &process)
{
    [&] { QTRY_COMPARE_WITH_TIMEOUT(process.state(), QProcess::NotRunning, LongestMs); }();
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAllStandardOutput(), process.readAllStandardError()};
}

Outcome addWebhook(const Machine &machine, const QString &address, const char *form = "json")
{
    const std::unique_ptr<QProcess> process
        = machine.start(QStringList{QStringLiteral("--json")} + words("alerts add webhook --form") + QStringList{QString::fromLatin1(form)});
    process->write(address.toUtf8() + '\n');
    process->closeWriteChannel();
    return outcomeOf(*process);
}

} // namespace

class tst_ChannelsCommand : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void fromBudgetToReceipt();
    void testingAChannel();
    void twoProcessesAtOnceDeliverOnce();
    void killedWhileSendingSendsAgainUnderTheSameKey();
    void secretsAreNowhere();
    void statesOfAlerts();
    void wrongUsage_data();
    void wrongUsage();
};

void tst_ChannelsCommand::initTestCase()
{
    // Neither the keyring nor the notifications of whoever runs the tests.
    qputenv("TOKENMETER_SECRETS", "file");
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/bus");
}

void tst_ChannelsCommand::fromBudgetToReceipt()
{
    const Machine machine;
    LoopbackServer server;
    exceed(machine);
    QCOMPARE(addWebhook(machine, server.address(QStringLiteral("/hook"))).json()[QStringLiteral("added")].toString(), QStringLiteral("webhook:1"));
    machine.ask(words("alerts remove desktop"));
    for (int i = 0; i < 2; ++i) { // the second time there is nothing to say
        const std::unique_ptr<QProcess> process = machine.start(sendAt(machine, "2026-10-02T10:00:00Z"));
        const Outcome outcome = outcomeOf(*process);
        QCOMPARE(outcome.status, 0);
        QCOMPARE(outcome.json()[QStringLiteral("sent")].toInt(), i == 0 ? 1 : 0);
    }
    QCOMPARE(server.requests.size(), std::size_t{1});
    const QJsonObject document = QJsonDocument::fromJson(server.requests.front().body).object();
    const QJsonObject alert = document[QStringLiteral("alerts")][0].toObject();
    QCOMPARE(alert[QStringLiteral("kind")].toString(), QStringLiteral("exceeded"));
    QCOMPARE(alert[QStringLiteral("budget")][QStringLiteral("name")].toString(), QStringLiteral("October"));
    QCOMPARE(alert[QStringLiteral("spent")][QStringLiteral("amount")].toString(), QStringLiteral("0.037500000"));
    const QJsonArray alerts = machine.ask(words("alerts list")).json()[QStringLiteral("alerts")].toArray();
    bool isSent = false;
    for (const QJsonValue &one : alerts) {
        const QJsonValue delivery = one[QStringLiteral("deliveries")][0];
        isSent = isSent
            || (delivery[QStringLiteral("state")].toString() == QStringLiteral("sent")
                && delivery[QStringLiteral("receipt")].toString() == QStringLiteral("http 200")
                && delivery[QStringLiteral("key")].toString().toUtf8() == server.requests.front().headers.value("idempotency-key"));
    }
    QVERIFY(isSent);
}

void tst_ChannelsCommand::testingAChannel()
{
    const Machine machine;
    LoopbackServer server;
    addWebhook(machine, server.address(QStringLiteral("/hook")), "slack");
    const auto test = [&] {
        const std::unique_ptr<QProcess> process = machine.start(QStringList{QStringLiteral("--json")} + words("alerts test webhook:1"));
        return outcomeOf(*process);
    };
    const Outcome good = test();
    QCOMPARE(good.status, 0);
    QCOMPARE(good.json()[QStringLiteral("sent")].toBool(), true);
    server.status = 500;
    const Outcome bad = test();
    QCOMPARE(bad.status, 1);
    QCOMPARE(bad.json()[QStringLiteral("receipt")].toString(), QStringLiteral("http 500"));
    QVERIFY(bad.err.contains("webhook:1"));
    QCOMPARE(machine.ask(words("alerts test webhook:9")).status, 2);
}

void tst_ChannelsCommand::twoProcessesAtOnceDeliverOnce()
{
    const Machine machine;
    LoopbackServer server;
    server.lateMs = 300;
    exceed(machine);
    addWebhook(machine, server.address(QStringLiteral("/hook")));
    machine.ask(words("alerts remove desktop"));
    std::vector<std::unique_ptr<QProcess>> processes;
    for (int i = 0; i < 3; ++i) {
        processes.push_back(machine.start(sendAt(machine, "2026-10-02T10:00:00Z")));
    }
    int sent = 0;
    for (const std::unique_ptr<QProcess> &process : processes) {
        const Outcome outcome = outcomeOf(*process);
        QCOMPARE(outcome.status, 0);
        sent += outcome.json()[QStringLiteral("sent")].toInt();
    }
    QCOMPARE(sent, 1);
    QCOMPARE(server.requests.size(), std::size_t{1});
}

void tst_ChannelsCommand::killedWhileSendingSendsAgainUnderTheSameKey()
{
    const Machine machine;
    LoopbackServer server;
    server.mood = LoopbackServer::Mood::Hang;
    exceed(machine);
    addWebhook(machine, server.address(QStringLiteral("/hook")));
    machine.ask(words("alerts remove desktop"));
    const std::unique_ptr<QProcess> first = machine.start(sendAt(machine, "2026-10-02T10:00:00Z"));
    QTRY_COMPARE_WITH_TIMEOUT(server.requests.size(), std::size_t{1}, LongestMs);
    first->kill(); // -9
    first->waitForFinished(LongestMs);
    server.mood = LoopbackServer::Mood::Answer;
    const std::unique_ptr<QProcess> second = machine.start(sendAt(machine, "2026-10-02T10:03:00Z"));
    QCOMPARE(outcomeOf(*second).json()[QStringLiteral("sent")].toInt(), 1);
    QCOMPARE(server.requests.size(), std::size_t{2});
    QCOMPARE(server.requests[1].headers.value("idempotency-key"), server.requests[0].headers.value("idempotency-key"));
    const std::unique_ptr<QProcess> third = machine.start(sendAt(machine, "2026-10-02T10:09:00Z"));
    QCOMPARE(outcomeOf(*third).json()[QStringLiteral("sent")].toInt(), 0);
    QCOMPARE(server.requests.size(), std::size_t{2});
}

void tst_ChannelsCommand::secretsAreNowhere()
{
    const Machine machine;
    LoopbackServer server;
    server.status = 500;
    server.reply = "PRIVATE-REPLY";
    exceed(machine);
    QByteArray said;
    const auto hear = [&](const Outcome &outcome) { said += outcome.out + outcome.err; };
    hear(addWebhook(machine, server.address(QStringLiteral("/hook/TOP-SECRET?token=TOP-SECRET"))));
    hear(addWebhook(machine, QStringLiteral("http://example.org/TOP-SECRET"))); // refused
    hear(addWebhook(machine, QStringLiteral("TOP-SECRET")));
    for (const char *command : {"alerts test webhook:1", "alerts channels"}) {
        const std::unique_ptr<QProcess> process = machine.start(words(command));
        hear(outcomeOf(*process));
    }
    const std::unique_ptr<QProcess> sending = machine.start(sendAt(machine, "2026-10-02T10:00:00Z"));
    hear(outcomeOf(*sending));
    hear(machine.ask(words("alerts list --all")));
    hear(machine.ask(words("journal")));
    QVERIFY(server.requests.size() >= 2);
    QVERIFY(server.requests.front().path.contains("TOP-SECRET")); // it does reach the one who gave it
    QVERIFY(said.contains("127.0.0.1"));
    QVERIFY(!said.contains("TOP-SECRET") && !said.contains("PRIVATE-REPLY"));
    int files = 0;
    QDirIterator every{machine.folder(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories};
    while (every.hasNext()) {
        QFile file{every.next()};
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray content = file.readAll();
        QVERIFY2(!content.contains("PRIVATE-REPLY"), qPrintable(file.fileName()));
        if (content.contains("TOP-SECRET")) {
            QCOMPARE(QFileInfo{file}.fileName(), QStringLiteral("secrets.json"));
            QCOMPARE(int(file.permissions() & (QFileDevice::ReadGroup | QFileDevice::ReadOther | QFileDevice::WriteGroup | QFileDevice::WriteOther)), 0);
            ++files;
        }
    }
    QCOMPARE(files, 1);
    machine.ask(words("alerts remove webhook:1"));
    QFile secrets{machine.folder(QStringLiteral("config/tokenmeter/secrets.json"))};
    QVERIFY(secrets.open(QIODevice::ReadOnly));
    QVERIFY(!secrets.readAll().contains("TOP-SECRET"));
}

void tst_ChannelsCommand::statesOfAlerts()
{
    const Machine machine;
    exceed(machine);
    machine.run(QStringList{QStringLiteral("--ledger"), machine.ledger()} + words("--at 2026-10-02T10:00:00Z alerts send --cached"));
    const auto stateOf = [&](int id) {
        for (const QJsonValue &alert : machine.ask(words("--at 2026-10-02T10:30:00Z alerts list --all")).json()[QStringLiteral("alerts")].toArray()) {
            if (alert[QStringLiteral("id")].toInt() == id) {
                return alert[QStringLiteral("state")].toString();
            }
        }
        return QString{};
    };
    QCOMPARE(stateOf(1), QStringLiteral("open"));
    const QJsonObject snoozed = machine.ask(words("--at 2026-10-02T10:00:00Z alerts snooze 1 --for 2h")).json();
    QCOMPARE(snoozed[QStringLiteral("until")].toString(), QStringLiteral("2026-10-02T12:00:00Z"));
    QCOMPARE(stateOf(1), QStringLiteral("snoozed"));
    QCOMPARE(machine.ask(words("alerts ack 1")).status, 0);
    QCOMPARE(stateOf(1), QStringLiteral("acknowledged"));
    QCOMPARE(machine.ask(words("alerts mute 1")).status, 0);
    QCOMPARE(stateOf(1), QStringLiteral("muted"));
}

void tst_ChannelsCommand::wrongUsage_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("no alert") << words("alerts ack");
    QTest::newRow("unknown kind") << words("alerts add pigeon");
    QTest::newRow("a command without a program") << words("alerts add command");
    QTest::newRow("hours that are none") << words("alerts quiet 25:00-07:00");
    QTest::newRow("a channel that is none") << words("alerts remove webhook:9");
}

void tst_ChannelsCommand::wrongUsage()
{
    QFETCH(QStringList, arguments);
    const Machine machine;
    const Outcome outcome = machine.run(arguments);
    QCOMPARE(outcome.status, 2);
    QVERIFY(outcome.out.isEmpty());
    QVERIFY(outcome.err.startsWith("tokenmeter: "));
}

TOKENMETER_TEST(tst_ChannelsCommand);

} // namespace test_ChannelsCommand

#include "tst_ChannelsCommand.moc"
