// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "ImportSupport.h"
#include "PackSupport.h"
#include "import/LineNumbers.h"
#include "import/Paths.h"

#include <QtTest>

#include <algorithm>

namespace test_Places
{

using namespace tokenmeter;
using namespace tokenmeter::testing;

namespace
{

constexpr const char *RooTask = "/cline-roo/home/.config/Code/User/globalStorage/rooveterinaryinc.roo-cline/tasks/11111111-2222-4333-8444-000000000001/ui_messages.json";
constexpr const char *GeminiChat = "/gemini-cli/home/.gemini/tmp/3f2a9c3f2a9c3f2a9c3f2a9c3f2a9c3f2a9c3f2a9c3f2a9c3f2a9c3f2a9cab12/chats/session-2026-10-01T09-00-0ldc0de0.json";

/// What a file gave: where its records and its problems stand.
struct Places
{
    std::vector<Problem> records{}; ///< as places
    std::vector<Problem> problems{};
};

Places placesIn(const char *format, const QString &path)
{
    const std::string name = path.toStdString();
    const Result<LogFile> log = LogFile::open(name);
    if (!log) {
        qFatal("cannot open %s", name.c_str());
    }
    Places places;
    const auto take = [&](LineBatch &&batch) {
        for (const UsageRecord &record : batch.usage.records) {
            places.records.push_back({.cause = Cause::NotJson, .file = name, .offset = record.offset});
        }
        places.problems.insert(places.problems.end(), batch.problems.begin(), batch.problems.end());
    };
    LineLoop loop;
    if (!loop.read(*formatById(format), {.path = std::string{paths::unpacked(name)}}, *log, {}, take)) {
        qFatal("cannot read %s", name.c_str());
    }
    return places;
}

QList<int> linesOf(std::vector<Problem> places)
{
    numberLines(places);
    QList<int> lines;
    for (const Problem &place : places) {
        lines << int(place.line);
    }
    std::sort(lines.begin(), lines.end());
    return lines;
}

QByteArray contentOf(const QString &path)
{
    QFile file{path};
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray{};
}

/// Rows in JSON lines as a list that has a row a line, of which the first is the second of the file.
QByteArray asList(const QByteArray &rows)
{
    return "[\n" + rows.trimmed().replace("\n", ",\n") + "\n]\n";
}

QByteArray rooRequest(const char *ts, const char *text)
{
    return QByteArray{" {\"ts\":"} + ts + ",\"type\":\"say\",\"say\":\"api_req_started\",\"text\":\"" + text + "\"}";
}

constexpr const char *RooCounts = R"({\"tokensIn\":7,\"tokensOut\":1})";

} // namespace

/// The place of a record or of a problem leads to the line where it begins, also inside a document.
class tst_Places : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void samples_data();
    void samples();
    void written_data();
    void written();
    void packedDocument();
    void mendedDocument();
    void problemInADocument();
    void databasesHaveNoLines();
};

/// The lines were read off the files with their numbers beside them.
void tst_Places::samples_data()
{
    QTest::addColumn<QString>("format");
    QTest::addColumn<QString>("file");
    QTest::addColumn<QList<int>>("lines");
    const auto row = [](const char *name, const char *format, const char *file, const QList<int> &lines) {
        QTest::newRow(name) << QString::fromLatin1(format) << QString::fromLatin1(file) << lines;
    };
    // The event of the ledger, not the answer of line 11.
    row("Amp, ledger", "amp", "/amp/home/.local/share/amp/threads/T-0000aaaa-0000-4000-8000-000000000001.json", {29});
    row("Amp, answers", "amp", "/amp/home/.local/share/amp/threads/T-0000bbbb-0000-4000-8000-000000000002.json", {5});
    // A text stands on line 2, a request that has no counts yet on line 26.
    row("Roo Code", "roo-code", RooTask, {8, 14, 20});
    row("Cline", "cline", "/cline-roo/home/.config/Code/User/globalStorage/saoudrizwan.claude-dev/tasks/1791190800000/ui_messages.json", {2, 8});
    row("Kilo Code", "kilo-code", "/kilo-code/home/.config/VSCodium/User/globalStorage/kilocode.kilo-code/tasks/22222222-3333-4444-8555-000000000001/ui_messages.json", {3, 4});
    row("Cline CLI", "cline-cli", "/cline-cli/home/.cline/data/sessions/cs-1/cs-1.messages.json", {6, 8});
    row("Gemini CLI", "gemini-cli", GeminiChat, {13});
    row("Qwen Code", "qwen-code", GeminiChat, {13}); // its older versions wrote the same
    // The sum is an object of its own; a message of OpenCode is the document.
    row("Droid", "droid", "/droid/home/.factory/sessions/-home-dev-demo-app/dr01d000-0000-4000-8000-000000000001.settings.json", {6});
    row("OpenCode", "opencode", "/opencode-json/home/.local/share/opencode/storage/message/ses_json/msg_json1.json", {1});
    // Models of a day, in a list and by their names.
    row("ccusage", "ccusage", "/ccusage/claude-daily.json", {9, 17, 25, 33});
    row("ccusage of Codex", "ccusage", "/ccusage/codex-daily.json", {10, 19});
    row("tokscale", "tokscale", "/tokscale/graph.json", {58, 72, 86, 100, 114, 128});
    row("LiteLLM", "litellm", "/litellm/spend_logs.json", {2, 24});
    row("Bedrock", "bedrock-invocation", "/bedrock-invocation/20261005T090000_demo.json", {1, 2});
}

