// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/ReplyFields.h"

#include "core/Decimal.h"
#include "core/TokenCounts.h"
#include "providers/StatusProblem.h"

#include <algorithm>

namespace tokenmeter
{
namespace
{

constexpr std::size_t MostTextBytes = 1000;
constexpr std::size_t MostRestBytes = 500;
constexpr std::size_t MostRestFields = 40;

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && static_cast<unsigned char>(text.back()) <= ' ') {
        text.remove_suffix(1);
    }
    while (!text.empty() && static_cast<unsigned char>(text.front()) <= ' ') {
        text.remove_prefix(1);
    }
    return text;
}

/// Cut between two characters, never inside one.
std::string_view cut(std::string_view text, std::size_t most)
{
    if (text.size() <= most) {
        return text;
    }
    while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0U) == 0x80U) {
        --most;
    }
    return text.substr(0, most);
}

std::string_view numberText(JsonNode node)
{
    return node.kind() == JsonKind::Number || node.kind() == JsonKind::String ? trimmed(node.text()) : std::string_view{};
}

std::optional<Int128> wholeText(JsonNode node)
{
    const std::string_view text = numberText(node);
    return text.size() > 100 ? std::nullopt : parseDecimal(text, 0);
}

/// Null, missing, or an empty string where a number was meant: the source did not say.
bool saysNothing(JsonNode node)
{
    return !node.isThere() || (node.kind() == JsonKind::String && trimmed(node.text()).empty());
}

} // namespace

Result<ReplyJson> jsonOf(const HttpReply &reply)
{
    if (std::optional<Problem> problem = problemOfStatus(reply)) {
        return *std::move(problem);
    }
    return ReplyJson::parse(reply.body);
}

std::string plainText(JsonNode node)
{
    const bool isText = node.kind() == JsonKind::String || node.kind() == JsonKind::Number;
    return isText ? std::string{cut(trimmed(node.text()), MostTextBytes)} : std::string{};
}

std::string cursorText(JsonNode node)
{
    return node.kind() == JsonKind::String || node.kind() == JsonKind::Number ? std::string{node.text()} : std::string{};
}

std::optional<std::int64_t> wholeNumber(JsonNode node)
{
    const std::optional<Int128> value = wholeText(node);
    return value && *value >= 0 && *value <= MaxTokensPerClass ? std::optional{std::int64_t(*value)} : std::nullopt;
}

std::optional<std::int64_t> wholeTokens(std::string_view quantity, int power)
{
    const std::optional<std::string> tokens = shiftedDecimal(quantity, power);
    const std::optional<Int128> whole = tokens ? parseDecimalRounded(*tokens, 0) : std::nullopt;
    constexpr Int128 Most = 1'000'000'000'000'000; // a bill adds up more than one request
    return whole && *whole >= 0 && *whole <= Most ? std::optional{std::int64_t(*whole)} : std::nullopt;
}

std::string currencyText(std::string_view text)
{
    std::string code{text};
    for (char &c : code) {
        c = c >= 'a' && c <= 'z' ? char(c - ('a' - 'A')) : c;
    }
    return code;
}

Result<JsonNode> listOf(JsonNode root, std::string_view name)
{
    const JsonNode list = name.empty() ? root : root[name];
    if (!list.isArray()) {
        return Problem{.cause = Cause::ReplyUnexpected, .field = std::string{name}};
    }
    return list;
}

void takeNextPage(JsonNode root, PolledPage &page)
{
    const JsonNode hasMore = root["has_more"];
    const std::string next = cursorText(root["next_page"]);
    page.saysMore = hasMore.isTrue();
    if (!next.empty() && (page.saysMore || !hasMore.isThere())) {
        page.next = next;
    }
}

void takeLastId(JsonNode root, PolledPage &page)
{
    page.saysMore = root["has_more"].isTrue();
    if (const std::string last = cursorText(root["last_id"]); page.saysMore && !last.empty()) {
        page.next = last;
    }
}

ReplyFields::ReplyFields(JsonNode object, std::string place, PolledPage &page)
    : m_object{object}, m_place{std::move(place)}, m_page{page}
{
    if (m_object.isThere() && !m_object.isObject()) {
        m_page.report(Cause::ReplyUnexpected, m_place);
    }
}

