// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/BudgetBar.h"

#include "charts/Hatch.h"
#include "charts/figures.h"
#include "theme/Theme.h"
#include "widgets/Control.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace tokenmeter::budgetbar
{
namespace
{

QColor fillOf(const BudgetMarks &marks, const Colours &c)
{
    const QColor full = marks.fill == BudgetMarks::Fill::Over    ? c.negative
                      : marks.fill == BudgetMarks::Fill::Warning ? c.warningMark
                                                                 : c.accent;
    return marks.faint ? mixed(full, c.surface, mix::lifted) : full;
}

} // namespace

double most()
{
    return 1 / size::budgetLimitAt;
}

void paint(QPainter &painter, const QRectF &rect, const BudgetMarks &marks)
{
    const Theme &theme = Theme::current();
    const Colours &c = theme.colours();
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const double high = px(size::budgetTrack);
    const double middle = std::round(rect.center().y());
    const QRectF track{rect.left(), middle - high / 2, rect.width(), high};
    const double limit = std::round(track.left() + track.width() * size::budgetLimitAt);
    const auto xOf = [&](double part) {
        return std::clamp(track.left() + std::max(0.0, part) * (limit - track.left()), track.left(), track.right());
    };
    paintBox(painter, track, radius::cell, c.sunken, {});

    const QColor fill = fillOf(marks, c);
    double spent = std::round(xOf(marks.spent));
    const QFont overFont = theme.font(Theme::Role::Caption, QFont::DemiBold);
    const QString overText = marks.over.isEmpty() ? QString{} : QStringLiteral("› ") + marks.over;
    if (!overText.isEmpty()) { // the rest of the bar belongs to the words
        spent = std::min(spent, std::max(limit + size::unpricedMin, track.right() - std::ceil(numberWidth(overFont, overText)) - space::s1));
    }
    if (marks.spent > 0) {
        QRectF inside = track;
        inside.setRight(std::max(track.left() + size::barMin, std::min(spent, limit)));
        // An edge where the fill alone could not be told from the ground.
        paintBox(painter, inside, radius::cell, fill, !marks.faint && contrast(fill, c.surface) < least::mark ? c.warning : QColor{});
        if (spent > limit + 1) {
            hatch::paint(painter, {limit, track.top(), spent - limit, high}, radius::bar, fill, mixed(fill, c.surface, mix::band));
        }
    }
    if (marks.atLeast) {
        const double wide = std::min<double>(px(size::budgetUnknown), track.right() - spent);
        hatch::paintUnpriced(painter, {spent, track.top(), std::max<double>(size::unpricedMin, wide), high}, radius::bar);
    }
    if (marks.likely) {
        const double low = xOf(marks.low);
        const double end = std::max(low + size::barMin, xOf(marks.high));
        painter.fillRect(QRectF{low, middle - size::budgetBand / 2.0, end - low, double(size::budgetBand)}, mixed(fill, c.surface, mix::faint));
        QPen dashed{c.text1, size::line, Qt::CustomDashLine, Qt::FlatCap};
        dashed.setDashPattern({1.5, 1});
        painter.setPen(dashed);
        const double x = xOf(*marks.likely);
        const double half = px(size::budgetTick) / 2.0 - 1;
        painter.drawLine(QPointF{x, middle - half}, QPointF{x, middle + half});
    }
    painter.setPen(QPen{c.text1, size::line});
    const double tick = px(size::budgetTick) / 2.0;
    painter.drawLine(QPointF{limit, middle - tick}, QPointF{limit, middle + tick});
    if (marks.now) {
        const double x = std::round(xOf(std::min(1.0, *marks.now))) + size::hairline / 2;
        const double side = px(size::budgetNow);
        const double top = track.top() - side / 2 - 1;
        QPainterPath triangle{{x - side / 2, top - 1}};
        triangle.lineTo(x + side / 2, top - 1);
        triangle.lineTo(x, top - 1 + side * 0.75);
        triangle.closeSubpath();
        // A ring of the ground keeps it apart from the fill.
        painter.setPen(QPen{c.surface, size::markerRing + size::hairline});
        painter.drawLine(QPointF{x, track.top()}, QPointF{x, track.bottom()});
        painter.setPen(QPen{c.text1, size::limitLine});
        painter.drawLine(QPointF{x, top}, QPointF{x, track.bottom()});
        painter.setPen(Qt::NoPen);
        painter.fillPath(triangle, c.text1);
    }
    if (!overText.isEmpty()) {
        painter.setFont(overFont);
        painter.setPen(c.negative);
        drawNumber(painter, {spent, track.top() - 2, track.right() - spent, high + 4}, overText, Qt::AlignRight | Qt::AlignVCenter);
    }
    painter.restore();
}

} // namespace tokenmeter::budgetbar
