// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ChartCases.h"

#include "charts/CalendarHeatMap.h"
#include "charts/CumulativeChart.h"
#include "charts/Donut.h"
#include "charts/ParetoChart.h"
#include "charts/StackedColumns.h"
#include "charts/TimeChart.h"
#include "charts/Treemap.h"
#include "charts/WeekHeatMap.h"

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

Look lookOf(int i)
{
    return {.slot = i % 8 + 1, .size = Look::Size(i % 3), .older = i % 4 == 3};
}

std::unique_ptr<ChartWidget> course(TimeChart::Shape shape, int days, int count)
{
    TimeChartData data;
    data.title = QStringLiteral("Spend a day");
    data.totalName = QStringLiteral("Total");
    data.measure = Dollars;
    data.today = Begin + std::chrono::days{days - 1};
    for (int day = 0; day < days; ++day) {
        const LocalDay at = Begin + std::chrono::days{day};
        data.steps.push_back({.place = QString::fromStdString(toIso(at)), .from = at, .to = at, .hasData = day % 50 != 49});
    }
    for (int i = 0; i < count; ++i) {
        TimeChartData::Series series{.name = QStringLiteral("Model %1").arg(i + 1), .shortName = {}, .look = lookOf(i)};
        for (const Int128 value : amounts(days, 40)) {
            series.values.push_back(value);
        }
        data.series.push_back(std::move(series));
    }
    for (int day = 0; day < days; ++day) {
        Int128 sum = 0;
        for (const TimeChartData::Series &series : data.series) {
            sum += series.values[std::size_t(day)].value_or(0);
        }
        data.totals.push_back(sum);
        data.ghost.push_back(sum * 9 / 10);
    }
    data.unpriced.assign(std::size_t(days), 0);
    for (std::size_t day = 0; day < data.unpriced.size(); day += 9) {
        data.unpriced[day] = 12;
    }
    data.ghostName = QStringLiteral("Before");
    auto chart = std::make_unique<TimeChart>();
    chart->setData(std::move(data));
    chart->setShape(shape);
    return chart;
}

std::unique_ptr<ChartWidget> areas(int groups, int cells)
{
    TreemapData data{.title = QStringLiteral("Models and projects"), .total = QStringLiteral("$1,000.00"), .measure = Dollars};
    for (int group = 0; group < groups; ++group) {
        TreemapData::Group part{.name = QStringLiteral("Model %1").arg(group), .amount = QStringLiteral("$100.00"), .key = group};
        for (int cell = 0; cell < cells; ++cell) {
            part.cells.push_back({.name = QStringLiteral("project-%1").arg(cell), .shortName = QStringLiteral("p%1").arg(cell), .look = lookOf(group),
                                  .value = Int128{1'000'000'000'000'000'000} * (groups * 2 - group) / (cell + 1), .amount = QStringLiteral("$10.00"),
                                  .share = QStringLiteral("1 %"), .key = group * cells + cell});
        }
        data.groups.push_back(std::move(part));
    }
    data.unpriced = 7;
    auto chart = std::make_unique<Treemap>();
    chart->setData(std::move(data));
    return chart;
}

std::unique_ptr<ChartWidget> ring()
{
    DonutData data{.title = QStringLiteral("Providers"), .total = QStringLiteral("$1,000.00"), .totalName = {}, .measure = Dollars};
    for (int i = 0; i < int(Donut::MostParts); ++i) {
        data.parts.push_back({.name = QStringLiteral("Provider %1").arg(i), .look = lookOf(i), .value = Int128{1'000'000'000'000'000'000} * (9 - i),
                              .amount = QStringLiteral("$10.00"), .share = QStringLiteral("20 %"), .key = i});
    }
    auto chart = std::make_unique<Donut>();
    chart->setData(std::move(data));
    return chart;
}

std::unique_ptr<ChartWidget> concentration(int count)
{
    ParetoData data{.title = QStringLiteral("Concentration"), .measure = Dollars};
    Int128 sum = 0;
    for (int i = 0; i < count; ++i) {
        data.sums.push_back(sum += Int128{1'000'000'000'000'000'000} * count / (i + 1));
    }
    data.most = std::size_t(count) / 5;
    data.fact = QStringLiteral("a fifth of the sessions");
    data.rest = QStringLiteral("make 80 % of the cost");
    data.one = QStringLiteral("1 session");
    data.many = QStringLiteral("%1 sessions");
    auto chart = std::make_unique<ParetoChart>();
    chart->setData(std::move(data));
    return chart;
}

std::unique_ptr<ChartWidget> year()
{
    std::vector<CalendarHeatMap::Day> days;
    const std::vector<Int128> values = amounts(365, 90);
    for (std::size_t day = 0; day < values.size(); ++day) {
        days.push_back({.day = Begin + std::chrono::days{day}, .value = values[day], .picks = true});
    }
    auto chart = std::make_unique<CalendarHeatMap>();
    chart->setDays(days, 1, {});
    return chart;
}

std::unique_ptr<ChartWidget> week()
{
    WeekHeatMap::Week hours;
    for (auto &day : hours) {
        const std::vector<Int128> values = amounts(24, 20);
        for (std::size_t hour = 0; hour < day.size(); ++hour) {
            day[hour].value = values[hour];
        }
    }
    auto chart = std::make_unique<WeekHeatMap>();
    chart->setHours(hours, 1, {});
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
        {"TimeChart bars 31 x 8", [] { return course(TimeChart::Shape::Bars, 31, 8); }},
        {"TimeChart bars 366 x 8", [] { return course(TimeChart::Shape::Bars, 366, 8); }},
        {"TimeChart area 366 x 8", [] { return course(TimeChart::Shape::Area, 366, 8); }},
        {"TimeChart lines 366 x 8", [] { return course(TimeChart::Shape::Lines, 366, 8); }},
        {"TimeChart shares 366 x 8", [] { return course(TimeChart::Shape::Share, 366, 8); }},
        {"TimeChart running sums 366 x 8", [] { return course(TimeChart::Shape::Cumulative, 366, 8); }},
        {"CalendarHeatMap", [] { return year(); }},
        {"WeekHeatMap", [] { return week(); }},
        {"Treemap 8 x 40", [] { return areas(8, 40); }},
        {"Donut", [] { return ring(); }},
        {"ParetoChart of 100,000", [] { return concentration(100'000); }},
    };
    return cases;
}

} // namespace tokenmeter::testing
