// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/Control.h"

#include <QString>

namespace tokenmeter
{

/// A painted list, table or strip: rows of which one is under the pointer and one is current. One Tab stop; arrows along
/// its axis, Home and End move inside, Space and Enter do what a click does, and the current row is told to screen readers.
class RowControl : public Control
{
    Q_OBJECT
public:
    int currentRow() const { return m_current; }

Q_SIGNALS:
    /// Right click or the menu key. Without a receiver the event goes on to the parent.
    void contextRequested(int row, const QPoint &globalPos);

protected:
    RowControl(QWidget *parent, Qt::Orientation axis);

    /// All that can be current.
    virtual int rowCount() const = 0;
    /// Part of the pointer and of the focus ring. @param count rowCount(), which may be dear to ask for
    virtual QRectF rowRect(int row, int count) const = 0;
    /// Plain lines for the tooltip; empty ones are left out.
    virtual QStringList rowTip(int row) const = 0;
    /// What a screen reader says when the row becomes current.
    virtual QString rowSpoken(int row) const = 0;
    virtual void activateRow(int row, Qt::KeyboardModifiers modifiers) = 0;

    bool isRowHovered(int row) const { return row == m_hovered && isHovered(); }
    bool showsRowFocus(int row) const { return row == m_current && showsFocus(); }
    /// Where the keyboard stands, as if it had been moved there.
    void makeCurrent(int row);
    /// The rows are others: nothing is hovered and the first one is current.
    void rowsReset();
    /// Their number or size may be another.
    void rowsChanged();

    bool event(QEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    int rowAt(const QPointF &at) const;

    Qt::Orientation m_axis;
    int m_hovered = -1;
    int m_current = 0;
};

} // namespace tokenmeter
