// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Time.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tokenmeter
{

/// A folder below a root and when it last changed, which is when a file or folder in it came, went or got another name.
struct SeenFolder
{
    std::string path{};          ///< relative; empty = the root
    std::int64_t modifiedNs = 0; ///< nanoseconds since the epoch; 0 = not known, so it must be listed again
    friend bool operator==(const SeenFolder &, const SeenFolder &) = default;
};

/// What a look at a root leaves for the next one, so that this need not walk through all of it.
struct LookMemory
{
    UtcTime whole{};                   ///< when all of it was last walked through
    std::vector<SeenFolder> folders{}; ///< empty = nothing is remembered
    std::vector<std::string> recent{}; ///< relative paths of files that may be growing

    /// For a note in the ledger. Empty where there is nothing to remember, or a name that fits on no line.
    std::string text() const;
    /// Empty where the text is not one of these.
    static LookMemory fromText(std::string_view text);
    friend bool operator==(const LookMemory &, const LookMemory &) = default;
};

} // namespace tokenmeter
