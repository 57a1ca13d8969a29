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
#include <chrono>
#include <deque>
#include <limits>
#include <utility>

namespace tokenmeter
{
namespace
{

constexpr std::string_view CopilotOtelState = "copilot-otel 4";
// Remembered; a trace's lines stand together.
constexpr std::size_t MostKnown = 256;
constexpr std::size_t MostHeld = 64;
constexpr std::int64_t LastMs = 253'402'300'799'999; ///< the end of the year 9999
constexpr std::chrono::minutes SpanDelay{1}; ///< exporters write what ended every few seconds

/// What a line tells of, the most exact first. Of a trace the most exact one counts.
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

/// A user's own key is written with the name of whom it pays; log records name nobody.
std::string_view providerOfLine(std::string_view written)
{
    return written.empty() || written == "github" || written == "copilot" ? copilot::Provider : written;
}

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

SessionTeller tellerOfLine(OtelClass kind)
{
    switch (kind) {
    case OtelClass::Call: return SessionTeller::Call;
    case OtelClass::InferenceLog: return SessionTeller::CallLog;
    case OtelClass::Turn: return SessionTeller::Turn;
    default: return SessionTeller::Agent;
    }
}

/// What a line is called now, and by the parser before, whose names did not tell of their trace.
struct OtelName
{
    Identity now{};
    Identity before{};
    std::uint64_t family = 0;
};

/// A call by its response. @param trace may be empty. @param family stands in the name, so that a line that knows its session and one that
/// does not are never joined in a batch: which of the two families would stand is told by an alias alone.
OtelName nameOfResponse(std::string_view response, std::string_view trace, std::uint64_t family)
{
    return {inPart(identityOf({"copilot call", response, std::to_string(family)}), trace), identityOf({response}), family};
}

/// A call by the span that it, or its log, stands in.
OtelName nameOfCallSpan(std::string_view trace, std::string_view span, std::uint64_t family)
{
    return {inPart(identityOf({"copilot call", trace, span, std::to_string(family)}), trace), identityOf({"copilot-otel", trace, span, "call"}), family};
}

/// The log record of a call, which is written just before the call's span and knows neither its caches nor, with some writers, its
/// session: it waits for the span, which replaces it.
struct HeldLog
{
    std::string trace{};
    std::string response{};
    Identity before{};
    UsageRecord record{};
    UsageContext context{};

    OtelName name() const { return {record.identity, before, record.family}; }
};

/// A log record that was handed on since no span came. One that comes all the same takes its place.
struct ReleasedLog
{
    std::string trace{};
    std::string response{};
    OtelName name{};
};

template <typename Log>
void writeNames(StateWriter &state, const Log &log)
{
    state.text(log.trace);
    state.text(log.response);
}

void writeName(StateWriter &state, const OtelName &name)
{
    for (const std::uint64_t part : {name.now.high, name.now.low, name.before.high, name.before.low, name.family}) {
        state.number(std::int64_t(part));
    }
}

OtelName readName(StateReader &state)
{
    OtelName name;
    for (std::uint64_t *const part : {&name.now.high, &name.now.low, &name.before.high, &name.before.low, &name.family}) {
        *part = std::uint64_t(state.number());
    }
    return name;
}

class CopilotOtelParser : public JsonLineParser<CopilotOtelParser, OtelLine>
{
public:
    /// A session that is over within a minute has all its logs waiting. A span that comes still takes the place of its log.
    void atEnd(RecordSink &sink) override
    {
        while (!m_held.empty()) {
            release(sink);
        }
    }

