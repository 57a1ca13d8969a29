// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/formats/OtlpGenAi.h"

#include "core/Merge.h"
#include "import/CsvTime.h"
#include "import/Needle.h"
#include "import/StateText.h"
#include "import/formats/ExportRows.h"
#include "import/formats/OtlpTraces.h"

#include <algorithm>
#include <map>

namespace tokenmeter
{
namespace
{

using otlp::Span;

/// Claude Code's own telemetry. Its events have no id that its logs have, too, so nothing could tell that both are one request.
constexpr std::string_view ClaudeEvent = "\"claude_code.api_request\"";

/// Of a saved state. One of another list of attributes is refused, and the file read from its start.
const std::string &stateVersion()
{
    static const std::string version = "otlp-genai 2 " + otlp::namesMark();
    return version;
}

bool holdsClaudeEvents(std::string_view text)
{
    static const Needle needle{ClaudeEvent}; // texts are full of quotes, at each of which a plain search stops
    return needle.find(text.data(), text.data() + text.size()) != nullptr && text.find("\"resourceLogs\"") != std::string_view::npos;
}

/// Reads exports one after the other. What counts of a trace is known when no more of it comes, and nobody knows when that is: it is told
/// at the end of each look, and what a later line shows to be told twice is taken back.
class OtlpParser final : public LineParser
{
public:
    explicit OtlpParser(CacheReading cache) : m_cache{cache} {}

    void parse(std::string_view text, std::int64_t offset, RecordSink &sink) override
    {
        const char *const start = text.data();
        text = trimmedText(text.starts_with("\xEF\xBB\xBF") ? text.substr(3) : text);
        const std::int64_t shift = offset + (text.data() - start);
        if (!m_saidClaude && holdsClaudeEvents(text)) {
            m_saidClaude = true; // once a file: there may be thousands
            sink.problem(Cause::ToldElsewhere, offset, std::string{ClaudeEvent.substr(1, ClaudeEvent.size() - 2)});
        }
        const bool hasUsage = text.find("gen_ai.") != std::string_view::npos || text.find("llm.") != std::string_view::npos;
        if (text.empty() || (!hasUsage && text.find("\"parentSpanId\"") == std::string_view::npos)) {
            return;
        }
        const bool ok = m_reader.readLine(text, [&](json::Object &object) {
            m_found.spans.clear();
            m_found.links.clear();
            const json::Error error = otlp::spansOf(object, m_found, hasUsage);
            if (error == json::Ok) {
                take(shift, sink);
            }
            return error;
        });
        if (!ok && hasUsage) {
            sink.problem(Cause::NotJson, offset);
            sink.skipped();
        }
        m_traces.forget([&](otlp::Trace &trace) { settle(trace, sink); });
    }

    void atEnd(RecordSink &sink) override
    {
        m_traces.settleAll([&](otlp::Trace &trace) { settle(trace, sink); });
    }

    std::string saveState() const override
    {
        StateWriter state{stateVersion()};
        state.number(m_saidClaude ? 1 : 0);
        m_traces.save(state);
        return state.result();
    }
    bool restoreState(std::string_view text) override
    {
        m_traces.clear();
        m_saidClaude = false;
        if (text.empty()) {
            return true;
        }
        StateReader state{text, stateVersion()};
        m_saidClaude = state.count(1) == 1;
        return m_traces.restore(state) && state.isAtEnd();
    }

private:
    /// What of a trace is handed on.
    struct Telling
    {
        bool isTold = false;
        std::vector<FormerIdentity> former{}; ///< without their records
    };

    /// @param start byte in the file where what is read begins
    void take(std::int64_t start, RecordSink &sink)
    {
        for (otlp::Link &link : m_found.links) {
            m_traces.add(std::move(link));
        }
        for (otlp::Span &span : m_found.spans) {
            span.offset = start + (span.begin - m_reader.begin());
            if (!span.isEvent && !span.parent.empty() && span.parent == span.span) {
                continue; // damaged: nobody is above himself
            }
            std::optional<otlp::Usage> usage = usageOf(span);
            if (usage && isBooked(*usage, span, sink)) {
                m_traces.add(std::move(span), std::move(usage));
            } else if (!span.isEvent && !span.parent.empty()) {
                m_traces.add(otlp::Link{std::move(span.trace), std::move(span.span), std::move(span.parent)});
            }
        }
    }

