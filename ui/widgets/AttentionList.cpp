// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/AttentionList.h"

#include "charts/figures.h"

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

AttentionList::AttentionList(QWidget *parent) : Control{parent}
{
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void AttentionList::setRows(std::vector<AttentionRow> rows)
{
    m_rows = std::move(rows);
    m_hovered = -1;
    m_focused = 0;
    updateGeometry();
    update();
}

void AttentionList::setNothing(const QString &sentence)
{
    m_nothing = sentence;
    update();
}

void AttentionList::setFoot(const QString &sentence, bool ok)
{
    m_foot = sentence;
    m_footOk = ok;
    updateGeometry();
    update();
}

void AttentionList::setMaximumRows(int rows)
{
    m_maximum = rows;
    updateGeometry();
    update();
}

void AttentionList::setShowsAll(bool all)
{
    m_showsAll = all;
    updateGeometry();
    update();
}

int AttentionList::footHeight() const
{
    return m_foot.isEmpty() ? 0 : px(size::listRowMin);
}

int AttentionList::shownRows() const
{
    if (m_showsAll) {
        return int(m_rows.size());
    }
    const int fits = std::max(0, (height() - footHeight()) / px(size::attentionRow));
    return std::min({int(m_rows.size()), m_maximum, fits});
}

double AttentionList::footTop() const
{
    const double below = std::max(1, shownRows()) * px(size::attentionRow);
    return std::min(below + space::s1, double(height() - footHeight()));
}

QSize AttentionList::sizeHint() const
{
    return minimumSizeHint();
}

QSize AttentionList::minimumSizeHint() const
{
    const int rows = m_showsAll ? std::max(1, int(m_rows.size())) : 1;
    return {px(size::filterLineNarrow), rows * px(size::attentionRow) + footHeight()};
}

int AttentionList::partAt(const QPointF &at) const
{
    if (!m_foot.isEmpty() && at.y() >= footTop() && at.y() < footTop() + footHeight()) {
        return shownRows();
    }
    const int row = int(at.y() / px(size::attentionRow));
    return at.y() >= 0 && row < shownRows() ? row : -1;
}

bool AttentionList::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const int part = partAt(help->pos());
        QString text;
        if (part >= 0 && part < shownRows()) {
            const AttentionRow &row = m_rows[std::size_t(part)];
            QStringList lines{row.sentence, row.detail, row.verb};
            lines.removeAll(QString{});
            text = lines.join(QLatin1Char('\n'));
        } else if (part >= 0) {
            text = m_foot;
        }
        QToolTip::showText(help->globalPos(), plainToolTip(text), this);
        return true;
    }
    return Control::event(event);
}

void AttentionList::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::current();
    const Colours &c = theme.colours();
    QPainter painter{this};
    const QFont strong = theme.font(Theme::Role::Body, QFont::Medium);
    const QFont small = theme.font(Theme::Role::Small);
    const double pitch = px(size::attentionRow);
    const double tile = px(size::tile);
    if (m_rows.empty()) {
        painter.setFont(small);
        painter.setPen(c.text2);
        painter.drawText(QRectF{0, space::s1 / 2.0, double(width()), pitch}, Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, m_nothing);
    }
    for (int i = 0; i < shownRows(); ++i) {
        const AttentionRow &row = m_rows[std::size_t(i)];
        const double top = i * pitch;
        if (i == m_hovered && isHovered()) {
            paintBox(painter, QRectF{0, top, double(width()), pitch - space::s1}, radius::control, c.hover, {});
        }
        const QRectF box{0, top + space::s1, tile, tile};
        paintBox(painter, box, radius::tip, groundOf(row.tone, c), {});
        icons::paint(painter, box, row.icon, px(size::iconButton), inkOf(row.tone, c));
        const double left = tile + space::s3;
        double right = width();
        painter.setFont(small);
        painter.setPen(c.text3);
        const double lineHeight = std::ceil(QFontMetricsF{strong}.height()) + 1;
        if (!row.date.isEmpty()) {
            const double dateWidth = numberWidth(small, row.date);
            drawNumber(painter, QRectF{right - dateWidth, top + space::s1 / 2.0, dateWidth, lineHeight}, row.date, Qt::AlignRight | Qt::AlignVCenter);
            right -= dateWidth + space::s3;
        }
        drawElided(painter, QRectF{left, top + space::s1 / 2.0 + lineHeight, right - left, lineHeight}, row.detail);
        painter.setFont(strong);
        painter.setPen(c.text1);
        drawElided(painter, QRectF{left, top + space::s1 / 2.0, right - left, lineHeight}, row.sentence);
        if (showsFocus() && m_focused == i) {
            paintFocusRing(painter, QRectF{0, top, double(width()), pitch - space::s1}, radius::control);
        }
    }
    if (!m_foot.isEmpty()) {
        const double top = footTop();
        painter.setPen(QPen{c.border, size::hairline});
        painter.drawLine(QPointF{0, std::floor(top) + size::hairline / 2}, QPointF{double(width()), std::floor(top) + size::hairline / 2});
        const QRectF line{0, top + 1, double(width()), double(footHeight() - 1)};
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_footOk ? c.positive : c.negative);
        const double dot = px(size::dot);
        painter.drawEllipse(QRectF{space::s1 / 2.0, line.center().y() - dot / 2, dot, dot});
        painter.setFont(small);
        painter.setPen(m_hovered == shownRows() && isHovered() ? c.text1 : c.text2);
        drawElided(painter, line.adjusted(space::s2 + dot + space::s1, 0, 0, 0), m_foot);
        if (showsFocus() && m_focused == shownRows()) {
            paintFocusRing(painter, line, radius::control);
        }
    }
}

void AttentionList::mouseMoveEvent(QMouseEvent *event)
{
    m_hovered = partAt(event->position());
    setCursor(m_hovered >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    update();
}

void AttentionList::leaveEvent(QEvent *event)
{
    m_hovered = -1;
    Control::leaveEvent(event);
}

void AttentionList::activatePart(int part)
{
    if (part >= 0 && part < shownRows()) {
        Q_EMIT activated(m_rows[std::size_t(part)].id);
    } else if (part == shownRows() && !m_foot.isEmpty()) {
        Q_EMIT footActivated();
    }
}

void AttentionList::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton) {
        activatePart(partAt(event->position()));
    }
}

void AttentionList::keyPressEvent(QKeyEvent *event)
{
    const int last = m_foot.isEmpty() ? std::max(0, shownRows() - 1) : shownRows();
    switch (event->key()) {
    case Qt::Key_Up:
        m_focused = std::max(0, m_focused - 1);
        break;
    case Qt::Key_Down:
        m_focused = std::min(last, m_focused + 1);
        break;
    case Qt::Key_Space:
    case Qt::Key_Return:
    case Qt::Key_Enter:
        activatePart(m_focused);
        break;
    default:
        Control::keyPressEvent(event);
        return;
    }
    if (m_focused < shownRows()) {
        const AttentionRow &row = m_rows[std::size_t(m_focused)];
        setAccessibleDescription(row.sentence + QLatin1Char(' ') + row.detail);
    } else {
        setAccessibleDescription(m_foot);
    }
    event->accept();
    update();
}

} // namespace tokenmeter
