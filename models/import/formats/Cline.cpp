// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/formats/Cline.h"

#include "import/FoundUsage.h"
#include "import/Paths.h"
#include "import/formats/ClineModels.h"

#include <algorithm>
#include <array>
#include <unordered_map>

namespace tokenmeter
{
namespace
{

using namespace std::chrono;

/// What differs between the extensions.
struct Extension
{
    std::string_view id{};     ///< of the format
    std::string_view name{};
    std::string_view folder{}; ///< below globalStorage
    /// From here on the prompt count holds what came from and went into the cache, whichever protocol; before, with OpenAI's alone. Who
    /// updated later than the release is misjudged for some weeks. Nothing: the count never holds it, but for some services.
    std::optional<UtcTime> inclusiveSince{};
};

constexpr Extension ClineExtension{"cline", "Cline", "saoudrizwan.claude-dev", {}};
constexpr Extension RooExtension{"roo-code", "Roo Code", "rooveterinaryinc.roo-cline", sys_days{year{2025} / 11 / 1}};
constexpr Extension KiloExtension{"kilo-code", "Kilo Code", "kilocode.kilo-code", sys_days{year{2025} / 11 / 12}};

/// Services whose prompt count Cline hands on as it came. The list is of 2026 and changes with versions: not verified for each.
constexpr std::array<std::string_view, 9> PassedThrough{"openai", "litellm", "doubao", "fireworks", "hicap", "lmstudio", "qwen", "xai", "zai"};

/// An element of the list as written. Its texts lie in the reader.
struct UiElement
{
    json::Moment time{};
    bool isSaid = false;
    std::string_view say{};
    std::string_view text{};
    std::string_view model{};
    std::string_view provider{};
    std::string_view mode{};

    bool isRequest() const { return isSaid && say == "api_req_started"; }
    /// A sum of requests that a restored checkpoint took out of the list.
    bool isOfRemoved() const { return isSaid && say == "deleted_api_reqs"; }
    /// That, or a sum of requests that a helper made. How many is not written.
    bool isSum() const { return isOfRemoved() || (isSaid && say == "subagent_usage"); }
};

/// What the element's text holds, which is JSON once more.
struct RequestText
{
    WrittenCounts counts{};
    std::string protocol{};
    std::string cost{};
    Notes notes{};
};

struct Found
{
    UiElement element{};
    std::string say{}, model{}, provider{}, mode{};
    RequestText request{};
    std::int64_t offset = 0; ///< byte in the file where the element begins
    std::string before{}; ///< time of the element with usage before it in the list; empty for the first
    bool isBroken = false;
};

class ClineParser : public LineParser
{
public:
    ClineParser(const Extension &extension, const FileContext &file)
        : m_extension{extension}, m_folder{paths::parent(file.path)}, m_task{paths::fileName(m_folder)}
    {
    }

    void parse(std::string_view text, std::int64_t offset, RecordSink &sink) override
    {
        std::vector<Found> found;
        forget();
        const json::DocumentReader::State state = m_reader.read(text, [&](json::Value document) -> json::Error {
            found.clear();
            forget();
            if (json::kindOf(document) != '[') {
                return simdjson::INCORRECT_TYPE;
            }
            return json::forEachElement(
                document, [&](json::Value element) { return readElement(element, offset + m_reader.offsetOf(element), found); });
        });
        m_isWaiting = state == json::DocumentReader::State::Unfinished;
        if (state == json::DocumentReader::State::Damaged) {
            sink.problem(Cause::NotJson, offset);
            sink.skipped();
        }
        if (state == json::DocumentReader::State::Whole && !found.empty()) {
            const ClineModels models = clineModels(m_folder);
            const ClineTask task = clineTask(m_folder);
            std::sort(m_starts.begin(), m_starts.end());
            m_newest = newestOf(found);
            for (Found &each : found) {
                emit(each, models, task, sink);
            }
        }
    }
    bool isWaiting() const override { return m_isWaiting; }

private:
    void forget()
    {
        m_starts.clear();
        m_last.clear();
        m_before.clear();
    }

    /// What stood before the element when it was first written; one that the list repeats keeps its place.
    const std::string &before(const UiElement &element)
    {
        const std::string time = element.time.present && !element.time.problem ? std::to_string(msOf(element.time.time)) : m_last;
        const auto [place, isNew] = m_before.try_emplace(std::string{element.say} + ' ' + time, m_last);
        m_last = isNew ? time : m_last;
        return place->second;
    }

