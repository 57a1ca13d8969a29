// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/SideBySide.h"

#include "charts/Hatch.h"
#include "charts/figures.h"
#include "theme/Icons.h"
#include "theme/Theme.h"

#include <QFontMetricsF>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace tokenmeter
{

SideBySide::SideBySide(QWidget *parent) : Control{parent}
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void SideBySide::setData(SideBySideData given)
{
    m_data = std::move(given);
    m_current = std::clamp(m_current, 0, std::max(0, int(m_data.columns.size()) - 1));
    tell();
    updateGeometry();
    update();
}

void SideBySide::tell()
{
    if (m_data.columns.empty()) {
        setAccessibleDescription({});
        return;
    }
    const SideBySideData::Column &column = m_data.columns[std::size_t(m_current)];
    QStringList facts{column.name};
    for (qsizetype i = 0; i < std::min(m_data.rows.size(), column.cells.size()); ++i) {
        facts << m_data.rows[i] + QStringLiteral(": ") + column.cells[i];
    }
    setAccessibleDescription(facts.join(QStringLiteral(", ")));
}

double SideBySide::rowHeight() const
{
    return std::max(px(double(size::rankedShare) / 2 - space::s1), std::ceil(QFontMetricsF{Theme::current().font(Theme::Role::Small)}.height()) + space::s1);
}

double SideBySide::namesWidth() const
{
    const QFontMetricsF metrics{Theme::current().font(Theme::Role::Small)};
    double width = 0;
    for (const QString &row : m_data.rows) {
        width = std::max(width, std::ceil(metrics.horizontalAdvance(row)));
    }
    return width + space::s4;
}

int SideBySide::shownColumns() const
{
    const Theme &theme = Theme::current();
    const QFont cell = theme.font(Theme::Role::Small, QFont::DemiBold);
    double widest = px(double(size::treeNameMin));
    for (const SideBySideData::Column &column : m_data.columns) {
        for (const QString &text : column.cells) {
            widest = std::max(widest, std::ceil(numberWidth(cell, text)) + space::s4);
        }
    }
    const int room = int((width() - namesWidth()) / widest);
    return std::clamp(room, 1, std::max(1, int(m_data.columns.size())));
}

double SideBySide::columnWidth() const
{
    return (width() - namesWidth()) / std::max(1, shownColumns());
}

QRectF SideBySide::headRect(int column) const
{
    return {namesWidth() + column * columnWidth(), 0, columnWidth(), px(double(size::listRowMin))};
}

QRectF SideBySide::crossRect(int column) const
{
    const QRectF head = headRect(column);
    const double side = px(double(size::iconList));
    return {head.right() - side, head.center().y() - side / 2, side, side};
}

QSize SideBySide::sizeHint() const
{
    return {px(size::filterLineNarrow), px(size::listRowMin) + int(std::ceil(double(m_data.rows.size()) * rowHeight())) + space::s1};
}

int SideBySide::columnAt(const QPointF &at) const
{
    for (int column = 0; column < std::min(shownColumns(), int(m_data.columns.size())); ++column) {
        if (at.x() >= headRect(column).left() && at.x() < headRect(column).right()) {
            return column;
        }
    }
    return -1;
}

void SideBySide::paintEvent(QPaintEvent *)
{
    QPainter painter{this};
    const Theme &theme = Theme::current();
    const Colours &c = theme.colours();
    const QFont small = theme.font(Theme::Role::Small);
    const QFont strong = theme.font(Theme::Role::Small, QFont::DemiBold);
    const int shown = std::min(shownColumns(), int(m_data.columns.size()));
    const double top = px(double(size::listRowMin));
    if (m_hovered >= 0 && m_hovered < shown) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(c.hover);
        painter.drawRoundedRect(headRect(m_hovered).adjusted(space::s2, 0, space::s2, height() - top), radius::cell, radius::cell);
        painter.setRenderHint(QPainter::Antialiasing, false);
    }
    for (qsizetype row = 0; row < m_data.rows.size(); ++row) {
        const double y = top + double(row) * rowHeight();
        painter.setPen(QPen{c.grid, size::hairline});
        painter.drawLine(QPointF{0, std::floor(y) + size::hairline / 2}, QPointF{double(width()), std::floor(y) + size::hairline / 2});
        painter.setFont(small);
        painter.setPen(c.text2);
        drawElided(painter, QRectF{0, y, namesWidth() - space::s2, rowHeight()}, m_data.rows[row], Qt::AlignLeft | Qt::AlignVCenter);
    }
    for (int i = 0; i < shown; ++i) {
        const SideBySideData::Column &column = m_data.columns[std::size_t(i)];
        const QRectF head = headRect(i);
        const double right = column.canGo ? crossRect(i).left() - space::s2 : head.right();
        const double side = px(double(size::swatch));
        painter.setFont(strong);
        const double most = right - head.left() - side - space::s2 - space::s3;
        const double wide = std::min(std::ceil(QFontMetricsF{strong}.horizontalAdvance(column.name)) + 1, std::max(0.0, most));
        hatch::paintLook(painter, QRectF{right - wide - space::s2 - side, std::round(head.center().y() - side / 2), side, side}, radius::bar, column.look);
        painter.setPen(c.text1);
        drawElided(painter, QRectF{right - wide, head.top(), wide, head.height()}, column.name, Qt::AlignLeft | Qt::AlignVCenter);
        if (column.canGo) {
            icons::paint(painter, crossRect(i), Icon::Remove, size::iconChevron, i == m_hovered ? c.text1 : c.text3);
        }
        for (qsizetype row = 0; row < std::min(m_data.rows.size(), column.cells.size()); ++row) {
            painter.setFont(row < m_data.strongRows ? strong : small);
            painter.setPen(c.text1);
            drawNumber(painter, QRectF{head.left(), top + double(row) * rowHeight(), right - head.left(), rowHeight()}, column.cells[row], Qt::AlignRight | Qt::AlignVCenter);
        }
    }
    if (showsFocus() && m_current < shown) {
        painter.setRenderHint(QPainter::Antialiasing);
        paintFocusRing(painter, headRect(m_current).adjusted(space::s2, 0, 0, height() - top), radius::cell);
    }
}