void tst_Places::samples()
{
    QFETCH(QString, format);
    QFETCH(QString, file);
    QFETCH(QList<int>, lines);
    const QString path = QStringLiteral(FIXTURES) + file;
    const QByteArray content = contentOf(path);
    const Places places = placesIn(format.toLatin1().constData(), path);
    QCOMPARE(linesOf(places.records), lines);
    for (const Problem &place : places.records) {
        QCOMPARE(content.at(qsizetype(place.offset)), '{');
    }
    QVERIFY(places.problems.empty());
}

void tst_Places::written_data()
{
    QTest::addColumn<QString>("format");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QList<int>>("lines");
    // obs-1 of the file's first line is row 2 of the list; obs-2 is a span without usage; obs-3.
    QTest::newRow("Langfuse") << QStringLiteral("langfuse") << asList(contentOf(QStringLiteral(FIXTURES "/langfuse/observations.jsonl"))) << QList<int>{2, 4};
    QTest::newRow("Helicone") << QStringLiteral("helicone") << asList(contentOf(QStringLiteral(FIXTURES "/helicone/helicone-export.jsonl"))) << QList<int>{2, 3};
    // 10 + 5 + 20 + 5 of the total of 100 are told by models: the other 60 stand where the day does.
    QTest::newRow("rest of a day") << QStringLiteral("ccusage") << QByteArray{R"({"daily": [
 {"date": "2026-10-05", "totalTokens": 100, "metadata": {"agents": ["gemini"]}, "modelBreakdowns": [
  {"modelName": "a", "inputTokens": 10, "outputTokens": 5},
  {"modelName": "b", "inputTokens": 20, "outputTokens": 5}
 ]}
]}
)"} << QList<int>{2, 3, 4};
    QTest::newRow("OpenTelemetry") << QStringLiteral("otlp-genai") << QByteArray{R"({
 "resourceSpans": [{
  "scopeSpans": [{
   "spans": [
    {"traceId": "t1", "spanId": "a", "endTimeUnixNano": "1791190804000000000", "attributes": [
     {"key": "gen_ai.operation.name", "value": {"stringValue": "chat"}},
     {"key": "gen_ai.usage.input_tokens", "value": {"intValue": "5"}}
    ]},
    {"traceId": "t1", "spanId": "b", "endTimeUnixNano": "1791190805000000000", "attributes": [
     {"key": "gen_ai.operation.name", "value": {"stringValue": "chat"}},
     {"key": "gen_ai.usage.input_tokens", "value": {"intValue": "6"}}
    ]}
   ]
  }]
 }]
}
)"} << QList<int>{5, 9};
}

