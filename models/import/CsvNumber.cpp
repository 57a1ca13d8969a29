// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/CsvNumber.h"

#include "core/Decimal.h"
#include "core/TokenCounts.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

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

constexpr std::string_view YenSign = "\xC2\xA5";
constexpr std::string_view WideYenSign = "\xEF\xBF\xA5";
constexpr std::string_view EuroSign = "\xE2\x82\xAC";
constexpr std::string_view PoundSign = "\xC2\xA3";
constexpr std::array<std::string_view, 6> CurrencySigns{"US$", "$", YenSign, WideYenSign, EuroSign, PoundSign};

bool isCurrencyCode(std::string_view part)
{
    return part.size() == 3 && std::all_of(part.begin(), part.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

std::string withoutCurrency(std::string_view text)
{
    const bool negative = text.starts_with('-');
    if (negative) {
        text.remove_prefix(1);
    }
    for (const std::string_view sign : CurrencySigns) {
        if (text.starts_with(sign)) {
            text.remove_prefix(sign.size());
            break;
        }
        if (text.ends_with(sign)) {
            text.remove_suffix(sign.size());
            break;
        }
    }
    if (text.size() > 3 && isCurrencyCode(text.substr(0, 3))) {
        text.remove_prefix(3);
    } else if (text.size() > 3 && isCurrencyCode(text.substr(text.size() - 3))) {
        text.remove_suffix(3);
    }
    text = trimmedText(text);
    return negative && !text.starts_with('-') ? "-" + std::string{text} : std::string{text};
}

/// With ordinary blanks and apostrophes for those of typesetters.
std::string plainBlanks(std::string_view text)
{
    constexpr std::array<std::pair<std::string_view, char>, 4> Others{
        {{"\xC2\xA0", ' '}, {"\xE2\x80\xAF", ' '}, {"\xE2\x80\x89", ' '}, {"\xE2\x80\x99", '\''}}};
    std::string plain;
    while (!text.empty()) {
        std::size_t taken = 1;
        char c = text.front();
        for (const auto &[other, usual] : Others) {
            if (text.starts_with(other)) {
                taken = other.size();
                c = usual;
            }
        }
        plain.push_back(c);
        text.remove_prefix(taken);
    }
    return plain;
}

bool isNumberDigit(char c)
{
    return c >= '0' && c <= '9';
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

std::optional<std::string> ungrouped(std::string_view text, char decimal)
{
    if (decimal == '\0') {
        return std::string{text};
    }
    const std::string plain = plainBlanks(text);
    std::string_view rest = trimmedText(plain);
    std::string number;
    if (!rest.empty() && (rest.front() == '-' || rest.front() == '+')) {
        number.push_back(rest.front());
        rest.remove_prefix(1);
    }
    const char thousands = decimal == '.' ? ',' : '.';
    std::vector<std::size_t> groups{0};
    char separator = '\0'; // one number has one kind
    while (!rest.empty()) {
        const char c = rest.front();
        if (isNumberDigit(c)) {
            number.push_back(c);
            ++groups.back();
        } else if ((c == thousands || c == ' ' || c == '\'') && (separator == '\0' || separator == c)) {
            separator = c;
            groups.push_back(0);
        } else {
            break;
        }
        rest.remove_prefix(1);
    }
    const std::size_t first = number.find_first_of("0123456789");
    const bool isFraction = groups.size() > 1 && first != std::string::npos && number[first] == '0'; // "0.125" is no 125
    bool isRight = groups.size() == 1 || (!isFraction && groups.front() >= 1 && groups.front() <= 3 && groups.back() == 3);
    for (std::size_t i = 1; i + 1 < groups.size(); ++i) {
        isRight = isRight && (groups[i] == 2 || groups[i] == 3);
    }
    if (!isRight) {
        return std::nullopt;
    }
    if (!rest.empty() && rest.front() == decimal) {
        number.push_back('.');
        rest.remove_prefix(1);
        while (!rest.empty() && isNumberDigit(rest.front())) {
            number.push_back(rest.front());
            rest.remove_prefix(1);
        }
    }
    if (!rest.empty() && rest.front() != 'e' && rest.front() != 'E') {
        return std::nullopt;
    }
    number.append(rest);
    return parseDecimalRounded(number, 18) ? std::optional{number} : std::nullopt;
}

CountText groupedCount(std::string_view text, char decimal, std::int64_t factor)
{
    if (decimal == '\0') {
        return countOfText(text, factor);
    }
    if (const std::optional<std::string> plain = ungrouped(text, decimal)) {
        return countOfText(*plain, factor);
    }
    const bool isThere = countOfText(text).present; // "-", "n/a"
    return {.value = 0, .present = isThere, .problem = isThere ? std::optional{Cause::BadNumber} : std::nullopt};
}

std::optional<std::string> groupedAmount(std::string_view text, char decimal)
{
    const std::string plain = plainBlanks(text);
    const std::optional<std::string> number = ungrouped(withoutCurrency(trimmedText(plain)), decimal);
    return number && number->size() <= MaxNumberLength && parseDecimalRounded(*number, 18) ? number : std::nullopt;
}

std::string_view currencyMark(std::string_view amount)
{
    amount = trimmedText(amount);
    if (amount.starts_with('-')) {
        amount.remove_prefix(1);
    }
    for (const std::string_view sign : CurrencySigns) {
        if (amount.starts_with(sign) || amount.ends_with(sign)) {
            return sign;
        }
    }
    if (amount.size() > 3 && isCurrencyCode(amount.substr(0, 3))) {
        return amount.substr(0, 3);
    }
    return amount.size() > 3 && isCurrencyCode(amount.substr(amount.size() - 3)) ? amount.substr(amount.size() - 3) : std::string_view{};
}

bool mayMean(std::string_view mark, std::string_view currency)
{
    if (mark == "$") {
        constexpr std::array<std::string_view, 8> Dollars{"USD", "CAD", "AUD", "NZD", "HKD", "SGD", "TWD", "MXN"};
        return std::find(Dollars.begin(), Dollars.end(), currency) != Dollars.end();
    }
    if (mark == YenSign || mark == WideYenSign) {
        return currency == "CNY" || currency == "JPY";
    }
    return mark.empty() || meantBy(mark) == currency;
}

std::string_view meantBy(std::string_view mark)
{
    if (mark == YenSign || mark == WideYenSign) {
        return {};
    }
    return mark == "$" || mark == "US$" ? "USD" : mark == EuroSign ? "EUR" : mark == PoundSign ? "GBP" : mark;
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
