// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/formats/ApiJsonl.h"

#include "core/Decimal.h"
#include "import/CsvNumber.h"
#include "import/CsvTime.h"
#include "import/JsonLeaves.h"
#include "import/formats/ApiJsonlStop.h"
#include "import/formats/ApiJsonlUsage.h"
#include "import/formats/GenericRows.h"

#include <algorithm>
#include <array>
#include <map>

namespace tokenmeter
{
namespace
{

using namespace apijsonl;

bool isWrapperKey(std::string_view key)
{
    return key == "response" || key == "body" || key == "result" || key == "data";
}

/// Lists whose elements say how an answer ended.
bool isAnswerList(std::string_view key)
{
    return key == "choices" || key == "candidates" || key == "output";
}

/// Contents are never looked into: only objects on the way to the counts, Gemini's lists of modalities, and how answers ended.
bool isWanted(std::string_view path, std::string_view key, char kind)
{
    if (kind == '[') {
        return isAnswerList(key) || key.ends_with("TokensDetails");
    }
    if (path.ends_with("].message") || path.ends_with("].delta")) {
        return false; // of a choice: its text
    }
    return isWrapperKey(key) || isAnswerList(key) || key == "delta" || key == "promptFeedback" || key == "message" || key == "usage" || key == "usageMetadata" || key == "request"
        || key == "cache_creation" || key == "server_tool_use" || key.ends_with("_details") || key.ends_with("TokensDetails")
        || key.empty();
}

/// What one line holds: the line's own values, and those of each chunk when it is, or wraps, a list.
struct Line
{
    JsonLeaves outer{};
    std::vector<JsonLeaves> chunks{};
    std::map<std::string, StopReason> endings{}; ///< of chunks without usage, by id: a chat's stream counts after its end

    void clear()
    {
        outer.clear();
        chunks.clear();
        endings.clear();
    }
};

/// One response, ready to be counted.
struct Response
{
    Shape shape = Shape::Chat;
    const JsonLeaves *leaves = nullptr; ///< that hold the body
    std::string prefix{};               ///< of the body
    std::vector<std::string> wrappers{};
    std::vector<UsageSource> usage{};
    int number = 0; ///< among several of one line; 0 = the only one
    StopReason ending = StopReason::Unknown; ///< that stood in other chunks
};

class ApiJsonlParser : public LineParser
{
public:
    explicit ApiJsonlParser(const FileContext &file) : m_modified{file.modified} {}

    void parse(std::string_view line, std::int64_t offset, RecordSink &sink) override
    {
        line = trimmedText(line.starts_with("\xEF\xBB\xBF") ? line.substr(3) : line);
        if (line.empty()) {
            return;
        }
        std::string_view text = line;
        if (line.front() == '[') { // the reader wants objects
            m_wrapped.assign(R"({"response":)").append(line).append("}");
            const std::size_t size = m_wrapped.size();
            m_wrapped.append(simdjson::SIMDJSON_PADDING, ' ');
            text = std::string_view{m_wrapped}.substr(0, size);
        }
        const bool wrapped = text.data() != line.data();
        const auto take = [&](json::Object &object) {
            m_line.clear();
            const json::Error error = collect(object, m_line);
            if (error == json::Ok) {
                m_mended = m_reader.mended();
                // Of several responses on one line each is identified as if it had the line to itself.
                handle(m_line, wrapped ? line : trimmedText(m_reader.ownPart(line)), offset, sink);
            }
            return error;
        };
        const bool ok = wrapped ? m_reader.read(text, take) : m_reader.readLine(text, take);
        if (!ok) {
            sink.problem(Cause::NotJson, offset);
            sink.skipped();
        }
    }

