// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tokenmeter
{

/// A moment in UTC, to the millisecond. Functions that cut days take the zone as an argument.
using UtcTime = std::chrono::sys_time<std::chrono::milliseconds>;
/// A calendar day, already in the zone of whoever counts it.
using LocalDay = std::chrono::local_days;

/// How exactly a record's time is known. Smaller is more exact.
enum class Precision : std::uint8_t { Instant, Minute, Hour, Day, Session };

constexpr UtcTime utcFromMs(std::int64_t ms) { return UtcTime{std::chrono::milliseconds{ms}}; }
constexpr std::int64_t msOf(UtcTime time) { return time.time_since_epoch().count(); }

/// What an RFC 3339 text says. `day` alone is set for "2026-10-05".
struct ParsedTime
{
    UtcTime time{};
    Precision precision = Precision::Instant;
    bool hadZone = true; ///< false: no offset was written; `time` reads it as UTC
};

/// Reads RFC 3339 (`2026-10-05T09:00:03.123456Z`, offsets, a blank for T, a bare day). Digits below milliseconds are cut.
/// Nothing for anything else, for days that do not exist, and outside the years 1970 to 9999.
std::optional<ParsedTime> parseTime(std::string_view text);

/// An integer epoch of unknown unit: from 1e17 nanoseconds, 1e14 microseconds, 1e11 milliseconds, else seconds.
UtcTime timeFromEpoch(std::int64_t value);

/// `2026-10-05T09:00:03Z`, with `.123` only when there are milliseconds.
std::string toRfc3339(UtcTime time);
/// `2026-10-05`
std::string toIso(LocalDay day);
/// Reads `2026-10-05`.
std::optional<LocalDay> parseDay(std::string_view text);

} // namespace tokenmeter