void SideBySide::mouseMoveEvent(QMouseEvent *event)
{
    const int column = columnAt(event->position());
    if (column != m_hovered) {
        m_hovered = column;
        update();
    }
    setCursor(column >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void SideBySide::leaveEvent(QEvent *event)
{
    m_hovered = -1;
    update();
    Control::leaveEvent(event);
}

void SideBySide::mouseReleaseEvent(QMouseEvent *event)
{
    const int column = columnAt(event->position());
    if (event->button() != Qt::LeftButton || column < 0) {
        return;
    }
    m_current = column;
    tell();
    const qsizetype row = qsizetype((event->position().y() - px(double(size::listRowMin))) / rowHeight());
    if (m_data.columns[std::size_t(column)].canGo && crossRect(column).adjusted(-space::s2, -space::s2, space::s2, space::s2).contains(event->position())) {
        Q_EMIT left(column);
    } else if (event->position().y() > px(double(size::listRowMin)) && row == m_data.rows.size() - 1) {
        Q_EMIT rated(column);
    } else {
        Q_EMIT opened(column);
    }
}

void SideBySide::keyPressEvent(QKeyEvent *event)
{
    const int shown = std::min(shownColumns(), int(m_data.columns.size()));
    Control::keyPressEvent(event);
    if (shown == 0) {
        return;
    }
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
        m_current = std::clamp(m_current + (event->key() == Qt::Key_Right ? 1 : -1), 0, shown - 1);
        tell();
        update();
        event->accept();
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        event->accept();
        Q_EMIT opened(m_current);
        return;
    case Qt::Key_Delete:
        event->accept();
        if (m_data.columns[std::size_t(m_current)].canGo) {
            Q_EMIT left(m_current);
        }
        return;
    case Qt::Key_R:
        event->accept();
        Q_EMIT rated(m_current);
        return;
    default:
        return;
    }
}

void SideBySide::resizeEvent(QResizeEvent *event)
{
    Control::resizeEvent(event);
    update();
}

void SideBySide::lookChanged()
{
    updateGeometry();
    Control::lookChanged();
}

} // namespace tokenmeter
