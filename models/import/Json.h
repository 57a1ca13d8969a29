// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Problem.h"
#include "core/Time.h"
#include "import/JsonGlue.h"

#include <simdjson.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// The only place that knows simdjson's errors. Parsers use these types and functions and see damage as values.
/// On-Demand reads forwards only: visit the fields of an object once, in the order they come.
namespace tokenmeter::json
{

using Error = simdjson::error_code;
using Object = simdjson::ondemand::object;
using Array = simdjson::ondemand::array;
using Value = simdjson::ondemand::value;

inline constexpr Error Ok = simdjson::SUCCESS;

/// A token count as leniently as it can be read: `3`, `3.0`, `3e2`, `"3"`.
struct Count
{
    std::int64_t value = 0; ///< 0 to MaxTokensPerClass
    bool present = false;   ///< written and not null
    /// NegativeCount (value 0), CountTooLarge (clamped), BadNumber (value 0), WrongType (value 0)
    std::optional<Cause> problem{};
};

/// A string field. The view is good until the next line is read.
struct Text
{
    std::string_view value{};
    bool present = false; ///< written and not null
    /// WrongType (not a string; empty value), NotUtf8 (a damaged escape; the text stands as it was written)
    std::optional<Cause> problem{};
};

Count readCount(Value value);
/// The same for a text that stands outside JSON.
Count countOf(std::string_view text);
Text readText(Value value);
/// Nothing for null and for what is not a bool.
std::optional<bool> readBool(Value value);
/// A decimal number, or a string that holds one, as its raw text: money never passes through binary floating point.
/// Problems: WrongType, BadNumber (empty value).
Text readDecimal(Value value);
/// An integer that may be negative (a time since the epoch); fractions are cut. Nothing for anything else.
std::optional<std::int64_t> readInteger(Value value);

/// When a line happened: RFC 3339 text, or a number since the epoch (timeFromEpoch); of seconds the fraction counts.
struct Moment
{
    UtcTime time{};
    Precision precision = Precision::Instant;
    bool hadZone = true;
    bool present = false; ///< written and not null
    /// BadTime, TimeTooEarly (before 2020: a damaged or unset clock); the line cannot be booked
    std::optional<Cause> problem{};
};
Moment readTime(Value value);
/// The same for a text that was read before, and for a number since the epoch.
Moment timeOf(std::string_view text);
Moment timeOf(std::int64_t epoch);

/// The text with `?` for each byte that is no UTF-8; nothing when there is none.
std::optional<std::string> mendedUtf8(std::string_view text);

/// First byte of the token: one of `{ [ " t f n`, a digit, a minus. Tells the kind without reading.
char kindOf(Value value);
/// Where that token stands in what is read. Asked before the value is read.
inline const char *beginOf(Value value)
{
    return value.raw_json_token().data();
}

/// Calls visit(std::string_view key, Value value) for each field; visit returns Error (Ok to go on) or nothing.
/// What visit does not read is skipped, however deep it is.
template <typename Visit>
Error forEachField(Object &object, Visit &&visit)
{
    for (auto entry : object) {
        simdjson::ondemand::field field;
        if (const Error error = std::move(entry).get(field)) {
            return error;
        }
        std::string_view key;
        if (field.unescaped_key().get(key) != Ok) {
            continue; // a key with half an escape is none of ours
        }
        if constexpr (std::is_void_v<decltype(visit(key, field.value()))>) {
            visit(key, field.value());
        } else if (const Error error = visit(key, field.value())) {
            return error;
        }
    }
    return Ok;
}

/// Visits the fields of `value` when it is an object; else sets `wrongType`, unless it is null.
template <typename Visit>
Error forEachField(Value value, bool &wrongType, Visit &&visit)
{
    const char kind = kindOf(value);
    if (kind != '{') {
        wrongType = wrongType || kind != 'n';
        return Ok;
    }
    Object object;
    if (const Error error = value.get_object().get(object)) {
        return error;
    }
    return forEachField(object, visit);
}

/// Calls visit(Value) for each element of `value` when it is an array; nothing happens when it is none.
template <typename Visit>
Error forEachElement(Value value, Visit &&visit)
{
    if (kindOf(value) != '[') {
        return Ok;
    }
    Array array;
    if (const Error error = value.get_array().get(array)) {
        return error;
    }
    for (auto entry : array) {
        Value element;
        if (const Error error = std::move(entry).get(element)) {
            return error;
        }
        if constexpr (std::is_void_v<decltype(visit(element))>) {
            visit(element);
        } else if (const Error error = visit(element)) {
            return error;
        }
    }
    return Ok;
}

/// Reads lines, one after the other, with one set of buffers. Not to be shared between threads.
class LineReader
{
public:
    /// Calls read(Object &), which returns Error, for the object on the line (for each, when a torn write left several).
    /// A line with bad UTF-8, NUL or other control bytes is mended in a copy (`?`, blank) and read again, so `read` may
    /// be called twice: it begins from nothing and hands on what it found only at its end, when it returns Ok.
    /// @param line 64 readable bytes must follow it
    /// @return false when the line is not a JSON object
    template <typename Read>
    bool read(std::string_view line, Read &&read)
    {
        m_mended = false;
        m_done = 0;
        if (readAll(line, read) == Ok) {
            return true;
        }
        const std::optional<std::string_view> copy = mend(line);
        return copy && readAll(*copy, read) == Ok;
    }

