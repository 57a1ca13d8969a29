// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/TimeChart.h"
#include "flow/Trend.h"
#include "shell/ViewState.h"

#include <QString>

#include <string>

namespace tokenmeter
{

/// How the page draws: what ViewState::options says, with defaults for what it does not say or what does not fit.
struct TrendsOptions
{
    TrendDimension dimension = TrendDimension::Model;
    std::string tagKey{};
    TrendUnit unit = TrendUnit::Day;
    TimeChart::Shape shape = TimeChart::Shape::Bars;
    TrendMeasure measure = TrendMeasure::Cost;
    bool ghost = true;
};

namespace trends
{

TrendsOptions optionsOf(const ViewState &view);

/// Whether steps of this length make sense in a period of so many days. Hours end at 62 days, days at three years.
bool fits(TrendUnit unit, int days);
TrendUnit defaultUnit(int days);

/// With one option changed; an empty word takes it back to its default.
ViewState with(const ViewState &view, const QString &name, const QString &word);
QString word(TrendDimension dimension, const std::string &tagKey = {});
QString word(TrendUnit unit);
QString word(TimeChart::Shape shape);
QString word(TrendMeasure measure); ///< empty for what the filter bar chooses

} // namespace trends
} // namespace tokenmeter