    /// Hands on what counts now and did not before; what counted and does not any more loses its place to what tells the same.
    void settle(otlp::Trace &trace, RecordSink &sink)
    {
        const std::vector<std::size_t> told = otlp::toldBy(trace.spans, trace.links, trace.hadCalls);
        std::vector<Telling> tellings(told.size());
        std::vector<std::size_t> lost;
        for (std::size_t i = 0; i < told.size(); ++i) {
            tellings[i].isTold = told[i] == i && trace.standings[i] != otlp::Standing::Counts && usageAt(trace, i) != nullptr;
            if (told[i] != i && trace.standings[i] != otlp::Standing::Repeats) {
                lost.push_back(i);
            }
        }
        std::map<Identity, std::size_t> counting;
        for (std::size_t i = 0; i < told.size() && !lost.empty(); ++i) {
            if (told[i] == i && usageAt(trace, i) != nullptr) {
                counting.emplace(trace.usages[i]->record.identity, i);
            }
        }
        for (const std::size_t index : lost) {
            giveUp(trace, index, told[index], counting, tellings);
        }
        for (std::size_t i = 0; i < told.size(); ++i) {
            if (tellings[i].isTold) {
                tell(*trace.usages[i], trace.spans[i], trace.standings[i] == otlp::Standing::New, tellings[i].former, sink);
            }
            trace.standings[i] = told[i] == i ? otlp::Standing::Counts : otlp::Standing::Repeats;
        }
    }

    /// @param by the one that tells it
    void giveUp(otlp::Trace &trace, std::size_t index, std::size_t by, const std::map<Identity, std::size_t> &counting,
                std::vector<Telling> &tellings)
    {
        const otlp::Usage *const usage = usageAt(trace, index);
        if (usage == nullptr) {
            return;
        }
        const otlp::Span &span = trace.spans[index];
        if (const auto same = counting.find(usage->record.identity); same != counting.end()) {
            // One record to the ledger, as it is where the two came in two looks. A sum is none of its parts.
            if (otlp::isCall(span) || !otlp::isCall(trace.spans[same->second])) {
                mergeInto(*trace.usages[same->second], *usage);
                tellings[same->second].isTold = true;
            }
            return;
        }
        // It may have been told by a look that read ahead, or by an older parser. What an agent issues as its own may be the id of one of its calls.
        const bool mayBeTold = trace.standings[index] == otlp::Standing::Counts || otlp::isCall(span) || hasOwnIdentity(span);
        if (mayBeTold && by != otlp::Nobody && usageAt(trace, by) != nullptr) {
            tellings[by].isTold = true;
            tellings[by].former.push_back({.identity = usage->record.identity, .family = usage->record.family});
            if (usage->otherReading) { // told before the user said how the cache is read
                tellings[by].former.push_back({.identity = usage->otherReading->first, .family = usage->otherReading->second, .isOtherReading = true});
            }
        }
    }

    static void mergeInto(otlp::Usage &into, const otlp::Usage &other)
    {
        Merged merged = mergeCopies(into.record, into.context, other.record, other.context);
        into.record = std::move(merged.record);
        if (merged.attributionFromOther) {
            into.context.attribution = other.context.attribution;
        }
        if (merged.servingFromOther) {
            into.context.serving = other.context.serving;
        }
    }

    static void tell(const otlp::Usage &usage, const otlp::Span &span, bool isNew, const std::vector<FormerIdentity> &former, RecordSink &sink)
    {
        if (isNew) {
            for (const auto &[cause, field] : usage.notes) {
                sink.problem(cause, span.offset, field);
            }
        }
        sink.add(usage.record, usage.context);
        if (usage.otherReading) {
            sink.readOtherwise(usage.otherReading->first, usage.otherReading->second);
        }
        if (span.span.empty() && !span.trace.empty() && !exports::isIssued(span.text({"gen_ai.response.id"}))) {
            sink.formerly(identityOf({"otlp-genai", span.trace, ""}), 0); // version 1 had one record of all events of a trace
        }
        // Its event, or its span, in another file may know its place alone. What an agent issues may be the id of one of its calls.
        if (otlp::isCall(span) && hasPlace(span) && !hasOwnIdentity(span)) {
            sink.alias(placeOf(span), 0);
        }
        for (const FormerIdentity &each : former) {
            each.isOtherReading ? sink.readOtherwise(each.identity, each.family) : sink.formerly(each.identity, each.family);
        }
    }

