// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/formats/ClineCli.h"

#include "import/FoundUsage.h"
#include "import/Paths.h"
#include "import/SideFile.h"
#include "import/formats/ClineModels.h"

#include <algorithm>

namespace tokenmeter
{
namespace
{

constexpr std::string_view Ending = ".messages.json";
constexpr std::int64_t MaxManifest = 1 << 20;

/// An answer as written.
struct CliMessage
{
    std::string id{}, model{}, provider{}, cost{};
    bool isAnswer = false;
    bool hasMetrics = false;
    bool isBroken = false;
    json::Moment time{};
    WrittenCounts counts{};
    Notes notes{};
    std::int64_t offset = 0; ///< byte in the file where it begins
};

/// What `<session>.json` beside the messages says of all of them.
struct Manifest
{
    std::string provider{}, model{}, folder{}, root{};
};

Manifest manifestOf(const std::string &path)
{
    Manifest manifest;
    readSideDocument(path, MaxManifest, [&](json::Value document) {
        manifest = {};
        bool ignored = false;
        return json::forEachField(document, ignored, [&](std::string_view key, json::Value value) {
            std::string *const text = key == "provider" ? &manifest.provider
                : key == "model"                        ? &manifest.model
                : key == "cwd"                          ? &manifest.folder
                : key == "workspace_root"               ? &manifest.root
                                                        : nullptr;
            if (text != nullptr) {
                *text = json::readText(value).value;
            }
        });
    });
    return manifest;
}

class ClineCliParser : public LineParser
{
public:
    explicit ClineCliParser(const FileContext &file)
        : m_base{file.path.substr(0, file.path.size() - (file.path.ends_with(Ending) ? Ending.size() : 0))},
          m_session{paths::fileName(m_base)}
    {
    }

    void parse(std::string_view text, std::int64_t offset, RecordSink &sink) override
    {
        std::vector<CliMessage> messages;
        std::string session, agent;
        json::DocumentReader reader;
        const json::DocumentReader::State state = reader.read(text, [&](json::Value document) {
            messages.clear();
            bool wrong = false;
            const json::Error error = json::forEachField(document, wrong, [&](std::string_view key, json::Value value) -> json::Error {
                if (key == "sessionId") {
                    session = json::readText(value).value;
                } else if (key == "agent" && json::kindOf(value) == '"') {
                    agent = json::readText(value).value;
                } else if (key == "messages") {
                    return json::forEachElement(
                        value, [&](json::Value element) { return readMessage(element, offset + reader.offsetOf(element), messages); });
                }
                return json::Ok;
            });
            return wrong ? simdjson::INCORRECT_TYPE : error;
        });
        m_isWaiting = state == json::DocumentReader::State::Unfinished;
        if (state == json::DocumentReader::State::Damaged) {
            sink.problem(Cause::NotJson, offset);
            sink.skipped();
        }
        if (state != json::DocumentReader::State::Whole || messages.empty()) {
            return;
        }
        const Manifest manifest = manifestOf(m_base + ".json");
        UsageContext context;
        context.attribution.session = session.empty() ? m_session : session;
        context.attribution.agent = agent;
        context.attribution.project = manifest.folder.empty() ? manifest.root : manifest.folder;
        for (CliMessage &message : messages) {
            context.serving.model = message.model.empty() ? manifest.model : message.model;
            context.serving.provider = clineProvider(message.provider.empty() ? manifest.provider : message.provider);
            emit(message, context, sink);
        }
    }
    bool isWaiting() const override { return m_isWaiting; }

private:
    static json::Error readMessage(json::Value element, std::int64_t offset, std::vector<CliMessage> &messages)
    {
        CliMessage message;
        message.offset = offset;
        bool wrong = false;
        const json::Error error = json::forEachField(element, wrong, [&](std::string_view key, json::Value value) -> json::Error {
            bool ignored = false;
            if (key == "id") {
                message.id = json::readText(value).value;
            } else if (key == "role") {
                message.isAnswer = json::readText(value).value == "assistant";
            } else if (key == "ts") {
                message.time = json::readTime(value);
            } else if (key == "modelInfo") {
                return json::forEachField(value, ignored, [&](std::string_view name, json::Value field) {
                    if (name == "id") {
                        message.model = json::readText(field).value;
                    } else if (name == "provider") {
                        message.provider = json::readText(field).value;
                    }
                });
            } else if (key == "metrics") {
                message.hasMetrics = json::kindOf(value) == '{';
                return json::forEachField(value, message.isBroken, [&](std::string_view name, json::Value field) {
                    WrittenCounts &c = message.counts;
                    json::Count *const count = name == "inputTokens" ? &c.input
                        : name == "outputTokens"                   ? &c.output
                        : name == "cacheReadTokens"                ? &c.cacheRead
                        : name == "cacheWriteTokens"               ? &c.cacheWrite
                                                                   : nullptr;
                    if (count != nullptr) {
                        *count = message.notes.take(json::readCount(field), "metrics.", name);
                    } else if (name == "cost") {
                        message.cost = json::readDecimal(field).value;
                    }
                });
            }
            return json::Ok;
        });
        if (message.isAnswer && (message.hasMetrics || message.isBroken)) {
            messages.push_back(std::move(message));
        }
        return error;
    }

    static void emit(CliMessage &message, const UsageContext &context, RecordSink &sink)
    {
        if (message.isBroken || message.id.empty()) {
            sink.problem(message.isBroken ? Cause::WrongType : Cause::MissingField, message.offset, message.isBroken ? "metrics" : "id");
            sink.skipped();
            return;
        }
        FoundUsage found{.time = message.time, .timeField = "ts"};
        found.record.tokens = disjointCounts(message.counts, CacheIs::InsideInput, ReasoningIs::InsideOutput, "metrics.inputTokens",
                                             "metrics.outputTokens", message.notes);
        if (!message.cost.empty() && found.record.tokens.total() > 0) { // 0 is a statement here
            found.record.reportedAmount = message.cost;
            found.record.reportedCurrency = "USD";
        }
        found.record.identity = identityOf({"cline-cli", context.attribution.session, message.id, "2"});
        // Version 1 had a provider where none is known, and a copy that names one would keep it.
        found.former.push_back({.identity = identityOf({"cline-cli", context.attribution.session, message.id})});
        handOn(found, context, message.notes, message.offset, sink);
    }

    std::string m_base;
    std::string m_session;
    bool m_isWaiting = false;
};

} // namespace

Format clineCliFormat()
{
    Format format;
    format.id = "cline-cli";
    format.name = "Cline CLI";
    format.parserVersion = 2; // 2: clineProvider()
    format.wholeFile = true;
    format.maxWholeFile = 256 << 20;
    format.roots = [](const DiscoveryPlaces &places) {
        return places.home.empty() ? std::vector<std::string>{} : std::vector<std::string>{places.home + "/.cline/data/sessions"};
    };
    format.ownsFile = [](std::string_view path) { return path.ends_with(Ending) && std::count(path.begin(), path.end(), '/') == 1; };
    format.recognises = [](std::string_view path, std::string_view head) {
        const auto has = [head](std::string_view text) { return head.find(text) != std::string_view::npos; };
        if (path.ends_with(Ending) && has("\"sessionId\"")) {
            return 90;
        }
        return has("\"metrics\"") && has("\"cacheWriteTokens\"") && has("\"modelInfo\"") ? 80 : 0;
    };
    format.makeParser = [](const FileContext &file) { return std::make_unique<ClineCliParser>(file); };
    return format;
}

} // namespace tokenmeter
