// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Time.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tokenmeter
{

/// An IANA time zone whose transitions are looked up once, so that cutting a million records into days costs a
/// binary search each. Right for changes of clock and for offsets of 30 and 45 minutes. Cheap to copy.
class Zone
{
public:
    static Zone utc();
    /// Nothing when the system does not know the name.
    static std::optional<Zone> byId(const std::string &id);
    /// The system's zone; UTC where it cannot be told.
    static Zone system();

    const std::string &id() const { return m_data->id; }
    /// Seconds east of UTC in force at that moment.
    std::chrono::seconds offsetAt(UtcTime time) const;
    /// The day whose [startOf(day), startOf(day + 1)) holds the moment.
    LocalDay dayOf(UtcTime time) const;
    /// First moment of the day: midnight, or the first moment after a clock change that skips midnight.
    UtcTime startOf(LocalDay day) const;

private:
    struct Span
    {
        std::int64_t fromMs = 0;
        std::chrono::seconds offset{};
    };
    struct Data
    {
        std::string id;
        std::vector<Span> spans; ///< ascending; the first reaches back to the beginning of time
    };
    explicit Zone(std::shared_ptr<const Data> data) : m_data{std::move(data)} {}
    std::shared_ptr<const Data> m_data;
};

} // namespace tokenmeter
