// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Problem.h"
#include "import/Discovery.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tokenmeter
{

/// Deeper trees are a mistake or an attack.
inline constexpr std::size_t MaxFolderDepth = 32;

/// Finds the files below a folder. Links are never followed: what a link inside the root points at is found by itself,
/// and what lies outside the root is not ours (reported when it would have been wanted). So loops cannot happen.
/// @param root absolute, without links
/// @param enters whether to enter a folder, by its relative path; empty function: every one
/// @param wants whether a file is of interest, by its relative path
/// @param seen null, or gets every folder that was listed, with its time from before it was
std::vector<DiscoveredFile> walkFolder(const std::string &root, const std::function<bool(std::string_view)> &enters,
                                  const std::function<bool(std::string_view)> &wants, std::vector<Problem> &problems,
                                  std::vector<SeenFolder> *seen = nullptr);
/// The files in those folders alone that changed since they were seen, and in folders that are new. A file that only grew changes no
/// folder. One question a folder instead of a listing and a question for each file.
/// @param seen what walkFolder left; is brought up to date
std::vector<DiscoveredFile> walkChanged(const std::string &root, const std::function<bool(std::string_view)> &enters,
                                   const std::function<bool(std::string_view)> &wants, std::vector<Problem> &problems,
                                   std::vector<SeenFolder> &seen);

/// The absolute path without links; nothing when there is no such file (errno tells why).
std::optional<std::string> resolved(const std::string &path);
/// What a single path is; nothing when it is no regular file, or a link.
std::optional<DiscoveredFile> fileAt(const std::string &path);
bool isFolder(const std::string &path);

} // namespace tokenmeter
