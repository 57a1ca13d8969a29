// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/KnownSources.h"
#include "support/ForeignOwner.h"
#include "support/ImportedLedger.h"
#include "support/TestMain.h"

#include <QtTest>

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>

namespace test_LocalTools
{

using namespace tokenmeter;
using namespace tokenmeter::testing;
namespace fs = std::filesystem;

namespace
{

void write(const fs::path &path, std::string_view content)
{
    fs::create_directories(path.parent_path());
    std::ofstream{path, std::ios::binary}.write(content.data(), std::streamsize(content.size()));
}

/// A message of OpenCode as a row; finished four seconds after it began.
QByteArray messageRow(int number, int output, qint64 updated)
{
    const qint64 created = 1'791'190'800'000 + number * 10'000;
    return "INSERT OR REPLACE INTO message(id, session_id, time_created, time_updated, data) VALUES ('msg_" + QByteArray::number(number)
        + "','ses'," + QByteArray::number(created) + ',' + QByteArray::number(updated) + ",'{\"role\":\"assistant\",\"modelID\":\"m\","
        + "\"providerID\":\"p\",\"time\":{\"created\":" + QByteArray::number(created) + ",\"completed\":" + QByteArray::number(created + 4000)
        + "},\"cost\":0,\"tokens\":{\"input\":10,\"output\":" + QByteArray::number(output)
        + ",\"reasoning\":0,\"cache\":{\"read\":0,\"write\":0}}}');";
}

std::int64_t outputOf(ImportedLedger &ledger)
{
    std::int64_t sum = 0;
    for (const auto &[key, tokens] : ledger.cells()) {
        sum += tokens.output;
    }
    return sum;
}

} // namespace

/// Files of local tools on their way through a whole import.
class tst_LocalTools : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void databaseOfAToolAtWork();
    void manyRows();
    void documentsAreReadAgain();
    void copilotOnce_data();
    void copilotOnce();
    void copilotSumsOnce();
    void copilotCallsOnce_data();
    void copilotCallsOnce();
    void copilotTraces();
    void copilotStoreGrows();
    void copilotOfAnOlderLedger();
    void allToolsTogether();
    void amountsOfAnOlderLedger();
    void whatFamiliesAre();
    void clineTaskOfAnOlderLedger();
    void otherFoldersOfAKnownTool();
};

/// The owner has it open and its changes stand in the log beside it. Of the second look only the new rows are read.
void tst_LocalTools::databaseOfAToolAtWork()
{
    const QTemporaryDir home;
    const QString path = home.filePath(QStringLiteral(".local/share/opencode/opencode.db"));
    Owner owner{path};
    owner.run("PRAGMA journal_mode=wal; PRAGMA wal_autocheckpoint=0;"
              "CREATE TABLE message(id TEXT PRIMARY KEY, session_id TEXT, time_created INTEGER, time_updated INTEGER, data TEXT)");
    for (int i = 0; i < 10; ++i) {
        owner.run(messageRow(i, 1, 1000 + i));
    }
    ImportedLedger ledger;
    const std::vector<std::string> paths{home.path().toStdString()};
    QCOMPARE(ledger.import(paths).lines.added, 10);
    QCOMPARE(ledger.import(paths).filesUnchanged, 1);

    owner.run(messageRow(10, 100, 2000)); // only the log changes
    const ImportSummary second = ledger.import(paths);
    QCOMPARE(second.filesUnchanged, 0);
    QCOMPARE(second.lines.added, 1);
    QCOMPARE(second.lines.duplicate, 1); // the row of the largest time that was known
    owner.run("UPDATE message SET time_updated = 2001 WHERE id = 'msg_3'");
    QCOMPARE(ledger.import(paths).lines.duplicate, 2);
    QCOMPARE(outputOf(ledger), 110);
    owner.run("PRAGMA wal_checkpoint(TRUNCATE)"); // moved over: nothing is new
    const ImportSummary moved = ledger.import(paths);
    QCOMPARE(moved.filesFailed, 0);
    QCOMPARE(moved.lines.added, 0);
    QCOMPARE(QString::fromStdString(ledger.whatIsWrong()), QString{});

    ImportedLedger atOnce;
    atOnce.import(paths);
    QCOMPARE(atOnce.fingerprint(), ledger.fingerprint());
}

