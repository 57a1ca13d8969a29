// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include <QtTest>

#include "import/FolderWalk.h"
#include "support/Patience.h"
#include "window/FolderWatch.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

namespace test_FolderWatch
{

using namespace tokenmeter;

constexpr int QuietMs = 400; ///< four times what gathers changes

class tst_FolderWatch : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void aLedgerAmongItsLogsIsNoNews();
    void onlyWhatIsWanted();
    void aSingleFile();
    void foldersThatComeAndGo();
    void aRootThatIsNotThereYet();
    void aRootWhoseParentMoves();
    void moreFoldersThanCanBeWatched();
    void theSameRootsAgain();

private:
    std::string root(const char *below = "") const { return *resolved(m_folder->path().toStdString()) + below; }
    void makeFolder(const char *name) { QVERIFY(QDir{m_folder->path()}.mkpath(QLatin1String{name})); }
    void write(const char *name)
    {
        QFile file{m_folder->filePath(QLatin1String{name})};
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Append));
        file.write("x");
    }
    /// Watches, and forgets that it told to be ready.
    void start(FolderWatch &watch, std::vector<WatchedRoot> roots)
    {
        m_changes = 0;
        connect(&watch, &FolderWatch::changed, this, [this] { ++m_changes; });
        watch.watch(std::move(roots));
        QTRY_VERIFY_WITH_TIMEOUT(m_changes >= 1, testing::LongestMs);
        QVERIFY(m_changes == 1 || !watch.state().isComplete); // where it only looks now and then it may have done so meanwhile
        QVERIFY(watch.state().isSettled);
        m_changes = 0;
    }

    std::unique_ptr<QTemporaryDir> m_folder{};
    int m_changes = 0;
};

void tst_FolderWatch::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

void tst_FolderWatch::aLedgerAmongItsLogsIsNoNews()
{
    makeFolder("below");
    FolderWatch watch;
    watch.leaveOut(m_folder->filePath(QStringLiteral("ledger.db")));
    start(watch, {{.path = root()}});
    QVERIFY(watch.state().isComplete);
    for (const char *name : {"ledger.db", "ledger.db-wal", "ledger.db-shm", "ledger.db.before-v4"}) {
        write(name);
    }
    QTest::qWait(QuietMs);
    QCOMPARE(m_changes, 0);
    write("below/ledger.db"); // another file of that name
    QTRY_COMPARE_WITH_TIMEOUT(m_changes, 1, testing::LongestMs);
    write("session.jsonl");
    QTRY_COMPARE_WITH_TIMEOUT(m_changes, 2, testing::LongestMs);
}

/// Of two roots in one folder each has its own files and folders.
void tst_FolderWatch::onlyWhatIsWanted()
{
    makeFolder("logs");
    makeFolder("cache");
    const auto endsWith = [](std::string_view ending) { return [ending](std::string_view file) { return file.ends_with(ending); }; };
    FolderWatch watch;
    start(watch, {{.path = root(), .key = "a", .enters = [](std::string_view) { return false; }, .wants = endsWith(".db")},
                  {.path = root(), .key = "b", .enters = [](std::string_view folder) { return folder == "logs"; }, .wants = endsWith(".jsonl")}});
    QCOMPARE(watch.state().folders, 2);
    write("notes.txt");
    write("cache/a.jsonl");
    makeFolder("cache/below");
    write("logs/a.db");
    QTest::qWait(QuietMs);
    QCOMPARE(m_changes, 0);
    write("a.db");
    QTRY_COMPARE_WITH_TIMEOUT(m_changes, 1, testing::LongestMs);
    write("logs/a.jsonl");
    QTRY_COMPARE_WITH_TIMEOUT(m_changes, 2, testing::LongestMs);
}

/// Its folder is watched for its name alone, not with all that lies below.
void tst_FolderWatch::aSingleFile()
{
    makeFolder("below");
    write("usage.csv");
    FolderWatch watch;
    start(watch, {{.path = root("/usage.csv"), .wants = [](std::string_view file) { return file == "usage.csv"; }}});
    QCOMPARE(watch.state().folders, 1);
    write("other.csv");
    makeFolder("new");
    write("below/usage.csv");
    QTest::qWait(QuietMs);
    QCOMPARE(m_changes, 0);
    write("usage.csv");
    QTRY_COMPARE_WITH_TIMEOUT(m_changes, 1, testing::LongestMs);
}

/// What is new is watched with all below it; what is gone is forgotten, however often.
void tst_FolderWatch::foldersThatComeAndGo()
{
    FolderWatch watch;
    start(watch, {{.path = root()}});
    for (int i = 0; i < 20; ++i) {
        makeFolder("a/b/c");
        QTRY_COMPARE_WITH_TIMEOUT(watch.state().folders, 4, testing::LongestMs);
        int before = -1;
        QTRY_VERIFY_WITH_TIMEOUT(std::exchange(before, m_changes) == m_changes, testing::LongestMs);
        write("a/b/c/x.jsonl");
        QTRY_VERIFY_WITH_TIMEOUT(m_changes > before, testing::LongestMs);
        QVERIFY(QDir{m_folder->filePath(QStringLiteral("a"))}.removeRecursively());
        QTRY_COMPARE_WITH_TIMEOUT(watch.state().folders, 1, testing::LongestMs);
    }
    // A folder that moves keeps its watch and has another name.
    makeFolder("one/two");
    QTRY_COMPARE_WITH_TIMEOUT(watch.state().folders, 3, testing::LongestMs);
    QVERIFY(QDir{}.rename(m_folder->filePath(QStringLiteral("one")), m_folder->filePath(QStringLiteral("other"))));
    QTest::qWait(QuietMs);
    const int before = m_changes;
    write("other/two/x.jsonl");
    QTRY_VERIFY_WITH_TIMEOUT(m_changes > before, testing::LongestMs);
    QCOMPARE(watch.state().folders, 3);
}

