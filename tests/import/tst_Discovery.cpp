// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "ImportSupport.h"
#include "PackSupport.h"
#include "import/FolderWalk.h"
#include "import/Paths.h"

#include <QDir>
#include <QtTest>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace test_Discovery
{

using namespace tokenmeter;
using namespace tokenmeter::testing;

namespace
{

const QByteArray Claude = R"({"type":"assistant","isSidechain":false,"sessionId":"s"})" "\n";
const QByteArray Codex = R"({"timestamp":"2026-10-05T08:00:00Z","type":"session_meta","payload":{"id":"x"}})" "\n";

/// A home with logs of both tools, and everything that can go wrong beside them.
class Home
{
public:
    Home()
    {
        write("home/.claude/projects/-p/s1.jsonl", Claude);
        write("home/.claude/projects/-p/s1/subagents/agent-1.jsonl", Claude);
        write("home/.claude/projects/-p/s1/subagents/journal.jsonl", Claude);
        write("home/.claude/projects/-p/notes.txt", "x");
        write("home/.codex/sessions/2026/10/05/rollout-a.jsonl", Codex);
        write("home/.codex/sessions/2026/10/05/rollout-b.jsonl.bak", "x");
        write("home/.codex/archived_sessions/rollout-a.jsonl", Codex); // being moved
        write("home/.codex/archived_sessions/rollout-c.jsonl", Codex);
        write("home/.codex/worktrees/sessions/rollout-d.jsonl", Codex);
        write("home/.codex/history.jsonl", Codex);
    }
    QString path(const char *name) const { return m_folder.filePath(QString::fromLatin1(name)); }
    std::string text(const char *name) const { return path(name).toStdString(); }
    void write(const char *name, const QByteArray &bytes) const { writeFile(path(name), bytes); }
    void link(const char *name, const std::string &target) const
    {
        if (::symlink(target.c_str(), text(name).c_str()) != 0) {
            qFatal("cannot link");
        }
    }

private:
    QTemporaryDir m_folder{};
};

/// "claude-code home/.claude/projects: -p/s1.jsonl ..." with files in the order of their names
QStringList sourcesOf(const Discovery &found, const Home &home)
{
    QStringList result;
    const QString base = QDir{home.path("")}.canonicalPath() + QLatin1Char{'/'};
    for (const DiscoveredSource &source : found.sources) {
        QStringList files;
        for (const DiscoveredFile &file : source.files) {
            files << QString::fromStdString(file.relativePath);
        }
        files.sort();
        result << QString::fromUtf8(source.format->id.data(), qsizetype(source.format->id.size())) + QLatin1Char{' '}
                + QString::fromStdString(source.root).remove(base) + QStringLiteral(": ") + files.join(QLatin1Char{' '});
    }
    return result;
}

QStringList problemsOf(const Discovery &found)
{
    Reading reading;
    reading.problems = found.problems;
    QStringList result = reading.problemTexts();
    for (qsizetype i = 0; i < result.size(); ++i) {
        result[i] += QLatin1Char{' '} + QString::fromStdString(std::string{paths::fileName(found.problems[std::size_t(i)].file)});
    }
    result.sort();
    return result;
}

const QString ClaudeSource = QStringLiteral("claude-code home/.claude/projects: -p/s1.jsonl -p/s1/subagents/agent-1.jsonl");
const QString CodexSource =
    QStringLiteral("codex home/.codex: archived_sessions/rollout-c.jsonl sessions/2026/10/05/rollout-a.jsonl");

} // namespace

class tst_Discovery : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void home();
    void newestFirst();
    void nothing();
    void links();
    void unreadable();
    void strangeFiles();
    void tooDeep();
    void scans_data();
    void scans();
    void longFirstObjects_data();
    void longFirstObjects();
    void unknownInANamedFolder();
    void scansAs();
    void againInAToolsFolder();
    void againInANamedFolder();
    void againWhenGone();
    void listsOfRoots();
    void rootsThatAreFiles();
    void whatChanged();
    void changedNeverLeavesTheRoot();
    void memoryAsText();
};