    /// What a line holds, the surest first.
    enum class Kind : std::uint8_t {
        Body,  ///< a response with its usage
        List,  ///< several, or the parts of one
        Aside, ///< of an API, but without usage: an error, the part of a stream
        Other,
        Torn ///< no JSON
    };
    static Kind kindOf(std::string_view line, json::LineReader &reader)
    {
        const bool isList = line.front() == '[';
        std::string text = isList ? R"({"response":)" : "";
        text.append(line).append(isList ? "}" : "");
        const std::size_t size = text.size();
        text.append(simdjson::SIMDJSON_PADDING, ' ');
        Line found;
        Kind kind = Kind::Torn;
        const bool isWhole = reader.read(std::string_view{text}.substr(0, size), [&](json::Object &object) {
            found.clear();
            const json::Error error = collect(object, found);
            kind = error == json::Ok ? std::min(kind, kindOf(found)) : kind;
            return error;
        });
        return isWhole ? kind : Kind::Torn;
    }

private:
    static Kind kindOf(const Line &line)
    {
        const auto isBody = [](const JsonLeaves &chunk) { return findBody(chunk) || shapeAt(chunk, "message") == Shape::Anthropic; };
        if (findBody(line.outer)) {
            return Kind::Body;
        }
        if (std::any_of(line.chunks.begin(), line.chunks.end(), isBody)) {
            return Kind::List;
        }
        return isError(line.outer) || isAnswerWithoutUsage(line.outer) ? Kind::Aside : Kind::Other;
    }

    static json::Error collect(json::Object &object, Line &line)
    {
        return json::forEachField(object, [&](std::string_view name, json::Value value) -> json::Error {
            if (isWrapperKey(name) && json::kindOf(value) == '[') {
                return json::forEachElement(value, [&](json::Value element) -> json::Error {
                    if (json::kindOf(element) != '{') {
                        return json::Ok;
                    }
                    JsonLeaves leaves;
                    json::Object chunk;
                    if (const json::Error error = element.get_object().get(chunk)) {
                        return error;
                    }
                    if (const json::Error error = leaves.add(chunk, {}, isWanted)) {
                        return error;
                    }
                    if (isAboutUsage(leaves)) {
                        line.chunks.push_back(std::move(leaves));
                    } else if (const StopReason ending = stopReasonAt(Shape::Chat, leaves, {}); ending != StopReason::Unknown) {
                        StopReason &known = line.endings[std::string{leaves.text("id")}];
                        known = std::max(known, ending);
                    }
                    return json::Ok;
                });
            }
            return line.outer.addField(name, value, isWanted);
        });
    }

    static bool isAboutUsage(const JsonLeaves &leaves)
    {
        return findBody(leaves) || leaves.isObject("usage") || leaves.isObject("message.usage");
    }

    void handle(const Line &line, std::string_view raw, std::int64_t offset, RecordSink &sink)
    {
        if (const std::optional<Body> body = findBody(line.outer)) {
            emitResponse(responseOf(line.outer, *body), line.outer, raw, offset, 0, sink);
            return;
        }
        if (!line.chunks.empty()) {
            handleChunks(line, raw, offset, sink);
            return;
        }
        handleNothing(line.outer, offset, sink);
    }

    static Response responseOf(const JsonLeaves &leaves, const Body &body)
    {
        const char *usage = body.shape == Shape::Gemini ? "usageMetadata" : "usage";
        return {.shape = body.shape,
                .leaves = &leaves,
                .prefix = body.prefix,
                .wrappers = body.wrappers,
                .usage = {{&leaves, joinedPath(body.prefix, usage)}}};
    }

    /// Usage in a stream is cumulative: of the chunks of one response the last counts. Anthropic's start and deltas
    /// share one response, field by field.
    void handleChunks(const Line &line, std::string_view raw, std::int64_t offset, RecordSink &sink)
    {
        std::vector<Response> found;
        std::map<std::string, std::size_t> byId;
        std::optional<std::size_t> streamed;
        for (const JsonLeaves &chunk : line.chunks) {
            const std::string_view type = chunk.text("type");
            if (type == "message_start" && shapeAt(chunk, "message") == Shape::Anthropic) {
                streamed = found.size();
                found.push_back({.shape = Shape::Anthropic,
                                 .leaves = &chunk,
                                 .prefix = "message",
                                 .wrappers = {""},
                                 .usage = {{&chunk, "message.usage"}}});
                continue;
            }
            if (type == "message_delta" && chunk.isObject("usage")) {
                if (streamed) {
                    found[*streamed].usage.push_back({&chunk, "usage"});
                } else {
                    sink.problem(Cause::MissingField, offset, "message_start");
                    sink.skipped();
                }
                continue;
            }
            const std::optional<Body> body = findBody(chunk);
            if (!body) {
                continue;
            }
            Response response = responseOf(chunk, *body);
            std::string id{idOf(response)};
            if (id.empty() && response.shape != Shape::Gemini) {
                id = "#" + std::to_string(found.size());
            }
            if (const auto [at, isNew] = byId.emplace(id, found.size()); !isNew) {
                found[at->second] = std::move(response);
            } else {
                found.push_back(std::move(response));
            }
        }
        int number = 0;
        for (Response &response : found) {
            const auto ending = line.endings.find(std::string{idOf(response)});
            response.ending = ending == line.endings.end() ? StopReason::Unknown : ending->second;
            emitResponse(response, line.outer, raw, offset, found.size() == 1 ? 0 : ++number, sink);
        }
    }

