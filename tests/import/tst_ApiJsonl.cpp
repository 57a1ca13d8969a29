// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include <QtTest>

#include "CsvSupport.h"
#include "ImportSupport.h"
#include "core/StopReason.h"
#include "import/formats/ApiJsonl.h"
#include "import/formats/ApiJsonlUsage.h"

#include <random>

using namespace tokenmeter;
using namespace tokenmeter::testing::files;

namespace
{

const std::vector<std::string> Samples{"openai-chat", "openai-responses", "anthropic-messages", "gemini",
                                       "dashscope-compatible", "dashscope-native", "deepseek", "openrouter"};

std::string allSamples()
{
    std::string text;
    for (const std::string &name : Samples) {
        text += fixture("api-jsonl/" + name + ".jsonl");
        text += text.ends_with('\n') ? "" : "\n";
    }
    return text;
}

ListSink read(const std::string &text)
{
    return readText(apiJsonlFormat(), text);
}

/// An OpenAI chat body with the given usage.
std::string chat(const std::string &usage, const std::string &id = "chatcmpl-1", const std::string &model = "gpt-5.2")
{
    return R"({"id":")" + id + R"(","object":"chat.completion","created":1791190800,"model":")" + model + R"(","usage":)" + usage
        + "}";
}

std::string all(const ListSink &sink)
{
    std::string text;
    for (const Found &found : sink.found) {
        text += (text.empty() ? "" : "; ") + counts(found.record);
        if (const std::string media = rare(found.record); media != "0+0+0>0+0") {
            text += " " + media;
        }
    }
    return text;
}

std::string flagsOf(const Found &found)
{
    std::string text;
    for (const auto &[flag, name] :
         {std::pair{BatchFlag, "batch "}, std::pair{ThinkingFlag, "thinking "}, std::pair{ClampedFlag, "clamped "},
          std::pair{NoCacheFieldsFlag, "nocache "}, std::pair{WeakFlag, "weak "}, std::pair{ExplicitCacheFlag, "explicit "}}) {
        text += found.record.has(flag) ? name : "";
    }
    return text;
}

} // namespace

class tst_ApiJsonl : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void samples();
    void providersAndFlags();
    void usage_data();
    void usage();
    void totalsStayTheSame();
    void readings_data();
    void readings();
    void identities();
    void times_data();
    void times();
    void wrappers_data();
    void wrappers();
    void streams_data();
    void streams();
    void leftOut_data();
    void leftOut();
    void costs_data();
    void costs();
    void damagedCounts_data();
    void damagedCounts();
    void badBytes();
    void orderAndRepetitionDoNotMatter();
    void everyCutOfALineIsHarmless();
    void gluedLines_data();
    void gluedLines();
    void recognised();
    void recognisedBehindErrors();
    void errorsAreCounted();
    void sumsBeyondTheLimit();
    void identitiesOnOneLine();
    void stopReasons_data();
    void stopReasons();
};

void tst_ApiJsonl::samples()
{
    const ListSink sink = read(allSamples());
    QCOMPARE(differences(fixture("api-jsonl/expected.json"), sink.found), std::string{});
    QVERIFY(sink.problems.empty());
    QCOMPARE(sink.skippedCount, 1); // the error body
}

void tst_ApiJsonl::providersAndFlags()
{
    const ListSink sink = read(allSamples());
    QCOMPARE(sink.found.size(), Samples.size());
    std::vector<std::string> seen;
    for (const Found &found : sink.found) {
        seen.push_back(found.context.serving.provider + " " + flagsOf(found));
    }
    const std::vector<std::string> expected{"openai ", "openai ", "anthropic weak ", "google ", " thinking explicit ",
                                            " ", "deepseek ", "openrouter "};
    QVERIFY(seen == expected);
    // The same shape from servers of others: nobody is named.
    QCOMPARE(read(chat(R"({"prompt_tokens":1})", "chatcmpl-1", "llama-3")).found[0].context.serving.provider, std::string{});
    QCOMPARE(read(chat(R"({"prompt_tokens":1})", "chatcmpl-1", "gpt-oss-120b")).found[0].context.serving.provider, std::string{});
    QCOMPARE(read(chat(R"({"prompt_tokens":1})", "cmpl-1", "gpt-5.2")).found[0].context.serving.provider, std::string{});
}

