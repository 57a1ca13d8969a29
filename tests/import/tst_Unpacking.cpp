// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "ImportSupport.h"
#include "PackSupport.h"
#include "import/LineNumbers.h"
#include "import/Paths.h"
#include "import/formats/ClaudeCode.h"
#include "import/formats/CursorCsv.h"

#include <QtTest>

#include <atomic>
#include <thread>

namespace test_Unpacking
{

using namespace tokenmeter;
using namespace tokenmeter::testing;

const QByteArray Line = R"({"type":"assistant","timestamp":"2026-10-05T09:00:00Z","sessionId":"s","requestId":"req_%1","message":{"id":"msg_%1","model":"claude-sonnet-4-5","usage":{"input_tokens":%1,"output_tokens":6}}})" "\n";

QByteArray transcript(int lines)
{
    QByteArray text;
    for (int i = 1; i <= lines; ++i) {
        text += QByteArray{Line}.replace("%1", QByteArray::number(i));
    }
    return text;
}

QByteArray packed(const QString &how, const QByteArray &text)
{
    return how == QStringLiteral("gzip") ? gzipped(text) : zstdPacked(text);
}

/// What reading the file gives, and the problem it ended with.
struct Outcome
{
    Reading reading{};
    std::optional<Problem> problem{};
};

Outcome readPath(const Format &format, const std::string &path, const UnpackLimits &limits = {}, const LineLoop::Options &options = {})
{
    Outcome outcome;
    const Result<LogFile> log = LogFile::open(path, limits);
    if (!log) {
        outcome.problem = log.problem();
        return outcome;
    }
    LineLoop loop{options};
    const Result<Done> done = loop.read(format, {.path = path}, *log, {}, [&](LineBatch &&batch) { outcome.reading.take(std::move(batch)); });
    if (!done) {
        outcome.problem = done.problem();
    }
    return outcome;
}

/// Packed logs are read as if they were not packed; what is damaged or a bomb ends with a problem, in bounded memory.
class tst_Unpacking : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void sameAsPlain_data();
    void sameAsPlain();
    void severalMembers_data() { sameAsPlain_data(); }
    void severalMembers();
    void cutAnywhere_data() { sameAsPlain_data(); }
    void cutAnywhere();
    void damaged_data() { sameAsPlain_data(); }
    void damaged();
    void bombs_data() { sameAsPlain_data(); }
    void bombs();
    void placesInPackedFiles();
    void archives();
    void hostileArchives();
    void packedInAnArchive();
    void archivesOfManyFiles();
    void manyArchives();
    void bombsInParts();
    void recognised();
    void names();
};

void tst_Unpacking::sameAsPlain_data()
{
    QTest::addColumn<QString>("how");
    QTest::newRow("gzip") << QStringLiteral("gzip");
    QTest::newRow("zstd") << QStringLiteral("zstd");
}

