// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include <QtTest>

#include "LiveHome.h"
#include "support/Patience.h"
#include "window/AppServices.h"

#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QSignalSpy>

namespace test_Live
{

using namespace tokenmeter;
using namespace tokenmeter::testing;

/// The program without its window on a home with all tools: what they write next comes into the ledger without anybody asking. The aim
/// is two seconds; what it takes on a quiet machine tells tests/benches/live.
class tst_Live : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void everyTool_data();
    void everyTool();
    void aFolderThatComesBack();
    void aLockedDatabase();
    void othersReadItFirst();
    void aLookThatFails();
    void manyAtOnce();
    void nothingIsDoneForOthers();

private:
    void write(const LiveWrite &what) { m_home->write(what); }
    LiveHome::Total total(const char *format) { return m_home->totals()[format]; }
    bool waitForTotal(const char *format, const LiveHome::Total &wanted)
    {
        return QTest::qWaitFor([&] { return total(format) == wanted; }, LongestMs);
    }

    std::unique_ptr<LiveHome> m_home{};
    std::unique_ptr<AppServices> m_services{};
    int m_looks = 0; ///< at the logs, that ended
};

void tst_Live::initTestCase()
{
    m_home = std::make_unique<LiveHome>();
    m_services = std::make_unique<AppServices>(m_home->context(), SettingsStore{m_home->settings()}, false);
    connect(m_services.get(), &AppServices::importFinished, this, [this] { ++m_looks; });
    m_services->start();
    QTRY_VERIFY_WITH_TIMEOUT(m_services->isIdle(), LongestMs);
    m_services->importFound({});
    QTRY_VERIFY_WITH_TIMEOUT(m_services->isIdle() && m_services->watching().isSettled && m_services->watching().folders > 20, LongestMs);
    QVERIFY(m_services->watching().isComplete);
    QCOMPARE(m_home->totals().size(), std::size_t{19});
    m_services->importPaths(m_home->exports());
    QTRY_VERIFY_WITH_TIMEOUT(m_services->isIdle() && m_services->watching().isSettled, LongestMs);
}

void tst_Live::cleanupTestCase()
{
    if (m_services) {
        m_services->close();
    }
    m_services.reset();
    m_home.reset();
}

void tst_Live::everyTool_data()
{
    QTest::addColumn<int>("index");
    const std::vector<LiveWrite> writes = m_home->writes();
    for (std::size_t i = 0; i < writes.size(); ++i) {
        QTest::newRow(writes[i].name) << int(i);
    }
}

void tst_Live::everyTool()
{
    QFETCH(int, index);
    const LiveWrite what = m_home->writes()[std::size_t(index)];
    const LiveHome::Total before = total(what.format);
    write(what);
    QElapsedTimer timer;
    timer.start();
    QVERIFY(waitForTotal(what.format, {before.first + what.tokens, before.second + what.requests}));
    qInfo("%s: after %lld ms", what.name, timer.elapsed());
}

/// A tool's folder goes and another one takes its place, with what is in it.
void tst_Live::aFolderThatComesBack()
{
    const LiveHome::Total before = total("claude-code");
    const QString root = m_home->path(QStringLiteral(".claude"));
    QVERIFY(QDir{}.rename(root, root + QStringLiteral("-away")));
    QTest::qWait(300); // until it is waited for
    write({.path = QStringLiteral(".claude/projects/p/a.jsonl"), .content = LiveHome::claudeLine(100)});
    QVERIFY(waitForTotal("claude-code", {before.first + 30, before.second + 1}));
    write({.path = QStringLiteral(".claude/projects/p/a.jsonl"), .content = LiveHome::claudeLine(101)});
    QVERIFY(waitForTotal("claude-code", {before.first + 60, before.second + 2}));
}

/// Its owner keeps it to itself for longer than is waited, and then says nothing more.
void tst_Live::aLockedDatabase()
{
    const LiveHome::Total before = total("goose");
    const auto run = [this](const char *sql) {
        write({.how = LiveWrite::How::Database, .path = QStringLiteral(".local/share/goose/sessions/sessions.db"), .content = sql});
    };
    run("PRAGMA locking_mode=EXCLUSIVE");
    const int looks = m_looks;
    run("UPDATE sessions SET accumulated_total_tokens = 5700, accumulated_input_tokens = 5080, accumulated_output_tokens = 620, updated_at = '2026-10-07 09:30:00' WHERE id = '20261005_1'");
    QTRY_VERIFY_WITH_TIMEOUT(m_looks > looks, LongestMs);
    QVERIFY(total("goose") == before); // it could not be read
    run("PRAGMA locking_mode=NORMAL; SELECT count(*) FROM sessions"); // the lock goes; nothing is written
    QVERIFY(waitForTotal("goose", {5700, before.second}));
}

