// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/formats/Amp.h"

#include "import/FoundUsage.h"
#include "import/Paths.h"

#include <algorithm>
#include <map>

namespace tokenmeter
{
namespace
{

/// An answer's own usage, or an event of the ledger of the thread.
struct AmpUsage
{
    std::string id{}; ///< of the event or the message
    std::string message{}; ///< to which an event belongs
    std::string model{};
    std::string credits{};
    json::Moment time{};
    WrittenCounts counts{};
    Notes notes{};
    std::int64_t offset = 0; ///< byte in the file where the element begins
    bool isAnswer = false;
    bool hasUsage = false;
    bool isBroken = false;
    bool isTold = false; ///< of an answer: an event is of it
};

/// Ids of messages are numbers or texts.
std::string idText(json::Value value)
{
    if (json::kindOf(value) == '"') {
        return std::string{json::readText(value).value};
    }
    const std::optional<std::int64_t> number = json::readInteger(value);
    return number ? std::to_string(*number) : std::string{};
}

class AmpParser : public LineParser
{
public:
    explicit AmpParser(const FileContext &file) : m_name{paths::stem(file.path)} {}

    void parse(std::string_view text, std::int64_t offset, RecordSink &sink) override
    {
        std::string thread;
        std::vector<AmpUsage> answers, events;
        json::DocumentReader reader;
        const json::DocumentReader::State state = reader.read(text, [&](json::Value document) {
            answers.clear();
            events.clear();
            bool wrong = false;
            const json::Error error = json::forEachField(document, wrong, [&](std::string_view key, json::Value value) -> json::Error {
                if (key == "id") {
                    thread = json::readText(value).value;
                } else if (key == "messages") {
                    return json::forEachElement(value, [&](json::Value each) { return readMessage(each, offset + reader.offsetOf(each), answers); });
                } else if (key == "usageLedger") {
                    bool ignored = false;
                    return json::forEachField(value, ignored, [&](std::string_view name, json::Value field) -> json::Error {
                        const auto read = [&](json::Value each) { return readEvent(each, offset + reader.offsetOf(each), events); };
                        return name == "events" ? json::forEachElement(field, read) : json::Ok;
                    });
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
        if (state != json::DocumentReader::State::Whole) {
            return;
        }
        addCaches(events, answers); // the ledger counts the same answers, without their caches
        const std::string &name = thread.empty() ? m_name : thread;
        for (AmpUsage &event : events) {
            emit(event, name, sink);
        }
        for (AmpUsage &answer : answers) {
            const bool isDamaged = answer.isBroken || answer.id.empty(); // no loss where the ledger counts
            if (!answer.isTold && (events.empty() || !isDamaged)) {
                emit(answer, name, sink);
            }
        }
    }
    bool isWaiting() const override { return m_isWaiting; }

private:
    static json::Error readMessage(json::Value value, std::int64_t offset, std::vector<AmpUsage> &answers)
    {
        AmpUsage answer;
        answer.offset = offset;
        bool ignored = false;
        const json::Error error = json::forEachField(value, ignored, [&](std::string_view key, json::Value field) -> json::Error {
            if (key == "role") {
                answer.isAnswer = json::readText(field).value == "assistant";
            } else if (key == "messageId") {
                answer.id = idText(field);
            } else if (key == "usage") {
                answer.hasUsage = json::kindOf(field) == '{';
                return json::forEachField(field, answer.isBroken, [&](std::string_view name, json::Value part) {
                    json::Count *const count = name == "inputTokens"   ? &answer.counts.input
                        : name == "outputTokens"                     ? &answer.counts.output
                        : name == "cacheCreationInputTokens"         ? &answer.counts.cacheWrite
                        : name == "cacheReadInputTokens"             ? &answer.counts.cacheRead
                                                                     : nullptr;
                    if (count != nullptr) {
                        *count = answer.notes.take(json::readCount(part), "usage.", name);
                    } else {
                        readCommon(name, part, answer);
                    }
                });
            }
            return json::Ok;
        });
        if (answer.isAnswer && (answer.hasUsage || answer.isBroken)) {
            answers.push_back(std::move(answer));
        }
        return error;
    }

    static json::Error readEvent(json::Value value, std::int64_t offset, std::vector<AmpUsage> &events)
    {
        AmpUsage event;
        event.offset = offset;
        bool ignored = false;
        const json::Error error = json::forEachField(value, ignored, [&](std::string_view key, json::Value field) -> json::Error {
            if (key == "id") {
                event.id = idText(field);
            } else if (key == "toMessageId") {
                event.message = idText(field);
            } else if (key == "tokens") {
                return json::forEachField(field, event.isBroken, [&](std::string_view name, json::Value part) {
                    json::Count *const count = name == "input" ? &event.counts.input : name == "output" ? &event.counts.output : nullptr;
                    if (count != nullptr) {
                        *count = event.notes.take(json::readCount(part), "tokens.", name);
                    }
                });
            } else {
                readCommon(key, field, event);
            }
            return json::Ok;
        });
        events.push_back(std::move(event));
        return error;
    }

    static void readCommon(std::string_view key, json::Value value, AmpUsage &usage)
    {
        if (key == "model") {
            usage.model = json::readText(value).value;
        } else if (key == "timestamp") {
            usage.time = json::readTime(value);
        } else if (key == "credits") {
            usage.credits = json::readDecimal(value).value;
        }
    }

    static void addCaches(std::vector<AmpUsage> &events, std::vector<AmpUsage> &answers)
    {
        std::map<std::string_view, AmpUsage *> byId;
        for (AmpUsage &answer : answers) {
            byId.emplace(answer.id, &answer);
        }
        for (AmpUsage &event : events) {
            const auto answer = event.message.empty() ? byId.end() : byId.find(event.message);
            if (answer != byId.end() && !answer->second->isTold) { // of several events of an answer one has its caches
                event.counts.cacheRead = answer->second->counts.cacheRead;
                event.counts.cacheWrite = answer->second->counts.cacheWrite;
                answer->second->isTold = true;
            }
        }
    }

    /// What a credit is worth has not been verified, so amounts stay credits.
    void emit(AmpUsage &usage, const std::string &thread, RecordSink &sink)
    {
        if (usage.isBroken || usage.id.empty()) {
            sink.problem(usage.isBroken ? Cause::WrongType : Cause::MissingField, usage.offset, usage.isBroken ? "usage" : "id");
            sink.skipped();
            return;
        }
        FoundUsage found{.time = usage.time, .timeField = "timestamp"};
        found.record.tokens = disjointCounts(usage.counts, CacheIs::Beside, ReasoningIs::InsideOutput, "inputTokens", "outputTokens", usage.notes);
        setReported(found.record, usage.credits, "credits");
        // A thread has its ledger or its answers, never both. It gets its ledger after them: what was counted from answers then gives way to
        // the ledger, whichever answers that has events of, as what a side-chain repeats (the ledger's rule for families).
        found.record.family = familyOf({"amp", thread});
        found.record.flags = usage.isAnswer ? std::uint32_t{SidechainFlag} : 0U;
        found.record.identity = usage.isAnswer ? identityOf({"amp", thread, usage.id, "answer"}) : identityOf({"amp", thread, usage.id});
        nameFormer(usage, thread, found);
        m_context.attribution.session = thread;
        m_context.serving.provider = "amp"; // which serves and bills, whoever made the model
        m_context.serving.model = usage.model;
        handOn(found, m_context, usage.notes, usage.offset, sink);
    }

    /// Version 1 had no families, version 2 one for each message.
    static void nameFormer(const AmpUsage &usage, const std::string &thread, FoundUsage &found)
    {
        const std::string &message = usage.isAnswer ? usage.id : usage.message;
        const std::uint64_t family = message.empty() ? 0 : familyOf({"amp", thread, message});
        found.former.push_back({.identity = identityOf({"amp", thread, usage.id})});
        if (family != 0) {
            found.former.push_back({.identity = found.record.identity, .family = family});
        }
        if (family != 0 && !usage.isAnswer) { // of the answer that stood back before it
            found.former.push_back({.identity = identityOf({"amp", thread, message, "answer"}), .family = family});
        }
    }

    std::string m_name;
    UsageContext m_context{};
    bool m_isWaiting = false;
};

std::vector<std::string> ampRoots(const DiscoveryPlaces &places)
{
    std::vector<std::string> roots;
    for (const std::string &folder : paths::splitList(places.variable("AMP_DATA_DIR"), places.home)) {
        roots.push_back(folder + "/threads");
    }
    const std::string_view xdg = places.variable("XDG_DATA_HOME");
    if (roots.empty() && (!xdg.empty() || !places.home.empty())) {
        roots.push_back((xdg.empty() ? places.home + "/.local/share" : std::string{xdg}) + "/amp/threads");
    }
    return roots;
}

} // namespace

Format ampFormat()
{
    Format format;
    format.id = "amp";
    format.name = "Amp";
    format.repeats = RepeatedCalls::Drafts;
    format.parserVersion = 3; // 3: Amp as the provider, one family a thread
    format.wholeFile = true;
    format.maxWholeFile = 256 << 20;
    format.variables = {"AMP_DATA_DIR", "XDG_DATA_HOME"};
    format.roots = ampRoots;
    format.ownsFile = [](std::string_view path) { return path.starts_with("T-") && path.ends_with(".json"); };
    format.recognises = [](std::string_view path, std::string_view head) {
        const auto has = [head](std::string_view text) { return head.find(text) != std::string_view::npos; };
        const bool isThread = has("\"T-") && has("\"messages\"") && has("\"messageId\"");
        return isThread ? 90 : path.find("/amp/threads/T-") != std::string_view::npos && path.ends_with(".json") ? 70 : 0;
    };
    format.makeParser = [](const FileContext &file) { return std::make_unique<AmpParser>(file); };
    return format;
}

} // namespace tokenmeter
