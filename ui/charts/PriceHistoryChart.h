// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/Axis.h"
#include "charts/ChartWidget.h"
#include "core/Currency.h"
#include "core/Time.h"
#include "theme/ModelColours.h"

#include <QPolygonF>

#include <vector>

namespace tokenmeter
{

/// What a model has cost, class by class. Prices in attos per token, which are those per million with twelve decimals.
struct PriceHistoryData
{
    struct Span
    {
        UtcTime from{}, to{}; ///< [from, to)
        std::int64_t atto = 0;
    };
    struct Line
    {
        QString name{};    ///< "Input", "Output over 200,000"
        QString endText{}; ///< price at the end, at the line's right; empty = none
        Look look{};
        bool isStep = false; ///< a context step: thin
        std::vector<Span> spans{}; ///< ascending
    };
    /// A day on which something changed, or began.
    struct Change
    {
        UtcTime at{};
        QString day{};     ///< "21 May 2024"
        QString brief{};   ///< "▼ 97.5 %"; empty = the first price
        QString detail{};  ///< "input from ¥20.00 to ¥0.50"
        double weight = 0; ///< how large it is; the largest gets its sentence
        std::vector<std::pair<QString, QString>> prices{}; ///< class, price from then on
    };
    QString title{}; ///< "Qwen-Long"
    Currency currency{};
    std::vector<Line> lines{};
    std::vector<Change> changes{}; ///< ascending
    UtcTime from{}, to{}, now{};
    QString nothing{}; ///< in its place while there is no price
};

/// Prices as stairs over time, on a log scale, so that a cut by a half is as high wherever it happens. Marks are changes; what is only
/// announced is dashed behind "today".
class PriceHistoryChart : public ChartWidget
{
    Q_OBJECT
public:
    explicit PriceHistoryChart(QWidget *parent = nullptr);

    void setData(PriceHistoryData given);
    const PriceHistoryData &data() const { return m_data; }
    /// Words that stand in the plot, as they were placed last: for tests.
    QStringList placedWords();

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

    int tableRows() const override { return int(m_data.changes.size()); }
    int tableColumns() const override;
    QString tableText(int row, int column) const override;
    QString rowHeader(int row) const override { return m_data.changes[std::size_t(row)].day; }
    QString columnHeader(int column) const override;
    QString summary() const override;

protected:
    void layOut(const QRectF &rect) override;
    void paintStatic(QPainter &painter, const QRectF &rect) override;
    void paintHover(QPainter &painter) override;
    int markCount() const override { return int(m_data.changes.size()); }
    int markAt(const QPointF &at) const override;
    QRectF markRect(int mark) const override;
    TipContent tipOf(int mark) const override;
    bool canPick(int) const override { return false; }
    std::optional<double> timeMarkX(const TimeMark &mark) const override;
    QRectF timeMarkPlot() const override { return m_plot; }
    double timeMarkRoom() const override { return m_plot.top() - m_legend; }

private:
    double xOf(UtcTime time) const;
    double yOf(std::int64_t atto) const;
    QString tickText(int exponent) const;
    std::vector<axis::TimeLabel> timeLabels() const;
    /// Where words go, so that none lies on a line or on others.
    struct Note
    {
        QRectF rect{};
        QString heading{};
        QString detail{};
    };
    std::vector<Note> notes() const;
    void paintLegend(QPainter &painter) const;
    void paintGrid(QPainter &painter) const;
    void paintLines(QPainter &painter) const;
    void paintEnds(QPainter &painter, const QRectF &area) const;
    std::vector<QPolygonF> polylines() const;

    PriceHistoryData m_data;
    QRectF m_plot;
    double m_legend = 0; ///< height of its row
    int m_low = -1; ///< powers of ten of the axis
    int m_high = 1;
};

} // namespace tokenmeter
