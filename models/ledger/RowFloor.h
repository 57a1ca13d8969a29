// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Int128.h"
#include "ledger/Records.h"
#include "ledger/UsageFilter.h"
#include "ledger/UsageQuery.h"

#include <array>
#include <atomic>
#include <cstdint>
#include <optional>
#include <span>

namespace tokenmeter
{

/// What lets SQLite pass over records that are too small, before it has decoded them: a weighted sum of a record's token counts
/// that is at least what is looked for, for every record that can be found. Records with rare counts are not judged by it.
/// Two threads may look at it while one raises it.
class RowFloor
{
public:
    /// @param of what has a lower bound
    /// The dearest price of each class weighs.
    RowFloor(RecordBound::Of of, const ReaderDictionaries &dictionaries);

    /// Of a filter's bounds, or of an order in which the largest come first; nothing when there is no lower bound in it.
    static std::optional<RecordBound::Of> ofBounds(std::span<const RecordBound> bounds);
    static std::optional<RecordBound::Of> ofSort(RecordSort sort);

    /// Records below this are not looked for (attos, or tokens). Never lowers.
    void raise(Int128 value);
    void raiseTo(std::span<const RecordBound> bounds);

    /// Of input, cache read, cache write 5 min, 1 h, output.
    const std::array<std::int64_t, 5> &weights() const { return m_weights; }
    std::int64_t least() const { return m_least.load(std::memory_order_relaxed); }

private:
    RecordBound::Of m_of;
    std::array<std::int64_t, 5> m_weights{};
    std::atomic<std::int64_t> m_least{INT64_MIN};
};

} // namespace tokenmeter
