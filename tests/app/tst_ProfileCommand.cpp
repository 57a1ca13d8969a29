// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Machine.h"
#include "support/TestMain.h"

#include <QJsonArray>
#include <QtTest>

namespace test_ProfileCommand
{

using namespace tokenmeter::testing;

const QByteArray ProfileJson = R"({"profile":"mine","columns":{"timestamp":{"from":["when"],"zone":"UTC"},"model":{"from":["model"]},)"
                               R"("input":{"from":["in"]},"output":{"from":["out"]},"cost":{"from":["price"],"currency":"EUR"}}})";

/// Profiles under names, and importing by them, with the real program.
class tst_ProfileCommand : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void keepShowRemove();
    void refusesWhatIsNoProfile();
    void previewsWithoutImporting();
    void importsByName();
    void importsAllOrNothing();
    void looksReadWhatGrew();
    void looksTakeUpWhatWasMended();
    void rowsLeftOutOnce();
    void proposes();
};

void tst_ProfileCommand::keepShowRemove()
{
    const Machine machine;
    write(machine.folder(QStringLiteral("p.json")), ProfileJson);
    QCOMPARE(machine.ask(words("profile list")).json()[QLatin1String("profiles")].toArray().size(), 0);
    QCOMPARE(machine.ask(words("profile save p.json")).status, 0);
    QCOMPARE(machine.ask(words("profile save p.json --name other")).status, 0);
    QCOMPARE(machine.ask(words("profile list")).json()[QLatin1String("profiles")].toArray(), (QJsonArray{QStringLiteral("mine"), QStringLiteral("other")}));
    const QJsonObject shown = machine.ask(words("profile show other")).json();
    QCOMPARE(shown[QLatin1String("profile")].toString(), QStringLiteral("other"));
    QCOMPARE(shown[QLatin1String("columns")][QLatin1String("cost")][QLatin1String("currency")].toString(), QStringLiteral("EUR"));
    QCOMPARE(machine.ask(words("profile remove mine")).status, 0);
    QVERIFY(machine.ask(words("profile remove mine")).status != 0);
    QVERIFY(machine.ask(words("profile show mine")).status != 0);
    QCOMPARE(machine.ask(words("profile list")).json()[QLatin1String("profiles")].toArray().size(), 1);
}

void tst_ProfileCommand::refusesWhatIsNoProfile()
{
    const Machine machine;
    write(machine.folder(QStringLiteral("p.json")), R"({"profile":"x","columns":{"input":{"from":["i"]}}})");
    const Outcome untimed = machine.ask(words("profile save p.json"));
    QVERIFY(untimed.status != 0 && untimed.err.contains("columns.timestamp.from"));
    write(machine.folder(QStringLiteral("q.json")), ProfileJson);
    QVERIFY(machine.ask({QStringLiteral("profile"), QStringLiteral("save"), QStringLiteral("q.json"), QStringLiteral("--name"), QStringLiteral("../x")}).status != 0);
    QVERIFY(machine.ask(words("profile save none.json")).status != 0);
    QVERIFY(!QFileInfo::exists(machine.folder(QStringLiteral("x.json"))));
}

void tst_ProfileCommand::previewsWithoutImporting()
{
    const Machine machine;
    write(machine.folder(QStringLiteral("p.json")), ProfileJson);
    write(machine.folder(QStringLiteral("t.csv")), "when,model,in,out,price\n2026-10-05,m,10,1,0.10\nnever,m,1,1,1\n2026-10-06,m,20,2,0.25\n");
    QCOMPARE(machine.ask(words("profile save p.json")).status, 0);
    const Outcome outcome = machine.ask(words("profile test t.csv --profile mine"));
    QCOMPARE(outcome.status, 0);
    const QJsonObject json = outcome.json();
    QCOMPARE(json[QLatin1String("rows")].toArray().size(), 3);
    QCOMPARE(json[QLatin1String("left_out")].toInt(), 1);
    QCOMPARE(json[QLatin1String("tokens")].toInt(), 33); // 10 + 1 + 20 + 2
    QCOMPARE(json[QLatin1String("amounts")][0][QLatin1String("amount")].toString(), QStringLiteral("0.35"));
    QCOMPARE(json[QLatin1String("rows")][1][QLatin1String("line")].toInt(), 3);
    QCOMPARE(json[QLatin1String("rows")][1][QLatin1String("problems")].toArray().size(), 1);
    QVERIFY(!QFileInfo::exists(machine.ledger()));
    const Outcome told = machine.run({QStringLiteral("--ledger"), machine.ledger(), QStringLiteral("profile"), QStringLiteral("test"), QStringLiteral("t.csv"),
                                      QStringLiteral("--profile"), QStringLiteral("mine")});
    QVERIFY(told.out.contains("0.35 EUR") && told.out.contains("Line 3"));
    QVERIFY(machine.ask(words("profile test t.csv --profile none")).status != 0);
    QVERIFY(machine.ask(words("profile test none.csv --profile mine")).status != 0);
}

