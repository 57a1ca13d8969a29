// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/Profile.h"

#include "core/Currency.h"
#include "core/Decimal.h"
#include "core/Zone.h"
#include "import/CsvTime.h"
#include "import/JsonLeaves.h"

#include <algorithm>

namespace tokenmeter
{
namespace
{

Problem bad(std::string_view key, Cause cause = Cause::BadProfile)
{
    return {.cause = cause, .field = std::string{key}, .args = {std::string{key}}};
}

constexpr std::array<std::pair<std::string_view, Profile::Kind>, 4> Kinds{{
    {"csv", Profile::Kind::Csv}, {"tsv", Profile::Kind::Tsv}, {"jsonl", Profile::Kind::Jsonl}, {"json", Profile::Kind::Json}}};
constexpr std::array<std::pair<std::string_view, Profile::Dedup>, 3> Dedups{{
    {"id", Profile::Dedup::Id}, {"row-hash", Profile::Dedup::RowHash}, {"none", Profile::Dedup::None}}};

template <typename Table, typename Value>
bool takeNamed(const Table &table, std::string_view name, Value &out)
{
    const auto found = std::find_if(table.begin(), table.end(), [&](const auto &entry) { return entry.first == name; });
    if (found != table.end()) {
        out = found->second;
    }
    return found != table.end();
}

template <typename Table, typename Value>
std::string_view nameOf(const Table &table, Value value)
{
    return std::find_if(table.begin(), table.end(), [&](const auto &entry) { return entry.second == value; })->first;
}

/// Takes one value at a time into a profile; each take returns false when the value is of the wrong kind.
class ProfileReader
{
public:
    Profile profile{};

    bool take(const JsonLeaf &leaf)
    {
        const std::string_view path = leaf.path;
        if (path.starts_with("columns.")) {
            return takeColumn(leaf, path.substr(8));
        }
        if (path == "file" || path == "json" || path == "columns" || path == "semantics") {
            return leaf.kind == '{';
        }
        if (leaf.kind == 'n') { // null: as if it were not there
            return isKnown(path);
        }
        const bool isText = leaf.kind == '"';
        if (path == "profile") {
            profile.name = leaf.text;
            return isText && !leaf.text.empty();
        }
        if (path == "version") {
            return leaf.text == "1";
        }
        if (path == "file.kind") {
            return isText && takeNamed(Kinds, leaf.text, profile.kind);
        }
        if (path == "file.delimiter") {
            if (leaf.text == "auto" || leaf.text.empty()) {
                return isText;
            }
            profile.delimiter = leaf.text.front();
            return isText && leaf.text.size() == 1 && std::string_view{"\"\r\n"}.find(leaf.text) == std::string_view::npos;
        }
        if (path == "file.encoding") {
            return leaf.text == "utf-8" || leaf.text == "UTF-8";
        }
        if (path == "file.header_row") {
            return takeInteger(leaf, 0, 1000, profile.headerRow);
        }
        if (path == "file.skip_bad_rows") {
            return takeBool(leaf, profile.skipsBadRows);
        }
        if (path == "file.skip_rows_matching") {
            profile.skipRowsMatching = leaf.text;
            return isText;
        }
        if (path == "json.records_path") {
            profile.recordsPath = leaf.text;
            return isText;
        }
        if (path == "json.lines") { // file.kind says it already
            return leaf.kind == 't' || leaf.kind == 'f';
        }
        if (path == "semantics.input_includes_cache_read") {
            return takeBool(leaf, profile.inputIncludesCacheRead);
        }
        if (path == "semantics.input_includes_cache_write") {
            return takeBool(leaf, profile.inputIncludesCacheWrite);
        }
        if (path == "semantics.output_includes_reasoning") {
            return takeBool(leaf, profile.outputIncludesReasoning);
        }
        if (path == "semantics.zero_cost_is_real") {
            return takeBool(leaf, profile.zeroCostIsReal);
        }
        if (path == "semantics.token_scale") {
            return takeInteger(leaf, 1, 1'000'000, profile.tokenScale);
        }
        if (path == "semantics.decimal") {
            profile.decimal = leaf.text.empty() ? '\0' : leaf.text.front();
            return isText && (leaf.text.empty() || leaf.text == "." || leaf.text == ",");
        }
        if (path == "dedup") {
            return isText && takeNamed(Dedups, leaf.text, profile.dedup);
        }
        return false;
    }

private:
    static bool isKnown(std::string_view path)
    {
        constexpr std::array<std::string_view, 16> Optional{
            "version", "file.delimiter", "file.encoding", "file.header_row", "file.skip_rows_matching", "json.records_path",
            "json.lines", "semantics.input_includes_cache_read", "semantics.input_includes_cache_write",
            "semantics.output_includes_reasoning", "semantics.zero_cost_is_real", "semantics.token_scale",
            "semantics.decimal", "dedup", "file.kind", "file.skip_bad_rows"};
        return std::find(Optional.begin(), Optional.end(), path) != Optional.end();
    }

