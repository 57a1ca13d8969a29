// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Result.h"
#include "flow/Review.h"

#include <map>
#include <string>
#include <string_view>

namespace tokenmeter
{

/// What projects are called outside, by the name that they have inside.
using ProjectAliases = std::map<std::string, std::string>;

/// "A", "B", ... "Z", "AA" behind the prefix for each project of the review: the dearest first, equal ones by name, those of the period before
/// that are gone last. What the source did not say stays so.
/// @param prefix "Project "
ProjectAliases letteredAliases(const ReviewData &review, const std::string &prefix);

/// The user's own names: a CSV of lines `name,alias` (a first line of these words is a header) or a JSON object {"name": "alias"}. A name is
/// the project's whole name or what follows its last slash. Problems: BadArgument("aliases", what is wrong).
Result<ProjectAliases> readAliases(std::string_view text);

/// As letteredAliases, but for those that the user named. So a project that was forgotten is not named by accident.
ProjectAliases namedAliases(const ReviewData &review, const ProjectAliases &given, const std::string &prefix);

/// The review with other names of projects, wherever one occurs: cells, changes, unusual days, the scope; also as a word in the name of a
/// budget. Projects that share an alias become one. Nothing else changes, and no figure.
ReviewData aliased(const ReviewData &review, const ProjectAliases &aliases);

/// Replaces names of projects that stand in a text as words of their own, whole names before their last parts, longer ones first.
std::string aliasedText(const std::string &text, const ProjectAliases &aliases);

} // namespace tokenmeter
