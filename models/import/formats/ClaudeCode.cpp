// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/formats/ClaudeCode.h"

#include "core/StopReason.h"
#include "import/Json.h"
#include "import/Notes.h"
#include "import/Paths.h"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <vector>

namespace tokenmeter
{
namespace
{

constexpr std::string_view UsagePrefix = "message.usage.";

/// `message.usage` as written, or one entry of its `iterations`.
struct Usage
{
    json::Count input{};
    json::Count output{};
    json::Count cacheRead{};
    json::Count cacheCreation{};
    json::Count write5m{};
    json::Count write1h{};
    bool hasSplit = false; ///< the `cache_creation` object is there
    json::Count thinking{};
    json::Count webSearches{};
    std::string_view serviceTier{};
    std::string_view speed{};
    std::string_view region{};

    bool hasCacheFields() const { return hasSplit || cacheRead.present || cacheCreation.present; }
    std::int64_t cacheCreationTotal() const
    {
        const std::int64_t split = write5m.value + write1h.value;
        return cacheCreation.value == 0 ? std::min(split, MaxTokensPerClass) : cacheCreation.value;
    }
};

/// A call to a second model inside a response; the usage around it does not include it.
struct Advisor
{
    Usage usage{};
    std::string_view model{};
    std::size_t index = 0;
};

/// The fields of a line that matter. The texts lie in the reader.
struct Line
{
    std::string_view type{};
    bool hasType = false;
    json::Moment time{};
    std::string_view session{};
    std::string_view project{};
    std::string_view request{};
    std::string_view agent{};
    std::string_view uuid{};
    std::string_view cost{};
    bool sidechain = false;
    std::string_view message{};
    std::string_view model{};
    std::string_view stopReason{};
    bool hasUsage = false;
    bool brokenUsage = false;
    Usage usage{};

    bool isUsage() const { return (hasUsage || brokenUsage) && (!hasType || type == "assistant"); }
};

TokenCounts tokensOf(const Usage &usage, Notes &notes)
{
    TokenCounts tokens;
    tokens.input = usage.input.value;
    tokens.cacheRead = usage.cacheRead.value;
    tokens.output = usage.output.value;
    tokens.reasoning = usage.thinking.value;
    if (tokens.reasoning > tokens.output) {
        tokens.reasoning = tokens.output;
        notes.add(Cause::SubsetLargerThanTotal, std::string{UsagePrefix} + "output_tokens_details.thinking_tokens");
    }
    const std::int64_t total = usage.cacheCreation.value;
    const std::int64_t split = usage.write5m.value + usage.write1h.value;
    if (split == total || total == 0) {
        tokens.cacheWrite5m = usage.write5m.value;
        tokens.cacheWrite1h = usage.write1h.value;
    } else {
        // The total is what was billed; without a split (or with an empty one) its lifetime is unknown: five minutes.
        tokens.cacheWrite1h = std::min(usage.write1h.value, total);
        tokens.cacheWrite5m = total - tokens.cacheWrite1h;
    }
    return tokens;
}

/// Who serves: the API of Anthropic and its two resellers mark their message ids; a gateway's id says nothing.
std::string_view providerOf(std::string_view message)
{
    if (!message.starts_with("msg_")) {
        return {};
    }
    if (message.find("_vrtx_") != std::string_view::npos) {
        return "google-vertex";
    }
    return message.find("_bdrk_") != std::string_view::npos ? "amazon-bedrock" : "anthropic";
}

class ClaudeCodeParser : public LineParser
{
public:
    explicit ClaudeCodeParser(const FileContext &file) : m_pathSession{sessionOf(file)} {}

    void parse(std::string_view line, std::int64_t offset, RecordSink &sink) override
    {
        const bool ok = m_reader.readLine(line, [&](json::Object &object) {
            clear();
            const json::Error error = readLine(object, m_line, true);
            if (error == json::Ok) {
                emitLine(offset, sink);
            }
            return error;
        });
        if (!ok) {
            sink.problem(Cause::NotJson, offset);
            sink.skipped();
        }
    }

private:
    /// For lines without a session: the folder of a sub-agent's file, else the file's own name. Never a machine's path.
    static std::string sessionOf(const FileContext &file)
    {
        const std::string_view path = file.relativePath.empty() ? file.path : file.relativePath;
        if (const std::size_t at = path.find("/subagents/"); at != std::string_view::npos) {
            return std::string{paths::fileName(path.substr(0, at))};
        }
        return std::string{paths::stem(path)};
    }

