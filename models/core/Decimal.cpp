// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/Decimal.h"

#include <algorithm>

namespace tokenmeter
{
namespace
{

constexpr int MaxDigits = 38; // 10^38 is the largest power of ten in 128 bits

struct Digits
{
    bool negative = false;
    std::string digits; ///< without leading zeros
    int exponent = 0;   ///< value = digits * 10^exponent
};

std::optional<Digits> scan(std::string_view text)
{
    Digits result;
    std::size_t at = 0;
    if (at < text.size() && (text[at] == '-' || text[at] == '+')) {
        result.negative = text[at] == '-';
        ++at;
    }
    bool seenDigit = false;
    bool seenPoint = false;
    for (; at < text.size(); ++at) {
        const char c = text[at];
        if (c >= '0' && c <= '9') {
            seenDigit = true;
            if (!(result.digits.empty() && c == '0')) {
                result.digits.push_back(c);
            }
            if (seenPoint) {
                --result.exponent;
            }
        } else if (c == '.' && !seenPoint) {
            seenPoint = true;
        } else {
            break;
        }
        if (result.digits.size() > 4096) {
            return std::nullopt;
        }
    }
    if (!seenDigit) {
        return std::nullopt;
    }
    if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        ++at;
        bool negative = false;
        if (at < text.size() && (text[at] == '-' || text[at] == '+')) {
            negative = text[at] == '-';
            ++at;
        }
        if (at == text.size()) {
            return std::nullopt;
        }
        int exponent = 0;
        for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at) {
            exponent = std::min(exponent * 10 + (text[at] - '0'), 100000);
        }
        result.exponent += negative ? -exponent : exponent;
    }
    if (at != text.size()) {
        return std::nullopt;
    }
    return result;
}

std::optional<Int128> scaled(std::string_view text, int scale, bool mayRound)
{
    std::optional<Digits> number = scan(text);
    if (!number) {
        return std::nullopt;
    }
    std::string &digits = number->digits;
    int shift = number->exponent + scale;
    bool roundUp = false;
    if (shift < 0) {
        const std::size_t drop = std::size_t(-shift);
        const std::size_t kept = digits.size() > drop ? digits.size() - drop : 0;
        const bool rest = digits.find_first_not_of('0', kept) != std::string::npos;
        if (rest && !mayRound) {
            return std::nullopt;
        }
        roundUp = digits.size() >= drop && kept < digits.size() && digits[kept] >= '5';
        digits.resize(kept);
        shift = 0;
    }
    if (digits.empty()) {
        shift = 0;
    }
    if (int(digits.size()) + shift > MaxDigits) {
        return std::nullopt;
    }
    Int128 value = 0;
    for (const char digit : digits) {
        value = value * 10 + (digit - '0');
    }
    for (; shift > 0; --shift) {
        value *= 10;
    }
    value += roundUp ? 1 : 0;
    return number->negative ? -value : value;
}

} // namespace

std::optional<Int128> parseDecimal(std::string_view text, int scale)
{
    return scaled(text, scale, false);
}

std::optional<Int128> parseDecimalRounded(std::string_view text, int scale)
{
    return scaled(text, scale, true);
}

std::string formatDecimal(Int128 value, int scale, int minDecimals)
{
    const bool negative = value < 0;
    std::string reversed;
    int decimals = 0;
    // Digits are taken one at a time, since the most negative 128-bit number has no positive twin.
    while (value != 0 || decimals <= scale) {
        const int digit = int(value % 10);
        reversed.push_back(char('0' + (digit < 0 ? -digit : digit)));
        value /= 10;
        ++decimals;
        if (decimals == scale) {
            reversed.push_back('.');
        }
    }
    std::string text(reversed.rbegin(), reversed.rend());
    if (const std::size_t point = text.find('.'); point != std::string::npos) {
        std::size_t size = text.size();
        while (size > point + 1 + std::size_t(minDecimals) && text[size - 1] == '0') {
            --size;
        }
        text.resize(size == point + 1 ? point : size);
    }
    return negative ? "-" + text : text;
}

} // namespace tokenmeter
