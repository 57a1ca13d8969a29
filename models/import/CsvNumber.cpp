// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/CsvNumber.h"

#include "core/Decimal.h"
#include "core/TokenCounts.h"

#include <algorithm>
#include <array>

namespace tokenmeter
{
namespace
{

constexpr std::size_t MaxNumberLength = 400;

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c;
}

bool saysNothing(std::string_view text)
{
    std::string word;
    for (const char c : text.substr(0, 8)) {
        word.push_back(lower(c));
    }
    constexpr std::array<std::string_view, 7> Words{"", "-", "nan", "null", "none", "n/a", "--"};
    return std::find(Words.begin(), Words.end(), word) != Words.end();
}

std::string withoutCurrency(std::string_view text)
{
    constexpr std::array<std::string_view, 6> Signs{"US$", "$", "\xC2\xA5", "\xEF\xBF\xA5", "\xE2\x82\xAC", "\xC2\xA3"};
    const bool negative = text.starts_with('-');
    if (negative) {
        text.remove_prefix(1);
    }
    for (const std::string_view sign : Signs) {
        if (text.starts_with(sign)) {
            text.remove_prefix(sign.size());
            break;
        }
        if (text.ends_with(sign)) {
            text.remove_suffix(sign.size());
            break;
        }
    }
    const auto isCode = [](std::string_view part) {
        return part.size() == 3 && std::all_of(part.begin(), part.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    };
    if (text.size() > 3 && isCode(text.substr(0, 3))) {
        text.remove_prefix(3);
    } else if (text.size() > 3 && isCode(text.substr(text.size() - 3))) {
        text.remove_suffix(3);
    }
    text = trimmedText(text);
    return negative && !text.starts_with('-') ? "-" + std::string{text} : std::string{text};
}

} // namespace

std::string_view trimmedText(std::string_view text)
{
    while (!text.empty() && static_cast<unsigned char>(text.front()) <= ' ') {
        text.remove_prefix(1);
    }
    while (!text.empty() && static_cast<unsigned char>(text.back()) <= ' ') {
        text.remove_suffix(1);
    }
    return text;
}

CountText countOfText(std::string_view text, std::int64_t factor)
{
    text = trimmedText(text);
    if (saysNothing(text)) {
        return {};
    }
    constexpr int Places = 6; // "1.5" thousands
    constexpr Int128 Unit = 1'000'000;
    const std::optional<Int128> exact =
        text.size() <= MaxNumberLength ? parseDecimal(text, factor == 1 ? 0 : Places) : std::nullopt;
    if (!exact) {
        return {.value = 0, .present = true, .problem = Cause::BadNumber};
    }
    Int128 value = *exact;
    if (value < 0) {
        return {.value = 0, .present = true, .problem = Cause::NegativeCount};
    }
    if (factor != 1) {
        if (value > Int128{MaxTokensPerClass} * Unit) {
            return {.value = MaxTokensPerClass, .present = true, .problem = Cause::CountTooLarge};
        }
        value = (value * factor + Unit / 2) / Unit;
    }
    if (value > MaxTokensPerClass) {
        return {.value = MaxTokensPerClass, .present = true, .problem = Cause::CountTooLarge};
    }
    return {.value = std::int64_t(value), .present = true};
}

std::string withoutSeparators(std::string_view text, char decimal)
{
    if (decimal == '\0') {
        return std::string{text};
    }
    const char thousands = decimal == '.' ? ',' : '.';
    std::string plain;
    for (const char c : text) {
        if (c == decimal) {
            plain.push_back('.');
        } else if (c != thousands && c != ' ' && c != '\'') {
            plain.push_back(c);
        }
    }
    return plain;
}

std::optional<std::string> amountOfText(std::string_view text, char decimal)
{
    std::string plain = withoutSeparators(withoutCurrency(trimmedText(text)), decimal);
    if (plain.size() > MaxNumberLength || !parseDecimalRounded(plain, 18)) {
        return std::nullopt;
    }
    return plain;
}

std::optional<std::string> multiplied(std::string_view amount, std::string_view factor)
{
    constexpr int AmountScale = 15;
    constexpr int FactorScale = 9;
    const std::optional<Int128> a = parseDecimalRounded(amount, AmountScale);
    const std::optional<Int128> f = parseDecimal(factor, FactorScale);
    Int128 product = 0;
    if (!a || !f || __builtin_mul_overflow(*a, *f, &product)) {
        return std::nullopt;
    }
    return formatDecimal(product, AmountScale + FactorScale);
}

} // namespace tokenmeter
