// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/formats/QwenCode.h"

#include "import/FoundUsage.h"
#include "import/JsonLineParser.h"
#include "import/Paths.h"
#include "import/formats/GeminiCli.h"

#include <algorithm>

namespace tokenmeter
{
namespace
{

constexpr std::string_view MetadataPrefix = "usageMetadata.";

/// The fields of a line that matter. The texts lie in the reader.
struct QwenLine
{
    std::string_view type{};
    std::string_view uuid{};
    std::string_view session{};
    std::string_view project{};
    std::string_view model{};
    json::Moment time{};
    bool hasUsage = false;
    bool brokenUsage = false;
    WrittenCounts counts{};
};

/// Usage of every service stands in Gemini's field names. Behind OpenAI's protocol reasoning is inside the candidates, behind
/// Gemini's beside them; the total tells. What the cached count is when it exceeds the prompt has not been verified.
TokenCounts tokensOf(const QwenLine &line, Notes &notes)
{
    WrittenCounts c = line.counts;
    const std::int64_t prompt = c.input.value, output = c.output.value, thoughts = c.reasoning.value, cached = c.cacheRead.value;
    const std::int64_t total = c.total.value;
    if (!c.input.present && !c.output.present && total > 0) {
        notes.add(Cause::MissingField, "usageMetadata.promptTokenCount"); // only a sum is known
        c.input = c.total;
        return disjointCounts(c, CacheIs::InsideInput, ReasoningIs::InsideOutput, "usageMetadata.totalTokenCount",
                              "usageMetadata.thoughtsTokenCount", notes);
    }
    const auto isSum = [&](std::int64_t extra) { return total == prompt + output + extra; };
    ReasoningIs reasoning = ReasoningIs::InsideOutput;
    if (!isSum(0) && !isSum(cached)) {
        if (thoughts > 0 && (isSum(thoughts) || isSum(thoughts + cached) || line.model.starts_with("gemini"))) {
            reasoning = ReasoningIs::Beside;
        }
    }
    const std::int64_t beside = reasoning == ReasoningIs::Beside ? thoughts : 0;
    const bool isOutside = cached > prompt || (cached > 0 && isSum(beside + cached));
    if (total != 0 && !isSum(beside) && !(isOutside && isSum(beside + cached))) {
        notes.add(Cause::TotalMismatch, "usageMetadata.totalTokenCount");
    }
    return disjointCounts(c, isOutside ? CacheIs::Beside : CacheIs::InsideInput, reasoning, "usageMetadata.promptTokenCount",
                          "usageMetadata.thoughtsTokenCount", notes);
}

class QwenParser : public JsonLineParser<QwenParser, QwenLine>
{
public:
    explicit QwenParser(const FileContext &file) : m_file{file}
    {
        const std::string_view path = file.relativePath.empty() ? file.path : file.relativePath;
        if (const std::size_t chats = path.find("/chats/"); chats != std::string_view::npos) {
            m_folder = paths::fileName(path.substr(0, chats));
        }
    }

private:
    friend JsonLineParser<QwenParser, QwenLine>;

    json::Error readField(std::string_view key, json::Value value)
    {
        if (key == "type") {
            m_line.type = json::readText(value).value;
        } else if (key == "uuid") {
            m_line.uuid = json::readText(value).value;
        } else if (key == "sessionId") {
            m_line.session = json::readText(value).value;
        } else if (key == "cwd") {
            m_line.project = json::readText(value).value;
        } else if (key == "model") {
            m_line.model = json::readText(value).value;
        } else if (key == "timestamp") {
            m_line.time = json::readTime(value);
        } else if (key == "usageMetadata") {
            m_line.hasUsage = json::kindOf(value) == '{';
            return json::forEachField(value, m_line.brokenUsage, [&](std::string_view name, json::Value field) {
                WrittenCounts &c = m_line.counts;
                json::Count *const count = name == "promptTokenCount" ? &c.input
                    : name == "cachedContentTokenCount"               ? &c.cacheRead
                    : name == "candidatesTokenCount"                  ? &c.output
                    : name == "thoughtsTokenCount"                    ? &c.reasoning
                    : name == "totalTokenCount"                       ? &c.total
                                                                      : nullptr;
                if (count != nullptr) {
                    *count = m_notes.take(json::readCount(field), MetadataPrefix, name);
                }
            });
        }
        return json::Ok;
    }

