// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/LegendTable.h"

#include "charts/Hatch.h"
#include "charts/figures.h"
#include "theme/Theme.h"

#include <QFontMetricsF>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace tokenmeter
{
namespace
{

QFont amountFont()
{
    return Theme::current().font(Theme::Role::Body, QFont::Medium);
}

QFont totalFont()
{
    return Theme::current().font(Theme::Role::Body, QFont::DemiBold);
}

QFont changeFont()
{
    return Theme::current().font(Theme::Role::Small);
}

} // namespace

LegendTable::LegendTable(QWidget *parent) : Control{parent}
{
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void LegendTable::setData(LegendTableData given)
{
    m_data = std::move(given);
    m_hidden.clear();
    m_hovered = -1;
    m_focused = 0;
    updateGeometry();
    update();
}

void LegendTable::setColumns(int columns)
{
    m_columns = std::max(1, columns);
    setSizePolicy(QSizePolicy::Expanding, m_columns > 1 ? QSizePolicy::Fixed : QSizePolicy::Expanding);
    updateGeometry();
    update();
}

void LegendTable::setHidden(const std::set<int> &rows)
{
    m_hidden = rows;
    update();
}

int LegendTable::lines() const
{
    const int all = int(m_data.rows.size() + m_data.notes.size());
    return (all + m_columns - 1) / m_columns;
}

double LegendTable::headerHeight() const
{
    return m_columns > 1 ? space::s2 : px(size::legendRow);
}

double LegendTable::lineHeight() const
{
    const double least = px(size::legendTableRowMin);
    if (m_columns > 1) {
        return px(size::controlInCard);
    }
    return std::clamp((height() - headerHeight()) / double(lines() + 1), least, double(px(size::legendTableRow)));
}

QRectF LegendTable::lineRect(int index) const
{
    const int column = index / std::max(1, lines());
    const int row = index % std::max(1, lines());
    const double gap = space::s8;
    const double columnWidth = (width() - gap * (m_columns - 1)) / m_columns;
    return {column * (columnWidth + gap), headerHeight() + row * lineHeight(), columnWidth, lineHeight()};
}

QRectF LegendTable::rowRect(int row) const
{
    return lineRect(row);
}

QRectF LegendTable::totalRect() const
{
    const double gap = space::s8;
    const double columnWidth = (width() - gap * (m_columns - 1)) / m_columns;
    const double left = (m_columns - 1) * (columnWidth + gap);
    return {left, headerHeight() + lines() * lineHeight(), columnWidth, lineHeight()};
}

QSize LegendTable::sizeHint() const
{
    const double row = px(m_columns > 1 ? size::controlInCard : size::legendTableRowMin);
    return {px(size::legendTable), int(std::ceil(headerHeight() + (lines() + 1) * row))};
}

double LegendTable::amountWidth() const
{
    double width = std::max(numberWidth(totalFont(), m_data.total), QFontMetricsF{Theme::current().font(Theme::Role::Caption)}.horizontalAdvance(m_data.amountHeader));
    for (const LegendTableData::Row &row : m_data.rows) {
        width = std::max(width, numberWidth(amountFont(), row.amount));
    }
    return width;
}

double LegendTable::changeWidth() const
{
    double width = numberWidth(changeFont(), m_data.totalChange);
    for (const LegendTableData::Row &row : m_data.rows) {
        width = std::max(width, numberWidth(changeFont(), row.change));
    }
    if (width <= 0) {
        return 0;
    }
    return std::max({width + space::s3, double(px(size::legendTableChange)),
                     QFontMetricsF{Theme::current().font(Theme::Role::Caption)}.horizontalAdvance(m_data.changeHeader) + space::s3});
}

void LegendTable::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::current();
    const Colours &c = theme.colours();
    QPainter painter{this};
    const double change = changeWidth();
    const double amount = amountWidth();
    const double swatch = px(size::swatch);

    if (m_columns == 1) {
        const QRectF header{0, 0, double(width()), headerHeight()};
        painter.setFont(theme.font(Theme::Role::Caption, QFont::Medium));
        painter.setPen(c.text3);
        drawElided(painter, header.adjusted(0, 0, -change - amount - space::s2, 0), m_data.nameHeader);
        painter.drawText(header.adjusted(0, 0, -change, 0), Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, m_data.amountHeader);
        if (change > 0) {
            painter.drawText(header, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, m_data.changeHeader);
        }
    }
    const auto line = [&](const QRectF &rect, const QString &name, const QString &value, const QString &moved, bool strong, double strength) {
        const double left = rect.left() + (strong ? 0 : swatch + space::s2);
        painter.setFont(strong ? totalFont() : theme.font(Theme::Role::Body));
        painter.setPen(mixed(c.text1, c.surface, strength));
        const double valueWidth = numberWidth(strong ? totalFont() : amountFont(), value);
        drawElided(painter, QRectF{left, rect.top(), rect.right() - change - valueWidth - space::s2 - left, rect.height()}, name);
        painter.setFont(strong ? totalFont() : amountFont());
        drawNumber(painter, rect.adjusted(0, 0, -change, 0), value, Qt::AlignRight | Qt::AlignVCenter);
        painter.setFont(changeFont());
        painter.setPen(mixed(c.text2, c.surface, strength));
        drawNumber(painter, rect, moved, Qt::AlignRight | Qt::AlignVCenter);
    };
    const auto swatchRect = [&](const QRectF &rect) {
        return QRectF{rect.left(), std::round(rect.center().y() - swatch / 2), swatch, swatch};
    };
    for (std::size_t i = 0; i < m_data.rows.size(); ++i) {
        const LegendTableData::Row &row = m_data.rows[i];
        const QRectF rect = lineRect(int(i));
        const QRectF ground = rect.adjusted(-space::s2 / 2.0, 1, space::s2 / 2.0, -1);
        if (int(i) == m_hovered) {
            paintBox(painter, ground.intersected(QRectF{this->rect()}), radius::control, c.hover, {});
        }
        const double strength = m_hidden.contains(int(i)) ? mix::lifted : 1;
        hatch::paintLook(painter, swatchRect(rect), radius::bar, row.look, strength);
        line(rect, row.name, row.amount, row.change, false, strength);
        if (showsFocus() && int(i) == m_focused) {
            paintFocusRing(painter, ground.intersected(QRectF{this->rect()}), radius::control);
        }
    }
    for (std::size_t i = 0; i < m_data.notes.size(); ++i) {
        const LegendTableData::Note &note = m_data.notes[i];
        const QRectF rect = lineRect(int(m_data.rows.size() + i));
        if (note.hatched) {
            hatch::paintUnpriced(painter, swatchRect(rect), radius::bar);
        }
        painter.setFont(theme.font(Theme::Role::Small));
        painter.setPen(c.text2);
        const double value = numberWidth(painter.font(), note.amount);
        drawNumber(painter, rect, note.amount, Qt::AlignRight | Qt::AlignVCenter);
        painter.setFont(theme.font(Theme::Role::Body));
        const double left = rect.left() + swatch + space::s2;
        drawElided(painter, QRectF{left, rect.top(), rect.right() - value - space::s2 - left, rect.height()}, note.name);
    }
    const QRectF total = totalRect();
    painter.setPen(QPen{c.borderStrong, size::hairline});
    const double y = std::floor(total.top()) + size::hairline / 2;
    painter.drawLine(QPointF{total.left(), y}, QPointF{total.right(), y});
    line(total, m_data.totalName, m_data.total, m_data.totalChange, true, 1);
}

int LegendTable::rowAt(const QPointF &at) const
{
    for (std::size_t i = 0; i < m_data.rows.size(); ++i) {
        if (lineRect(int(i)).contains(at)) {
            return int(i);
        }
    }
    return -1;
}

bool LegendTable::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const int row = rowAt(QPointF{help->pos()});
        QToolTip::showText(help->globalPos(), row < 0 ? QString{} : plainToolTip(m_data.rows[std::size_t(row)].tip), this);
        return true;
    }
    return Control::event(event);
}

