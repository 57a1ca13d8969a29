// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Time.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tokenmeter
{

/// Local days with a name by which people speak of them: 2026-10, 2026-Q3, 2026, 2026-10-01..2026-10-15, 2026-10-05.
struct NamedPeriod
{
    /// Stored: never renumber.
    enum class Kind : std::uint8_t { Day = 0, Month = 1, Quarter = 2, Year = 3, Range = 4 };
    Kind kind = Kind::Month;
    LocalDay from{};
    LocalDay to{}; ///< inclusive

    bool contains(LocalDay day) const { return from <= day && day <= to; }
    bool contains(const NamedPeriod &other) const { return from <= other.from && other.to <= to; }
    bool overlaps(const NamedPeriod &other) const { return from <= other.to && other.from <= to; }
    std::int64_t days() const { return (to - from).count() + 1; }
    friend bool operator==(const NamedPeriod &, const NamedPeriod &) = default;
};

/// Reads a name. Nothing for anything else, and for days that do not exist or go backwards. A range that is a whole month, quarter or
/// year is one; a range of one day is that day.
std::optional<NamedPeriod> parseNamedPeriod(std::string_view text);
/// The name, as parseNamedPeriod() reads it.
std::string toText(const NamedPeriod &period);
/// What days are by their bounds alone: a whole month is a month.
NamedPeriod namedPeriod(LocalDay from, LocalDay to);
/// The calendar month that holds a day.
NamedPeriod monthHolding(LocalDay day);

} // namespace tokenmeter
