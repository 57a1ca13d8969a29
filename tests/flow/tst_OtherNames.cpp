// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/ImportedLedger.h"
#include "support/TestMain.h"

#include "ledger/LedgerReader.h"

#include <QtTest>

#include <filesystem>
#include <fstream>

namespace test_OtherNames
{

using namespace tokenmeter;
using namespace tokenmeter::testing;
namespace fs = std::filesystem;

/// Files that tell one request under two names, through the whole import.
class tst_OtherNames : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anyOrder_data();
    void anyOrder();
};

namespace
{

void put(const std::string &path, const std::string &content)
{
    fs::create_directories(fs::path{path}.parent_path());
    std::ofstream{path, std::ios::binary | std::ios::trunc}.write(content.data(), std::streamsize(content.size()));
}

std::int64_t tokensIn(const ImportedLedger &ledger)
{
    const auto reader = LedgerReader::open(ledger.path());
    const auto usage = (*reader)->usage({}, {}, Zone::utc());
    std::int64_t sum = 0;
    for (const UsageCell &cell : usage->cells) {
        sum += cell.tokens.total();
    }
    return sum;
}

std::string heliconeRow(const std::string &id, const std::string &day, int input, int output, const std::string &answer = {})
{
    return R"({"request_id":")" + id + R"(","request_created_at":")" + day + R"(T09:00:00Z","provider":"OPENAI","model":"m","prompt_tokens":)" + std::to_string(input)
        + R"(,"completion_tokens":)" + std::to_string(output) + (answer.empty() ? "" : R"(,"response_id":")" + answer + '"') + "}\n";
}

/// As VS Code writes the log record of a call: without caches and session.
std::string copilotLog(const std::string &number, int seconds, int input, int output)
{
    return R"({"spanContext":{"traceId":"t)" + number + R"(","spanId":"s)" + number + R"("},"hrTime":[)" + std::to_string(seconds)
        + R"(,400000000],"_body":"GenAI inference: m","attributes":{"event.name":"gen_ai.client.inference.operation.details","gen_ai.request.model":"m",)"
        + R"("gen_ai.response.id":"r)" + number + R"(","gen_ai.usage.input_tokens":)" + std::to_string(input) + R"(,"gen_ai.usage.output_tokens":)" + std::to_string(output) + "}}\n";
}

std::string copilotSpan(const std::string &number, int seconds, int input, int output, int read, int written)
{
    return R"({"type":"span","name":"chat m","traceId":"t)" + number + R"(","spanId":"s)" + number + R"(","startTime":[)" + std::to_string(seconds - 3) + R"(,0],"endTime":[)"
        + std::to_string(seconds) + R"(,500000000],"attributes":{"gen_ai.conversation.id":"c1","gen_ai.response.model":"m","gen_ai.response.id":"r)" + number
        + R"(","gen_ai.usage.input_tokens":)" + std::to_string(input) + R"(,"gen_ai.usage.output_tokens":)" + std::to_string(output)
        + R"(,"gen_ai.usage.cache_read.input_tokens":)" + std::to_string(read) + R"(,"gen_ai.usage.cache_creation.input_tokens":)" + std::to_string(written) + "}}\n";
}

/// A call of trace and span `number`, told by its span or by its event. @param id of the answer, may be empty
std::string collected(bool isSpan, const std::string &number, int input, int output, const std::string &id)
{
    const auto count = [](const char *key, int value) { return std::string{R"({"key":"gen_ai.usage.)"} + key + R"(","value":{"intValue":)" + std::to_string(value) + "}}"; };
    const std::string place = R"("traceId":"t)" + number + R"(","spanId":"s)" + number + R"(",)";
    const std::string attributes = R"("attributes":[{"key":"gen_ai.operation.name","value":{"stringValue":"chat"}},{"key":"gen_ai.response.model","value":{"stringValue":"m"}},)"
        + count("input_tokens", input) + "," + count("output_tokens", output)
        + (id.empty() ? "" : R"(,{"key":"gen_ai.response.id","value":{"stringValue":")" + id + R"("}})") + "]}]}]}]}\n";
    return isSpan ? R"({"resourceSpans":[{"scopeSpans":[{"spans":[{)" + place + R"("endTimeUnixNano":"1791190804000000000",)" + attributes
                  : R"({"resourceLogs":[{"scopeLogs":[{"logRecords":[{)" + place + R"("timeUnixNano":"1791190803000000000","eventName":"gen_ai.client.inference.operation.details",)"
            + attributes;
}

} // namespace

