// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/KeyedChart.h"
#include "format/MeasureText.h"

#include <vector>

namespace tokenmeter
{

struct TreemapData
{
    struct Cell
    {
        QString name{};
        QString shortName{}; ///< for the label inside
        Look look{};
        Int128 value = 0;    ///< above 0
        QString amount{};    ///< as the table beside it says it
        QString share{};     ///< of the whole
        int key = -1;        ///< of whoever gave it; below 0 = cannot be picked
        QStringList notes{};
    };
    struct Group
    {
        QString name{}; ///< empty for all = one level
        QString amount{};
        int key = -1;
        std::vector<Cell> cells{}; ///< largest first
    };
    QString title{}; ///< for the accessible name
    QString total{};
    MeasureText measure{};
    std::vector<Group> groups{}; ///< largest first
    std::int64_t unpriced = 0;   ///< requests without a price: a hatched strip, since they have no amount
    QString nothing{};           ///< said where there are no groups
};

/// Areas in two levels: names of groups above their cells, names of cells inside where they fit whole. A mark is a cell,
/// groups one after the other, and last the strip of what has no price; Up and Down go to the next group.
class Treemap : public KeyedChart
{
    Q_OBJECT
public:
    explicit Treemap(QWidget *parent = nullptr);

    void setData(TreemapData given);
    const TreemapData &data() const { return m_data; }
    int keyOf(int mark) const override;
    /// What is outlined; empty = nothing.
    QRectF selectedRect();
    /// Where a cell is, for tests.
    QRectF cellRect(int mark);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

    int tableRows() const override { return markCount(); }
    int tableColumns() const override { return 2; }
    QString tableText(int row, int column) const override;
    QString rowHeader(int row) const override;
    QString columnHeader(int column) const override;
    QString summary() const override;

protected:
    void layOut(const QRectF &rect) override;
    void paintStatic(QPainter &painter, const QRectF &rect) override;
    void paintHover(QPainter &painter) override;
    int markCount() const override { return int(m_marks.size()) + (m_data.unpriced > 0 ? 1 : 0); }
    int markAt(const QPointF &at) const override;
    QRectF markRect(int mark) const override;
    TipContent tipOf(int mark) const override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    struct Mark
    {
        std::size_t group = 0;
        std::size_t cell = 0;
        QRectF rect{};
    };
    bool isStrip(int mark) const { return std::size_t(mark) == m_marks.size(); } ///< usage without a price
    const TreemapData::Cell &cellOf(int mark) const;
    void paintLabel(QPainter &painter, const TreemapData::Cell &cell, const QRectF &rect) const;

    TreemapData m_data;
    std::vector<Mark> m_marks;
    std::vector<QRectF> m_headers; ///< one a group; empty = no room
    QRectF m_strip;
};

} // namespace tokenmeter
