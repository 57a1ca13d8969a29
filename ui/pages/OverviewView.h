// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/CumulativeChart.h"
#include "charts/StackedColumns.h"
#include "flow/Overview.h"
#include "format/MeasureText.h"
#include "theme/ModelColours.h"
#include "widgets/AttentionList.h"
#include "widgets/KpiStrip.h"
#include "widgets/RankedList.h"
#include "widgets/PillTable.h"

#include <QCoreApplication>

#include <vector>

namespace tokenmeter
{

/// What the page says, as values: everything between the data and the widgets. Pure; tested without a window.
class OverviewView
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::OverviewView)
public:
    OverviewView(const OverviewData &data, Measure measure, const ModelColours &colours, const Zone &zone);

    const MeasureText &measure() const { return m_measure; }
    bool isEmpty() const { return m_data.total.requests == 0 && m_data.total.cost.empty(); }
    bool hasUnpriced() const { return m_data.total.unpricedRequests > 0; }
    /// In the measure; what title, charts and lists add up to.
    Int128 total() const;
    QString totalText() const;
    /// All digits, without symbol and grouping: for files.
    QString plain(Int128 value) const;

    QString dailyTitle() const;
    QString cumulativeTitle() const;
    std::vector<KpiCell> cells() const;
    StackedColumnsData daily() const;
    CumulativeData cumulative() const;
    std::vector<RankedEntry> models(bool shortNames) const; ///< keys are indices into OverviewData::models
    std::vector<RankedEntry> projects() const;              ///< keys are indices into OverviewData::projects
    Int128 projectsTotal() const;

    /// What a click on a row of "Needs attention" means.
    struct Attention
    {
        enum class Kind { SetPrice, ShowSources } kind = Kind::ShowSources;
        std::size_t index = 0; ///< into OverviewData::unpricedModels
        AttentionRow row{};
    };
    std::vector<Attention> attention() const;
    QString sourcesFoot(bool &ok) const;
    std::vector<PillRow> sources() const;
    QString emptyFact() const;
    QString emptyHint() const; ///< empty when there is no day to go to
    QString emptyVerb() const;

private:
    QString periodText() const;
    QString previousText() const;
    Int128 valueOf(const ModelSeries &model) const;
    std::vector<Int128> dailyOf(const ModelSeries &model) const;
    std::vector<Int128> dailyTotal() const;
    Int128 valueOf(const NamedSpend &project) const;
    KpiCell spentCell() const;
    KpiCell projectedCell() const;
    KpiCell tokensCell() const;
    KpiCell cacheCell() const;
    QString conversions() const;
    /// Text in place of an amount that has none in this currency: "no price", "¥12.40"; empty otherwise.
    QString instead(const Spend &spend, Int128 value) const;

    const OverviewData &m_data;
    MeasureText m_measure;
    std::vector<Look> m_looks; ///< of m_data.models
    Zone m_zone;
};

} // namespace tokenmeter
