// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/KeyedChart.h"
#include "format/MeasureText.h"

#include <vector>

namespace tokenmeter
{

struct DonutData
{
    struct Part
    {
        QString name{};
        Look look{};
        Int128 value = 0; ///< above 0
        QString amount{};
        QString share{};
        int key = -1; ///< of whoever gave it; below 0 = cannot be picked
        QStringList notes{};
    };
    QString title{};
    QString total{};
    QString totalName{}; ///< under the total: "at least"; may be empty
    MeasureText measure{};
    std::vector<Part> parts{}; ///< up to five, largest first
    QString nothing{};         ///< said where there are none
};

/// A ring of a few parts of one level with the total in its hole and names outside. Parts of one dimension that is no
/// model are shades of one colour, told apart by their names.
class Donut : public KeyedChart
{
    Q_OBJECT
public:
    static constexpr std::size_t MostParts = 5;

    explicit Donut(QWidget *parent = nullptr);

    void setData(DonutData given);
    const DonutData &data() const { return m_data; }
    int keyOf(int mark) const override;
    /// A point on the part, for tests.
    QPointF middleOf(int mark);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

    int tableRows() const override { return int(m_data.parts.size()); }
    int tableColumns() const override { return 2; }
    QString tableText(int row, int column) const override;
    QString rowHeader(int row) const override;
    QString columnHeader(int column) const override;
    QString summary() const override;

protected:
    void layOut(const QRectF &rect) override;
    void paintStatic(QPainter &painter, const QRectF &rect) override;
    void paintHover(QPainter &painter) override;
    int markCount() const override { return int(m_data.parts.size()); }
    int markAt(const QPointF &at) const override;
    QRectF markRect(int mark) const override;
    TipContent tipOf(int mark) const override;

private:
    struct Arc
    {
        double from = 0, to = 0; ///< parts of a turn, clockwise from the top
        QRectF label{};
        bool right = true;
    };
    QPointF pointAt(double turn, double distance) const;
    QPainterPath pathOf(int mark) const;
    void paintNames(QPainter &painter) const;

    DonutData m_data;
    std::vector<Arc> m_arcs;
    QPointF m_centre;
    double m_radius = 1;
};

} // namespace tokenmeter
