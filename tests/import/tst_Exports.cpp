// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "CsvSupport.h"
#include "ImportSupport.h"
#include "PackSupport.h"
#include "import/Discovery.h"
#include "import/Json.h"

#include <QDir>

#include <random>

namespace test_Exports
{

using namespace tokenmeter;
using namespace tokenmeter::testing::files;
using tokenmeter::testing::gzipped;
using tokenmeter::testing::readText;
using tokenmeter::testing::readAll;
using tokenmeter::testing::Reading;
using tokenmeter::testing::writeFile;

struct Case
{
    const char *format;
    const char *file;
};

/// The figures of each are worked by hand in its expected.json. As examples:
/// - OpenRouter: 10389 prompt - 8000 cached = 2389; 137 completion hold 40 of reasoning.
/// - OpenAI: 7162 - 1280 = 5882 (its own column says so); 3.0 requests of one minute.
/// - LiteLLM: 5200 prompt - 4000 read - 1000 written = 200; 1000 - 600 = 400.
/// - Langfuse: 400 + 600 + 30 + 70 = 1100 is the total, so disjoint, output 100; 1000 + 100 = 1100 though 600 are cached, so inside.
/// - Helicone: 1000 + 100 = 1100, inside; 20 + 4000 + 300 + 80 = 4400, beside.
/// - OpenTelemetry: 5120 - 4500 - 500 = 120; the agent's span is their sum.
constexpr Case Cases[] = {
    {"openrouter-generations-csv", "openrouter-csv/openrouter_activity_2026-10-05.csv"},
    {"openrouter-daily-csv", "openrouter-csv/openrouter_daily.csv"},
    {"anthropic-usage-csv", "anthropic-usage-csv/claude_api_tokens_2026_10.csv"},
    {"openai-usage-csv", "openai-usage-csv/completions_usage_2026-10-05_2026-10-05.csv"},
    {"deepseek-usage-csv", "deepseek-usage-csv/amount-2026-10.csv"},
    {"litellm", "litellm/spend_logs.json"},
    {"langfuse", "langfuse/observations.jsonl"},
    {"helicone", "helicone/helicone-export.jsonl"},
    {"otlp-genai", "otlp-genai/traces.jsonl"},
    {"bedrock-invocation", "bedrock-invocation/20261005T090000_demo.json"},
};

/// Exports of consoles, gateways, proxies and clouds.
class tst_Exports : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void sample_data() { cases(); }
    void sample();
    void recognised();
    void twiceAndInAnyOrder_data() { cases(); }
    void twiceAndInAnyOrder();
    void splitFiles_data() { cases(); }
    void splitFiles();
    void truncated_data() { cases(); }
    void truncated();
    void wrongEncoding_data() { cases(); }
    void wrongEncoding();
    void hostile_data() { cases(); }
    void hostile();
    void packed_data() { cases(); }
    void packed();
    void rows_data();
    void rows();
    void renamedColumns();
    void problemsHoldNoContent_data() { cases(); }
    void problemsHoldNoContent();
    void idsOfProviders();
    void spans_data();
    void spans();
    void lengthsOfPrompts();
    void liteLlmAsTable();
    void liteLlmMetadataAsText();
    void pages();
    void aLastLineThatIsBeingWritten();
    void aFirstLineThatIsTorn();
    void dailySums();
    void bucketsGrouped_data();
    void bucketsGrouped();
    void freeVariants();
    void bodiesBesideABedrockLog();
    void telemetryOfClaudeCode();

private:
    static void cases();
};

void tst_Exports::cases()
{
    QTest::addColumn<QString>("format");
    QTest::addColumn<QString>("file");
    for (const Case &each : Cases) {
        QTest::newRow(each.format) << QString::fromLatin1(each.format) << QString::fromLatin1(each.file);
    }
}

const Format &formatNamed(const QString &id)
{
    const Format *format = formatById(id.toStdString());
    if (format == nullptr) {
        qFatal("no such format");
    }
    return *format;
}

std::string sampleText(const QString &file)
{
    return fixture(file.toStdString());
}

/// Reads whole, as the program does: `feed` cuts lines where the format wants it.
ListSink read(const Format &format, const std::string &text)
{
    ListSink sink;
    feed(format, text, sink);
    return sink;
}

void tst_Exports::sample()
{
    QFETCH(QString, format);
    QFETCH(QString, file);
    const ListSink sink = read(formatNamed(format), sampleText(file));
    std::string expected = fixture(QDir::cleanPath(file + QStringLiteral("/../expected.json")).toStdString());
    if (file.startsWith(QStringLiteral("openrouter-csv/"))) { // one list for two files
        QJsonObject all = QJsonDocument::fromJson(QByteArray::fromStdString(expected)).object();
        QJsonArray mine;
        for (const QJsonValue &each : all[QStringLiteral("records")].toArray()) {
            if (file.endsWith(each[QStringLiteral("file")].toString())) {
                mine.append(each);
            }
        }
        expected = QJsonDocument{QJsonObject{{QStringLiteral("records"), mine}}}.toJson().toStdString();
    }
    if (format == QStringLiteral("openai-usage-csv")) { // two rows of one minute: matched by their order instead
        QCOMPARE(sink.found.size(), std::size_t{2});
        std::set<std::string> lines;
        for (const Found &found : sink.found) {
            lines.insert(found.context.serving.model + " " + counts(found.record) + " " + std::to_string(found.record.requests)
                         + (found.record.has(BatchFlag) ? " batch" : "") + " " + found.context.attribution.keyLabel + toRfc3339(found.record.end));
        }
        QVERIFY(lines.contains("gpt-5.2-2025-12-11 5882+1280+0+0>1673(0) 3 key_12026-10-05T09:01:00Z"));
        QVERIFY(lines.contains("gpt-5-nano 5904+0+0+0>1419(0) 1 batch key_22026-10-05T09:01:00Z"));
    } else if (format == QStringLiteral("anthropic-usage-csv")) { // one day for both
        QCOMPARE(sink.found.size(), std::size_t{2});
        std::set<std::string> lines;
        for (const Found &found : sink.found) {
            lines.insert(found.context.serving.model + " " + counts(found.record) + (found.record.has(BatchFlag) ? " batch " : " ")
                         + std::to_string(found.record.rare.webSearches) + found.context.attribution.keyLabel + found.context.attribution.project);
        }
        QVERIFY(lines.contains("claude-sonnet-4-5-20250929 100000+900000+20000+5000>50000(0) 10demo-keyDefault"));
        QVERIFY(lines.contains("claude-haiku-4-5-20251001 50000+0+0+0>2000(0) batch 0demo-keyDefault"));
    } else {
        QCOMPARE(QString::fromStdString(differences(expected, sink.found)), QString{});
    }
    QVERIFY(sink.problems.empty());
    QCOMPARE(sink.skippedCount, 0);
}

/// Each sample by its own format alone, and none of the others for it.
void tst_Exports::recognised()
{
    for (const Case &each : Cases) {
        const std::string text = fixture(each.file);
        QVERIFY(!text.empty());
        const Format *best = nullptr;
        int most = 0;
        int second = 0;
        for (const Format &format : formats()) {
            const int score = format.recognises ? format.recognises(each.file, text) : 0;
            if (score > most) {
                second = most;
                most = score;
                best = &format;
            } else {
                second = std::max(second, score);
            }
        }
        QVERIFY2(best != nullptr && best->id == each.format, each.file);
        QVERIFY2(second < most, each.file);
    }
    QVERIFY(formatById("openai-usage-csv")->recognises("x.csv", "start_time,end_time,start_time_iso,end_time_iso\n1,2,3,4\n") > 0);
    QCOMPARE(formatById("openai-usage-csv")->recognises("x.csv", "start_time,end_time,start_time_iso,end_time_iso,seconds\n"), 0);
    for (const Case &each : Cases) {
        QCOMPARE(formatNamed(QString::fromLatin1(each.format)).recognises("x", ""), 0);
        QCOMPARE(formatNamed(QString::fromLatin1(each.format)).recognises("x.jsonl", R"({"type":"assistant","message":{"usage":{}}})"), 0);
    }
}

