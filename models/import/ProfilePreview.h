// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Problem.h"
#include "core/UsageRecord.h"
#include "import/Profile.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tokenmeter
{

/// One row of a file as a profile reads it.
struct PreviewRow
{
    std::int64_t line = 0;   ///< 1-based, where the row starts in the text
    std::int64_t offset = 0; ///< byte where it starts
    bool isRead = false;     ///< false: left out, and the problems say why
    UsageRecord record{};
    UsageContext context{};
    std::vector<Problem> problems{}; ///< of this row; causes and fields, never content
};

/// What a profile makes of the first rows of a file, to be looked at before anything is imported.
struct ProfilePreview
{
    std::vector<PreviewRow> rows{}; ///< in the order of the file
    std::int64_t left = 0;          ///< rows that were left out
    TokenCounts tokens{};           ///< of all rows above
    RareCounts rare{};
    std::int64_t requests = 0;
    /// Sums of the reported amounts, one a currency, as decimal text; rows without an amount are in none.
    std::vector<std::pair<std::string, std::string>> amounts{};
    /// Of the file or the profile itself: a column that is not there, a choice that is not made. Nothing was read then.
    std::vector<Problem> problems{};
};

inline constexpr std::size_t PreviewRows = 100;

/// Rows that cannot be read are shown as such, whether or not the profile takes the others then.
/// @param head the first bytes of the file, unpacked, or all of it; an incomplete last row of a table is left away
/// @param isWhole whether `head` is all of the file
/// @param most rows that are shown; the sums are of these
ProfilePreview previewProfile(const Profile &profile, std::string_view head, bool isWhole, std::size_t most = PreviewRows);

/// Whether a profile may be kept under that name: letters, digits, blank, `.`, `_`, `-`; no path, 1 to 64 bytes.
bool isProfileName(std::string_view name);

} // namespace tokenmeter
