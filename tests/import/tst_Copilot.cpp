// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/ForeignOwner.h"
#include "support/TestMain.h"

#include "ImportSupport.h"
#include "import/formats/CopilotEvents.h"
#include "import/formats/CopilotOtel.h"
#include "import/formats/CopilotStore.h"

#include <QtTest>

#include <algorithm>

using namespace tokenmeter;
using namespace tokenmeter::testing;

class tst_Copilot : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void otel_data();
    void otel();
    void logBesideSpan_data();
    void logBesideSpan();
    void logWithoutSpan();
    void shortSession();
    void events();
    void store();
    void onceOfThreeStores_data();
    void onceOfThreeStores();
    void onceOfTwoSums();
    void provider();
    void copilotPlaces();
};

namespace
{

/// A span of the exporter. @param usage attributes with a comma before
QByteArray spanLine(const QByteArray &name, const QByteArray &span, const QByteArray &usage, const QByteArray &session = "c1",
                    const QByteArray &trace = "t1")
{
    return R"({"type":"span","name":")" + name + R"(","traceId":")" + trace + R"(","spanId":")" + span
        + R"(","startTime":[1791190797,0],"endTime":[1791190800,500000000],"attributes":{"gen_ai.conversation.id":")" + session
        + R"(","gen_ai.response.model":"m")" + usage + "}}\n";
}

QByteArray otelUsage(int input, int output, int read = 0, int written = 0)
{
    return R"(,"gen_ai.usage.input_tokens":)" + QByteArray::number(input) + R"(,"gen_ai.usage.output_tokens":)" + QByteArray::number(output)
        + R"(,"gen_ai.usage.cache_read.input_tokens":)" + QByteArray::number(read) + R"(,"gen_ai.usage.cache_creation.input_tokens":")"
        + QByteArray::number(written) + '"';
}

QByteArray shutdownLine(const QByteArray &id, int input, int output, int count)
{
    return R"({"type":"session.shutdown","id":")" + id + R"(","timestamp":"2026-10-05T09:10:00Z","data":{"modelMetrics":{"m":{"requests":{"count":)"
        + QByteArray::number(count) + R"(,"cost":2},"usage":{"inputTokens":)" + QByteArray::number(input) + R"(,"outputTokens":)" + QByteArray::number(output)
        + "}}}}}\n";
}

const QByteArray StoreTables = "CREATE TABLE assistant_usage_events(id INTEGER PRIMARY KEY, session_id TEXT, model TEXT, copilot_usage_model TEXT,"
                               "input_tokens INTEGER, output_tokens INTEGER, cache_read_tokens INTEGER, cache_write_tokens INTEGER,"
                               "reasoning_tokens INTEGER, total_nano_aiu INTEGER, created_at TEXT);"
                               "CREATE TABLE sessions(id TEXT PRIMARY KEY, cwd TEXT); INSERT INTO sessions VALUES ('c1','/p');";

QByteArray storeRow(const QByteArray &values)
{
    return "INSERT INTO assistant_usage_events(session_id, model, input_tokens, output_tokens, cache_read_tokens, cache_write_tokens,"
           "reasoning_tokens, total_nano_aiu, created_at) VALUES (" + values + ");";
}

const QString Span = QStringLiteral("2026-10-05T09:00:00.500Z m ");

} // namespace

namespace
{

QByteArray withId(QByteArray line, const QByteArray &response)
{
    return line.replace(R"(,"gen_ai.usage.input)", R"(,"gen_ai.response.id":")" + response + R"(","gen_ai.usage.input)");
}

} // namespace

