// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/Control.h"

#include "theme/Theme.h"

#include <QEvent>
#include <QFocusEvent>
#include <QPainter>

namespace tokenmeter
{

Control::Control(QWidget *parent) : QWidget{parent}
{
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
}

QColor Control::groundFor(bool hovered, bool pressed)
{
    const Colours &c = Theme::current().colours();
    return pressed ? c.pressed : hovered ? c.hover : QColor{};
}

void Control::focusInEvent(QFocusEvent *event)
{
    m_keyboardFocus = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason
                      || event->reason() == Qt::ShortcutFocusReason;
    update();
    QWidget::focusInEvent(event);
}

void Control::focusOutEvent(QFocusEvent *event)
{
    update();
    QWidget::focusOutEvent(event);
}

void Control::keyPressEvent(QKeyEvent *event)
{
    m_keyboardFocus = true;
    update();
    QWidget::keyPressEvent(event);
}

void Control::enterEvent(QEnterEvent *event)
{
    update();
    QWidget::enterEvent(event);
}

void Control::leaveEvent(QEvent *event)
{
    update();
    QWidget::leaveEvent(event);
}

void Control::changeEvent(QEvent *event)
{
    switch (event->type()) {
    case QEvent::PaletteChange:
    case QEvent::FontChange:
    case QEvent::StyleChange:
    case QEvent::LanguageChange:
    case QEvent::EnabledChange:
        lookChanged();
        updateGeometry();
        update();
        break;
    default:
        break;
    }
    QWidget::changeEvent(event);
}

void Control::lookChanged() {}

void paintFocusRing(QPainter &painter, const QRectF &rect, double radius)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen{Theme::current().colours().focus, double(size::focusRing)});
    const double half = size::focusRing / 2.0;
    painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), radius, radius);
    painter.restore();
}

void paintBox(QPainter &painter, const QRectF &rect, double radius, const QColor &ground, const QColor &border)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(border.isValid() ? QPen{border, size::hairline} : QPen{Qt::NoPen});
    painter.setBrush(ground.isValid() ? QBrush{ground} : QBrush{Qt::NoBrush});
    const double half = border.isValid() ? size::hairline / 2 : 0;
    painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), radius, radius);
    painter.restore();
}

} // namespace tokenmeter