/// More rows than one query brings and than one batch holds, and the database is replaced by another file.
void tst_LocalTools::manyRows()
{
    const QTemporaryDir home;
    const QString path = home.filePath(QStringLiteral(".local/share/opencode/opencode.db"));
    const QByteArray table = "CREATE TABLE message(id TEXT PRIMARY KEY, session_id TEXT, time_created INTEGER, time_updated INTEGER, data TEXT);";
    QByteArray rows = table + "BEGIN;";
    for (int i = 0; i < 1234; ++i) {
        rows += messageRow(i, 1, 1000);
    }
    makeDatabase(path, rows + "COMMIT");
    ImportedLedger ledger;
    const std::vector<std::string> paths{home.path().toStdString()};
    QCOMPARE(ledger.import(paths).lines.added, 1234);
    QCOMPARE(outputOf(ledger), 1234);
    QVERIFY(QFile::remove(path));
    makeDatabase(path, table + messageRow(5000, 1, 10) + messageRow(7, 1, 10)); // older times, smaller numbers
    const ImportSummary replaced = ledger.import(paths);
    QCOMPARE(replaced.lines.added, 1);
    QCOMPARE(replaced.lines.duplicate, 1);
    QCOMPARE(outputOf(ledger), 1235);
}

/// A document that is not finished counts when it is; one that its owner writes anew counts once.
void tst_LocalTools::documentsAreReadAgain()
{
    const QTemporaryDir home;
    const fs::path file = home.path().toStdString() + "/.gemini/tmp/p/chats/session-1.json";
    const std::string head = R"({"sessionId":"s","projectHash":"p","messages":[)";
    const auto message = [](int n, int output) {
        return R"({"id":"m)" + std::to_string(n) + R"(","type":"gemini","timestamp":"2026-10-05T10:00:00Z","model":"g","tokens":{"input":1,"output":)"
            + std::to_string(output) + "}}";
    };
    const std::vector<std::string> paths{file.string()};
    ImportedLedger ledger;
    write(file, head + message(1, 5) + "]}");
    QCOMPARE(ledger.import(paths).lines.added, 1);
    write(file, head + message(1, 5) + "," + message(2, 7)); // its owner is not done yet
    const ImportSummary waiting = ledger.import(paths);
    QCOMPARE(waiting.problemCount, 0);
    QCOMPARE(waiting.filesFailed, 0);
    QCOMPARE(outputOf(ledger), 5);
    write(file, head + message(1, 5) + "," + message(2, 9) + "]}");
    QCOMPARE(ledger.import(paths).lines.added, 1);
    QCOMPARE(outputOf(ledger), 14);
    write(file, head + message(2, 9) + "]}"); // taken back, but it was spent
    QCOMPARE(ledger.import(paths).lines.added, 0);
    QCOMPARE(outputOf(ledger), 14);
    QCOMPARE(ledger.import(paths).filesUnchanged, 1);
}

namespace
{

const QByteArray CopilotStore = "CREATE TABLE assistant_usage_events(id INTEGER PRIMARY KEY, session_id TEXT, model TEXT, copilot_usage_model TEXT,"
                                "input_tokens INTEGER, output_tokens INTEGER, cache_read_tokens INTEGER, cache_write_tokens INTEGER,"
                                "reasoning_tokens INTEGER, total_nano_aiu INTEGER, created_at TEXT);"
                                "INSERT INTO assistant_usage_events VALUES (1,'c1','m',NULL,700,200,0,0,0,0,'2026-10-05 09:00:00'),"
                                "(2,'c1','m',NULL,40,2,0,0,0,0,'2026-10-05 09:01:00');";

std::string copilotSpan(const char *name, const char *span, int input)
{
    return std::string{R"({"type":"span","name":")"} + name + R"(","traceId":"t1","spanId":")" + span
        + R"(","endTime":[1791190800,0],"attributes":{"gen_ai.conversation.id":"c1","gen_ai.response.model":"m","gen_ai.usage.output_tokens":1,"gen_ai.usage.input_tokens":)"
        + std::to_string(input) + "}}\n";
}

} // namespace

void tst_LocalTools::copilotOnce_data()
{
    QTest::addColumn<QStringList>("order");
    QStringList parts{QStringLiteral("events"), QStringLiteral("otel"), QStringLiteral("store")};
    do {
        QTest::newRow(qPrintable(parts.join(u' '))) << parts;
    } while (std::next_permutation(parts.begin(), parts.end()));
}

/// One session in all three stores: its two calls in the store; the first of them and one of 9 in the telemetry, with their sum; the sum of the
/// session. At most one store tells a session: 700 + 40 tokens by the best of them, whichever is imported first.
void tst_LocalTools::copilotOnce()
{
    QFETCH(QStringList, order);
    const QTemporaryDir folder;
    const std::string base = folder.path().toStdString();
    makeDatabase(folder.filePath(QStringLiteral("store/session-store.db")), CopilotStore);
    write(base + "/otel/a.jsonl", copilotSpan("chat m", "s1", 700) + copilotSpan("chat m", "s2", 9) + copilotSpan("invoke_agent x", "s3", 709));
    write(base + "/events/c1/events.jsonl",
          R"({"type":"session.start","id":"e0","data":{"sessionId":"c1"}})" "\n"
          R"({"type":"session.shutdown","id":"e1","timestamp":"2026-10-05T09:10:00Z","data":{"modelMetrics":{"m":{"requests":{"count":3},"usage":{"inputTokens":749,"outputTokens":203}}}}})" "\n");
    ImportedLedger ledger;
    for (const QString &part : order) {
        ledger.import({base + '/' + part.toStdString()});
    }
    std::int64_t input = 0, requests = 0;
    for (const auto &[key, tokens] : ledger.cells()) {
        input += tokens.input;
        requests += tokens.requests;
    }
    QCOMPARE(qlonglong(input), 740LL);
    QCOMPARE(qlonglong(requests), 2LL);
    QCOMPARE(QString::fromStdString(ledger.whatIsWrong()), QString{});
}

