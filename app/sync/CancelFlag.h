// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>

namespace tokenmeter
{

/// Says "stop" to work on other threads. Copies are the same flag; all methods may be called from any thread.
class CancelFlag
{
public:
    void cancel()
    {
        {
            const std::lock_guard lock{m_shared->mutex};
            m_shared->isSet = true;
        }
        m_shared->changed.notify_all();
    }
    bool isSet() const
    {
        const std::lock_guard lock{m_shared->mutex};
        return m_shared->isSet;
    }
    /// Waits so long. @return false: it was cancelled meanwhile
    bool wait(std::chrono::milliseconds time) const
    {
        std::unique_lock lock{m_shared->mutex};
        return !m_shared->changed.wait_for(lock, time, [this] { return m_shared->isSet; });
    }

private:
    struct Shared
    {
        std::mutex mutex{};
        std::condition_variable changed{};
        bool isSet = false;
    };
    std::shared_ptr<Shared> m_shared = std::make_shared<Shared>();
};

} // namespace tokenmeter