void LegendTable::mouseMoveEvent(QMouseEvent *event)
{
    const int row = rowAt(event->position());
    setCursor(row >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    if (row != m_hovered) {
        m_hovered = row;
        update();
        Q_EMIT hovered(row);
    }
}

void LegendTable::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton) {
        activate(rowAt(event->position()), event->modifiers());
    }
}

void LegendTable::leaveEvent(QEvent *event)
{
    if (m_hovered >= 0) {
        m_hovered = -1;
        Q_EMIT hovered(-1);
    }
    Control::leaveEvent(event);
}

void LegendTable::activate(int row, Qt::KeyboardModifiers modifiers)
{
    if (row < 0 || row >= int(m_data.rows.size())) {
        return;
    }
    if (modifiers & Qt::AltModifier) {
        Q_EMIT explained(row);
    } else if (modifiers & Qt::ControlModifier) {
        Q_EMIT toggled(row);
    } else if (m_data.rows[std::size_t(row)].opens) {
        Q_EMIT opened(row);
    } else {
        Q_EMIT isolated(row);
    }
}

void LegendTable::keyPressEvent(QKeyEvent *event)
{
    const int last = int(m_data.rows.size()) - 1;
    const int before = m_focused;
    switch (event->key()) {
    case Qt::Key_Up:
        m_focused = std::max(0, m_focused - 1);
        break;
    case Qt::Key_Down:
        m_focused = std::clamp(m_focused + 1, 0, std::max(0, last));
        break;
    case Qt::Key_Home:
        m_focused = 0;
        break;
    case Qt::Key_End:
        m_focused = std::max(0, last);
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        activate(m_focused, event->modifiers());
        break;
    default:
        Control::keyPressEvent(event);
        return;
    }
    Control::keyPressEvent(event);
    event->accept();
    if (m_focused != before && m_focused <= last) {
        Q_EMIT hovered(m_focused);
        setAccessibleDescription(m_data.rows[std::size_t(m_focused)].name + QLatin1String(", ") + m_data.rows[std::size_t(m_focused)].amount);
    }
    update();
}

} // namespace tokenmeter
