// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "ImportSupport.h"
#include "core/StopReason.h"
#include "import/formats/ClaudeCode.h"

#include <QtTest>

namespace test_ClaudeCode
{

using namespace tokenmeter;
using namespace tokenmeter::testing;

namespace
{

/// A line of a transcript. Fields that are not given take these.
struct Fields
{
    QByteArray time = R"("2026-10-05T09:00:03Z")";
    QByteArray session = R"("s1")";
    QByteArray id = R"("msg_1")";
    QByteArray request = R"("req_1")";
    QByteArray model = R"("claude-opus-4-1")";
    QByteArray usage = R"({"input_tokens":10,"cache_creation_input_tokens":20,"cache_read_input_tokens":30,"output_tokens":40})";
    QByteArray content = R"([{"type":"text","text":"x"}])";
    QByteArray stop{}; ///< the value of message.stop_reason
    QByteArray more{}; ///< more fields of the line, with a comma before
};

QByteArray lineOf(const Fields &f)
{
    QByteArray line = R"({"type":"assistant","sessionId":)" + f.session + R"(,"message":{"id":)" + f.id + R"(,"content":)" + f.content
        + R"(,"model":)" + f.model + (f.stop.isEmpty() ? QByteArray{} : R"(,"stop_reason":)" + f.stop) + R"(,"usage":)" + f.usage + "}";
    line += f.time.isEmpty() ? QByteArray{} : R"(,"timestamp":)" + f.time;
    line += f.request.isEmpty() ? QByteArray{} : R"(,"requestId":)" + f.request;
    return line + f.more + "}\n";
}

QByteArray usageOf(const char *input, const char *output)
{
    return QByteArray{R"({"input_tokens":)"} + input + R"(,"output_tokens":)" + output + "}";
}

const QString Usual = QStringLiteral("2026-10-05T09:00:03Z claude-opus-4-1 10/30/20/0/40");

} // namespace

class tst_ClaudeCode : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void lines_data();
    void lines();
    void identities();
    void contexts_data();
    void contexts();
    void roots_data();
    void roots();
    void desktopRoots();
    void files();
    void anyOrderAnyPieces();
    void stopReasons_data();
    void stopReasons();
    void gluedAtEveryByte();
};

