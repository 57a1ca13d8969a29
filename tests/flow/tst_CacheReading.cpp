// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/ImportedLedger.h"
#include "support/TestMain.h"

#include <QtTest>

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace test_CacheReading
{

using namespace tokenmeter;
using namespace tokenmeter::testing;
namespace fs = std::filesystem;

namespace
{

template <typename T>
T must(Result<T> result)
{
    if (!result) {
        qFatal("cause %d %s", int(result.problem().cause), result.problem().args.empty() ? "" : result.problem().args.back().c_str());
    }
    return *std::move(result);
}

UtcTime decided()
{
    return parseTime("2026-11-24T12:00:00Z")->time;
}

void put(const std::string &path, const std::string &content)
{
    fs::create_directories(fs::path{path}.parent_path());
    std::ofstream{path, std::ios::binary | std::ios::trunc} << content;
}

/// An export of one span; 5 tokens of output. @param id the response's, may be empty
std::string span(const std::string &name, int input, int read, int write, const std::string &id = {})
{
    const auto count = [](const char *key, int value) { return std::string{",{'key':'gen_ai.usage."} + key + "','value':{'intValue':'" + std::to_string(value) + "'}}"; };
    std::string line = "{'resourceSpans':[{'scopeSpans':[{'spans':[{'traceId':'t" + name + "','spanId':'" + name
        + "','endTimeUnixNano':'1791190804000000000','attributes':[{'key':'gen_ai.operation.name','value':{'stringValue':'chat'}},"
          "{'key':'gen_ai.response.model','value':{'stringValue':'claude-opus-4-1'}}"
        + count("input_tokens", input) + count("output_tokens", 5) + count("cache_read.input_tokens", read) + count("cache_creation.input_tokens", write)
        + (id.empty() ? std::string{} : ",{'key':'gen_ai.response.id','value':{'stringValue':'" + id + "'}}") + "]}]}]}]}\n";
    std::replace(line.begin(), line.end(), '\'', '"');
    return line;
}

/// The event of a span, which knows the answer's id and so is known by its counts.
std::string eventOf(const std::string &name, int input, int read, const std::string &id)
{
    const auto count = [](const char *key, int value) { return std::string{"{'key':'gen_ai.usage."} + key + "','value':{'intValue':'" + std::to_string(value) + "'}},"; };
    std::string line = "{'resourceLogs':[{'scopeLogs':[{'logRecords':[{'timeUnixNano':'1791190804000000000','eventName':'gen_ai.client.inference.operation.details',"
                       "'traceId':'t" + name + "','spanId':'" + name + "','attributes':[{'key':'gen_ai.response.model','value':{'stringValue':'claude-opus-4-1'}},"
        + count("input_tokens", input) + count("output_tokens", 5) + count("cache_read.input_tokens", read)
        + "{'key':'gen_ai.response.id','value':{'stringValue':'" + id + "'}}]}]}]}]}\n";
    std::replace(line.begin(), line.end(), '\'', '"');
    return line;
}

/// The same answer as Claude Code tells it.
std::string transcript(const std::string &id, int input, int read)
{
    std::string line = "{'type':'assistant','timestamp':'2026-10-05T09:00:04.000Z','sessionId':'s','cwd':'/home/ada/app','uuid':'u','requestId':'req_1','message':{'id':'" + id
        + "','model':'claude-opus-4-1','usage':{'input_tokens':" + std::to_string(input) + ",'output_tokens':5,'cache_read_input_tokens':" + std::to_string(read)
        + ",'cache_creation_input_tokens':0}}}\n";
    std::replace(line.begin(), line.end(), '\'', '"');
    return line;
}

/// A folder with spans and a ledger.
struct Traces
{
    QTemporaryDir folder{};
    std::string base = folder.path().toStdString();
    std::string file = base + "/traces.jsonl";
    ImportedLedger ledger{};

    /// "requests: input + cache reads + writes > output"
    std::string sums() const
    {
        const auto reader = must(LedgerReader::open(ledger.path()));
        std::int64_t requests = 0;
        TokenCounts all;
        const UsageCells usage = must(reader->usage({}, {}, Zone::utc()));
        for (const UsageCell &cell : usage.cells) {
            requests += cell.requests;
            all.input += cell.tokens.input;
            all.cacheRead += cell.tokens.cacheRead;
            all.cacheWrite5m += cell.tokens.cacheWrite5m;
            all.output += cell.tokens.output;
        }
        return std::to_string(requests) + ": " + std::to_string(all.input) + " + " + std::to_string(all.cacheRead) + " + " + std::to_string(all.cacheWrite5m) + " > "
            + std::to_string(all.output);
    }
    SourceKey source(const std::string &at) const
    {
        for (const SourceKey &key : must(must(LedgerReader::open(ledger.path()))->sourceKeys())) {
            if (key.format == "otlp-genai" && key.root == at) {
                return key;
            }
        }
        qFatal("no source at %s", at.c_str());
    }
    std::unique_ptr<LedgerWriter> writer() const { return must(LedgerWriter::open(ledger.path(), {})); }
    void say(CacheReading reading) const { say(reading, file); }
    void say(CacheReading reading, const std::string &at) const { must(writer()->setCacheReading(source(at), reading, {}, decided())); }
};

} // namespace

/// What the user says of a source whose lines do not tell whether their input holds the cached tokens.
class tst_CacheReading : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void thereAndBack();
    void insideAgainstATotal();
    void decisionsOfRecordsStay();
    void transcriptOfTheSameAnswer();
    void recordsOfTwoSources();
    void copiesThatSplitOtherwise();
    void whatIsGoneStays();
    void eventThatItsSpanTakesOver();
};

