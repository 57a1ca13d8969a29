// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace tokenmeter
{

/// Who tells of a session that several logs of one tool tell (GitHub Copilot's), the best last. Stored in bits 17 to 19 of UsageRecord::flags:
/// never renumber. Of two copies the larger number wins, whatever their order. Which records of such a session count is said at ruleFamily().
enum class SessionTeller : std::uint8_t {
    None = 0,    ///< it stands in one log alone; or a parser read it that did not tell
    Session = 1, ///< a sum of the session, or of what was asked since it was taken up again
    Agent = 2,   ///< in the telemetry, as the next three: a sum of an agent's calls
    Turn = 3,    ///< a sum of a turn's calls
    CallLog = 4, ///< the log record of a call, which knows less than its span
    Call = 5,
    Store = 6,   ///< a call in the tool's own store
};

inline constexpr std::uint32_t SessionTellerShift = 17;
inline constexpr std::uint32_t SessionTellerMask = 0x7U << SessionTellerShift;

constexpr SessionTeller sessionTellerOf(std::uint32_t flags)
{
    return SessionTeller((flags & SessionTellerMask) >> SessionTellerShift);
}
constexpr std::uint32_t withSessionTeller(std::uint32_t flags, SessionTeller teller)
{
    return (flags & ~SessionTellerMask) | (std::uint32_t(teller) << SessionTellerShift);
}

/// The log that it is: of a session one counts, that with the largest number.
constexpr int logOfTeller(SessionTeller teller)
{
    return teller == SessionTeller::Store ? 3 : teller >= SessionTeller::Agent ? 2 : int(teller);
}
constexpr bool isSumOfCalls(SessionTeller teller)
{
    return teller < SessionTeller::CallLog;
}

} // namespace tokenmeter