/// The header, and the rows behind it; for JSON lines no header.
std::pair<std::string, std::vector<std::string>> rowsOf(const std::string &text)
{
    std::pair<std::string, std::vector<std::string>> parts;
    const bool isTable = text.find('{') == std::string::npos || text.find(',') < text.find('{');
    for (std::size_t start = 0; start < text.size();) {
        const std::size_t end = std::min(text.find('\n', start), text.size() - 1);
        const std::string line = text.substr(start, end - start + 1);
        if (isTable && parts.first.empty()) {
            parts.first = line;
        } else {
            parts.second.push_back(line.ends_with('\n') ? line : line + '\n');
        }
        start = end + 1;
    }
    return parts;
}

std::string joined(const std::string &header, const std::vector<std::string> &rows)
{
    std::string text = header;
    for (const std::string &row : rows) {
        text += row;
    }
    return text;
}

void tst_Exports::twiceAndInAnyOrder()
{
    QFETCH(QString, format);
    QFETCH(QString, file);
    const Format &mine = formatNamed(format);
    const std::string text = sampleText(file);
    const std::set<std::string> expected = reduced(read(mine, text));
    ListSink twice = read(mine, text);
    feed(mine, text, twice);
    QVERIFY(reduced(twice) == expected);
    if (text.starts_with('[')) {
        return; // a list: its order is turned in liteLlmAsTable()
    }
    auto [header, rows] = rowsOf(text);
    std::mt19937 random{7};
    for (int round = 0; round < 20; ++round) {
        std::shuffle(rows.begin(), rows.end(), random);
        QVERIFY(reduced(read(mine, joined(header, rows))) == expected);
    }
}

/// An export cut into two, and a part of it again, is the export (but for rows that only together are a bucket).
void tst_Exports::splitFiles()
{
    QFETCH(QString, format);
    QFETCH(QString, file);
    const Format &mine = formatNamed(format);
    const std::string text = sampleText(file);
    if (text.starts_with('[') || format == QStringLiteral("deepseek-usage-csv")) {
        return;
    }
    const auto [header, rows] = rowsOf(text);
    for (std::size_t cut = 0; cut <= rows.size(); ++cut) {
        ListSink parts = read(mine, joined(header, {rows.begin(), rows.begin() + std::ptrdiff_t(cut)}));
        feed(mine, joined(header, {rows.begin() + std::ptrdiff_t(cut), rows.end()}), parts);
        feed(mine, joined(header, {rows.begin(), rows.begin() + std::ptrdiff_t(cut)}), parts);
        QVERIFY(reduced(parts) == reduced(read(mine, text)));
    }
}

/// Wherever it is cut: nothing is invented, and what is torn is said.
void tst_Exports::truncated()
{
    QFETCH(QString, format);
    QFETCH(QString, file);
    const Format &mine = formatNamed(format);
    const std::string text = sampleText(file);
    const std::size_t all = reduced(read(mine, text)).size();
    for (std::size_t size = 0; size < text.size(); size += 1 + size / 200) {
        const ListSink cut = read(mine, text.substr(0, size));
        QVERIFY(reduced(cut).size() <= all);
        for (const Found &found : cut.found) {
            QVERIFY(found.record.tokens.total() >= 0 && found.record.tokens.reasoning <= found.record.tokens.output);
        }
    }
}

void tst_Exports::wrongEncoding()
{
    QFETCH(QString, format);
    QFETCH(QString, file);
    const Format &mine = formatNamed(format);
    const std::string text = sampleText(file);
    // UTF-16, as spreadsheets save it: not recognised, nothing read.
    const QString wide = QString::fromStdString(text);
    const std::string utf16 = "\xff\xfe" + std::string{reinterpret_cast<const char *>(wide.utf16()), std::size_t(wide.size()) * 2};
    QCOMPARE(mine.recognises(file.toStdString(), utf16), 0);
    QVERIFY(read(mine, utf16).found.empty());
    // A byte of Latin-1 in a name: the row counts, the name shows where it was, and the text is UTF-8.
    std::string latin = text;
    for (const std::string_view name : {"demo-app", "demo-key", "key_1", "demo", "team-a", "gpt-5.2", "claude-opus"}) {
        if (latin.find(name) == std::string::npos) {
            continue;
        }
        for (std::size_t at = 0; (at = latin.find(name, at)) != std::string::npos; ++at) {
            latin[at + 1] = '\xe9';
        }
        break;
    }
    QVERIFY(latin != text);
    const ListSink sink = read(mine, latin);
    QCOMPARE(sink.found.size(), read(mine, text).found.size());
    for (const Found &found : sink.found) {
        for (const std::string &name : {found.context.attribution.project, found.context.attribution.keyLabel, found.context.serving.model}) {
            QVERIFY(!json::mendedUtf8(name));
        }
    }
}

/// Every number replaced by what no number is: no crash, no count out of bounds, nothing free that was not.
void tst_Exports::hostile()
{
    QFETCH(QString, format);
    QFETCH(QString, file);
    const Format &mine = formatNamed(format);
    const std::string text = sampleText(file);
    for (const std::string_view value : {"-1", "1e400", "9223372036854775808", "NaN", "0x10", "1e13", "99999999999999999999999999999999999999999999", "2.5"}) {
        for (std::size_t at = 0; at < text.size(); ++at) {
            const bool isStart = std::isdigit(static_cast<unsigned char>(text[at])) != 0 && (at == 0 || std::string_view{",:"}.find(text[at - 1]) != std::string_view::npos);
            if (!isStart) {
                continue;
            }
            std::size_t end = at;
            while (end < text.size() && std::isdigit(static_cast<unsigned char>(text[end])) != 0) {
                ++end;
            }
            const ListSink sink = read(mine, text.substr(0, at) + std::string{value} + text.substr(end));
            for (const Found &found : sink.found) {
                const TokenCounts &t = found.record.tokens;
                for (const std::int64_t count : {t.input, t.cacheRead, t.cacheWrite5m, t.cacheWrite1h, t.output}) {
                    QVERIFY(count >= 0 && count <= MaxTokensPerClass);
                }
                QVERIFY(t.reasoning >= 0 && t.reasoning <= t.output && !found.record.identity.isNone());
                QVERIFY(found.record.time >= parseTime("2020-01-01")->time);
            }
        }
    }
}

void tst_Exports::packed()
{
    QFETCH(QString, format);
    QFETCH(QString, file);
    const QByteArray text = QByteArray::fromStdString(sampleText(file));
    const Format &mine = formatNamed(format);
    const Reading plain = readText(mine, text);
    const Reading packedOne = readText(mine, gzipped(text));
    QVERIFY(!plain.ledger.entries().empty());
    QVERIFY(plain.ledger.entries() == packedOne.ledger.entries());
}

