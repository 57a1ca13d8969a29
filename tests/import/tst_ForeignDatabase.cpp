// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/ForeignOwner.h"
#include "support/TestMain.h"


#include "ImportSupport.h"
#include "import/ForeignDatabase.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QtTest>

namespace test_ForeignDatabase
{

using namespace tokenmeter;
using namespace tokenmeter::testing;

namespace
{

const QByteArray ThreeRows = "CREATE TABLE t(id INTEGER PRIMARY KEY, name TEXT); INSERT INTO t VALUES (1,'a'),(2,'b'),(3,'c');";
const std::string AllRows = "SELECT id, name FROM t ORDER BY id";

/// "1a 2b 3c", or the reason.
QString rowsOf(ForeignDatabase &database, const std::string &sql = AllRows)
{
    QStringList rows;
    const Result<Done> read = database.each(sql, {}, [&](const ForeignRow &row) {
        rows << QString::number(row.integer(0).value_or(-1)) + QString::fromUtf8(row.text(1).data(), qsizetype(row.text(1).size()));
    });
    return read ? rows.join(u' ') : QString::fromStdString(read.problem().args.empty() ? "cancelled" : read.problem().args[0]);
}

QString rowsAt(const QString &path, const std::string &sql = AllRows)
{
    Result<ForeignDatabase> database = ForeignDatabase::open(path.toStdString());
    return database ? rowsOf(*database, sql) : QString::fromStdString(database.problem().args[0]);
}

} // namespace

/// Databases of other programs are read and never touched, whatever their owner does.
class tst_ForeignDatabase : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void closed_data();
    void closed();
    void openInWalMode();
    void writtenWhileItIsRead();
    void logWithoutIndex();
    void lockedByItsOwner();
    void queriesOnly();
    void limits();
    void damaged();
    void values();
};

void tst_ForeignDatabase::closed_data()
{
    QTest::addColumn<QByteArray>("mode");
    QTest::newRow("journal") << QByteArray{"delete"};
    QTest::newRow("log of changes") << QByteArray{"wal"};
}

/// Nothing is left beside it, also where the folder could be written.
void tst_ForeignDatabase::closed()
{
    QFETCH(QByteArray, mode);
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("odd %20?#name.db"));
    makeDatabase(path, "PRAGMA journal_mode=" + mode + ";" + ThreeRows);
    const auto before = contentsOf(folder.path());
    QCOMPARE(before.size(), 1);
    QCOMPARE(rowsAt(path), QStringLiteral("1a 2b 3c"));
    QVERIFY(contentsOf(folder.path()) == before);
}

/// What the owner has committed is seen although it stands in the log; it writes on while a row is looked at.
void tst_ForeignDatabase::openInWalMode()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("a.db"));
    Owner owner{path};
    owner.run("PRAGMA journal_mode=wal;" + ThreeRows);
    Result<ForeignDatabase> database = ForeignDatabase::open(path.toStdString());
    QVERIFY(database);
    int visited = 0;
    QVERIFY(database->each(AllRows, {}, [&](const ForeignRow &) {
        ++visited;
        QCOMPARE(owner.tryRun("INSERT INTO t(name) VALUES ('x')"), SQLITE_OK);
    }));
    QCOMPARE(visited, 3);
    QCOMPARE(rowsOf(*database), QStringLiteral("1a 2b 3c 4x 5x 6x"));
    QVERIFY(database->isUnchanged());
    QCOMPARE(owner.tryRun("PRAGMA wal_checkpoint(TRUNCATE)"), SQLITE_OK);
    QCOMPARE(rowsOf(*database), QStringLiteral("1a 2b 3c 4x 5x 6x"));
}

