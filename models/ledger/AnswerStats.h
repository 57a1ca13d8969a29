// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Int128.h"
#include "core/Money.h"
#include "core/StopReason.h"
#include "core/Time.h"
#include "core/TokenCounts.h"
#include "core/Zone.h"
#include "ledger/UsageFilter.h"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace tokenmeter
{

/// How many answers had which size, exact below 64 and in steps of 1/32 of a power of two above: medians are right to
/// 1.6 %, means exactly, whatever the number of answers.
class SizeHistogram
{
public:
    void add(std::int64_t size);
    std::int64_t count() const { return m_count; }
    std::int64_t sum() const { return m_sum; }
    double mean() const { return m_count == 0 ? 0 : double(m_sum) / double(m_count); }
    /// Of an even number the middle between the two middle ones; 0 when empty.
    double median() const;
    SizeHistogram &operator+=(const SizeHistogram &other);

private:
    double nth(std::int64_t index) const;

    std::vector<std::int64_t> m_buckets{};
    std::int64_t m_count = 0;
    std::int64_t m_sum = 0;
};

/// Requests by why they ended.
using StopCounts = std::array<std::int64_t, 10>;

/// Answers of one raw model name whose price was that of one model of the catalogue.
struct ModelAnswers
{
    std::string model{};    ///< raw; empty = the source did not say
    std::string modelKey{}; ///< Rate::modelKey
    StopCounts stops{};     ///< requests, by StopReason
    SizeHistogram output{}; ///< output tokens of records that are one request
};

/// One request, or one bucket of an export, of a session.
struct SessionTurn
{
    std::int64_t id = 0; ///< of its record
    UtcTime time{};
    Precision precision = Precision::Instant;
    std::uint32_t flags = 0;
    std::int64_t requests = 1;
    TokenCounts tokens{};
    RareCounts rare{};
    bool priced = false;
    Money cost{};            ///< in the currency of its price
    std::string model{};     ///< raw
    std::string modelKey{};  ///< Rate::modelKey
    std::string agent{};
};

/// When a session was at work and what it cost meanwhile, cut into equal parts of its life.
struct SessionCourse
{
    std::string session{};
    UtcTime first{}, last{};
    bool onlyDays = false; ///< no record has a time of day
    struct Part
    {
        int index = 0; ///< 0 to Parts - 1
        Money cost{};
    };
    std::vector<Part> parts{}; ///< ascending by index, then currency; parts that cost nothing are left out
    static constexpr int Parts = 24;
};

class Connection;
class ReaderDictionaries;
class Snapshot;
/// The bodies of LedgerReader::answers(), sessionCourses() and sessionTurns(). Throw.
std::vector<ModelAnswers> queryAnswers(Connection &connection, ReaderDictionaries &dictionaries, Snapshot &snapshot, const UsageFilter &filter,
                                       const Zone &zone, const ReadProgress &progress);
std::vector<SessionCourse> querySessionCourses(Connection &connection, ReaderDictionaries &dictionaries, Snapshot &snapshot, const UsageFilter &filter,
                                               const Zone &zone, const ReadProgress &progress);
std::vector<SessionTurn> querySessionTurns(Connection &connection, ReaderDictionaries &dictionaries, Snapshot &snapshot, const UsageFilter &filter,
                                           const Zone &zone, const ReadProgress &progress);

} // namespace tokenmeter
