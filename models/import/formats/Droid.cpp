// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/formats/Droid.h"

#include "import/FoundUsage.h"
#include "import/Paths.h"
#include "import/SideFile.h"

#include <algorithm>
#include <array>

namespace tokenmeter
{
namespace
{

constexpr std::string_view Ending = ".settings.json";
constexpr std::int64_t TranscriptHead = 64 << 10;
constexpr std::int64_t ModelHead = 256 << 10; ///< of a transcript whose session does not name its model

/// `custom:Claude Opus 4.1 [x]` to `Claude-Opus-4.1`: what the tool writes around a name is none of it, and price lists know names without spaces.
/// They are searched without regard to case. Points stay, since names without them are no names.
std::string plainModel(std::string_view name)
{
    constexpr std::string_view Custom = "custom:";
    name.remove_prefix(name.starts_with(Custom) ? Custom.size() : 0);
    name = name.substr(0, name.find('['));
    while (name.ends_with(' ') || name.ends_with('-')) {
        name.remove_suffix(1);
    }
    std::string plain{name};
    std::replace(plain.begin(), plain.end(), ' ', '-');
    return plain;
}

/// A few words with a number, the first of them the name of a family of models: it stands among what people said and what files held, of which
/// nothing else may be kept.
bool isModelName(std::string_view name)
{
    constexpr std::size_t Longest = 64;
    constexpr std::ptrdiff_t MostSpaces = 3;
    constexpr std::array<std::string_view, 14> Families{"claude", "codex", "deepseek", "gemini", "glm", "gpt", "grok", "kimi", "llama", "minimax", "mistral", "o3", "o4", "qwen"};
    std::string plain = plainModel(name);
    std::transform(plain.begin(), plain.end(), plain.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; });
    if (std::none_of(Families.begin(), Families.end(), [&](std::string_view family) { return plain.starts_with(family); })) {
        return false;
    }
    const auto isOfName = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || std::string_view{" .:/@_-[]"}.find(c) != std::string_view::npos; };
    return !name.empty() && name.size() <= Longest && name.front() != ' ' && name.front() != '[' && std::all_of(name.begin(), name.end(), isOfName)
        && std::any_of(name.begin(), name.end(), [](char c) { return c >= '0' && c <= '9'; }) && std::count(name.begin(), name.end(), ' ') <= MostSpaces;
}

/// The first line `Model: ...` of a text in the transcript beside, as the tool tells it to the model; empty where none is near the beginning.
std::string modelOfTranscript(const std::string &transcript)
{
    constexpr std::string_view Begin = "Model: ";
    const std::optional<SideText> head = readSideHead(transcript, ModelHead);
    const std::string_view text = head ? head->text() : std::string_view{};
    for (std::size_t at = text.find(Begin); at != std::string_view::npos; at = text.find(Begin, at + 1)) {
        const std::string_view before = text.substr(0, at);
        const std::size_t from = at + Begin.size();
        const std::size_t end = text.find_first_of("\\\"", from); // of the line or of the text, as JSON writes them
        if ((before.ends_with("\\n") || before.ends_with('"')) && end != std::string_view::npos && isModelName(text.substr(from, end - from))) {
            return std::string{text.substr(from, end - from)};
        }
    }
    return {};
}

/// The folder that the transcript beside names on its first line.
std::string folderOf(const std::string &transcript)
{
    std::string folder;
    const std::optional<SideText> head = readSideHead(transcript, TranscriptHead);
    if (!head) {
        return folder;
    }
    SideText line{.bytes = std::string{head->text().substr(0, head->text().find('\n'))}};
    line.size = line.bytes.size();
    line.bytes.append(simdjson::SIMDJSON_PADDING, ' ');
    json::LineReader reader;
    reader.read(line.text(), [&](json::Object &object) {
        return json::forEachField(object, [&](std::string_view key, json::Value value) {
            if (key == "cwd") {
                folder = json::readText(value).value;
            }
        });
    });
    return folder;
}

/// One sum a session, booked when it began: all of it for the model that it had last.
class DroidParser : public LineParser
{
public:
    explicit DroidParser(const FileContext &file)
        : m_base{file.path.substr(0, file.path.size() - (file.path.ends_with(Ending) ? Ending.size() : 0))}, m_modified{file.modified}
    {
    }

