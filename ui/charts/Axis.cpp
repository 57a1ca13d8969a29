// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/Axis.h"

#include "charts/figures.h"
#include "format/DateText.h"
#include "theme/Theme.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <utility>

namespace tokenmeter::axis
{
namespace
{

using namespace std::chrono;

} // namespace

double hair(double y)
{
    return std::floor(y) + size::hairline / 2;
}

double snapped(double x, double devicePixelRatio)
{
    return std::round(x * devicePixelRatio) / devicePixelRatio;
}

int stepsFor(double plotHeight)
{
    constexpr int few = 2;
    constexpr int normal = 5;
    return plotHeight < px(size::chartFewGridlinesBelow) ? few + 1 : normal;
}

double valueWidth(const Scale &scale, const MeasureText &text)
{
    const QFont font = Theme::current().font(Theme::Role::Caption);
    double widest = 0;
    for (const double tick : scale.ticks()) {
        widest = std::max(widest, numberWidth(font, text.axis(tick, scale.step(), scale.top())));
    }
    return std::ceil(widest) + size::axisLabelGap;
}

void paintValues(QPainter &painter, const QRectF &plot, const Scale &scale, const MeasureText &text)
{
    const Theme &theme = Theme::current();
    const Colours &c = theme.colours();
    painter.setFont(theme.font(Theme::Role::Caption));
    const double height = QFontMetricsF{painter.font()}.height();
    for (const double tick : scale.ticks()) {
        const double y = plot.bottom() - scale.part(tick) * plot.height();
        painter.setPen(QPen{tick == 0 ? c.zero : c.grid, size::hairline});
        painter.drawLine(QPointF{plot.left(), hair(y)}, QPointF{plot.right(), hair(y)});
        painter.setPen(c.text3);
        drawNumber(painter, QRectF{0, y - height / 2, plot.left() - size::axisLabelGap, height}, text.axis(tick, scale.step(), scale.top()),
                   Qt::AlignRight | Qt::AlignVCenter);
    }
}

std::vector<TimeLabel> timeLabels(LocalDay from, LocalDay to, LocalDay today, double left, double width, bool nameToday)
{
    const auto count = (to - from).count() + 1;
    const double pitch = width / double(std::max<long>(1, long(count)));
    const auto middleOf = [&](LocalDay day) { return left + (double((day - from).count()) + 0.5) * pitch; };

    std::vector<TimeLabel> wanted;
    constexpr int monthsFrom = 100; // days: beyond, only months are named
    const bool byMonth = count > monthsFrom;
    month shownMonth{0};
    for (LocalDay day = from; day <= to; day += days{1}) {
        const year_month_day parts{day};
        const unsigned number = unsigned(parts.day());
        if (byMonth) {
            if (number == 1) {
                wanted.push_back({middleOf(day), DateText::axisMonth(day), parts.month() == January, false});
            }
            continue;
        }
        const bool weekStart = number % 7 == 1 && number < 30;
        if (weekStart || (count < 7) || (day == from && wanted.empty())) {
            const bool withMonth = parts.month() != shownMonth;
            shownMonth = parts.month();
            wanted.push_back({middleOf(day), DateText::axisDay(day, withMonth), withMonth && day != from, false});
        }
    }
    if (nameToday && today >= from && today <= to) {
        wanted.push_back({middleOf(today), DateText::today().toLower(), true, true});
    }
    return thinned(std::move(wanted));
}

std::vector<TimeLabel> thinned(std::vector<TimeLabel> wanted)
{
    const QFontMetricsF metrics{Theme::current().font(Theme::Role::Caption, QFont::DemiBold)};
    std::stable_sort(wanted.begin(), wanted.end(), [](const TimeLabel &a, const TimeLabel &b) {
        return std::pair{!a.today, !a.bold} < std::pair{!b.today, !b.bold};
    });
    const auto touches = [&](const TimeLabel &a, const TimeLabel &b) {
        const double need = (metrics.horizontalAdvance(a.text) + metrics.horizontalAdvance(b.text)) / 2 + size::axisLabelGap;
        return std::abs(a.x - b.x) < need;
    };
    std::vector<TimeLabel> kept;
    for (const TimeLabel &label : wanted) {
        if (std::none_of(kept.begin(), kept.end(), [&](const TimeLabel &other) { return touches(label, other); })) {
            kept.push_back(label);
        }
    }
    std::stable_sort(kept.begin(), kept.end(), [](const TimeLabel &a, const TimeLabel &b) { return a.x < b.x; });
    return kept;
}

double bottomHeight()
{
    const QFontMetricsF metrics{Theme::current().font(Theme::Role::Caption, QFont::DemiBold)};
    return std::max(double(px(size::axisBottom)), std::round(size::axisTickGap + metrics.height()));
}

void paintTime(QPainter &painter, const QRectF &plot, const std::vector<TimeLabel> &labels)
{
    const Theme &theme = Theme::current();
    const Colours &c = theme.colours();
    for (const TimeLabel &label : labels) {
        const QFont font = theme.font(Theme::Role::Caption, label.bold ? QFont::DemiBold : QFont::Normal);
        const QFontMetricsF metrics{font};
        const double width = metrics.horizontalAdvance(label.text);
        double x = label.x - width / 2;
        x = std::min(x, plot.right() - width);
        painter.setFont(font);
        painter.setPen(label.today ? c.text1 : c.text3);
        painter.drawText(QPointF{x, plot.bottom() + size::axisTickGap + metrics.ascent()}, label.text);
    }
}

} // namespace tokenmeter::axis
