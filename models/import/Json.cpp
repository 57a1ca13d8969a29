// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/Json.h"

#include "core/Decimal.h"
#include "core/TokenCounts.h"

#include <algorithm>
#include <limits>

namespace tokenmeter::json
{
namespace
{

constexpr std::size_t MaxNumberLength = 400;
constexpr UtcTime FirstTime = std::chrono::sys_days{std::chrono::year{2020} / 1 / 1};

std::string_view trimmed(std::string_view token)
{
    while (!token.empty() && static_cast<unsigned char>(token.back()) <= ' ') {
        token.remove_suffix(1);
    }
    while (!token.empty() && static_cast<unsigned char>(token.front()) <= ' ') {
        token.remove_prefix(1);
    }
    return token;
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// The text of a number token or of a string that holds a number.
struct NumberText
{
    std::string_view text{};
    bool present = false;
    std::optional<Cause> problem{};
};

NumberText numberText(Value value)
{
    const std::string_view token = trimmed(value.raw_json_token());
    if (token == "null") {
        return {};
    }
    switch (token.empty() ? '\0' : token.front()) {
    case '{':
    case '[':
    case 't':
    case 'f':
        return {.present = true, .problem = Cause::WrongType};
    case '"': {
        const std::string_view inner = token.size() >= 2 ? trimmed(token.substr(1, token.size() - 2)) : std::string_view{};
        if (inner.empty()) {
            return {};
        }
        return {.text = inner, .present = true};
    }
    default:
        return {.text = token, .present = true};
    }
}

Count countOfNumber(Int128 value)
{
    if (value < 0) {
        return {.value = 0, .present = true, .problem = Cause::NegativeCount};
    }
    if (value > MaxTokensPerClass) {
        return {.value = MaxTokensPerClass, .present = true, .problem = Cause::CountTooLarge};
    }
    return {.value = std::int64_t(value), .present = true};
}

/// Length of the valid UTF-8 sequence at `at`, 0 when there is none.
std::size_t sequenceLength(std::string_view text, std::size_t at)
{
    const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
    const auto isRest = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
    const unsigned first = byte(at);
    const unsigned second = byte(at + 1);
    if (first < 0x80U) {
        return 1;
    }
    if (first >= 0xC2U && first <= 0xDFU) {
        return isRest(at + 1) ? 2 : 0;
    }
    if (first >= 0xE0U && first <= 0xEFU) {
        const bool ok = isRest(at + 1) && isRest(at + 2) && (first != 0xE0U || second >= 0xA0U)
            && (first != 0xEDU || second <= 0x9FU);
        return ok ? 3 : 0;
    }
    if (first >= 0xF0U && first <= 0xF4U) {
        const bool ok = isRest(at + 1) && isRest(at + 2) && isRest(at + 3) && (first != 0xF0U || second >= 0x90U)
            && (first != 0xF4U || second <= 0x8FU);
        return ok ? 4 : 0;
    }
    return 0;
}

/// Replaces what is no UTF-8 and what is no text. @return whether anything was
bool mendIn(std::string &text)
{
    bool mended = false;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = sequenceLength(text, at);
        char &byte = text[at];
        if (length == 0) {
            byte = '?';
            mended = true;
        } else if (static_cast<unsigned char>(byte) < 0x20U) {
            byte = ' ';
            mended = true;
        }
        at += std::max<std::size_t>(length, 1);
    }
    return mended;
}

} // namespace

std::optional<std::string> mendedUtf8(std::string_view text)
{
    std::optional<std::string> mended;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = sequenceLength(text, at);
        if (length == 0) {
            if (!mended) {
                mended = std::string{text};
            }
            (*mended)[at] = '?';
        }
        at += std::max<std::size_t>(length, 1);
    }
    return mended;
}

char kindOf(Value value)
{
    const std::string_view token = value.raw_json_token();
    return token.empty() ? '\0' : token.front();
}

Count readCount(Value value)
{
    const NumberText number = numberText(value);
    if (!number.present || number.problem) {
        return {.value = 0, .present = number.present, .problem = number.problem};
    }
    return countOf(number.text);
}

Count countOf(std::string_view text)
{
    if (std::all_of(text.begin(), text.end(), isDigit)) {
        std::int64_t sum = 0;
        for (const char digit : text) {
            sum = std::min(sum * 10 + (digit - '0'), MaxTokensPerClass + 1);
        }
        return countOfNumber(sum);
    }
    const std::optional<Int128> exact = text.size() <= MaxNumberLength ? parseDecimal(text, 0) : std::nullopt;
    if (!exact) {
        return {.value = 0, .present = true, .problem = Cause::BadNumber};
    }
    return countOfNumber(*exact);
}

std::optional<std::int64_t> readInteger(Value value)
{
    const NumberText number = numberText(value);
    if (!number.present || number.problem || number.text.size() > MaxNumberLength) {
        return std::nullopt;
    }
    constexpr Int128 Milli = 1'000;
    const std::optional<Int128> scaled = parseDecimalRounded(number.text, 3);
    if (!scaled || *scaled / Milli > std::numeric_limits<std::int64_t>::max()
        || *scaled / Milli < std::numeric_limits<std::int64_t>::min()) {
        return std::nullopt;
    }
    return std::int64_t(*scaled / Milli);
}