void tst_ApiJsonl::usage_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const std::string &line, const char *expected) {
        QTest::newRow(name) << QByteArray::fromStdString(line) << QByteArray{expected};
    };
    row("cached tokens are inside the prompt", chat(R"({"prompt_tokens":100,"completion_tokens":5,"prompt_tokens_details":{"cached_tokens":80}})"), "20+80+0+0>5(0)");
    row("details are null", chat(R"({"prompt_tokens":100,"completion_tokens":5,"prompt_tokens_details":null})"), "100+0+0+0>5(0)");
    row("rejected predictions are billed output", chat(R"({"prompt_tokens":1,"completion_tokens":50,"completion_tokens_details":{"rejected_prediction_tokens":40}})"), "1+0+0+0>50(0)");
    row("embedding", chat(R"({"prompt_tokens":8,"total_tokens":8})", "", "text-embedding-3-small"), "8+0+0+0>0(0)");
    // total 130 = 100 + 20 + 10: reasoning is beside the completion
    row("reasoning beside", chat(R"({"prompt_tokens":100,"completion_tokens":20,"total_tokens":130,"completion_tokens_details":{"reasoning_tokens":10}})"), "100+0+0+0>30(10)");
    row("reasoning inside", chat(R"({"prompt_tokens":100,"completion_tokens":20,"total_tokens":120,"completion_tokens_details":{"reasoning_tokens":10}})"), "100+0+0+0>20(10)");
    row("numbers as texts and floats", chat(R"({"prompt_tokens":"100","completion_tokens":5.0})"), "100+0+0+0>5(0)");
    // prompt 1000 = 400 cached + 600; 300 of the 600 are audio. completion 500 = 350 audio + 150 text, 100 of it reasoning.
    row("audio, chat", chat(R"({"prompt_tokens":1000,"completion_tokens":500,"total_tokens":1500,"prompt_tokens_details":{"cached_tokens":400,"audio_tokens":300},"completion_tokens_details":{"reasoning_tokens":100,"audio_tokens":350}})"),
        "300+400+0+0>150(100) 300+0+0>350+0");
    // 500 audio, but only 200 are uncached: at least 300 of the audio came from the cache, whose text part is 800 - 300.
    row("audio that must have been cached", chat(R"({"prompt_tokens":1000,"completion_tokens":1,"prompt_tokens_details":{"cached_tokens":800,"audio_tokens":500}})"),
        "0+500+0+0>1(0) 200+300+0>0+0");
    // 1000 = 400 text (200 cached) + 600 audio (400 cached)
    row("audio, realtime", R"({"timestamp":"2026-10-05T09:00:00Z","type":"response.done","response":{"object":"realtime.response","id":"resp_1","usage":{"total_tokens":1300,"input_tokens":1000,"output_tokens":300,"input_token_details":{"text_tokens":400,"audio_tokens":600,"cached_tokens":600,"cached_tokens_details":{"text_tokens":200,"audio_tokens":400}},"output_token_details":{"text_tokens":100,"audio_tokens":200}}}})",
        "200+200+0+0>100(0) 200+400+0>200+0");
    // prompt 1000 = 500 text + 350 audio + 150 image; cached 300 = 200 text + 100 audio. So 300 text, 250 audio and 150
    // image are fresh. Out 80 + 10 thoughts, 60 of it image.
    row("audio and images, Gemini", R"({"createTime":"2026-10-05T09:00:00Z","responseId":"r","modelVersion":"gemini-2.5-flash-image","usageMetadata":{"promptTokenCount":1000,"cachedContentTokenCount":300,"candidatesTokenCount":80,"thoughtsTokenCount":10,"totalTokenCount":1090,"promptTokensDetails":[{"modality":"TEXT","tokenCount":500},{"modality":"AUDIO","tokenCount":350},{"modality":"IMAGE","tokenCount":150}],"cacheTokensDetails":[{"modality":"TEXT","tokenCount":200},{"modality":"AUDIO","tokenCount":100}],"candidatesTokensDetails":[{"modality":"IMAGE","tokenCount":60},{"modality":"TEXT","tokenCount":20}]}})",
        "300+200+0+0>30(10) 250+100+150>0+60");
    row("Gemini: thoughts are beside the candidates", R"({"timestamp":"2026-10-05T09:00:00Z","response":{"usageMetadata":{"promptTokenCount":10,"candidatesTokenCount":5,"thoughtsTokenCount":7,"totalTokenCount":22}}})", "10+0+0+0>12(7)");
    row("Gemini through a server that puts them inside", R"({"timestamp":"2026-10-05T09:00:00Z","response":{"usageMetadata":{"promptTokenCount":10,"candidatesTokenCount":12,"thoughtsTokenCount":7,"totalTokenCount":22}}})", "10+0+0+0>12(7)");
    row("Anthropic: cache is beside the input", R"({"timestamp":"2026-10-05T09:00:00Z","body":{"type":"message","id":"msg_1","usage":{"input_tokens":3,"cache_read_input_tokens":900,"cache_creation_input_tokens":50,"output_tokens":2}}})", "3+900+50+0>2(0)");
    row("Anthropic: an empty split loses nothing", R"({"timestamp":"2026-10-05T09:00:00Z","body":{"type":"message","id":"msg_1","usage":{"input_tokens":3,"cache_creation_input_tokens":50,"cache_creation":{"ephemeral_5m_input_tokens":0,"ephemeral_1h_input_tokens":0},"output_tokens":2}}})", "3+0+50+0>2(0)");
    row("Anthropic: split without a total", R"({"timestamp":"2026-10-05T09:00:00Z","body":{"type":"message","id":"msg_1","usage":{"input_tokens":3,"cache_creation":{"ephemeral_5m_input_tokens":4,"ephemeral_1h_input_tokens":5},"output_tokens":2}}})", "3+0+4+5>2(0)");
    row("DeepSeek without the misses", chat(R"({"prompt_tokens":100,"prompt_cache_hit_tokens":60,"completion_tokens":5})", "x", "deepseek-chat"), "40+60+0+0>5(0)");
    row("DashScope: creation in its second place", chat(R"({"prompt_tokens":100,"completion_tokens":5,"prompt_tokens_details":{"cached_tokens":0,"cache_creation":{"ephemeral_5m_input_tokens":90}}})", "x", "qwen3-max"), "10+0+90+0>5(0)");
    row("DashScope native, other names", R"({"ts":1791190800,"request_id":"q","output":{},"usage":{"input_tokens":700,"output_tokens":55,"input_tokens_details":{"cached_tokens":500},"output_tokens_details":{"reasoning_tokens":50}}})", "200+500+0+0>55(50)");
    row("fields behind the counts", R"({"usage":{"output_tokens":2,"input_tokens":3},"type":"message","timestamp":1791190800,"id":"msg_1"})", "3+0+0+0>2(0)");
    row("keys twice: the first", chat(R"({"prompt_tokens":1,"prompt_tokens":100})"), "1+0+0+0>0(0)");
}

void tst_ApiJsonl::usage()
{
    QFETCH(QByteArray, line);
    QFETCH(QByteArray, expected);
    const ListSink sink = read(line.toStdString());
    QCOMPARE(QByteArray::fromStdString(all(sink)), expected);
    QVERIFY(sink.problems.empty());
}

