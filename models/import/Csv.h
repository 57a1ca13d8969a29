// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tokenmeter
{

/// One row. The cells live until the reader's next step.
struct CsvRow
{
    std::vector<std::string_view> cells{};
    std::int64_t number = 0; ///< 1-based, counted as a spreadsheet does: the header and empty rows are rows too
    std::int64_t offset = 0; ///< byte where the row starts
    bool badQuoting = false; ///< text stood behind a closing quote; the cells cannot be trusted

    /// Empty when the row has no such cell.
    std::string_view cell(std::size_t column) const { return column < cells.size() ? cells[column] : std::string_view{}; }
};

/// Reads RFC 4180: quoted cells with doubled quotes and line ends in them, CRLF, LF or a lone CR, a byte order mark.
/// A quote inside an unquoted cell is an ordinary character. Needs memory for one row.
class CsvReader
{
public:
    /// @param text outlives the reader and its rows
    CsvReader(std::string_view text, char delimiter);

    /// The next row that is not empty. False at the end, and at a quote that is never closed: nothing behind it can
    /// be told apart, so reading ends there.
    bool next(CsvRow &row);
    /// The row whose quote is never closed; nothing when all is well.
    std::optional<CsvRow> unclosed() const { return m_unclosed; }

private:
    bool takeQuoted(CsvRow &row);
    void takePlain(CsvRow &row);
    void takeLineEnd();
    bool atCellEnd() const;

    std::string_view m_text;
    char m_delimiter;
    std::size_t m_at = 0;
    std::int64_t m_number = 0;
    std::deque<std::string> m_unquoted{}; ///< cells with doubled quotes, of the current row
    std::optional<CsvRow> m_unclosed{};
};

/// The one of , ; tab | that cuts the first rows into the most columns of equal number. A comma when none does.
char detectDelimiter(std::string_view text);

/// Lower case without blanks, `_`, `-` and brackets: "Input (w/ Cache Write)" -> "inputw/cachewrite".
std::string plainName(std::string_view name);

/// Finds columns by name.
class CsvHeader
{
public:
    CsvHeader() = default;
    explicit CsvHeader(const CsvRow &row);

    std::size_t size() const { return m_names.size(); }
    /// An exact name goes before one that only agrees after plainName(); of equal ones the first is meant.
    std::optional<std::size_t> find(std::string_view name) const;
    bool hasAll(std::initializer_list<std::string_view> names) const;
    const std::vector<std::string> &names() const { return m_names; }

private:
    std::vector<std::string> m_names{};
    std::vector<std::string> m_plain{};
};

} // namespace tokenmeter
