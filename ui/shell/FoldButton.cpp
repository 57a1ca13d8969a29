// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/FoldButton.h"

#include "theme/Icons.h"
#include "theme/Theme.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

namespace tokenmeter
{

FoldButton::FoldButton(QWidget *parent) : Control{parent}
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleName(text());
}

void FoldButton::setCount(int count)
{
    if (m_count != count) {
        m_count = count;
        setAccessibleName(text());
        updateGeometry();
        update();
    }
}

QString FoldButton::text() const
{
    return m_count > 0 ? tr("Filters (%1)").arg(m_count) : tr("Filters");
}

QSize FoldButton::sizeHint() const
{
    const QFontMetrics metrics{Theme::current().font(Theme::Role::Label)};
    return {2 * px(space::s3) + px(size::iconButton) + metrics.horizontalAdvance(text()) + 2 * px(space::s2) + px(size::iconChevron),
            px(size::control)};
}

void FoldButton::paintEvent(QPaintEvent *)
{
    const Colours &c = Theme::current().colours();
    QPainter painter{this};
    painter.setRenderHint(QPainter::Antialiasing);
    paintBox(painter, rect(), px(radius::control), isHovered() ? c.hover : c.buttonFill, m_count > 0 ? c.accent : c.borderStrong);
    const int icon = px(size::iconButton);
    const QRectF iconBox(px(space::s3), (height() - icon) / 2.0, icon, icon);
    icons::paint(painter, iconBox, Icon::Filters, icon, c.text2);
    const int chevron = px(size::iconChevron);
    const QRectF chevronBox(width() - px(space::s3) - chevron, (height() - chevron) / 2.0, chevron, chevron);
    icons::paint(painter, chevronBox, Icon::Expand, chevron, c.text2);
    painter.setFont(Theme::current().font(Theme::Role::Label));
    painter.setPen(c.text1);
    painter.drawText(QRectF(iconBox.right() + px(space::s2), 0, chevronBox.left() - iconBox.right() - px(space::s2), height()),
                     int(Qt::AlignLeft | Qt::AlignVCenter), text());
    if (showsFocus()) {
        paintFocusRing(painter, rect(), px(radius::control));
    }
}

void FoldButton::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && rect().contains(event->position().toPoint())) {
        Q_EMIT clicked();
    }
}

void FoldButton::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Space || event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        Q_EMIT clicked();
        return;
    }
    Control::keyPressEvent(event);
}

} // namespace tokenmeter
