// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/Guarded.h"
#include "ledger/Schema.h"
#include "Machine.h"
#include "support/Corpus.h"
#include "support/Patience.h"
#include "support/TestMain.h"

#include <QtTest>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>

#include <array>
#include <csignal>
#include <memory>
#include <random>

namespace test_CommandLine
{

using namespace tokenmeter;
using namespace tokenmeter::testing;

class tst_CommandLine : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void version();
    void wrongUsage_data();
    void wrongUsage();
    void importAndReport();
    void importKeepsGoodPaths();
    void importSaysWhatNobodyKnows();
    void damagedLines();
    void importSaysWhatCouldNotBeRead();
    void alertsAloneAreListed();
    void costByHand_data();
    void costByHand();
    void ownPriceAndUnpriced();
    void proposalMovesNothingUntilAccepted();
    void exchangeRates();
    void tagsExclusionsAndUndo();
    void verifyFindsNothingAndBackup();
    void withoutDisplayTheReport();
    void withoutDisplayAndLogsTheDemo();
    void twoStartsMakeOneDemo();
    void olderLedgersAreBroughtUpToDate();
    void ledgersThatCannotBeOpened_data();
    void ledgersThatCannotBeOpened();
    void threeProcessesAtOnce();
    void killedImportsLoseAndDoubleNothing();
};

void tst_CommandLine::version()
{
    const Machine machine;
    const Outcome outcome = machine.run({QStringLiteral("--version")});
    QCOMPARE(outcome.status, 0);
    QVERIFY(outcome.out.startsWith("tokenmeter "));
}

void tst_CommandLine::wrongUsage_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("unknown command") << words("frobnicate");
    QTest::newRow("unknown option") << words("report --frobnicate");
    QTest::newRow("unknown zone") << words("report --timezone Mars/Olympus");
    QTest::newRow("no such day") << words("report --from 2026-02-30");
    QTest::newRow("ends before it begins") << words("report --from 2026-02-03 --to 2026-02-01");
    QTest::newRow("unknown key") << words("report --group-by planet");
    QTest::newRow("unknown format") << words("import --format frobnicate .");
    QTest::newRow("cost without a model") << words("cost --input 5");
    QTest::newRow("negative tokens") << words("cost --model gpt-4o --input -5");
    QTest::newRow("a price that is none") << words("prices set m --input cheap --output 1");
    QTest::newRow("a currency that is none") << words("rates set USD dollar 7");
    QTest::newRow("tag without value") << words("tag add client --project p");
    QTest::newRow("tag of everything") << words("tag add client=a");
    QTest::newRow("tag filter that says nothing") << words("report --tag =");
    QTest::newRow("exclude everything") << words("exclude --why x");
    QTest::newRow("exclude without a reason") << words("exclude --project p");
    QTest::newRow("unknown page") << words("screenshot nowhere x.png");
}

void tst_CommandLine::wrongUsage()
{
    QFETCH(QStringList, arguments);
    const Machine machine;
    const Outcome outcome = machine.run(arguments);
    QCOMPARE(outcome.status, 2);
    QVERIFY(outcome.out.isEmpty());
    QCOMPARE(outcome.err.trimmed().count('\n'), 0); // one line that says what is wrong
    QVERIFY(outcome.err.startsWith("tokenmeter: "));
}

