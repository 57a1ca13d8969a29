// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/Csv.h"

#include <algorithm>
#include <array>

namespace tokenmeter
{
namespace
{

constexpr std::string_view ByteOrderMark = "\xEF\xBB\xBF";
constexpr std::size_t MaxCells = 4096; // more is not a table; the rest of such a row is passed over

void addCell(CsvRow &row, std::string_view cell)
{
    if (row.cells.size() < MaxCells) {
        row.cells.push_back(cell);
    }
}

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) {
        text.remove_prefix(1);
    }
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) {
        text.remove_suffix(1);
    }
    return text;
}

} // namespace

CsvReader::CsvReader(std::string_view text, char delimiter) : m_text{text}, m_delimiter{delimiter}
{
    if (m_text.starts_with(ByteOrderMark)) {
        m_at = ByteOrderMark.size();
    }
}

bool CsvReader::atCellEnd() const
{
    return m_at >= m_text.size() || m_text[m_at] == m_delimiter || m_text[m_at] == '\n' || m_text[m_at] == '\r';
}

void CsvReader::takeLineEnd()
{
    if (m_at < m_text.size() && m_text[m_at] == '\r') {
        ++m_at;
    }
    if (m_at < m_text.size() && m_text[m_at] == '\n') {
        ++m_at;
    }
}

void CsvReader::takePlain(CsvRow &row)
{
    const std::size_t start = m_at;
    while (!atCellEnd()) {
        ++m_at;
    }
    addCell(row, m_text.substr(start, m_at - start));
}

bool CsvReader::takeQuoted(CsvRow &row)
{
    const std::size_t start = ++m_at;
    std::string *copy = nullptr;
    std::size_t copied = start;
    for (;;) {
        const std::size_t quote = m_text.find('"', m_at);
        if (quote == std::string_view::npos) {
            return false;
        }
        m_at = quote + 1;
        if (m_at < m_text.size() && m_text[m_at] == '"') {
            copy = copy ? copy : &m_unquoted.emplace_back();
            copy->append(m_text.substr(copied, m_at - copied));
            copied = ++m_at;
            continue;
        }
        if (copy) {
            copy->append(m_text.substr(copied, quote - copied));
        }
        addCell(row, copy ? std::string_view{*copy} : m_text.substr(start, quote - start));
        break;
    }
    for (; !atCellEnd(); ++m_at) {
        row.badQuoting = row.badQuoting || m_text[m_at] != ' ';
    }
    return true;
}

bool CsvReader::next(CsvRow &row)
{
    while (m_at < m_text.size()) {
        row.cells.clear();
        row.badQuoting = false;
        m_unquoted.clear();
        row.number = ++m_number;
        row.offset = std::int64_t(m_at);
        for (;;) {
            if (m_at < m_text.size() && m_text[m_at] == '"') {
                if (!takeQuoted(row)) {
                    row.cells.clear();
                    m_unclosed = row;
                    m_at = m_text.size();
                    return false;
                }
            } else {
                takePlain(row);
            }
            if (m_at >= m_text.size() || m_text[m_at] != m_delimiter) {
                break;
            }
            ++m_at;
        }
        takeLineEnd();
        if (std::any_of(row.cells.begin(), row.cells.end(), [](std::string_view cell) { return !cell.empty(); })) {
            return true;
        }
    }
    return false;
}

char detectDelimiter(std::string_view text)
{
    constexpr std::array Candidates{',', ';', '\t', '|'};
    constexpr int RowsLookedAt = 10;
    char best = ',';
    std::size_t bestColumns = 1;
    for (const char candidate : Candidates) {
        CsvReader reader{text, candidate};
        CsvRow row;
        std::size_t columns = 0;
        bool even = true;
        for (int i = 0; i < RowsLookedAt && reader.next(row); ++i) {
            even = even && (columns == 0 || columns == row.cells.size());
            columns = i == 0 ? row.cells.size() : columns;
        }
        if (even && columns > bestColumns) {
            best = candidate;
            bestColumns = columns;
        }
    }
    if (bestColumns > 1) {
        return best;
    }
    // Ragged everywhere: the header alone decides.
    for (const char candidate : Candidates) {
        CsvRow row;
        if (CsvReader{text, candidate}.next(row) && row.cells.size() > bestColumns) {
            best = candidate;
            bestColumns = row.cells.size();
        }
    }
    return best;
}

std::string plainName(std::string_view name)
{
    std::string plain;
    for (const char c : name) {
        if (std::string_view{" \t\r\n_-()[]{}"}.find(c) == std::string_view::npos) {
            plain.push_back(c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c);
        }
    }
    return plain;
}

CsvHeader::CsvHeader(const CsvRow &row)
{
    for (const std::string_view cell : row.cells) {
        m_names.emplace_back(trimmed(cell));
        m_plain.push_back(plainName(cell));
    }
}

std::optional<std::size_t> CsvHeader::find(std::string_view name) const
{
    const auto indexIn = [](const std::vector<std::string> &list, std::string_view wanted) -> std::optional<std::size_t> {
        const auto found = std::find(list.begin(), list.end(), wanted);
        return found == list.end() ? std::nullopt : std::optional{std::size_t(found - list.begin())};
    };
    if (const std::optional<std::size_t> exact = indexIn(m_names, name)) {
        return exact;
    }
    const std::string plain = plainName(name);
    return plain.empty() ? std::nullopt : indexIn(m_plain, plain);
}

bool CsvHeader::hasAll(std::initializer_list<std::string_view> names) const
{
    return std::all_of(names.begin(), names.end(), [&](std::string_view name) { return find(name).has_value(); });
}

} // namespace tokenmeter
