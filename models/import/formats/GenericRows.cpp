// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/formats/GenericRows.h"

#include "core/Currency.h"
#include "import/Csv.h"
#include "import/CsvNumber.h"
#include "import/JsonGlue.h"

#include <algorithm>
#include <array>
#include <utility>

namespace tokenmeter::generic
{
namespace
{

constexpr std::string_view ByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view ListKey = "list"; // around a file that is a list itself: the reader wants an object

/// Where a row may say which currency its cost has; in JSON beside the cost.
constexpr std::array<std::string_view, 16> NamedCurrencies{"usd", "eur", "gbp", "cny", "jpy", "chf", "cad", "aud", "inr", "krw", "sgd", "hkd", "brl", "sek", "nok", "dkk"};

std::vector<std::string> namesOfCurrency(const ProfileColumn &cost, bool isJson)
{
    std::vector<std::string> names;
    for (const std::string &from : cost.from) {
        const std::size_t dot = isJson ? from.rfind('.') : std::string::npos;
        const std::string beside = dot == std::string::npos ? std::string{} : from.substr(0, dot + 1);
        for (const char *name : {"currency", "currency_code", "cost_currency", "billing_currency"}) {
            names.push_back(beside + name);
        }
    }
    return names;
}

/// Looks only where a mapped path leads.
JsonLeaves::Descend descendFor(const Profile &profile)
{
    std::vector<std::string> paths;
    for (const auto &[name, member] : ProfileColumns) {
        const ProfileColumn &column = profile.*member;
        paths.insert(paths.end(), column.from.begin(), column.from.end());
    }
    const bool all = paths.empty();
    if (!all) {
        const std::vector<std::string> currency = namesOfCurrency(profile.cost, true);
        paths.insert(paths.end(), currency.begin(), currency.end());
    }
    if (profile.kind == Profile::Kind::Jsonl && !profile.recordsPath.empty()) {
        paths.push_back(profile.recordsPath); // of pages, one a line
    }
    return [paths, all](std::string_view path, std::string_view, char kind) {
        if (all) {
            return kind != '[';
        }
        if (kind == '"') {
            return std::find(paths.begin(), paths.end(), path) != paths.end();
        }
        return std::any_of(paths.begin(), paths.end(), [&](const std::string &wanted) {
            return wanted.size() > path.size() && wanted.starts_with(path) && (wanted[path.size()] == '.' || wanted[path.size()] == '[');
        });
    };
}

/// A header that was torn may hold a row: only a name that the profile knows is known to be one.
std::string nameIfMapped(const Profile &profile, const std::string &name)
{
    const bool isMapped = std::any_of(ProfileColumns.begin(), ProfileColumns.end(), [&](const auto &column) {
        const std::vector<std::string> &from = (profile.*column.second).from;
        return std::find(from.begin(), from.end(), name) != from.end();
    });
    return isMapped ? name : std::string{};
}

void readTable(const Profile &profile, std::string_view text, const RowVisitor &visitor)
{
    const char delimiter = profile.kind == Profile::Kind::Tsv ? '\t'
        : profile.delimiter != '\0'                           ? profile.delimiter
                                                              : detectDelimiter(text);
    CsvReader reader{text, delimiter};
    CsvRow row;
    FoundColumns found;
    CsvHeader header;
    bool hasHeader = false;
    while (reader.next(row)) {
        if (row.number < profile.headerRow) {
            continue;
        }
        if (!hasHeader && profile.headerRow == 0) {
            header = numberedHeader(row.cells.size());
            hasHeader = true;
        } else if (!hasHeader) {
            header = CsvHeader{row};
            hasHeader = true;
            continue;
        }
        const std::string &passed = profile.skipRowsMatching;
        if (!passed.empty() && std::any_of(row.cells.begin(), row.cells.end(), [&](std::string_view cell) {
                return cell.find(passed) != std::string_view::npos;
            })) {
            continue;
        }
        if (row.badQuoting || row.cells.size() > header.size()) {
            visitor.damaged(Cause::BadQuoting, row.offset, {});
        } else if (row.cells.size() < header.size()) {
            visitor.damaged(Cause::ColumnMissing, row.offset, nameIfMapped(profile, header.names()[row.cells.size()]));
        } else if (!visitor.row(RowView{header, found, row})) {
            return;
        }
    }
    if (reader.unclosed()) {
        visitor.damaged(Cause::BadQuoting, reader.unclosed()->offset, {});
    }
}

/// Finds the list at `path` below an object and visits its elements.
class ListReader
{
public:
    ListReader(std::string path, const RowVisitor &visitor, JsonLeaves::Descend descend, std::size_t mostText)
        : m_descend{std::move(descend)}, m_leaves{mostText}, m_path{std::move(path)}, m_visitor{visitor}
    {
    }
    bool found = false;
    const char *begin = nullptr; ///< of the text that is read
    std::int64_t shift = 0;      ///< from a place in it to the same in the file
    bool ended() const { return m_ended; } ///< nothing more is wanted