void tst_CommandLine::importAndReport()
{
    const Machine machine;
    write(machine.folder(QStringLiteral("home/.claude/projects/-home-dev-api/s1.jsonl")), usageLine(1) + usageLine(2) + usageLine(2));
    const QJsonObject imported = machine.ask({QStringLiteral("import")}).json();
    QCOMPARE(imported[QStringLiteral("records")][QStringLiteral("added")].toInt(), 2);
    QCOMPARE(imported[QStringLiteral("records")][QStringLiteral("duplicate")].toInt(), 1);
    QCOMPARE(imported[QStringLiteral("files")][QStringLiteral("read")].toInt(), 1);
    QCOMPARE(imported[QStringLiteral("sources")][0][QStringLiteral("path")].toString(), QStringLiteral(".claude/projects"));

    const QJsonObject again = machine.ask({QStringLiteral("import")}).json();
    QCOMPARE(again[QStringLiteral("files")][QStringLiteral("unchanged")].toInt(), 1);
    QCOMPARE(again[QStringLiteral("bytes_read")].toInt(), 0);

    const QJsonObject report = machine.ask(words("report --group-by day,model,project --timezone Europe/Berlin")).json();
    const QJsonObject group = report[QStringLiteral("groups")][0].toObject();
    QCOMPARE(group[QStringLiteral("key")][QStringLiteral("day")].toString(), QStringLiteral("2026-10-01"));
    QCOMPARE(group[QStringLiteral("key")][QStringLiteral("model")].toString(), QStringLiteral("claude-opus-4-1"));
    QCOMPARE(group[QStringLiteral("key")][QStringLiteral("project")].toString(), QStringLiteral("/home/dev/api"));
    QCOMPARE(group[QStringLiteral("requests")].toInt(), 2);
    QCOMPARE(group[QStringLiteral("tokens")][QStringLiteral("total")].toInt(), 2 * 11'100);
    // Claude Opus 4.1: 15 in, 1.5 cached, 75 out per million:
    // 2 x (1000 x 15 + 10000 x 1.5 + 100 x 75) / 1e6 = 2 x (0.015 + 0.015 + 0.0075) = 0.075
    const QJsonObject cost = report[QStringLiteral("total")][QStringLiteral("cost")][0].toObject();
    QCOMPARE(cost[QStringLiteral("amount")].toString(), QStringLiteral("0.075000000"));
    QCOMPARE(cost[QStringLiteral("currency")].toString(), QStringLiteral("USD"));

    const Outcome text = machine.run(QStringList{QStringLiteral("--ledger"), machine.ledger()} + words("report --group-by model"));
    QVERIFY(text.out.contains("claude-opus-4-1"));
    QVERIFY(text.out.contains("$0.0750"));
}

/// In a folder that is named: counted, and no failure. Named itself it is one.
void tst_CommandLine::importSaysWhatNobodyKnows()
{
    const Machine machine;
    write(machine.folder(QStringLiteral("logs/good.jsonl")), usageLine(1));
    write(machine.folder(QStringLiteral("logs/other.json")), "{\"colour\":\"red\"}\n");
    const Outcome folder = machine.ask(words("import logs"));
    QCOMPARE(folder.status, 0);
    QCOMPARE(folder.json()[QStringLiteral("records")][QStringLiteral("added")].toInt(), 1);
    QCOMPARE(folder.json()[QStringLiteral("files")][QStringLiteral("unknown")].toInt(), 1);
    QCOMPARE(machine.ask(words("import logs/other.json")).status, 1);
    QCOMPARE(machine.ask(words("import logs/good.jsonl")).json()[QStringLiteral("files")][QStringLiteral("unknown")].toInt(), 0);
}

void tst_CommandLine::importKeepsGoodPaths()
{
    const Machine machine;
    write(machine.folder(QStringLiteral("good.jsonl")), usageLine(1));
    write(machine.folder(QStringLiteral("other.txt")), "no log at all\n");
    const Outcome outcome = machine.ask(words("import good.jsonl missing.jsonl other.txt"));
    QCOMPARE(outcome.status, 1);
    QCOMPARE(outcome.json()[QStringLiteral("records")][QStringLiteral("added")].toInt(), 1);
    QCOMPARE(outcome.json()[QStringLiteral("files")][QStringLiteral("failed")].toInt(), 2);
    QCOMPARE(outcome.err.count('\n'), 2);
    QVERIFY(outcome.err.contains("missing.jsonl"));
}

void tst_CommandLine::damagedLines()
{
    const Machine machine;
    QByteArray nested = usageLine(9);
    nested.replace("\"cwd\"", "\"deep\":" + QByteArray(1000, '[') + QByteArray(1000, ']') + ",\"cwd\"");
    QByteArray badByte = usageLine(3);
    badByte.replace("/home/dev", "/home/d\xFFv");
    QByteArray secret = usageLine(4);
    secret = secret.left(secret.indexOf("output_tokens")) + "SECRET-PROMPT" + "\n"; // torn inside its usage
    write(machine.folder(QStringLiteral("a.jsonl")),
          "\xEF\xBB\xBF" + usageLine(1).replace("\n", "\r\n") + QByteArray(64, '\0') + "\n" + badByte + secret
              + usageLine(5).replace("1000,", "-5,") + usageLine(6).replace("1000,", "\"1000\",") + usageLine(7).replace("1000,", "1000.0,")
              + usageLine(8).replace("2026-10-01T10", "1970-01-01T10") + nested + usageLine(10).chopped(20));
    const Outcome outcome = machine.ask(words("import a.jsonl"));
    QCOMPARE(outcome.status, 0); // damage is a problem, not a failure
    QCOMPARE(outcome.json()[QStringLiteral("records")][QStringLiteral("added")].toInt(), 6); // 1 3 5 6 7 9
    QVERIFY(!outcome.out.contains("SECRET-PROMPT"));
    const QJsonArray problems = outcome.json()[QStringLiteral("problems")].toArray();
    QVERIFY(!problems.isEmpty());
    bool torn = false;
    for (const QJsonValue &problem : problems) {
        torn = torn || problem[QStringLiteral("line")].toInt() == 4;
        QVERIFY(problem[QStringLiteral("file")].toString().endsWith(QStringLiteral("a.jsonl")));
    }
    QVERIFY(torn);
}

/// Two of one file that ends in the middle are read, and one of a good file: 3. The status says that something is missing.
void tst_CommandLine::importSaysWhatCouldNotBeRead()
{
    const Machine machine;
    write(machine.folder(QStringLiteral("torn/z.jsonl.gz")), gzipOf(usageLine(1) + usageLine(2), true));
    write(machine.folder(QStringLiteral("torn/good.jsonl")), usageLine(3));
    const Outcome folder = machine.ask(words("import torn"));
    QCOMPARE(folder.json()[QStringLiteral("files")][QStringLiteral("failed")].toInt(), 1);
    QCOMPARE(folder.json()[QStringLiteral("records")][QStringLiteral("added")].toInt(), 3);
    QCOMPARE(folder.status, 1);
    QCOMPARE(machine.run(QStringList{QStringLiteral("--ledger"), machine.ledger()} + words("import torn/z.jsonl.gz")).status, 1);
    // Of this one not even the beginning can be read, so that nobody knows what it is.
    write(machine.folder(QStringLiteral("worse/z.jsonl.gz")), QByteArray::fromHex("1f8b0800000000000003ff"));
    write(machine.folder(QStringLiteral("worse/good.jsonl")), usageLine(4));
    const Outcome worse = machine.ask(words("import worse"));
    QCOMPARE(worse.json()[QStringLiteral("files")][QStringLiteral("failed")].toInt(), 1);
    QCOMPARE(worse.json()[QStringLiteral("records")][QStringLiteral("added")].toInt(), 1);
    QCOMPARE(worse.status, 1);
    // Whole again, it is no failure any more.
    write(machine.folder(QStringLiteral("torn/z.jsonl.gz")), gzipOf(usageLine(1) + usageLine(2), false));
    const Outcome mended = machine.ask(words("import torn"));
    QCOMPARE(mended.json()[QStringLiteral("files")][QStringLiteral("failed")].toInt(), 0);
    QCOMPARE(mended.status, 0);
}

void tst_CommandLine::alertsAloneAreListed()
{
    const Machine machine;
    write(machine.folder(QStringLiteral("a.jsonl")), usageLine(1));
    QCOMPARE(machine.ask(words("import a.jsonl")).status, 0);
    const Outcome alone = machine.ask({QStringLiteral("alerts")});
    QCOMPARE(alone.status, 0);
    QVERIFY(alone.json().contains(QStringLiteral("alerts")));
    QCOMPARE(alone.out, machine.ask(words("alerts list")).out);
    QCOMPARE(machine.run(words("alerts nonsense")).status, 2);
}

void tst_CommandLine::costByHand_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QString>("currency");
    QTest::addColumn<QString>("amount");
    // Prices per million, from resources/prices/catalogue.json.
    QTest::newRow("Claude Opus 4: 15 and 75")
        << "--model claude-opus-4-20250514 --at 2025-09-01T00:00:00Z --input 1000 --output 1000" << "USD" << "0.090000000";
    // 200,000 x 1.25 + 1000 x 10
    QTest::newRow("Gemini 2.5 Pro at the tier")
        << "--model gemini-2.5-pro --at 2025-09-01T00:00:00Z --input 200000 --output 1000" << "USD" << "0.260000000";
    // 200,001 x 2.5 + 1000 x 15
    QTest::newRow("Gemini 2.5 Pro above the tier")
        << "--model gemini-2.5-pro --at 2025-09-01T00:00:00Z --input 200001 --output 1000" << "USD" << "0.515002500";
    QTest::newRow("GPT-4o: 2.5 and 10") << "--model gpt-4o --at 2025-09-01T00:00:00Z --input 1000 --output 1000" << "USD" << "0.012500000";
    QTest::newRow("GPT-4o of May 2024: 5 and 15")
        << "--model gpt-4o-2024-05-13 --at 2025-09-01T00:00:00Z --input 1000 --output 1000" << "USD" << "0.020000000";
    QTest::newRow("GPT-4: 30 and 60") << "--model gpt-4 --at 2024-09-01T00:00:00Z --input 1000 --output 1000" << "USD" << "0.090000000";
    QTest::newRow("GPT-4o in a batch: half")
        << "--model gpt-4o --batch --at 2025-09-01T00:00:00Z --input 1000 --output 1000" << "USD" << "0.006250000";
    QTest::newRow("Qwen-Long after its cut: 0.5 and 2")
        << "--model qwen-long --provider alibaba-cn --at 2025-09-01T00:00:00Z --input 1000000 --output 1000000" << "CNY" << "2.500000000";
}

