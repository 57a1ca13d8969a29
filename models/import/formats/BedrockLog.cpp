// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/formats/BedrockLog.h"

#include "import/CsvNumber.h"
#include "import/CsvTime.h"
#include "import/Json.h"
#include "import/JsonLeaves.h"
#include "import/Notes.h"

#include <algorithm>
#include <array>

namespace tokenmeter
{
namespace
{

bool enters(std::string_view path, std::string_view, char kind)
{
    return kind == '{' && (path == "identity" || path == "requestMetadata" || path == "input" || path == "output");
}

/// Of a body, or of a chunk of a stream: what tells of usage.
bool entersUsage(std::string_view, std::string_view key, char kind)
{
    return kind == '{'
        && (key == "usage" || key == "message" || key == "metadata" || key == "cache_creation" || key == "amazon-bedrock-invocationMetrics" || key.empty());
}

bool isUsageKey(std::string_view key)
{
    return key == "usage" || key == "message" || key == "metadata" || key == "amazon-bedrock-invocationMetrics";
}

/// "us.anthropic.claude-x" of an inference profile's ARN, "claude-x" of a model's; the name of an application's profile says nothing
/// of its model, so its kind stays with it.
std::string_view modelOf(std::string_view id)
{
    if (!id.starts_with("arn:")) {
        return id;
    }
    const std::size_t slash = id.rfind('/');
    if (slash == std::string_view::npos) {
        return id;
    }
    const std::size_t colon = id.rfind(':', id.rfind('/', slash));
    const std::string_view kind = colon == std::string_view::npos ? std::string_view{} : id.substr(colon + 1, slash - colon - 1);
    return kind == "application-inference-profile" ? id.substr(colon + 1) : id.substr(slash + 1);
}

std::string_view behindLast(std::string_view text, char separator)
{
    const std::size_t at = text.rfind(separator);
    return at == std::string_view::npos ? text : text.substr(at + 1);
}

/// ".../BedrockModelInvocationLogs/<region>/<year>/.../data/<request>_output.json.gz": the body of a request that was too large for the
/// record, which tells the same usage. Its bytes may look like an answer of the API.
bool isBodyBesideLog(std::string_view path)
{
    constexpr std::string_view Logs = "BedrockModelInvocationLogs/";
    const std::size_t logs = path.find(Logs);
    const bool isFolder = logs == 0 || (logs != std::string_view::npos && path[logs - 1] == '/');
    return isFolder && path.find("/data/", logs + Logs.size() - 1) != std::string_view::npos;
}

/// Of a file whose usage stands elsewhere.
class NothingParser final : public LineParser
{
public:
    void parse(std::string_view, std::int64_t, RecordSink &) override { }
};

class BedrockParser final : public LineParser
{
public:
    void parse(std::string_view line, std::int64_t offset, RecordSink &sink) override
    {
        const std::size_t brace = line.find('{');
        if (brace == std::string_view::npos) {
            return;
        }
        line.remove_prefix(brace); // the time that CloudWatch writes before it
        const bool ok = m_reader.readLine(line, [&](json::Object &object) {
            m_leaves.clear();
            m_body.clear();
            const json::Error error = collect(object);
            if (error == json::Ok) {
                emitRecord(offset, sink);
            }
            return error;
        });
        if (!ok) {
            sink.problem(Cause::NotJson, offset);
            sink.skipped();
        }
    }

private:
    json::Error collect(json::Object &object)
    {
        return json::forEachField(object, [&](std::string_view name, json::Value value) -> json::Error {
            const std::string key{name};
            if (key != "output" || json::kindOf(value) != '{') {
                return m_leaves.addField(key, value, enters);
            }
            json::Object output;
            if (const json::Error error = value.get_object().get(output)) {
                return error;
            }
            return json::forEachField(output, [&](std::string_view inner, json::Value each) -> json::Error {
                const std::string innerKey{inner};
                return innerKey == "outputBodyJson" ? collectBody(each) : m_leaves.add(each, "output." + innerKey, enters);
            });
        });
    }

    /// A stream's chunks are many; of each only what tells of usage is kept.
    json::Error collectBody(json::Value value)
    {
        if (json::kindOf(value) == '[') {
            return json::forEachElement(value, [&](json::Value chunk) { return collectUsage(chunk); });
        }
        return collectUsage(value);
    }
    json::Error collectUsage(json::Value value)
    {
        if (json::kindOf(value) != '{') {
            return json::Ok;
        }
        json::Object object;
        if (const json::Error error = value.get_object().get(object)) {
            return error;
        }
        return json::forEachField(object, [&](std::string_view name, json::Value field) -> json::Error {
            const std::string key{name};
            return isUsageKey(key) ? m_body.addField(key, field, entersUsage) : json::Ok;
        });
    }

