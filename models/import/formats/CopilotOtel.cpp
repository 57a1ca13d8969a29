// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/formats/CopilotOtel.h"

#include "import/FoundUsage.h"
#include "import/JsonLineParser.h"
#include "import/Paths.h"
#include "import/StateText.h"
#include "import/formats/Copilot.h"

#include <algorithm>
#include <array>
#include <deque>
#include <utility>

namespace tokenmeter
{
namespace
{

constexpr std::string_view StateVersion = "copilot-otel 1";
constexpr std::size_t MostTraces = 64; ///< remembered; a trace's lines stand together

/// What a line tells of, the most exact first.
enum class OtelClass : std::uint8_t { Call = 1, InferenceLog = 2, Turn = 3, Agent = 4, Other = 5 };

/// The fields of a line that matter. The texts lie in the reader.
struct OtelLine
{
    bool isSpan = false;
    bool isMetric = false;
    std::string_view name{};
    std::string_view trace{};
    std::string_view span{};
    std::string_view body{};
    std::string_view operation{};
    std::string_view event{};
    std::string_view response{};
    std::string_view requestModel{};
    std::string_view responseModel{};
    std::string_view provider{};
    std::array<std::string_view, 5> sessions{}; ///< in the order in which they are believed
    std::array<json::Moment, 6> times{};        ///< likewise
    WrittenCounts counts{};

    OtelClass kind() const
    {
        if (isMetric) {
            return OtelClass::Other;
        }
        if (isSpan) {
            return operation == "chat" || name.starts_with("chat ")                      ? OtelClass::Call
                : operation == "invoke_agent" || name.starts_with("invoke_agent ") ? OtelClass::Agent
                                                                                   : OtelClass::Other;
        }
        if (event == "gen_ai.client.inference.operation.details" || body.starts_with("GenAI inference:")) {
            return OtelClass::InferenceLog;
        }
        return event == "copilot_chat.agent.turn" || body.starts_with("copilot_chat.agent.turn") ? OtelClass::Turn : OtelClass::Other;
    }
    std::string_view session() const
    {
        const auto found = std::find_if(sessions.begin(), sessions.end(), [](std::string_view s) { return !s.empty(); });
        return found == sessions.end() ? std::string_view{} : *found;
    }
    json::Moment time() const
    {
        const auto found = std::find_if(times.begin(), times.end(), [](const json::Moment &m) { return m.present; });
        return found == times.end() ? json::Moment{} : *found;
    }
};

constexpr std::array<std::string_view, 5> SessionNames{"gen_ai.conversation.id", "copilot_chat.session_id", "copilot_chat.chat_session_id",
                                                       "session.id", "github.copilot.interaction_id"};

/// `[seconds, nanoseconds]`, as the exporter has it inside, or what times are elsewhere.
json::Moment readHrTime(json::Value value)
{
    if (json::kindOf(value) != '[') {
        return json::readTime(value);
    }
    std::array<std::int64_t, 2> parts{};
    std::size_t at = 0;
    const json::Error error = json::forEachElement(value, [&](json::Value part) {
        if (at < parts.size()) {
            parts[at] = json::readInteger(part).value_or(-1);
        }
        ++at;
    });
    constexpr std::int64_t Milliseconds = 1'000, NanosInMilli = 1'000'000, Latest = 253'402'300'799;
    if (error != json::Ok || at != 2 || parts[0] < 0 || parts[0] > Latest || parts[1] < 0 || parts[1] >= Milliseconds * NanosInMilli) {
        return {.present = true, .problem = Cause::BadTime};
    }
    return json::timeOf(parts[0] * Milliseconds + parts[1] / NanosInMilli);
}

class CopilotOtelParser : public JsonLineParser<CopilotOtelParser, OtelLine>
{
public:
    std::string saveState() const override
    {
        StateWriter state{StateVersion};
        state.number(std::int64_t(m_traces.size()));
        for (const auto &[trace, best] : m_traces) {
            state.text(trace);
            state.number(std::int64_t(best));
        }
        return state.result();
    }
    bool restoreState(std::string_view text) override
    {
        m_traces.clear();
        if (text.empty()) {
            return true;
        }
        StateReader state{text, StateVersion};
        for (std::int64_t left = state.count(MostTraces); left > 0 && state.isGood(); --left) {
            std::string trace{state.text()};
            m_traces.emplace_back(std::move(trace), OtelClass(state.count(std::int64_t(OtelClass::Other))));
        }
        return state.isAtEnd();
    }

private:
    friend JsonLineParser<CopilotOtelParser, OtelLine>;

