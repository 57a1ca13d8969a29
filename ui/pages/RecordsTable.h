// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractScrollArea>
#include <QTimer>

#include "core/Money.h"
#include "pages/RecordsText.h"

#include <map>
#include <vector>

class QPainter;

namespace tokenmeter
{

class RecordFeed;

/// What is kept of a selected record, whose row may have left memory.
struct SelectedRecord
{
    Money cost{};
    bool priced = false;
    bool excluded = false;
    std::string session{};
    std::string project{};
    std::string model{};
};

/// Rows of a RecordFeed, however many there are: scrolls over ranks and paints what is loaded. Keys: arrows, Page, Home,
/// End walk, with Shift they select; Ctrl+A selects all of the filter; Return explains; Ctrl+C copies.
class RecordsTable : public QAbstractScrollArea
{
    Q_OBJECT
public:
    RecordsTable(RecordFeed &feed, QWidget *parent = nullptr);

    void setText(RecordsText text);
    const RecordsText &recordsText() const { return m_text; }
    /// @param mayDrop what does not fit is left out, classes of tokens and tags before names, never an amount. Without it
    /// the table scrolls sideways: the user asked for these columns
    void setColumns(const std::vector<RecordColumn> &columns, bool mayDrop = false);
    const std::vector<RecordColumn> &columns() const { return m_columns; }
    /// Widths that the user gave, in pixels of a 13 px font; other columns are as wide as they need.
    void setWidths(const std::map<RecordColumn, int> &widths);
    const std::map<RecordColumn, int> &widths() const { return m_own; }
    /// Blocks where rows are missing; without it such rows stay empty, so that quick answers do not flicker.
    void setSkeleton(bool shown);

    std::int64_t topRank() const;
    int visibleRows() const;
    void scrollTo(std::int64_t rank); ///< the rank becomes visible
    void goTo(std::int64_t rank);     ///< and current, and the only one selected
    std::int64_t currentRank() const { return m_current; }
    std::int64_t currentId() const;   ///< 0 = none, or not loaded
    std::vector<std::int64_t> ranksOnScreen() const;
    QRect rowRect(std::int64_t rank) const;         ///< in the viewport
    QRect headerRect(RecordColumn column) const;    ///< in the viewport

    // What is on screen, as a table for screen readers: rows from the top, columns from the left.
    std::vector<RecordColumn> shownColumns() const;
    QString cellText(int row, int column) const; ///< empty while it is not loaded
    QRect cellRect(int row, int column) const;   ///< in the viewport
    bool isRowSelected(int row) const;

    bool allSelected() const { return m_all; }
    const std::map<std::int64_t, SelectedRecord> &selected() const { return m_selected; }
    void selectAll();
    void clearSelection();
    QString selectionAsText() const; ///< loaded ones, tab separated, with a header

    QSize sizeHint() const override;

Q_SIGNALS:
    void sortWanted(tokenmeter::RecordSort sort, bool descending);
    void widthsWanted(const std::map<tokenmeter::RecordColumn, int> &widths); ///< a border was dragged
    void selectionChanged();
    void explained(qint64 id);
    void menuWanted(const QPoint &globalPos);
    void copyWanted();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;

private:
    struct Cell
    {
        RecordColumn column = RecordColumn::Time;
        int left = 0;
        int width = 0;
    };
    void updateBars();
    void layoutColumns();
    int layOut(const std::vector<RecordColumn> &columns);
    bool shows(RecordColumn column) const;
    void measure();
    void request();
    std::int64_t rankAt(int y) const;
    std::optional<RecordColumn> borderAt(const QPoint &at) const; ///< whose right end is there, in the header
    void moveTo(std::int64_t rank, bool extend);
    void select(const RecordRow &row);
    void selectRange(std::int64_t from, std::int64_t to);
    void settle();
    bool isSelected(const RecordRow &row) const;
    void paintHeader(QPainter &painter) const;
    void paintRow(QPainter &painter, std::int64_t rank, const QRectF &rect) const;
    void paintCell(QPainter &painter, const RecordRow &row, const Cell &cell, const QRectF &rect, bool selected) const;
    double paintPill(QPainter &painter, double left, double middle, double most, const QString &words, bool selected) const;
    int headerHeight() const;
    int rowHeight() const;

    RecordFeed &m_feed;
    RecordsText m_text;
    std::vector<RecordColumn> m_columns;
    std::vector<Cell> m_cells;
    std::map<RecordColumn, int> m_own;    ///< widths that the user gave
    std::optional<RecordColumn> m_resized; ///< whose border is dragged
    int m_resizedFrom = 0;                 ///< its width less the pointer's place when it was taken
    std::map<RecordColumn, int> m_widest; ///< grows only, so that nothing jumps while scrolling
    bool m_mayDrop = false;
    bool m_skeleton = false;
    std::int64_t m_current = -1;
    std::int64_t m_anchor = -1;
    std::optional<RecordRow> m_anchorRow;
    bool m_extendWhenLoaded = false;
    bool m_selectWhenLoaded = false;
    std::int64_t m_hovered = -1;
    bool m_all = false;
    std::map<std::int64_t, SelectedRecord> m_selected;
    bool m_dragging = false;
    bool m_keyboard = false; ///< the keyboard was used last: the current row has a ring
    bool m_barsGuard = false;
};

} // namespace tokenmeter