void tst_Unpacking::sameAsPlain()
{
    QFETCH(QString, how);
    const QTemporaryDir folder;
    const QByteArray text = transcript(3000);
    writeFile(folder.filePath(QStringLiteral("a.jsonl")), text);
    writeFile(folder.filePath(QStringLiteral("a.jsonl.packed")), packed(how, text));
    const std::string base = folder.path().toStdString();
    for (const std::size_t block : {std::size_t{300}, std::size_t{512} << 10}) {
        const LineLoop::Options options{.flushRecords = 500, .blockSize = block};
        const Outcome plain = readPath(claudeCodeFormat(), base + "/a.jsonl", {}, options);
        const Outcome read = readPath(claudeCodeFormat(), base + "/a.jsonl.packed", {}, options);
        QVERIFY(!read.problem);
        QCOMPARE(read.reading.ledger.entries().size(), std::size_t{3000});
        QVERIFY(read.reading.ledger.entries() == plain.reading.ledger.entries());
        QCOMPARE(read.reading.consumed, std::int64_t(text.size()));
    }
    // A table, which is read whole: larger than the room that is made for it at first.
    QByteArray table = "Date,Model,Input (w/ Cache Write),Input (w/o Cache Write),Cache Read,Output Tokens\n";
    for (int i = 0; i < 40'000; ++i) {
        table += "2026-10-05T09:00:00.000Z,m,0," + QByteArray::number(i) + ",0,1\n";
    }
    writeFile(folder.filePath(QStringLiteral("t.csv.packed")), packed(how, table));
    const Outcome rows = readPath(cursorCsvFormat(), base + "/t.csv.packed");
    QVERIFY(!rows.problem);
    QCOMPARE(rows.reading.ledger.entries().size(), std::size_t{40'000});
    const Outcome tooMuch = readPath(cursorCsvFormat(), base + "/t.csv.packed", {}, {.maxWholeFile = table.size() - 1});
    QVERIFY(tooMuch.problem && tooMuch.problem->cause == Cause::FileUnreadable && tooMuch.reading.ledger.entries().empty());
    QVERIFY(!readPath(cursorCsvFormat(), base + "/t.csv.packed", {}, {.maxWholeFile = table.size()}).problem);
}

/// As a logger appends to a packed file: each part packed for itself.
void tst_Unpacking::severalMembers()
{
    QFETCH(QString, how);
    const QTemporaryDir folder;
    const QByteArray text = transcript(200);
    const QByteArray parts = packed(how, text.left(5000)) + packed(how, {}) + packed(how, text.mid(5000));
    const std::string path = folder.filePath(QStringLiteral("a")).toStdString();
    writeFile(QString::fromStdString(path), parts);
    QCOMPARE(readPath(claudeCodeFormat(), path).reading.ledger.entries().size(), std::size_t{200});
    QVERIFY(!readPath(claudeCodeFormat(), path).problem);
    if (how == QStringLiteral("gzip")) { // zeros that fill a tape's block
        writeFile(QString::fromStdString(path), parts + QByteArray(1000, '\0'));
        QVERIFY(!readPath(claudeCodeFormat(), path).problem);
    }
    writeFile(QString::fromStdString(path), parts + "rubbish");
    const Outcome tail = readPath(claudeCodeFormat(), path);
    QCOMPARE(tail.reading.ledger.entries().size(), std::size_t{200});
    QVERIFY(tail.problem && tail.problem->cause == Cause::PackedDamaged);
    QCOMPARE(QString::fromStdString(tail.problem->args.at(0)), how);
}

/// A file that is still being written: the whole lines before the cut count, and the problem says that there is more.
void tst_Unpacking::cutAnywhere()
{
    QFETCH(QString, how);
    const QTemporaryDir folder;
    const QByteArray all = packed(how, transcript(300));
    const std::string path = folder.filePath(QStringLiteral("a")).toStdString();
    std::size_t most = 0;
    for (qsizetype size = 4; size < all.size(); size += 37) {
        writeFile(QString::fromStdString(path), all.left(size));
        const Outcome cut = readPath(claudeCodeFormat(), path);
        QVERIFY(cut.problem && cut.problem->cause == Cause::PackedDamaged);
        QVERIFY(cut.reading.problems.empty() && cut.reading.skipped == 0);
        const std::size_t records = cut.reading.ledger.entries().size();
        QVERIFY(records <= 300 && records >= most); // never a record that is not in the whole
        most = records;
    }
    // A table that is cut gives nothing: its last row might be half a number.
    writeFile(QString::fromStdString(path), packed(how, "Date,Model,Input (w/ Cache Write),Input (w/o Cache Write),Cache Read,Output Tokens\n").chopped(3));
    const Outcome table = readPath(cursorCsvFormat(), path);
    QVERIFY(table.problem && table.reading.ledger.entries().empty());
}

void tst_Unpacking::damaged()
{
    QFETCH(QString, how);
    const QTemporaryDir folder;
    const QByteArray good = packed(how, transcript(300));
    const std::string path = folder.filePath(QStringLiteral("a")).toStdString();
    int refused = 0;
    for (qsizetype at = 4; at < good.size(); at += 11) {
        QByteArray bad = good;
        bad[at] = char(bad[at] ^ 0x55);
        writeFile(QString::fromStdString(path), bad);
        const Outcome outcome = readPath(claudeCodeFormat(), path);
        refused += outcome.problem ? 1 : 0;
        QVERIFY(!outcome.problem || outcome.problem->cause == Cause::PackedDamaged);
    }
    QVERIFY(refused > 0); // both have a check sum
}

void tst_Unpacking::bombs()
{
    QFETCH(QString, how);
    const QTemporaryDir folder;
    const std::string path = folder.filePath(QStringLiteral("a")).toStdString();
    writeFile(QString::fromStdString(path), packed(how, transcript(1) + QByteArray(32 << 20, ' ') + '\n' + transcript(1)));
    const Outcome ratio = readPath(claudeCodeFormat(), path, {.ratio = 250, .free = 1 << 20});
    QVERIFY(ratio.problem && ratio.problem->cause == Cause::PackedTooLarge);
    QCOMPARE(QString::fromStdString(ratio.problem->args.at(0)), how);
    QVERIFY(ratio.reading.ledger.entries().size() <= 1);
    const Outcome size = readPath(claudeCodeFormat(), path, {.most = 16 << 20});
    QVERIFY(size.problem && size.problem->cause == Cause::PackedTooLarge);
    QVERIFY(!readPath(claudeCodeFormat(), path).problem); // below what is looked at
    QVERIFY(readPath(cursorCsvFormat(), path, {.most = 1 << 20}).problem->cause == Cause::PackedTooLarge);
}

/// Any place can be asked for again, and problems find their lines.
void tst_Unpacking::placesInPackedFiles()
{
    const QTemporaryDir folder;
    const QByteArray text = transcript(5) + "{\"usage\":\n" + transcript(1);
    const std::string path = folder.filePath(QStringLiteral("a.jsonl.gz")).toStdString();
    writeFile(QString::fromStdString(path), gzipped(text));
    Result<LogFile> log = LogFile::open(path);
    QVERIFY(log && log->isPacked());
    QCOMPARE(log->size(), std::int64_t(gzipped(text).size()));
    const LogFile moved = std::move(*log);
    for (const qsizetype at : {qsizetype{700}, qsizetype{10}, qsizetype{0}, text.size() - 3, qsizetype{300}}) {
        std::string part(20, '\0');
        const std::int64_t got = moved.readAt(at, part.data(), part.size());
        QCOMPARE(QByteArray(part.data(), qsizetype(got)), text.mid(at, 20));
    }
    QCOMPARE(moved.readAt(text.size() + 1, std::string(20, 'x').data(), 20), std::int64_t{0});
    std::vector<Problem> problems = readPath(claudeCodeFormat(), path).reading.problems;
    QCOMPARE(problems.size(), std::size_t{1});
    numberLines(problems);
    QCOMPARE(problems[0].line, std::int64_t{6});
}

void tst_Unpacking::archives()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("export.zip"));
    const QByteArray table = "Date,Model,Input (w/ Cache Write),Input (w/o Cache Write),Cache Read,Output Tokens\n2026-10-05,m,0,7,0,1\n";
    QVERIFY(writeZip(path, {{"logs/a.jsonl", transcript(3)}, {"usage.csv", table}, {"readme.txt", "hello"}, {"inner.zip", "PK"}}));
    const Discovery found = scan(path.toStdString());
    QVERIFY(found.problems.empty());
    QCOMPARE(found.sources.size(), std::size_t{2});
    std::map<std::string, std::string> files;
    for (const DiscoveredSource &source : found.sources) {
        QCOMPARE(source.root, path.toStdString());
        QCOMPARE(source.files.size(), std::size_t{1});
        files[std::string{source.format->id}] = source.files[0].path;
    }
    QCOMPARE(files["claude-code"], path.toStdString() + "/logs/a.jsonl");
    QCOMPARE(files["cursor-csv"], path.toStdString() + "/usage.csv");
    QCOMPARE(readPath(claudeCodeFormat(), files["claude-code"]).reading.ledger.entries().size(), std::size_t{3});
    QCOMPARE(readPath(cursorCsvFormat(), files["cursor-csv"]).reading.ledger.entries().size(), std::size_t{1});
    // A file in it by its own path.
    const Discovery member = scan(path.toStdString() + "/usage.csv");
    QCOMPARE(member.sources.size(), std::size_t{1});
    QCOMPARE(member.sources[0].root, path.toStdString() + "/usage.csv");
    QCOMPARE(member.sources[0].files.size(), std::size_t{1});
    QCOMPARE(member.sources[0].files[0].path, member.sources[0].root);
    QCOMPARE(scanAs(path.toStdString() + "/usage.csv", *formatById("cursor-csv")).sources.at(0).files.size(), std::size_t{1});
    QCOMPARE(scan(path.toStdString() + "/none.csv").problems.at(0).cause, Cause::FileMissing);
    // As the ledger looks at it again, and in a folder.
    const auto unknown = [](const std::string &) { return false; };
    QCOMPARE(scanAgain(path.toStdString(), *formatById("cursor-csv"), {}, unknown).sources.at(0).files.size(), std::size_t{1});
    const Discovery below = scan(folder.path().toStdString());
    QCOMPARE(below.sources.size(), std::size_t{2});
    QVERIFY(below.sources[0].files[0].inode != below.sources[1].files[0].inode);
    const Result<LogFile> log = LogFile::open(below.sources[0].files[0].path);
    QVERIFY(log && log->inode() == below.sources[0].files[0].inode);
    QVERIFY(LogFile::open(path.toStdString() + "/none.csv").problem().cause == Cause::FileMissing);
    // Cut anywhere: no crash, and no record that is not in there.
    QFile file{path};
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray bytes = file.readAll();
    for (qsizetype size = 0; size < bytes.size(); size += 29) {
        writeFile(folder.filePath(QStringLiteral("cut.zip")), bytes.left(size));
        const Discovery cut = scan(folder.filePath(QStringLiteral("cut.zip")).toStdString());
        QVERIFY(cut.sources.empty() && !cut.problems.empty());
    }
}

