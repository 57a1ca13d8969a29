// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "budget/BurnDown.h"
#include "charts/ChartWidget.h"
#include "charts/Scale.h"
#include "format/MeasureText.h"

#include <optional>
#include <vector>

namespace tokenmeter
{

/// What is left of a budget, day by day. Amounts in the budget's unit.
struct BurnDownData
{
    QString title{}; ///< for the accessible name
    MeasureText measure{};
    LocalDay today{};
    Int128 available = 0;
    std::vector<BurnDownPoint> points{};
    std::vector<int> thresholds{}; ///< per cent of what is available
    std::optional<LocalDay> breach{}; ///< expected day
    bool mayExceed = false;
    bool atLeast = false;  ///< what is left is at most that
    QString endName{};     ///< of the forecast, at its right end: "likely $25 over"
    QString nothing{};     ///< what stands there without points
};

/// The line falls from what is available to nothing, beside the even pace; the forecast goes on dashed, with its band. Below
/// the line of the limit the ground is hatched.
class BurnDownChart : public ChartWidget
{
    Q_OBJECT
public:
    explicit BurnDownChart(QWidget *parent = nullptr);

    void setData(BurnDownData given);
    LocalDay dayOf(int mark) const { return m_data.points[std::size_t(mark)].day; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

    int tableRows() const override { return markCount(); }
    int tableColumns() const override { return 5; }
    QString tableText(int row, int column) const override;
    QString rowHeader(int row) const override;
    QString columnHeader(int column) const override;
    QString summary() const override;

protected:
    void layOut(const QRectF &rect) override;
    void paintStatic(QPainter &painter, const QRectF &rect) override;
    void paintHover(QPainter &painter) override;
    int markCount() const override { return int(m_data.points.size()); }
    int markAt(const QPointF &at) const override;
    QRectF markRect(int mark) const override;
    TipContent tipOf(int mark) const override;
    std::optional<double> timeMarkX(const TimeMark &mark) const override;
    QRectF timeMarkPlot() const override { return m_plot; }
    bool canPick(int mark) const override { return m_data.points[std::size_t(mark)].left.has_value(); }

private:
    struct EndName
    {
        double y = 0;
        QString text{};
        QColor colour{};
        bool strong = false;
    };
    std::vector<EndName> endNames() const;
    double yOf(double value) const;
    double yOf(Int128 value) const { return yOf(m_data.measure.drawn(value)); }
    double xAfter(int daysDone) const;
    QString label(double value) const;
    void paintGrid(QPainter &painter) const;
    void paintForecast(QPainter &painter) const;
    void paintNow(QPainter &painter) const;
    QColor forecastColour() const;

    BurnDownData m_data;
    double m_step = 1;
    double m_top = 1;
    double m_bottom = 0; ///< not above zero
    QRectF m_plot;
    QRectF m_grid;
};

} // namespace tokenmeter