void tst_Exports::rows_data()
{
    QTest::addColumn<QString>("format");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("expected"); // counts, amount, flags of interest; or the problem
    const auto add = [](const char *name, const char *format, const std::string &text, const char *expected) {
        QTest::newRow(name) << QString::fromLatin1(format) << QByteArray::fromStdString(text) << QByteArray{expected};
    };
    add("LiteLLM, cache outside the prompt", "litellm",
        R"({"request_id":"a","prompt_tokens":20,"completion_tokens":5,"spend":0.1,"startTime":"2026-10-05 09:00:00","model":"m","custom_llm_provider":"anthropic","metadata":{"usage_object":{"cache_read_input_tokens":100}}})",
        "20+100+0+0>5(0) 0.1USD");
    add("LiteLLM, answered by the proxy's cache", "litellm",
        R"({"request_id":"a","prompt_tokens":20,"completion_tokens":5,"spend":0,"cache_hit":"True","startTime":"2026-10-05 09:00:00","model":"m","custom_llm_provider":"x"})", "");
    add("LiteLLM, a failure that cost something", "litellm",
        R"({"request_id":"a","prompt_tokens":20,"completion_tokens":0,"spend":0.1,"status":"failure","startTime":1791190800.5,"model":"openai/m","custom_llm_provider":"openai"})",
        "20+0+0+0>0(0) 0.1USD");
    add("LiteLLM, writes of an hour", "litellm",
        R"({"request_id":"a","prompt_tokens":1000,"completion_tokens":5,"response_cost":0.1,"startTime":"2026-10-05","model":"m","custom_llm_provider":"x","metadata":{"usage_object":{"cache_creation_input_tokens":300,"cache_creation":{"ephemeral_1h_input_tokens":100}}}})",
        "700+0+200+100>5(0) 0.1USD");
    add("LiteLLM, without an id", "litellm",
        R"({"prompt_tokens":20,"completion_tokens":5,"spend":0.1,"startTime":"2026-10-05","model":"m","custom_llm_provider":"x"})", "!MissingField request_id");
    add("Langfuse, no total: disjoint", "langfuse",
        R"({"id":"a","type":"GENERATION","startTime":"2026-10-05T09:00:00Z","model":"m","usageDetails":{"input":10,"cache_read_input_tokens":90,"cache_creation_input_tokens":5,"cache_write_1h":7,"output":3,"output_reasoning_tokens":4,"input_audio_tokens":2}})",
        "12+90+5+7>7(4) ");
    add("Langfuse, old fields", "langfuse",
        R"({"id":"a","type":"GENERATION","startTime":"2026-10-05T09:00:00Z","model":"m","promptTokens":10,"completionTokens":3,"totalTokens":13,"calculatedTotalCost":0.5})", "10+0+0+0>3(0) 0.5USD");
    add("Langfuse, a cost alone", "langfuse",
        R"({"id":"a","type":"EMBEDDING","startTime":"2026-10-05T09:00:00Z","costDetails":{"total":0.25}})", "0+0+0+0>0(0) 0.25USD");
    add("Langfuse, a trace", "langfuse", R"({"id":"a","type":"EVENT","startTime":"2026-10-05T09:00:00Z","usageDetails":{"input":10}})", "");
    add("Langfuse, a total that nothing fits", "langfuse",
        R"({"id":"a","type":"GENERATION","startTime":"2026-10-05T09:00:00Z","usageDetails":{"input":10,"output":3,"total":99}})", "10+0+0+0>3(0)  !TotalMismatch total");
    add("Langfuse, tokens by name", "langfuse",
        R"({"id":"a","type":"GENERATION","startTime":"2026-10-05T09:00:00Z","usage":{"input":10,"output":3,"total":13,"unit":"TOKENS"}})", "10+0+0+0>3(0) ");
    add("Langfuse, characters", "langfuse",
        R"({"id":"a","type":"GENERATION","startTime":"2026-10-05T09:00:00Z","usage":{"input":400,"output":30,"total":430,"unit":"CHARACTERS"}})", "!WrongType usage.unit");
    add("Langfuse, characters beside a map", "langfuse",
        R"({"id":"a","type":"GENERATION","startTime":"2026-10-05T09:00:00Z","usageDetails":{"input":400,"output":30},"usage":{"input":400,"output":30,"unit":"CHARACTERS"}})",
        "!WrongType usage.unit");
    add("Langfuse, seconds in a table", "langfuse",
        "id,type,startTime,usageDetails,promptTokens,completionTokens,unit\na,GENERATION,2026-10-05T09:00:00Z,,12,0,SECONDS\n", "!WrongType usage.unit");
    add("Langfuse, nothing of another unit, with a cost", "langfuse",
        R"({"id":"a","type":"GENERATION","startTime":"2026-10-05T09:00:00Z","usage":{"unit":"IMAGES"},"totalCost":0.25})", "0+0+0+0>0(0) 0.25USD");
    add("Helicone, a cost times 10^9", "helicone",
        R"({"request_id":"a","request_created_at":"2026-10-05T09:00:00Z","prompt_tokens":10,"completion_tokens":3,"cost":120000})", "10+0+0+0>3(0)  !BadNumber cost");
    add("Helicone, a cancelled stream", "helicone",
        R"({"request_id":"a","request_created_at":"2026-10-05T09:00:00Z","prompt_tokens":10,"completion_tokens":3,"response_status":-3})", "10+0+0+0>3(0) ");
    const auto node = [](const char *id, const char *type, const char *parent, const std::string &usage) {
        return std::string{R"({"id":")"} + id + R"(","type":")" + type + R"(",)" + (*parent == 0 ? "" : std::string{R"("parentObservationId":")"} + parent + R"(",)")
            + R"("startTime":"2026-10-05T09:00:00Z","model":"m",)" + usage + "}\n";
    };
    const std::string seven = R"("usageDetails":{"input":7,"output":1})";
    add("Langfuse, a tool that asked a model itself", "langfuse", node("t", "TOOL", "", seven), "7+0+0+0>1(0) ");
    add("Langfuse, an agent alone", "langfuse", node("s", "SPAN", "", R"("usage":{})") + node("a", "AGENT", "s", seven), "7+0+0+0>1(0) ");
    add("Langfuse, an agent with the sum of what is below a span", "langfuse",
        node("g", "GENERATION", "s", R"("usageDetails":{"input":5,"output":1})") + node("s", "SPAN", "a", R"("usage":{})") + node("a", "AGENT", "c", seven) + node("c", "CHAIN", "", seven),
        "5+0+0+0>1(0) ");
    add("Langfuse, agents in a circle", "langfuse", node("a", "AGENT", "b", seven) + node("b", "SPAN", "a", R"("usage":{})"), "7+0+0+0>1(0) ");
    add("Helicone, the provider's own counts", "helicone",
        R"({"request_id":"a","request_created_at":"2026-10-05T09:00:00Z","provider":"OPENAI","prompt_tokens":1,"completion_tokens":3,"response_body":{"id":"chatcmpl-1","choices":[{"message":{"content":"x"}}],"usage":{"prompt_tokens":100,"completion_tokens":20,"total_tokens":120,"prompt_tokens_details":{"cached_tokens":60},"completion_tokens_details":{"reasoning_tokens":8}}}})",
        "40+60+0+0>20(8) ");
    add("Helicone, the provider's own counts as text", "helicone",
        R"({"request_id":"a","request_created_at":"2026-10-05T09:00:00Z","provider":"ANTHROPIC","prompt_tokens":1,"completion_tokens":3,"response_body":"{\"type\":\"message\",\"usage\":{\"input_tokens\":7,\"output_tokens\":2,\"cache_read_input_tokens\":90}}"})",
        "7+90+0+0>2(0) ");
    add("Helicone, a body that says nothing", "helicone",
        R"({"request_id":"a","request_created_at":"2026-10-05T09:00:00Z","prompt_tokens":10,"completion_tokens":3,"response_body":{"error":{"usage":1}}})", "10+0+0+0>3(0) ");
    add("Helicone, answered from its cache", "helicone",
        R"({"request_id":"a","request_created_at":"2026-10-05T09:00:00Z","prompt_tokens":10,"completion_tokens":3,"cost":0,"cache_reference_id":"0190f3a2-7c1e-7b3a-9d55-0a1b2c3d4e5f"})", "");
    add("Helicone, not from its cache", "helicone",
        R"({"request_id":"a","request_created_at":"2026-10-05T09:00:00Z","prompt_tokens":10,"completion_tokens":3,"cache_reference_id":"00000000-0000-0000-0000-000000000000"})", "10+0+0+0>3(0) ");
    for (const char *none : {"null", "\\\\N", "NULL", "None", "undefined", ""}) {
        add((std::string{"Helicone, none of its cache: "} + none).c_str(), "helicone",
            R"({"request_id":"a","request_created_at":"2026-10-05T09:00:00Z","prompt_tokens":10,"completion_tokens":3,"cache_reference_id":")" + std::string{none} + R"("})", "10+0+0+0>3(0) ");
    }
    add("OpenAI, an account without usage", "openai-usage-csv", "start_time,end_time,start_time_iso,end_time_iso\n1791158400,1791244800,2026-10-05T00:00:00Z,2026-10-06T00:00:00Z\n", "");
    add("Helicone, refused", "helicone", R"({"request_id":"a","request_created_at":"2026-10-05T09:00:00Z","prompt_tokens":0,"completion_tokens":0,"response_status":429})", "");
    add("Bedrock, counts only in the body", "bedrock-invocation",
        R"({"schemaType":"ModelInvocationLog","timestamp":"2026-10-05T09:00:00Z","requestId":"r","modelId":"m","input":{},"output":{"outputBodyJson":{"usage":{"inputTokens":7,"outputTokens":2,"cacheReadInputTokens":5}}}})",
        "7+5+0+0>2(0) ");
    add("Bedrock, a stream's chunks", "bedrock-invocation",
        R"({"schemaType":"ModelInvocationLog","timestamp":"2026-10-05T09:00:00Z","requestId":"r","modelId":"m","input":{"inputTokenCount":7,"cacheWriteInputTokenCount":50},"output":{"outputTokenCount":9,"outputBodyJson":[{"type":"message_start","message":{"usage":{"cache_creation":{"ephemeral_1h_input_tokens":20}}}},{"type":"message_delta","usage":{"output_tokens":9}}]}})",
        "7+0+30+20>9(0) ");
    add("Bedrock, from CloudWatch", "bedrock-invocation",
        R"(2026-10-05T09:00:00.000Z {"schemaType":"ModelInvocationLog","timestamp":"2026-10-05T09:00:00Z","requestId":"r","modelId":"m","input":{"inputTokenCount":7},"output":{"outputTokenCount":9}})",
        "7+0+0+0>9(0) ");
    add("Bedrock, an error", "bedrock-invocation",
        R"({"schemaType":"ModelInvocationLog","timestamp":"2026-10-05T09:00:00Z","requestId":"r","modelId":"m","errorCode":"ThrottlingException","input":{}})", "");
    add("Bedrock, without an id", "bedrock-invocation",
        R"({"schemaType":"ModelInvocationLog","timestamp":"2026-10-05T09:00:00Z","modelId":"m","input":{"inputTokenCount":7}})", "!MissingField requestId");
    add("OpenAI, audio inside", "openai-usage-csv",
        "start_time,end_time,start_time_iso,model,input_tokens,output_tokens,input_cached_tokens,input_audio_tokens,output_audio_tokens\n"
        "1791158400,1791244800,x,m,100,50,20,30,40\n",
        "50+20+0+0>10(0) ");
    add("OpenRouter, free and empty", "openrouter-generations-csv",
        "generation_id,created_at,cost_total,tokens_prompt,tokens_completion,tokens_cached,model_permaslug\ngen-1-a,2026-10-05 09:00:00.000,0,0,0,0,m\n", "");
    add("OpenRouter, more cached than asked", "openrouter-generations-csv",
        "generation_id,created_at,cost_total,tokens_prompt,tokens_completion,tokens_cached,model_permaslug\ngen-1-a,2026-10-05 09:00:00.000,0,10,1,40,m\n",
        "0+10+0+0>1(0) 0USD !SubsetLargerThanTotal input");
    add("Anthropic, the layout of 2025", "anthropic-usage-csv",
        "usage_date_utc,model_version,api_key,workspace,usage_type,usage_input_tokens_no_cache,usage_input_tokens_cache_write_5m,usage_input_tokens_cache_write_1h,"
        "usage_input_tokens_cache_read,usage_output_tokens,web_search_count\n2025-10-05,m,k,w,standard,1,2,3,4,5,0\n",
        "1+4+2+3>5(0) ");
}

std::string causeName(Cause cause)
{
    switch (cause) {
    case Cause::MissingField: return "MissingField";
    case Cause::WrongType: return "WrongType";
    case Cause::TotalMismatch: return "TotalMismatch";
    case Cause::BadNumber: return "BadNumber";
    case Cause::SubsetLargerThanTotal: return "SubsetLargerThanTotal";
    default: return std::to_string(int(cause));
    }
}

void tst_Exports::rows()
{
    QFETCH(QString, format);
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, expected);
    const ListSink sink = read(formatNamed(format), text.toStdString());
    std::string is;
    for (const Found &found : sink.found) {
        is += counts(found.record) + " " + found.record.reportedAmount + found.record.reportedCurrency;
    }
    for (const Problem &problem : sink.problems) {
        is += (is.empty() ? "!" : " !") + causeName(problem.cause) + " " + problem.field;
    }
    QCOMPARE(QByteArray::fromStdString(is), expected);
    QCOMPARE(sink.skippedCount, sink.found.empty() && !sink.problems.empty() ? 1 : 0);
}