    template <typename Bool>
    static bool takeBool(const JsonLeaf &leaf, Bool &out)
    {
        out = leaf.kind == 't';
        return leaf.kind == 't' || leaf.kind == 'f';
    }

    template <typename Integer>
    static bool takeInteger(const JsonLeaf &leaf, int least, int most, Integer &out)
    {
        const std::optional<Int128> value = leaf.isNumber() ? parseDecimal(leaf.text, 0) : std::nullopt;
        if (!value || *value < least || *value > most) {
            return false;
        }
        out = Integer(*value);
        return true;
    }

    bool takeColumn(const JsonLeaf &leaf, std::string_view path)
    {
        const std::size_t dot = path.find('.');
        const std::string_view name = path.substr(0, dot);
        const auto entry = std::find_if(ProfileColumns.begin(), ProfileColumns.end(),
                                        [&](const auto &candidate) { return candidate.first == name; });
        if (entry == ProfileColumns.end()) {
            return false;
        }
        if (dot == std::string_view::npos) {
            return leaf.kind == '{' || leaf.kind == 'n';
        }
        ProfileColumn &column = profile.*(entry->second);
        const std::string_view key = path.substr(dot + 1);
        const bool isText = leaf.kind == '"';
        if (key == "from") {
            return leaf.kind == '[';
        }
        if (key.starts_with("from[") && key.ends_with("]")) {
            column.from.push_back(leaf.text);
            return isText && !leaf.text.empty();
        }
        if (key == "const") {
            column.constant = leaf.text;
            return isText || leaf.isNumber();
        }
        if (name == "timestamp" && key == "format") {
            profile.timeFormat = leaf.text;
            return isText;
        }
        if (name == "timestamp" && key == "zone") {
            profile.zone = leaf.text;
            return isText;
        }
        if (name == "cost" && key == "currency") {
            profile.currency = leaf.text;
            return isText;
        }
        if (name == "cost" && key == "scale") {
            profile.costScale = leaf.text;
            return isText || leaf.isNumber();
        }
        return false;
    }
};

std::string jsonText(std::string_view text)
{
    static constexpr std::string_view Hex = "0123456789abcdef";
    std::string result = "\"";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            result.append({'\\', c});
        } else if (byte < 0x20U) {
            result.append("\\u00").append({Hex[byte >> 4U], Hex[byte & 0xFU]});
        } else {
            result.push_back(c);
        }
    }
    return result + "\"";
}

} // namespace

std::optional<Problem> checkProfile(const Profile &p)
{
    if (p.name.empty()) {
        return bad("profile");
    }
    if (p.timestamp.from.empty()) {
        return bad("columns.timestamp.from");
    }
    const bool epochOrText = p.timeFormat == "auto" || p.timeFormat == "rfc3339" || p.timeFormat == "epoch";
    if (!epochOrText && !isTimePattern(p.timeFormat)) {
        return bad("columns.timestamp.format");
    }
    if (!Zone::byId(p.zone)) {
        return Problem{.cause = Cause::UnknownZone, .field = "columns.timestamp.zone", .args = {p.zone}};
    }
    const bool hasWrites = p.cacheWrite5m.isMapped() || p.cacheWrite1h.isMapped();
    if (!p.input.isMapped() && !p.output.isMapped() && !p.cacheRead.isMapped() && !hasWrites && !p.cost.isMapped()) {
        return bad("columns.input");
    }
    const bool isCurrency = p.currency == "credits" || !Currency{p.currency}.isNone();
    if (p.cost.isMapped() && p.currency.empty()) {
        return bad("columns.cost.currency", Cause::AmbiguousSemantics);
    }
    if ((p.cost.isMapped() || !p.currency.empty()) && !isCurrency) {
        return bad("columns.cost.currency");
    }
    const std::optional<Int128> scale = parseDecimal(p.costScale, 9);
    if (!scale || *scale <= 0) {
        return bad("columns.cost.scale");
    }
    if (p.cacheRead.isMapped() && p.input.isMapped() && !p.inputIncludesCacheRead) {
        return bad("semantics.input_includes_cache_read", Cause::AmbiguousSemantics);
    }
    if (hasWrites && p.input.isMapped() && !p.inputIncludesCacheWrite) {
        return bad("semantics.input_includes_cache_write", Cause::AmbiguousSemantics);
    }
    if (p.reasoning.isMapped() && !p.outputIncludesReasoning) {
        return bad("semantics.output_includes_reasoning", Cause::AmbiguousSemantics);
    }
    if (p.dedup == Profile::Dedup::Id && p.id.from.empty()) {
        return bad("columns.id.from");
    }
    return std::nullopt;
}

