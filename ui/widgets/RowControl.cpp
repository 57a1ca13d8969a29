// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/RowControl.h"

#include "charts/figures.h"

#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMetaMethod>
#include <QMouseEvent>
#include <QToolTip>

#include <algorithm>

namespace tokenmeter
{

RowControl::RowControl(QWidget *parent, Qt::Orientation axis) : Control{parent}, m_axis{axis}
{
    setMouseTracking(true);
}

void RowControl::rowsReset()
{
    m_hovered = -1;
    m_current = 0;
    rowsChanged();
}

void RowControl::rowsChanged()
{
    m_current = std::clamp(m_current, 0, std::max(0, rowCount() - 1));
    updateGeometry();
    update();
}

int RowControl::rowAt(const QPointF &at) const
{
    const int count = rowCount();
    for (int row = 0; row < count; ++row) {
        if (rowRect(row, count).contains(at)) {
            return row;
        }
    }
    return -1;
}

bool RowControl::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const int row = rowAt(help->pos());
        QStringList lines = row >= 0 ? rowTip(row) : QStringList{};
        lines.removeAll(QString{});
        QToolTip::showText(help->globalPos(), plainToolTip(lines.join(QLatin1Char('\n'))), this);
        return true;
    }
    return Control::event(event);
}

void RowControl::mouseMoveEvent(QMouseEvent *event)
{
    m_hovered = rowAt(event->position());
    setCursor(m_hovered >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    update();
}

void RowControl::leaveEvent(QEvent *event)
{
    m_hovered = -1;
    Control::leaveEvent(event);
}

void RowControl::mouseReleaseEvent(QMouseEvent *event)
{
    const int row = rowAt(event->position());
    if (event->button() == Qt::LeftButton && row >= 0) {
        activateRow(row, event->modifiers());
    }
}

void RowControl::makeCurrent(int row)
{
    const int count = rowCount();
    m_current = std::clamp(row, 0, std::max(0, count - 1));
    setAccessibleDescription(count > 0 ? rowSpoken(m_current) : QString{});
    update();
}

void RowControl::keyPressEvent(QKeyEvent *event)
{
    const bool across = m_axis == Qt::Horizontal;
    const int key = event->key();
    if (key == (across ? Qt::Key_Left : Qt::Key_Up)) {
        makeCurrent(m_current - 1);
    } else if (key == (across ? Qt::Key_Right : Qt::Key_Down)) {
        makeCurrent(m_current + 1);
    } else if (key == Qt::Key_Home) {
        makeCurrent(0);
    } else if (key == Qt::Key_End) {
        makeCurrent(rowCount() - 1);
    } else if (key == Qt::Key_Space || key == Qt::Key_Return || key == Qt::Key_Enter) {
        if (m_current < rowCount()) {
            activateRow(m_current, event->modifiers());
        }
    } else {
        Control::keyPressEvent(event);
        return;
    }
    event->accept();
}

void RowControl::contextMenuEvent(QContextMenuEvent *event)
{
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    const int count = rowCount();
    const int row = byKey ? std::min(m_current, count - 1) : rowAt(event->pos());
    if (row < 0 || !isSignalConnected(QMetaMethod::fromSignal(&RowControl::contextRequested))) {
        Control::contextMenuEvent(event);
        return;
    }
    Q_EMIT contextRequested(row, byKey ? mapToGlobal(rowRect(row, count).bottomLeft().toPoint()) : event->globalPos());
}

void RowControl::resizeEvent(QResizeEvent *event)
{
    Control::resizeEvent(event);
    m_current = std::clamp(m_current, 0, std::max(0, rowCount() - 1));
}

} // namespace tokenmeter
