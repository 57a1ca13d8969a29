// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/ChartWidget.h"
#include "format/MeasureText.h"

#include <vector>

namespace tokenmeter
{

struct ParetoData
{
    QString title{};
    MeasureText measure{};
    std::vector<Int128> sums{}; ///< of the largest, the two largest, ...
    std::size_t most = 0;       ///< how many make the marked part; 0 = no mark
    QString fact{};             ///< beside the mark: "19 of 54 sessions"
    QString rest{};             ///< under it: "make 80 % of the cost"
    QString note{};             ///< small, at the foot; may be empty
    QString nothing{};          ///< said where everything is zero
    QString one{};              ///< "1 session"
    QString many{};             ///< "%1 sessions"
};

/// What part of everything the largest make together: 0 to 100 % over their number. Long curves have marks at up to two
/// hundred places, the marked one among them.
class ParetoChart : public ChartWidget
{
    Q_OBJECT
public:
    explicit ParetoChart(QWidget *parent = nullptr);

    void setData(ParetoData given);
    const ParetoData &data() const { return m_data; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

    int tableRows() const override { return int(m_places.size()); }
    int tableColumns() const override { return 2; }
    QString tableText(int row, int column) const override;
    QString rowHeader(int row) const override;
    QString columnHeader(int column) const override;
    QString summary() const override;

protected:
    void layOut(const QRectF &rect) override;
    void paintStatic(QPainter &painter, const QRectF &rect) override;
    void paintHover(QPainter &painter) override;
    int markCount() const override { return int(m_places.size()); }
    int markAt(const QPointF &at) const override;
    QRectF markRect(int mark) const override;
    TipContent tipOf(int mark) const override;
    bool canPick(int) const override { return false; }

private:
    /// @param count how many of the largest; 0 = none of them
    QPointF pointOf(std::size_t count) const;
    QString shareOf(std::size_t count) const;
    void paintAxes(QPainter &painter) const;
    void paintMark(QPainter &painter, const QPolygonF &curve) const;
    QRectF paintNote(QPainter &painter, double markX) const; ///< where it stands; null without one
    QString countText(std::size_t count) const;

    ParetoData m_data;
    std::vector<std::size_t> m_places; ///< numbers of largest, ascending
    QRectF m_plot;
};

} // namespace tokenmeter