    void clear()
    {
        m_line = {};
        m_inner = {};
        m_advisors.clear();
        m_notes.clear();
    }

    json::Error readLine(json::Object &object, Line &line, bool outer)
    {
        return json::forEachField(object, [&](std::string_view key, json::Value value) -> json::Error {
            if (key == "type") {
                const json::Text type = json::readText(value);
                line.type = type.value;
                line.hasType = type.present;
            } else if (key == "timestamp") {
                line.time = json::readTime(value);
            } else if (key == "message") {
                if (!line.hasType || line.type == "assistant") {
                    return readMessage(value, line);
                }
            } else if (key == "requestId") {
                line.request = json::readText(value).value;
            } else if (key == "sessionId") {
                line.session = json::readText(value).value;
            } else if (key == "cwd") {
                line.project = json::readText(value).value;
            } else if (key == "isSidechain") {
                line.sidechain = json::readBool(value).value_or(false);
            } else if (key == "agentId") {
                line.agent = json::readText(value).value;
            } else if (key == "uuid") {
                line.uuid = json::readText(value).value;
            } else if (key == "costUSD") {
                line.cost = json::readDecimal(value).value;
            } else if (key == "data" && outer) {
                return readWrapper(value, line);
            }
            return json::Ok;
        });
    }

    /// A progress line holds the sub-agent's line at `data.message`.
    json::Error readWrapper(json::Value value, Line &line)
    {
        bool ignored = false;
        return json::forEachField(value, ignored, [&](std::string_view key, json::Value field) -> json::Error {
            if (key == "message" && json::kindOf(field) == '{') {
                json::Object inner;
                if (const json::Error error = field.get_object().get(inner)) {
                    return error;
                }
                return readLine(inner, m_inner, false);
            }
            if (key == "agentId") {
                line.agent = json::readText(field).value;
            }
            return json::Ok;
        });
    }

    json::Error readMessage(json::Value value, Line &line)
    {
        bool ignored = false;
        return json::forEachField(value, ignored, [&](std::string_view key, json::Value field) -> json::Error {
            if (key == "id") {
                line.message = json::readText(field).value;
            } else if (key == "model") {
                line.model = json::readText(field).value;
            } else if (key == "stop_reason") {
                line.stopReason = json::readText(field).value;
            } else if (key == "usage") {
                line.hasUsage = json::kindOf(field) == '{';
                return readUsage(field, line.brokenUsage, line.usage, nullptr);
            }
            return json::Ok;
        });
    }

