// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/ChartWidget.h"
#include "core/Time.h"
#include "format/MeasureText.h"

#include <vector>

namespace tokenmeter
{

/// A budget's periods side by side. Amounts in the budget's unit.
struct BurnHistoryData
{
    struct Period
    {
        QString label{};     ///< short, below the bar
        QString name{};      ///< "1–31 Oct 2026"
        LocalDay from{}, to{}; ///< inclusive
        Int128 spent = 0;
        Int128 available = 0;
        bool isPresent = false; ///< not over: faint
        bool atLeast = false;
        QStringList notes{}; ///< "warned on 22 Oct", for the tooltip
    };
    QString title{};
    MeasureText measure{};
    std::vector<Period> periods{}; ///< ascending; the latest that fit are drawn
    QString nothing{};
};

/// Bars with the limit that was in force on each; what is above it is hatched, with its amount in words.
class BurnHistoryChart : public ChartWidget
{
    Q_OBJECT
public:
    explicit BurnHistoryChart(QWidget *parent = nullptr);

    void setData(BurnHistoryData given);
    void setLeastHeight(int height); ///< in pixels at 13 px
    const BurnHistoryData &data() const { return m_data; }
    /// Of a mark, as long as it was laid out last.
    const BurnHistoryData::Period &periodOf(int mark) const { return m_data.periods[m_first + std::size_t(mark)]; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

    int tableRows() const override { return int(m_data.periods.size()); }
    int tableColumns() const override { return 2; }
    QString tableText(int row, int column) const override;
    QString rowHeader(int row) const override { return m_data.periods[std::size_t(row)].name; }
    QString columnHeader(int column) const override { return column == 0 ? tr("Spent") : tr("Available"); }
    QString summary() const override;

protected:
    void layOut(const QRectF &rect) override;
    void paintUnder(QPainter &painter) override;
    void paintStatic(QPainter &painter, const QRectF &rect) override;
    void paintHover(QPainter &) override {}
    int markCount() const override { return int(m_data.periods.size() - m_first); }
    int markAt(const QPointF &at) const override;
    QRectF markRect(int mark) const override;
    TipContent tipOf(int mark) const override;

private:
    QRectF barOf(int mark, Int128 value) const;

    BurnHistoryData m_data;
    std::size_t m_first = 0;
    int m_height = size::budgetHistory;
    double m_largest = 1;
    QRectF m_plot;
};

} // namespace tokenmeter
