// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "support/TestMain.h"

#include "shell/Period.h"

namespace test_Period
{

using namespace tokenmeter;

namespace
{

LocalDay day(const QString &iso)
{
    return parseDay(iso.toStdString()).value();
}

QString text(const Period &period)
{
    return QString::fromStdString(toIso(period.from) + ".." + toIso(period.to));
}

} // namespace


class tst_Period : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void periods_data();
    void periods();
    void customRangesMoveByTheirLength();
    void customRangesSortTheirDays();
    void stepsForwardOnlyIntoWhatHasBegun();
    void damagedRulesAreClamped();
};

void tst_Period::periods_data()
{
    QTest::addColumn<PeriodKind>("kind");
    QTest::addColumn<QString>("at");
    QTest::addColumn<int>("billingDay");
    QTest::addColumn<int>("firstDayOfWeek");
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("expected");
    QTest::addColumn<QString>("after");

    const auto row = [](const char *name, PeriodKind kind, const char *at, int billing, int first, const char *before,
                        const char *here, const char *after) {
        QTest::newRow(name) << kind << QString::fromLatin1(at) << billing << first << QString::fromLatin1(before)
                            << QString::fromLatin1(here) << QString::fromLatin1(after);
    };
    row("day over a month's end", PeriodKind::Day, "2026-10-31", 1, 1, "2026-10-30..2026-10-30", "2026-10-31..2026-10-31",
        "2026-11-01..2026-11-01");
    // 18 November 2026 is a Wednesday.
    row("week from Monday", PeriodKind::Week, "2026-11-18", 1, 1, "2026-11-09..2026-11-15", "2026-11-16..2026-11-22",
        "2026-11-23..2026-11-29");
    row("week from Sunday", PeriodKind::Week, "2026-11-18", 1, 7, "2026-11-08..2026-11-14", "2026-11-15..2026-11-21",
        "2026-11-22..2026-11-28");
    row("a Sunday ends a week from Monday", PeriodKind::Week, "2026-11-22", 1, 1, "2026-11-09..2026-11-15",
        "2026-11-16..2026-11-22", "2026-11-23..2026-11-29");
    row("week from Saturday", PeriodKind::Week, "2026-11-20", 1, 6, "2026-11-07..2026-11-13", "2026-11-14..2026-11-20",
        "2026-11-21..2026-11-27");
    row("calendar month", PeriodKind::Month, "2026-11-18", 1, 1, "2026-10-01..2026-10-31", "2026-11-01..2026-11-30",
        "2026-12-01..2026-12-31");
    row("February of a leap year", PeriodKind::Month, "2028-02-29", 1, 1, "2028-01-01..2028-01-31",
        "2028-02-01..2028-02-29", "2028-03-01..2028-03-31");
    row("billing month, day before it starts", PeriodKind::Month, "2026-11-11", 12, 1, "2026-09-12..2026-10-11",
        "2026-10-12..2026-11-11", "2026-11-12..2026-12-11");
    row("billing month, day it starts", PeriodKind::Month, "2026-11-12", 12, 1, "2026-10-12..2026-11-11",
        "2026-11-12..2026-12-11", "2026-12-12..2027-01-11");
    row("billing month over New Year", PeriodKind::Month, "2027-01-03", 28, 1, "2026-11-28..2026-12-27",
        "2026-12-28..2027-01-27", "2027-01-28..2027-02-27");
    row("quarter", PeriodKind::Quarter, "2026-11-18", 1, 1, "2026-07-01..2026-09-30", "2026-10-01..2026-12-31",
        "2027-01-01..2027-03-31");
    // 5 January belongs to the billing month that started on 12 December, so to the last quarter of 2026.
    row("billing quarter over New Year", PeriodKind::Quarter, "2027-01-05", 12, 1, "2026-07-12..2026-10-11",
        "2026-10-12..2027-01-11", "2027-01-12..2027-04-11");
    row("year", PeriodKind::Year, "2026-11-18", 1, 1, "2025-01-01..2025-12-31", "2026-01-01..2026-12-31",
        "2027-01-01..2027-12-31");
    row("billing year is twelve billing months", PeriodKind::Year, "2027-01-11", 12, 1, "2025-01-12..2026-01-11",
        "2026-01-12..2027-01-11", "2027-01-12..2028-01-11");
}

void tst_Period::periods()
{
    QFETCH(PeriodKind, kind);
    QFETCH(QString, at);
    QFETCH(int, billingDay);
    QFETCH(int, firstDayOfWeek);
    const PeriodRules rules{.billingDay = billingDay, .firstDayOfWeek = firstDayOfWeek};
    const Period period = periodAt(kind, day(at), rules);
    QTEST(text(period), "expected");
    QTEST(text(previousPeriod(period, rules)), "before");
    QTEST(text(nextPeriod(period, rules)), "after");
    QCOMPARE(text(nextPeriod(previousPeriod(period, rules), rules)), text(period));
}

void tst_Period::customRangesMoveByTheirLength()
{
    const Period range = customPeriod(day(QStringLiteral("2026-02-27")), day(QStringLiteral("2026-03-05")));
    QCOMPARE(daysIn(range), 7); // 27, 28, 1, 2, 3, 4, 5
    QCOMPARE(text(nextPeriod(range, {})), QStringLiteral("2026-03-06..2026-03-12"));
    QCOMPARE(text(previousPeriod(range, {})), QStringLiteral("2026-02-20..2026-02-26"));
}

void tst_Period::customRangesSortTheirDays()
{
    const LocalDay early = day(QStringLiteral("2026-01-01"));
    const LocalDay late = day(QStringLiteral("2026-01-03"));
    QCOMPARE(text(customPeriod(late, early)), text(customPeriod(early, late)));
}

void tst_Period::stepsForwardOnlyIntoWhatHasBegun()
{
    const Period november = periodAt(PeriodKind::Month, day(QStringLiteral("2026-11-18")), {});
    QVERIFY(!canStepForward(november, day(QStringLiteral("2026-11-18"))));
    QVERIFY(!canStepForward(november, day(QStringLiteral("2026-11-30"))));
    QVERIFY(canStepForward(november, day(QStringLiteral("2026-12-01"))));
}

void tst_Period::damagedRulesAreClamped()
{
    const LocalDay at = day(QStringLiteral("2026-11-18"));
    QCOMPARE(text(periodAt(PeriodKind::Month, at, {.billingDay = 31, .firstDayOfWeek = 1})),
             QStringLiteral("2026-10-28..2026-11-27"));
    QCOMPARE(text(periodAt(PeriodKind::Week, at, {.billingDay = 1, .firstDayOfWeek = 0})),
             QStringLiteral("2026-11-16..2026-11-22"));
}

TOKENMETER_TEST(tst_Period);

} // namespace test_Period

#include "tst_Period.moc"
