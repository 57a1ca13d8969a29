// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QIcon>
#include <QPixmap>
#include <QRectF>

class QPainter;

namespace tokenmeter
{

/// Our own set: 20 px grid, 1.5 px stroke, one idea each. Providers and models have no pictures anywhere.
enum class Icon {
    Overview, Trends, Breakdown, Compare, Budgets, Review, Records, Sources, Prices, Back, Forward, Expand, Collapse, Export,
    Alerts, Menu, Find, Add, Remove, Done, Warning, Info, Refresh, Pause, Filters, AsTable, Bars, Area, Lines, Percent, Folder,
    File, Open, Polled, Bank, Unusual, Lock, Demo, Settings,
};
inline constexpr int IconCount = int(Icon::Settings) + 1;

namespace icons
{

/// Painted at `side` device-independent pixels; cached by icon, size, colour and scale.
QPixmap pixmap(Icon icon, int side, const QColor &colour, double devicePixelRatio);
/// Centred in `rect`, `side` pixels large, on whole device pixels.
void paint(QPainter &painter, const QRectF &rect, Icon icon, int side, const QColor &colour);
/// For buttons and actions: takes its colour from the theme each time it is painted.
QIcon themed(Icon icon);
/// For menus and dialogs: the desktop's icon where it has one, else ours.
QIcon fromDesktop(Icon icon);
/// The brand mark: three rising bars under a limit line.
void paintBrand(QPainter &painter, const QRectF &rect);

} // namespace icons
} // namespace tokenmeter
