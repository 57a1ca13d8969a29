// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/formats/Codex.h"

#include "import/Json.h"
#include "import/Notes.h"
#include "import/Paths.h"
#include "import/formats/CodexState.h"

#include <algorithm>
#include <array>
#include <utility>

namespace tokenmeter
{
namespace
{

using namespace codex;

/// Builds of early September 2025 and before wrote no model anywhere; all of them asked gpt-5 unless told otherwise.
constexpr UtcTime FirstModelNames = std::chrono::sys_days{std::chrono::year{2025} / 10 / 1};
constexpr std::string_view FallbackModel = "gpt-5";
/// Sorts behind every other agent, so that any copy that knows better takes the attribution over.
constexpr std::string_view UnfinishedAgent = "unfinished";
constexpr std::string_view CompactionAgent = "compaction";
constexpr std::size_t UuidSize = 36;

/// `payload` of a line of any type; which fields mean something depends on the type, which may stand behind them.
struct Payload
{
    std::string_view type{};
    std::string_view id{};
    std::string_view parent{};
    std::string_view project{};
    std::string_view provider{};
    std::string_view threadSource{};
    std::string_view source{};
    bool subagent = false;
    std::string_view model{};
    std::string_view turn{};
    std::string_view tier{};
    bool hasSettings = false;
    std::string_view settingsTier{};
    std::string_view settingsModel{};
    std::optional<Counts> total{};
    std::optional<Counts> last{};
    std::string_view response{};
    std::string_view thread{};
    std::optional<Counts> usage{};
    std::string_view compaction{};
};

/// The 48 bits of time in a uuid v7; nothing for anything else.
std::optional<std::string_view> v7Time(std::string_view uuid)
{
    // 0199b1f0-1000-7000-...: compared as text, which orders as the number does when the case is the same
    if (uuid.size() != UuidSize || uuid[8] != '-' || uuid[13] != '-' || uuid[14] != '7') {
        return std::nullopt;
    }
    return uuid.substr(0, 13);
}

class CodexParser : public LineParser
{
public:
    explicit CodexParser(const FileContext &file)
    {
        const std::string_view stem = paths::stem(file.path);
        m_state.id = stem.size() > UuidSize ? stem.substr(stem.size() - UuidSize) : stem;
        m_state.root = m_state.id;
    }

    void parse(std::string_view line, std::int64_t offset, RecordSink &sink) override
    {
        m_sink = &sink;
        const bool ok = m_reader.readLine(line, [&](json::Object &object) {
            m_type = {};
            m_place = {.offset = offset, .problem = Cause::MissingField};
            m_payload = {};
            m_notes.clear();
            const json::Error error = readLine(object);
            if (error == json::Ok) {
                takeLine();
            }
            return error;
        });
        if (!ok) {
            sink.problem(Cause::NotJson, offset);
            sink.skipped();
        }
    }

    std::string saveState() const override { return m_state.save(); }

    bool restoreState(std::string_view text) override
    {
        if (text.empty()) {
            return true;
        }
        std::optional<State> state = State::restore(text);
        if (state) {
            m_state = std::move(*state);
        }
        return state.has_value();
    }

private:
    json::Error readLine(json::Object &object)
    {
        return json::forEachField(object, [&](std::string_view key, json::Value value) -> json::Error {
            if (key == "timestamp") {
                const json::Moment moment = json::readTime(value);
                if (moment.present) {
                    m_place.time = moment.time;
                    m_place.precision = moment.precision;
                    m_place.problem = moment.problem;
                }
            } else if (key == "type") {
                m_type = json::readText(value).value;
            } else if (key == "payload") {
                bool ignored = false;
                return json::forEachField(value, ignored,
                                          [&](std::string_view name, json::Value field) { return readPayload(name, field); });
            }
            return json::Ok;
        });
    }