void tst_Exports::renamedColumns()
{
    for (const Case &each : Cases) {
        const std::string text = fixture(each.file);
        if (text.starts_with('{') || text.starts_with('[')) {
            continue;
        }
        std::string renamed = text;
        const std::size_t comma = renamed.find(each.format == std::string_view{"openrouter-generations-csv"} ? "tokens_prompt" : "output");
        const std::size_t at = comma == std::string::npos || comma > renamed.find('\n') ? renamed.find("Prompt Tokens") : comma;
        if (at < renamed.find('\n')) {
            renamed.insert(at, "x");
            const ListSink sink = read(formatNamed(QString::fromLatin1(each.format)), renamed);
            const bool isNeeded = each.format != std::string_view{"openai-usage-csv"}; // embeddings have no output
            QCOMPARE(sink.found.empty(), isNeeded);
            QCOMPARE(sink.has(Cause::ColumnMissing), isNeeded);
        }
    }
}

/// A marker in every text: it may come out as a name of a model or a project, never in a problem.
void tst_Exports::problemsHoldNoContent()
{
    QFETCH(QString, format);
    QFETCH(QString, file);
    const std::string text = sampleText(file);
    for (std::size_t at = 0; at < text.size(); at += 3) {
        std::string torn = text;
        torn.insert(at, "SECRET\"");
        for (const Problem &problem : read(formatNamed(format), torn).problems) {
            QVERIFY2(problem.field.find("SECRET") == std::string::npos, problem.field.c_str());
            QVERIFY(problem.args.empty());
        }
    }
}

/// A response that a gateway and a client logged is one record; other ids are an export's own.
void tst_Exports::idsOfProviders()
{
    const auto identityIn = [](const char *format, const std::string &text) {
        const ListSink sink = read(*formatById(format), text);
        return sink.found.size() == 1 ? sink.found[0].record.identity : Identity{};
    };
    const std::string lite = R"({"request_id":"ID","prompt_tokens":10,"completion_tokens":5,"spend":0.1,"startTime":"2026-10-05","model":"m","custom_llm_provider":"x"})";
    const auto liteWith = [&](const std::string &id) { return identityIn("litellm", QString::fromStdString(lite).replace(QStringLiteral("ID"), QString::fromStdString(id)).toStdString()); };
    QVERIFY(liteWith("chatcmpl-1") == identityOf({"chatcmpl-1"}));
    QVERIFY(liteWith("gen-1-a") == identityIn("openrouter-generations-csv", "generation_id,created_at,cost_total,tokens_prompt,tokens_completion,tokens_cached,model_permaslug\ngen-1-a,2026-10-05 09:00:00.000,0,10,1,0,m\n"));
    QVERIFY(liteWith("other") == identityOf({"litellm", "other"}));
    // As the API's own log of it: by the message and its prompt.
    QVERIFY(liteWith("msg_1") == identityIn("api-jsonl", R"({"id":"msg_1","type":"message","role":"assistant","model":"claude-x","created_at":"2026-10-05T09:00:00Z","content":[],"usage":{"input_tokens":10,"output_tokens":5}})"));
    // Helicone tells the answer's id in a column or in its body; its own number of the answer is no such id.
    const auto heliconeWith = [&](const std::string &more) {
        return identityIn("helicone", R"({"request_id":"h","request_created_at":"2026-10-05T09:00:00Z","provider":"X","prompt_tokens":10,"completion_tokens":5)" + more + "}");
    };
    QVERIFY(heliconeWith(R"(,"response_id":"chatcmpl-1")") == identityOf({"chatcmpl-1"}));
    QVERIFY(heliconeWith(R"(,"response_id":"msg_1")") == liteWith("msg_1"));
    QVERIFY(heliconeWith(R"(,"response_body":{"id":"chatcmpl-1","choices":[],"usage":{"prompt_tokens":10,"completion_tokens":5}})") == identityOf({"chatcmpl-1"}));
    const std::string bodyAsText = R"(,"response_body":"{\"id\":\"chatcmpl-1\"}")";
    QVERIFY(heliconeWith(bodyAsText) == identityOf({"chatcmpl-1"}));
    QVERIFY(heliconeWith(R"(,"response_id":"0190f3a2-7c1e-7b3a-9d55-0a1b2c3d4e5f")") == identityOf({"helicone", "h"}));
    QVERIFY(heliconeWith({}) == identityOf({"helicone", "h"}));
    // The version before went by Helicone's own number alone.
    const auto formerOf = [](const std::string &more) {
        return read(*formatById("helicone"), R"({"request_id":"h","request_created_at":"2026-10-05T09:00:00Z","prompt_tokens":10,"completion_tokens":5)" + more + "}").found.at(0).former;
    };
    QVERIFY(formerOf(R"(,"response_id":"msg_1")") == std::vector{identityOf({"helicone", "h"})});
    QVERIFY(formerOf({}).empty());
}

