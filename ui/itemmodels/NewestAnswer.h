// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "itemmodels/Answer.h"

#include <cstdint>
#include <utility>

namespace tokenmeter
{

/// Where the same question is asked again and again: only the answer to the newest one is taken. A member of `context`,
/// or of what lives as long.
class NewestAnswer
{
public:
    NewestAnswer() = default;
    NewestAnswer(const NewestAnswer &) = delete;
    NewestAnswer &operator=(const NewestAnswer &) = delete;

    bool isPending() const { return m_pending; }
    /// What is under way will not be taken any more.
    void forget()
    {
        ++m_serial;
        m_pending = false;
    }
    /// Hands the answer over as whenAnswered() does, unless a newer one is awaited by then or it was forgotten.
    template <class T, class Handler>
    void await(QObject *context, const QFuture<Result<T>> &future, Handler handler)
    {
        const std::uint64_t serial = ++m_serial;
        m_pending = true;
        whenAnswered(context, future, [this, serial, handler = std::move(handler)](const Result<T> &answer) mutable {
            if (serial == m_serial) {
                m_pending = false;
                handler(answer);
            }
        });
    }

private:
    std::uint64_t m_serial = 0;
    bool m_pending = false;
};

} // namespace tokenmeter
