// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/formats/OpenCode.h"

#include "core/StopReason.h"
#include "import/FoundUsage.h"
#include "import/Paths.h"
#include "import/TableReader.h"

#include <algorithm>
#include <array>

namespace tokenmeter
{
namespace
{

constexpr std::string_view TokensPrefix = "tokens.";
constexpr std::size_t Padding = 64;

/// A message as written, in a file or a row. Its texts lie in the reader.
struct CodeMessage
{
    std::string_view id{};
    std::string_view session{};
    std::string_view role{};
    std::string_view model{};
    std::string_view provider{};
    std::string_view mode{};
    std::string_view agent{};
    std::string_view folder{};
    std::string_view root{};
    std::string_view cost{};
    std::string_view finish{};
    json::Moment created{};
    json::Moment completed{};
    bool hasTokens = false;
    bool brokenTokens = false;
    WrittenCounts counts{};
};

/// What a row says beside its message.
struct RowNames
{
    std::string_view id{};
    std::string_view session{};
    std::string_view folder{};
    bool isAnswer = false; ///< the row's type says so, not the message
};

bool isOpenAiLike(std::string_view provider)
{
    constexpr std::array<std::string_view, 5> Names{"openai", "azure", "opencode", "github-copilot", "openrouter"};
    return std::find(Names.begin(), Names.end(), provider) != Names.end();
}

/// Newer versions write reasoning beside the output, older ones what the service said. The total tells; without one the service does.
ReasoningIs reasoningOf(const CodeMessage &m, Notes &notes)
{
    const WrittenCounts &c = m.counts;
    const std::int64_t sum = c.input.value + c.output.value + c.cacheRead.value + c.cacheWrite.value;
    if (c.total.present && c.total.value > 0) {
        if (c.total.value == sum + c.reasoning.value) {
            return ReasoningIs::Beside;
        }
        if (c.total.value == sum) {
            return ReasoningIs::InsideOutput;
        }
        notes.add(Cause::TotalMismatch, "tokens.total");
        return ReasoningIs::Beside;
    }
    return isOpenAiLike(m.provider) && c.reasoning.value <= c.output.value ? ReasoningIs::InsideOutput : ReasoningIs::Beside;
}

/// Reads messages, whatever they lie in.
class MessageReader
{
public:
    /// @param text 64 readable bytes must follow it
    json::DocumentReader::State read(std::string_view text, const RowNames &row, std::int64_t offset, RecordSink &sink)
    {
        return m_reader.read(text, [&](json::Value value) {
            CodeMessage message;
            m_notes.clear();
            bool wrong = false;
            const json::Error error = json::forEachField(
                value, wrong, [&](std::string_view key, json::Value field) { return readField(message, key, field); });
            if (error == json::Ok && !wrong) {
                emit(message, row, offset, sink);
            }
            return wrong ? simdjson::INCORRECT_TYPE : error;
        });
    }

private:
    json::Error readField(CodeMessage &m, std::string_view key, json::Value value)
    {
        bool ignored = false;
        const auto text = [&value](std::string_view &to) { to = json::readText(value).value; };
        if (key == "id") {
            text(m.id);
        } else if (key == "sessionID") {
            text(m.session);
        } else if (key == "role") {
            text(m.role);
        } else if (key == "modelID") {
            text(m.model);
        } else if (key == "providerID") {
            text(m.provider);
        } else if (key == "model") { // of the second schema
            return json::forEachField(value, ignored, [&](std::string_view name, json::Value field) {
                if (name == "id" || name == "modelID") {
                    m.model = json::readText(field).value;
                } else if (name == "providerID") {
                    m.provider = json::readText(field).value;
                }
            });
        } else if (key == "mode") {
            text(m.mode);
        } else if (key == "agent") {
            text(m.agent);
        } else if (key == "finish") {
            text(m.finish);
        } else if (key == "cost") {
            m.cost = json::readDecimal(value).value;
        } else if (key == "path") {
            return json::forEachField(value, ignored, [&](std::string_view name, json::Value field) {
                if (name == "cwd") {
                    m.folder = json::readText(field).value;
                } else if (name == "root") {
                    m.root = json::readText(field).value;
                }
            });
        } else if (key == "time") {
            return json::forEachField(value, ignored, [&](std::string_view name, json::Value field) {
                if (name == "created") {
                    m.created = json::readTime(field);
                } else if (name == "completed") {
                    m.completed = json::readTime(field);
                }
            });
        } else if (key == "tokens") {
            m.hasTokens = json::kindOf(value) == '{';
            return readTokens(m, value);
        }
        return json::Ok;
    }