std::string span(const std::string &id, const std::string &parent, const std::string &operation, int input, const std::string &more = {})
{
    return R"({"traceId":"t","spanId":")" + id + R"(","parentSpanId":")" + parent + R"(","endTimeUnixNano":"1791190804000000000","attributes":[{"key":"gen_ai.operation.name","value":{"stringValue":")" + operation
        + R"("}},{"key":"gen_ai.usage.input_tokens","value":{"intValue":)" + std::to_string(input) + R"(}},{"key":"gen_ai.usage.output_tokens","value":{"intValue":"5"}})" + more + "]}";
}

std::string exportOf(const std::string &spans)
{
    return R"({"resourceSpans":[{"scopeSpans":[{"spans":[)" + spans + R"(]}],"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"late"}}]}}]})" "\n";
}

void tst_Exports::spans_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("expected");
    const auto add = [](const char *name, const std::string &text, const char *expected) { QTest::newRow(name) << QByteArray::fromStdString(text) << QByteArray{expected}; };
    add("a framework's span and the library's under it", exportOf(span("a", "", "chat", 7) + "," + span("b", "a", "chat", 7)), "7+0+0+0>5(0) ");
    add("the same, the child in a later line", exportOf(span("a", "", "chat", 7)) + exportOf(span("b", "a", "chat", 7)), "7+0+0+0>5(0) ");
    add("two calls, one under the other", exportOf(span("a", "", "chat", 7) + "," + span("b", "a", "chat", 8)), "7+0+0+0>5(0) 8+0+0+0>5(0) ");
    add("an agent and its calls", exportOf(span("a", "", "invoke_agent", 15) + "," + span("b", "a", "chat", 7) + "," + span("c", "a", "chat", 8)), "7+0+0+0>5(0) 8+0+0+0>5(0) ");
    add("agents alone", exportOf(span("a", "", "invoke_agent", 15) + "," + span("b", "a", "invoke_agent", 7)), "15+0+0+0>5(0) ");
    add("the cache left out of the input", exportOf(span("a", "", "chat", 7, R"(,{"key":"gen_ai.usage.cache_read.input_tokens","value":{"intValue":"90"}})")), "7+90+0+0>5(0) ");
    add("a span that is its own parent", exportOf(span("a", "a", "chat", 7) + "," + span("b", "b", "invoke_agent", 7)), "");
    add("OpenInference", exportOf(R"({"traceId":"t","spanId":"a","endTimeUnixNano":"1791190804000000000","attributes":[{"key":"openinference.span.kind","value":{"stringValue":"LLM"}},{"key":"llm.token_count.prompt","value":{"intValue":100}},{"key":"llm.token_count.completion","value":{"intValue":9}},{"key":"llm.token_count.prompt_details.cache_read","value":{"intValue":60}}]})"), "40+60+0+0>9(0) ");
    const std::string event = R"({"resourceLogs":[{"scopeLogs":[{"logRecords":[{"timeUnixNano":"1791190804000000000","eventName":"gen_ai.client.inference.operation.details","traceId":"t","spanId":"a","attributes":[{"key":"gen_ai.usage.input_tokens","value":{"intValue":3}},{"key":"gen_ai.usage.output_tokens","value":{"intValue":1}}]}]}]}]})" "\n";
    const auto models = [](const std::string &asked, const std::string &answered) {
        return (asked.empty() ? "" : R"(,{"key":"gen_ai.request.model","value":{"stringValue":")" + asked + R"("}})")
            + (answered.empty() ? "" : R"(,{"key":"gen_ai.response.model","value":{"stringValue":")" + answered + R"("}})");
    };
    add("a framework that knows the alias, a library that knows both names",
        exportOf(span("a", "", "chat", 7, models("gpt-4o", "")) + "," + span("b", "a", "chat", 7, models("gpt-4o", "gpt-4o-2024-08-06"))), "7+0+0+0>5(0) ");
    add("the same, the library knows what answered alone",
        exportOf(span("a", "", "chat", 7, models("gpt-4o", "")) + "," + span("b", "a", "chat", 7, models("", "gpt-4o-2024-08-06"))), "7+0+0+0>5(0) ");
    add("two models with equal tokens",
        exportOf(span("a", "", "chat", 7, models("gpt-4o", "")) + "," + span("b", "a", "chat", 7, models("o3", "o3-2025-04-16"))), "7+0+0+0>5(0) 7+0+0+0>5(0) ");
    const std::string tool = R"({"traceId":"t","spanId":"x","parentSpanId":"a","endTimeUnixNano":"1791190804000000000","attributes":[{"key":"gen_ai.operation.name","value":{"stringValue":"execute_tool"}}]})";
    const std::string inner = R"({"traceId":"t","spanId":"y","parentSpanId":"x","endTimeUnixNano":"1791190804000000000","attributes":[]})";
    add("agents alone, a tool between", exportOf(span("a", "", "invoke_agent", 15) + "," + tool + "," + span("b", "x", "invoke_agent", 7)), "15+0+0+0>5(0) ");
    add("agents alone, two spans between, one of them in a line of its own",
        exportOf(span("a", "", "invoke_agent", 15) + "," + tool) + exportOf(inner) + exportOf(span("b", "y", "invoke_agent", 7)), "15+0+0+0>5(0) ");
    add("a framework's span and the library's below another span", exportOf(span("a", "", "chat", 7) + "," + tool + "," + span("b", "x", "chat", 7)), "7+0+0+0>5(0) ");
    add("spans in a circle", exportOf(R"({"traceId":"t","spanId":"x","parentSpanId":"y"},{"traceId":"t","spanId":"y","parentSpanId":"x"},)" + span("b", "x", "invoke_agent", 7)), "7+0+0+0>5(0) ");
    const auto loose = [](const std::string &ns, int input, const std::string &id) {
        return R"({"timeUnixNano":")" + ns + R"(","eventName":"gen_ai.client.inference.operation.details","traceId":"t","attributes":[{"key":"gen_ai.usage.input_tokens","value":{"intValue":)" + std::to_string(input)
            + "}}" + (id.empty() ? "" : R"(,{"key":"gen_ai.response.id","value":{"stringValue":")" + id + R"("}})") + "]}";
    };
    add("events that tell no span",
        R"({"resourceLogs":[{"scopeLogs":[{"logRecords":[)" + loose("1791190804000000000", 3, "") + "," + loose("1791190804000000000", 4, "") + "," + loose("1791190805000000000", 3, "") + ","
            + loose("1791190804000000000", 3, "own-1") + R"(]}]}]})" "\n",
        "3+0+0+0>0(0) 3+0+0+0>0(0) 3+0+0+0>0(0) 4+0+0+0>0(0) ");
    add("a last line that is being written", exportOf(span("a", "", "chat", 7)) + R"({"resourceSpans":[{"scopeSpans":[{"spans":[{"gen_ai.)", "7+0+0+0>5(0) ");
    add("an event without its span", event, "3+0+0+0>1(0) ");
    add("an event beside its span", event + exportOf(span("a", "", "chat", 7)), "7+0+0+0>5(0) ");
    add("pretty", "{\n \"resourceSpans\": [{\"scopeSpans\": [{\"spans\": [\n" + span("a", "", "chat", 7) + "\n]}]}]\n}\n", "7+0+0+0>5(0) ");
    add("a torn line between good ones", exportOf(span("a", "", "chat", 7)) + "{\"resourceSpans\":[{\"gen_ai.\n" + exportOf(span("b", "", "chat", 8)), "7+0+0+0>5(0) 8+0+0+0>5(0) ");
}

