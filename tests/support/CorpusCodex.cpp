// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/CorpusWriter.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace tokenmeter::testing
{
namespace
{

/// As the source writes them: cached inside input, reasoning inside output.
struct CodexUsage
{
    std::int64_t input = 0;
    std::int64_t cached = 0;
    std::int64_t output = 0;
    std::int64_t reasoning = 0;
};

struct CodexEvent
{
    CodexUsage total{};
    CodexUsage last{};
};

class CodexCorpus
{
public:
    CodexCorpus(const std::string &home, std::int64_t bytes, unsigned seed)
        : m_home{home + "/.codex"}, m_goal{bytes}, m_dice{seed}, m_filler{m_dice},
          m_days{std::max<std::int64_t>(3, std::int64_t(4.6 * std::sqrt(double(bytes) / 1e6)))}
    {
    }

    Corpus write();

private:
    void writeRollout(std::int64_t size, bool fork);
    void openLine(std::string &out, std::string_view type);
    void writeMeta(CorpusFile &file, const std::string &id, std::int64_t started, std::string_view parent);
    void writeTurnContext(CorpusFile &file, const std::string &turn, const std::string &model);
    void writeCount(CorpusFile &file, const CodexEvent &event);
    void writeEmptyCount(CorpusFile &file);
    void writeItem(CorpusFile &file);
    std::string timedUuid(std::int64_t ms);
    void advance(std::int64_t low, std::int64_t high) { m_now += m_dice.between(low, high); }

    std::string m_home;
    std::int64_t m_goal;
    Dice m_dice;
    Filler m_filler;
    EvenSizes m_sizes{0.15e6, 1.5};
    std::int64_t m_days;
    Corpus m_corpus{};
    std::int64_t m_now = 0;

    std::string m_id{};             ///< of the last rollout that is no fork
    std::int64_t m_started = 0;
    std::string m_cwd{};
    std::string m_firstTurn{};
    const std::string *m_model = nullptr;
    std::vector<CodexEvent> m_events{}; ///< every count of the last rollout that is no fork, repeats included
};

const std::array<std::string, 5> Models{"gpt-5.6-sol", "gpt-5.2-codex", "gpt-5.6-luna", "gpt-5.2", "gpt-5.6-terra"};

Corpus CodexCorpus::write()
{
    while (m_corpus.bytes < m_goal || m_corpus.files.empty()) {
        const std::int64_t left = std::max<std::int64_t>(12'000, m_goal - m_corpus.bytes);
        const std::int64_t size = std::min(left, std::int64_t(std::clamp(m_sizes.next(), 8e3, 60e6)));
        writeRollout(size, !m_events.empty() && m_dice.chance(0.08));
    }
    return std::move(m_corpus);
}

std::string CodexCorpus::timedUuid(std::int64_t ms)
{
    std::string out;
    const std::uint64_t time = std::uint64_t(ms);
    appendHex(out, time >> 16, 8);
    out += '-';
    appendHex(out, time, 4);
    out += "-7";
    appendHex(out, m_dice.next(), 3);
    out += "-8";
    appendHex(out, m_dice.next(), 3);
    out += '-';
    appendHex(out, m_dice.next(), 12);
    return out;
}

void CodexCorpus::writeRollout(std::int64_t size, bool fork)
{
    if (!fork) {
        m_now = std::min(CorpusEnd - (1 + m_dice.below(m_days)) * DayMs + m_dice.between(0, DayMs - 1), CorpusEnd - 6 * 3'600'000);
        m_cwd = "/home/dev/project-" + std::to_string(m_dice.below(24));
        m_model = &Models[std::size_t(m_dice.below(std::int64_t(Models.size())))];
    } else {
        advance(60'000, 600'000);
    }
    const std::string parent = m_id;
    const std::int64_t started = m_now;
    const std::string id = timedUuid(started);
    const std::string turn = timedUuid(started + 5);

    std::string stamp;
    appendTime(stamp, started);
    std::string name = "rollout-" + stamp.substr(0, 19) + '-' + id + ".jsonl";
    for (const std::size_t colon : {std::size_t{8 + 13}, std::size_t{8 + 16}}) {
        name[colon] = '-';
    }
    const std::string day = stamp.substr(0, 4) + '/' + stamp.substr(5, 2) + '/' + stamp.substr(8, 2) + '/';
    const bool archived = m_dice.chance(0.1);
    CorpusFile file{m_corpus, m_home + (archived ? "/archived_sessions/" : "/sessions/" + day) + name};

    CodexUsage total;
    std::vector<CodexEvent> events;
    writeMeta(file, id, started, fork ? std::string_view{parent} : std::string_view{});
    if (fork) {
        // The parent's history comes first, stamped anew within the second of the fork.
        m_now = started - started % 1000;
        writeMeta(file, parent, m_started, {});
        writeTurnContext(file, m_firstTurn, *m_model);
        const std::size_t replayed = 1 + std::size_t(m_dice.below(std::int64_t(m_events.size())));
        for (std::size_t i = 0; i < replayed; ++i) {
            writeCount(file, m_events[i]);
        }
        total = m_events[replayed - 1].total;
        m_now = started + 2'000;
    }
    std::string own = fork ? timedUuid(started + 1'500) : turn;
    writeTurnContext(file, own, *m_model);
    while (file.bytes() < size && m_now < CorpusEnd - 3'600'000) {
        const std::int64_t requests = m_dice.between(2, 12);
        for (std::int64_t i = 0; i < requests && file.bytes() < size; ++i) {
            writeItem(file);
            writeItem(file);
            advance(2'000, 25'000);
            CodexUsage last;
            last.input = m_dice.between(4'000, 160'000);
            last.cached = last.input * m_dice.between(60, 98) / 100;
            last.output = m_dice.between(30, 2'400);
            last.reasoning = last.output * m_dice.between(0, 60) / 100;
            total.input += last.input;
            total.cached += last.cached;
            total.output += last.output;
            total.reasoning += last.reasoning;
            count(m_corpus, m_now, *m_model,
                  {.requests = 1, .input = last.input - last.cached, .cacheRead = last.cached, .output = last.output, .reasoning = last.reasoning});
            events.push_back({total, last});
            writeCount(file, events.back());
            if (m_dice.chance(0.2)) { // the limits were refreshed, the counts stand still
                advance(200, 3'000);
                events.push_back(events.back());
                writeCount(file, events.back());
            }
            if (m_dice.chance(0.05)) {
                writeEmptyCount(file);
            }
        }
        advance(20'000, 300'000);
        own = timedUuid(m_now);
        writeTurnContext(file, own, *m_model);
    }
    if (!fork) {
        m_id = id;
        m_started = started;
        m_firstTurn = turn;
        m_events = std::move(events);
    }
}

void CodexCorpus::openLine(std::string &out, std::string_view type)
{
    out += "{\"timestamp\":\"";
    appendTime(out, m_now);
    out.append("\",\"type\":\"").append(type).append("\",\"payload\":{");
}

void CodexCorpus::writeMeta(CorpusFile &file, const std::string &id, std::int64_t started, std::string_view parent)
{
    std::string &out = file.line();
    openLine(out, "session_meta");
    out.append("\"id\":\"").append(id).append("\",\"timestamp\":\"");
    appendTime(out, started);
    out.append("\",\"cwd\":\"").append(m_cwd);
    out += "\",\"originator\":\"codex_cli_rs\",\"cli_version\":\"0.145.0\",\"source\":\"cli\",\"model_provider\":\"openai\"";
    if (!parent.empty()) {
        out.append(",\"forked_from_id\":\"").append(parent).append("\",\"thread_source\":\"user\"");
    }
    out += ",\"base_instructions\":{\"text\":\"";
    m_filler.append(out, 600, m_dice);
    out += "\"}}}";
    file.endLine(false);
}

void CodexCorpus::writeTurnContext(CorpusFile &file, const std::string &turn, const std::string &model)
{
    std::string &out = file.line();
    openLine(out, "turn_context");
    out.append("\"turn_id\":\"").append(turn).append("\",\"cwd\":\"").append(m_cwd);
    out.append("\",\"approval_policy\":\"on-request\",\"model\":\"").append(model).append("\",\"effort\":\"medium\"}}");
    file.endLine(false);
}

void CodexCorpus::writeCount(CorpusFile &file, const CodexEvent &event)
{
    std::string &out = file.line();
    const auto usage = [&](std::string_view name, const CodexUsage &u) {
        out.append("\"").append(name).append("\":{\"input_tokens\":");
        appendNumber(out, u.input);
        out += ",\"cached_input_tokens\":";
        appendNumber(out, u.cached);
        out += ",\"output_tokens\":";
        appendNumber(out, u.output);
        out += ",\"reasoning_output_tokens\":";
        appendNumber(out, u.reasoning);
        out += ",\"total_tokens\":";
        appendNumber(out, u.input + u.output);
        out += '}';
    };
    openLine(out, "event_msg");
    out += "\"type\":\"token_count\",\"info\":{";
    usage("total_token_usage", event.total);
    out += ',';
    usage("last_token_usage", event.last);
    out += ",\"model_context_window\":258400},\"rate_limits\":{\"primary\":{\"used_percent\":11.0,\"window_minutes\":300,\"resets_at\":1790000000}}}}";
    file.endLine(true);
}

void CodexCorpus::writeEmptyCount(CorpusFile &file)
{
    openLine(file.line(), "event_msg");
    file.line() += "\"type\":\"token_count\",\"info\":null,\"rate_limits\":{\"primary\":{\"used_percent\":12.0}}}}";
    file.endLine(false);
}

void CodexCorpus::writeItem(CorpusFile &file)
{
    std::string &out = file.line();
    openLine(out, "response_item");
    appendId(out, "\"type\":\"function_call_output\",\"call_id\":\"call_", 22, m_dice);
    out += "\",\"output\":\"";
    m_filler.append(out, std::int64_t(std::min(m_dice.logNormal(2'450, 1.0), 400e3)), m_dice);
    out += "\"}}";
    file.endLine(false);
}

} // namespace

Corpus writeCodexCorpus(const std::string &home, std::int64_t bytes, unsigned seed)
{
    return CodexCorpus{home, bytes, seed}.write();
}

} // namespace tokenmeter::testing