void tst_Discovery::home()
{
    const Home home;
    const Discovery found = discover({.home = home.text("home")});
    QCOMPARE(sourcesOf(found, home), (QStringList{ClaudeSource, CodexSource}));
    QCOMPARE(problemsOf(found), QStringList{});
    const DiscoveredFile &file = found.sources[1].files[0];
    const Result<LogFile> log = LogFile::open(file.path);
    QVERIFY(log);
    QCOMPARE(file.size, log->size());
    QCOMPARE(file.modifiedNs, log->modifiedNs());
    QCOMPARE(file.inode, log->inode());
    QCOMPARE(file.device, log->device());
}

void tst_Discovery::newestFirst()
{
    const Home home;
    const timespec old[2] = {{1'700'000'000, 0}, {1'700'000'000, 5}};
    QCOMPARE(::utimensat(AT_FDCWD, home.text("home/.claude/projects/-p/s1.jsonl").c_str(), old, 0), 0);
    const Discovery found = discover({.home = home.text("home")});
    QCOMPARE(found.sources[0].files.back().relativePath, std::string{"-p/s1.jsonl"});
    QCOMPARE(found.sources[0].files.back().modifiedNs, std::int64_t{1'700'000'000'000'000'005});
}

void tst_Discovery::nothing()
{
    const Discovery found = discover({.home = "/no such home"});
    QCOMPARE(found.sources.size(), std::size_t{0});
    QCOMPARE(found.problems.size(), std::size_t{0});
}

void tst_Discovery::links()
{
    const Home home;
    home.link("home/.claude/projects/-p/loop", home.text("home/.claude/projects"));
    home.link("home/.claude/projects/self", "self");
    home.link("home/.claude/projects/copy.jsonl", home.text("home/.claude/projects/-p/s1.jsonl"));
    home.write("elsewhere/secret.jsonl", Claude);
    home.link("home/.claude/projects/out", home.text("elsewhere"));
    home.link("home/.claude/projects/out.jsonl", home.text("elsewhere/secret.jsonl"));
    home.link("home/.claude/projects/out.txt", home.text("elsewhere/secret.jsonl"));
    // Two names of one root are one root, and a root may be a link.
    QDir{}.mkpath(home.path("home/.config"));
    home.link("home/.config/claude", home.text("home/.claude"));
    const Discovery found = discover({.home = home.text("home")});
    QCOMPARE(sourcesOf(found, home), (QStringList{ClaudeSource, CodexSource}));
    QCOMPARE(problemsOf(found), (QStringList{QStringLiteral("SymlinkOutsideRoot out"), QStringLiteral("SymlinkOutsideRoot out.jsonl")}));
}

void tst_Discovery::unreadable()
{
    if (::geteuid() == 0) {
        QSKIP("permissions do not bind the super-user");
    }
    const Home home;
    home.write("home/.claude/projects/-q/s2.jsonl", Claude);
    QCOMPARE(::chmod(home.text("home/.claude/projects/-q").c_str(), 0), 0);
    const Discovery found = discover({.home = home.text("home")});
    ::chmod(home.text("home/.claude/projects/-q").c_str(), 0700);
    QCOMPARE(sourcesOf(found, home), (QStringList{ClaudeSource, CodexSource}));
    QCOMPARE(problemsOf(found), QStringList{QStringLiteral("FileUnreadable -q")});
}

void tst_Discovery::strangeFiles()
{
    const Home home;
    QCOMPARE(::mkfifo(home.text("home/.claude/projects/fifo.jsonl").c_str(), 0600), 0);
    QCOMPARE(::mkfifo(home.text("home/.claude/projects/fifo").c_str(), 0600), 0);
    QDir{}.mkpath(home.path("home/.claude/projects/folder.jsonl"));
    const Discovery found = discover({.home = home.text("home")});
    QCOMPARE(sourcesOf(found, home), (QStringList{ClaudeSource, CodexSource}));
    QCOMPARE(problemsOf(found), QStringList{QStringLiteral("NotARegularFile fifo.jsonl")});
}