void tst_Copilot::otel_data()
{
    QTest::addColumn<QByteArray>("log");
    QTest::addColumn<QStringList>("records");
    QTest::addColumn<QStringList>("problems");
    const QStringList none;
    const auto row = [](const char *name) -> QTestData & { return QTest::newRow(name); };
    // Reads and writes are inside the input: 6000 - 5000 - 300; a count may be a text.
    const QByteArray call = spanLine("chat m", "s1", otelUsage(6000, 200, 5000, 300));
    const QString record = Span + QStringLiteral("700/5000/300/0/200");
    row("a call") << call << QStringList{record} << none;
    row("its agent's sum behind it") << call + spanLine("invoke_agent x", "s9", otelUsage(6000, 200, 5000, 300)) << QStringList{record} << none;
    row("a sum before the call") << spanLine("invoke_agent x", "s9", otelUsage(6000, 200, 5000, 300)) + call << QStringList{record} << none;
    row("a sum alone") << spanLine("invoke_agent x", "s9", otelUsage(100, 2)) << QStringList{Span + QStringLiteral("100/0/0/0/2")} << none;
    row("a turn and the agent's sum")
        << R"({"traceId":"t1","hrTime":[1791190800,500000000],"attributes":{"event.name":"copilot_chat.agent.turn","gen_ai.request.model":"m")"
               + otelUsage(60, 1) + "}}\n" + spanLine("invoke_agent x", "s9", otelUsage(100, 2))
        << QStringList{Span + QStringLiteral("60/0/0/0/1")} << none;
    // An agent's sum tells its turns' once more, whichever comes first.
    row("the agent's sum and a turn")
        << spanLine("invoke_agent x", "s9", otelUsage(100, 2))
               + R"({"traceId":"t1","hrTime":[1791190800,500000000],"attributes":{"event.name":"copilot_chat.agent.turn","gen_ai.request.model":"m")"
               + otelUsage(60, 1) + "}}\n"
        << QStringList{Span + QStringLiteral("100/0/0/0/2")} << none;
    // Two turns of 60 and 40 are the 100 of the sum before them; so are two logs that name no session.
    const QByteArray later = R"({"traceId":"t1","hrTime":[1791190801,0],"attributes":{)";
    const auto turn = [&](int input) { return later + R"("event.name":"copilot_chat.agent.turn","gen_ai.request.model":"m")" + otelUsage(input, 1) + "}}\n"; };
    const auto logOf = [&](const QByteArray &id, int input) {
        return later + R"("event.name":"gen_ai.client.inference.operation.details","gen_ai.response.id":")" + id + R"(","gen_ai.request.model":"m")"
            + otelUsage(input, 1) + "}}\n";
    };
    const QByteArray sum = spanLine("invoke_agent x", "s9", otelUsage(100, 2));
    const QStringList once{Span + QStringLiteral("100/0/0/0/2")};
    row("the agent's sum and its turns") << sum + turn(60) + turn(40) << once << none;
    // Of one session the better kind counts, though it comes later.
    const auto inSession = [](QByteArray line) { return line.replace(R"("event.name")", R"("session.id":"c1","event.name")"); };
    const auto inSeconds = [](QByteArray line, const QByteArray &seconds) { return line.replace("1791190801", "17911908" + seconds).replace("1791190800", "17911908" + seconds); };
    const QStringList turns{QStringLiteral("2026-10-05T09:00:01Z m 60/0/0/0/1"), QStringLiteral("2026-10-05T09:00:02Z m 40/0/0/0/1")};
    const QByteArray ofSession = inSession(turn(60)) + inSeconds(inSession(turn(40)), "02");
    row("the agent's sum and the session's turns") << sum + ofSession << turns << none;
    row("the session's turns in the agent's span")
        << QByteArray{ofSession}.replace(R"({"traceId":"t1")", R"({"spanContext":{"traceId":"t1","spanId":"s9"})") + sum << turns << none;
    // Of another trace of the session nothing else tells.
    row("a trace with a sum and a trace with a call")
        << sum + inSeconds(spanLine("chat m", "s2", otelUsage(7, 3), "c1", "t2"), "10")
        << QStringList{Span + QStringLiteral("100/0/0/0/2"), QStringLiteral("2026-10-05T09:00:10.500Z m 7/0/0/0/3")} << none;
    row("a sum that names no trace may be of any")
        << QByteArray{sum}.replace(R"("traceId":"t1",)", "") + spanLine("chat m", "s2", otelUsage(7, 3), "c1", "t2") << QStringList{Span + QStringLiteral("7/0/0/0/3")}
        << none;
    // Two calls at once: both logs, then both spans.
    const auto loggedCall = [&](const char *id, const char *span, int input) {
        return withId(R"({"spanContext":{"traceId":"t1","spanId":")" + QByteArray{span} + R"("},"hrTime":[1791190800,0],"attributes":{"session.id":"c1","event.name":"gen_ai.client.inference.operation.details","gen_ai.request.model":"m")"
                          + otelUsage(input, 1) + "}}\n", id);
    };
    row("two calls of a trace at once")
        << loggedCall("r1", "s1", 60) + loggedCall("r2", "s2", 40) + withId(spanLine("chat m", "s1", otelUsage(60, 1)), "r1") + inSeconds(withId(spanLine("chat m", "s2", otelUsage(40, 1)), "r2"), "10")
        << QStringList{Span + QStringLiteral("60/0/0/0/1"), QStringLiteral("2026-10-05T09:00:10.500Z m 40/0/0/0/1")} << none;
    row("the agent's sum and its logs") << sum + logOf("r1", 60) + logOf("r2", 40) << once << none;
    row("the log of a call, in its span")
        << R"({"spanContext":{"traceId":"t1","spanId":"s1"},"_hrTime":[1791190800,600000000],"_body":"GenAI inference: m","attributes":{"gen_ai.conversation.id":"c1","gen_ai.request.model":"m")"
               + otelUsage(6000, 200, 5000, 300) + "}}\n" + call
        << QStringList{record} << none;
    row("the log of a call, by its response")
        << R"({"timestamp":"2026-10-05T09:00:01Z","body":"GenAI inference: m","attributes":{"gen_ai.response.id":"r1","gen_ai.conversation.id":"c1","gen_ai.request.model":"m")"
               + otelUsage(10, 2) + "}}\n" + spanLine("chat m", "s1", otelUsage(10, 2) + R"(,"gen_ai.response.id":"r1")")
        << QStringList{Span + QStringLiteral("10/0/0/0/2")} << none;
    row("a tool") << spanLine("execute_tool bash", "s3", otelUsage(10, 2)) << none << none;
    row("a metric") << R"({"type":"metric","name":"x","attributes":{"gen_ai.usage.input_tokens":5},"value":1})" + QByteArray{"\n"} << none << none;
    row("more cached than asked") << spanLine("chat m", "s1", otelUsage(10, 2, 30)) << QStringList{Span + QStringLiteral("0/10/0/0/2 clamped=1")}
                                  << QStringList{QStringLiteral("SubsetLargerThanTotal@0 gen_ai.usage.input_tokens")};
    row("no time") << QByteArray{call}.replace("endTime", "e").replace("startTime", "s") << none << QStringList{QStringLiteral("MissingField@0 endTime")};
    row("a time that is none") << QByteArray{call}.replace("500000000", "-1") << none << QStringList{QStringLiteral("BadTime@0 endTime")};
}