/// A database that lay closed is read without locks: when its owner comes and moves changes into it, what was read does not count.
void tst_ForeignDatabase::writtenWhileItIsRead()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("a.db"));
    makeDatabase(path, "PRAGMA journal_mode=wal;" + ThreeRows);
    Result<ForeignDatabase> database = ForeignDatabase::open(path.toStdString());
    QVERIFY(database);
    QCOMPARE(rowsOf(*database), QStringLiteral("1a 2b 3c"));
    QVERIFY(database->isUnchanged());
    QTest::qWait(20); // times of files move in steps
    makeDatabase(path, "INSERT INTO t(name) VALUES ('d')");
    QVERIFY(!database->isUnchanged());
    QCOMPARE(rowsAt(path), QStringLiteral("1a 2b 3c 4d"));
}

/// A crash, or a copy: the index of the log is missing, and nothing may be made in that folder.
void tst_ForeignDatabase::logWithoutIndex()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("a.db"));
    Owner owner{path};
    owner.run("PRAGMA journal_mode=wal;" + ThreeRows);
    const QTemporaryDir other;
    const QString copy = other.filePath(QStringLiteral("a.db"));
    QVERIFY(QFile::copy(path, copy) && QFile::copy(path + QStringLiteral("-wal"), copy + QStringLiteral("-wal")));
    QVERIFY(QFile::setPermissions(other.path(), QFile::ReadOwner | QFile::ExeOwner));
    const auto before = contentsOf(other.path());
    QCOMPARE(before.size(), 2);
    QCOMPARE(rowsAt(copy), QStringLiteral("1a 2b 3c"));
    QVERIFY(contentsOf(other.path()) == before);
    const Result<ForeignDatabase> tooLarge = ForeignDatabase::open(copy.toStdString(), {}, {.copied = 100});
    QVERIFY(!tooLarge && tooLarge.problem().cause == Cause::FileUnreadable);
    QVERIFY(QFile::setPermissions(other.path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
}

void tst_ForeignDatabase::lockedByItsOwner()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("a.db"));
    Owner owner{path};
    owner.run(ThreeRows + "BEGIN EXCLUSIVE");
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(rowsAt(path), QStringLiteral("database is locked"));
    QVERIFY(timer.elapsed() < 10'000);
    owner.run("COMMIT");
    QCOMPARE(rowsAt(path), QStringLiteral("1a 2b 3c"));
}

/// Nothing of its schema runs.
void tst_ForeignDatabase::queriesOnly()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("a.db"));
    makeDatabase(path, ThreeRows + "CREATE VIEW v AS SELECT id, name FROM t; CREATE VIRTUAL TABLE f USING fts5(x);"
                                   "CREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT 1; END;");
    Result<ForeignDatabase> database = ForeignDatabase::open(path.toStdString());
    QVERIFY(database);
    for (const char *sql : {"INSERT INTO t(name) VALUES ('d')", "CREATE TABLE u(x)", "DELETE FROM t", "SELECT id, name FROM v",
                            "ATTACH 'other.db' AS o", "SELECT load_extension('x'), 1"}) {
        QVERIFY2(!database->each(sql, {}, [](const ForeignRow &) {}), sql);
    }
    QVERIFY(database->columns("v")->empty());
    QVERIFY(database->columns("f")->empty());
    QVERIFY(database->columns("t; DROP TABLE t")->empty());
    QVERIFY((*database->columns("t") == std::vector<std::string>{"id", "name"}));
    QCOMPARE(rowsOf(*database), QStringLiteral("1a 2b 3c"));
}