void tst_Places::written()
{
    QFETCH(QString, format);
    QFETCH(QByteArray, text);
    QFETCH(QList<int>, lines);
    const QTemporaryDir folder;
    for (const QByteArray &before : {QByteArray{}, QByteArray{"\xEF\xBB\xBF"}}) {
        const QString path = folder.filePath(QStringLiteral("export.json"));
        writeFile(path, before + text);
        const Places places = placesIn(format.toLatin1().constData(), path);
        QCOMPARE(linesOf(places.records), lines);
        for (const Problem &place : places.records) {
            QCOMPARE((before + text).at(qsizetype(place.offset)), '{');
        }
        QVERIFY(places.problems.empty());
    }
}

/// Of what is packed the lines are those of its content.
void tst_Places::packedDocument()
{
    const QTemporaryDir folder;
    const QByteArray content = contentOf(QStringLiteral(FIXTURES) + QLatin1String{RooTask});
    const QString path = folder.filePath(QStringLiteral("tasks/t1/ui_messages.json.gz"));
    writeFile(path, gzipped(content));
    QCOMPARE(linesOf(placesIn("roo-code", path).records), (QList<int>{8, 14, 20}));
    writeFile(folder.filePath(QStringLiteral("tasks/t2/ui_messages.json.zst")), zstdPacked(content));
    QCOMPARE(linesOf(placesIn("roo-code", folder.filePath(QStringLiteral("tasks/t2/ui_messages.json.zst"))).records), (QList<int>{8, 14, 20}));
}

/// Bytes that are no UTF-8 are mended in a copy, where everything stands where it stood.
void tst_Places::mendedDocument()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("tasks/t1/ui_messages.json"));
    const QByteArray head = "\xEF\xBB\xBF[\n {\"ts\":1,\"type\":\"say\",\"say\":\"text\",\"text\":\"\xFF\xFE\"},\n ";
    writeFile(path, head + rooRequest("1791190801000", RooCounts).trimmed() + "\n]\n");
    const Places places = placesIn("roo-code", path);
    QCOMPARE(linesOf(places.records), QList<int>{3});
    QCOMPARE(places.records[0].offset, std::int64_t(head.size()));
}

void tst_Places::problemInADocument()
{
    const QTemporaryDir folder;
    const QString task = folder.filePath(QStringLiteral("tasks/t1/ui_messages.json"));
    // Line 2 counts, the text of line 3 ends too early, the clock of line 4 was never set.
    writeFile(task, "[\n" + rooRequest("1791190801000", RooCounts) + ",\n" + rooRequest("1791190802000", R"({\"tokensIn\":7,)") + ",\n" + rooRequest("5000", RooCounts) + "\n]\n");
    const Places roo = placesIn("roo-code", task);
    QCOMPARE(linesOf(roo.records), QList<int>{2});
    QCOMPARE(linesOf(roo.problems), (QList<int>{3, 4}));
    // A message without an id begins on line 4.
    const QString chat = folder.filePath(QStringLiteral("session-1.json"));
    writeFile(chat, "{\n \"sessionId\": \"s\",\n \"messages\": [\n  {\"type\": \"gemini\",\n   \"timestamp\": \"2026-10-01T09:00:05Z\",\n   \"tokens\": {\"input\": 5}}\n ]\n}\n");
    const Places gemini = placesIn("gemini-cli", chat);
    QVERIFY(gemini.records.empty());
    QCOMPARE(linesOf(gemini.problems), QList<int>{4});
    // Of a day that is none.
    const QString days = folder.filePath(QStringLiteral("days.json"));
    writeFile(days, "{\n \"daily\": [\n  {\n   \"date\": \"soon\",\n   \"modelBreakdowns\": []\n  }\n ]\n}\n");
    QCOMPARE(linesOf(placesIn("ccusage", days).problems), QList<int>{3});
    // What is no document at all is a problem of its beginning.
    writeFile(task, "{}");
    QCOMPARE(linesOf(placesIn("roo-code", task).problems), QList<int>{1});
}

/// Their places are numbers of rows.
void tst_Places::databasesHaveNoLines()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("rows.db"));
    writeFile(path, QByteArray{"SQLite format 3\0\n\n\n\n", 20});
    std::vector<Problem> problems{{.cause = Cause::NotJson, .file = path.toStdString(), .offset = 18}};
    numberLines(problems);
    QCOMPARE(problems[0].line, std::int64_t{0});
    QCOMPARE(problems[0].offset, std::int64_t{-1});
}

TOKENMETER_TEST(tst_Places);

} // namespace test_Places

#include "tst_Places.moc"
