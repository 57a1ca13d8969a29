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
std::vector<DiscoveredFile> walkFolder(const std::string &root, const std::function<bool(std::string_view)> &enters,
                                  const std::function<bool(std::string_view)> &wants, std::vector<Problem> &problems);

/// The absolute path without links; nothing when there is no such file (errno tells why).
std::optional<std::string> resolved(const std::string &path);
/// What a single path is; nothing when it is no regular file.
std::optional<DiscoveredFile> fileAt(const std::string &path);
bool isFolder(const std::string &path);

} // namespace tokenmeter