void tst_Copilot::otel()
{
    QFETCH(QByteArray, log);
    QFETCH(QStringList, records);
    QFETCH(QStringList, problems);
    const Reading reading = readText(copilotOtelFormat(), log);
    QCOMPARE(reading.records(), records);
    QCOMPARE(reading.problemTexts(), problems);
}

namespace
{

/// The log record of a call as VS Code writes it: sums alone, no caches, no session. @param context the `spanContext` with a comma, or nothing
QByteArray logLine(const QByteArray &response, const QByteArray &context = R"("spanContext":{"traceId":"t1","spanId":"s1"},)", int seconds = 1791190800,
                   int input = 6000)
{
    return "{" + context + R"("hrTime":[)" + QByteArray::number(seconds)
        + R"(,400000000],"_body":"GenAI inference: m","attributes":{"event.name":"gen_ai.client.inference.operation.details","gen_ai.request.model":"m")"
        + (response.isEmpty() ? QByteArray{} : R"(,"gen_ai.response.id":")" + response + '"') + R"(,"gen_ai.usage.input_tokens":)" + QByteArray::number(input)
        + R"(,"gen_ai.usage.output_tokens":200}})" "\n";
}

} // namespace

void tst_Copilot::logBesideSpan_data()
{
    QTest::addColumn<QByteArray>("log");
    QTest::addColumn<QByteArray>("span");
    QTest::addColumn<bool>("isKnownApart"); // where the two stand in two files
    const QByteArray call = spanLine("chat m", "s1", otelUsage(6000, 200, 5000, 300));
    QTest::newRow("with a response") << logLine("r1") << withId(call, "r1") << true;
    QTest::newRow("the response alone") << logLine("r1", {}) << withId(call, "r1") << true;
    QTest::newRow("the log has no response") << logLine({}) << withId(call, "r1") << true;
    QTest::newRow("the span has no response") << logLine("r1") << call << false;
    QTest::newRow("in the agent's span") << logLine({}, R"("spanContext":{"traceId":"t1","spanId":"s9"},)") << withId(call, "r1") << false;
}

