// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/ChartWidget.h"
#include "format/MeasureText.h"

#include <vector>

namespace tokenmeter
{

/// Small multiples: the same course of amounts over the same days, once a model.
struct CourseTilesData
{
    struct Tile
    {
        QString name{};
        Look look{};
        std::vector<Int128> values{}; ///< one a step
        std::vector<Int128> ghost{};  ///< likewise: what it really was
        QString total{};
        QString note{}; ///< of the tooltip
    };
    QString title{};
    MeasureText measure{};
    std::vector<Tile> tiles{};
    std::vector<QString> steps{}; ///< names of the steps, "12 Nov"
    QString ghostName{};          ///< "actual"
    QString first{}, last{};      ///< below each tile
};

/// Tiles side by side with one scale, so that they can be compared. A mark is a tile.
class CourseTiles : public ChartWidget
{
    Q_OBJECT
public:
    explicit CourseTiles(QWidget *parent = nullptr);

    void setData(CourseTilesData given);
    const CourseTilesData &data() const { return m_data; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

    int tableRows() const override { return int(m_data.steps.size()); }
    int tableColumns() const override { return int(m_data.tiles.size()); }
    QString tableText(int row, int column) const override;
    QString rowHeader(int row) const override { return m_data.steps[std::size_t(row)]; }
    QString columnHeader(int column) const override { return m_data.tiles[std::size_t(column)].name; }
    QString summary() const override;

protected:
    void layOut(const QRectF &rect) override;
    void paintUnder(QPainter &painter) override;
    void paintStatic(QPainter &painter, const QRectF &rect) override;
    void paintHover(QPainter &) override {}
    int markCount() const override { return int(m_data.tiles.size()); }
    int markAt(const QPointF &at) const override;
    QRectF markRect(int mark) const override;
    TipContent tipOf(int mark) const override;

private:
    int columns() const;

    CourseTilesData m_data;
    QRectF m_area;
    double m_largest = 1;
};

} // namespace tokenmeter
