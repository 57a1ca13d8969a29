// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Machine.h"
#include "support/TestMain.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QtTest>
#include <SQLiteCpp/Database.h>

namespace test_BudgetCommand
{

using namespace tokenmeter::testing;

namespace
{

/// A machine that has imported so many requests of October 2026, 0.0375 dollars each (1000 x 15 + 100 x 75 + 10000 x 1.5 a million).
class Desk
{
public:
    explicit Desk(int requests, const char *model = "claude-opus-4-1")
    {
        QByteArray lines;
        for (int i = 0; i < requests; ++i) {
            lines += usageLine(i, model);
        }
        write(log(), lines);
        imported = ask(QStringLiteral("import --home %1").arg(machine.folder(QStringLiteral("home")))).status == 0;
    }
    QString log() const { return machine.folder(QStringLiteral("home/.claude/projects/-home-dev-api/s1.jsonl")); }
    void append(const QByteArray &lines) const
    {
        QFile file{log()};
        QVERIFY(file.open(QIODevice::Append));
        file.write(lines);
    }
    Outcome ask(const QString &arguments) const { return machine.ask(arguments.split(QLatin1Char(' '))); }
    Outcome add(const char *options) const { return ask(QStringLiteral("budget add --name team ") + QLatin1String(options)); }
    QJsonObject check(const char *options = "") const
    {
        return ask(QStringLiteral("budget check --at 2026-10-15T12:00:00Z --timezone UTC") + QLatin1String(options)).json();
    }

    Machine machine{};
    bool imported = false;
};

QJsonObject first(const QJsonObject &json)
{
    return json[QLatin1String("budgets")][0].toObject();
}

QString said(const QJsonObject &json, const char *key, const char *inner = nullptr)
{
    const QJsonValue value = json[QLatin1String(key)];
    return (inner != nullptr ? value[QLatin1String(inner)] : value).toString();
}

} // namespace

class tst_BudgetCommand : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void addAndCheck();
    void statesAndStatus_data();
    void statesAndStatus();
    void wrongUsage_data();
    void wrongUsage();
    void editPauseRemoveUndo();
    void checkReadsWhatChanged();
    void checkOfSome();
    void tokensAndRolling();
    void unpricedIsAtLeast();
    void carryOver();
    void anEmptyLedger();
    void aLedgerThatCannotBeWritten();
    void aLedgerThatIsBusy();
    void textForPeople();
    void statusline();
};

void tst_BudgetCommand::addAndCheck()
{
    const Desk desk{4};
    QVERIFY(desk.imported);
    const Outcome added = desk.add("--limit 0.5 --period month --warn-at 50,80,100 --timezone UTC");
    QCOMPARE(added.status, 0);
    QCOMPARE(added.json()[QLatin1String("id")].toInt(), 1);
    const QJsonObject budget = first(desk.check());
    QCOMPARE(budget[QLatin1String("id")].toInt(), 1);
    QCOMPARE(said(budget, "name"), QStringLiteral("team"));
    QCOMPARE(said(budget, "state"), QStringLiteral("ok"));
    QCOMPARE(said(budget, "ratio"), QStringLiteral("0.3000"));
    QCOMPARE(said(budget, "period", "from"), QStringLiteral("2026-10-01T00:00:00Z"));
    QCOMPARE(said(budget, "period", "to"), QStringLiteral("2026-11-01T00:00:00Z"));
    QCOMPARE(said(budget, "limit", "amount"), QStringLiteral("0.500000000"));
    QCOMPARE(said(budget, "spent", "amount"), QStringLiteral("0.150000000"));
    QCOMPARE(said(budget, "spent", "currency"), QStringLiteral("USD"));
    QCOMPARE(budget[QLatin1String("unpriced")][QLatin1String("requests")].toInt(-1), 0);
    // One day with spend is no evidence; 0.35 are left for 17 days alike.
    QCOMPARE(said(budget, "forecast", "evidence"), QStringLiteral("none"));
    QVERIFY(budget[QLatin1String("forecast")][QLatin1String("low")].isNull());
    QCOMPARE(said(budget, "safe_today", "amount"), QStringLiteral("0.020588235294117647"));
    // November: another period.
    const QJsonObject november = first(desk.ask(QStringLiteral("budget check --at 2026-11-15T12:00:00Z --timezone UTC")).json());
    QCOMPARE(said(november, "spent", "amount"), QStringLiteral("0.000000000"));
}