    json::Error elementsOf(json::Value list)
    {
        found = true;
        return json::forEachElement(list, [&](json::Value element) { return row(element); });
    }
    json::Error below(json::Object &object, const std::string &prefix)
    {
        return json::forEachField(object, [&](std::string_view key, json::Value value) -> json::Error {
            const std::string path = joinedPath(prefix, key);
            const char kind = json::kindOf(value);
            if (kind == '[' && path == m_path) {
                return elementsOf(value);
            }
            if (kind == '{' && m_path.starts_with(path + ".")) {
                json::Object inner;
                if (const json::Error error = value.get_object().get(inner)) {
                    return error;
                }
                return below(inner, path);
            }
            return json::Ok;
        });
    }

private:
    json::Error row(json::Value element)
    {
        if (m_ended) {
            return json::Ok;
        }
        const std::int64_t offset = element.raw_json_token().data() - begin + shift;
        if (json::kindOf(element) != '{') {
            m_visitor.damaged(Cause::WrongType, offset, m_path);
            return json::Ok;
        }
        json::Object object;
        if (const json::Error error = element.get_object().get(object)) {
            return error;
        }
        m_leaves.clear();
        if (const json::Error error = m_leaves.add(object, {}, m_descend)) {
            return error;
        }
        m_ended = !m_visitor.row(RowView{m_leaves, offset});
        return json::Ok;
    }

