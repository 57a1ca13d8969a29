// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/TreeDelegate.h"

#include "charts/Hatch.h"
#include "charts/Sparkline.h"
#include "charts/figures.h"
#include "itemmodels/CellRoles.h"
#include "theme/Icons.h"
#include "theme/Theme.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace tokenmeter
{
namespace
{

CellTone toneOf(const QModelIndex &index)
{
    return CellTone(index.data(ToneRole).toInt());
}

QColor inkOf(const QModelIndex &index, const Colours &c)
{
    switch (toneOf(index)) {
    case CellTone::Warning:
        return c.warning;
    case CellTone::Faint:
        return c.text2;
    case CellTone::Strong:
    case CellTone::Normal:
        break;
    }
    return c.text1;
}

bool hasBar(const QModelIndex &index)
{
    return index.data(AmountRole).isValid();
}

} // namespace

QFont TreeDelegate::fontOf(const QModelIndex &index)
{
    const Theme &theme = Theme::current();
    switch (toneOf(index)) {
    case CellTone::Strong:
        return theme.font(Theme::Role::Body, QFont::Medium);
    case CellTone::Faint:
    case CellTone::Warning:
        return index.column() == 0 || hasBar(index) ? theme.font(Theme::Role::Body) : theme.font(Theme::Role::Small);
    case CellTone::Normal:
        break;
    }
    return theme.font(Theme::Role::Body);
}

double TreeDelegate::widthOf(const QModelIndex &index)
{
    const double bar = hasBar(index) ? px(size::treeBar) + space::s2 : 0;
    return std::ceil(numberWidth(fontOf(index), index.data().toString())) + bar + space::s3;
}

QSize TreeDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {px(size::treeIndent), px(size::rowTree)};
}

void TreeDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    painter->save();
    if (index.column() == 0) {
        paintName(*painter, option, index);
    } else if (const QVariant steps = index.data(StepsRole); steps.isValid()) {
        const auto values = steps.value<QList<double>>();
        const Colours &c = Theme::current().colours();
        const QColor ink = ModelColours::line(index.data(FamilyRole).value<Look>(), c);
        const double width = px(size::sparkline);
        const double inset = px(size::sparklineInset);
        const QRectF place{option.rect.right() + 1 - width, option.rect.top() + inset, width, option.rect.height() - 2 * inset};
        sparkline::paint(*painter, place, {values.begin(), values.end()}, ink);
    } else {
        paintNumber(*painter, option, index);
    }
    painter->restore();
}

void TreeDelegate::paintName(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Colours &c = Theme::current().colours();
    QRectF room = option.rect;
    const bool branch = index.data(BranchRole).toBool();
    if (index.model()->hasChildren(index)) {
        const double side = px(size::iconChevron);
        const QRectF chevron{room.left() + (px(size::treeBranch) - side) / 2, room.center().y() - side / 2, side, side};
        icons::paint(painter, chevron, option.state & QStyle::State_Open ? Icon::Expand : Icon::Forward, px(size::iconChevron), c.text2);
    }
    room.setLeft(room.left() + px(branch ? size::treeBranch : size::treeLeaf));
    if (index.data(SwatchRole).toBool()) {
        const double side = px(size::swatch);
        const QRectF swatch{room.left(), std::round(room.center().y() - side / 2), side, side};
        if (index.data(PatternRole).toBool()) {
            hatch::paintUnpriced(painter, swatch, radius::bar);
        } else {
            hatch::paintLook(painter, swatch, radius::bar, index.data(FamilyRole).value<Look>());
        }
        room.setLeft(swatch.right() + space::s2);
    }
    room.setRight(room.right() - space::s3);
    painter.setFont(fontOf(index));
    painter.setPen(inkOf(index, c));
    drawElided(painter, room, index.data().toString());
}

void TreeDelegate::paintNumber(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Colours &c = Theme::current().colours();
    const QRectF cell = option.rect;
    if (hasBar(index)) {
        const double part = std::clamp(index.data(AmountRole).toDouble(), 0.0, 1.0);
        const double height = px(size::cellBar);
        const QRectF track{cell.left() + space::s3, std::round(cell.center().y() - height / 2), double(px(size::treeBar)), height};
        // Whatever is more than nothing is at least two pixels wide.
        double width = part > 0 ? std::max(double(size::barMin), track.width() * part) : 0;
        const bool open = index.data(PatternRole).toBool();
        const double unknown = open ? size::unpricedHeight : 0;
        width = std::min(width, track.width() - unknown);
        if (width > 0) {
            hatch::paintLook(painter, QRectF{track.left(), track.top(), width, track.height()}, radius::bar, index.data(FamilyRole).value<Look>());
        }
        if (open) {
            hatch::paintUnpriced(painter, QRectF{track.left() + (width > 0 ? width + 1 : 0), track.top(), unknown, track.height()}, 0);
        }
    }
    painter.setFont(fontOf(index));
    painter.setPen(inkOf(index, c));
    drawNumber(painter, cell, index.data().toString(), Qt::AlignRight | Qt::AlignVCenter);
}

} // namespace tokenmeter
