// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "SyncSupport.h"
#include "app/Machine.h"
#include "support/TestMain.h"

#include "core/Decimal.h"
#include "core/Money.h"
#include "support/Patience.h"

#include <QDirIterator>
#include <QJsonArray>

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <termios.h>
#include <unistd.h>

namespace test_SyncCommands
{

using namespace tokenmeter;
using namespace tokenmeter::testing;

namespace
{

QStringList asked(const Machine &machine, const char *moment, const QStringList &arguments)
{
    return QStringList{QStringLiteral("--ledger"), machine.ledger(), QStringLiteral("--json"), QStringLiteral("--at"), QString::fromLatin1(moment)}
        + arguments;
}

Outcome add(const Machine &machine, const FakeProvider &server, const char *rest, const QByteArray &key = FakeProvider::firstKey())
{
    const std::unique_ptr<QProcess> process
        = machine.start(asked(machine, "2026-03-07T12:00:00Z", words(rest) + QStringList{QStringLiteral("--base-url"), server.base()}));
    process->write(key + '\n');
    process->closeWriteChannel();
    process->waitForFinished(LongestMs);
    return {process->exitCode(), process->readAllStandardOutput(), process->readAllStandardError()};
}

Outcome syncAt(const Machine &machine, const char *moment, const QStringList &more = {})
{
    return machine.run(asked(machine, moment, QStringList{QStringLiteral("sync")} + more));
}

/// What the ledger knows of bills, apart from when it was learned.
QByteArray contentOf(const Machine &machine)
{
    const std::unique_ptr<LedgerReader> reader = must(LedgerReader::open(machine.ledger().toStdString()));
    QByteArray content;
    for (const OfAccount<Charge> &each : must(reader->charges({}))) {
        content += QByteArray::fromStdString(each.report + ' ' + toRfc3339(each.row.from) + ' ' + each.row.sku + ' ' + each.row.project + ' '
                                             + (each.row.billed ? each.row.billed->text : "-") + '\n');
    }
    for (const OfAccount<UsageBucket> &each : must(reader->usageBuckets({}))) {
        content += QByteArray::fromStdString(each.report + ' ' + toRfc3339(each.row.from) + ' ' + each.row.model + ' ' + each.row.project + ' '
                                             + std::to_string(each.row.counts.tokens().output) + '\n');
    }
    return content;
}

/// Waits until the server was asked so often.
void waitForRequests(const FakeProvider &server, std::size_t count)
{
    QTRY_VERIFY_WITH_TIMEOUT(server.requests().size() >= count, LongestMs);
}

QJsonObject firstAccount(const Outcome &outcome)
{
    return outcome.json()[QStringLiteral("accounts")].toArray().first().toObject();
}

constexpr auto AddWork = "accounts add openai --name work --key-stdin";

} // namespace

class tst_SyncCommands : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void nothingBeforeAnAccount();
    void fromKeyToLedger();
    void testTellsWhatTheKeySees();
    void pauseResumeRemove();
    void keyAtTheTerminal();
    void keyInTheEnvironment();
    void noKeyring();
    void refusedKey();
    void killedWhileSyncing_data();
    void killedWhileSyncing();
    void twoAtOnce();
    void timer();
    void wrongUsage_data();
    void wrongUsage();
};

void tst_SyncCommands::initTestCase()
{
    // Neither the keyring nor systemd of whoever runs the tests.
    qputenv("TOKENMETER_SECRETS", "file");
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/bus");
}

void tst_SyncCommands::nothingBeforeAnAccount()
{
    const Machine machine;
    const Outcome sync = syncAt(machine, "2026-03-07T12:00:00Z");
    QCOMPARE(sync.status, 0);
    QVERIFY(sync.json()[QStringLiteral("accounts")].toArray().isEmpty());
    QVERIFY(!QFile::exists(machine.ledger()));
    QVERIFY(machine.run(words("accounts")).out.contains("no accounts"));
    const QJsonArray providers = machine.ask(words("accounts providers")).json()[QStringLiteral("providers")].toArray();
    QCOMPARE(providers.size(), 16);
    for (const QJsonValue provider : providers) {
        QCOMPARE(provider[QStringLiteral("tried_for_real")].toBool(), false);
        QVERIFY(!provider[QStringLiteral("sees")].toArray().isEmpty());
    }
    const Outcome said = machine.run(words("accounts providers"));
    QVERIFY(said.out.contains("DeepSeek") && said.out.contains("not yet tried against the real service"));
}

