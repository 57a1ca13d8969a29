// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "ledger/Family.h"
#include "ledger/Guarded.h"
#include "ledger/LedgerSupport.h"
#include "ledger/Schema.h"
#include "ledger/UsageTable.h"

#include <QtTest>

#include <SQLiteCpp/Database.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace test_Opening
{

using namespace tokenmeter;
using namespace tokenmeter::testing;

namespace
{

unsigned modeOf(const std::string &path)
{
    struct stat status{};
    return stat(path.c_str(), &status) == 0 ? status.st_mode & 0777 : 0;
}

void fill(const std::string &path, unsigned seed = 4)
{
    auto writer = openWriter(path);
    appendAll(*writer, soup(seed, 4, 50));
}

/// The cause of a failed open; -1 when it worked.
int causeOfWriting(const std::string &path, int timeout = 100)
{
    const auto writer = LedgerWriter::open(path, {.create = false, .busyTimeoutMs = timeout});
    return writer ? -1 : int(writer.problem().cause);
}

int causeOfReading(const std::string &path)
{
    const auto reader = LedgerReader::open(path);
    return reader ? -1 : int(reader.problem().cause);
}

/// Runs in a process of its own, as a user for whom file modes count. Answers the result (0 to 255, 255 for -1).
int asNobody(const std::function<int()> &body)
{
    const pid_t child = fork();
    if (child == 0) {
        if (geteuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0)) {
            _exit(254);
        }
        _exit(body() & 0xFF);
    }
    int status = 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1000;
}

} // namespace

class tst_Opening : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void createsPrivately();
    void missing();
    void foreign();
    void notADatabase();
    void truncated();
    void folderInstead();
    void locked();
    void readOnly();
    void unreadable();
    void newer();
    void diskFull();
    void diskFullIsRolledBack();
    void failedAppendLeavesNothing();
    void migratesWithACopy();
    void familiesOfVersionOneAreFound();
    void shadowsOfVersionThreeAreFound();
    void failedMigrationChangesNothing();
    void backupWhileWriting();
};

void tst_Opening::createsPrivately()
{
    const TempFolder place;
    const std::string path = place.path("new/folder/ledger.db");
    auto writer = LedgerWriter::open(path, {});
    QVERIFY(bool(writer));
    appendAll(**writer, soup(1, 1, 10));
    QCOMPARE(modeOf(path), 0600U);
    QCOMPARE(modeOf(path + "-wal"), 0600U);
    QCOMPARE(modeOf(path + "-shm"), 0600U);
    QCOMPARE(modeOf(place.path("new/folder")), 0700U);
}

void tst_Opening::missing()
{
    const TempFolder place;
    QCOMPARE(causeOfWriting(place.path()), int(Cause::LedgerMissing));
    QCOMPARE(causeOfReading(place.path()), int(Cause::LedgerMissing));
    QVERIFY(!std::filesystem::exists(place.path()));
}

