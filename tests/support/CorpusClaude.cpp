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

/// What may be odd about a response. Each odd one is a single line, so that its effect on a peer can be stated.
enum class Oddity : std::uint8_t { None, NullInTool, LoneSurrogate };

struct Response
{
    std::string id{};
    std::string requestId{}; ///< empty: none was written
    const std::string *model = nullptr;
    CorpusTokens tokens{};
    std::int64_t at = 0; ///< ms, of the first snapshot
    int snapshots = 1;
    Oddity oddity = Oddity::None;
};

/// One line of a session's beginning, kept for forks.
struct KeptLine
{
    std::string text{};
    bool hasUsage = false;
    bool lacksRequestId = false;
    CorpusTokens tokens{};
};

class ClaudeCorpus
{
public:
    ClaudeCorpus(const std::string &home, std::int64_t bytes, unsigned seed, ClaudeShape shape)
        : m_projects{home + "/.claude/projects"}, m_goal{bytes}, m_dense{shape == ClaudeShape::Dense}, m_dice{seed}, m_filler{m_dice}
    {
        const double megabytes = double(bytes) / 1e6;
        m_days = std::max<std::int64_t>(3, std::int64_t(4.6 * std::sqrt(megabytes)));
    }

    Corpus write();

private:
    void writeSession(std::int64_t size, bool fork);
    void writeSubAgent(std::int64_t size);
    void writeTurns(CorpusFile &file, std::int64_t size, bool sideChain, bool keep);
    Response makeResponse(bool sideChain);
    void writeResponse(CorpusFile &file, const Response &response, bool sideChain, bool keep);
    void writeSnapshot(std::string &out, const Response &response, int index, bool sideChain);
    void writeProgress(CorpusFile &file, const Response &response);
    void writeUserText(CorpusFile &file, bool sideChain);
    void writeToolResult(CorpusFile &file, bool sideChain, bool keep);
    void writeSynthetic(CorpusFile &file);
    void writeTorn(CorpusFile &file, bool atEnd);
    void openLine(std::string &out, bool sideChain);
    void closeLine(std::string &out, std::string_view type);
    void appendUsage(std::string &out, const CorpusTokens &tokens, std::int64_t output);
    void keepLine(const CorpusFile &file, const KeptLine &meta);
    void advance(std::int64_t low, std::int64_t high) { m_now += m_dice.between(low, high); }

    std::string m_projects;
    std::int64_t m_goal;
    bool m_dense;
    std::int64_t m_days = 3;
    Dice m_dice;
    Filler m_filler;
    EvenSizes m_sizes{0.1e6, 1.6};
    Corpus m_corpus{};

    std::string m_folder{};
    std::string m_cwd{};
    std::string m_session{};
    std::string m_agent{};
    std::string m_lastUuid{};
    std::int64_t m_now = 0;
    std::vector<KeptLine> m_kept{};        ///< beginning of the last main session
    std::int64_t m_keptBytes = 0;
    std::vector<Response> m_replayable{};  ///< responses of the last main session, for side questions
    std::vector<Response> m_announced{};   ///< told in progress lines, still to be written by a sub-agent
};

const std::array<std::string, 6> Models{"claude-opus-5", "claude-sonnet-5", "claude-haiku-4-5-20251001",
                                        "claude-opus-4-8", "claude-sonnet-4-5-20250929", "claude-opus-4-1-20250805"};

