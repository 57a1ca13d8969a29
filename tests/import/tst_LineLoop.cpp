// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "ImportSupport.h"
#include "import/LineCompactor.h"
#include "import/Needle.h"
#include "import/StateText.h"
#include "import/formats/ClaudeCode.h"

#include <QDir>
#include <QtTest>

#include <random>
#include <vector>

#include <sys/stat.h>
#include <unistd.h>

using namespace tokenmeter;
using namespace tokenmeter::testing;

namespace
{

/// Hands on each line as a record: its size as input, its first byte as output.
class SizeParser : public LineParser
{
public:
    void parse(std::string_view line, std::int64_t offset, RecordSink &sink) override
    {
        UsageRecord record;
        record.identity = {std::uint64_t(offset) + 1, 1};
        record.offset = offset;
        record.tokens.input = std::int64_t(line.size());
        record.tokens.output = static_cast<unsigned char>(line.front());
        ++m_lines;
        sink.add(record, {});
    }
    std::string saveState() const override { return std::to_string(m_lines); }
    bool restoreState(std::string_view state) override
    {
        m_lines = std::atoi(std::string{state}.c_str());
        return state != "bad";
    }

private:
    int m_lines = 0;
};

Format sizeFormat(std::vector<std::string_view> needles = {})
{
    Format format;
    format.id = "sizes";
    format.needles = std::move(needles);
    format.makeParser = [](const FileContext &) { return std::make_unique<SizeParser>(); };
    return format;
}

/// "offset:size" of each line that reached the parser.
QString sizes(const Reading &reading, const QByteArray &)
{
    QStringList result;
    for (const ReferenceLedger::Entry &entry : reading.ledger.entries()) {
        result << QStringLiteral("%1:%2").arg(qlonglong(entry.record.identity.high) - 1).arg(entry.record.tokens.input);
    }
    return result.join(QLatin1Char{' '});
}

QByteArray usageLine(const QByteArray &content, const QByteArray &id = "1")
{
    return R"({"type":"assistant","timestamp":"2026-10-05T09:00:03Z","message":{"id":"msg_)" + id + R"(","content":")" + content
        + R"(","model":"m","usage":{"input_tokens":5,"output_tokens":6}},"requestId":"r"})" "\n";
}

const QString Usage = QStringLiteral("2026-10-05T09:00:03Z m 5/0/0/0/6");

} // namespace

class tst_LineLoop : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void lines_data();
    void lines();
    void ranges();
    void flushes();
    void withoutANewlineAtTheEnd_data();
    void withoutANewlineAtTheEnd();
    void cutLinesGiveNothing();
    void longLines();
    void tooLongLines();
    void cancelled();
    void refusedState();
    void wholeFiles();
    void problemsAreCapped();
    void openFiles();
    void heads();
    void needle();
    void compactor();
    void stateText();
};

void tst_LineLoop::lines_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("expected");
    QTest::addColumn<int>("consumed");
    QTest::newRow("nothing") << QByteArray{} << "" << 0;
    QTest::newRow("one") << QByteArray{"ab\n"} << "0:2" << 3;
    QTest::newRow("incomplete") << QByteArray{"ab"} << "" << 0;
    QTest::newRow("one and incomplete") << QByteArray{"ab\ncd"} << "0:2" << 3;
    QTest::newRow("carriage returns") << QByteArray{"ab\r\n\r\ncd\r\n"} << "0:2 6:2" << 10;
    QTest::newRow("empty lines") << QByteArray{"\n\nab\n\n"} << "2:2" << 6;
    QTest::newRow("byte order mark") << QByteArray{"\xEF\xBB\xBF" "ab\ncd\n"} << "0:2 6:2" << 9;
    QTest::newRow("longer than a block") << QByteArray(50, 'a') + "\nab\n" << "0:50 51:2" << 54;
    QTest::newRow("as long as a block") << QByteArray(16, 'a') + "\n" + QByteArray(15, 'b') + "\n" << "0:16 17:15" << 33;
    QTest::newRow("longer than a block and incomplete") << QByteArray{"ab\n"} + QByteArray(50, 'a') << "0:2" << 3;
}

void tst_LineLoop::lines()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, expected);
    QFETCH(int, consumed);
    for (const std::size_t blockSize : {std::size_t{16}, std::size_t{17}, std::size_t{4096}}) {
        const Reading reading = readText(sizeFormat(), text, {.blockSize = blockSize});
        QCOMPARE(sizes(reading, text), expected);
        QCOMPARE(int(reading.consumed), consumed);
    }
    const Reading needles = readText(sizeFormat({"a", "b", "c"}), text, {.blockSize = 64}); // all that hold letters
    QCOMPARE(sizes(needles, text), expected);
}