    json::Error readTokens(CodeMessage &m, json::Value value)
    {
        const auto count = [&](json::Count &to, json::Value field, std::string_view name) {
            to = m_notes.take(json::readCount(field), TokensPrefix, name);
        };
        return json::forEachField(value, m.brokenTokens, [&](std::string_view key, json::Value field) -> json::Error {
            WrittenCounts &c = m.counts;
            bool wrong = false;
            if (key == "input") {
                count(c.input, field, key);
            } else if (key == "output") {
                count(c.output, field, key);
            } else if (key == "reasoning") {
                count(c.reasoning, field, key);
            } else if (key == "total") {
                count(c.total, field, key);
            } else if (key == "cache") {
                return json::forEachField(field, wrong, [&](std::string_view name, json::Value part) {
                    if (name == "read") {
                        count(c.cacheRead, part, "cache.read");
                    } else if (name == "write") {
                        count(c.cacheWrite, part, "cache.write");
                    }
                });
            }
            return json::Ok;
        });
    }

    void emit(const CodeMessage &m, const RowNames &row, std::int64_t offset, RecordSink &sink)
    {
        if ((m.role != "assistant" && !row.isAnswer) || (!m.hasTokens && !m.brokenTokens)) {
            return;
        }
        if (m.brokenTokens) {
            sink.problem(Cause::WrongType, offset, "tokens");
            sink.skipped();
            return;
        }
        FoundUsage found{.time = m.created, .timeField = "time.created"};
        UsageRecord &record = found.record;
        record.tokens = disjointCounts(m.counts, CacheIs::Beside, reasoningOf(m, m_notes), "tokens.input", "tokens.reasoning", m_notes);
        record.flags = withStopReason(0, readStopReason(m.finish));
        setReported(record, m.cost, "USD"); // 0 is written for a subscription and for a model without a price
        identify(m, m.id.empty() ? row.id : m.id, found);
        m_context.attribution.session = m.session.empty() ? row.session : m.session;
        m_context.attribution.project = !m.folder.empty() ? m.folder : !m.root.empty() ? m.root : row.folder;
        m_context.attribution.agent = m.agent.empty() ? m.mode : m.agent;
        m_context.serving.provider = m.provider;
        m_context.serving.model = m.model;
        handOn(found, m_context, m_notes, offset, sink);
    }

    static bool isUnfinished(const CodeMessage &m) { return !m.completed.present || m.completed.problem; }

    /// A finished message is told by its id, and stays the same when its owner writes it once more. A fork copies its messages under new ids,
    /// so what was answered and when, to the millisecond, is an alias that copies share. One that is being written, or was never finished, has no
    /// end: it goes by its beginning, and as what a side-chain repeats (the ledger's rule for families) it gives way to the finished one,
    /// which begins at the same moment.
    static void identify(const CodeMessage &m, std::string_view id, FoundUsage &found)
    {
        UsageRecord &record = found.record;
        const std::string created = std::to_string(msOf(m.created.time));
        record.family = familyOf({"opencode", created, m.provider, m.model});
        if (isUnfinished(m)) {
            record.identity = identityOf({"opencode", "unfinished", created, m.provider, m.model});
            record.flags |= SidechainFlag;
            if (!id.empty()) { // version 1 went by the id
                found.former.push_back({.identity = identityOf({"opencode", id}), .family = record.family});
            }
            return;
        }
        const WrittenCounts &c = m.counts;
        std::string counts;
        for (const json::Count &count : {c.input, c.cacheRead, c.cacheWrite, c.output, c.reasoning}) {
            counts += std::to_string(count.value) + ' ';
        }
        record.identity = identityOf({"opencode", created, std::to_string(msOf(m.completed.time)), m.provider, m.model, counts});
        if (!id.empty()) { // version 2 went by the answer alone
            found.former.push_back({.identity = record.identity, .family = record.family, .isShared = true});
            record.identity = identityOf({"opencode", "message", id});
        }
    }