void tst_Discovery::tooDeep()
{
    const Home home;
    home.write(("home/.claude/projects/" + QByteArray{"d/"}.repeated(32) + "in.jsonl").constData(), Claude);
    home.write(("home/.claude/projects/" + QByteArray{"d/"}.repeated(34) + "out.jsonl").constData(), Claude);
    const Discovery found = discover({.home = home.text("home")});
    QCOMPARE(found.sources[0].files.size(), std::size_t{3});
    QCOMPARE(problemsOf(found), QStringList{QStringLiteral("FileTooDeep d")});
}

void tst_Discovery::scans_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("format");
    QTest::addColumn<QStringList>("sources");
    QTest::addColumn<QStringList>("problems");
    const QStringList none;
    const auto row = [](const char *path, const char *format = "") -> QTestData & {
        return QTest::addRow("%s %s", path, format) << QString::fromLatin1(path) << QString::fromLatin1(format);
    };
    row("home") << QStringList{ClaudeSource, CodexSource} << none;
    row("home", "codex") << QStringList{CodexSource} << none;
    row("home/.claude") << QStringList{ClaudeSource} << none;
    row("home/.claude/projects") << QStringList{ClaudeSource} << none;
    row("home/.codex") << QStringList{CodexSource} << none;
    row("home/.claude/projects/-p/s1.jsonl")
        << QStringList{QStringLiteral("claude-code home/.claude/projects/-p/s1.jsonl: s1.jsonl")} << none;
    row("home/.codex/archived_sessions")
        << QStringList{QStringLiteral("codex home/.codex/archived_sessions: rollout-a.jsonl rollout-c.jsonl")} << none;
    row("mixed") << QStringList{QStringLiteral("claude-code mixed: a/one.jsonl"), QStringLiteral("codex mixed: two.jsonl")} << none;
    row("mixed", "codex") << QStringList{QStringLiteral("codex mixed: two.jsonl")} << none;
    row("projects") << QStringList{QStringLiteral("codex projects: x.jsonl")} << none;
    row("mixed/other.json") << none << QStringList{QStringLiteral("UnknownFormat other.json")};
    row("mixed/other.json", "codex") << QStringList{QStringLiteral("codex mixed/other.json: other.json")} << none;
    row("mixed", "no-such") << none << QStringList{QStringLiteral("UnknownFormat mixed")};
    row("missing") << none << QStringList{QStringLiteral("FileMissing missing")};
    row("empty") << none << QStringList{QStringLiteral("UnknownFormat empty")};
    row("fifo") << none << QStringList{QStringLiteral("NotARegularFile fifo")};
}

void tst_Discovery::scans()
{
    QFETCH(QString, path);
    QFETCH(QString, format);
    QFETCH(QStringList, sources);
    QFETCH(QStringList, problems);
    const Home home;
    home.write("mixed/a/one.jsonl", Claude);
    home.write("mixed/two.jsonl", Codex);
    home.write("mixed/other.json", "{\"colour\":\"red\"}\n");
    home.write("projects/x.jsonl", Codex); // not what Claude Code calls so
    QDir{}.mkpath(home.path("empty"));
    QCOMPARE(::mkfifo(home.text("fifo").c_str(), 0600), 0);
    const Discovery found = scan(home.text(path.toLatin1().constData()), format.toStdString());
    QCOMPARE(sourcesOf(found, home), sources);
    QCOMPARE(problemsOf(found), problems);
}