/// No call of the session is known: its agent's sum of 700 in the telemetry, and 700 of the whole session in its events. Once, in any order.
void tst_LocalTools::copilotSumsOnce()
{
    const QTemporaryDir folder;
    const std::string base = folder.path().toStdString();
    write(base + "/otel/a.jsonl", copilotSpan("invoke_agent x", "s3", 700));
    write(base + "/events/c1/events.jsonl",
          R"({"type":"session.start","id":"e0","data":{"sessionId":"c1"}})" "\n"
          R"({"type":"session.shutdown","id":"e1","timestamp":"2026-10-05T09:10:00Z","data":{"modelMetrics":{"m":{"requests":{"count":3},"usage":{"inputTokens":700,"outputTokens":1}}}}})" "\n");
    for (const bool eventsFirst : {true, false}) {
        ImportedLedger ledger;
        ledger.import({base + (eventsFirst ? "/events" : "/otel")});
        ledger.import({base + (eventsFirst ? "/otel" : "/events")});
        std::int64_t input = 0;
        for (const auto &[key, tokens] : ledger.cells()) {
            input += tokens.input;
        }
        QCOMPARE(qlonglong(input), 700LL);
        QCOMPARE(QString::fromStdString(ledger.whatIsWrong()), QString{});
    }
}

