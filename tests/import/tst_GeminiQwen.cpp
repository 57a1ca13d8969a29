// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "ImportSupport.h"
#include "import/formats/GeminiCli.h"
#include "import/formats/QwenCode.h"

#include <QtTest>

using namespace tokenmeter;
using namespace tokenmeter::testing;

namespace
{

const QByteArray Head = R"({"sessionId":"s1","projectHash":"p","startTime":"2026-10-05T10:00:00Z","kind":"main"})" "\n";

/// input, cached, output, thoughts, tool, total
QByteArray geminiTokens(int input, int cached, int output, int thoughts, int tool, int total)
{
    const auto n = [](int value) { return QByteArray::number(value); };
    return R"({"input":)" + n(input) + R"(,"output":)" + n(output) + R"(,"cached":)" + n(cached) + R"(,"thoughts":)" + n(thoughts) + R"(,"tool":)"
        + n(tool) + R"(,"total":)" + n(total) + "}";
}

QByteArray geminiMessage(const QByteArray &id, const QByteArray &tokens, const QByteArray &more = {})
{
    return R"({"id":")" + id + R"(","timestamp":"2026-10-05T10:00:09Z","type":"gemini","content":"said","tokens":)" + tokens
        + R"(,"model":"gemini-2.5-pro")" + more + "}";
}

QByteArray qwenLine(const QByteArray &uuid, const QByteArray &usage, const QByteArray &model = "qwen3-coder-plus",
                    const QByteArray &session = "s1")
{
    return R"({"uuid":")" + uuid + R"(","sessionId":")" + session
        + R"(","timestamp":"2026-10-05T12:00:05Z","type":"assistant","cwd":"/p","model":")" + model
        + R"(","message":{"role":"model","parts":[{"text":"said"}]},"usageMetadata":)" + usage + "}\n";
}

/// prompt, candidates, thoughts, cached, total
QByteArray qwenUsage(int prompt, int candidates, int thoughts, int cached, int total)
{
    const auto n = [](int value) { return QByteArray::number(value); };
    return R"({"promptTokenCount":)" + n(prompt) + R"(,"candidatesTokenCount":)" + n(candidates) + R"(,"thoughtsTokenCount":)" + n(thoughts)
        + R"(,"cachedContentTokenCount":)" + n(cached) + R"(,"totalTokenCount":)" + n(total) + "}";
}

const QString Gemini = QStringLiteral("2026-10-05T10:00:09Z gemini-2.5-pro ");
const QString Qwen = QStringLiteral("2026-10-05T12:00:05Z qwen3-coder-plus ");

} // namespace

class tst_GeminiQwen : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void gemini_data();
    void gemini();
    void geminiDocument();
    void geminiPrinted();
    void geminiRoots();
    void qwen_data();
    void qwen();
    void qwenFiles();
};

