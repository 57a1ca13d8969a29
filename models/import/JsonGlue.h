// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string_view>

/// Where whole objects lie in a line that is not JSON, because a crash or a second writer glued one to a torn one.
/// Braces and quotes are walked, nothing is parsed; each function takes one or two passes over the text.
namespace tokenmeter::json
{

/// Bytes of the object at the start of the text, blanks before it included; 0 when it is not closed.
std::size_t wholeObjectAtStart(std::string_view text);

/// Where the object begins that ends the text, behind a torn one at its start; 0 when there is none. An object that may
/// be a value inside the torn one (behind a colon, or where an array goes on) is none.
std::size_t wholeObjectBehindTorn(std::string_view text);

} // namespace tokenmeter::json
