// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/Scale.h"
#include "core/Time.h"
#include "format/MeasureText.h"

#include <QRectF>
#include <QString>

#include <vector>

class QPainter;

namespace tokenmeter::axis
{

/// How many intervals a plot of this height has room for.
int stepsFor(double plotHeight);
/// Width of the widest label of the value axis, the gap to the plot included.
double valueWidth(const Scale &scale, const MeasureText &text);
/// Gridlines, zero line and labels to the left of `plot`.
void paintValues(QPainter &painter, const QRectF &plot, const Scale &scale, const MeasureText &text);

/// One label of the time axis, at the middle of its mark.
struct TimeLabel
{
    double x = 0;
    QString text{};
    bool bold = false; ///< a month's first day on a long axis
    bool today = false;
};
/// Days 1, 8, 15, 22, 29 of each month, or months on long axes, and today; those that would touch are left out, today never.
/// @param xOf middle of a day's mark; @param bucketDays 1, 7 or about 30 days a mark
std::vector<TimeLabel> timeLabels(LocalDay from, LocalDay to, LocalDay today, double left, double width, bool nameToday);
/// Without those that would touch others: today stands, then months, then from the left. Ascending by place.
std::vector<TimeLabel> thinned(std::vector<TimeLabel> wanted);
void paintTime(QPainter &painter, const QRectF &plot, const std::vector<TimeLabel> &labels);
/// Room below the plot: what the labels of the time axis need in the user's font.
double bottomHeight();

/// Whole device pixels, so that equal bars have equal gaps.
double snapped(double x, double devicePixelRatio);
/// The middle of a hairline at y, so that it takes whole pixels.
double hair(double y);

} // namespace tokenmeter::axis
