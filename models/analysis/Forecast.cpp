// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/Forecast.h"

#include "analysis/Statistics.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tokenmeter
{
namespace
{

using namespace std::chrono;

constexpr int LongestHistory = 200;
constexpr std::array<int, ForecastWindows> Windows{7, 14, 28, 56, 112};
constexpr int SpreadWindow = 56; // days that weekday factors and variation are taken from

int weekdayOf(LocalDay day)
{
    return int(weekday{day}.iso_encoding()) - 1;
}

/// 1..3 for the first days of a month, -3..-1 for the last, else 0.
int positionOf(LocalDay day)
{
    const year_month_day date{day};
    const int dayOfMonth = int(unsigned(date.day()));
    if (dayOfMonth <= 3) {
        return dayOfMonth;
    }
    const int length = int(unsigned(year_month_day_last{date.year() / date.month() / last}.day()));
    const int toEnd = length - dayOfMonth;
    return toEnd < 3 ? -1 - toEnd : 0;
}

/// The history and the weight of each of its days.
struct History
{
    LocalDay firstDay{};
    std::vector<double> y;
    std::vector<double> v;

    int size() const { return int(y.size()); }
    LocalDay dayAt(int index) const { return firstDay + days{index}; }
    double spend(int from, int to) const { return sum(y, from, to); }
    double weight(int from, int to) const { return sum(v, from, to); }
    double mean(int from, int to) const { return to > from ? spend(from, to) / double(to - from) : 0; }
    /// Ratio of sums: small weekend weights do no harm, bursts count with their true frequency.
    double level(int from, int to) const
    {
        const double weights = weight(from, to);
        return weights > 0 ? spend(from, to) / weights : 0;
    }

private:
    static double sum(const std::vector<double> &values, int from, int to)
    {
        return std::accumulate(values.begin() + from, values.begin() + to, 0.0);
    }
};

History historyOf(const ForecastInput &input)
{
    const auto firstSpend = std::find_if(input.daily.begin(), input.daily.end(), [](double amount) { return amount != 0; });
    const auto begin = std::max(firstSpend, input.daily.end() - std::min<std::ptrdiff_t>(LongestHistory, input.daily.end() - input.daily.begin()));
    History history;
    history.firstDay = input.firstDay + days{begin - input.daily.begin()};
    history.y.assign(begin, input.daily.end());
    // Brought to the present price level, so that a price cut is no change of habit.
    for (int i = 0; i < history.size(); ++i) {
        for (const PriceStep &step : input.priceSteps) {
            if (history.dayAt(i) < step.day && step.day <= history.dayAt(history.size() - 1)) {
                history.y[std::size_t(i)] *= step.factor;
            }
        }
    }
    history.v.assign(history.y.size(), 1.0);
    return history;
}

ForecastEvidence evidenceOf(const History &history)
{
    const auto withSpend = std::count_if(history.y.begin(), history.y.end(), [](double amount) { return amount > 0; });
    if (history.size() < 3 || withSpend < 3) {
        return ForecastEvidence::None;
    }
    return history.size() < 14 || withSpend < 7 ? ForecastEvidence::Thin : ForecastEvidence::Enough;
}

std::array<double, 7> weekdayFactorsOf(const History &history)
{
    std::array<double, 7> factors{1, 1, 1, 1, 1, 1, 1};
    const int n = history.size();
    if (n < 14) {
        return factors;
    }
    const int from = std::max(0, n - SpreadWindow);
    std::vector<double> values(history.y.begin() + from, history.y.end());
    const double middle = quantile(values, 0.5);
    const double cap = std::max(quantile(values, 0.9), middle + 4 * 1.4826 * medianDeviation(values));
    std::array<double, 7> means{};
    std::array<int, 7> counts{};
    for (int i = 0; i < int(values.size()); ++i) {
        double &value = values[std::size_t(i)];
        value = std::min(value, cap);
        const std::size_t k = std::size_t(weekdayOf(history.dayAt(from + i)));
        means[k] += value;
        ++counts[k];
    }
    for (std::size_t k = 0; k < 7; ++k) {
        means[k] /= double(counts[k]);
    }
    const double grand = std::accumulate(means.begin(), means.end(), 0.0) / 7;
    if (!(grand > 0)) {
        return factors;
    }
    double within = 0;
    for (int i = 0; i < int(values.size()); ++i) {
        const double error = values[std::size_t(i)] - means[std::size_t(weekdayOf(history.dayAt(from + i)))];
        within += error * error;
    }
    const double count = double(values.size());
    const double s2 = within / std::max(1.0, count - 7) / (count / 7);
    double between = 0;
    for (const double mean : means) {
        between += (mean - grand) * (mean - grand);
    }
    const double tau = std::max(0.0, between / 6 - s2);
    const double shrinkage = tau > 0 ? tau / (tau + s2) : 0;
    for (std::size_t k = 0; k < 7; ++k) {
        factors[k] = std::max(0.02, 1 + shrinkage * (means[k] / grand - 1));
    }
    const double scale = std::accumulate(factors.begin(), factors.end(), 0.0) / 7;
    for (double &factor : factors) {
        factor /= scale;
    }
    return factors;
}

std::map<int, double> calendarExcessOf(const History &history, const std::array<double, 7> &weekdays)
{
    std::map<int, double> result;
    const int n = history.size();
    if (n < 45) {
        return result;
    }
    std::map<int, std::vector<double>> found;
    for (int i = 0; i < n; ++i) {
        const int position = positionOf(history.dayAt(i));
        if (position == 0) {
            continue;
        }
        double spend = 0;
        double weight = 0;
        int count = 0;
        for (int j = std::max(0, i - 14); j <= std::min(n - 1, i + 14); ++j) {
            if (positionOf(history.dayAt(j)) == 0) {
                spend += history.y[std::size_t(j)];
                weight += weekdays[std::size_t(weekdayOf(history.dayAt(j)))];
                ++count;
            }
        }
        if (count >= 7 && spend > 0) {
            found[position].push_back(history.y[std::size_t(i)] / (spend / weight) - weekdays[std::size_t(weekdayOf(history.dayAt(i)))]);
        }
    }
    for (auto &[position, excesses] : found) {
        excesses.erase(excesses.begin(), excesses.end() - std::min<std::ptrdiff_t>(6, std::ssize(excesses)));
        if (excesses.size() >= 2 && std::all_of(excesses.begin(), excesses.end(), [](double excess) { return excess > 1; })) {
            const double c = double(excesses.size());
            result[position] = quantile(excesses, 0.5) * c / (c + 0.5);
        }
    }
    return result;
}

double dayWeight(LocalDay day, const Forecast &forecast)
{
    const auto excess = forecast.calendarExcess.find(positionOf(day));
    return forecast.weekdayFactors[std::size_t(weekdayOf(day))] + (excess == forecast.calendarExcess.end() ? 0 : excess->second);
}

struct Regime
{
    int start = 0;
    double ratio = 1;
};

Regime regimeOf(const History &history)
{
    const int n = history.size();
    Regime regime;
    double strongest = 0;
    for (const int k : {5, 7, 10, 14, 21}) {
        const int start = n - k;
        const int before = std::max(0, start - 28);
        if (start - before < 10) {
            continue;
        }
        const double now = history.level(start, n);
        const double then = history.level(before, start);
        const double ratio = then > 0 ? now / then : (now > 0 ? INFINITY : 1);
        if (ratio >= 0.6 && ratio <= 1.7) {
            continue;
        }
        std::vector<double> pooled;
        for (int i = before; i < n; ++i) {
            pooled.push_back(history.y[std::size_t(i)] / history.v[std::size_t(i)]);
        }
        const double z = rankSumScore(pooled, std::size_t(start - before));
        if (std::abs(z) > 3 && (z > 0) == (ratio > 1) && std::abs(z) > strongest) {
            strongest = std::abs(z);
            regime = {start, ratio};
        }
    }
    return regime;
}

/// What the levels said at past days, against what came.
struct TrackRecord
{
    struct Origin
    {
        std::array<double, ForecastWindows> said{};
        double came = 0;
        double weight = 0; ///< halves every 60 days
        double meanBefore = 0;
    };
    int horizon = 1;
    std::vector<Origin> origins;
    std::array<double, ForecastWindows> windowWeights{};
};

TrackRecord trackRecordOf(const History &history, double daysAhead)
{
    const int n = history.size();
    TrackRecord record;
    record.horizon = std::max(1, std::min({int(std::ceil(daysAhead)), 21, int(std::floor((n - 7) / 2.0))}));
    const int h = record.horizon;
    for (int t = std::max(7, n - 84); t <= n - h; ++t) {
        TrackRecord::Origin origin;
        const double weight = history.weight(t, t + h);
        for (std::size_t k = 0; k < ForecastWindows; ++k) {
            origin.said[k] = history.level(std::max(0, t - Windows[k]), t) * weight;
        }
        origin.came = history.spend(t, t + h);
        origin.weight = std::pow(0.5, double(n - h - t) / 60);
        origin.meanBefore = history.mean(std::max(0, t - SpreadWindow), t);
        record.origins.push_back(origin);
    }
    record.windowWeights.fill(1.0 / ForecastWindows);
    double weights = 0;
    std::array<double, ForecastWindows> errors{};
    for (const TrackRecord::Origin &origin : record.origins) {
        weights += origin.weight;
        for (std::size_t k = 0; k < ForecastWindows; ++k) {
            errors[k] += origin.weight * std::abs(origin.came - origin.said[k]);
        }
    }
    const double meanError = weights > 0 ? std::accumulate(errors.begin(), errors.end(), 0.0) / weights / ForecastWindows : 0;
    if (!(meanError > 0)) {
        return record;
    }
    // Overlapping origins count by their independent part.
    const double independent = 2 * weights / h;
    double total = 0;
    for (std::size_t k = 0; k < ForecastWindows; ++k) {
        const double relative = (3 + independent * (errors[k] / weights) / meanError) / (3 + independent);
        record.windowWeights[k] = std::pow(relative, -4);
        total += record.windowWeights[k];
    }
    for (double &weight : record.windowWeights) {
        weight /= total;
    }
    return record;
}

/// Standard deviation over mean of a day, weekdays taken out.
double variationOf(const History &history)
{
    std::vector<double> usual;
    for (int i = std::max(0, history.size() - SpreadWindow); i < history.size(); ++i) {
        usual.push_back(history.y[std::size_t(i)] / history.v[std::size_t(i)]);
    }
    const double mean = std::accumulate(usual.begin(), usual.end(), 0.0) / double(usual.size());
    return mean > 0 ? standardDeviation(usual) / mean : 0;
}

/// Quantiles of relative errors: own ones, and pseudo-errors that carry the first weeks.
std::vector<WeightedValue> errorsOf(const TrackRecord &record, double variation, double daysAhead, int regimeDays)
{
    std::vector<WeightedValue> errors;
    for (const TrackRecord::Origin &origin : record.origins) {
        const double said = std::inner_product(origin.said.begin(), origin.said.end(), record.windowWeights.begin(), 0.0);
        const double scale = said + 0.25 * origin.meanBefore * record.horizon;
        if (scale > 0) {
            errors.push_back({(origin.came - said) / scale, 2 * origin.weight / record.horizon});
        }
    }
    const double square = variation * variation;
    const double sigma = std::sqrt(square / std::max(1.0, daysAhead) + square / std::min(28, regimeDays) + 0.12 * 0.12);
    for (const double z : {-2.0, -1.28, -0.84, -0.52, -0.25, 0.0, 0.25, 0.52, 0.84, 1.28, 2.2}) {
        errors.push_back({0.88 * sigma * z, 4.0 / 11});
    }
    return errors;
}

double spentOf(const ForecastInput &input)
{
    double spent = 0;
    for (std::size_t i = 0; i < input.daily.size(); ++i) {
        const LocalDay day = input.firstDay + days{i};
        if (day >= input.periodFrom && day < input.periodTo) {
            spent += input.daily[i];
        }
    }
    const LocalDay today = input.firstDay + days{input.daily.size()};
    return spent + (input.today && today >= input.periodFrom && today < input.periodTo ? input.today->spent : 0);
}

} // namespace

Forecast forecastOf(const ForecastInput &input)
{
    Forecast result;
    History history = historyOf(input);
    const int n = history.size();
    result.days = n;
    result.spent = spentOf(input);
    result.evidence = evidenceOf(history);

    const LocalDay present = input.firstDay + days{input.daily.size()};
    const auto priceAt = [&](LocalDay day) {
        double factor = 1;
        for (const PriceStep &step : input.priceSteps) {
            factor *= step.day >= present && step.day <= day ? step.factor : 1;
        }
        return factor;
    };
    const auto lookAhead = [&] {
        for (LocalDay day = std::max(present, input.periodFrom); day < input.periodTo; day += days{1}) {
            result.ahead.push_back({.day = day, .weight = dayWeight(day, result) * priceAt(day)});
        }
        result.todayGiven = input.today && !result.ahead.empty() && result.ahead.front().day == present;
    };
    if (result.evidence == ForecastEvidence::None) {
        lookAhead();
        return result;
    }

    result.weekdayFactors = weekdayFactorsOf(history);
    result.calendarExcess = calendarExcessOf(history, result.weekdayFactors);
    for (int i = 0; i < n; ++i) {
        history.v[std::size_t(i)] = dayWeight(history.dayAt(i), result);
    }
    lookAhead();

    const double passed = result.todayGiven ? input.today->elapsedShare : 0;
    const double daysAhead = double(result.ahead.size()) - passed;
    const TrackRecord record = trackRecordOf(history, daysAhead);
    result.horizon = record.horizon;
    result.origins = int(record.origins.size());
    result.windowWeights = record.windowWeights;

    const Regime regime = regimeOf(history);
    if (regime.start > 0) {
        result.regimeStart = history.dayAt(regime.start);
        result.regimeRatio = regime.ratio;
    }
    for (std::size_t k = 0; k < ForecastWindows; ++k) {
        result.level += record.windowWeights[k] * history.level(std::max(regime.start, n - Windows[k]), n);
    }

    const double variation = variationOf(history);
    for (Forecast::Ahead &ahead : result.ahead) {
        ahead.expected = result.level * ahead.weight;
        if (result.todayGiven && ahead.day == present) {
            // A steady user's expectation holds, an erratic user's pace counts.
            const double k = variation > 0 ? std::min(1.0, std::max(0.05, 0.25 / (variation * variation))) : 1;
            ahead.expected = (1 - passed) * (k * ahead.expected + input.today->spent) / (k + passed);
        }
        result.remaining.expected += ahead.expected;
    }

    const double scale = result.remaining.expected + 0.25 * history.mean(std::max(0, n - SpreadWindow), n) * daysAhead;
    const std::vector<WeightedValue> errors = errorsOf(record, variation, daysAhead, n - regime.start);
    const double expected = result.remaining.expected;
    result.remaining.low = std::clamp(expected + weightedQuantile(errors, 0.1) * scale, 0.0, expected);
    result.remaining.high = std::max(expected, expected + weightedQuantile(errors, 0.9) * scale);
    result.total = {result.spent + result.remaining.low, result.spent + expected, result.spent + result.remaining.high};
    return result;
}

double dayWeight(const Forecast &forecast, LocalDay day)
{
    const auto excess = forecast.calendarExcess.find(positionOf(day));
    return forecast.weekdayFactors[std::size_t(weekdayOf(day))] + (excess == forecast.calendarExcess.end() ? 0 : excess->second);
}

double elapsedShareOf(double before, double all, double mean, double elapsed)
{
    return all > 0 ? (before + 3 * mean * elapsed) / (all + 3 * mean) : elapsed;
}

Breach breachOf(const Forecast &forecast, double available)
{
    if (forecast.spent > available) {
        return {.already = true};
    }
    const auto walk = [&](double path) -> std::optional<LocalDay> {
        double amount = forecast.spent;
        for (const Forecast::Ahead &ahead : forecast.ahead) {
            amount += ahead.expected * path;
            if (amount > available) {
                return ahead.day;
            }
        }
        return std::nullopt;
    };
    const ForecastRange &range = forecast.remaining;
    if (!(range.expected > 0)) {
        return {};
    }
    return {.expected = walk(1), .earliest = walk(range.high / range.expected), .latest = walk(range.low / range.expected)};
}

Int128 safeToday(const Forecast &forecast, Int128 available, Int128 spentBeforeToday, Int128 spentToday)
{
    if (forecast.ahead.empty() || available <= spentBeforeToday) {
        return 0;
    }
    const bool weighed = forecast.evidence != ForecastEvidence::None;
    const auto whole = [&](const Forecast::Ahead &ahead) {
        return weighed ? std::int64_t(std::llround(1000 * ahead.weight)) : std::int64_t{1};
    };
    std::int64_t sum = forecast.todayGiven ? 0 : whole(forecast.ahead.front());
    for (const Forecast::Ahead &ahead : forecast.ahead) {
        sum += whole(ahead);
    }
    if (sum <= 0) {
        return 0;
    }
    return std::max(Int128{0}, (available - spentBeforeToday) * whole(forecast.ahead.front()) / sum - spentToday);
}

} // namespace tokenmeter
