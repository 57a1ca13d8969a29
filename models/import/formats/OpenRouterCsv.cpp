// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/formats/OpenRouterCsv.h"

#include "core/Decimal.h"
#include "core/StopReason.h"
#include "import/CsvTime.h"
#include "import/formats/ExportRows.h"

namespace tokenmeter
{
namespace
{

using namespace exports;

bool isEmpty(const UsageRecord &record)
{
    return record.tokens.total() == 0 && parseDecimalRounded(record.reportedAmount, 18).value_or(0) == 0;
}

Reading readGeneration(Row &row, Draft &draft)
{
    UsageRecord &record = draft.record;
    takeCounts({.input = row.count({"tokens_prompt"}),
                .cacheRead = row.count({"tokens_cached"}),
                .output = row.count({"tokens_completion"}),
                .reasoning = row.count({"tokens_reasoning"})},
               {.cache = true, .reasoning = true}, row, record);
    record.reportedAmount = row.amount({"cost_total"});
    record.reportedCurrency = record.reportedAmount.empty() ? "" : "USD";
    if (isEmpty(record)) {
        return Reading::Nothing;
    }
    const std::string_view id = row.text({"generation_id"});
    if (id.empty()) {
        row.note(Cause::MissingField, "generation_id");
    }
    if (!row.takeTime({"created_at"}, record) || id.empty()) {
        return Reading::Damaged;
    }
    identify(record, "openrouter-generations-csv", id);
    const StopReason reason = row.isTrue({"cancelled"}) ? StopReason::Aborted : readStopReason(row.text({"finish_reason_normalized", "finish_reason_raw"}));
    record.flags = withStopReason(record.flags, reason);
    draft.context.serving.provider = "openrouter";
    draft.context.serving.model = row.text({"model_permaslug"});
    const std::string_view variant = row.text({"variant"});
    draft.context.serving.serviceTier = variant == "standard" ? std::string_view{} : variant;
    draft.context.attribution.project = row.text({"app_name"});
    draft.context.attribution.keyLabel = row.text({"api_key_name"});
    draft.context.attribution.user = row.text({"user"});
    return Reading::Take;
}

Reading readDay(Row &row, Draft &draft)
{
    UsageRecord &record = draft.record;
    takeCounts({.input = row.count({"Prompt Tokens"}), .output = row.count({"Completion Tokens"}), .reasoning = row.count({"Reasoning Tokens"})},
               {.cache = true, .reasoning = true}, row, record);
    record.reportedAmount = row.amount({"Usage"});
    record.reportedCurrency = record.reportedAmount.empty() ? "" : "USD";
    if (isEmpty(record)) {
        return Reading::Nothing;
    }
    if (!row.takeTime({"Date"}, record)) {
        return Reading::Damaged;
    }
    record.time = noonOf(record.time); // "2026-10-04 00:00:00" is the day
    record.end = record.time;
    record.precision = Precision::Day;
    record.flags |= AggregateFlag;
    record.requests = std::max<std::int64_t>(row.count({"Requests"}).value, 1);
    draft.context.serving.provider = "openrouter";
    draft.context.serving.model = row.text({"Slug"});
    draft.context.attribution.keyLabel = row.text({"API Key", "Key"});
    const std::string provider{row.text({"Provider"})};
    draft.context.attribution.project = row.text({"App", "App Name"});
    draft.context.attribution.user = row.text({"User", "User ID"});
    static_cast<void>(row.text({"Prompt Tokens", "Completion Tokens", "Reasoning Tokens", "Usage", "BYOK Usage", "Requests"}));
    const Attribution &who = draft.context.attribution;
    draft.key = {"day", toRfc3339(record.time), draft.context.serving.model, provider, who.keyLabel, who.project, who.user};
    const std::vector<std::string> groupings = row.groupings();
    draft.key.insert(draft.key.end(), groupings.begin(), groupings.end());
    // Version 1 numbered the rows of one model, provider and key, whatever else they were grouped by.
    draft.formerKey = {toRfc3339(record.time), draft.context.serving.model, provider, who.keyLabel};
    draft.isFormerKeyGone = true;
    return Reading::Take;
}

} // namespace

Format openRouterGenerationsFormat()
{
    static const Sheet sheet{.id = "openrouter-generations-csv",
                             .columns = {"generation_id", "created_at", "tokens_prompt", "tokens_completion", "tokens_cached", "model_permaslug"},
                             .read = readGeneration};
    return formatOf(sheet, "OpenRouter generations", [](std::string_view, std::string_view head) {
        return scoreOfTable(head, {"generation_id", "created_at", "tokens_prompt", "tokens_completion", "model_permaslug"});
    });
}

Format openRouterDailyFormat()
{
    static const Sheet sheet{.id = "openrouter-daily-csv",
                             .version = 2, // 2: by all that the rows are grouped by
                             .columns = {"Date", "Slug", "Usage", "Prompt Tokens", "Completion Tokens"},
                             .read = readDay};
    return formatOf(sheet, "OpenRouter activity by day", [](std::string_view, std::string_view head) {
        return scoreOfTable(head, {"Date", "Slug", "Usage", "Prompt Tokens", "Completion Tokens"});
    });
}

} // namespace tokenmeter