void tst_BudgetCommand::statesAndStatus_data()
{
    QTest::addColumn<QByteArray>("limit");
    QTest::addColumn<QByteArray>("state");
    QTest::addColumn<int>("status");
    const auto row = [](const char *limit, const char *state, int status) { QTest::newRow(limit) << QByteArray{limit} << QByteArray{state} << status; };
    row("1", "ok", 0);
    row("0.1875", "warning", 0); // 80 %
    row("0.15", "warning", 0);   // equal is not over
    row("0.149999999999999999", "exceeded", 3);
    row("0", "exceeded", 3);
}

void tst_BudgetCommand::statesAndStatus()
{
    QFETCH(QByteArray, limit);
    QFETCH(QByteArray, state);
    QFETCH(int, status);
    const Desk desk{4};
    QCOMPARE(desk.add(("--period month --timezone UTC --limit " + limit).constData()).status, 0);
    const Outcome outcome = desk.ask(QStringLiteral("budget check --at 2026-10-15T12:00:00Z --timezone UTC"));
    QCOMPARE(outcome.status, status);
    QCOMPARE(said(first(outcome.json()), "state"), QString::fromLatin1(state));
    // Only `check` says so by its status.
    QCOMPARE(desk.ask(QStringLiteral("budget list --at 2026-10-15T12:00:00Z --timezone UTC")).status, 0);
}

void tst_BudgetCommand::wrongUsage_data()
{
    QTest::addColumn<QByteArray>("options");
    for (const char *options : {"--limit abc --period month", "--limit -1 --period month", "--limit 5 --period fortnight", "--limit 5",
                                "--period month", "--limit 5 --period month --starts-on 32", "--limit 5 --period week --starts-on 3",
                                "--limit 5 --period day --starts-on 3", "--limit 5 --period month --currency dollars",
                                "--limit 5.5 --period month --unit tokens", "--limit 5 --period month --unit tokens --currency USD",
                                "--limit 5 --period month --warn-at high", "--limit 5 --period month --rollover all",
                                "--limit 5 --period rolling:5h --rollover unspent", "--limit 5 --period month --session s1",
                                "--limit 5 --period month --timezone Mars/Olympus"}) {
        QTest::newRow(options) << QByteArray{options};
    }
}

void tst_BudgetCommand::wrongUsage()
{
    QFETCH(QByteArray, options);
    const Desk desk{1};
    const Outcome outcome = desk.add(options.constData());
    QCOMPARE(outcome.status, 2);
    QVERIFY(!outcome.err.isEmpty());
    QCOMPARE(outcome.err.count('\n'), 1);
    QVERIFY(desk.check()[QLatin1String("budgets")].toArray().isEmpty());
}

void tst_BudgetCommand::editPauseRemoveUndo()
{
    const Desk desk{4};
    QCOMPARE(desk.add("--limit 0.1 --period month --project api --tag client=a --timezone UTC").status, 0);
    QCOMPARE(desk.ask(QStringLiteral("budget edit 1 --limit 0.2 --name crew --all-usage")).status, 0);
    QJsonObject budget = first(desk.check());
    QCOMPARE(said(budget, "name"), QStringLiteral("crew"));
    QCOMPARE(said(budget, "limit", "amount"), QStringLiteral("0.200000000"));
    QVERIFY(budget[QLatin1String("filter")].toObject().isEmpty());
    QCOMPARE(desk.ask(QStringLiteral("budget edit 1 --warn-forecast")).status, 0);
    QCOMPARE(desk.ask(QStringLiteral("budget edit 1 --limit 0.1")).status, 0);
    QVERIFY(first(desk.check())[QLatin1String("warn_forecast")].toBool()); // what is not named stays
    QCOMPARE(desk.ask(QStringLiteral("budget check --at 2026-10-15T12:00:00Z")).status, 3);
    QCOMPARE(desk.ask(QStringLiteral("budget pause 1")).status, 0);
    const Outcome paused = desk.ask(QStringLiteral("budget check --at 2026-10-15T12:00:00Z"));
    QCOMPARE(paused.status, 0); // told, but no failure of a script
    QCOMPARE(said(first(paused.json()), "state"), QStringLiteral("exceeded"));
    QVERIFY(first(paused.json())[QLatin1String("paused")].toBool());
    QCOMPARE(desk.ask(QStringLiteral("budget resume 1")).status, 0);
    QCOMPARE(desk.ask(QStringLiteral("budget duplicate 1 --name copy")).json()[QLatin1String("id")].toInt(), 2);
    QCOMPARE(desk.ask(QStringLiteral("budget remove 1")).status, 0);
    QCOMPARE(desk.check()[QLatin1String("budgets")].toArray().size(), 1);
    QCOMPARE(desk.ask(QStringLiteral("undo")).status, 0);
    QCOMPARE(desk.check()[QLatin1String("budgets")].toArray().size(), 2);
    QCOMPARE(desk.ask(QStringLiteral("budget remove 9")).status, 2);
    QCOMPARE(desk.ask(QStringLiteral("budget edit 1 --currency CNY")).status, 2); // the old figure would mean something else
}

