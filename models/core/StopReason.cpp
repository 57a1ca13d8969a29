// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/StopReason.h"

#include <algorithm>
#include <array>

namespace tokenmeter
{
namespace
{

struct Word
{
    std::string_view text; ///< lower case
    StopReason reason;
};

/// Frequent ones first. From the APIs' own references: Anthropic stop_reason, OpenAI finish_reason, status and
/// incomplete_details.reason, Gemini FinishReason and BlockedReason, DashScope, DeepSeek, Mistral, Bedrock, vLLM and TGI.
constexpr std::array Words{
    Word{"tool_use", StopReason::ToolUse},
    Word{"end_turn", StopReason::EndOfTurn},
    Word{"stop", StopReason::EndOfTurn},
    Word{"tool_calls", StopReason::ToolUse},
    Word{"completed", StopReason::EndOfTurn},
    Word{"length", StopReason::MaxTokens},
    Word{"max_tokens", StopReason::MaxTokens},
    Word{"stop_sequence", StopReason::StopSequence},

    // Not an answer yet, or no reason at all. DashScope's streams write the word "null".
    Word{"null", StopReason::Unknown},
    Word{"in_progress", StopReason::Unknown},
    Word{"queued", StopReason::Unknown},
    Word{"finish_reason_unspecified", StopReason::Unknown},
    Word{"blocked_reason_unspecified", StopReason::Unknown},
    Word{"unknown", StopReason::Unknown},

    Word{"stopped", StopReason::EndOfTurn},
    Word{"complete", StopReason::EndOfTurn},
    Word{"succeeded", StopReason::EndOfTurn},
    Word{"finished", StopReason::EndOfTurn},
    Word{"eos", StopReason::EndOfTurn},
    Word{"eos_token", StopReason::EndOfTurn},
    Word{"function_call", StopReason::ToolUse},
    Word{"tool_call", StopReason::ToolUse},
    Word{"tool-calls", StopReason::ToolUse},
    Word{"pause_turn", StopReason::Pause},

    Word{"incomplete", StopReason::MaxTokens},
    Word{"max_output_tokens", StopReason::MaxTokens},
    Word{"model_length", StopReason::MaxTokens},
    Word{"model_context_window_exceeded", StopReason::MaxTokens},

    Word{"refusal", StopReason::Refusal},
    Word{"content_filter", StopReason::Refusal},
    Word{"content-filter", StopReason::Refusal},
    Word{"content_filtered", StopReason::Refusal},
    Word{"guardrail_intervened", StopReason::Refusal},
    Word{"safety", StopReason::Refusal},
    Word{"recitation", StopReason::Refusal},
    Word{"blocklist", StopReason::Refusal},
    Word{"prohibited_content", StopReason::Refusal},
    Word{"spii", StopReason::Refusal},
    Word{"model_armor", StopReason::Refusal},
    Word{"image_safety", StopReason::Refusal},
    Word{"image_recitation", StopReason::Refusal},
    Word{"image_prohibited_content", StopReason::Refusal},

    Word{"aborted", StopReason::Aborted},
    Word{"cancelled", StopReason::Aborted},
    Word{"canceled", StopReason::Aborted},
    Word{"interrupted", StopReason::Aborted},
    Word{"client_cancelled", StopReason::Aborted},
    Word{"turn_detected", StopReason::Aborted},

    Word{"error", StopReason::Error},
    Word{"failed", StopReason::Error},
    Word{"malformed_function_call", StopReason::Error},
    Word{"malformed_response", StopReason::Error},
    Word{"unexpected_tool_call", StopReason::Error},
    Word{"too_many_tool_calls", StopReason::Error},
    Word{"missing_thought_signature", StopReason::Error},
    Word{"insufficient_system_resource", StopReason::Error},
    Word{"no_image", StopReason::Error},
};

constexpr char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c;
}

} // namespace

StopReason readStopReason(std::string_view word)
{
    if (word.empty()) {
        return StopReason::Unknown;
    }
    const auto found = std::find_if(Words.begin(), Words.end(), [&](const Word &known) {
        return known.text.size() == word.size()
            && std::equal(word.begin(), word.end(), known.text.begin(), [](char a, char b) { return lower(a) == b; });
    });
    return found == Words.end() ? StopReason::Other : found->reason;
}

} // namespace tokenmeter