Result<Profile> parseProfile(std::string_view json)
{
    std::string padded{json};
    padded.append(simdjson::SIMDJSON_PADDING, ' ');
    JsonLeaves leaves;
    json::LineReader reader;
    const bool ok = reader.read(std::string_view{padded}.substr(0, json.size()), [&](json::Object &object) {
        leaves.clear();
        return leaves.add(object, {}, [](std::string_view, std::string_view, char) { return true; });
    });
    if (!ok) {
        return bad("profile");
    }
    ProfileReader read;
    for (const JsonLeaf &leaf : leaves.all()) {
        if (!read.take(leaf)) {
            return bad(leaf.path);
        }
    }
    if (const std::optional<Problem> problem = checkProfile(read.profile)) {
        return *problem;
    }
    return std::move(read.profile);
}

std::string profileToJson(const Profile &p)
{
    const auto boolean = [](bool value) { return std::string{value ? "true" : "false"}; };
    const auto choice = [&](const std::optional<bool> &value) { return value ? boolean(*value) : std::string{"null"}; };
    std::string out = "{\n \"profile\": " + jsonText(p.name) + ", \"version\": 1,\n \"file\": {\"kind\": "
        + jsonText(nameOf(Kinds, p.kind)) + ", \"delimiter\": "
        + jsonText(p.delimiter == '\0' ? std::string{"auto"} : std::string(1, p.delimiter))
        + ", \"encoding\": \"utf-8\", \"header_row\": " + std::to_string(p.headerRow)
        + ", \"skip_rows_matching\": " + jsonText(p.skipRowsMatching) + (p.skipsBadRows ? ", \"skip_bad_rows\": true" : "") + "},\n \"json\": {\"records_path\": "
        + jsonText(p.recordsPath) + ", \"lines\": " + boolean(p.kind == Profile::Kind::Jsonl) + "},\n \"columns\": {";
    std::string_view separator = "\n  ";
    for (const auto &[name, member] : ProfileColumns) {
        const ProfileColumn &column = p.*member;
        std::vector<std::string> parts;
        if (!column.from.empty()) {
            std::string list;
            for (const std::string &from : column.from) {
                list += (list.empty() ? "" : ", ") + jsonText(from);
            }
            parts.push_back("\"from\": [" + list + "]");
        }
        if (column.constant) {
            parts.push_back("\"const\": " + jsonText(*column.constant));
        }
        if (name == "timestamp") {
            parts.push_back("\"format\": " + jsonText(p.timeFormat) + ", \"zone\": " + jsonText(p.zone));
        }
        if (name == "cost") {
            parts.push_back("\"currency\": " + jsonText(p.currency) + ", \"scale\": " + p.costScale);
        }
        out.append(separator).append(jsonText(name)).append(": {");
        for (std::size_t i = 0; i < parts.size(); ++i) {
            out.append(i == 0 ? "" : ", ").append(parts[i]);
        }
        out += "}";
        separator = ",\n  ";
    }
    return out + "\n },\n \"semantics\": {\"input_includes_cache_read\": " + choice(p.inputIncludesCacheRead)
        + ", \"input_includes_cache_write\": " + choice(p.inputIncludesCacheWrite)
        + ", \"output_includes_reasoning\": " + choice(p.outputIncludesReasoning)
        + ", \"token_scale\": " + std::to_string(p.tokenScale)
        + ", \"decimal\": " + jsonText(p.decimal == '\0' ? std::string{} : std::string(1, p.decimal))
        + ", \"zero_cost_is_real\": " + boolean(p.zeroCostIsReal) + "},\n \"dedup\": " + jsonText(nameOf(Dedups, p.dedup))
        + "\n}\n";
}

} // namespace tokenmeter