Corpus ClaudeCorpus::write()
{
    constexpr std::int64_t Gigabyte = 1'000'000'000;
    std::int64_t nextBig = Gigabyte / 2;
    while (m_corpus.bytes < m_goal || m_corpus.files.empty()) {
        const std::int64_t left = std::max<std::int64_t>(4'000, m_goal - m_corpus.bytes);
        if (m_corpus.bytes >= nextBig) {
            nextBig += Gigabyte;
            writeSession(std::min<std::int64_t>(left, 70'000'000), false);
            continue;
        }
        const std::int64_t size = std::min(left, std::int64_t(std::clamp(m_sizes.next(), 4e3, 20e6)));
        if (!m_announced.empty() || (!m_session.empty() && m_dice.chance(0.2))) {
            writeSubAgent(size);
        } else {
            writeSession(size, !m_kept.empty() && m_dice.chance(0.07));
        }
    }
    if (!m_announced.empty()) {
        writeSubAgent(4'000);
    }
    return std::move(m_corpus);
}

void ClaudeCorpus::writeSession(std::int64_t size, bool fork)
{
    const std::string parent = m_session;
    if (!fork) {
        const std::int64_t project = m_dice.below(24);
        m_cwd = "/home/dev/project-" + std::to_string(project);
        m_folder = m_projects + "/-home-dev-project-" + std::to_string(project);
        m_now = CorpusEnd - (1 + m_dice.below(m_days)) * DayMs + m_dice.between(0, DayMs - 1);
        m_now = std::min(m_now, CorpusEnd - 6 * 3'600'000);
        m_lastUuid.clear();
    }
    m_replayable.clear(); // a side question repeats what its own session holds
    m_session.clear();
    appendUuid(m_session, m_dice);
    CorpusFile file{m_corpus, m_folder + '/' + m_session + ".jsonl"};
    if (fork) {
        const std::size_t lines = 1 + std::size_t(m_dice.below(std::int64_t(m_kept.size())));
        for (std::size_t i = 0; i < lines; ++i) {
            const KeptLine &line = m_kept[i];
            const std::size_t at = line.text.find(parent);
            file.line().append(line.text, 0, at).append(m_session).append(line.text, at + parent.size());
            file.endLine(line.hasUsage);
            if (line.lacksRequestId) {
                m_corpus.peerEffects["ccusage"]["no requestId"] += line.tokens;
            }
        }
        m_kept.clear(); // its lines name another session
        m_keptBytes = 0;
    } else {
        m_kept.clear();
        m_keptBytes = 0;
        file.line() += "{\"type\":\"summary\",\"summary\":\"demo\",\"leafUuid\":\"";
        appendUuid(file.line(), m_dice);
        file.line() += "\"}";
        file.endLine(false);
    }
    writeTurns(file, size, false, !fork);
    if (m_dice.chance(0.05)) {
        writeTorn(file, true);
    }
}

void ClaudeCorpus::writeSubAgent(std::int64_t size)
{
    m_agent.clear();
    appendHex(m_agent, m_dice.next(), 8);
    CorpusFile file{m_corpus, m_folder + '/' + m_session + "/subagents/agent-" + m_agent + ".jsonl"};
    if (!m_replayable.empty() && m_dice.chance(0.1)) {
        for (std::size_t i = 0; i < std::min<std::size_t>(2, m_replayable.size()); ++i) {
            Response replay = m_replayable[i];
            replay.requestId.clear();
            appendId(replay.requestId, "req_011", 21, m_dice);
            replay.snapshots = 1;
            writeSnapshot(file.line(), replay, 0, true);
            file.endLine(true);
            m_corpus.peerEffects["tokscale"]["side-chain replay"] += replay.tokens;
        }
    }
    const std::int64_t now = m_now;
    for (const Response &response : m_announced) {
        m_now = response.at;
        writeResponse(file, response, true, false);
    }
    m_now = now;
    m_announced.clear();
    writeTurns(file, size, true, false);
}

void ClaudeCorpus::writeTurns(CorpusFile &file, std::int64_t size, bool sideChain, bool keep)
{
    while (file.bytes() < size && m_now < CorpusEnd - 3'600'000) {
        writeUserText(file, sideChain);
        const std::int64_t responses = m_dice.between(2, 9);
        for (std::int64_t i = 0; i < responses && file.bytes() < size; ++i) {
            const Response response = makeResponse(sideChain);
            count(m_corpus, response.at, *response.model, response.tokens);
            const bool plain = response.oddity == Oddity::None && !response.requestId.empty();
            if (!sideChain && plain && m_dice.chance(0.01)) {
                m_announced.push_back(response);
                m_announced.back().snapshots = 1;
                writeProgress(file, response);
            } else {
                if (keep && plain && m_replayable.size() < 4) {
                    m_replayable.push_back(response);
                }
                writeResponse(file, response, sideChain, keep);
            }
            writeToolResult(file, sideChain, keep);
        }
        if (m_dice.chance(0.01)) {
            writeSynthetic(file);
        }
        if (m_dice.chance(0.004)) {
            writeTorn(file, false);
        }
        advance(20'000, 300'000);
    }
}

Response ClaudeCorpus::makeResponse(bool sideChain)
{
    Response r;
    appendId(r.id, "msg_01", 22, m_dice);
    const double odd = double(m_dice.below(100'000)) / 100'000;
    r.snapshots = 1;
    if (odd < 0.0040) {
        r.oddity = Oddity::NullInTool;
    } else if (odd < 0.0057) {
        r.oddity = Oddity::LoneSurrogate;
    } else {
        const std::int64_t p = m_dice.below(100);
        r.snapshots = p < 38 ? 1 : p < 75 ? 2 : p < 91 ? 3 : 4;
    }
    if (odd < 0.0057 || odd >= 0.0207) { // the share without a request id is 1.5 %
        appendId(r.requestId, "req_011", 21, m_dice);
    }
    const std::int64_t p = m_dice.below(100);
    r.model = &Models[sideChain && p < 60 ? 2 : p < 36 ? 0 : p < 70 ? 1 : p < 80 ? 2 : p < 88 ? 3 : p < 95 ? 4 : 5];
    advance(2'000, 25'000);
    if (m_now % DayMs > DayMs - 20'000) {
        m_now += 25'000; // snapshots of one response stay on one day
    }
    r.at = m_now;
    r.tokens.requests = 1;
    r.tokens.input = m_dice.chance(0.8) ? m_dice.between(1, 12) : m_dice.between(20, 6'000);
    r.tokens.cacheRead = m_dice.chance(0.05) ? 0 : m_dice.between(9'000, 150'000);
    const std::int64_t written = m_dice.between(100, 6'000);
    (m_dice.chance(0.2) ? r.tokens.cacheWrite1h : r.tokens.cacheWrite5m) = written;
    r.tokens.output = m_dice.between(20, 1'900);
    return r;
}

void ClaudeCorpus::openLine(std::string &out, bool sideChain)
{
    out += "{\"parentUuid\":";
    if (m_lastUuid.empty()) {
        out += "null";
    } else {
        out.append("\"").append(m_lastUuid).append("\"");
    }
    out.append(sideChain ? ",\"isSidechain\":true" : ",\"isSidechain\":false").append(",\"userType\":\"external\",\"cwd\":\"");
    out.append(m_cwd).append("\",\"sessionId\":\"").append(m_session);
    out += "\",\"version\":\"2.1.200\",\"gitBranch\":\"main\"";
    if (sideChain) {
        out.append(",\"agentId\":\"").append(m_agent).append("\"");
    }
}

void ClaudeCorpus::closeLine(std::string &out, std::string_view type)
{
    m_lastUuid.clear();
    appendUuid(m_lastUuid, m_dice);
    out.append(",\"type\":\"").append(type).append("\",\"uuid\":\"").append(m_lastUuid).append("\",\"timestamp\":\"");
    appendTime(out, m_now);
    out += "\"}";
}

void ClaudeCorpus::appendUsage(std::string &out, const CorpusTokens &t, std::int64_t output)
{
    out += "\"usage\":{\"input_tokens\":";
    appendNumber(out, t.input);
    out += ",\"cache_creation_input_tokens\":";
    appendNumber(out, t.cacheWrite5m + t.cacheWrite1h);
    out += ",\"cache_read_input_tokens\":";
    appendNumber(out, t.cacheRead);
    out += ",\"cache_creation\":{\"ephemeral_5m_input_tokens\":";
    appendNumber(out, t.cacheWrite5m);
    out += ",\"ephemeral_1h_input_tokens\":";
    appendNumber(out, t.cacheWrite1h);
    out += "},\"output_tokens\":";
    appendNumber(out, output);
    out += ",\"service_tier\":\"standard\"}";
}

void ClaudeCorpus::writeSnapshot(std::string &out, const Response &r, int index, bool sideChain)
{
    const bool last = index + 1 == r.snapshots;
    openLine(out, sideChain);
    out.append(",\"message\":{\"model\":\"").append(*r.model).append("\",\"id\":\"").append(r.id);
    out += "\",\"type\":\"message\",\"role\":\"assistant\",\"content\":[";
    const std::int64_t text = m_dense ? m_dice.between(20, 180) : std::int64_t(m_dice.logNormal(780, 0.8));
    if (r.oddity == Oddity::NullInTool) {
        out += "{\"type\":\"tool_use\",\"id\":\"toolu_01\",\"name\":\"update\",\"input\":{\"id\":null,\"version\":null,\"model\":null,\"text\":\"";
        m_filler.append(out, text, m_dice);
        out += "\"}}";
    } else if (last && r.snapshots > 1) {
        appendId(out, "{\"type\":\"tool_use\",\"id\":\"toolu_01", 22, m_dice);
        out += "\",\"name\":\"Bash\",\"input\":{\"command\":\"";
        m_filler.append(out, text, m_dice);
        out += "\"}}";
    } else {
        out += "{\"type\":\"text\",\"text\":\"";
        m_filler.append(out, text, m_dice);
        if (r.oddity == Oddity::LoneSurrogate) {
            out += "\\ud83d";
        }
        out += "\"}";
    }
    out += last ? "],\"stop_reason\":\"tool_use\",\"stop_sequence\":null," : "],\"stop_reason\":null,\"stop_sequence\":null,";
    // While an answer streams, early lines show a few tokens only.
    appendUsage(out, r.tokens, last ? r.tokens.output : std::min<std::int64_t>(r.tokens.output, 1 + index * 3));
    out += '}';
    if (!r.requestId.empty()) {
        out.append(",\"requestId\":\"").append(r.requestId).append("\"");
    }
    closeLine(out, "assistant");
}

void ClaudeCorpus::writeResponse(CorpusFile &file, const Response &r, bool sideChain, bool keep)
{
    CorpusTokens seen;
    for (int i = 0; i < r.snapshots; ++i) {
        CorpusTokens shown = r.tokens;
        shown.output = i + 1 == r.snapshots ? r.tokens.output : std::min<std::int64_t>(r.tokens.output, 1 + i * 3);
        seen += shown;
        writeSnapshot(file.line(), r, i, sideChain);
        if (keep) {
            keepLine(file, {.hasUsage = true, .lacksRequestId = r.requestId.empty(), .tokens = shown});
        }
        file.endLine(true);
        advance(200, 2'500);
    }
    if (r.requestId.empty() && !sideChain) { // side-chains it merges by message id alone
        seen -= r.tokens;
        m_corpus.peerEffects["ccusage"]["no requestId"] += seen;
    }
    if (r.oddity != Oddity::None) {
        m_corpus.peerEffects["ccusage"][r.oddity == Oddity::NullInTool ? "null in a tool's input" : "lone surrogate"] -= r.tokens;
    }
}

void ClaudeCorpus::writeProgress(CorpusFile &file, const Response &r)
{
    std::string &out = file.line();
    openLine(out, false);
    out += ",\"data\":{\"type\":\"agent_progress\",\"message\":{\"type\":\"assistant\",\"timestamp\":\"";
    appendTime(out, r.at);
    out.append("\",\"isSidechain\":true,\"message\":{\"model\":\"").append(*r.model).append("\",\"id\":\"").append(r.id);
    out += "\",\"type\":\"message\",\"role\":\"assistant\",\"content\":[],\"stop_reason\":null,";
    appendUsage(out, r.tokens, r.tokens.output);
    out += '}';
    if (!r.requestId.empty()) {
        out.append(",\"requestId\":\"").append(r.requestId).append("\"");
    }
    out += "}}";
    closeLine(out, "progress");
    file.endLine(true);
}

void ClaudeCorpus::writeUserText(CorpusFile &file, bool sideChain)
{
    std::string &out = file.line();
    openLine(out, sideChain);
    out += ",\"message\":{\"role\":\"user\",\"content\":\"";
    m_filler.append(out, m_dice.between(30, 600), m_dice);
    out += "\"}";
    closeLine(out, "user");
    file.endLine(false);
    advance(500, 6'000);
}

void ClaudeCorpus::writeToolResult(CorpusFile &file, bool sideChain, bool keep)
{
    std::string &out = file.line();
    openLine(out, sideChain);
    appendId(out, ",\"message\":{\"role\":\"user\",\"content\":[{\"tool_use_id\":\"toolu_01", 22, m_dice);
    out += "\",\"type\":\"tool_result\",\"content\":\"";
    m_filler.append(out, m_dense ? m_dice.between(100, 2'150) : std::int64_t(std::min(m_dice.logNormal(4'700, 1.0), 400e3)), m_dice);
    if (m_dice.chance(0.002)) {
        out += '\xff'; // a tool printed bytes that are not UTF-8
    }
    out += "\"}]}";
    if (m_dice.chance(0.02)) {
        out += ",\"toolUseResult\":{\"status\":\"completed\",\"totalTokens\":";
        appendNumber(out, m_dice.between(1'000, 90'000));
        out += ',';
        appendUsage(out, {.input = 7, .cacheRead = 12'000, .cacheWrite5m = 900, .output = 300}, 300);
        out += '}';
    }
    closeLine(out, "user");
    if (keep) {
        keepLine(file, {});
    }
    file.endLine(false);
}

void ClaudeCorpus::writeSynthetic(CorpusFile &file)
{
    std::string &out = file.line();
    openLine(out, false);
    appendId(out, ",\"message\":{\"model\":\"<synthetic>\",\"id\":\"msg_err", 12, m_dice);
    out += "\",\"type\":\"message\",\"role\":\"assistant\",\"content\":[{\"type\":\"text\",\"text\":\"demo\"}],\"stop_reason\":\"stop_sequence\",";
    appendUsage(out, {}, 0);
    out += "},\"isApiErrorMessage\":true";
    closeLine(out, "assistant");
    file.endLine(false);
}

void ClaudeCorpus::writeTorn(CorpusFile &file, bool atEnd)
{
    std::string &out = file.line();
    const std::size_t start = out.size();
    const Response lost = makeResponse(false);
    writeSnapshot(out, lost, 0, false);
    // cut before the counts are complete, so that no reader can take them for whole
    const std::size_t usage = out.find("\"usage\":{", start);
    out.resize(usage + std::size_t(m_dice.between(4, 40)));
    if (atEnd) {
        file.endTorn();
    } else {
        file.endLine(false);
        ++m_corpus.damagedLines;
    }
}

void ClaudeCorpus::keepLine(const CorpusFile &file, const KeptLine &meta)
{
    if (m_keptBytes < 300'000) {
        m_kept.push_back(meta);
        m_kept.back().text = file.pending();
        m_keptBytes += std::int64_t(m_kept.back().text.size());
    }
}

} // namespace

Corpus writeClaudeCorpus(const std::string &home, std::int64_t bytes, unsigned seed, ClaudeShape shape)
{
    return ClaudeCorpus{home, bytes, seed, shape}.write();
}

} // namespace tokenmeter::testing