/// What tells the format stands behind 150,000 bytes of talk: found by the file's name, packed or not, in a folder, and when it comes later.
void tst_Discovery::longFirstObjects_data()
{
    QTest::addColumn<QString>("format");
    QTest::addColumn<QByteArray>("row");
    const QByteArray talk(150'000, 'n');
    QByteArray turns; // in many texts that are each short
    for (int i = 0; i < 1500; ++i) {
        turns += (i == 0 ? "" : ",") + QByteArray{R"({"role":"user","content":"\"} )"} + QByteArray(80, 'n') + "\"}";
    }
    QTest::newRow("Langfuse") << QStringLiteral("langfuse")
                              << QByteArray{R"({"id":"a","input":")" + talk + R"(","traceId":"t","type":"GENERATION","startTime":"2026-10-05T09:00:00Z","usageDetails":{"input":1}})"};
    QTest::newRow("Helicone") << QStringLiteral("helicone")
                              << QByteArray{R"({"request_body":{"messages":[)" + turns + R"(]},"request_id":"a","request_created_at":"2026-10-05T09:00:00Z","prompt_tokens":1,"completion_tokens":1})"};
    QTest::newRow("answers") << QStringLiteral("api-jsonl")
                             << QByteArray{R"({"id":"chatcmpl-1","created":1791190800,"model":"m","choices":[{"message":{"content":")" + talk
                                           + R"("}}],"usage":{"prompt_tokens":1,"completion_tokens":1}})"};
}

void tst_Discovery::longFirstObjects()
{
    QFETCH(QString, format);
    QFETCH(QByteArray, row);
    const Home home;
    const auto write = [&](const char *name, const QByteArray &bytes) { home.write((QByteArray{"long/"} + name).constData(), bytes); };
    write("a.jsonl", row + "\n");
    write("b.ndjson", row + "\n");
    write("c.jsonl.gz", gzipped(row + "\n"));
    write("d.json", row);
    QStringList names{QStringLiteral("a.jsonl"), QStringLiteral("b.ndjson"), QStringLiteral("c.jsonl.gz"), QStringLiteral("d.json")};
    if (format != QStringLiteral("api-jsonl")) { // one answer a line
        write("e.json", "[\n" + row + "\n]\n");
        write("f.json", R"({"data":[)" + row + "]}\n");
        names << QStringLiteral("e.json") << QStringLiteral("f.json");
    }
    const Discovery all = scan(home.text("long"));
    QCOMPARE(sourcesOf(all, home), QStringList{format + QStringLiteral(" long: ") + names.join(QLatin1Char{' '})});
    QCOMPARE(all.unknown, std::int64_t{0});
    for (const QString &name : names) {
        const std::string path = home.text("long") + "/" + name.toStdString();
        QCOMPARE(sourcesOf(scan(path), home), QStringList{format + QStringLiteral(" long/") + name + QStringLiteral(": ") + name});
    }
    const Discovery again = scanAgain(all.sources[0].root, *all.sources[0].format, {}, [](const std::string &) { return false; });
    QCOMPARE(sourcesOf(again, home), sourcesOf(all, home));
    // A torn first line has a text without an end; what follows it is looked at all the same.
    home.write("torn/a.jsonl", row.left(row.size() / 2) + "\n" + row + "\n");
    QCOMPARE(sourcesOf(scan(home.text("torn/a.jsonl")), home), QStringList{format + QStringLiteral(" torn/a.jsonl: a.jsonl")});
}

/// Said, and no failure: a folder of logs holds other things, too.
void tst_Discovery::unknownInANamedFolder()
{
    const Home home;
    home.write("mixed/two.jsonl", Codex);
    home.write("mixed/other.json", "{\"colour\":\"red\"}\n");
    home.write("mixed/b/other.csv.gz", gzipped("colour,size\nred,5\n"));
    home.write("mixed/empty.jsonl", "");
    home.write("mixed/notes.txt", "red\n");
    const Discovery found = scan(home.text("mixed"));
    QCOMPARE(found.unknown, std::int64_t{2});
    QCOMPARE(sourcesOf(found, home), QStringList{QStringLiteral("codex mixed: two.jsonl")});
    QCOMPARE(problemsOf(found), QStringList{});
}

