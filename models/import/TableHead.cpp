// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/TableHead.h"

#include "import/CsvNumber.h"
#include "import/CsvTime.h"
#include "import/formats/GenericRows.h"

#include <algorithm>
#include <unordered_map>

namespace tokenmeter
{
namespace
{

constexpr std::size_t MostCellBytes = 1024; ///< more is not shown
constexpr std::string_view HeadMark = "\xEF\xBB\xBF";

bool isUtf16(std::string_view text)
{
    return text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF");
}

bool isJson(Profile::Kind kind)
{
    return kind == Profile::Kind::Jsonl || kind == Profile::Kind::Json;
}

/// Never in the middle of a letter.
std::string cellOf(std::string_view text)
{
    std::size_t size = std::min(text.size(), MostCellBytes);
    while (size < text.size() && size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U) {
        --size;
    }
    return std::string{text.substr(0, size)};
}

/// A number or a time: what a record has and a name is not.
bool isValue(std::string_view text)
{
    return !text.empty() && (timeOfText(text).has_value() || amountOfText(text, '.').has_value());
}

void readTableRows(const Profile &profile, std::string_view text, std::size_t most, TableHead &table)
{
    const char delimiter = profile.kind == Profile::Kind::Tsv ? '\t' : profile.delimiter != '\0' ? profile.delimiter : detectDelimiter(text);
    CsvReader reader{text, delimiter};
    CsvRow row;
    bool hasHeader = false;
    const auto take = [&](const CsvRow &each) {
        RawRow raw{.offset = each.offset};
        for (std::size_t i = 0; i < std::min(each.cells.size(), table.columns.size()); ++i) {
            raw.cells.push_back(cellOf(each.cells[i]));
        }
        raw.isPassedOver = !profile.skipRowsMatching.empty() && std::any_of(each.cells.begin(), each.cells.end(), [&](std::string_view cell) {
            return cell.find(profile.skipRowsMatching) != std::string_view::npos;
        });
        table.rows.push_back(std::move(raw));
    };
    while (reader.next(row)) {
        if (row.number < profile.headerRow) {
            continue;
        }
        if (!hasHeader) {
            hasHeader = true;
            const CsvHeader header = profile.headerRow == 0 ? generic::numberedHeader(row.cells.size()) : CsvHeader{row};
            table.columns = header.names();
            table.columns.resize(std::min(table.columns.size(), MostColumns));
            table.looksHeaderless = profile.headerRow != 0 && std::any_of(row.cells.begin(), row.cells.end(), isValue);
            if (profile.headerRow != 0) {
                continue;
            }
        }
        if (table.rows.size() == most) {
            table.end = row.offset;
            table.hasMore = true;
            return;
        }
        take(row);
    }
    if (reader.unclosed() && table.rows.size() < most && hasHeader) {
        take(*reader.unclosed());
    }
}

void readObjects(const Profile &profile, std::string_view text, std::size_t most, TableHead &table)
{
    std::unordered_map<std::string, std::size_t> places;
    bool isNoList = false;
    Profile plain; // without columns all plain values are visited
    plain.kind = profile.kind;
    plain.recordsPath = profile.recordsPath;
    const auto takeRow = [&](const generic::RowView &row) {
        if (table.rows.size() == most) {
            table.end = row.offset();
            table.hasMore = true;
            return false;
        }
        RawRow raw{.offset = row.offset()};
        for (const std::string &name : row.names()) {
            const auto [place, isNew] = places.try_emplace(name, table.columns.size());
            if (isNew && table.columns.size() >= MostColumns) {
                places.erase(place);
                continue;
            }
            if (isNew) {
                table.columns.push_back(name);
            }
            raw.cells.resize(std::max(raw.cells.size(), place->second + 1));
            raw.cells[place->second] = cellOf(row.value(name));
        }
        table.rows.push_back(std::move(raw));
        return true;
    };
    const auto damaged = [&](Cause, std::int64_t offset, const std::string &) {
        if (profile.kind == Profile::Kind::Json && offset == 0) {
            isNoList = true;
        } else if (table.rows.size() < most) {
            table.rows.push_back({.offset = offset});
        }
    };
    const auto again = [&] {
        table.rows.clear();
        table.columns.clear();
        places.clear();
    };
    generic::forEachRow(plain, text, {.row = takeRow, .damaged = damaged, .again = again});
    if (isNoList) {
        table.trouble = HeadTrouble::NotJson;
    }
}

void countLines(std::string_view text, TableHead &table)
{
    std::int64_t line = 1;
    std::size_t counted = 0;
    for (RawRow &row : table.rows) {
        const std::size_t at = std::size_t(std::clamp<std::int64_t>(row.offset, 0, std::int64_t(text.size())));
        if (at > counted) {
            line += std::count(text.begin() + std::ptrdiff_t(counted), text.begin() + std::ptrdiff_t(at), '\n');
            counted = at;
        }
        row.line = line;
    }
}

} // namespace

TableHead tableHead(const Profile &profile, std::string_view head, bool isWhole, std::size_t most)
{
    TableHead table;
    if (isUtf16(head)) {
        table.trouble = HeadTrouble::Utf16;
        return table;
    }
    if (head.find('\0') != std::string_view::npos) {
        table.trouble = HeadTrouble::Binary;
        return table;
    }
    if (trimmedText(head.starts_with(HeadMark) ? head.substr(HeadMark.size()) : head).empty()) {
        table.trouble = HeadTrouble::Empty;
        return table;
    }
    if (!isWhole && profile.kind != Profile::Kind::Json) {
        const std::size_t end = head.rfind('\n');
        head = end == std::string_view::npos ? head : head.substr(0, end + 1);
    }
    std::string padded{head};
    padded.append(simdjson::SIMDJSON_PADDING, ' ');
    const std::string_view text = std::string_view{padded}.substr(0, head.size());
    table.end = std::int64_t(text.size());
    if (isJson(profile.kind)) {
        readObjects(profile, text, most, table);
    } else {
        readTableRows(profile, text, most, table);
    }
    countLines(text, table);
    table.isUtf8 = !json::mendedUtf8(text.substr(0, std::size_t(std::min<std::int64_t>(table.end, std::int64_t(text.size())))));
    if (table.trouble == HeadTrouble::None && table.rows.empty()) {
        table.trouble = HeadTrouble::NoRows;
    } else if (table.trouble == HeadTrouble::None && !isJson(profile.kind) && table.columns.size() < 2) {
        table.trouble = HeadTrouble::OneColumn;
    }
    return table;
}

std::vector<std::string> listPaths(std::string_view head)
{
    std::vector<std::string> paths;
    std::string padded{trimmedText(head.starts_with(HeadMark) ? head.substr(HeadMark.size()) : head)};
    const std::size_t size = padded.size();
    padded.append(simdjson::SIMDJSON_PADDING, ' ');
    JsonLeaves leaves;
    json::LineReader reader;
    static_cast<void>(reader.read(std::string_view{padded}.substr(0, size), [&](json::Object &object) {
        leaves.clear();
        return leaves.add(object, {}, [](std::string_view, std::string_view, char kind) { return kind == '{'; });
    }));
    for (const JsonLeaf &leaf : leaves.all()) {
        if (leaf.kind == '[') {
            paths.push_back(leaf.path);
        }
    }
    return paths;
}

bool fitsColumns(const Profile &profile, const TableHead &table)
{
    std::vector<std::string_view> cells{table.columns.begin(), table.columns.end()};
    CsvRow names;
    names.cells = std::move(cells);
    const CsvHeader header{names};
    const auto has = [&](const ProfileColumn &column) {
        return std::any_of(column.from.begin(), column.from.end(), [&](const std::string &name) {
            return isJson(profile.kind) ? std::find(table.columns.begin(), table.columns.end(), name) != table.columns.end() : header.find(name).has_value();
        });
    };
    if (isJson(profile.kind)) {
        return has(profile.timestamp) && (has(profile.input) || has(profile.output) || has(profile.cost));
    }
    return has(profile.timestamp) && std::all_of(ProfileColumns.begin(), ProfileColumns.end(), [&](const auto &each) {
        const ProfileColumn &column = profile.*each.second;
        return column.from.empty() || column.constant || has(column);
    });
}

} // namespace tokenmeter
