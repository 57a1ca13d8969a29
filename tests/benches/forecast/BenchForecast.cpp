// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// bench_forecast [FIRST LAST]: how far forecasts of a month's total are from what came, on a year of each kind of usage and each seed
// (101 to 140 unless given), beside the straight line, last month's total and last week repeated; and how often the 80 % band held.
// Prints a Markdown table; the same one on every machine. Exit status 1 when a baseline is better on the average, or the band
// holds in less than 75 or more than 85 of 100 months.
#include "analysis/Forecast.h"
#include "support/UsageSeries.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <numeric>
#include <string>
#include <vector>

using namespace tokenmeter;
using namespace tokenmeter::testing;
using namespace std::chrono;

namespace
{

enum Method { Line, LastMonth, LastWeek, Ours, Methods };

/// One month's total, said in the course of the month.
struct Said
{
    int kind = 0;
    int percent = 0; ///< of the month that has passed
    unsigned month = 1;
    double actual = 0;
    std::array<double, Methods> expected{};
    double low = 0, high = 0;
};

double cappedShare(double error, double actual)
{
    return std::min(3.0, std::abs(error) / actual);
}

/// Mean over the quantiles 0.1, 0.5 and 0.9.
double pinball(const Said &said)
{
    const auto loss = [&](double value, double quantile) {
        return said.actual >= value ? quantile * (said.actual - value) : (1 - quantile) * (value - said.actual);
    };
    return (loss(said.low, 0.1) + loss(said.expected[Ours], 0.5) + loss(said.high, 0.9)) / 3;
}

double intervalScore(const Said &said)
{
    constexpr double Penalty = 2 / 0.2;
    return said.high - said.low + Penalty * (std::max(0.0, said.low - said.actual) + std::max(0.0, said.actual - said.high));
}

struct Row
{
    int count = 0;
    std::array<double, Methods> share{}; ///< sums of errors as parts of the total
    std::array<double, Methods> error{}; ///< sums of errors
    double width = 0, score = 0, loss = 0;
    int held = 0, above = 0;

    void add(const Said &said)
    {
        ++count;
        for (int method = 0; method < Methods; ++method) {
            const double off = said.expected[std::size_t(method)] - said.actual;
            share[std::size_t(method)] += cappedShare(off, said.actual);
            error[std::size_t(method)] += std::abs(off);
        }
        width += (said.high - said.low) / said.actual;
        score += intervalScore(said) / said.actual;
        loss += pinball(said) / said.actual;
        held += said.low <= said.actual && said.actual <= said.high ? 1 : 0;
        above += said.actual > said.high ? 1 : 0;
    }
    double percentOff(int method) const { return 100 * share[std::size_t(method)] / count; }
    double relative(int method) const { return error[std::size_t(method)] / error[Line]; }
    void print(const std::string &name) const
    {
        std::printf("| %s | %.1f | %.1f | %.1f | **%.1f** | %.2f | %.2f | %.2f | %.0f | %.2f | %.2f | %.3f | %.0f |\n", name.c_str(), percentOff(Line),
                    percentOff(LastMonth), percentOff(LastWeek), percentOff(Ours), relative(LastMonth), relative(LastWeek), relative(Ours),
                    100.0 * held / count, width / count, score / count, loss / count, 100.0 * above / count);
    }
};

Said forecastAt(const std::vector<double> &y, int begin, int length, int percent, double previous)
{
    const auto sum = [&](int from, int to) { return std::accumulate(y.begin() + from, y.begin() + to, 0.0); };
    const int n = begin + length * percent / 100;
    const double spent = sum(begin, n);
    Said said{.percent = percent, .actual = sum(begin, begin + length)};
    said.expected[Line] = spent / double(n - begin) * length;
    said.expected[LastMonth] = previous < 0 ? said.expected[Line] : std::max(previous, spent);
    said.expected[LastWeek] = spent;
    for (int i = n; i < begin + length; ++i) {
        said.expected[LastWeek] += n < 7 ? sum(0, n) / n : y[std::size_t(n - 7 + (i - n) % 7)];
    }
    const LocalDay first = UsageSeries::FirstDay;
    const Forecast forecast = forecastOf({.firstDay = first, .daily = {y.begin(), y.begin() + n}, .periodFrom = first + days{begin}, .periodTo = first + days{begin + length}});
    said.expected[Ours] = forecast.total.expected;
    said.low = forecast.total.low;
    said.high = forecast.total.high;
    return said;
}

std::vector<Said> yearOf(int kind, std::uint64_t seed)
{
    const std::vector<double> y = UsageSeries{kind, seed}.make(UsageSeries::FirstDay, 365);
    std::vector<Said> all;
    int begin = 0;
    double previous = -1;
    for (unsigned m = 1; m <= 12; ++m) {
        const int length = int(unsigned(year_month_day_last{year{2025} / month{m} / last}.day()));
        const double actual = std::accumulate(y.begin() + begin, y.begin() + begin + length, 0.0);
        for (const int percent : {25, 50, 75}) {
            if (actual > 0) {
                Said said = forecastAt(y, begin, length, percent, previous);
                said.kind = kind;
                said.month = m;
                all.push_back(said);
            }
        }
        begin += length;
        previous = actual;
    }
    return all;
}

template <class Wanted>
Row rowOf(const std::vector<Said> &all, Wanted wanted)
{
    Row row;
    for (const Said &said : all) {
        if (wanted(said)) {
            row.add(said);
        }
    }
    return row;
}

} // namespace

int main(int argc, char **argv)
{
    const std::uint64_t first = argc > 2 ? std::strtoull(argv[1], nullptr, 10) : 101;
    const std::uint64_t last = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 140;
    std::vector<Said> all;
    for (int kind = 0; kind < UsageSeries::Kinds; ++kind) {
        for (std::uint64_t seed = first; seed <= last; ++seed) {
            const std::vector<Said> year = yearOf(kind, seed);
            all.insert(all.end(), year.begin(), year.end());
        }
    }
    if (all.empty()) {
        std::fputs("usage: bench_forecast [FIRST LAST]\n", stderr);
        return 2;
    }
    std::printf("%zu forecasts, seeds %llu to %llu\n\n", all.size(), static_cast<unsigned long long>(first), static_cast<unsigned long long>(last));
    std::puts("| series | line | last month | last week | ours (MAPE %) | rel. MAE last month | last week | ours | held % | width | interval score | pinball | above % |");
    std::puts("|---|---|---|---|---|---|---|---|---|---|---|---|---|");
    for (int kind = 0; kind < UsageSeries::Kinds; ++kind) {
        rowOf(all, [kind](const Said &said) { return said.kind == kind; }).print(UsageSeries::name(kind));
    }
    const Row whole = rowOf(all, [](const Said &) { return true; });
    whole.print("**all**");
    for (const int percent : {25, 50, 75}) {
        rowOf(all, [percent](const Said &said) { return said.percent == percent; }).print("at " + std::to_string(percent) + " %");
    }
    rowOf(all, [](const Said &said) { return said.month == 1; }).print("first month");
    rowOf(all, [](const Said &said) { return said.month >= 4; }).print("fourth and later");
    const double best = std::min({whole.percentOff(Line), whole.percentOff(LastMonth), whole.percentOff(LastWeek)});
    const double held = double(whole.held) / whole.count;
    return whole.percentOff(Ours) < best && held >= 0.75 && held <= 0.85 ? 0 : 1;
}
