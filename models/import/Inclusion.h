// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "import/Profile.h"

#include <cstdint>
#include <string_view>

namespace tokenmeter
{

/// What the rows of a file say about one count that may lie inside another one, or beside it.
struct PartEvidence
{
    std::int64_t rows = 0;   ///< with a total and some of the part: those that can tell
    std::int64_t inside = 0; ///< of them: the total fits when the part lies inside
    std::int64_t beside = 0; ///< likewise beside; what is undecided elsewhere may be either
    std::int64_t larger = 0; ///< rows in which the part is more than what it would lie in: it cannot be inside there
    /// The first row with some of it, for an example; 0 when there is none.
    std::int64_t exampleWhole = 0, examplePart = 0;
    friend bool operator==(const PartEvidence &, const PartEvidence &) = default;
};

struct Inclusion
{
    PartEvidence cacheRead{}, cacheWrite{}, reasoning{};
};

/// Looks at up to 1000 rows. @param head as previewProfile() takes it, whole rows
Inclusion inclusionOf(const Profile &profile, std::string_view head);

} // namespace tokenmeter