/// Input as the format says: 150 - 50 - 10 = 90; 7; 20, of which 80 cannot be a part; 1000 - 400 = 600: 717. Where it leaves the cache out:
/// 150 + 7 + 20 + 1000 = 1177. The fourth is known by its counts, so it has another identity then.
void tst_CacheReading::thereAndBack()
{
    Traces traces;
    put(traces.file, span("a", 150, 50, 10) + span("b", 7, 0, 0) + span("c", 20, 80, 0) + span("d", 1000, 400, 0, "msg_01"));
    const std::vector<std::string> paths{traces.file};
    traces.ledger.import(paths);
    const std::string told = "4: 717 + 530 + 10 > 20";
    const std::string beside = "4: 1177 + 530 + 10 > 20";
    QCOMPARE(traces.sums(), told);
    const std::string toldPrint = traces.ledger.fingerprint();

    traces.say(CacheReading::Beside);
    QCOMPARE(traces.sums(), told); // until it is read
    QCOMPARE(traces.ledger.fingerprint(), toldPrint);
    const ImportSummary read = traces.ledger.import(paths);
    QCOMPARE(read.filesRead, 1);
    QCOMPARE(read.lines.added, 0);
    QCOMPARE(read.lines.updated, 2);
    QCOMPARE(traces.sums(), beside);
    QCOMPARE(QString::fromStdString(traces.ledger.whatIsWrong()), QString{});
    const std::string besidePrint = traces.ledger.fingerprint();
    QVERIFY(besidePrint != toldPrint);
    QCOMPARE(traces.ledger.import(paths).filesUnchanged, 1);

    // Read again with that, and with more behind it.
    must(traces.writer()->rescanSource(traces.source(traces.file), decided()));
    traces.ledger.import(paths);
    QCOMPARE(traces.ledger.fingerprint(), besidePrint);
    std::ofstream{traces.file, std::ios::app} << span("e", 30, 10, 0);
    traces.ledger.import(paths);
    QCOMPARE(traces.sums(), std::string{"5: 1207 + 540 + 10 > 25"});

    // Said twice is no decision; taken back, the fifth is 20.
    traces.say(CacheReading::Beside);
    QCOMPARE(must(traces.writer()->undo(decided())).action, std::string{"source cache decided"});
    QCOMPARE(traces.writer()->undo(decided()).problem().cause, Cause::NothingToUndo);
    traces.ledger.import(paths);
    QCOMPARE(traces.sums(), std::string{"5: 737 + 540 + 10 > 25"});
    Traces fresh;
    fs::copy_file(traces.file, fresh.file);
    fresh.ledger.import({fresh.file});
    QCOMPARE(traces.ledger.fingerprint(), fresh.ledger.fingerprint());

    // Several changes and one reading: the last one holds.
    traces.say(CacheReading::Beside);
    traces.say(CacheReading::Inside);
    traces.say(CacheReading::Beside);
    traces.ledger.import(paths);
    QCOMPARE(traces.sums(), std::string{"5: 1207 + 540 + 10 > 25"});
    traces.say(CacheReading::Told);
    traces.ledger.import(paths);
    QCOMPARE(traces.ledger.fingerprint(), fresh.ledger.fingerprint());
    QCOMPARE(QString::fromStdString(traces.ledger.whatIsWrong()), QString{});
}

