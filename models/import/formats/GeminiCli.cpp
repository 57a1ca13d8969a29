// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/formats/GeminiCli.h"

#include "import/FoundUsage.h"
#include "import/Paths.h"
#include "import/StateText.h"

#include <algorithm>

namespace tokenmeter
{
namespace
{

constexpr std::string_view TokensPrefix = "tokens.";
constexpr std::string_view GeminiCliState = "gemini-cli 1";
constexpr std::size_t HashSize = 64;
constexpr std::size_t ShownOfHash = 8;

/// What is said of a session, which is part of what tells a message.
struct Session
{
    std::string id{};
    bool isSubagent = false;
};

/// A message record as written. Its texts lie in the reader.
struct Message
{
    std::string_view id{};
    std::string_view type{};
    std::string_view model{};
    json::Moment time{};
    bool hasTokens = false;
    bool brokenTokens = false;
    WrittenCounts counts{};
    json::Count tool{};
    Notes notes{};
    std::int64_t offset = 0; ///< byte in the file where it, or its line, begins

    json::Error read(std::string_view key, json::Value value)
    {
        if (key == "id") {
            id = json::readText(value).value;
        } else if (key == "type") {
            type = json::readText(value).value;
        } else if (key == "model") {
            model = json::readText(value).value;
        } else if (key == "timestamp") {
            time = json::readTime(value);
        } else if (key == "tokens") {
            hasTokens = json::kindOf(value) == '{';
            return json::forEachField(value, brokenTokens, [&](std::string_view name, json::Value field) {
                json::Count *const count = countOf(name);
                if (count != nullptr) {
                    *count = notes.take(json::readCount(field), TokensPrefix, name);
                }
            });
        }
        return json::Ok;
    }

private:
    json::Count *countOf(std::string_view name)
    {
        return name == "input" ? &counts.input
            : name == "cached" ? &counts.cacheRead
            : name == "output" ? &counts.output
            : name == "thoughts" ? &counts.reasoning
            : name == "tool" ? &tool
            : name == "total" ? &counts.total
                              : nullptr;
    }
};

/// The folder of a project: a hash of its path, of which the beginning is shown, or a short name.
std::string projectOf(const FileContext &file)
{
    const std::string_view path = file.relativePath.empty() ? file.path : file.relativePath;
    const std::size_t chats = path.find("/chats/");
    if (chats == std::string_view::npos) {
        return {};
    }
    const std::string_view folder = paths::fileName(path.substr(0, chats));
    const bool isHash = folder.size() == HashSize
        && std::all_of(folder.begin(), folder.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
    return std::string{isHash ? folder.substr(0, ShownOfHash) : folder};
}

class GeminiParser : public LineParser
{
public:
    explicit GeminiParser(const FileContext &file) : m_fileName{paths::stem(file.path)}
    {
        m_context.attribution.project = projectOf(file);
    }

protected:
    void emit(Message &message, const Session &session, RecordSink &sink)
    {
        if (message.type != "gemini" || (!message.hasTokens && !message.brokenTokens)) {
            return;
        }
        if (message.brokenTokens) {
            sink.problem(Cause::WrongType, message.offset, "tokens");
            sink.skipped();
            return;
        }
        if (message.id.empty()) {
            sink.problem(Cause::MissingField, message.offset, "id");
            sink.skipped();
            return;
        }
        FoundUsage found{.time = message.time, .timeField = "timestamp"};
        found.record.tokens = tokensOf(message);
        found.record.flags = session.isSubagent ? std::uint32_t{SidechainFlag} : 0U;
        // A session that is taken up by a newer version goes on in a new file with the messages of the old one.
        found.record.identity = identityOf({"gemini-cli", session.id, message.id});
        m_context.attribution.session = session.id.empty() ? m_fileName : session.id;
        m_context.serving.model = message.model;
        handOn(found, m_context, message.notes, message.offset, sink);
    }

private:
    /// Cached tokens are inside the input, thoughts and the prompts of tools beside it. A total that is missing is written as 0.
    static TokenCounts tokensOf(Message &message)
    {
        const WrittenCounts &c = message.counts;
        const std::int64_t sum = c.input.value + c.output.value + c.reasoning.value + message.tool.value;
        const bool isOutside = c.total.value != 0 && c.total.value != sum && c.total.value == sum + c.cacheRead.value;
        if (c.total.value != 0 && c.total.value != sum && !isOutside) {
            message.notes.add(Cause::TotalMismatch, "tokens.total");
        }
        TokenCounts tokens = disjointCounts(c, isOutside ? CacheIs::Beside : CacheIs::InsideInput, ReasoningIs::Beside, "tokens.input",
                                            "tokens.thoughts", message.notes);
        tokens.input = std::min(tokens.input + message.tool.value, MaxTokensPerClass);
        return tokens;
    }

    std::string m_fileName;
    UsageContext m_context{};
};

/// One line a message, or a patch that may hold messages.
class GeminiLines : public GeminiParser
{
public:
    using GeminiParser::GeminiParser;

    void parse(std::string_view line, std::int64_t offset, RecordSink &sink) override
    {
        const bool ok = m_reader.readLine(line, [&](json::Object &object) {
            Message own;
            own.offset = offset;
            Session session = m_session;
            std::vector<Message> rewritten;
            const json::Error error = json::forEachField(object, [&](std::string_view key, json::Value value) -> json::Error {
                if (key == "sessionId") {
                    session.id = json::readText(value).value;
                } else if (key == "kind") {
                    session.isSubagent = json::readText(value).value == "subagent";
                } else if (key == "$set") {
                    return readPatch(value, offset, rewritten);
                }
                return own.read(key, value);
            });
            if (error == json::Ok) {
                m_session = std::move(session);
                emit(own, m_session, sink);
                for (Message &message : rewritten) {
                    emit(message, m_session, sink);
                }
            }
            return error;
        });
        if (!ok) {
            sink.problem(Cause::NotJson, offset);
            sink.skipped();
        }
    }

    std::string saveState() const override
    {
        StateWriter state{GeminiCliState};
        state.text(m_session.id);
        state.number(m_session.isSubagent ? 1 : 0);
        return state.result();
    }
    bool restoreState(std::string_view text) override
    {
        if (text.empty()) {
            return true;
        }
        StateReader state{text, GeminiCliState};
        m_session.id = state.text();
        m_session.isSubagent = state.count(1) == 1;
        return state.isAtEnd();
    }

private:
    static json::Error readPatch(json::Value value, std::int64_t offset, std::vector<Message> &messages)
    {
        bool ignored = false;
        return json::forEachField(value, ignored, [&](std::string_view key, json::Value field) -> json::Error {
            return key == "messages" ? readMessages(field, messages, [offset](json::Value) { return offset; }) : json::Ok;
        });
    }

public:
    /// @param offsetOf what is to be said of where an element begins
    template <typename OffsetOf>
    static json::Error readMessages(json::Value value, std::vector<Message> &messages, OffsetOf &&offsetOf)
    {
        return json::forEachElement(value, [&](json::Value element) -> json::Error {
            bool wrong = false;
            Message message;
            message.offset = offsetOf(element);
            const json::Error error = json::forEachField(
                element, wrong, [&](std::string_view key, json::Value field) { return message.read(key, field); });
            if (!wrong && (message.hasTokens || message.brokenTokens)) {
                messages.push_back(std::move(message));
            }
            return error;
        });
    }

private:
    json::LineReader m_reader{};
    Session m_session{};
};

/// What `--output-format json` printed: sums of models. The session's own log tells the same, and the two have nothing in common by which
/// they could be told to be one: older versions print no session, and the sums hold requests that no log has.
bool isPrintedSum(std::string_view key, json::Value value, json::Error &error)
{
    if (key != "stats" || json::kindOf(value) != '{') {
        return false;
    }
    bool hasModels = false;
    bool wrong = false;
    error = json::forEachField(value, wrong, [&](std::string_view name, json::Value field) -> json::Error {
        hasModels = hasModels || (name == "models" && json::kindOf(field) == '{');
        return json::Ok;
    });
    return hasModels;
}

/// One document a session.
class GeminiDocument : public GeminiParser
{
public:
    using GeminiParser::GeminiParser;

    void parse(std::string_view text, std::int64_t offset, RecordSink &sink) override
    {
        json::DocumentReader reader;
        const json::DocumentReader::State state = reader.read(text, [&](json::Value value) {
            Session session;
            std::vector<Message> messages;
            bool wrong = false;
            bool isPrinted = false;
            const json::Error error = json::forEachField(value, wrong, [&](std::string_view key, json::Value field) -> json::Error {
                json::Error inside = json::Ok;
                if (key == "sessionId") {
                    session.id = json::readText(field).value;
                } else if (key == "messages") {
                    return GeminiLines::readMessages(field, messages, [&](json::Value element) { return offset + reader.offsetOf(element); });
                } else if (isPrintedSum(key, field, inside)) {
                    isPrinted = true;
                }
                return inside;
            });
            if (error == json::Ok && isPrinted && messages.empty()) {
                sink.problem(Cause::ToldElsewhere, offset, "stats.models");
            }
            if (error == json::Ok) {
                for (Message &message : messages) {
                    emit(message, session, sink);
                }
            }
            return error;
        });
        m_isWaiting = state == json::DocumentReader::State::Unfinished;
        if (state == json::DocumentReader::State::Damaged) {
            sink.problem(Cause::NotJson, offset);
            sink.skipped();
        }
    }
    bool isWaiting() const override { return m_isWaiting; }

private:
    bool m_isWaiting = false;
};

/// The two variables are those that other programs use; the tool's own has not been verified.
std::vector<std::string> geminiRoots(const DiscoveryPlaces &places)
{
    std::vector<std::string> roots;
    if (const std::string_view data = places.variable("GEMINI_DATA_DIR"); !data.empty()) {
        return paths::splitList(data, places.home);
    }
    if (const std::string_view home = places.variable("GEMINI_CLI_HOME"); !home.empty()) {
        for (const std::string &folder : paths::splitList(home, places.home)) {
            roots.push_back(folder + "/tmp");
            roots.push_back(folder + "/.gemini/tmp");
        }
        return roots;
    }
    if (!places.home.empty()) {
        roots.push_back(places.home + "/.gemini/tmp");
    }
    return roots;
}

bool ownsGeminiFile(std::string_view path)
{
    const bool isSession = path.find("/chats/") != std::string_view::npos && (path.ends_with(".jsonl") || path.ends_with(".json"));
    return isSession && paths::fileName(path) != "logs.json" && !paths::fileName(path).starts_with("checkpoint-");
}

int recognisesGemini(std::string_view path, std::string_view head)
{
    const auto has = [head](std::string_view text) { return head.find(text) != std::string_view::npos; };
    if (has("\"sessionId\"") && has("\"projectHash\"")) {
        return 96;
    }
    // What it printed is no log, but who imports that is to hear which one to take.
    const bool isPrinted = has("\"stats\"") && has("\"models\"") && has("\"totalLatencyMs\"") && has("\"candidates\"") && has("\"thoughts\"");
    if (isPrinted && path.ends_with(".json")) {
        return 60;
    }
    return path.find("/.gemini/tmp/") != std::string_view::npos && ownsGeminiFile(path) && has("{") ? 70 : 0;
}

} // namespace

Format geminiCliFormat()
{
    Format format;
    format.id = "gemini-cli";
    format.name = "Gemini CLI";
    format.kindOf = [](std::string_view path) { return path.ends_with(".json") ? FileKind::Whole : FileKind::Lines; };
    format.maxWholeFile = 256 << 20;
    format.needles = {"\"tokens\"", "\"sessionId\""};
    format.variables = {"GEMINI_CLI_HOME", "GEMINI_DATA_DIR"};
    format.roots = geminiRoots;
    format.ownsFile = ownsGeminiFile;
    format.recognises = recognisesGemini;
    format.makeParser = [](const FileContext &file) -> std::unique_ptr<LineParser> {
        if (file.path.ends_with(".json")) {
            return std::make_unique<GeminiDocument>(file);
        }
        return std::make_unique<GeminiLines>(file);
    };
    return format;
}

} // namespace tokenmeter