/// A format of no registry takes what it is given.
void tst_Discovery::scansAs()
{
    const Home home;
    home.write("mixed/a.csv", "x");
    home.write("mixed/b/c.tsv", "x");
    home.write("mixed/d.txt", "x");
    Format format;
    format.id = "generic:mine";
    QCOMPARE(sourcesOf(scanAs(home.text("mixed"), format), home), QStringList{QStringLiteral("generic:mine mixed: a.csv b/c.tsv")});
    QCOMPARE(sourcesOf(scanAs(home.text("mixed/d.txt"), format), home), QStringList{QStringLiteral("generic:mine mixed/d.txt: d.txt")});
    QCOMPARE(problemsOf(scanAs(home.text("mixed/e"), format)), QStringList{QStringLiteral("FileMissing e")});
}

/// Where the tool itself keeps its logs the name of a file is enough, as it is for discovery: an empty one is there, too.
void tst_Discovery::againInAToolsFolder()
{
    const Home home;
    home.write("home/.claude/projects/-p/new.jsonl", "");
    const DiscoveryPlaces places{.home = home.text("home")};
    const Discovery first = discover(places);
    QCOMPARE(first.sources.size(), std::size_t{2});
    Discovery again;
    for (const DiscoveredSource &source : first.sources) {
        Discovery found = scanAgain(source.root, *source.format, places, [](const std::string &) { return false; });
        QCOMPARE(found.sources.size(), std::size_t{1});
        again.sources.push_back(std::move(found.sources[0]));
    }
    QCOMPARE(sourcesOf(again, home), sourcesOf(first, home));
    QVERIFY(sourcesOf(again, home)[0].contains(QLatin1String("-p/new.jsonl")));
}

/// Elsewhere first bytes tell what a file is, and only of one that was never read: "one.jsonl" says nothing any more.
void tst_Discovery::againInANamedFolder()
{
    const Home home;
    home.write("mixed/a/one.jsonl", Claude);
    home.write("mixed/two.jsonl", Codex);
    const Discovery first = scan(home.text("mixed"));
    QCOMPARE(first.sources.size(), std::size_t{2});
    const DiscoveredSource &claude = first.sources[0];
    home.write("mixed/a/one.jsonl", "torn\n");
    home.write("mixed/three.jsonl", Claude);
    home.write("mixed/b/four.json", "{\"colour\":\"red\"}\n");
    QStringList asked;
    const Discovery found = scanAgain(claude.root, *claude.format, {}, [&](const std::string &path) {
        asked << QString::fromStdString(path).section(QLatin1Char{'/'}, -1);
        return path.ends_with("/one.jsonl");
    });
    asked.sort();
    QCOMPARE(asked, (QStringList{QStringLiteral("four.json"), QStringLiteral("one.jsonl"), QStringLiteral("three.jsonl"),
                                 QStringLiteral("two.jsonl")}));
    QCOMPARE(sourcesOf(found, home), QStringList{QStringLiteral("claude-code mixed: a/one.jsonl three.jsonl")});
    QCOMPARE(problemsOf(found), QStringList{});
    const Discovery file = scanAgain(claude.root + "/a/one.jsonl", *claude.format, {}, [](const std::string &) { return false; });
    QCOMPARE(sourcesOf(file, home), QStringList{QStringLiteral("claude-code mixed/a/one.jsonl: one.jsonl")});
}

/// Records outlive their logs, so a log that is gone is neither a source nor a problem.
void tst_Discovery::againWhenGone()
{
    const Home home;
    for (const char *gone : {"gone", "gone/one.jsonl"}) {
        const Discovery found = scanAgain(home.text(gone), *formatById("claude-code"), {.home = home.text("nobody")},
                                          [](const std::string &) { return true; });
        QVERIFY(found.sources.empty());
        QCOMPARE(problemsOf(found), QStringList{});
    }
}

