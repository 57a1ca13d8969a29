// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/ReviewPeriod.h"

#include <algorithm>
#include <charconv>

namespace tokenmeter
{
namespace
{

using namespace std::chrono;

constexpr int MostDays = 3'660;

/// The day so many months later; of a shorter month the last one.
LocalDay shifted(LocalDay day, int count)
{
    const year_month_day date{day};
    const year_month month = year_month{date.year(), date.month()} + months{count};
    const year_month_day last{month / std::chrono::last};
    return local_days{month / std::min(date.day(), last.day())};
}

/// How many months from the first day on end with the last; 0: none.
int wholeMonths(DayRange days)
{
    const year_month_day from{days.from};
    const year_month_day end{days.to + std::chrono::days{1}};
    const int count = int((year_month{end.year(), end.month()} - year_month{from.year(), from.month()}).count());
    return count > 0 && from.day() <= std::chrono::day{28} && shifted(days.from, count) == days.to + std::chrono::days{1} ? count : 0;
}

std::optional<int> numberIn(std::string_view text)
{
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && end == text.data() + text.size() && value >= 0 ? std::optional{value} : std::nullopt;
}

DayRange monthsFrom(year_month first, int count)
{
    return {local_days{first / 1}, local_days{(first + months{count}) / 1} - days{1}};
}

} // namespace

ReviewPeriod reviewPeriodOf(DayRange days)
{
    const year_month_day from{days.from};
    const int count = from.day() == day{1} ? wholeMonths(days) : 0;
    const unsigned month = unsigned(from.month());
    const ReviewPeriod::Kind kind = count == 1                     ? ReviewPeriod::Kind::Month
        : count == 3 && month % 3 == 1                             ? ReviewPeriod::Kind::Quarter
        : count == 12 && month == 1                                ? ReviewPeriod::Kind::Year
                                                                   : ReviewPeriod::Kind::Range;
    return {kind, days};
}

std::optional<ReviewPeriod> parseReviewPeriod(std::string_view text)
{
    if (const std::size_t dots = text.find(".."); dots != std::string_view::npos) {
        const std::optional<LocalDay> from = parseDay(text.substr(0, dots));
        const std::optional<LocalDay> to = parseDay(text.substr(dots + 2));
        if (!from || !to || *to < *from || (*to - *from).count() >= MostDays) {
            return std::nullopt;
        }
        return reviewPeriodOf({*from, *to});
    }
    const std::optional<int> number = text.size() >= 4 ? numberIn(text.substr(0, 4)) : std::nullopt;
    if (!number || *number < 1970) {
        return std::nullopt;
    }
    const year inYear{*number};
    const std::string_view rest = text.substr(4);
    if (rest.empty()) {
        return reviewPeriodOf(monthsFrom(inYear / January, 12));
    }
    if (rest.size() == 3 && (rest.starts_with("-Q") || rest.starts_with("-q")) && rest[2] >= '1' && rest[2] <= '4') {
        return reviewPeriodOf(monthsFrom(inYear / month{unsigned(rest[2] - '1') * 3 + 1}, 3));
    }
    const std::optional<int> which = rest.size() == 3 && rest[0] == '-' ? numberIn(rest.substr(1)) : std::nullopt;
    if (!which || *which < 1 || *which > 12) {
        return std::nullopt;
    }
    return reviewPeriodOf(monthsFrom(inYear / month{unsigned(*which)}, 1));
}

std::string toText(const ReviewPeriod &period)
{
    const std::string from = toIso(period.days.from);
    switch (period.kind) {
    case ReviewPeriod::Kind::Month:
        return from.substr(0, 7);
    case ReviewPeriod::Kind::Quarter:
        return from.substr(0, 4) + "-Q" + std::to_string((unsigned(year_month_day{period.days.from}.month()) - 1) / 3 + 1);
    case ReviewPeriod::Kind::Year:
        return from.substr(0, 4);
    case ReviewPeriod::Kind::Range:
        break;
    }
    return from + ".." + toIso(period.days.to);
}

ReviewPeriods reviewPeriodsOf(DayRange inView, LocalDay today)
{
    ReviewPeriods periods{.inView = inView, .isRunning = inView.contains(today), .isAhead = today < inView.from};
    const int count = wholeMonths(inView);
    periods.before = {count > 0 ? shifted(inView.from, -count) : inView.from - days{inView.length()}, inView.from - days{1}};
    periods.elapsedDays = periods.isAhead ? 0 : int((std::min(today, inView.to) - inView.from).count()) + 1;
    periods.compared = periods.before;
    periods.yearBefore.from = shifted(inView.from, -12);
    periods.yearBefore.to = count > 0 ? shifted(periods.yearBefore.from, count) - days{1} : periods.yearBefore.from + days{inView.length() - 1};
    if (periods.isRunning) {
        periods.compared.to = std::min(periods.before.to, periods.before.from + days{periods.elapsedDays - 1});
        periods.yearBefore.to = std::min(periods.yearBefore.to, periods.yearBefore.from + days{periods.elapsedDays - 1});
    }
    return periods;
}

ReviewPeriod neighbourOf(const ReviewPeriod &period, bool forward)
{
    const DayRange days = period.days;
    if (const int count = wholeMonths(days); count > 0) {
        const LocalDay from = shifted(days.from, forward ? count : -count);
        return reviewPeriodOf({from, shifted(from, count) - std::chrono::days{1}});
    }
    const std::chrono::days step{forward ? days.length() : -days.length()};
    return reviewPeriodOf({days.from + step, days.to + step});
}

} // namespace tokenmeter
