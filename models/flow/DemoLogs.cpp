// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/DemoLogs.h"

#include "flow/DemoStory.h"

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <map>
#include <string_view>
#include <system_error>
#include <tuple>

namespace tokenmeter
{
namespace
{

using namespace std::chrono;

std::string number(std::int64_t value)
{
    return std::to_string(value);
}

std::string hex(std::uint64_t value, int digits)
{
    std::string out;
    for (int i = digits - 1; i >= 0; --i) {
        out += "0123456789abcdef"[(value >> (4 * i)) & 15U];
    }
    return out;
}

/// A version 7 UUID of that moment.
std::string uuidAt(UtcTime time, DemoDice &dice)
{
    const std::uint64_t ms = std::uint64_t(msOf(time));
    return hex(ms >> 16, 8) + '-' + hex(ms, 4) + "-7" + hex(dice.next(), 3) + "-8" + hex(dice.next(), 3) + '-' + hex(dice.next(), 12);
}

/// With milliseconds in every case, as the tools write it.
std::string stamp(UtcTime time)
{
    std::string text = toRfc3339(time);
    return text.size() == 20 ? text.substr(0, 19) + ".000Z" : text;
}

std::string claudeUsage(const TokenCounts &t, std::int64_t output)
{
    return "\"usage\":{\"input_tokens\":" + number(t.input) + ",\"cache_creation_input_tokens\":" + number(t.cacheWrite5m)
        + ",\"cache_read_input_tokens\":" + number(t.cacheRead) + ",\"output_tokens\":" + number(output) + "}";
}

std::string claudeMessage(const DemoRequest &request, const std::string &id, std::int64_t output, bool last)
{
    return "{\"id\":\"msg_" + id + "\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"" + request.model
        + "\",\"content\":[{\"type\":\"text\",\"text\":\"demo\"}],\"stop_reason\":" + (last ? "\"end_turn\"," : "null,")
        + claudeUsage(request.tokens, output) + '}';
}

/// Running sums of one rollout, as Codex writes them: caches inside input, reasoning inside output.
struct CodexTotals
{
    TokenCounts sum{};

    static std::string usage(const TokenCounts &t)
    {
        return "{\"input_tokens\":" + number(t.prompt()) + ",\"cached_input_tokens\":" + number(t.cacheRead)
            + ",\"cache_write_input_tokens\":" + number(t.cacheWrite5m) + ",\"output_tokens\":" + number(t.output)
            + ",\"reasoning_output_tokens\":" + number(t.reasoning) + ",\"total_tokens\":" + number(t.total()) + '}';
    }
};

class DemoWriter
{
public:
    DemoWriter(std::string folder, UtcTime now, unsigned seed) : m_folder{std::move(folder)}, m_now{now}, m_seed{seed} {}

    Result<Done> write();

private:
    struct Session
    {
        std::string path{};
        std::string id{};
        CodexTotals codex{};
    };

    void writeDay(sys_days day, sys_days today);
    Session &sessionOf(const DemoRequest &request);
    void writeClaude(const DemoRequest &request);
    void writeCodex(const DemoRequest &request);
    std::string apiLine(const DemoRequest &request);
    std::string wrapped(const DemoRequest &request, const std::string &body) const;
    std::string chat(const DemoRequest &request, std::string_view prefix, const std::string &details);
    /// Appends every pending text to its file.
    Result<Done> flush();

