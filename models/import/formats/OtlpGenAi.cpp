// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/formats/OtlpGenAi.h"

#include "core/Decimal.h"
#include "import/CsvTime.h"
#include "import/formats/ExportRows.h"
#include "import/formats/OtlpSpans.h"

#include <algorithm>

namespace tokenmeter
{
namespace
{

using otlp::Span;

/// Claude Code's own telemetry. Its events have no id that its logs have, too, so nothing could tell that both are one request.
constexpr std::string_view ClaudeEvent = "\"claude_code.api_request\"";

bool holdsClaudeEvents(std::string_view text)
{
    return text.find(ClaudeEvent) != std::string_view::npos && text.find("\"resourceLogs\"") != std::string_view::npos;
}

class OtlpParser final : public LineParser
{
public:
    explicit OtlpParser(CacheReading cache) : m_cache{cache} {}

    void parse(std::string_view file, std::int64_t offset, RecordSink &sink) override
    {
        m_spans.clear();
        m_links.clear();
        m_saidClaude = false;
        const bool isByLine = generic::kindOfText(file) == Profile::Kind::Jsonl;
        for (std::size_t start = 0; start < file.size();) {
            const std::size_t end = isByLine ? std::min(file.find('\n', start), file.size()) : file.size();
            readDocument(file.substr(start, end - start), offset + std::int64_t(start), isByLine && end == file.size(), sink);
            start = end + 1;
        }
        for (const std::size_t index : otlp::counted(m_spans, m_links)) {
            emitRecord(m_spans[index], sink);
        }
    }

private:
    /// @param mayGrow no newline stands behind it yet
    void readDocument(std::string_view text, std::int64_t offset, bool mayGrow, RecordSink &sink)
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
        otlp::Found found;
        const bool ok = m_reader.readLine(text, [&](json::Object &object) {
            found.spans.clear();
            found.links.clear();
            const json::Error error = otlp::spansOf(object, found, hasUsage);
            if (error == json::Ok) {
                for (Span &span : found.spans) {
                    span.offset = shift + (span.begin - m_reader.begin());
                }
                m_spans.insert(m_spans.end(), std::make_move_iterator(found.spans.begin()), std::make_move_iterator(found.spans.end()));
                m_links.insert(found.links.begin(), found.links.end());
            }
            return error;
        });
        if (!ok && hasUsage && !(mayGrow && generic::isTorn(text))) {
            sink.problem(Cause::NotJson, offset);
            sink.skipped();
        }
    }

    void emitRecord(const Span &span, RecordSink &sink)
    {
        UsageRecord record;
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
            return;
        }
        const bool isBooked = takeTime(span, record, row) && !(span.trace.empty() && span.text({"gen_ai.response.id"}).empty());
        bool isCorrected = false;
        for (const auto &[cause, field] : row.notes()) {
            sink.problem(cause, record.offset, field);
            isCorrected = isCorrected || cause == Cause::NegativeCount || cause == Cause::CountTooLarge;
        }
        if (!isBooked) {
            if (row.notes().empty()) {
                sink.problem(Cause::MissingField, record.offset, "traceId");
            }
            sink.skipped();
            return;
        }
        record.flags |= isCorrected ? std::uint32_t{ClampedFlag} : 0U;
        identify(span, record);
        UsageRecord otherwise = record;
        otherwise.tokens.input = otherInput.value_or(record.tokens.input);
        identify(span, otherwise);
        UsageContext context;
        context.serving.provider = span.text({"gen_ai.provider.name", "gen_ai.system", "llm.provider"});
        context.serving.model = span.text({"gen_ai.response.model", "gen_ai.request.model", "llm.model_name"});
        context.serving.serviceTier = span.text({"openai.response.service_tier", "gen_ai.openai.response.service_tier"});
        context.attribution.session = span.text({"gen_ai.conversation.id", "session.id"});
        context.attribution.agent = span.text({"gen_ai.agent.name"});
        context.attribution.user = span.text({"user.id", "enduser.id"});
        context.attribution.project = span.service;
        const bool isRenamed = otherwise.identity != record.identity;
        sink.add(std::move(record), context);
        if (isRenamed) {
            sink.readOtherwise(otherwise.identity, otherwise.family);
        }
        if (span.span.empty() && !span.trace.empty() && !exports::isIssued(span.text({"gen_ai.response.id"}))) {
            sink.formerly(identityOf({"otlp-genai", span.trace, ""}), 0); // version 1 had one record of all events of a trace
        }
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
        const bool hasPlace = !span.trace.empty() && !span.span.empty();
        if (exports::isIssued(id) || (!hasPlace && !id.empty())) {
            exports::identify(record, "otlp-genai", id);
        } else if (span.span.empty()) {
            // An event that tells no span: one of several of its trace.
            const TokenCounts &t = record.tokens;
            record.identity = identityOf({"otlp-genai", span.trace, "event", std::to_string(msOf(record.time)), std::to_string(t.input), std::to_string(t.cacheRead),
                                          std::to_string(t.cacheWrite5m), std::to_string(t.output), span.text({"gen_ai.response.model", "gen_ai.request.model"})});
        } else {
            record.identity = identityOf({"otlp-genai", span.trace, span.span});
        }
    }

    CacheReading m_cache;
    json::LineReader m_reader{};
    exports::Row m_row{};
    std::vector<Span> m_spans{};
    otlp::Links m_links{};
    bool m_saidClaude = false;
};

} // namespace

Format otlpGenAiFormat()
{
    Format format;
    format.id = "otlp-genai";
    format.name = "OpenTelemetry GenAI";
    format.parserVersion = 3; // 3: Claude Code's events are named; 2: spans without usage between others, events without a span
    format.wholeFile = true; // what a span repeats stands in other lines
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
