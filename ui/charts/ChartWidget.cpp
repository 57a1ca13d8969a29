// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/ChartWidget.h"

#include "charts/ChartAccessible.h"
#include "theme/Theme.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMetaMethod>
#include <QMouseEvent>
#include <QPaintEngine>
#include <QPainter>

#include <algorithm>

namespace tokenmeter
{

ChartWidget::ChartWidget(QWidget *parent) : Control{parent}
{
    installChartAccessibility();
    setMouseTracking(true);
    m_tipTimer.setSingleShot(true);
    m_tipTimer.setInterval(motion::tipAfterMs);
    connect(&m_tipTimer, &QTimer::timeout, this, &ChartWidget::showTip);
}

ChartWidget::~ChartWidget()
{
    // The tip is a child of the window and may already be gone with it.
    if (m_tip != nullptr) {
        delete m_tip;
    }
}

void ChartWidget::invalidate()
{
    m_staticValid = false;
    m_laidOut = false;
    m_mark = -1;
    m_part = -1;
    m_flag = -1;
    hideTip();
    setAccessibleName(summary());
    update();
}

void ChartWidget::lookChanged()
{
    m_staticValid = false;
    m_laidOut = false;
}

void ChartWidget::ensureLayout()
{
    if (!m_laidOut) {
        layOut(rect());
        m_laidOut = true;
        placeFlags();
    }
}

void ChartWidget::setTimeMarks(std::vector<TimeMark> marks)
{
    if (marks == m_timeMarks) {
        return;
    }
    m_timeMarks = std::move(marks);
    m_flag = -1;
    relayout();
}

const std::vector<TimeMarks::Flag> &ChartWidget::flags()
{
    ensureLayout();
    return m_flags;
}

void ChartWidget::placeFlags()
{
    m_flags = TimeMarks::place(m_timeMarks, [this](const TimeMark &mark) { return timeMarkX(mark); }, timeMarkPlot(), timeMarkRoom());
}

void ChartWidget::paintFlags(QPainter &painter)
{
    if (!m_flags.empty()) {
        TimeMarks::paint(painter, m_flags, timeMarkPlot());
    }
}

TipContent ChartWidget::toldOf(int mark)
{
    ensureLayout();
    TipContent tip = tipOf(mark);
    const QRectF column = markRect(mark);
    for (const TimeMarks::Flag &flag : flags()) {
        if (column.left() <= flag.x && flag.x < column.right()) {
            for (const int one : flag.marks) {
                tip.notes << TimeMarks::lineOf(m_timeMarks[std::size_t(one)]);
            }
        }
    }
    return tip;
}

void ChartWidget::setFlag(int flag)
{
    if (flag == m_flag) {
        return;
    }
    m_flag = flag;
    if (flag < 0) {
        hideTip();
    } else {
        m_tipTimer.start();
    }
}

void ChartWidget::repaintStatic()
{
    m_staticValid = false;
    update();
}

void ChartWidget::relayout()
{
    m_laidOut = false;
    repaintStatic();
}

void ChartWidget::setCurrent(int mark, int part)
{
    mark = std::clamp(mark, -1, markCount() - 1);
    part = std::clamp(part, -1, partCount() - 1);
    if (mark == m_mark && part == m_part) {
        return;
    }
    const bool moved = mark != m_mark;
    m_mark = mark;
    m_part = part;
    update();
    if (mark < 0) {
        hideTip();
    } else if (m_tip != nullptr && m_tip->isVisible()) {
        showTip();
    } else {
        m_tipTimer.start();
    }
    if (moved) {
        Q_EMIT markHovered(mark);
    }
    if (mark >= 0 && QAccessible::isActive()) {
        QAccessibleEvent change{this, QAccessible::DescriptionChanged};
        setAccessibleDescription(toldOf(mark).toText());
        QAccessible::updateAccessibility(&change);
    }
}

void ChartWidget::showTip()
{
    ensureLayout();
    const bool ofFlag = m_mark < 0 && m_flag >= 0 && m_flag < int(m_flags.size());
    if ((m_mark < 0 && !ofFlag) || !isVisible()) {
        return;
    }
    if (m_tip == nullptr) {
        m_tip = new ChartTip{this};
        connect(m_tip, &QObject::destroyed, this, [this] { m_tip = nullptr; });
    }
    if (ofFlag) {
        const TimeMarks::Flag &flag = m_flags[std::size_t(m_flag)];
        m_tip->showContent(TimeMarks::tipOf(m_timeMarks, flag), flag.rect);
        return;
    }
    m_tip->showContent(toldOf(m_mark), markRect(m_mark));
}

void ChartWidget::hideTip()
{
    m_tipTimer.stop();
    if (m_tip != nullptr) {
        m_tip->hide();
    }
}

bool ChartWidget::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip && m_mark >= 0) {
        return true; // ours is already there
    }
    // Qt would take these keys for shortcuts of the window before we see them.
    if (event->type() == QEvent::ShortcutOverride) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->matches(QKeySequence::Copy) && m_mark >= 0) {
            event->accept();
            return true;
        }
    }
    return Control::event(event);
}