    json::Error readField(std::string_view key, json::Value value)
    {
        bool ignored = false;
        const auto ids = [&](std::string_view name, json::Value field) {
            if (name == "traceId") {
                m_line.trace = json::readText(field).value;
            } else if (name == "spanId") {
                m_line.span = json::readText(field).value;
            }
        };
        if (key == "type") {
            const std::string_view type = json::readText(value).value;
            m_line.isSpan = type == "span";
            m_line.isMetric = type == "metric";
        } else if (key == "name") {
            m_line.name = json::readText(value).value;
        } else if (key == "traceId" || key == "spanId") {
            ids(key, value);
        } else if (key == "spanContext" || key == "_spanContext") {
            return json::forEachField(value, ignored, ids);
        } else if ((key == "body" || key == "_body") && json::kindOf(value) == '"') {
            m_line.body = json::readText(value).value;
        } else if (key == "attributes") {
            return json::forEachField(value, ignored, [&](std::string_view name, json::Value field) { readAttribute(name, field); });
        } else {
            constexpr std::array<std::string_view, 9> Times{"endTime", "startTime", "hrTime", "_hrTime", "time", "timestamp",
                                                            "observedTimestamp", "timeUnixNano", ""};
            constexpr std::array<std::size_t, 9> Ranks{0, 1, 2, 2, 3, 4, 5, 5, 5};
            const auto place = std::size_t(std::find(Times.begin(), Times.end(), key) - Times.begin());
            if (place < Times.size() - 1 && !m_line.times[Ranks[place]].present) {
                m_line.times[Ranks[place]] = readHrTime(value);
            }
        }
        return json::Ok;
    }

    void readAttribute(std::string_view name, json::Value value)
    {
        const auto text = [&] { return json::kindOf(value) == '"' ? json::readText(value).value : std::string_view{}; };
        const auto session = std::size_t(std::find(SessionNames.begin(), SessionNames.end(), name) - SessionNames.begin());
        if (session < SessionNames.size()) {
            m_line.sessions[session] = text();
        } else if (name == "gen_ai.operation.name") {
            m_line.operation = text();
        } else if (name == "event.name") {
            m_line.event = text();
        } else if (name == "gen_ai.response.id") {
            m_line.response = text();
        } else if (name == "gen_ai.response.model") {
            m_line.responseModel = text();
        } else if (name == "gen_ai.request.model") {
            m_line.requestModel = text();
        } else if (name.starts_with("gen_ai.usage.")) {
            const std::string_view what = name.substr(std::string_view{"gen_ai.usage."}.size());
            WrittenCounts &c = m_line.counts;
            json::Count *const count = what == "input_tokens"                                                       ? &c.input
                : what == "output_tokens"                                                                         ? &c.output
                : what == "cache_read.input_tokens"                                                               ? &c.cacheRead
                : what == "cache_creation.input_tokens" || what == "cache_write.input_tokens"                     ? &c.cacheWrite
                : what == "reasoning.output_tokens" || what == "reasoning_tokens"                                 ? &c.reasoning
                                                                                                                  : nullptr;
            if (count != nullptr) {
                *count = m_notes.take(json::readCount(value), {}, name);
            }
        }
    }

