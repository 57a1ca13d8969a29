// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/formats/CopilotEvents.h"

#include "import/FoundUsage.h"
#include "import/JsonLineParser.h"
#include "import/Paths.h"
#include "import/StateText.h"
#include "import/formats/Copilot.h"

#include <string>
#include <vector>

namespace tokenmeter
{
namespace
{

constexpr std::string_view CopilotEventsState = "copilot-events 1";

/// What a part of a session used of one model.
struct ModelSum
{
    std::string model{};
    WrittenCounts counts{};
    json::Count requests{};
    Notes notes{};
    bool isBroken = false;
};

/// The fields of a line that matter. The texts lie in the reader.
struct CopilotEventLine
{
    std::string_view type{}, id{}, session{}, folder{};
    json::Moment time{};
    std::vector<ModelSum> sums{};
};

/// Each shutdown sums up its own part of the session: one that was resumed has several. A session that crashed has none.
class CopilotEventsParser : public JsonLineParser<CopilotEventsParser, CopilotEventLine>
{
public:
    explicit CopilotEventsParser(const FileContext &file) : m_session{paths::fileName(paths::parent(file.path))} {}

    std::string saveState() const override
    {
        StateWriter state{CopilotEventsState};
        state.text(m_session);
        state.text(m_folder);
        return state.result();
    }
    bool restoreState(std::string_view text) override
    {
        if (text.empty()) {
            return true;
        }
        StateReader state{text, CopilotEventsState};
        m_session = state.text();
        m_folder = state.text();
        return state.isAtEnd();
    }

private:
    friend JsonLineParser<CopilotEventsParser, CopilotEventLine>;

    json::Error readField(std::string_view key, json::Value value)
    {
        if (key == "type") {
            m_line.type = json::readText(value).value;
        } else if (key == "id") {
            m_line.id = json::readText(value).value;
        } else if (key == "timestamp") {
            m_line.time = json::readTime(value);
        } else if (key == "data") {
            bool ignored = false;
            return json::forEachField(value, ignored, [&](std::string_view name, json::Value field) -> json::Error {
                if (name == "sessionId") {
                    m_line.session = json::readText(field).value;
                } else if (name == "context") {
                    return json::forEachField(field, ignored, [&](std::string_view inner, json::Value part) {
                        m_line.folder = inner == "cwd" ? json::readText(part).value : m_line.folder;
                    });
                } else if (name == "modelMetrics") {
                    return readMetrics(field, m_line.sums);
                }
                return json::Ok;
            });
        }
        return json::Ok;
    }

    void takeLine(std::int64_t offset, RecordSink &sink)
    {
        m_session = m_line.session.empty() ? m_session : m_line.session;
        m_folder = m_line.folder.empty() ? m_folder : m_line.folder;
        if (m_line.type == "session.shutdown") {
            for (ModelSum &sum : m_line.sums) {
                emit(sum, offset, sink);
            }
        }
    }

    static json::Error readMetrics(json::Value value, std::vector<ModelSum> &sums)
    {
        bool ignored = false;
        return json::forEachField(value, ignored, [&](std::string_view model, json::Value metrics) -> json::Error {
            ModelSum sum;
            sum.model = model;
            const json::Error error = json::forEachField(metrics, sum.isBroken, [&](std::string_view key, json::Value field) -> json::Error {
                if (key == "usage") {
                    return json::forEachField(field, sum.isBroken, [&](std::string_view name, json::Value part) {
                        WrittenCounts &c = sum.counts;
                        json::Count *const count = name == "inputTokens" ? &c.input
                            : name == "outputTokens"                   ? &c.output
                            : name == "cacheReadTokens"                ? &c.cacheRead
                            : name == "cacheWriteTokens"               ? &c.cacheWrite
                            : name == "reasoningTokens"                ? &c.reasoning
                                                                       : nullptr;
                        if (count != nullptr) {
                            *count = sum.notes.take(json::readCount(part), "usage.", name);
                        }
                    });
                }
                if (key == "requests") {
                    bool wrong = false;
                    return json::forEachField(field, wrong, [&](std::string_view name, json::Value part) {
                        if (name == "count") {
                            sum.requests = json::readCount(part);
                        }
                    });
                }
                return json::Ok;
            });
            sums.push_back(std::move(sum));
            return error;
        });
    }

    void emit(ModelSum &sum, std::int64_t offset, RecordSink &sink)
    {
        if (sum.isBroken) {
            sink.problem(Cause::WrongType, offset, "modelMetrics");
            sink.skipped();
            return;
        }
        FoundUsage found{.time = m_line.time, .timeField = "timestamp"};
        UsageRecord &record = found.record;
        record.tokens = disjointCounts(sum.counts, CacheIs::InsideInput, ReasoningIs::InsideOutput, "usage.inputTokens",
                                       "usage.reasoningTokens", sum.notes);
        record.precision = Precision::Session;
        record.requests = std::max<std::int64_t>(sum.requests.value, 1);
        record.flags = withSessionTeller(record.requests > 1 ? std::uint32_t{AggregateFlag} : 0U, SessionTeller::Session);
        record.family = copilot::familyOfSession(m_session);
        record.identity = identityOf({"copilot-events", m_session, m_line.id, sum.model});
        m_context.attribution.session = m_session;
        m_context.attribution.project = m_folder;
        m_context.serving.provider = copilot::Provider;
        m_context.serving.model = sum.model;
        handOn(found, m_context, sum.notes, offset, sink);
    }

    std::string m_session;
    std::string m_folder{};
    UsageContext m_context{};
};

} // namespace

Format copilotEventsFormat()
{
    Format format;
    format.id = "copilot-events";
    format.name = "GitHub Copilot sessions";
    format.repeats = RepeatedCalls::Sums;
    format.parserVersion = 2; // 2: GitHub is the provider; sums say that they are of a session
    format.needles = {"\"session.shutdown\"", "\"session.start\""};
    format.variables = {"COPILOT_HOME"};
    format.roots = [](const DiscoveryPlaces &places) { return copilot::folders(places, "/session-state"); };
    format.ownsFile = [](std::string_view path) { return paths::fileName(path) == "events.jsonl"; };
    format.recognises = [](std::string_view path, std::string_view head) {
        const auto has = [head](std::string_view text) { return head.find(text) != std::string_view::npos; };
        if (has("\"session.start\"") && has("\"data\"")) {
            return 95;
        }
        return path.find("/.copilot/session-state/") != std::string_view::npos && path.ends_with("events.jsonl") ? 70 : 0;
    };
    format.makeParser = [](const FileContext &file) { return std::make_unique<CopilotEventsParser>(file); };
    return format;
}

} // namespace tokenmeter