/// A project that is written into the list of projects is a root from then on, and the list is watched though nothing is read of it.
void tst_Discovery::listsOfRoots()
{
    const Home home;
    const Format &crush = *formatById("crush");
    const DiscoveryPlaces places{.home = home.text("home")};
    const QByteArray one = R"({"path":")" + QByteArray::fromStdString(home.text("one")) + R"("})";
    const QByteArray two = R"({"path":")" + QByteArray::fromStdString(home.text("two")) + R"("})";
    const std::string folder = *resolved(home.text("home")) + "/.local/share/crush/projects.json";
    const std::string above = *resolved(home.text(""));
    QCOMPARE(ownRoots(crush, places), std::vector<std::string>{folder}); // before it is there
    home.write("home/.local/share/crush/projects.json", R"({"projects":[)" + one + "]}");
    QCOMPARE(ownRoots(crush, places), (std::vector<std::string>{above + "/one/.crush", folder}));
    home.write("home/.local/share/crush/projects.json", R"({"projects":[)" + one + ',' + two + "]}");
    QCOMPARE(ownRoots(crush, places), (std::vector<std::string>{above + "/one/.crush", above + "/two/.crush", folder}));
    QVERIFY(interestAt(folder, crush, places).wants("projects.json"));
    QVERIFY(scanAgain(folder, crush, places, [](const std::string &) { return false; }).sources.empty());
    QVERIFY(!interestAt(above + "/two/.crush", crush, places).wants("projects.json"));
}

/// The file that a variable names is watched whatever its name, from before it exists.
void tst_Discovery::rootsThatAreFiles()
{
    const Home home;
    const Format &format = *formatById("copilot-otel");
    const std::string root = *resolved(home.text("home")) + "/telemetry.log";
    const DiscoveryPlaces places{.variables = {{"COPILOT_OTEL_FILE_EXPORTER_PATH", root}}};
    for (const bool exists : {false, true}) {
        if (exists) {
            home.write("home/telemetry.log", "{}\n");
        }
        const Interest interest = interestAt(root, format, places);
        QVERIFY(interest.wants("telemetry.log"));
        QVERIFY(!interest.wants("other.log"));
    }
    const Discovery found = scanAgain(root, format, places, [](const std::string &) { return false; });
    QCOMPARE(found.sources.size(), std::size_t{1});
    // A folder that does not exist yet still tells of its own files.
    const std::string folder = *resolved(home.text("home")) + "/.copilot/otel";
    QVERIFY(interestAt(folder, format, {.home = home.text("home")}).wants("a.jsonl"));
}

/// Looks a minute apart. Each finds what a whole walk would find new, and asks no unchanged folder for its files; an old file that
/// grows is found by the whole walk after ten minutes.
void tst_Discovery::whatChanged()
{
    const Home home;
    const DiscoveryPlaces places{.home = home.text("home")};
    const Format &format = *formatById("claude-code");
    const std::string root = *resolved(home.text("home/.claude/projects"));
    home.write("home/.claude/projects/-p/old.jsonl", Claude);
    home.write("home/.claude/projects/-q/s2.jsonl", Claude);
    const timespec longAgo[2] = {{1'700'000'000, 0}, {1'700'000'000, 0}};
    for (const char *file : {"-p/old.jsonl", "-p", "-q", "-p/s1", "-p/s1/subagents", ""}) {
        QCOMPARE(::utimensat(AT_FDCWD, (root + '/' + file).c_str(), longAgo, 0), 0);
    }
    UtcTime clock = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    LookMemory memory;
    const auto look = [&] {
        const Discovery found = scanChanged(root, format, places, [](const std::string &) { return true; }, memory, clock);
        memory = LookMemory::fromText(memory.text()); // as the ledger gives it back
        return sourcesOf(found, home).join(u'|').section(QLatin1String(": "), 1);
    };
    QCOMPARE(look(), QStringLiteral("-p/old.jsonl -p/s1.jsonl -p/s1/subagents/agent-1.jsonl -q/s2.jsonl"));
    QCOMPARE(memory.folders.size(), std::size_t{5}); // the root and four
    const QString recent = QStringLiteral("-p/s1.jsonl -p/s1/subagents/agent-1.jsonl -q/s2.jsonl");

    clock += std::chrono::minutes{1};
    QCOMPARE(look(), recent); // these may have grown: their sizes tell
    home.write("home/.claude/projects/-p/new.jsonl", Claude);
    home.write("home/.claude/projects/-r/s3/subagents/agent-3.jsonl", Claude);
    clock += std::chrono::minutes{1};
    QCOMPARE(look(), QStringLiteral("-p/new.jsonl -p/old.jsonl -p/s1.jsonl -p/s1/subagents/agent-1.jsonl -q/s2.jsonl -r/s3/subagents/agent-3.jsonl"));
    QCOMPARE(memory.folders.size(), std::size_t{8});
    QVERIFY(QDir{home.path("home/.claude/projects/-q")}.removeRecursively());
    clock += std::chrono::minutes{1};
    QVERIFY(!look().contains(QLatin1String("-q/")));
    QCOMPARE(memory.folders.size(), std::size_t{7});

    QCOMPARE(::utimensat(AT_FDCWD, (root + "/-p/old.jsonl").c_str(), longAgo, 0), 0);
    QCOMPARE(::utimensat(AT_FDCWD, (root + "/-p").c_str(), longAgo, 0), 0);
    clock += std::chrono::minutes{6};
    QVERIFY(look().contains(QLatin1String("-p/old.jsonl"))); // nine minutes after the whole walk, and found in a folder that changed
    clock += std::chrono::minutes{1};
    QVERIFY(look().contains(QLatin1String("-p/old.jsonl"))); // a whole walk again
    clock += std::chrono::minutes{1};
    QVERIFY(!look().contains(QLatin1String("-p/old.jsonl")));
    clock -= std::chrono::hours{5}; // a clock put back: all is looked at
    QVERIFY(look().contains(QLatin1String("-p/old.jsonl")));
}