/// 6000 asked of which 5000 and 300 came from and went into the cache: 700 are left, and 6,200 tokens are all there are. One record,
/// of the session, whichever line is first and wherever a look ended. A log alone counts until its span comes.
void tst_Copilot::logBesideSpan()
{
    QFETCH(QByteArray, log);
    QFETCH(QByteArray, span);
    const QStringList record{Span + QStringLiteral("700/5000/300/0/200")};
    const QTemporaryDir folder;
    for (const bool spanFirst : {false, true}) { // two files: one was rotated between the two lines, or a copy ends there
        const QString parts[]{folder.filePath(QStringLiteral("1.jsonl")), folder.filePath(QStringLiteral("2.jsonl"))};
        writeFile(parts[0], spanFirst ? span : log);
        writeFile(parts[1], spanFirst ? log : span);
        Reading apart;
        readInto(apart, copilotOtelFormat(), parts[0].toStdString());
        readInto(apart, copilotOtelFormat(), parts[1].toStdString());
        QFETCH(bool, isKnownApart);
        if (isKnownApart) {
            QCOMPARE(apart.records(), record);
        }
    }
    for (const bool spanFirst : {false, true}) {
        const QByteArray first = spanFirst ? span : log;
        const QByteArray second = spanFirst ? log : span;
        const QByteArray next = spanLine("chat m", "s2", otelUsage(9, 1), "c1", "t2").replace("1791190800", "1791200000");
        for (const bool cut : {false, true}) {
            const QString path = folder.filePath(QStringLiteral("log.jsonl"));
            Reading reading;
            writeFile(path, first);
            if (cut) {
                readInto(reading, copilotOtelFormat(), path.toStdString());
                QCOMPARE(reading.records(), spanFirst ? record : QStringList{QStringLiteral("2026-10-05T09:00:00.400Z m 6000/0/0/0/200")});
            }
            writeFile(path, first + second);
            readInto(reading, copilotOtelFormat(), path.toStdString(), {.begin = reading.consumed, .parserState = reading.parserState});
            QCOMPARE(reading.records(), record);
            QCOMPARE(reading.ledger.entries()[0].context.attribution.session, std::string{"c1"});
            // Hours later nothing of the log comes back.
            writeFile(path, first + second + next);
            readInto(reading, copilotOtelFormat(), path.toStdString(), {.begin = reading.consumed, .parserState = reading.parserState});
            QCOMPARE(reading.records().size(), 2);
            QCOMPARE(reading.ledger.entries()[0].record.family, reading.ledger.entries()[1].record.family);
        }
    }
}