    void takeLine(std::int64_t offset, RecordSink &sink)
    {
        if (m_line.type != "assistant" || (!m_line.hasUsage && !m_line.brokenUsage)) {
            return;
        }
        if (m_line.brokenUsage) {
            sink.problem(Cause::WrongType, offset, "usageMetadata");
            sink.skipped();
            return;
        }
        FoundUsage found{.time = m_line.time, .timeField = "timestamp"};
        if (!found.time.present && msOf(m_file.modified) > 0) {
            found.time = json::timeOf(msOf(m_file.modified));
            found.time.precision = Precision::Session;
        }
        found.record.tokens = tokensOf(m_line, m_notes);
        // A branched or resumed session may repeat lines under its own id, so the session tells only lines without a uuid.
        const WrittenCounts &c = m_line.counts;
        const std::string counts = std::to_string(c.input.value) + ' ' + std::to_string(c.output.value) + ' '
            + std::to_string(c.reasoning.value) + ' ' + std::to_string(c.cacheRead.value);
        const std::string time = m_line.time.present ? std::to_string(msOf(m_line.time.time)) : std::string{};
        found.record.identity = m_line.uuid.empty() ? identityOf({"qwen-code", m_line.session, time, m_line.model, counts})
                                                    : identityOf({"qwen-code", m_line.uuid, time, counts});
        const auto set = [](std::string &text, std::string_view value) {
            if (text != value) {
                text = value;
            }
        };
        set(m_context.attribution.session,
            m_line.session.empty() ? m_folder + "-" + std::string{paths::stem(m_file.path)} : std::string{m_line.session});
        set(m_context.attribution.project, m_line.project.empty() ? std::string_view{m_folder} : m_line.project);
        set(m_context.serving.model, m_line.model);
        handOn(found, m_context, m_notes, offset, sink);
    }

    FileContext m_file;
    std::string m_folder{};
    UsageContext m_context{};
};

/// The variable is one that another program uses; the tool itself is not known to have any.
std::vector<std::string> qwenRoots(const DiscoveryPlaces &places)
{
    std::vector<std::string> roots;
    if (const std::string_view data = places.variable("QWEN_DATA_DIR"); !data.empty()) {
        for (const std::string &folder : paths::splitList(data, places.home)) {
            roots.push_back(folder + "/projects");
        }
    } else if (!places.home.empty()) {
        roots.push_back(places.home + "/.qwen/projects");
        roots.push_back(places.home + "/.qwen/tmp");
    }
    return roots;
}

/// Exactly `<folder>/chats/<session>.jsonl`. Older versions wrote Gemini CLI's documents into `tmp`.
bool ownsQwenFile(std::string_view path)
{
    return (path.ends_with(".jsonl") || path.ends_with(".json")) && std::count(path.begin(), path.end(), '/') == 2 && paths::fileName(paths::parent(path)) == "chats";
}

int recognisesQwen(std::string_view path, std::string_view head)
{
    const auto has = [head](std::string_view text) { return head.find(text) != std::string_view::npos; };
    if (has("\"sessionId\"") && has("\"uuid\"") && (has("\"usageMetadata\"") || (has("\"parts\"") && has("\"cwd\"")))) {
        return 97; // Claude Code's lines have the same names around the message
    }
    if (path.find("/.qwen/tmp/") != std::string_view::npos && path.ends_with(".json")) {
        return has("\"sessionId\"") && has("\"messages\"") ? 97 : 0;
    }
    return path.find("/.qwen/projects/") != std::string_view::npos && path.ends_with(".jsonl") ? 97 : 0;
}

} // namespace

Format qwenCodeFormat()
{
    Format format;
    format.id = "qwen-code";
    format.name = "Qwen Code";
    format.stateless = true;
    format.kindOf = [](std::string_view path) { return path.ends_with(".json") ? FileKind::Whole : FileKind::Lines; };
    format.maxWholeFile = 256 << 20;
    format.needles = {"\"usageMetadata\""};
    format.variables = {"QWEN_DATA_DIR"};
    format.roots = qwenRoots;
    format.ownsFile = ownsQwenFile;
    format.recognises = recognisesQwen;
    format.makeParser = [](const FileContext &file) -> std::unique_ptr<LineParser> {
        if (file.path.ends_with(".json")) {
            return geminiCliFormat().makeParser(file);
        }
        return std::make_unique<QwenParser>(file);
    };
    return format;
}

} // namespace tokenmeter