/// Any two cuts at line starts: every line is read once, by the range that holds its first byte.
void tst_LineLoop::ranges()
{
    std::mt19937 random{11};
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("log"));
    for (int round = 0; round < 60; ++round) {
        QByteArray text;
        for (auto lines = random() % 12; lines > 0; --lines) {
            text += QByteArray(int(random() % 40), char('a' + random() % 5)) + '\n';
        }
        text += QByteArray(int(random() % 3), 'z');
        writeFile(path, text);
        const Result<LogFile> log = LogFile::open(path.toStdString());
        QVERIFY(log);
        for (const std::vector<std::string_view> &needles : {std::vector<std::string_view>{}, {"a", "bb"}}) {
            Reading whole;
            readInto(whole, sizeFormat(needles), path.toStdString());
            const std::int64_t cut = log->lineStartAt(std::int64_t(random() % std::size_t(text.size() + 2)));
            const LineLoop::Options options{.flushRecords = 2, .blockSize = 24};
            Reading parts;
            readInto(parts, sizeFormat(needles), path.toStdString(), {.begin = cut}, options);
            QCOMPARE(parts.consumed, std::max(cut, whole.consumed));
            readInto(parts, sizeFormat(needles), path.toStdString(), {.begin = 0, .end = cut}, options);
            QVERIFY(parts.ledger.entries() == whole.ledger.entries());
            QCOMPARE(parts.duplicates, std::int64_t{0});
        }
    }
}

void tst_LineLoop::flushes()
{
    const Reading reading = readText(sizeFormat(), "a\nbb\nccc\ndddd\neeeee\nf", {.flushRecords = 2});
    QCOMPARE(reading.batches, std::int64_t{3}); // two, two, one
    QCOMPARE(sizes(reading, {}), QStringLiteral("0:1 2:2 5:3 9:4 14:5"));
    QCOMPARE(reading.parserState, std::string{"5"});

    const QTemporaryDir folder;
    const std::string path = folder.filePath(QStringLiteral("log")).toStdString();
    writeFile(QString::fromStdString(path), "a\nbb\nccc\ndddd\neeeee\nf");
    const Result<LogFile> log = LogFile::open(path);
    LineLoop loop{{.flushRecords = 2}};
    QStringList steps;
    QVERIFY(loop.read(sizeFormat(), {}, *log, {}, [&](LineBatch &&batch) {
        steps << QStringLiteral("%1 at %2 state %3%4")
                     .arg(batch.usage.records.size())
                     .arg(batch.consumed)
                     .arg(QString::fromStdString(batch.parserState), batch.last ? QStringLiteral(" last") : QString{});
    }));
    QCOMPARE(steps, (QStringList{QStringLiteral("2 at 5 state 2"), QStringLiteral("2 at 14 state 4"),
                                 QStringLiteral("1 at 20 state 5 last")}));
}

void tst_LineLoop::withoutANewlineAtTheEnd_data()
{
    QTest::addColumn<QByteArray>("end"); // behind a whole line with the id 1
    QTest::addColumn<int>("records");
    const QByteArray whole = usageLine("x", "2").chopped(1);
    QTest::newRow("nothing") << QByteArray{} << 1;
    QTest::newRow("whole") << whole << 2;
    QTest::newRow("blanks behind it") << whole + " \t\r" << 2;
    QTest::newRow("longer than a block") << usageLine(QByteArray(300, 'A'), "2").chopped(1) << 2;
    QTest::newRow("with a text to be cut") << usageLine(QByteArray(1 << 20, '}'), "2").chopped(1) << 2;
    QTest::newRow("the last brace is missing") << whole.chopped(1) << 1;
    const QByteArray braces = usageLine(QByteArray(1 << 20, '}'), "2");
    QTest::newRow("cut, and the text before it is full of braces") << braces.left(braces.indexOf("6}") + 2) << 1;
    QTest::newRow("a copy of the line before") << usageLine("x", "1").chopped(1) << 1; // not counted as such either
    QTest::newRow("no usage") << QByteArray{R"({"type":"user"})"} << 1;
    QTest::newRow("usage without a time") << QByteArray{R"({"type":"assistant","message":{"id":"3","usage":{"input_tokens":1}}})"} << 1;
    QTest::newRow("damaged") << QByteArray{R"({"usage":"})"} << 1;
    QTest::newRow("a damaged count") << QByteArray{whole}.replace("6}", "-6}") << 2;
}

