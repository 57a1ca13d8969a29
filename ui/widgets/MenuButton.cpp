// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/MenuButton.h"

#include "theme/Icons.h"
#include "theme/Theme.h"

#include <QFontMetrics>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>

namespace tokenmeter
{

MenuButton::MenuButton(const QString &text, QWidget *parent) : Control{parent}, m_menu{new QMenu{this}}
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setText(text);
}

void MenuButton::setText(const QString &text)
{
    m_text = text;
    setAccessibleName(text);
    m_menu->setAccessibleName(text);
    updateGeometry();
    update();
}

QSize MenuButton::sizeHint() const
{
    const QFontMetrics metrics{Theme::current().font(Theme::Role::Label)};
    return {metrics.horizontalAdvance(m_text) + 2 * space::s3 + space::s2 + px(size::iconChevron), px(size::controlInCard)};
}

void MenuButton::open()
{
    Q_EMIT aboutToOpen();
    if (!m_menu->isEmpty()) {
        m_menu->popup(mapToGlobal(QPoint{0, height() + space::s1}));
    }
}

void MenuButton::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::current();
    const Colours &c = theme.colours();
    QPainter painter{this};
    paintBox(painter, rect(), radius::control, isHovered() || m_menu->isVisible() ? c.hover : c.buttonFill, c.borderStrong);
    const double side = px(size::iconChevron);
    const QRectF chevron{width() - space::s3 - side, (height() - side) / 2.0, side, side};
    icons::paint(painter, chevron, Icon::Expand, px(size::iconChevron), c.text2);
    painter.setFont(theme.font(Theme::Role::Label));
    painter.setPen(c.text1);
    painter.drawText(QRectF{double(space::s3), 0, chevron.left() - space::s3, double(height())}, int(Qt::AlignLeft | Qt::AlignVCenter), m_text);
    if (showsFocus()) {
        paintFocusRing(painter, rect(), radius::control);
    }
}

void MenuButton::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton) {
        open();
    }
}

void MenuButton::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Space:
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Down:
        open();
        event->accept();
        break;
    default:
        Control::keyPressEvent(event);
    }
}

} // namespace tokenmeter
