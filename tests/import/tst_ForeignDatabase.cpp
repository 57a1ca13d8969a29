// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/ForeignOwner.h"
#include "support/TestMain.h"

#include "ImportSupport.h"
#include "import/ForeignDatabase.h"
#include "import/RowReader.h"

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
    void onlyWhatChanged_data();
    void onlyWhatChanged();
    void manyChanges();
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

namespace
{

/// What a reader hands on does not matter here.
class DeafSink : public RecordSink
{
public:
    void add(UsageRecord, const UsageContext &) override {}
    void problem(Cause, std::int64_t, std::string) override {}
    void skipped() override {}
};

struct LookCost
{
    std::int64_t rows = 0;  ///< that were handed to the format
    std::int64_t steps = 0; ///< of SQLite's machine
};

/// One look to its end. @param state of the look before, and then of this one
LookCost lookAtRows(const char *format, const QString &path, std::string &state)
{
    const std::unique_ptr<RowReader> reader = formatById(format)->makeRowReader({.path = path.toStdString()});
    Result<ForeignDatabase> database = ForeignDatabase::open(path.toStdString());
    if (!reader->restoreState(state) || !database) {
        qFatal("the database cannot be read");
    }
    DeafSink sink;
    LookCost cost;
    for (bool more = true; more;) {
        const Result<RowsRead> read = reader->readSome(*database, sink);
        if (!read) {
            qFatal("the rows cannot be read");
        }
        cost.rows += read->count;
        more = read->more;
    }
    cost.steps = database->stepsTaken();
    state = reader->saveState();
    return cost;
}

constexpr int ManyRows = 5000;

/// The rows of numbers below ManyRows; % is the number.
QByteArray manyRows(const QByteArray &table, const QByteArray &values)
{
    const QByteArray name = table.split(' ')[2].split('(')[0];
    QByteArray sql = table + ";BEGIN;";
    for (int i = 1; i <= ManyRows; ++i) {
        sql += "INSERT INTO " + name + " VALUES(" + QByteArray{values}.replace('%', QByteArray::number(1'000'000 + i)) + ");";
    }
    return sql + "COMMIT";
}

} // namespace

void tst_ForeignDatabase::onlyWhatChanged_data()
{
    QTest::addColumn<QString>("format");
    QTest::addColumn<QByteArray>("table");
    QTest::addColumn<QByteArray>("values");
    QTest::addColumn<QByteArray>("change"); // of one row that is known
    QTest::addColumn<int>("rows");          // that the look after it and one new row reads
    QTest::addColumn<int>("mostSteps");
    const QByteArray call = "%,'s',0,'m',NULL,20,10,0,0,0,0,9,'2026-10-05 09:00:05'";
    const QByteArray calls = "CREATE TABLE assistant_usage_events(id INTEGER PRIMARY KEY,session_id TEXT,turn_index INTEGER,model TEXT,copilot_usage_model TEXT,"
                             "input_tokens INTEGER,output_tokens INTEGER,cache_read_tokens INTEGER,cache_write_tokens INTEGER,reasoning_tokens INTEGER,"
                             "total_nano_aiu INTEGER,duration_ms INTEGER,created_at TEXT)";
    QTest::newRow("copilot-store, rows are never changed") << "copilot-store" << calls << call << QByteArray{} << 1 << 500;
    const QByteArray goose = "CREATE TABLE sessions(id TEXT PRIMARY KEY, working_dir TEXT, created_at TEXT, updated_at TEXT, total_tokens INTEGER, input_tokens INTEGER,"
                             "output_tokens INTEGER, accumulated_input_tokens INTEGER, accumulated_output_tokens INTEGER, provider_name TEXT, model_config_json TEXT)";
    const QByteArray session = "'s%','/p','2026-10-05 09:00:00','2026-10-05 %',30,20,10,20,10,'p','{}'";
    const QByteArray later = "UPDATE sessions SET updated_at = '2026-10-06' WHERE id = 's1000100'";
    // Three rows: the one that changed, the new one, and the latest of before.
    QTest::newRow("goose, with its index") << "goose" << goose + "; CREATE INDEX i ON sessions(updated_at DESC)" << session << later << 3 << 1000;
    QTest::newRow("goose, without one") << "goose" << goose << session << later << 3 << ManyRows * 12;
    const QByteArray message = R"('msg_%','ses',%,%,'{"role":"assistant","time":{"created":%,"completed":1791999999000},"modelID":"m","providerID":"p","tokens":{"input":20,"output":10}}')";
    QTest::newRow("opencode") << "opencode" << QByteArray{"CREATE TABLE message(id TEXT PRIMARY KEY, session_id TEXT, time_created INTEGER, time_updated INTEGER, data TEXT)"}
                              << message << QByteArray{"UPDATE message SET time_updated = 1600000 WHERE id = 'msg_1000100'"} << 3 << ManyRows * 12;
    const QByteArray crush = "CREATE TABLE sessions(id TEXT PRIMARY KEY,parent_session_id TEXT,cost REAL,updated_at INTEGER,created_at INTEGER)";
    QTest::newRow("crush") << "crush" << crush << QByteArray{"'s%',NULL,1.25,%,1791190800"}
                           << QByteArray{"UPDATE sessions SET updated_at = 1600000 WHERE id = 's1000100'"} << 3 << ManyRows * 12;
    const QByteArray zed = "CREATE TABLE threads(id TEXT PRIMARY KEY,summary TEXT,updated_at TEXT,data_type TEXT,data BLOB)";
    QTest::newRow("zed") << "zed" << zed << QByteArray{R"('t%','','2026-10-05T09:%','json','{"cumulative_token_usage":{"input_tokens":20,"output_tokens":10}}')"}
                         << QByteArray{"UPDATE threads SET updated_at = '2026-10-06' WHERE id = 't1000100'"} << 3 << ManyRows * 12;
}

