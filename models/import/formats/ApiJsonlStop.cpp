// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/formats/ApiJsonlStop.h"

#include <algorithm>
#include <array>

namespace tokenmeter::apijsonl
{
namespace
{

bool isInList(const JsonLeaf &leaf, std::string_view list)
{
    return leaf.path.size() > list.size() && leaf.path[list.size()] == '[' && leaf.path.starts_with(list);
}

/// The largest among `list[n].key`.
StopReason largestIn(const JsonLeaves &leaves, const std::string &list, std::string_view key)
{
    StopReason reason = StopReason::Unknown;
    const std::string end = "]." + std::string{key};
    for (const JsonLeaf &leaf : leaves.all()) {
        if (leaf.kind == '"' && leaf.path.ends_with(end) && isInList(leaf, list)) {
            reason = std::max(reason, readStopReason(leaf.text));
        }
    }
    return reason;
}

/// "completed" alone does not say whether the answer was a call of the caller's tools.
bool callsTools(const JsonLeaves &leaves, const std::string &output)
{
    static constexpr std::array<std::string_view, 6> Calls{"function_call",    "custom_tool_call", "local_shell_call",
                                                           "shell_call",       "computer_call",    "apply_patch_call"};
    const std::span<const JsonLeaf> all = leaves.all();
    return std::any_of(all.begin(), all.end(), [&](const JsonLeaf &leaf) {
        return leaf.kind == '"' && leaf.path.ends_with("].type") && isInList(leaf, output)
            && std::find(Calls.begin(), Calls.end(), leaf.text) != Calls.end();
    });
}

} // namespace

StopReason stopReasonAt(Shape shape, const JsonLeaves &leaves, std::string_view prefix)
{
    const auto at = [&](std::string_view key) { return joinedPath(prefix, key); };
    const auto word = [&](std::string_view key) { return readStopReason(leaves.text({prefix, key})); };
    switch (shape) {
    case Shape::Anthropic:
        return std::max(word("stop_reason"), word("delta.stop_reason"));
    case Shape::Gemini: {
        const bool blocked = word("promptFeedback.blockReason") != StopReason::Unknown;
        return std::max(largestIn(leaves, at("candidates"), "finishReason"), blocked ? StopReason::Refusal : StopReason::Unknown);
    }
    case Shape::Responses: {
        const StopReason detail = std::max(word("incomplete_details.reason"), word("status_details.reason"));
        const StopReason reason = detail != StopReason::Unknown ? detail : word("status");
        return reason == StopReason::EndOfTurn && callsTools(leaves, at("output")) ? StopReason::ToolUse : reason;
    }
    case Shape::DashScopeNative:
        return std::max(word("output.finish_reason"), largestIn(leaves, at("output.choices"), "finish_reason"));
    case Shape::DeepSeek:
    case Shape::OpenRouter:
    case Shape::Chat:
        break;
    }
    return largestIn(leaves, at("choices"), "finish_reason");
}

} // namespace tokenmeter::apijsonl
