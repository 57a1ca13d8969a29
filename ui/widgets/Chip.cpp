// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/Chip.h"

#include "charts/figures.h"
#include "theme/Icons.h"
#include "theme/Theme.h"

#include <QFontMetrics>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace tokenmeter
{

Chip::Chip(const QString &name, QWidget *parent) : Control{parent}, m_name{name}
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    describe();
}

void Chip::setName(const QString &name)
{
    m_name = name;
    describe();
}

void Chip::setValue(const QString &value)
{
    m_value = value;
    describe();
}

void Chip::describe()
{
    setAccessibleName(m_value.isEmpty() ? m_name : tr("%1: %2", "filter and its value").arg(m_name, m_value));
    setToolTip(m_value.isEmpty() ? QString{} : plainToolTip(accessibleName()));
    updateGeometry();
    update();
}

QString Chip::label() const
{
    return m_value.isEmpty() ? m_name : tr("%1:", "name of a filter before its value").arg(m_name) + QLatin1Char(' ');
}

QSize Chip::sizeHint() const
{
    const Theme &theme = Theme::current();
    int width = QFontMetrics{theme.font(Theme::Role::Label)}.horizontalAdvance(label());
    if (!m_value.isEmpty()) {
        width += QFontMetrics{theme.font(Theme::Role::Label, QFont::DemiBold)}.horizontalAdvance(m_value);
    }
    width += 2 * size::chipPadding + space::s1 + px(size::iconChevron);
    return {std::min(width, px(size::sidebar)), px(size::control)};
}

QRectF Chip::crossRect() const
{
    const double side = px(size::iconChevron);
    return {width() - size::chipPadding - side + space::s1 / 2.0, (height() - side) / 2.0, side, side};
}

void Chip::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::current();
    const Colours &c = theme.colours();
    QPainter painter{this};
    const bool set = !m_value.isEmpty();
    const double round = height() / 2.0;
    if (set) {
        paintBox(painter, rect(), round, c.accentSoft, mixed(c.accent, c.accentSoft, mix::tintBorder));
    } else {
        paintBox(painter, rect(), round, isHovered() ? c.hover : QColor{}, c.borderStrong);
    }
    const QRectF cross = crossRect();
    QRectF text{double(size::chipPadding), 0, cross.left() - size::chipPadding - space::s1, double(height())};
    const QFont plain = theme.font(Theme::Role::Label);
    painter.setFont(plain);
    painter.setPen(set ? c.accent : isHovered() ? c.text1 : c.text2);
    drawElided(painter, text, label());
    if (set) {
        text.setLeft(text.left() + QFontMetricsF{plain}.horizontalAdvance(label()));
        painter.setFont(theme.font(Theme::Role::Label, QFont::DemiBold));
        drawElided(painter, text, m_value);
    }
    icons::paint(painter, cross, set ? Icon::Remove : Icon::Expand, px(size::iconChevron), set ? c.accent : c.text2);
    if (showsFocus()) {
        paintFocusRing(painter, rect(), round);
    }
}

void Chip::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || !rect().contains(event->position().toPoint())) {
        return;
    }
    // The whole height right of the text belongs to the cross: 14 px are too small to hit.
    if (!m_value.isEmpty() && event->position().x() >= crossRect().left() - space::s1) {
        Q_EMIT cleared();
    } else {
        Q_EMIT clicked();
    }
}

void Chip::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Delete:
    case Qt::Key_Backspace:
        if (!m_value.isEmpty()) {
            Q_EMIT cleared();
        }
        break;
    case Qt::Key_Space:
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Down:
        Q_EMIT clicked();
        break;
    default:
        Control::keyPressEvent(event);
        return;
    }
    event->accept();
}

} // namespace tokenmeter
