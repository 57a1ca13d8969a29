// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/CalendarHeatMap.h"
#include "charts/LegendTable.h"
#include "charts/TimeChart.h"
#include "charts/WeekHeatMap.h"
#include "flow/Trend.h"
#include "pages/Page.h"
#include "pages/TrendsOptions.h"
#include "widgets/RankedList.h"

#include <QCoreApplication>

#include <vector>

namespace tokenmeter
{

/// What the page says, as values: everything between a Trend and the widgets. Pure; tested without a window.
class TrendsView
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::TrendsView)
public:
    TrendsView(const Trend &trend, const TrendsOptions &options, const ModelColours &colours, const Zone &zone, const PeriodRules &rules);

    bool isEmpty() const { return m_trend.isEmpty(); }
    bool hasYear() const { return m_trend.yearTotal.spend.requests > 0 || !m_trend.yearTotal.inCurrency.isZero(); }
    bool hasWeek() const { return m_trend.basis != ViewBasis::Billed; } ///< no bill tells hours
    const MeasureText &measure() const { return m_measure; }
    QString title() const;     ///< "Cost by model"
    QString totalText() const; ///< what title and legend say
    bool hasUnpriced() const;
    TimeChartData chart() const;
    LegendTableData legend() const;
    /// Series of the chart behind a row of the legend.
    int seriesOfRow(int row) const { return m_rows[std::size_t(row)]; }
    int rowOfSeries(int series) const;

    bool hasGhost() const;
    QString ghostName() const; ///< "Previous 91 days, weekly mean"

    QString calendarTitle() const;
    QString calendarTotal() const;
    std::vector<CalendarHeatMap::Day> calendarDays() const;
    HeatMapData calendarLook() const;
    QString weekTitle() const;
    QString weekScope() const; ///< "average USD an hour"
    WeekHeatMap::Week weekHours() const;
    HeatMapData weekLook() const;

    QString emptyFact() const;
    QString emptyHint() const;
    QString emptyVerb() const;

    /// What is in "Other (n)"; keys are indices into Trend::others.
    std::vector<RankedEntry> others() const;
    Int128 othersTotal() const;

    /// Exactly the usage of a step and a series; -1 = all steps, all series.
    UsageFilter filterOf(const UsageFilter &view, int step, int series) const;
    QString nameOf(int step, int series) const; ///< "Opus 5 · Thu 12 Nov 2026"
    /// Adds what a filter on the members must name.
    void narrow(UsageFilter &filter, const std::vector<TrendMember> &members) const;

    std::vector<PageTable> tables() const;

    static QString measureName(TrendMeasure measure);
    static QString dimensionName(TrendDimension dimension, const std::string &tagKey);

private:
    static constexpr int OtherSeries = -1;
    const TrendSeries &trendSeries(int index) const { return index == OtherSeries ? *m_trend.other : m_trend.series[std::size_t(index)]; }
    QString memberName(const TrendMember &member) const;
    bool isShown(const TrendCell &cell) const;
    bool isUnpriced(const TrendCell &cell) const;
    int shownOthers() const;
    void chooseSeries(const ModelColours &colours);
    void orderSeries();
    std::vector<QString> amounts() const; ///< one a row of the legend, closing to the total
    QString change(const TrendCell &now, const TrendCell &before) const;
    QString exact(const TrendCell &cell) const;
    QString machine(const TrendCell &cell) const;
    QString place(const TrendStep &step) const;
    int smoothing() const; ///< steps that the line of the period before is a mean of; 1 = none
    bool compares() const;
    QString noteOf(const TrendCell &cell) const;

    const Trend &m_trend;
    const TrendsOptions &m_options;
    MeasureText m_measure;
    Zone m_zone;
    PeriodRules m_rules;
    struct Shown
    {
        int index = 0; ///< into Trend::series, or OtherSeries
        QString name{};
        QString shortName{};
        Look look{};
    };
    std::vector<Shown> m_shown; ///< by place in the chart, bottom first
    std::vector<int> m_rows;    ///< series by row of the legend, largest first
    QStringList m_projects;     ///< short names beside Trend::series, when these are projects
    QStringList m_otherProjects;
};

} // namespace tokenmeter
