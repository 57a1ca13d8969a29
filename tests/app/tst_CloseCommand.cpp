// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Machine.h"
#include "support/TestMain.h"

#include <QJsonArray>
#include <QtTest>

#include <algorithm>

namespace test_CloseCommand
{

using namespace tokenmeter::testing;

namespace
{

/// A machine with three requests of October 2026, 0.0375 dollars each (1000 x 15 + 100 x 75 + 10000 x 1.5 a million).
class CloseDesk
{
public:
    CloseDesk() { import("s1", usageLine(1) + usageLine(2) + usageLine(3, "claude-opus-4-1", "2026-10-20T10:00:00.000Z"), "2026-11-01T00:00:00Z"); }
    void import(const char *name, const QByteArray &lines, const char *at)
    {
        write(machine.folder(QStringLiteral("home/.claude/projects/-home-dev-api/%1.jsonl").arg(QLatin1String(name))), lines);
        QCOMPARE(ask("import", at).status, 0);
    }
    Outcome ask(const QStringList &arguments, const char *at = "2026-11-18T12:00:00Z") const
    {
        return machine.ask(QStringList{QStringLiteral("--at"), QLatin1String(at)} + arguments);
    }
    Outcome ask(const char *arguments, const char *at = "2026-11-18T12:00:00Z") const { return ask(words(arguments), at); }
    /// For people.
    QString tell(const char *arguments) const
    {
        return QString::fromUtf8(machine.run(QStringList{QStringLiteral("--ledger"), machine.ledger(), QStringLiteral("--at"),
                                                         QStringLiteral("2026-11-18T12:00:00Z")}
                                             + words(arguments))
                                     .out);
    }
    QJsonObject closed(int index = 0) const { return ask("closed").json()[QLatin1String("closes")][index].toObject(); }

    Machine machine{};
};

QString amountAt(const QJsonValue &list, int index = 0)
{
    return list[index][QLatin1String("amount")].toString();
}

} // namespace

class tst_CloseCommand : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anEmptyLedger();
    void closeChangeAndReopen();
    void whatIsOpenIsToldFirst();
    void unfinishedMonth();
    void pricesSayWhatIsClosed();
    void verifyChecksTheSeals();
    void notesOutcomesAnnotations();
    void wrongUsage_data();
    void wrongUsage();
    void tablesForPeople();
};

void tst_CloseCommand::anEmptyLedger()
{
    const Machine machine;
    QCOMPARE(machine.ask(words("closed")).json()[QLatin1String("closes")].toArray().size(), 0);
    QCOMPARE(machine.ask(words("note list")).json()[QLatin1String("notes")].toArray().size(), 0);
}

void tst_CloseCommand::closeChangeAndReopen()
{
    CloseDesk desk;
    const Outcome closed = desk.ask("close 2026-10 --why agreed --timezone UTC");
    QCOMPARE(closed.status, 0);
    const QJsonObject close = closed.json()[QLatin1String("close")].toObject();
    QCOMPARE(close[QLatin1String("records")].toInt(), 3);
    QCOMPARE(amountAt(close[QLatin1String("total")]), QStringLiteral("0.112500000"));
    QCOMPARE(close[QLatin1String("why")].toString(), QStringLiteral("agreed"));
    QCOMPARE(desk.closed()[QLatin1String("state")].toString(), QStringLiteral("unchanged"));
    QCOMPARE(desk.closed()[QLatin1String("basis_unchanged")].toBool(), true);
    QCOMPARE(desk.ask("close 2026-10 --timezone UTC").status, 2); // is closed

    desk.import("late", usageLine(9), "2026-11-19T00:00:00Z");
    const QJsonObject late = desk.closed();
    QCOMPARE(late[QLatin1String("state")].toString(), QStringLiteral("adjusted"));
    QCOMPARE(late[QLatin1String("basis_unchanged")].toBool(true), false);
    QCOMPARE(amountAt(late[QLatin1String("total")]), QStringLiteral("0.112500000")); // what was frozen
    const QJsonValue adjustment = late[QLatin1String("adjustments")][0];
    QCOMPARE(adjustment[QLatin1String("cause")].toString(), QStringLiteral("late_records"));
    QCOMPARE(adjustment[QLatin1String("shown_in")].toString(), QStringLiteral("2026-11"));
    QCOMPARE(adjustment[QLatin1String("settled")].toBool(true), false);
    QCOMPARE(amountAt(adjustment[QLatin1String("amounts")]), QStringLiteral("0.037500000"));

    QCOMPARE(desk.ask("close 2026-11 --timezone UTC", "2026-12-02T00:00:00Z").status, 0);
    QCOMPARE(desk.closed()[QLatin1String("adjustments")][0][QLatin1String("settled")].toBool(), true);

    QCOMPARE(desk.ask("reopen 2026-09 --why x").status, 2);
    QCOMPARE(desk.ask("reopen 2026-10").status, 2); // without a reason
    QCOMPARE(desk.ask("reopen 2026-10 --why late").status, 0);
    QCOMPARE(desk.closed()[QLatin1String("state")].toString(), QStringLiteral("reopened"));
    QCOMPARE(desk.closed()[QLatin1String("reopened")][QLatin1String("why")].toString(), QStringLiteral("late"));
    QCOMPARE(desk.ask("undo").status, 0);
    QCOMPARE(desk.closed()[QLatin1String("state")].toString(), QStringLiteral("adjusted"));
}

