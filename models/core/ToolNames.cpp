// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ToolNames.h"

#include <algorithm>
#include <array>

namespace tokenmeter
{
namespace
{

template <std::size_t N>
using Ids = std::array<std::string_view, N>;

constexpr Ids<1> AmpLogs{"amp"};
constexpr Ids<1> ClaudeLogs{"claude-code"};
constexpr Ids<2> ClineLogs{"cline", "cline-cli"};
constexpr Ids<1> CodexLogs{"codex"};
constexpr Ids<3> CopilotLogs{"copilot-events", "copilot-otel", "copilot-store"};
constexpr Ids<1> CrushLogs{"crush"};
constexpr Ids<1> CursorLogs{"cursor-csv"};
constexpr Ids<1> DroidLogs{"droid"};
constexpr Ids<1> GeminiLogs{"gemini-cli"};
constexpr Ids<1> GooseLogs{"goose"};
constexpr Ids<1> KiloCodeLogs{"kilo-code"};
constexpr Ids<1> KimiLogs{"kimi"};
constexpr Ids<1> OpenCodeLogs{"opencode"};
constexpr Ids<1> PiLogs{"pi"};
constexpr Ids<1> QwenLogs{"qwen-code"};
constexpr Ids<1> RooLogs{"roo-code"};
constexpr Ids<1> ZedLogs{"zed"};

// Names that ccusage 20 and tokscale 4 write. Forks write the log of what they were made from, so they share its format.
constexpr std::array<TrackedTool, 25> Tools{{
    {"amp", "amp", AmpLogs},
    {"claude", "claude-code", ClaudeLogs},
    {"cline", "cline", ClineLogs},
    {"codex", "codex", CodexLogs},
    {"copilot", "copilot", CopilotLogs},
    {"crush", "crush", CrushLogs},
    {"cursor", "cursor-csv", CursorLogs},
    {"droid", "droid", DroidLogs},
    {"gemini", "gemini-cli", GeminiLogs},
    {"gjc", "gjc", PiLogs},
    {"goose", "goose", GooseLogs},
    {"kilo", "kilo", OpenCodeLogs},
    {"kilocode", "kilo-code", KiloCodeLogs},
    {"kimchi", "kimchi", PiLogs},
    {"kimi", "kimi", KimiLogs},
    {"micode", "micode", OpenCodeLogs},
    {"omp", "omp", PiLogs},
    {"openclaw", "openclaw", PiLogs},
    {"opencode", "opencode", OpenCodeLogs},
    {"pi", "pi", PiLogs},
    {"prime-agent", "prime-agent", PiLogs},
    {"qwen", "qwen-code", QwenLogs},
    {"roocode", "roo-code", RooLogs},
    {"senpi", "senpi", PiLogs},
    {"zed", "zed", ZedLogs},
}};

const TrackedTool *trackedTool(std::string_view name)
{
    const auto found = std::find_if(Tools.begin(), Tools.end(), [name](const TrackedTool &each) { return each.tracker == name || each.tool == name; });
    return found == Tools.end() ? nullptr : &*found;
}

} // namespace

std::span<const TrackedTool> trackedTools()
{
    return Tools;
}

std::string_view toolOfTracker(std::string_view name)
{
    const TrackedTool *tool = trackedTool(name);
    return tool == nullptr ? name : tool->tool;
}

std::span<const std::string_view> logFormatsOf(std::string_view name)
{
    const TrackedTool *tool = trackedTool(name);
    return tool == nullptr ? std::span<const std::string_view>{} : tool->formats;
}

} // namespace tokenmeter