void tst_Exports::spans()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, expected);
    const ListSink sink = read(*formatById("otlp-genai"), text.toStdString());
    std::multiset<std::string> lines;
    std::set<Identity> identities;
    for (const Found &found : sink.found) {
        lines.insert(counts(found.record) + " ");
        identities.insert(found.record.identity);
    }
    std::string is;
    for (const std::string &each : lines) {
        is += each;
    }
    QCOMPARE(QByteArray::fromStdString(is), expected);
    QCOMPARE(identities.size(), sink.found.size());
    const QByteArray tag = QTest::currentDataTag();
    if (tag == "events that tell no span" || tag == "an event without its span") { // version 1 had one record of all the former
        const std::vector<Identity> former = tag.startsWith("events") ? std::vector{identityOf({"otlp-genai", "t", ""})} : std::vector<Identity>{};
        QVERIFY(std::all_of(sink.found.begin(), sink.found.end(), [&](const Found &found) { return found.former == former; }));
    }
    QCOMPARE(sink.problems.size(), std::size_t(QByteArray{QTest::currentDataTag()}.startsWith("a torn line") ? 1 : 0));
    if (!sink.found.empty() && text.contains("late")) {
        QCOMPARE(sink.found[0].context.attribution.project, std::string{"late"});
    }
}

/// Two days of one model, each in two rows: prompts up to 200,000 tokens and above. The sign is as the console writes it, or an editor's.
void tst_Exports::lengthsOfPrompts()
{
    const std::string head = "usage_date_utc,model_version,api_key,workspace,usage_type,context_window,usage_input_tokens_no_cache,usage_input_tokens_cache_write_5m,"
                             "usage_input_tokens_cache_write_1h,usage_input_tokens_cache_read,usage_output_tokens,web_search_count\n";
    for (const auto &[window, isLong] : {std::pair{"\xE2\x89\xA4 200k", false}, std::pair{"> 200k", true}, std::pair{">200k", true}, std::pair{"0-200k", false},
                                         std::pair{"200k-1M", true}, std::pair{"200k", false}, std::pair{"", false}}) {
        const ListSink sink = read(*formatById("anthropic-usage-csv"), head + "2025-10-05,claude-sonnet-4-20250514,k,w,batch," + window + ",300000,0,0,0,5,0\n");
        QCOMPARE(sink.found.size(), std::size_t{1});
        QCOMPARE(sink.found[0].record.has(LongPromptFlag), isLong);
        QVERIFY(sink.found[0].record.has(AggregateFlag) && sink.found[0].record.has(BatchFlag));
    }
}

/// A dump of the table as CSV, its JSON as text in cells, says what the JSON says.
void tst_Exports::liteLlmAsTable()
{
    const Format &format = *formatById("litellm");
    const std::string asJson = fixture("litellm/spend_logs.json");
    const std::string asTable =
        "request_id,api_key,spend,total_tokens,prompt_tokens,completion_tokens,startTime,model,model_group,custom_llm_provider,user,team_id,end_user,session_id,cache_hit,status,metadata\n"
        "chatcmpl-L2,hash1,0.001,1100,1000,100,2026-10-05 09:01:00,gpt-5.2,,openai,,team-a,,,,success,\"{\"\"usage_object\"\": {\"\"prompt_tokens_details\"\": {\"\"cached_tokens\"\": 600}, \"\"completion_tokens_details\"\": {\"\"reasoning_tokens\"\": 70}}}\"\n"
        "chatcmpl-L1,hash1,0.0042,5320,5200,120,2026-10-05 09:00:00,claude-sonnet-4-5,sonnet,anthropic,u1,team-a,,s1,False,success,\"{\"\"usage_object\"\": {\"\"cache_read_input_tokens\"\": 4000, \"\"cache_creation_input_tokens\"\": 1000}}\"\n"
        "chatcmpl-L3,hash1,0.0,0,0,0,2026-10-05 09:02:00,gpt-5.2,,openai,,,,,,failure,{}\n";
    QVERIFY(format.recognises("x.csv", asTable) > 0);
    QVERIFY(reduced(read(format, asTable)) == reduced(read(format, asJson)));
    const std::string page = "{\"data\": " + asJson + "}";
    QVERIFY(reduced(read(format, page)) == reduced(read(format, asJson)));
}

/// Of 5200 of prompt 4000 were read from the cache and 1000 written, which leaves 200, however long the text is that says so, and whether it is an
/// object, a text that holds one, or a text of a text. (Passed over, all 5200 would be fresh input.)
void tst_Exports::liteLlmMetadataAsText()
{
    const Format &format = *formatById("litellm");
    const auto quoted = [](const std::string &text) {
        std::string out = "\"";
        for (const char c : text) {
            out += c == '"' || c == '\\' ? std::string{'\\', c} : std::string{c};
        }
        return out + "\"";
    };
    const auto inCell = [](const std::string &text) { return '"' + QString::fromStdString(text).replace(QStringLiteral("\""), QStringLiteral("\"\"")).toStdString() + '"'; };
    for (const std::size_t talk : {std::size_t{10}, std::size_t{2'000}, std::size_t{300'000}}) {
        const std::string object = R"({"note":")" + std::string(talk, 'n')
            + R"(","user_api_key_team_alias":"team","usage_object":{"cache_read_input_tokens":4000,"cache_creation_input_tokens":1000,"completion_tokens_details":{"reasoning_tokens":70}}})";
        const auto row = [](const std::string &id, const std::string &metadata) {
            return R"({"request_id":")" + id + R"(","prompt_tokens":5200,"completion_tokens":120,"spend":0.0042,"startTime":"2026-10-05 09:00:00","model":"m","custom_llm_provider":"x","metadata":)"
                + metadata + "}";
        };
        const std::string table = "request_id,prompt_tokens,completion_tokens,spend,startTime,model,custom_llm_provider,metadata\nchatcmpl-1,5200,120,0.0042,2026-10-05 09:00:00,m,x,";
        const ListSink plain = read(format, row("chatcmpl-1", object));
        QCOMPARE(plain.found.size(), std::size_t{1});
        QCOMPARE(counts(plain.found[0].record), std::string{"200+4000+1000+0>120(70)"});
        QCOMPARE(plain.found[0].context.attribution.project, std::string{"team"});
        for (const std::string &text : {row("chatcmpl-1", quoted(object)), "[" + row("chatcmpl-1", quoted(quoted(object))) + "]", table + inCell(object) + "\n",
                                        table + inCell(quoted(object)) + "\n"}) {
            const ListSink sink = read(format, text);
            QVERIFY2(reduced(sink) == reduced(plain), text.substr(0, 200).c_str());
            QVERIFY(sink.problems.empty());
        }
        // An answer of Anthropic's is known by its prompt too, which version 2 took to be all fresh.
        const ListSink weak = read(format, row("msg_1", quoted(object)));
        QCOMPARE(weak.found.size(), std::size_t{1});
        QVERIFY(weak.found[0].record.identity == identityOf({"msg_1", "200", "1000", "4000"}));
        QVERIFY(weak.found[0].former == std::vector{identityOf({"msg_1", "5200", "0", "0"})});
    }
}

