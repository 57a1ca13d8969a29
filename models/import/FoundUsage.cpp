// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/FoundUsage.h"

#include "core/Decimal.h"

#include <algorithm>
#include <string>

namespace tokenmeter
{

TokenCounts disjointCounts(const WrittenCounts &written, CacheIs cache, ReasoningIs reasoning, std::string_view inputField,
                           std::string_view reasoningField, Notes &notes)
{
    TokenCounts tokens;
    tokens.cacheRead = written.cacheRead.value;
    tokens.cacheWrite5m = written.cacheWrite.value;
    tokens.input = written.input.value;
    if (cache == CacheIs::InsideInput) {
        const std::int64_t cached = tokens.cacheRead + tokens.cacheWrite5m;
        if (cached > tokens.input) {
            notes.add(Cause::SubsetLargerThanTotal, std::string{inputField});
            tokens.cacheRead = std::min(tokens.cacheRead, tokens.input);
            tokens.cacheWrite5m = std::min(tokens.cacheWrite5m, tokens.input - tokens.cacheRead);
        }
        tokens.input -= tokens.cacheRead + tokens.cacheWrite5m;
    }
    tokens.output = written.output.value;
    tokens.reasoning = written.reasoning.value;
    if (reasoning == ReasoningIs::Beside) {
        tokens.output = std::min(tokens.output + tokens.reasoning, MaxTokensPerClass);
    } else if (tokens.reasoning > tokens.output) {
        notes.add(Cause::SubsetLargerThanTotal, std::string{reasoningField});
        tokens.reasoning = tokens.output;
    }
    return tokens;
}

void handOn(FoundUsage &found, const UsageContext &context, Notes &notes, std::int64_t offset, RecordSink &sink)
{
    UsageRecord &record = found.record;
    const bool isEmpty = record.tokens.total() == 0 && record.rare.isEmpty() && record.reportedAmount.empty();
    if (isEmpty && notes.isEmpty()) {
        return;
    }
    if (!found.time.present) {
        notes.add(Cause::MissingField, std::string{found.timeField});
    } else if (found.time.problem) {
        notes.add(*found.time.problem, std::string{found.timeField});
    }
    notes.report(sink, offset);
    if (isEmpty || !found.time.present || found.time.problem) {
        sink.skipped();
        return;
    }
    record.time = found.time.time;
    record.end = std::max(record.end, record.time);
    record.precision = std::max(record.precision, found.time.precision);
    record.offset = offset;
    record.flags |= notes.hasCorrection() ? std::uint32_t{ClampedFlag} : 0U;
    sink.add(record, context);
    for (const FormerIdentity &former : found.former) {
        if (former.isShared) {
            sink.sharedAlias(former.identity, former.family);
        } else if (former.isAlias) {
            sink.alias(former.identity, former.family);
        } else if (former.isOfSameTime) {
            sink.formerlyAtSameTime(former.identity, former.family);
        } else {
            sink.formerly(former.identity, former.family);
        }
    }
}

void setReported(UsageRecord &record, std::string_view amount, std::string_view currency)
{
    if (parseDecimalRounded(amount, 18).value_or(0) > 0) {
        record.reportedAmount = amount;
        record.reportedCurrency = currency;
    }
}

} // namespace tokenmeter