void tst_BudgetCommand::checkReadsWhatChanged()
{
    const Desk desk{4};
    QCOMPARE(desk.add("--limit 1 --period month --timezone UTC").status, 0);
    desk.append(usageLine(100) + usageLine(101));
    const QJsonObject cached = desk.check(" --cached");
    QCOMPARE(said(first(cached), "spent", "amount"), QStringLiteral("0.150000000"));
    QCOMPARE(cached[QLatin1String("data")][QLatin1String("read")].toBool(true), false);
    QVERIFY(!cached[QLatin1String("data")][QLatin1String("as_of")].isNull());
    const QJsonObject fresh = desk.check();
    QCOMPARE(said(first(fresh), "spent", "amount"), QStringLiteral("0.225000000"));
    QCOMPARE(fresh[QLatin1String("data")][QLatin1String("read")].toBool(), true);
    QCOMPARE(fresh[QLatin1String("data")][QLatin1String("age_seconds")].toInt(-1), 0);
    QCOMPARE(said(first(desk.check(" --cached")), "spent", "amount"), QStringLiteral("0.225000000"));
}

void tst_BudgetCommand::checkOfSome()
{
    const Desk desk{4};
    QCOMPARE(desk.add("--limit 0.1 --period month --timezone UTC").status, 0);
    QCOMPARE(desk.add("--limit 1 --period month --timezone UTC").status, 0);
    const Outcome second = desk.ask(QStringLiteral("budget check 2 --at 2026-10-15T12:00:00Z"));
    QCOMPARE(second.status, 0);
    QCOMPARE(second.json()[QLatin1String("budgets")].toArray().size(), 1);
    QCOMPARE(desk.ask(QStringLiteral("budget check 1 2 --at 2026-10-15T12:00:00Z")).status, 3);
    QCOMPARE(desk.ask(QStringLiteral("budget check 7")).status, 2);
}

void tst_BudgetCommand::tokensAndRolling()
{
    const Desk desk{4};
    QCOMPARE(desk.add("--limit 44400 --unit tokens --period month --timezone UTC").status, 0);
    QJsonObject budget = first(desk.check());
    QCOMPARE(said(budget, "spent", "amount"), QStringLiteral("44400")); // 4 x 11,100
    QCOMPARE(said(budget, "spent", "unit"), QStringLiteral("tokens"));
    QCOMPARE(said(budget, "state"), QStringLiteral("warning"));
    QCOMPARE(desk.add("--limit 1 --period rolling:5h").status, 0);
    const auto window = [&](const char *now) {
        const QJsonArray budgets = desk.ask(QStringLiteral("budget check 2 --cached --at ") + QLatin1String(now)).json()[QLatin1String("budgets")].toArray();
        return said(budgets[0].toObject(), "spent", "amount");
    };
    QCOMPARE(window("2026-10-01T14:59:59.999Z"), QStringLiteral("0.150000000")); // all were at 10:00
    QCOMPARE(window("2026-10-01T15:00:00Z"), QStringLiteral("0.000000000"));
}

