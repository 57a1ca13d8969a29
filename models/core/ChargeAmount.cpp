// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ChargeAmount.h"

#include "core/Decimal.h"
#include "core/Money.h"

#include <algorithm>

namespace tokenmeter
{
namespace
{

constexpr std::size_t MostDigits = 100;
constexpr int LargestExponent = 60;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// "1,234.56" -> "1234.56". Nothing when a comma stands where none separates thousands ("1,5").
std::optional<std::string> withoutThousands(std::string_view text)
{
    if (text.find(',') == std::string_view::npos) {
        return std::string{text};
    }
    const std::size_t begin = !text.empty() && (text[0] == '-' || text[0] == '+') ? 1 : 0;
    const std::size_t end = std::min(text.find('.'), text.size());
    std::string result{text.substr(0, begin)};
    std::size_t group = 0;
    bool first = true;
    for (std::size_t at = begin; at <= end; ++at) {
        if (at == end || text[at] == ',') {
            if (first ? group == 0 || group > 3 : group != 3) {
                return std::nullopt;
            }
            first = false;
            group = 0;
        } else if (isDigit(text[at])) {
            result += text[at];
            ++group;
        } else {
            return std::nullopt;
        }
    }
    if (text.find(',', end) != std::string_view::npos) {
        return std::nullopt;
    }
    return result.append(text.substr(end));
}

ChargeAmount amountOfAtto(Int128 atto)
{
    return {formatDecimal(atto, MoneyScale), atto};
}

/// Adds two plain decimal texts when an atto would lose digits of them; else nothing is needed beyond the attos.
bool isExactInAttos(const ChargeAmount &amount)
{
    return parseDecimal(amount.text, MoneyScale).has_value();
}

constexpr int FineScale = 24; ///< beyond the attos, for sums of amounts that were written with more digits

ChargeAmount combined(const ChargeAmount &a, const ChargeAmount &b, bool subtract)
{
    if (!isExactInAttos(a) || !isExactInAttos(b)) {
        const std::optional<Int128> x = parseDecimal(a.text, FineScale);
        const std::optional<Int128> y = parseDecimal(b.text, FineScale);
        if (x && y) {
            const std::string text = formatDecimal(subtract ? *x - *y : *x + *y, FineScale);
            if (const std::optional<ChargeAmount> sum = amountOf(text)) {
                return *sum;
            }
        }
    }
    return amountOfAtto(subtract ? a.atto - b.atto : a.atto + b.atto);
}

} // namespace

std::optional<std::string> shiftedDecimal(std::string_view number, int powerOfTen)
{
    std::size_t at = 0;
    bool negative = false;
    if (at < number.size() && (number[at] == '-' || number[at] == '+')) {
        negative = number[at] == '-';
        ++at;
    }
    std::string digits;
    int point = -1; // digits before the point; -1: no point yet
    for (; at < number.size(); ++at) {
        if (isDigit(number[at])) {
            digits += number[at];
        } else if (number[at] == '.' && point < 0) {
            point = int(digits.size());
        } else {
            break;
        }
        if (digits.size() > MostDigits) {
            return std::nullopt;
        }
    }
    if (digits.empty()) {
        return std::nullopt;
    }
    if (point < 0) {
        point = int(digits.size());
    }
    bool moved = powerOfTen != 0;
    int exponent = 0;
    if (at < number.size() && (number[at] == 'e' || number[at] == 'E')) {
        moved = true;
        ++at;
        const bool below = at < number.size() && number[at] == '-';
        if (at < number.size() && (number[at] == '-' || number[at] == '+')) {
            ++at;
        }
        if (at == number.size()) {
            return std::nullopt;
        }
        for (; at < number.size() && isDigit(number[at]); ++at) {
            exponent = std::min(exponent * 10 + (number[at] - '0'), 1000);
        }
        exponent = below ? -exponent : exponent;
    }
    if (at != number.size() || exponent > LargestExponent || exponent < -LargestExponent) {
        return std::nullopt;
    }
    point += exponent + powerOfTen;
    if (point <= 0) {
        digits.insert(0, std::size_t(1 - point), '0');
        point = 1;
    } else if (std::size_t(point) > digits.size()) {
        digits.append(std::size_t(point) - digits.size(), '0');
    }
    std::string whole = digits.substr(0, std::size_t(point));
    std::string part = digits.substr(std::size_t(point));
    whole.erase(0, std::min(whole.find_first_not_of('0'), whole.size() - 1));
    if (moved) {
        while (!part.empty() && part.back() == '0') {
            part.pop_back(); // zeros that the moving made; where nothing was moved the text stays as it was written
        }
    }
    std::string text = part.empty() ? whole : whole + "." + part;
    const bool isZero = text.find_first_not_of("0.") == std::string::npos;
    return negative && !isZero ? "-" + text : text;
}

std::optional<ChargeAmount> amountOf(std::string_view number, MoneyUnit unit)
{
    const std::optional<std::string> plain = withoutThousands(number);
    if (!plain) {
        return std::nullopt;
    }
    const std::optional<std::string> text = shiftedDecimal(*plain, int(unit));
    if (!text) {
        return std::nullopt;
    }
    const std::optional<Int128> atto = parseDecimalRounded(*text, MoneyScale);
    constexpr Int128 Most = Int128{1'000'000'000'000'000'000} * 1'000'000'000'000'000'000; // so that sums have room
    if (!atto || *atto > Most || *atto < -Most) {
        return std::nullopt;
    }
    return ChargeAmount{*text, *atto};
}

std::optional<ChargeAmount> amountOfUnitsAndNanos(std::string_view units, std::string_view nanos)
{
    if (units.empty() && nanos.empty()) {
        return std::nullopt;
    }
    const auto integer = [](std::string_view text) -> std::optional<Int128> {
        return text.empty() ? std::optional<Int128>{0} : parseDecimal(text, 0);
    };
    const std::optional<Int128> whole = integer(units);
    const std::optional<Int128> part = integer(nanos);
    constexpr Int128 Billion = 1'000'000'000;
    if (!whole || !part || *part <= -Billion || *part >= Billion || (*whole > 0 && *part < 0) || (*whole < 0 && *part > 0)) {
        return std::nullopt;
    }
    constexpr Int128 MostUnits = Billion * Billion;
    if (*whole > MostUnits || *whole < -MostUnits) {
        return std::nullopt;
    }
    return amountOfAtto((*whole * Billion + *part) * Billion);
}

ChargeAmount sumOf(const ChargeAmount &a, const ChargeAmount &b)
{
    return combined(a, b, false);
}

ChargeAmount differenceOf(const ChargeAmount &a, const ChargeAmount &b)
{
    return combined(a, b, true);
}

} // namespace tokenmeter