void tst_CloseCommand::whatIsOpenIsToldFirst()
{
    CloseDesk desk;
    desk.import("other", usageLine(7, "a-model-nobody-knows"), "2026-11-02T00:00:00Z");
    const Outcome refused = desk.ask("close 2026-10 --timezone UTC");
    QCOMPARE(refused.status, 1);
    QCOMPARE(refused.json()[QLatin1String("closed")].toBool(true), false);
    const QJsonValue unpriced = refused.json()[QLatin1String("open_points")][QLatin1String("unpriced")][0];
    QCOMPARE(unpriced[QLatin1String("model")].toString(), QStringLiteral("a-model-nobody-knows"));
    QCOMPARE(unpriced[QLatin1String("requests")].toInt(), 1);
    QVERIFY(refused.err.contains("--anyway"));
    QVERIFY(desk.tell("close 2026-10 --timezone UTC").contains(QStringLiteral("a-model-nobody-knows has no price")));
    QCOMPARE(desk.closed(), QJsonObject{});
    QCOMPARE(desk.ask("close 2026-10 --timezone UTC --anyway").status, 0);
    QCOMPARE(desk.closed()[QLatin1String("unpriced_requests")].toInt(), 1);
}

void tst_CloseCommand::unfinishedMonth()
{
    CloseDesk desk;
    const Outcome refused = desk.ask("close 2026-11 --timezone UTC");
    QCOMPARE(refused.status, 2);
    QVERIFY(refused.err.contains("--so-far"));
    const Outcome closed = desk.ask("close 2026-11 --timezone UTC --so-far");
    QCOMPARE(closed.status, 0);
    QCOMPARE(closed.json()[QLatin1String("close")][QLatin1String("period")].toString(), QStringLiteral("2026-11-01..2026-11-18"));
    QCOMPARE(closed.json()[QLatin1String("close")][QLatin1String("so_far")].toBool(), true);
    QVERIFY(desk.ask("close 2027-01 --timezone UTC --so-far").err.contains("has not begun"));
}

void tst_CloseCommand::pricesSayWhatIsClosed()
{
    CloseDesk desk;
    QCOMPARE(desk.ask("close 2026-10 --timezone UTC").status, 0);
    const Outcome set = desk.ask("prices set claude-opus-4-1 --input 30 --output 75 --cache-read 1.5");
    QCOMPARE(set.status, 0);
    const QJsonValue closed = set.json()[QLatin1String("closed")][0];
    QCOMPARE(closed[QLatin1String("period")].toString(), QStringLiteral("2026-10"));
    QCOMPARE(amountAt(closed[QLatin1String("adjustments")]), QStringLiteral("0.045000000")); // 3 x 1000 x 15 a million
    QCOMPARE(desk.closed()[QLatin1String("adjustments")][0][QLatin1String("cause")].toString(), QStringLiteral("price_changed"));
    QCOMPARE(amountAt(desk.closed()[QLatin1String("total")]), QStringLiteral("0.112500000"));
    QVERIFY(desk.tell("prices remove claude-opus-4-1").contains(QStringLiteral("have a new price")));
    QCOMPARE(desk.closed()[QLatin1String("state")].toString(), QStringLiteral("unchanged"));
    QCOMPARE(desk.closed()[QLatin1String("basis_unchanged")].toBool(), true);
}

void tst_CloseCommand::verifyChecksTheSeals()
{
    CloseDesk desk;
    QCOMPARE(desk.ask("close 2026-10 --timezone UTC").status, 0);
    const Outcome verified = desk.ask("verify");
    QCOMPARE(verified.status, 0);
    const QJsonArray checks = verified.json()[QLatin1String("checks")].toArray();
    QVERIFY(std::any_of(checks.begin(), checks.end(), [](const QJsonValue &check) { return check[QLatin1String("name")].toString() == QLatin1String("closes"); }));
}

