// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

namespace tokenmeter
{

/// Work that threads share. A worker that takes an item may add more; the queue ends when it is empty and nobody works.
template <typename Item>
class WorkQueue
{
public:
    explicit WorkQueue(std::deque<Item> items) : m_items{std::move(items)} {}

    /// The next item; nothing when all work is done or the queue was closed. Waits while others may still add items.
    std::optional<Item> take()
    {
        std::unique_lock lock{m_mutex};
        m_changed.wait(lock, [this] { return m_closed || !m_items.empty() || m_working == 0; });
        if (m_closed || m_items.empty()) {
            return std::nullopt;
        }
        ++m_working;
        std::optional<Item> item{std::move(m_items.front())};
        m_items.pop_front();
        return item;
    }
    /// The taker of an item is done with it.
    void finish()
    {
        const std::lock_guard lock{m_mutex};
        --m_working;
        m_changed.notify_all();
    }
    /// Adds items that come next, in their order.
    void putFirst(std::vector<Item> items)
    {
        const std::lock_guard lock{m_mutex};
        for (auto item = items.rbegin(); item != items.rend(); ++item) {
            m_items.push_front(std::move(*item));
        }
        m_changed.notify_all();
    }
    void close()
    {
        const std::lock_guard lock{m_mutex};
        m_closed = true;
        m_changed.notify_all();
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<Item> m_items;
    int m_working = 0;
    bool m_closed = false;
};

} // namespace tokenmeter
