// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/SessionDetailView.h"

#include "charts/figures.h"
#include "theme/ModelColours.h"
#include "theme/Theme.h"

#include <QFontMetricsF>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace tokenmeter
{

SessionDetailView::SessionDetailView(QWidget *parent) : Control{parent}
{
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    QSizePolicy policy{QSizePolicy::Expanding, QSizePolicy::Minimum};
    setSizePolicy(policy);
}

void SessionDetailView::setContent(SessionDetailContent content)
{
    m_content = std::move(content);
    m_hovered = -1;
    m_focused = 0;
    QStringList spoken{m_content.amount, m_content.when, m_content.name};
    spoken << m_content.facts;
    setAccessibleName(spoken.join(QStringLiteral(", ")));
    QStringList rows;
    for (const SessionDetailContent::Section &section : m_content.sections) {
        rows << section.title;
        for (const SessionDetailContent::Row &row : section.rows) {
            rows << row.left + QLatin1Char{' '} + row.middle + QLatin1Char{' '} + row.right;
        }
    }
    setAccessibleDescription(rows.join(QLatin1Char{'\n'}));
    updateGeometry();
    update();
}

SessionDetailView::Layout SessionDetailView::laidOut(double width) const
{
    Layout layout;
    const double line = px(size::sessionLine);
    double y = std::ceil(QFontMetricsF{Theme::current().font(Theme::Role::Hero)}.height());
    layout.when = y;
    y += line;
    layout.name = y;
    y += m_content.name.isEmpty() ? 0 : line;
    layout.facts = y + space::s1;
    y = layout.facts + line * double(m_content.facts.size());
    if (!m_content.points.empty()) {
        y += px(size::sessionHeading);
        layout.costs = {0, y, width, double(px(size::sessionCosts))};
        y = layout.costs.bottom() + px(size::sessionHeading);
        layout.context = {0, y, width, double(px(size::sessionContext))};
        y = layout.context.bottom();
    }
    for (std::size_t s = 0; s < m_content.sections.size(); ++s) {
        layout.titles.push_back(y);
        y += px(size::sessionHeading);
        for (std::size_t r = 0; r < m_content.sections[s].rows.size(); ++r) {
            layout.rows.push_back({s, r, {0, y, width, double(px(size::sessionRow))}});
            y += px(size::sessionRow);
        }
    }
    layout.height = y;
    return layout;
}

QSize SessionDetailView::sizeHint() const
{
    return {px(size::inspector) - 2 * size::cardPadding, int(std::ceil(laidOut(width()).height))};
}

QRectF SessionDetailView::rowRect(std::size_t section, std::size_t row) const
{
    for (const Layout::Place &place : laidOut(width()).rows) {
        if (place.section == section && place.row == row) {
            return place.rect;
        }
    }
    return {};
}

int SessionDetailView::rowAt(const QPointF &at) const
{
    const Layout layout = laidOut(width());
    for (std::size_t i = 0; i < layout.rows.size(); ++i) {
        if (layout.rows[i].rect.contains(at)) {
            return int(i);
        }
    }
    return -1;
}

int SessionDetailView::pointAt(const QPointF &at) const
{
    const Layout layout = laidOut(width());
    if (m_content.points.empty() || (!layout.costs.contains(at) && !layout.context.contains(at))) {
        return -1;
    }
    const int count = int(m_content.points.size());
    return std::clamp(int(at.x() / std::max(1, width()) * count), 0, count - 1);
}

bool SessionDetailView::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        QString text;
        if (const int point = pointAt(help->pos()); point >= 0) {
            text = m_content.points[std::size_t(point)].toolTip;
        } else if (const int row = rowAt(help->pos()); row >= 0) {
            text = rowOf(laidOut(width()).rows[std::size_t(row)]).toolTip;
        } else if (help->pos().y() < laidOut(width()).when) {
            text = m_content.exactAmount;
        } else if (help->pos().y() < laidOut(width()).facts) {
            text = m_content.name;
        }
        QToolTip::showText(help->globalPos(), plainToolTip(text), this);
        return true;
    }
    return Control::event(event);
}

