// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/ChartWidget.h"
#include "charts/Scale.h"
#include "core/Time.h"
#include "format/MeasureText.h"

#include <QPointF>
#include <QTimer>

#include <functional>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace tokenmeter
{

class SelectionBar;

/// Values of several series through a period. Every vector has one entry a step; missing ones count as nothing.
struct TimeChartData
{
    using Values = std::vector<std::optional<Int128>>; ///< nothing = not known (a ratio of nothing)
    enum class Unit { Hour, Day, Week, Month, Year };
    struct Step
    {
        QString place{}; ///< "Thu 12 Nov 2026": for the tooltip
        LocalDay from{}, to{}; ///< inclusive
        int hourOfDay = -1;    ///< of hours, local clock
        bool hasData = true;   ///< false: a gap and no zero
        bool running = false;
        bool future = false;
    };
    struct Series
    {
        QString name{};
        QString shortName{};
        Look look{};
        Values values{};
    };
    QString title{}; ///< for the accessible name
    QString totalName{}; ///< "Total", "All"
    MeasureText measure{};
    Unit unit = Unit::Day;
    bool stacks = true; ///< false: ratios, which can only be lines
    LocalDay today{};
    std::vector<Step> steps{};
    std::vector<Series> series{};         ///< bottom first
    Values totals{};                      ///< of all series, hidden or not
    std::optional<Int128> total{};
    std::vector<std::int64_t> unpriced{}; ///< requests without a price
    Values ghost{};                       ///< the period before; empty = none
    QString ghostName{};
};

/// How spend moves: bars, area, lines, shares or running sums over hours to years.
///
/// Wheel zooms at the pointer, middle drag pans (so do a drag along the axis and the wheel with Shift), left drag selects a
/// period, double-click shows all again. Keys: + - 0 zoom, Shift+arrows select, Esc leaves selection, then zoom.
class TimeChart : public ChartWidget
{
    Q_OBJECT
public:
    enum class Shape { Bars, Area, Lines, Share, Cumulative };
    explicit TimeChart(QWidget *parent = nullptr);

    /// The zoom and what is hidden stay when the steps are the same.
    void setData(TimeChartData given);
    const TimeChartData &data() const { return m_data; }
    void setShape(Shape shape);
    Shape shape() const { return m_data.stacks ? m_shape : Shape::Lines; }

    void setHidden(const std::set<int> &series);
    const std::set<int> &hidden() const { return m_hidden; }
    /// The others fade; -1 = none.
    void setLifted(int series);
    /// A line through the step that another chart of the page points at; -1 = none.
    void setCrosshair(int mark);

    /// Steps in view, in steps from the first: 2.5 = the middle of the third.
    std::pair<double, double> window() const { return {m_first, m_last}; }
    void zoomTo(double first, double last);
    void resetZoom();
    bool isZoomed() const;
    std::optional<std::pair<int, int>> selection() const { return m_selection; }
    void clearSelection();
    /// Leaves the selection, else the zoom. False when there was neither.
    bool escape();

    QRectF plot(); ///< for tests
    QRectF markRect(int mark) const override;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

    int tableRows() const override;
    int tableColumns() const override { return markCount(); }
    QString tableText(int row, int column) const override;
    QString rowHeader(int row) const override;
    QString columnHeader(int column) const override;
    QString summary() const override;
    TipContent tipOf(int mark) const override;

Q_SIGNALS:
    void periodPicked(int firstMark, int lastMark); ///< "Filter" of a selection, both inclusive

protected:
    void layOut(const QRectF &rect) override;
    void paintStatic(QPainter &painter, const QRectF &rect) override;
    void paintUnder(QPainter &painter) override;
    void paintHover(QPainter &painter) override;
    int markCount() const override { return int(m_data.steps.size()); }
    int partCount() const override { return int(m_data.series.size()); }
    int markAt(const QPointF &at) const override;
    int partAt(const QPointF &at, int mark) const override;
    bool canPick(int mark) const override;
    std::optional<double> timeMarkX(const TimeMark &mark) const override;
    QRectF timeMarkPlot() const override { return m_plot; }

    void wheelEvent(QWheelEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    struct Segment
    {
        int series = -1; ///< -1 = unpriced
        QRectF rect{};
    };
    bool isShown(int series) const { return !m_hidden.contains(series); }
    bool isDrawn(int mark) const; ///< neither a gap nor the future
    std::optional<Int128> valueAt(int series, int mark) const; ///< as the shape shows it; of all shown series with -1
    std::int64_t unpricedAt(int mark) const;
    void compute();
    double xOf(double step) const { return m_plot.left() + (step - m_first) * m_pitch; }
    double yOf(double value) const;
    double stackedAt(int series, int mark) const; ///< top of a series in the stack
    std::vector<Segment> segmentsOf(int mark) const;
    QColor colourOf(int series, double strength, bool ofLine = false) const;
    QString lineLabel(int series) const;
    int firstVisible() const;
    int lastVisible() const;
    void paintGaps(QPainter &painter) const;
    void paintBars(QPainter &painter) const;
    void paintAreas(QPainter &painter) const;
    void paintLines(QPainter &painter) const;
    void paintLine(QPainter &painter, const TimeChartData::Values &values, const QColor &colour, double width) const;
    void paintDenseLine(QPainter &painter, const std::function<std::optional<QPointF>(int)> &point, const QColor &colour, double width) const;
    void paintEndNames(QPainter &painter) const;
    void paintLabels(QPainter &painter) const;
    void paintUnpriced(QPainter &painter) const;
    QString comparisonOf(int mark) const;
    void select(int from, int to);
    void placeBar();
    void setTexts();
    void bringIntoView(int mark);

    TimeChartData m_data;
    Shape m_shape = Shape::Bars;
    std::vector<TimeChartData::Values> m_values; ///< by series, as the shape shows them
    TimeChartData::Values m_sums;                ///< of the shown series
    TimeChartData::Values m_ghost;
    std::set<int> m_hidden;
    int m_lifted = -1;
    int m_crosshair = -1;
    double m_first = 0, m_last = 1;
    std::optional<std::pair<int, int>> m_selection;
    enum class Drag { None, Press, Select, Pan };
    Drag m_drag = Drag::None;
    QPointF m_dragFrom;
    double m_dragFirst = 0;
    int m_pending = -1; ///< mark of a click that may become a double click
    int m_pendingPart = -1;
    QTimer m_clickTimer;
    Scale m_scale;
    QRectF m_plot;
    double m_pitch = 1;
    double m_bar = 1;
    SelectionBar *m_actions = nullptr;
};

} // namespace tokenmeter