void tst_GeminiQwen::gemini_data()
{
    QTest::addColumn<QByteArray>("log");
    QTest::addColumn<QStringList>("records");
    QTest::addColumn<QStringList>("problems");
    const QStringList none;
    const auto row = [](const char *name) -> QTestData & { return QTest::newRow(name); };
    // 1200 prompt of which 1000 cached, 80 answered and 40 thought: 200 + 1000, 120 of which 40.
    const QByteArray usual = geminiMessage("m1", geminiTokens(1200, 1000, 80, 40, 0, 1320));
    const QStringList usualRecord{Gemini + QStringLiteral("200/1000/0/0/120 reasoning=40")};
    row("a message that changes") << Head + geminiMessage("m1", "null") + '\n' + usual + '\n' + usual + '\n' << usualRecord << none;
    row("history written anew") << Head + usual + "\n{\"$set\":{\"lastUpdated\":\"x\",\"messages\":[" + usual + ',' + geminiMessage("m2", geminiTokens(5, 0, 2, 0, 0, 7)) + "]}}\n"
                                << QStringList{usualRecord[0], Gemini + QStringLiteral("5/0/0/0/2")} << none;
    row("taken back") << Head + usual + "\n{\"$rewindTo\":\"m1\"}\n" << usualRecord << none;
    // The prompts of tools come on top: 1500 + 25.
    row("tools") << Head + geminiMessage("m3", geminiTokens(1500, 0, 60, 0, 25, 1585)) + '\n' << QStringList{Gemini + QStringLiteral("1525/0/0/0/60")} << none;
    row("no total: cached is inside") << Head + geminiMessage("m1", geminiTokens(100, 30, 5, 0, 0, 0)) + '\n' << QStringList{Gemini + QStringLiteral("70/30/0/0/5")} << none;
    row("the total says outside") << Head + geminiMessage("m1", geminiTokens(100, 30, 5, 0, 0, 135)) + '\n' << QStringList{Gemini + QStringLiteral("100/30/0/0/5")} << none;
    row("the total fits nothing") << Head + geminiMessage("m1", geminiTokens(100, 30, 5, 0, 0, 999)) + '\n'
                                  << QStringList{Gemini + QStringLiteral("70/30/0/0/5")} << QStringList{QStringLiteral("TotalMismatch@%1 tokens.total").arg(Head.size())};
    row("more cached than asked") << Head + geminiMessage("m1", geminiTokens(10, 30, 5, 0, 0, 15)) + '\n'
                                  << QStringList{Gemini + QStringLiteral("0/10/0/0/5 clamped=1")}
                                  << QStringList{QStringLiteral("SubsetLargerThanTotal@%1 tokens.input").arg(Head.size())};
    row("a helper's session") << QByteArray{Head}.replace("main", "subagent") + usual + '\n' << QStringList{usualRecord[0] + QStringLiteral(" side=1")} << none;
    row("nothing was used") << Head + geminiMessage("m1", geminiTokens(0, 0, 0, 0, 0, 0)) + '\n' << none << none;
    row("tokens of another kind") << Head + geminiMessage("m1", "7") + '\n' << none << QStringList{QStringLiteral("WrongType@%1 tokens").arg(Head.size())};
    row("of the user") << Head + QByteArray{usual}.replace("\"gemini\"", "\"user\"") + '\n' << none << none;
    row("torn") << Head + "{\"id\":\"m\",\"tokens\":{\"inp\n" + usual + '\n' << usualRecord << QStringList{QStringLiteral("NotJson@%1").arg(Head.size())};
    row("negative") << Head + geminiMessage("m1", geminiTokens(-5, 0, 5, 0, 0, 0)) + '\n' << QStringList{Gemini + QStringLiteral("0/0/0/0/5 clamped=1")}
                    << QStringList{QStringLiteral("NegativeCount@%1 tokens.input").arg(Head.size())};
}

void tst_GeminiQwen::gemini()
{
    QFETCH(QByteArray, log);
    QFETCH(QStringList, records);
    QFETCH(QStringList, problems);
    const Reading reading = readText(geminiCliFormat(), log);
    QCOMPARE(reading.records(), records);
    QCOMPARE(reading.problemTexts(), problems);
}

/// What it printed tells what its log tells: named, with what to import, and never counted. An answer that speaks of such sums is none.
void tst_GeminiQwen::geminiPrinted()
{
    const QByteArray stats = R"({"models":{"gemini-2.5-pro":{"api":{"totalRequests":2,"totalErrors":0,"totalLatencyMs":5053},)"
                             R"("tokens":{"prompt":24939,"candidates":20,"total":25113,"cached":21263,"thoughts":154,"tool":0}}},"tools":{"totalCalls":1}})";
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("out.json"));
    for (const QByteArray &id : {QByteArray{}, QByteArray{R"("session_id":"s1",)"}}) {
        writeFile(path, "{\n" + id + R"("response":"said","stats":)" + stats + "\n}\n");
        const Discovery found = scan(path.toStdString());
        QCOMPARE(found.sources.size(), std::size_t{1});
        QCOMPARE(found.sources[0].format->id, std::string_view{"gemini-cli"});
        const Reading reading = readAll(found);
        QCOMPARE(reading.records(), QStringList{});
        QCOMPARE(reading.problemTexts(), QStringList{QStringLiteral("ToldElsewhere@0 stats.models")});
    }
    const QByteArray quoted = QByteArray{stats}.replace("\"", "\\\"");
    writeFile(path, R"({"response":")" + quoted + "\"}\n");
    QVERIFY(scan(path.toStdString()).sources.empty());
}