void tst_CommandLine::costByHand()
{
    QFETCH(QString, arguments);
    QFETCH(QString, currency);
    QFETCH(QString, amount);
    const Machine machine;
    const QJsonObject cost = machine.ask(QStringList{QStringLiteral("cost")} + arguments.split(QLatin1Char(' '))).json();
    QCOMPARE(cost[QStringLiteral("amount")].toString(), amount);
    QCOMPARE(cost[QStringLiteral("currency")].toString(), currency);
    const Outcome unknown = machine.ask(words("cost --model claude-opus-99 --input 5"));
    QCOMPARE(unknown.status, 1);
    QCOMPARE(unknown.json()[QStringLiteral("unpriced")].toBool(), true);
    QVERIFY(!unknown.json()[QStringLiteral("reason")].toString().isEmpty());
}

void tst_CommandLine::ownPriceAndUnpriced()
{
    const Machine machine;
    write(machine.folder(QStringLiteral("a.jsonl")), usageLine(1) + usageLine(2, "house-model"));
    machine.ask(words("import a.jsonl"));
    const QJsonObject before = machine.ask({QStringLiteral("report")}).json();
    QCOMPARE(before[QStringLiteral("total")][QStringLiteral("unpriced")][QStringLiteral("requests")].toInt(), 1);
    QCOMPARE(before[QStringLiteral("total")][QStringLiteral("unpriced")][QStringLiteral("tokens")].toInt(), 11'100);
    QCOMPARE(before[QStringLiteral("total")][QStringLiteral("cost")][0][QStringLiteral("amount")].toString(), QStringLiteral("0.037500000"));

    const QJsonObject set = machine.ask(words("prices set house-model --input 2 --output 10 --cache-read 0.2 --currency EUR")).json();
    QCOMPARE(set[QStringLiteral("repriced_records")].toInt(), 1);
    const QJsonArray cost = machine.ask({QStringLiteral("report")}).json()[QStringLiteral("total")][QStringLiteral("cost")].toArray();
    QCOMPARE(cost.size(), 2); // never added together
    // 1000 x 2 + 10000 x 0.2 + 100 x 10 = 0.002 + 0.002 + 0.001
    QCOMPARE(cost[0][QStringLiteral("currency")].toString(), QStringLiteral("EUR"));
    QCOMPARE(cost[0][QStringLiteral("amount")].toString(), QStringLiteral("0.005000000"));
    QCOMPARE(machine.ask({QStringLiteral("verify")}).json()[QStringLiteral("ok")].toBool(), true);
    machine.ask(words("prices remove house-model"));
    QCOMPARE(machine.ask({QStringLiteral("report")}).json()[QStringLiteral("total")][QStringLiteral("unpriced")][QStringLiteral("requests")].toInt(), 1);
}

void tst_CommandLine::proposalMovesNothingUntilAccepted()
{
    const Machine machine;
    write(machine.folder(QStringLiteral("a.jsonl")), usageLine(1));
    machine.ask(words("import a.jsonl"));
    QFile file{QStringLiteral(SOURCE_ROOT "/resources/prices/catalogue.json")};
    QVERIFY(file.open(QIODevice::ReadOnly));
    QByteArray catalogue = file.readAll();
    // Claude Opus 4.1 at 16 instead of 15 per million input: 1000 x 16 + 10000 x 1.5 + 100 x 75 = 0.0385
    const qsizetype model = catalogue.indexOf("\"anthropic/claude-opus-4-1\"");
    QVERIFY(model > 0);
    const qsizetype input = catalogue.indexOf("\"input\": \"15\"", model);
    QVERIFY(input > 0);
    catalogue.replace(input, 13, "\"input\": \"16\"");
    write(machine.folder(QStringLiteral("new.json")), catalogue);

    const QJsonObject proposed = machine.ask(words("prices propose new.json")).json();
    QCOMPARE(proposed[QStringLiteral("moves")][QStringLiteral("records")].toInt(), 1);
    QCOMPARE(proposed[QStringLiteral("moves")][QStringLiteral("before")][0][QStringLiteral("amount")].toString(), QStringLiteral("0.037500000"));
    QCOMPARE(proposed[QStringLiteral("moves")][QStringLiteral("after")][0][QStringLiteral("amount")].toString(), QStringLiteral("0.038500000"));
    const auto amount = [&] {
        return machine.ask({QStringLiteral("report")}).json()[QStringLiteral("total")][QStringLiteral("cost")][0][QStringLiteral("amount")].toString();
    };
    QCOMPARE(amount(), QStringLiteral("0.037500000"));
    QCOMPARE(machine.ask(words("prices accept new.json")).json()[QStringLiteral("repriced_records")].toInt(), 1);
    QCOMPARE(amount(), QStringLiteral("0.038500000"));
    QCOMPARE(machine.ask({QStringLiteral("verify")}).json()[QStringLiteral("ok")].toBool(), true);

    write(machine.folder(QStringLiteral("bad.json")), catalogue.left(catalogue.size() / 2));
    QCOMPARE(machine.ask(words("prices accept bad.json")).status, 1);
    QCOMPARE(amount(), QStringLiteral("0.038500000"));
}

void tst_CommandLine::exchangeRates()
{
    const Machine machine;
    write(machine.folder(QStringLiteral("a.jsonl")), usageLine(1));
    machine.ask(words("import a.jsonl"));
    QCOMPARE(machine.ask(words("rates set USD CNY 7.1 --day 2026-09-30")).status, 0);
    const QJsonObject report = machine.ask(words("report --currency CNY")).json();
    // 0.0375 USD x 7.1 = 0.26625 CNY
    QCOMPARE(report[QStringLiteral("total")][QStringLiteral("cost")][0][QStringLiteral("amount")].toString(), QStringLiteral("0.266250000"));
    QCOMPARE(report[QStringLiteral("rates")].toArray().size(), 1);
    // No rate for the yen: the amount stays in dollars and is not lost.
    const QJsonObject yen = machine.ask(words("report --currency JPY")).json();
    QCOMPARE(yen[QStringLiteral("total")][QStringLiteral("cost")][0][QStringLiteral("currency")].toString(), QStringLiteral("USD"));
}

void tst_CommandLine::tagsExclusionsAndUndo()
{
    const Machine machine;
    write(machine.folder(QStringLiteral("home/.claude/projects/-home-dev-api/s1.jsonl")), usageLine(1) + usageLine(2));
    QCOMPARE(machine.ask({QStringLiteral("import")}).status, 0);
    const QString project = machine.ask(words("report --group-by project")).json()[QStringLiteral("groups")][0][QStringLiteral("key")]
                                [QStringLiteral("project")].toString();
    QVERIFY(!project.isEmpty());
    const auto requests = [&](const char *report) {
        return machine.ask(words(report)).json()[QStringLiteral("total")][QStringLiteral("requests")].toInt();
    };
    QCOMPARE(requests("report --group-by tag:client --tag client="), 2);

    const QJsonObject tagged = machine.ask(words("tag add client=a --project") + QStringList{project}).json();
    QCOMPARE(tagged[QStringLiteral("scope")].toString(), QStringLiteral("project"));
    QCOMPARE(tagged[QStringLiteral("records")].toInt(), 2);
    const QJsonObject list = machine.ask(words("tag list")).json();
    QCOMPARE(list[QStringLiteral("tags")][0][QStringLiteral("subject")].toString(), project);
    QCOMPARE(machine.ask(words("report --group-by tag:client")).json()[QStringLiteral("groups")][0][QStringLiteral("key")]
                 [QStringLiteral("tag:client")].toString(),
             QStringLiteral("a"));
    for (const char *report : {"report --tag client=a", "report --tag a", "report --tag client=b --tag client=a"}) {
        QCOMPARE(requests(report), 2);
    }
    for (const char *report : {"report --tag client=b", "report --tag client=", "report --tag nobody"}) {
        QCOMPARE(requests(report), 0);
    }

    const QJsonObject out = machine.ask(words("exclude --tag client=a --why test")).json();
    QCOMPARE(out[QStringLiteral("records")].toInt(), 2);
    QCOMPARE(requests("report"), 0);
    QCOMPARE(machine.ask({QStringLiteral("import")}).status, 0);
    QCOMPARE(requests("report"), 0);
    QCOMPARE(machine.ask(words("include --tag client=a --why test")).json()[QStringLiteral("records")].toInt(), 2);
    QCOMPARE(requests("report"), 2);

    QCOMPARE(machine.ask(words("undo")).json()[QStringLiteral("undone")][QStringLiteral("action")].toString(), QStringLiteral("include"));
    QCOMPARE(requests("report"), 0);
    QCOMPARE(machine.ask(words("undo")).status, 0);
    QCOMPARE(requests("report --tag a"), 2);
    const QJsonObject journal = machine.ask(words("journal")).json();
    // undo, undo, include, exclude, tag, and the price list that the first import accepted
    QCOMPARE(journal[QStringLiteral("entries")].toArray().size(), 6);
    QCOMPARE(journal[QStringLiteral("entries")][0][QStringLiteral("action")].toString(), QStringLiteral("undo"));
    QCOMPARE(journal[QStringLiteral("entries")][3][QStringLiteral("detail")].toString(), QStringLiteral("test"));
    QVERIFY(journal[QStringLiteral("entries")][3][QStringLiteral("undone")].toBool());
    // Only where it has this value.
    QCOMPARE(machine.ask(words("tag remove client=b --project") + QStringList{project}).json()[QStringLiteral("records")].toInt(), 0);
    QCOMPARE(machine.ask(words("tag remove client=a --project") + QStringList{project}).json()[QStringLiteral("records")].toInt(), 2);
    QCOMPARE(machine.ask(words("undo")).status, 0);
    QCOMPARE(machine.ask(words("undo")).status, 0);
    const Outcome nothing = machine.ask(words("undo"));
    QCOMPARE(nothing.status, 1);
    QVERIFY(nothing.out.isEmpty());
    QVERIFY(machine.ask(words("verify")).json()[QStringLiteral("ok")].toBool());
}

void tst_CommandLine::verifyFindsNothingAndBackup()
{
    const Machine machine;
    write(machine.folder(QStringLiteral("a.jsonl")), usageLine(1) + usageLine(2));
    machine.ask(words("import a.jsonl"));
    const QJsonObject verified = machine.ask(words("verify --fingerprint")).json();
    QCOMPARE(verified[QStringLiteral("ok")].toBool(), true);
    QVERIFY(verified[QStringLiteral("checks")].toArray().size() >= 4);
    QCOMPARE(machine.ask(words("backup copy.db")).status, 0);
    const QJsonObject copy = machine.run(words("--ledger copy.db --json verify --fingerprint")).json();
    QCOMPARE(copy[QStringLiteral("fingerprint")].toString(), verified[QStringLiteral("fingerprint")].toString());
    QVERIFY(!verified[QStringLiteral("fingerprint")].toString().isEmpty());
    QCOMPARE(machine.ask(words("backup copy.db")).status, 1); // never overwritten
    for (const QString &file : {machine.ledger(), machine.folder(QStringLiteral("copy.db"))}) {
        QCOMPARE(QFile::permissions(file) & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther), QFile::Permissions{});
    }
}