void tst_ProfileCommand::importsByName()
{
    const Machine machine;
    write(machine.folder(QStringLiteral("p.json")), ProfileJson);
    write(machine.folder(QStringLiteral("t.csv")), "when,model,in,out,price\n2026-10-05,m,10,1,0.10\n2026-10-06,m,20,2,0.25\n");
    QCOMPARE(machine.ask(words("profile save p.json")).status, 0);
    const Outcome imported = machine.ask(words("import --format generic --profile mine t.csv"));
    QCOMPARE(imported.json()[QLatin1String("records")][QLatin1String("added")].toInt(), 2);
    // The list calls the source as its mapping is called.
    const QByteArray listed = machine.run({QStringLiteral("--ledger"), machine.ledger(), QStringLiteral("sources")}).out;
    QVERIFY2(listed.contains(" mine ") && !listed.contains("generic:"), listed.constData());
    const Outcome again = machine.ask(words("import --format generic --profile p.json t.csv")); // the file itself, as ever
    QCOMPARE(again.json()[QLatin1String("records")][QLatin1String("added")].toInt(), 0);
}

/// A table with a row that cannot be read fails, whenever it is named; asked to, the rest of it is read, and the row is counted.
void tst_ProfileCommand::importsAllOrNothing()
{
    const Machine machine;
    write(machine.folder(QStringLiteral("p.json")), ProfileJson);
    write(machine.folder(QStringLiteral("t.csv")), "when,model,in,out,price\n2026-10-05,m,10,1,0.10\nnever,m,1,1,1\n2026-10-06,m,20,2,0.25\n");
    QCOMPARE(machine.ask(words("profile save p.json")).status, 0);
    for (int i = 0; i < 2; ++i) {
        const Outcome refused = machine.ask(words("import --profile mine t.csv"));
        QVERIFY(refused.status != 0);
        QCOMPARE(refused.json()[QLatin1String("records")][QLatin1String("added")].toInt(), 0);
        QCOMPARE(refused.json()[QLatin1String("files")][QLatin1String("failed")].toInt(), 1);
        QCOMPARE(refused.json()[QLatin1String("problems")][0][QLatin1String("line")].toInt(), 3);
    }
    const Outcome skipped = machine.ask(words("import --profile mine --skip-bad-rows t.csv"));
    QCOMPARE(skipped.status, 0);
    QCOMPARE(skipped.json()[QLatin1String("records")][QLatin1String("added")].toInt(), 2);
    QCOMPARE(skipped.json()[QLatin1String("skipped_lines")].toInt(), 1);
    QVERIFY(machine.ask(words("import --skip-bad-rows t.csv")).status != 0);
    // What is wrong is said in the words of the command line.
    write(machine.folder(QStringLiteral("u.csv")), "when,model,in,out,price\nnever,m,1,1,1\n");
    const Outcome told = machine.run({QStringLiteral("--ledger"), machine.ledger(), QStringLiteral("import"), QStringLiteral("--profile"), QStringLiteral("mine"), QStringLiteral("u.csv")});
    QVERIFY2((told.out + told.err).contains("--skip-bad-rows"), told.out.constData());
}

/// The commands that look at the logs first look at a table of a mapping, too.
void tst_ProfileCommand::looksReadWhatGrew()
{
    const Machine machine;
    write(machine.folder(QStringLiteral("p.json")), ProfileJson);
    const QByteArray table = "when,model,in,out,price\n2026-10-01T10:00:00Z,gpt-4o,10,1,0.5\n";
    write(machine.folder(QStringLiteral("t.csv")), table);
    QCOMPARE(machine.ask(words("profile save p.json")).status, 0);
    QCOMPARE(machine.ask(words("import t.csv --format generic --profile mine")).status, 0);
    const auto requests = [&machine](const char *command) {
        return machine.ask(words(command)).json()[QLatin1String("today")][QLatin1String("requests")].toInt();
    };
    QCOMPARE(requests("statusline --cached --at 2026-10-01T12:00:00Z --timezone UTC"), 1);
    write(machine.folder(QStringLiteral("t.csv")), table + "2026-10-01T11:00:00Z,gpt-4o,20,2,0.5\n");
    QCOMPARE(requests("statusline --at 2026-10-01T12:00:00Z --timezone UTC"), 2);
    // Without its mapping nobody knows how.
    QCOMPARE(machine.ask(words("profile remove mine")).status, 0);
    write(machine.folder(QStringLiteral("t.csv")), table + "2026-10-01T11:00:00Z,gpt-4o,20,2,0.5\n2026-10-01T11:30:00Z,gpt-4o,20,2,0.5\n");
    QCOMPARE(requests("statusline --at 2026-10-01T12:00:00Z --timezone UTC"), 2);
}