void tst_ForeignDatabase::limits()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("a.db"));
    makeDatabase(path, ThreeRows + "INSERT INTO t VALUES (9, hex(zeroblob(100000)))");
    const std::string endless = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM c) SELECT sum(x), 1 FROM c";
    Result<ForeignDatabase> database = ForeignDatabase::open(path.toStdString(), {}, {.steps = 1'000'000, .value = 10'000});
    QVERIFY(database);
    QCOMPARE(rowsOf(*database, endless), QStringLiteral("interrupted"));
    QCOMPARE(rowsOf(*database), QStringLiteral("string or blob too big"));
    QCOMPARE(rowsOf(*database, "SELECT id, name FROM t WHERE id < 9"), QStringLiteral("1a 2b 3c")); // it can go on
    std::stop_source stop;
    Result<ForeignDatabase> stopped = ForeignDatabase::open(path.toStdString(), stop.get_token());
    QVERIFY(stopped);
    stop.request_stop();
    QCOMPARE(rowsOf(*stopped, endless), QStringLiteral("cancelled"));
}

/// Cut at every 100 bytes, and a byte turned over in each hundred: rows or a reason, never a crash. The reason quotes nothing.
void tst_ForeignDatabase::damaged()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("a.db"));
    makeDatabase(path, "CREATE TABLE t(id INTEGER PRIMARY KEY, name TEXT, secret TEXT DEFAULT 'MARKER');"
                       "INSERT INTO t(name) SELECT hex(randomblob(300)) FROM (VALUES (1),(2),(3),(4),(5),(6),(7),(8),(9),(10));");
    QFile file{path};
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray good = file.readAll();
    const QString bad = folder.filePath(QStringLiteral("bad.db"));
    for (qsizetype at = 0; at < good.size(); at += 100) {
        QByteArray turned = good;
        turned[at] = char(turned[at] ^ 0x55);
        for (const QByteArray &bytes : {good.left(at), turned}) {
            writeFile(bad, bytes);
            Result<ForeignDatabase> database = ForeignDatabase::open(bad.toStdString());
            const Result<Done> read = database ? database->each("SELECT * FROM t", {}, [](const ForeignRow &row) { row.text(1); })
                                               : Result<Done>{database.problem()};
            if (!read) {
                QVERIFY(read.problem().cause == Cause::FileUnreadable);
                QVERIFY(read.problem().args[0].find("MARKER") == std::string::npos);
            }
        }
    }
}

void tst_ForeignDatabase::values()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("a.db"));
    makeDatabase(path, "CREATE TABLE t(a); INSERT INTO t VALUES (1),(2.5),('7'),('x'),(NULL),(-3),(1e30),(0.02),"
                       "('2026-10-05 09:00:00'),(1791190800),(x'41')");
    Result<ForeignDatabase> database = ForeignDatabase::open(path.toStdString());
    QVERIFY(database);
    QStringList rows;
    QVERIFY(database->each("SELECT a FROM t ORDER BY rowid", {}, [&](const ForeignRow &row) {
        const json::Count count = row.count(0);
        const json::Moment time = row.time(0);
        rows << QStringLiteral("%1|%2|%3|%4")
                    .arg(row.integer(0) ? QString::number(*row.integer(0)) : QStringLiteral("-"),
                         count.problem ? QStringLiteral("!%1").arg(count.value) : QString::number(count.value),
                         QString::fromStdString(row.decimal(0)),
                         time.present && !time.problem ? QString::fromStdString(toRfc3339(time.time)) : QStringLiteral("-"));
    }));
    const QString largest = QString::number(qlonglong(MaxTokensPerClass));
    QCOMPARE(rows, (QStringList{QStringLiteral("1|1|1|-"), QStringLiteral("2|!0|2.5|-"), QStringLiteral("-|7|7|-"), QStringLiteral("-|!0||-"),
                                QStringLiteral("-|0||-"), QStringLiteral("-3|!0|-3|-"), QStringLiteral("-|!%1||-").arg(largest),
                                QStringLiteral("0|!0|0.02|-"), QStringLiteral("-|!0||2026-10-05T09:00:00Z"),
                                QStringLiteral("1791190800|1791190800|1791190800|2026-10-05T09:00:00Z"), QStringLiteral("-|!0||-")}));
}

TOKENMETER_TEST(tst_ForeignDatabase);

} // namespace test_ForeignDatabase

#include "tst_ForeignDatabase.moc"