void tst_CommandLine::withoutDisplayTheReport()
{
    const Machine machine;
    const QByteArray today = QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyy-MM-dd'T00:00:00.000Z'")).toLatin1();
    write(machine.folder(QStringLiteral("home/.claude/projects/-home-dev-api/s1.jsonl")), usageLine(1, "claude-opus-4-1", today.constData()));
    const Outcome outcome = machine.run({});
    QCOMPARE(outcome.status, 0);
    QVERIFY(outcome.out.contains("There is no display"));
    QVERIFY(outcome.out.contains("claude-opus-4-1"));
    QVERIFY(!outcome.out.contains("DEMO"));
}

void tst_CommandLine::withoutDisplayAndLogsTheDemo()
{
    const Machine machine;
    const Outcome outcome = machine.run(words("--at 2026-11-18T14:32:00Z"));
    QCOMPARE(outcome.status, 0);
    QVERIFY(outcome.out.contains("No usage logs were found"));
    QVERIFY(outcome.out.contains("DEMO DATA"));
    QVERIFY(outcome.out.contains("claude-opus-5"));
    // The user's own ledger has nothing of it.
    const QJsonObject own = machine.run(words("--json report")).json();
    QCOMPARE(own[QStringLiteral("total")][QStringLiteral("requests")].toInt(), 0);
}

