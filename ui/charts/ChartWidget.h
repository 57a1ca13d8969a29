// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/ChartTip.h"
#include "charts/TimeMarks.h"
#include "widgets/Control.h"

#include <QPixmap>
#include <QTimer>

#include <memory>
#include <optional>
#include <vector>

namespace tokenmeter
{

/// What all charts share: a cached picture of what does not move with a layer above it for hover and focus, a walk with
/// the keyboard, tooltips, and a twin as a table for those who do not see it.
///
/// A mark is one position on the main axis (a day); a part is a series in it. -1 = none.
class ChartWidget : public Control
{
    Q_OBJECT
public:
    explicit ChartWidget(QWidget *parent = nullptr);
    ~ChartWidget() override;

    int currentMark() const { return m_mark; }
    int currentPart() const { return m_part; }
    void setCurrent(int mark, int part = -1);

    /// What happened on which day: charts of time flag it above their plot, and tell it where its mark is told.
    void setTimeMarks(std::vector<TimeMark> marks);
    const std::vector<TimeMark> &timeMarks() const { return m_timeMarks; }
    /// Flags as they stand now: for tests, and for what is done to the one under the pointer.
    const std::vector<TimeMarks::Flag> &flags();
    /// What the tooltip of a mark says, with what happened there.
    TipContent toldOf(int mark);

    // The table twin, also for "show as table".
    virtual int tableRows() const = 0;
    virtual int tableColumns() const = 0;
    virtual QString tableText(int row, int column) const = 0;
    virtual QString rowHeader(int row) const = 0;
    virtual QString columnHeader(int column) const = 0;
    /// "Daily spend, 18 columns, 8 rows, total $561.42"
    virtual QString summary() const = 0;

    /// Draws chart and axes at `rect` of any device, without hover: for pictures and print.
    void paintStill(QPainter &painter, const QRectF &rect);

Q_SIGNALS:
    void markPicked(int mark, int part);    ///< click, Enter: filter by it
    void markExplained(int mark, int part); ///< Alt+Return
    void selectionCleared();                ///< Esc
    void markHovered(int mark);             ///< -1 = none; for crosshairs that are shared
    void menuWanted(int mark, const QPoint &globalPos); ///< right click on a mark or a flag of it, or the menu key

protected:
    /// Everything that depends on data, size and theme only.
    virtual void paintStatic(QPainter &painter, const QRectF &rect) = 0;
    virtual void paintHover(QPainter &painter) = 0;
    /// Below the still picture: the ground of the column under the pointer.
    virtual void paintUnder(QPainter &) {}
    virtual int markCount() const = 0;
    virtual int partCount() const { return 0; }
    virtual int markAt(const QPointF &at) const = 0;
    virtual int partAt(const QPointF &, int) const { return -1; }
    /// Area the tooltip must not cover.
    virtual QRectF markRect(int mark) const = 0;
    virtual TipContent tipOf(int mark) const = 0;
    /// Positions, from size and data. Called before painting when something has changed.
    virtual void layOut(const QRectF &rect) = 0;
    /// Where a moment stands; nothing: not in view, or this is no chart of time.
    virtual std::optional<double> timeMarkX(const TimeMark &) const { return std::nullopt; }
    /// What a line goes through.
    virtual QRectF timeMarkPlot() const { return {}; }
    /// Height above it that nothing else stands in.
    virtual double timeMarkRoom() const { return timeMarkPlot().top(); }
    /// False where a click would go nowhere.
    virtual bool canPick(int) const { return true; }

    /// Data have changed: lay out and paint again.
    void invalidate();
    void ensureLayout();
    /// The same marks look otherwise.
    void repaintStatic();
    /// The same data have other marks: what is under the pointer stays.
    void relayout();

    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void lookChanged() override;

private:
    void showTip();
    void hideTip();
    void placeFlags();
    void paintFlags(QPainter &painter);
    void setFlag(int flag);

    QPixmap m_static;
    bool m_staticValid = false;
    bool m_laidOut = false;
    int m_mark = -1;
    int m_part = -1;
    int m_flag = -1; ///< under the pointer
    std::vector<TimeMark> m_timeMarks;
    std::vector<TimeMarks::Flag> m_flags;
    QTimer m_tipTimer;
    ChartTip *m_tip = nullptr;
};

} // namespace tokenmeter