/// Whatever audio and images a body claims, the classes stay disjoint and their sum is prompt + completion.
void tst_ApiJsonl::totalsStayTheSame()
{
    std::mt19937 random{3};
    const auto pick = [&](int most) { return std::int64_t(random() % unsigned(most + 1)); };
    for (int round = 0; round < 3000; ++round) {
        const std::int64_t prompt = pick(20);
        const std::int64_t output = pick(20);
        const auto text = [](std::int64_t value) { return std::to_string(value); };
        const ListSink sink = read(chat(
            R"({"prompt_tokens":)" + text(prompt) + R"(,"completion_tokens":)" + text(output) + R"(,"prompt_tokens_details":{"cached_tokens":)"
            + text(pick(25)) + R"(,"cache_write_tokens":)" + text(pick(9)) + R"(,"audio_tokens":)" + text(pick(25)) + R"(,"image_tokens":)"
            + text(pick(25)) + R"(,"cached_tokens_details":{"audio_tokens":)" + text(pick(9)) + R"(,"image_tokens":)" + text(pick(9))
            + R"(}},"completion_tokens_details":{"reasoning_tokens":)" + text(pick(25)) + R"(,"audio_tokens":)" + text(pick(25))
            + R"(,"image_tokens":)" + text(pick(9)) + "}}"));
        if (prompt + output == 0) {
            QVERIFY(sink.found.empty());
            continue;
        }
        QCOMPARE(sink.found.size(), std::size_t{1});
        const TokenCounts &t = sink.found[0].record.tokens;
        const RareCounts &r = sink.found[0].record.rare;
        QCOMPARE(t.total() + r.tokens(), prompt + output);
        QCOMPARE(t.prompt() + r.prompt(), prompt);
        for (const std::int64_t count : {t.input, t.cacheRead, t.cacheWrite5m, t.output, t.output - t.reasoning, r.inputAudio,
                                         r.cachedAudio, r.inputImage, r.outputAudio, r.outputImage}) {
            QVERIFY(count >= 0);
        }
    }
}

void tst_ApiJsonl::readings_data()
{
    QTest::addColumn<QList<qlonglong>>("numbers"); // prompt, cached, output, reasoning, total
    QTest::addColumn<QByteArray>("reading");       // cache, reasoning: i(nside) or o(utside); the usual is ii
    QTest::newRow("usual") << QList<qlonglong>{100, 20, 30, 10, 130} << QByteArray{"ii"};
    QTest::newRow("reasoning outside") << QList<qlonglong>{100, 20, 30, 10, 140} << QByteArray{"io"};
    QTest::newRow("cache outside") << QList<qlonglong>{100, 20, 30, 10, 150} << QByteArray{"oi"};
    QTest::newRow("both outside") << QList<qlonglong>{100, 20, 30, 10, 160} << QByteArray{"oo"};
    QTest::newRow("none fits") << QList<qlonglong>{100, 20, 30, 10, 999} << QByteArray{"none"};
    QTest::newRow("two fit") << QList<qlonglong>{100, 10, 30, 10, 140} << QByteArray{"none"};
    QTest::newRow("nothing cached") << QList<qlonglong>{100, 0, 30, 10, 140} << QByteArray{"io"};
    QTest::newRow("no reasoning") << QList<qlonglong>{100, 20, 30, 0, 150} << QByteArray{"oi"};
}

void tst_ApiJsonl::readings()
{
    QFETCH(QList<qlonglong>, numbers);
    QFETCH(QByteArray, reading);
    const std::optional<apijsonl::CountReading> found = apijsonl::readingFor({.prompt = numbers[0],
                                                                         .cacheRead = numbers[1],
                                                                         .output = numbers[2],
                                                                         .reasoning = numbers[3],
                                                                         .total = numbers[4]},
                                                                        {});
    const QByteArray text = found ? QByteArray{found->cacheInside ? "i" : "o"} + (found->reasoningInside ? "i" : "o") : QByteArray{"none"};
    QCOMPARE(text, reading);
}

void tst_ApiJsonl::identities()
{
    const auto identity = [](const std::string &line) { return read(line).found.at(0).record; };
    // A provider's id is the identity, without the format's name.
    QVERIFY(identity(chat(R"({"prompt_tokens":1})")).identity == identityOf({"chatcmpl-1"}));
    QVERIFY(identity(R"({"ts":1791190800,"response":{"responseId":"gem","usageMetadata":{"promptTokenCount":1}}})").identity == identityOf({"gem"}));
    QVERIFY(identity(R"({"ts":1791190800,"request_id":"q","output":{},"usage":{"input_tokens":7}})").identity == identityOf({"q"}));
    // Anthropic: as Claude Code writes it, with the request's id and without.
    const std::string body = R"({"type":"message","id":"msg_1","usage":{"input_tokens":3,"cache_read_input_tokens":900,"cache_creation_input_tokens":50,"output_tokens":2}})";
    const UsageRecord weak = identity(body);
    QVERIFY(weak.identity == identityOf({"msg_1", "3", "50", "900"}));
    QVERIFY(weak.has(WeakFlag));
    const UsageRecord strong = identity(R"({"request_id":"req_9","response":)" + body + "}");
    QVERIFY(strong.identity == identityOf({"msg_1", "req_9"}));
    QVERIFY(!strong.has(WeakFlag));
    QCOMPARE(weak.family, familyOf({"msg_1"}));
    QCOMPARE(strong.family, weak.family);
    QVERIFY(identity(R"({"request_id":"my-own-7","response":)" + body + "}").has(WeakFlag)); // not issued by the provider
    // No id: the line itself.
    const std::string nameless = R"({"ts":1791190800,"usageMetadata":{"promptTokenCount":1}})";
    QVERIFY(identity(nameless).identity == identityOf({"api-jsonl", nameless}));
}