/// The record is handed on; offset, problems and counts wait for the newline.
void tst_LineLoop::withoutANewlineAtTheEnd()
{
    QFETCH(QByteArray, end);
    QFETCH(int, records);
    const QByteArray before = usageLine("x", "1");
    for (const std::size_t blockSize : {std::size_t{64}, std::size_t{512}, std::size_t{4} << 20}) {
        const Reading reading = readText(claudeCodeFormat(), before + end, {.flushRecords = 2, .blockSize = blockSize});
        QCOMPARE(reading.ledger.entries().size(), std::size_t(records));
        QCOMPARE(reading.consumed, std::int64_t(before.size()));
        QCOMPARE(reading.problemTexts(), QStringList{});
        QCOMPARE(reading.skipped, std::int64_t{0});
        QCOMPARE(reading.duplicates, std::int64_t{0});
        QCOMPARE(reading.batches, std::int64_t{1});

        // When the newline has come, the line is read again and everything is as if it had been there at once.
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("log.jsonl"));
        writeFile(path, before + end + '\n');
        Reading both = reading;
        readInto(both, claudeCodeFormat(), path.toStdString(), {.begin = reading.consumed}, {.blockSize = blockSize});
        const Reading whole = readText(claudeCodeFormat(), before + end + '\n', {.blockSize = blockSize});
        QCOMPARE(whole.ledger.entries().size(), std::size_t(records));
        QVERIFY(both.ledger.entries() == whole.ledger.entries());
        QCOMPARE(both.problemTexts(), whole.problemTexts());
        QCOMPARE(both.skipped, whole.skipped);
        QCOMPARE(both.consumed, whole.consumed);
    }
    Format stateful = claudeCodeFormat();
    stateful.stateless = false;
    QCOMPARE(readText(stateful, before + end).ledger.entries().size(), std::size_t{1});
}

/// A sample of each API and of a transcript, cut behind every bracket: nothing, or the record that the whole line gives.
void tst_LineLoop::cutLinesGiveNothing()
{
    QStringList paths{QStringLiteral(FIXTURES "/claude-code/home/.claude/projects/-home-dev-demo-app/"
                                     "22222222-bbbb-4bbb-8bbb-000000000002.jsonl")};
    const QDir samples{QStringLiteral(FIXTURES "/api-jsonl")};
    for (const QString &name : samples.entryList({QStringLiteral("*.jsonl")})) {
        paths << samples.filePath(name);
    }
    int whole = 0;
    for (const QString &path : paths) {
        QFile file{path};
        QVERIFY(file.open(QIODevice::ReadOnly));
        const Format &format = *formatById(path.contains(QStringLiteral("api-jsonl")) ? "api-jsonl" : "claude-code");
        const QByteArray text = file.readAll();
        const qsizetype size = text.indexOf('\n');
        const QByteArray line = text.left(size);
        const QByteArray list = format.id == "api-jsonl" ? '[' + line + ',' + line + ']' : QByteArray{};
        for (const QByteArray &tried : {line, list}) {
            const LineLoop::Options options{.blockSize = 4096};
            const Reading complete = readText(format, tried + '\n', options);
            for (qsizetype cut = 1; cut < tried.size(); ++cut) {
                if (tried[cut - 1] != '}' && tried[cut - 1] != ']' && cut % 50 != 0) {
                    continue; // nothing is tried there
                }
                const Reading part = readText(format, tried.left(cut), options);
                QCOMPARE(part.records(), QStringList{});
                QCOMPARE(part.problemTexts(), QStringList{});
            }
            QVERIFY(readText(format, tried, options).ledger.entries() == complete.ledger.entries());
            whole += int(complete.ledger.entries().size());
        }
    }
    QVERIFY(whole > 16);
}

void tst_LineLoop::longLines()
{
    const QByteArray picture(20 << 20, 'A');
    const QByteArray escapes = QByteArray{R"(\\\" \u00e9)"}.repeated(1 << 20); // 11 MiB
    const QByteArray log = usageLine(picture, "1") + usageLine("x", "2") + usageLine(escapes, "3") + usageLine(QByteArray(1 << 20, 'B'), "4")
        + "{\"text\":\"" + picture + "\"}\n" + usageLine("y", "5") + usageLine(picture, "6").chopped(2);
    const Reading reading = readText(claudeCodeFormat(), log);
    QCOMPARE(reading.records(), (QStringList{Usage, Usage, Usage, Usage, Usage}));
    QCOMPARE(reading.problemTexts(), QStringList{});
    QCOMPARE(reading.consumed, std::int64_t(log.size() - usageLine(picture, "6").size() + 2));
}

