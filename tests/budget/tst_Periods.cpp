// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "BudgetSupport.h"

#include <QtTest>

namespace test_Periods
{

using namespace tokenmeter;
using namespace tokenmeter::testing;
using namespace std::chrono;

class tst_Periods : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void referenceCases_data();
    void referenceCases();
    void clockChanges_data();
    void clockChanges();
    void anchorsDoNotDrift();
    void periodsFollowEachOther_data();
    void periodsFollowEachOther();
    void rollingIsOpenAtItsBeginning();
    void rangeIsOnce();
    void texts_data();
    void texts();
    void wrongTexts_data();
    void wrongTexts();
    void blocksOfARollingBudget();
};

void tst_Periods::referenceCases_data()
{
    QTest::addColumn<QJsonObject>("row");
    const QJsonArray rows = cases("09-budgets.json")[QLatin1String("periods")].toArray();
    QCOMPARE(rows.size(), 18);
    for (qsizetype i = 0; i < rows.size(); ++i) {
        const QJsonObject row = rows[i].toObject();
        QTest::addRow("%d %s %s", int(i), qPrintable(row[QLatin1String("kind")].toString()), qPrintable(row[QLatin1String("zone")].toString()))
            << row;
    }
}

void tst_Periods::referenceCases()
{
    QFETCH(QJsonObject, row);
    const Result<BudgetPeriod> parsed = parseBudgetPeriod(row[QLatin1String("kind")].toString().toStdString());
    QVERIFY(parsed);
    BudgetPeriod period = *parsed;
    period.anchorDay = row[QLatin1String("anchor_day")].toInt();
    period.firstWeekday = row[QLatin1String("first_weekday")].toInt();
    const UtcTime now = parseTime(row[QLatin1String("at")].toString().toStdString())->time;
    const Zone in = *Zone::byId(row[QLatin1String("zone")].toString().toStdString());
    const QJsonObject expected = row[QLatin1String("expected")].toObject();
    const auto said = [&](const char *key) { return expected[QLatin1String(key)].toString().toStdString(); };

    const BudgetSpan span = spanAt(period, now, in);
    if (period.isRolling()) {
        QCOMPARE(toRfc3339(span.from), said("after_exclusive"));
        QCOMPARE(toRfc3339(span.to), said("to_inclusive"));
        return;
    }
    QCOMPARE(toIso(span.firstDay), said("first_day"));
    QCOMPARE(span.days(), expected[QLatin1String("days")].toInt());
    QCOMPARE(toRfc3339(span.from), said("from"));
    QCOMPARE(toRfc3339(span.to), said("to"));
    const QStringList hours = expected[QLatin1String("hours")].toString().split(QLatin1Char('/'));
    const qint64 numerator = hours[0].toLongLong();
    const qint64 denominator = hours.size() > 1 ? hours[1].toLongLong() : 1;
    QCOMPARE(qint64((span.to - span.from).count()) * denominator, numerator * 3'600'000);
    QVERIFY(span.contains(now));
}

void tst_Periods::clockChanges_data()
{
    QTest::addColumn<QByteArray>("zoneId");
    QTest::addColumn<QByteArray>("dayText");
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<double>("hours");
    // Midnight does not exist: the first instant of the day. It occurs twice: the first one. 30 and 45 minutes.
    QTest::newRow("Beirut 2026-03-29 skips midnight") << QByteArray{"Asia/Beirut"} << QByteArray{"2026-03-29"} << QByteArray{"2026-03-28T22:00:00Z"} << 23.0;
    QTest::newRow("Havana 2025-11-02 has 00:30 twice") << QByteArray{"America/Havana"} << QByteArray{"2025-11-02"} << QByteArray{"2025-11-02T04:00:00Z"} << 25.0;
    QTest::newRow("Santiago 2026-09-06 skips midnight") << QByteArray{"America/Santiago"} << QByteArray{"2026-09-06"} << QByteArray{"2026-09-06T04:00:00Z"} << 23.0;
    QTest::newRow("Lord Howe 2026-04-05 gains half an hour") << QByteArray{"Australia/Lord_Howe"} << QByteArray{"2026-04-05"} << QByteArray{"2026-04-04T13:00:00Z"} << 24.5;
    QTest::newRow("Lord Howe 2026-10-04 loses half an hour") << QByteArray{"Australia/Lord_Howe"} << QByteArray{"2026-10-04"} << QByteArray{"2026-10-03T13:30:00Z"} << 23.5;
    QTest::newRow("Chatham 2026-04-05, 45 minutes") << QByteArray{"Pacific/Chatham"} << QByteArray{"2026-04-05"} << QByteArray{"2026-04-04T10:15:00Z"} << 25.0;
    QTest::newRow("Kolkata never changes") << QByteArray{"Asia/Kolkata"} << QByteArray{"2026-03-29"} << QByteArray{"2026-03-28T18:30:00Z"} << 24.0;
}

