// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/BilledLine.h"
#include "core/CacheReading.h"
#include "core/Problem.h"
#include "core/UsageRecord.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace tokenmeter
{

/// Takes what a parser finds. Contexts are interned by the sink; passing the same one again is cheap.
class RecordSink
{
public:
    virtual ~RecordSink() = default;
    /// One usage line (or one more record of it). Its context index is set here.
    virtual void add(UsageRecord record, const UsageContext &context) = 0;
    /// The record that was added last may be in the ledger under another identity, from this source: it takes that one's place and what
    /// the user decided of it. Only where the two differ.
    virtual void formerly(const Identity &, std::uint64_t /*family*/) {}
    /// The same where the older identity may have been that of several records: only one that begins when this one does.
    virtual void formerlyAtSameTime(const Identity &, std::uint64_t /*family*/) {}
    /// The same of the identity that it would have in the other reading of the cache, where that changed since (core/CacheReading.h).
    virtual void readOtherwise(const Identity &, std::uint64_t /*family*/) {}
    /// The record that was added last is told under another identity, too, by lines that know less, in this or any other source, before it
    /// or after it: none of them counts beside it. Only where that identity can be no other request's.
    virtual void alias(const Identity &identity, std::uint64_t family) { formerly(identity, family); }
    /// An alias that several records may have: copies of one request, each with an identity of its own, of which none knows the others. All that
    /// have it are one record. They are of one family and never weak.
    virtual void sharedAlias(const Identity &identity, std::uint64_t family) { alias(identity, family); }
    /// A line of a bill: money that was charged, never usage.
    virtual void charge(BilledLine) {}
    /// Something about the line at `offset` is damaged. The file name is added by the loop.
    virtual void problem(Cause cause, std::int64_t offset, std::string field = {}) = 0;
    /// A usage line that had to be left out, beside the problem that says why.
    virtual void skipped() = 0;
};

/// Reads one log format line by line. One subclass a file in import/formats/.
class LineParser
{
public:
    virtual ~LineParser() = default;

    /// @param line one line without its newline, possibly damaged, possibly megabytes long. At least 64 readable bytes
    ///        follow it in memory (simdjson's padding), and its bytes may be overwritten while it is parsed.
    /// @param offset byte in the file where the line starts
    virtual void parse(std::string_view line, std::int64_t offset, RecordSink &sink) = 0;

    /// What there is of the range, or of a file that is read whole, has been read, and the state is saved next. More may come, and then
    /// it may be another look that reads it; what was waited for may also never come, and nobody looks at a file that does not change.
    virtual void atEnd(RecordSink &) {}

    /// Of files that are read whole: the last one was not finished by its owner, so nothing was taken from it and it
    /// shall be read again when it has changed.
    virtual bool isWaiting() const { return false; }

    /// Saved with the checkpoint, so that the next run starts in the middle. Empty for stateless formats.
    virtual std::string saveState() const { return {}; }
    /// False when the state cannot be used (other version, damaged): the file is read again from its start.
    virtual bool restoreState(std::string_view state) { return state.empty(); }
};

/// What a parser may know about the file it reads, beside its lines. Never part of an identity, but for the counts that it decides.
struct FileContext
{
    std::string path{};         ///< absolute
    std::string relativePath{}; ///< below the source's root
    UtcTime modified{};         ///< stands in for a missing time where a format says so
    CacheReading cacheReading = CacheReading::Told; ///< of formats with Format::mayLeaveCacheOut: what the user says of the source
};

} // namespace tokenmeter