void tst_ApiJsonl::times_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("time");
    const auto row = [](const char *name, const std::string &line, const char *time) {
        QTest::newRow(name) << QByteArray::fromStdString(line) << QByteArray{time};
    };
    const std::string gemini = R"("response":{"responseId":"g","usageMetadata":{"promptTokenCount":1}}})";
    const std::string anthropic = R"({"type":"message","id":"msg_1","usage":{"input_tokens":3,"output_tokens":2}})";
    row("the body's own first", R"({"timestamp":"2026-11-01T00:00:00Z","response":)" + chat(R"({"prompt_tokens":1})") + "}", "2026-10-05T09:00:00Z 0");
    row("timestamp", R"({"timestamp":"2026-10-05T11:00:00+02:00",)" + gemini, "2026-10-05T09:00:00Z 0");
    row("ts in ms", R"({"ts":1791190800500,)" + gemini, "2026-10-05T09:00:00.500Z 0");
    row("request_time as text", R"({"request_time":"1791190800",)" + gemini, "2026-10-05T09:00:00Z 0");
    row("a day", R"({"time":"2026-10-05",)" + gemini, "2026-10-05T12:00:00Z 3");
    row("behind the body", R"({"response":)" + anthropic + R"(,"created_at":1791190800})", "2026-10-05T09:00:00Z 0");
    row("Anthropic without: the file's", anthropic, "2026-10-07T00:00:00Z 4");
    row("Gemini without", "{" + gemini, "MissingField");
    row("damaged", R"({"ts":"noon",)" + gemini, "BadTime");
    row("a damaged one is not replaced by the file's", R"({"ts":"noon","response":)" + anthropic + "}", "BadTime");
    row("before 2020", R"({"ts":86400,)" + gemini, "TimeTooEarly");
}

void tst_ApiJsonl::times()
{
    QFETCH(QByteArray, line);
    QFETCH(QByteArray, time);
    const ListSink sink = read(line.toStdString());
    if (sink.found.empty()) {
        QCOMPARE(sink.skippedCount, 1);
        QCOMPARE(sink.problems.size(), std::size_t{1});
        const Cause cause = sink.problems[0].cause;
        QCOMPARE(QByteArray{cause == Cause::MissingField ? "MissingField"
                                : cause == Cause::BadTime  ? "BadTime"
                                                           : "TimeTooEarly"},
                 time);
        return;
    }
    const UsageRecord &record = sink.found[0].record;
    QCOMPARE(QByteArray::fromStdString(toRfc3339(record.time) + " " + std::to_string(int(record.precision))), time);
}

void tst_ApiJsonl::wrappers_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("expected"); // model|session|project|user|flags
    const std::string body = chat(R"({"prompt_tokens":9,"prompt_tokens_details":{"cached_tokens":1}})");
    const std::string message = R"({"type":"message","id":"msg_1","model":"claude-x","usage":{"input_tokens":3,"cache_read_input_tokens":0,"output_tokens":2}})";
    const auto row = [](const char *name, const std::string &line, const char *expected) {
        QTest::newRow(name) << QByteArray::fromStdString(line) << QByteArray{expected};
    };
    for (const char *key : {"response", "body", "result", "data"}) {
        row(key, std::string{R"({")"} + key + R"(":)" + body + "}", "gpt-5.2||||");
    }
    row("siblings", R"({"project":"p","user":"u","session_id":"s","response":)" + body + "}", "gpt-5.2|s|p|u|");
    row("custom_id alone is no batch", R"({"custom_id":"c","response":)" + body + "}", "gpt-5.2||||");
    row("OpenAI batch output", R"({"id":"batch_req_1","custom_id":"c","response":{"status_code":200,"request_id":"r","body":)" + body + R"(},"error":null})", "gpt-5.2||||batch ");
    row("Anthropic batch result", R"({"custom_id":"c","result":{"type":"succeeded","message":)" + message + "}}", "claude-x||||batch weak ");
    row("model from the request", R"({"ts":1791190800,"request":{"model":"qwen-plus"},"response":{"request_id":"q","output":{},"usage":{"input_tokens":7,"input_tokens_details":{"cached_tokens":0}}}})", "qwen-plus||||");
    row("byte order mark", "\xEF\xBB\xBF" + body, "gpt-5.2||||");
    row("blanks", " \t" + body + " \r", "gpt-5.2||||");
}

void tst_ApiJsonl::wrappers()
{
    QFETCH(QByteArray, line);
    QFETCH(QByteArray, expected);
    const ListSink sink = read(line.toStdString());
    QCOMPARE(sink.found.size(), std::size_t{1});
    const auto &[who, what] = std::tie(sink.found[0].context.attribution, sink.found[0].context.serving);
    QCOMPARE(QByteArray::fromStdString(what.model + "|" + who.session + "|" + who.project + "|" + who.user + "|" + flagsOf(sink.found[0])), expected);
}

void tst_ApiJsonl::streams_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const std::string &line, const char *expected) {
        QTest::newRow(name) << QByteArray::fromStdString(line) << QByteArray{expected};
    };
    const std::string start = R"({"type":"message_start","message":{"type":"message","id":"msg_1","model":"claude-x","usage":{"input_tokens":30,"cache_read_input_tokens":5,"output_tokens":1}}})";
    row("Anthropic: cumulative deltas", "[" + start + R"(,{"type":"content_block_delta"},{"type":"message_delta","usage":{"output_tokens":7}},{"type":"message_delta","usage":{"output_tokens":40,"input_tokens":30}}])", "30+5+0+0>40(0)");
    row("in a wrapper", R"({"timestamp":"2026-10-05T09:00:00Z","response":[)" + start + R"(,{"type":"message_delta","usage":{"output_tokens":9}}]})", "30+5+0+0>9(0)");
    row("OpenAI: usage in the last chunk", R"([{"id":"chatcmpl-1","object":"chat.completion.chunk","created":1791190800,"model":"gpt-5.2","choices":[{}],"usage":null},)" + chat(R"({"prompt_tokens":10,"completion_tokens":4})") + "]", "10+0+0+0>4(0)");
    row("OpenAI responses: the completed event", R"([{"type":"response.created","response":{"object":"response","id":"resp_1","usage":null}},{"type":"response.completed","response":{"object":"response","id":"resp_1","created_at":1791190800,"usage":{"input_tokens":10,"output_tokens":4}}}])", "10+0+0+0>4(0)");
    row("Gemini: the last is the sum", R"({"ts":1791190800,"response":[{"responseId":"g","usageMetadata":{"promptTokenCount":10,"candidatesTokenCount":2}},{"responseId":"g","usageMetadata":{"promptTokenCount":10,"candidatesTokenCount":8}}]})", "10+0+0+0>8(0)");
    row("Gemini without ids", R"({"ts":1791190800,"response":[{"usageMetadata":{"promptTokenCount":10,"candidatesTokenCount":2}},{"usageMetadata":{"promptTokenCount":10,"candidatesTokenCount":8}}]})", "10+0+0+0>8(0)");
    row("a list of whole responses", "[" + chat(R"({"prompt_tokens":1})", "a") + "," + chat(R"({"prompt_tokens":2})", "b") + "]", "1+0+0+0>0(0); 2+0+0+0>0(0)");
    row("a chunk without usage", R"({"id":"chatcmpl-1","object":"chat.completion.chunk","created":1791190800,"model":"gpt-5.2","usage":null})", "");
}