    json::DocumentReader m_reader{};
    Notes m_notes{};
    UsageContext m_context{};
};

/// One file a message.
class OpenCodeFile : public LineParser
{
public:
    void parse(std::string_view text, std::int64_t offset, RecordSink &sink) override
    {
        const json::DocumentReader::State state = m_messages.read(text, {}, offset, sink);
        m_isWaiting = state == json::DocumentReader::State::Unfinished;
        if (state == json::DocumentReader::State::Damaged) {
            sink.problem(Cause::NotJson, offset);
            sink.skipped();
        }
    }
    bool isWaiting() const override { return m_isWaiting; }

private:
    MessageReader m_messages{};
    bool m_isWaiting = false;
};

bool hasColumn(const std::vector<std::string> &columns, std::string_view name)
{
    return std::find(columns.begin(), columns.end(), name) != columns.end();
}

/// As those that are known are called.
bool isDatabaseName(std::string_view name)
{
    return name.ends_with(".db") && (name.starts_with("opencode") || name.starts_with("kilo") || name.starts_with("mimo"));
}

/// The tables of both schemas. A `part` table repeats the counts of its message and is not read.
class OpenCodeRows : public TableReader
{
public:
    explicit OpenCodeRows(const FileContext &file) : m_isNamed{isDatabaseName(paths::fileName(file.path))} {}

protected:
    Result<std::vector<TableWalk>> walks(ForeignDatabase &database, RecordSink &sink) override
    {
        std::vector<TableWalk> walks;
        m_isAnswer.clear();
        for (const char *name : {"message", "session_message"}) {
            const Result<std::vector<std::string>> columns = database.columns(name);
            if (!columns) {
                return columns.problem();
            }
            if (columns->empty()) {
                continue;
            }
            for (const char *needed : {"id", "session_id", "data"}) {
                if (!hasColumn(*columns, needed)) {
                    sink.problem(Cause::ColumnMissing, 0, std::string{name} + '.' + needed);
                    return walks;
                }
            }
            const bool isSecond = std::string_view{name} == "session_message";
            TableWalk walk{.table = name};
            walk.changed = hasColumn(*columns, "time_updated") ? "time_updated" : "";
            const Result<std::string> sessions = sessionTable(database, isSecond);
            if (!sessions) {
                return sessions.problem();
            }
            walk.columns = "t.session_id, t.data, " + std::string{sessions->empty() ? "NULL" : "s.directory"} + ", t.id";
            walk.joins = sessions->empty() ? "" : "LEFT JOIN " + *sessions + " s ON s.id = t.session_id";
            // Before anything is loaded: what people said is most of the file.
            walk.condition = isSecond && hasColumn(*columns, "type") ? "t.type = 'assistant'" : "instr(t.data, '\"assistant\"') > 0";
            m_isAnswer.push_back(isSecond && hasColumn(*columns, "type"));
            walks.push_back(std::move(walk));
        }
        if (walks.empty() && m_isNamed) { // else it may be a database of something else
            sink.problem(Cause::ColumnMissing, 0, "message");
        }
        return walks;
    }