    json::Error readPayload(std::string_view key, json::Value value)
    {
        Payload &p = m_payload;
        const std::pair<std::string_view, std::string_view *> texts[] = {
            {"type", &p.type},           {"id", &p.id},
            {"cwd", &p.project},         {"model_provider", &p.provider},
            {"model", &p.model},         {"model_name", &p.model},
            {"turn_id", &p.turn},        {"thread_source", &p.threadSource},
            {"service_tier", &p.tier},   {"response_id", &p.response},
            {"thread_id", &p.thread},    {"compaction_response_id", &p.compaction},
        };
        for (const auto &[name, text] : texts) {
            if (key == name) {
                *text = json::readText(value).value;
                return json::Ok;
            }
        }
        bool ignored = false;
        if (key == "forked_from_id" || key == "parent_thread_id") {
            const std::string_view parent = json::readText(value).value;
            if (p.parent.empty() || key == "forked_from_id") {
                p.parent = parent.empty() ? p.parent : parent;
            }
        } else if (key == "source") {
            return readSource(value);
        } else if (key == "info") {
            return json::forEachField(value, ignored, [&](std::string_view name, json::Value field) -> json::Error {
                if (name == "total_token_usage") {
                    return readCounts(field, p.total, "payload.info.total_token_usage.");
                }
                if (name == "last_token_usage") {
                    return readCounts(field, p.last, "payload.info.last_token_usage.");
                }
                if ((name == "model" || name == "model_name") && p.model.empty()) {
                    p.model = json::readText(field).value;
                }
                return json::Ok;
            });
        } else if (key == "usage") {
            return readCounts(value, p.usage, "payload.usage.");
        } else if (key == "thread_settings") {
            p.hasSettings = true;
            return json::forEachField(value, ignored, [&](std::string_view name, json::Value field) {
                if (name == "service_tier") {
                    p.settingsTier = json::readText(field).value;
                } else if (name == "model") {
                    p.settingsModel = json::readText(field).value;
                }
            });
        }
        return json::Ok;
    }

    json::Error readSource(json::Value value)
    {
        if (json::kindOf(value) == '"') {
            m_payload.source = json::readText(value).value;
            return json::Ok;
        }
        bool ignored = false;
        return json::forEachField(value, ignored, [&](std::string_view key, json::Value subagent) -> json::Error {
            if (key != "subagent") {
                return json::Ok;
            }
            m_payload.subagent = true;
            return json::forEachField(subagent, ignored, [&](std::string_view name, json::Value spawn) -> json::Error {
                if (name != "thread_spawn") {
                    return json::Ok;
                }
                return json::forEachField(spawn, ignored, [&](std::string_view field, json::Value id) {
                    if (field == "parent_thread_id" && m_payload.parent.empty()) {
                        m_payload.parent = json::readText(id).value;
                    }
                });
            });
        });
    }

    json::Error readCounts(json::Value value, std::optional<Counts> &counts, std::string_view prefix)
    {
        bool wrongType = false;
        const bool isObject = json::kindOf(value) == '{';
        Counts read;
        const json::Error error = json::forEachField(value, wrongType, [&](std::string_view key, json::Value field) {
            const auto take = [&] { return m_notes.take(json::readCount(field), prefix, key).value; };
            if (key == "input_tokens") {
                read.input = take();
            } else if (key == "cached_input_tokens" || key == "cache_read_input_tokens" || key == "cached_tokens") {
                read.cached = take();
            } else if (key == "cache_write_input_tokens") {
                read.written = take();
            } else if (key == "output_tokens") {
                read.output = take();
            } else if (key == "reasoning_output_tokens") {
                read.reasoning = take();
            }
        });
        if (wrongType) {
            m_notes.add(Cause::WrongType, std::string{prefix.substr(0, prefix.size() - 1)});
        }
        if (isObject) {
            counts = read;
        }
        return error;
    }