/// The second start waits for the demo that the first one is making, and shows that.
void tst_CommandLine::twoStartsMakeOneDemo()
{
    const Machine machine;
    std::array<std::unique_ptr<QProcess>, 2> starts{machine.start({}), machine.start({})};
    QList<QByteArray> totals;
    for (const std::unique_ptr<QProcess> &each : starts) {
        QVERIFY(each->waitForFinished(120'000));
        QCOMPARE(each->exitCode(), 0);
        const QByteArray out = each->readAllStandardOutput();
        QVERIFY(out.contains("DEMO DATA"));
        for (const QByteArray &line : out.split('\n')) {
            if (line.startsWith("Total")) {
                totals << line;
            }
        }
    }
    QCOMPARE(totals.size(), 2);
    QCOMPARE(totals[0], totals[1]);
}

void tst_CommandLine::olderLedgersAreBroughtUpToDate()
{
    const Machine machine;
    const std::string path = machine.ledger().toStdString();
    QVERIFY(bool(guarded([&] { return openForWriting({.path = path, .zoneId = "UTC"}, builtInMigrations().first(1))->changes(); })));
    const Outcome report = machine.ask(words("report")); // a command that only reads
    QCOMPARE(report.status, 0);
    QVERIFY(QFileInfo::exists(machine.ledger() + QStringLiteral(".before-v%1").arg(builtInMigrations().size())));
    QCOMPARE(machine.ask(words("verify")).status, 0);
}

void tst_CommandLine::ledgersThatCannotBeOpened_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("text") << QByteArray("this is not a database, it is a letter\n").repeated(50);
    QTest::newRow("cut header") << QByteArray("SQLite format 3\0\x10\x00\x01\x01", 20);
}

void tst_CommandLine::ledgersThatCannotBeOpened()
{
    QFETCH(QByteArray, content);
    const Machine machine;
    write(machine.ledger(), content);
    write(machine.folder(QStringLiteral("a.jsonl")), usageLine(1));
    for (const QStringList &command : {words("import a.jsonl"), words("report"), words("verify"), words("backup b.db")}) {
        const Outcome outcome = machine.ask(command);
        QCOMPARE(outcome.status, 1);
        QCOMPARE(outcome.err.trimmed().count('\n'), 0);
        QVERIFY(!outcome.err.isEmpty());
    }
    QFile file{machine.ledger()};
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), content); // untouched
}