    json::Error readElement(json::Value value, std::int64_t offset, std::vector<Found> &found)
    {
        UiElement element;
        bool wrong = false;
        const json::Error error = json::forEachField(value, wrong, [&](std::string_view key, json::Value field) -> json::Error {
            if (key == "ts") {
                element.time = json::readTime(field);
            } else if (key == "type") {
                element.isSaid = json::readText(field).value == "say";
            } else if (key == "say") {
                element.say = json::readText(field).value;
            } else if (key == "text" && json::kindOf(field) == '"') {
                element.text = json::readText(field).value;
            } else if (key == "modelInfo") {
                bool ignored = false;
                return json::forEachField(field, ignored, [&](std::string_view name, json::Value part) {
                    if (name == "modelId") {
                        element.model = json::readText(part).value;
                    } else if (name == "providerId") {
                        element.provider = json::readText(part).value;
                    } else if (name == "mode") {
                        element.mode = json::readText(part).value;
                    }
                });
            }
            return json::Ok;
        });
        if (error != json::Ok || (!element.isRequest() && !element.isSum())) {
            return error;
        }
        if (element.isRequest() && element.time.present && !element.time.problem) {
            m_starts.push_back(element.time.time);
        }
        Found one{.element = element, .offset = offset, .before = before(element)};
        m_inner.assign(element.text);
        const std::size_t size = m_inner.size();
        m_inner.append(simdjson::SIMDJSON_PADDING, ' ');
        one.isBroken = !m_innerReader.read({m_inner.data(), size}, [&](json::Object &object) { return readRequest(object, one.request); });
        if (one.isBroken || one.request.counts.hasAny()) { // else it is still running
            one.say = element.say;
            one.model = element.model;
            one.provider = element.provider;
            one.mode = element.mode;
            found.push_back(std::move(one));
        }
        return json::Ok;
    }

    static json::Error readRequest(json::Object &object, RequestText &request)
    {
        request = {};
        return json::forEachField(object, [&](std::string_view key, json::Value value) {
            WrittenCounts &c = request.counts;
            json::Count *const count = key == "tokensIn" ? &c.input
                : key == "tokensOut"                     ? &c.output
                : key == "cacheReads"                    ? &c.cacheRead
                : key == "cacheWrites"                   ? &c.cacheWrite
                                                         : nullptr;
            if (count != nullptr) {
                *count = request.notes.take(json::readCount(value), {}, key);
            } else if (key == "cost") {
                request.cost = json::readDecimal(value).value;
            } else if (key == "apiProtocol") {
                request.protocol = json::readText(value).value;
            }
        });
    }

    CacheIs cacheOf(const Found &found, std::string_view provider) const
    {
        const WrittenCounts &c = found.request.counts;
        if (c.input.value < c.cacheRead.value + c.cacheWrite.value) {
            return CacheIs::Beside; // it cannot be inside
        }
        if (m_extension.inclusiveSince) {
            const bool isBefore = found.request.protocol == "anthropic" && found.element.time.time < *m_extension.inclusiveSince;
            return isBefore ? CacheIs::Beside : CacheIs::InsideInput;
        }
        const bool isPassedThrough = std::find(PassedThrough.begin(), PassedThrough.end(), provider) != PassedThrough.end();
        return isPassedThrough ? CacheIs::InsideInput : CacheIs::Beside;
    }

    /// The other two take requests out without a word.
    bool hasRemovals() const { return m_extension.id == ClineExtension.id; }

    /// Of the elements that count.
    static UtcTime newestOf(const std::vector<Found> &found)
    {
        UtcTime newest{};
        for (const Found &each : found) {
            newest = each.isBroken || each.element.time.problem ? newest : std::max(newest, each.element.time.time);
        }
        return newest;
    }

    std::optional<UtcTime> nextStart(UtcTime time) const
    {
        const auto next = std::upper_bound(m_starts.begin(), m_starts.end(), time);
        return next == m_starts.end() ? std::nullopt : std::optional{*next};
    }

    void emit(Found &found, const ClineModels &models, const ClineTask &task, RecordSink &sink)
    {
        if (found.isBroken) {
            sink.problem(Cause::NotJson, found.offset, "text");
            sink.skipped();
            return;
        }
        const ClineModel *beside = clineModelAt(models, found.element.time.time, nextStart(found.element.time.time));
        const std::string provider = !found.provider.empty() ? found.provider : beside != nullptr ? beside->provider : std::string{};
        FoundUsage usage{.time = found.element.time, .timeField = "ts"};
        UsageRecord &record = usage.record;
        record.tokens = disjointCounts(found.request.counts, cacheOf(found, provider), ReasoningIs::InsideOutput, "tokensIn", "tokensOut",
                                       found.request.notes);
        setReported(record, found.request.cost, "USD");
        record.flags = found.element.isSum() ? std::uint32_t{AggregateFlag} : 0U;
        const std::string time = std::to_string(msOf(usage.time.time));
        const std::string_view sum = found.element.isSum() ? std::string_view{found.say} : std::string_view{};
        record.identity = identityOf({m_extension.id, m_task, time, sum});
        if (hasRemovals()) {
            // What stands behind an element, stands there until it is removed; the sum of what was removed takes its place. So the
            // first removed request and the sum are one family, and whoever knows the request from before hides the sum. Whoever goes back to
            // that element once more makes a sum that holds the older one and what was asked after it.
            record.family = familyOf({m_extension.id, m_task, found.before});
            // As it was stored before there were families, and then with a provider that is none: a copy that names one would keep it.
            usage.former.push_back({.identity = record.identity});
            usage.former.push_back({.identity = record.identity, .family = record.family});
            record.identity = identityOf({m_extension.id, m_task, time, sum, "4"});
            record.flags |= found.element.isOfRemoved() ? std::uint32_t{SidechainFlag} | RemovedFlag : 0U;
            record.flags |= found.element.isOfRemoved() && usage.time.time < m_newest ? std::uint32_t{ContinuedFlag} : 0U;
        }
        m_context.attribution.session = m_task;
        m_context.attribution.project = task.project;
        m_context.attribution.agent = !found.mode.empty() ? found.mode : beside != nullptr ? beside->mode : std::string{};
        m_context.serving.provider = clineProvider(provider);
        m_context.serving.model = !found.model.empty() ? found.model : beside != nullptr ? beside->model : task.model;
        handOn(usage, m_context, found.request.notes, found.offset, sink);
    }