    void takeLine()
    {
        if (m_type == "session_meta") {
            takeMeta();
        } else if (m_type == "turn_context") {
            m_state.turnTier = m_payload.tier;
            takeModel(m_payload.model);
            takeTurn(false);
        } else if (m_type == "token_usage_record") {
            takeResponse();
        } else if (m_type == "compacted") {
            if (m_state.unpaired && !m_payload.compaction.empty() && m_state.unpaired->id == m_payload.compaction) {
                settle(CompactionAgent);
            }
        } else if (m_type == "event_msg") {
            if (m_payload.type == "token_count") {
                takeTokenCount();
            } else if (m_payload.type == "task_started" || m_payload.type == "turn_started") {
                takeTurn(true);
            } else if (m_payload.type == "thread_settings_applied" && m_payload.hasSettings) {
                m_state.threadTier = m_payload.settingsTier;
                if (m_state.model.empty()) {
                    takeModel(m_payload.settingsModel);
                }
            }
        }
    }

    void takeMeta()
    {
        const Payload &p = m_payload;
        if (m_state.hasMeta) {
            // An embedded ancestor: it may name the next one.
            if (p.id == m_state.root && !p.parent.empty() && p.parent != m_state.id) {
                m_state.root = p.parent;
            }
            return;
        }
        m_state.hasMeta = true;
        if (!p.id.empty()) {
            m_state.id = p.id;
        }
        m_state.root = p.parent.empty() ? m_state.id : std::string{p.parent};
        m_state.replaying = !p.parent.empty();
        m_state.project = p.project;
        m_state.provider = p.provider;
        m_state.byUser = p.threadSource == "user";
        if (p.threadSource == "guardian_review") {
            m_state.agent = "Guardian";
            m_state.sidechain = true;
        } else if (p.threadSource == "subagent" || p.subagent) {
            m_state.agent = "Codex Subagent";
            m_state.sidechain = true;
        } else if (p.source == "exec") {
            m_state.agent = "exec";
        }
    }

    /// The first turn that began after the child did ends the replay of its parent's history.
    void takeTurn(bool isTaskStarted)
    {
        if (m_state.replaying && !m_place.problem) {
            m_state.turnSecond = secondOf(m_place);
        }
        const std::optional<std::string_view> turn = v7Time(m_payload.turn);
        const std::optional<std::string_view> own = v7Time(m_state.id);
        if (!m_state.replaying || !turn || !own) {
            return;
        }
        m_state.sawTurnId = true;
        if (*turn > *own || (*turn == *own && (m_state.byUser || isTaskStarted))) {
            endReplay();
        }
    }

    void endReplay()
    {
        if (m_state.held) {
            inherit(*m_state.held);
            m_state.held.reset();
        }
        m_state.replaying = false;
        m_state.inherited = m_state.previous.has_value();
    }

    static std::int64_t secondOf(const Place &place) { return msOf(place.time) / 1000; }
    static std::uint64_t hashOf(const Counts &c)
    {
        return familyOf({std::to_string(c.input), std::to_string(c.cached), std::to_string(c.output), std::to_string(c.reasoning)});
    }

    void inherit(const Event &event)
    {
        if (event.total) {
            m_state.previous = event.total;
            if (std::int64_t(m_state.replayed.size()) < MaxReplayed) {
                m_state.replayed.push_back(hashOf(*event.total));
            }
        }
    }

    /// Whether a snapshot within what was inherited is the thread's own all the same, since it counts anew: an exact record says so, or
    /// it has grown by just its last response from one before that was no replay either. That one was own, too, and is booked here.
    bool isCountedAnew(const Event &event)
    {
        const bool isPaired = event.last && m_state.unpaired && m_state.unpaired->usage == *event.last;
        if (!isPaired) {
            const bool isReplayed = std::int64_t(m_state.replayed.size()) >= MaxReplayed
                || std::find(m_state.replayed.begin(), m_state.replayed.end(), hashOf(*event.total)) != m_state.replayed.end();
            if (isReplayed) {
                m_state.skipped.reset();
                return false;
            }
            const std::optional<Event> before = m_state.skipped;
            const bool isRepeat = before && before->total == event.total;
            const bool isNext = before && event.last && !isRepeat && before->total->isWithin(*event.total)
                && event.total->minus(*before->total) == *event.last;
            if (!isNext) {
                m_state.skipped = isRepeat ? before : std::optional{event};
                return false;
            }
            m_state.previous.reset();
            const Notes notes = std::exchange(m_notes, {});
            book(*before, *before->total);
            m_notes = notes;
            return true;
        }
        m_state.previous.reset();
        return true;
    }

