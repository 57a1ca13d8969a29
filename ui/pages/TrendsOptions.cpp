// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/TrendsOptions.h"

#include <algorithm>
#include <array>
#include <utility>

namespace tokenmeter::trends
{
namespace
{

constexpr int MostHourDays = 62;
constexpr int MostDays = 1100;
constexpr int LeastWeekDays = 8;
constexpr int LeastMonthDays = 29;
constexpr int LeastYearDays = 366; // more than one of them

constexpr std::array<std::pair<TrendDimension, const char *>, 8> Dimensions{{{TrendDimension::None, "none"},
                                                                            {TrendDimension::Model, "model"},
                                                                            {TrendDimension::Provider, "provider"},
                                                                            {TrendDimension::Project, "project"},
                                                                            {TrendDimension::Source, "source"},
                                                                            {TrendDimension::Tier, "tier"},
                                                                            {TrendDimension::Agent, "agent"},
                                                                            {TrendDimension::TokenClass, "token-class"}}};
constexpr std::array<std::pair<TrendUnit, const char *>, 5> Units{
    {{TrendUnit::Hour, "hour"}, {TrendUnit::Day, "day"}, {TrendUnit::Week, "week"}, {TrendUnit::Month, "month"}, {TrendUnit::Year, "year"}}};
constexpr std::array<std::pair<TimeChart::Shape, const char *>, 5> Shapes{{{TimeChart::Shape::Bars, "bars"},
                                                                         {TimeChart::Shape::Area, "area"},
                                                                         {TimeChart::Shape::Lines, "lines"},
                                                                         {TimeChart::Shape::Share, "share"},
                                                                         {TimeChart::Shape::Cumulative, "cumulative"}}};
constexpr std::array<std::pair<TrendMeasure, const char *>, 6> Ratios{{{TrendMeasure::CacheHitShare, "cache-hit-share"},
                                                                      {TrendMeasure::CostPerMillion, "cost-per-million"},
                                                                      {TrendMeasure::TokensPerSession, "tokens-per-session"},
                                                                      {TrendMeasure::RequestsPerSession, "requests-per-session"},
                                                                      {TrendMeasure::AgentShare, "agent-share"},
                                                                      {TrendMeasure::InputAgain, "input-again"}}};

template <typename T, std::size_t N>
T valueOf(const std::array<std::pair<T, const char *>, N> &names, const QString &word, T otherwise)
{
    const auto found = std::find_if(names.begin(), names.end(), [&](const auto &name) { return word == QLatin1String(name.second); });
    return found == names.end() ? otherwise : found->first;
}

template <typename T, std::size_t N>
QString wordOf(const std::array<std::pair<T, const char *>, N> &names, T value)
{
    const auto found = std::find_if(names.begin(), names.end(), [&](const auto &name) { return name.first == value; });
    return found == names.end() ? QString{} : QString::fromLatin1(found->second);
}

QString option(const ViewState &view, const char *name)
{
    return optionOf(view, ("trends." + std::string{name}).c_str());
}

} // namespace

bool fits(TrendUnit unit, int days)
{
    switch (unit) {
    case TrendUnit::Hour:
        return days <= MostHourDays;
    case TrendUnit::Day:
        return days <= MostDays;
    case TrendUnit::Week:
        return days >= LeastWeekDays;
    case TrendUnit::Month:
        return days >= LeastMonthDays;
    case TrendUnit::Year:
        break;
    }
    return days >= LeastYearDays;
}

TrendUnit defaultUnit(int days)
{
    constexpr int hours = 2;
    constexpr int single = 200;
    constexpr int weeks = 1000;
    return days <= hours ? TrendUnit::Hour : days <= single ? TrendUnit::Day : days <= weeks ? TrendUnit::Week : TrendUnit::Month;
}

TrendsOptions optionsOf(const ViewState &view)
{
    TrendsOptions options;
    const QString dimension = option(view, "dimension");
    const QString tag = QStringLiteral("tag:");
    if (dimension.startsWith(tag) && dimension.size() > tag.size()) {
        options.dimension = TrendDimension::Tag;
        options.tagKey = dimension.mid(tag.size()).toStdString();
    } else {
        options.dimension = valueOf(Dimensions, dimension, TrendDimension::Model);
    }
    const int days = daysIn(view.period);
    options.unit = valueOf(Units, option(view, "step"), defaultUnit(days));
    if (!fits(options.unit, days)) {
        options.unit = defaultUnit(days);
    }
    if (options.unit == TrendUnit::Hour && shownBasis(view) == ViewBasis::Billed) {
        options.unit = TrendUnit::Day;
    }
    options.shape = valueOf(Shapes, option(view, "shape"), TimeChart::Shape::Bars);
    const TrendMeasure plain = view.measure == Measure::Cost     ? TrendMeasure::Cost
                               : view.measure == Measure::Tokens ? TrendMeasure::Tokens
                                                                 : TrendMeasure::Requests;
    options.measure = valueOf(Ratios, option(view, "measure"), plain);
    options.ghost = option(view, "ghost") != QStringLiteral("off");
    // A request has all classes: counted by class it would be counted five times. Neither has a ratio of classes a meaning.
    if (options.dimension == TrendDimension::TokenClass && options.measure != TrendMeasure::Cost && options.measure != TrendMeasure::Tokens) {
        options.dimension = TrendDimension::None;
    }
    return options;
}

ViewState with(const ViewState &view, const QString &name, const QString &word)
{
    ViewState changed = view;
    const QString key = QStringLiteral("trends.") + name;
    if (word.isEmpty()) {
        changed.options.erase(key);
    } else {
        changed.options[key] = word;
    }
    return changed;
}

QString word(TrendDimension dimension, const std::string &tagKey)
{
    return dimension == TrendDimension::Tag ? QStringLiteral("tag:") + QString::fromStdString(tagKey) : wordOf(Dimensions, dimension);
}

QString word(TrendUnit unit)
{
    return wordOf(Units, unit);
}

QString word(TimeChart::Shape shape)
{
    return wordOf(Shapes, shape);
}

QString word(TrendMeasure measure)
{
    return wordOf(Ratios, measure);
}

} // namespace tokenmeter::trends