    static bool isError(const JsonLeaves &leaves)
    {
        constexpr std::array<const char *, 5> Paths{"error", "response.error", "response.body.error", "body.error", "result.error"};
        constexpr std::array<const char *, 3> Outcomes{"errored", "canceled", "expired"};
        return std::any_of(Paths.begin(), Paths.end(), [&](const char *path) { return leaves.isObject(path); })
            || std::any_of(Outcomes.begin(), Outcomes.end(), [&](const char *outcome) { return leaves.text("result.type") == outcome; });
    }

    /// A part of a stream, or an answer that was broken off.
    static bool isAnswerWithoutUsage(const JsonLeaves &leaves)
    {
        constexpr std::array<const char *, 6> Wrappers{"", "response", "response.body", "body", "result", "data"};
        constexpr std::array<std::string_view, 4> Objects{"chat.completion.chunk", "chat.completion", "text_completion", "response"};
        return std::any_of(Wrappers.begin(), Wrappers.end(), [&](const char *wrapper) {
            const std::string_view object = leaves.text({wrapper, "object"});
            return std::find(Objects.begin(), Objects.end(), object) != Objects.end() || leaves.text({wrapper, "type"}).starts_with("response.");
        });
    }

    /// Bodies of errors are left out without a problem: nothing is damaged, and nothing was used.
    static void handleNothing(const JsonLeaves &leaves, std::int64_t offset, RecordSink &sink)
    {
        if (isError(leaves)) {
            sink.skipped();
            return;
        }
        for (const char *path : {"usage", "response.usage", "response.body.usage", "body.usage", "message.usage"}) {
            if (leaves.isObject(path)) {
                sink.problem(Cause::MissingField, offset, std::string{path} + ".input_tokens");
                sink.skipped();
                return;
            }
        }
    }

    static std::string_view idOf(const Response &response)
    {
        const auto at = [&](std::string_view key) { return response.leaves->text({response.prefix, key}); };
        switch (response.shape) {
        case Shape::Gemini:
            return at("responseId");
        case Shape::DashScopeNative:
            return at("request_id");
        default:
            return at("id");
        }
    }

    /// The first of the names that is written: in the body's wrappers from the inside out, then in the line's own.
    static std::string_view around(const Response &response, const JsonLeaves &outer, std::initializer_list<const char *> names)
    {
        const auto search = [&](const JsonLeaves &leaves, std::string_view prefix) -> std::string_view {
            for (const char *name : names) {
                if (const std::string_view text = leaves.text({prefix, name}); !text.empty()) {
                    return text;
                }
            }
            return {};
        };
        for (const std::string &wrapper : response.wrappers) {
            if (const std::string_view text = search(*response.leaves, wrapper); !text.empty()) {
                return text;
            }
        }
        if (const std::string_view text = search(outer, {}); !text.empty()) {
            return text;
        }
        return search(*response.leaves, response.prefix);
    }

