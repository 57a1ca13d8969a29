// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Int128.h"
#include "core/Rate.h"
#include "core/UsageRecord.h"
#include "ledger/Decisions.h"
#include "ledger/UsageFilter.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tokenmeter
{

/// Why a record is in no total. Of several reasons the first.
enum class NotCounted : std::uint8_t {
    No,
    Excluded,  ///< the user took it out
    Forgotten, ///< its source was forgotten with its records
    Covered    ///< another source tells the same: see flow/Overlaps.h
};

/// A record with everything that is known of it. Texts are raw; empty = the source did not say.
struct RecordRow
{
    std::int64_t id = 0; ///< number in this ledger; never shown, never kept outside it
    UtcTime time{};
    UtcTime end{};
    Precision precision = Precision::Instant;
    std::uint32_t flags = 0;
    TokenCounts tokens{};
    RareCounts rare{};
    std::int64_t requests = 1;
    Attribution who{};
    Serving serving{};
    std::string sourceFormat{};
    std::string file{};      ///< absolute path
    std::int64_t offset = 0; ///< byte of the line in it
    Rate rate{};             ///< cost = costOf(tokens, rare, rate) where it is priced
    std::string reportedAmount{}, reportedCurrency{};
    UtcTime learned{};       ///< when its import began
    std::vector<Tag> tags{}; ///< effective ones, by key

    NotCounted leftOut = NotCounted::No;

    /// In no total, for whatever reason.
    bool isExcluded() const { return leftOut != NotCounted::No || (flags & ExcludedFlag) != 0; }
};

enum class RecordSort : std::uint8_t { Time, Cost, Tokens, Input, CacheRead, CacheWrite, Output };

/// Between two records, in the order of a question. Valid for questions with the same sort.
struct RecordPlace
{
    Int128 key = 0; ///< ms, attos or tokens
    std::int64_t id = 0;
    friend bool operator==(const RecordPlace &, const RecordPlace &) = default;
};

struct RecordQuestion
{
    UsageFilter filter{};
    RecordSort sort = RecordSort::Time;
    bool descending = true; ///< newest or largest first. Cost is compared in attos whatever the currency; unpriced come last
    /// Rows after this place (before it with `backwards`); nothing = from the first row (the last with `backwards`).
    std::optional<RecordPlace> place{};
    bool backwards = false; ///< rows still come in the question's order
    std::size_t limit = 200;
};

struct RecordPage
{
    std::vector<RecordRow> rows{};
    bool atStart = false; ///< nothing comes before the first row
    bool atEnd = false;   ///< nothing comes after the last one
};
RecordPlace placeOf(const RecordRow &row, RecordSort sort);
/// Just before the first record at or after `time` in ascending order of time, just behind it in descending order.
RecordPlace placeOfTime(UtcTime time);

struct RecordCounts
{
    std::int64_t records = 0;  ///< that the filter lets through
    std::int64_t excluded = 0; ///< of these
    std::int64_t unpriced = 0; ///< of these
    struct DayCount
    {
        LocalDay day{};
        std::int64_t records = 0;
    };
    std::vector<DayCount> days{}; ///< ascending, none with 0
};

/// Why a copy was merged. Stored in sighting.rule: never renumber.
enum SightingRule : int {
    SameIdentity = 0,    ///< the provider's own id of the answer
    SidechainReplay = 1, ///< a side question repeats its parent's answer under a new request
    WeakIdentity = 2,    ///< a line without request id, told by message and prompt
};

/// How many lines were merged into others by one rule.
struct MergedCopies
{
    SightingRule rule = SameIdentity;
    std::int64_t records = 0; ///< that stood in more than one place
    std::int64_t copies = 0;  ///< places beyond the one that each counts at
};

/// Another place where the same usage stood.
struct RecordSighting
{
    std::string file{};
    std::int64_t offset = 0;
    SightingRule rule = SameIdentity;
};

} // namespace tokenmeter
