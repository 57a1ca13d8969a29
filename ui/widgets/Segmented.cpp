// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/Segmented.h"

#include "charts/figures.h"
#include "theme/Theme.h"

#include <QFontMetrics>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace tokenmeter
{

Segmented::Segmented(const QStringList &items, QWidget *parent) : Control{parent}
{
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setItems(items);
}

void Segmented::setItems(const QStringList &items)
{
    m_items = items;
    m_current = std::clamp(m_current, 0, std::max(0, int(items.size()) - 1));
    setAccessibleDescription(m_items.value(m_current));
    updateGeometry();
    update();
}

void Segmented::setIcons(const QList<Icon> &icons)
{
    m_icons = icons;
    updateGeometry();
    update();
}

void Segmented::setRefused(int index, const QString &why)
{
    why.isEmpty() ? void(m_refused.remove(index)) : void(m_refused.insert(index, why));
    update();
}

bool Segmented::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const int index = indexAt(QPointF{help->pos()});
        const QString text = m_refused.contains(index) ? m_refused.value(index) : m_icons.isEmpty() ? QString{} : m_items.value(index);
        QToolTip::showText(help->globalPos(), plainToolTip(text), this);
        return true;
    }
    return Control::event(event);
}

void Segmented::setCurrent(int index)
{
    if (index < 0 || index >= m_items.size() || index == m_current || m_refused.contains(index)) {
        return;
    }
    m_current = index;
    setAccessibleDescription(m_items.value(m_current));
    update();
    Q_EMIT currentChanged(index);
}

int Segmented::widthOf(int index) const
{
    if (!m_icons.isEmpty()) {
        return px(size::control);
    }
    // Measured in the weight of the chosen one, so that nothing moves when the choice does.
    const QFontMetrics metrics{Theme::current().font(Theme::Role::Label, QFont::DemiBold)};
    return metrics.horizontalAdvance(m_items[index]) + 2 * size::segmentPadding;
}

QRectF Segmented::rectOf(int index) const
{
    double x = 0;
    for (int i = 0; i < index; ++i) {
        x += widthOf(i);
    }
    return {x + size::thumbInset, 0, double(widthOf(index)), double(height())};
}

int Segmented::indexAt(const QPointF &at) const
{
    for (int i = 0; i < m_items.size(); ++i) {
        if (rectOf(i).contains(at)) {
            return i;
        }
    }
    return -1;
}

QSize Segmented::sizeHint() const
{
    int width = 2 * size::thumbInset;
    for (int i = 0; i < m_items.size(); ++i) {
        width += widthOf(i);
    }
    return {width, px(size::control)};
}

void Segmented::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::current();
    const Colours &c = theme.colours();
    QPainter painter{this};
    paintBox(painter, rect(), radius::item, c.sunken, theme.isDark() ? c.border : c.border);
    for (int i = 0; i < m_items.size(); ++i) {
        const QRectF cell = rectOf(i);
        const bool chosen = i == m_current;
        if (chosen) {
            const QRectF thumb = cell.adjusted(0, size::thumbInset, 0, -size::thumbInset);
            paintBox(painter, thumb, radius::knob, c.buttonFill, c.borderStrong);
            if (showsFocus()) {
                paintFocusRing(painter, thumb, radius::knob);
            }
        }
        painter.setFont(theme.font(Theme::Role::Label, chosen ? QFont::DemiBold : QFont::Medium));
        const QColor text = chosen || (i == m_hovered && isHovered()) ? c.text1 : c.text2;
        const QColor ink = isEnabled() && !m_refused.contains(i) ? text : withAlpha(c.text3, mix::disabled);
        if (i < m_icons.size()) {
            icons::paint(painter, cell, m_icons[i], px(size::iconList), ink);
            continue;
        }
        painter.setPen(ink);
        painter.drawText(cell, Qt::AlignCenter | Qt::TextSingleLine, m_items[i]);
    }
}

void Segmented::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton) {
        setCurrent(indexAt(event->position()));
    }
}

void Segmented::mouseMoveEvent(QMouseEvent *event)
{
    m_hovered = indexAt(event->position());
    update();
}

void Segmented::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Up:
        setCurrent(m_current - 1);
        break;
    case Qt::Key_Right:
    case Qt::Key_Down:
        setCurrent(m_current + 1);
        break;
    case Qt::Key_Home:
        setCurrent(0);
        break;
    case Qt::Key_End:
        setCurrent(int(m_items.size()) - 1);
        break;
    default:
        Control::keyPressEvent(event);
        return;
    }
    event->accept();
    update();
}

} // namespace tokenmeter
