// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/Donut.h"
#include "charts/ParetoChart.h"
#include "charts/Treemap.h"
#include "flow/BreakdownCurve.h"
#include "itemmodels/BreakdownRows.h"

#include <QCoreApplication>

namespace tokenmeter
{

/// What the page breakdown says and its charts hold, made from rows. Keys of marks are numbers of nodes.
class BreakdownView
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::BreakdownView)
public:
    /// Parts of a level that a chart names; the rest is "Other (n)".
    static constexpr std::size_t MostParts = 8;

    explicit BreakdownView(const BreakdownRows &rows) : m_rows{rows} {}

    static QString tableTitle(const std::vector<Dimension> &by, const std::string &tagKey); ///< "By project, then model"
    QString chartTitle(bool donut) const; ///< "Project and model"
    QString totalText() const;            ///< "$561.42"
    QString foreignText() const;          ///< "plus ¥12.40": what could not be converted; empty = nothing
    TreemapData treemap() const;
    DonutData donut() const;

    static QString concentrationScope(const Concentration &concentration, Measure measure);
    static ParetoData pareto(const Concentration &concentration, Measure measure);

    QString emptyFact() const;
    QString emptyHint() const;
    QString emptyVerb() const; ///< empty = there is nowhere to go

private:
    std::vector<BreakdownNodeId> largest(BreakdownNodeId parent, std::size_t most, std::vector<BreakdownNodeId> &rest) const;
    std::vector<TreemapData::Cell> cells(BreakdownNodeId parent) const;
    QString nothing() const;

    const BreakdownRows &m_rows;
};

} // namespace tokenmeter
