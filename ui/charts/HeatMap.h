// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/ChartWidget.h"
#include "format/MeasureText.h"

#include <optional>
#include <set>
#include <vector>

namespace tokenmeter
{

/// Cells in columns and rows, each as dark as it is large among those that are not zero.
struct HeatMapData
{
    struct Cell
    {
        int column = 0, row = 0;
        std::optional<Int128> value{}; ///< nothing = an outline: before the first record, a gap, a ratio of nothing
        bool unpriced = false;         ///< hatched: there was usage, and nothing of it has a price
        bool blank = false;            ///< not even an outline: the future, an hour that there was not
        bool picks = false;            ///< a click leads somewhere
        TipContent tip{};
    };
    struct Label
    {
        int at = 0; ///< column or row
        QString text{};
    };
    QString title{}; ///< for the accessible name
    MeasureText measure{};
    int columns = 0, rows = 0;
    std::vector<Cell> cells{};
    std::vector<Label> columnLabels{};
    std::vector<Label> rowLabels{};
    bool labelsBelow = false;  ///< of the columns
    QString unit{};            ///< "%1 a day": behind the upper end of the legend; empty = the amount alone
    QString outlineName{};     ///< what an outline means; empty = there is none
};

/// Step of the ramp, 0 to 5: 0 is an exact zero, the others are cut at the quantiles 40, 65, 85 and 95 of what is not zero,
/// so that one outlier does not bleach the rest. One a value.
std::vector<int> rampSteps(const std::vector<double> &values);

class HeatMap : public ChartWidget
{
    Q_OBJECT
public:
    explicit HeatMap(QWidget *parent = nullptr);

    void setData(HeatMapData given);
    const HeatMapData &data() const { return m_data; }
    /// Outlined in text 1: what another chart points at, what is filtered by.
    void setMarked(const std::set<int> &cells);
    const std::set<int> &marked() const { return m_marked; }
    int stepOf(int cell) const { return m_steps[std::size_t(cell)]; }

    QRectF markRect(int mark) const override;
    TipContent tipOf(int mark) const override { return m_data.cells[std::size_t(mark)].tip; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

    int tableRows() const override { return m_data.rows; }
    int tableColumns() const override { return m_data.columns; }
    QString tableText(int row, int column) const override;
    QString rowHeader(int row) const override;
    QString columnHeader(int column) const override;
    QString summary() const override;

protected:
    void layOut(const QRectF &rect) override;
    void paintStatic(QPainter &painter, const QRectF &rect) override;
    void paintHover(QPainter &painter) override;
    int markCount() const override { return int(m_data.cells.size()); }
    int markAt(const QPointF &at) const override;
    bool canPick(int mark) const override { return m_data.cells[std::size_t(mark)].picks; }
    void keyPressEvent(QKeyEvent *event) override;

private:
    int cellAt(int column, int row) const; ///< -1 = none
    void paintLegend(QPainter &painter) const;

    HeatMapData m_data;
    std::vector<int> m_steps;
    std::set<int> m_marked;
    QRectF m_grid;
    double m_width = 1, m_height = 1; ///< of a cell
};

} // namespace tokenmeter