void tst_BudgetCommand::unpricedIsAtLeast()
{
    const Desk desk{4};
    desk.append(usageLine(100, "nobody-knows-this"));
    QCOMPARE(desk.add("--limit 1 --period month --timezone UTC").status, 0);
    const Outcome outcome = desk.ask(QStringLiteral("budget check --at 2026-10-15T12:00:00Z --timezone UTC"));
    QCOMPARE(outcome.status, 0);
    const QJsonObject budget = first(outcome.json());
    QCOMPARE(said(budget, "state"), QStringLiteral("unknown"));
    QVERIFY(budget[QLatin1String("at_least")].toBool());
    QCOMPARE(budget[QLatin1String("unpriced")][QLatin1String("tokens")].toInt(), 11'100);
}

// Made in September with 0.1 a month: nothing spent there, so October has 0.2.
void tst_BudgetCommand::carryOver()
{
    const Desk desk{4};
    QCOMPARE(desk.add("--limit 0.1 --period month --rollover unspent --timezone UTC --at 2026-09-10T00:00:00Z").status, 0);
    const QJsonObject budget = first(desk.check());
    QCOMPARE(said(budget, "carried_in", "amount"), QStringLiteral("0.100000000"));
    QCOMPARE(said(budget, "available", "amount"), QStringLiteral("0.200000000"));
    QCOMPARE(said(budget, "rest", "amount"), QStringLiteral("0.050000000"));
}

void tst_BudgetCommand::anEmptyLedger()
{
    const Machine machine;
    const Outcome outcome = machine.ask(words("budget check"));
    QCOMPARE(outcome.status, 0);
    QVERIFY(outcome.json()[QLatin1String("budgets")].toArray().isEmpty());
    QCOMPARE(machine.ask(words("statusline")).status, 0);
}

// It cannot look at the logs then, says so, and answers from what is there.
void tst_BudgetCommand::aLedgerThatCannotBeWritten()
{
    const Desk desk{4};
    QCOMPARE(desk.add("--limit 1 --period month --timezone UTC").status, 0);
    desk.append(usageLine(100));
    QVERIFY(QFile::setPermissions(desk.machine.ledger(), QFileDevice::ReadOwner));
    if (QFileInfo{desk.machine.ledger()}.isWritable()) {
        QSKIP("this user may write everything");
    }
    const QJsonObject json = desk.check();
    QCOMPARE(said(first(json), "spent", "amount"), QStringLiteral("0.150000000"));
    QVERIFY(!json[QLatin1String("data")][QLatin1String("why")].toString().isEmpty());
}

// Somebody else writes for a long time: a prompt must not wait for that.
void tst_BudgetCommand::aLedgerThatIsBusy()
{
    const Desk desk{4};
    QCOMPARE(desk.add("--limit 1 --period month --timezone UTC").status, 0);
    desk.append(usageLine(100));
    SQLite::Database other{desk.machine.ledger().toStdString(), SQLite::OPEN_READWRITE};
    other.exec("BEGIN IMMEDIATE");
    QElapsedTimer clock;
    clock.start();
    const Outcome outcome = desk.ask(QStringLiteral("statusline --at 2026-10-01T12:00:00Z --timezone UTC"));
    QVERIFY(clock.elapsed() < 8'000); // the usual patience is ten seconds
    QCOMPARE(outcome.status, 0);
    QCOMPARE(said(first(outcome.json()), "spent", "amount"), QStringLiteral("0.150000000"));
    QVERIFY(outcome.json()[QLatin1String("text")].toString().endsWith(QLatin1String("not up to date")));
    other.exec("COMMIT");
    QCOMPARE(said(first(desk.ask(QStringLiteral("statusline --at 2026-10-01T12:00:00Z --timezone UTC")).json()), "spent", "amount"), QStringLiteral("0.187500000"));
}

void tst_BudgetCommand::textForPeople()
{
    const Desk desk{4};
    QCOMPARE(desk.add("--limit 0.5 --period month --timezone UTC").status, 0);
    const Outcome outcome = desk.machine.run({QStringLiteral("--ledger"), desk.machine.ledger(), QStringLiteral("budget"), QStringLiteral("check"),
                                              QStringLiteral("--at"), QStringLiteral("2026-10-15T12:00:00Z"), QStringLiteral("--timezone"),
                                              QStringLiteral("UTC")});
    QCOMPARE(outcome.status, 0);
    for (const char *part : {"team", "ok", "30.0", "Logs read just now."}) {
        QVERIFY2(outcome.out.contains(part), part);
    }
}

void tst_BudgetCommand::statusline()
{
    const Desk desk{4};
    const auto line = [&] {
        return QString::fromUtf8(desk.machine
                                     .run({QStringLiteral("--ledger"), desk.machine.ledger(), QStringLiteral("statusline"), QStringLiteral("--at"),
                                           QStringLiteral("2026-10-01T12:00:00Z"), QStringLiteral("--timezone"), QStringLiteral("UTC")})
                                     .out);
    };
    QCOMPARE(line(), QStringLiteral("$0.1500 today\n"));
    QCOMPARE(desk.add("--limit 0.5 --period month --timezone UTC").status, 0);
    QCOMPARE(desk.ask(QStringLiteral("budget add --name tight --limit 0.2 --period month --timezone UTC")).status, 0);
    QCOMPARE(line(), QStringLiteral("$0.1500 today · tight 75 %\n"));
    desk.append(usageLine(100) + usageLine(101));
    QCOMPARE(line(), QStringLiteral("$0.2250 today · tight exceeded\n"));
}

TOKENMETER_TEST(tst_BudgetCommand);

} // namespace test_BudgetCommand

#include "tst_BudgetCommand.moc"