/// A table that was refused is looked at once it has changed, and not before; refused again it is still looked at, and what was read of it counts on.
void tst_ProfileCommand::looksTakeUpWhatWasMended()
{
    const Machine machine;
    write(machine.folder(QStringLiteral("p.json")), ProfileJson);
    const QByteArray good = "when,model,in,out,price\n2026-10-01T10:00:00Z,gpt-4o,10,1,0.5\n";
    const QByteArray more = "2026-10-01T11:00:00Z,gpt-4o,20,2,0.5\n";
    const auto put = [&machine](const QByteArray &text) { write(machine.folder(QStringLiteral("t.csv")), text); };
    const auto requests = [&machine] {
        return machine.ask(words("statusline --at 2026-10-01T12:00:00Z --timezone UTC")).json()[QLatin1String("today")][QLatin1String("requests")].toInt();
    };
    const auto problems = [&machine] { return machine.ask(words("sources")).json()[QLatin1String("sources")][0][QLatin1String("problems")].toInt(); };
    put(good + "never,gpt-4o,1,1,1\n");
    QCOMPARE(machine.ask(words("profile save p.json")).status, 0);
    QVERIFY(machine.ask(words("import --profile mine t.csv")).status != 0);
    QCOMPARE(requests(), 0);
    QVERIFY(problems() > 0);
    put(good);
    QCOMPARE(requests(), 1);
    QCOMPARE(problems(), 0);
    put(good + more + "not yet,gpt-4o,1,1,1\n");
    QCOMPARE(requests(), 1); // refused, and said
    QVERIFY(problems() > 0);
    put(good + more);
    QCOMPARE(requests(), 2);
    QCOMPARE(problems(), 0);

    // Refused by a mapping that says something else than the one that had read it: what was read counts on until it can be read, and is read anew then.
    put(good + more + "neither,gpt-4o,1,1,1\n");
    write(machine.folder(QStringLiteral("p.json")), QByteArray{ProfileJson}.replace("\"price\"", "\"in\""));
    QCOMPARE(machine.ask(words("profile remove mine")).status, 0);
    QCOMPARE(machine.ask(words("profile save p.json")).status, 0);
    QVERIFY(machine.ask(words("import --profile mine t.csv")).status != 0);
    QCOMPARE(requests(), 2);
    put(good + more + more);
    QCOMPARE(requests(), 3); // of each row one: its amount is another one now, and the equal rows are two
}

/// Rows that were left out by the flag: the file stays one of its mapping, so that what comes later is read, or refused and said.
void tst_ProfileCommand::rowsLeftOutOnce()
{
    const Machine machine;
    write(machine.folder(QStringLiteral("p.json")), ProfileJson);
    const QByteArray good = "when,model,in,out,price\n2026-10-01T10:00:00Z,gpt-4o,10,1,0.5\n";
    const QByteArray bad = "never,gpt-4o,1,1,1\n";
    const QByteArray more = "2026-10-01T11:00:00Z,gpt-4o,20,2,0.5\n";
    const auto put = [&machine](const QByteArray &text) { write(machine.folder(QStringLiteral("t.csv")), text); };
    const auto requests = [&machine] {
        return machine.ask(words("statusline --at 2026-10-01T12:00:00Z --timezone UTC")).json()[QLatin1String("today")][QLatin1String("requests")].toInt();
    };
    put(good + bad);
    QCOMPARE(machine.ask(words("profile save p.json")).status, 0);
    QCOMPARE(machine.ask(words("import --profile mine --skip-bad-rows t.csv")).status, 0);
    QCOMPARE(requests(), 1);
    put(good + bad + more);
    QCOMPARE(requests(), 1); // the flag was said once
    QVERIFY(machine.ask(words("sources")).json()[QLatin1String("sources")][0][QLatin1String("problems")].toInt() > 0);
    QCOMPARE(machine.ask(words("import --profile mine --skip-bad-rows t.csv")).status, 0); // and may be said again
    QCOMPARE(requests(), 2);
    put(good + more + "2026-10-01T11:30:00Z,gpt-4o,30,3,0.5\n");
    QCOMPARE(requests(), 3);
}

void tst_ProfileCommand::proposes()
{
    const Machine machine;
    write(machine.folder(QStringLiteral("t.csv")), "date,model,prompt_tokens,completion_tokens,cost_usd\n2026-10-05,m,10,1,0.10\n");
    const Outcome proposed = machine.ask(words("profile propose t.csv --name new"));
    QCOMPARE(proposed.status, 0);
    QCOMPARE(proposed.json()[QLatin1String("columns")][QLatin1String("input")][QLatin1String("from")][0].toString(), QStringLiteral("prompt_tokens"));
    write(machine.folder(QStringLiteral("p.json")), proposed.out);
    QCOMPARE(machine.ask(words("profile save p.json")).status, 0);
    QCOMPARE(machine.ask(words("profile test t.csv --profile new")).json()[QLatin1String("tokens")].toInt(), 11);
}

TOKENMETER_TEST(tst_ProfileCommand);

} // namespace test_ProfileCommand

#include "tst_ProfileCommand.moc"