void tst_SyncCommands::fromKeyToLedger()
{
    const Machine machine;
    const auto server = patientProvider("openai");
    const Outcome added = add(machine, *server, AddWork);
    QVERIFY2(added.status == 0, added.err.constData());
    QVERIFY(server->requests().empty()); // adding asks nothing
    const QString secrets = machine.folder(QStringLiteral("config/tokenmeter/secrets.json"));
    QVERIFY(QFile::exists(secrets));
    QCOMPARE(QFile::permissions(secrets) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions{});

    const Outcome sync = syncAt(machine, "2026-03-07T12:00:00Z");
    QVERIFY2(sync.status == 0, sync.out.constData());
    const QJsonObject account = firstAccount(sync);
    QCOMPARE(account[QStringLiteral("name")].toString(), QStringLiteral("work"));
    QVERIFY(account[QStringLiteral("stored")].toInt() > 40);
    QCOMPARE(account[QStringLiteral("problem")], QJsonValue{});
    QVERIFY(account[QStringLiteral("next")].toString() >= QStringLiteral("2026-03-07T12:15:00Z"));
    Int128 billed = 0;
    for (const OfAccount<Charge> &each : must(must(LedgerReader::open(machine.ledger().toStdString()))->charges({}))) {
        billed += each.row.billed ? each.row.billed->atto : Int128{0};
    }
    QCOMPARE(formatDecimal(billed, MoneyScale), std::string{"0.891125"});

    server->forget();
    QVERIFY(firstAccount(syncAt(machine, "2026-03-07T12:01:00Z"))[QStringLiteral("reports")].toArray().isEmpty());
    QVERIFY(server->requests().empty());
    const Outcome forced = syncAt(machine, "2026-03-07T12:02:00Z", words("--force --account work"));
    QCOMPARE(forced.status, 0);
    QCOMPARE(firstAccount(forced)[QStringLiteral("changed")].toInt(), 0);
    const Outcome table = machine.run(QStringList{QStringLiteral("--ledger"), machine.ledger()} + words("--at 2026-03-07T18:00:00Z sync"));
    QCOMPARE(table.status, 0);
    QVERIFY(table.out.contains("Rows stored") && table.out.contains("work"));

    // No key outside of its place: not in the ledger, its WAL, its backups, the settings, the output.
    QVERIFY(machine.ask(words("backup copy.db")).status == 0);
    QDirIterator files{machine.folder(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories};
    int looked = 0;
    while (files.hasNext()) {
        const QString path = files.next();
        if (path == secrets) {
            continue;
        }
        QFile file{path};
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY2(!file.readAll().contains(FakeProvider::firstKey()), qPrintable(path));
        ++looked;
    }
    QVERIFY(looked >= 2);
    for (const Outcome *outcome : {&added, &sync, &forced, &table}) {
        QVERIFY(!outcome->out.contains(FakeProvider::firstKey()) && !outcome->err.contains(FakeProvider::firstKey()));
    }
}

void tst_SyncCommands::testTellsWhatTheKeySees()
{
    const Machine machine;
    const auto server = patientProvider("openrouter");
    QCOMPARE(add(machine, *server, "accounts add openrouter --name router --key-stdin").status, 0);
    server->fail({.kind = FakeFault::Kind::Status, .path = QStringLiteral("/activity"), .status = 403});
    const Outcome test = machine.run(asked(machine, "2026-03-07T12:00:00Z", words("accounts test router")));
    QVERIFY2(test.status == 0, test.err.constData()); // an ordinary key
    QMap<QString, bool> seen;
    for (const QJsonValue report : test.json()[QStringLiteral("reports")].toArray()) {
        seen[report[QStringLiteral("report")].toString()] = report[QStringLiteral("seen")].toBool();
    }
    QCOMPARE(seen, (QMap<QString, bool>{{QStringLiteral("key"), true}, {QStringLiteral("credits"), true}, {QStringLiteral("activity"), false}}));
    const Outcome words1 = machine.run(QStringList{QStringLiteral("--ledger"), machine.ledger()} + words("--at 2026-03-07T12:00:00Z accounts test router"));
    QVERIFY(words1.out.contains("This key can see: balance (credits)") && words1.out.contains("This key cannot see: cost, usage (activity)"));
    QVERIFY(must(must(LedgerReader::open(machine.ledger().toStdString()))->balances({})).empty()); // nothing is stored
    server->heal();
    server->expectKey("another");
    QCOMPARE(machine.run(asked(machine, "2026-03-07T12:00:00Z", words("accounts test router"))).status, 1);
}

void tst_SyncCommands::pauseResumeRemove()
{
    const Machine machine;
    const auto server = patientProvider("deepseek");
    QCOMPARE(add(machine, *server, "accounts add deepseek --name deep --key-stdin --paused").status, 0);
    syncAt(machine, "2026-03-07T12:00:00Z");
    QVERIFY(server->requests().empty());
    QCOMPARE(machine.ask(words("accounts resume deep")).status, 0);
    QCOMPARE(syncAt(machine, "2026-03-07T12:00:00Z").status, 0);
    QCOMPARE(server->requests().size(), std::size_t{1});
    QCOMPARE(firstAccount(machine.ask(words("accounts pause 1")))[QStringLiteral("paused")].toBool(), true);
    QCOMPARE(machine.ask(words("accounts remove deep")).status, 0);
    QVERIFY(machine.ask(words("accounts")).json()[QStringLiteral("accounts")].toArray().isEmpty());
    QFile secrets{machine.folder(QStringLiteral("config/tokenmeter/secrets.json"))};
    QVERIFY(secrets.open(QIODevice::ReadOnly) && !secrets.readAll().contains("sk-"));
    QCOMPARE(must(must(LedgerReader::open(machine.ledger().toStdString()))->balances({})).size(), std::size_t{1}); // what was polled stays
}

void tst_SyncCommands::keyAtTheTerminal()
{
    const Machine machine;
    const auto server = patientProvider("deepseek");
    const int master = ::posix_openpt(O_RDWR | O_NOCTTY);
    QVERIFY(master >= 0 && ::grantpt(master) == 0 && ::unlockpt(master) == 0);
    QProcess process;
    process.setProcessEnvironment(machine.environment());
    process.setStandardInputFile(QString::fromLatin1(::ptsname(master)));
    process.start(QStringLiteral(TOKENMETER_PROGRAM),
                  QStringList{QStringLiteral("--ledger"), machine.ledger()} + words("accounts add deepseek --name deep --base-url") + QStringList{server->base()});
    QByteArray said;
    const auto isAsking = [&] { return (said += process.readAllStandardError()).contains("not shown"); };
    QTRY_VERIFY_WITH_TIMEOUT(isAsking(), LongestMs);
    termios terminal{};
    QVERIFY(::tcgetattr(master, &terminal) == 0);
    QCOMPARE(terminal.c_lflag & ECHO, tcflag_t(0)); // hidden before it asks: hiding drops what was typed earlier
    const QByteArray typed = FakeProvider::firstKey() + '\n';
    QCOMPARE(::write(master, typed.constData(), std::size_t(typed.size())), ssize_t(typed.size()));
    QVERIFY(process.waitForFinished(LongestMs));
    QVERIFY2(process.exitCode() == 0, process.readAllStandardError().constData());
    ::fcntl(master, F_SETFL, O_NONBLOCK);
    char shown[4096];
    const ssize_t size = ::read(master, shown, sizeof shown);
    QVERIFY(size <= 0 || !QByteArray(shown, size).contains("sk-right"));
    ::close(master);
    QCOMPARE(syncAt(machine, "2026-03-07T12:00:00Z").status, 0);
}

void tst_SyncCommands::keyInTheEnvironment()
{
    const Machine machine;
    const auto server = patientProvider("deepseek");
    QCOMPARE(add(machine, *server, "accounts add deepseek --name deep --key-env DEEP_TEST_KEY", {}).status, 0);
    const Outcome without = syncAt(machine, "2026-03-07T12:00:00Z");
    QCOMPARE(without.status, 1);
    QVERIFY(server->requests().empty());
    qputenv("DEEP_TEST_KEY", FakeProvider::firstKey());
    const Outcome with = syncAt(machine, "2026-03-07T13:00:00Z");
    qunsetenv("DEEP_TEST_KEY");
    QVERIFY2(with.status == 0, with.out.constData());
    QVERIFY(!QFile::exists(machine.folder(QStringLiteral("config/tokenmeter/secrets.json"))));
}

void tst_SyncCommands::noKeyring()
{
    const Machine machine;
    const auto server = patientProvider("deepseek");
    qunsetenv("TOKENMETER_SECRETS");
    const Outcome refused = add(machine, *server, "accounts add deepseek --name deep --key-stdin");
    const Outcome chosen = add(machine, *server, "accounts add deepseek --name deep --key-stdin --keep-key-in file");
    qputenv("TOKENMETER_SECRETS", "file");
    QCOMPARE(refused.status, 1);
    QVERIFY(refused.err.contains("No keyring"));
    QVERIFY2(chosen.status == 0, chosen.err.constData()); // and nothing was left of the first
    QCOMPARE(syncAt(machine, "2026-03-07T12:00:00Z").status, 0);
}

void tst_SyncCommands::refusedKey()
{
    const Machine machine;
    const auto server = patientProvider("openai");
    QCOMPARE(add(machine, *server, AddWork, "sk-wrong-key-of-tests").status, 0);
    const Outcome refused = syncAt(machine, "2026-03-07T12:00:00Z");
    QCOMPARE(refused.status, 1);
    QVERIFY(firstAccount(refused)[QStringLiteral("stopped")].toBool());
    QVERIFY(!refused.out.contains("sk-wrong"));
    const std::size_t before = server->requests().size();
    QCOMPARE(syncAt(machine, "2026-03-09T12:00:00Z").status, 1); // still says so, and asks nothing
    QCOMPARE(server->requests().size(), before);
    server->expectKey("sk-wrong-key-of-tests");
    QCOMPARE(machine.ask(words("accounts resume work")).status, 0);
    QCOMPARE(syncAt(machine, "2026-03-09T13:00:00Z").status, 0);
}

void tst_SyncCommands::killedWhileSyncing_data()
{
    QTest::addColumn<int>("request");
    for (const int request : {1, 3, 8, 14}) {
        QTest::addRow("at request %d", request) << request;
    }
}

void tst_SyncCommands::killedWhileSyncing()
{
    QFETCH(int, request);
    const auto server = patientProvider("openai");
    const Machine undisturbed;
    QCOMPARE(add(undisturbed, *server, AddWork).status, 0);
    QCOMPARE(syncAt(undisturbed, "2026-03-07T12:00:00Z").status, 0);

    const Machine machine;
    QCOMPARE(add(machine, *server, AddWork).status, 0);
    server->forget();
    server->holdFrom(std::size_t(request)); // so that it is there when it is killed, however late that is
    const std::unique_ptr<QProcess> process = machine.start(asked(machine, "2026-03-07T12:00:00Z", words("sync")));
    waitForRequests(*server, std::size_t(request));
    ::kill(pid_t(process->processId()), SIGKILL);
    process->waitForFinished(LongestMs);
    QCOMPARE(process->exitStatus(), QProcess::CrashExit);
    server->holdFrom(0);
    QCOMPARE(syncAt(machine, "2026-03-07T12:11:00Z").status, 0); // the dead one's claim has run out
    QCOMPARE(contentOf(machine), contentOf(undisturbed));
    QVERIFY(!contentOf(machine).isEmpty());
    QCOMPARE(machine.ask(words("verify")).status, 0);
}

void tst_SyncCommands::twoAtOnce()
{
    const auto server = patientProvider("openai");
    const Machine undisturbed;
    QCOMPARE(add(undisturbed, *server, AddWork).status, 0);
    server->forget();
    QCOMPARE(syncAt(undisturbed, "2026-03-07T12:00:00Z").status, 0);
    const std::size_t once = server->requests().size();

    const Machine machine;
    QCOMPARE(add(machine, *server, AddWork).status, 0);
    server->forget();
    server->delay(10);
    const std::unique_ptr<QProcess> one = machine.start(asked(machine, "2026-03-07T12:00:00Z", words("sync")));
    const std::unique_ptr<QProcess> two = machine.start(asked(machine, "2026-03-07T12:00:00Z", words("sync")));
    QVERIFY(one->waitForFinished(LongestMs) && two->waitForFinished(LongestMs));
    QCOMPARE(one->exitCode(), 0);
    QCOMPARE(two->exitCode(), 0);
    QCOMPARE(server->requests().size(), once);
    QCOMPARE(contentOf(machine), contentOf(undisturbed));
}

void tst_SyncCommands::timer()
{
    const Machine machine;
    write(machine.folder(QStringLiteral("bin/systemctl")), "#!/bin/sh\necho \"$@\" >> \"$HOME/told\"\n");
    QFile::setPermissions(machine.folder(QStringLiteral("bin/systemctl")), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    QDir{}.mkpath(machine.folder(QStringLiteral("home")));
    const QByteArray path = qgetenv("PATH");
    qputenv("PATH", machine.folder(QStringLiteral("bin")).toUtf8() + ':' + path);
    const Outcome made = machine.ask(words("sync --install-timer"));
    const Outcome gone = machine.ask(words("sync --remove-timer"));
    qputenv("PATH", path);
    QVERIFY2(made.status == 0, made.err.constData());
    QCOMPARE(made.json()[QStringLiteral("files")].toArray().size(), 2);
    QCOMPARE(made.json()[QStringLiteral("running")].toBool(), true);
    QFile told{machine.folder(QStringLiteral("home/told"))};
    QVERIFY(told.open(QIODevice::ReadOnly));
    QVERIFY(told.readAll().startsWith("--user daemon-reload\n--user enable --now tokenmeter-sync.timer\n"));
    QCOMPARE(gone.status, 0);
    QVERIFY(!QFile::exists(machine.folder(QStringLiteral("config/systemd/user/tokenmeter-sync.timer"))));
}

void tst_SyncCommands::wrongUsage_data()
{
    QTest::addColumn<QByteArray>("line");
    for (const char *line : {"accounts add nobody --name x --key-stdin", "accounts add aws --name x --key-stdin", "accounts add deepseek --key-stdin",
                             "accounts add deepseek --name x --key-stdin --base-url http://gateway.example.com",
                             "accounts add deepseek --name x --key-stdin --base-url nonsense", "accounts add xai --name x --key-stdin",
                             "accounts add deepseek --name x --key-stdin --field colour=red", "accounts add alibaba --name x --key-env ONE",
                             "accounts add deepseek --name x --key sk-something", "accounts pause nobody", "accounts test", "sync --account nobody",
                             "sync --install-timer --remove-timer"}) {
        QTest::newRow(line) << QByteArray{line};
    }
}

void tst_SyncCommands::wrongUsage()
{
    QFETCH(QByteArray, line);
    const Machine machine;
    const std::unique_ptr<QProcess> process = machine.start(asked(machine, "2026-03-07T12:00:00Z", words(line.constData())));
    process->write("sk-some-key-of-tests\nsecond-line-of-tests\n");
    process->closeWriteChannel();
    QVERIFY(process->waitForFinished(LongestMs));
    const QByteArray said = process->readAllStandardError();
    QVERIFY2(process->exitCode() == 2, said.constData());
    QCOMPARE(said.count('\n'), 1);
    QVERIFY(!said.contains("of-tests"));
    QVERIFY(!QFile::exists(machine.ledger()));
}

TOKENMETER_TEST(tst_SyncCommands);

} // namespace test_SyncCommands

#include "tst_SyncCommands.moc"