/// Names that lead out of the archive are not followed, and what does not hold is a problem.
void tst_Unpacking::hostileArchives()
{
    const QTemporaryDir folder;
    writeFile(folder.filePath(QStringLiteral("secret.jsonl")), transcript(1));
    const QString path = folder.filePath(QStringLiteral("bad.zip"));
    QVERIFY(writeZip(path, {{"../secret.jsonl", transcript(2)}, {"./a.jsonl", transcript(2)}, {"a//b.jsonl", transcript(2)}}));
    QVERIFY(scan(path.toStdString()).sources.empty());
    QVERIFY(!LogFile::open(path.toStdString() + "/../bad.zip/../secret.jsonl"));
    QVERIFY(writeZip(path, {{"b.jsonl", transcript(1) + QByteArray(32 << 20, ' ') + '\n'}}));
    const Outcome bomb = readPath(claudeCodeFormat(), path.toStdString() + "/b.jsonl", {.free = 1 << 20});
    QVERIFY(bomb.problem && bomb.problem->cause == Cause::PackedTooLarge);
    QCOMPARE(bomb.problem->args.at(0), std::string{"zip"});
    QFile file{path};
    QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(60) && file.write("\xff\xff\xff\xff\xff\xff\xff\xff") == 8);
    file.close();
    const Outcome torn = readPath(claudeCodeFormat(), path.toStdString() + "/b.jsonl");
    QVERIFY(torn.problem && torn.problem->cause == Cause::PackedDamaged);
}