void tst_Periods::clockChanges()
{
    QFETCH(QByteArray, zoneId);
    QFETCH(QByteArray, dayText);
    QFETCH(QByteArray, from);
    QFETCH(double, hours);
    const BudgetPeriod daily{.kind = BudgetPeriod::Kind::Day};
    const Zone in = zone(zoneId.constData());
    const BudgetSpan span = spanOf(daily, dayAt(dayText.constData()), in);
    QCOMPARE(toRfc3339(span.from), from.toStdString());
    QCOMPARE(double((span.to - span.from).count()) / 3'600'000, hours);
    // The instants on either side of both ends fall on either side.
    QCOMPARE(spanAt(daily, span.from, in), span);
    QCOMPARE(spanAt(daily, span.to - milliseconds{1}, in), span);
    QCOMPARE(spanAt(daily, span.to, in).from, span.to);
    QCOMPARE(spanAt(daily, span.from - milliseconds{1}, in).to, span.from);
}

void tst_Periods::anchorsDoNotDrift()
{
    const BudgetPeriod period{.kind = BudgetPeriod::Kind::Month, .anchorDay = 31};
    QStringList starts;
    for (const BudgetSpan &span : spansBetween(period, dayAt("2026-01-31"), dayAt("2026-06-30"), Zone::utc())) {
        starts << QString::fromStdString(toIso(span.firstDay));
    }
    QCOMPARE(starts.join(QLatin1Char(' ')), QStringLiteral("2026-01-31 2026-02-28 2026-03-31 2026-04-30 2026-05-31 2026-06-30"));
    const BudgetPeriod leap{.kind = BudgetPeriod::Kind::Month, .anchorDay = 30};
    QCOMPARE(toIso(spanOf(leap, dayAt("2028-03-29"), Zone::utc()).firstDay), std::string{"2028-02-29"});
}

void tst_Periods::periodsFollowEachOther_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QByteArray>("zoneId");
    for (const auto &[name, kind] : {std::pair{"day", BudgetPeriod::Kind::Day}, std::pair{"week", BudgetPeriod::Kind::Week},
                                     std::pair{"month", BudgetPeriod::Kind::Month}, std::pair{"quarter", BudgetPeriod::Kind::Quarter},
                                     std::pair{"year", BudgetPeriod::Kind::Year}}) {
        for (const char *id : {"UTC", "Europe/Berlin", "Africa/Cairo", "Australia/Lord_Howe", "Asia/Kathmandu", "America/Sao_Paulo"}) {
            QTest::addRow("%s %s", name, id) << int(kind) << QByteArray{id};
        }
    }
}

// Every moment is in exactly one period: no gap, no overlap, there and back.
void tst_Periods::periodsFollowEachOther()
{
    QFETCH(int, kind);
    QFETCH(QByteArray, zoneId);
    const Zone in = zone(zoneId.constData());
    for (const int anchor : {1, 12, 29, 31}) {
        const BudgetPeriod period{.kind = BudgetPeriod::Kind(kind), .anchorDay = anchor, .firstWeekday = anchor % 7};
        BudgetSpan span = spanOf(period, dayAt("2024-02-29"), in);
        for (int i = 0; i < 60; ++i) {
            const BudgetSpan next = *spanAfter(period, span, in);
            QCOMPARE(next.from, span.to);
            QCOMPARE(next.firstDay, span.endDay);
            QCOMPARE(*spanBefore(period, next, in), span);
            QCOMPARE(spanAt(period, span.to - milliseconds{1}, in), span);
            QVERIFY(span.from < span.to);
            span = next;
        }
    }
}

