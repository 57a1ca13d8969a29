// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/ChartTip.h"
#include "core/Time.h"

#include <QRectF>
#include <QString>

#include <functional>
#include <optional>
#include <vector>

class QPainter;

namespace tokenmeter
{

/// Something that happened, as every chart of time shows it. All texts are plain and ready for people.
struct TimeMark
{
    std::int64_t id = 0;   ///< of the annotation, for the page
    LocalDay day{};
    int hourOfDay = -1;    ///< local clock; -1 = only the day is known
    UtcTime moment{};      ///< its beginning where only the day is known
    QString place{};       ///< "Thu 12 Nov 2026"
    QString kind{};        ///< "Release"
    QString text{};
    friend bool operator==(const TimeMark &, const TimeMark &) = default;
};

/// Marks over a plot: a square flag above it, a line through it, a caption beside the flag where there is room.
class TimeMarks
{
public:
    struct Flag
    {
        QRectF rect{};            ///< the square
        double x = 0;             ///< of the line
        std::vector<int> marks{}; ///< that stand at this place
        QString caption{};
        QRectF captionRect{};     ///< empty: there is no room for it
    };

    /// @param xOf where a mark stands; nothing: not in view
    /// @param room height above the plot that is free
    static std::vector<Flag> place(const std::vector<TimeMark> &marks, const std::function<std::optional<double>(const TimeMark &)> &xOf,
                                   const QRectF &plot, double room);
    static void paint(QPainter &painter, const std::vector<Flag> &flags, const QRectF &plot);
    /// The flag under a point, a little more generous than it is drawn; -1 = none.
    static int flagAt(const std::vector<Flag> &flags, const QPointF &at);
    static TipContent tipOf(const std::vector<TimeMark> &marks, const Flag &flag);
    /// "Release: v2.1 went out"
    static QString lineOf(const TimeMark &mark);
};

} // namespace tokenmeter