    void take(const ForeignRow &row, std::size_t walk, RecordSink &sink) override
    {
        const std::int64_t number = row.integer(0).value_or(0);
        const RowNames names{row.text(4), row.text(1), row.text(3), m_isAnswer[walk]};
        m_data.assign(row.text(2));
        const std::size_t size = m_data.size();
        m_data.append(Padding, ' ');
        const json::DocumentReader::State state = m_messages.read({m_data.data(), size}, names, number, sink);
        if (state != json::DocumentReader::State::Whole) {
            sink.problem(Cause::NotJson, number, "data");
            sink.skipped();
        }
    }

private:
    /// Where the folders of sessions stand; empty = nowhere.
    static Result<std::string> sessionTable(ForeignDatabase &database, bool isSecond)
    {
        for (const char *name : {"session_v2", "session"}) {
            const Result<std::vector<std::string>> columns = database.columns(name);
            if (!columns) {
                return columns.problem();
            }
            if ((isSecond || std::string_view{name} == "session") && hasColumn(*columns, "id") && hasColumn(*columns, "directory")) {
                return std::string{name};
            }
        }
        return std::string{};
    }

    bool m_isNamed;
    MessageReader m_messages{};
    std::vector<bool> m_isAnswer{};
    std::string m_data{};
};

/// The variables are those that another program uses.
std::vector<std::string> openCodeRoots(const DiscoveryPlaces &places)
{
    std::vector<std::string> roots;
    const std::string_view xdg = places.variable("XDG_DATA_HOME");
    const std::string data = !xdg.empty() ? std::string{xdg} : places.home.empty() ? std::string{} : places.home + "/.local/share";
    const auto add = [&](const char *variable, const char *folder) {
        if (const std::string_view own = places.variable(variable); !own.empty()) {
            for (std::string &each : paths::splitList(own, places.home)) {
                roots.push_back(std::move(each));
            }
        } else if (!data.empty()) {
            roots.push_back(data + folder);
        }
    };
    add("OPENCODE_DATA_DIR", "/opencode");
    add("KILO_DATA_DIR", "/kilo");
    if (!data.empty()) {
        roots.push_back(data + "/mimocode");
    }
    return roots;
}

/// MiMo Code's database may have any name. A copy that a user made beside one counts nothing twice, since its messages are the same.
bool ownsOpenCodeFile(std::string_view path)
{
    if (path.find('/') == std::string_view::npos) {
        return path.ends_with(".db");
    }
    return path.starts_with("storage/message/") && path.ends_with(".json");
}

bool entersOpenCodeFolder(std::string_view path)
{
    return path == "storage" || path == "storage/message" || path.starts_with("storage/message/");
}

int recognisesOpenCode(std::string_view path, std::string_view head)
{
    const auto has = [head](std::string_view text) { return head.find(text) != std::string_view::npos; };
    if (head.starts_with("SQLite format 3")) {
        const bool hasTables = has("session_message") || (has("session_id") && has("time_created") && has("data"));
        return hasTables ? 90 : isDatabaseName(paths::fileName(path)) ? 70 : 0;
    }
    if (has("\"sessionID\"") && has("\"role\"") && (has("\"modelID\"") || has("\"id\""))) {
        return 90;
    }
    return path.find("/opencode/storage/message/") != std::string_view::npos ? 70 : 0;
}

} // namespace

Format openCodeFormat()
{
    Format format;
    format.id = "opencode";
    format.name = "OpenCode";
    format.repeats = RepeatedCalls::Drafts;
    format.parserVersion = 3; // 3: a finished message goes by its id
    format.kindOf = [](std::string_view path) { return path.ends_with(".db") ? FileKind::Database : FileKind::Whole; };
    format.maxWholeFile = 64 << 20;
    format.variables = {"XDG_DATA_HOME", "OPENCODE_DATA_DIR", "KILO_DATA_DIR"};
    format.roots = openCodeRoots;
    format.ownsFile = ownsOpenCodeFile;
    format.entersFolder = entersOpenCodeFolder;
    format.recognises = recognisesOpenCode;
    format.makeParser = [](const FileContext &) { return std::make_unique<OpenCodeFile>(); };
    format.makeRowReader = [](const FileContext &file) { return std::make_unique<OpenCodeRows>(file); };
    return format;
}

} // namespace tokenmeter