/// Between two looks a folder or a file gives way to a link to something outside.
void tst_Discovery::changedNeverLeavesTheRoot()
{
    const Home home;
    const DiscoveryPlaces places{.home = home.text("home")};
    const Format &format = *formatById("claude-code");
    const std::string root = *resolved(home.text("home/.claude/projects"));
    home.write("outside/s1.jsonl", Claude);
    home.write("home/.claude/projects/-q/s1.jsonl", Claude);
    UtcTime clock = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    LookMemory memory;
    const auto known = [](const std::string &) { return true; };
    QCOMPARE(scanChanged(root, format, places, known, memory, clock).sources[0].files.size(), std::size_t{3});
    QVERIFY(QDir{home.path("home/.claude/projects/-q")}.removeRecursively());
    home.link("home/.claude/projects/-q", home.text("outside"));
    QVERIFY(QFile::remove(home.path("home/.claude/projects/-p/s1.jsonl")));
    home.link("home/.claude/projects/-p/s1.jsonl", home.text("outside/s1.jsonl"));
    clock += std::chrono::minutes{1};
    const Discovery found = scanChanged(root, format, places, known, memory, clock);
    QCOMPARE(sourcesOf(found, home), QStringList{QStringLiteral("claude-code home/.claude/projects: -p/s1/subagents/agent-1.jsonl")});
}

void tst_Discovery::memoryAsText()
{
    const LookMemory memory{.whole = utcFromMs(1'800'000'000'123), .folders = {{"", 5}, {"a b", 0}}, .recent = {"a b/1 2.jsonl", "c.jsonl"}};
    QCOMPARE(memory.text(), std::string{"1 1800000000123 2\n5 \n0 a b\na b/1 2.jsonl\nc.jsonl\n"});
    QVERIFY(LookMemory::fromText(memory.text()) == memory);
    LookMemory odd = memory;
    odd.recent.push_back("two\nlines");
    QCOMPARE(odd.text(), std::string{}); // then everything is looked at each time
    for (const char *broken : {"", "2 1 1\n5 a\n", "1 x 1\n5 a\n", "1 1 2\n5 a\n", "1 1 1\nx a\n", "1 1 -1\n", "1"}) {
        QVERIFY2(LookMemory::fromText(broken) == LookMemory{}, broken);
    }
}

TOKENMETER_TEST(tst_Discovery);

} // namespace test_Discovery

#include "tst_Discovery.moc"
