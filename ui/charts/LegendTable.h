// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme/ModelColours.h"
#include "widgets/Control.h"

#include <QString>

#include <set>
#include <vector>

namespace tokenmeter
{

/// What a legend with amounts says.
struct LegendTableData
{
    struct Row
    {
        QString name{};
        Look look{};
        QString amount{};
        QString change{};
        QString tip{};      ///< the whole name and more
        bool opens = false; ///< "Other (n)": a click opens a list
    };
    struct Note
    {
        QString name{};
        QString amount{};
        bool hatched = false;
    };
    QString nameHeader{}, amountHeader{}, changeHeader{};
    std::vector<Row> rows{};  ///< one a series of the chart, in its order
    std::vector<Note> notes{}; ///< what is in no series
    QString totalName{}, total{}, totalChange{};
};

/// A legend that is a table: swatch, name, amount, change, closing in a total. Click isolates a series, Ctrl+click hides
/// it, hover lifts it. One Tab stop; arrows walk, Enter isolates, Ctrl+Enter hides, Alt+Return explains.
class LegendTable : public Control
{
    Q_OBJECT
public:
    explicit LegendTable(QWidget *parent = nullptr);

    void setData(LegendTableData given);
    const LegendTableData &data() const { return m_data; }
    /// Rows in one column, or in two side by side.
    void setColumns(int columns);
    void setHidden(const std::set<int> &rows);
    QRectF rowRect(int row) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }
    bool hasHeightForWidth() const override { return false; }

Q_SIGNALS:
    void isolated(int row);
    void toggled(int row);
    void opened(int row); ///< a row that opens
    void explained(int row);
    void hovered(int row); ///< -1 = none

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    int lines() const; ///< rows and notes of the longest column
    double lineHeight() const;
    double headerHeight() const;
    QRectF lineRect(int index) const; ///< of rows, then notes
    QRectF totalRect() const;
    int rowAt(const QPointF &at) const;
    void activate(int row, Qt::KeyboardModifiers modifiers);
    double amountWidth() const;
    double changeWidth() const;

    LegendTableData m_data;
    std::set<int> m_hidden;
    int m_columns = 1;
    int m_hovered = -1;
    int m_focused = 0;
};

} // namespace tokenmeter