void tst_ApiJsonl::streams()
{
    QFETCH(QByteArray, line);
    QFETCH(QByteArray, expected);
    const ListSink sink = read(line.toStdString());
    QCOMPARE(QByteArray::fromStdString(all(sink)), expected);
    QVERIFY(sink.problems.empty());
    QCOMPARE(reduced(sink).size(), sink.found.size());
}

void tst_ApiJsonl::leftOut_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<int>("skipped");
    QTest::addColumn<int>("cause"); // -1: no problem
    const int none = -1;
    QTest::newRow("error body") << QByteArray{R"({"error":{"code":429,"message":"secret"}})"} << 1 << none;
    QTest::newRow("error in a batch") << QByteArray{R"({"custom_id":"c","response":{"status_code":400,"body":{"error":{"message":"x"}}}})"} << 1 << none;
    QTest::newRow("errored batch result") << QByteArray{R"({"custom_id":"c","result":{"type":"errored","error":{"type":"error"}}})"} << 1 << none;
    QTest::newRow("expired batch result") << QByteArray{R"({"custom_id":"c","result":{"type":"expired"}})"} << 1 << none;
    QTest::newRow("a line of something else") << QByteArray{R"({"level":"info","msg":"started"})"} << 0 << none;
    QTest::newRow("empty line") << QByteArray{" "} << 0 << none;
    QTest::newRow("all zero") << QByteArray::fromStdString(chat(R"({"prompt_tokens":0,"completion_tokens":0})")) << 0 << none;
    QTest::newRow("usage of unknown shape") << QByteArray{R"({"id":"x","usage":{"tokens":5}})"} << 1 << int(Cause::MissingField);
    QTest::newRow("a delta without its start") << QByteArray{R"([{"type":"message_delta","usage":{"output_tokens":5}}])"} << 1 << int(Cause::MissingField);
    QTest::newRow("cut") << QByteArray{R"({"id":"x","usage":{"prompt_to)"} << 1 << int(Cause::NotJson);
    QTest::newRow("text") << QByteArray{"data: [DONE]"} << 1 << int(Cause::NotJson);
}

void tst_ApiJsonl::leftOut()
{
    QFETCH(QByteArray, line);
    QFETCH(int, skipped);
    QFETCH(int, cause);
    const ListSink sink = read(line.toStdString());
    QVERIFY(sink.found.empty());
    QCOMPARE(sink.skippedCount, skipped);
    QCOMPARE(sink.problems.empty() ? -1 : int(sink.problems[0].cause), cause);
}

void tst_ApiJsonl::costs_data()
{
    QTest::addColumn<QByteArray>("usage");
    QTest::addColumn<QByteArray>("amount");
    QTest::newRow("as written") << QByteArray{R"({"prompt_tokens":1,"cost":0.1234567890123456789})"} << QByteArray{"0.1234567890123456789USD"};
    QTest::newRow("exponent") << QByteArray{R"({"prompt_tokens":1,"cost":4.41e-3})"} << QByteArray{"4.41e-3USD"};
    QTest::newRow("free is zero") << QByteArray{R"({"prompt_tokens":1,"cost":0})"} << QByteArray{"0USD"};
    QTest::newRow("absent") << QByteArray{R"({"prompt_tokens":1,"cost":null,"cost_details":{}})"} << QByteArray{""};
    QTest::newRow("own key: the fee alone") << QByteArray{R"({"prompt_tokens":1,"cost":0.05,"is_byok":true,"cost_details":{"upstream_inference_cost":1}})"} << QByteArray{"0.05USD"};
}

void tst_ApiJsonl::costs()
{
    QFETCH(QByteArray, usage);
    QFETCH(QByteArray, amount);
    const ListSink sink = read(chat(usage.toStdString(), "gen-1", "openai/gpt-5"));
    QCOMPARE(sink.found.size(), std::size_t{1});
    QCOMPARE(QByteArray::fromStdString(sink.found[0].record.reportedAmount + sink.found[0].record.reportedCurrency), amount);
    QCOMPARE(sink.found[0].context.serving.provider, std::string{"openrouter"});
}

void tst_ApiJsonl::damagedCounts_data()
{
    QTest::addColumn<QByteArray>("usage");
    QTest::addColumn<QByteArray>("expected");
    QTest::addColumn<int>("cause");
    QTest::addColumn<bool>("clamped");
    QTest::newRow("negative") << QByteArray{R"({"prompt_tokens":-5,"completion_tokens":3})"} << QByteArray{"0+0+0+0>3(0)"} << int(Cause::NegativeCount) << true;
    QTest::newRow("huge") << QByteArray{R"({"prompt_tokens":1e30,"completion_tokens":3})"} << QByteArray{"1000000000000+0+0+0>3(0)"} << int(Cause::CountTooLarge) << true;
    QTest::newRow("more cached than there was") << QByteArray{R"({"prompt_tokens":10,"completion_tokens":3,"prompt_tokens_details":{"cached_tokens":15}})"} << QByteArray{"0+10+0+0>3(0)"} << int(Cause::SubsetLargerThanTotal) << true;
    QTest::newRow("more reasoning than output") << QByteArray{R"({"prompt_tokens":10,"completion_tokens":3,"completion_tokens_details":{"reasoning_tokens":9}})"} << QByteArray{"10+0+0+0>3(3)"} << int(Cause::SubsetLargerThanTotal) << true;
    QTest::newRow("a total that fits nothing adds nothing") << QByteArray{R"({"prompt_tokens":10,"completion_tokens":3,"total_tokens":99})"} << QByteArray{"10+0+0+0>3(0)"} << int(Cause::TotalMismatch) << false;
    QTest::newRow("an object") << QByteArray{R"({"prompt_tokens":10,"completion_tokens":{"a":1}})"} << QByteArray{"10+0+0+0>0(0)"} << int(Cause::WrongType) << false;
    QTest::newRow("a word") << QByteArray{R"({"prompt_tokens":10,"completion_tokens":"few"})"} << QByteArray{"10+0+0+0>0(0)"} << int(Cause::BadNumber) << false;
}

