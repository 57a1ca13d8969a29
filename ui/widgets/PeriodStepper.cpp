// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/PeriodStepper.h"

#include "theme/Icons.h"
#include "theme/Theme.h"

#include <QFontMetrics>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>
#include <QWheelEvent>

namespace tokenmeter
{

PeriodStepper::PeriodStepper(QWidget *parent) : Control{parent}
{
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void PeriodStepper::setText(const QString &period)
{
    m_text = period;
    setAccessibleName(tr("Period: %1").arg(period));
    updateGeometry();
    update();
}

void PeriodStepper::setCanGoForward(bool can)
{
    m_canGoForward = can;
    update();
}

QSize PeriodStepper::sizeHint() const
{
    const QFontMetrics metrics{Theme::current().font(Theme::Role::Label, QFont::DemiBold)};
    const int step = px(size::control);
    return {2 * step + metrics.horizontalAdvance(m_text) + px(size::iconChevron) + 2 * space::s2 + space::s1, step};
}

QRectF PeriodStepper::rectOf(Part part) const
{
    const double step = px(size::control);
    switch (part) {
    case Part::Back:
        return {0, 0, step, double(height())};
    case Part::Forward:
        return {width() - step, 0, step, double(height())};
    case Part::Label:
        return {step, 0, width() - 2 * step, double(height())};
    case Part::None:
        break;
    }
    return {};
}

QRect PeriodStepper::labelRect() const
{
    return rectOf(Part::Label).toRect();
}

PeriodStepper::Part PeriodStepper::partAt(const QPointF &at) const
{
    for (const Part part : {Part::Back, Part::Label, Part::Forward}) {
        if (rectOf(part).contains(at)) {
            return part;
        }
    }
    return Part::None;
}

bool PeriodStepper::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        QString text;
        switch (partAt(help->pos())) {
        case Part::Back:
            text = tr("Previous period ([)");
            break;
        case Part::Forward:
            text = m_canGoForward ? tr("Next period (])") : tr("This is the present period.");
            break;
        case Part::Label:
            text = tr("Choose a period");
            break;
        case Part::None:
            break;
        }
        QToolTip::showText(help->globalPos(), text, this);
        return true;
    }
    return Control::event(event);
}

void PeriodStepper::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::current();
    const Colours &c = theme.colours();
    QPainter painter{this};
    paintBox(painter, rect(), radius::control, c.buttonFill, theme.isDark() ? c.border : c.borderStrong);
    if (isHovered() && m_hovered != Part::None && (m_hovered != Part::Forward || m_canGoForward)) {
        QPainterPath clip;
        const double inset = size::hairline;
        clip.addRoundedRect(QRectF{rect()}.adjusted(inset, inset, -inset, -inset), radius::control - inset, radius::control - inset);
        painter.save();
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setClipPath(clip);
        painter.fillRect(rectOf(m_hovered), theme.isDark() ? c.pressed : c.hover);
        painter.restore();
    }
    painter.setPen(QPen{c.border, size::hairline});
    for (const Part part : {Part::Label, Part::Forward}) {
        const double x = rectOf(part).left() + size::hairline / 2;
        painter.drawLine(QPointF{x, size::hairline}, QPointF{x, height() - size::hairline});
    }
    const int chevron = px(size::iconChevron);
    icons::paint(painter, rectOf(Part::Back), Icon::Back, chevron, c.text1);
    icons::paint(painter, rectOf(Part::Forward), Icon::Forward, chevron, m_canGoForward ? c.text1 : c.zero);
    QRectF label = rectOf(Part::Label).adjusted(space::s2, 0, -space::s2, 0);
    painter.setFont(theme.font(Theme::Role::Label, QFont::DemiBold));
    painter.setPen(c.text1);
    painter.drawText(label, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, m_text);
    icons::paint(painter, QRectF{label.right() - chevron, 0, double(chevron), double(height())}, Icon::Expand, chevron, c.text2);
    if (showsFocus()) {
        paintFocusRing(painter, rect(), radius::control);
    }
}

void PeriodStepper::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton) {
        return;
    }
    switch (partAt(event->position())) {
    case Part::Back:
        Q_EMIT previousRequested();
        break;
    case Part::Forward:
        if (m_canGoForward) {
            Q_EMIT nextRequested();
        }
        break;
    case Part::Label:
        Q_EMIT chooserRequested();
        break;
    case Part::None:
        break;
    }
}

void PeriodStepper::mouseMoveEvent(QMouseEvent *event)
{
    m_hovered = partAt(event->position());
    update();
}

void PeriodStepper::wheelEvent(QWheelEvent *event)
{
    // Touch pads send many small steps; one period a notch.
    m_wheel += event->angleDelta().y();
    if (m_wheel >= QWheelEvent::DefaultDeltasPerStep) {
        m_wheel = 0;
        Q_EMIT previousRequested();
    } else if (m_wheel <= -QWheelEvent::DefaultDeltasPerStep) {
        m_wheel = 0;
        if (m_canGoForward) {
            Q_EMIT nextRequested();
        }
    }
    event->accept();
}

void PeriodStepper::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_BracketLeft:
        Q_EMIT previousRequested();
        break;
    case Qt::Key_Right:
    case Qt::Key_BracketRight:
        if (m_canGoForward) {
            Q_EMIT nextRequested();
        }
        break;
    case Qt::Key_T:
        Q_EMIT presentRequested();
        break;
    case Qt::Key_Space:
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Down:
        Q_EMIT chooserRequested();
        break;
    default:
        Control::keyPressEvent(event);
        return;
    }
    event->accept();
}

} // namespace tokenmeter
