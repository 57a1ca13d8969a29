// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// bench_logs [MEGABYTES]: how quickly one thread reads the lines of each format, out of the system's cache, beside Claude Code's. Each log
// has a line of talk and a line of usage in turn, both with the same text of 2 KiB, so that formats differ by what they do and not by what
// their users say. Prints a Markdown table; exit status 1 when a format needs more than twice Claude Code's time, or a record is missing.
#include "import/LineLoop.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <string>
#include <vector>

using namespace tokenmeter;

namespace
{

constexpr int Runs = 5;
constexpr double MostTimes = 2;

/// A format's lines. @ stands for a number that differs from line to line, $ for the text.
struct Shape
{
    const char *format;
    const char *path;  ///< below a folder: some formats look at it
    const char *first; ///< the line at the beginning
    const char *talk;
    const char *usage;
};

constexpr Shape Shapes[] = {
    {"claude-code", "projects/p/s.jsonl", "",
     R"({"type":"user","sessionId":"s","timestamp":"2026-10-05T09:00:00.000Z","uuid":"u@","message":{"role":"user","content":"$"}})",
     R"({"parentUuid":"u@","isSidechain":false,"cwd":"/home/dev/app","sessionId":"s","version":"2","message":{"id":"msg_@","type":"message","role":"assistant","model":"claude-opus-4-1","content":[{"type":"text","text":"$"}],"stop_reason":null,"usage":{"input_tokens":10,"cache_creation_input_tokens":20,"cache_read_input_tokens":30,"output_tokens":40,"service_tier":"standard"}},"requestId":"req_@","type":"assistant","uuid":"v@","timestamp":"2026-10-05T09:00:03.000Z"})"},
    {"gemini-cli", "tmp/p/chats/session-1.jsonl", R"({"sessionId":"s","projectHash":"p","startTime":"2026-10-05T10:00:00Z","kind":"main"})",
     R"({"id":"u@","timestamp":"2026-10-05T10:00:05.000Z","type":"user","content":"$"})",
     R"({"id":"m@","timestamp":"2026-10-05T10:00:09.000Z","type":"gemini","content":"$","thoughts":[],"tokens":{"input":1200,"output":80,"cached":1000,"thoughts":40,"tool":0,"total":1320},"model":"gemini-2.5-pro"})"},
    {"qwen-code", "projects/p/chats/s.jsonl", "",
     R"({"uuid":"u@","sessionId":"s","timestamp":"2026-10-05T12:00:00.000Z","type":"user","cwd":"/p","message":{"role":"user","parts":[{"text":"$"}]}})",
     R"({"uuid":"q@","parentUuid":null,"sessionId":"s","timestamp":"2026-10-05T12:00:05.000Z","type":"assistant","cwd":"/p","version":"0.9.0","model":"qwen3-coder-plus","message":{"role":"model","parts":[{"text":"$"}]},"usageMetadata":{"promptTokenCount":2000,"candidatesTokenCount":150,"thoughtsTokenCount":50,"cachedContentTokenCount":1500,"totalTokenCount":2150}})"},
    {"copilot-otel", "otel/a.jsonl", "",
     R"({"type":"span","name":"execute_tool bash","traceId":"t","spanId":"u@","startTime":[1791190803,0],"endTime":[1791190806,0],"attributes":{"gen_ai.operation.name":"execute_tool","gen_ai.tool.call.result":"$"}})",
     R"({"type":"span","name":"chat m","traceId":"t","spanId":"s@","startTime":[1791190797,0],"endTime":[1791190800,500000000],"attributes":{"gen_ai.operation.name":"chat","gen_ai.provider.name":"github","gen_ai.request.model":"m","gen_ai.response.model":"m","gen_ai.conversation.id":"c","gen_ai.input.messages":"$","gen_ai.usage.input_tokens":6000,"gen_ai.usage.output_tokens":200,"gen_ai.usage.cache_read.input_tokens":5000,"gen_ai.response.id":"r@"},"status":{"code":0}})"},
    {"copilot-events", "session-state/s/events.jsonl", "",
     R"({"type":"assistant.message","id":"a@","timestamp":"2026-10-05T09:00:00.000Z","data":{"content":"$","outputTokens":5}})",
     R"({"type":"session.shutdown","id":"e@","timestamp":"2026-10-05T09:10:00.000Z","data":{"summary":"$","modelMetrics":{"m":{"requests":{"count":4,"cost":2},"usage":{"inputTokens":10000,"outputTokens":500,"cacheReadTokens":8000,"cacheWriteTokens":1000,"reasoningTokens":0}}}}})"},
    {"kimi", "sessions/ws/s/agents/main/wire.jsonl", R"({"type":"llm.request","model":"kimi-code/kimi-k2.6","time":1791190800000})",
     R"({"type":"turn.begin","time":1791190800000,"text":"$"})",
     R"({"type":"usage.record","model":"kimi-k2.6","usageScope":"turn","note":"$","time":17911908@,"usage":{"inputOther":700,"output":60,"inputCacheRead":1500,"inputCacheCreation":0}})"},
    {"pi", "agent/sessions/p/s.jsonl", R"({"type":"session","version":3,"id":"s","timestamp":"2026-10-05T09:00:00.000Z","cwd":"/p"})",
     R"({"type":"message","id":"u@","parentId":null,"timestamp":"2026-10-05T09:00:01.000Z","message":{"role":"user","content":"$"}})",
     R"({"type":"message","id":"a@","parentId":"u@","timestamp":"2026-10-05T09:00:05.000Z","message":{"role":"assistant","api":"anthropic-messages","provider":"anthropic","model":"m","content":[{"type":"text","text":"$"}],"usage":{"input":20,"output":150,"cacheRead":3000,"cacheWrite":400,"totalTokens":3570,"cost":{"input":6e-05,"output":0.00225,"total":0.00471}},"stopReason":"stop"}})"},
};

std::string filled(const char *pattern, const std::string &number, const std::string &text)
{
    std::string line;
    for (const char *c = pattern; *c != '\0'; ++c) {
        if (*c == '@') {
            line += number;
        } else if (*c == '$') {
            line += text;
        } else {
            line += *c;
        }
    }
    return line;
}

struct Measured
{
    double seconds = 0;
    std::int64_t records = 0;
};

Measured readOnce(const Format &format, const std::string &path, const std::string &relative)
{
    const Result<LogFile> log = LogFile::open(path);
    if (!log) {
        return {};
    }
    LineLoop loop;
    Measured measured;
    const auto begin = std::chrono::steady_clock::now();
    const Result<Done> done = loop.read(format, {.path = path, .relativePath = relative}, *log, {},
                                        [&](LineBatch &&batch) { measured.records += std::int64_t(batch.usage.records.size()); });
    measured.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    return done ? measured : Measured{};
}

} // namespace

