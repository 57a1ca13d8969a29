// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/ChartWidget.h"
#include "format/MeasureText.h"

#include <vector>

namespace tokenmeter
{

/// Quality against cost.
struct FrontierData
{
    struct Point
    {
        QString name{};
        Look look{};
        Int128 cost = 0, low = 0, high = 0;
        double quality = 0;
        QString qualityText{};
        double volume = 0;      ///< part of my tokens, 0 to 1; 0 = not used: a ring
        bool isOnFrontier = false;
        bool isDominated = false;
        QString state{};        ///< "on the frontier, uncertain"
        QString exact{}, band{};
        QStringList notes{};
    };
    QString title{};
    MeasureText measure{};
    QString qualityName{}; ///< "AA Coding Index, index points"
    std::vector<Point> points{};
    std::vector<std::size_t> staircase{}; ///< points of the frontier by cost
    QString axisTitle{};   ///< "Cost of my 1–18 Nov work, log scale"
    QString frontier{};    ///< its name
    QStringList corner{};  ///< what is not on the chart, and what the signs mean
    QString nothing{};
};

/// Cost on a logarithmic axis, quality upwards, the efficient frontier as a staircase. A mark is a point.
class FrontierChart : public ChartWidget
{
    Q_OBJECT
public:
    explicit FrontierChart(QWidget *parent = nullptr);

    void setData(FrontierData given);
    const FrontierData &data() const { return m_data; }
    /// For tests.
    QPointF place(int mark) { ensureLayout(); return placeOf(mark); }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

    int tableRows() const override { return int(m_data.points.size()); }
    int tableColumns() const override { return 3; }
    QString tableText(int row, int column) const override;
    QString rowHeader(int row) const override { return m_data.points[std::size_t(row)].name; }
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

private:
    QPointF placeOf(int mark) const;
    double radiusOf(int mark) const;
    double xOf(double cost) const;
    double yOf(double quality) const;
    std::vector<double> costTicks() const;
    void paintAxes(QPainter &painter) const;
    void paintStaircase(QPainter &painter) const;
    void paintPoint(QPainter &painter, int mark) const;
    void paintNames(QPainter &painter) const;
    void paintCorner(QPainter &painter) const;

    FrontierData m_data;
    QRectF m_area;
    QRectF m_plot;
    double m_lowest = 1, m_highest = 10; ///< of the cost axis, as drawn
    double m_base = 0, m_top = 1, m_step = 1; ///< of the quality axis
    double m_corner = 0;                 ///< height of the corner's lines
};

} // namespace tokenmeter
