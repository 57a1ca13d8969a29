// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/ChartWidget.h"
#include "charts/Scale.h"
#include "format/MeasureText.h"

#include <vector>

namespace tokenmeter
{

/// Amounts with a band around them, and a line that they are read against.
struct BandBarsData
{
    struct Bar
    {
        QString name{};
        Look look{};
        bool hasValue = false; ///< false: `shown` says why not
        Int128 cost = 0, low = 0, high = 0;
        QString shown{};   ///< at the right end: "$742", "not comparable"
        bool isPart = false; ///< stands for fewer requests than the line does
        QStringList notes{}; ///< of the tooltip
        QString exact{}, band{}, against{}; ///< likewise: every digit, "$64 to $80", "$181 more than actual"
    };
    QString title{};
    MeasureText measure{};
    std::vector<Bar> bars{};
    bool hasLine = false;
    Int128 line = 0;
    QString lineText{}; ///< "actual $561.42"
    QString nothing{};
};

/// Horizontal bars from zero, each with its whisker. A mark is a bar.
class BandBars : public ChartWidget
{
    Q_OBJECT
public:
    explicit BandBars(QWidget *parent = nullptr);

    void setData(BandBarsData given);
    const BandBarsData &data() const { return m_data; }
    /// For tests.
    QRectF rowRect(int mark) { ensureLayout(); return markRect(mark); }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

    int tableRows() const override { return int(m_data.bars.size()); }
    int tableColumns() const override { return 3; }
    QString tableText(int row, int column) const override;
    QString rowHeader(int row) const override { return m_data.bars[std::size_t(row)].name; }
    QString columnHeader(int column) const override;
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
    double xOf(Int128 value) const;
    void paintAxis(QPainter &painter) const;
    void paintBar(QPainter &painter, int mark) const;
    void paintLine(QPainter &painter) const;

    BandBarsData m_data;
    Scale m_scale;
    QRectF m_area;
    QRectF m_plot;
    double m_names = 0;   ///< width of the names
    double m_amounts = 0; ///< of the amounts
};

} // namespace tokenmeter
