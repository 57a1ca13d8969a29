// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/BudgetBar.h"
#include "widgets/RowControl.h"
#include "widgets/Tone.h"

#include <QString>

#include <vector>

namespace tokenmeter
{

/// One budget as the list shows it; all texts are plain.
struct BudgetRow
{
    QString name{};
    QString scope{};  ///< "Claude Opus 5 · monthly"
    Tone tone = Tone::Positive;
    QString state{};  ///< words of the pill
    QString spent{};  ///< "$230.99", "at least $561.42"
    QString of{};     ///< "of $360 · 64 %"
    QString right{};  ///< what may still be done: "$9.92 is safe today"
    BudgetMarks marks{};
    QString spoken{}; ///< the whole row for a screen reader
};

/// Budgets with their bars. One is selected: click or arrows. Return and F2 edit, Del removes, Alt+Return explains.
class BudgetList : public RowControl
{
    Q_OBJECT
public:
    explicit BudgetList(QWidget *parent = nullptr);

    void setRows(std::vector<BudgetRow> rows);
    int selected() const { return m_selected; }
    /// -1 = none. No signal.
    void setSelected(int row);

    QSize sizeHint() const override { return minimumSizeHint(); }
    QSize minimumSizeHint() const override;
    QRectF areaOf(int row) const { return rowRect(row, rowCount()); } ///< for tests and menus

Q_SIGNALS:
    void picked(int row); ///< selected by the user
    void editWanted(int row);
    void removeWanted(int row);
    void explained(int row);

protected:
    int rowCount() const override { return int(m_rows.size()); }
    QRectF rowRect(int row, int count) const override;
    QStringList rowTip(int row) const override;
    QString rowSpoken(int row) const override { return m_rows[std::size_t(row)].spoken; }
    void activateRow(int row, Qt::KeyboardModifiers modifiers) override;
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;

private:
    void paintRow(QPainter &painter, int row) const;
    void choose(int row);

    std::vector<BudgetRow> m_rows;
    int m_selected = -1;
};

/// What the marks of the bars mean.
class BudgetLegend : public QWidget
{
    Q_OBJECT
public:
    explicit BudgetLegend(QWidget *parent = nullptr);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    /// Lays the entries out, and paints them where there is a painter. @return the height they take
    double flow(QPainter *painter, double width) const;
};

} // namespace tokenmeter
