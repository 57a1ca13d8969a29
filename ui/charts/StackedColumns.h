// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/ChartWidget.h"
#include "charts/Scale.h"
#include "core/Time.h"
#include "format/MeasureText.h"

#include <optional>
#include <set>
#include <vector>

namespace tokenmeter
{

/// Amounts a day by series. Every vector has one entry a day of from..to; missing ones count as nothing.
struct StackedColumnsData
{
    struct Series
    {
        QString name{};
        QString shortName{}; ///< for the legend
        QString group{};     ///< family: names the legend where place is short
        QString key{};       ///< what a filter needs; empty = "Other"
        Look look{};
        std::vector<Int128> values{};
    };
    QString title{}; ///< for the accessible name
    LocalDay from{}, to{}, today{}; ///< from and to inclusive; today may lie outside
    MeasureText measure{};
    std::vector<Series> series{};           ///< bottom first
    std::vector<std::int64_t> unpriced{};   ///< requests without a price
    std::vector<bool> hasData{};            ///< false: before the first record, a gap and no zero
    QString nothing{};                      ///< said where no column can stand; empty when there is one
    std::optional<Int128> evenPace{};       ///< per day, when a budget says so
};

/// Columns of stacked series. Days become weeks, then months, when a bar would be thinner than 2 px.
class StackedColumns : public ChartWidget
{
    Q_OBJECT
public:
    explicit StackedColumns(QWidget *parent = nullptr);

    void setData(StackedColumnsData given);
    const StackedColumnsData &data() const { return m_data; }

    /// Days of a mark, both inclusive.
    LocalDay markFrom(int mark) const { return m_buckets[std::size_t(mark)].from; }
    LocalDay markTo(int mark) const { return m_buckets[std::size_t(mark)].to; }
    /// The day that another chart of the page points at: its column is lit.
    void setCrosshair(std::optional<LocalDay> day);
    std::optional<LocalDay> crosshair() const { return m_crosshair; }
    enum class Step { Day, Week, Month };
    Step step() const { return m_step; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

    int tableRows() const override;
    int tableColumns() const override;
    QString tableText(int row, int column) const override;
    QString rowHeader(int row) const override;
    QString columnHeader(int column) const override;
    QString summary() const override;

protected:
    void layOut(const QRectF &rect) override;
    void paintStatic(QPainter &painter, const QRectF &rect) override;
    void paintUnder(QPainter &painter) override;
    void paintHover(QPainter &painter) override;
    int markCount() const override { return int(m_buckets.size()); }
    int partCount() const override { return int(m_data.series.size()); }
    int markAt(const QPointF &at) const override;
    int partAt(const QPointF &at, int mark) const override;
    QRectF markRect(int mark) const override;
    TipContent tipOf(int mark) const override;
    bool canPick(int mark) const override;
    std::optional<double> timeMarkX(const TimeMark &mark) const override;
    QRectF timeMarkPlot() const override { return m_plot; }
    double timeMarkRoom() const override;

    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    struct Bucket
    {
        LocalDay from{}, to{};
        std::vector<Int128> values{};
        Int128 total = 0;
        std::int64_t unpriced = 0;
        bool hasData = true;
        bool future = false;
        bool hasToday = false;
    };
    struct LegendEntry
    {
        QString name{};
        Look look{};
        std::set<int> series{};
        QRectF rect{};
    };
    struct Segment
    {
        int series = -1;
        QRectF rect{};
    };

    void bucket(Step step);
    void layOutLegend(double width);
    std::vector<Segment> segmentsOf(int mark) const;
    QRectF columnOf(int mark) const;
    bool isShown(int series) const { return !m_hidden.contains(series); }
    Int128 shownTotal(const Bucket &bucket) const;
    int legendAt(const QPointF &at) const;
    QString placeOf(const Bucket &bucket) const;
    QString comparisonOf(int mark) const;
    void paintGaps(QPainter &painter) const;

    StackedColumnsData m_data;
    std::optional<LocalDay> m_crosshair{};
    Step m_step = Step::Day;
    std::vector<Bucket> m_buckets;
    std::vector<LegendEntry> m_legend;
    std::set<int> m_hidden;  ///< series switched off in the legend
    int m_lifted = -1;       ///< legend entry under the pointer
    Scale m_scale;
    QRectF m_plot;
    double m_pitch = 1;
    double m_bar = 1;
};

} // namespace tokenmeter