void tst_LineLoop::tooLongLines()
{
    // Many short texts cannot be cut: beyond the limit the line is left out, and reported when it is usage.
    const QByteArray many = QByteArray{R"({"a":"b"},)"}.repeated(2000);
    const QByteArray list = R"({"content":[)" + many + R"(1]})" "\n";
    const QByteArray usage = R"({"content":[)" + many + R"(1],"usage":{}})" "\n";
    const LineLoop::Options small{.blockSize = 4096, .maxLine = 8192};
    const Reading reading = readText(claudeCodeFormat(), list + usage + usageLine("x"), small);
    QCOMPARE(reading.records(), QStringList{Usage});
    QCOMPARE(reading.problemTexts(), QStringList{QStringLiteral("LineTooLong@%1").arg(list.size())});
    QCOMPARE(reading.skipped, std::int64_t{1});
}

void tst_LineLoop::cancelled()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("log"));
    writeFile(path, QByteArray{"aaaaaaa\n"}.repeated(1000));
    const Result<LogFile> log = LogFile::open(path.toStdString());
    LineLoop loop{{.flushRecords = 10, .blockSize = 1024}};
    std::stop_source source;
    int batches = 0;
    std::int64_t consumed = 0;
    const Result<Done> done = loop.read(
        sizeFormat(), {}, *log, {},
        [&](LineBatch &&batch) {
            consumed = batch.consumed;
            if (++batches == 3) {
                source.request_stop();
            }
        },
        source.get_token());
    QVERIFY(!done);
    QVERIFY(done.problem().cause == Cause::Cancelled);
    QVERIFY(consumed > 0 && consumed <= 1024);
}

void tst_LineLoop::refusedState()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("log"));
    writeFile(path, "a\n");
    const Result<LogFile> log = LogFile::open(path.toStdString());
    const Result<Done> done = LineLoop{}.read(sizeFormat(), {}, *log, {.parserState = "bad"}, [](LineBatch &&) {});
    QVERIFY(!done);
    QVERIFY(done.problem().cause == Cause::BadArgument);
}

void tst_LineLoop::wholeFiles()
{
    Format format = sizeFormat();
    format.wholeFile = true;
    const QByteArray text = "a,b\n\"c\nd\",e"; // a newline inside a cell, none at the end
    const Reading reading = readText(format, text);
    QCOMPARE(sizes(reading, text), QStringLiteral("0:11"));
    QCOMPARE(reading.consumed, std::int64_t{11});

    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("log"));
    writeFile(path, text);
    const Result<LogFile> log = LogFile::open(path.toStdString());
    const Result<Done> done = LineLoop{{.maxWholeFile = 10}}.read(format, {}, *log, {}, [](LineBatch &&) {});
    QVERIFY(!done);
    QVERIFY(done.problem().cause == Cause::FileUnreadable);
}

void tst_LineLoop::problemsAreCapped()
{
    const Reading reading = readText(claudeCodeFormat(), QByteArray{"\"usage\"\n"}.repeated(1500));
    QCOMPARE(reading.problems.size(), MaxProblems);
    QCOMPARE(reading.skipped, std::int64_t{1500});
    QVERIFY(QByteArray::fromStdString(reading.problems[1].file).endsWith("log.jsonl"));
    QCOMPARE(reading.problems[1].offset, std::int64_t{8});
}

void tst_LineLoop::openFiles()
{
    const QTemporaryDir folder;
    const std::string base = folder.path().toStdString();
    const auto cause = [&](const std::string &name) { return LogFile::open(base + "/" + name).problem().cause; };
    QVERIFY(cause("none") == Cause::FileMissing);
    QVERIFY(cause("") == Cause::NotARegularFile);
    QCOMPARE(::mkfifo((base + "/fifo").c_str(), 0600), 0);
    QVERIFY(cause("fifo") == Cause::NotARegularFile); // and does not wait for a writer
    QVERIFY(LogFile::open("/dev/null").problem().cause == Cause::NotARegularFile);
    writeFile(folder.filePath(QStringLiteral("file")), "a\n");
    if (::geteuid() != 0) {
        QCOMPARE(::chmod((base + "/file").c_str(), 0), 0);
        QVERIFY(cause("file") == Cause::FileUnreadable);
    }
}