    void takeModel(std::string_view model)
    {
        if (model.empty()) {
            return;
        }
        m_state.model = model;
        for (const Unnamed &unnamed : m_state.unnamed) {
            hand(unnamed.record, unnamed.agent, unnamed.tier, model);
        }
        m_state.unnamed.clear();
    }

    void takeTokenCount()
    {
        if (!m_payload.total && !m_payload.last) {
            return; // rate limits only
        }
        Event event{.place = m_place,
                    .total = m_payload.total,
                    .last = m_payload.last,
                    .model = std::string{m_payload.model},
                    .corrected = m_notes.hasCorrection()};
        m_state.sum = event.total ? *event.total : m_state.sum.plus(*event.last);
        if (m_state.replaying && isReplay(event)) {
            return;
        }
        if (m_state.inherited && event.total) {
            if (event.total->isWithin(*m_state.previous) && !isCountedAnew(event)) {
                return;
            }
            m_state.inherited = false;
            m_state.skipped.reset();
            m_state.replayed.clear();
        }
        book(event, m_state.sum);
    }

    /// Whether the event is the parent's. May end the replay, or book the event that was held.
    bool isReplay(const Event &event)
    {
        if (!m_state.sawTurnId) {
            // Without names for turns: a replay is written at once, so its events share one second.
            const std::int64_t second = secondOf(event.place);
            if (m_state.firstSecond < 0) {
                constexpr std::int64_t AtOnce = 2;
                if (m_state.turnSecond >= 0 && second >= m_state.turnSecond + AtOnce) {
                    m_state.replaying = false; // the answer was waited for
                    return false;
                }
                m_state.firstSecond = second;
                m_state.held = event;
                return true;
            }
            if (second != m_state.firstSecond) {
                m_state.replaying = false;
                if (m_state.held) { // two events that were not written at once: there was no replay
                    const Event first = *m_state.held;
                    m_state.held.reset();
                    book(first, first.total.value_or(first.last.value_or(Counts{})));
                } else {
                    m_state.inherited = m_state.previous.has_value();
                }
                return false;
            }
        }
        if (m_state.held) {
            inherit(*m_state.held);
            m_state.held.reset();
        }
        inherit(event);
        return true;
    }

    /// @param running the counters that identify the event: its total, or the sum where it has none
    void book(const Event &event, const Counts &running)
    {
        const std::optional<Counts> previous = m_state.previous;
        if (event.total && previous == event.total) {
            return; // a repeat
        }
        if (event.last && m_state.unpaired && m_state.unpaired->usage == *event.last) {
            if (event.total) {
                m_state.previous = event.total;
            }
            settle(m_state.agent);
            return;
        }
        Counts delta;
        if (event.last) {
            if (event.total && previous && isStale(*event.total, *previous, *event.last)) {
                return;
            }
            delta = *event.last;
        } else if (!previous) {
            delta = *event.total;
        } else if (previous->isWithin(*event.total)) {
            delta = event.total->minus(*previous);
        }
        if (event.total) {
            m_state.previous = event.total;
        }
        if (delta.isZero()) {
            return;
        }
        UsageRecord record;
        record.identity = identityOf({"codex", m_state.root, m_state.provider, std::to_string(running.input),
                                      std::to_string(running.output), std::to_string(running.cached),
                                      std::to_string(running.reasoning)});
        bookCounts(record, delta, event.place, event.corrected, m_state.agent, tier(), event.model);
    }