/// A log that was packed before it was put into the archive, as AWS and Azure deliver them.
void tst_Unpacking::packedInAnArchive()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("export.zip"));
    QVERIFY(writeZip(path, {{"a.jsonl.gz", gzipped(transcript(300))}, {"b.jsonl.zst", zstdPacked(transcript(4))}, {"c.jsonl.gz", transcript(2)}, {"torn.jsonl.gz", gzipped(transcript(3)).left(40)}}));
    const std::string base = path.toStdString();
    for (const auto &[name, count] : {std::pair{"/a.jsonl.gz", std::size_t{300}}, std::pair{"/b.jsonl.zst", std::size_t{4}}, std::pair{"/c.jsonl.gz", std::size_t{2}}}) {
        const Outcome outcome = readPath(claudeCodeFormat(), base + name, {}, {.blockSize = 4096});
        QVERIFY(!outcome.problem);
        QCOMPARE(outcome.reading.ledger.entries().size(), count);
    }
    const Outcome torn = readPath(claudeCodeFormat(), base + "/torn.jsonl.gz");
    QVERIFY(torn.problem && torn.problem->cause == Cause::PackedDamaged);
    const Discovery found = scan(base);
    QCOMPARE(found.sources.size(), std::size_t{1});
    QCOMPARE(found.sources[0].files.size(), std::size_t{3});
    const Outcome bomb = [&] {
        if (!writeZip(path, {{"b.jsonl.gz", gzipped(transcript(1) + QByteArray(32 << 20, ' ') + '\n')}})) {
            return Outcome{};
        }
        return readPath(claudeCodeFormat(), base + "/b.jsonl.gz", {.free = 1 << 20});
    }();
    QVERIFY(bomb.problem && bomb.problem->cause == Cause::PackedTooLarge);
}