void tst_FolderWatch::aRootThatIsNotThereYet()
{
    FolderWatch watch;
    start(watch, {{.path = root("/tool/data/logs")}});
    QVERIFY(watch.state().isComplete);
    QCOMPARE(watch.state().folders, 1);
    makeFolder("another");
    QTest::qWait(QuietMs);
    QCOMPARE(m_changes, 0);
    makeFolder("tool");
    QTRY_COMPARE_WITH_TIMEOUT(m_changes, 1, testing::LongestMs);
    makeFolder("tool/data/logs");
    QTRY_VERIFY_WITH_TIMEOUT(m_changes >= 2, testing::LongestMs);
    QTest::qWait(QuietMs);
    int before = m_changes;
    write("tool/data/logs/x.jsonl");
    QTRY_VERIFY_WITH_TIMEOUT(m_changes > before, testing::LongestMs);
    QVERIFY(QDir{m_folder->filePath(QStringLiteral("tool"))}.removeRecursively());
    QTest::qWait(QuietMs);
    before = m_changes;
    makeFolder("tool/data/logs");
    QTRY_VERIFY_WITH_TIMEOUT(m_changes > before, testing::LongestMs);
    QTest::qWait(QuietMs);
    before = m_changes;
    write("tool/data/logs/x.jsonl");
    QTRY_VERIFY_WITH_TIMEOUT(m_changes > before, testing::LongestMs);
}

/// Its watch goes with it; what takes its place is found.
void tst_FolderWatch::aRootWhoseParentMoves()
{
    makeFolder("tool/data/logs");
    FolderWatch watch;
    start(watch, {{.path = root("/tool/data/logs")}});
    QVERIFY(QDir{}.rename(m_folder->filePath(QStringLiteral("tool")), m_folder->filePath(QStringLiteral("old"))));
    QTRY_COMPARE_WITH_TIMEOUT(m_changes, 1, testing::LongestMs);
    write("old/data/logs/x.jsonl");
    QTest::qWait(QuietMs);
    QCOMPARE(m_changes, 1);
    makeFolder("tool/data/logs");
    QTRY_VERIFY_WITH_TIMEOUT(m_changes > 1, testing::LongestMs);
    QTest::qWait(QuietMs);
    const int before = m_changes;
    write("tool/data/logs/x.jsonl");
    QTRY_VERIFY_WITH_TIMEOUT(m_changes > before, testing::LongestMs);
}

/// It looks now and then; and watches what it can as soon as it can.
void tst_FolderWatch::moreFoldersThanCanBeWatched()
{
    makeFolder("a/b/c");
    FolderWatch watch{{.folders = 3, .slowTickMs = 150}};
    start(watch, {{.path = root()}});
    QVERIFY(!watch.state().isComplete);
    QCOMPARE(watch.state().folders, 3);
    QCOMPARE(watch.state().slowTickMs, 150);
    QCOMPARE(QLatin1String{watch.state().systemsLimit}, QLatin1String{}); // it is this limit of ours
    int told = 0;
    connect(&watch, &FolderWatch::stateChanged, this, [&told] { ++told; });
    QTRY_VERIFY_WITH_TIMEOUT(m_changes >= 3, testing::LongestMs); // nobody wrote anything
    QVERIFY(QDir{m_folder->filePath(QStringLiteral("a"))}.removeRecursively());
    QTRY_VERIFY_WITH_TIMEOUT(watch.state().isComplete, testing::LongestMs);
    QTRY_VERIFY_WITH_TIMEOUT(told > 0, testing::LongestMs);
    int before = -1; // what was removed may be told late, but the ticks end: they are more frequent than this
    QTRY_VERIFY_WITH_TIMEOUT((before = m_changes, QTest::qWait(QuietMs), m_changes == before), 5'000); // a hundred times
}

/// What is watched already is not watched anew: what happens meanwhile would be lost.
void tst_FolderWatch::theSameRootsAgain()
{
    FolderWatch watch;
    start(watch, {{.path = root(), .key = "a"}});
    for (int i = 0; i < 5; ++i) {
        watch.watch({{.path = root(), .key = "a"}});
        QVERIFY(watch.state().isSettled);
    }
    QTest::qWait(QuietMs);
    QCOMPARE(m_changes, 0);
    watch.watch({});
    QTRY_COMPARE_WITH_TIMEOUT(watch.state().folders, 0, testing::LongestMs);
    write("x.jsonl");
    QTest::qWait(QuietMs);
    QCOMPARE(m_changes, 0);
}

TOKENMETER_TEST(tst_FolderWatch);

} // namespace test_FolderWatch

#include "tst_FolderWatch.moc"
