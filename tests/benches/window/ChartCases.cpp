// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ChartCases.h"

#include "charts/CumulativeChart.h"
#include "charts/StackedColumns.h"

#include <random>

namespace tokenmeter::testing
{
namespace
{

const MeasureText Dollars{Measure::Cost, Currency{"USD"}};
const LocalDay Begin = *parseDay("2026-01-01");

/// Amounts of up to `largest` dollars with all their decimals, a fifth of them zero: days without work.
std::vector<Int128> amounts(int count, int largest)
{
    static std::mt19937_64 random{7};
    std::vector<Int128> result;
    for (int i = 0; i < count; ++i) {
        const Int128 attos = Int128{std::int64_t(random() % std::uint64_t(largest * 1'000'000))} * 1'000'000'000'000 + 1;
        result.push_back(random() % 5 == 0 ? Int128{0} : attos);
    }
    return result;
}

std::unique_ptr<ChartWidget> columns(int days, int count)
{
    StackedColumnsData data;
    data.title = QStringLiteral("Daily spend");
    data.from = Begin;
    data.to = data.today = Begin + std::chrono::days{days - 1};
    data.measure = Dollars;
    for (int i = 0; i < count; ++i) {
        StackedColumnsData::Series series;
        series.name = series.shortName = QStringLiteral("Model %1").arg(i + 1);
        series.group = QStringLiteral("Family %1").arg(i / 2 + 1);
        series.look = {.slot = i + 1, .size = Look::Size(i % 3), .older = i % 4 == 3}; // dots are the dearest to paint
        series.values = amounts(days, 40);
        data.series.push_back(std::move(series));
    }
    data.unpriced.assign(std::size_t(days), 0);
    for (std::size_t day = 0; day < data.unpriced.size(); day += 9) {
        data.unpriced[day] = 12;
    }
    data.hasData.assign(std::size_t(days), true);
    data.evenPace = Int128{150} * 1'000'000'000'000'000'000;
    auto chart = std::make_unique<StackedColumns>();
    chart->setData(std::move(data));
    return chart;
}

std::unique_ptr<ChartWidget> sums(int days)
{
    CumulativeData data;
    data.title = QStringLiteral("Spend through the period");
    data.from = Begin;
    data.to = Begin + std::chrono::days{days - 1};
    const int past = days * 2 / 3;
    data.today = Begin + std::chrono::days{past - 1};
    data.measure = Dollars;
    data.daily = amounts(days, 200);
    data.previousDaily = amounts(days, 200);
    data.previousName = QStringLiteral("Before");
    const Int128 dollar = Int128{1'000'000'000} * 1'000'000'000;
    for (int i = 0; i < days - past; ++i) {
        data.expected.push_back(dollar * (past + i) * 100);
        data.low.push_back(dollar * (past * 100 + i * 80));
        data.high.push_back(dollar * (past * 100 + i * 130));
    }
    data.limit = dollar * days * 110;
    data.limitName = QStringLiteral("Budget");
    auto chart = std::make_unique<CumulativeChart>();
    chart->setData(std::move(data));
    return chart;
}

} // namespace

const std::vector<ChartCase> &chartCases()
{
    static const std::vector<ChartCase> cases{
        {"StackedColumns 31 days x 8", [] { return columns(31, 8); }},
        {"StackedColumns 366 days x 8", [] { return columns(366, 8); }},
        {"CumulativeChart 31 days", [] { return sums(31); }},
        {"CumulativeChart 366 days", [] { return sums(366); }},
    };
    return cases;
}

} // namespace tokenmeter::testing