void tst_CommandLine::threeProcessesAtOnce()
{
    const Machine alone;
    const Corpus corpus = writeClaudeCorpus(alone.folder(QStringLiteral("home")).toStdString(), 3'000'000, 41);
    writeCodexCorpus(alone.folder(QStringLiteral("home")).toStdString(), 500'000, 42);
    QCOMPARE(alone.ask({QStringLiteral("import")}).status, 0);
    const QString expected = alone.fingerprint();

    const Machine shared;
    const QStringList import{QStringLiteral("--ledger"), shared.ledger(), QStringLiteral("--json"), QStringLiteral("import"),
                             QStringLiteral("--home"),   alone.folder(QStringLiteral("home"))};
    std::vector<std::unique_ptr<QProcess>> processes;
    for (int i = 0; i < 3; ++i) {
        processes.push_back(shared.start(import));
    }
    for (const std::unique_ptr<QProcess> &process : processes) {
        QVERIFY(process->waitForFinished(120'000));
        QCOMPARE(process->exitCode(), 0);
    }
    QCOMPARE(shared.fingerprint(), expected);
    QCOMPARE(shared.ask({QStringLiteral("verify")}).json()[QStringLiteral("ok")].toBool(), true);
    QVERIFY(corpus.total.requests > 100);
}

void tst_CommandLine::killedImportsLoseAndDoubleNothing()
{
    const Machine alone;
    writeClaudeCorpus(alone.folder(QStringLiteral("home")).toStdString(), 6'000'000, 43);
    writeCodexCorpus(alone.folder(QStringLiteral("home")).toStdString(), 1'000'000, 44);
    QElapsedTimer clock;
    clock.start();
    QCOMPARE(alone.ask({QStringLiteral("import")}).status, 0);
    const int whole = int(clock.elapsed());
    const QString expected = alone.fingerprint();

    std::mt19937 random{47};
    const int rounds = qEnvironmentVariableIntValue("TOKENMETER_KILL_ROUNDS") > 0
        ? qEnvironmentVariableIntValue("TOKENMETER_KILL_ROUNDS")
        : 8;
    int killed = 0;
    for (int round = 0; round < rounds; ++round) {
        const Machine machine;
        const QStringList import{QStringLiteral("--ledger"), machine.ledger(), QStringLiteral("import"), QStringLiteral("--home"),
                                 alone.folder(QStringLiteral("home"))};
        for (int attempt = 0; attempt < 2; ++attempt) {
            const std::unique_ptr<QProcess> process = machine.start(import);
            QVERIFY(process->waitForStarted(LongestMs));
            if (!process->waitForFinished(int(random() % unsigned(whole + 1)))) {
                ::kill(pid_t(process->processId()), SIGKILL);
                process->waitForFinished(LongestMs);
                ++killed;
            }
        }
        QCOMPARE(machine.run(import).status, 0);
        QCOMPARE(machine.fingerprint(), expected);
        QCOMPARE(machine.ask({QStringLiteral("verify")}).json()[QStringLiteral("ok")].toBool(), true);
    }
    QVERIFY2(killed > 0, "no import was killed: the corpus is too small to prove anything");
}

TOKENMETER_TEST(tst_CommandLine);

} // namespace test_CommandLine

#include "tst_CommandLine.moc"
