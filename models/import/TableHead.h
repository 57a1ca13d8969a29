// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "import/Profile.h"
#include "import/ProfilePreview.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tokenmeter
{

/// Why the beginning of a file cannot be looked at as a table.
enum class HeadTrouble : std::uint8_t {
    None,
    Empty,
    Utf16,     ///< as spreadsheets write "Unicode text"
    Binary,    ///< NUL bytes: no text at all
    OneColumn, ///< a table that nothing parts, so that it is probably none
    NoRows,    ///< names and nothing below them
    NotJson,   ///< a list that does not end, or is no list of objects
};

/// One row as it is written. Holds content: for the screen, never for the ledger or a problem.
struct RawRow
{
    std::int64_t offset = 0; ///< byte in the file where it starts
    std::int64_t line = 0;   ///< 1-based
    std::vector<std::string> cells{}; ///< one a column of TableHead; fewer in a row that was torn
    bool isPassedOver = false; ///< by Profile::skipRowsMatching
};

/// The beginning of a file, as the `file` part of a profile cuts it.
struct TableHead
{
    HeadTrouble trouble = HeadTrouble::None;
    std::vector<std::string> columns{}; ///< names of a header; dotted paths in the order in which they come; at most MostColumns
    std::vector<RawRow> rows{};
    std::int64_t end = 0;        ///< byte behind the last of them
    bool hasMore = false;        ///< rows
    bool isUtf8 = true;          ///< of what was looked at; other bytes are read as they stand
    bool looksHeaderless = false; ///< what should be names are numbers and times
};

inline constexpr std::size_t MostColumns = 1000;

/// @param head the first bytes of the file, unpacked, or all of it; an incomplete last row of a table is left away
TableHead tableHead(const Profile &profile, std::string_view head, bool isWhole, std::size_t most = PreviewRows);

/// Where a JSON object holds lists, as dotted paths; empty for every other text.
std::vector<std::string> listPaths(std::string_view head);

/// Whether the columns are there that the profile reads. Of JSON, where an absent field is normal: the time and something to count.
bool fitsColumns(const Profile &profile, const TableHead &table);

} // namespace tokenmeter
