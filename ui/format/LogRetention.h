// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Zone.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

namespace tokenmeter
{

/// A tool that deletes its own logs, where nobody told it otherwise.
struct LogRetention
{
    std::string_view format{}; ///< id
    int days = 0;              ///< since a session was last used
    std::string_view setting{}; ///< of the tool, that says after how many days; never translated
};

/// Facts as their vendors' settings references give them. Claude Code: "settings.json", since its first versions. Gemini CLI: "Settings
/// reference", on by itself since 0.30 (February 2026).
inline constexpr std::array LogRetentions{LogRetention{"claude-code", 30, "cleanupPeriodDays"},
                                          LogRetention{"gemini-cli", 30, "general.sessionRetention.maxAge"}};

/// Null: the tool is not known to delete any.
constexpr const LogRetention *logRetentionOf(std::string_view format)
{
    const auto *found = std::find_if(LogRetentions.begin(), LogRetentions.end(), [&](const LogRetention &each) { return each.format == format; });
    return found == LogRetentions.end() ? nullptr : found;
}

/// Days whose logs the tool may have deleted while nobody looked.
struct LostDays
{
    LocalDay from{}; ///< when it was paused
    LocalDay to{};   ///< of what it wrote until then nothing needs to be left
};
/// Nothing: it is not paused for so long, or it deletes nothing that is known of. When a source that is read last brought something says nothing
/// of when it was last looked at.
inline std::optional<LostDays> lostDaysOf(std::string_view format, const std::optional<UtcTime> &pausedSince, LocalDay today, const Zone &zone)
{
    const LogRetention *retention = logRetentionOf(format);
    if (retention == nullptr || !pausedSince) {
        return std::nullopt;
    }
    const LostDays lost{.from = zone.dayOf(*pausedSince), .to = today - std::chrono::days{retention->days}};
    return lost.from < lost.to ? std::optional{lost} : std::nullopt;
}

} // namespace tokenmeter