Text readDecimal(Value value)
{
    const NumberText number = numberText(value);
    if (!number.present || number.problem) {
        return {.present = number.present, .problem = number.problem};
    }
    if (number.text.size() > MaxNumberLength || !parseDecimalRounded(number.text, 18)) {
        return {.present = true, .problem = Cause::BadNumber};
    }
    return {.value = number.text, .present = true};
}

Text readText(Value value)
{
    std::string_view text;
    if (value.get_string().get(text) == Ok) {
        return {.value = text, .present = true};
    }
    const std::string_view token = trimmed(value.raw_json_token());
    if (token == "null") {
        return {};
    }
    if (token.size() < 2 || token.front() != '"') {
        return {.present = true, .problem = Cause::WrongType};
    }
    return {.value = token.substr(1, token.size() - 2), .present = true, .problem = Cause::NotUtf8};
}

Moment timeOf(std::string_view text)
{
    const std::optional<ParsedTime> parsed = parseTime(text);
    if (!parsed) {
        return {.present = true, .problem = Cause::BadTime};
    }
    Moment moment{.time = parsed->time, .precision = parsed->precision, .hadZone = parsed->hadZone, .present = true};
    if (moment.time < FirstTime) {
        moment.problem = Cause::TimeTooEarly;
    }
    return moment;
}

Moment readTime(Value value)
{
    const char kind = kindOf(value);
    if (kind == 'n') {
        return {};
    }
    if (kind == '"') {
        return timeOf(readText(value).value);
    }
    const std::optional<std::int64_t> epoch = readInteger(value);
    if (!epoch) {
        return {.present = true, .problem = Cause::BadTime};
    }
    Moment moment = timeOf(*epoch);
    constexpr std::int64_t FirstMilliseconds = 100'000'000'000; // as timeFromEpoch() has it
    if (*epoch < FirstMilliseconds) {
        const std::optional<Int128> exact = parseDecimalRounded(trimmed(numberText(value).text), 3);
        moment.time = utcFromMs(std::max<std::int64_t>(exact ? std::int64_t(*exact) : 0, 0));
    }
    return moment;
}

Moment timeOf(std::int64_t epoch)
{
    Moment moment{.time = timeFromEpoch(std::max<std::int64_t>(epoch, 0)), .present = true};
    if (moment.time < FirstTime) {
        moment.problem = Cause::TimeTooEarly;
    }
    return moment;
}

std::optional<bool> readBool(Value value)
{
    const std::string_view token = trimmed(value.raw_json_token());
    if (token == "true") {
        return true;
    }
    return token == "false" ? std::optional{false} : std::nullopt;
}

simdjson::simdjson_result<Object> LineReader::open(std::string_view line)
{
    const simdjson::padded_string_view padded{line.data(), line.size(), line.size() + simdjson::SIMDJSON_PADDING};
    if (const Error error = m_parser.iterate(padded).get(m_document)) {
        return error;
    }
    return m_document.get_object();
}

simdjson::simdjson_result<Value> DocumentReader::open(std::string_view text)
{
    constexpr std::string_view ByteOrderMark = "\xEF\xBB\xBF";
    text.remove_prefix(text.starts_with(ByteOrderMark) ? ByteOrderMark.size() : 0);
    const simdjson::padded_string_view padded{text.data(), text.size(), text.size() + simdjson::SIMDJSON_PADDING};
    if (const Error error = m_parser.iterate(padded).get(m_document)) {
        return error;
    }
    return m_document.get_value();
}

/// Whether a bracket or a text is still open at the end, or nothing was written yet. Some systems leave NULs where the
/// power went in the middle of writing.
bool DocumentReader::endsEarly(std::string_view text)
{
    std::int64_t depth = 0;
    bool hasBegun = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        switch (text[at]) {
        case '{':
        case '[':
            ++depth;
            hasBegun = true;
            break;
        case '}':
        case ']':
            if (--depth <= 0) {
                return false; // the document ends here: what is wrong is inside it
            }
            break;
        case '"':
            for (++at; at < text.size() && text[at] != '"'; ++at) {
                at += text[at] == '\\' ? 1U : 0U;
            }
            if (at >= text.size()) {
                return true;
            }
            break;
        default:
            break;
        }
    }
    return hasBegun || std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) <= ' '; });
}

bool DocumentReader::mend(std::string_view text)
{
    m_copy.assign(text);
    const bool mended = mendIn(m_copy);
    m_copy.append(simdjson::SIMDJSON_PADDING, ' ');
    return mended;
}

std::optional<std::string_view> LineReader::mend(std::string_view line)
{
    m_copy.assign(line);
    m_mended = mendIn(m_copy);
    if (!m_mended) {
        return std::nullopt;
    }
    const std::size_t size = m_copy.size();
    m_copy.append(simdjson::SIMDJSON_PADDING, ' ');
    return std::string_view{m_copy}.substr(0, size);
}

} // namespace tokenmeter::json
