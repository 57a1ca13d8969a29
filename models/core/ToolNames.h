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
};

/// All names of tools of which a log can be read here.
std::span<const TrackedTool> trackedTools();

/// The name of a tool here. @param name a tracker's or ours; one that is not known is its own
std::string_view toolOfTracker(std::string_view name);

/// The formats in which a tool's logs are read: of a day that another program summed any of them may tell. @param name a tracker's or
/// ours. Empty: none of its logs are
std::span<const std::string_view> logFormatsOf(std::string_view name);

} // namespace tokenmeter
