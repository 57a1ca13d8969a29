// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/Surface.h"

#include "theme/Theme.h"

#include <QPainter>

namespace tokenmeter
{

namespace
{

void paintGround(QWidget &widget, QPainter &painter, const QColor &fill)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen{Theme::current().colours().border, size::hairline});
    painter.setBrush(fill);
    painter.drawRoundedRect(QRectF{widget.rect()}.adjusted(0.5, 0.5, -0.5, -0.5), px(radius::card), px(radius::card));
}

} // namespace

void Surface::paintEvent(QPaintEvent *)
{
    QPainter painter{this};
    paintGround(*this, painter, Theme::current().colours().surface);
}

Divider::Divider(Strength strength, QWidget *parent) : QWidget{parent}, m_strength{strength}
{
    setFixedHeight(int(size::hairline));
}

void Divider::paintEvent(QPaintEvent *)
{
    const Colours &c = Theme::current().colours();
    QPainter{this}.fillRect(rect(), m_strength == Strength::Strong ? c.border : c.grid);
}

PanelButton::PanelButton(Icon icon, const QString &title, const QString &note, QWidget *parent)
    : QAbstractButton{parent}, m_icon{icon}, m_note{note}
{
    setText(title);
    setAccessibleName(title);
    setAccessibleDescription(note);
    setAttribute(Qt::WA_Hover);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize PanelButton::sizeHint() const
{
    return {px(size::panelButtonWidth), px(size::panelButton)};
}

void PanelButton::paintEvent(QPaintEvent *)
{
    const Colours &c = Theme::current().colours();
    QPainter painter{this};
    paintGround(*this, painter, isDown() ? c.pressed : underMouse() ? c.hover : c.surface);
    if (hasFocus()) {
        painter.setPen(QPen{c.focus, double(size::focusRing)});
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF{rect()}.adjusted(1, 1, -1, -1), px(radius::card), px(radius::card));
    }
    const int tile = px(size::panelTile);
    const QRectF tileBox(px(space::s4), (height() - tile) / 2.0, tile, tile);
    painter.setPen(Qt::NoPen);
    painter.setBrush(c.sunken);
    painter.drawRoundedRect(tileBox, px(radius::tip), px(radius::tip));
    icons::paint(painter, tileBox, m_icon, px(size::iconButton), c.text2);
    const int chevron = px(size::iconButton);
    const QRectF chevronBox(width() - px(space::s4) - chevron, (height() - chevron) / 2.0, chevron, chevron);
    icons::paint(painter, chevronBox, Icon::Forward, chevron, c.text2);

    const QFont title = Theme::current().font(Theme::Role::Title, QFont::Medium);
    const QFont note = Theme::current().font(Theme::Role::Small);
    const double left = tileBox.right() + px(space::s3);
    const double textWidth = chevronBox.left() - left - px(space::s2);
    const double top = (height() - QFontMetrics{title}.height() - QFontMetrics{note}.height() - px(space::s1) / 2.0) / 2;
    painter.setFont(title);
    painter.setPen(c.text1);
    painter.drawText(QRectF(left, top, textWidth, QFontMetrics{title}.height()), int(Qt::AlignLeft | Qt::AlignVCenter),
                     painter.fontMetrics().elidedText(text(), Qt::ElideRight, int(textWidth)));
    painter.setFont(note);
    painter.setPen(c.text3);
    painter.drawText(QRectF(left, height() - top - QFontMetrics{note}.height(), textWidth, QFontMetrics{note}.height()),
                     int(Qt::AlignLeft | Qt::AlignVCenter),
                     painter.fontMetrics().elidedText(m_note, Qt::ElideRight, int(textWidth)));
}

} // namespace tokenmeter