    std::string saveState() const override
    {
        StateWriter state{CopilotOtelState};
        state.number(std::int64_t(m_logsAre));
        state.number(std::int64_t(m_known.size()));
        for (const auto &[name, best] : m_known) {
            state.text(name);
            state.number(std::int64_t(best));
        }
        state.number(std::int64_t(m_held.size()));
        for (const HeldLog &log : m_held) {
            writeNames(state, log);
            writeName(state, log.name());
            const TokenCounts &t = log.record.tokens;
            for (const std::int64_t number : {msOf(log.record.time), std::int64_t(log.record.flags), log.record.offset, t.input, t.cacheRead,
                                              t.cacheWrite5m, t.output, t.reasoning}) {
                state.number(number);
            }
            state.text(log.context.attribution.session);
            state.text(log.context.serving.provider);
            state.text(log.context.serving.model);
        }
        state.number(std::int64_t(m_released.size()));
        for (const ReleasedLog &log : m_released) {
            writeNames(state, log);
            writeName(state, log.name);
        }
        return state.result();
    }
    bool restoreState(std::string_view text) override
    {
        m_known.clear();
        m_held.clear();
        m_released.clear();
        m_logsAre = LogsAre::Unknown;
        if (text.empty()) {
            return true;
        }
        StateReader state{text, CopilotOtelState};
        m_logsAre = LogsAre(state.count(std::int64_t(LogsAre::Alone)));
        for (std::int64_t left = state.count(MostKnown); left > 0 && state.isGood(); --left) {
            std::string name{state.text()};
            m_known.emplace_back(std::move(name), OtelClass(state.count(std::int64_t(OtelClass::Other))));
        }
        for (std::int64_t left = state.count(MostHeld); left > 0 && state.isGood(); --left) {
            HeldLog log;
            log.trace = state.text();
            log.response = state.text();
            const OtelName name = readName(state);
            log.before = name.before;
            log.record.identity = name.now;
            log.record.family = name.family;
            log.record.time = log.record.end = utcFromMs(state.count(LastMs));
            log.record.flags = std::uint32_t(state.count(std::numeric_limits<std::uint32_t>::max()));
            log.record.offset = state.number();
            TokenCounts &t = log.record.tokens;
            for (std::int64_t *const count : {&t.input, &t.cacheRead, &t.cacheWrite5m, &t.output, &t.reasoning}) {
                *count = state.count(MaxTokensPerClass);
            }
            t.reasoning = std::min(t.reasoning, t.output);
            log.context.attribution.session = state.text();
            log.context.serving.provider = state.text();
            log.context.serving.model = state.text();
            m_held.push_back(std::move(log));
        }
        for (std::int64_t left = state.count(MostHeld); left > 0 && state.isGood(); --left) {
            ReleasedLog log;
            log.trace = state.text();
            log.response = state.text();
            log.name = readName(state);
            m_released.push_back(std::move(log));
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
        } else if (name == "gen_ai.provider.name") {
            m_line.provider = text();
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

    OtelClass knownAs(std::string_view name) const
    {
        const auto found = std::find_if(m_known.begin(), m_known.end(), [&](const auto &each) { return each.first == name; });
        return name.empty() || found == m_known.end() ? OtelClass::Other : found->second;
    }
    void know(std::string_view name, OtelClass kind)
    {
        if (name.empty()) {
            return;
        }
        const auto found = std::find_if(m_known.begin(), m_known.end(), [&](const auto &each) { return each.first == name; });
        if (found != m_known.end()) {
            found->second = std::min(found->second, kind);
            return;
        }
        m_known.emplace_back(std::string{name}, kind);
        if (m_known.size() > MostKnown) {
            m_known.pop_front();
        }
    }

    /// Of a trace the best class counts alone: what is told better already is left out, what comes behind something worse hides it in the ledger.
    bool isRepeated(OtelClass kind)
    {
        const bool isOfCall = kind < OtelClass::Turn;
        const std::string_view name = !m_line.trace.empty() ? m_line.trace : !m_line.response.empty() ? m_line.response : m_line.session();
        const OtelClass best = std::min(knownAs(name), isOfCall ? knownAs(m_line.response) : OtelClass::Other);
        const bool isLeftOut = isToldBy(best, kind);
        if (isLeftOut && kind < best) { // the sum that came first goes on standing for all of the trace, or the next line of this kind would be added
            return true;
        }
        know(name, kind);
        if (isOfCall) {
            know(m_line.response, kind);
        }
        return isLeftOut;
    }

    bool isToldBy(OtelClass best, OtelClass kind) const
    {
        const bool isBehindSum = kind < best && best != OtelClass::Other;
        return best < kind || (isBehindSum && kind != OtelClass::Call && m_line.session().empty()); // without its session it could not hide the sum
    }

    /// A span has come: what its log said is known better, whether it waits or was handed on. Where a look ended tells which of the two: so the
    /// ledger may have the log in either case.
    void replaceLogs(FoundUsage &found)
    {
        m_logsAre = LogsAre::BesideSpans;
        const auto takePlaceOf = [&](const Identity &identity, std::uint64_t family, bool isAlias = true) {
            const auto isIt = [&](const auto &each) { return each.identity == identity && each.family == family; };
            if (!isIt(found.record) && std::none_of(found.former.begin(), found.former.end(), isIt)) {
                found.former.push_back({.identity = identity, .family = family, .isAlias = isAlias});
            }
        };
        const auto takePlaceOfLog = [&](const OtelName &name) {
            takePlaceOf(name.now, name.family);
            takePlaceOf(name.before, name.family, false); // nobody says that any more
        };
        const auto mayBeCalled = [&](const OtelName &name) { takePlaceOf(name.now, name.family); };
        // Its log may stand in the file before this one, or in a copy that ends there: so it is named as it would be, with a session or without,
        // with its response, its trace or both.
        const std::uint64_t family = found.record.family;
        if (!m_line.trace.empty() && !m_line.span.empty()) {
            const std::uint64_t alone = copilot::familyOfSession(m_line.trace);
            if (!m_line.response.empty()) {
                mayBeCalled(nameOfResponse(m_line.response, m_line.trace, alone));
            }
            mayBeCalled(nameOfCallSpan(m_line.trace, m_line.span, alone));
            mayBeCalled(nameOfCallSpan(m_line.trace, m_line.span, family));
        }
        if (!m_line.response.empty()) {
            mayBeCalled(nameOfResponse(m_line.response, {}, copilot::familyOfSession({})));
            mayBeCalled(nameOfResponse(m_line.response, {}, family));
        }
        // A log that does not know the session could not be hidden by the spans of its trace. Of this session the ledger counts the spans alone, and
        // another call's log is called what its own span will be.
        const auto isTaken = [&](const auto &log, const OtelName &name) {
            const bool isOfResponse = !log.response.empty() && log.response == m_line.response;
            const bool isOfTrace = !log.trace.empty() && log.trace == m_line.trace && name.family != family;
            return isOfResponse || isOfTrace || (name.now == found.record.identity && name.family == family);
        };
        std::erase_if(m_held, [&](const HeldLog &log) {
            const bool isOurs = isTaken(log, log.name());
            if (isOurs) {
                takePlaceOfLog(log.name());
            }
            return isOurs;
        });
        for (const ReleasedLog &log : m_released) {
            if (isTaken(log, log.name)) {
                takePlaceOfLog(log.name);
            }
        }
    }

    void release(RecordSink &sink)
    {
        HeldLog log = std::move(m_held.front());
        m_held.pop_front();
        m_released.push_back({std::move(log.trace), std::move(log.response), log.name()});
        if (m_released.size() > MostHeld) {
            m_released.pop_front();
        }
        const OtelName name = log.name();
        sink.add(std::move(log.record), log.context);
        sink.formerly(name.before, name.family);
    }

    /// Time goes on in the file, not where it is read: what ends now may be the end of a look in the middle of a trace.
    void releaseUntil(UtcTime time, RecordSink &sink)
    {
        while (!m_held.empty() && m_held.front().record.time < time) {
            releaseAlone(sink);
        }
    }

    /// No span has come in time: this writer has none, unless one was seen.
    void releaseAlone(RecordSink &sink)
    {
        m_logsAre = m_logsAre == LogsAre::Unknown ? LogsAre::Alone : m_logsAre;
        release(sink);
    }

    /// A call's span and its log record have the same response, or the log stands in the span. Several turns stand in the span of one agent.
    OtelName nameOf(OtelClass kind, const UsageRecord &record, const json::Moment &time) const
    {
        const bool isSum = kind >= OtelClass::Turn;
        if (!isSum && !m_line.response.empty()) {
            return nameOfResponse(m_line.response, m_line.trace, record.family);
        }
        if (!isSum && !m_line.span.empty()) {
            return nameOfCallSpan(m_line.trace, m_line.span, record.family);
        }
        const std::string ms = std::to_string(msOf(time.time));
        const std::string prompt = std::to_string(record.tokens.prompt());
        const std::string output = std::to_string(record.tokens.output);
        const Identity byCounts = identityOf({"copilot-otel", m_line.session(), ms, m_line.requestModel, prompt, output});
        const Identity before = m_line.span.empty() ? byCounts : identityOf({"copilot-otel", m_line.trace, m_line.span, "sum"});
        const Identity now = kind == OtelClass::Agent && !m_line.span.empty()
            ? identityOf({"copilot agent", m_line.trace, m_line.span})
            : identityOf({"copilot line", std::to_string(int(kind)), m_line.session(), m_line.trace, m_line.span, ms, m_line.requestModel, prompt, output});
        return {inPart(now, m_line.trace), before, record.family};
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
        const bool isSum = kind >= OtelClass::Turn;
        record.family = copilot::familyOfSession(session.empty() ? m_line.trace : session);
        record.flags = withSessionTeller(isSum ? std::uint32_t{AggregateFlag} : 0U, tellerOfLine(kind));
        record.flags |= m_line.counts.cacheRead.present || m_line.counts.cacheWrite.present || isSum ? 0U : std::uint32_t{NoCacheFieldsFlag};
        const OtelName name = nameOf(kind, record, found.time);
        record.identity = name.now;
        found.former.push_back({.identity = name.before, .family = name.family});
        m_context.attribution.session = session;
        m_context.serving.provider = providerOfLine(m_line.provider);
        m_context.serving.model = m_line.responseModel.empty() ? m_line.requestModel : m_line.responseModel;
        const bool hasTime = found.time.present && !found.time.problem;
        if (kind == OtelClass::InferenceLog && hasTime && record.tokens.total() > 0) {
            hold(record, name.before, found.time.time, offset, sink);
        } else {
            if (kind == OtelClass::Call) {
                replaceLogs(found);
            }
            handOn(found, m_context, m_notes, offset, sink);
        }
        if (hasTime) {
            releaseUntil(found.time.time - SpanDelay, sink);
        }
    }

    void hold(const UsageRecord &record, const Identity &before, UtcTime time, std::int64_t offset, RecordSink &sink)
    {
        m_notes.report(sink, offset);
        m_held.push_back({std::string{m_line.trace}, std::string{m_line.response}, before, record, m_context});
        UsageRecord &held = m_held.back().record;
        held.time = held.end = time;
        held.offset = offset;
        held.flags |= m_notes.hasCorrection() ? std::uint32_t{ClampedFlag} : 0U;
        if (m_held.size() > MostHeld) {
            releaseAlone(sink);
        }
        if (m_logsAre == LogsAre::Alone) {
            while (!m_held.empty()) {
                release(sink);
            }
        }
    }

    enum class LogsAre : std::uint8_t { Unknown, BesideSpans, Alone };

    UsageContext m_context{};
    std::deque<std::pair<std::string, OtelClass>> m_known{}; ///< what the best lines of a trace, or a response, are
    std::deque<HeldLog> m_held{};
    std::deque<ReleasedLog> m_released{};
    LogsAre m_logsAre = LogsAre::Unknown; ///< of a writer that has no spans nothing has to wait
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
    format.repeats = RepeatedCalls::Sums;
    format.parserVersion = 5; // 4: a call's span names its log; 5: GitHub is the provider; records tell of their traces
    format.needles = {"\"gen_ai.usage."};
    format.variables = {"COPILOT_HOME", "COPILOT_OTEL_FILE_EXPORTER_PATH"};
    format.roots = copilotOtelRoots;
    format.ownsFile = [](std::string_view path) { return path.ends_with(".jsonl"); };
    format.recognises = recognisesCopilotOtel;
    format.makeParser = [](const FileContext &) { return std::make_unique<CopilotOtelParser>(); };
    return format;
}

} // namespace tokenmeter
