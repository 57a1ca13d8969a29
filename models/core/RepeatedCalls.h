// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace tokenmeter
{

/// What the lines are that a format's records repeat, where no id of the provider tells it (SidechainReplay, WeakIdentity): what its
/// families are.
enum class RepeatedCalls : std::uint8_t {
    SideQuestions, ///< a side question repeats its parent's answer, or a line has no request id
    Sums,          ///< several logs of one tool tell the same call, sums of a session among them
    Drafts,        ///< an answer was noted while it was being written, and again when it was done
    Removals       ///< requests were taken out of a log, and their sum stands in their place
};

} // namespace tokenmeter