void tst_LineLoop::heads()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("log"));
    writeFile(path, "ab\ncd\n\nef");
    const Result<LogFile> log = LogFile::open(path.toStdString());
    QVERIFY(log->headHash(4) == familyOf({"ab\nc"}));
    QVERIFY(log->headHash(4096) == familyOf({"ab\ncd\n\nef"}));
    QList<qlonglong> starts;
    for (std::int64_t offset = 0; offset <= 10; ++offset) {
        starts << log->lineStartAt(offset);
    }
    QCOMPARE(starts, (QList<qlonglong>{0, 3, 3, 3, 6, 6, 6, 7, 9, 9, 9}));
}

void tst_LineLoop::needle()
{
    std::mt19937 random{5};
    for (const std::string_view text : {"\"usage\"", "a", "ab", "aba"}) {
        const Needle needle{text};
        for (int round = 0; round < 3000; ++round) {
            std::string hay(random() % 150, 'a');
            for (char &c : hay) {
                c = "ab\"usge"[random() % 7];
            }
            if (random() % 2 == 0 && hay.size() >= text.size()) {
                hay.replace(random() % (hay.size() - text.size() + 1), text.size(), text);
            }
            const std::size_t expected = hay.find(text);
            const char *found = needle.find(hay.data(), hay.data() + hay.size());
            QCOMPARE(found == nullptr ? std::string::npos : std::size_t(found - hay.data()), expected);
        }
    }
}

/// However the line is cut into parts, and in place or not, the result is the same, no longer than it was, and still
/// the same JSON but for its long texts.
void tst_LineLoop::compactor()
{
    const std::string longText(LineCompactor::MaxText, 'x');
    const std::pair<std::string, std::string> cases[] = {
        {R"({"a":"b\"c\\","n":[1,2]})", R"({"a":"b\"c\\","n":[1,2]})"},
        {"{\"a\":\"" + longText + "\"}", "{\"a\":\"" + longText + "\"}"},
        {"{\"a\":\"" + longText + "yz\",\"b\":\"c\"}", "{\"a\":\"" + longText + "\",\"b\":\"c\"}"},
        {"{\"a\":\"" + longText + R"(y\\\"z\\","b":"c"})", "{\"a\":\"" + longText + R"(","b":"c"})"},
        // what may be the first brace of another line stays
        {"{\"a\":\"" + longText + "yz{\"b\":\"c\"}", "{\"a\":\"" + longText + "{\"b\":\"c\"}"},
        // the limit falls into an escape, a surrogate or a character: it is finished first
        {"{\"a\":\"" + longText.substr(1) + R"(\u00e9y","b":1})", "{\"a\":\"" + longText.substr(1) + R"(\u00e9","b":1})"},
        {"{\"a\":\"" + longText.substr(1) + R"(\"y","b":1})", "{\"a\":\"" + longText.substr(1) + R"(\"","b":1})"},
        {"{\"a\":\"" + longText.substr(1) + "\xe4\xb8\xady\",\"b\":1}", "{\"a\":\"" + longText.substr(1) + "\xe4\xb8\xad\",\"b\":1}"},
    };
    for (const auto &[line, expected] : cases) {
        for (std::size_t part = 1; part <= line.size(); part = part < 5 ? part + 1 : part * 2 - 1) {
            LineCompactor compactor;
            std::string whole;
            for (std::size_t at = 0; at < line.size(); at += part) {
                std::string piece = line.substr(at, part);
                piece.resize(compactor.feed(piece.data(), piece.size(), piece.data()));
                whole += piece;
            }
            QCOMPARE(whole, expected);
        }
    }
}

void tst_LineLoop::stateText()
{
    StateWriter out{"v1"};
    out.text("a:b\n5:");
    out.number(-7);
    out.text("");
    StateReader in{out.result(), "v1"};
    QCOMPARE(in.text(), std::string_view{"a:b\n5:"});
    QCOMPARE(in.number(), std::int64_t{-7});
    QVERIFY(!in.isAtEnd());
    QCOMPARE(in.text(), std::string_view{});
    QVERIFY(in.isAtEnd());
    QVERIFY(!(StateReader{out.result(), "v2"}.isGood()));
    QVERIFY(!(StateReader{"9:v1", "v1"}.isGood()));
    QVERIFY(!(StateReader{"", "v1"}.isGood()));
}

TOKENMETER_TEST(tst_LineLoop);
#include "tst_LineLoop.moc"
