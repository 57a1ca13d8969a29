// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string_view>

namespace tokenmeter
{

/// A tool as other trackers call it, and what is known of its logs here.
struct TrackedTool
{
    std::string_view tracker{}; ///< what ccusage or tokscale write
    std::string_view tool{};    ///< its name here: where the tool has one format, that one's id
    std::span<const std::string_view> formats{}; ///< ids of all formats that read its logs, sorted
    std::string_view folder{}; ///< in which it keeps them, where that is not called as the tracker calls the tool
};

/// All names of tools of which a log can be read here.
std::span<const TrackedTool> trackedTools();

/// The name of a tool here. @param name a tracker's or ours; one that is not known is its own
std::string_view toolOfTracker(std::string_view name);

/// The formats in which a tool's logs are read: of a day that another program summed any of them may tell. @param name a tracker's or
/// ours. Empty: none of its logs are
std::span<const std::string_view> logFormatsOf(std::string_view name);

/// Whose logs lie at a root, as the tool is called here. Of a format that several tools write a folder's name on the way tells it, or a database's, the
/// last such. @param root absolute path. Empty: it cannot be told (a copy, a folder of the user's choice), or trackers know no tool of that format
std::string_view toolOfLog(std::string_view format, std::string_view root);

/// The tool that a format was made for, as it is called here. Empty: trackers know none
std::string_view usualToolOf(std::string_view format);

} // namespace tokenmeter
