// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "import/Csv.h"
#include "import/JsonLeaves.h"
#include "import/Profile.h"

#include <functional>
#include <unordered_map>

namespace tokenmeter::generic
{

/// Of names that were looked up in a header where they stand, if anywhere.
struct NameHash
{
    using is_transparent = void;
    std::size_t operator()(std::string_view name) const { return std::hash<std::string_view>{}(name); }
};
using FoundColumns = std::unordered_map<std::string, std::optional<std::size_t>, NameHash, std::equal_to<>>;

/// One row of a table, or one object of a JSON file.
class RowView
{
public:
    RowView(const CsvHeader &header, FoundColumns &found, const CsvRow &row) : m_header{&header}, m_found{&found}, m_row{&row}, m_offset{row.offset} {}
    RowView(const JsonLeaves &leaves, std::int64_t offset) : m_leaves{&leaves}, m_offset{offset} {}

    /// Byte in the file where the row starts.
    std::int64_t offset() const { return m_offset; }
    bool hasColumn(std::string_view name) const;
    /// Empty when there is none. Good until the next row.
    std::string_view value(std::string_view name) const;
    /// Of the first alternative that is not empty.
    std::string_view value(const ProfileColumn &column) const;
    /// As the header spells it where that is a spelling of the same name; else the name itself.
    std::string_view nameOf(std::string_view name) const;
    /// The object's values; null for a row of a table.
    const JsonLeaves *leaves() const { return m_leaves; }
    /// Columns of the table; paths of the object's plain values.
    std::vector<std::string> names() const;

private:
    std::optional<std::size_t> indexOf(std::string_view name) const;

    const CsvHeader *m_header = nullptr;
    FoundColumns *m_found = nullptr;
    const CsvRow *m_row = nullptr;
    const JsonLeaves *m_leaves = nullptr;
    std::int64_t m_offset = 0;
};

/// The code at the end of a column's plain name: "costusd" is in USD. Empty where it names none.
std::string currencyInName(const std::string &plain);

/// The code in a column of the row that is called currency, in capital letters; empty where there is none, or something else in it, or where the
/// cost's own column names its currency.
std::string currencyBeside(const RowView &row, const ProfileColumn &cost);

struct RowVisitor
{
    std::function<bool(const RowView &)> row{}; ///< false ends the reading
    std::function<void(Cause, std::int64_t offset, std::string field)> damaged{}; ///< a row that cannot be read
    std::function<void()> again{}; ///< the file is read from its start again: forget what came (mended UTF-8 of a JSON file)
    /// Of JSON lines: where the object that was just looked at holds a list of rows; empty where it is a row itself. Null: always a row.
    std::function<std::string(const JsonLeaves &line)> listOfLine{};
};

/// Reads the rows of a file as its profile says. Only `file`, `json` and the names in `columns` are looked at; with no
/// column mapped, all plain values of JSON objects are kept (to propose a mapping).
/// @param text 64 readable bytes must follow it
void forEachRow(const Profile &profile, std::string_view text, const RowVisitor &visitor);

/// The same where no columns are mapped. @param enters which objects to look into, and which long texts to keep
/// @param mostText longer texts of JSON are not kept
void forEachRow(const Profile &profile, std::string_view text, const RowVisitor &visitor, const JsonLeaves::Descend &enters,
                std::size_t mostText);

/// The header of a table that has none: "1", "2", ...
CsvHeader numberedHeader(std::size_t columns);

/// Told by the first bytes: a list, one object a line (of which the first may be torn), an object over several lines (Json), else a table.
Profile::Kind kindOfText(std::string_view text);

/// Whether the last line of a file without a newline behind it, which is no JSON, is one that is being written.
bool isTorn(std::string_view line);

} // namespace tokenmeter::generic