/// A call that has no span counts by its log; one that comes later still takes its place.
void tst_Copilot::logWithoutSpan()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("log.jsonl"));
    const QByteArray early = logLine("r1");
    const QByteArray late = logLine("r2", R"("spanContext":{"traceId":"t2","spanId":"s2"},)", 1791190900, 50);
    const QByteArray last = logLine("r3", R"("spanContext":{"traceId":"t3","spanId":"s3"},)", 1791190901, 60);
    const QByteArray span = withId(spanLine("chat m", "s1", otelUsage(6000, 200, 5000, 300)), "r1");
    const auto lookAt = [&](Reading &reading, const QByteArray &text) {
        writeFile(path, text);
        readInto(reading, copilotOtelFormat(), path.toStdString(), {.begin = reading.consumed, .parserState = reading.parserState});
        qlonglong input = 0;
        for (const ReferenceLedger::Entry &entry : reading.ledger.entries()) {
            input += entry.record.tokens.input;
        }
        return input;
    };
    Reading reading;
    QCOMPARE(lookAt(reading, early), 6000LL);
    QCOMPARE(lookAt(reading, early + late), 6050LL);
    const UsageRecord first = reading.ledger.entries()[0].record;
    QCOMPARE(lookAt(reading, early + late + last), 6110LL);
    Reading behind; // the ledger knows what the span replaces by its identity in its family
    behind.consumed = reading.consumed;
    behind.parserState = reading.parserState;
    QCOMPARE(lookAt(behind, early + late + last + span), 700LL);
    // What the span was called by the parser before; its log without its session, then one without its response, too, one without that alone, and
    // two without its trace. Last what the log was called before.
    QCOMPARE(behind.former.size(), std::size_t{7});
    QVERIFY(behind.former[0].second.identity == identityOf({"r1"}) && behind.former[0].second.family == behind.former[0].first.family);
    QVERIFY(behind.former[1].second.identity == first.identity && behind.former[1].second.family == first.family);
    QVERIFY(behind.former[1].first.family != first.family); // the log does not know its session
    const auto nameOf = [&](const Reading &other) { return std::pair{other.ledger.entries()[0].record.identity, other.ledger.entries()[0].record.family}; };
    const auto isNamed = [&](std::size_t at, const QByteArray &log) {
        return std::pair{behind.former[at].second.identity, behind.former[at].second.family} == nameOf(readText(copilotOtelFormat(), log));
    };
    const auto inSession = [](QByteArray line) { return line.replace(R"("event.name")", R"("session.id":"c1","event.name")"); };
    QVERIFY(isNamed(2, logLine({})));
    QVERIFY(isNamed(3, inSession(logLine({}))));
    QVERIFY(isNamed(4, logLine("r1", {})));
    QVERIFY(isNamed(5, inSession(logLine("r1", {}))));
    QVERIFY(behind.former[6].second.identity == identityOf({"r1"}) && behind.former[6].second.family == first.family);
    for (std::size_t i = 0; i < behind.former.size(); ++i) {
        QCOMPARE(behind.former[i].second.isAlias, i > 0 && i < 6);
    }
    QCOMPARE(lookAt(reading, early + late + last + span), 810LL); // 700 + 50 + 60
    QCOMPARE(reading.records().size(), 3);
    QVERIFY(!copilotOtelFormat().makeParser({})->restoreState(reading.parserState + "x"));
    QVERIFY(copilotOtelFormat().makeParser({})->restoreState(reading.parserState));
}

/// A writer without spans whose session lasts a second: 6000 + 60, read at once or in two looks. Nobody looks at the file again, unless more
/// comes: the first call's span, 700 instead of 6000. Read from its start afterwards it says the same.
void tst_Copilot::shortSession()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("log.jsonl"));
    const QByteArray first = logLine("r1");
    const QByteArray second = logLine("r2", R"("spanContext":{"traceId":"t2","spanId":"s2"},)", 1791190801, 60);
    const QByteArray span = withId(spanLine("chat m", "s1", otelUsage(6000, 200, 5000, 300)), "r1");
    const QStringList logs{QStringLiteral("2026-10-05T09:00:00.400Z m 6000/0/0/0/200"), QStringLiteral("2026-10-05T09:00:01.400Z m 60/0/0/0/200")};
    const QStringList both{Span + QStringLiteral("700/5000/300/0/200"), logs[1]};
    for (const bool inTwo : {false, true}) {
        Reading reading;
        if (inTwo) {
            writeFile(path, first);
            readInto(reading, copilotOtelFormat(), path.toStdString());
        }
        const auto goOn = [&](const QByteArray &text) {
            writeFile(path, text);
            readInto(reading, copilotOtelFormat(), path.toStdString(), {.begin = reading.consumed, .parserState = reading.parserState});
            return reading.records();
        };
        QCOMPARE(goOn(first + second), logs);
        QCOMPARE(goOn(first + second + span), both);
        readInto(reading, copilotOtelFormat(), path.toStdString());
        QCOMPARE(reading.records(), both);
    }
    // The span stood behind the log before the file was looked at again from its start: the log's record of then gives way all the same.
    Reading again;
    writeFile(path, first);
    readInto(again, copilotOtelFormat(), path.toStdString());
    writeFile(path, first + span + second);
    readInto(again, copilotOtelFormat(), path.toStdString());
    QCOMPARE(again.records(), both);
    QCOMPARE(readText(copilotOtelFormat(), first + span + second).records(), both);
}