void SessionDetailView::paintPoints(QPainter &painter, const Layout &layout) const
{
    const Theme &theme = Theme::current();
    const Colours &c = theme.colours();
    const double heading = px(size::sessionHeading);
    const auto title = [&](const QRectF &plot, const QString &text, const QString &largest) {
        const QRectF room{0, plot.top() - heading, plot.width(), heading - space::s1};
        painter.setFont(theme.font(Theme::Role::Small));
        painter.setPen(c.text2);
        painter.drawText(room, int(Qt::AlignLeft | Qt::AlignBottom), text);
        painter.setFont(theme.font(Theme::Role::Caption));
        painter.setPen(c.text3);
        drawNumber(painter, room, largest, Qt::AlignRight | Qt::AlignBottom);
    };
    title(layout.costs, m_content.costCaption, m_content.largestCost);
    title(layout.context, m_content.promptCaption, m_content.largestPrompt);

    double cost = 0;
    double prompt = 0;
    for (const SessionDetailContent::Point &point : m_content.points) {
        cost = std::max(cost, point.cost);
        prompt = std::max(prompt, point.prompt);
    }
    const double dpr = painter.device()->devicePixelRatioF();
    const auto snapped = [&](double x) { return std::round(x * dpr) / dpr; };
    const double pitch = layout.costs.width() / double(m_content.points.size());
    const double bar = std::clamp(pitch * (1 - size::barGap), double(size::barMin) / 2, double(size::barMax));
    const QColor ink = ModelColours::fill(Look::dimension(), c);
    QPolygonF line;
    for (std::size_t i = 0; i < m_content.points.size(); ++i) {
        const SessionDetailContent::Point &point = m_content.points[i];
        const double middle = (double(i) + 0.5) * pitch;
        if (cost > 0 && point.cost > 0) {
            const double height = std::max(1.0, point.cost / cost * layout.costs.height());
            const double left = snapped(middle - bar / 2);
            painter.fillRect(QRectF{left, layout.costs.bottom() - height, std::max(1 / dpr, snapped(middle + bar / 2) - left), height}, ink);
        }
        if (prompt > 0 && point.prompt > 0) {
            line << QPointF{middle, layout.context.bottom() - point.prompt / prompt * layout.context.height()};
        }
    }
    painter.setPen(QPen{c.zero, size::hairline});
    for (const QRectF &plot : {layout.costs, layout.context}) {
        const double y = std::floor(plot.bottom()) + size::hairline / 2;
        painter.drawLine(QPointF{0, y}, QPointF{plot.width(), y});
    }
    if (line.isEmpty()) {
        return;
    }
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    if (line.size() == 1) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(c.tokenInput);
        painter.drawEllipse(line.front(), double(size::marker) / 2, double(size::marker) / 2);
    } else {
        QPainterPath area;
        area.addPolygon(QPolygonF{line} << QPointF{line.back().x(), layout.context.bottom()} << QPointF{line.front().x(), layout.context.bottom()});
        painter.fillPath(area, withAlpha(c.tokenInput, mix::sparkline));
        painter.setPen(QPen{c.tokenInput, size::sparklinePen, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin});
        painter.drawPolyline(line);
    }
    painter.restore();
}

void SessionDetailView::paintRow(QPainter &painter, const Layout::Place &place, bool hovered, bool focused, double leftWidth) const
{
    const Theme &theme = Theme::current();
    const Colours &c = theme.colours();
    const SessionDetailContent::Row &row = rowOf(place);
    const QRectF ground = place.rect.adjusted(-space::s2, 0, space::s2, 0);
    if (hovered && row.record != 0) {
        paintBox(painter, ground, radius::control, c.hover, {});
    }
    const QFont amount = theme.font(Theme::Role::Body, QFont::Medium);
    painter.setFont(row.unpriced ? theme.font(Theme::Role::Body) : amount);
    painter.setPen(row.unpriced ? c.warning : c.text1);
    drawNumber(painter, place.rect, row.right, Qt::AlignRight | Qt::AlignVCenter);
    double right = place.rect.right() - numberWidth(amount, row.right) - space::s3;

    const QFont small = theme.font(Theme::Role::Small);
    painter.setFont(small);
    if (!row.warning.isEmpty()) {
        const double width = std::ceil(QFontMetricsF{small}.horizontalAdvance(row.warning));
        painter.setPen(c.warning);
        painter.drawText(QRectF{right - width, place.rect.top(), width + 1, place.rect.height()}, int(Qt::AlignLeft | Qt::AlignVCenter), row.warning);
        right -= width + space::s2;
    }
    double left = 0;
    if (!row.left.isEmpty()) {
        painter.setPen(c.text2);
        drawNumber(painter, {0, place.rect.top(), leftWidth, place.rect.height()}, row.left, Qt::AlignLeft | Qt::AlignVCenter);
        left = leftWidth + space::s3;
    }
    painter.setFont(theme.font(Theme::Role::Body));
    painter.setPen(c.text1);
    drawElided(painter, {left, place.rect.top(), std::max(0.0, right - left), place.rect.height()}, row.middle);
    if (focused) {
        paintFocusRing(painter, ground, radius::control);
    }
}