/// 100 + 40 + 5 = 145 fits the total, so the format takes the cache for left out; the user says that the total is wrong: 100 - 40 = 60.
/// What cannot be a part of the input is none, whatever is said.
void tst_CacheReading::insideAgainstATotal()
{
    Traces traces;
    std::string totalled = span("a", 100, 40, 0);
    totalled.insert(totalled.find(",{\"key\":\"gen_ai.usage.input_tokens\""), R"(,{"key":"gen_ai.usage.total_tokens","value":{"intValue":"145"}})");
    put(traces.file, totalled + span("b", 20, 80, 0));
    traces.ledger.import({traces.file});
    QCOMPARE(traces.sums(), std::string{"2: 120 + 120 + 0 > 10"});
    traces.say(CacheReading::Inside);
    traces.ledger.import({traces.file});
    QCOMPARE(traces.sums(), std::string{"2: 80 + 120 + 0 > 10"});
    traces.say(CacheReading::Told);
    traces.ledger.import({traces.file});
    QCOMPARE(traces.sums(), std::string{"2: 120 + 120 + 0 > 10"});
}

/// The user took the 600 out; read otherwise it is 1000 and still out.
void tst_CacheReading::decisionsOfRecordsStay()
{
    Traces traces;
    put(traces.file, span("a", 150, 50, 0) + span("d", 1000, 400, 0, "msg_01"));
    traces.ledger.import({traces.file});
    const RecordSelection chosen{.records = {}, .filter = UsageFilter{.bounds = {{RecordBound::Of::Input, RecordBound::Is::Equal, 600}}}};
    QCOMPARE(must(traces.writer()->setExcluded(chosen, true, "test", decided())), 1);
    QCOMPARE(traces.sums(), std::string{"1: 100 + 50 + 0 > 5"});
    traces.say(CacheReading::Beside);
    traces.ledger.import({traces.file});
    QCOMPARE(traces.sums(), std::string{"1: 150 + 50 + 0 > 5"});
    must(traces.writer()->undo(decided())); // the reading
    must(traces.writer()->undo(decided())); // the exclusion
    traces.ledger.import({traces.file});
    QCOMPARE(traces.sums(), std::string{"2: 700 + 450 + 0 > 10"});
    QCOMPARE(QString::fromStdString(traces.ledger.whatIsWrong()), QString{});
}

/// The instrumentation copied the provider's 1000, which leave the 400 out: as the format says it looks like another prompt of 600. With what the
/// user says it is the answer that the transcript tells.
void tst_CacheReading::transcriptOfTheSameAnswer()
{
    Traces traces;
    put(traces.file, span("d", 1000, 400, 0, "msg_01"));
    const std::string logs = traces.base + "/home/.claude/projects";
    put(logs + "/-home-ada-app/s.jsonl", transcript("msg_01", 1000, 400));
    const std::vector<std::string> paths{logs, traces.file};
    traces.ledger.import(paths);
    QCOMPARE(traces.sums(), std::string{"2: 1600 + 800 + 0 > 10"});
    const std::string before = traces.ledger.fingerprint();
    traces.say(CacheReading::Beside);
    traces.ledger.import(paths);
    QCOMPARE(traces.sums(), std::string{"1: 1000 + 400 + 0 > 5"});
    QCOMPARE(QString::fromStdString(traces.ledger.whatIsWrong()), QString{});
    must(traces.writer()->undo(decided()));
    traces.ledger.import(paths);
    QCOMPARE(traces.ledger.fingerprint(), before);
    QCOMPARE(QString::fromStdString(traces.ledger.whatIsWrong()), QString{});
}

/// A copy of the file is a source of its own, of which nothing is said: the larger input counts while one of the two says so.
void tst_CacheReading::recordsOfTwoSources()
{
    Traces traces;
    const std::string copy = traces.base + "/copy/traces.jsonl";
    put(traces.file, span("a", 150, 50, 10) + span("d", 1000, 400, 0, "chatcmpl-1"));
    put(copy, span("a", 150, 50, 10) + span("d", 1000, 400, 0, "chatcmpl-1"));
    const std::vector<std::string> paths{traces.file, copy};
    traces.ledger.import(paths);
    QCOMPARE(traces.sums(), std::string{"2: 690 + 450 + 10 > 10"});
    const std::string before = traces.ledger.fingerprint();
    for (const std::string &one : paths) {
        traces.say(CacheReading::Beside, one);
        QCOMPARE(traces.ledger.import(paths).filesRead, 2); // both tell it anew
        QCOMPARE(traces.sums(), std::string{"2: 1150 + 450 + 10 > 10"});
        must(traces.writer()->undo(decided()));
        traces.ledger.import(paths);
        QCOMPARE(traces.ledger.fingerprint(), before);
    }
    QCOMPARE(QString::fromStdString(traces.ledger.whatIsWrong()), QString{});
}

