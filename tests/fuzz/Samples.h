// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "import/Format.h"

#include <optional>
#include <string>
#include <vector>

namespace tokenmeter::testing
{

/// Stands in every field that holds what was said, and nowhere else.
inline constexpr std::string_view Marker = "SECRET-PROMPT-7261";

/// A file of a format, with the marker planted.
struct Sample
{
    Format format{};
    std::string name{}; ///< of the file
    std::string text{}; ///< ends with a newline, unless it is the bytes of a database
    std::string statements{}; ///< that make the database; empty for other files
};

/// The fixtures of all formats; `generic` by the fixture's profile as CSV, TSV, JSON lines and a list in JSON.
const std::vector<Sample> &samples();

/// The bytes of the database that the statements make, which touch no other file and end soon; nothing when they cannot be run.
std::optional<std::string> databaseFrom(const std::string &statements);

std::string contentOf(const std::string &path);
std::string replaced(std::string text, std::string_view what, std::string_view by);

} // namespace tokenmeter::testing
