// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/formats/Helicone.h"

#include "core/Decimal.h"
#include "import/formats/ApiJsonlUsage.h"
#include "import/formats/ExportRows.h"

#include <algorithm>

namespace tokenmeter
{
namespace
{

using namespace exports;

std::string lower(std::string_view text)
{
    std::string result{text};
    std::transform(result.begin(), result.end(), result.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; });
    return result;
}

/// Some versions wrote the cost times 10^9. One request costs no thousand dollars: such an amount is not believed.
std::string costOf(Row &row)
{
    constexpr int Scale = 3;
    const std::string amount = row.amount({"costUSD", "cost_usd", "cost"});
    if (parseDecimalRounded(amount, Scale).value_or(0) > Int128{1'000'000}) {
        row.note(Cause::BadNumber, "cost");
        return {};
    }
    return amount;
}

bool isAnswered(std::string_view status)
{
    return status.empty() || (status.size() == 3 && status.front() == '2');
}

/// Nobody was asked: Helicone gave the answer of an earlier request. A request of its own has none, or only zeros.
/// A table writes none as it likes ("null", "\N"), and that must not pass for one.
bool isFromCache(Row &row)
{
    constexpr std::size_t ShortestId = 8;
    const std::string_view id = row.text({"cache_reference_id"});
    const bool isId = std::all_of(id.begin(), id.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_'; });
    return isId && id.size() >= ShortestId && id.find_first_of("0123456789") != std::string_view::npos && id.find_first_not_of("0-") != std::string_view::npos;
}

/// What the provider itself counted, where the row holds its answer and that is one we know.
bool takeBody(const Row::Tree &body, UsageRecord &record)
{
    const std::optional<apijsonl::Shape> shape = body.leaves != nullptr ? apijsonl::shapeAt(*body.leaves, body.prefix) : std::nullopt;
    if (!shape) {
        return false;
    }
    const std::string usage = joinedPath(body.prefix, *shape == apijsonl::Shape::Gemini ? "usageMetadata" : "usage");
    const apijsonl::UsageRead read = apijsonl::readUsage(*shape, {{body.leaves, usage}});
    if (!read.problems.empty() || read.tokens.total() + read.rare.tokens() == 0) {
        return false;
    }
    record.tokens = read.tokens;
    record.rare = read.rare;
    record.flags |= read.flags;
    return true;
}

/// The provider's own id of the answer, by which other logs know it as well; Helicone's number of it is none. Empty: not told.
std::string_view answerIdOf(Row &row, const Row::Tree &body)
{
    const std::string_view told = row.text({"response_id"});
    const std::string_view inBody = body.leaves != nullptr ? body.leaves->text(joinedPath(body.prefix, "id")) : std::string_view{};
    return isIssued(told) ? told : isIssued(inBody) ? inBody : std::string_view{};
}

void takeColumns(Row &row, const std::string &provider, UsageRecord &record)
{
    const bool excludes = provider.find("anthropic") != std::string::npos || provider.find("bedrock") != std::string::npos;
    takeCounts({.input = row.count({"prompt_tokens"}),
                .cacheRead = row.count({"prompt_cache_read_tokens"}),
                .cacheWrite5m = row.count({"prompt_cache_write_tokens"}),
                .output = row.count({"completion_tokens"}),
                .reasoning = row.count({"reasoning_tokens"}),
                .total = row.count({"total_tokens"})},
               {.cache = !excludes, .reasoning = true}, row, record);
}

Reading readHelicone(Row &row, Draft &draft)
{
    if (isFromCache(row)) {
        return Reading::Nothing;
    }
    UsageRecord &record = draft.record;
    const std::string provider = lower(row.text({"provider"}));
    const Row::Tree body = row.tree("response_body");
    if (!takeBody(body, record)) {
        takeColumns(row, provider, record);
    }
    record.reportedAmount = costOf(row);
    record.reportedCurrency = record.reportedAmount.empty() ? "" : "USD";
    const bool costs = parseDecimalRounded(record.reportedAmount, 18).value_or(0) != 0;
    if (record.tokens.total() + record.rare.tokens() == 0 && (!costs || !isAnswered(row.text({"response_status"})))) {
        return Reading::Nothing;
    }
    const std::string_view id = row.text({"request_id"});
    if (id.empty()) {
        row.note(Cause::MissingField, "request_id");
    }
    if (!row.takeTime({"request_created_at", "created_at"}, record) || id.empty()) {
        return Reading::Damaged;
    }
    const std::string_view answer = answerIdOf(row, body);
    identify(record, "helicone", answer.empty() ? id : answer);
    if (!answer.empty()) { // an export without bodies knows Helicone's own number alone, as version 2 did
        draft.alias = identityOf({"helicone", id});
    }
    draft.context.serving.model = row.text({"model", "response_model", "request_model", "model_override"});
    draft.context.serving.provider = provider;
    draft.context.attribution.user = row.text({"request_user_id"});
    for (const auto &[name, value] : row.below({"request_properties", "properties"})) {
        const std::string key = lower(name);
        if (draft.context.attribution.project.empty() && (key == "app" || key == "project" || key == "team")) {
            draft.context.attribution.project = value;
        }
        if (key == "helicone-session-id") {
            draft.context.attribution.session = value;
        }
    }
    return Reading::Take;
}

} // namespace

Format heliconeFormat()
{
    static const Sheet sheet{.id = "helicone",
                             .version = 5, // 3: rows whose cell for the cache says "null", answers by the provider's id; 4: with Helicone's number beside it;
                                           // 5: lines behind a torn first one, bodies as texts of any length
                             .columns = {"request_id", "request_created_at", "prompt_tokens", "completion_tokens"},
                             .enters = {"request_properties", "properties", "response_body"},
                             .lists = {"data"},
                             .read = readHelicone};
    return formatOf(sheet, "Helicone", [](std::string_view, std::string_view head) {
        return isJsonWith(head, {"request_id", "request_created_at", "prompt_tokens"})
            ? 85
            : scoreOfTable(head, {"request_id", "request_created_at", "prompt_tokens", "completion_tokens"});
    });
}

} // namespace tokenmeter
