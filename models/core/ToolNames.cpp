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
    {"micode", "micode", OpenCodeLogs, "mimocode"},
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

bool isWrittenBy(const TrackedTool &tool, std::string_view format)
{
    return std::find(tool.formats.begin(), tool.formats.end(), format) != tool.formats.end();
}

/// @param part of a path: "kilo", ".omp", "opencode.db"
bool isStoreOf(const TrackedTool &tool, std::string_view part)
{
    constexpr std::string_view Database = ".db";
    constexpr std::size_t ShortName = 2; // "pi" is also the name of many a user
    const bool isHidden = part.starts_with('.');
    part.remove_prefix(isHidden ? 1 : 0);
    part.remove_suffix(part.ends_with(Database) ? Database.size() : 0);
    const std::string_view name = tool.folder.empty() ? tool.tracker : tool.folder;
    return part == name && (isHidden || name.size() > ShortName);
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

std::string_view toolOfLog(std::string_view format, std::string_view root)
{
    const auto writes = [format](const TrackedTool &tool) { return isWrittenBy(tool, format); };
    if (std::count_if(Tools.begin(), Tools.end(), writes) == 1) {
        return usualToolOf(format);
    }
    while (!root.empty()) {
        const std::size_t slash = root.find_last_of('/');
        const std::string_view part = root.substr(slash + 1); // npos + 1 is the beginning
        const auto found = std::find_if(Tools.begin(), Tools.end(), [&](const TrackedTool &tool) { return writes(tool) && isStoreOf(tool, part); });
        if (found != Tools.end()) {
            return found->tool;
        }
        root = slash == std::string_view::npos ? std::string_view{} : root.substr(0, slash);
    }
    return {};
}

std::string_view usualToolOf(std::string_view format)
{
    const TrackedTool *usual = nullptr;
    for (const TrackedTool &tool : Tools) {
        if (isWrittenBy(tool, format) && (usual == nullptr || tool.tool == format)) {
            usual = &tool;
        }
    }
    return usual == nullptr ? std::string_view{} : usual->tool;
}

} // namespace tokenmeter