    void parse(std::string_view text, std::int64_t offset, RecordSink &sink) override
    {
        std::string model, provider;
        json::Moment time;
        WrittenCounts counts;
        Notes notes;
        bool isBroken = false;
        std::int64_t place = offset; // of the sum
        json::DocumentReader reader;
        const json::DocumentReader::State state = reader.read(text, [&](json::Value document) {
            notes.clear();
            counts = {};
            bool wrong = false;
            const json::Error error = json::forEachField(document, wrong, [&](std::string_view key, json::Value value) -> json::Error {
                if (key == "model") {
                    model = json::readText(value).value;
                } else if (key == "providerLock") {
                    provider = json::readText(value).value;
                } else if (key == "providerLockTimestamp") {
                    time = json::readTime(value);
                } else if (key == "tokenUsage") {
                    place = offset + reader.offsetOf(value);
                    return json::forEachField(value, isBroken, [&](std::string_view name, json::Value field) {
                        json::Count *const count = name == "inputTokens" ? &counts.input
                            : name == "outputTokens"                   ? &counts.output
                            : name == "cacheCreationTokens"            ? &counts.cacheWrite
                            : name == "cacheReadTokens"                ? &counts.cacheRead
                            : name == "thinkingTokens"                 ? &counts.reasoning
                                                                       : nullptr;
                        if (count != nullptr) {
                            *count = notes.take(json::readCount(field), "tokenUsage.", name);
                        }
                    });
                }
                return json::Ok;
            });
            return wrong ? simdjson::INCORRECT_TYPE : error;
        });
        m_isWaiting = state == json::DocumentReader::State::Unfinished;
        if (state == json::DocumentReader::State::Damaged || isBroken) {
            sink.problem(isBroken ? Cause::WrongType : Cause::NotJson, isBroken ? place : offset, isBroken ? "tokenUsage" : "");
            sink.skipped();
        }
        if (state != json::DocumentReader::State::Whole || isBroken || !counts.hasAny()) {
            return;
        }
        FoundUsage found{.time = time, .timeField = "providerLockTimestamp"};
        if (!found.time.present && msOf(m_modified) > 0) {
            found.time = json::timeOf(msOf(m_modified));
        }
        // Whether the output holds what was thought has not been verified; Google's services count it beside.
        const bool cannotBeInside = provider != "google" && counts.reasoning.value > counts.output.value;
        const bool isBeside = provider == "google" || cannotBeInside;
        UsageRecord &record = found.record;
        record.tokens = disjointCounts(counts, CacheIs::Beside, isBeside ? ReasoningIs::Beside : ReasoningIs::InsideOutput,
                                       "tokenUsage.inputTokens", "tokenUsage.thinkingTokens", notes);
        record.precision = Precision::Session;
        record.flags = AggregateFlag;
        const std::string session{paths::fileName(m_base)};
        // While it cannot be inside the sum is another one: the next look may find that it was inside all the time, and the larger sum must not
        // stay. What this source told in the other reading goes; a copy elsewhere that is still in it tells nothing more.
        const Identity inside = identityOf({"droid", session, "inside"}), beside = identityOf({"droid", session, "beside"});
        record.identity = cannotBeInside ? beside : inside;
        found.former.push_back({.identity = cannotBeInside ? inside : beside, .isAlias = !cannotBeInside});
        found.former.push_back({.identity = identityOf({"droid", session})}); // version 1: in either reading, and a model without points
        UsageContext context;
        context.attribution.session = session;
        context.attribution.project = folderOf(m_base + ".jsonl");
        context.serving.provider = provider;
        context.serving.model = plainModel(model.empty() ? modelOfTranscript(m_base + ".jsonl") : model);
        handOn(found, context, notes, place, sink);
    }
    bool isWaiting() const override { return m_isWaiting; }

private:
    std::string m_base;
    UtcTime m_modified;
    bool m_isWaiting = false;
};

std::vector<std::string> droidRoots(const DiscoveryPlaces &places)
{
    std::vector<std::string> roots = paths::splitList(places.variable("DROID_SESSIONS_DIR"), places.home);
    if (roots.empty() && !places.home.empty()) {
        roots.push_back(places.home + "/.factory/sessions");
    }
    return roots;
}

} // namespace

Format droidFormat()
{
    Format format;
    format.id = "droid";
    format.name = "Droid";
    format.parserVersion = 2; // 2: models as written, identities of both readings of what was thought
    format.sessionSums = true;
    format.wholeFile = true;
    format.maxWholeFile = 16 << 20;
    format.variables = {"DROID_SESSIONS_DIR"};
    format.roots = droidRoots;
    format.ownsFile = [](std::string_view path) { return path.ends_with(Ending); };
    format.recognises = [](std::string_view path, std::string_view head) {
        const auto has = [head](std::string_view text) { return head.find(text) != std::string_view::npos; };
        const bool isSettings = has("\"tokenUsage\"") && has("\"cacheReadTokens\"");
        return isSettings ? (path.ends_with(Ending) ? 92 : 80) : path.ends_with(Ending) && path.find("/.factory/") != std::string_view::npos ? 70 : 0;
    };
    format.makeParser = [](const FileContext &file) { return std::make_unique<DroidParser>(file); };
    return format;
}

} // namespace tokenmeter
