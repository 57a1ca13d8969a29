// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/formats/Kimi.h"

#include "import/FoundUsage.h"
#include "import/JsonLineParser.h"
#include "import/Paths.h"
#include "import/SideFile.h"
#include "import/SideKeeper.h"
#include "import/StateText.h"

#include <memory>
#include <unordered_map>
#include <utility>

namespace tokenmeter
{
namespace
{

constexpr std::string_view KimiState = "kimi 1";
constexpr std::int64_t MaxSettings = 1 << 20;
constexpr std::int64_t MaxIndex = 16 << 20;
constexpr std::string_view KimiFallback = "kimi-for-coding";

/// Where a file stands: `sessions/<group>/<session>/wire.jsonl`, or `sessions/<workspace>/<session>/agents/<agent>/wire.jsonl`.
struct KimiPlace
{
    std::string base{}; ///< the tool's folder
    std::string workspace{}, session{}, agent{};

    explicit KimiPlace(const std::string &path)
    {
        std::string_view folder = paths::parent(path);
        if (paths::fileName(paths::parent(folder)) == "agents") {
            agent = paths::fileName(folder);
            folder = paths::parent(paths::parent(folder));
        }
        session = paths::fileName(folder);
        workspace = paths::fileName(paths::parent(folder));
        base = paths::parent(paths::parent(paths::parent(folder)));
    }
};

/// The model that is set today, which need not be the one that answered: older lines name none.
std::string modelOfToday(const std::string &base)
{
    std::string model;
    readSideDocument(base + "/config.json", MaxSettings, [&](json::Value document) {
        bool ignored = false;
        return json::forEachField(document, ignored, [&](std::string_view key, json::Value value) {
            if (key == "model" && json::kindOf(value) == '"') {
                model = json::readText(value).value;
            }
        });
    });
    return model.empty() ? std::string{KimiFallback} : model;
}

std::string folderOfWorkspace(const std::string &base, std::string_view workspace)
{
    std::string folder;
    readSideDocument(base + "/workspaces.json", MaxSettings, [&](json::Value document) {
        bool ignored = false;
        return json::forEachField(document, ignored, [&](std::string_view key, json::Value value) -> json::Error {
            if (key != "workspaces") {
                return json::Ok;
            }
            return json::forEachField(value, ignored, [&](std::string_view slug, json::Value entry) -> json::Error {
                const bool isOurs = slug == workspace;
                return json::forEachField(entry, ignored, [&](std::string_view name, json::Value field) {
                    if (isOurs && name == "root") {
                        folder = json::readText(field).value;
                    }
                });
            });
        });
    });
    return folder;
}

/// What `session_index.jsonl` says: a line a session, of which the last holds.
using KimiIndex = std::unordered_map<std::string, std::string>; ///< folders by session

KimiIndex readKimiIndex(const std::string &path)
{
    KimiIndex folders;
    std::optional<SideText> file = readSideText(path, MaxIndex);
    std::string_view text = file ? file->text() : std::string_view{};
    json::LineReader reader;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        SideText line{.bytes = std::string{text.substr(0, end)}};
        text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
        line.size = line.bytes.size();
        line.bytes.append(simdjson::SIMDJSON_PADDING, ' ');
        std::string session, folder;
        const bool isWhole = reader.read(line.text(), [&](json::Object &object) {
            return json::forEachField(object, [&](std::string_view key, json::Value value) {
                if (key == "sessionId") {
                    session = json::readText(value).value;
                } else if (key == "workDir") {
                    folder = json::readText(value).value;
                }
            });
        });
        if (isWhole && !session.empty() && !folder.empty()) {
            folders.insert_or_assign(std::move(session), std::move(folder));
        }
    }
    return folders;
}

std::string folderOfSession(const std::string &base, const std::string &session)
{
    const std::string path = base + "/session_index.jsonl";
    // It is of all sessions, and each of their agents' logs asks for it.
    const auto read = [&path] { return std::make_shared<const KimiIndex>(readKimiIndex(path)); };
    const auto folders = std::static_pointer_cast<const KimiIndex>(keptBeside(path, read));
    const auto found = folders != nullptr ? folders->find(session) : KimiIndex::const_iterator{};
    return folders != nullptr && found != folders->end() ? found->second : std::string{};
}

/// The fields of a line of either version. The texts lie in the reader.
struct KimiLine
{
    std::string_view type{};
    std::string_view scope{};
    std::string_view model{};
    json::Moment time{};
    std::string_view message{};
    bool hasUsage = false;
    bool isBroken = false;
    WrittenCounts counts{};
};

class KimiParser : public JsonLineParser<KimiParser, KimiLine>
{
public:
    explicit KimiParser(const FileContext &file) : m_place{file.path}
    {
        m_context.attribution.session = m_place.session;
        m_context.attribution.agent = m_place.agent == "main" ? std::string{} : m_place.agent;
        if (!m_place.agent.empty()) {
            const std::string folder = folderOfWorkspace(m_place.base, m_place.workspace);
            m_context.attribution.project = folder.empty() ? folderOfSession(m_place.base, m_place.session) : folder;
        }
    }

    std::string saveState() const override
    {
        StateWriter state{KimiState};
        state.text(m_asked);
        return state.result();
    }
    bool restoreState(std::string_view text) override
    {
        if (text.empty()) {
            return true;
        }
        StateReader state{text, KimiState};
        m_asked = state.text();
        return state.isAtEnd();
    }

private:
    friend JsonLineParser<KimiParser, KimiLine>;

