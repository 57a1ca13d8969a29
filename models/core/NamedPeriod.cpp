// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/NamedPeriod.h"

namespace tokenmeter
{
namespace
{

using namespace std::chrono;

LocalDay firstOf(year_month month)
{
    return LocalDay{month / 1};
}

LocalDay lastOf(year_month month)
{
    return LocalDay{month / last};
}

NamedPeriod monthsFrom(NamedPeriod::Kind kind, year_month first, int count)
{
    return {kind, firstOf(first), lastOf(first + months{count - 1})};
}

/// The month of "2026-10".
std::optional<year_month> readMonth(std::string_view text)
{
    const std::optional<LocalDay> day = text.size() == 7 ? parseDay(std::string{text} + "-01") : std::nullopt;
    if (!day) {
        return std::nullopt;
    }
    const year_month_day date{*day};
    return date.year() / date.month();
}

} // namespace

NamedPeriod namedPeriod(LocalDay from, LocalDay to)
{
    const year_month_day first{from};
    const year_month month = first.year() / first.month();
    if (from == to) {
        return {NamedPeriod::Kind::Day, from, to};
    }
    if (from == firstOf(month)) {
        const unsigned number = unsigned(first.month());
        const NamedPeriod whole[] = {monthsFrom(NamedPeriod::Kind::Month, month, 1), monthsFrom(NamedPeriod::Kind::Quarter, month, 3),
                                     monthsFrom(NamedPeriod::Kind::Year, month, 12)};
        const bool may[] = {true, number % 3 == 1, number == 1};
        for (int i = 0; i < 3; ++i) {
            if (may[i] && whole[i].to == to) {
                return whole[i];
            }
        }
    }
    return {NamedPeriod::Kind::Range, from, to};
}

NamedPeriod monthHolding(LocalDay day)
{
    const year_month_day date{day};
    return monthsFrom(NamedPeriod::Kind::Month, date.year() / date.month(), 1);
}

std::optional<NamedPeriod> parseNamedPeriod(std::string_view text)
{
    if (const std::size_t dots = text.find(".."); dots != std::string_view::npos) {
        const std::optional<LocalDay> from = parseDay(text.substr(0, dots));
        const std::optional<LocalDay> to = parseDay(text.substr(dots + 2));
        return from && to && *from <= *to ? std::optional{namedPeriod(*from, *to)} : std::nullopt;
    }
    if (text.size() == 4) {
        const std::optional<year_month> january = readMonth(std::string{text} + "-01");
        return january ? std::optional{monthsFrom(NamedPeriod::Kind::Year, *january, 12)} : std::nullopt;
    }
    if (text.size() == 7 && (text[5] == 'Q' || text[5] == 'q') && text[6] >= '1' && text[6] <= '4') {
        const std::optional<year_month> january = text[4] == '-' ? readMonth(std::string{text.substr(0, 4)} + "-01") : std::nullopt;
        return january ? std::optional{monthsFrom(NamedPeriod::Kind::Quarter, *january + months{3 * (text[6] - '1')}, 3)} : std::nullopt;
    }
    if (const std::optional<year_month> month = readMonth(text)) {
        return monthsFrom(NamedPeriod::Kind::Month, *month, 1);
    }
    const std::optional<LocalDay> day = parseDay(text);
    return day ? std::optional{NamedPeriod{NamedPeriod::Kind::Day, *day, *day}} : std::nullopt;
}

std::string toText(const NamedPeriod &period)
{
    const std::string first = toIso(period.from);
    switch (period.kind) {
    case NamedPeriod::Kind::Day:
        return first;
    case NamedPeriod::Kind::Month:
        return first.substr(0, 7);
    case NamedPeriod::Kind::Quarter:
        return first.substr(0, 5) + 'Q' + char('1' + (unsigned(year_month_day{period.from}.month()) - 1) / 3);
    case NamedPeriod::Kind::Year:
        return first.substr(0, 4);
    case NamedPeriod::Kind::Range:
        break;
    }
    return first + ".." + toIso(period.to);
}

} // namespace tokenmeter
