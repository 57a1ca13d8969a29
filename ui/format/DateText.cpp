// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/DateText.h"

#include "format/NumberText.h"

#include <QDate>
#include <QLocale>
#include <QTime>

namespace tokenmeter
{
namespace
{

using std::chrono::days;

QDate dateOf(LocalDay day)
{
    return QDate{1970, 1, 1}.addDays(day.time_since_epoch().count());
}

/// Names of months and days as the locale has them. The order of the parts is code and no translation: a date must
/// be right with any catalogue.
QString formatted(const QDate &date, QStringView english, QStringView chinese)
{
    return NumberText::locale().toString(date, NumberText::isChinese() ? chinese : english);
}

QString dayOfThisYear(const QDate &date)
{
    return formatted(date, u"d MMM", u"M 月 d 日");
}

QString dayOfAnyYear(const QDate &date)
{
    return formatted(date, u"d MMM yyyy", u"yyyy 年 M 月 d 日");
}

} // namespace

QString DateText::day(LocalDay value, LocalDay today)
{
    const QDate date = dateOf(value);
    return date.year() == dateOf(today).year() ? dayOfThisYear(date) : dayOfAnyYear(date);
}

QString DateText::full(LocalDay value)
{
    return formatted(dateOf(value), u"ddd d MMM yyyy", u"yyyy 年 M 月 d 日 ddd");
}

QString DateText::today()
{
    return tr("Today");
}

QString DateText::relative(LocalDay value, LocalDay today)
{
    if (value == today) {
        return tr("Today");
    }
    if (value == today - days{1}) {
        return tr("Yesterday");
    }
    return day(value, today);
}

QString DateText::range(LocalDay from, LocalDay to, LocalDay today)
{
    if (from == to) {
        return day(from, today);
    }
    const QDate a = dateOf(from);
    const QDate b = dateOf(to);
    const bool thisYear = b.year() == dateOf(today).year() && a.year() == b.year();
    if (a.year() == b.year() && a.month() == b.month()) {
        const QString both = QString::number(a.day()) + NumberText::EnDash + QString::number(b.day());
        if (NumberText::isChinese()) {
            const QString text = QStringLiteral("%1 月 %2 日").arg(QString::number(a.month()), both);
            return thisYear ? text : QStringLiteral("%1 年 %2").arg(QString::number(a.year()), text);
        }
        const QString text = both + QLatin1Char(' ') + monthShort(from);
        return thisYear ? text : text + QLatin1Char(' ') + QString::number(a.year());
    }
    const QString first = a.year() == b.year() ? dayOfThisYear(a) : dayOfAnyYear(a);
    const QString last = thisYear ? dayOfThisYear(b) : dayOfAnyYear(b);
    if (NumberText::isChinese() && !thisYear && a.year() == b.year()) {
        return dayOfAnyYear(a) + QLatin1Char(' ') + NumberText::EnDash + QLatin1Char(' ') + dayOfThisYear(b);
    }
    return first + QLatin1Char(' ') + NumberText::EnDash + QLatin1Char(' ') + last;
}

bool DateText::isWholeMonth(LocalDay from, LocalDay to)
{
    const QDate a = dateOf(from);
    return a.day() == 1 && dateOf(to) == a.addMonths(1).addDays(-1);
}

QString DateText::month(LocalDay anyDay)
{
    return formatted(dateOf(anyDay), u"MMMM yyyy", u"yyyy 年 M 月");
}

QString DateText::monthName(LocalDay anyDay)
{
    return NumberText::isChinese() ? monthShort(anyDay) : NumberText::locale().standaloneMonthName(dateOf(anyDay).month());
}

QString DateText::monthShort(LocalDay anyDay)
{
    return formatted(dateOf(anyDay), u"MMM", u"M 月");
}

QString DateText::period(LocalDay from, LocalDay to, LocalDay today)
{
    return isWholeMonth(from, to) ? month(from) : range(from, to, today);
}

QString DateText::axisDay(LocalDay value, bool withMonth)
{
    return withMonth ? formatted(dateOf(value), u"d MMM", u"M/d") : formatted(dateOf(value), u"d", u"d");
}

QString DateText::axisMonth(LocalDay value)
{
    return monthShort(value);
}

QString DateText::weekday(LocalDay value)
{
    return NumberText::locale().standaloneDayName(dateOf(value).dayOfWeek());
}

QString DateText::weekdayShort(int number)
{
    return NumberText::locale().standaloneDayName(number, QLocale::ShortFormat);
}

QString DateText::time(UtcTime time, const Zone &zone)
{
    const LocalDay day = zone.dayOf(time);
    const std::chrono::milliseconds since = (time + zone.offsetAt(time)).time_since_epoch() - day.time_since_epoch();
    const QTime clock = QTime{0, 0}.addMSecs(int(since.count()));
    const QLocale locale = NumberText::locale();
    // 24 hours unless the user's own locale says otherwise; English of no country means ours.
    const bool twelve = QLocale::system().timeFormat(QLocale::ShortFormat).contains(QLatin1String("AP"), Qt::CaseInsensitive)
                        && locale.timeFormat(QLocale::ShortFormat).contains(QLatin1String("AP"), Qt::CaseInsensitive);
    return locale.toString(clock, twelve ? QStringLiteral("h:mm AP") : QStringLiteral("HH:mm"));
}

QString DateText::moment(UtcTime when, const Zone &zone, LocalDay today)
{
    return relative(zone.dayOf(when), today) + QLatin1Char(' ') + time(when, zone);
}

} // namespace tokenmeter