    json::Error readField(std::string_view key, json::Value value)
    {
        bool ignored = false;
        if (key == "type") {
            m_line.type = json::readText(value).value;
        } else if (key == "usageScope") {
            m_line.scope = json::readText(value).value;
        } else if (key == "model") {
            m_line.model = json::readText(value).value;
        } else if (key == "time" || key == "timestamp") {
            m_line.time = json::readTime(value);
        } else if (key == "usage") {
            return readUsage(value);
        } else if (key == "message") { // of the older version
            return json::forEachField(value, ignored, [&](std::string_view name, json::Value field) -> json::Error {
                if (name == "type") {
                    m_line.type = json::readText(field).value;
                } else if (name == "payload") {
                    return json::forEachField(field, ignored, [&](std::string_view inner, json::Value part) -> json::Error {
                        if (inner == "message_id") {
                            m_line.message = json::readText(part).value;
                        }
                        return inner == "token_usage" ? readUsage(part) : json::Ok;
                    });
                }
                return json::Ok;
            });
        }
        return json::Ok;
    }

    json::Error readUsage(json::Value value)
    {
        m_line.hasUsage = json::kindOf(value) == '{';
        return json::forEachField(value, m_line.isBroken, [&](std::string_view name, json::Value field) {
            WrittenCounts &c = m_line.counts;
            json::Count *const count = name == "input_other" || name == "inputOther"     ? &c.input
                : name == "output"                                                     ? &c.output
                : name == "input_cache_read" || name == "inputCacheRead"               ? &c.cacheRead
                : name == "input_cache_creation" || name == "inputCacheCreation"       ? &c.cacheWrite
                                                                                       : nullptr;
            if (count != nullptr) {
                *count = m_notes.take(json::readCount(field), "usage.", name);
            }
        });
    }

    void takeLine(std::int64_t offset, RecordSink &sink)
    {
        if (m_line.type == "llm.request" && !m_line.model.empty()) {
            m_asked = m_line.model;
        }
        const bool isOld = m_line.type == "StatusUpdate";
        // Records of a whole session, and what ends a step, repeat the turns.
        if ((!isOld && (m_line.type != "usage.record" || m_line.scope != "turn")) || (!m_line.hasUsage && !m_line.isBroken)) {
            return;
        }
        if (m_line.isBroken) {
            sink.problem(Cause::WrongType, offset, "usage");
            sink.skipped();
            return;
        }
        FoundUsage found{.time = m_line.time, .timeField = isOld ? "timestamp" : "time"};
        UsageRecord &record = found.record;
        record.tokens = disjointCounts(m_line.counts, CacheIs::Beside, ReasoningIs::InsideOutput, "usage.input", "usage.output", m_notes);
        const std::string time = std::to_string(msOf(m_line.time.time));
        const TokenCounts &t = record.tokens;
        const std::string counts = std::to_string(t.input) + ' ' + std::to_string(t.cacheRead) + ' ' + std::to_string(t.cacheWrite5m) + ' '
            + std::to_string(t.output);
        record.identity = isOld && !m_line.message.empty() ? identityOf({"kimi", m_place.session, m_line.message})
                                                           : identityOf({"kimi", m_place.session, m_place.agent, time, counts});
        describeModel(isOld, record);
        handOn(found, m_context, m_notes, offset, sink);
    }

    void describeModel(bool isOld, UsageRecord &record)
    {
        constexpr std::string_view Prefix = "kimi-code/";
        std::string_view model = m_line.model;
        if (!isOld && (model.empty() || model.starts_with("__") || model.starts_with(Prefix)) && !m_asked.empty()) {
            model = m_asked;
        }
        model.remove_prefix(model.starts_with(Prefix) ? Prefix.size() : 0);
        if (model.empty() || model.starts_with("__")) {
            if (m_today.empty()) {
                m_today = modelOfToday(m_place.base);
            }
            model = m_today;
            record.flags |= FallbackModelFlag;
        }
        m_context.serving.model = model;
    }

    KimiPlace m_place;
    UsageContext m_context{};
    std::string m_asked{}; ///< the last model that a request named
    std::string m_today{};
};

std::vector<std::string> kimiRoots(const DiscoveryPlaces &places)
{
    std::vector<std::string> roots;
    for (const std::string &folder : paths::splitList(places.variable("KIMI_DATA_DIR"), places.home)) {
        roots.push_back(folder + "/sessions");
    }
    if (roots.empty() && !places.home.empty()) {
        roots.push_back(places.home + "/.kimi/sessions");
    }
    const std::vector<std::string> named = paths::splitList(places.variable("KIMI_CODE_HOME"), places.home);
    for (const std::string &folder : named) {
        roots.push_back(folder + "/sessions");
    }
    if (named.empty() && !places.home.empty()) {
        roots.push_back(places.home + "/.kimi-code/sessions");
    }
    return roots;
}

} // namespace

Format kimiFormat()
{
    Format format;
    format.id = "kimi";
    format.name = "Kimi";
    format.parserVersion = 2; // 2: folders that stand in session_index.jsonl alone
    format.needles = {"\"token_usage\"", "\"usage.record\"", "\"llm.request\""};
    format.variables = {"KIMI_CODE_HOME", "KIMI_DATA_DIR"};
    format.roots = kimiRoots;
    format.ownsFile = [](std::string_view path) { return paths::fileName(path) == "wire.jsonl"; };
    format.recognises = [](std::string_view path, std::string_view head) {
        const auto has = [head](std::string_view text) { return head.find(text) != std::string_view::npos; };
        const bool isWire = has("\"usage.record\"") || has("\"llm.request\"") || (has("\"StatusUpdate\"") && has("\"payload\""))
            || has("\"protocol_version\"");
        return isWire ? 90 : path.find("/.kimi") != std::string_view::npos && path.ends_with("/wire.jsonl") ? 70 : 0;
    };
    format.makeParser = [](const FileContext &file) { return std::make_unique<KimiParser>(file); };
    return format;
}

} // namespace tokenmeter
