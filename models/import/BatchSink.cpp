// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/BatchSink.h"

#include "core/Merge.h"
#include "import/CountedLine.h"

#include <algorithm>
#include <utility>

namespace tokenmeter
{
namespace
{

std::int64_t tokensOf(const UsageRecord &record)
{
    return record.tokens.total() + record.rare.tokens();
}

} // namespace

void BatchSink::add(UsageRecord record, const UsageContext &context)
{
    noteCounted(record.offset);
    std::vector<UsageRecord> &records = m_batch.usage.records;
    if (!records.empty() && records.back().identity == record.identity) {
        m_lastRecord = std::uint32_t(records.size() - 1);
        merge(records.back(), record, context);
        return;
    }
    const auto [place, isNew] = m_records.try_emplace(record.identity, std::uint32_t(records.size()));
    m_lastRecord = place->second;
    if (!isNew) {
        merge(records[place->second], record, context);
        return;
    }
    record.context = intern(context);
    records.push_back(std::move(record));
}

void BatchSink::noteCounted(std::int64_t place)
{
    m_countedPlace = place;
    if (place < 0) { // rows of a database share it
        return;
    }
    std::vector<Problem> &problems = m_batch.problems;
    for (auto problem = problems.rbegin(); problem != problems.rend() && problem->offset == place; ++problem) {
        problem->cause = inCountedLine(problem->cause);
    }
}

void BatchSink::formerly(const Identity &identity, std::uint64_t family)
{
    m_batch.usage.former.push_back({.record = m_lastRecord, .identity = identity, .family = family});
}

void BatchSink::formerlyAtSameTime(const Identity &identity, std::uint64_t family)
{
    m_batch.usage.former.push_back({.record = m_lastRecord, .identity = identity, .family = family, .isOfSameTime = true});
}

void BatchSink::readOtherwise(const Identity &identity, std::uint64_t family)
{
    m_batch.usage.former.push_back({.record = m_lastRecord, .identity = identity, .family = family, .isOtherReading = true});
}

void BatchSink::alias(const Identity &identity, std::uint64_t family)
{
    m_batch.usage.former.push_back({.record = m_lastRecord, .identity = identity, .family = family, .isAlias = true});
}

void BatchSink::sharedAlias(const Identity &identity, std::uint64_t family)
{
    m_batch.usage.former.push_back({.record = m_lastRecord, .identity = identity, .family = family, .isAlias = true, .isShared = true});
}

void BatchSink::merge(UsageRecord &into, const UsageRecord &record, const UsageContext &context)
{
    const std::int64_t apart = tokensOf(into) + tokensOf(record);
    const std::int64_t place = into.offset;
    const UsageContext &first = m_batch.usage.contexts[into.context];
    const std::uint32_t index = into.context;
    Merged merged = mergeCopies(into, first, record, context);
    into = std::move(merged.record);
    if (!m_preview) {
        ++m_batch.duplicateLines;
        m_batch.duplicateTokens += std::max<std::int64_t>(0, apart - tokensOf(into));
        m_batch.duplicatePlaces.add(place);
        m_batch.duplicatePlaces.add(record.offset);
    }
    into.context = index;
    if (merged.attributionFromOther || merged.servingFromOther) {
        const UsageContext mixed{.attribution = merged.attributionFromOther ? context.attribution : first.attribution,
                                 .serving = merged.servingFromOther ? context.serving : first.serving};
        into.context = intern(mixed);
    }
}

std::uint32_t BatchSink::intern(const UsageContext &context)
{
    std::vector<UsageContext> &contexts = m_batch.usage.contexts;
    if (m_lastContext < contexts.size() && contexts[m_lastContext] == context) {
        return m_lastContext;
    }
    const auto [place, isNew] = m_contexts.try_emplace(context, std::uint32_t(contexts.size()));
    if (isNew) {
        contexts.push_back(context);
    }
    m_lastContext = place->second;
    return m_lastContext;
}

void BatchSink::charge(BilledLine line)
{
    m_batch.charges.push_back(std::move(line));
}

void BatchSink::problem(Cause cause, std::int64_t offset, std::string field)
{
    if (m_preview) {
        return;
    }
    ++m_batch.problemCount;
    if (m_batch.problems.size() < MaxProblems) {
        const bool isCounted = offset >= 0 && offset == m_countedPlace;
        m_batch.problems.push_back({.cause = isCounted ? inCountedLine(cause) : cause, .file = m_path, .offset = offset, .field = std::move(field)});
    }
}

void BatchSink::skipped()
{
    m_batch.skippedLines += m_preview ? 0 : 1;
}

LineBatch BatchSink::take()
{
    m_contexts.clear();
    m_records.clear();
    m_lastContext = 0;
    m_countedPlace = -1;
    return std::exchange(m_batch, {});
}

} // namespace tokenmeter