void tst_ApiJsonl::damagedCounts()
{
    QFETCH(QByteArray, usage);
    QFETCH(QByteArray, expected);
    QFETCH(int, cause);
    QFETCH(bool, clamped);
    const ListSink sink = read(chat(usage.toStdString()));
    QCOMPARE(QByteArray::fromStdString(all(sink)), expected);
    QVERIFY(sink.has(Cause(cause)));
    QCOMPARE(sink.found[0].record.has(ClampedFlag), clamped);
}

/// Two counts that are within the limit, in one class.
void tst_ApiJsonl::sumsBeyondTheLimit()
{
    const ListSink sink = read(R"({"createTime":"2026-10-05T09:03:00Z","responseId":"g","modelVersion":"gemini-2.5-pro","usageMetadata":)"
                               R"({"promptTokenCount":1e12,"toolUsePromptTokenCount":5,"candidatesTokenCount":1e12,"thoughtsTokenCount":40}})");
    QCOMPARE(all(sink), std::string{"1000000000000+0+0+0>1000000000000(40)"});
    QVERIFY(sink.has(Cause::CountTooLarge));
    QVERIFY(sink.found[0].record.has(ClampedFlag));
}

/// Responses without an id, torn into one line: each is the one it would be alone.
void tst_ApiJsonl::identitiesOnOneLine()
{
    const std::string one = chat(R"({"prompt_tokens":1})", "");
    const std::string two = chat(R"({"prompt_tokens":2})", "");
    const std::string three = chat(R"({"prompt_tokens":3})", "");
    const ListSink apart = read(one + "\n" + two + "\n" + three);
    for (const std::string &line : {one + two + three, " " + one + " " + two + "\t" + three + " "}) {
        const ListSink sink = read(line);
        QCOMPARE(sink.found.size(), std::size_t{3});
        for (std::size_t i = 0; i < 3; ++i) {
            QVERIFY(sink.found[i].record.identity == apart.found[i].record.identity);
        }
    }
    QVERIFY(apart.found[0].record.identity == identityOf({"api-jsonl", one}));
}

void tst_ApiJsonl::badBytes()
{
    std::string line = chat(R"({"prompt_tokens":10})");
    line.insert(1, "\"note\":\"\xFF\xC3\","); // in a text nobody reads: the line counts, and nobody is told
    const ListSink sink = read(line + "\n" + chat(R"({"prompt_tokens":7})", "chatcmpl-2"));
    QCOMPARE(all(sink), std::string{"10+0+0+0>0(0); 7+0+0+0>0(0)"});
    QVERIFY(read(chat(R"({"prompt_tokens":1})", "chatcmpl-\xFF")).has(Cause::NotUtf8));
}

void tst_ApiJsonl::orderAndRepetitionDoNotMatter()
{
    std::vector<std::string> lines;
    const std::string text = allSamples();
    for (std::size_t start = 0; start < text.size();) {
        const std::size_t end = text.find('\n', start);
        lines.push_back(text.substr(start, end - start + 1));
        start = end + 1;
    }
    // A client's and a proxy's log of one response, one with a request id and more of the answer.
    lines.push_back(R"({"timestamp":"2026-10-05T09:02:05Z","project":"p","response":{"id":"msg_C1","type":"message","model":"claude-sonnet-4-5-20250929","usage":{"input_tokens":21,"cache_creation_input_tokens":188,"cache_read_input_tokens":5000,"output_tokens":400}}})" "\n");
    const auto joined = [](const std::vector<std::string> &parts) {
        std::string whole;
        for (const std::string &part : parts) {
            whole += part;
        }
        return whole;
    };
    const std::set<std::string> expected = reduced(read(joined(lines)));
    QCOMPARE(expected.size(), std::size_t{8});
    std::mt19937 random{5};
    for (int round = 0; round < 50; ++round) {
        std::shuffle(lines.begin(), lines.end(), random);
        ListSink sink;
        const std::size_t cut = random() % lines.size();
        feed(apiJsonlFormat(), joined({lines.begin(), lines.begin() + std::ptrdiff_t(cut)}), sink); // in two files,
        feed(apiJsonlFormat(), joined({lines.begin() + std::ptrdiff_t(cut), lines.end()}), sink);
        feed(apiJsonlFormat(), joined(lines), sink);                                              // and in one more
        QVERIFY(reduced(sink) == expected);
    }
}

void tst_ApiJsonl::everyCutOfALineIsHarmless()
{
    const std::string line = fixture("api-jsonl/anthropic-messages.jsonl");
    const std::size_t end = line.find_last_of('}');
    for (std::size_t size = 1; size < end; ++size) {
        const ListSink sink = read(line.substr(0, size));
        QVERIFY(sink.found.empty());
        QVERIFY(sink.has(Cause::NotJson));
    }
}

void tst_ApiJsonl::gluedLines_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<int>("found"); // of the whole response
    const QByteArray whole = QByteArray::fromStdString(chat(R"({"prompt_tokens":100,"completion_tokens":5})", {})); // named by its text
    const QByteArray torn{R"({"id":"chatcmpl-2","choices":[{"message":{"content":"a {)"};
    QTest::newRow("whole, then torn") << whole + torn << 1;
    QTest::newRow("torn, then whole") << torn + whole << 1;
    QTest::newRow("the same on both sides") << whole + torn + whole << 2;
    QTest::newRow("the body inside a torn wrapper") << R"({"custom_id":"c","response":{"status_code":200,"body":)" + whole << 0;
    QTest::newRow("a line of a stream") << "data: " + whole << 0;
    QTest::newRow("behind a torn array") << R"([{"a":"b)" + whole << 0;
}

