// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/ImportedLedger.h"
#include "support/TestMain.h"

#include <QtTest>

#include <filesystem>
#include <fstream>

namespace test_OtlpImport
{

using namespace tokenmeter;
using namespace tokenmeter::testing;

/// A collector's file through the whole import, into a real ledger.
class tst_OtlpImport : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void lineByLine();
    void onlyNewLinesAreRead();
    void rotated();
    void aLogWithALongFirstLine();
    void eventsBeforeWhatTellsThem();
};

void writeTraces(const std::string &path, const std::string &content)
{
    std::ofstream{path, std::ios::binary}.write(content.data(), std::streamsize(content.size()));
}

std::string spanLine(const std::string &trace, const std::string &id, const std::string &parent, const std::string &operation, int input)
{
    return R"({"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":")" + trace + R"(","spanId":")" + id + R"(","parentSpanId":")" + parent
        + R"(","endTimeUnixNano":"1791190804000000000","attributes":[{"key":"gen_ai.operation.name","value":{"stringValue":")" + operation
        + R"("}},{"key":"gen_ai.request.model","value":{"stringValue":"m"}},{"key":"gen_ai.usage.input_tokens","value":{"intValue":)" + std::to_string(input)
        + R"(}},{"key":"gen_ai.usage.output_tokens","value":{"intValue":5}}]}]}]}]})" "\n";
}

/// The lines of a run: inner sum, outer sum, then the calls 7 and 8, of which a framework tells the second once more, first. 15 tokens of input.
std::vector<std::string> linesOfRun(const std::string &trace)
{
    return {spanLine(trace, "b", "a", "invoke_agent", 8), spanLine(trace, "a", "", "invoke_agent", 15), spanLine(trace, "c", "b", "chat", 7),
            spanLine(trace, "f", "b", "chat", 8),         spanLine(trace, "d", "f", "chat", 8)};
}

std::int64_t inputOf(ImportedLedger &ledger)
{
    return ledger.cells()[{"2026-10-05", "m"}].input;
}

/// 8; 15 in its place; 7; 15; 15. With half a line behind it each time. As the file in one go, and as one with its last line unfinished.
void tst_OtlpImport::lineByLine()
{
    const QTemporaryDir folder;
    const std::string path = folder.filePath(QStringLiteral("traces.json")).toStdString();
    ImportedLedger ledger;
    std::string text;
    const std::vector<std::int64_t> expected{8, 15, 7, 15, 15};
    const std::vector<std::string> lines = linesOfRun("t");
    for (std::size_t i = 0; i < lines.size(); ++i) {
        text += lines[i];
        writeTraces(path, text + (i + 1 < lines.size() ? lines[i + 1].substr(0, lines[i + 1].size() / 2) : std::string{}));
        ledger.import({path});
        QCOMPARE(inputOf(ledger), expected[i]);
        QCOMPARE(QString::fromStdString(ledger.whatIsWrong()), QString{});
    }
    ImportedLedger atOnce;
    atOnce.import({path});
    QCOMPARE(ledger.fingerprint(), atOnce.fingerprint());
    QCOMPARE(ledger.cells()[std::pair(std::string{"2026-10-05"}, std::string{"m"})].requests, std::int64_t{2});
}

/// 2000 traces, then ten more: of the file of about 700 kB some 4 kB are read.
void tst_OtlpImport::onlyNewLinesAreRead()
{
    const QTemporaryDir folder;
    const std::string path = folder.filePath(QStringLiteral("traces.json")).toStdString();
    std::string text;
    for (int i = 0; i < 2000; ++i) {
        text += spanLine("t" + std::to_string(i), "a", "", "chat", 7);
    }
    writeTraces(path, text);
    ImportedLedger ledger;
    ledger.import({path});
    QCOMPARE(inputOf(ledger), std::int64_t{14'000});
    std::string more;
    for (int i = 2000; i < 2010; ++i) {
        more += spanLine("t" + std::to_string(i), "a", "", "chat", 7);
    }
    writeTraces(path, text + more);
    QCOMPARE(ledger.import({path}).bytesRead, std::int64_t(more.size()));
    QCOMPARE(inputOf(ledger), std::int64_t{14'070});
    ImportedLedger atOnce;
    atOnce.import({path});
    QCOMPARE(ledger.fingerprint(), atOnce.fingerprint());
}

/// The collector renames its file and begins a new one: two runs, 15 tokens each.
void tst_OtlpImport::rotated()
{
    const QTemporaryDir folder;
    const std::string base = folder.path().toStdString();
    const auto joined = [](const std::string &trace) {
        std::string text;
        for (const std::string &line : linesOfRun(trace)) {
            text += line;
        }
        return text;
    };
    ImportedLedger ledger;
    writeTraces(base + "/traces.json", joined("t"));
    ledger.import({base});
    std::filesystem::rename(base + "/traces.json", base + "/traces-2026-10-05T10-00-00.000.json");
    writeTraces(base + "/traces.json", joined("u"));
    ledger.import({base});
    ledger.import({base});
    QCOMPARE(inputOf(ledger), std::int64_t{30});
    QCOMPARE(QString::fromStdString(ledger.whatIsWrong()), QString{});
}

/// Its first line is longer than 16 MiB, of texts that are cut: 7. Looked at when half of that line was written, when it was all there was, and with
/// a second line of 8 behind it. Then as lines, of which only the new ones are read: 9.
void tst_OtlpImport::aLogWithALongFirstLine()
{
    const QTemporaryDir folder;
    const std::string path = folder.filePath(QStringLiteral("traces.json")).toStdString();
    std::string first = spanLine("t", "a", "", "chat", 7);
    const std::string prompt = R"({"key":"prompt","value":{"stringValue":")" + std::string(std::size_t{17} << 20, 'x') + R"("}},)";
    first.insert(first.find(R"({"key":"gen_ai.operation.name")"), prompt);
    ImportedLedger ledger;
    writeTraces(path, first.substr(0, first.size() - 50));
    ledger.import({path});
    QCOMPARE(inputOf(ledger), std::int64_t{0});
    writeTraces(path, first);
    ledger.import({path});
    QCOMPARE(inputOf(ledger), std::int64_t{7});
    const std::string second = spanLine("u", "a", "", "chat", 8);
    writeTraces(path, first + second);
    ledger.import({path});
    QCOMPARE(inputOf(ledger), std::int64_t{15});
    const std::string third = spanLine("v", "a", "", "chat", 9);
    writeTraces(path, first + second + third);
    QCOMPARE(ledger.import({path}).bytesRead, std::int64_t(third.size()));
    QCOMPARE(inputOf(ledger), std::int64_t{24});
    ImportedLedger atOnce;
    atOnce.import({path});
    QCOMPARE(ledger.fingerprint(), atOnce.fingerprint());
    QCOMPARE(QString::fromStdString(ledger.whatIsWrong()), QString{});
}

std::string eventLineOf(const std::string &trace, const std::string &id, int input, const std::string &answer)
{
    return R"({"resourceLogs":[{"scopeLogs":[{"logRecords":[{"timeUnixNano":"1791190803000000000","eventName":"gen_ai.client.inference.operation.details","traceId":")" + trace
        + R"(","spanId":")" + id + R"(","attributes":[{"key":"gen_ai.request.model","value":{"stringValue":"m"}},{"key":"gen_ai.response.id","value":{"stringValue":")" + answer
        + R"("}},{"key":"gen_ai.usage.input_tokens","value":{"intValue":)" + std::to_string(input)
        + R"(}},{"key":"gen_ai.usage.output_tokens","value":{"intValue":1}}]}]}]}]})" "\n";
}

/// An event that knows the answer's id is told with its place as an alias; its span, and an agent's that holds two of them, come in later looks and
/// know the place alone: 3, then 7 in its stead; 4 and 6 more, then 15 in theirs.
void tst_OtlpImport::eventsBeforeWhatTellsThem()
{
    const QTemporaryDir folder;
    const std::string path = folder.filePath(QStringLiteral("all.json")).toStdString();
    ImportedLedger ledger;
    std::string text;
    const std::pair<std::string, std::int64_t> looks[]{{eventLineOf("t", "a", 3, "chatcmpl-1"), 3},
                                                       {spanLine("t", "a", "", "chat", 7), 7},
                                                       {eventLineOf("u", "a", 4, "chatcmpl-2"), 11},
                                                       {eventLineOf("u", "a", 6, "chatcmpl-3"), 17},
                                                       {spanLine("u", "a", "", "invoke_agent", 15), 22}};
    for (const auto &[line, input] : looks) {
        text += line;
        writeTraces(path, text);
        ledger.import({path});
        QCOMPARE(inputOf(ledger), input);
        QCOMPARE(QString::fromStdString(ledger.whatIsWrong()), QString{});
    }
    ImportedLedger atOnce;
    atOnce.import({path});
    QCOMPARE(ledger.fingerprint(), atOnce.fingerprint());
}

TOKENMETER_TEST(tst_OtlpImport);

} // namespace test_OtlpImport

#include "tst_OtlpImport.moc"