/// A session that was resumed: each shutdown has its own part. One without figures ends nothing.
void tst_Copilot::events()
{
    const QByteArray start = R"({"type":"session.start","id":"e0","timestamp":"2026-10-05T09:00:00Z","data":{"sessionId":"c1","context":{"cwd":"/p"}}})" "\n";
    const QByteArray message = R"({"type":"assistant.message","id":"e1","timestamp":"2026-10-05T09:00:01Z","data":{"outputTokens":999}})" "\n";
    const QByteArray empty = R"({"type":"session.shutdown","id":"e2","timestamp":"2026-10-05T09:05:00Z","data":{"shutdownType":"error"}})" "\n";
    const Reading reading = readText(copilotEventsFormat(), start + message + shutdownLine("e3", 100, 5, 4) + empty + shutdownLine("e4", 30, 2, 1) + shutdownLine("e3", 100, 5, 4));
    QStringList records = reading.records();
    records.sort();
    QCOMPARE(records, (QStringList{QStringLiteral("2026-10-05T09:10:00Z m 100/0/0/0/5"), QStringLiteral("2026-10-05T09:10:00Z m 30/0/0/0/2")}));
    QCOMPARE(reading.problemTexts(), QStringList{});
    for (const ReferenceLedger::Entry &entry : reading.ledger.entries()) {
        QCOMPARE(qlonglong(entry.record.requests), entry.record.tokens.input == 100 ? 4LL : 1LL);
        QCOMPARE(entry.record.has(AggregateFlag), entry.record.tokens.input == 100);
        QCOMPARE(entry.context.attribution.session, std::string{"c1"});
        QCOMPARE(entry.context.attribution.project, std::string{"/p"});
    }
    const Reading broken = readText(copilotEventsFormat(), R"({"type":"session.shutdown","id":"e","timestamp":"2026-10-05T09:10:00Z","data":{"modelMetrics":{"m":7}}})" "\n");
    QCOMPARE(broken.problemTexts(), QStringList{QStringLiteral("WrongType@0 modelMetrics")});
}

void tst_Copilot::store()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("session-store.db"));
    Owner owner{path};
    owner.run(StoreTables + storeRow("'c1','m',6000,200,5000,300,50,556570000,'2026-10-05 09:00:05'")
              + storeRow("'c2',NULL,10,2,NULL,NULL,NULL,0,'2026-10-05 09:01:05'") + storeRow("'c1','m',5,1,0,0,0,123456789012345,'yesterday'"));
    Reading reading;
    readInto(reading, copilotStoreFormat(), path.toStdString());
    QCOMPARE(reading.records(), (QStringList{QStringLiteral("2026-10-05T09:00:05Z m 700/5000/300/0/200 reasoning=50 cost=0.0055657"),
                                             QStringLiteral("2026-10-05T09:01:05Z auto 10/0/0/0/2")}));
    QCOMPARE(reading.problemTexts(), QStringList{QStringLiteral("BadTime@3 created_at")});
    QCOMPARE(reading.ledger.entries()[0].context.attribution.project, std::string{"/p"});
    // Rows are never changed: only later ones are read.
    owner.run(storeRow("'c1','m',7,1,0,0,0,100000000000,'2026-10-05 09:02:05'"));
    Reading more;
    readInto(more, copilotStoreFormat(), path.toStdString(), {.begin = reading.consumed, .parserState = reading.parserState});
    QCOMPARE(more.records(), QStringList{QStringLiteral("2026-10-05T09:02:05Z m 7/0/0/0/1 cost=1")});
    QCOMPARE(qlonglong(more.consumed), 4LL);
    const QString other = folder.filePath(QStringLiteral("other.db"));
    makeDatabase(other, "CREATE TABLE assistant_usage_events(id INTEGER PRIMARY KEY)");
    Reading older;
    readInto(older, copilotStoreFormat(), other.toStdString());
    QCOMPARE(older.problemTexts(), QStringList{QStringLiteral("ColumnMissing@0 assistant_usage_events.session_id")});
}