/// An archive of many files: its list is read once, not with each of them; what is beyond the limit is said, and so is, once, what
/// nobody knows.
void tst_Unpacking::archivesOfManyFiles()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("many.zip"));
    QList<std::pair<QByteArray, QByteArray>> files;
    for (int i = 0; i < 40; ++i) {
        files.push_back({"logs/" + QByteArray::number(i) + ".jsonl", transcript(1)});
    }
    files.push_back({"x.json", "{\"nobody\":1}"});
    files.push_back({"y.json", "{\"nobody\":2}"});
    QVERIFY(writeZip(path, files));
    const std::int64_t before = archivesOpened();
    const Discovery found = scan(path.toStdString());
    QCOMPARE(archivesOpened() - before, std::int64_t{1});
    QCOMPARE(found.sources.at(0).files.size(), std::size_t{40});
    QCOMPARE(found.problems.size(), std::size_t{1});
    QCOMPARE(found.problems[0].cause, Cause::UnknownFormat);
    QCOMPARE(found.problems[0].file, path.toStdString() + "/x.json");
    QCOMPARE(found.problems[0].args.at(0), std::string{"2"});
    const std::int64_t told = archivesOpened();
    QCOMPARE(scanAs(path.toStdString(), claudeCodeFormat()).sources.at(0).files.size(), std::size_t{40});
    QCOMPARE(archivesOpened() - told, std::int64_t{1});
    // By several at once, and each whole.
    {
        const ArchiveKeeper keeper;
        std::vector<std::jthread> threads;
        std::atomic<int> read{0};
        for (int part = 0; part < 4; ++part) {
            threads.emplace_back([&, part] {
                for (std::size_t i = std::size_t(part); i < found.sources[0].files.size(); i += 4) {
                    read += int(readPath(claudeCodeFormat(), found.sources[0].files[i].path).reading.ledger.entries().size());
                }
            });
        }
        threads.clear();
        QCOMPARE(read.load(), 40);
        QVERIFY(archivesOpened() - told <= 1 + 4);
    }
    files.clear();
    for (std::size_t i = 0; i < MaxZipMembers + 5; ++i) {
        files.push_back({"logs/" + QByteArray::number(qint64(i)) + ".txt", ""});
    }
    files.push_back({"logs/late.jsonl", transcript(1)});
    QVERIFY(writeZip(path, files));
    const Discovery most = scan(folder.path().toStdString());
    QVERIFY(std::any_of(most.problems.begin(), most.problems.end(), [&](const Problem &problem) { return problem.cause == Cause::PackedTooLarge && problem.file == path.toStdString(); }));
}

