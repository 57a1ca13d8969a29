// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "notify/Message.h"

#include <functional>
#include <string>

namespace tokenmeter
{

struct SendResult
{
    enum class How { Sent, TryAgain, Never };
    How how = How::TryAgain;
    std::string receipt{}; ///< id that the receiver gave, or a cause: "http 500", "timeout", "redirect"; never content, never an address
};

/// One way out. Lives on one thread with an event loop and never blocks it.
class Sender
{
public:
    virtual ~Sender() = default; ///< gives up what is under way, without an answer
    using Answer = std::function<void(SendResult)>;
    /// Answers once, from the event loop or at once, within LongestSend. Not called again before the answer.
    virtual void send(const Message &message, Answer answer) = 0;
};

} // namespace tokenmeter
