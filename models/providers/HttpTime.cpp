// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/HttpTime.h"

#include "core/Decimal.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace tokenmeter
{
namespace
{

using namespace std::chrono;

std::vector<std::string_view> words(std::string_view text)
{
    std::vector<std::string_view> result;
    constexpr std::string_view Gaps = " ,-";
    std::size_t at = 0;
    while ((at = text.find_first_not_of(Gaps, at)) != std::string_view::npos) {
        const std::size_t end = std::min(text.find_first_of(Gaps, at), text.size());
        result.push_back(text.substr(at, end - at));
        at = end;
    }
    return result;
}

std::optional<int> number(std::string_view text, std::size_t mostDigits)
{
    if (text.empty() || text.size() > mostDigits || text.find_first_not_of("0123456789") != std::string_view::npos) {
        return std::nullopt;
    }
    int value = 0;
    for (const char digit : text) {
        value = value * 10 + (digit - '0');
    }
    return value;
}

std::optional<month> monthOf(std::string_view text)
{
    static constexpr std::array<std::string_view, 12> Names{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                            "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    for (unsigned i = 0; i < Names.size(); ++i) {
        if (Names[i] == text) {
            return month{i + 1};
        }
    }
    return std::nullopt;
}

std::optional<milliseconds> clockOf(std::string_view text)
{
    if (text.size() != 8 || text[2] != ':' || text[5] != ':') {
        return std::nullopt;
    }
    const std::optional<int> h = number(text.substr(0, 2), 2);
    const std::optional<int> m = number(text.substr(3, 2), 2);
    const std::optional<int> s = number(text.substr(6, 2), 2);
    if (!h || !m || !s || *h > 23 || *m > 59 || *s > 60) {
        return std::nullopt;
    }
    return hours{*h} + minutes{*m} + seconds{*s};
}

std::optional<UtcTime> timeOf(std::string_view dayText, std::string_view monthText, std::string_view yearText,
                              std::string_view clockText, UtcTime now)
{
    const std::optional<int> d = number(dayText, 2);
    const std::optional<month> m = monthOf(monthText);
    std::optional<int> y = number(yearText, 4);
    const std::optional<milliseconds> clock = clockOf(clockText);
    if (!d || !m || !y || !clock || (yearText.size() != 2 && yearText.size() != 4)) {
        return std::nullopt;
    }
    if (yearText.size() == 2) {
        const int present = int(year_month_day{floor<days>(now)}.year());
        *y += present / 100 * 100;
        *y -= *y > present + 50 ? 100 : 0;
    }
    const year_month_day date{year{*y}, *m, day{unsigned(*d)}};
    if (!date.ok()) {
        return std::nullopt;
    }
    return UtcTime{sys_days{date}} + *clock;
}

} // namespace

std::optional<UtcTime> parseHttpTime(std::string_view text, UtcTime now)
{
    const std::vector<std::string_view> w = words(text);
    if (w.size() == 6 && w[5] == "GMT") { // Sun 06 Nov 1994 08:49:37 GMT, Sunday 06 Nov 94 08:49:37 GMT
        return timeOf(w[1], w[2], w[3], w[4], now);
    }
    if (w.size() == 5) { // Sun Nov 6 08:49:37 1994
        return timeOf(w[2], w[1], w[4], w[3], now);
    }
    return std::nullopt;
}

std::optional<seconds> parseSpan(std::string_view text)
{
    constexpr Int128 Milli = 1'000;
    constexpr Int128 Longest = Int128{3'650} * 86'400 * Milli;
    Int128 sum = 0;
    bool any = false;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find_first_not_of("0123456789."), text.size());
        const std::string_view digits = text.substr(0, end);
        text.remove_prefix(end);
        const std::size_t unitEnd = std::min(text.find_first_of("0123456789."), text.size());
        const std::string_view unit = text.substr(0, unitEnd);
        text.remove_prefix(unitEnd);
        const std::optional<Int128> value = digits.size() > 20 ? std::nullopt : parseDecimalRounded(digits, 3);
        if (!value || (unit.empty() && any)) {
            return std::nullopt;
        }
        any = true;
        if (unit == "ms") {
            sum += (*value + Milli - 1) / Milli;
        } else if (unit == "s" || unit.empty()) {
            sum += *value;
        } else if (unit == "m") {
            sum += *value * 60;
        } else if (unit == "h") {
            sum += *value * 3'600;
        } else if (unit == "d") {
            sum += *value * 86'400;
        } else {
            return std::nullopt;
        }
        if (sum > Longest) {
            return std::nullopt;
        }
    }
    return any ? std::optional{seconds{std::int64_t((sum + Milli - 1) / Milli)}} : std::nullopt;
}

} // namespace tokenmeter