void tst_CloseCommand::notesOutcomesAnnotations()
{
    CloseDesk desk;
    QCOMPARE(desk.ask({QStringLiteral("note"), QStringLiteral("add"), QStringLiteral("2026-10"), QStringLiteral("# Tests\n\nwere re-run.")}).status, 0);
    write(desk.machine.folder(QStringLiteral("note.md")), "of a day");
    QCOMPARE(desk.ask("note add 2026-10-05 --file note.md").status, 0);
    QJsonArray notes = desk.ask("note list").json()[QLatin1String("notes")].toArray();
    QCOMPARE(notes.size(), 2);
    QCOMPARE(notes[0][QLatin1String("markdown")].toString(), QStringLiteral("# Tests\n\nwere re-run."));
    QCOMPARE(notes[1][QLatin1String("period")].toString(), QStringLiteral("2026-10-05"));
    QCOMPARE(desk.ask("note list 2026-10-05").json()[QLatin1String("notes")].toArray().size(), 1);
    QCOMPARE(desk.ask("note edit 2 again").status, 0);
    QCOMPARE(desk.ask("note remove 1").status, 0);
    notes = desk.ask("note list").json()[QLatin1String("notes")].toArray();
    QCOMPARE(notes.size(), 1);
    QCOMPARE(notes[0][QLatin1String("markdown")].toString(), QStringLiteral("again"));

    QCOMPARE(desk.ask("outcome add 2026-10 merged-changes 41.5 --project api").status, 0);
    QCOMPARE(desk.ask("outcome add 2026-Q4 money-saved --amount 3000.01 --currency CNY").status, 0);
    const QJsonArray outcomes = desk.ask("outcome list").json()[QLatin1String("outcomes")].toArray();
    QCOMPARE(outcomes[0][QLatin1String("kind")].toString(), QStringLiteral("merged changes"));
    QCOMPARE(outcomes[0][QLatin1String("quantity")].toString(), QStringLiteral("41.5"));
    QCOMPARE(outcomes[0][QLatin1String("project")].toString(), QStringLiteral("api"));
    QCOMPARE(outcomes[1][QLatin1String("money")].toObject(),
             (QJsonObject{{QStringLiteral("currency"), QStringLiteral("CNY")}, {QStringLiteral("amount"), QStringLiteral("3000.010000000")}}));

    QCOMPARE(desk.ask({QStringLiteral("annotate"), QStringLiteral("2026-10-05"), QStringLiteral("release"), QStringLiteral("v2.1 went out")}).status, 0);
    QCOMPARE(desk.ask("annotate 2026-10-05T23:30:00Z incident down --timezone Europe/Berlin").status, 0);
    const QJsonArray annotations = desk.ask("annotate list").json()[QLatin1String("annotations")].toArray();
    QCOMPARE(annotations.size(), 2);
    QCOMPARE(annotations[0][QLatin1String("text")].toString(), QStringLiteral("v2.1 went out"));
    QCOMPARE(annotations[1][QLatin1String("day")].toString(), QStringLiteral("2026-10-06"));
    const QString number = QString::number(annotations[1][QLatin1String("number")].toInt());
    QCOMPARE(desk.ask({QStringLiteral("annotate"), QStringLiteral("edit"), number, QStringLiteral("--kind"), QStringLiteral("price-change")}).status, 0);
    QCOMPARE(desk.ask("annotate list").json()[QLatin1String("annotations")][1][QLatin1String("kind")].toString(), QStringLiteral("price change"));
    QCOMPARE(desk.ask({QStringLiteral("annotate"), QStringLiteral("remove"), number}).status, 0);
    QCOMPARE(desk.ask("undo").status, 0);
    QCOMPARE(desk.ask("annotate list").json()[QLatin1String("annotations")].toArray().size(), 2);
}

void tst_CloseCommand::wrongUsage_data()
{
    QTest::addColumn<QString>("arguments");
    for (const char *arguments : {"close", "close soon", "close 2026-10 --timezone Nowhere/Atlantis", "close 2026-10 --currency dollars", "note add 2026-10",
                                  "note add someday text", "note remove 77", "note edit 77 x", "outcome add 2026-10 tickets", "outcome add 2026-10 tickets many",
                                  "outcome add 2026-10 money-saved 5", "outcome add 2026-10 money-saved --amount 5 --currency dollars",
                                  "annotate 2026-10-05 party text", "annotate 2026-10-05 release", "annotate someday release text",
                                  "annotate 2026-10-05T10:00:00 release text", "note list someday", "reopen someday --why x"}) {
        QTest::newRow(arguments) << QString::fromLatin1(arguments);
    }
}

void tst_CloseCommand::wrongUsage()
{
    static const CloseDesk desk; // nothing of this changes it
    QFETCH(QString, arguments);
    const Outcome outcome = desk.ask(qPrintable(arguments));
    QCOMPARE(outcome.status, 2);
    QVERIFY(!outcome.err.isEmpty());
}

void tst_CloseCommand::tablesForPeople()
{
    CloseDesk desk;
    QVERIFY(desk.tell("closed").contains(QStringLiteral("Nothing is closed")));
    QVERIFY(desk.tell("note list").contains(QStringLiteral("nothing yet")));
    QVERIFY(desk.tell("close 2026-10 --timezone UTC --why agreed").contains(QStringLiteral("2026-10 is closed")));
    desk.import("late", usageLine(9), "2026-11-19T00:00:00Z");
    const QString closed = desk.tell("closed");
    QVERIFY(closed.contains(QStringLiteral("$0.1125")) && closed.contains(QStringLiteral("1 adjustment ")) && closed.contains(QStringLiteral("agreed")));
    QVERIFY(closed.contains(QStringLiteral("2026-10, late records: $0.0375")) && closed.contains(QStringLiteral("shown in 2026-11")));
    desk.ask("annotate 2026-10-05 price-change dearer");
    QVERIFY(desk.tell("annotate list").contains(QStringLiteral("price change")));
}

TOKENMETER_TEST(tst_CloseCommand);

} // namespace test_CloseCommand

#include "tst_CloseCommand.moc"
