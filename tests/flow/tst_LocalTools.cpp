// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/ForeignOwner.h"
#include "support/ImportedLedger.h"
#include "support/TestMain.h"

#include <QtTest>

#include <filesystem>
#include <fstream>

namespace test_LocalTools
{

using namespace tokenmeter;
using namespace tokenmeter::testing;
namespace fs = std::filesystem;

namespace
{

void write(const fs::path &path, std::string_view content)
{
    fs::create_directories(path.parent_path());
    std::ofstream{path, std::ios::binary}.write(content.data(), std::streamsize(content.size()));
}

/// A message of OpenCode as a row; finished four seconds after it began.
QByteArray messageRow(int number, int output, qint64 updated)
{
    const qint64 created = 1'791'190'800'000 + number * 10'000;
    return "INSERT OR REPLACE INTO message(id, session_id, time_created, time_updated, data) VALUES ('msg_" + QByteArray::number(number)
        + "','ses'," + QByteArray::number(created) + ',' + QByteArray::number(updated) + ",'{\"role\":\"assistant\",\"modelID\":\"m\","
        + "\"providerID\":\"p\",\"time\":{\"created\":" + QByteArray::number(created) + ",\"completed\":" + QByteArray::number(created + 4000)
        + "},\"cost\":0,\"tokens\":{\"input\":10,\"output\":" + QByteArray::number(output)
        + ",\"reasoning\":0,\"cache\":{\"read\":0,\"write\":0}}}');";
}

std::int64_t outputOf(ImportedLedger &ledger)
{
    std::int64_t sum = 0;
    for (const auto &[key, tokens] : ledger.cells()) {
        sum += tokens.output;
    }
    return sum;
}

} // namespace

/// Files of local tools on their way through a whole import.
class tst_LocalTools : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void databaseOfAToolAtWork();
    void manyRows();
    void documentsAreReadAgain();
};

/// The owner has it open and its changes stand in the log beside it. Of the second look only the new rows are read.
void tst_LocalTools::databaseOfAToolAtWork()
{
    const QTemporaryDir home;
    const QString path = home.filePath(QStringLiteral(".local/share/opencode/opencode.db"));
    Owner owner{path};
    owner.run("PRAGMA journal_mode=wal; PRAGMA wal_autocheckpoint=0;"
              "CREATE TABLE message(id TEXT PRIMARY KEY, session_id TEXT, time_created INTEGER, time_updated INTEGER, data TEXT)");
    for (int i = 0; i < 10; ++i) {
        owner.run(messageRow(i, 1, 1000 + i));
    }
    ImportedLedger ledger;
    const std::vector<std::string> paths{home.path().toStdString()};
    QCOMPARE(ledger.import(paths).lines.added, 10);
    QCOMPARE(ledger.import(paths).filesUnchanged, 1);

    owner.run(messageRow(10, 100, 2000)); // only the log changes
    const ImportSummary second = ledger.import(paths);
    QCOMPARE(second.filesUnchanged, 0);
    QCOMPARE(second.lines.added, 1);
    QCOMPARE(second.lines.duplicate, 1); // the row of the largest time that was known
    owner.run("UPDATE message SET time_updated = 2001 WHERE id = 'msg_3'");
    QCOMPARE(ledger.import(paths).lines.duplicate, 2);
    QCOMPARE(outputOf(ledger), 110);
    owner.run("PRAGMA wal_checkpoint(TRUNCATE)"); // moved over: nothing is new
    const ImportSummary moved = ledger.import(paths);
    QCOMPARE(moved.filesFailed, 0);
    QCOMPARE(moved.lines.added, 0);
    QCOMPARE(QString::fromStdString(ledger.whatIsWrong()), QString{});

    ImportedLedger atOnce;
    atOnce.import(paths);
    QCOMPARE(atOnce.fingerprint(), ledger.fingerprint());
}

/// More rows than one query brings and than one batch holds, and the database is replaced by another file.
void tst_LocalTools::manyRows()
{
    const QTemporaryDir home;
    const QString path = home.filePath(QStringLiteral(".local/share/opencode/opencode.db"));
    const QByteArray table = "CREATE TABLE message(id TEXT PRIMARY KEY, session_id TEXT, time_created INTEGER, time_updated INTEGER, data TEXT);";
    QByteArray rows = table + "BEGIN;";
    for (int i = 0; i < 1234; ++i) {
        rows += messageRow(i, 1, 1000);
    }
    makeDatabase(path, rows + "COMMIT");
    ImportedLedger ledger;
    const std::vector<std::string> paths{home.path().toStdString()};
    QCOMPARE(ledger.import(paths).lines.added, 1234);
    QCOMPARE(outputOf(ledger), 1234);
    QVERIFY(QFile::remove(path));
    makeDatabase(path, table + messageRow(5000, 1, 10) + messageRow(7, 1, 10)); // older times, smaller numbers
    const ImportSummary replaced = ledger.import(paths);
    QCOMPARE(replaced.lines.added, 1);
    QCOMPARE(replaced.lines.duplicate, 1);
    QCOMPARE(outputOf(ledger), 1235);
}

/// A document that is not finished counts when it is; one that its owner writes anew counts once.
void tst_LocalTools::documentsAreReadAgain()
{
    const QTemporaryDir home;
    const fs::path file = home.path().toStdString() + "/.gemini/tmp/p/chats/session-1.json";
    const std::string head = R"({"sessionId":"s","projectHash":"p","messages":[)";
    const auto message = [](int n, int output) {
        return R"({"id":"m)" + std::to_string(n) + R"(","type":"gemini","timestamp":"2026-10-05T10:00:00Z","model":"g","tokens":{"input":1,"output":)"
            + std::to_string(output) + "}}";
    };
    const std::vector<std::string> paths{file.string()};
    ImportedLedger ledger;
    write(file, head + message(1, 5) + "]}");
    QCOMPARE(ledger.import(paths).lines.added, 1);
    write(file, head + message(1, 5) + "," + message(2, 7)); // its owner is not done yet
    const ImportSummary waiting = ledger.import(paths);
    QCOMPARE(waiting.problemCount, 0);
    QCOMPARE(waiting.filesFailed, 0);
    QCOMPARE(outputOf(ledger), 5);
    write(file, head + message(1, 5) + "," + message(2, 9) + "]}");
    QCOMPARE(ledger.import(paths).lines.added, 1);
    QCOMPARE(outputOf(ledger), 14);
    write(file, head + message(2, 9) + "]}"); // taken back, but it was spent
    QCOMPARE(ledger.import(paths).lines.added, 0);
    QCOMPARE(outputOf(ledger), 14);
    QCOMPARE(ledger.import(paths).filesUnchanged, 1);
}

TOKENMETER_TEST(tst_LocalTools);

} // namespace test_LocalTools

#include "tst_LocalTools.moc"