/// What an interface answers, as it comes: one page on a line, or a page a line, reads as the rows do that it holds.
void tst_Exports::pages()
{
    const auto compact = [](const std::string &json) { return QJsonDocument::fromJson(QByteArray::fromStdString(json)).toJson(QJsonDocument::Compact).toStdString(); };
    for (const auto &[id, file] : {std::pair{"litellm", "litellm/spend_logs.json"}, std::pair{"langfuse", "langfuse/observations.jsonl"}, std::pair{"helicone", "helicone/helicone-export.jsonl"}}) {
        const Format &format = *formatById(id);
        const std::string text = fixture(file);
        std::vector<std::string> rows;
        if (text.starts_with('[')) {
            for (const QJsonValue &row : QJsonDocument::fromJson(QByteArray::fromStdString(text)).array()) {
                rows.push_back(compact(QJsonDocument{row.toObject()}.toJson().toStdString()));
            }
        } else {
            for (const std::string &row : rowsOf(text).second) {
                rows.push_back(compact(row));
            }
        }
        QVERIFY(rows.size() >= 2);
        std::string all;
        for (const std::string &row : rows) {
            all += (all.empty() ? "" : ",") + row;
        }
        const auto page = [](const std::string &inside) { return R"({"data":[)" + inside + R"(],"meta":{"page":1,"totalItems":3}})"; };
        const std::string other = page(rows[0]) + "\n" + page(all.substr(rows[0].size() + 1)) + "\n";
        const ListSink plain = read(format, text);
        for (const std::string &each : {page(all), page(all) + "\n", other, rows[0] + "\n" + page(all.substr(rows[0].size() + 1)) + "\n"}) {
            const ListSink sink = read(format, each);
            QVERIFY2(reduced(sink) == reduced(plain), each.c_str());
            QCOMPARE(sink.found.size(), plain.found.size());
            QVERIFY(sink.problems.empty());
            for (const Found &found : sink.found) { // each row at its place
                QVERIFY(each[std::size_t(found.record.offset)] == '{');
            }
        }
        QVERIFY(format.recognises("page.json", page(all)) > 0);
        // One that is damaged inside is said, and its rows before come once.
        const ListSink torn = read(format, page(rows[0] + R"(,{"id" 5})") + "\n" + page("") + "\n");
        QVERIFY(torn.has(Cause::NotJson));
        QVERIFY(torn.found.size() <= 1);
    }
}

/// Of a file that grows, as a log does; a whole line that is none is said as ever.
void tst_Exports::aLastLineThatIsBeingWritten()
{
    const Format &format = *formatById("helicone");
    const std::string text = fixture("helicone/helicone-export.jsonl");
    const std::size_t last = text.rfind('\n', text.size() - 2) + 1;
    for (std::size_t size = last + 1; size + 2 < text.size(); size += 7) {
        if (text[size - 1] == '}') {
            continue;
        }
        const ListSink sink = read(format, text.substr(0, size));
        QVERIFY(sink.problems.empty());
        QCOMPARE(sink.skippedCount, 0);
        QVERIFY(read(format, text.substr(0, size) + "\n").has(Cause::NotJson));
    }
    QVERIFY(read(format, text + "{\"a\" 5}").has(Cause::NotJson));
    QVERIFY(read(format, text + "oops").has(Cause::NotJson));
}

/// Wherever it was torn: the other lines are read, and it is one problem. A document over several lines stays one.
void tst_Exports::aFirstLineThatIsTorn()
{
    for (const auto &[id, file] : {std::pair{"litellm", "litellm/spend_logs.json"}, std::pair{"langfuse", "langfuse/observations.jsonl"}, std::pair{"helicone", "helicone/helicone-export.jsonl"}}) {
        const Format &format = *formatById(id);
        std::string text = fixture(file);
        if (text.starts_with('[')) {
            const QJsonArray rows = QJsonDocument::fromJson(QByteArray::fromStdString(text)).array();
            text.clear();
            for (const QJsonValue &row : rows) {
                text += QJsonDocument{row.toObject()}.toJson(QJsonDocument::Compact).toStdString() + "\n";
            }
        }
        const std::string first = text.substr(0, text.find('\n'));
        const ListSink plain = read(format, text);
        QVERIFY(plain.found.size() >= 2);
        for (std::size_t size = 1; size < first.size(); size += 3) {
            const ListSink sink = read(format, first.substr(0, size) + "\n" + text);
            QVERIFY2(reduced(sink) == reduced(plain), first.substr(0, size).c_str());
            QCOMPARE(sink.problems.size(), std::size_t{1});
            QCOMPARE(sink.problems[0].offset, std::int64_t{0});
            QCOMPARE(sink.skippedCount, 1);
        }
        const std::string row = first.back() == '\r' ? first.substr(0, first.size() - 1) : first;
        for (const std::string &document : {"{\"data\":[\n" + row + "\n]}\n", "{\n\"data\":\n[\n" + row + ",\n" + row + "\n]\n}\n"}) {
            const ListSink sink = read(format, document);
            QVERIFY(reduced(sink) == reduced(read(format, row + "\n")));
            QVERIFY(sink.problems.empty());
        }
    }
}

void tst_Exports::dailySums()
{
    const std::string header = "date,api_key,model,custom_llm_provider,prompt_tokens,completion_tokens,cache_read_input_tokens,cache_creation_input_tokens,spend,api_requests\n";
    const ListSink sink = read(*formatById("litellm"), header + "2026-10-05,h,claude-x,anthropic,1000,50,600,100,0.5,9\n");
    QCOMPARE(sink.found.size(), std::size_t{1});
    QCOMPARE(counts(sink.found[0].record), std::string{"300+600+100+0>50(0)"});
    QCOMPARE(sink.found[0].record.requests, std::int64_t{9});
    QVERIFY(sink.found[0].record.has(AggregateFlag) && sink.found[0].record.precision == Precision::Day);
    QCOMPARE(sink.found[0].record.reportedAmount, std::string{"0.5"});
}

/// Two buckets of one day, of which the smaller one has grown beyond the other in a later export: 1000 + 100 of the one, 600 + 600 of the other.
/// (Told apart by their sizes alone, 1000 + 600 and 600 + 100 would each be the largest of their number, or more.)
void tst_Exports::bucketsGrouped_data()
{
    QTest::addColumn<QString>("format");
    QTest::addColumn<QByteArray>("first");
    QTest::addColumn<QByteArray>("second");
    QTest::addColumn<QStringList>("former"); // the parts of the key that the version before had
    const auto add = [](const char *name, const char *format, const QByteArray &header, const QByteArray &small, const QByteArray &large, const QByteArray &grown, const QStringList &former) {
        QTest::newRow(name) << QString::fromLatin1(format) << QByteArray{header + small + large} << QByteArray{header + grown + large} << former;
    };
    const QByteArray router = "Date,Slug,App,Usage,BYOK Usage,Requests,Prompt Tokens,Completion Tokens,Reasoning Tokens\n";
    const QStringList routerKey{QStringLiteral("2026-10-04T12:00:00Z"), QStringLiteral("a/m"), QString{}, QString{}};
    add("OpenRouter by app", "openrouter-daily-csv", router, "2026-10-04 00:00:00,a/m,B,2.0,0,5,500,500,0\n", "2026-10-04 00:00:00,a/m,A,1.0,0,10,1000,100,0\n",
        "2026-10-04 00:00:00,a/m,B,2.5,0,6,600,600,0\n", routerKey);
    const QByteArray other = QByteArray{router}.replace("App", "Workspace");
    add("OpenRouter by something else", "openrouter-daily-csv", other, "2026-10-04 00:00:00,a/m,B,2.0,0,5,500,500,0\n", "2026-10-04 00:00:00,a/m,A,1.0,0,10,1000,100,0\n",
        "2026-10-04 00:00:00,a/m,B,2.5,0,6,600,600,0\n", routerKey);
    const QByteArray lite = "date,user_id,api_key,model,model_group,custom_llm_provider,endpoint,prompt_tokens,completion_tokens,spend,api_requests\n";
    add("LiteLLM by endpoint", "litellm", lite, "2026-10-05,u,k,m,g,x,/v1/responses,500,500,0.01,5\n", "2026-10-05,u,k,m,g,x,/v1/chat/completions,1000,100,0.01,10\n",
        "2026-10-05,u,k,m,g,x,/v1/responses,600,600,0.01,6\n",
        {QStringLiteral("day"), QStringLiteral("2026-10-05T12:00:00Z"), QStringLiteral("x"), QStringLiteral("m"), QStringLiteral("u"), QString{}, QStringLiteral("k"), QStringLiteral("g")});
    const QByteArray openAi = "start_time,end_time,start_time_iso,organization_id,num_model_requests,model,input_tokens,output_tokens\n";
    add("OpenAI by organization", "openai-usage-csv", openAi, "1791158400,1791244800,x,org-b,5,m,500,500\n", "1791158400,1791244800,x,org-a,10,m,1000,100\n",
        "1791158400,1791244800,x,org-b,6,m,600,600\n",
        {QStringLiteral("2026-10-05T12:00:00Z"), QStringLiteral("2026-10-05T12:00:00Z"), QStringLiteral("m"), QString{}, QString{}, QString{}, QString{}, QString{}});
}