/// A hook has imported the line by the time that the window looks: it shows what it did not read.
void tst_Live::othersReadItFirst()
{
    QTRY_VERIFY_WITH_TIMEOUT(m_services->isIdle(), LongestMs);
    QTest::qWait(400); // looks of the cases before
    QTRY_VERIFY_WITH_TIMEOUT(m_services->isIdle(), LongestMs);
    const LiveHome::Total before = total("claude-code");
    QSignalSpy changed{m_services.get(), &AppServices::ledgerChanged};
    QSignalSpy evaluated{m_services.get(), &AppServices::budgetsEvaluated};
    QSignalSpy looked{m_services.get(), &AppServices::importFinished};
    // Nothing of the window runs before this function waits.
    write({.path = QStringLiteral(".claude/projects/p/a.jsonl"), .content = LiveHome::claudeLine(200)});
    QProcess hook;
    hook.start(QStringLiteral(TOKENMETER_PROGRAM), {QStringLiteral("--ledger"), m_home->context().ledger, QStringLiteral("import"), QStringLiteral("--home"),
                                                    m_home->path({})});
    QVERIFY(hook.waitForFinished(LongestMs) && hook.exitStatus() == QProcess::NormalExit);
    QVERIFY2(hook.exitCode() == 0, hook.readAllStandardError().constData());
    QCOMPARE(total("claude-code"), (LiveHome::Total{before.first + 30, before.second + 1}));
    QTRY_VERIFY_WITH_TIMEOUT(!looked.isEmpty(), LongestMs);
    QCOMPARE(looked.at(0).at(0).value<ImportOutcome>().filesRead, 0LL);
    QTRY_VERIFY_WITH_TIMEOUT(!changed.isEmpty() && !evaluated.isEmpty(), LongestMs);
    // The next look knows it, and nothing goes round.
    QTRY_VERIFY_WITH_TIMEOUT(m_services->isIdle(), LongestMs);
    QTest::qWait(400);
    QTRY_VERIFY_WITH_TIMEOUT(m_services->isIdle(), LongestMs);
    changed.clear();
    looked.clear();
    m_services->refresh();
    QTRY_VERIFY_WITH_TIMEOUT(!looked.isEmpty() && m_services->isIdle(), LongestMs);
    QVERIFY(changed.isEmpty());
}

/// A look that cannot be made at all is made again, though nothing more is written.
void tst_Live::aLookThatFails()
{
    QTRY_VERIFY_WITH_TIMEOUT(m_services->isIdle(), LongestMs);
    const LiveHome::Total before = total("claude-code");
    const QString ledger = m_home->context().ledger;
    QSignalSpy looked{m_services.get(), &AppServices::importFinished};
    QVERIFY(QFile::rename(ledger, ledger + QStringLiteral(".away")));
    write({.path = QStringLiteral(".claude/projects/p/a.jsonl"), .content = LiveHome::claudeLine(201)});
    QTRY_VERIFY_WITH_TIMEOUT(!looked.isEmpty(), LongestMs);
    QVERIFY(looked.at(0).at(0).value<ImportOutcome>().failure.has_value());
    QVERIFY(QFile::rename(ledger + QStringLiteral(".away"), ledger));
    QVERIFY(waitForTotal("claude-code", {before.first + 30, before.second + 1}));
}

/// Many lines in many writes, over new folders: each counts once.
void tst_Live::manyAtOnce()
{
    const LiveHome::Total before = total("claude-code");
    constexpr int Lines = 60;
    for (int i = 0; i < Lines; ++i) {
        write({.path = QStringLiteral(".claude/projects/p%1/s%2.jsonl").arg(i % 7).arg(i % 20), .content = LiveHome::claudeLine(1000 + i)});
    }
    QVERIFY(waitForTotal("claude-code", {before.first + 30 * Lines, before.second + Lines}));
}

/// What is no tool's log does not make it look.
void tst_Live::nothingIsDoneForOthers()
{
    int before = -1;
    QTRY_VERIFY_WITH_TIMEOUT(std::exchange(before, m_looks) == m_looks && m_services->isIdle(), LongestMs);
    QTest::qWait(400);
    before = m_looks;
    write({.path = QStringLiteral(".copilot/logs/debug.log"), .content = "x"});
    write({.path = QStringLiteral(".claude/projects/p/notes.txt"), .content = "x"});
    write({.path = QStringLiteral(".local/share/opencode/snapshot/a/b/c"), .content = "x"});
    write({.path = QStringLiteral("Downloads/other.jsonl"), .content = LiveHome::claudeLine(5000)});
    QTest::qWait(600);
    QCOMPARE(m_looks, before);
}

TOKENMETER_TEST(tst_Live);

} // namespace test_Live

#include "tst_Live.moc"