    /// @param advisor null for `message.usage`; else the entry that is read, whose own fields go there
    json::Error readUsage(json::Value value, bool &wrongType, Usage &usage, Advisor *advisor)
    {
        const auto count = [&](json::Value field, std::string_view name) {
            return m_notes.take(json::readCount(field), UsagePrefix, name);
        };
        return json::forEachField(value, wrongType, [&](std::string_view key, json::Value field) -> json::Error {
            bool wrong = false;
            json::Error error = json::Ok;
            if (key == "input_tokens") {
                usage.input = count(field, key);
            } else if (key == "output_tokens") {
                usage.output = count(field, key);
            } else if (key == "cache_creation_input_tokens") {
                usage.cacheCreation = count(field, key);
            } else if (key == "cache_read_input_tokens") {
                usage.cacheRead = count(field, key);
            } else if (key == "cache_creation") {
                error = json::forEachField(field, wrong, [&](std::string_view name, json::Value part) {
                    usage.hasSplit = true;
                    if (name == "ephemeral_5m_input_tokens") {
                        usage.write5m = count(part, "cache_creation.ephemeral_5m_input_tokens");
                    } else if (name == "ephemeral_1h_input_tokens") {
                        usage.write1h = count(part, "cache_creation.ephemeral_1h_input_tokens");
                    }
                });
            } else if (key == "output_tokens_details") {
                error = json::forEachField(field, wrong, [&](std::string_view name, json::Value part) {
                    if (name == "thinking_tokens") {
                        usage.thinking = count(part, "output_tokens_details.thinking_tokens");
                    }
                });
            } else if (key == "server_tool_use") {
                error = json::forEachField(field, wrong, [&](std::string_view name, json::Value part) {
                    if (name == "web_search_requests") {
                        usage.webSearches = count(part, "server_tool_use.web_search_requests");
                    }
                });
            } else if (key == "service_tier") {
                usage.serviceTier = json::readText(field).value;
            } else if (key == "speed") {
                usage.speed = json::readText(field).value;
            } else if (key == "inference_geo") {
                usage.region = json::readText(field).value;
            } else if (advisor != nullptr && key == "model") {
                advisor->model = json::readText(field).value;
            } else if (advisor != nullptr && key == "type") {
                advisor->index = json::readText(field).value == "advisor_message" ? advisor->index : NoAdvisor;
            } else if (advisor == nullptr && key == "iterations") {
                return readIterations(field);
            }
            if (wrong) {
                m_notes.add(Cause::WrongType, std::string{UsagePrefix} + std::string{key});
            }
            return error;
        });
    }

    json::Error readIterations(json::Value value)
    {
        std::size_t index = 0;
        return json::forEachElement(value, [&](json::Value element) -> json::Error {
            Advisor advisor;
            advisor.index = index++;
            bool ignored = false;
            const json::Error error = readUsage(element, ignored, advisor.usage, &advisor);
            if (advisor.index != NoAdvisor && !advisor.model.empty()) {
                m_advisors.push_back(advisor);
            }
            return error;
        });
    }

    void emitLine(std::int64_t offset, RecordSink &sink)
    {
        Line *line = &m_line;
        if (m_inner.isUsage() && !m_line.hasUsage) {
            const auto fallBack = [](std::string_view &text, std::string_view outer) { text = text.empty() ? outer : text; };
            fallBack(m_inner.session, m_line.session);
            fallBack(m_inner.project, m_line.project);
            fallBack(m_inner.agent, m_line.agent);
            m_inner.sidechain = m_inner.sidechain || m_line.sidechain;
            if (!m_inner.time.present) {
                m_inner.time = m_line.time;
            }
            line = &m_inner;
        }
        if (!line->isUsage() || line->model == "<synthetic>") {
            return;
        }
        if (line->brokenUsage) {
            m_notes.add(Cause::WrongType, "message.usage");
            leaveOut(offset, sink);
            return;
        }
        UsageRecord record;
        record.tokens = tokensOf(line->usage, m_notes);
        record.rare.webSearches = line->usage.webSearches.value;
        const bool isEmpty = record.tokens.total() == 0 && record.rare.isEmpty();
        if (isEmpty && m_advisors.empty() && m_notes.isEmpty()) {
            return;
        }
        if (!line->time.present) {
            m_notes.add(Cause::MissingField, "timestamp");
        } else if (line->time.problem) {
            m_notes.add(*line->time.problem, "timestamp");
        }
        if (!line->time.present || line->time.problem || (isEmpty && m_advisors.empty())) {
            leaveOut(offset, sink);
            return;
        }
        noteDamagedNames(*line);
        record.time = line->time.time;
        record.end = record.time;
        record.precision = line->time.precision;
        record.offset = offset;
        record.flags = (line->sidechain ? SidechainFlag : 0U) | (m_notes.hasCorrection() ? ClampedFlag : 0U)
            | (line->usage.hasCacheFields() ? 0U : NoCacheFieldsFlag);
        record.flags = withStopReason(record.flags, readStopReason(line->stopReason));
        if (!line->cost.empty()) {
            record.reportedAmount = line->cost;
            record.reportedCurrency = "USD";
        }
        describe(*line, line->usage, line->model);
        if (!isEmpty) {
            identify(record, *line, {});
            sink.add(record, m_context);
        }
        for (const Advisor &advisor : m_advisors) {
            emitAdvisor(record, *line, advisor, sink);
        }
        m_notes.report(sink, offset);
    }

