// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ledger/RowFloor.h"
#include "ledger/ScanColumns.h"
#include "ledger/Snapshot.h"

#include <functional>
#include <string>
#include <vector>

namespace tokenmeter
{

/// Which rows of the table are read on: decided before, so that two threads may look at it.
struct RowChoice
{
    ScanOf of = ScanOf::NotExcluded;
    std::vector<bool> contexts{};       ///< by number
    std::vector<bool> taggedContexts{}; ///< the same for records with tags of their own

    /// A context that was not known when the choice was made passes.
    bool passes(std::int64_t context, std::uint32_t flags) const;
};

struct ScanSizes
{
    std::int64_t idsAChunk = 50'000;  ///< numbers of records between two renewals: some 20 ms when the pages are in memory
    std::int64_t chunksForTwo = 4;    ///< from so many on a second connection and thread pay; together they cost a millisecond
    std::size_t rowsABatch = 4096;    ///< that the threads hand over at once, 600 kB; at most 16 wait
};

/// Reads the whole table of records. A large one is read by a second thread on a connection of its own as well, part by part:
/// most of the time goes into SQLite's decoding of rows. Both see the same ledger: each compares the version it began with,
/// and the question starts anew when it has moved.
/// @param floor passes over what is below it; may be raised by `use`; nullptr: reads all
/// @param use is called on this thread only, in any order of rows
/// @param progress gets the part that is done, 0 to 1; may be empty
void scanTable(Connection &connection, Snapshot &snapshot, const RowChoice &choice, const RowFloor *floor,
               const std::function<void(const ScanRow &)> &use, const std::function<void(double)> &progress,
               const ScanSizes &sizes = {});

} // namespace tokenmeter
