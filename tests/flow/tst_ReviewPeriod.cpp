// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "flow/ReviewPeriod.h"

#include <QtTest>

namespace test_ReviewPeriod
{

using namespace tokenmeter;

class tst_ReviewPeriod : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void compares_data();
    void compares();
    void runsFromNeighbourToNeighbour();
};

namespace
{

QString text(DayRange days)
{
    return QString::fromStdString(toIso(days.from) + ".." + toIso(days.to));
}

NamedPeriod range(const QString &text)
{
    return namedPeriod(*parseDay(text.left(10).toStdString()), *parseDay(text.right(10).toStdString()));
}

} // namespace

void tst_ReviewPeriod::compares_data()
{
    QTest::addColumn<QString>("days");
    QTest::addColumn<QString>("today");
    QTest::addColumn<QString>("compared");
    QTest::addColumn<QString>("yearBefore");
    QTest::newRow("month that is over") << "2026-10-01..2026-10-31" << "2026-11-18" << "2026-09-01..2026-09-30" << "2025-10-01..2025-10-31";
    QTest::newRow("running: as many days") << "2026-11-01..2026-11-30" << "2026-11-18" << "2026-10-01..2026-10-18" << "2025-11-01..2025-11-18";
    QTest::newRow("longer than the month before") << "2026-03-01..2026-03-31" << "2026-03-31" << "2026-02-01..2026-02-28" << "2025-03-01..2025-03-31";
    QTest::newRow("february of a leap year") << "2028-02-01..2028-02-29" << "2028-03-05" << "2028-01-01..2028-01-31" << "2027-02-01..2027-02-28";
    QTest::newRow("quarter") << "2026-01-01..2026-03-31" << "2026-11-18" << "2025-10-01..2025-12-31" << "2025-01-01..2025-03-31";
    QTest::newRow("billing cycle") << "2026-02-15..2026-03-14" << "2026-11-18" << "2026-01-15..2026-02-14" << "2025-02-15..2025-03-14";
    QTest::newRow("range") << "2026-10-05..2026-10-11" << "2026-11-18" << "2026-09-28..2026-10-04" << "2025-10-05..2025-10-11";
}

void tst_ReviewPeriod::compares()
{
    QFETCH(QString, days);
    QFETCH(QString, today);
    const ReviewPeriods periods = reviewPeriodsOf(range(days), *parseDay(today.toStdString()));
    QTEST(text(periods.compared), "compared");
    QTEST(text(periods.yearBefore), "yearBefore");
    QCOMPARE(periods.before.to + std::chrono::days{1}, periods.inView.from);
}

void tst_ReviewPeriod::runsFromNeighbourToNeighbour()
{
    for (const char *typed : {"2026-10", "2026-Q3", "2026", "2026-09-15..2026-10-14", "2026-10-05..2026-10-11"}) {
        const NamedPeriod period = *parseNamedPeriod(typed);
        QCOMPARE(neighbourOf(neighbourOf(period, true), false), period);
        const DayRange before = reviewPeriodsOf(period, period.to).before;
        QCOMPARE(neighbourOf(period, false), namedPeriod(before.from, before.to));
    }
}

TOKENMETER_TEST(tst_ReviewPeriod);

} // namespace test_ReviewPeriod

#include "tst_ReviewPeriod.moc"