/// The older document and the newer lines of one session that was taken up: each message counts once, in either order.
void tst_GeminiQwen::geminiDocument()
{
    const QByteArray one = geminiMessage("m1", geminiTokens(10, 0, 5, 0, 0, 15));
    const QByteArray two = geminiMessage("m2", geminiTokens(20, 0, 6, 0, 0, 26));
    const QByteArray document = R"({"sessionId":"s1","projectHash":"p","messages":[)" + one + "]}";
    const QTemporaryDir folder;
    const QString json = folder.filePath(QStringLiteral("a.json"));
    const QString lines = folder.filePath(QStringLiteral("a.jsonl"));
    writeFile(json, document);
    writeFile(lines, Head + one + '\n' + two + '\n');
    const QStringList expected{Gemini + QStringLiteral("10/0/0/0/5"), Gemini + QStringLiteral("20/0/0/0/6")};
    for (const auto &order : {std::pair{json, lines}, std::pair{lines, json}}) {
        Reading reading;
        readInto(reading, geminiCliFormat(), order.first.toStdString());
        readInto(reading, geminiCliFormat(), order.second.toStdString());
        QStringList records = reading.records();
        records.sort();
        QCOMPARE(records, expected);
    }
    const Reading damaged = readText(geminiCliFormat(), R"({"sessionId":"s1","messages":[}])", {}, QStringLiteral("b.json"));
    QCOMPARE(damaged.problemTexts(), QStringList{QStringLiteral("NotJson@0")});
    const Reading mended = readText(geminiCliFormat(), QByteArray{document}.replace("said", "caf\xe9\x01"), {}, QStringLiteral("b.json"));
    QCOMPARE(mended.records(), QStringList{expected[0]});
    Format small = geminiCliFormat();
    small.maxWholeFile = 10;
    LineLoop loop;
    const Result<LogFile> log = LogFile::open(json.toStdString());
    const Result<Done> read = loop.read(small, {.path = json.toStdString()}, *log, {}, [](LineBatch &&) { QFAIL("it is too large"); });
    QVERIFY(!read && read.problem().cause == Cause::FileUnreadable);
}

void tst_GeminiQwen::geminiRoots()
{
    const Format format = geminiCliFormat();
    QCOMPARE(format.roots({.home = "/h"}), std::vector<std::string>{"/h/.gemini/tmp"});
    QCOMPARE(format.roots({.home = "/h", .variables = {{"GEMINI_DATA_DIR", "/a, ~/b"}}}), (std::vector<std::string>{"/a", "/h/b"}));
    QCOMPARE(format.roots({.home = "/h", .variables = {{"GEMINI_CLI_HOME", "/a"}}}), (std::vector<std::string>{"/a/tmp", "/a/.gemini/tmp"}));
    QVERIFY(format.ownsFile("p/chats/session-1.jsonl") && format.ownsFile("p/chats/s1/s2.jsonl") && format.ownsFile("p/chats/s.json"));
    QVERIFY(!format.ownsFile("p/logs.json") && !format.ownsFile("p/chats/checkpoint-a.json") && !format.ownsFile("p/chats/notes.txt"));
}