/// A response is identified as if it had a line to itself.
void tst_ApiJsonl::gluedLines()
{
    QFETCH(QByteArray, line);
    QFETCH(int, found);
    const ListSink alone = read(chat(R"({"prompt_tokens":100,"completion_tokens":5})", {}));
    const ListSink sink = read(line.toStdString());
    QCOMPARE(int(sink.found.size()), found);
    for (const Found &one : sink.found) {
        QVERIFY(one.record.identity == alone.found.at(0).record.identity);
    }
    QCOMPARE(sink.skippedCount, 1);
    QVERIFY(sink.has(Cause::NotJson));
}

void tst_ApiJsonl::recognised()
{
    const Format format = apiJsonlFormat();
    for (const std::string &name : Samples) {
        QVERIFY2(format.recognises(name + ".jsonl", fixture("api-jsonl/" + name + ".jsonl")) >= 70, name.c_str());
    }
    QCOMPARE(format.recognises("x.csv", fixture("cursor-csv/usage.csv")), 0);
    QCOMPARE(format.recognises("x.jsonl", R"({"sessionId":"s","type":"assistant","message":{"type":"message","usage":{"input_tokens":1}}})"), 0);
    QCOMPARE(format.recognises("x.jsonl", ""), 0);
}

/// A log may begin with what brought no answer; what tells nothing of an API is not looked past.
void tst_ApiJsonl::recognisedBehindErrors()
{
    const Format format = apiJsonlFormat();
    const std::string body = chat(R"({"prompt_tokens":10,"completion_tokens":1})") + "\n";
    const std::string batch = R"({"id":"batch_req_2","custom_id":"b","response":{"status_code":200,"body":)" + body.substr(0, body.size() - 1) + "},\"error\":null}\n";
    const std::string message = R"({"custom_id":"b","result":{"type":"succeeded","message":{"id":"msg_1","type":"message","model":"claude-x","usage":{"input_tokens":10,"output_tokens":1}}}})"
                                "\n";
    const std::string refused = R"({"error":{"code":429,"message":"rate limited"}})"
                                "\n";
    const std::string refusedInBatch = R"({"id":"batch_req_1","custom_id":"a","response":{"status_code":429,"body":{"error":{"type":"rate"}}},"error":null})"
                                       "\n";
    const std::string errored = R"({"custom_id":"a","result":{"type":"errored","error":{"type":"error","error":{"type":"invalid_request_error"}}}})"
                                "\n";
    const std::string expired = R"({"custom_id":"a","result":{"type":"expired"}})"
                                "\n";
    const std::string part = R"({"id":"chatcmpl-1","object":"chat.completion.chunk","choices":[{"delta":{"content":"x"}}],"usage":null})"
                             "\n";
    const std::string torn = body.substr(0, body.size() / 2) + "\n";
    for (const std::string &text : {refused + body, refusedInBatch + batch, errored + message, expired + message, part + body, torn + body, refused + refused + "\n" + errored + body}) {
        QVERIFY2(format.recognises("x.jsonl", text) >= 70, text.c_str());
        QVERIFY2(format.recognises("x.json", text) >= 70, text.c_str());
    }
    // Nothing of it is known to be a response, or it is another program's log that speaks of one.
    for (const std::string &text : {refused, refused + errored, part, std::string{R"({"level":"error","error":{"code":5}})"
                                                                                  "\n"
                                                                                  R"({"level":"info","msg":"usage"})"
                                                                                  "\n"},
                                    R"({"level":"info","msg":"started"})"
                                    "\n"
                                        + body}) {
        QCOMPARE(format.recognises("x.jsonl", text), 0);
    }
    // A document over several lines is none of lines, whatever stands in it.
    QCOMPARE(format.recognises("x.json", "{\"data\": [\n" + body + "]}\n"), 0);
    // Of a recorded stream on one line, whatever the file is called.
    const std::string list = "[" + part.substr(0, part.size() - 1) + "," + body.substr(0, body.size() - 1) + "]\n";
    for (const char *name : {"x.jsonl", "x.ndjson", "x.json"}) {
        QVERIFY(format.recognises(name, list) > 0);
    }
}

/// Of the three refused requests none says "usage": they are seen all the same, and counted as left out.
void tst_ApiJsonl::errorsAreCounted()
{
    const QByteArray body = QByteArray::fromStdString(chat(R"({"prompt_tokens":10,"completion_tokens":1})"));
    const testing::Reading reading = testing::readText(apiJsonlFormat(), R"({"error":{"code":429,"message":"rate limited"}})"
                                                                         "\n" + body + "\n"
                                                                         R"({"custom_id":"a","result":{"type":"errored","error":{"type":"error"}}})"
                                                                         "\n"
                                                                         R"({"custom_id":"c","response":{"status_code":400,"body":{"error":{"message":"x"}}}})"
                                                                         "\n"
                                                                         R"({"level":"info","msg":"started"})"
                                                                         "\n");
    QCOMPARE(reading.records().size(), 1);
    QCOMPARE(reading.skipped, std::int64_t{3});
    QCOMPARE(reading.problemTexts(), QStringList{});
}

