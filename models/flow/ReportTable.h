// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "flow/Report.h"

#include <string>
#include <vector>

namespace tokenmeter
{

/// What stands in a column of the report's table. Headings and numbers are put into words by whoever prints it.
enum class ReportColumn : std::uint8_t { Key, Requests, Input, CacheRead, CacheWrite, Output, OtherTokens, TotalTokens, Cost, UnpricedRequests };

/// A report as a table: one row a group, the total last.
struct ReportTable
{
    struct Column
    {
        ReportColumn column = ReportColumn::Key;
        std::size_t keyIndex = 0; ///< of a Key column: which of ReportRequest::groupBy
        Currency currency{};      ///< of a Cost column
    };
    struct Cell
    {
        std::optional<std::string> text{}; ///< of a Key column; nothing = not said
        std::int64_t number = 0;           ///< of a count
        std::optional<Money> money{};      ///< of a Cost column; nothing = no priced usage in that currency
    };
    std::vector<Column> columns{}; ///< classes that are empty everywhere are left out
    std::vector<std::vector<Cell>> rows{};
    std::vector<Cell> total{}; ///< as a row; its key cells are empty
};
ReportTable reportTable(const Report &report);

/// Lines of a plain-text table, columns separated by two blanks. Wide characters (Chinese) count as two, combining ones
/// as none; control characters and line ends are shown as `?`, so that a name cannot move the cursor.
/// @param rightAligned one a column
std::string alignedText(const std::vector<std::vector<std::string>> &rows, const std::vector<bool> &rightAligned);
/// Columns of a terminal that the text takes.
std::size_t terminalWidth(std::string_view utf8);

} // namespace tokenmeter