namespace
{

/// A line of the telemetry of session c1. @param kind "chat" and "invoke_agent" are spans, "log" is what is written of a call beside its span
std::string copilotLine(const std::string &kind, const std::string &trace, const std::string &span, int input, int output, int seconds = 0)
{
    const std::string at = '[' + std::to_string(1'791'190'800 + seconds) + ",0]";
    const std::string place = R"("traceId":")" + trace + R"(","spanId":")" + span + R"(",)";
    const std::string head = kind == "log" ? R"({"spanContext":{)" + place.substr(0, place.size() - 1) + R"(},"hrTime":)" + at + R"(,"attributes":{"event.name":"gen_ai.client.inference.operation.details",)"
                                           : R"({"type":"span","name":")" + kind + R"( m",)" + place + R"("endTime":)" + at + R"(,"attributes":{)";
    return head + R"("gen_ai.conversation.id":"c1","gen_ai.response.model":"m","gen_ai.usage.input_tokens":)" + std::to_string(input) + R"(,"gen_ai.usage.output_tokens":)"
        + std::to_string(output) + "}}\n";
}

/// Of session c1: input, written to the cache, output.
QByteArray copilotRow(int id, int input, int written, int output)
{
    return "INSERT INTO assistant_usage_events VALUES (" + QByteArray::number(id) + ",'c1','m',NULL," + QByteArray::number(input) + ',' + QByteArray::number(output) + ",0,"
        + QByteArray::number(written) + ",0,0,'2026-10-05 09:00:0" + QByteArray::number(id) + "');";
}
const QByteArray CopilotTable = CopilotStore.left(CopilotStore.indexOf("INSERT"));

/// Imports the paths one after the other in every order, and all at once: each time so many tokens, and the same ledger.
void importInAnyOrder(std::vector<std::string> paths, std::int64_t tokens)
{
    std::sort(paths.begin(), paths.end());
    std::string fingerprint;
    const auto check = [&](ImportedLedger &ledger) {
        std::int64_t sum = 0;
        for (const auto &[key, counts] : ledger.cells()) {
            sum += counts.input + counts.cacheRead + counts.cacheWrite5m + counts.cacheWrite1h + counts.output;
        }
        QCOMPARE(sum, tokens);
        fingerprint = fingerprint.empty() ? ledger.fingerprint() : fingerprint;
        QCOMPARE(ledger.fingerprint(), fingerprint);
        QCOMPARE(QString::fromStdString(ledger.whatIsWrong()), QString{});
    };
    do {
        ImportedLedger ledger;
        for (const std::string &path : paths) {
            ledger.import({path});
        }
        check(ledger);
        for (const std::string &path : paths) {
            ledger.import({path});
        }
        check(ledger);
    } while (std::next_permutation(paths.begin(), paths.end()));
    ImportedLedger together;
    together.import(paths);
    check(together);
}

} // namespace

void tst_LocalTools::copilotCallsOnce_data()
{
    QTest::addColumn<QByteArray>("rows");
    QTest::addColumn<QByteArray>("telemetry");
    QTest::addColumn<qlonglong>("tokens");
    const auto row = [](const char *name, const QByteArray &rows, const std::string &telemetry, qlonglong tokens) {
        QTest::newRow(name) << rows << QByteArray::fromStdString(telemetry) << tokens;
    };
    // 21343 asked, of them 20974 written to the cache, and 100: 21443. The span does not tell the writing, the log no cache at all.
    row("a span without what was written to the cache", copilotRow(1, 21343, 20974, 100), copilotLine("chat", "t1", "s1", 21343, 100), 21443);
    row("a log alone", copilotRow(1, 21343, 20974, 100), copilotLine("log", "t1", "s1", 21343, 100), 21443);
    // 100 + 5 and 100 + 900, whichever of the two rows comes first.
    for (const bool isTurned : {false, true}) {
        const int first = isTurned ? 900 : 5;
        const int second = isTurned ? 5 : 900;
        row(isTurned ? "equal prompts, the long answer first" : "equal prompts, the short answer first", copilotRow(1, 100, 0, first) + copilotRow(2, 100, 0, second),
            copilotLine("chat", "t1", "s1", 100, first) + copilotLine("chat", "t1", "s2", 100, second, 1), 1105);
    }
    // Without a row of the session in the store the telemetry tells it.
    row("a store that does not know the session", copilotRow(1, 7, 0, 1).replace("c1", "c2"), copilotLine("chat", "t1", "s1", 100, 5) + copilotLine("chat", "t1", "s2", 100, 900, 1), 1113);
}

/// The store and the telemetry of one session: the store's figures, to the token.
void tst_LocalTools::copilotCallsOnce()
{
    QFETCH(QByteArray, rows);
    QFETCH(QByteArray, telemetry);
    QFETCH(qlonglong, tokens);
    const QTemporaryDir folder;
    const std::string base = folder.path().toStdString();
    makeDatabase(folder.filePath(QStringLiteral("store/session-store.db")), CopilotTable + rows);
    write(base + "/otel/a.jsonl", telemetry.toStdString());
    importInAnyOrder({base + "/store", base + "/otel"}, tokens);
}

/// Two traces of one session. Of the first only the sum of an agent is known, 500,000 and 1,000; of the second a call of 7 and 3, the agent's sum
/// of which stands in another file, as where the exporter's file was rotated between the two. 501,010.
void tst_LocalTools::copilotTraces()
{
    const QTemporaryDir folder;
    const std::string base = folder.path().toStdString();
    write(base + "/one/a.jsonl", copilotLine("invoke_agent", "t1", "s1", 500'000, 1000) + copilotLine("chat", "t2", "s2", 7, 3, 100));
    write(base + "/two/b.jsonl", copilotLine("invoke_agent", "t2", "s3", 7, 3, 101));
    importInAnyOrder({base + "/one", base + "/two"}, 501'010);
}

/// The store gets to know a session that the telemetry told: 100 + 1 and 200 + 2 of it, then the store's 100 + 1, then that and 300 + 3.
void tst_LocalTools::copilotStoreGrows()
{
    const QTemporaryDir folder;
    const std::string base = folder.path().toStdString();
    write(base + "/otel/a.jsonl", copilotLine("chat", "t1", "s1", 100, 1) + copilotLine("chat", "t1", "s2", 200, 2, 1));
    ImportedLedger ledger;
    const auto sumAfter = [&](const std::string &path) {
        ledger.import({path});
        std::int64_t sum = 0;
        for (const auto &[key, counts] : ledger.cells()) {
            sum += counts.input + counts.output;
        }
        return sum;
    };
    QCOMPARE(sumAfter(base + "/otel"), std::int64_t{303});
    Owner owner{folder.filePath(QStringLiteral("store/session-store.db"))};
    owner.run(CopilotTable + copilotRow(1, 100, 0, 1));
    QCOMPARE(sumAfter(base + "/store"), std::int64_t{101});
    owner.run(copilotRow(2, 300, 0, 3));
    QCOMPARE(sumAfter(base + "/store"), std::int64_t{404});
    QCOMPARE(sumAfter(base + "/otel"), std::int64_t{404});
    QCOMPARE(QString::fromStdString(ledger.whatIsWrong()), QString{});
    ImportedLedger fresh;
    fresh.import({base + "/store", base + "/otel"});
    QCOMPARE(fresh.fingerprint(), ledger.fingerprint());
}

/// A ledger whose parsers knew neither provider nor trace. Of session c1 the store has 700 + 200 and 40 + 2, the telemetry 700 + 1, which was taken
/// into the first, and 9 + 1, which was added; of c2 the telemetry has 55 + 1. The user excluded the call of 700 in the telemetry before the store
/// was read, and c2. Read again: 40 of c1 count, nothing of c2, and what is out stays out.
void tst_LocalTools::copilotOfAnOlderLedger()
{
    const QTemporaryDir folder;
    const std::string base = folder.path().toStdString();
    const std::string c2 = copilotLine("chat", "t2", "s4", 55, 1, 2);
    makeDatabase(folder.filePath(QStringLiteral("store/session-store.db")), CopilotStore);
    write(base + "/otel/a.jsonl", copilotLine("chat", "t1", "s1", 700, 1) + copilotLine("chat", "t1", "s2", 9, 1, 1) + std::string{c2}.replace(c2.find("c1"), 2, "c2"));
    write(base + "/events/c1/events.jsonl",
          R"({"type":"session.start","id":"e0","data":{"sessionId":"c1"}})" "\n"
          R"({"type":"session.shutdown","id":"e1","timestamp":"2026-10-05T09:10:00Z","data":{"modelMetrics":{"m":{"requests":{"count":3},"usage":{"inputTokens":749,"outputTokens":203}}}}})" "\n");
    const std::vector<std::string> paths{base + "/otel", base + "/store", base + "/events"};
    ImportedLedger today;
    std::vector<FileBatch> before;
    for (const std::string &path : paths) {
        const ImportSummary summary = today.import({path});
        const SourceKey source = summary.sources.at(0).key;
        const std::vector<FileState> files = *(*LedgerReader::open(today.path()))->files(source);
        FileBatch batch{.source = source, .path = files.at(0).path};
        batch.checkpoint = files.at(0);
        batch.checkpoint->parserVersion = path == paths[0] ? 4 : 1;
        before.push_back(std::move(batch));
    }
    const auto add = [](FileBatch &batch, const char *session, std::initializer_list<std::string_view> identity, int input, int output, int seconds, std::uint32_t flags) {
        UsageRecord record;
        record.identity = identityOf(identity);
        record.family = familyOf({"copilot", session});
        record.time = record.end = utcFromMs((1'791'190'800LL + seconds) * 1000);
        record.tokens = {.input = input, .output = output};
        record.flags = flags;
        record.precision = (flags & SidechainFlag) != 0 ? Precision::Session : Precision::Instant;
        record.requests = (flags & AggregateFlag) != 0 ? 3 : 1;
        record.context = std::uint32_t(batch.usage.contexts.size());
        batch.usage.contexts.push_back({.attribution = {.session = session}, .serving = {.model = "m"}});
        batch.usage.records.push_back(record);
    };
    add(before[0], "c1", {"copilot-otel", "t1", "s1", "call"}, 700, 1, 0, WeakFlag | NoCacheFieldsFlag);
    add(before[0], "c1", {"copilot-otel", "t1", "s2", "call"}, 9, 1, 1, WeakFlag | NoCacheFieldsFlag);
    add(before[0], "c2", {"copilot-otel", "t2", "s4", "call"}, 55, 1, 2, WeakFlag | NoCacheFieldsFlag);
    add(before[1], "c1", {"copilot-store", "c1", "1"}, 700, 200, 0, 0);
    add(before[1], "c1", {"copilot-store", "c1", "2"}, 40, 2, 60, 0);
    add(before[2], "c1", {"copilot-events", "c1", "e1", "m"}, 749, 203, 600, SidechainFlag | AggregateFlag);
    ImportedLedger ledger;
    const auto input = [&ledger] {
        std::int64_t sum = 0;
        for (const auto &[key, counts] : ledger.cells()) {
            sum += counts.input;
        }
        return sum;
    };
    {
        const auto writer = *LedgerWriter::open(ledger.path(), {});
        const auto reader = *LedgerReader::open(ledger.path());
        const auto pricer = *pricerOf(*reader);
        const UtcTime now = before[0].usage.records[0].time;
        const auto append = [&](std::size_t i) {
            QVERIFY(bool(writer->beginImport(now)));
            QVERIFY(bool(writer->append({&before[i], 1}, rateSourceOf(*pricer))));
            QVERIFY(bool(writer->finishImport()));
        };
        append(0);
        QCOMPARE(*writer->setExcluded({.filter = UsageFilter{.sessions = {"c2"}}}, true, "test", now), 1);
        QCOMPARE(*writer->setExcluded({.filter = UsageFilter{.upTo = now}}, true, "test", now), 1);
        append(1);
        append(2);
    }
    QCOMPARE(input(), std::int64_t{49}); // 40 and 9: the store's 700 was joined with what is excluded
    for (const std::string &path : paths) {
        QCOMPARE(ledger.import({path}).filesUnchanged, 0);
        QCOMPARE(QString::fromStdString(ledger.whatIsWrong()), QString{});
    }
    QCOMPARE(input(), std::int64_t{40});
    QCOMPARE(ledger.fingerprint(), today.fingerprint());
    const auto writer = *LedgerWriter::open(ledger.path(), {});
    QCOMPARE(*writer->setExcluded({.filter = UsageFilter{.excluded = UsageFilter::Excluded::Only}}, false, "test", utcFromMs(1'791'190'800'000)), 2);
    QCOMPARE(input(), std::int64_t{700 + 40 + 55});
}

namespace
{

constexpr const char *HomeSamples[] = {"claude-code", "claude-code-advisor", "codex", "codex-usage-records", "gemini-cli", "qwen-code", "opencode-json",
                                       "opencode-sqlite", "copilot-otel", "copilot-session-store", "copilot-session-state", "cline-roo", "kilo-code",
                                       "cline-cli", "goose", "amp", "droid", "kimi", "pi", "zed"};
constexpr const char *Classes[] = {"input", "cache_read", "cache_write_5m", "cache_write_1h", "output", "reasoning", "total"};

/// Classes of tokens to sums. A class that a sample says nothing of is in none of its source's.
using ClassSums = std::map<std::string, std::int64_t>;

/// What the samples' authors worked out by hand, by source; of a sample of two tools by both names ("roo-code + cline").
std::map<std::string, ClassSums> expectedBySource()
{
    std::map<std::string, ClassSums> sums;
    const auto add = [&](const char *sample) {
        QFile file{QStringLiteral(FIXTURES "/%1/expected.json").arg(QLatin1String{sample})};
        if (!file.open(QIODevice::ReadOnly)) {
            qFatal("no expectations of %s", sample);
        }
        const QJsonObject document = QJsonDocument::fromJson(file.readAll()).object();
        const QJsonObject totals = document[QLatin1String{"totals"}].toObject();
        const std::string source = document[QLatin1String{"format"}].toString().toStdString();
        const bool isNew = sums.count(source) == 0;
        for (const char *name : Classes) {
            if (totals.contains(QLatin1String{name}) && (isNew || sums[source].count(name) == 1)) {
                sums[source][name] += totals[QLatin1String{name}].toInteger();
            } else {
                sums[source].erase(name);
            }
        }
    };
    for (const char *sample : HomeSamples) {
        add(sample);
    }
    add("crush");
    return sums;
}

std::map<std::string, ClassSums> sumsOf(const std::string &ledger)
{
    std::map<std::string, ClassSums> sums;
    const auto reader = std::move(*LedgerReader::open(ledger));
    const Result<UsageCells> usage = reader->usage({}, {Dimension::Source}, Zone::utc());
    for (const UsageCell &cell : usage ? usage->cells : std::vector<UsageCell>{}) {
        const TokenCounts &tokens = cell.tokens;
        const std::string &name = usage->names.at(cell.key[0]);
        ClassSums &source = sums[name == "roo-code" || name == "cline" ? "roo-code + cline" : name];
        const std::int64_t counts[] = {tokens.input, tokens.cacheRead, tokens.cacheWrite5m, tokens.cacheWrite1h, tokens.output, tokens.reasoning, tokens.total()};
        for (std::size_t i = 0; i < std::size(Classes); ++i) {
            source[Classes[i]] += counts[i];
        }
    }
    return sums;
}

} // namespace

/// A home in which all tools lie together, imported in one go: each source has the sums that its samples' authors worked out, whatever
/// the order and however often it is imported.
void tst_LocalTools::allToolsTogether()
{
    const QTemporaryDir folder;
    const fs::path home = folder.path().toStdString();
    for (const char *sample : HomeSamples) {
        fs::copy(std::string{FIXTURES "/"} + sample + "/home", home, fs::copy_options::recursive | fs::copy_options::overwrite_existing);
    }
    fs::copy(FIXTURES "/crush/home/proj", home / "proj", fs::copy_options::recursive);
    write(home / ".local/share/crush/projects.json", R"({"projects":[{"path":")" + (home / "proj").string() + "\"}]}");
    const std::map<std::string, ClassSums> expected = expectedBySource();
    QCOMPARE(expected.size(), std::size_t{18}); // nineteen tools, two of which have one sample
    ImportedLedger ledger;
    const std::vector<std::string> paths{home.string()};
    for (int time = 0; time < 2; ++time) {
        const ImportSummary summary = ledger.import(paths, 2);
        QCOMPARE(summary.filesFailed, 0);
        QCOMPARE(time == 0 || (summary.filesRead == 0 && summary.lines.added == 0), true);
        const std::map<std::string, ClassSums> found = sumsOf(ledger.path());
        QCOMPARE(found.size(), expected.size());
        for (const auto &[source, sums] : expected) {
            QVERIFY2(found.count(source) == 1, source.c_str());
            QVERIFY2(sums.count("total") == 1, source.c_str());
            for (const auto &[name, sum] : sums) {
                const std::int64_t has = found.at(source).at(name);
                QVERIFY2(has == sum, (source + " has " + std::to_string(has) + " of " + name + ", not " + std::to_string(sum)).c_str());
            }
        }
    }
    QCOMPARE(QString::fromStdString(ledger.whatIsWrong()), QString{});
    // Where the tools themselves keep their logs the same is found.
    const auto filesIn = [](const Discovery &found) {
        std::set<std::string> files;
        for (const DiscoveredSource &source : found.sources) {
            for (const DiscoveredFile &file : source.files) {
                files.insert(std::string{source.format->id} + ' ' + file.path);
            }
        }
        return files;
    };
    QVERIFY(filesIn(discover({.home = home.string()})) == filesIn(scan(home.string())));

    // The same from the other end, from a copy, and twice.
    const fs::path copy = home.string() + "-copy";
    fs::copy(home, copy, fs::copy_options::recursive);
    ImportedLedger other;
    other.import({copy.string()});
    other.import(paths, 2);
    fs::remove_all(copy);
    QCOMPARE(other.fingerprint(), ledger.fingerprint());

    // Tool by tool, the last first.
    ImportedLedger apart;
    apart.import({(home / "proj/.crush/crush.db").string()});
    for (auto sample = std::rbegin(HomeSamples); sample != std::rend(HomeSamples); ++sample) {
        QCOMPARE(apart.import({std::string{FIXTURES "/"} + *sample + "/home"}).filesFailed, 0);
    }
    QCOMPARE(apart.fingerprint(), ledger.fingerprint());
}

/// Crush tells an amount of 1.25 alone. Older versions priced it at 0: a ledger of theirs is put right by the next look, though nothing is read.
void tst_LocalTools::amountsOfAnOlderLedger()
{
    const QTemporaryDir folder;
    const fs::path home = folder.path().toStdString();
    fs::copy(FIXTURES "/crush/home/proj", home / "proj", fs::copy_options::recursive);
    write(home / ".local/share/crush/projects.json", R"({"projects":[{"path":")" + (home / "proj").string() + "\"}]}");
    ImportedLedger ledger;
    const std::vector<std::string> paths{home.string()};
    QCOMPARE(ledger.import(paths).lines.added, 1);
    const auto unpriced = [&] { return (*LedgerReader::open(ledger.path()))->summary()->unpricedRecords; };
    QCOMPARE(unpriced(), 1);
    Rate nothing;
    nothing.key = 4713;
    nothing.unpriced = Unpriced::No;
    nothing.currency = Currency{"USD"};
    nothing.matchedBy = "no-usage";
    QCOMPARE(*(*LedgerWriter::open(ledger.path(), {}))->reprice(false, [&](const UsageRecord &, const Serving &) -> const Rate & { return nothing; }), 1);
    Owner{QString::fromStdString(ledger.path())}.run("DELETE FROM note WHERE name = 'amounts_repriced_to'");
    QCOMPARE(unpriced(), 0);
    const ImportSummary look = ledger.import(paths);
    QCOMPARE(look.filesUnchanged, 1);
    QCOMPARE(look.repriced, 1);
    QCOMPARE(unpriced(), 1);
    QCOMPARE(QString::fromStdString(ledger.whatIsWrong()), QString{});
    QCOMPARE(ledger.import(paths).repriced, 0);
}

/// A task of Cline with answers of 1 and 2 tokens, which a version without families had read whole. It is read once more, so that a copy of it
/// in another editor's folder counts no second time.
void tst_LocalTools::clineTaskOfAnOlderLedger()
{
    const QTemporaryDir folder;
    const fs::path home = folder.path().toStdString();
    constexpr std::int64_t Nine = 1'791'190'800'000; // 2026-10-05T09:00:00Z
    const auto element = [](std::int64_t ms, int out) {
        return R"({"ts":)" + std::to_string(ms) + R"(,"type":"say","say":"api_req_started","text":"{\"tokensIn\":7,\"tokensOut\":)" + std::to_string(out) + R"(}"})";
    };
    const std::string list = '[' + element(Nine, 1) + ',' + element(Nine + 1000, 2) + ']';
    const std::string first = (home / "a/saoudrizwan.claude-dev").string();
    const std::string other = (home / "b/saoudrizwan.claude-dev").string();
    write(first + "/tasks/t1/ui_messages.json", list);
    ImportedLedger today;
    const ImportSummary fresh = today.import({first});
    QCOMPARE(fresh.lines.added, 2);
    const SourceKey source = fresh.sources.at(0).key;
    std::vector<FileState> files = *(*LedgerReader::open(today.path()))->files(source);
    QCOMPARE(files.size(), std::size_t{1});

    FileBatch before{.source = source, .path = files[0].path};
    before.usage.contexts.push_back({.attribution = {.session = "t1"}});
    for (int i = 0; i < 2; ++i) {
        UsageRecord record;
        record.identity = identityOf({"cline", "t1", std::to_string(Nine + i * 1000), ""});
        record.time = record.end = utcFromMs(Nine + i * 1000);
        record.tokens = {.input = 7, .output = i + 1};
        before.usage.records.push_back(record);
    }
    before.checkpoint = files[0];
    before.checkpoint->parserVersion = 2;
    ImportedLedger ledger;
    {
        const auto writer = *LedgerWriter::open(ledger.path(), {});
        const auto reader = *LedgerReader::open(ledger.path());
        const auto pricer = *pricerOf(*reader);
        QVERIFY(bool(writer->beginImport(utcFromMs(Nine))));
        QCOMPARE(writer->append({&before, 1}, rateSourceOf(*pricer))->added, 2);
        QVERIFY(bool(writer->finishImport()));
    }
    QCOMPARE(outputOf(ledger), 3);
    QCOMPARE(ledger.import({first}).lines.added, 0);
    QCOMPARE(outputOf(ledger), 3);
    write(other + "/tasks/t1/ui_messages.json", list);
    QCOMPARE(ledger.import({other}).lines.added, 0);
    QCOMPARE(outputOf(ledger), 3);
    QCOMPARE(QString::fromStdString(ledger.whatIsWrong()), QString{});
}

/// What a user is told of those that stand back; a format of a later version has no words of its own.
void tst_LocalTools::whatFamiliesAre()
{
    const std::map<std::string, RepeatedCalls> others{{"copilot-events", RepeatedCalls::Sums}, {"copilot-otel", RepeatedCalls::Sums}, {"copilot-store", RepeatedCalls::Sums},
                                                      {"amp", RepeatedCalls::Drafts},          {"opencode", RepeatedCalls::Drafts},   {"zed", RepeatedCalls::Drafts}, {"cline", RepeatedCalls::Removals}};
    std::size_t found = 0;
    for (const std::string &id : sourceIds()) {
        const auto other = others.find(id);
        found += other != others.end() ? 1U : 0U;
        QVERIFY2(repeatedCallsIn(id) == (other != others.end() ? other->second : RepeatedCalls::SideQuestions), id.c_str());
    }
    QCOMPARE(found, others.size());
    QVERIFY(repeatedCallsIn("of-a-later-version") == RepeatedCalls::SideQuestions);
}

/// What is new in another folder of a tool whose own folder was imported belongs to a refresh; other tools and other people's folders do not.
void tst_LocalTools::otherFoldersOfAKnownTool()
{
    const QTemporaryDir folder;
    const fs::path home = folder.path().toStdString();
    const auto copy = [&](const char *sample) {
        fs::copy(std::string{FIXTURES "/"} + sample + "/home", home, fs::copy_options::recursive | fs::copy_options::overwrite_existing);
    };
    copy("claude-code");
    ImportedLedger ledger;
    ledger.import({home.string()});
    const DiscoveryPlaces places{.home = home.string()};
    const auto roots = [&] {
        const auto reader = std::move(*LedgerReader::open(ledger.path()));
        std::set<std::string> found;
        const Result<Discovery> known = knownSources(*reader, places);
        for (const DiscoveredSource &source : known ? known->sources : std::vector<DiscoveredSource>{}) {
            found.insert(std::string{source.format->id} + ' ' + fs::path{source.root}.lexically_relative(fs::canonical(home)).string());
        }
        return found;
    };
    const auto textOf = [](const std::set<std::string> &found) {
        QStringList texts;
        for (const std::string &root : found) {
            texts << QString::fromStdString(root);
        }
        return texts.join(QStringLiteral(", "));
    };
    QCOMPARE(textOf(roots()), QStringLiteral("claude-code .claude/projects"));
    copy("pi");
    fs::create_directories(home / ".config/claude");
    fs::copy(home / ".claude/projects", home / ".config/claude/projects", fs::copy_options::recursive);
    QCOMPARE(textOf(roots()), QStringLiteral("claude-code .claude/projects, claude-code .config/claude/projects"));

    // A copy that was imported by its path is nobody's own folder.
    const fs::path elsewhere = home / "backup";
    fs::create_directories(elsewhere);
    fs::copy(home / ".pi", elsewhere / ".pi", fs::copy_options::recursive);
    ImportedLedger other;
    other.import({elsewhere.string()});
    const auto reader = std::move(*LedgerReader::open(other.path()));
    QCOMPARE(knownSources(*reader, places)->sources.size(), std::size_t{1});
}

TOKENMETER_TEST(tst_LocalTools);

} // namespace test_LocalTools

#include "tst_LocalTools.moc"
