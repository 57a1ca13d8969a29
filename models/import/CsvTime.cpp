// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/CsvTime.h"

#include "core/Decimal.h"
#include "import/CsvNumber.h"

#include <algorithm>
#include <cstdio>
#include <limits>

namespace tokenmeter
{
namespace
{

using namespace std::chrono;

constexpr Int128 Latest = 253'402'300'800'000; // year 10000, ms

std::optional<ParsedTime> epochOf(std::string_view text)
{
    constexpr int Milli = 3;
    const std::optional<Int128> scaled = text.size() < 64 ? parseDecimalRounded(text, Milli) : std::nullopt;
    if (!scaled || *scaled <= 0 || *scaled / 1000 > std::numeric_limits<std::int64_t>::max()) {
        return std::nullopt;
    }
    const std::int64_t whole = std::int64_t(*scaled / 1000);
    constexpr std::int64_t FirstMs = 100'000'000'000;
    ParsedTime result;
    result.time = whole < FirstMs ? utcFromMs(std::int64_t(*scaled)) : timeFromEpoch(whole);
    return msOf(result.time) < Latest ? std::optional{result} : std::nullopt;
}

} // namespace

std::optional<ParsedTime> timeOfText(std::string_view text)
{
    text = trimmedText(text);
    if (const std::optional<ParsedTime> time = parseTime(text)) {
        return time;
    }
    if (text.size() >= 10 && text.size() < 64 && text[4] == '/' && text[7] == '/') {
        std::string dashed{text};
        dashed[4] = '-';
        dashed[7] = '-';
        return parseTime(dashed);
    }
    return epochOf(text);
}

bool isTimePattern(std::string_view pattern)
{
    bool year = false;
    bool month = false;
    bool day = false;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (pattern[i] != '%') {
            continue;
        }
        const char what = ++i < pattern.size() ? pattern[i] : '\0';
        if (std::string_view{"YmdHMSf"}.find(what) == std::string_view::npos || what == '\0') {
            return false;
        }
        year = year || what == 'Y';
        month = month || what == 'm';
        day = day || what == 'd';
    }
    return year && month && day;
}

std::optional<ParsedTime> timeOfPattern(std::string_view text, std::string_view pattern)
{
    text = trimmedText(text);
    int y = 0, mo = 0, d = 0, h = 0, mi = 0, s = 0, ms = 0;
    ParsedTime result;
    result.precision = Precision::Day;
    result.hadZone = false;
    std::size_t at = 0;
    const auto number = [&](std::size_t most, int &out) {
        out = 0;
        const std::size_t start = at;
        for (; at < text.size() && at - start < most && text[at] >= '0' && text[at] <= '9'; ++at) {
            out = out * 10 + (text[at] - '0');
        }
        return at > start;
    };
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (pattern[i] != '%') {
            if (at >= text.size() || text[at++] != pattern[i]) {
                return std::nullopt;
            }
            continue;
        }
        bool ok = false;
        switch (++i < pattern.size() ? pattern[i] : '\0') {
        case 'Y': ok = number(4, y); break;
        case 'm': ok = number(2, mo); break;
        case 'd': ok = number(2, d); break;
        case 'H':
            ok = number(2, h);
            result.precision = std::min(result.precision, Precision::Hour);
            break;
        case 'M':
            ok = number(2, mi);
            result.precision = std::min(result.precision, Precision::Minute);
            break;
        case 'S':
            ok = number(2, s);
            result.precision = Precision::Instant;
            break;
        case 'f': {
            const std::size_t start = at;
            ok = number(3, ms);
            for (std::size_t digits = at - start; digits < 3; ++digits) {
                ms *= 10;
            }
            while (at < text.size() && text[at] >= '0' && text[at] <= '9') {
                ++at;
            }
            break;
        }
        default: break;
        }
        if (!ok) {
            return std::nullopt;
        }
    }
    const year_month_day day{year{y}, month{unsigned(mo)}, std::chrono::day{unsigned(d)}};
    if (at != text.size() || !day.ok() || y < 1970 || h > 23 || mi > 59 || s > 60) {
        return std::nullopt;
    }
    result.time = sys_days{day} + hours{h} + minutes{mi} + seconds{s} + milliseconds{ms};
    return result;
}

UtcTime utcOfLocal(UtcTime local, const Zone &zone)
{
    UtcTime best = UtcTime::max();
    for (const hours around : {hours{-26}, hours{0}, hours{26}}) {
        const UtcTime guess = local - zone.offsetAt(local + around);
        if (guess + zone.offsetAt(guess) == local) {
            best = std::min(best, guess);
        }
    }
    return best != UtcTime::max() ? best : local - zone.offsetAt(local - hours{26});
}

std::optional<Cause> problemOf(UtcTime time)
{
    constexpr UtcTime First = sys_days{year{2020} / January / 1};
    return time < First ? std::optional{Cause::TimeTooEarly} : std::nullopt;
}

UtcTime noonOf(UtcTime day)
{
    return floor<days>(day) + hours{12};
}

} // namespace tokenmeter