void tst_GeminiQwen::qwen_data()
{
    QTest::addColumn<QByteArray>("log");
    QTest::addColumn<QStringList>("records");
    QTest::addColumn<QStringList>("problems");
    const QStringList none;
    const auto row = [](const char *name) -> QTestData & { return QTest::newRow(name); };
    // T = p + c: reasoning is inside. 2000 prompt of which 1500 cached, 150 answered of which 50 thought.
    const QByteArray usual = qwenLine("u1", qwenUsage(2000, 150, 50, 1500, 2150));
    const QString usualRecord = Qwen + QStringLiteral("500/1500/0/0/150 reasoning=50");
    row("inside") << usual << QStringList{usualRecord} << none;
    row("twice") << usual + usual << QStringList{usualRecord} << none;
    row("copied into a branch") << usual + qwenLine("u1", qwenUsage(2000, 150, 50, 1500, 2150), "qwen3-coder-plus", "s2") << QStringList{usualRecord} << none;
    row("T = p + c + t: beside") << qwenLine("u1", qwenUsage(900, 70, 30, 0, 1000)) << QStringList{Qwen + QStringLiteral("900/0/0/0/100 reasoning=30")} << none;
    row("no total, a model of Gemini's") << qwenLine("u1", qwenUsage(900, 70, 30, 0, 0), "gemini-2.5-pro")
                                         << QStringList{QStringLiteral("2026-10-05T12:00:05Z gemini-2.5-pro 900/0/0/0/100 reasoning=30")} << none;
    row("no total") << qwenLine("u1", qwenUsage(900, 70, 30, 0, 0)) << QStringList{Qwen + QStringLiteral("900/0/0/0/70 reasoning=30")} << none;
    row("more cached than the prompt") << qwenLine("u1", qwenUsage(100, 10, 0, 300, 110)) << QStringList{Qwen + QStringLiteral("100/300/0/0/10")} << none;
    row("the total says cached is outside") << qwenLine("u1", qwenUsage(100, 10, 0, 50, 160)) << QStringList{Qwen + QStringLiteral("100/50/0/0/10")} << none;
    row("the total fits nothing") << qwenLine("u1", qwenUsage(100, 10, 0, 50, 999)) << QStringList{Qwen + QStringLiteral("50/50/0/0/10")}
                                  << QStringList{QStringLiteral("TotalMismatch@0 usageMetadata.totalTokenCount")};
    row("a total alone") << qwenLine("u1", R"({"totalTokenCount":70})") << QStringList{Qwen + QStringLiteral("70/0/0/0/0")}
                         << QStringList{QStringLiteral("MissingFieldCounted@0 usageMetadata.promptTokenCount")};
    row("a system line that repeats it") << QByteArray{R"({"type":"system","timestamp":"2026-10-05T12:00:05Z","usageMetadata":{"promptTokenCount":5}})"} + "\n" << none << none;
    row("usage of another kind") << qwenLine("u1", "[1]") << none << QStringList{QStringLiteral("WrongType@0 usageMetadata")};
    row("no time") << QByteArray{usual}.replace("timestamp", "when") << none << QStringList{QStringLiteral("MissingField@0 timestamp")};
    row("no id of the line") << QByteArray{usual}.replace("uuid", "guid") + QByteArray{usual}.replace("uuid", "guid") << QStringList{usualRecord} << none;
}

void tst_GeminiQwen::qwen()
{
    QFETCH(QByteArray, log);
    QFETCH(QStringList, records);
    QFETCH(QStringList, problems);
    const Reading reading = readText(qwenCodeFormat(), log);
    QCOMPARE(reading.records(), records);
    QCOMPARE(reading.problemTexts(), problems);
}

void tst_GeminiQwen::qwenFiles()
{
    const Format format = qwenCodeFormat();
    QCOMPARE(format.roots({.home = "/h"}), (std::vector<std::string>{"/h/.qwen/projects", "/h/.qwen/tmp"}));
    QCOMPARE(format.roots({.home = "/h", .variables = {{"QWEN_DATA_DIR", "/a,/b"}}}), (std::vector<std::string>{"/a/projects", "/b/projects"}));
    QVERIFY(format.ownsFile("p/chats/s.jsonl"));
    QVERIFY(!format.ownsFile("p/s.jsonl") && !format.ownsFile("p/q/chats/s.jsonl") && !format.ownsFile("p/logs/s.jsonl"));
    // Older versions wrote as Gemini CLI did, into another folder: 100 asked of which 60 cached, thoughts beside the answer, 7 + 3.
    const QTemporaryDir home;
    writeFile(home.filePath(QStringLiteral(".qwen/tmp/abc/chats/session-1.json")),
              R"({"sessionId":"s1","projectHash":"abc","messages":[{"id":"m1","timestamp":"2026-10-05T12:00:05Z","type":"gemini","model":"qwen3-coder-plus","tokens":{"input":100,"output":7,"cached":60,"thoughts":3,"tool":0,"total":110}}]})");
    const Discovery found = discover({.home = home.path().toStdString()});
    QCOMPARE(found.sources.size(), std::size_t{1});
    QCOMPARE(found.sources[0].format->id, std::string_view{"qwen-code"});
    const Reading reading = readAll(found);
    QCOMPARE(reading.records(), QStringList{Qwen + QStringLiteral("40/60/0/0/10 reasoning=3")});
    QCOMPARE(reading.problemTexts(), QStringList{});
}

TOKENMETER_TEST(tst_GeminiQwen);

#include "tst_GeminiQwen.moc"
