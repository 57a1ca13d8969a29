// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Problem.h"
#include "core/Time.h"
#include "core/Zone.h"

#include <optional>
#include <string_view>

namespace tokenmeter
{

/// RFC 3339, the same with '/' between the parts of the day, or a number since the epoch in any of its units
/// (fractions of seconds are kept). Without an offset the text is read as UTC and `hadZone` is false.
std::optional<ParsedTime> timeOfText(std::string_view text);

/// A pattern of %Y %m %d %H %M %S (%f: a fraction of a second) and literal characters. Without %H the precision is a
/// day, without %M an hour, without %S a minute.
std::optional<ParsedTime> timeOfPattern(std::string_view text, std::string_view pattern);
/// Whether the pattern has %Y, %m and %d and nothing unknown.
bool isTimePattern(std::string_view pattern);

/// The moment when clocks in the zone show `local`: the first of two where an hour is repeated; where it is skipped,
/// as if the clocks had not been changed.
/// @param local what the clock shows, written as if it were UTC
UtcTime utcOfLocal(UtcTime local, const Zone &zone);

/// TimeTooEarly before 2020, when nobody paid for tokens yet: such a time is a damaged one.
std::optional<Cause> problemOf(UtcTime time);

/// A row that is only known by its day shows on that date in every zone: noon UTC stands for it.
UtcTime noonOf(UtcTime day);

} // namespace tokenmeter