void tst_Opening::foreign()
{
    const TempFolder place;
    {
        SQLite::Database other{place.path(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE};
        other.exec("CREATE TABLE recipe (id INTEGER PRIMARY KEY)");
    }
    const auto before = std::filesystem::last_write_time(place.path());
    QCOMPARE(causeOfWriting(place.path()), int(Cause::LedgerForeign));
    QCOMPARE(causeOfReading(place.path()), int(Cause::LedgerForeign));
    QVERIFY(std::filesystem::last_write_time(place.path()) == before);
    QVERIFY(!std::filesystem::exists(place.path("ledger.db-wal")));
}

void tst_Opening::notADatabase()
{
    const TempFolder place;
    std::ofstream{place.path()} << std::string(5000, 'x');
    QCOMPARE(causeOfWriting(place.path()), int(Cause::LedgerCorrupt));
    QCOMPARE(causeOfReading(place.path()), int(Cause::LedgerCorrupt));
}

void tst_Opening::truncated()
{
    const TempFolder place;
    fill(place.path());
    std::filesystem::resize_file(place.path(), std::filesystem::file_size(place.path()) / 2);
    const auto reader = LedgerReader::open(place.path());
    const Cause cause = !reader ? reader.problem().cause : (*reader)->fingerprint().problem().cause;
    QCOMPARE(int(cause), int(Cause::LedgerCorrupt));
}

void tst_Opening::folderInstead()
{
    const TempFolder place;
    std::filesystem::create_directory(place.path());
    QCOMPARE(causeOfWriting(place.path()), int(Cause::LedgerUnreadable));
    QCOMPARE(causeOfReading(place.path()), int(Cause::LedgerUnreadable));
}

void tst_Opening::locked()
{
    const TempFolder place;
    fill(place.path());
    SQLite::Database other{place.path(), SQLite::OPEN_READWRITE};
    other.exec("BEGIN IMMEDIATE");
    const auto writer = LedgerWriter::open(place.path(), {.busyTimeoutMs = 1});
    QVERIFY(bool(writer)); // opening reads only
    const auto report = (*writer)->append(soup(1, 1, 10), testRates());
    QVERIFY(!report);
    QCOMPARE(int(report.problem().cause), int(Cause::LedgerLocked));
    QCOMPARE(causeOfReading(place.path()), -1);
    other.exec("ROLLBACK");
    QVERIFY(bool((*writer)->append(soup(1, 1, 10), testRates())));
}

void tst_Opening::readOnly()
{
    const TempFolder place;
    fill(place.path());
    const std::string fingerprint = fingerprintOf(place.path());
    std::filesystem::remove(place.path("ledger.db-shm"));
    std::filesystem::remove(place.path("ledger.db-wal"));
    chmod(place.path().c_str(), 0444);
    chmod(place.folder.path().toStdString().c_str(), 0555);
    const std::string path = place.path();
    const std::string other = place.path("new.db");
    QCOMPARE(asNobody([&] { return causeOfWriting(path); }), int(Cause::LedgerReadOnly));
    QCOMPARE(asNobody([&] {
                 const auto reader = LedgerReader::open(path);
                 return reader && *(*reader)->fingerprint() == fingerprint ? 1 : 0;
             }),
             1);
    QCOMPARE(asNobody([&] {
                 const auto writer = LedgerWriter::open(other, {});
                 return writer ? 200 : int(writer.problem().cause);
             }),
             int(Cause::LedgerReadOnly));
    chmod(place.folder.path().toStdString().c_str(), 0700);
}

void tst_Opening::unreadable()
{
    const TempFolder place;
    fill(place.path());
    chmod(place.path().c_str(), 0);
    chmod(place.folder.path().toStdString().c_str(), 0755);
    const std::string path = place.path();
    QCOMPARE(asNobody([&] { return causeOfWriting(path); }), int(Cause::LedgerUnreadable));
    QCOMPARE(asNobody([&] { return causeOfReading(path); }), int(Cause::LedgerUnreadable));
}

void tst_Opening::newer()
{
    const TempFolder place;
    fill(place.path());
    const int newest = builtInMigrations().back().version;
    const std::string later = std::to_string(newest + 1);
    runSql(place.path(), "PRAGMA user_version=" + later);
    const auto writer = LedgerWriter::open(place.path(), {});
    QVERIFY(!writer);
    QCOMPARE(int(writer.problem().cause), int(Cause::LedgerNewer));
    QCOMPARE(writer.problem().args, (std::vector<std::string>{later, std::to_string(newest)}));
    QCOMPARE(causeOfReading(place.path()), -1); // it says that readers of version 1 understand it
    runSql(place.path(), "UPDATE meta SET value = '" + later + "' WHERE name = 'oldest_reader'");
    QCOMPARE(causeOfReading(place.path()), int(Cause::LedgerNewer));
}

void tst_Opening::diskFull()
{
    const TempFolder place;
    const auto result = guarded([&] {
        const auto connection = openForWriting({.path = place.path(), .zoneId = "UTC"}, builtInMigrations());
        connection->exec("PRAGMA max_page_count=60");
        Query insert{connection->database(), "INSERT INTO name (text) VALUES (?)"};
        for (int i = 0; i < 100'000; ++i) {
            const std::string text = "name of some length " + std::to_string(i);
            insert.with(std::string_view{text}).run();
        }
        return Done{};
    });
    QVERIFY(!result);
    QCOMPARE(int(result.problem().cause), int(Cause::DiskFull));
}

void tst_Opening::diskFullIsRolledBack()
{
    const TempFolder place;
    fill(place.path());
    const std::string before = fingerprintOf(place.path());
    const std::string path = place.path();
    const pid_t child = fork();
    if (child == 0) {
        signal(SIGXFSZ, SIG_IGN);
        const rlimit limit{200'000, 200'000};
        setrlimit(RLIMIT_FSIZE, &limit);
        auto writer = LedgerWriter::open(path, {});
        const bool failed = writer && !(*writer)->append(soup(99, 20, 200), testRates());
        _exit(failed ? 0 : 1);
    }
    int status = 0;
    waitpid(child, &status, 0);
    QVERIFY(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    QCOMPARE(fingerprintOf(path), before);
    QCOMPARE(QString::fromStdString(verifyFailures(path)), QString{});
}

void tst_Opening::failedAppendLeavesNothing()
{
    const std::vector<FileBatch> batches = soup(6, 4, 50);
    const TempFolder whole;
    fill(whole.path(), 6);
    const TempFolder place;
    auto writer = openWriter(place.path());
    runSql(place.path(), "CREATE TRIGGER stop BEFORE INSERT ON rollup_session BEGIN SELECT raise(ABORT, 'stop'); END");
    QVERIFY(bool(writer->beginImport({})));
    const auto failed = writer->append(batches, testRates());
    QVERIFY(!failed);
    QCOMPARE(int(failed.problem().cause), int(Cause::DatabaseError));
    QCOMPARE(askSql(place.path(), "SELECT (SELECT count(*) FROM usage) + (SELECT count(*) FROM name) + (SELECT count(*) FROM import_batch)"), 0);
    runSql(place.path(), "DROP TRIGGER stop");
    const auto report = writer->append(batches, testRates());
    QVERIFY(bool(report));
    QCOMPARE(report->added + report->duplicate, 200);
    QCOMPARE(fingerprintOf(place.path()), fingerprintOf(whole.path()));
    QCOMPARE(QString::fromStdString(verifyFailures(place.path())), QString{});
}

void tst_Opening::migratesWithACopy()
{
    const TempFolder place;
    fill(place.path());
    const std::string before = fingerprintOf(place.path());
    std::vector<Migration> migrations{builtInMigrations().begin(), builtInMigrations().end()};
    migrations.push_back({migrations.back().version + 1, "test", "CREATE TABLE later (id INTEGER PRIMARY KEY) STRICT;"});
    const int newest = migrations.back().version;
    const std::string copy = place.path() + ".before-v" + std::to_string(newest);
    const auto opened = guarded([&] { return openForWriting({.path = place.path()}, migrations)->changes(); });
    QVERIFY(bool(opened));
    QCOMPARE(askSql(place.path(), "PRAGMA user_version"), std::int64_t(newest));
    QCOMPARE(askSql(place.path(), "SELECT count(*) FROM later"), 0);
    QCOMPARE(modeOf(copy), 0600U);
    QCOMPARE(askSql(copy, "PRAGMA user_version"), std::int64_t(newest) - 1);
    QCOMPARE(fingerprintOf(copy), before);
    QVERIFY(bool(guarded([&] { return openForWriting({.path = place.path()}, migrations)->changes(); }))); // nothing left to do
}

void tst_Opening::familiesOfVersionOneAreFound()
{
    const TempFolder place;
    QVERIFY(bool(guarded([&] { return openForWriting({.path = place.path(), .zoneId = "UTC"}, builtInMigrations().first(1))->changes(); })));
    // Two families whose upper halves are equal (-1), one that differs in the upper half only, and a record of none.
    const std::array<std::string, 5> families{"-1", "-2", "-1", "4294967295", "NULL"};
    for (std::size_t i = 0; i < families.size(); ++i) {
        const std::string id = std::to_string(i + 1);
        runSql(place.path(), "INSERT INTO usage VALUES (" + id + ", " + id + ", 0, " + families[i]
                   + ", 0, NULL, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 1, NULL)");
    }
    const auto found = guarded([&] {
        const auto connection = openForWriting({.path = place.path()}, builtInMigrations());
        UsageTable usage{*connection};
        std::vector<std::int64_t> ids;
        for (const std::int64_t family : {-1L, -2L, 0x00000000FFFFFFFFL}) {
            for (const StoredUsage &row : usage.byFamily(std::uint64_t(family))) {
                ids.push_back(row.record.family == std::uint64_t(family) ? row.id : 0);
            }
            ids.push_back(usage.maybeSeveral(std::uint64_t(family)) ? -1 : 0);
        }
        ids.push_back(usage.byIdentity(5)->record.family == 0 ? 5 : 0);
        ids.push_back(usage.byIdentity(0xFFFFFFFF'00000003)->id);
        return ids;
    });
    QVERIFY(bool(found));
    // -2 shares its upper half with -1, and the last one its own with record 5: "maybe several".
    QCOMPARE(*found, (std::vector<std::int64_t>{1, 3, -1, 2, -1, 4, -1, 5, 3}));
    QVERIFY(std::filesystem::exists(place.path() + ".before-v" + std::to_string(builtInMigrations().size())));
}

/// Up to version 3 the identity of a shadow row was a hash of its record's.
void tst_Opening::shadowsOfVersionThreeAreFound()
{
    const TempFolder place;
    QVERIFY(bool(guarded([&] { return openForWriting({.path = place.path(), .zoneId = "UTC"}, builtInMigrations().first(3))->changes(); })));
    const std::uint64_t family = 0x8000'0001'9000'0002;
    const std::array<Identity, 2> holders{identityOf({"one"}), identityOf({"two"})};
    for (std::size_t i = 0; i < holders.size(); ++i) {
        const Identity shadow = identityOf({"tokenmeter shadow", bytesOf(holders[i])});
        const auto insert = [&](std::size_t id, const Identity &identity, std::uint32_t stored) {
            runSql(place.path(), "INSERT INTO usage VALUES (" + std::to_string(id) + ", " + std::to_string(std::int64_t(identity.high)) + ", "
                       + std::to_string(std::int64_t(identity.low)) + ", " + std::to_string(std::int64_t(family))
                       + ", 0, NULL, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 1, " + std::to_string(stored) + ", 1, NULL)");
        };
        insert(10 + i, holders[i], HasShadowStored);
        insert(20 + i, shadow, ShadowStored);
    }
    const auto found = guarded([&] {
        const auto connection = openForWriting({.path = place.path()}, builtInMigrations());
        UsageTable usage{*connection};
        std::vector<std::int64_t> ids;
        for (const Identity &holder : holders) {
            const StoredUsage row = usage.byIdentity(inFamily(holder, family).high).value();
            const StoredUsage shadow = usage.byIdentity(shadowIdentity(row.record.identity).high).value();
            const bool exact = row.record.identity.low == holder.low && shadow.record.identity == shadowIdentity(row.record.identity)
                && row.record.family == family && shadow.record.family == family;
            ids.push_back(exact ? row.id : 0);
            ids.push_back(shadow.id);
        }
        ids.push_back(std::int64_t(usage.byFamily(family).size()));
        return ids;
    });
    QVERIFY(bool(found));
    QCOMPARE(*found, (std::vector<std::int64_t>{10, 20, 11, 21, 4}));
}

void tst_Opening::failedMigrationChangesNothing()
{
    const TempFolder place;
    fill(place.path());
    std::vector<Migration> migrations{builtInMigrations().begin(), builtInMigrations().end()};
    migrations.push_back({migrations.back().version + 1, "test", "CREATE TABLE later (id INTEGER PRIMARY KEY) STRICT; SELECT * FROM nowhere;"});
    const auto opened = guarded([&] { return openForWriting({.path = place.path()}, migrations)->changes(); });
    QVERIFY(!opened);
    QCOMPARE(askSql(place.path(), "PRAGMA user_version"), std::int64_t(migrations.back().version) - 1);
    QCOMPARE(askSql(place.path(), "SELECT count(*) FROM sqlite_schema WHERE name = 'later'"), 0);
    QCOMPARE(causeOfWriting(place.path()), -1);
}

void tst_Opening::backupWhileWriting()
{
    const TempFolder place;
    auto writer = openWriter(place.path());
    const std::vector<FileBatch> batches = soup(4, 4, 50);
    QVERIFY(bool(writer->beginImport({})));
    QVERIFY(bool(writer->append(batches, testRates())));
    const std::string expected = fingerprintOf(place.path());
    SQLite::Database other{place.path(), SQLite::OPEN_READWRITE};
    other.exec("BEGIN IMMEDIATE; INSERT INTO note (name, value) VALUES ('half', 'done')");
    const std::string copy = place.path("copy.db");
    QVERIFY(bool(writer->backup(copy)));
    other.exec("COMMIT");
    QCOMPARE(modeOf(copy), 0600U);
    QCOMPARE(fingerprintOf(copy), expected);
    QCOMPARE(askSql(copy, "SELECT count(*) FROM note"), 0);
    QCOMPARE(QString::fromStdString(verifyFailures(copy)), QString{});
    QVERIFY(!writer->backup(copy)); // never over something
    QCOMPARE(fingerprintOf(copy), expected);
}

TOKENMETER_TEST(tst_Opening);

} // namespace test_Opening

#include "tst_Opening.moc"
