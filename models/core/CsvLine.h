// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>

namespace tokenmeter
{

/// One line of a CSV file as RFC 4180 has it, with its CRLF. A cell that a spreadsheet would take for a formula (it begins with = + - @, a tab
/// or a carriage return and is no plain decimal number) gets an apostrophe before it.
std::string csvLine(std::span<const std::string> cells);
/// Before the first line: spreadsheets take a CSV without it for the system's old code page.
inline constexpr char Utf8Mark[] = "\xEF\xBB\xBF";

} // namespace tokenmeter