    bool takeTime(const Response &response, const JsonLeaves &outer, UsageRecord &record, std::int64_t offset,
                  RecordSink &sink) const
    {
        bool wasBad = false;
        Cause cause = Cause::BadTime;
        const auto take = [&](std::string_view text) {
            if (text.empty()) {
                return false;
            }
            const std::optional<ParsedTime> time = timeOfText(text);
            const std::optional<Cause> early = time ? problemOf(time->time) : std::nullopt;
            cause = early.value_or(cause);
            wasBad = wasBad || !time || early;
            if (time && !early) {
                record.precision = time->precision;
                record.time = time->precision == Precision::Day ? noonOf(time->time) : time->time;
            }
            return time && !early;
        };
        bool known = false;
        for (const char *name : {"created", "created_at", "createTime"}) {
            known = known || take(response.leaves->text({response.prefix, name}));
        }
        known = known || take(around(response, outer, {"timestamp", "ts", "time", "created_at", "request_time"}));
        if (!known && !wasBad && response.shape == Shape::Anthropic && msOf(m_modified) > 0) {
            record.time = m_modified;
            record.precision = Precision::Session; // the least exact: any copy with a time of its own is believed first
            known = true;
        }
        if (!known) {
            sink.problem(wasBad ? cause : Cause::MissingField, offset, "timestamp");
            sink.skipped();
        }
        record.end = record.time;
        return known;
    }

    static void identify(const Response &response, const JsonLeaves &outer, std::string_view raw, int number,
                         UsageRecord &record)
    {
        const std::string_view id = idOf(response);
        if (id.empty()) {
            record.identity = number == 0 ? identityOf({"api-jsonl", raw})
                                          : identityOf({"api-jsonl", raw, std::to_string(number)});
            return;
        }
        if (response.shape != Shape::Anthropic) {
            record.identity = identityOf({id});
            return;
        }
        // As Claude Code's transcripts are identified, so that a client's and a proxy's log of one response are one.
        record.family = familyOf({id});
        const std::string_view request = around(response, outer, {"request_id", "requestId"});
        if (request.starts_with("req_")) {
            record.identity = identityOf({id, request});
            return;
        }
        record.flags |= WeakFlag;
        record.identity = identityOf({id, std::to_string(record.tokens.input),
                                      std::to_string(record.tokens.cacheWrite5m + record.tokens.cacheWrite1h),
                                      std::to_string(record.tokens.cacheRead)});
    }

    void emitResponse(const Response &response, const JsonLeaves &outer, std::string_view raw, std::int64_t offset, int number,
                      RecordSink &sink) const
    {
        const auto at = [&](std::string_view key) { return LeafPath{response.prefix, key}; };
        const JsonLeaves &leaves = *response.leaves;
        const auto lastOf = [&](std::string_view key) { // of a stream: what the end says
            std::string text;
            for (const UsageSource &source : response.usage) {
                const std::string_view said = source.leaves->text({source.prefix, key});
                text = said.empty() ? text : std::string{said};
            }
            return text;
        };
        const UsageRead usage = readUsage(response.shape, response.usage);
        UsageRecord record;
        record.tokens = usage.tokens;
        record.rare = usage.rare;
        StopReason ending = response.ending;
        for (const UsageSource &source : response.usage) {
            ending = std::max(ending, stopReasonAt(response.shape, *source.leaves, source.leaves == &leaves ? response.prefix : ""));
        }
        record.flags = withStopReason(usage.flags, ending);
        record.offset = offset;
        for (const auto &[cause, field] : usage.problems) {
            sink.problem(cause, offset, field);
        }
        if (response.shape == Shape::OpenRouter) {
            takeCost(leaves, response, record, offset, sink);
        }
        if (record.tokens.total() == 0 && record.rare.isEmpty() && record.reportedAmount.empty()) {
            return;
        }
        if (!takeTime(response, outer, record, offset, sink)) {
            return;
        }
        identify(response, outer, raw, number, record);

        UsageContext context;
        Serving &serving = context.serving;
        serving.model = leaves.text(at(response.shape == Shape::Gemini ? "modelVersion" : "model"));
        if (serving.model.empty()) {
            serving.model = around(response, outer, {"request.model", "request.body.model", "model"});
        }
        serving.provider = providerOf(response.shape, idOf(response), serving.model, leaves, response.prefix);
        serving.serviceTier = response.shape == Shape::Anthropic ? lastOf("service_tier")
            : response.shape == Shape::Gemini                    ? lastOf("trafficType")
                                                                 : std::string{leaves.text(at("service_tier"))};
        serving.speed = lastOf("speed");
        serving.region = lastOf("inference_geo");
        context.attribution.project = around(response, outer, {"project"});
        context.attribution.user = around(response, outer, {"user"});
        context.attribution.session = around(response, outer, {"session_id"});

        const bool inBatchPlace = response.prefix.ends_with("response.body") || response.prefix.ends_with("result.message");
        if (serving.serviceTier == "batch"
            || (inBatchPlace && !around(response, outer, {"custom_id"}).empty())) {
            record.flags |= BatchFlag;
        }
        if (record.tokens.reasoning > 0 && (response.shape == Shape::DashScopeNative || serving.model.starts_with("qwen"))) {
            record.flags |= ThinkingFlag;
        }
        if (m_mended && (serving.model.find('?') != std::string::npos || idOf(response).find('?') != std::string_view::npos)) {
            sink.problem(Cause::NotUtf8, offset);
        }
        sink.add(std::move(record), context);
    }

