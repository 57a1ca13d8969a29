// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/formats/LiteLlm.h"

#include "core/Decimal.h"
#include "import/CsvTime.h"
#include "import/formats/ExportRows.h"

#include <algorithm>

namespace tokenmeter
{
namespace
{

using namespace exports;
using Values = std::vector<Row::Below>;

std::string_view valueAt(const Values &values, std::string_view path)
{
    const auto found = std::find_if(values.begin(), values.end(), [&](const auto &each) { return each.first == path; });
    return found == values.end() ? std::string_view{} : found->second;
}

CountText firstCount(const Values &values, Names paths, Row &row)
{
    for (const std::string_view path : paths) {
        const CountText read = countOfText(valueAt(values, path));
        if (read.problem) {
            row.note(*read.problem, path);
        }
        if (read.present) {
            return read;
        }
    }
    return {};
}

/// Old versions left the cache outside the prompt, which shows when the prompt is too small to hold it.
Inside insideOf(const Counts &counts)
{
    return {.cache = counts.input.value >= counts.cacheRead.value + counts.cacheWrite5m.value + counts.cacheWrite1h.value, .reasoning = true};
}

void setServing(Row &row, Draft &draft)
{
    const std::string_view named = row.text({"model", "model_group"});
    const std::string_view provider = row.text({"custom_llm_provider"});
    const auto [prefix, rest] = providerAndModel(named);
    draft.context.serving.provider = provider.empty() ? prefix : provider;
    draft.context.serving.model = !prefix.empty() && (provider.empty() || prefix == provider) ? rest : named;
}

Reading readDailySum(Row &row, Draft &draft)
{
    UsageRecord &record = draft.record;
    const Counts counts{.input = row.count({"prompt_tokens"}),
                        .cacheRead = row.count({"cache_read_input_tokens"}),
                        .cacheWrite5m = row.count({"cache_creation_input_tokens"}),
                        .output = row.count({"completion_tokens"})};
    takeCounts(counts, insideOf(counts), row, record, true);
    record.reportedAmount = row.amount({"spend"});
    record.reportedCurrency = record.reportedAmount.empty() ? "" : "USD";
    if (record.tokens.total() == 0 && parseDecimalRounded(record.reportedAmount, 18).value_or(0) == 0) {
        return Reading::Nothing;
    }
    if (!row.takeTime({"date"}, record)) {
        return Reading::Damaged;
    }
    record.time = noonOf(record.time);
    record.end = record.time;
    record.precision = Precision::Day;
    record.requests = std::max<std::int64_t>(row.count({"api_requests"}).value, 1);
    record.flags |= AggregateFlag;
    setServing(row, draft);
    draft.context.attribution.user = row.text({"user_id"});
    draft.context.attribution.project = row.text({"team_id"});
    const std::string day = toRfc3339(record.time);
    const std::string key{row.text({"api_key"})};
    const Serving &serving = draft.context.serving;
    const Attribution &who = draft.context.attribution;
    draft.key = {"bucket", day, serving.provider, serving.model, who.user, who.project, key};
    for (const std::string_view name : {"tag", "model_group", "endpoint", "mcp_namespaced_tool_name", "organization_id", "end_user_id", "agent_id"}) {
        draft.key.emplace_back(row.text({name}));
    }
    // Version 2 told rows apart by the first of these alone, and numbered those that it could not.
    draft.formerKey = {"day", day, serving.provider, serving.model, who.user, who.project, key, std::string{row.text({"tag", "model_group", "endpoint"})}};
    draft.isFormerKeyGone = true;
    return Reading::Take;
}

Reading readRequest(Row &row, Draft &draft)
{
    UsageRecord &record = draft.record;
    const Values metadata = row.below({"metadata"});
    const auto details = [&](Names paths) { return firstCount(metadata, paths, row); };
    Counts counts{.input = row.count({"prompt_tokens"}),
                  .cacheRead = details({"usage_object.cache_read_input_tokens", "usage_object.prompt_tokens_details.cached_tokens"}),
                  .cacheWrite5m = details({"usage_object.cache_creation_input_tokens", "usage_object.prompt_tokens_details.cache_creation_tokens"}),
                  .output = row.count({"completion_tokens"}),
                  .reasoning = details({"usage_object.completion_tokens_details.reasoning_tokens"})};
    const CountText hour = details({"usage_object.prompt_tokens_details.cache_creation_token_details.ephemeral_1h_input_tokens",
                                    "usage_object.cache_creation.ephemeral_1h_input_tokens"});
    if (hour.value > 0 && hour.value <= counts.cacheWrite5m.value) {
        counts.cacheWrite1h = hour;
        counts.cacheWrite5m.value -= hour.value;
    }
    takeCounts(counts, insideOf(counts), row, record, true);
    record.reportedAmount = row.amount({"spend", "response_cost"});
    const bool costs = parseDecimalRounded(record.reportedAmount, 18).value_or(0) != 0;
    const bool isFromProxyCache = row.isTrue({"cache_hit"}) && !costs; // nobody was asked, nothing is to be paid
    const bool failed = row.text({"status"}) == "failure";
    if (isFromProxyCache || (failed && !costs) || (record.tokens.total() == 0 && !costs)) {
        return Reading::Nothing;
    }
    record.reportedCurrency = record.reportedAmount.empty() ? "" : "USD";
    const std::string_view id = row.text({"request_id", "id"});
    if (id.empty()) {
        row.note(Cause::MissingField, "request_id");
    }
    if (!row.takeTime({"startTime", "start_time", "endTime"}, record) || id.empty()) {
        return Reading::Damaged;
    }
    identify(record, "litellm", id);
    if (record.has(WeakFlag)) { // version 2 passed over long metadata in a text, and so took all of the prompt for fresh input
        draft.former = identityOf({id, std::to_string(counts.input.value), "0", "0"});
    }
    setServing(row, draft);
    const auto of = [&](std::string_view path) { return std::string{valueAt(metadata, path)}; };
    draft.context.attribution.project = row.text({"team_id"});
    if (draft.context.attribution.project.empty()) {
        draft.context.attribution.project = of("user_api_key_team_alias");
    }
    draft.context.attribution.user = row.text({"end_user", "user"});
    draft.context.attribution.session = row.text({"session_id"});
    draft.context.attribution.agent = row.text({"agent_id"});
    draft.context.attribution.keyLabel = of("user_api_key_alias");
    return Reading::Take;
}

Reading readLiteLlm(Row &row, Draft &draft)
{
    const bool isSum = row.text({"request_id", "id", "startTime"}).empty() || !row.text({"api_requests"}).empty();
    return isSum && !row.text({"date"}).empty() ? readDailySum(row, draft) : readRequest(row, draft);
}

} // namespace

Format liteLlmFormat()
{
    static const Sheet sheet{.id = "litellm",
                             .version = 3, // 3: metadata as a text of any length, daily sums by all that they are grouped by
                             .columns = {"model", "prompt_tokens", "completion_tokens", "spend"},
                             .enters = {"metadata.usage_object"},
                             .lists = {"data", "results"},
                             .read = readLiteLlm};
    return formatOf(sheet, "LiteLLM proxy", [](std::string_view, std::string_view head) {
        const bool isJson = isJsonWith(head, {"prompt_tokens", "completion_tokens", "custom_llm_provider"})
            && (isJsonWith(head, {"spend"}) || isJsonWith(head, {"response_cost"}));
        return isJson ? 80 : scoreOfTable(head, {"model", "prompt_tokens", "completion_tokens", "spend", "custom_llm_provider"});
    });
}

} // namespace tokenmeter
