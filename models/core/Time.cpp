// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/Time.h"

#include <cstdio>

namespace tokenmeter
{
namespace
{

using namespace std::chrono;

/// Reads exactly `digits` decimal digits at `at` and moves past them.
bool takeNumber(std::string_view text, std::size_t &at, int digits, int &out)
{
    out = 0;
    for (int i = 0; i < digits; ++i, ++at) {
        if (at >= text.size() || text[at] < '0' || text[at] > '9') {
            return false;
        }
        out = out * 10 + (text[at] - '0');
    }
    return true;
}

bool takeChar(std::string_view text, std::size_t &at, char wanted)
{
    if (at < text.size() && text[at] == wanted) {
        ++at;
        return true;
    }
    return false;
}

std::optional<year_month_day> takeDay(std::string_view text, std::size_t &at)
{
    int y = 0;
    int m = 0;
    int d = 0;
    if (!takeNumber(text, at, 4, y) || !takeChar(text, at, '-') || !takeNumber(text, at, 2, m) || !takeChar(text, at, '-')
        || !takeNumber(text, at, 2, d)) {
        return std::nullopt;
    }
    const year_month_day day{year{y}, month{unsigned(m)}, std::chrono::day{unsigned(d)}};
    if (!day.ok() || y < 1970) {
        return std::nullopt;
    }
    return day;
}

} // namespace

std::optional<ParsedTime> parseTime(std::string_view text)
{
    std::size_t at = 0;
    const std::optional<year_month_day> day = takeDay(text, at);
    if (!day) {
        return std::nullopt;
    }
    ParsedTime result;
    result.time = sys_days{*day};
    if (at == text.size()) {
        result.precision = Precision::Day;
        result.hadZone = false;
        return result;
    }
    if (!takeChar(text, at, 'T') && !takeChar(text, at, 't') && !takeChar(text, at, ' ')) {
        return std::nullopt;
    }
    int h = 0;
    int m = 0;
    int s = 0;
    if (!takeNumber(text, at, 2, h) || !takeChar(text, at, ':') || !takeNumber(text, at, 2, m) || h > 23 || m > 59) {
        return std::nullopt;
    }
    int ms = 0;
    if (takeChar(text, at, ':')) {
        if (!takeNumber(text, at, 2, s) || s > 60) { // 60: a leap second
            return std::nullopt;
        }
        if (takeChar(text, at, '.') || takeChar(text, at, ',')) {
            int scale = 100;
            const std::size_t start = at;
            for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at) {
                ms += (text[at] - '0') * scale;
                scale /= 10;
            }
            if (at == start) {
                return std::nullopt;
            }
        }
    } else {
        result.precision = Precision::Minute;
    }
    result.time += hours{h} + minutes{m} + seconds{s} + milliseconds{ms};
    takeChar(text, at, ' ');
    if (at == text.size()) {
        result.hadZone = false;
        return result;
    }
    if (takeChar(text, at, 'Z') || takeChar(text, at, 'z')) {
        return at == text.size() ? std::optional{result} : std::nullopt;
    }
    if (text.substr(at) == "UTC") {
        return result;
    }
    const char sign = text[at];
    if (sign != '+' && sign != '-') {
        return std::nullopt;
    }
    ++at;
    int oh = 0;
    int om = 0;
    if (!takeNumber(text, at, 2, oh)) {
        return std::nullopt;
    }
    takeChar(text, at, ':');
    if (at < text.size() && !takeNumber(text, at, 2, om)) {
        return std::nullopt;
    }
    if (at != text.size() || oh > 23 || om > 59) {
        return std::nullopt;
    }
    const minutes offset = hours{oh} + minutes{om};
    result.time -= sign == '+' ? offset : -offset;
    return result;
}

UtcTime timeFromEpoch(std::int64_t value)
{
    if (value >= 100'000'000'000'000'000) {
        return utcFromMs(value / 1'000'000);
    }
    if (value >= 100'000'000'000'000) {
        return utcFromMs(value / 1'000);
    }
    if (value >= 100'000'000'000) {
        return utcFromMs(value);
    }
    return utcFromMs(value * 1'000);
}

std::string toIso(LocalDay day)
{
    const year_month_day parts{day};
    char text[32];
    std::snprintf(text, sizeof text, "%04d-%02u-%02u", int(parts.year()), unsigned(parts.month()), unsigned(parts.day()));
    return text;
}

std::string toRfc3339(UtcTime time)
{
    const sys_days day = floor<days>(time);
    const hh_mm_ss clock{time - day};
    char text[32];
    std::snprintf(text, sizeof text, "T%02d:%02d:%02d", int(clock.hours().count()), int(clock.minutes().count()),
                  int(clock.seconds().count()));
    std::string result = toIso(LocalDay{day.time_since_epoch()}) + text;
    if (const int ms = int(clock.subseconds().count()); ms != 0) {
        std::snprintf(text, sizeof text, ".%03d", ms);
        result += text;
    }
    return result + "Z";
}

std::optional<LocalDay> parseDay(std::string_view text)
{
    std::size_t at = 0;
    const std::optional<year_month_day> day = takeDay(text, at);
    if (!day || at != text.size()) {
        return std::nullopt;
    }
    return local_days{*day};
}

} // namespace tokenmeter