void ChartWidget::paintEvent(QPaintEvent *)
{
    ensureLayout();
    QPainter painter{this};
    const QPaintEngine *engine = painter.paintEngine();
    if (engine != nullptr && engine->type() != QPaintEngine::Raster) {
        // Onto a printer or the like: text stays text.
        paintUnder(painter);
        paintStatic(painter, rect());
        paintFlags(painter);
        paintHover(painter);
        return;
    }
    const double dpr = devicePixelRatioF();
    if (!m_staticValid || m_static.devicePixelRatioF() != dpr) {
        m_static = QPixmap{(QSizeF{size()} * dpr).toSize()};
        m_static.setDevicePixelRatio(dpr);
        m_static.fill(Qt::transparent);
        QPainter still{&m_static};
        paintStatic(still, rect());
        paintFlags(still);
        m_staticValid = true;
    }
    paintUnder(painter);
    painter.drawPixmap(0, 0, m_static);
    paintHover(painter);
    if (showsFocus()) {
        paintFocusRing(painter, rect(), radius::control);
    }
}

void ChartWidget::paintStill(QPainter &painter, const QRectF &area)
{
    painter.save();
    painter.translate(area.topLeft());
    layOut(QRectF{QPointF{}, area.size()});
    placeFlags();
    paintStatic(painter, QRectF{QPointF{}, area.size()});
    paintFlags(painter);
    m_laidOut = false;
    painter.restore();
}

void ChartWidget::resizeEvent(QResizeEvent *event)
{
    m_staticValid = false;
    m_laidOut = false;
    hideTip();
    Control::resizeEvent(event);
}

void ChartWidget::mouseMoveEvent(QMouseEvent *event)
{
    ensureLayout();
    const int flag = TimeMarks::flagAt(m_flags, event->position());
    const int mark = flag < 0 ? markAt(event->position()) : -1;
    setCurrent(mark, mark >= 0 ? partAt(event->position(), mark) : -1);
    setFlag(flag);
    setCursor(mark >= 0 && canPick(mark) ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void ChartWidget::mouseReleaseEvent(QMouseEvent *event)
{
    ensureLayout();
    const int mark = markAt(event->position());
    if (event->button() == Qt::LeftButton && mark >= 0 && canPick(mark)) {
        Q_EMIT markPicked(mark, partAt(event->position(), mark));
    }
}

void ChartWidget::leaveEvent(QEvent *event)
{
    setCurrent(-1);
    setFlag(-1);
    Control::leaveEvent(event);
}

void ChartWidget::focusOutEvent(QFocusEvent *event)
{
    hideTip();
    Control::focusOutEvent(event);
}

void ChartWidget::hideEvent(QHideEvent *event)
{
    hideTip();
    Control::hideEvent(event);
}

void ChartWidget::contextMenuEvent(QContextMenuEvent *event)
{
    ensureLayout();
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    const int flag = byKey ? -1 : TimeMarks::flagAt(m_flags, event->pos());
    const QPointF at = flag < 0 ? QPointF{event->pos()} : QPointF{m_flags[std::size_t(flag)].x, timeMarkPlot().center().y()};
    const int mark = byKey ? m_mark : markAt(at);
    if (mark < 0 || !isSignalConnected(QMetaMethod::fromSignal(&ChartWidget::menuWanted))) {
        Control::contextMenuEvent(event);
        return;
    }
    hideTip();
    Q_EMIT menuWanted(mark, byKey ? mapToGlobal(markRect(mark).center().toPoint()) : event->globalPos());
    event->accept();
}

void ChartWidget::keyPressEvent(QKeyEvent *event)
{
    const int last = markCount() - 1;
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && (event->modifiers() & Qt::AltModifier) && m_mark >= 0) {
        Q_EMIT markExplained(m_mark, m_part);
    } else if (enter && m_mark >= 0 && canPick(m_mark)) {
        Q_EMIT markPicked(m_mark, m_part);
    } else if (event->matches(QKeySequence::Copy) && m_mark >= 0) {
        QApplication::clipboard()->setText(toldOf(m_mark).toText());
    } else if (event->key() == Qt::Key_Left && last >= 0) {
        setCurrent(m_mark < 0 ? last : std::max(0, m_mark - 1), m_part);
    } else if (event->key() == Qt::Key_Right && last >= 0) {
        setCurrent(m_mark < 0 ? 0 : std::min(last, m_mark + 1), m_part);
    } else if (event->key() == Qt::Key_Up && m_mark >= 0) {
        setCurrent(m_mark, m_part + 1);
    } else if (event->key() == Qt::Key_Down && m_mark >= 0) {
        setCurrent(m_mark, m_part - 1);
    } else if (event->key() == Qt::Key_Home && last >= 0) {
        setCurrent(0, m_part);
    } else if (event->key() == Qt::Key_End && last >= 0) {
        setCurrent(last, m_part);
    } else if (event->key() == Qt::Key_Escape) {
        if (m_mark < 0) {
            Q_EMIT selectionCleared();
            event->ignore();
            return;
        }
        setCurrent(-1);
    } else {
        Control::keyPressEvent(event);
        return;
    }
    event->accept();
    update();
}

} // namespace tokenmeter