void tst_OtherNames::anyOrder_data()
{
    QTest::addColumn<QString>("first");
    QTest::addColumn<QString>("second");
    QTest::addColumn<qlonglong>("tokens");
    const auto row = [](const char *name, const std::string &first, const std::string &second, qlonglong tokens) {
        QTest::newRow(name) << QString::fromStdString(first) << QString::fromStdString(second) << tokens;
    };
    // 10 + 5 of the request that both tell, 20 + 2 and 30 + 3 of those that one tells.
    row("an export without answers and one with them", heliconeRow("h1", "2026-10-05", 10, 5) + heliconeRow("h2", "2026-10-06", 20, 2),
        heliconeRow("h1", "2026-10-05", 10, 5, "chatcmpl-1") + heliconeRow("h3", "2026-10-07", 30, 3, "chatcmpl-3"), 70);
    // 6000 that were asked, 5000 and 300 of them through the cache, and 200; 50 + 1 of a call without a span; 9 + 1 of one without a log.
    const std::string log = copilotLog("1", 1'791'190'800, 6000, 200);
    const std::string span = copilotSpan("1", 1'791'190'800, 6000, 200, 5000, 300);
    row("a file that was rotated between the log and its span", log + copilotLog("2", 1'791'190'900, 50, 1), span + copilotSpan("3", 1'791'191'000, 9, 1, 0, 0), 6261);
    row("a copy that ends at the log", log, log + span, 6200);
    // A collector's traces and logs: 7 + 5 of the call that both tell, 20 + 2 and 30 + 3 of those that one tells.
    for (const char *id : {"chatcmpl-1", "msg_1"}) {
        row((std::string{"spans that know the answer's id, "} + id).c_str(), collected(true, "1", 7, 5, id) + collected(true, "2", 20, 2, {}),
            collected(false, "1", 7, 5, {}) + collected(false, "3", 30, 3, {}), 67);
        row((std::string{"events that know the answer's id, "} + id).c_str(), collected(true, "1", 7, 5, {}) + collected(true, "2", 20, 2, {}),
            collected(false, "1", 7, 5, id) + collected(false, "3", 30, 3, {}), 67);
    }
}

void tst_OtherNames::anyOrder()
{
    QFETCH(QString, first);
    QFETCH(QString, second);
    QFETCH(qlonglong, tokens);
    QTemporaryDir folder;
    const std::string base = folder.path().toStdString();
    const std::string contents[]{first.toStdString(), second.toStdString()};
    std::string fingerprint;
    const auto check = [&](ImportedLedger &ledger) {
        QCOMPARE(tokensIn(ledger), std::int64_t{tokens});
        QCOMPARE(ledger.whatIsWrong(), std::string{});
        fingerprint = fingerprint.empty() ? ledger.fingerprint() : fingerprint;
        QCOMPARE(ledger.fingerprint(), fingerprint);
    };
    for (const int early : {0, 1}) {
        const int late = 1 - early;
        // Each named for itself: two sources.
        const std::string files[]{base + "/named/0.jsonl", base + "/named/1.jsonl"};
        put(files[0], contents[0]);
        put(files[1], contents[1]);
        ImportedLedger apart;
        apart.import({files[early]});
        apart.import({files[late]});
        check(apart);
        ImportedLedger together;
        together.import({files[early], files[late]});
        check(together);
        // In one folder, where the second one comes later; the names' order is not that of reading.
        const std::string place = base + "/folder" + std::to_string(early);
        ImportedLedger inFolder;
        put(place + '/' + std::to_string(early) + ".jsonl", contents[early]);
        inFolder.import({place});
        put(place + '/' + std::to_string(late) + ".jsonl", contents[late]);
        inFolder.import({place});
        check(inFolder);
        ImportedLedger atOnce;
        atOnce.import({place});
        check(atOnce);
    }
}

TOKENMETER_TEST(tst_OtherNames);

} // namespace test_OtherNames

#include "tst_OtherNames.moc"
