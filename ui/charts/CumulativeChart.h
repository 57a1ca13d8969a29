// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/ChartWidget.h"
#include "charts/Scale.h"
#include "core/Time.h"
#include "format/MeasureText.h"

#include <QPolygonF>

#include <optional>
#include <vector>

namespace tokenmeter
{

/// A day on which something happens to the sum.
struct CumulativeFlag
{
    LocalDay day{};
    QString name{};
    bool isLikely = false; ///< a forecast: dashed
};

/// A sum that grows through a period, beside the period before it and where it is going.
struct CumulativeData
{
    QString title{}; ///< for the accessible name
    LocalDay from{}, to{}, today{};       ///< from and to inclusive; today may lie outside
    MeasureText measure{};
    std::vector<Int128> daily{};          ///< one a day of from..to, not summed; days after today are not drawn
    std::vector<Int128> previousDaily{};  ///< of the whole period before; may be longer or shorter
    QString previousName{};               ///< "Oct"
    /// Sums at the end of each day after today; all three of one length, or empty without a forecast.
    std::vector<Int128> expected{}, low{}, high{};
    std::optional<Int128> limit{};        ///< a budget
    QString limitName{};
    std::optional<CumulativeFlag> flag{};
};

/// This period's line and area, the previous one as a ghost, the projection dashed with its band, each named at its end.
class CumulativeChart : public ChartWidget
{
    Q_OBJECT
public:
    explicit CumulativeChart(QWidget *parent = nullptr);

    void setData(CumulativeData given);
    LocalDay dayOf(int mark) const { return m_data.from + std::chrono::days{mark}; }
    /// The day that another chart of the page points at.
    void setCrosshair(std::optional<LocalDay> day);
    std::optional<LocalDay> crosshair() const { return m_crosshair; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

    int tableRows() const override;
    int tableColumns() const override { return markCount(); }
    QString tableText(int row, int column) const override;
    QString rowHeader(int row) const override;
    QString columnHeader(int column) const override;
    QString summary() const override;

protected:
    void layOut(const QRectF &rect) override;
    void paintStatic(QPainter &painter, const QRectF &rect) override;
    void paintHover(QPainter &painter) override;
    int markCount() const override;
    int markAt(const QPointF &at) const override;
    QRectF markRect(int mark) const override;
    TipContent tipOf(int mark) const override;
    bool canPick(int mark) const override;
    std::optional<double> timeMarkX(const TimeMark &mark) const override;
    QRectF timeMarkPlot() const override { return m_plot; }

private:
    std::optional<Int128> actual(int mark) const;
    std::optional<Int128> previous(int mark) const;
    /// Index into expected, low, high; nothing up to today.
    std::optional<std::size_t> forecastIndex(int mark) const;
    QPointF pointOf(double daysDone, Int128 value) const;
    void paintFlag(QPainter &painter) const;
    void paintEndLabels(QPainter &painter, const std::vector<QPolygonF> &lines) const;

    CumulativeData m_data;
    std::optional<LocalDay> m_crosshair{};
    std::vector<Int128> m_sums;         ///< of daily, up to today
    std::vector<Int128> m_previousSums;
    Scale m_scale;
    QRectF m_plot;  ///< of the data
    QRectF m_grid;  ///< of the gridlines: the end labels stand on it
};

} // namespace tokenmeter