void tst_Periods::rollingIsOpenAtItsBeginning()
{
    BudgetPeriod period{.kind = BudgetPeriod::Kind::Rolling};
    period.hours = 5;
    const BudgetSpan span = spanAt(period, at("2026-03-29T02:30:00Z"), zone("Europe/Berlin"));
    QVERIFY(!span.contains(at("2026-03-28T21:30:00Z")));
    QVERIFY(span.contains(at("2026-03-28T21:30:00.001Z")));
    QVERIFY(span.contains(at("2026-03-29T02:30:00Z")));
    QVERIFY(!span.contains(at("2026-03-29T02:30:00.001Z")));
    QVERIFY(!spanBefore(period, span, Zone::utc()));
}

void tst_Periods::rangeIsOnce()
{
    const BudgetPeriod period = *parseBudgetPeriod("2026-10-01..2026-10-31");
    for (const char *now : {"2025-01-01T00:00:00Z", "2026-10-15T00:00:00Z", "2027-01-01T00:00:00Z"}) {
        const BudgetSpan span = spanAt(period, at(now), zone("Europe/Berlin"));
        QCOMPARE(toRfc3339(span.from), std::string{"2026-09-30T22:00:00Z"});
        QCOMPARE(toRfc3339(span.to), std::string{"2026-10-31T23:00:00Z"}); // the clock went back on the 25th
        QVERIFY(!spanBefore(period, span, Zone::utc()) && !spanAfter(period, span, Zone::utc()));
    }
}

void tst_Periods::texts_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char *text : {"day", "week", "month", "quarter", "year", "rolling:1h", "rolling:5h", "rolling:720h", "2026-10-01..2026-10-01"}) {
        QTest::newRow(text) << QByteArray{text};
    }
}

void tst_Periods::texts()
{
    QFETCH(QByteArray, text);
    const Result<BudgetPeriod> period = parseBudgetPeriod(text.toStdString());
    QVERIFY(period);
    QCOMPARE(toText(*period), text.toStdString());
}

void tst_Periods::wrongTexts_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char *text : {"", "Month", "months", "rolling", "rolling:", "rolling:h", "rolling:5", "rolling:0h", "rolling:-5h", "rolling:5.5h",
                             "rolling:9999999999h", "2026-10-02..2026-10-01", "2026-02-30..2026-03-01", "2026-10-01.." }) {
        QTest::newRow(text) << QByteArray{text};
    }
}

void tst_Periods::wrongTexts()
{
    QFETCH(QByteArray, text);
    const Result<BudgetPeriod> period = parseBudgetPeriod(text.toStdString());
    QVERIFY(!period);
    QCOMPARE(period.problem().cause, Cause::BadArgument);
    QCOMPARE(period.problem().args.back(), text.toStdString());
}

void tst_Periods::blocksOfARollingBudget()
{
    BudgetPeriod period{.kind = BudgetPeriod::Kind::Rolling};
    period.hours = 5;
    // 2026-10-01T00:00Z is 497,448 hours after 1970, which is 5 x 99,489 + 3: the block began three hours before.
    QCOMPARE(toRfc3339(rollingKeyStart(period, at("2026-10-01T00:00:00Z"))), std::string{"2026-09-30T21:00:00Z"});
    QCOMPARE(toRfc3339(rollingKeyStart(period, at("2026-10-01T01:59:59.999Z"))), std::string{"2026-09-30T21:00:00Z"});
    QCOMPARE(toRfc3339(rollingKeyStart(period, at("2026-10-01T02:00:00Z"))), std::string{"2026-10-01T02:00:00Z"});
}

TOKENMETER_TEST(tst_Periods);

} // namespace test_Periods

#include "tst_Periods.moc"