    /// A snapshot that was written out of order: a little below the last one. A big drop is a new count.
    static bool isStale(const Counts &total, const Counts &previous, const Counts &last)
    {
        if (previous.isWithin(total)) {
            return false;
        }
        return total.sum() * 100 >= previous.sum() * 98 || previous.sum() - total.sum() <= 2 * last.sum();
    }

    std::string tier() const { return m_state.turnTier.empty() ? m_state.threadTier : m_state.turnTier; }

    void takeResponse()
    {
        const bool isOwn = m_payload.thread.empty() ? !m_state.replaying : m_payload.thread == m_state.id;
        if (!isOwn || m_payload.response.empty() || !m_payload.usage || m_payload.usage->isZero()) {
            return;
        }
        if (m_state.unpaired && m_state.unpaired->id != m_payload.response) {
            settle(m_state.agent);
        }
        if (!m_payload.model.empty()) {
            takeModel(m_payload.model);
        }
        m_state.unpaired = Response{.place = m_place,
                                    .id = std::string{m_payload.response},
                                    .usage = *m_payload.usage,
                                    .tier = m_payload.tier.empty() ? tier() : std::string{m_payload.tier},
                                    .corrected = m_notes.hasCorrection()};
        bookResponse(*m_state.unpaired, UnfinishedAgent);
    }

    /// Now it is known what the last response was for.
    void settle(std::string_view agent)
    {
        const Response response = std::move(*m_state.unpaired);
        m_state.unpaired.reset();
        if (!response.place.problem) { // else it was reported when it came
            m_notes.clear();
            bookResponse(response, agent);
        }
    }

    void bookResponse(const Response &response, std::string_view agent)
    {
        UsageRecord record;
        record.identity = identityOf({response.id});
        bookCounts(record, response.usage, response.place, response.corrected, agent, response.tier, {});
    }

    void bookCounts(UsageRecord &record, const Counts &counts, const Place &place, bool corrected, std::string_view agent,
                    const std::string &serviceTier, std::string_view ownModel)
    {
        if (place.problem) {
            m_notes.add(*place.problem, "timestamp");
            report(place.offset);
            m_sink->skipped();
            return;
        }
        const auto part = [&](std::int64_t value, std::int64_t whole, const char *field) {
            if (value > whole) {
                corrected = true;
                m_notes.add(Cause::SubsetLargerThanTotal, field);
            }
            return std::min(value, whole);
        };
        TokenCounts &tokens = record.tokens;
        tokens.cacheRead = part(counts.cached, counts.input, "cached_input_tokens");
        tokens.cacheWrite5m = part(counts.written, counts.input - tokens.cacheRead, "cache_write_input_tokens");
        tokens.input = counts.input - tokens.cacheRead - tokens.cacheWrite5m;
        tokens.output = counts.output;
        tokens.reasoning = part(counts.reasoning, counts.output, "reasoning_output_tokens");
        record.time = place.time;
        record.end = place.time;
        record.precision = place.precision;
        record.offset = place.offset;
        record.flags = (m_state.sidechain ? SidechainFlag : 0U) | (corrected ? ClampedFlag : 0U);
        if (!ownModel.empty() && m_state.model.empty()) {
            takeModel(ownModel);
        }
        std::string model = ownModel.empty() ? m_state.model : std::string{ownModel};
        if (model.empty() && place.time < FirstModelNames) {
            model = FallbackModel;
            record.flags |= FallbackModelFlag;
        } else if (model.empty() && std::int64_t(m_state.unnamed.size()) < MaxUnnamed) {
            m_state.unnamed.push_back({.record = record, .agent = std::string{agent}, .tier = serviceTier});
        }
        hand(record, agent, serviceTier, model);
        report(place.offset);
    }

    void hand(const UsageRecord &record, std::string_view agent, std::string_view serviceTier, std::string_view model)
    {
        m_context.attribution.session = m_state.id;
        m_context.attribution.project = m_state.project;
        m_context.attribution.agent = agent;
        m_context.serving.provider = m_state.provider;
        m_context.serving.model = model;
        m_context.serving.serviceTier = serviceTier;
        m_sink->add(record, m_context);
    }

