// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/BatchQueue.h"

#include <iterator>

namespace tokenmeter
{

bool BatchQueue::put(FileBatch batch)
{
    std::unique_lock lock{m_mutex};
    m_drained.wait(lock, [this] { return m_givenUp || m_weight < m_most; });
    if (m_givenUp) {
        return false;
    }
    m_weight += weightOf(batch);
    m_batches.push_back(std::move(batch));
    m_filled.notify_one();
    return true;
}

bool BatchQueue::takeAll(std::vector<FileBatch> &out, std::chrono::milliseconds patience)
{
    std::unique_lock lock{m_mutex};
    m_filled.wait_for(lock, patience, [this] { return m_finished || !m_batches.empty(); });
    out.insert(out.end(), std::make_move_iterator(m_batches.begin()), std::make_move_iterator(m_batches.end()));
    const bool more = !(m_finished && m_batches.empty());
    m_batches.clear();
    m_weight = 0;
    m_drained.notify_all();
    return more;
}

void BatchQueue::finish()
{
    const std::lock_guard lock{m_mutex};
    m_finished = true;
    m_filled.notify_all();
}

void BatchQueue::giveUp()
{
    const std::lock_guard lock{m_mutex};
    m_givenUp = true;
    m_drained.notify_all();
}

} // namespace tokenmeter