    void emitAdvisor(UsageRecord record, const Line &line, const Advisor &advisor, RecordSink &sink)
    {
        record.tokens = tokensOf(advisor.usage, m_notes);
        record.rare = {};
        record.rare.webSearches = advisor.usage.webSearches.value;
        if (record.tokens.total() == 0 && record.rare.isEmpty()) {
            return;
        }
        record.reportedAmount.clear();
        record.reportedCurrency.clear();
        record.flags &= ~(NoCacheFieldsFlag | StopReasonMask); // how the advisor ended is not written
        record.flags |= advisor.usage.hasCacheFields() ? 0U : NoCacheFieldsFlag;
        describe(line, advisor.usage, advisor.model);
        identify(record, line, ":advisor:" + std::to_string(advisor.index));
        sink.add(record, m_context);
    }

    void leaveOut(std::int64_t offset, RecordSink &sink)
    {
        m_notes.report(sink, offset);
        sink.skipped();
    }

    void noteDamagedNames(const Line &line)
    {
        if (!m_reader.mended()) {
            return;
        }
        const std::pair<std::string_view, const char *> names[] = {
            {line.session, "sessionId"}, {line.project, "cwd"},      {line.agent, "agentId"},
            {line.message, "message.id"}, {line.model, "message.model"}, {line.request, "requestId"}};
        for (const auto &[text, field] : names) {
            if (text.find('?') != std::string_view::npos) {
                m_notes.add(Cause::NotUtf8, field);
            }
        }
    }

    /// Fills the context, copying a text only when it differs from the line before.
    void describe(const Line &line, const Usage &usage, std::string_view model)
    {
        const auto set = [](std::string &text, std::string_view value) {
            if (text != value) {
                text = value;
            }
        };
        set(m_context.attribution.session, line.session.empty() ? std::string_view{m_pathSession} : line.session);
        set(m_context.attribution.project, line.project);
        set(m_context.attribution.agent, line.agent);
        set(m_context.serving.provider, providerOf(line.message));
        set(m_context.serving.model, model);
        set(m_context.serving.serviceTier, usage.serviceTier);
        set(m_context.serving.speed, usage.speed);
        set(m_context.serving.region, usage.region);
    }

    /// @param suffix names a record inside the response, so that the rules for copies hold for it alike; empty = the response
    void identify(UsageRecord &record, const Line &line, const std::string &suffix)
    {
        const auto identity = [&](std::initializer_list<std::string_view> parts) {
            if (suffix.empty()) {
                return identityOf(parts);
            }
            std::vector<std::string_view> all{parts};
            std::string joined;
            for (const std::string_view part : all) {
                joined += std::to_string(part.size()) + ':' + std::string{part};
            }
            return identityOf({joined, suffix});
        };
        if (line.message.empty()) {
            record.family = 0;
            if (!line.uuid.empty()) {
                record.identity = identity({"claude-code", line.uuid});
                return;
            }
            const TokenCounts &t = record.tokens;
            record.identity = identity({"claude-code", m_context.attribution.session, std::to_string(msOf(line.time.time)), line.model,
                                        std::to_string(t.input), std::to_string(t.cacheRead),
                                        std::to_string(t.cacheWrite5m + t.cacheWrite1h), std::to_string(t.output)});
            return;
        }
        if (suffix.empty() && line.message == m_lastMessage && line.request == m_lastRequest && !line.request.empty()) {
            record.identity = m_lastIdentity; // one response is written as several lines: spare the hash
            record.family = m_lastFamily;
            return;
        }
        record.family = suffix.empty() ? familyOf({line.message}) : familyOf({line.message, suffix});
        if (line.request.empty()) {
            record.flags |= WeakFlag;
            record.identity = identity({line.message, std::to_string(line.usage.input.value),
                                        std::to_string(line.usage.cacheCreationTotal()),
                                        std::to_string(line.usage.cacheRead.value)});
            return;
        }
        record.identity = identity({line.message, line.request});
        if (suffix.empty()) {
            m_lastMessage = line.message;
            m_lastRequest = line.request;
            m_lastIdentity = record.identity;
            m_lastFamily = record.family;
        }
    }

