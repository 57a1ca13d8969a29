// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/formats/Langfuse.h"

#include "import/formats/ExportRows.h"

#include <algorithm>
#include <functional>

namespace tokenmeter
{
namespace
{

using namespace exports;

bool has(std::string_view text, std::string_view part)
{
    return text.find(part) != std::string_view::npos;
}

void add(CountText &into, const CountText &count)
{
    into.value = std::min(into.value + count.value, MaxTokensPerClass);
    into.present = true;
}

/// Which of the counts a kind of usage is part of; null for a total, and for what is no count of tokens.
CountText *placeOf(std::string_view kind, Counts &counts)
{
    if (kind == "total" || has(kind, "total_tokens")) {
        return &counts.total;
    }
    if (has(kind, "cache_creation") || has(kind, "cache_write")) {
        return has(kind, "1h") ? &counts.cacheWrite1h : &counts.cacheWrite5m;
    }
    if (has(kind, "cache_read") || has(kind, "cached")) {
        return &counts.cacheRead;
    }
    if (has(kind, "reasoning") || has(kind, "thinking") || has(kind, "thoughts")) {
        return &counts.reasoning;
    }
    if (kind.starts_with("input") || kind.starts_with("prompt")) {
        return &counts.input;
    }
    if (kind.starts_with("output") || kind.starts_with("completion")) {
        return &counts.output;
    }
    return nullptr;
}

bool isCostOrUnit(std::string_view kind)
{
    return has(kind, "Cost") || has(kind, "cost") || kind == "unit";
}

Counts countsOf(Row &row)
{
    Counts counts;
    for (const auto &[kind, text] : row.below({"usageDetails", "usage_details", "usage"})) {
        CountText *place = isCostOrUnit(kind) ? nullptr : placeOf(kind, counts);
        if (place == nullptr) {
            continue;
        }
        const CountText read = countOfText(text);
        if (read.problem) {
            row.note(*read.problem, "usage_details");
        }
        if (read.present) {
            add(*place, read);
        }
    }
    if (!counts.input.present && !counts.output.present && !counts.total.present) {
        counts.input = row.count({"promptTokens", "prompt_tokens", "inputTokens", "input_tokens"});
        counts.output = row.count({"completionTokens", "completion_tokens", "outputTokens", "output_tokens"});
        counts.total = row.count({"totalTokens", "total_tokens"});
    }
    return counts;
}

/// Older rows may count something else: characters, seconds, images. Without a word they are tokens.
bool countsTokens(Row &row)
{
    std::string_view unit = row.text({"unit"});
    for (const auto &[kind, text] : row.below({"usage"})) {
        unit = kind == "unit" ? text : unit;
    }
    return unit.empty() || unit == "TOKENS" || unit == "tokens";
}

std::string costOf(Row &row)
{
    for (const auto &[kind, text] : row.below({"costDetails", "cost_details"})) {
        if (kind == "total") {
            if (const std::optional<std::string> amount = amountOfText(text)) {
                return *amount;
            }
        }
    }
    return row.amount({"totalCost", "total_cost", "calculatedTotalCost", "calculated_total_cost"});
}

Reading readLangfuse(Row &row, Draft &draft)
{
    const std::string_view type = row.text({"type"});
    const std::string_view id = row.text({"id"});
    const std::string_view parent = row.text({"parentObservationId", "parent_observation_id"});
    draft.node = id.empty() ? 0 : std::hash<std::string_view>{}(id);
    draft.above = parent.empty() ? 0 : std::hash<std::string_view>{}(parent);
    if (type == "SPAN" || type == "EVENT" || type == "TRACE") {
        return Reading::Nothing;
    }
    // An agent, a tool, a chain may have asked a model themselves, or hold the sum of what is below them.
    draft.mayBeSum = !type.empty() && type != "GENERATION" && type != "EMBEDDING";
    UsageRecord &record = draft.record;
    // What other kinds hold, such as audio, is in the sum of the map as well; the map is disjoint unless its total says otherwise.
    takeCounts(countsOf(row), {.cache = false, .reasoning = false}, row, record);
    record.reportedAmount = costOf(row);
    record.reportedCurrency = record.reportedAmount.empty() ? "" : "USD";
    if (record.tokens.total() == 0 && record.reportedAmount.empty()) {
        return Reading::Nothing;
    }
    if (record.tokens.total() > 0 && !countsTokens(row)) {
        row.note(Cause::WrongType, "usage.unit");
        return Reading::Damaged;
    }
    if (id.empty()) {
        row.note(Cause::MissingField, "id");
    }
    if (!row.takeTime({"startTime", "start_time"}, record) || id.empty()) {
        return Reading::Damaged;
    }
    record.identity = identityOf({"langfuse", id});
    draft.context.serving.model = row.text({"model", "provided_model_name", "providedModelName", "internalModelId"});
    draft.context.attribution.session = row.text({"sessionId", "session_id"});
    draft.context.attribution.user = row.text({"userId", "user_id"});
    draft.context.attribution.project = row.text({"projectName", "project_name", "projectId", "project_id"});
    return Reading::Take;
}

} // namespace

Format langfuseFormat()
{
    static const Sheet sheet{.id = "langfuse",
                             .version = 3, // 3: lines behind a torn first one
                             .columns = {"id"},
                             .enters = {"usageDetails", "usage_details", "usage", "costDetails", "cost_details"},
                             .lists = {"data", "observations"},
                             .read = readLangfuse};
    return formatOf(sheet, "Langfuse", [](std::string_view, std::string_view head) {
        const bool isCamel = isJsonWith(head, {"id", "traceId", "startTime"}) && (isJsonWith(head, {"usageDetails"}) || isJsonWith(head, {"usage"}));
        const bool isSnake = isJsonWith(head, {"id", "trace_id", "start_time", "usage_details"});
        const int table = std::max(scoreOfTable(head, {"id", "type", "startTime", "usageDetails"}), scoreOfTable(head, {"id", "trace_id", "start_time", "usage_details"}));
        return isCamel || isSnake ? 80 : table;
    });
}

} // namespace tokenmeter