void tst_Exports::bucketsGrouped()
{
    QFETCH(QString, format);
    QFETCH(QByteArray, first);
    QFETCH(QByteArray, second);
    QFETCH(QStringList, former);
    const Format &mine = formatNamed(format);
    const auto expect = [&](const std::vector<QByteArray> &files) {
        ListSink sink;
        for (const QByteArray &file : files) {
            feed(mine, file.toStdString(), sink);
        }
        QVERIFY(sink.problems.empty());
        std::int64_t tokens = 0;
        std::map<Identity, UsageRecord> rows;
        for (const Found &found : sink.found) {
            const auto [at, isNew] = rows.emplace(found.record.identity, found.record);
            if (!isNew) {
                at->second = mergeCopies(at->second, {}, found.record, {}).record;
            }
        }
        for (const auto &[identity, record] : rows) {
            tokens += record.tokens.total();
        }
        QCOMPARE(rows.size(), std::size_t{2});
        QCOMPARE(tokens, std::int64_t{1000 + 100 + 600 + 600});
    };
    expect({first, second});
    expect({second, first});
    expect({second});
    // The older names, by size: 1 is the one with more, which is another row in the second file.
    std::string key;
    for (const QString &part : former) {
        key += std::to_string(part.size()) + ":" + part.toStdString();
    }
    const auto named = [&](const char *number) { return std::vector{identityOf({mine.id, key, number})}; };
    const auto formerOf = [&](const QByteArray &file, std::int64_t output) {
        const ListSink sink = read(mine, file.toStdString());
        const auto found = std::find_if(sink.found.begin(), sink.found.end(), [&](const Found &each) { return each.record.tokens.output == output; });
        return found == sink.found.end() ? std::vector<Identity>{} : found->former;
    };
    QVERIFY(formerOf(first, 100) == named("1"));
    QVERIFY(formerOf(first, 500) == named("2"));
    QVERIFY(formerOf(second, 600) == named("1"));
    QVERIFY(formerOf(second, 100) == named("2"));
}

/// A variant is a tier, and the model is what the file calls it. That a free one costs nothing is in tests/pricing.
void tst_Exports::freeVariants()
{
    const std::string header = "generation_id,created_at,cost_total,tokens_prompt,tokens_completion,tokens_cached,model_permaslug,variant\n";
    for (const auto &[slug, variant, tier] : {std::tuple{"a/m", "free", "free"}, std::tuple{"a/m:free", "free", "free"}, std::tuple{"a/m", "standard", ""},
                                              std::tuple{"a/m", "nitro", "nitro"}, std::tuple{"a/m", "", ""}}) {
        const ListSink sink = read(*formatById("openrouter-generations-csv"), header + "gen-1-a,2026-10-05 09:00:00.000,0,10,1,0," + slug + "," + variant + "\n");
        QCOMPARE(sink.found.size(), std::size_t{1});
        QCOMPARE(sink.found[0].context.serving.model, std::string{slug});
        QCOMPARE(sink.found[0].context.serving.serviceTier, std::string{tier});
    }
}

/// A request of 12 and 150 tokens, whose answer was too large for its record and lies below data/: once, by the record, though the body is
/// an answer of the API to the letter. (Both would be 24 and 300, under two ids.)
void tst_Exports::bodiesBesideABedrockLog()
{
    const QByteArray record = R"({"schemaType":"ModelInvocationLog","schemaVersion":"1.0","timestamp":"2026-10-05T09:00:00Z","region":"us-east-1",)"
                              R"("requestId":"r1","operation":"InvokeModel","modelId":"m","input":{"inputTokenCount":12},)"
                              R"("output":{"outputBodyS3Path":"s3://b/data/r1_output.json.gz","outputTokenCount":150}})"
                              "\n";
    const QByteArray body = R"({"id":"msg_bdrk_1","type":"message","role":"assistant","model":"m","content":[],"usage":{"input_tokens":12,"output_tokens":150}})";
    const QTemporaryDir folder;
    // A folder called data above says nothing.
    const QString hour = folder.filePath(QStringLiteral("data/AWSLogs/1/BedrockModelInvocationLogs/us-east-1/2026/10/05/09/"));
    writeFile(hour + QStringLiteral("20261005T090000_a.json"), record);
    const Reading alone = readAll(scan(folder.path().toStdString()));
    QCOMPARE(alone.records().size(), 1);
    QVERIFY(alone.records().front().contains(QStringLiteral("12/0/0/0/150")));

    writeFile(hour + QStringLiteral("data/r1_output.json"), body);
    writeFile(hour + QStringLiteral("data/r2_output.json.gz"), gzipped(QByteArray{body}.replace("msg_bdrk_1", "msg_bdrk_2")));
    writeFile(hour + QStringLiteral("data/r1_input.json"), R"({"messages":[{"role":"user","content":"\"ModelInvocationLog\" {"}]})");
    const Reading both = readAll(scan(folder.path().toStdString()));
    QCOMPARE(both.records(), alone.records());
    QCOMPARE(both.problemTexts(), QStringList{});
    // Elsewhere such a body is what it looks like: an answer of the API, which does not say when it was given.
    writeFile(folder.filePath(QStringLiteral("data/answers.json")), body + '\n');
    const Reading elsewhere = readAll(scan(folder.path().toStdString()));
    QCOMPARE(elsewhere.records(), alone.records());
    QCOMPARE(elsewhere.problemTexts().size(), 1);
}

/// Claude Code's telemetry tells what its logs tell: said once a file, whatever else is in it, and never counted.
void tst_Exports::telemetryOfClaudeCode()
{
    const std::string event = R"({"resourceLogs":[{"scopeLogs":[{"logRecords":[{"timeUnixNano":"1791190804000000000","body":{"stringValue":"claude_code.api_request"},)"
                              R"("attributes":[{"key":"event.name","value":{"stringValue":"api_request"}},{"key":"model","value":{"stringValue":"claude-x"}},)"
                              R"({"key":"input_tokens","value":{"stringValue":"100"}},{"key":"output_tokens","value":{"intValue":"7"}}]}]}]}]})"
                              "\n";
    const Format &format = *formatById("otlp-genai");
    QCOMPARE(format.recognises("x.json", event), 95);
    const ListSink alone = read(format, event + event + event);
    QVERIFY(alone.found.empty());
    QCOMPARE(alone.problems.size(), std::size_t{1});
    QCOMPARE(int(alone.problems[0].cause), int(Cause::ToldElsewhere));
    QCOMPARE(alone.problems[0].field, std::string{"claude_code.api_request"});
    const std::string other = exportOf(span("a", "", "chat", 7));
    const ListSink both = read(format, other + event + event);
    QCOMPARE(both.found.size(), std::size_t{1});
    QCOMPARE(both.problems.size(), std::size_t{1});
    QCOMPARE(both.problems[0].offset, std::int64_t(other.size()));
    // A text in which somebody speaks of it is none.
    const std::string spoken = R"(,{"key":"x","value":{"stringValue":"say \"claude_code.api_request\" again"}})";
    QVERIFY(read(format, exportOf(span("a", "", "chat", 7, spoken))).problems.empty());
}

TOKENMETER_TEST(tst_Exports);

} // namespace test_Exports

#include "tst_Exports.moc"
