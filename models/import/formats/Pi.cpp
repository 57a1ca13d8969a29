// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/formats/Pi.h"

#include "core/StopReason.h"
#include "import/FoundUsage.h"
#include "import/JsonLineParser.h"
#include "import/Paths.h"
#include "import/StateText.h"

#include <algorithm>
#include <filesystem>

namespace tokenmeter
{
namespace
{

constexpr std::string_view PiState = "pi 1";

/// The fields of a line that matter. The texts lie in the reader.
struct PiLine
{
    std::string_view type{};
    std::string_view id{};
    std::string_view folder{};
    json::Moment time{};
    std::string_view role{};
    std::string_view provider{};
    std::string_view model{};
    std::string_view stop{};
    std::string_view cost{};
    bool hasUsage = false;
    bool isBroken = false;
    WrittenCounts counts{};
};

class PiParser : public JsonLineParser<PiParser, PiLine>
{
public:
    explicit PiParser(const FileContext &file) : m_session{paths::stem(file.path)} {}

    std::string saveState() const override
    {
        StateWriter state{PiState};
        state.text(m_session);
        state.text(m_folder);
        return state.result();
    }
    bool restoreState(std::string_view text) override
    {
        if (text.empty()) {
            return true;
        }
        StateReader state{text, PiState};
        m_session = state.text();
        m_folder = state.text();
        return state.isAtEnd();
    }

private:
    friend JsonLineParser<PiParser, PiLine>;

    json::Error readField(std::string_view key, json::Value value)
    {
        if (key == "type") {
            m_line.type = json::readText(value).value;
        } else if (key == "id") {
            m_line.id = json::readText(value).value;
        } else if (key == "cwd") {
            m_line.folder = json::readText(value).value;
        } else if (key == "timestamp") {
            m_line.time = json::readTime(value);
        } else if (key == "message") {
            bool ignored = false;
            return json::forEachField(value, ignored, [&](std::string_view name, json::Value field) -> json::Error {
                if (name == "role") {
                    m_line.role = json::readText(field).value;
                } else if (name == "provider") {
                    m_line.provider = json::readText(field).value;
                } else if (name == "model") {
                    m_line.model = json::readText(field).value;
                } else if (name == "stopReason") {
                    m_line.stop = json::readText(field).value;
                } else if (name == "usage") {
                    m_line.hasUsage = json::kindOf(field) == '{';
                    return readUsage(field);
                }
                return json::Ok;
            });
        }
        return json::Ok;
    }

    json::Error readUsage(json::Value value)
    {
        return json::forEachField(value, m_line.isBroken, [&](std::string_view name, json::Value field) -> json::Error {
            WrittenCounts &c = m_line.counts;
            json::Count *const count = name == "input" ? &c.input
                : name == "output"                   ? &c.output
                : name == "cacheRead"                ? &c.cacheRead
                : name == "cacheWrite"               ? &c.cacheWrite
                : name == "reasoning"                ? &c.reasoning
                                                     : nullptr;
            if (count != nullptr) {
                *count = m_notes.take(json::readCount(field), "usage.", name);
            } else if (name == "cost") {
                bool ignored = false;
                return json::forEachField(field, ignored, [&](std::string_view part, json::Value amount) {
                    if (part == "total") {
                        m_line.cost = json::readDecimal(amount).value;
                    }
                });
            }
            return json::Ok;
        });
    }

    void takeLine(std::int64_t offset, RecordSink &sink)
    {
        if (m_line.type == "session") {
            m_session = m_line.id.empty() ? m_session : std::string{m_line.id};
            m_folder = m_line.folder;
            return;
        }
        if (m_line.type != "message" || m_line.role != "assistant" || (!m_line.hasUsage && !m_line.isBroken)) {
            return;
        }
        if (m_line.isBroken) {
            sink.problem(Cause::WrongType, offset, "message.usage");
            sink.skipped();
            return;
        }
        FoundUsage found{.time = m_line.time, .timeField = "timestamp"};
        UsageRecord &record = found.record;
        record.tokens = disjointCounts(m_line.counts, CacheIs::Beside, ReasoningIs::InsideOutput, "usage.input", "usage.reasoning", m_notes);
        record.flags = withStopReason(0, readStopReason(m_line.stop));
        setReported(record, m_line.cost, "USD");
        // A session that was forked repeats the messages of the first under their ids, which are short: time and counts tell them apart.
        const TokenCounts &t = record.tokens;
        record.identity = identityOf({"pi", m_line.id, std::to_string(msOf(m_line.time.time)), std::to_string(t.input), std::to_string(t.cacheRead),
                                      std::to_string(t.cacheWrite5m), std::to_string(t.output)});
        m_context.attribution.session = m_session;
        m_context.attribution.project = m_folder;
        m_context.serving.provider = m_line.provider;
        m_context.serving.model = m_line.model;
        handOn(found, m_context, m_notes, offset, sink);
    }

    std::string m_session;
    std::string m_folder{};
    UsageContext m_context{};
};

/// ccusage's variable names the folder of sessions, or the agent's folder that has it.
std::string piSessionsIn(const std::string &folder)
{
    std::error_code error;
    const std::string inside = folder + "/sessions";
    return paths::fileName(folder) != "sessions" && std::filesystem::is_directory(inside, error) ? inside : folder;
}

/// Those made from pi keep its format in folders of their own. pi's own variable names the agent's folder.
std::vector<std::string> piRoots(const DiscoveryPlaces &places)
{
    std::vector<std::string> roots;
    for (const std::string &folder : paths::splitList(places.variable("PI_AGENT_DIR"), places.home)) {
        roots.push_back(piSessionsIn(folder));
    }
    for (const std::string &folder : paths::splitList(places.variable("PI_CODING_AGENT_DIR"), places.home)) {
        if (const std::string sessions = folder + "/sessions"; std::find(roots.begin(), roots.end(), sessions) == roots.end()) {
            roots.push_back(sessions);
        }
    }
    if (roots.empty() && !places.home.empty()) {
        roots.push_back(places.home + "/.pi/agent/sessions");
    }
    const std::vector<std::string> senpi = paths::splitList(places.variable("SENPI_CODING_AGENT_DIR"), places.home);
    for (const std::string &folder : senpi) {
        roots.push_back(folder + "/sessions");
    }
    if (!places.home.empty()) {
        roots.push_back(places.home + "/.omp/agent/sessions");
        if (senpi.empty()) {
            roots.push_back(places.home + "/.senpi/agent/sessions");
        }
        roots.push_back(places.home + "/.openclaw/agents");
    }
    return roots;
}

} // namespace

Format piFormat()
{
    Format format;
    format.id = "pi";
    format.name = "pi";
    format.needles = {"\"usage\"", "\"session\""};
    format.variables = {"PI_AGENT_DIR", "PI_CODING_AGENT_DIR", "SENPI_CODING_AGENT_DIR"};
    format.roots = piRoots;
    format.ownsFile = [](std::string_view path) { return path.ends_with(".jsonl"); };
    format.recognises = [](std::string_view path, std::string_view head) {
        const auto has = [head](std::string_view text) { return head.find(text) != std::string_view::npos; };
        if (has("\"parentId\"") && has("\"message\"") && (has("\"cacheRead\"") || (has("\"session\"") && has("\"cwd\"")))) {
            return 92;
        }
        return path.find("/agent/sessions/") != std::string_view::npos && path.ends_with(".jsonl") && has("\"session\"") ? 70 : 0;
    };
    format.makeParser = [](const FileContext &file) { return std::make_unique<PiParser>(file); };
    return format;
}

} // namespace tokenmeter
