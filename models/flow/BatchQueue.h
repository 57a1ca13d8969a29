// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ledger/FileBatch.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <vector>

namespace tokenmeter
{

/// From the threads that read to the one that writes. Holds a bounded number of records and lines of bills: readers wait when it is full.
class BatchQueue
{
public:
    explicit BatchQueue(std::size_t mostRecords) : m_most{mostRecords} {}

    /// Waits while the queue is full. False when the writer gave up.
    bool put(FileBatch batch);
    /// Waits for a batch or for `patience`, then moves all there is to `out`. False when nothing more will come.
    bool takeAll(std::vector<FileBatch> &out, std::chrono::milliseconds patience);
    /// No reader puts any more.
    void finish();
    /// The writer takes no more: readers are let go.
    void giveUp();

private:
    static std::size_t weightOf(const FileBatch &batch) { return batch.usage.records.size() + batch.charges.size() + 16; }

    std::mutex m_mutex;
    std::condition_variable m_filled;
    std::condition_variable m_drained;
    std::vector<FileBatch> m_batches;
    std::size_t m_weight = 0;
    std::size_t m_most;
    bool m_finished = false;
    bool m_givenUp = false;
};

} // namespace tokenmeter