    /// Null where a state was damaged.
    const otlp::Usage *usageAt(otlp::Trace &trace, std::size_t index)
    {
        std::optional<otlp::Usage> &usage = trace.usages[index];
        if (!usage) {
            usage = usageOf(trace.spans[index]);
        }
        return usage && !usage->record.identity.isNone() ? &*usage : nullptr;
    }

    /// Nothing where there is no usage. The record has no identity where it cannot be booked.
    std::optional<otlp::Usage> usageOf(const Span &span)
    {
        otlp::Usage usage;
        UsageRecord &record = usage.record;
        record.offset = span.offset;
        const JsonLeaves none;
        const generic::RowView view{none, span.offset};
        exports::Row &row = m_row; // for its notes
        row.begin(view);
        const auto count = [&](std::initializer_list<std::string_view> names) {
            const CountText read = countOfText(span.text(names));
            if (read.problem) {
                row.note(*read.problem, *names.begin());
            }
            return read;
        };
        const exports::Counts counts{
            .input = count({"gen_ai.usage.input_tokens", "gen_ai.usage.prompt_tokens", "llm.token_count.prompt"}),
            .cacheRead = count({"gen_ai.usage.cache_read.input_tokens", "gen_ai.usage.cache_read_input_tokens", "llm.token_count.prompt_details.cache_read"}),
            .cacheWrite5m = count({"gen_ai.usage.cache_creation.input_tokens", "gen_ai.usage.cache_creation_input_tokens", "llm.token_count.prompt_details.cache_write"}),
            .output = count({"gen_ai.usage.output_tokens", "gen_ai.usage.completion_tokens", "llm.token_count.completion"}),
            .reasoning = count({"gen_ai.usage.reasoning.output_tokens", "gen_ai.usage.reasoning_tokens", "llm.token_count.completion_details.reasoning"}),
            .total = count({"llm.usage.total_tokens", "llm.token_count.total", "gen_ai.usage.total_tokens"})};
        const bool holdsCache = counts.input.value >= counts.cacheRead.value + counts.cacheWrite5m.value;
        exports::takeCounts(counts, {.cache = holdsCache, .reasoning = true}, row, record, !holdsCache);
        const std::optional<std::int64_t> otherInput = holdsCache ? takeReading(counts.input.value, record.tokens) : std::nullopt;
        if (const std::optional<std::string> amount = amountOfText(span.text({"gen_ai.usage.cost"}))) {
            record.reportedAmount = *amount;
            record.reportedCurrency = "USD";
        }
        if (record.tokens.total() == 0 && row.notes().empty()) {
            return std::nullopt;
        }
        const bool isBooked = takeTime(span, record, row) && !(span.trace.empty() && span.text({"gen_ai.response.id"}).empty());
        usage.notes = row.notes();
        const bool isCorrected = std::any_of(usage.notes.begin(), usage.notes.end(), [](const auto &note) {
            return note.first == Cause::NegativeCount || note.first == Cause::CountTooLarge;
        });
        record.flags |= isCorrected ? std::uint32_t{ClampedFlag} : 0U;
        if (isBooked) {
            identify(span, record);
            UsageRecord otherwise = record;
            otherwise.tokens.input = otherInput.value_or(record.tokens.input);
            identify(span, otherwise);
            if (otherwise.identity != record.identity) {
                usage.otherReading.emplace(otherwise.identity, otherwise.family);
            }
        }
        UsageContext &context = usage.context;
        context.serving.provider = span.text({"gen_ai.provider.name", "gen_ai.system", "llm.provider"});
        context.serving.model = span.text({"gen_ai.response.model", "gen_ai.request.model", "llm.model_name"});
        context.serving.serviceTier = span.text({"openai.response.service_tier", "gen_ai.openai.response.service_tier"});
        context.attribution.session = span.text({"gen_ai.conversation.id", "session.id"});
        context.attribution.agent = span.text({"gen_ai.agent.name"});
        context.attribution.user = span.text({"user.id", "enduser.id"});
        context.attribution.project = span.service;
        return usage;
    }

