// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

namespace tokenmeter
{

/// Why an answer ended. Stored in bits 10 to 13 of UsageRecord::flags: never renumber. Of two copies the larger number
/// wins, whatever their order.
enum class StopReason : std::uint8_t {
    Unknown = 0,   ///< the source did not say, or the answer was still being written
    EndOfTurn = 1, ///< "end_turn", "stop", "STOP", "completed"
    ToolUse = 2,   ///< "tool_use", "tool_calls", "function_call"
    StopSequence = 3,
    Pause = 4,     ///< "pause_turn"
    MaxTokens = 5, ///< "max_tokens", "length", "MAX_TOKENS", "incomplete", "model_context_window_exceeded"
    Refusal = 6,   ///< "refusal", "content_filter", "SAFETY" and its like
    Aborted = 7,   ///< the user stopped it
    Error = 8,     ///< "error", "failed", "MALFORMED_FUNCTION_CALL"
    Other = 9,     ///< a word that is not known here
};

inline constexpr std::uint32_t StopReasonShift = 10;
inline constexpr std::uint32_t StopReasonMask = 0xFU << StopReasonShift;

constexpr StopReason stopReasonOf(std::uint32_t flags)
{
    return StopReason((flags & StopReasonMask) >> StopReasonShift);
}
constexpr std::uint32_t withStopReason(std::uint32_t flags, StopReason reason)
{
    return (flags & ~StopReasonMask) | (std::uint32_t(reason) << StopReasonShift);
}
/// What two copies of one answer say together.
constexpr std::uint32_t withLaterStopReason(std::uint32_t flags, StopReason other)
{
    return other > stopReasonOf(flags) ? withStopReason(flags, other) : flags;
}
/// The word as any of the formats writes it, in any case; empty = Unknown, other words = Other.
StopReason readStopReason(std::string_view word);

} // namespace tokenmeter