    void report(std::int64_t offset)
    {
        m_notes.report(*m_sink, offset);
        m_notes.clear();
    }

    json::LineReader m_reader{};
    State m_state{};
    UsageContext m_context{};

    // The line that is read:
    RecordSink *m_sink = nullptr;
    std::string_view m_type{};
    Place m_place{};
    Payload m_payload{};
    Notes m_notes{};
};

/// Almost all bytes of a rollout are conversation. Its lines begin with time and type, so their first bytes tell; a
/// line that begins in another way is searched as a whole.
bool codexMayMatter(std::string_view line)
{
    static constexpr std::array<std::string_view, 7> Wanted{
        "session_meta", "turn_context", "token_usage_record", "compacted", "token_count", "task_started",
        "thread_settings_applied"};
    constexpr std::string_view TimeKey = R"({"timestamp":")";
    constexpr std::string_view TypeKey = R"(","type":")";
    constexpr std::string_view PayloadTypeKey = R"(","payload":{"type":")";
    const auto isWanted = [](std::string_view type) { return std::find(Wanted.begin(), Wanted.end(), type) != Wanted.end(); };
    if (line.starts_with(TimeKey)) {
        const std::size_t timeEnd = line.substr(0, 80).find('"', TimeKey.size());
        if (timeEnd != std::string_view::npos && line.substr(timeEnd).starts_with(TypeKey)) {
            const std::string_view rest = line.substr(timeEnd + TypeKey.size(), 200);
            const std::string_view type = rest.substr(0, rest.find('"'));
            if (type != "event_msg") {
                return type.size() == rest.size() || type.find('\\') != std::string_view::npos || isWanted(type);
            }
            const std::string_view payload = rest.substr(type.size());
            if (payload.starts_with(PayloadTypeKey)) {
                const std::string_view inner = payload.substr(PayloadTypeKey.size());
                const std::string_view payloadType = inner.substr(0, inner.find('"'));
                return payloadType == "turn_started" || isWanted(payloadType);
            }
        }
    }
    return line.find("turn_started") != std::string_view::npos
        || std::any_of(Wanted.begin(), Wanted.end(), [&](std::string_view type) { return line.find(type) != std::string_view::npos; });
}

std::vector<std::string> codexRoots(const DiscoveryPlaces &places)
{
    if (!places.codexHome.empty()) {
        return paths::splitList(places.codexHome, places.home);
    }
    return places.home.empty() ? std::vector<std::string>{} : std::vector<std::string>{places.home + "/.codex"};
}

bool isSessionFolder(std::string_view path)
{
    const std::string_view first = path.substr(0, path.find('/'));
    return first == "sessions" || first == "archived_sessions";
}

int recognisesCodex(std::string_view, std::string_view head)
{
    const auto has = [head](std::string_view text) { return head.find(text) != std::string_view::npos; };
    if (!has("\"payload\"") || !has("\"type\"")) {
        return 0;
    }
    return has("\"session_meta\"") ? 95 : has("\"turn_context\"") || has("\"token_count\"") || has("\"event_msg\"") ? 85 : 0;
}

} // namespace

Format codexFormat()
{
    Format format;
    format.id = "codex";
    format.name = "Codex";
    format.parserVersion = 2; // 2: threads that count anew below what they inherited
    format.needles = {"session_meta", "turn_context", "token_usage_record", "compacted", "token_count", "task_started",
                      "thread_settings_applied"};
    format.mayMatter = codexMayMatter;
    format.roots = codexRoots;
    format.ownsFile = [](std::string_view path) { return isSessionFolder(path) && paths::unpacked(path).ends_with(".jsonl"); };
    format.entersFolder = isSessionFolder;
    format.logicalName = paths::fileName; // archiving moves a file; it may be in both places for a moment
    format.recognises = recognisesCodex;
    format.makeParser = [](const FileContext &file) { return std::make_unique<CodexParser>(file); };
    return format;
}

} // namespace tokenmeter
