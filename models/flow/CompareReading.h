// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "flow/Compare.h"
#include "ledger/OrderedRecords.h"

#include <array>
#include <functional>
#include <map>
#include <optional>
#include <unordered_map>

namespace tokenmeter
{

/// Turns the ledger's records in view into columns for a replay.
class CompareReading
{
public:
    CompareReading(Pricer &pricer, const CompareRequest &request) : m_pricer{pricer}, m_request{request} {}

    /// @param partSize how many records are held; then, and once at the end, `take` is called and they are gone
    /// @param take `isFirst`: what was taken before is void
    using Take = std::function<void(CompareRecords &, bool isFirst)>;
    Result<Done> read(LedgerReader &reader, std::size_t partSize, const Take &take);
    /// What was read; its columns hold the last part, everything else is of all.
    CompareRecords &records() { return m_records; }

private:
    void begin();
    void add(const OrderedRecord &record);
    std::uint32_t ownOf(const OrderedRecord &record);
    std::uint32_t bucketOf(const OrderedRecord &record);
    std::size_t usedOf(const OrderedRecord &record, const ReplayOwn &own);
    bool isMoved(const OrderedRecord &record) const;
    void finish();

    Pricer &m_pricer;
    const CompareRequest &m_request;
    CompareRecords m_records{};
    using OwnKey = std::array<std::int64_t, 4>; ///< rate, facet, flags, speed
    std::map<OwnKey, std::uint32_t> m_owns{};
    std::pair<OwnKey, std::uint32_t> m_lastOwn{}; ///< neighbours are mostly alike
    std::map<CompareRecords::Bucket, std::uint32_t> m_buckets{};
    std::optional<std::pair<CompareRecords::Bucket, std::uint32_t>> m_lastBucket{};
    std::map<std::pair<std::int64_t, std::int64_t>, std::size_t> m_usedByFacet{}; ///< facet and rate
    std::map<std::string, std::size_t> m_used{};
    std::unordered_map<std::int64_t, std::int64_t> m_speedOf{}; ///< by context: number of the text
    std::vector<std::string> m_speeds{};
    std::unordered_map<std::int64_t, Spend> m_byRate{}; ///< costs are summed at the end: tokens times rate
    std::unordered_map<std::int64_t, Rate> m_rates{};
};

/// What is told of records that were replayed. @param records without columns, too
Comparison comparisonOf(const CompareRecords &records, const std::vector<ReplayTarget> &targets, const CompareRequest &request, const ReplayResult &result);
/// A currency that is none: BadArgument("--currency", text).
std::optional<Problem> wrongCurrency(const CompareRequest &request);

/// Prices that one lacks, each once: a comparison in a thousand parts keeps no more of them than one in a single part.
void addPrices(ReplayTarget &target, const ReplayTarget &part);

/// Replays parts as they are handed over, and sums them up.
class ReplayedParts
{
public:
    ReplayedParts(Pricer &pricer, const CompareRequest &request) : m_pricer{pricer}, m_request{request} {}

    /// As CompareReading::Take.
    void take(CompareRecords &part, bool isFirst);
    const ReplayResult &sum() const { return *m_sum; } ///< after a part was taken
    const std::vector<ReplayTarget> &targets() const { return m_targets; } ///< with the prices of all parts

private:
    Pricer &m_pricer;
    const CompareRequest &m_request;
    std::optional<ReplayResult> m_sum{};
    std::vector<ReplayTarget> m_targets{};
};

} // namespace tokenmeter
