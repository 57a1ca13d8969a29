// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/LinkButton.h"

#include <QFontMetrics>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

namespace tokenmeter
{

LinkButton::LinkButton(const QString &text, QWidget *parent, Theme::Role role) : Control{parent}, m_role{role}
{
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setText(text);
}

void LinkButton::setText(const QString &text)
{
    m_text = text;
    setAccessibleName(text);
    updateGeometry();
    update();
}

QFont LinkButton::textFont() const
{
    return Theme::current().font(m_role, QFont::Medium);
}

QSize LinkButton::sizeHint() const
{
    return {QFontMetrics{textFont()}.horizontalAdvance(m_text) + 2 * space::s1, px(size::controlInCard)};
}

void LinkButton::paintEvent(QPaintEvent *)
{
    QPainter painter{this};
    QFont font = textFont();
    font.setUnderline(isHovered());
    painter.setFont(font);
    painter.setPen(m_colour.isValid() ? m_colour : Theme::current().colours().accent);
    painter.drawText(rect(), Qt::AlignCenter | Qt::TextSingleLine, m_text);
    if (showsFocus()) {
        paintFocusRing(painter, rect(), radius::control);
    }
}

void LinkButton::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && rect().contains(event->position().toPoint())) {
        Q_EMIT clicked();
    }
}

void LinkButton::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Space || event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        Q_EMIT clicked();
        event->accept();
        return;
    }
    Control::keyPressEvent(event);
}

} // namespace tokenmeter
