// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ledger/RecordFilter.h"
#include "ledger/RowFloor.h"
#include "ledger/ScanColumns.h"
#include "ledger/Snapshot.h"

#include <functional>
#include <utility>
#include <vector>

namespace tokenmeter
{

/// Milliseconds, both inclusive.
using MsRange = std::pair<std::int64_t, std::int64_t>;
using MsRanges = std::vector<MsRange>;

/// Which records a question must look at; all others cannot belong to its answer.
struct ScanPlan
{
    MsRanges ranges{};      ///< ascending, apart by quarter hours; everything = one range of all time
    bool isNarrow = false;  ///< along the index of time; else the table from its beginning is quicker
};

/// Reads records that are not hidden. Renews the snapshot now and then.
class RecordScan
{
public:
    RecordScan(Connection &connection, ReaderDictionaries &dictionaries, Snapshot &snapshot, const ReadProgress &progress)
        : m_connection{connection}, m_dictionaries{dictionaries}, m_snapshot{snapshot}, m_progress{progress}
    {
    }

    /// Of the contexts that are wanted, within a time, and of the single records that carry tags of their own when they matter.
    ScanPlan plan(const std::function<bool(std::int64_t)> &wantsContext, MsRange within, bool withTagged);
    /// Of records that the user took out.
    ScanPlan planOfExcluded(MsRange within);

    using WantsContext = std::function<bool(std::int64_t context, std::uint32_t flags)>;
    /// In any order, each once.
    /// @param floor what is below it may be passed over; nullptr: nothing is
    void scan(const ScanPlan &plan, ScanOf of, const WantsContext &wants, const RowFloor *floor,
              const std::function<void(const ScanRow &)> &use);
    /// In order of (time, id), until `use` says false.
    /// @param most gives up after that many rows that were looked at
    /// @return where it gave up: everything before (in its direction) was seen; nothing when it was done
    std::optional<std::int64_t> walk(const MsRanges &ranges, bool descending, ScanOf of, const WantsContext &wants,
                                     const std::function<bool(const ScanRow &)> &use, std::int64_t most = INT64_MAX);
    /// One record by number; false when there is none, or it is hidden.
    bool read(std::int64_t id, ScanRow &row);

private:
    void report(double part);

    Connection &m_connection;
    ReaderDictionaries &m_dictionaries;
    Snapshot &m_snapshot;
    const ReadProgress &m_progress;
};

} // namespace tokenmeter