int main(int count, char **arguments)
{
    const std::int64_t bytes = (count > 1 ? std::atoll(arguments[1]) : 64) << 20;
    const std::filesystem::path folder = std::filesystem::temp_directory_path() / "bench_logs";
    std::string text;
    while (text.size() < 2048) {
        text += "the quick brown fox \\\"jumps\\\" over the lazy dog\\n";
    }
    std::printf("| format | MB/s | records/s | time beside Claude Code's |\n|---|---|---|---|\n");
    bool isGood = true;
    double reference = 0;
    for (const Shape &shape : Shapes) {
        const std::filesystem::path path = folder / shape.path;
        std::filesystem::create_directories(path.parent_path());
        std::int64_t written = 0, lines = 0;
        {
            std::ofstream out{path, std::ios::binary};
            const auto write = [&](const std::string &line) {
                out << line << '\n';
                written += std::int64_t(line.size()) + 1;
            };
            write(shape.first);
            for (; written < bytes; ++lines) {
                const std::string number = std::to_string(10'000 + lines);
                write(filled(shape.talk, number, text));
                write(filled(shape.usage, number, text));
            }
        }
        Measured best;
        for (int run = 0; run < Runs; ++run) {
            const Measured measured = readOnce(*formatById(shape.format), path.string(), shape.path);
            if (run == 0 || measured.seconds < best.seconds) {
                best = measured;
            }
        }
        const double perByte = best.seconds / double(written);
        reference = reference == 0 ? perByte : reference;
        isGood = isGood && best.records == lines && perByte <= MostTimes * reference;
        std::printf("| %s | %.0f | %.0f | %.2f |\n", shape.format, double(written) / 1e6 / best.seconds, double(best.records) / best.seconds,
                    perByte / reference);
        if (best.records != lines) {
            std::printf("%s: %lld records of %lld\n", shape.format, static_cast<long long>(best.records), static_cast<long long>(lines));
        }
    }
    std::filesystem::remove_all(folder);
    return isGood ? EXIT_SUCCESS : EXIT_FAILURE;
}