void tst_ClaudeCode::lines_data()
{
    QTest::addColumn<QByteArray>("log");
    QTest::addColumn<QStringList>("records");
    QTest::addColumn<QStringList>("problems");
    const QStringList none;
    const QStringList usual{Usual};
    const QByteArray plain = lineOf({});
    const auto row = [](const char *name) -> QTestData & { return QTest::newRow(name); };

    row("one") << plain << usual << none;
    row("the same line twice") << plain + plain << usual << none;

    // What two other programs read wrongly, one log each.
    row("no request id, snapshots at different times")
        << lineOf({.request = "", .usage = usageOf("10", "1")})
               + lineOf({.time = R"("2026-10-05T09:00:05Z")", .session = R"("s2")", .request = "", .usage = usageOf("10", "7")})
        << QStringList{QStringLiteral("2026-10-05T09:00:03Z claude-opus-4-1 10/0/0/0/7")} << none;
    row("a null in a tool's argument")
        << lineOf({.content = R"([{"type":"tool_use","input":{"id":null,"model":null,"version":null,"speed":null}}])"}) << usual
        << none;
    row("a null where a text is expected")
        << lineOf({.usage = R"({"input_tokens":10,"cache_creation_input_tokens":20,"cache_read_input_tokens":30,"output_tokens":40,)"
                            R"("speed":null,"service_tier":null,"cache_creation":null,"server_tool_use":null,"iterations":null})",
                   .more = R"(,"cwd":null,"agentId":null,"isSidechain":null,"costUSD":null)"})
        << usual << none;
    row("a lone surrogate in the text") << lineOf({.content = R"([{"type":"text","text":"cut \ud83d"}])"}) << usual << none;
    row("a side-chain repeats its parent's message under a new request")
        << plain + lineOf({.request = R"("req_side")", .more = R"(,"isSidechain":true)"}) << usual << none;
    row("the same in the other order")
        << lineOf({.request = R"("req_side")", .more = R"(,"isSidechain":true)"}) + plain << usual << none;
    row("a side-chain of its own")
        << lineOf({.more = R"(,"isSidechain":true,"agentId":"a1")"})
        << QStringList{Usual + QStringLiteral(" agent=a1 side=1")} << none;
    row("asked before midnight, answered after")
        << R"({"type":"user","timestamp":"2026-10-04T23:59:58Z","message":{"role":"user","content":"\"usage\""}})" "\n"
               + lineOf({.time = R"("2026-10-05T00:00:03Z")"})
        << QStringList{QStringLiteral("2026-10-05T00:00:03Z claude-opus-4-1 10/30/20/0/40")} << none;
    row("progress of an agent, copied nowhere")
        << QByteArray{R"({"type":"progress","sessionId":"s1","timestamp":"2026-10-05T10:00:00Z","data":{"type":"agent_progress","message":)"}
               + lineOf({}).trimmed() + "}}\n"
        << usual << none;
    row("progress of an agent and its copy")
        << QByteArray{R"({"type":"progress","sessionId":"s1","data":{"message":)"} + lineOf({}).trimmed() + "}}\n" + plain << usual
        << none;
    row("synthetic with tokens") << lineOf({.model = R"("<synthetic>")"}) << none << none;
    row("a blank before the colon") << QByteArray{plain}.replace("\"usage\":", "\"usage\" : ") << usual << none;
    row("request id null") << lineOf({.request = "null"}) << usual << none;
    row("no model") << lineOf({.model = "null"})
                    << QStringList{QStringLiteral("2026-10-05T09:00:03Z - 10/30/20/0/40")} << none;
    row("bad UTF-8 in the text") << lineOf({.content = "\"caf\xe9\""}) << usual << none;

    // Copies.
    row("output grows while an answer streams, the first time stays")
        << lineOf({.usage = usageOf("10", "3")})
               + lineOf({.time = R"("2026-10-06T00:00:01Z")", .usage = usageOf("10", "250")})
        << QStringList{QStringLiteral("2026-10-05T09:00:03Z claude-opus-4-1 10/0/0/0/250")} << none;
    row("input from the copy that has cache fields")
        << lineOf({.usage = usageOf("60", "40")}) + plain << usual << none;
    row("two requests of one message outside side-chains") << plain + lineOf({.request = R"("req_2")"})
                                                           << QStringList{Usual, Usual} << none;
    row("a copy without request id") << plain + lineOf({.request = ""}) << usual << none;
    row("one id for all answers, different prompts")
        << lineOf({.id = R"("x")", .request = "", .usage = usageOf("1", "1")})
               + lineOf({.id = R"("x")", .request = "", .usage = usageOf("2", "1")})
        << QStringList{QStringLiteral("2026-10-05T09:00:03Z claude-opus-4-1 1/0/0/0/1"),
                       QStringLiteral("2026-10-05T09:00:03Z claude-opus-4-1 2/0/0/0/1")}
        << none;
    row("no message id: every line by its uuid")
        << lineOf({.id = "null", .more = R"(,"uuid":"u1")"}) + lineOf({.id = "null", .more = R"(,"uuid":"u2")"})
               + lineOf({.id = "null", .more = R"(,"uuid":"u1")"})
        << QStringList{Usual, Usual} << none;

    // Cache writes by lifetime.
    const auto split = [&](const char *total, const char *five, const char *hour) {
        return lineOf({.usage = QByteArray{R"({"input_tokens":1,"cache_read_input_tokens":0,"output_tokens":1,"cache_creation_input_tokens":)"}
                           + total + R"(,"cache_creation":{"ephemeral_5m_input_tokens":)" + five
                           + R"(,"ephemeral_1h_input_tokens":)" + hour + "}}"});
    };
    const auto splitResult = [](const char *fiveHour) {
        return QStringList{QStringLiteral("2026-10-05T09:00:03Z claude-opus-4-1 1/0/%1/1").arg(QLatin1String{fiveHour})};
    };
    row("split agrees") << split("1200", "1000", "200") << splitResult("1000/200") << none;
    row("split is empty") << split("1200", "0", "0") << splitResult("1200/0") << none;
    row("split is short") << split("1200", "100", "200") << splitResult("1000/200") << none;
    row("split exceeds the total") << split("100", "100", "200") << splitResult("0/100") << none;
    row("only the split") << split("null", "100", "200") << splitResult("100/200") << none;

    row("reasoning is a part of output")
        << lineOf({.usage = R"({"input_tokens":1,"output_tokens":9,"output_tokens_details":{"thinking_tokens":4}})"})
        << QStringList{QStringLiteral("2026-10-05T09:00:03Z claude-opus-4-1 1/0/0/0/9 reasoning=4")} << none;
    row("cost of old versions keeps its digits")
        << lineOf({.more = R"(,"costUSD":0.0123450)"}) << QStringList{Usual + QStringLiteral(" cost=0.0123450")} << none;
    row("usage of a tool's result does not count")
        << QByteArray{R"({"type":"user","timestamp":"2026-10-05T09:00:03Z","toolUseResult":{"usage":{"input_tokens":5,"output_tokens":5}},"message":{"role":"user","content":"x"}})" "\n"}
        << none << none;
    row("all zero") << lineOf({.usage = usageOf("0", "0")}) << none << none;
    row("an advisor in a replayed side-chain counts once")
        << [&] {
               const QByteArray usage = R"({"input_tokens":1,"output_tokens":1,"iterations":[{"type":"advisor_message","model":"m2","input_tokens":7,"output_tokens":8}]})";
               return lineOf({.usage = usage})
                   + lineOf({.request = R"("req_side")", .usage = usage, .more = R"(,"isSidechain":true)"});
           }()
        << QStringList{QStringLiteral("2026-10-05T09:00:03Z claude-opus-4-1 1/0/0/0/1"),
                       QStringLiteral("2026-10-05T09:00:03Z m2 7/0/0/0/8")}
        << none;

    // Damage.
    row("counts as float and text") << lineOf({.usage = usageOf("3.0", "\"4\"")})
                                    << QStringList{QStringLiteral("2026-10-05T09:00:03Z claude-opus-4-1 3/0/0/0/4")} << none;
    row("a negative count") << lineOf({.usage = usageOf("-3", "4")})
                            << QStringList{QStringLiteral("2026-10-05T09:00:03Z claude-opus-4-1 0/0/0/0/4 clamped=1")}
                            << QStringList{QStringLiteral("NegativeCount@0 message.usage.input_tokens")};
    row("an absurd count") << lineOf({.usage = usageOf("3", "99999999999999999999")})
                           << QStringList{QStringLiteral("2026-10-05T09:00:03Z claude-opus-4-1 3/0/0/0/1000000000000 clamped=1")}
                           << QStringList{QStringLiteral("CountTooLarge@0 message.usage.output_tokens")};
    row("a count of the wrong type") << lineOf({.usage = usageOf("{\"a\":[1]}", "4")})
                                     << QStringList{QStringLiteral("2026-10-05T09:00:03Z claude-opus-4-1 0/0/0/0/4 clamped=1")}
                                     << QStringList{QStringLiteral("WrongTypeCounted@0 message.usage.input_tokens")};
    row("usage of the wrong type") << lineOf({.usage = "[1,2]"}) << none << QStringList{QStringLiteral("WrongType@0 message.usage")};
    row("usage null") << lineOf({.usage = "null"}) << none << none;
    row("no time") << lineOf({.time = ""}) << none << QStringList{QStringLiteral("MissingField@0 timestamp")};
    row("time of 1970") << lineOf({.time = R"("1970-01-01T00:00:00Z")"}) << none
                        << QStringList{QStringLiteral("TimeTooEarly@0 timestamp")};
    row("time is nonsense") << lineOf({.time = R"("yesterday")"}) << none << QStringList{QStringLiteral("BadTime@0 timestamp")};
    row("time is an object") << lineOf({.time = R"({"a":1})"}) << none << QStringList{QStringLiteral("BadTime@0 timestamp")};
    row("time in the future is a time")
        << lineOf({.time = R"("2099-01-01T00:00:00Z")"})
        << QStringList{QStringLiteral("2099-01-01T00:00:00Z claude-opus-4-1 10/30/20/0/40")} << none;
    row("time as milliseconds") << lineOf({.time = "1791190803000"}) << usual << none; // date -u -d 2026-10-05T09:00:03 +%s
    row("noise between") << QByteArray{"\xfe\x00\x01 \"usage\" {{{\n", 16} + plain << usual << QStringList{QStringLiteral("NotJson@0")};
    row("noise without a needle is not worth a word") << QByteArray{"\xfe\xff garbage\n"} + plain << usual << none;
    row("NUL bytes before a line") << QByteArray(512, '\0') + plain << usual << none;
    row("a bad byte in a name")
        << lineOf({.model = "\"claude\xff\""}) << QStringList{QStringLiteral("2026-10-05T09:00:03Z claude? 10/30/20/0/40")}
        << QStringList{QStringLiteral("NotUtf8@0 message.model")};
    row("nested a hundred thousand deep")
        << lineOf({.content = QByteArray(100'000, '[') + QByteArray(100'000, ']')}) << usual << none;
    row("two lines torn into one") << plain.trimmed() + lineOf({.id = R"("msg_2")"}) << QStringList{Usual, Usual} << none;
    const QByteArray cutInText = R"({"type":"assistant","message":{"id":"msg_9","content":[{"type":"text","text":"a \"usage\" {)";
    const QStringList notJson{QStringLiteral("NotJson@0")};
    row("a whole line, then a torn one") << plain.trimmed() + cutInText + "\n" + plain << usual << notJson;
    row("a torn line, then a whole one") << cutInText + plain << usual << notJson;
    row("whole, torn, whole") << plain.trimmed() + cutInText + lineOf({.id = R"("msg_2")"}) << QStringList{Usual, Usual} << notJson;
    row("the response inside a torn line is no line") << QByteArray{R"({"type":"assistant","message":{"id":"msg_1","usage":)"}
            + usageOf("1", "2") + "}\n" << none << notJson;
    row("the progress line inside a torn line is no line") // cut behind the inner line, which would have its own identity
        << R"({"type":"progress","data":{"message":)" + plain.trimmed() + "\n" << none << notJson;
    row("torn far inside a long text") << cutInText + QByteArray(300'000, 'x') + plain << usual << notJson;
    row("carriage returns") << QByteArray{plain}.replace("\n", "\r\n") + "\r\n" << usual << none;
    row("byte order mark") << "\xEF\xBB\xBF" + plain << usual << none;
    row("the last line is not complete") << plain + lineOf({.id = R"("msg_2")"}).chopped(20) << usual << none;
    row("the last line lacks its newline") << plain + lineOf({.id = R"("msg_2")"}).trimmed() << QStringList{Usual, Usual} << none;
}

void tst_ClaudeCode::lines()
{
    QFETCH(QByteArray, log);
    QFETCH(QStringList, records);
    QFETCH(QStringList, problems);
    const Reading reading = readText(claudeCodeFormat(), log);
    QStringList found = reading.records();
    found.sort();
    records.sort();
    QCOMPARE(found, records);
    QCOMPARE(reading.problemTexts(), problems);
}

void tst_ClaudeCode::identities()
{
    const auto identity = [](const Fields &fields) {
        return readText(claudeCodeFormat(), lineOf(fields)).ledger.entries().at(0).record;
    };
    QVERIFY(identity({}).identity == identityOf({"msg_1", "req_1"}));
    QVERIFY(identity({}).family == familyOf({"msg_1"}));
    const UsageRecord weak = identity({.request = ""});
    QVERIFY(weak.identity == identityOf({"msg_1", "10", "20", "30"}));
    QVERIFY(weak.family == familyOf({"msg_1"}));
    QVERIFY(weak.has(WeakFlag));
    QVERIFY(identity({.id = "null", .more = R"(,"uuid":"u1")"}).identity == identityOf({"claude-code", "u1"}));
    QCOMPARE(identity({.id = "null"}).family, std::uint64_t{0});
    QVERIFY(identity({.usage = usageOf("1", "1")}).has(NoCacheFieldsFlag));
    QVERIFY(!identity({}).has(NoCacheFieldsFlag));
}

void tst_ClaudeCode::contexts_data()
{
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<QString>("provider");
    QTest::newRow("first party") << QByteArray{"msg_01"} << "anthropic";
    QTest::newRow("Vertex") << QByteArray{"msg_vrtx_01"} << "google-vertex";
    QTest::newRow("Bedrock") << QByteArray{"msg_bdrk_01"} << "amazon-bedrock";
    QTest::newRow("gateway") << QByteArray{"chatcmpl-1"} << "";
}

void tst_ClaudeCode::contexts()
{
    QFETCH(QByteArray, id);
    QFETCH(QString, provider);
    const QByteArray usage = R"({"input_tokens":1,"output_tokens":1,"service_tier":"priority","speed":"fast","inference_geo":"us","server_tool_use":{"web_search_requests":2}})";
    const QByteArray line = lineOf({.session = "null",
                                    .id = '"' + id + '"',
                                    .usage = usage,
                                    .more = R"(,"cwd":"/home/dev/\u00e9","agentId":"a1")"});
    const ReferenceLedger::Entry entry = readText(claudeCodeFormat(), line, {}, QStringLiteral("s9.jsonl")).ledger.entries().at(0);
    QCOMPARE(QString::fromStdString(entry.context.serving.provider), provider);
    QCOMPARE(entry.context.serving.serviceTier, std::string{"priority"});
    QCOMPARE(entry.context.serving.speed, std::string{"fast"});
    QCOMPARE(entry.context.serving.region, std::string{"us"});
    QCOMPARE(entry.context.attribution.session, std::string{"s9"}); // the file's name stands in
    QCOMPARE(entry.context.attribution.project, std::string{"/home/dev/é"});
    QCOMPARE(entry.context.attribution.agent, std::string{"a1"});
    QCOMPARE(entry.record.rare.webSearches, std::int64_t{2});
}

void tst_ClaudeCode::roots_data()
{
    QTest::addColumn<QString>("config");
    QTest::addColumn<QString>("xdg");
    QTest::addColumn<QString>("roots");
    QTest::newRow("default") << "" << "" << "/h/.claude/projects /h/.config/claude/projects";
    QTest::newRow("XDG") << "" << "/x" << "/h/.claude/projects /x/claude/projects";
    QTest::newRow("set") << "/c" << "/x" << "/c/projects";
    QTest::newRow("list") << "/c, ~/d/,/e/projects" << "" << "/c/projects /h/d/projects /e/projects";
}

void tst_ClaudeCode::roots()
{
    QFETCH(QString, config);
    QFETCH(QString, xdg);
    QFETCH(QString, roots);
    QStringList found;
    for (const std::string &root : claudeCodeFormat().roots(
             {.home = "/h", .claudeConfigDir = config.toStdString(), .xdgConfigHome = xdg.toStdString()})) {
        found << QString::fromStdString(root);
    }
    QCOMPARE(found.join(QLatin1Char{' '}), roots);
}

/// The desktop application's sessions, at most four levels below its folder; other lists of lines there are none of them.
void tst_ClaudeCode::desktopRoots()
{
    const QTemporaryDir home;
    const QString base = home.filePath(QStringLiteral("Library/Application Support/Claude/"));
    const QByteArray line = lineOf({});
    for (const char *file : {"local-agent-mode-sessions/account/org/local_1/.claude/projects/-p/s.jsonl", "local-agent-mode-sessions/account/org/local_1/audit.jsonl",
                             "claude-code-sessions/.claude/projects/-p/s.jsonl", "local-agent-mode-sessions/a/b/c/d/.claude/projects/-p/too-deep.jsonl"}) {
        writeFile(base + QString::fromLatin1(file), line);
    }
    QVERIFY(QFile::link(base + QStringLiteral("local-agent-mode-sessions/account"), base + QStringLiteral("claude-code-sessions/again")));
    const Discovery found = discover({.home = home.path().toStdString()});
    QStringList files;
    for (const DiscoveredSource &source : found.sources) {
        for (const DiscoveredFile &file : source.files) {
            files << QString::fromStdString(std::string{source.format->id} + ' ' + file.path).remove(QFileInfo{base}.canonicalFilePath() + u'/');
        }
    }
    QCOMPARE(files, (QStringList{QStringLiteral("claude-code local-agent-mode-sessions/account/org/local_1/.claude/projects/-p/s.jsonl"),
                                 QStringLiteral("claude-code claude-code-sessions/.claude/projects/-p/s.jsonl")}));
    QCOMPARE(claudeCodeFormat().roots({.home = home.path().toStdString(), .claudeConfigDir = "/c"}), std::vector<std::string>{"/c/projects"});
}

void tst_ClaudeCode::files()
{
    const Format format = claudeCodeFormat();
    QVERIFY(format.ownsFile("-home-dev/s.jsonl"));
    QVERIFY(format.ownsFile("-home-dev/s/subagents/workflows/w/agent-1.jsonl"));
    QVERIFY(!format.ownsFile("-home-dev/s/subagents/journal.jsonl"));
    QVERIFY(!format.ownsFile("-home-dev/s/subagents/agent-1.meta.json"));
    QVERIFY(format.recognises("/x.jsonl", lineOf({.more = R"(,"isSidechain":false)"}).toStdString()) > 90);
    QCOMPARE(format.recognises("/x.jsonl", "model,tokens\na,1\n"), 0);
    QCOMPARE(format.recognises("/x.jsonl", R"({"id":"chatcmpl-1","usage":{"prompt_tokens":1}})"), 0);
}

/// Files in any order, twice, in pieces and in blocks of any size: the same ledger.
void tst_ClaudeCode::anyOrderAnyPieces()
{
    QByteArrayList logs;
    for (int file = 0; file < 3; ++file) {
        QByteArray log;
        for (int i = 0; i < 12; ++i) {
            const QByteArray n = QByteArray::number((i * 5 + file * 3) % 14);
            const bool side = i % 4 == 3;
            log += lineOf({.time = "\"2026-10-05T09:00:" + QByteArray::number(10 + i + file) + "Z\"",
                           .session = "\"s" + QByteArray::number(file) + '"',
                           .id = "\"msg_" + n + '"',
                           .request = i % 5 == 4 ? QByteArray{} : side ? "\"side_" + n + '"' : "\"req_" + n + '"',
                           .usage = usageOf(n.constData(), QByteArray::number(i + file + 1).constData()),
                           .more = side ? R"(,"isSidechain":true)" : ""});
            log += "{\"type\":\"user\",\"text\":\"" + QByteArray(i * 40, 'x') + "\"}\n";
        }
        logs << log;
    }
    const QTemporaryDir folder;
    std::vector<std::string> paths;
    for (int file = 0; file < 3; ++file) {
        const QString path = folder.filePath(QString::number(file));
        writeFile(path, logs[file]);
        paths.push_back(path.toStdString());
    }
    const Format format = claudeCodeFormat();
    Reading once;
    for (const std::string &path : paths) {
        readInto(once, format, path);
    }
    QVERIFY(once.ledger.entries().size() > 10);

    std::sort(paths.begin(), paths.end());
    do {
        Reading shuffled;
        for (const std::string &path : paths) {
            readInto(shuffled, format, path, {}, {.flushRecords = 3, .blockSize = 700});
        }
        readInto(shuffled, format, paths[1]); // and one again
        QVERIFY(shuffled.ledger.entries() == once.ledger.entries());
    } while (std::next_permutation(paths.begin(), paths.end()));

    for (std::int64_t piece = 1; piece < 3000; piece = piece * 3 / 2 + 1) {
        Reading pieces;
        for (const std::string &path : paths) {
            const Result<LogFile> log = LogFile::open(path);
            for (std::int64_t begin = 0; begin < log->size();) {
                const std::int64_t end = log->lineStartAt(begin + piece);
                readInto(pieces, format, path, {.begin = begin, .end = end}, {.blockSize = 1000});
                QCOMPARE(pieces.consumed, end);
                begin = end;
            }
        }
        QVERIFY(pieces.ledger.entries() == once.ledger.entries());
    }
}

void tst_ClaudeCode::stopReasons_data()
{
    QTest::addColumn<QByteArray>("log");
    QTest::addColumn<QList<int>>("reasons");
    const auto row = [](const char *name, const QByteArray &log, std::initializer_list<StopReason> reasons) {
        QList<int> numbers;
        for (const StopReason reason : reasons) {
            numbers << int(reason);
        }
        QTest::newRow(name) << log << numbers;
    };
    const QByteArray nothing = lineOf({.stop = "null"});
    const QByteArray toolUse = lineOf({.stop = R"("tool_use")"});
    row("not written", lineOf({}), {StopReason::Unknown});
    row("null while it streams", nothing, {StopReason::Unknown});
    row("end of turn", lineOf({.stop = R"("end_turn")"}), {StopReason::EndOfTurn});
    row("cut off", lineOf({.stop = R"("max_tokens")"}), {StopReason::MaxTokens});
    row("refused", lineOf({.stop = R"("refusal")"}), {StopReason::Refusal});
    row("no text", lineOf({.stop = "7"}), {StopReason::Unknown});
    row("a word that is not known", lineOf({.stop = R"("tired")"}), {StopReason::Other});
    row("snapshots: the end says", nothing + toolUse, {StopReason::ToolUse});
    row("snapshots in the other order", toolUse + nothing, {StopReason::ToolUse});
    row("a copy without request id", lineOf({.request = "", .stop = R"("end_turn")"}) + nothing, {StopReason::EndOfTurn});
    row("of a tool's argument", lineOf({.content = R"([{"type":"tool_use","input":{"stop_reason":"refusal"}}])"}), {StopReason::Unknown});
    // How the advisor's answer inside the answer ended is not written.
    row("an advisor",
        lineOf({.usage = R"({"input_tokens":10,"output_tokens":40,"iterations":[{"type":"advisor_message","model":"claude-haiku",)"
                         R"("input_tokens":1,"output_tokens":2}]})",
                .stop = R"("end_turn")"}),
        {StopReason::Unknown, StopReason::EndOfTurn});
    row("error notices are no answers",
        R"({"type":"assistant","isApiErrorMessage":true,"timestamp":"2026-10-05T09:00:03Z","message":{"id":"u","model":"<synthetic>",)"
        R"("stop_reason":"stop_sequence","usage":{"input_tokens":0,"output_tokens":0}}})" "\n",
        {});
}

void tst_ClaudeCode::stopReasons()
{
    QFETCH(QByteArray, log);
    QFETCH(QList<int>, reasons);
    const Reading reading = readText(claudeCodeFormat(), log);
    QList<int> found;
    for (const ReferenceLedger::Entry &entry : reading.ledger.entries()) {
        found << int(stopReasonOf(entry.record.flags));
    }
    std::sort(found.begin(), found.end());
    QCOMPARE(found, reasons);
}

/// A line torn anywhere with a whole one behind it: the whole one counts, once and under its own identity, unless it may
/// be a value of the torn one; nothing of the torn one ever does.
void tst_ClaudeCode::gluedAtEveryByte()
{
    const QByteArray torn = lineOf({.id = R"("msg_torn")", .content = R"([{"type":"text","text":"a\"{}"},{"n":[1,2]}])"}).trimmed();
    const QByteArray whole = lineOf({.id = R"("msg_whole")"});
    const Identity expected = readText(claudeCodeFormat(), whole).ledger.entries().at(0).record.identity;
    int lost = 0;
    for (qsizetype size = 1; size < torn.size(); ++size) {
        const Reading reading = readText(claudeCodeFormat(), torn.left(size) + whole);
        QCOMPARE(reading.problemTexts(), QStringList{QStringLiteral("NotJson@0")});
        QCOMPARE(reading.skipped, std::int64_t{1});
        if (reading.ledger.entries().empty()) {
            QVERIFY2(QByteArray{":[,"}.contains(torn[size - 1]), torn.left(size).constData());
            ++lost;
        } else {
            QCOMPARE(reading.ledger.entries().size(), std::size_t{1});
            QVERIFY(reading.ledger.entries()[0].record.identity == expected);
            QCOMPARE(reading.ledger.entries()[0].record.offset, std::int64_t{0});
        }
    }
    QVERIFY(lost > 0 && lost < torn.size() / 10);
}

TOKENMETER_TEST(tst_ClaudeCode);

} // namespace test_ClaudeCode

#include "tst_ClaudeCode.moc"