/// One prompt of 3000: 500 + 2500 read, and with 300 written 200 + 2500 + 300, which is the finer split. Where the first leaves the cache out it is
/// the larger prompt, 3000 + 2500, in which nothing of the other's split stays: 3000 + 2500 + 300 nobody told.
void tst_CacheReading::copiesThatSplitOtherwise()
{
    Traces traces;
    const std::string copy = traces.base + "/copy/traces.jsonl";
    put(traces.file, span("d", 3000, 2500, 0, "chatcmpl-1"));
    put(copy, span("d", 3000, 2500, 300, "chatcmpl-1"));
    const std::vector<std::string> paths{traces.file, copy};
    traces.ledger.import(paths);
    QCOMPARE(traces.sums(), std::string{"1: 200 + 2500 + 300 > 5"});
    const std::string before = traces.ledger.fingerprint();
    traces.say(CacheReading::Beside);
    traces.ledger.import(paths);
    QCOMPARE(traces.sums(), std::string{"1: 3000 + 2500 + 0 > 5"});
    QCOMPARE(QString::fromStdString(traces.ledger.whatIsWrong()), QString{});
    must(traces.writer()->undo(decided()));
    traces.ledger.import(paths);
    QCOMPARE(traces.sums(), std::string{"1: 200 + 2500 + 300 > 5"});
    QCOMPARE(traces.ledger.fingerprint(), before);
}

void tst_CacheReading::whatIsGoneStays()
{
    Traces traces;
    const std::string logs = traces.base + "/rotated";
    put(logs + "/one.jsonl", span("a", 150, 50, 10));
    put(logs + "/two.jsonl", span("b", 300, 100, 0));
    traces.ledger.import({logs});
    QCOMPARE(traces.sums(), std::string{"2: 290 + 150 + 10 > 10"});
    std::vector<std::string> roots;
    for (const SourceKey &key : must(must(LedgerReader::open(traces.ledger.path()))->sourceKeys())) {
        traces.say(CacheReading::Beside, key.root);
        roots.push_back(key.root);
    }
    QVERIFY(!roots.empty());
    fs::remove(logs + "/one.jsonl");
    traces.ledger.import({logs});
    QCOMPARE(traces.sums(), std::string{"2: 390 + 150 + 10 > 10"});
    QCOMPARE(QString::fromStdString(traces.ledger.whatIsWrong()), QString{});
}

/// Told alone the event has 1000 - 400 = 600. With the 1000 that the user says it would have another identity, and the span, which knows no id of
/// the answer, comes in the same look: what the event was told with goes for it, there and back, whether the span came before that was said or after.
void tst_CacheReading::eventThatItsSpanTakesOver()
{
    for (const bool isSpanLate : {true, false}) {
        Traces traces;
        const std::string one = eventOf("d", 1000, 400, "msg_01");
        const std::string both = one + span("d", 1000, 400, 0);
        put(traces.file, one);
        traces.ledger.import({traces.file});
        QCOMPARE(traces.sums(), std::string{"1: 600 + 400 + 0 > 5"});
        if (!isSpanLate) {
            put(traces.file, both);
            traces.ledger.import({traces.file});
            QCOMPARE(traces.sums(), std::string{"1: 600 + 400 + 0 > 5"});
        }
        traces.say(CacheReading::Beside);
        put(traces.file, both);
        traces.ledger.import({traces.file});
        QCOMPARE(traces.sums(), std::string{"1: 1000 + 400 + 0 > 5"});
        traces.say(CacheReading::Told);
        traces.ledger.import({traces.file});
        QCOMPARE(traces.sums(), std::string{"1: 600 + 400 + 0 > 5"});
        QCOMPARE(QString::fromStdString(traces.ledger.whatIsWrong()), QString{});
        Traces fresh;
        put(fresh.file, both);
        fresh.ledger.import({fresh.file});
        QCOMPARE(traces.ledger.fingerprint(), fresh.ledger.fingerprint());
    }
}

TOKENMETER_TEST(tst_CacheReading);

} // namespace test_CacheReading

#include "tst_CacheReading.moc"
