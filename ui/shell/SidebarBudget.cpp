// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/SidebarBudget.h"

#include "charts/Hatch.h"
#include "charts/figures.h"
#include "theme/Theme.h"
#include "widgets/Control.h"

#include <QEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace tokenmeter
{
namespace
{

QColor toneColour(BudgetLine::Tone tone, const Colours &c)
{
    return tone == BudgetLine::Tone::Over ? c.negative : tone == BudgetLine::Tone::Warning ? c.warningMark : c.accent;
}

} // namespace

SidebarBudget::SidebarBudget(QWidget *parent) : QAbstractButton{parent}
{
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setLine({});
}

void SidebarBudget::setLine(const BudgetLine &line)
{
    m_line = line;
    setText(line.title.isEmpty() ? tr("Set a budget") : line.title);
    setAccessibleName(line.title.isEmpty() ? text() : line.spoken);
    setToolTip(plainToolTip(line.spoken));
    updateGeometry();
    update();
}

QSize SidebarBudget::sizeHint() const
{
    return {px(size::sidebarNarrow), px(m_line.title.isEmpty() ? size::sidebarItem : size::sidebarBudget)};
}

void SidebarBudget::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::current();
    const Colours &c = theme.colours();
    QPainter painter{this};
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box{rect()};
    if (underMouse() || isDown()) {
        paintBox(painter, box, px(radius::item), c.hover, {});
    }
    if (hasFocus()) {
        paintFocusRing(painter, box, px(radius::item));
    }
    const double left = px(space::s2);
    const double wide = width() - 2 * left;
    if (m_line.title.isEmpty()) {
        painter.setFont(theme.font(Theme::Role::Label, QFont::Medium));
        painter.setPen(c.accent);
        drawElided(painter, {left, 0, wide, double(height())}, text(), Qt::AlignLeft | Qt::AlignVCenter);
        return;
    }
    const auto lineAt = [&](int middle) { return QRectF{left, px(middle) - px(size::sidebarItem) / 2.0, wide, double(px(size::sidebarItem))}; };
    const QFont usedFont = theme.font(Theme::Role::Small, QFont::DemiBold);
    const double usedWide = m_line.used.isEmpty() ? 0 : numberWidth(usedFont, m_line.used) + space::s2;
    painter.setFont(theme.font(Theme::Role::Small));
    painter.setPen(c.text2);
    drawElided(painter, lineAt(size::sidebarBudgetTitle).adjusted(0, 0, -usedWide, 0), m_line.title, Qt::AlignLeft | Qt::AlignVCenter);
    painter.setFont(usedFont);
    painter.setPen(c.text1);
    drawNumber(painter, lineAt(size::sidebarBudgetTitle), m_line.used, Qt::AlignRight | Qt::AlignVCenter);

    const double high = px(size::sidebarBudgetTrack);
    const QRectF track{left, std::round(px(size::sidebarBudgetBar) - high / 2), wide, high};
    paintBox(painter, track, high / 2, c.borderStrong, {});
    const double spent = std::round(wide * std::clamp(m_line.spent, 0.0, 1.0));
    const QColor fill = toneColour(m_line.tone, c);
    if (spent > 0) {
        QRectF inside = track;
        inside.setWidth(std::max<double>(size::barMin, spent));
        paintBox(painter, inside, high / 2, fill, contrast(fill, c.sidebar) < least::mark ? c.warning : QColor{});
    }
    if (m_line.isHatched && spent < wide) {
        hatch::paintUnpriced(painter, {track.left() + spent, track.top(), std::min<double>(px(size::budgetUnknown), wide - spent), high}, radius::bar);
    }
    if (m_line.now) {
        const double x = std::round(track.left() + wide * std::clamp(*m_line.now, 0.0, 1.0));
        // A ring of the ground keeps it apart from the fill.
        painter.fillRect(QRectF{x - size::line, track.top(), 2 * size::line, high}, c.sidebar);
        painter.fillRect(QRectF{x - size::line / 2, std::round(track.center().y() - px(size::sidebarBudgetTick) / 2.0), size::line, double(px(size::sidebarBudgetTick))}, c.text1);
    }
    painter.setFont(theme.font(Theme::Role::Small));
    painter.setPen(m_line.tone == BudgetLine::Tone::Over ? c.negative : c.text2);
    drawElided(painter, lineAt(size::sidebarBudgetRest), m_line.rest, Qt::AlignLeft | Qt::AlignVCenter);
}

void SidebarBudget::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        updateGeometry();
    }
    QAbstractButton::changeEvent(event);
}

} // namespace tokenmeter