void tst_Copilot::onceOfThreeStores_data()
{
    QTest::addColumn<QList<int>>("order"); // 0 store, 1 telemetry, 2 events
    QTest::addColumn<QStringList>("inputs");
    // Session c1: two calls of 700 and 40 uncached tokens in the store; the telemetry has the first and one of 9; the events say 749 in one sum.
    // c2 is in the events alone. Of a session the best store counts, whatever the others know of it.
    const QStringList all{QStringLiteral("40"), QStringLiteral("700"), QStringLiteral("c2 55")};
    QList<int> order{0, 1, 2};
    do {
        QTest::addRow("%d%d%d", order[0], order[1], order[2]) << order << all;
    } while (std::next_permutation(order.begin(), order.end()));
    QTest::newRow("store and events") << QList<int>{0, 2} << QStringList{QStringLiteral("40"), QStringLiteral("700"), QStringLiteral("c2 55")};
    QTest::newRow("telemetry and events") << QList<int>{2, 1} << QStringList{QStringLiteral("700"), QStringLiteral("9"), QStringLiteral("c2 55")};
    QTest::newRow("events") << QList<int>{2} << QStringList{QStringLiteral("749"), QStringLiteral("c2 55")};
}

void tst_Copilot::onceOfThreeStores()
{
    QFETCH(QList<int>, order);
    QFETCH(QStringList, inputs);
    const QTemporaryDir folder;
    const QString store = folder.filePath(QStringLiteral("session-store.db"));
    makeDatabase(store, StoreTables + storeRow("'c1','m',6000,200,5000,300,50,0,'2026-10-05 09:00:05'") + storeRow("'c1','m',40,2,0,0,0,0,'2026-10-05 09:01:05'"));
    const QString telemetry = folder.filePath(QStringLiteral("otel.jsonl"));
    writeFile(telemetry, spanLine("chat m", "s1", otelUsage(6000, 200, 5000, 300)) + spanLine("chat m", "s2", otelUsage(9, 1))
                             + spanLine("invoke_agent x", "s3", otelUsage(6009, 201, 5000, 300)));
    const QString first = folder.filePath(QStringLiteral("c1/events.jsonl"));
    const QString second = folder.filePath(QStringLiteral("c2/events.jsonl"));
    writeFile(first, shutdownLine("e1", 749, 203, 3));
    writeFile(second, shutdownLine("e1", 55, 1, 1));
    Reading reading;
    for (const int which : order) {
        if (which == 0) {
            readInto(reading, copilotStoreFormat(), store.toStdString());
        } else if (which == 1) {
            readInto(reading, copilotOtelFormat(), telemetry.toStdString());
        } else {
            readInto(reading, copilotEventsFormat(), first.toStdString());
            readInto(reading, copilotEventsFormat(), second.toStdString());
        }
    }
    QStringList found;
    for (const ReferenceLedger::Entry &entry : reading.ledger.entries()) {
        const QString session = QString::fromStdString(entry.context.attribution.session);
        found << (session == QLatin1String("c2") ? QStringLiteral("c2 ") : QString{}) + QString::number(entry.record.tokens.input);
    }
    found.sort();
    QCOMPARE(found, inputs);
}

