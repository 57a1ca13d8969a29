// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "print/ReviewSvg.h"

#include "charts/WaterfallRange.h"
#include "format/DateText.h"
#include "format/MoneyText.h"
#include "format/ReviewText.h"
#include "print/ReviewCharts.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace tokenmeter
{
namespace
{

// Units of the drawings. Widths of texts are not asked of a font, or files of two computers would differ: places are wide enough.
constexpr double SvgWidth = 720;
constexpr double WaterfallHeight = 240;
constexpr double WaterfallPitch = 76;
constexpr double DaysHeight = 220;
constexpr double LineHeight = 14;
constexpr double BarPart = 0.72;
constexpr double LeastBar = 1.5;
constexpr double AxisWidth = 56;
constexpr double LegendPitch = 178;
constexpr double LegendGap = 8;
constexpr double Swatch = 9;
constexpr int LatinPerLine = 13;
constexpr int DayLabels = 8;

QString at(double value)
{
    return QString::number(value, 'f', 2);
}

QString rectOf(double x, double y, double width, double height, const QString &cssClass)
{
    return QStringLiteral("<rect x=\"%1\" y=\"%2\" width=\"%3\" height=\"%4\" class=\"%5\"/>").arg(at(x), at(y), at(width), at(height), cssClass);
}

QString lineOf(double x1, double y1, double x2, double y2, const char *cssClass)
{
    return QStringLiteral("<line x1=\"%1\" y1=\"%2\" x2=\"%3\" y2=\"%4\" class=\"%5\"/>").arg(at(x1), at(y1), at(x2), at(y2), QString::fromLatin1(cssClass));
}

QString textAt(double x, double y, const QString &text, const char *cssClass)
{
    return QStringLiteral("<text x=\"%1\" y=\"%2\" class=\"%3\">").arg(at(x), at(y), QString::fromLatin1(cssClass)) + text.toHtmlEscaped() + QStringLiteral("</text>");
}

QString titleOf(const QString &text)
{
    return QStringLiteral("<title>") + text.toHtmlEscaped() + QStringLiteral("</title>");
}

QString headOf(double width, double height, const QString &name)
{
    return QStringLiteral("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %1 %2\" role=\"img\" aria-label=\"").arg(at(width), at(height)) + name.toHtmlEscaped() + QStringLiteral("\">");
}

/// Two lines at most, cut between words; letters of Chinese count twice.
QStringList twoLines(const QString &name)
{
    const auto widthOf = [](const QString &text) { return std::count_if(text.begin(), text.end(), [](QChar c) { return c.unicode() >= 0x2E80; }) + text.size(); };
    QStringList lines{QString{}};
    const QStringList words = name.split(QLatin1Char(' '));
    for (const QString &word : words) {
        const QString longer = lines.last().isEmpty() ? word : lines.last() + QLatin1Char(' ') + word;
        if (lines.size() == 1 && !lines.last().isEmpty() && widthOf(longer) > LatinPerLine) {
            lines << word;
        } else {
            lines.last() = longer;
        }
    }
    return lines;
}

/// Levels after each bar, as drawn.
std::vector<double> levelsOf(const WaterfallData &data)
{
    std::vector<double> levels;
    Int128 level = 0;
    for (const WaterfallData::Bar &bar : data.bars) {
        level = bar.isTotal ? bar.value : level + bar.value;
        levels.push_back(data.measure.drawn(level));
    }
    return levels;
}

/// A legend under the columns, as many in a row as have place.
QString legendOf(const StackedColumnsData &data, double top, bool hasUnpriced)
{
    QString svg;
    const int perRow = int(SvgWidth / LegendPitch);
    const int count = int(data.series.size()) + (hasUnpriced ? 1 : 0);
    for (int i = 0; i < count; ++i) {
        const double x = (i % perRow) * LegendPitch;
        const double y = top + (i / perRow) * LineHeight;
        const bool isUnpriced = i == int(data.series.size());
        svg += rectOf(x + 1, y - Swatch, Swatch, Swatch, isUnpriced ? QStringLiteral("unpriced") : QStringLiteral("s%1").arg(i));
        constexpr qsizetype Longest = 24; // what a place of the legend holds
        QString name = isUnpriced ? QCoreApplication::translate("tokenmeter::ReviewDocument", "Unpriced") : data.series[std::size_t(i)].name;
        name = name.size() > Longest ? name.left(Longest - 1) + QChar{0x2026} : name;
        svg += textAt(x + Swatch + 6, y, name, "left");
    }
    return svg;
}

QString gridOf(const Scale &scale, const MeasureText &measure, double top, double bottom)
{
    QString svg;
    for (const double tick : scale.ticks()) {
        const double y = bottom - scale.part(tick) * (bottom - top);
        svg += lineOf(AxisWidth, y, SvgWidth, y, tick == 0 ? "zero" : "grid");
        svg += textAt(AxisWidth - 6, y + 4, measure.axis(tick, scale.step(), scale.top()), "right quiet");
    }
    return svg;
}

} // namespace

QString waterfallBase(const ReviewData &review, std::size_t waterfall)
{
    const WaterfallData data = waterfallDataOf(review, waterfall);
    const WaterfallRange range = WaterfallRange::of(levelsOf(data));
    return range.base > 0 ? WaterfallChart::tr("the base is cut at %1").arg(data.measure.axis(range.base, range.step, range.high)) : QString{};
}

QString waterfallSvg(const ReviewData &review, std::size_t waterfall)
{
    if (!review.now.hasData || !review.before.hasData) {
        return {};
    }
    const WaterfallData data = waterfallDataOf(review, waterfall);
    const std::vector<double> levels = levelsOf(data);
    const WaterfallRange range = WaterfallRange::of(levels);
    const double count = double(data.bars.size());
    const double width = std::max(SvgWidth, count * WaterfallPitch);
    const double pitch = width / count;
    const double top = LineHeight + 4;
    const double bottom = WaterfallHeight - 3 * LineHeight;
    const auto yOf = [&](double level) { return bottom - (level - range.low) / (range.high - range.low) * (bottom - top); };

    QString svg = headOf(width, WaterfallHeight, data.title);
    svg += lineOf(0, yOf(std::max(range.low, 0.0)), width, yOf(std::max(range.low, 0.0)), "zero");
    for (std::size_t i = 0; i < data.bars.size(); ++i) {
        const WaterfallData::Bar &bar = data.bars[i];
        const double from = yOf(bar.isTotal ? std::max(range.base, range.low) : levels[i - 1]);
        const double to = yOf(levels[i]);
        const double height = std::max(LeastBar, std::abs(from - to));
        const double barWidth = pitch * BarPart;
        const double x = double(i) * pitch + (pitch - barWidth) / 2;
        const double y = std::min(from, to);
        const QString cssClass = bar.isTotal ? QStringLiteral("total") : bar.value > 0 ? QStringLiteral("more") : bar.value < 0 ? QStringLiteral("less") : QStringLiteral("none");
        svg += QStringLiteral("<g>") + titleOf(bar.meaning.isEmpty() ? bar.longName + QStringLiteral(": ") + bar.exact : bar.longName + QStringLiteral(": ") + bar.exact + QStringLiteral(". ") + bar.meaning)
            + rectOf(x, y, barWidth, height, cssClass);
        if (bar.isTotal && range.base > 0) {
            for (const double mark : {6.0, 12.0}) {
                svg += rectOf(x - 1, bottom - mark - 3, barWidth + 2, 3, QStringLiteral("cut"));
            }
        }
        svg += textAt(x + barWidth / 2, y - 4, bar.shown, "middle strong");
        const QStringList lines = twoLines(bar.name);
        for (qsizetype line = 0; line < lines.size(); ++line) {
            svg += textAt(x + barWidth / 2, bottom + (double(line) + 1.2) * LineHeight, lines[line], bar.isTotal ? "middle strong" : "middle");
        }
        svg += QStringLiteral("</g>");
        if (i + 1 < data.bars.size()) {
            svg += lineOf(x + barWidth, to, x + pitch, to, "zero");
        }
    }
    return svg + QStringLiteral("</svg>");
}

QString daysSvg(const ReviewData &review)
{
    const StackedColumnsData data = daysDataOf(review);
    const std::size_t count = data.unpriced.size();
    const bool hasUnpriced = std::any_of(data.unpriced.begin(), data.unpriced.end(), [](std::int64_t requests) { return requests > 0; });
    if (count == 0 || (data.series.empty() && !hasUnpriced)) {
        return {};
    }
    std::vector<Int128> totals(count);
    for (const StackedColumnsData::Series &series : data.series) {
        for (std::size_t day = 0; day < count; ++day) {
            totals[day] += series.values[day];
        }
    }
    const Scale scale = Scale::forLargest(data.measure.drawn(*std::max_element(totals.begin(), totals.end())), 4);
    const int legendRows = (int(data.series.size()) + (hasUnpriced ? 1 : 0) + int(SvgWidth / LegendPitch) - 1) / int(SvgWidth / LegendPitch);
    const double top = LineHeight;
    const double bottom = DaysHeight - 2 * LineHeight;
    const double pitch = (SvgWidth - AxisWidth) / double(count);
    const double bar = pitch * BarPart;

    QString svg = headOf(SvgWidth, DaysHeight + LegendGap + legendRows * LineHeight, data.title);
    svg += gridOf(scale, data.measure, top, bottom);
    const std::size_t labelStep = std::max<std::size_t>(1, (count + DayLabels - 1) / DayLabels);
    for (std::size_t day = 0; day < count; ++day) {
        const LocalDay date = data.from + std::chrono::days{day};
        const double x = AxisWidth + double(day) * pitch + (pitch - bar) / 2;
        double y = bottom;
        svg += QStringLiteral("<g>") + titleOf(DateText::full(date) + QStringLiteral(": ") + data.measure.exact(totals[day]));
        for (std::size_t i = 0; i < data.series.size(); ++i) {
            const double height = scale.part(data.measure.drawn(data.series[i].values[day])) * (bottom - top);
            if (height > 0) {
                y -= height;
                svg += rectOf(x, y, bar, height, QStringLiteral("s%1").arg(i));
            }
        }
        if (data.unpriced[day] > 0) {
            svg += rectOf(x + 1, y - 7, std::max(1.0, bar - 2), 5, QStringLiteral("unpriced"));
        }
        svg += QStringLiteral("</g>");
        if (day % labelStep == 0) {
            svg += textAt(x + bar / 2, bottom + LineHeight, DateText::axisDay(date, day == 0 || unsigned(std::chrono::year_month_day{date}.day()) <= labelStep), "middle quiet");
        }
    }
    return svg + legendOf(data, DaysHeight + LegendGap, hasUnpriced) + QStringLiteral("</svg>");
}

} // namespace tokenmeter