/// Of a database that has grown the new rows and those that changed are read, and no walk is made where SQLite can do without.
void tst_ForeignDatabase::onlyWhatChanged()
{
    QFETCH(QString, format);
    QFETCH(QByteArray, table);
    QFETCH(QByteArray, values);
    QFETCH(QByteArray, change);
    QFETCH(int, rows);
    QFETCH(int, mostSteps);
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("a.db"));
    makeDatabase(path, manyRows(table, values));
    const QByteArray id = format.toLatin1();
    std::string state;
    const LookCost first = lookAtRows(id.constData(), path, state);
    QCOMPARE(qint64(first.rows), qint64(ManyRows));
    const QByteArray name = table.split(' ')[2].split('(')[0];
    makeDatabase(path, change + ";INSERT INTO " + name + " VALUES(" + QByteArray{values}.replace('%', "1500000") + ")");
    const LookCost second = lookAtRows(id.constData(), path, state);
    qInfo("%s: %lld steps for all, %lld for what changed", QTest::currentDataTag(), qlonglong(first.steps), qlonglong(second.steps));
    QCOMPARE(qint64(second.rows), qint64(rows));
    QVERIFY2(second.steps < mostSteps, qPrintable(QString::number(second.steps)));
    const LookCost third = lookAtRows(id.constData(), path, state); // nothing happened; the latest change is read once more
    QCOMPARE(qint64(third.rows), qint64(rows == 1 ? 0 : 1));
}

/// More changes than are read at once, an older copy in its place, and all its latest rows gone.
void tst_ForeignDatabase::manyChanges()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("a.db"));
    const QByteArray table = "CREATE TABLE sessions(id TEXT PRIMARY KEY,parent_session_id TEXT,cost REAL,updated_at INTEGER,created_at INTEGER)";
    makeDatabase(path, manyRows(table, "'s%',NULL,1.25,%,1791190800"));
    std::string state;
    QCOMPARE(qint64(lookAtRows("crush", path, state).rows), qint64(ManyRows));
    makeDatabase(path, "UPDATE sessions SET updated_at = 1600000 WHERE rowid <= 700");
    QVERIFY(lookAtRows("crush", path, state).rows >= 701);
    QCOMPARE(qint64(lookAtRows("crush", path, state).rows), qint64(500 + 700)); // of one moment more than are read at once
    makeDatabase(path, "UPDATE sessions SET updated_at = 1700000 WHERE rowid = 5");
    static_cast<void>(lookAtRows("crush", path, state));
    QCOMPARE(qint64(lookAtRows("crush", path, state).rows), qint64(1));
    makeDatabase(path, "UPDATE sessions SET updated_at = 1650000 WHERE rowid = 5"); // the clock went back
    QCOMPARE(qint64(lookAtRows("crush", path, state).rows), qint64(ManyRows));
    makeDatabase(path, "DELETE FROM sessions WHERE rowid > 100");
    QCOMPARE(qint64(lookAtRows("crush", path, state).rows), qint64(100));
}

TOKENMETER_TEST(tst_ForeignDatabase);

} // namespace test_ForeignDatabase

#include "tst_ForeignDatabase.moc"