    /// Sums over calls count only where nothing better is known of their trace.
    bool isRepeated(OtelClass kind)
    {
        const std::string_view trace = !m_line.trace.empty() ? m_line.trace
            : !m_line.response.empty()                       ? m_line.response
                                                             : m_line.session();
        auto known = std::find_if(m_traces.begin(), m_traces.end(), [&](const auto &each) { return each.first == trace; });
        if (known == m_traces.end()) {
            m_traces.emplace_back(std::string{trace}, kind);
            if (m_traces.size() > MostTraces) {
                m_traces.pop_front();
            }
            return false;
        }
        const bool isBetterKnown = known->second < kind && kind >= OtelClass::Turn;
        known->second = std::min(known->second, kind);
        return isBetterKnown;
    }

    void takeLine(std::int64_t offset, RecordSink &sink)
    {
        const OtelClass kind = m_line.kind();
        if (kind == OtelClass::Other || !m_line.counts.hasAny() || isRepeated(kind)) {
            return;
        }
        FoundUsage found{.time = m_line.time(), .timeField = "endTime"};
        UsageRecord &record = found.record;
        record.tokens = disjointCounts(m_line.counts, CacheIs::InsideInput, ReasoningIs::InsideOutput, "gen_ai.usage.input_tokens",
                                       "gen_ai.usage.reasoning.output_tokens", m_notes);
        const std::string_view session = m_line.session();
        record.family = copilot::familyOfSession(session.empty() ? m_line.trace : session);
        record.flags = kind >= OtelClass::Turn ? std::uint32_t{SidechainFlag} | AggregateFlag : std::uint32_t{WeakFlag};
        // A call's span and its log record have the same response, or the log stands in the span.
        record.identity = kind < OtelClass::Turn && !m_line.response.empty() ? identityOf({m_line.response})
            : !m_line.span.empty() ? identityOf({"copilot-otel", m_line.trace, m_line.span, kind < OtelClass::Turn ? "call" : "sum"})
                                   : identityOf({"copilot-otel", session, std::to_string(msOf(found.time.time)), m_line.requestModel,
                                                 std::to_string(record.tokens.prompt()), std::to_string(record.tokens.output)});
        m_context.attribution.session = session;
        m_context.serving.model = m_line.responseModel.empty() ? m_line.requestModel : m_line.responseModel;
        handOn(found, m_context, m_notes, offset, sink);
    }

    UsageContext m_context{};
    std::deque<std::pair<std::string, OtelClass>> m_traces{};
};

std::vector<std::string> copilotOtelRoots(const DiscoveryPlaces &places)
{
    std::vector<std::string> roots = copilot::folders(places, "/otel");
    for (std::string &file : paths::splitList(places.variable("COPILOT_OTEL_FILE_EXPORTER_PATH"), places.home)) {
        roots.push_back(std::move(file));
    }
    return roots;
}

int recognisesCopilotOtel(std::string_view path, std::string_view head)
{
    const auto has = [head](std::string_view text) { return head.find(text) != std::string_view::npos; };
    if (has("\"attributes\"") && (has("\"gen_ai.") || has("\"copilot_chat.")) && !has("\"resourceSpans\"") && !has("\"resourceLogs\"")) {
        return 90;
    }
    return path.find("/.copilot/otel/") != std::string_view::npos && path.ends_with(".jsonl") ? 70 : 0;
}

} // namespace

Format copilotOtelFormat()
{
    Format format;
    format.id = "copilot-otel";
    format.name = "GitHub Copilot telemetry";
    format.needles = {"\"gen_ai.usage."};
    format.variables = {"COPILOT_HOME", "COPILOT_OTEL_FILE_EXPORTER_PATH"};
    format.roots = copilotOtelRoots;
    format.ownsFile = [](std::string_view path) { return path.ends_with(".jsonl"); };
    format.recognises = recognisesCopilotOtel;
    format.makeParser = [](const FileContext &) { return std::make_unique<CopilotOtelParser>(); };
    return format;
}

} // namespace tokenmeter
