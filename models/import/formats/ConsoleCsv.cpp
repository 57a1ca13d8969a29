// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/formats/ConsoleCsv.h"

#include "import/CsvTime.h"
#include "import/formats/ExportRows.h"

#include <algorithm>

namespace tokenmeter
{
namespace
{

using namespace exports;

void setDay(UsageRecord &record, UtcTime day)
{
    record.time = noonOf(day);
    record.end = record.time;
    record.precision = Precision::Day;
}

std::string known(std::string_view text)
{
    return text == "not_available" ? std::string{} : std::string{text};
}

/// "> 200k", or as the interface says it: "200k-1M". The price of such a request is another one; the bucket itself tells no lengths.
bool isLongPrompt(std::string_view contextWindow)
{
    std::string text{contextWindow};
    std::erase(text, ' ');
    return text.starts_with(">200k") || text.starts_with("200k-");
}

Reading readAnthropic(Row &row, Draft &draft)
{
    UsageRecord &record = draft.record;
    takeCounts({.input = row.count({"usage_input_tokens_no_cache"}),
                .cacheRead = row.count({"usage_input_tokens_cache_read"}),
                .cacheWrite5m = row.count({"usage_input_tokens_cache_write_5m"}),
                .cacheWrite1h = row.count({"usage_input_tokens_cache_write_1h"}),
                .output = row.count({"usage_output_tokens"})},
               {.cache = false, .reasoning = true}, row, record);
    record.rare.webSearches = row.count({"web_search_count"}).value;
    if (record.tokens.total() == 0 && record.rare.webSearches == 0) {
        return Reading::Nothing;
    }
    if (!row.takeTime({"usage_date_utc"}, record)) {
        return Reading::Damaged;
    }
    const std::string_view type = row.text({"usage_type"});
    record.flags |= AggregateFlag | (type == "batch" ? std::uint32_t{BatchFlag} : 0U)
        | (isLongPrompt(row.text({"context_window"})) ? std::uint32_t{LongPromptFlag} : 0U);
    draft.context.serving = {.provider = "anthropic",
                             .model = std::string{row.text({"model_version"})},
                             .serviceTier = std::string{type},
                             .speed = known(row.text({"speed"})),
                             .region = known(row.text({"inference_geo"}))};
    draft.context.attribution.keyLabel = row.text({"api_key"});
    draft.context.attribution.project = row.text({"workspace"});
    draft.key = {toRfc3339(record.time),           draft.context.serving.model, draft.context.attribution.keyLabel, draft.context.attribution.project,
                 draft.context.serving.serviceTier, std::string{row.text({"context_window"})}, draft.context.serving.region, draft.context.serving.speed};
    return Reading::Take;
}

/// Sets time and precision by the bucket's width.
bool takeBucket(Row &row, UsageRecord &record)
{
    if (!row.takeTime({"start_time", "start_time_iso"}, record)) {
        return false;
    }
    UsageRecord end;
    if (row.text({"end_time", "end_time_iso"}).empty() || !row.takeTime({"end_time", "end_time_iso"}, end) || end.time <= record.time) {
        return true;
    }
    const auto width = end.time - record.time;
    if (width >= std::chrono::hours{24}) {
        setDay(record, record.time);
        return true;
    }
    record.precision = width >= std::chrono::hours{1} ? Precision::Hour : Precision::Minute;
    record.end = end.time;
    return true;
}

/// Which few exports have. Names stand in for ids that are not there; beside them they would only change when somebody renames something.
void addRareDimensions(Row &row, Draft &draft)
{
    const Attribution &who = draft.context.attribution;
    const std::vector<std::string> former = draft.key;
    const auto add = [&](std::string_view label, std::string_view value) {
        if (!value.empty()) {
            draft.key.push_back(std::string{label} + "=" + std::string{value});
        }
    };
    add("organization", row.text({"organization_id", "organization_name"}));
    add("project", who.project.empty() ? row.text({"project_name"}) : std::string_view{});
    add("user", who.user.empty() ? row.text({"user_email"}) : std::string_view{});
    add("source", row.text({"api_source"}));
    if (draft.key != former) {
        draft.formerKey = former; // of version 1
    }
}

Reading readOpenAi(Row &row, Draft &draft)
{
    UsageRecord &record = draft.record;
    Counts counts{.input = row.count({"input_tokens"}),
                  .cacheRead = row.count({"input_cached_tokens"}),
                  .cacheWrite5m = row.count({"input_cache_write_tokens", "input_cache_creation_tokens"}),
                  .output = row.count({"output_tokens"})};
    // Audio is inside both; what of it was cached is not said: the cached tokens are taken to be text.
    const std::int64_t room = std::max<std::int64_t>(counts.input.value - counts.cacheRead.value - counts.cacheWrite5m.value, 0);
    record.rare.inputAudio = std::min(row.count({"input_audio_tokens"}).value, room);
    record.rare.outputAudio = std::min(row.count({"output_audio_tokens"}).value, counts.output.value);
    counts.input.value -= record.rare.inputAudio;
    counts.output.value -= record.rare.outputAudio;
    takeCounts(counts, {.cache = true, .reasoning = true}, row, record);
    if (record.tokens.total() + record.rare.tokens() == 0) {
        return Reading::Nothing; // an empty bucket
    }
    if (!takeBucket(row, record)) {
        return Reading::Damaged;
    }
    record.requests = std::max<std::int64_t>(row.count({"num_model_requests", "num_requests"}).value, 1);
    record.flags |= AggregateFlag | (row.isTrue({"batch"}) ? std::uint32_t{BatchFlag} : 0U);
    draft.context.serving.provider = "openai";
    draft.context.serving.model = row.text({"model"});
    draft.context.serving.serviceTier = row.text({"service_tier"});
    draft.context.attribution.project = row.text({"project_id"});
    draft.context.attribution.keyLabel = row.text({"api_key_id"});
    draft.context.attribution.user = row.text({"user_id"});
    draft.key = {toRfc3339(record.time),
                 toRfc3339(record.end),
                 draft.context.serving.model,
                 draft.context.serving.serviceTier,
                 record.has(BatchFlag) ? "batch" : "",
                 draft.context.attribution.project,
                 draft.context.attribution.keyLabel,
                 draft.context.attribution.user};
    addRareDimensions(row, draft);
    return Reading::Take;
}

Reading readDeepSeek(Row &row, Draft &draft)
{
    UsageRecord &record = draft.record;
    const std::string_view type = row.text({"type"});
    const CountText amount = row.count({"amount"});
    record.requests = 0;
    if (type == "input_cache_hit_tokens") {
        record.tokens.cacheRead = amount.value;
    } else if (type == "input_cache_miss_tokens") {
        record.tokens.input = amount.value;
    } else if (type == "output_tokens") {
        record.tokens.output = amount.value;
    } else if (type == "request_count") {
        record.requests = amount.value;
    } else {
        row.note(type.empty() ? Cause::MissingField : Cause::WrongType, "type");
        return Reading::Damaged;
    }
    if (amount.value == 0 && !amount.problem) {
        return Reading::Nothing;
    }
    // The day as it is written: DeepSeek cuts its days at eight hours east.
    const std::string_view start = row.text({"start_time_iso"});
    const std::optional<LocalDay> day = parseDay(start.substr(0, 10));
    if (!day || !row.takeTime({"start_time_iso"}, record)) {
        if (!day) {
            row.note(start.empty() ? Cause::MissingField : Cause::BadTime, "start_time_iso");
        }
        return Reading::Damaged;
    }
    setDay(record, UtcTime{day->time_since_epoch()});
    record.flags |= AggregateFlag;
    draft.context.serving.provider = "deepseek";
    draft.context.serving.model = row.text({"model"});
    draft.context.attribution.keyLabel = row.text({"api_key_name"});
    draft.context.attribution.user = row.text({"user_id"});
    // Never the column api_key: part of a key may stand in it.
    draft.key = {toRfc3339(record.time), draft.context.serving.model, draft.context.attribution.keyLabel, draft.context.attribution.user};
    return Reading::Take;
}

} // namespace

Format anthropicUsageFormat()
{
    static const Sheet sheet{.id = "anthropic-usage-csv",
                             .version = 2, // 2: prices of long prompts
                             .columns = {"usage_date_utc", "model_version", "usage_input_tokens_no_cache", "usage_input_tokens_cache_read", "usage_output_tokens"},
                             .read = readAnthropic};
    return formatOf(sheet, "Anthropic Console usage", [](std::string_view, std::string_view head) {
        return scoreOfTable(head, {"usage_date_utc", "model_version", "usage_input_tokens_no_cache", "usage_output_tokens"});
    });
}

Format openAiUsageFormat()
{
    static const Sheet sheet{
        .id = "openai-usage-csv", .version = 2, /* 2: by organization as well */ .columns = {"start_time", "end_time", "input_tokens"}, .bareColumns = 4, .read = readOpenAi};
    return formatOf(sheet, "OpenAI usage export", [](std::string_view, std::string_view head) {
        // An account without usage exports the four columns of time alone.
        const std::string_view first = trimmedText(head.substr(0, head.find('\n')));
        const bool isBare = std::count(first.begin(), first.end(), ',') == 3 && scoreOfTable(head, {"start_time", "end_time", "start_time_iso", "end_time_iso"}) > 0;
        return isBare ? 90 : scoreOfTable(head, {"start_time", "end_time", "start_time_iso", "input_tokens"});
    });
}

Format deepSeekUsageFormat()
{
    static const Sheet sheet{
        .id = "deepseek-usage-csv", .columns = {"start_time_iso", "model", "type", "amount"}, .addsUp = true, .read = readDeepSeek};
    return formatOf(sheet, "DeepSeek usage export", [](std::string_view, std::string_view head) {
        return scoreOfTable(head, {"start_time_iso", "model", "type", "price", "amount"});
    });
}

} // namespace tokenmeter
