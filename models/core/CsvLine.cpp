// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/CsvLine.h"

#include <algorithm>
#include <string_view>

namespace tokenmeter
{
namespace
{

/// "-12", "+0.5": what a spreadsheet may take as it is.
bool isPlainNumber(std::string_view text)
{
    constexpr std::string_view Digits = "0123456789";
    if (text.starts_with('+') || text.starts_with('-')) {
        text.remove_prefix(1);
    }
    const std::size_t point = std::min(text.find_first_not_of(Digits), text.size());
    if (point == 0 || point == text.size()) {
        return point > 0;
    }
    const std::string_view decimals = text.substr(point + 1);
    return text[point] == '.' && !decimals.empty() && decimals.find_first_not_of(Digits) == std::string_view::npos;
}

std::string csvCell(const std::string &text)
{
    std::string cell;
    if (!text.empty() && std::string_view{"=+-@\t\r"}.find(text.front()) != std::string_view::npos && !isPlainNumber(text)) {
        cell = '\'';
    }
    cell += text;
    if (cell.find_first_of(",\"\r\n") == std::string::npos) {
        return cell;
    }
    std::string quoted{'"'};
    for (const char c : cell) {
        quoted += c;
        if (c == '"') {
            quoted += c;
        }
    }
    return quoted + '"';
}

} // namespace

std::string csvLine(std::span<const std::string> cells)
{
    std::string line;
    for (const std::string &cell : cells) {
        line += (&cell == cells.data() ? "" : ",") + csvCell(cell);
    }
    return line + "\r\n";
}

} // namespace tokenmeter