/// A scan of a folder with more archives than are kept open: the one whose files are asked for now is among those that are.
void tst_Unpacking::manyArchives()
{
    const QTemporaryDir folder;
    const auto nameOf = [&](int i) { return folder.filePath(QString::number(i) + QStringLiteral(".zip")); };
    constexpr int Archives = 20;
    for (int i = 0; i < Archives; ++i) {
        QVERIFY(writeZip(nameOf(i), {{"a.jsonl", transcript(1)}, {"b.jsonl", transcript(1)}, {"c.jsonl", transcript(1)}}));
    }
    const ArchiveKeeper keeper;
    const std::int64_t before = archivesOpened();
    for (int i = 0; i < Archives; ++i) {
        for (const char *file : {"/a.jsonl", "/b.jsonl", "/c.jsonl"}) {
            QCOMPARE(readPath(claudeCodeFormat(), nameOf(i).toStdString() + file).reading.ledger.entries().size(), std::size_t{1});
        }
    }
    QCOMPARE(archivesOpened() - before, std::int64_t{Archives});
}

/// Each file within its limits, all together far beyond: 40 of 0.9 MB, of which 1 MB is free.
void tst_Unpacking::bombsInParts()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("parts.zip"));
    QList<std::pair<QByteArray, QByteArray>> files;
    for (int i = 0; i < 40; ++i) {
        files.push_back({QByteArray::number(i) + ".jsonl", transcript(1) + QByteArray(900'000, ' ') + '\n'});
    }
    QVERIFY(writeZip(path, files));
    const auto refused = [&] {
        int count = 0;
        for (int i = 0; i < 40; ++i) {
            const Outcome outcome = readPath(claudeCodeFormat(), path.toStdString() + "/" + std::to_string(i) + ".jsonl", {.free = 1 << 20});
            count += outcome.problem && outcome.problem->cause == Cause::PackedTooLarge ? 1 : 0;
        }
        return count;
    };
    QCOMPARE(refused(), 0); // one at a time there is nothing wrong with any
    const ArchiveKeeper keeper;
    QVERIFY(refused() > 0);
}

void tst_Unpacking::recognised()
{
    const QTemporaryDir folder;
    for (const QString &how : {QStringLiteral("gzip"), QStringLiteral("zstd")}) {
        const QString name = how == QStringLiteral("gzip") ? QStringLiteral("a.jsonl.gz") : QStringLiteral("b.jsonl.zst");
        writeFile(folder.filePath(name), packed(how, transcript(2)));
    }
    const Discovery found = scan(folder.path().toStdString());
    QCOMPARE(found.sources.size(), std::size_t{1});
    QCOMPARE(found.sources[0].files.size(), std::size_t{2});
    writeFile(folder.filePath(QStringLiteral("c.csv.gz")), gzipped("Date,Model\n").left(10));
    const Discovery torn = scan(folder.filePath(QStringLiteral("c.csv.gz")).toStdString());
    QVERIFY(torn.sources.empty());
    QCOMPARE(torn.problems.at(0).cause, Cause::PackedDamaged);
}

void tst_Unpacking::names()
{
    QVERIFY(packingOf("\x1f\x8b\x08") == Packing::Gzip);
    QVERIFY(packingOf("{\"a\":1}") == Packing::None);
    QVERIFY(packingOf("") == Packing::None);
    QCOMPARE(paths::unpacked("/a/b.jsonl.gz"), std::string_view{"/a/b.jsonl"});
    QCOMPARE(paths::unpacked("/a/b.jsonl.zst"), std::string_view{"/a/b.jsonl"});
    QCOMPARE(paths::unpacked("/a/gz"), std::string_view{"/a/gz"});
}

TOKENMETER_TEST(tst_Unpacking);

} // namespace test_Unpacking

#include "tst_Unpacking.moc"