void ReplyFields::unexpected(std::string_view name)
{
    m_page.report(Cause::ReplyUnexpected, m_place.empty() ? std::string{name} : m_place + "." + std::string{name});
}

JsonNode ReplyFields::node(std::string_view name)
{
    m_asked.push_back(name);
    return m_object[name];
}

ReplyFields ReplyFields::nested(std::string_view name)
{
    return {node(name), m_place.empty() ? std::string{name} : m_place + "." + std::string{name}, m_page};
}

void ReplyFields::ignore(std::initializer_list<std::string_view> names)
{
    m_asked.insert(m_asked.end(), names.begin(), names.end());
}

std::string ReplyFields::text(std::string_view name)
{
    const JsonNode value = node(name);
    if (value.isThere() && value.kind() != JsonKind::String && value.kind() != JsonKind::Number) {
        unexpected(name);
    }
    return plainText(value);
}

std::optional<ChargeAmount> ReplyFields::amount(std::string_view name, MoneyUnit unit)
{
    const JsonNode value = node(name);
    if (saysNothing(value)) {
        return std::nullopt;
    }
    std::optional<ChargeAmount> amount = amountOf(numberText(value), unit);
    if (!amount) {
        unexpected(name);
    }
    return amount;
}

std::string ReplyFields::decimal(std::string_view name)
{
    const std::optional<ChargeAmount> number = amount(name);
    return number ? number->text : std::string{};
}

std::optional<std::int64_t> ReplyFields::count(std::string_view name)
{
    const JsonNode value = node(name);
    if (saysNothing(value)) {
        return std::nullopt;
    }
    const std::optional<Int128> number = wholeText(value);
    if (!number || *number < 0) {
        unexpected(name);
        return std::nullopt;
    }
    if (*number > MaxTokensPerClass) {
        m_page.report(Cause::CountTooLarge, m_place.empty() ? std::string{name} : m_place + "." + std::string{name});
        return MaxTokensPerClass;
    }
    return std::int64_t(*number);
}

std::optional<UtcTime> ReplyFields::time(std::string_view name)
{
    const JsonNode value = node(name);
    if (saysNothing(value)) {
        return std::nullopt;
    }
    if (const std::optional<ParsedTime> parsed = parseTime(numberText(value)); parsed && value.kind() == JsonKind::String) {
        return parsed->time;
    }
    constexpr Int128 LastSecond = 253'402'300'799; // of the year 9999
    const std::optional<Int128> seconds = wholeText(value);
    if (!seconds || *seconds < 0 || *seconds > LastSecond) {
        unexpected(name);
        return std::nullopt;
    }
    return UtcTime{std::chrono::seconds{std::int64_t(*seconds)}};
}

std::optional<LocalDay> ReplyFields::day(std::string_view name)
{
    const JsonNode value = node(name);
    if (saysNothing(value)) {
        return std::nullopt;
    }
    std::optional<LocalDay> day = parseDay(numberText(value).substr(0, 10)); // some add a time of midnight
    if (!day) {
        unexpected(name);
    }
    return day;
}

std::optional<bool> ReplyFields::flag(std::string_view name)
{
    const JsonNode value = node(name);
    if (!value.isThere()) {
        return std::nullopt;
    }
    if (value.text() == "true") {
        return true;
    }
    if (value.text() == "false") {
        return false;
    }
    unexpected(name);
    return std::nullopt;
}

OtherFields ReplyFields::rest() const
{
    OtherFields fields;
    for (const JsonNode member : m_object) {
        if (fields.size() >= MostRestFields) {
            break;
        }
        const bool asked = std::find(m_asked.begin(), m_asked.end(), member.key()) != m_asked.end();
        const bool isNested = member.isObject() || member.isArray();
        if (asked || saysNothing(member) || (isNested && member.size() == 0)) {
            continue;
        }
        fields.emplace_back(std::string{cut(member.key(), MostRestBytes)},
                            std::string{cut(trimmed(member.compactText(2 * MostRestBytes)), MostRestBytes)});
    }
    return fields;
}

} // namespace tokenmeter