/// Two agents of 700 and 49 tokens in the telemetry, whose session's events say 749: no call is known, and 749 were asked.
void tst_Copilot::onceOfTwoSums()
{
    const QTemporaryDir folder;
    const QString telemetry = folder.filePath(QStringLiteral("otel.jsonl"));
    writeFile(telemetry, spanLine("invoke_agent x", "s1", otelUsage(700, 200)) + spanLine("invoke_agent y", "s2", otelUsage(49, 3), "c1", "t2"));
    const QString events = folder.filePath(QStringLiteral("c1/events.jsonl"));
    writeFile(events, shutdownLine("e1", 749, 203, 3));
    for (const bool eventsFirst : {true, false}) {
        Reading reading;
        for (const bool isEvents : {eventsFirst, !eventsFirst}) {
            readInto(reading, isEvents ? copilotEventsFormat() : copilotOtelFormat(), (isEvents ? events : telemetry).toStdString());
        }
        QCOMPARE(reading.records().size(), 2);
        QCOMPARE(qlonglong(reading.ledger.totals().input), 749LL);
        QCOMPARE(qlonglong(reading.ledger.totals().output), 203LL);
    }
}

/// GitHub, in each of the stores; in the telemetry whom a user's own key pays. A log that waits for its span from one look to the next keeps it.
void tst_Copilot::provider()
{
    const QTemporaryDir folder;
    const QString store = folder.filePath(QStringLiteral("session-store.db"));
    makeDatabase(store, StoreTables + storeRow("'c1','m',6,2,0,0,0,0,'2026-10-05 09:00:05'"));
    const auto providersOf = [](const Reading &reading) {
        QStringList providers;
        for (const ReferenceLedger::Entry &entry : reading.ledger.entries()) {
            providers << QString::fromStdString(entry.context.serving.provider);
        }
        return providers;
    };
    const QStringList github{QStringLiteral("github-copilot")};
    Reading rows;
    readInto(rows, copilotStoreFormat(), store.toStdString());
    QCOMPARE(providersOf(rows), github);
    QCOMPARE(providersOf(readText(copilotEventsFormat(), shutdownLine("e1", 5, 1, 1))), github);
    const auto paidTo = [](const char *name) { return spanLine("chat m", "s1", otelUsage(6, 2) + R"(,"gen_ai.provider.name":")" + name + '"'); };
    QCOMPARE(providersOf(readText(copilotOtelFormat(), paidTo("github"))), github);
    QCOMPARE(providersOf(readText(copilotOtelFormat(), spanLine("chat m", "s1", otelUsage(6, 2)))), github);
    QCOMPARE(providersOf(readText(copilotOtelFormat(), paidTo("anthropic"))), QStringList{QStringLiteral("anthropic")});
    const QString log = folder.filePath(QStringLiteral("log.jsonl"));
    const auto named = [](QByteArray line) { return line.replace(R"("event.name")", R"("gen_ai.provider.name":"openai","event.name")"); };
    const QByteArray first = named(logLine("r1"));
    writeFile(log, first);
    Reading reading;
    readInto(reading, copilotOtelFormat(), log.toStdString());
    writeFile(log, first + logLine("r2", R"("spanContext":{"traceId":"t2","spanId":"s2"},)", 1791190900, 50));
    readInto(reading, copilotOtelFormat(), log.toStdString(), {.begin = reading.consumed, .parserState = reading.parserState});
    QCOMPARE(providersOf(reading), (QStringList{QStringLiteral("openai"), QStringLiteral("github-copilot")}));
}

void tst_Copilot::copilotPlaces()
{
    const DiscoveryPlaces places{.home = "/h"};
    const DiscoveryPlaces moved{.home = "/h", .variables = {{"COPILOT_HOME", "/c"}, {"COPILOT_OTEL_FILE_EXPORTER_PATH", "~/o.jsonl"}}};
    QCOMPARE(copilotStoreFormat().roots(places), std::vector<std::string>{"/h/.copilot"});
    QCOMPARE(copilotEventsFormat().roots(moved), std::vector<std::string>{"/c/session-state"});
    QCOMPARE(copilotOtelFormat().roots(moved), (std::vector<std::string>{"/c/otel", "/h/o.jsonl"}));
    QVERIFY(copilotStoreFormat().ownsFile("session-store.db") && !copilotStoreFormat().ownsFile("other.db"));
    QVERIFY(copilotEventsFormat().ownsFile("s/events.jsonl") && !copilotEventsFormat().ownsFile("s/state.jsonl"));
}

TOKENMETER_TEST(tst_Copilot);

#include "tst_Copilot.moc"