void tst_ApiJsonl::stopReasons_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<int>("reason");
    const auto row = [](const char *name, const std::string &line, StopReason reason) {
        QTest::newRow(name) << QByteArray::fromStdString(line) << int(reason);
    };
    const auto ended = [](const std::string &choices, const std::string &usage = R"({"prompt_tokens":9,"completion_tokens":2})") {
        return R"({"id":"chatcmpl-1","created":1791190800,"model":"m","choices":)" + choices + R"(,"usage":)" + usage + "}";
    };
    row("chat, without choices", ended("[]"), StopReason::Unknown);
    row("chat", ended(R"([{"index":0,"message":{"role":"assistant","content":"x"},"finish_reason":"stop"}])"), StopReason::EndOfTurn);
    row("chat, tools", ended(R"([{"message":{"tool_calls":[{"id":"c"}]},"finish_reason":"tool_calls"}])"), StopReason::ToolUse);
    row("chat, cut off", ended(R"([{"finish_reason":"length"}])"), StopReason::MaxTokens);
    row("chat, filtered", ended(R"([{"finish_reason":"content_filter"}])"), StopReason::Refusal);
    row("chat, null", ended(R"([{"finish_reason":null}])"), StopReason::Unknown);
    row("chat, two choices: the larger", ended(R"([{"finish_reason":"length"},{"finish_reason":"stop"}])"), StopReason::MaxTokens);
    row("chat, the message itself is not asked", ended(R"([{"message":{"finish_reason":"error"},"finish_reason":"stop"}])"), StopReason::EndOfTurn);
    row("chat in a batch", R"({"custom_id":"c","response":{"status_code":200,"body":)" + ended(R"([{"finish_reason":"length"}])") + "}}",
        StopReason::MaxTokens);
    row("DeepSeek", ended(R"([{"finish_reason":"insufficient_system_resource"}])", R"({"prompt_tokens":9,"prompt_cache_hit_tokens":1})"),
        StopReason::Error);
    row("OpenRouter", ended(R"([{"finish_reason":"error","native_finish_reason":"x"}])", R"({"prompt_tokens":9,"cost":0.1})"), StopReason::Error);
    const auto responses = [](const std::string &more) {
        return R"({"id":"resp_1","object":"response","created_at":1791190800,"model":"m",)" + more + R"("usage":{"input_tokens":9}})";
    };
    row("Responses, nothing said", responses(""), StopReason::Unknown);
    row("Responses", responses(R"("status":"completed","output":[{"type":"reasoning"},{"type":"message","content":[]}],)"), StopReason::EndOfTurn);
    row("Responses, tools", responses(R"("status":"completed","output":[{"type":"function_call","arguments":"{}"}],)"), StopReason::ToolUse);
    row("Responses, hosted tools are part of the answer", responses(R"("status":"completed","output":[{"type":"web_search_call"}],)"),
        StopReason::EndOfTurn);
    row("Responses, incomplete", responses(R"("status":"incomplete",)"), StopReason::MaxTokens);
    row("Responses, cut off", responses(R"("status":"incomplete","incomplete_details":{"reason":"max_output_tokens"},)"), StopReason::MaxTokens);
    row("Responses, filtered", responses(R"("status":"incomplete","incomplete_details":{"reason":"content_filter"},)"), StopReason::Refusal);
    row("Responses, failed", responses(R"("status":"failed","incomplete_details":null,)"), StopReason::Error);
    row("Responses, cancelled", responses(R"("status":"cancelled",)"), StopReason::Aborted);
    const std::string message = R"({"type":"message","id":"msg_1","model":"claude-x","stop_reason":"max_tokens","usage":{"input_tokens":3,"output_tokens":2}})";
    row("Anthropic", R"({"ts":1791190800,"response":)" + message + "}", StopReason::MaxTokens);
    row("Anthropic in a batch", R"({"ts":1791190800,"custom_id":"c","result":{"type":"succeeded","message":)" + message + "}}", StopReason::MaxTokens);
    row("Anthropic, streamed",
        R"({"ts":1791190800,"response":[{"type":"message_start","message":{"type":"message","id":"msg_1","model":"m","stop_reason":null,)"
        R"("usage":{"input_tokens":3,"output_tokens":1}}},{"type":"content_block_delta","delta":{"type":"text_delta","text":"x"}},)"
        R"({"type":"message_delta","delta":{"stop_reason":"tool_use"},"usage":{"output_tokens":9}}]})",
        StopReason::ToolUse);
    row("chat, streamed: the end stands before the usage",
        R"({"data":[{"id":"chatcmpl-1","choices":[{"delta":{"content":"x"},"finish_reason":null}],"usage":null},)"
        R"({"id":"chatcmpl-1","choices":[{"delta":{},"finish_reason":"length"}],"usage":null},)"
        R"({"id":"chatcmpl-1","created":1791190800,"model":"m","choices":[],"usage":{"prompt_tokens":9,"completion_tokens":2}}]})",
        StopReason::MaxTokens);
    const auto gemini = [](const std::string &more) {
        return R"({"ts":1791190800,"response":{"responseId":"g","modelVersion":"gemini-x",)" + more + R"("usageMetadata":{"promptTokenCount":9}}})";
    };
    row("Gemini", gemini(R"("candidates":[{"content":{"parts":[{"text":"x"}]},"finishReason":"STOP"}],)"), StopReason::EndOfTurn);
    row("Gemini, cut off", gemini(R"("candidates":[{"finishReason":"MAX_TOKENS","safetyRatings":[{"category":"x"}]}],)"), StopReason::MaxTokens);
    row("Gemini, refused", gemini(R"("candidates":[{"finishReason":"SAFETY"}],)"), StopReason::Refusal);
    row("Gemini, the prompt was refused", gemini(R"("promptFeedback":{"blockReason":"OTHER"},)"), StopReason::Refusal);
    row("Gemini, still streaming", gemini(R"("candidates":[{"content":{}}],)"), StopReason::Unknown);
    const auto native = [](const std::string &output) {
        return R"({"ts":1791190800,"request_id":"q","output":)" + output + R"(,"usage":{"input_tokens":7,"output_tokens":5}})";
    };
    row("DashScope native", native(R"({"choices":[{"finish_reason":"stop","message":{"content":"x"}}]})"), StopReason::EndOfTurn);
    row("DashScope native, text", native(R"({"text":"x","finish_reason":"length"})"), StopReason::MaxTokens);
    row("DashScope native, streaming", native(R"({"choices":[{"finish_reason":"null"}]})"), StopReason::Unknown);
}

void tst_ApiJsonl::stopReasons()
{
    QFETCH(QByteArray, line);
    QFETCH(int, reason);
    const ListSink sink = read(line.toStdString());
    QCOMPARE(sink.found.size(), std::size_t{1});
    QVERIFY(sink.problems.empty());
    QCOMPARE(int(stopReasonOf(sink.found[0].record.flags)), reason);
}

TOKENMETER_TEST(tst_ApiJsonl);
#include "tst_ApiJsonl.moc"