    JsonLeaves::Descend m_descend;
    JsonLeaves m_leaves;
    std::string m_path;
    const RowVisitor &m_visitor;
    bool m_ended = false;
};

void readLines(std::string_view text, const RowVisitor &visitor, const JsonLeaves::Descend &descend, std::size_t mostText)
{
    json::LineReader reader;
    json::LineReader pageReader;
    JsonLeaves leaves{mostText};
    bool goOn = true;
    for (std::size_t start = text.starts_with(ByteOrderMark) ? ByteOrderMark.size() : 0; start < text.size() && goOn;) {
        const std::size_t end = std::min(text.find('\n', start), text.size());
        const std::string_view line = trimmedText(text.substr(start, end - start));
        const std::int64_t offset = std::int64_t(start);
        start = end + 1;
        if (line.empty()) {
            continue;
        }
        bool isPageGood = true;
        const bool ok = reader.readLine(line, [&](json::Object &object) {
            leaves.clear();
            const json::Error error = leaves.add(object, {}, descend);
            if (error != json::Ok || !goOn) {
                return error;
            }
            const std::string path = visitor.listOfLine ? visitor.listOfLine(leaves) : std::string{};
            if (path.empty()) {
                goOn = visitor.row(RowView{leaves, offset});
                return error;
            }
            // A page, as an interface answers: its own part once more, which is known to be sound.
            const std::string_view page = reader.ownPart({reader.begin(), line.size()});
            ListReader list{path, visitor, descend, mostText};
            list.begin = page.data();
            list.shift = offset + (page.data() - reader.begin());
            bool isFirst = true; // blanks that can be mended do not make rows come twice
            isPageGood = pageReader.read(page, [&](json::Object &whole) {
                return std::exchange(isFirst, false) ? list.below(whole, {}) : json::Error{simdjson::TAPE_ERROR};
            });
            goOn = !list.ended();
            return error;
        });
        if (!ok && end == text.size() && isTorn(line)) {
            return; // its writer is not done with it; the next look reads the whole again
        }
        if (!ok || !isPageGood) {
            visitor.damaged(Cause::NotJson, offset, {});
        }
    }
}

void readList(const Profile &profile, std::string_view text, const RowVisitor &visitor, const JsonLeaves::Descend &descend,
              std::size_t mostText)
{
    const char *file = text.data();
    text = trimmedText(text.starts_with(ByteOrderMark) ? text.substr(ByteOrderMark.size()) : text);
    std::int64_t shift = text.data() - file;
    if (text.starts_with('[') && text.ends_with(']')) {
        json::DocumentReader lists; // as it lies: such a file may have hundreds of megabytes
        const json::DocumentReader::State state = lists.read(text, [&](json::Value value) {
            visitor.again();
            ListReader list{std::string{ListKey}, visitor, descend, mostText};
            list.begin = lists.begin();
            list.shift = shift;
            const json::Error error = list.elementsOf(value);
            return error == json::Ok && !lists.isAtEnd() ? json::Error{simdjson::TAPE_ERROR} : error;
        });
        if (state != json::DocumentReader::State::Whole) {
            visitor.again();
            visitor.damaged(Cause::NotJson, 0, {});
        }
        return;
    }
    std::string wrapped;
    std::string path = profile.recordsPath;
    if (text.starts_with('[')) { // the beginning of one: its rows are good up to where it ends
        wrapped.reserve(text.size() + 128);
        wrapped.append("{\"").append(ListKey).append("\":");
        shift -= std::int64_t(wrapped.size());
        wrapped.append(text).append("}");
        const std::size_t size = wrapped.size();
        wrapped.append(simdjson::SIMDJSON_PADDING, ' ');
        text = std::string_view{wrapped}.substr(0, size);
        path = ListKey;
    }
    json::LineReader reader;
    bool found = false;
    const bool ok = reader.read(text, [&](json::Object &object) {
        visitor.again();
        ListReader list{path, visitor, descend, mostText};
        list.begin = reader.begin();
        list.shift = shift;
        const json::Error error = list.below(object, {});
        found = list.found;
        return error;
    });
    if (!ok) {
        visitor.again();
        visitor.damaged(Cause::NotJson, 0, {});
    } else if (!found) {
        visitor.damaged(Cause::MissingField, 0, path);
    }
}

/// Whether it breaks off inside a text.
bool endsInText(std::string_view json)
{
    bool inText = false;
    for (std::size_t at = 0; at < json.size(); ++at) {
        if (inText && json[at] == '\\') {
            ++at;
        } else if (json[at] == '"') {
            inText = !inText;
        }
    }
    return inText;
}

/// Of a text whose first line is no whole object: whether it was to be one, of lines that are each an object, and was torn. Then one of the next
/// lines is whole for itself. So may be an element of a document; but a document goes on after a first line that is sound, and ends with a bracket.
bool isTornFirstLine(std::string_view text)
{
    constexpr int LinesToTell = 4;
    std::size_t start = text.find('\n');
    const std::string_view first = trimmedText(text.substr(0, start));
    for (int line = 0; line < LinesToTell && start < text.size(); ++line) {
        const std::size_t end = std::min(text.find('\n', ++start), text.size());
        const std::string_view next = trimmedText(text.substr(start, end - start));
        if (next.ends_with('}') && text[start] == '{' && json::wholeObjectAtStart(next) == next.size()) {
            return endsInText(first) || text.substr(text.rfind('\n') + 1).starts_with('{');
        }
        start = end;
    }
    return false;
}

} // namespace

CsvHeader numberedHeader(std::size_t columns)
{
    std::vector<std::string> names;
    CsvRow row;
    for (std::size_t i = 1; i <= columns; ++i) {
        names.push_back(std::to_string(i));
    }
    row.cells.assign(names.begin(), names.end());
    return CsvHeader{row};
}

std::optional<std::size_t> RowView::indexOf(std::string_view name) const
{
    if (const auto found = m_found->find(name); found != m_found->end()) {
        return found->second;
    }
    return m_found->emplace(name, m_header->find(name)).first->second;
}

bool RowView::hasColumn(std::string_view name) const
{
    return m_header ? indexOf(name).has_value() : m_leaves->find(name) != nullptr;
}

std::string_view RowView::nameOf(std::string_view name) const
{
    const std::optional<std::size_t> index = m_header ? indexOf(name) : std::nullopt;
    return index ? std::string_view{m_header->names()[*index]} : name;
}

std::string_view RowView::value(std::string_view name) const
{
    if (m_header) {
        const std::optional<std::size_t> index = indexOf(name);
        return index ? trimmedText(m_row->cell(*index)) : std::string_view{};
    }
    return trimmedText(m_leaves->text(name));
}

std::string_view RowView::value(const ProfileColumn &column) const
{
    for (const std::string &name : column.from) {
        if (const std::string_view text = value(name); !text.empty()) {
            return text;
        }
    }
    return column.constant ? std::string_view{*column.constant} : std::string_view{};
}

std::vector<std::string> RowView::names() const
{
    if (m_header) {
        return m_header->names();
    }
    std::vector<std::string> names;
    for (const JsonLeaf &leaf : m_leaves->all()) {
        if (leaf.kind != '{' && leaf.kind != '[') {
            names.push_back(leaf.path);
        }
    }
    return names;
}

void forEachRow(const Profile &profile, std::string_view text, const RowVisitor &visitor)
{
    constexpr std::size_t MostText = 4096;
    if (profile.kind != Profile::Kind::Jsonl || profile.recordsPath.empty()) {
        forEachRow(profile, text, visitor, descendFor(profile), MostText);
        return;
    }
    RowVisitor ofPages = visitor;
    ofPages.listOfLine = [&path = profile.recordsPath](const JsonLeaves &line) { return line.isArray(path) ? path : std::string{}; };
    forEachRow(profile, text, ofPages, descendFor(profile), MostText);
}

std::string currencyInName(const std::string &plain)
{
    for (const std::string_view code : NamedCurrencies) {
        if (plain.size() > code.size() && plain.ends_with(code)) {
            std::string capital;
            for (const char c : code) {
                capital.push_back(char(c - 'a' + 'A'));
            }
            return capital;
        }
    }
    return {};
}

std::string currencyBeside(const RowView &row, const ProfileColumn &cost)
{
    const bool isNamed = std::any_of(cost.from.begin(), cost.from.end(), [](const std::string &name) { return !currencyInName(plainName(name)).empty(); });
    if (isNamed) { // the column beside it is another amount's
        return {};
    }
    for (const std::string &name : namesOfCurrency(cost, row.leaves() != nullptr)) {
        std::string code{row.value(name)};
        std::transform(code.begin(), code.end(), code.begin(), [](char c) { return c >= 'a' && c <= 'z' ? char(c - 'a' + 'A') : c; });
        if (!Currency{code}.isNone()) {
            return code;
        }
    }
    return {};
}

void forEachRow(const Profile &profile, std::string_view text, const RowVisitor &visitor, const JsonLeaves::Descend &enters,
                std::size_t mostText)
{
    switch (profile.kind) {
    case Profile::Kind::Csv:
    case Profile::Kind::Tsv:
        readTable(profile, text, visitor);
        break;
    case Profile::Kind::Jsonl:
        readLines(text, visitor, enters, mostText);
        break;
    case Profile::Kind::Json:
        readList(profile, text, visitor, enters, mostText);
        break;
    }
}

bool isTorn(std::string_view line)
{
    return line.starts_with('{') && !line.ends_with('}');
}

Profile::Kind kindOfText(std::string_view text)
{
    text = trimmedText(text.starts_with(ByteOrderMark) ? text.substr(ByteOrderMark.size()) : text);
    if (text.starts_with('[')) {
        return Profile::Kind::Json;
    }
    if (text.starts_with('{')) {
        // Pretty-printed JSON breaks its first line in the middle of the object.
        const bool isWhole = trimmedText(text.substr(0, text.find('\n'))).ends_with('}');
        return isWhole || isTornFirstLine(text) ? Profile::Kind::Jsonl : Profile::Kind::Json;
    }
    return detectDelimiter(text) == '\t' ? Profile::Kind::Tsv : Profile::Kind::Csv;
}

} // namespace tokenmeter::generic