    static constexpr std::size_t NoAdvisor = ~std::size_t{0};

    std::string m_pathSession;
    json::LineReader m_reader{};
    Line m_line{};
    Line m_inner{};
    std::vector<Advisor> m_advisors{};
    Notes m_notes{};
    UsageContext m_context{};
    std::string m_lastMessage{};
    std::string m_lastRequest{};
    Identity m_lastIdentity{};
    std::uint64_t m_lastFamily = 0;
};

/// The desktop application keeps one such folder a session, some levels below its own.
void addDesktopRoots(const std::string &folder, int levelsLeft, std::vector<std::string> &roots)
{
    constexpr std::size_t MostRoots = 10'000;
    std::error_code error;
    if (levelsLeft < 0 || roots.size() >= MostRoots || !std::filesystem::is_directory(std::filesystem::symlink_status(folder, error))) {
        return;
    }
    if (const std::string projects = folder + "/.claude/projects"; std::filesystem::is_directory(projects, error)) {
        roots.push_back(projects);
    }
    std::filesystem::directory_iterator entry{folder, std::filesystem::directory_options::skip_permission_denied, error};
    for (; !error && levelsLeft > 0 && entry != std::filesystem::directory_iterator{}; entry.increment(error)) {
        addDesktopRoots(entry->path().string(), levelsLeft - 1, roots);
    }
}

std::vector<std::string> claudeRoots(const DiscoveryPlaces &places)
{
    std::vector<std::string> roots;
    if (!places.claudeConfigDir.empty()) {
        for (const std::string &folder : paths::splitList(places.claudeConfigDir, places.home)) {
            roots.push_back(paths::fileName(folder) == "projects" ? folder : folder + "/projects");
        }
        return roots;
    }
    if (!places.home.empty()) {
        roots.push_back(places.home + "/.claude/projects");
    }
    if (!places.xdgConfigHome.empty()) {
        roots.push_back(places.xdgConfigHome + "/claude/projects");
    } else if (!places.home.empty()) {
        roots.push_back(places.home + "/.config/claude/projects");
    }
    if (!places.home.empty()) {
        constexpr int MostLevels = 3; // and `.claude` is the fourth
        for (const char *sessions : {"local-agent-mode-sessions", "claude-code-sessions"}) {
            addDesktopRoots(places.home + "/Library/Application Support/Claude/" + sessions, MostLevels, roots);
        }
    }
    return roots;
}

bool ownsClaudeFile(std::string_view path)
{
    // The journal of an orchestration repeats what its agents' own files hold.
    const bool isJournal = paths::fileName(path) == "journal.jsonl"
        && (path.starts_with("subagents/") || path.find("/subagents/") != std::string_view::npos);
    return path.ends_with(".jsonl") && !isJournal;
}

int recognisesClaude(std::string_view path, std::string_view head)
{
    const auto has = [head](std::string_view text) { return head.find(text) != std::string_view::npos; };
    if (!has("{\"") && !has("{ \"")) {
        return 0;
    }
    if (has("\"sessionId\"") && (has("\"isSidechain\"") || has("\"parentUuid\""))) {
        return 95;
    }
    if (has("\"requestId\"") && has("\"message\"") && has("\"usage\"") && has("\"assistant\"")) {
        return 80;
    }
    return path.find("/.claude/projects/") != std::string_view::npos && path.ends_with(".jsonl") ? 70 : 0;
}

} // namespace

Format claudeCodeFormat()
{
    Format format;
    format.id = "claude-code";
    format.name = "Claude Code";
    format.parserVersion = 2; // 2: stop reasons
    format.stateless = true;
    format.needles = {"\"usage\""};
    format.roots = claudeRoots;
    format.ownsFile = ownsClaudeFile;
    format.recognises = recognisesClaude;
    format.makeParser = [](const FileContext &file) { return std::make_unique<ClaudeCodeParser>(file); };
    return format;
}

} // namespace tokenmeter