    const Extension &m_extension;
    std::string m_folder;
    std::string m_task;
    json::DocumentReader m_reader{};
    json::LineReader m_innerReader{};
    std::string m_inner{};
    std::string m_last{}; ///< time of the last element with usage, or that will have some
    std::unordered_map<std::string, std::string> m_before{}; ///< of each of them the time of the one before it
    UtcTime m_newest{};              ///< time of the last element that counts
    std::vector<UtcTime> m_starts{}; ///< of all requests, also of those that have no counts yet
    UsageContext m_context{};
    bool m_isWaiting = false;
};

/// Editors made from VS Code keep the same folders under their own names. A storage path that the user set is found by naming it.
std::vector<std::string> extensionRoots(const DiscoveryPlaces &places, const Extension &extension)
{
    constexpr std::array<std::string_view, 6> Editors{"Code", "Code - Insiders", "VSCodium", "Cursor", "Windsurf", "Trae"};
    std::vector<std::string> roots;
    const std::string below = "/User/globalStorage/" + std::string{extension.folder};
    const auto add = [&](const std::string &folder) {
        for (const std::string_view editor : Editors) {
            roots.push_back(folder + '/' + std::string{editor} + below);
        }
    };
    if (!places.xdgConfigHome.empty()) {
        add(places.xdgConfigHome);
    } else if (!places.home.empty()) {
        add(places.home + "/.config");
    }
    if (!places.home.empty()) {
        add(places.home + "/Library/Application Support");
        roots.push_back(places.home + "/.vscode-server/data" + below);
        if (extension.id == ClineExtension.id) {
            roots.push_back(places.home + "/.cline/data");
        }
    }
    return roots;
}

/// `tasks/<task>/ui_messages.json`
bool ownsTaskFile(std::string_view path)
{
    return path.starts_with("tasks/") && path.ends_with("/ui_messages.json") && std::count(path.begin(), path.end(), '/') == 2;
}

Format extensionFormat(const Extension &extension)
{
    Format format;
    format.id = extension.id;
    format.name = extension.name;
    format.parserVersion = extension.id == ClineExtension.id ? 4 : 2; // 3: families of requests that were removed, and of their sums; 4: clineProvider()
    format.repeats = extension.id == ClineExtension.id ? RepeatedCalls::Removals : RepeatedCalls::SideQuestions;
    format.wholeFile = true;
    format.maxWholeFile = 256 << 20;
    format.roots = [&extension](const DiscoveryPlaces &places) { return extensionRoots(places, extension); };
    format.ownsFile = ownsTaskFile;
    format.entersFolder = [](std::string_view path) { return path == "tasks" || (path.starts_with("tasks/") && path.find('/', 6) == std::string_view::npos); };
    format.recognises = [&extension](std::string_view path, std::string_view head) {
        const auto has = [head](std::string_view text) { return head.find(text) != std::string_view::npos; };
        if (paths::fileName(path) != "ui_messages.json" && !has("\"api_req_started\"")) {
            return 0;
        }
        if (path.find(extension.folder) != std::string_view::npos) {
            return 96;
        }
        if (extension.id == ClineExtension.id && path.find("/.cline/") != std::string_view::npos) {
            return 96;
        }
        // Elsewhere nothing says whose it is but the protocol, which Cline does not write; of the other two Roo Code is the older.
        const bool isRoo = has("apiProtocol");
        return extension.id == RooExtension.id ? (isRoo ? 80 : 40) : extension.id == ClineExtension.id ? 60 : 20;
    };
    format.makeParser = [&extension](const FileContext &file) { return std::make_unique<ClineParser>(extension, file); };
    return format;
}

} // namespace

Format clineFormat()
{
    return extensionFormat(ClineExtension);
}

Format rooCodeFormat()
{
    return extensionFormat(RooExtension);
}

Format kiloCodeFormat()
{
    return extensionFormat(KiloExtension);
}

} // namespace tokenmeter