    /// What the user says of an input that may hold the cached tokens or not; all other counts are the same in both readings.
    /// @return the input in the other reading
    std::optional<std::int64_t> takeReading(std::int64_t input, TokenCounts &tokens) const
    {
        const std::int64_t inside = input - tokens.cacheRead - tokens.cacheWrite5m;
        if (inside == input) {
            return std::nullopt;
        }
        tokens.input = m_cache == CacheReading::Inside ? inside : m_cache == CacheReading::Beside ? input : tokens.input;
        return tokens.input == input ? inside : input;
    }

    static bool isBooked(const otlp::Usage &usage, const Span &span, RecordSink &sink)
    {
        if (!usage.record.identity.isNone()) {
            return true;
        }
        for (const auto &[cause, field] : usage.notes) {
            sink.problem(cause, span.offset, field);
        }
        if (usage.notes.empty()) {
            sink.problem(Cause::MissingField, span.offset, "traceId");
        }
        sink.skipped();
        return false;
    }

    static bool takeTime(const Span &span, UsageRecord &record, exports::Row &row)
    {
        const std::optional<ParsedTime> time = timeOfText(span.time);
        const std::optional<Cause> problem = !time ? std::optional{span.time.empty() ? Cause::MissingField : Cause::BadTime} : problemOf(time->time);
        if (problem) {
            row.note(*problem, "endTimeUnixNano");
            return false;
        }
        record.time = time->time;
        record.end = time->time;
        return true;
    }

    static void identify(const Span &span, UsageRecord &record)
    {
        const std::string_view id = span.text({"gen_ai.response.id"});
        if (exports::isIssued(id) || (!hasPlace(span) && !id.empty())) {
            exports::identify(record, "otlp-genai", id);
        } else if (span.span.empty()) {
            // An event that tells no span: one of several of its trace.
            const TokenCounts &t = record.tokens;
            record.identity = identityOf({"otlp-genai", span.trace, "event", std::to_string(msOf(record.time)), std::to_string(t.input), std::to_string(t.cacheRead),
                                          std::to_string(t.cacheWrite5m), std::to_string(t.output), span.text({"gen_ai.response.model", "gen_ai.request.model"})});
        } else {
            record.identity = placeOf(span);
        }
    }

    static bool hasPlace(const Span &span) { return !span.trace.empty() && !span.span.empty(); }
    static Identity placeOf(const Span &span) { return identityOf({"otlp-genai", span.trace, span.span}); }

    /// That of its place in its trace, which no other span has.
    static bool hasOwnIdentity(const Span &span)
    {
        return hasPlace(span) && !exports::isIssued(span.text({"gen_ai.response.id"}));
    }

    CacheReading m_cache;
    json::LineReader m_reader{};
    exports::Row m_row{};
    otlp::Found m_found{}; ///< in one object
    otlp::Traces m_traces{};
    bool m_saidClaude = false;
};

} // namespace

Format otlpGenAiFormat()
{
    Format format;
    format.id = "otlp-genai";
    format.name = "OpenTelemetry GenAI";
    // 5: calls are also known by their places; 4: line by line; 3: Claude Code's events are named; 2: spans without usage between others, events without a span
    format.parserVersion = 5;
    format.readsAhead = true;
    format.isDocument = [](std::string_view head) { return generic::kindOfText(head) == Profile::Kind::Json; };
    format.recognises = [](std::string_view, std::string_view head) {
        const bool isOtlp = exports::isJsonWith(head, {"resourceSpans"}) || exports::isJsonWith(head, {"resourceLogs"});
        const bool isGenAi = head.find("gen_ai.") != std::string_view::npos || head.find("llm.token_count.") != std::string_view::npos
            || holdsClaudeEvents(head);
        return isOtlp ? (isGenAi ? 95 : 40) : 0;
    };
    format.mayLeaveCacheOut = true;
    format.makeParser = [](const FileContext &file) { return std::make_unique<OtlpParser>(file.cacheReading); };
    return format;
}

} // namespace tokenmeter