void SessionDetailView::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::current();
    const Colours &c = theme.colours();
    QPainter painter{this};
    // Grounds of rows hang over on both sides: the words stand on the card's edge.
    painter.translate(space::s2, 0);
    const Layout layout = laidOut(width() - 2 * space::s2);
    const double wide = width() - 2 * space::s2;
    painter.setFont(theme.font(Theme::Role::Hero));
    painter.setPen(c.text1);
    painter.drawText(QRectF{0, 0, wide, layout.when}, int(Qt::AlignLeft | Qt::AlignVCenter), m_content.amount);
    const double line = px(size::sessionLine);
    painter.setFont(theme.font(Theme::Role::Small));
    painter.setPen(c.text2);
    drawElided(painter, {0, layout.when, wide, line}, m_content.when);
    if (!m_content.name.isEmpty()) {
        painter.setPen(c.text3);
        drawElided(painter, {0, layout.name, wide, line}, m_content.name, Qt::AlignLeft, Qt::ElideMiddle);
    }
    painter.setPen(c.text2);
    for (qsizetype i = 0; i < m_content.facts.size(); ++i) {
        drawElided(painter, {0, layout.facts + double(i) * line, wide, line}, m_content.facts[i]);
    }
    if (!m_content.points.empty()) {
        paintPoints(painter, layout);
    }
    for (std::size_t s = 0; s < m_content.sections.size(); ++s) {
        painter.setFont(theme.font(Theme::Role::Body, QFont::DemiBold));
        painter.setPen(c.text1);
        painter.drawText(QRectF{0, layout.titles[s], wide, px(size::sessionHeading) - double(space::s1)}, int(Qt::AlignLeft | Qt::AlignBottom),
                         m_content.sections[s].title);
    }
    std::vector<double> lefts(m_content.sections.size(), 0);
    for (std::size_t s = 0; s < m_content.sections.size(); ++s) {
        for (const SessionDetailContent::Row &row : m_content.sections[s].rows) {
            lefts[s] = std::max(lefts[s], std::ceil(numberWidth(theme.font(Theme::Role::Small), row.left)));
        }
    }
    for (std::size_t i = 0; i < layout.rows.size(); ++i) {
        paintRow(painter, layout.rows[i], int(i) == m_hovered && isHovered(), showsFocus() && int(i) == m_focused, lefts[layout.rows[i].section]);
    }
}

void SessionDetailView::mouseMoveEvent(QMouseEvent *event)
{
    m_hovered = rowAt(event->position());
    const bool can = m_hovered >= 0 && rowOf(laidOut(width()).rows[std::size_t(m_hovered)]).record != 0;
    setCursor(can ? Qt::PointingHandCursor : Qt::ArrowCursor);
    update();
}

void SessionDetailView::leaveEvent(QEvent *event)
{
    m_hovered = -1;
    Control::leaveEvent(event);
}

void SessionDetailView::mouseReleaseEvent(QMouseEvent *event)
{
    const int row = rowAt(event->position());
    if (event->button() == Qt::LeftButton && row >= 0) {
        const qint64 record = rowOf(laidOut(width()).rows[std::size_t(row)]).record;
        if (record != 0) {
            m_focused = row;
            Q_EMIT picked(record);
        }
    }
}

void SessionDetailView::step(int by)
{
    const Layout layout = laidOut(width());
    for (int row = m_focused + by; row >= 0 && row < int(layout.rows.size()); row += by) {
        if (rowOf(layout.rows[std::size_t(row)]).record != 0) {
            m_focused = row;
            return;
        }
    }
}

void SessionDetailView::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Up:
        step(-1);
        break;
    case Qt::Key_Down:
        step(1);
        break;
    case Qt::Key_Space:
    case Qt::Key_Return:
    case Qt::Key_Enter: {
        const Layout layout = laidOut(width());
        if (m_focused < int(layout.rows.size()) && rowOf(layout.rows[std::size_t(m_focused)]).record != 0) {
            Q_EMIT picked(rowOf(layout.rows[std::size_t(m_focused)]).record);
        }
        break;
    }
    default:
        Control::keyPressEvent(event);
        return;
    }
    Control::keyPressEvent(event); // it shows the ring
    event->accept();
    update();
}

void SessionDetailView::lookChanged()
{
    updateGeometry();
    Control::lookChanged();
}

} // namespace tokenmeter
