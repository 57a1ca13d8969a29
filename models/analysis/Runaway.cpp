// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/Runaway.h"

#include "analysis/Statistics.h"

#include <algorithm>
#include <numeric>

namespace tokenmeter
{
namespace
{

using namespace std::chrono;

constexpr std::array<std::ptrdiff_t, 3> Windows{1, 4, 16}; // quarter hours
constexpr std::array<double, 3> Factors{2, 1.5, 1.25};
constexpr std::ptrdiff_t LongestWindow = Windows.back();
constexpr std::ptrdiff_t HistoryQuarters = RunawayHistoryDays * QuartersADayNominal;
constexpr std::ptrdiff_t EpisodeGap = 24; // quarter hours without the condition
constexpr int LeastHistoryDays = 14;
constexpr double LeastAmount = 0.5; // display units
constexpr double UnusualShare = 0.10;
constexpr double UsualShare = 0.50;

UtcTime startOfQuarter(std::int64_t quarter)
{
    return utcFromMs(quarter * 900'000);
}

class Judge
{
public:
    Judge(const RunawayInput &input, const Zone &zone) : m_input{input}, m_zone{zone}
    {
        m_sums.reserve(input.quarters.size() + 1);
        m_sums.push_back(0);
        for (std::size_t i = 0; i < input.quarters.size(); ++i) {
            m_sums.push_back(m_sums.back() + input.quarters[i]);
            const UtcTime time = startOfQuarter(input.firstQuarter + std::int64_t(i));
            const auto local = time + zone.offsetAt(time);
            m_hours.push_back(int(floor<hours>(local.time_since_epoch() - floor<days>(local.time_since_epoch())).count()));
            m_days.push_back(zone.dayOf(time));
        }
    }

    std::ptrdiff_t size() const { return std::ptrdiff_t(m_input.quarters.size()); }
    double sum(std::ptrdiff_t end, std::ptrdiff_t count) const
    {
        return m_sums[std::size_t(end)] - m_sums[std::size_t(std::max<std::ptrdiff_t>(0, end - count))];
    }
    int hourOf(std::ptrdiff_t quarter) const { return m_hours[std::size_t(quarter)]; }

    /// From the 28 days before the longest window that ends with this quarter.
    RunawayBaseline baseline(std::ptrdiff_t quarter) const
    {
        RunawayBaseline result;
        const std::ptrdiff_t end = std::max<std::ptrdiff_t>(0, quarter + 1 - LongestWindow);
        std::ptrdiff_t begin = std::max<std::ptrdiff_t>(0, end - HistoryQuarters);
        while (begin < end && m_input.quarters[std::size_t(begin)] <= 0) {
            ++begin; // before the first use is no history
        }
        if (begin == end) {
            return result;
        }
        std::vector<double> active;
        std::vector<double> activeDays;
        std::array<int, 24> hoursActive{};
        std::array<bool, 24> seen{};
        double day = 0;
        const auto closeDay = [&] {
            if (day > 0) {
                activeDays.push_back(day);
            }
            for (std::size_t hour = 0; hour < 24; ++hour) {
                hoursActive[hour] += seen[hour] ? 1 : 0;
            }
            seen = {};
            day = 0;
            ++result.days;
        };
        for (std::ptrdiff_t i = begin; i < end; ++i) {
            if (i > begin && m_days[std::size_t(i)] != m_days[std::size_t(i - 1)]) {
                closeDay();
            }
            const double amount = m_input.quarters[std::size_t(i)];
            day += amount;
            if (amount > 0) {
                active.push_back(amount);
                seen[std::size_t(m_hours[std::size_t(i)])] = true;
            }
            for (std::size_t k = 0; k < Windows.size(); ++k) {
                if (i + 1 - begin >= Windows[k]) {
                    result.largest[k] = std::max(result.largest[k], sum(i + 1, Windows[k]));
                }
            }
        }
        closeDay();
        result.median = quantile(active, 0.5);
        result.medianDay = quantile(activeDays, 0.5);
        for (std::size_t hour = 0; hour < 24; ++hour) {
            result.activeShare[hour] = double(hoursActive[hour]) / double(result.days);
        }
        return result;
    }

    Runaway at(std::ptrdiff_t quarter) const
    {
        using Why = Runaway::Why;
        Runaway result;
        result.baseline = baseline(quarter);
        result.ratePerHour = sum(quarter + 1, 4);
        const auto say = [&](Why why, double window, double compared) {
            result.why = why;
            result.window = window;
            result.compared = compared;
        };
        if (m_input.absoluteRate && result.ratePerHour > *m_input.absoluteRate) {
            say(Why::AbsoluteRate, result.ratePerHour, *m_input.absoluteRate);
            return result;
        }
        const RunawayBaseline &base = result.baseline;
        if (base.days < LeastHistoryDays || m_input.quarters[std::size_t(quarter)] <= base.median) {
            return result;
        }
        constexpr std::array Whys{Why::Quarter, Why::Hour, Why::FourHours};
        const double least = std::max(LeastAmount, 0.2 * base.medianDay);
        for (std::size_t k = 0; k < Windows.size(); ++k) {
            const double window = sum(quarter + 1, Windows[k]);
            if (window > Factors[k] * base.largest[k] && window >= least) {
                say(Whys[k], window, base.largest[k]);
                return result;
            }
        }
        bool allAbove = quarter >= 3 && base.activeShare[std::size_t(hourOf(quarter))] < UnusualShare;
        for (std::ptrdiff_t i = quarter - 3; allAbove && i <= quarter; ++i) {
            allAbove = m_input.quarters[std::size_t(i)] > base.median;
        }
        if (allAbove) {
            say(Why::Night, result.ratePerHour, 4 * base.median);
        }
        return result;
    }

private:
    const RunawayInput &m_input;
    const Zone &m_zone;
    std::vector<double> m_sums;
    std::vector<int> m_hours;
    std::vector<LocalDay> m_days;
};

} // namespace

Runaway runawayOf(const RunawayInput &input, const Zone &zone)
{
    const Judge judge{input, zone};
    const std::ptrdiff_t now = judge.size() - 1;
    if (now < 0) {
        return {};
    }
    Runaway result = judge.at(now);
    if (!result.alarm()) {
        return result;
    }
    std::ptrdiff_t first = now;
    for (std::ptrdiff_t i = now - 1; i >= 0 && first - i <= EpisodeGap; --i) {
        if (judge.at(i).alarm()) {
            first = i;
        }
    }
    result.episodeStart = startOfQuarter(input.firstQuarter + first);
    const UtcTime present = startOfQuarter(input.firstQuarter + now);
    for (int ahead = 1; ahead <= 24; ++ahead) {
        const UtcTime hour = floor<hours>(present) + hours{ahead};
        const auto local = hour + zone.offsetAt(hour);
        const auto index = std::size_t(floor<hours>(local.time_since_epoch() - floor<days>(local.time_since_epoch())).count());
        if (result.baseline.activeShare[index] >= UsualShare) {
            result.nextUsualHour = hour;
            result.untilThen = result.ratePerHour * double(duration_cast<minutes>(hour - present).count()) / 60.0;
            break;
        }
    }
    return result;
}

} // namespace tokenmeter
