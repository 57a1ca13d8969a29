// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Time.h"
#include "core/Zone.h"

#include <QCoreApplication>
#include <QString>

namespace tokenmeter
{

/// Days, periods and times for people. The year is left out when it is the year of `today`.
class DateText
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::DateText)
public:
    /// "12 Nov", "12 Nov 2025"; Chinese "11 月 12 日".
    static QString day(LocalDay day, LocalDay today);
    /// "Thu 12 Nov 2026"; Chinese "2026 年 11 月 12 日 周四".
    static QString full(LocalDay day);
    /// "Today", "Yesterday", else day().
    static QString relative(LocalDay day, LocalDay today);
    /// Both inclusive: "1–18 Oct", "20 Aug – 18 Nov 2026", "October 2025" for a whole month is not made here.
    static QString range(LocalDay from, LocalDay to, LocalDay today);
    /// "November 2026"; Chinese "2026 年 11 月".
    static QString month(LocalDay anyDay);
    /// "November", without its year.
    static QString monthName(LocalDay anyDay);
    /// "Oct"; Chinese "10 月".
    static QString monthShort(LocalDay anyDay);
    /// A whole month by its name, else the range.
    static QString period(LocalDay from, LocalDay to, LocalDay today);
    static bool isWholeMonth(LocalDay from, LocalDay to);
    /// For axes: "1 Nov" or "11/1" with the month, else "8".
    static QString axisDay(LocalDay day, bool withMonth);
    static QString axisMonth(LocalDay day);
    static QString weekday(LocalDay day);
    /// "Mon". @param number 1 = Monday ... 7 = Sunday
    static QString weekdayShort(int number);
    /// "14:32" in the zone.
    static QString time(UtcTime time, const Zone &zone);
    /// "Today 14:32", "12 Nov 14:32"
    static QString moment(UtcTime time, const Zone &zone, LocalDay today);
    static QString today();
};

} // namespace tokenmeter