    /// The same for logs of one object a line. When a crash or a second writer left whole objects glued to a torn one,
    /// those before it and the one behind it are read all the same; the result is false nevertheless.
    template <typename Read>
    bool readLine(std::string_view line, Read &&read)
    {
        if (this->read(line, read)) {
            return true;
        }
        const std::string_view text = m_mended ? std::string_view{m_copy}.substr(0, line.size()) : line;
        m_lineBegin = text.data();
        while (const std::size_t size = wholeObjectAtStart(text.substr(m_done))) {
            if (readObject(text.substr(0, m_done + size), m_done, read) != Ok) {
                break;
            }
            m_done += size;
        }
        if (text.find_first_not_of(" \t", m_done) == std::string_view::npos) {
            return true; // it was only too many objects to look at the whole rest for each
        }
        if (const std::size_t start = wholeObjectBehindTorn(text.substr(m_done))) {
            static_cast<void>(readObject(text, m_done + start, read));
        }
        return false;
    }

    /// The object's own part of the line, blanks behind it included; `read` may ask when it has read the object to its end.
    /// @param line the one that is read, which is as long as its mended copy
    std::string_view ownPart(std::string_view line)
    {
        const char *rest = nullptr;
        const bool isLast = m_document.current_location().get(rest) != Ok;
        const std::size_t end = isLast ? m_partEnd : std::size_t(rest - m_lineBegin);
        return line.substr(m_objectBegin, end - m_objectBegin);
    }

    /// Whether bytes of the last line were replaced. A name that holds a `?` may then be damaged.
    bool mended() const { return m_mended; }
    /// While `read` is called: where what it reads begins, the line or its mended copy, which is as long.
    const char *begin() const { return m_lineBegin; }

private:
    /// From m_done on, which moves behind each object that was read.
    template <typename Read>
    Error readAll(std::string_view line, Read &read)
    {
        m_lineBegin = line.data();
        for (int objects = 0; objects < MostAtOnce; ++objects) {
            if (const Error error = readObject(line, m_done, read)) {
                return error;
            }
            const char *rest = nullptr;
            if (m_document.current_location().get(rest) != Ok) {
                return Ok; // the end
            }
            m_done = std::size_t(rest - line.data());
        }
        return simdjson::CAPACITY;
    }
    template <typename Read>
    Error readObject(std::string_view line, std::size_t begin, Read &read)
    {
        m_objectBegin = begin;
        m_partEnd = line.size();
        Object object;
        if (const Error error = open(line.substr(begin)).get(object)) {
            return error;
        }
        return read(object);
    }
    simdjson::simdjson_result<Object> open(std::string_view line);
    /// Nothing when there is nothing to mend.
    std::optional<std::string_view> mend(std::string_view line);

    static constexpr int MostAtOnce = 16; ///< objects of a line, for each of which all the rest is indexed

    simdjson::ondemand::parser m_parser{};
    simdjson::ondemand::document m_document{};
    std::string m_copy{};
    const char *m_lineBegin = nullptr;
    std::size_t m_objectBegin = 0;
    std::size_t m_partEnd = 0; ///< of what was opened with the object
    std::size_t m_done = 0;    ///< everything before it was read
    bool m_mended = false;
};

/// Reads whole documents, one object or array each, that their owner may be writing just now.
class DocumentReader
{
public:
    enum class State : std::uint8_t {
        Whole,
        Unfinished, ///< it ends too early: read it again when it has changed
        Damaged     ///< no JSON
    };

    /// Calls read(Value), which returns Error, with the document. It may be called twice, as LineReader's; it hands on what it found
    /// only at its end, when it returns Ok.
    /// @param text 64 readable bytes must follow it
    template <typename Read>
    State read(std::string_view text, Read &&read)
    {
        m_mended = false;
        if (readOnce(text, read) == Ok) {
            return State::Whole;
        }
        if (endsEarly(text)) {
            return State::Unfinished;
        }
        m_mended = mend(text);
        return m_mended && readOnce({m_copy.data(), text.size()}, read) == Ok ? State::Whole : State::Damaged;
    }

    /// Whether bytes were replaced, as LineReader's.
    bool mended() const { return m_mended; }
    /// While `read` is called: the byte of the text where the value begins; a mended copy is as long. Asked before the value is read.
    std::int64_t offsetOf(Value value) const { return beginOf(value) - m_begin; }
    /// As LineReader's.
    const char *begin() const { return m_begin; }
    /// Whether nothing but blanks stands behind the document; `read` may ask when it has read it to its end.
    bool isAtEnd()
    {
        const char *rest = nullptr;
        return m_document.current_location().get(rest) != Ok;
    }

private:
    template <typename Read>
    Error readOnce(std::string_view text, Read &read)
    {
        m_begin = text.data();
        Value value;
        if (const Error error = open(text).get(value)) {
            return error;
        }
        return read(value);
    }
    simdjson::simdjson_result<Value> open(std::string_view text);
    static bool endsEarly(std::string_view text);
    bool mend(std::string_view text);

    simdjson::ondemand::parser m_parser{};
    simdjson::ondemand::document m_document{};
    std::string m_copy{};
    const char *m_begin = nullptr; ///< of what is read
    bool m_mended = false;
};

} // namespace tokenmeter::json