    std::string m_folder;
    UtcTime m_now;
    unsigned m_seed;
    DemoDice m_dice{0};
    std::map<std::string, std::string> m_pending{}; ///< path to text
    /// of one day: (log, project, session)
    std::map<std::tuple<DemoLog, std::string_view, int>, Session> m_sessions{};
};

Result<Done> DemoWriter::write()
{
    const sys_days today = floor<days>(m_now);
    for (sys_days day = demoStart(today); day <= today; day += days{1}) {
        writeDay(day, today);
        if (const Result<Done> written = flush(); !written) {
            return written;
        }
    }
    return Done{};
}

void DemoWriter::writeDay(sys_days day, sys_days today)
{
    m_dice = DemoDice{(std::uint64_t(m_seed) << 32U) ^ std::uint64_t(day.time_since_epoch().count())};
    m_sessions.clear();
    for (const DemoRequest &request : demoDay(day, today, m_seed)) {
        if (request.time > m_now) {
            break;
        }
        switch (request.log) {
        case DemoLog::ClaudeCode:
            writeClaude(request);
            break;
        case DemoLog::Codex:
            writeCodex(request);
            break;
        case DemoLog::Anthropic:
            m_pending["api/anthropic.jsonl"] += apiLine(request);
            break;
        case DemoLog::OpenAi:
            m_pending["api/openai.jsonl"] += apiLine(request);
            break;
        case DemoLog::Gemini:
            m_pending["api/gemini.jsonl"] += apiLine(request);
            break;
        case DemoLog::DashScope:
            m_pending["api/dashscope.jsonl"] += apiLine(request);
            break;
        case DemoLog::DeepSeek:
            m_pending["api/deepseek.jsonl"] += apiLine(request);
            break;
        }
    }
}

DemoWriter::Session &DemoWriter::sessionOf(const DemoRequest &request)
{
    const auto [found, isNew] = m_sessions.try_emplace({request.log, request.project, request.session});
    Session &session = found->second;
    if (!isNew) {
        return session;
    }
    session.id = uuidAt(request.time, m_dice);
    if (request.log == DemoLog::ClaudeCode) {
        std::string name = request.project;
        for (char &letter : name) {
            letter = letter == '/' ? '-' : letter;
        }
        session.path = ".claude/projects/" + name + '/' + session.id + ".jsonl";
        return session;
    }
    const std::string time = stamp(request.time);
    std::string local = time.substr(0, 19);
    local[13] = local[16] = '-';
    session.path = ".codex/sessions/" + time.substr(0, 4) + '/' + time.substr(5, 2) + '/' + time.substr(8, 2) + "/rollout-" + local + '-'
        + session.id + ".jsonl";
    m_pending[session.path] += "{\"timestamp\":\"" + time + "\",\"type\":\"session_meta\",\"payload\":{\"id\":\"" + session.id
        + "\",\"timestamp\":\"" + time + "\",\"cwd\":\"" + request.project
        + "\",\"originator\":\"codex_cli_rs\",\"cli_version\":\"0.145.0\",\"source\":\"cli\",\"model_provider\":\"openai\"}}\n"
        + "{\"timestamp\":\"" + time + "\",\"type\":\"turn_context\",\"payload\":{\"turn_id\":\"" + uuidAt(request.time, m_dice)
        + "\",\"cwd\":\"" + request.project + "\",\"model\":\"" + request.model + "\"}}\n";
    return session;
}

void DemoWriter::writeClaude(const DemoRequest &request)
{
    const Session &session = sessionOf(request);
    const std::string id = "01" + hex(m_dice.next(), 16);
    const std::string requestId = "req_" + hex(m_dice.next(), 16);
    std::string &out = m_pending[session.path];
    const auto line = [&](UtcTime time, std::int64_t output, bool last) {
        out += "{\"isSidechain\":false,\"cwd\":\"";
        out.append(request.project).append("\",\"sessionId\":\"").append(session.id).append("\",\"message\":");
        out.append(claudeMessage(request, id, output, last)).append(",\"requestId\":\"").append(requestId);
        out.append("\",\"type\":\"assistant\",\"uuid\":\"").append(uuidAt(time, m_dice)).append("\",\"timestamp\":\"");
        out.append(stamp(time)).append("\"}\n");
    };
    if (m_dice.unit() < 0.1) { // an early line of the same answer, as the tool writes while it streams
        line(request.time, 1, false);
    }
    line(request.time, request.tokens.output, true);
}

void DemoWriter::writeCodex(const DemoRequest &request)
{
    Session &session = sessionOf(request);
    session.codex.sum += request.tokens;
    m_pending[session.path] += "{\"timestamp\":\"" + stamp(request.time)
        + "\",\"type\":\"event_msg\",\"payload\":{\"type\":\"token_count\",\"info\":{\"total_token_usage\":"
        + CodexTotals::usage(session.codex.sum) + ",\"last_token_usage\":" + CodexTotals::usage(request.tokens) + "}}}\n";
}

std::string DemoWriter::wrapped(const DemoRequest &request, const std::string &body) const
{
    std::string out = "{\"timestamp\":\"" + stamp(request.time) + '"';
    if (*request.project != '\0') {
        out.append(",\"project\":\"").append(request.project).append("\"");
    }
    return out + ",\"response\":" + body + "}\n";
}

std::string DemoWriter::chat(const DemoRequest &request, std::string_view prefix, const std::string &details)
{
    const TokenCounts &t = request.tokens;
    return wrapped(request, "{\"id\":\"" + std::string{prefix} + hex(m_dice.next(), 16) + "\",\"object\":\"chat.completion\",\"created\":"
                       + number(msOf(request.time) / 1000) + ",\"model\":\"" + request.model + "\",\"choices\":[],\"usage\":{\"prompt_tokens\":"
                       + number(t.prompt()) + ",\"completion_tokens\":" + number(t.output) + ",\"total_tokens\":" + number(t.total())
                       + ",\"completion_tokens_details\":{\"reasoning_tokens\":" + number(t.reasoning) + "}," + details + "}}");
}

std::string DemoWriter::apiLine(const DemoRequest &request)
{
    const TokenCounts &t = request.tokens;
    switch (request.log) {
    case DemoLog::Anthropic:
        return wrapped(request, claudeMessage(request, "02" + hex(m_dice.next(), 16), t.output, true));
    case DemoLog::OpenAi:
        return wrapped(request, "{\"id\":\"resp_" + hex(m_dice.next(), 16) + "\",\"object\":\"response\",\"created_at\":"
                           + number(msOf(request.time) / 1000) + ",\"model\":\"" + request.model
                           + "\",\"status\":\"completed\",\"output\":[],\"usage\":{\"input_tokens\":" + number(t.prompt())
                           + ",\"input_tokens_details\":{\"cached_tokens\":" + number(t.cacheRead) + ",\"cache_write_tokens\":"
                           + number(t.cacheWrite5m) + "},\"output_tokens\":" + number(t.output)
                           + ",\"output_tokens_details\":{\"reasoning_tokens\":" + number(t.reasoning) + "},\"total_tokens\":"
                           + number(t.total()) + "}}");
    case DemoLog::Gemini:
        return wrapped(request, "{\"responseId\":\"gem-" + hex(m_dice.next(), 16) + "\",\"modelVersion\":\"" + request.model
                           + "\",\"candidates\":[],\"usageMetadata\":{\"promptTokenCount\":" + number(t.prompt())
                           + ",\"cachedContentTokenCount\":" + number(t.cacheRead) + ",\"candidatesTokenCount\":"
                           + number(t.output - t.reasoning) + ",\"thoughtsTokenCount\":" + number(t.reasoning)
                           + ",\"totalTokenCount\":" + number(t.total()) + "}}");
    case DemoLog::DeepSeek:
        return chat(request, "ds-", "\"prompt_cache_hit_tokens\":" + number(t.cacheRead) + ",\"prompt_cache_miss_tokens\":" + number(t.input));
    default:
        return chat(request, "chatcmpl-", "\"prompt_tokens_details\":{\"cached_tokens\":" + number(t.cacheRead) + '}');
    }
}

Result<Done> DemoWriter::flush()
{
    for (const auto &[path, text] : m_pending) {
        const std::filesystem::path full = std::filesystem::path{m_folder} / path;
        std::error_code error;
        std::filesystem::create_directories(full.parent_path(), error);
        std::FILE *file = error ? nullptr : std::fopen(full.c_str(), "ab");
        bool good = file != nullptr && std::fwrite(text.data(), 1, text.size(), file) == text.size();
        if (file != nullptr) {
            good = std::fclose(file) == 0 && good;
        }
        if (!good) {
            const std::string reason = error ? error.message() : std::generic_category().message(errno);
            return Problem{.cause = Cause::FileUnreadable, .file = full.string(), .args = {reason}};
        }
    }
    m_pending.clear();
    return Done{};
}

} // namespace

Result<Done> writeDemoLogs(const std::string &folder, UtcTime now, unsigned seed)
{
    return DemoWriter{folder, now, seed}.write();
}

std::vector<std::string> demoApiFiles(const std::string &folder)
{
    std::vector<std::string> files;
    for (const char *name : {"anthropic", "dashscope", "deepseek", "gemini", "openai"}) {
        files.push_back(folder + "/api/" + name + ".jsonl");
    }
    return files;
}

} // namespace tokenmeter
