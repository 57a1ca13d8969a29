// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Mutator.h"

#include <algorithm>

namespace tokenmeter::testing
{
namespace
{

using namespace std::string_view_literals;

constexpr std::string_view Numbers[] = {
    "-1",     "1e400",  "-1e400",        "9223372036854775807", "9223372036854775808", "-9223372036854775808",
    "\"3\"",  "3.0",    "2.5",           "NaN",                 "Infinity",            "1e-5",
    "0",      "-0",     "1e12",          "1000000000000",       "1000000000001",       "99999999999999999999999999999999999999999",
    "null",   "true",   "\"\"",          "\"x\"",               "[]",                  "{}",
    "[1,2]",  "0x10",   "1,234",         "1.234,5",             "\"-7\"",              "1e18",
    "007",    "+5",     "\"1e12\"",      "253402300800000",     "18446744073709551616", "170141183460469231731687303715884105728"};

constexpr std::string_view Pieces[] = {
    "\n",      "\r\n",   "\r",     "\"",     "\\",     "{",      "}",      "[",       "]",       ",",       ":",    ";",
    "\t",      "'",      "=",      "null",   "true",   "{}",     "[]",     "\"a\":1,", "-",      "0",       "\\\"", "\\\\",
    "\"usage\":{},", "\"message\":null,", "\"type\":\"assistant\",", "\"timestamp\":0,", "\xEF\xBB\xBF", "\xE2\x80\xA8", "\xEF\xBC\x91"};

constexpr std::string_view ControlBytes[] = {"\0"sv, "\0\0\0\0\0\0\0\0"sv, "\x01"sv, "\x0b"sv, "\x1a"sv, "\x1b[0m"sv, "\x7f"sv};

constexpr std::string_view BadUtf8[] = {"\xff",         "\xc0\x80",         "\xe4\xb8",         "\xed\xa0\x80",
                                        "\xf4\x90\x80\x80", "\x80",          "\xf8\x88\x80\x80\x80", "\xe0\x80\xaf"};

constexpr std::string_view Surrogates[] = {"\\ud800", "\\udc00", "\\ud83d\\u0041", "\\udead\\ud800", "\\u00", "\\u0000", "\\x"};

bool isNumberByte(char c)
{
    return (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+';
}

bool isWordByte(char c)
{
    return isNumberByte(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

} // namespace

std::string Mutator::damaged(std::string text)
{
    m_keptPlaces = true;
    for (std::size_t times = 1 + (below(3) == 0 ? below(4) : 0); times > 0; --times) {
        damage(text);
    }
    return text;
}

void Mutator::damage(std::string &text)
{
    enum Kind {
        FlipBit, Delete, Insert, Duplicate, Truncate, Swap, Number, Number2, // numbers twice as often: they make the bill
        Nest, Control, Utf8, Surrogate, Huge, Returns, Merge, Kinds
    };
    const auto kind = Kind(below(Kinds));
    m_keptPlaces = m_keptPlaces && (kind == Number || kind == Number2 || kind == Control || kind == Utf8 || kind == Returns);
    switch (kind) {
    case FlipBit:
        if (!text.empty()) {
            char &byte = text[below(text.size())];
            byte = char(static_cast<unsigned char>(byte) ^ (1U << below(8)));
        }
        break;
    case Delete: {
        const Span span = anySpan(text, below(4) == 0 ? 200 : 4);
        text.erase(span.begin, span.size);
        break;
    }
    case Insert:
        insert(text, Pieces[below(std::size(Pieces))]);
        break;
    case Duplicate: {
        const Span span = anySpan(text, below(2) == 0 ? 400 : 8);
        text.insert(span.begin, text.substr(span.begin, span.size));
        break;
    }
    case Truncate:
        text.resize(below(text.size() + 1));
        break;
    case Swap:
        swapTokens(text);
        break;
    case Number:
    case Number2:
        replaceNumber(text);
        break;
    case Nest:
        nest(text);
        break;
    case Control:
        insert(text, ControlBytes[below(std::size(ControlBytes))]);
        break;
    case Utf8:
        insert(text, BadUtf8[below(std::size(BadUtf8))]);
        break;
    case Surrogate:
        insert(text, Surrogates[below(std::size(Surrogates))]);
        break;
    case Huge:
        insert(text, std::string(below(8) == 0 ? 300'000 : 1 + below(5000), "A0\\\"{\xc3"[below(6)]));
        break;
    case Returns:
        for (std::size_t at = 0; (at = text.find('\n', at)) != std::string::npos; at += 2) {
            text.insert(at, 1, '\r');
        }
        break;
    case Merge:
        mergeLines(text);
        break;
    case Kinds:
        break;
    }
}

void Mutator::insert(std::string &text, std::string_view what)
{
    text.insert(below(text.size() + 1), what);
}

void Mutator::swapTokens(std::string &text)
{
    const std::vector<Span> tokens = tokensOf(text);
    if (tokens.size() < 2) {
        return;
    }
    Span first = tokens[below(tokens.size())];
    Span second = tokens[below(tokens.size())];
    if (second.begin < first.begin) {
        std::swap(first, second);
    }
    const std::string one = text.substr(first.begin, first.size);
    const std::string other = text.substr(second.begin, second.size);
    text.replace(second.begin, second.size, one);
    text.replace(first.begin, first.size, other);
}

void Mutator::replaceNumber(std::string &text)
{
    std::vector<Span> numbers = tokensOf(text);
    std::erase_if(numbers, [&](const Span &span) { return !isNumberByte(text[span.begin]); });
    if (!numbers.empty()) {
        const Span span = numbers[below(numbers.size())];
        text.replace(span.begin, span.size, Numbers[below(std::size(Numbers))]);
    }
}

void Mutator::nest(std::string &text)
{
    const std::vector<Span> tokens = tokensOf(text);
    const Span span = tokens.empty() ? Span{} : tokens[below(tokens.size())];
    const std::size_t depth = below(4) == 0 ? 20'000 : 1 + below(1500);
    const bool lists = below(2) == 0;
    std::string nested;
    for (std::size_t i = 0; i < depth; ++i) {
        nested += lists ? "[" : "{\"a\":";
    }
    nested += text.substr(span.begin, span.size);
    if (below(4) != 0) {
        nested.append(depth, lists ? ']' : '}');
    }
    text.replace(span.begin, span.size, nested);
}

void Mutator::mergeLines(std::string &text)
{
    std::vector<std::size_t> ends;
    for (std::size_t at = 0; (at = text.find('\n', at)) != std::string::npos; ++at) {
        ends.push_back(at);
    }
    if (!ends.empty()) {
        text.erase(ends[below(ends.size())], 1);
    }
}

Mutator::Span Mutator::anySpan(const std::string &text, std::size_t most)
{
    const std::size_t begin = below(text.size());
    return {begin, std::min(1 + below(most), text.size() - begin)};
}

std::vector<Mutator::Span> Mutator::tokensOf(std::string_view text)
{
    std::vector<Span> tokens;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = at + 1;
        if (text[at] == '"') {
            while (end < text.size() && text[end] != '"' && text[end] != '\n') {
                end += text[end] == '\\' ? 2U : 1U;
            }
            end = std::min(end + 1, text.size());
        } else if (isWordByte(text[at])) {
            while (end < text.size() && isWordByte(text[end])) {
                ++end;
            }
        } else {
            ++at;
            continue;
        }
        tokens.push_back({at, end - at});
        at = end;
    }
    return tokens;
}

} // namespace tokenmeter::testing