    /// The largest of a count under its names in the body: snapshots of a stream grow.
    std::int64_t inBody(std::initializer_list<std::string_view> names) const
    {
        std::int64_t most = 0;
        for (const JsonLeaf &leaf : m_body.all()) {
            const std::string_view last = behindLast(leaf.path, '.');
            if (std::find(names.begin(), names.end(), last) != names.end()) {
                most = std::max(most, countOfText(leaf.text).value);
            }
        }
        return most;
    }

    std::int64_t count(std::string_view path, std::initializer_list<std::string_view> inBodyNames)
    {
        const CountText read = m_notes.take(countOfText(m_leaves.text(path)), {}, path);
        return read.present ? read.value : inBody(inBodyNames);
    }

    void emitRecord(std::int64_t offset, RecordSink &sink)
    {
        if (m_leaves.text("schemaType") != "ModelInvocationLog") {
            return;
        }
        m_notes.clear();
        UsageRecord record;
        record.offset = offset;
        TokenCounts &t = record.tokens;
        t.input = count("input.inputTokenCount", {"input_tokens", "inputTokens", "inputTokenCount"});
        t.cacheRead = count("input.cacheReadInputTokenCount", {"cache_read_input_tokens", "cacheReadInputTokens", "cacheReadInputTokenCount"});
        t.cacheWrite5m = count("input.cacheWriteInputTokenCount", {"cache_creation_input_tokens", "cacheWriteInputTokens", "cacheWriteInputTokenCount"});
        t.cacheWrite1h = std::min(inBody({"ephemeral_1h_input_tokens"}), t.cacheWrite5m);
        t.cacheWrite5m -= t.cacheWrite1h;
        t.output = count("output.outputTokenCount", {"output_tokens", "outputTokens", "outputTokenCount"});
        if (t.total() == 0 && m_notes.isEmpty()) {
            return; // an error, or a body that lies elsewhere
        }
        if (!m_leaves.has("input.cacheReadInputTokenCount") && t.cacheRead + t.cacheWrite5m + t.cacheWrite1h == 0) {
            record.flags |= NoCacheFieldsFlag;
        }
        const std::string_view id = m_leaves.text("requestId");
        const bool isBooked = takeTime(record) && !id.empty();
        if (id.empty()) {
            m_notes.add(Cause::MissingField, "requestId");
        }
        record.flags |= m_notes.hasCorrection() ? std::uint32_t{ClampedFlag} : 0U;
        m_notes.report(sink, offset);
        if (!isBooked) {
            sink.skipped();
            return;
        }
        record.identity = identityOf({id});
        UsageContext context;
        context.serving = {.provider = "aws.bedrock",
                           .model = std::string{modelOf(m_leaves.text("modelId"))},
                           .region = std::string{m_leaves.text("inferenceRegion").empty() ? m_leaves.text("region") : m_leaves.text("inferenceRegion")}};
        for (const char *name : {"project", "team", "app", "application", "service"}) {
            if (context.attribution.project.empty()) {
                context.attribution.project = m_leaves.text(std::string{"requestMetadata."} + name);
            }
        }
        context.attribution.user = behindLast(m_leaves.text("identity.arn"), '/');
        sink.add(std::move(record), context);
    }

    bool takeTime(UsageRecord &record)
    {
        const json::Moment moment = json::timeOf(m_leaves.text("timestamp"));
        if (moment.problem) {
            m_notes.add(m_leaves.has("timestamp") ? *moment.problem : Cause::MissingField, "timestamp");
            return false;
        }
        record.time = moment.time;
        record.end = moment.time;
        record.precision = moment.precision;
        return true;
    }

    json::LineReader m_reader{};
    JsonLeaves m_leaves{};
    JsonLeaves m_body{};
    Notes m_notes{};
};

} // namespace

Format bedrockLogFormat()
{
    Format format;
    format.id = "bedrock-invocation";
    format.name = "Amazon Bedrock invocation log";
    format.stateless = true;
    format.needles = {"\"ModelInvocationLog\""};
    format.recognises = [](std::string_view path, std::string_view head) {
        if (isBodyBesideLog(path)) {
            return 100; // surer than any format that knows the answer of an API
        }
        return head.find("\"ModelInvocationLog\"") != std::string_view::npos && head.find("\"modelId\"") != std::string_view::npos ? 95 : 0;
    };
    format.makeParser = [](const FileContext &file) -> std::unique_ptr<LineParser> {
        return isBodyBesideLog(file.path) ? std::unique_ptr<LineParser>{std::make_unique<NothingParser>()} : std::make_unique<BedrockParser>();
    };
    return format;
}

} // namespace tokenmeter