    static void takeCost(const JsonLeaves &leaves, const Response &response, UsageRecord &record, std::int64_t offset,
                         RecordSink &sink)
    {
        const std::string_view cost = leaves.text({response.prefix, "usage.cost"});
        if (cost.empty()) {
            return;
        }
        if (!amountOfText(cost)) {
            sink.problem(Cause::BadNumber, offset, "usage.cost");
            return;
        }
        record.reportedAmount = cost;
        record.reportedCurrency = "USD";
    }

    UtcTime m_modified;
    json::LineReader m_reader{};
    std::string m_wrapped{};
    Line m_line{};
    bool m_mended = false;
};

/// Bodies of no other tool's format: the counts of a response and what surrounds them in the API. A log may begin with what brought none
/// (refused requests, the parts of a stream, a torn line), so these are looked past; anything else means that the file is not of this format.
int recognisesApiJsonl(std::string_view path, std::string_view head)
{
    constexpr int MostLines = 64;
    const std::string_view start = trimmedText(head.starts_with("\xEF\xBB\xBF") ? head.substr(3) : head);
    if (start.empty() || (start.front() != '{' && start.front() != '[')) {
        return 0;
    }
    json::LineReader reader;
    bool isTorn = false;
    std::string_view rest = start;
    for (int i = 0; i < MostLines && !rest.empty(); ++i) {
        const std::size_t newline = rest.find('\n');
        const std::string_view line = trimmedText(rest.substr(0, newline));
        rest = newline == std::string_view::npos ? std::string_view{} : rest.substr(newline + 1);
        const ApiJsonlParser::Kind kind = line.empty() ? ApiJsonlParser::Kind::Aside : ApiJsonlParser::kindOf(line, reader);
        if (kind == ApiJsonlParser::Kind::Body) {
            return 75;
        }
        if (kind == ApiJsonlParser::Kind::List) {
            return 30;
        }
        isTorn = isTorn || kind == ApiJsonlParser::Kind::Torn;
        const bool isDocument = i == 0 && isTorn && generic::kindOfText(start) != Profile::Kind::Jsonl;
        if (kind == ApiJsonlParser::Kind::Other || isDocument) {
            break;
        }
    }
    const auto has = [head](std::string_view text) { return head.find(text) != std::string_view::npos; };
    const bool counts = has("\"usageMetadata\"") || has("\"prompt_tokens\"") || has("\"input_tokens\"");
    return isTorn && counts && (path.ends_with(".jsonl") || path.ends_with(".ndjson")) ? 25 : 0;
}

} // namespace

Format apiJsonlFormat()
{
    Format format;
    format.id = "api-jsonl";
    format.name = "API responses (JSON lines)";
    format.parserVersion = 2; // 2: stop reasons
    format.stateless = true;
    format.needles = {"\"usage", // "usage", "usageMetadata", and either in a body that is a text
                      "\"error"}; // "error", "errored": without usage, and counted as left out
    format.recognises = recognisesApiJsonl;
    format.makeParser = [](const FileContext &file) { return std::make_unique<ApiJsonlParser>(file); };
    return format;
}

} // namespace tokenmeter
