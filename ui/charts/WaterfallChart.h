// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/ChartWidget.h"
#include "format/MeasureText.h"

#include <vector>

namespace tokenmeter
{

/// From one total to another, step by step. The first bar and the last are totals; what lies between leads from one to the other.
struct WaterfallData
{
    struct Bar
    {
        QString name{};     ///< short, below the bar
        QString longName{};
        Int128 value = 0;   ///< exact
        QString shown{};    ///< rounded so that all of them close; with its sign
        QString exact{};    ///< every digit
        QString meaning{};  ///< for the tooltip
        bool isTotal = false;
        bool isUnknown = false; ///< hatched: what no step explains
    };
    QString title{};
    MeasureText measure{};
    std::vector<Bar> bars{};
    QString nothing{};
};

/// Bars that hang on each other. The base may be cut where the steps would be hairlines above it: then the totals have two
/// break marks, and baseSentence() says where.
class WaterfallChart : public ChartWidget
{
    Q_OBJECT
public:
    explicit WaterfallChart(QWidget *parent = nullptr);

    void setData(WaterfallData given);
    const WaterfallData &data() const { return m_data; }
    /// Where the drawing begins, in units of the measure; 0: it is not cut.
    double base() const { return m_base; }
    /// "the base is cut at $780"; empty: it is not.
    QString baseSentence() const;
    /// For tests.
    QRectF barRect(int mark) { ensureLayout(); return barOf(mark); }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

    int tableRows() const override { return int(m_data.bars.size()); }
    int tableColumns() const override { return 2; }
    QString tableText(int row, int column) const override;
    QString rowHeader(int row) const override { return m_data.bars[std::size_t(row)].longName; }
    QString columnHeader(int column) const override { return column == 0 ? tr("Amount") : tr("Leads to"); }
    QString summary() const override;

protected:
    void layOut(const QRectF &rect) override;
    void paintUnder(QPainter &painter) override;
    void paintStatic(QPainter &painter, const QRectF &rect) override;
    void paintHover(QPainter &) override {}
    int markCount() const override { return int(m_data.bars.size()); }
    int markAt(const QPointF &at) const override;
    QRectF markRect(int mark) const override;
    TipContent tipOf(int mark) const override;

private:
    /// Before and after the bar, as drawn.
    std::pair<double, double> levelsOf(int mark) const;
    Int128 levelAfter(int mark) const;
    double yOf(double level) const;
    QRectF barOf(int mark) const;
    void paintBar(QPainter &painter, int mark) const;
    void paintNames(QPainter &painter) const;
    void chooseBase();

    WaterfallData m_data;
    QRectF m_plot;
    double m_base = 0;
    double m_step = 1; ///< what the base is a multiple of
    double m_low = 0;
    double m_high = 1;
    double m_nameLine = 1;
};

} // namespace tokenmeter
