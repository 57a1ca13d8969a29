// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/Pill.h"

#include "widgets/Control.h"

#include <QFontMetricsF>
#include <QPainter>

#include <cmath>

namespace tokenmeter
{

Pill::Pill(QWidget *parent) : QWidget{parent}
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void Pill::setState(Tone tone, const QString &words)
{
    m_tone = tone;
    m_words = words;
    setAccessibleName(words);
    updateGeometry();
    update();
}

double Pill::widthOf(const QString &words)
{
    const QFontMetricsF metrics{Theme::current().font(Theme::Role::Caption, QFont::Medium)};
    return std::ceil(metrics.horizontalAdvance(words)) + px(size::iconPill) + space::s1 + 2 * space::s2;
}

QSize Pill::sizeHint() const
{
    return {int(widthOf(m_words)), px(size::pill)};
}

double Pill::paint(QPainter &painter, double right, double middle, Tone tone, const QString &words)
{
    const Theme &theme = Theme::current();
    const double width = widthOf(words);
    const double height = px(size::pill);
    const QRectF box{right - width, std::round(middle - height / 2), width, height};
    const QColor ink = inkOf(tone, theme.colours());
    paintBox(painter, box, height / 2, groundOf(tone, theme.colours()), {});
    const double icon = px(size::iconPill);
    icons::paint(painter, QRectF{box.left() + space::s2, box.top(), icon, height}, iconOf(tone), int(icon), ink);
    painter.setFont(theme.font(Theme::Role::Caption, QFont::Medium));
    painter.setPen(ink);
    painter.drawText(box.adjusted(space::s2 + icon + space::s1, 0, -space::s2, 0), Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
                     words);
    return width;
}

void Pill::paintEvent(QPaintEvent *)
{
    QPainter painter{this};
    paint(painter, width(), height() / 2.0, m_tone, m_words);
}

} // namespace tokenmeter
