// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "import/LineLoop.h"

#include <map>
#include <unordered_map>

namespace tokenmeter
{

/// Collects a batch: interns contexts and merges copies of one record, so that the ledger gets each response once
/// although a response is written as several lines.
class BatchSink : public RecordSink
{
public:
    explicit BatchSink(std::string path) : m_path{std::move(path)} {}

    void add(UsageRecord record, const UsageContext &context) override;
    void formerly(const Identity &identity, std::uint64_t family) override;
    void formerlyAtSameTime(const Identity &identity, std::uint64_t family) override;
    void readOtherwise(const Identity &identity, std::uint64_t family) override;
    void alias(const Identity &identity, std::uint64_t family) override;
    void sharedAlias(const Identity &identity, std::uint64_t family) override;
    void charge(BilledLine line) override;
    void problem(Cause cause, std::int64_t offset, std::string field) override;
    void skipped() override;

    /// From now on only records are taken: what is read will be read again.
    void beginPreview() { m_preview = true; }
    void endPreview() { m_preview = false; }

    std::size_t size() const { return m_batch.usage.records.size(); }
    /// What was collected; the sink is empty after it.
    LineBatch take();

private:
    struct IdentityHash
    {
        std::size_t operator()(const Identity &identity) const { return identity.high; }
    };
    std::uint32_t intern(const UsageContext &context);
    /// Problems that were told of this place before it turned out to be counted.
    void noteCounted(std::int64_t place);
    void merge(UsageRecord &into, const UsageRecord &record, const UsageContext &context);

    std::string m_path;
    LineBatch m_batch{};
    std::map<UsageContext, std::uint32_t> m_contexts{};
    std::uint32_t m_lastContext = 0;
    std::uint32_t m_lastRecord = 0; ///< that was added, or into which what was added was merged
    std::int64_t m_countedPlace = -1; ///< of what was added last
    bool m_preview = false;
    std::unordered_map<Identity, std::uint32_t, IdentityHash> m_records{};
};

} // namespace tokenmeter
